import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { importAdvisories } from '../../src/advisories/import.ts';
import { openAdvisories, readDatabaseInfo } from '../../src/advisories/open.ts';
import { deb, debian12, npm } from './support/packages.ts';
import { affected, record } from './support/records.ts';
import { now, opened, type Workspace, workspace } from './support/workspace.ts';

const pageBytes = 4096;

let files: Workspace;

beforeEach(async () => {
  files = workspace();
  await imported(record('X-1', { severity: [{ type: 'Ubuntu', score: 'high' }] }));
});

async function imported(...records: readonly unknown[]): Promise<void> {
  const paths = records.map((one, index) => files.file(`${index}.json`, JSON.stringify(one)));
  await importAdvisories({ paths, into: files.database, now });
}

function sql(...statements: readonly string[]): void {
  const db = new DatabaseSync(files.database, { defensive: false });
  for (const statement of statements) db.exec(statement);
  db.close();
}

function change(edit: (bytes: Buffer) => Buffer | undefined): void {
  const bytes = readFileSync(files.database);
  writeFileSync(files.database, edit(bytes) ?? bytes);
}

function unusable(reason: RegExp | string): unknown {
  const message =
    typeof reason === 'string' ? expect.stringContaining(reason) : expect.stringMatching(reason);
  return expect.objectContaining({ code: 'ADVISORIES_UNUSABLE', message });
}

const matched = () => opened(files.database).match([npm('left-pad', '1.0.0')], debian12);

function rootOf(table: string): number {
  const db = new DatabaseSync(files.database);
  const page = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage);
  db.close();
  return page;
}

/**
 * Puts twelve pages at the end of the file, each of which says three hundred times that what is in it is in the next,
 * and makes the first of them the root of a table whose rows are its key: more rows than anybody can count.
 */
function withoutEnd(bytes: Buffer, root: number, key: string): Buffer {
  const pages = bytes.length / pageBytes;
  const record = Buffer.concat([Buffer.of(2, 13 + 2 * key.length), Buffer.from(key)]);
  const page = (next: number): Buffer => {
    const made = Buffer.alloc(pageBytes);
    const cell = Buffer.concat([Buffer.alloc(4), Buffer.of(record.length), record]);
    cell.writeUInt32BE(next, 0);
    const count = Math.floor((pageBytes - 12) / (cell.length + 2));
    made[0] = 2;
    made.writeUInt16BE(count, 3);
    made.writeUInt16BE(pageBytes - count * cell.length, 5);
    made.writeUInt32BE(next, 8);
    for (let index = 0; index < count; index += 1) {
      const at = pageBytes - (index + 1) * cell.length;
      made.writeUInt16BE(at, 12 + 2 * index);
      cell.copy(made, at);
    }
    return made;
  };
  const leaf = Buffer.from(bytes.subarray((root - 1) * pageBytes, root * pageBytes));
  const chain = Array.from({ length: 12 }, (_, index) => page(pages + index + 2));
  page(pages + 1).copy(bytes, (root - 1) * pageBytes);
  const longer = Buffer.concat([bytes, ...chain, leaf]);
  longer.writeUInt32BE(longer.length / pageBytes, 28);
  return longer;
}

