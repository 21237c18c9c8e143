import type { DatabaseSync } from 'node:sqlite';

/** `SEKI`: tells our files from those of other programs (SQLite file format, section 1.3.10). */
const applicationId = 0x53_45_4b_49;

/** Each step brings a file from the version of its index to the next. Steps are only ever added. */
const steps: readonly string[] = [
  `CREATE TABLE decision (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     client TEXT NOT NULL,
     repository TEXT NOT NULL,
     tag TEXT,
     digest TEXT NOT NULL,
     outcome TEXT NOT NULL,
     audited INTEGER NOT NULL,
     kind TEXT NOT NULL,
     rule TEXT,
     message TEXT NOT NULL,
     reasons TEXT NOT NULL
   ) STRICT;
   CREATE INDEX decision_at ON decision (at);
   CREATE INDEX decision_repository ON decision (repository);
   CREATE INDEX decision_outcome ON decision (outcome);
   CREATE TABLE decision_count (outcome TEXT PRIMARY KEY, total INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE tag_binding (
     repository TEXT NOT NULL,
     tag TEXT NOT NULL,
     digest TEXT NOT NULL,
     signed_at INTEGER NOT NULL,
     key_id TEXT NOT NULL,
     PRIMARY KEY (repository, tag)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE push (
     row INTEGER PRIMARY KEY AUTOINCREMENT,
     registry TEXT NOT NULL,
     id TEXT NOT NULL,
     received_at INTEGER NOT NULL,
     repository TEXT NOT NULL,
     tag TEXT,
     digest TEXT NOT NULL,
     state TEXT NOT NULL,
     detail TEXT NOT NULL,
     UNIQUE (registry, id)
   ) STRICT;
   CREATE INDEX push_received_at ON push (received_at);
   CREATE INDEX push_state ON push (state);
   CREATE TABLE liveness (id INTEGER PRIMARY KEY, checks INTEGER NOT NULL) STRICT;`,
];

/**
 * Makes a new file a store, brings an older one up to date, and leaves every other as it is.
 * @throws Error with one sentence that says why the file cannot be used
 */
export function prepareSchema(database: DatabaseSync): void {
  const version = pragma(database, 'user_version');
  const owner = pragma(database, 'application_id');
  const tables = database.prepare('SELECT count(*) AS value FROM sqlite_schema').get()?.value;
  if (owner !== applicationId && (owner !== 0 || version !== 0 || tables !== 0)) {
    throw new Error('it is the database of another program');
  }
  if (version > steps.length) {
    throw new Error(`it was written by a newer version (schema ${version}, this one knows ${steps.length})`);
  }
  // A file that was cut off opens well and fails later, in the middle of a pull.
  if (database.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') throw new Error('it is damaged');
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    database.exec(
      `BEGIN IMMEDIATE; ${step} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${index + 1}; COMMIT;`,
    );
  }
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
