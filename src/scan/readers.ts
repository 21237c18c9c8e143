import { catalogReaders } from '../catalog/catalogs.ts';
import { accountReaders } from '../image/accounts.ts';
import { executableReader } from '../image/executables.ts';
import type { FileReader } from '../image/file-reader.ts';
import { inspectorsOf } from '../inspect/inspectors.ts';
import type { Parts } from './parts.ts';

/** Everything that wants to see files for these parts, in one list: each layer is read once for all of them. */
export function readersOf({ executables, inspectors }: Parts): readonly FileReader<unknown>[] {
  return [
    ...new Set([
      ...catalogReaders(),
      ...(executables ? [executableReader, ...accountReaders] : []),
      ...inspectorsOf(inspectors).flatMap(({ readers }) => readers),
    ]),
  ];
}
