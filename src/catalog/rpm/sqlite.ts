import type { SpooledFile } from '../../image/spool.ts';
import type { HeaderBlob } from './header-blob.ts';
import { columnsOf, isBlob, isInteger, isText, openSqlite, type SqliteFile } from './sqlite-file.ts';

/** The table as rpm makes it; another one may have its columns in another order, or compute them. */
const tableForm =
  /^CREATE TABLE '?Packages'? ?\( ?hnum INTEGER PRIMARY KEY(?: AUTOINCREMENT)?, ?blob BLOB NOT NULL ?\)$/;

/** The table of tables, `sqlite_schema`, begins here. */
const schemaRoot = 1;
/** Its columns: type, name, tbl_name, rootpage, sql. */
const schemaColumns = 5;

/**
 * The headers in a `rpmdb.sqlite`: table `Packages`, columns `hnum` and `blob` (rpm's lib/backend/sqlite.c).
 * @throws Error with a sentence, for a file that is no such database, or a damaged one
 */
export function* sqliteHeaders(file: SpooledFile): Generator<HeaderBlob> {
  // To SQLite, nothing is a database without tables.
  const db = file.size === 0 ? undefined : openSqlite(file);
  const root = db === undefined ? undefined : rootOfPackages(db);
  if (db === undefined || root === undefined) throw new Error('it has no table of packages');
  for (const row of db.rows(root)) {
    // The first is kept as the number of the row.
    const [, blob] = columnsOf(row, 2);
    if (blob === undefined || !isBlob(blob)) throw new Error('a row of it is no header');
    const { offset, bytes } = blob;
    yield { bytes, read: () => row.read().subarray(offset, offset + bytes) };
  }
}

/** The page that the table of packages begins with; undefined when there is none of that name. */
function rootOfPackages(db: SqliteFile): number | undefined {
  for (const row of db.rows(schemaRoot)) {
    const columns = columnsOf(row, schemaColumns);
    // What is so long that its end is on another page is not what rpm writes.
    const [type, name, , , sql] = columns.map((column) =>
      isText(column) ? row.start.toString('utf8', column.offset, column.offset + column.bytes) : '',
    );
    if (name !== 'Packages') continue;
    const root = columns[3];
    if (type !== 'table' || !tableForm.test(sql ?? '') || root === undefined || !isInteger(root))
      throw new Error('its table of packages is not one that rpm makes');
    return row.start.readUIntBE(root.offset, root.bytes);
  }
  return undefined;
}
