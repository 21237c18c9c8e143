import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { importAdvisories } from '../../src/advisories/import.ts';
import { openAdvisories } from '../../src/advisories/open.ts';
import { npm } from './support/packages.ts';
import { fixtures, now, opened, type Workspace, workspace } from './support/workspace.ts';

let files: Workspace;

beforeEach(async () => {
  files = workspace();
  await importAdvisories({ paths: [fixtures], into: files.database, now });
});

function sql(statement: string): void {
  const db = new DatabaseSync(files.database);
  db.exec(statement);
  db.close();
}

test('a database that is not there is missing, with what to do', () => {
  expect(() => openAdvisories('/nowhere/advisories.db')).toThrow(
    expect.objectContaining({
      code: 'ADVISORIES_MISSING',
      message: 'there is no vulnerability database at /nowhere/advisories.db',
      remedy: 'run sekisho db update, or sekisho db import with OSV exports',
    }),
  );
});

test.each<[string, () => void]>([
  ['empty', () => writeFileSync(files.database, '')],
  ['no SQLite file', () => writeFileSync(files.database, 'x'.repeat(5000))],
  ['cut in half', () => truncateSync(files.database, Math.floor(readFileSync(files.database).length / 2))],
  ['cut to its header', () => truncateSync(files.database, 100)],
  ['of something else', () => sql('PRAGMA application_id = 1')],
  ['of a later version', () => sql('PRAGMA user_version = 999')],
  ['without a table', () => sql('DROP TABLE affected')],
  ['with a view of its own', () => sql('CREATE VIEW v AS SELECT 1')],
  ['with a trigger of its own', () => sql('CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END')],
  ['with another column', () => sql('ALTER TABLE advisory ADD COLUMN more TEXT')],
  ['never finished', () => sql("DELETE FROM meta WHERE key = 'builtAt'")],
  ['with a digest that is none', () => sql("UPDATE meta SET value = 'x' WHERE key = 'digest'")],
])('a file that is %s is unusable, with what to do', (_, damage) => {
  damage();
  expect(() => openAdvisories(files.database)).toThrow(
    expect.objectContaining({
      code: 'ADVISORIES_UNUSABLE',
      remedy: 'delete it and run sekisho db update, or sekisho db import with OSV exports',
    }),
  );
});

test('a folder is unusable', () => {
  mkdirSync(`${files.database}.folder`);
  expect(() => openAdvisories(`${files.database}.folder`)).toThrow(
    expect.objectContaining({ code: 'ADVISORIES_UNUSABLE' }),
  );
});

test.each([
  ['ranges that are none', "UPDATE said SET advisories = '{}'"],
  [
    'an event that is none',
    `UPDATE said SET advisories = replace(advisories, '"1.3.6"', '[[["x1.3.6"]],[]]')`,
  ],
  ['a severity that is none', "UPDATE advisory SET severity = 'worst', severitySource = 'x'"],
  ['an advisory that is not there', 'DELETE FROM advisory'],
])('damage that a match finds first makes it unusable: %s', (_, damage) => {
  sql(damage);
  const database = opened(files.database);
  expect(() => database.match([npm('ini', '1.3.5')], null)).toThrow(
    expect.objectContaining({ code: 'ADVISORIES_UNUSABLE' }),
  );
});

test('reading changes nothing', () => {
  const before = readFileSync(files.database);
  opened(files.database).match([npm('ini', '1.3.5')], null);
  expect(readFileSync(files.database)).toEqual(before);
});
