import { catalogReaders } from '../catalog/catalogs.ts';
import { fault } from '../errors.ts';
import { accountReaders } from '../image/accounts.ts';
import { executableReader } from '../image/executables.ts';
import type { FileReader } from '../image/file-reader.ts';
import type { Inspector } from '../inspect/inspector.ts';
import { inspectors } from '../inspect/inspectors.ts';

/** What a scan can be narrowed to. Packages are always found: the rest is said of them. */
export const scanParts: readonly string[] = [
  'packages',
  'vulnerabilities',
  'executables',
  ...inspectors.map(({ name }) => name),
];

/** The parts of one scan. */
export interface Parts {
  /** As they are named in the report, sorted; undefined for all of them. */
  readonly only: readonly string[] | undefined;
  readonly matched: boolean;
  /** Whether executables are listed: inspectors need them. */
  readonly executables: boolean;
  readonly inspectors: readonly Inspector[];
  /** Everything that wants to see files, in one list: each layer is read once for all of them. */
  readonly readers: readonly FileReader<unknown>[];
}

/** @param only names of `scanParts`; undefined for all. @throws USAGE for another name */
export function partsOf(only: readonly string[] | undefined): Parts {
  const unknown = only?.find((name) => !scanParts.includes(name));
  if (unknown !== undefined) {
    throw fault('USAGE', {
      problem: `${unknown} is no part of a scan: choose among ${scanParts.join(', ')}`,
    });
  }
  const has = (name: string): boolean => only === undefined || only.includes(name);
  const chosen = inspectors.filter(({ name }) => has(name));
  const executables = has('executables') || chosen.length > 0;
  return {
    only: only === undefined ? undefined : [...new Set(['packages', ...only])].sort(),
    matched: has('vulnerabilities'),
    executables,
    inspectors: chosen,
    readers: [
      ...new Set([
        ...catalogReaders(),
        ...(executables ? [executableReader, ...accountReaders] : []),
        ...chosen.flatMap(({ readers }) => readers),
      ]),
    ],
  };
}
