import type { DatabaseSync } from 'node:sqlite';

/** Grows by one with every change of the tables or of what is packed into them. */
export const schemaVersion = 3;

/** `SKSA`, in the header of the file (sqlite.org/fileformat2.html, "Application ID"): this file is ours. */
export const applicationId = 0x53_4b_53_41;

/**
 * An advisory is kept once; `affected` says for each of its packages which versions it speaks of, for all releases of
 * a distribution in one row (`packed.ts`). An import adds to it; a match reads `said`, which has the same by package.
 * `carried` remembers which export an advisory came with, so that what an
 * export no longer carries can go. Withdrawn advisories stay, without packages: an older copy of one must not come
 * back. Lists of ids are parted by spaces. `epss` has its CVEs as numbers and its scores in hundred-thousandths.
 */
const tables = [
  `CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE ecosystem (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    claimed INTEGER NOT NULL,
    advisories INTEGER NOT NULL,
    packages INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE package (
    id INTEGER PRIMARY KEY,
    family TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (family, name)
  ) STRICT`,
  `CREATE TABLE advisory (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL,
    modified INTEGER NOT NULL,
    published INTEGER,
    withdrawn INTEGER NOT NULL,
    aliases TEXT NOT NULL,
    upstream TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    severity TEXT,
    severitySource TEXT,
    cvss REAL
  ) STRICT`,
  `CREATE TABLE affected (
    package INTEGER NOT NULL,
    advisory INTEGER NOT NULL,
    ecosystems TEXT NOT NULL,
    said TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE said (
    package INTEGER PRIMARY KEY,
    advisories TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE export (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    url TEXT,
    etag TEXT,
    lastModified TEXT
  ) STRICT`,
  `CREATE TABLE carried (
    advisory INTEGER NOT NULL,
    export INTEGER NOT NULL,
    PRIMARY KEY (advisory, export)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE knownExploited (
    cve TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE epss (
    cve INTEGER PRIMARY KEY,
    score INTEGER NOT NULL
  ) STRICT`,
] as const;

/** Makes the tables in an empty file. */
export function createTables(db: DatabaseSync): void {
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
  for (const table of tables) db.exec(table);
}

/**
 * Gathers what is said of each package in one text, at the end of each import. A match reads a few thousand of them; to
 * read as many rows as there are advisories takes ten times as long. What says the same is side by side, so that a
 * version is compared once.
 */
export function gatherSaid(db: DatabaseSync): void {
  db.exec(`
    DELETE FROM said;
    INSERT INTO said SELECT package, '[' || group_concat('[' || advisory || ',' || said || ']', ',' ORDER BY said, advisory)
    || ']' FROM affected GROUP BY package;
  `);
}

/** How many bytes of a file `headerProblem` looks at: its header, and that of its first page. */
export const headerBytes = 108;

/**
 * Why a file that begins so is no vulnerability database that this version can read; undefined when it may be one. A file
 * may come from elsewhere, and SQLite reads all tables of one before it answers anything: those of another program, and
 * tables without end, are refused here, before it is opened (sqlite.org/fileformat2.html, sections 1.3 and 1.6).
 */
export function headerProblem(start: Buffer): SchemaProblem | undefined {
  if (start.length < headerBytes || start.toString('latin1', 0, magic.length) !== magic) {
    return { ours: false, reason: 'it is no SQLite database' };
  }
  if (start.readUInt32BE(68) !== applicationId) {
    return { ours: false, reason: 'it is a database of something else' };
  }
  const version = start.readUInt32BE(60);
  if (version !== schemaVersion) {
    return {
      ours: true,
      reason: `it has format ${version}, this version of sekisho reads format ${schemaVersion}`,
    };
  }
  const hasLog = start[18] !== withoutLog || start[19] !== withoutLog;
  if (hasLog) return { ours: false, reason: 'a part of it is in a write-ahead log beside it' };
  return start[100] === leafOfTable && start.readUInt16BE(103) === schemaRows ? undefined : otherTables;
}

const magic = 'SQLite format 3\0';
const withoutLog = 1;
const leafOfTable = 13;
/** Each table is one, and so is each index for a UNIQUE: all of them are on the first page. */
const schemaRows = tables.length + tables.filter((sql) => sql.includes('UNIQUE')).length;
const otherTables: SchemaProblem = {
  ours: false,
  reason: 'it has other tables than a vulnerability database has',
};

/** The same of the tables in it: views, triggers and unexpected columns are nothing to run queries against. */
export function tablesProblem(db: DatabaseSync): SchemaProblem | undefined {
  const found = db.prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL LIMIT ${schemaRows}`).all();
  const known: ReadonlySet<unknown> = new Set<unknown>(tables);
  return found.length === known.size && found.every((row) => known.has(row.sql)) ? undefined : otherTables;
}

export interface SchemaProblem {
  /** Another version of sekisho made it: it may be replaced. */
  readonly ours: boolean;
  readonly reason: string;
}

/** The keys of `meta`. */
export type MetaKey =
  | 'builtAt'
  | 'newestRecordAt'
  | 'digest'
  | 'knownExploitedAt'
  | 'epssAt'
  | 'epssCount'
  | 'epssDigest'
  /** Digest of the manifest it was pulled with, and not imported into since. */
  | 'pulledFrom';

export function readMeta(db: DatabaseSync, key: MetaKey): string | undefined {
  const value = db.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.value;
  return typeof value === 'string' ? value : undefined;
}

export function writeMeta(db: DatabaseSync, key: MetaKey, value: string): void {
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value);
}
