import { type ImportSummary, importAdvisories } from '../src/advisories/import.ts';
import { databasePath } from '../src/advisories/path.ts';
import { updateAdvisories } from '../src/advisories/update.ts';
import type { CheckpointEnvironment } from '../src/checkpoint.ts';
import type { Steps } from './run.ts';

/** Imports advisories from files, or from an address that is laid out as the public OSV export. */
export function fillDatabaseWith({ env, http, clock, signal }: CheckpointEnvironment): Steps['fillDatabase'] {
  return async (source, file) => {
    const options = {
      into: file ?? databasePath(env),
      now: clock(),
      ...(signal === undefined ? {} : { signal }),
    };
    const summary =
      'url' in source
        ? await updateAdvisories({ ...options, baseUrl: source.url, http })
        : await importAdvisories({ ...options, paths: source.paths });
    return describe(summary);
  };
}

function describe({ records, unchanged, rejected, info }: ImportSummary): string {
  const leftOut = rejected === 0 ? '' : `, ${rejected} that are not OSV left out`;
  const all = info.ecosystems.map(({ name, advisories }) => `${name} ${advisories}`).join(', ');
  return `advisories: ${records} records read, ${unchanged} of them unchanged${leftOut}; now ${all || 'none'}`;
}
