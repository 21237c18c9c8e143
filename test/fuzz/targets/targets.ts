import type { Target } from '../target.ts';
import { advisoryTargets } from './advisories.ts';
import { archiveTargets } from './archives.ts';
import { catalogTargets } from './catalogs.ts';
import { databaseTargets } from './databases.ts';
import { documentTargets } from './documents.ts';
import { imageTargets } from './images.ts';
import { programTargets } from './programs.ts';
import { readerTargets } from './readers.ts';
import { registryTargets } from './registry.ts';
import { settingsTargets } from './settings.ts';
import { sourceTargets } from './sources.ts';
import { wordTargets } from './words.ts';

/** Everything that reads what strangers write. */
export const targets: readonly Target[] = [
  ...readerTargets,
  ...catalogTargets,
  ...imageTargets,
  ...archiveTargets,
  ...sourceTargets,
  ...registryTargets,
  ...documentTargets,
  ...advisoryTargets,
  ...databaseTargets,
  ...settingsTargets,
  ...programTargets,
  ...wordTargets,
];
