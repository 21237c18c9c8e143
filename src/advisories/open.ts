import { type Stats, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fault, isFault, reasonOf } from '../errors.ts';
import { parseDigest } from '../model/digest.ts';
import { formatTime } from '../model/time.ts';
import type { AdvisoryDatabase, DatabaseInfo } from './database.ts';
import { match } from './match.ts';
import { type MetaKey, readMeta, schemaProblem } from './schema.ts';

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
    db = new DatabaseSync(path, { readOnly: true });
    const problem = schemaProblem(db);
    if (problem === undefined) return { state: 'usable', db };
    db.close();
    if (problem.ours) return { state: 'outdated', reason: problem.reason };
    throw unusable(path, problem.reason);
  } catch (error) {
    if (db?.isOpen === true) db.close();
    throw asUnusable(path, error);
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
  const builtAt = readMeta(db, 'builtAt');
  const newestRecordAt = readMeta(db, 'newestRecordAt');
  const digest = readMeta(db, 'digest');
  if (builtAt === undefined || newestRecordAt === undefined || digest === undefined) {
    throw unusable(path, 'the import that made it was not finished');
  }
  const ecosystems = db
    .prepare('SELECT name, advisories, packages FROM ecosystem WHERE claimed = 1 ORDER BY name')
    .all();
  return {
    path,
    builtAt,
    newestRecordAt,
    digest: parseDigest(digest),
    ecosystems: ecosystems.map((row) => ({
      name: String(row.name),
      advisories: Number(row.advisories),
      packages: Number(row.packages),
    })),
    knownExploited: Number(db.prepare('SELECT count(*) AS n FROM knownExploited').get()?.n),
    ...timeOf(db, 'knownExploitedAt'),
    epss: Number(readMeta(db, 'epssCount') ?? '0'),
    ...timeOf(db, 'epssAt'),
  };
}

function timeOf<Key extends MetaKey>(db: DatabaseSync, key: Key): { readonly [key in Key]?: string } {
  const at = readMeta(db, key);
  return at === undefined ? {} : ({ [key]: formatTime(Number(at)) } as { readonly [key in Key]: string });
}

/** SQLite finds a damaged page when it first reads it, which may be in the middle of a match. */
function guarded<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asUnusable(path, error);
  }
}

function asUnusable(path: string, error: unknown): Error {
  return isFault(error) && error.code !== 'DIGEST_MALFORMED' ? error : unusable(path, reasonOf(error), error);
}

function unusable(path: string, reason: string, cause?: unknown): Error {
  return fault('ADVISORIES_UNUSABLE', { path, reason }, { cause });
}
