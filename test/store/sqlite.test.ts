import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFault } from '../../src/errors.ts';
import { sha256 } from '../../src/model/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import type { DecisionRecord } from '../../src/store/store.ts';
import { storeContract } from '../contract/store.ts';

storeContract('SQLite', (options) => openSqliteStore(':memory:', options));

const binding = { repository: 'apps/shop', tag: '1.0', digest: sha256('an image'), signedAt: 2, keyId: 'k' };
const decision: DecisionRecord = {
  at: 1,
  client: '192.0.2.1',
  repository: 'apps/shop',
  digest: sha256('an image'),
  outcome: 'allow',
  audited: false,
  kind: 'image',
  rule: '**',
  message: 'it is allowed',
  reasons: [],
};

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
  path = join(folder, 'gate.db');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The sentence a file is refused with. */
function refusal(): string {
  try {
    openSqliteStore(path);
  } catch (error) {
    if (isFault(error) && error.code === 'STORE_UNUSABLE') return error.message.replace(path, 'PATH');
    throw error;
  }
  return 'opened';
}

async function makeStore(decisions: number): Promise<void> {
  const store = openSqliteStore(path);
  for (let at = 1; at <= decisions; at += 1) await store.recordDecision({ ...decision, at });
  await store.close();
}

test('what is remembered outlives a restart', async () => {
  const first = openSqliteStore(path);
  await first.rememberTagBinding(binding);
  await first.recordDecision(decision);
  await first.close();
  const second = openSqliteStore(path);
  expect(await second.tagBinding('apps/shop', '1.0')).toEqual(binding);
  expect(await second.decisions()).toEqual([decision]);
  expect(await second.decisionCounts()).toEqual({ allow: 1, deny: 0 });
  await second.close();
});

test('what was recorded is there for another process, though the first never closed', async () => {
  const crashed = openSqliteStore(path);
  await crashed.recordDecision(decision);
  const next = openSqliteStore(path);
  expect(await next.decisions()).toEqual([decision]);
  await next.close();
  await crashed.close();
});

test('a file that is no database is refused in one sentence and left as it is', () => {
  const content = 'not a database, but long enough to look like something else entirely'.repeat(20);
  writeFileSync(path, content);
  expect(refusal()).toBe('the gate cannot use its store PATH: file is not a database');
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test.each([
  ['half of it', 0.5],
  ['all but the end', 0.95],
  ['the beginning', 0.1],
])('a file that was cut off, with %s left, is refused in one sentence', async (_, part) => {
  await makeStore(300);
  truncateSync(path, Math.floor(statSync(path).size * part));
  expect(refusal()).toMatch(/^the gate cannot use its store PATH: [^\n]+$/);
});

test('a file with a page of zeros in its middle is refused in one sentence', async () => {
  await makeStore(300);
  const bytes = readFileSync(path);
  bytes.fill(0, 4096 * 6, 4096 * 7);
  writeFileSync(path, bytes);
  expect(refusal()).toMatch(/^the gate cannot use its store PATH: it is damaged$/);
});

test('an empty file becomes a store', async () => {
  writeFileSync(path, '');
  const store = openSqliteStore(path);
  await expect(store.check()).resolves.toBeUndefined();
  await store.close();
});

test('a store of a newer version is refused and left as it is', async () => {
  await makeStore(1);
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const before = readFileSync(path);
  expect(refusal()).toBe(
    'the gate cannot use its store PATH: it was written by a newer version (schema 99, this one knows 1)',
  );
  expect(readFileSync(path).equals(before)).toBe(true);
});

test.each([
  ['a table', 'CREATE TABLE later (x INTEGER) STRICT'],
  ['a version', 'PRAGMA user_version = 99'],
  ['an application', 'PRAGMA application_id = 7'],
])('the database of another program, told by %s, is refused and left as it is', (_, statement) => {
  const foreign = new DatabaseSync(path);
  foreign.exec(statement);
  foreign.close();
  const before = readFileSync(path);
  expect(refusal()).toBe('the gate cannot use its store PATH: it is the database of another program');
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a folder that is missing is refused in one sentence', () => {
  expect(() => openSqliteStore(join(folder, 'none', 'gate.db'))).toThrow(/unable to open database file/);
});

test('a write that fails half-way leaves nothing of itself', async () => {
  const store = openSqliteStore(path);
  const saboteur = new DatabaseSync(path);
  saboteur.exec(
    `CREATE TRIGGER fail BEFORE INSERT ON decision_count BEGIN SELECT raise(ABORT, 'no count'); END`,
  );
  saboteur.close();
  await expect(store.recordDecision(decision)).rejects.toMatchObject({
    code: 'STORE_UNUSABLE',
    facts: { reason: 'no count' },
  });
  expect(await store.decisions()).toEqual([]);
  await expect(store.check()).resolves.toBeUndefined();
  await store.close();
});

test('decisions that come at once are kept in their order, also those nobody has waited for', async () => {
  const store = openSqliteStore(path);
  for (let at = 1; at <= 100; at += 1) void store.recordDecision({ ...decision, at });
  await store.close();

  const reopened = openSqliteStore(path);
  const kept = await reopened.decisions({ limit: 1_000 });
  const counts = await reopened.decisionCounts();
  await reopened.close();
  expect(kept.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, index) => 100 - index));
  expect(counts).toEqual({ allow: 100, deny: 0 });
});
