import { join } from 'node:path';
import { cacheDirectory } from '../io/files.ts';

/** Where the vulnerability database is kept: `advisories.db` in the cache folder. @throws USAGE */
export function databasePath(environment: Readonly<Record<string, string | undefined>>): string {
  return join(cacheDirectory(environment), 'advisories.db');
}
