import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fault, reasonOf } from '../errors.ts';
import { guards, openGuarded, pageProblem } from './guards.ts';
import { type Examined, examine, unusable } from './open.ts';
import { createTables, gatherSaid } from './schema.ts';

export interface Replacement<T> {
  readonly result: T;
  /** Why the database that was there was not built upon; undefined when it was, or there was none. */
  readonly startedAfresh?: string;
}

/**
 * Gives `write` a copy of the database at `into` (an empty one where there is none) and puts the copy in its place
 * when `write` is done. Until that one rename the old file is as it was, whatever happens: it is never written to.
 * @param now milliseconds
 * @throws FILE_UNWRITABLE; ADVISORIES_UNUSABLE when the file there is damaged or something else
 */
export async function replaceDatabase<T>(
  into: string,
  now: number,
  write: (db: DatabaseSync) => Promise<T>,
): Promise<Replacement<T>> {
  return swapIn(into, now, async (fresh, target, base) => {
    if (base.state === 'usable') {
      await copyFile(target, fresh, constants.COPYFILE_FICLONE);
      checkPages(fresh, target);
    }
    const result = await writeInto(fresh, base.state === 'usable', write);
    return { result, ...(base.state === 'outdated' ? { startedAfresh: base.reason } : {}) };
  });
}

/**
 * Puts a database that `write` makes from nothing, at the path it is given, in the place of the one at `into`, when
 * `write` is done.
 * @param now milliseconds
 * @throws FILE_UNWRITABLE; ADVISORIES_UNUSABLE when the file there is damaged or something else
 */
export async function installDatabase(
  into: string,
  now: number,
  write: (path: string) => Promise<void>,
): Promise<void> {
  await swapIn(into, now, write);
}

async function swapIn<T>(
  into: string,
  now: number,
  write: (fresh: string, target: string, base: Examined) => Promise<T>,
): Promise<T> {
  const target = await realTarget(into);
  const base = examine(target);
  if (base.state === 'usable') base.db.close();
  const folder = await temporaryFolder(target, now);
  try {
    const fresh = join(folder, 'advisories.db');
    const result = await write(fresh, target, base);
    await syncAndRename(fresh, target);
    return result;
  } catch (cause) {
    if (isFileError(cause) || isDiskError(cause)) throw unwritable(into, cause);
    throw base.state === 'usable' && isSqliteError(cause) ? unusable(into, reasonOf(cause), cause) : cause;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function checkPages(copy: string, target: string): void {
  const db = openGuarded(copy);
  try {
    const problem = pageProblem(db);
    if (problem !== undefined) throw unusable(target, problem);
  } finally {
    db.close();
  }
}

async function writeInto<T>(
  path: string,
  exists: boolean,
  write: (db: DatabaseSync) => Promise<T>,
): Promise<T> {
  // Defensive mode would forbid to do without a journal: the file is thrown away if anything goes wrong.
  const db = new DatabaseSync(path, { defensive: false });
  try {
    db.exec(`
      ${guards}
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA cache_size = -${cacheKiB};
    `);
    db.exec('BEGIN');
    if (!exists) createTables(db);
    const result = await write(db);
    gatherSaid(db);
    db.exec('COMMIT');
    compact(db);
    return result;
  } finally {
    db.close();
  }
}

/** Tables only grow at their ends while they are written: a larger cache would only take memory. */
const cacheKiB = 4 * 1024;

/** Rows that went leave holes; a file that is a quarter holes is worth the copying. */
function compact(db: DatabaseSync): void {
  const free = Number(db.prepare('PRAGMA freelist_count').get()?.freelist_count);
  const all = Number(db.prepare('PRAGMA page_count').get()?.page_count);
  if (free * 4 > all) db.exec('VACUUM');
}

async function syncAndRename(fresh: string, target: string): Promise<void> {
  const file = await open(fresh, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, target);
}

/** A link is followed: what it points to is replaced, not the link. */
async function realTarget(into: string): Promise<string> {
  try {
    await mkdir(dirname(into), { recursive: true });
    return await realpath(into);
  } catch (cause) {
    if (isFileError(cause) && cause.code === 'ENOENT') return into;
    throw unwritable(into, cause);
  }
}

const staleMs = 24 * 3_600_000;

/** A new folder beside the target, so that a rename is enough. Those that killed imports left go after a day. */
async function temporaryFolder(target: string, now: number): Promise<string> {
  const parent = dirname(target);
  const prefix = `${basename(target)}.new-`;
  try {
    for (const name of await readdir(parent)) {
      if (!name.startsWith(prefix)) continue;
      const left = join(parent, name);
      if (now - (await stat(left)).mtimeMs > staleMs) await rm(left, { recursive: true, force: true });
    }
    return await mkdtemp(join(parent, prefix));
  } catch (cause) {
    throw unwritable(target, cause);
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function isSqliteError(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error;
}

/** sqlite.org/rescode.html: SQLITE_IOERR, SQLITE_FULL and SQLITE_CANTOPEN, with whatever is in their higher bytes. */
function isDiskError(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === 10 || code === 13 || code === 14;
}

function unwritable(path: string, cause: unknown): Error {
  return fault('FILE_UNWRITABLE', { path, reason: reasonOf(cause) }, { cause });
}
