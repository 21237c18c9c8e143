import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RpmDatabase, readDatabase } from '../../../src/catalog/rpm/database.ts';
import { createSpool } from '../../../src/image/spool.ts';
import { fakeHeader, fakeNdb, fakeSqlite, packagesTable } from '../../fakes/rpm.ts';
import { fixtureBytes, mutated, mutations } from '../support.ts';

function read(bytes: Buffer, name: string): RpmDatabase | undefined {
  const spool = createSpool();
  try {
    spool.write(bytes);
    return readDatabase(spool.file(), `var/lib/rpm/${name}`);
  } finally {
    spool.close();
  }
}

function namesIn(database: RpmDatabase | undefined): string[] | undefined {
  return database?.packages.map(({ name, version, release }) => `${name} ${version}-${release}`);
}

const header = fakeHeader({ name: 'a', version: '1', release: '2' });
const other = fakeHeader({
  name: 'b',
  version: '1',
  release: '2',
  baseNames: ['x'],
  dirNames: ['/y/'],
  dirIndexes: [0],
});
const path = (name: string): string => `/var/lib/rpm/${name}`;

describe('real databases', () => {
  test('SQLite, of CBL-Mariner', () => {
    const database = read(fixtureBytes('rpm/rpmdb.sqlite.gz'), 'rpmdb.sqlite');
    expect(database?.problems).toEqual([]);
    expect(namesIn(database)).toEqual([
      'mariner-release 2.0-4.cm2',
      'zlib 1.2.11-5.cm2',
      'bash 5.1.8-1.cm2',
      'ca-certificates-shared 2.0.0-1.cm2',
    ]);
    expect(database?.packages[3]).toMatchObject({
      epoch: 1,
      sourceRpm: 'ca-certificates-2.0.0-1.cm2.src.rpm',
    });
  });

  test('ndb, of SUSE', () => {
    const database = read(fixtureBytes('rpm/Packages.db.gz'), 'Packages.db');
    expect(database?.problems).toEqual([]);
    expect(namesIn(database)).toEqual([
      'system-user-root 20190513-3.3.1',
      'filesystem 15.0-11.8.1',
      'glibc 2.31-150300.63.1',
    ]);
    expect(database?.packages.map(({ files }) => files?.paths.length)).toEqual([1, 789, 67]);
  });

  test('Berkeley DB, of AlmaLinux', () => {
    const database = read(fixtureBytes('rpm/Packages.gz'), 'Packages');
    expect(database?.problems).toEqual([]);
    expect(namesIn(database)).toEqual(['libuuid 2.32.1-42.el8_8']);
    expect(database?.packages[0]?.files?.paths).toContain('usr/lib64/libuuid.so.1.3.0');
  });

  test('one without packages has no problem either', () => {
    expect(read(fakeSqlite([]), 'rpmdb.sqlite')).toEqual({
      packages: [],
      problems: [],
    });
    expect(read(fakeNdb([]), 'Packages.db')).toEqual({ packages: [], problems: [] });
  });
});

describe('a header that cannot be read is a problem, and hides no other', () => {
  test.each([
    ['rpmdb.sqlite', fakeSqlite([header, Buffer.from('rubbish!'), other])],
    ['Packages.db', fakeNdb([header, Buffer.from('rubbish!'), other])],
  ])('%s', (name, bytes) => {
    const database = read(bytes, name);
    expect(namesIn(database)).toEqual(['a 1-2', 'b 1-2']);
    expect(database?.problems).toEqual([`${path(name)}: a header claims 1920295522 entries`]);
  });
});

describe('what is no database is a problem', () => {
  test.each([
    ['rpmdb.sqlite', 'it has no table of packages', Buffer.alloc(0)],
    ['rpmdb.sqlite', 'it does not begin as a SQLite database does', Buffer.from('x'.repeat(200))],
    ['Packages.db', 'it does not begin as an ndb database does', Buffer.alloc(0)],
    ['Packages.db', 'it does not begin as an ndb database does', Buffer.alloc(5000)],
    ['Packages', 'it is cut off', Buffer.alloc(10)],
    ['Packages', 'it does not begin as a Berkeley DB hash does', Buffer.alloc(5000)],
  ])('%s: %s', (name, sentence, bytes) => {
    expect(read(bytes, name)).toEqual({ packages: [], problems: [`${path(name)}: ${sentence}`] });
  });
});

