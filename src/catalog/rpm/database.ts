import { printable, reasonOf } from '../../errors.ts';
import type { SpooledFile } from '../../image/spool.ts';
import { createListBudget } from '../listed-files.ts';
import { problemsOf } from '../problems.ts';
import { berkeleyHeaders } from './berkeley.ts';
import { parseHeader } from './header.ts';
import type { HeaderBlob } from './header-blob.ts';
import { ndbHeaders } from './ndb.ts';
import { packageOf, type RpmPackage } from './package.ts';
import { sqliteHeaders } from './sqlite.ts';

export interface RpmDatabase {
  readonly packages: readonly RpmPackage[];
  readonly problems: readonly string[];
}

interface Format {
  /** Name of the file in the database's folder. */
  readonly file: string;
  readonly headers: (file: SpooledFile) => Iterable<HeaderBlob>;
}

/**
 * The formats, in the order in which rpm looks for them (lib/backend/dbi.c): where there are several, the first counts,
 * and the others are left from before a conversion.
 */
export const formats: readonly Format[] = [
  { file: 'rpmdb.sqlite', headers: sqliteHeaders },
  { file: 'Packages.db', headers: ndbHeaders },
  { file: 'Packages', headers: berkeleyHeaders },
];

const maxPackages = 100_000;
// The longest real ones, of packages with 100,000 files, have 15 MB.
const maxHeaderBytes = 64 * 1024 * 1024;

/**
 * Reads a database in the format that the name of its file says. A header that cannot be read becomes a problem and
 * hides no other. Headers do not overlap, so all of them together are not longer than the file: that bounds the work.
 * @param path without leading slash, for the problems
 * @throws Error with a sentence, for a file of another format
 */
export function readDatabase(file: SpooledFile, path: string): RpmDatabase | undefined {
  const format = formats.find(({ file: name }) => path.endsWith(`/${name}`));
  if (format === undefined) return undefined;
  const problems = problemsOf(path);
  const packages: RpmPackage[] = [];
  const budget = createListBudget();
  let bytes = 0;
  let headers = 0;
  try {
    for (const blob of format.headers(file)) {
      headers += 1;
      bytes += blob.bytes;
      if (headers > maxPackages) throw new Error(`it has more than ${maxPackages} packages`);
      if (blob.bytes > maxHeaderBytes || bytes > file.size)
        throw new Error('its headers claim to be too long');
      try {
        const found = packageOf(parseHeader(blob.read()), budget);
        if (found !== undefined) packages.push(found);
      } catch (error) {
        problems.add(printable(reasonOf(error)));
      }
    }
  } catch (error) {
    // SQLite quotes from a damaged schema.
    problems.add(printable(reasonOf(error)));
  }
  return { packages, problems: problems.sentences() };
}