describe('what a stranger may do to a file', () => {
  test('tables without end are refused before SQLite reads them', () => {
    sql('CREATE TABLE a (b)');
    expect(() => openAdvisories(files.database)).toThrow(unusable('it has other tables'));
  });

  test('tables on more than its first page are refused before SQLite reads them', () => {
    change((bytes) => void bytes.writeUInt8(5, 100));
    expect(() => openAdvisories(files.database)).toThrow(unusable('it has other tables'));
  });

  test('a log beside it counts for nothing', () => {
    sql('PRAGMA journal_mode = WAL', "UPDATE meta SET value = 'x' WHERE key = 'builtAt'");
    expect(() => openAdvisories(files.database)).toThrow(unusable('write-ahead log'));
  });

  test('a journal beside it is not played back', () => {
    writeFileSync(`${files.database}-journal`, Buffer.alloc(pageBytes, 0xd9));
    expect(matched().findings).toHaveLength(1);
    expect(readFileSync(`${files.database}-journal`)).toHaveLength(pageBytes);
  });

  test('a path with signs that addresses give a meaning is that path', async () => {
    const into = `${files.folder}/a b%41?mode=memory#c.db`;
    await importAdvisories({ paths: [files.file('a.json', JSON.stringify(record('X-1')))], into, now });
    expect(opened(into).match([npm('left-pad', '1.0.0')], null).findings).toHaveLength(1);
  });

  test.each([
    ['ecosystem', 'sqlite_autoindex_ecosystem_1', 'npm'],
    ['knownExploited', 'knownExploited', 'CVE-2024-0001'],
  ])('a table %s whose pages point to one another for ever is no loop', (_, table, key) => {
    sql("INSERT INTO knownExploited VALUES ('CVE-2024-0001')");
    const root = rootOf(table);
    change((bytes) => withoutEnd(bytes, root, key));
    const start = performance.now();
    expect(() => openAdvisories(files.database)).toThrow(unusable(/none|malformed/));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('such a file is not built upon', async () => {
    const root = rootOf('knownExploited');
    change((bytes) => withoutEnd(bytes, root, 'CVE-2024-0001'));
    const before = readFileSync(files.database);
    const start = performance.now();
    await expect(imported(record('X-2'))).rejects.toThrow(unusable('it is damaged'));
    expect(performance.now() - start).toBeLessThan(5000);
    expect(readFileSync(files.database)).toEqual(before);
  });

  test('a value of many megabytes is not taken into memory', () => {
    sql(`UPDATE said SET advisories = '[' || printf('%.*c', 20000000, ' ') || ']'`);
    expect(matched).toThrow(unusable('too big'));
  });
});

describe('what no import writes is one fault', () => {
  test.each<[string, string]>([
    ['an id with a space', "UPDATE advisory SET name = 'a b'"],
    ['an id without end', "UPDATE advisory SET name = printf('%.*c', 5000, 'x')"],
    ['aliases that cannot be shown', "UPDATE advisory SET aliases = 'a' || char(27) || '[2J'"],
    ['a title of two lines', "UPDATE advisory SET title = 'a' || char(10) || 'b'"],
    ['a title without end', "UPDATE advisory SET title = printf('%.*c', 5000, 'x')"],
    ['an address that is a program', "UPDATE advisory SET url = 'javascript:alert(1)'"],
    ['a time that no calendar has', 'UPDATE advisory SET published = 9007199254740991'],
    ['a rating by nobody that can be shown', 'UPDATE advisory SET severitySource = char(8238)'],
    ['a score of a hundred', 'UPDATE advisory SET cvss = 100'],
    ['ranges that are objects', `UPDATE said SET advisories = '[[1,"1",{"a":1}]]'`],
    ['an event of no kind', `UPDATE said SET advisories = '[[1,"1",[[["x1"]],[]]]]'`],
    ['a million advisories of one package', `UPDATE said SET advisories = '[${'[],'.repeat(1e6)}[]]'`],
    ['an advisory that is half a number', `UPDATE said SET advisories = '[[1.5,"1",0]]'`],
    [
      'a version without end',
      `UPDATE said SET advisories = '[[1,"1",[[["i0","f' || printf('%.*c', 5000, '9') || '"]],[]]]]'`,
    ],
  ])('%s', (_, statement) => {
    sql(statement);
    expect(matched).toThrow(unusable(''));
  });

  test.each<[string, string]>([
    ['a time', "UPDATE meta SET value = 'yesterday' WHERE key = 'builtAt'"],
    [
      'a time in five digits',
      "UPDATE meta SET value = '+012026-01-01T00:00:00Z' WHERE key = 'newestRecordAt'",
    ],
    ['a moment', "INSERT INTO meta VALUES ('epssAt', 'x')"],
    ['a count', "INSERT INTO meta VALUES ('epssCount', '-1')"],
    ['an ecosystem', "UPDATE ecosystem SET name = printf('%.*c', 5000, 'x')"],
    ['a count of advisories', 'UPDATE ecosystem SET advisories = -1'],
    ['a CVE', "INSERT INTO knownExploited VALUES ('CVE-' || char(10))"],
  ])('%s that is none', (_, statement) => {
    sql(statement);
    expect(() => readDatabaseInfo(files.database)).toThrow(unusable(''));
  });
});

test('ranges in which every other version is affected end in a fault, not after minutes', () => {
  const events = Array.from({ length: 20_000 }, (_, index) =>
    index % 2 === 0 ? `"i${index}"` : `"f${index}"`,
  );
  sql(`UPDATE said SET advisories = '[[1,"1",[[[${events.join()}],[${events.join()}]],[]]]]'`);
  const database = opened(files.database);
  const start = performance.now();
  expect(() => database.match([npm('left-pad', '0.0.1')], null)).toThrow(
    expect.objectContaining({ code: 'TOO_MANY' }),
  );
  expect(performance.now() - start).toBeLessThan(1000);
});

describe('a hostile list of packages', () => {
  const vulnerabilities = 1000;

  beforeEach(async () => {
    const events = [{ introduced: '0' }, { fixed: `${'9'.repeat(100)}~a` }];
    await imported(
      ...Array.from({ length: vulnerabilities }, (_, index) =>
        record(`CVE-2026-${index + 1000}`, { affected: [affected('Debian:12', 'linux', events)] }),
      ),
    );
  });

  const packages = (count: number, version: (index: number) => string) =>
    Array.from({ length: count }, (_, index) =>
      deb(`linux-${index}`, '1', { name: 'linux', version: version(index) }),
    );

  test('that has each vulnerability of a kernel a thousand times ends in a sentence', () => {
    const database = opened(files.database);
    expect(
      database.match(
        packages(50, () => '1'),
        debian12,
      ).findings,
    ).toHaveLength(50_000);
    const start = performance.now();
    expect(() =>
      database.match(
        packages(501, () => '1'),
        debian12,
      ),
    ).toThrow('the list of packages has more than 500000 vulnerabilities');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('that has each version of a kernel ends in a sentence', { timeout: 60_000 }, () => {
    const database = opened(files.database);
    expect(() =>
      database.match(
        packages(100_000, (index) => `${'9'.repeat(101)}.${index}`),
        debian12,
      ),
    ).toThrow(/^the list of packages has more than \d+ characters said of its versions$/);
  });
});
