import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/**
 * For files that a stranger may have made: no function runs because a table says so, pages are checked when they are
 * read, and none is mapped into memory (sqlite.org/security.html, "Untrusted SQLite Database Files").
 */
export const guards = 'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;';

/**
 * In bytes, of a row, a value or a question: a damaged row may say that it has a gigabyte. In November 2026, all that is
 * said of Debian's kernel has 0.3 MB.
 */
const maxValueBytes = 8 * 1024 ** 2;

/** Far more than our own questions need (sqlite.org/security.html, "Untrusted SQL Inputs"). */
const limits = {
  length: maxValueBytes,
  sqlLength: 100_000,
  column: 100,
  exprDepth: 20,
  compoundSelect: 3,
  vdbeOp: 25_000,
  functionArg: 8,
  attach: 0,
  likePatternLength: 50,
  variableNumber: 10,
  triggerDepth: 1,
};

/**
 * Opens a database file for reading, with these guards. Nothing ever writes to one in its place, so it needs no lock, and
 * no log or journal beside it counts.
 */
export function openGuarded(path: string): DatabaseSync {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  const db = new DatabaseSync(url, { readOnly: true, defensive: true, limits });
  db.exec(guards);
  return db;
}

/**
 * What is wrong with the pages of a file, undefined when they are sound. For one that a stranger may have made, before
 * anything goes through all of its rows: a damaged one may have a page in two places, and rows for ever. It takes two
 * seconds for a gigabyte, so it is not done for each scan, which looks for single rows.
 */
export function pageProblem(db: DatabaseSync): string | undefined {
  const found = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  return found === 'ok' ? undefined : 'it is damaged';
}
