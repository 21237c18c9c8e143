import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sqliteHeaders } from '../../../src/catalog/rpm/sqlite.ts';
import { createSpool } from '../../../src/image/spool.ts';
import { packagesTable } from '../../fakes/rpm.ts';

function blobsIn(bytes: Buffer): Buffer[] {
  const spool = createSpool();
  try {
    spool.write(bytes);
    return Array.from(sqliteHeaders(spool.file()), (blob) => blob.read());
  } finally {
    spool.close();
  }
}

function database(...statements: readonly string[]): Buffer {
  const db = new DatabaseSync(':memory:');
  for (const statement of statements) db.exec(statement);
  const bytes = Buffer.from(db.serialize());
  db.close();
  return bytes;
}

test('the rows are those that SQLite gives, whatever the size of pages and rows', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(512, 1024, 4096, 65_536),
      fc.array(fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: 9000 }), fc.nat({ max: 150_000 })), {
        maxLength: 60,
      }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 30 }),
      (pageBytes, lengths, gone, tables) => {
        const db = new DatabaseSync(':memory:');
        db.exec(`PRAGMA page_size = ${pageBytes}`);
        for (let table = 0; table < tables; table += 1) db.exec(`CREATE TABLE t${table} (a UNIQUE, b)`);
        db.exec(packagesTable);
        const insert = db.prepare('INSERT INTO Packages (hnum, blob) VALUES (?, ?)');
        for (const [index, length] of lengths.entries())
          insert.run(index % 7 === 3 ? -index : index * 70_000, Buffer.alloc(length, index));
        db.exec(`DELETE FROM Packages WHERE abs(hnum) % ${gone + 2} = 0`);
        const rows = db.prepare('SELECT blob FROM Packages ORDER BY hnum').all();
        const bytes = Buffer.from(db.serialize());
        db.close();
        const wanted = rows.map(({ blob }) => Buffer.from(blob as Uint8Array).toString('hex'));
        expect(blobsIn(bytes).map((blob) => blob.toString('hex'))).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});

const pageBytes = 512;

/** Page 1 with the schema, page 2 with the rows, page 3 with the last number given. */
function small(...blobs: readonly number[]): Buffer {
  return database(
    `PRAGMA page_size = ${pageBytes}`,
    packagesTable,
    ...blobs.map((bytes) => `INSERT INTO Packages (blob) VALUES (zeroblob(${bytes}))`),
  );
}

/** A page that leads to others; the number of each row is 1. */
function interior(...children: readonly number[]): Buffer {
  const page = Buffer.alloc(pageBytes);
  const cells = children.slice(0, -1);
  page.writeUInt8(5, 0);
  page.writeUInt16BE(cells.length, 3);
  page.writeUInt32BE(children.at(-1) ?? 0, 8);
  for (const [index, child] of cells.entries()) {
    const at = pageBytes - 5 * (index + 1);
    page.writeUInt16BE(at, 12 + 2 * index);
    page.writeUInt32BE(child, at);
    page.writeUInt8(1, at + 4);
  }
  return page;
}

/** The pages behind the third, where the second leads to the fourth. */
function withPages(...pages: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat([small(1), ...pages]);
  const rows = Buffer.from(bytes.subarray(pageBytes, 2 * pageBytes));
  interior(4).copy(bytes, pageBytes);
  return Buffer.concat([bytes, rows]);
}

function changed(bytes: Buffer, change: (bytes: Buffer) => void): Buffer {
  change(bytes);
  return bytes;
}

describe('a file is refused before it costs more than it is long:', () => {
  const many = (child: number): Buffer => interior(...new Array<number>(60).fill(child));

  test.each([
    [
      'one of eleven kilobytes, in which 60 to the power of 18 ways lead to a row',
      withPages(...Array.from({ length: 18 }, (_, index) => many(index + 5))),
      'two pages of it lead to the same',
    ],
    ['one with a page that leads to itself', withPages(interior(4)), 'two pages of it lead to the same'],
    [
      'one with a tree as deep as it is long',
      withPages(...Array.from({ length: 30 }, (_, index) => interior(index + 5))),
      'its pages are nested too deep',
    ],
    ['one with a page that leads outside', withPages(interior(7)), 'a page of it leads outside'],
    ['one with a page that leads nowhere', withPages(interior(0)), 'a page of it leads outside'],
    [
      'one with a page of another kind',
      withPages(Buffer.alloc(pageBytes)),
      'a page of it is not one of a table',
    ],
    [
      'one whose rows are all the same bytes',
      changed(small(100), (bytes) => {
        bytes.writeUInt16BE(5, pageBytes + 3);
        for (let row = 1; row < 5; row += 1)
          bytes.copyWithin(pageBytes + 8 + 2 * row, pageBytes + 8, pageBytes + 10);
      }),
      'rows of it overlap',
    ],
    [
      'one with more rows in a page than there is room for',
      changed(small(100), (bytes) => bytes.writeUInt16BE(300, pageBytes + 3)),
      'a page of it claims too many rows',
    ],
    [
      'one with a row at the end of its page',
      changed(small(100), (bytes) => bytes.writeUInt16BE(pageBytes - 1, pageBytes + 8)),
      'a row of it is cut off',
    ],
    [
      'one with a chain of pages that leads to itself',
      changed(small(3000), (bytes) => bytes.writeUInt32BE(4, 3 * pageBytes)),
      'two pages of it lead to the same',
    ],
    [
      'one with pages of three bytes',
      changed(small(), (bytes) => bytes.writeUInt16BE(3, 16)),
      'it claims pages of 3 bytes',
    ],
    [
      'one that uses less than half of its pages',
      changed(small(), (bytes) => bytes.writeUInt8(255, 20)),
      'it claims to use 257 bytes of each page',
    ],
    ['one in UTF-16', database("PRAGMA encoding = 'UTF-16le'", packagesTable), 'its texts are not in UTF-8'],
    [
      'one with a number in the place of a header',
      database(packagesTable, 'INSERT INTO Packages (blob) VALUES (5)'),
      'a row of it is no header',
    ],
  ])('%s', (_, bytes, sentence) => {
    const started = process.cpuUsage();
    expect(() => blobsIn(bytes)).toThrow(sentence);
    expect(process.cpuUsage(started).user).toBeLessThan(500_000);
  });
});
