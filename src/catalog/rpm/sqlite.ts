import { constants, DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { SpooledFile } from '../../image/spool.ts';
import type { HeaderBlob } from './header-blob.ts';

/** The table as rpm makes it: with another one, the questions below could take for ever. */
const tableForm =
  /^CREATE TABLE '?Packages'? ?\( ?hnum INTEGER PRIMARY KEY(?: AUTOINCREMENT)?, ?blob BLOB NOT NULL ?\)$/;

/** What the questions below need of SQLite; a view, a trigger or a function in a hostile file is refused. */
const allowedActions: readonly number[] = [
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_PRAGMA,
];
const allowedTables: readonly (string | null)[] = ['sqlite_master', 'sqlite_schema', 'Packages'];
const allowedFunctions: readonly (string | null)[] = ['length'];

/**
 * The headers in a `rpmdb.sqlite`: table `Packages`, columns `hnum` and `blob` (rpm's lib/backend/sqlite.c). The file is
 * opened as one that nobody changes, so SQLite neither looks for a journal nor writes beside it.
 * @throws Error for a file that is no such database, or a damaged one
 */
export function* sqliteHeaders(file: SpooledFile): Generator<HeaderBlob> {
  const url = pathToFileURL(file.path());
  url.searchParams.set('immutable', '1');
  const db = new DatabaseSync(url, { readOnly: true, defensive: true, enableForeignKeyConstraints: false });
  try {
    db.setAuthorizer((action, first, second) => {
      const isAllowed =
        (action === constants.SQLITE_FUNCTION && allowedFunctions.includes(second)) ||
        (action === constants.SQLITE_READ && allowedTables.includes(first)) ||
        (action !== constants.SQLITE_READ && allowedActions.includes(action));
      return isAllowed ? constants.SQLITE_OK : constants.SQLITE_DENY;
    });
    db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0');
    const table = db.prepare("SELECT type, sql FROM sqlite_schema WHERE name = 'Packages'").get();
    if (table === undefined) throw new Error('it has no table of packages');
    if (table.type !== 'table' || !tableForm.test(String(table.sql))) {
      throw new Error('its table of packages is not one that rpm makes');
    }
    yield* blobs(db);
  } finally {
    db.close();
  }
}

/** Lengths first: SQLite knows them without reading, and a hostile one must not be read. */
function* blobs(db: DatabaseSync): Generator<HeaderBlob> {
  const lengths = db.prepare('SELECT hnum, length(blob) AS bytes FROM Packages');
  const content = db.prepare('SELECT blob FROM Packages WHERE hnum = ?');
  for (const { hnum, bytes } of lengths.iterate()) {
    if (typeof hnum !== 'number' || typeof bytes !== 'number') throw new Error('a row of it is no header');
    yield {
      bytes,
      read() {
        const blob = content.get(hnum)?.blob;
        if (!(blob instanceof Uint8Array)) throw new Error('a row of it is no header');
        return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
      },
    };
  }
}
