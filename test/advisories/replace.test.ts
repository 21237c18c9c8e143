import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { importAdvisories } from '../../src/advisories/import.ts';
import { replaceDatabase } from '../../src/advisories/replace.ts';
import { npm } from './support/packages.ts';
import { record } from './support/records.ts';
import { now, opened, workspace } from './support/workspace.ts';
import { exportOf } from './support/zip-archive.ts';

test('an import that is killed in the middle leaves the old database as it was', async () => {
  const { file, folder, database } = workspace();
  await importAdvisories({ paths: [file('X-1.json', JSON.stringify(record('X-1')))], into: database, now });
  const before = readFileSync(database);
  const many = file(
    'npm/all.zip',
    exportOf(Array.from({ length: 20_000 }, (_, index) => record(`Y-${index}`))),
  );
  const program = join(import.meta.dirname, 'support', 'import-process.ts');
  const child = spawn(process.execPath, [program, database, many], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', (_code, signal) => resolve(signal)));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  expect(readFileSync(database)).toEqual(before);
  expect(opened(database).match([npm('left-pad', '1.0.0')], null).findings).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('advisories.db.new-'))).toHaveLength(1);
});

test('what a killed import left goes after a day, not before', async () => {
  const { file, folder, database } = workspace();
  const old = file('advisories.db.new-aaaaaa/advisories.db', '');
  const young = file('advisories.db.new-bbbbbb/advisories.db', '');
  const path = file('X-1.json', JSON.stringify(record('X-1')));
  utimesSync(join(old, '..'), now / 1000 - 90_000, now / 1000 - 90_000);
  utimesSync(join(young, '..'), now / 1000 - 80_000, now / 1000 - 80_000);
  await importAdvisories({ paths: [path], into: database, now });
  expect(readdirSync(folder).sort()).toEqual(['X-1.json', 'advisories.db', 'advisories.db.new-bbbbbb']);
});

test('a failing write leaves neither the old database changed nor anything beside it', async () => {
  const { file, folder, database } = workspace();
  await importAdvisories({
    paths: [file('in/X-1.json', JSON.stringify(record('X-1')))],
    into: database,
    now,
  });
  const before = readFileSync(database);
  const write = async (db: DatabaseSync): Promise<void> => {
    db.exec('DELETE FROM advisory');
    throw new Error('no more');
  };
  await expect(replaceDatabase(database, now, write)).rejects.toThrow('no more');
  expect(readFileSync(database)).toEqual(before);
  expect(readdirSync(folder).sort()).toEqual(['advisories.db', 'in']);
});

test('a reader goes on reading the file it opened', async () => {
  const { file, database } = workspace();
  const path = file('npm/all.zip', exportOf([record('X-1')]));
  await importAdvisories({ paths: [path], into: database, now });
  const reader = opened(database);
  writeFileSync(path, exportOf([record('X-2'), record('X-3')]));
  await importAdvisories({ paths: [path], into: database, now });
  const found = (one: typeof reader): number => one.match([npm('left-pad', '1.0.0')], null).findings.length;
  expect(found(reader)).toBe(1);
  expect(found(opened(database))).toBe(2);
});

test('the folder of the database is made when it is not there', async () => {
  const { file, folder } = workspace();
  const into = join(folder, 'a', 'b', 'advisories.db');
  await importAdvisories({ paths: [file('X-1.json', JSON.stringify(record('X-1')))], into, now });
  expect(opened(into).info.ecosystems).toHaveLength(1);
});

test('a link to a database stays a link', async () => {
  const { file, folder, database } = workspace();
  const link = join(folder, 'link.db');
  const path = file('X-1.json', JSON.stringify(record('X-1')));
  await importAdvisories({ paths: [path], into: database, now });
  symlinkSync(database, link);
  await importAdvisories({ paths: [path], into: link, now: now + 60_000 });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(opened(database).info.builtAt).toBe('2026-11-23T08:01:00Z');
});

test('a folder that cannot be written to is said to be so', async () => {
  const { file } = workspace();
  const path = file('X-1.json', JSON.stringify(record('X-1')));
  const into = join(path, 'advisories.db');
  await expect(importAdvisories({ paths: [path], into, now })).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
  });
});

test('a database of another version is replaced, and the summary says so', async () => {
  const { file, database } = workspace();
  const path = file('X-1.json', JSON.stringify(record('X-1')));
  await importAdvisories({ paths: [path], into: database, now });
  const db = new DatabaseSync(database);
  db.exec('PRAGMA user_version = 999');
  db.close();
  const summary = await importAdvisories({ paths: [path], into: database, now });
  expect(summary.startedAfresh).toMatch(/format 999/);
  expect(opened(database).info.ecosystems).toHaveLength(1);
});

test.each<[string, string | Buffer]>([
  ['something else', 'a letter to my mother'],
  ['an empty file', ''],
])('%s is never written over', async (_, content) => {
  const { file, database } = workspace();
  writeFileSync(database, content);
  const path = file('X-1.json', JSON.stringify(record('X-1')));
  await expect(importAdvisories({ paths: [path], into: database, now })).rejects.toMatchObject({
    code: 'ADVISORIES_UNUSABLE',
    remedy: expect.stringContaining('delete it'),
  });
  expect(readFileSync(database)).toEqual(Buffer.from(content));
});

test('many processes read whole databases while imports put others in their place', async () => {
  const { file, database } = workspace();
  const path = file('npm/all.zip', exportOf([record('A-1')]));
  await importAdvisories({ paths: [path], into: database, now });
  const program = join(import.meta.dirname, 'support', 'read-process.ts');
  const readers = Array.from({ length: 3 }, () =>
    spawn(process.execPath, [program, database], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const codes = readers.map((reader) => new Promise((resolve) => reader.on('close', resolve)));
  await Promise.all(readers.map((reader) => new Promise((resolve) => reader.stdout.once('data', resolve))));
  for (let round = 0; round < 10; round += 1) {
    writeFileSync(path, exportOf(round % 2 === 0 ? [record('B-1'), record('B-2')] : [record('A-1')]));
    await importAdvisories({ paths: [path], into: database, now: now + round });
  }
  for (const reader of readers) reader.stdin.end();
  expect(await Promise.all(codes)).toEqual([0, 0, 0]);
});
