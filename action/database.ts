import { describeImport } from '../src/advisories/describe.ts';
import { importAdvisories } from '../src/advisories/import.ts';
import { databasePath } from '../src/advisories/path.ts';
import { updateAdvisories } from '../src/advisories/update.ts';
import type { CheckpointEnvironment } from '../src/checkpoint/request.ts';
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
    return `advisories: ${describeImport(summary)}`;
  };
}
