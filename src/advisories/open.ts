import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type Fault, fault, isFault, reasonOf } from '../errors.ts';
import { parseDigest } from '../model/digest.ts';
import { formatTime, parseTime } from '../model/time.ts';
import type { AdvisoryDatabase, DatabaseInfo } from './database.ts';
import { openGuarded } from './guards.ts';
import { knownExploitedIn } from './known-exploited.ts';
import { limits } from './limits.ts';
import { match } from './match.ts';
import { textOf } from './packed.ts';
import { headerBytes, headerProblem, type MetaKey, readMeta, tablesProblem } from './schema.ts';
import { countOf, momentOf } from './stored.ts';

/**
 * Opens the vulnerability database at `path` for reading. An import that replaces the file meanwhile does not disturb
 * it: it goes on reading the file it opened.
 * @throws ADVISORIES_MISSING, ADVISORIES_UNUSABLE for another format, a damaged or a foreign file
 */
export function openAdvisories(path: string): AdvisoryDatabase {
  const found = examine(path);
  if (found.state === 'missing') throw fault('ADVISORIES_MISSING', { path });
  if (found.state === 'outdated') throw unusable(path, found.reason);
  const { db } = found;
  try {
    const info = readInfo(db, path);
    return {
      info,
      match: (packages, os, onMistake) =>
        guarded(path, () => match(db, packages, os, { reading: (read) => guarded(path, read), onMistake })),
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw asUnusable(path, error);
  }
}

/** What is in the database at `path`. @throws what `openAdvisories` throws */
export function readDatabaseInfo(path: string): DatabaseInfo {
  const opened = openAdvisories(path);
  opened.close();
  return opened.info;
}

export type Examined =
  | { readonly state: 'missing' }
  /** To be closed by whoever asked. */
  | { readonly state: 'usable'; readonly db: DatabaseSync }
  /** Another version of sekisho made it: it may be replaced. */
  | { readonly state: 'outdated'; readonly reason: string };

/** Says what is at `path`. @throws ADVISORIES_UNUSABLE for a damaged or a foreign file: nothing to write over */
export function examine(path: string): Examined {
  const stats = statOf(path);
  if (stats === undefined) return { state: 'missing' };
  if (!stats.isFile()) throw unusable(path, 'it is not a file');
  let db: DatabaseSync | undefined;
  try {
    const unread = headerProblem(startOf(path));
    if (unread?.ours === true) return { state: 'outdated', reason: unread.reason };
    if (unread !== undefined) throw unusable(path, unread.reason);
    db = openGuarded(path);
    const problem = tablesProblem(db);
    if (problem !== undefined) throw unusable(path, problem.reason);
    return { state: 'usable', db };
  } catch (error) {
    if (db?.isOpen === true) db.close();
    throw asUnusable(path, error);
  }
}

function startOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(headerBytes);
    return start.subarray(0, readSync(file, start, 0, headerBytes, 0));
  } finally {
    closeSync(file);
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw unusable(path, reasonOf(cause), cause);
  }
}

function readInfo(db: DatabaseSync, path: string): DatabaseInfo {
  const builtAt = timeIn(db, 'builtAt');
  const newestRecordAt = timeIn(db, 'newestRecordAt');
  const digest = readMeta(db, 'digest');
  if (builtAt === undefined || newestRecordAt === undefined || digest === undefined) {
    throw unusable(path, 'the import that made it was not finished');
  }
  return {
    path,
    builtAt,
    newestRecordAt,
    digest: parseDigest(digest),
    ecosystems: ecosystemsIn(db),
    knownExploited: knownExploitedIn(db).size,
    ...momentIn(db, 'knownExploitedAt'),
    epss: countOf(Number(readMeta(db, 'epssCount') ?? '0')),
    ...momentIn(db, 'epssAt'),
  };
}

/** As an import writes it: `2026-11-22T03:12:00Z`. */
function timeIn(db: DatabaseSync, key: MetaKey): string | undefined {
  const time = readMeta(db, key);
  if (time !== undefined && formatTime(parseTime(time)) !== time)
    throw new TypeError(`a ${key} that is no time`);
  return time;
}

/** As an import writes it: in milliseconds. */
function momentIn<Key extends MetaKey>(db: DatabaseSync, key: Key): { readonly [key in Key]?: string } {
  const at = readMeta(db, key);
  return at === undefined
    ? {}
    : ({ [key]: formatTime(momentOf(Number(at))) } as { readonly [key in Key]: string });
}

function ecosystemsIn(db: DatabaseSync): DatabaseInfo['ecosystems'] {
  const names = new Set<string>();
  const claimed: DatabaseInfo['ecosystems'][number][] = [];
  for (const row of db.prepare('SELECT * FROM ecosystem ORDER BY name').iterate()) {
    const name = textOf(row.name);
    // In a damaged file a page may point to one above it, and the list goes on for ever.
    if (names.has(name) || name.length > limits.nameLength)
      throw new TypeError('a list of ecosystems that is none');
    names.add(name);
    const { advisories, packages } = row;
    if (row.claimed === 1)
      claimed.push({ name, advisories: countOf(advisories), packages: countOf(packages) });
  }
  return claimed;
}

/** SQLite finds a damaged page when it first reads it, which may be in the middle of a match. */
function guarded<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asUnusable(path, error);
  }
}

/** A fault for what reading a database threw. */
export function asUnusable(path: string, error: unknown): Error {
  return isFault(error) && !isOfText(error) ? error : unusable(path, reasonOf(error), error);
}

/** Of a digest or a time in it. */
function isOfText({ code }: Fault): boolean {
  return code === 'DIGEST_MALFORMED' || code === 'TIME_MALFORMED';
}

export function unusable(path: string, reason: string, cause?: unknown): Error {
  return fault('ADVISORIES_UNUSABLE', { path, reason }, { cause });
}