describe('a hostile SQLite file is refused before it can cost anything', () => {
  const endless = 'WITH RECURSIVE n(hnum) AS (SELECT 1 UNION ALL SELECT hnum + 1 FROM n)';

  test.each([
    [
      'a view that never ends',
      `CREATE VIEW Packages AS ${endless} SELECT hnum, zeroblob(100) AS blob FROM n`,
      'its table of packages is not one that rpm makes',
    ],
    [
      'a column that is computed',
      'CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, x, blob BLOB AS (zeroblob(x)))',
      'its table of packages is not one that rpm makes',
    ],
    ['no table', 'CREATE TABLE Other (x)', 'it has no table of packages'],
    [
      'an index of that name',
      'CREATE TABLE Other (x); CREATE INDEX Packages ON Other (x)',
      'its table of packages is not one that rpm makes',
    ],
  ])('%s', (_, schema, sentence) => {
    expect(read(fakeSqlite([], schema), 'rpmdb.sqlite')?.problems).toEqual([
      `${path('rpmdb.sqlite')}: ${sentence}`,
    ]);
  });

  test('a row that claims more bytes than the file has is not read', () => {
    const bytes = fakeSqlite([Buffer.alloc(100_000)]);
    // Payload length, row id, header length, type of the key; then the type of a blob: twice its length + 12. Each
    // is a variable-length number of seven bits a byte (SQLite's file format, section 2.1).
    const cell = bytes.indexOf(Buffer.from('868d250105008c9a4c', 'hex'));
    Buffer.from('bfc60d010500ff8c1c', 'hex').copy(bytes, cell);
    expect(cell).toBeGreaterThan(0);
    expect(read(bytes, 'rpmdb.sqlite')).toEqual({
      packages: [],
      problems: [`${path('rpmdb.sqlite')}: its headers claim to be too long`],
    });
  });

  test('more rows than any system has packages end the reading', () => {
    const many = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= 100001)`;
    const bytes = fakeSqlite(
      [],
      `${packagesTable}; INSERT INTO Packages (blob) ${many} SELECT zeroblob(1) FROM n`,
    );
    const problems = read(bytes, 'rpmdb.sqlite')?.problems;
    expect(problems).toHaveLength(11);
  });
});

describe('a hostile ndb file', () => {
  const patched = (at: number, value: number): Buffer => {
    const bytes = fakeNdb([header]);
    bytes.writeUInt32LE(value, at);
    return bytes;
  };

  test.each([
    ['a later version', 4, 7, 'it is of version 7, not 0'],
    ['a billion pages of slots', 12, 1_000_000_000, 'it claims 1000000000 pages of slots'],
    ['a damaged slot', 32, 0, 'a slot of it is damaged'],
    ['a blob outside of the file', 40, 0xffffffff, 'a slot of it leads to no header'],
    ['a blob of another package', 36, 9, 'a slot of it leads to the header of another package'],
    [
      'a blob of four gigabytes',
      4096 + 12,
      0xffffffff,
      'a slot of it leads to the header of another package',
    ],
  ])('%s is a problem', (_, at, value, sentence) => {
    expect(read(patched(at, value), 'Packages.db')).toEqual({
      packages: [],
      problems: [`${path('Packages.db')}: ${sentence}`],
    });
  });

  test('many slots that lead to one long blob cost no more than the file is long', () => {
    const bytes = fakeNdb([header, header, header]);
    bytes.copy(bytes, 48 + 8, 32 + 8, 32 + 16);
    const { problems } = read(bytes, 'Packages.db') ?? {};
    expect(problems).toEqual([`${path('Packages.db')}: a slot of it leads to the header of another package`]);
  });
});

describe('a hostile Berkeley DB', () => {
  const original = fixtureBytes('rpm/Packages.gz');
  const pageBytes = original.readUInt32LE(20);
  const pageOfType = (type: number): number => {
    for (let at = pageBytes; at < original.length; at += pageBytes) if (original[at + 25] === type) return at;
    throw new Error(`no page is of type ${type}`);
  };
  const overflow = 7;

  test.each<[string, (bytes: Buffer) => void, string]>([
    ['pages of three bytes', (bytes) => bytes.writeUInt32LE(3, 20), 'it claims pages of 3 bytes'],
    ['an encrypted file', (bytes) => bytes.writeUInt8(1, 24), 'it is encrypted'],
    [
      'a billion pages',
      (bytes) => bytes.writeUInt32LE(999_999_999, 32),
      'it claims 1000000000 pages and is cut off',
    ],
    [
      'a chain that leads to itself',
      (bytes) => bytes.writeUInt32LE(pageOfType(overflow) / pageBytes, pageOfType(overflow) + 16),
      'two headers of it share a page',
    ],
    [
      'a chain that leads outside',
      (bytes) => bytes.writeUInt32LE(0xffffffff, pageOfType(overflow) + 16),
      'a page of it leads outside',
    ],
    [
      'a chain that leads to another kind of page',
      (bytes) => bytes.writeUInt8(13, pageOfType(overflow) + 25),
      'a header of it leads to a page that is none of one',
    ],
    [
      'a page that is fuller than it is long',
      (bytes) => bytes.writeUInt16LE(0xffff, pageOfType(overflow) + 22),
      'a header of it leads to a page that is none of one',
    ],
  ])('%s is a problem', (_, change, sentence) => {
    const bytes = Buffer.from(original);
    change(bytes);
    const database = read(bytes, 'Packages');
    expect(database?.packages).toEqual([]);
    expect(database?.problems).toContain(`${path('Packages')}: ${sentence}`);
  });
});

test.each([
  ['rpmdb.sqlite', fakeSqlite([header, other])],
  ['Packages.db', fakeNdb([header, other])],
  ['Packages', fixtureBytes('rpm/Packages.gz').subarray(0, 40960)],
])('whatever changes in a %s, reading ends with packages and sentences', (name, original) => {
  fc.assert(
    fc.property(mutations(original.length), (mutation) => {
      for (const problem of read(mutated(original, mutation), name)?.problems ?? [])
        expect(problem).not.toMatch(/\p{Cc}/u);
    }),
    { numRuns: 200 },
  );
});
