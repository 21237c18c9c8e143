import type { SpooledFile } from '../../image/spool.ts';

// Section numbers are of sqlite.org/fileformat2.html. The library is not asked: a file of seven kilobytes whose pages
// lead to each other in a tree without end keeps it busy for years, and nothing can interrupt it.

const magic = Buffer.from('SQLite format 3\0', 'latin1');
/** 1.3 */
const headBytes = 100;
const pageSizes = { min: 512, max: 65536 };
/** 1.3.4: bytes of each page that may be used, after what an extension keeps for itself. */
const minUsable = 480;
const utf8 = 1;
/** 1.6, "B-tree Pages": of tables. Rows of tables `WITHOUT ROWID`, and indexes, are on others. */
const pageTypes = { interior: 5, leaf: 13 };
const interiorHeadBytes = 12;
const leafHeadBytes = 8;
/** As SQLite has it (btreeInt.h, BTCURSOR_MAX_DEPTH). */
const maxDepth = 20;

/** One row of a table, as a record (2.1). */
export interface SqliteRow {
  /** Of all of the record. */
  readonly bytes: number;
  /** Its first bytes, that many that the types of some columns are among them. */
  readonly start: Buffer;
  /** All of it. @throws Error with a sentence, when it is damaged */
  read(): Buffer;
}

export interface SqliteFile {
  /**
   * The rows of the table whose first page is `root`, in the order of their numbers. Each page of the file is read
   * once at most, for whatever: all that is read together is not longer than the file.
   * @throws Error with a sentence, when it is damaged
   */
  rows(root: number): Generator<SqliteRow>;
}

/** @throws Error with a sentence, for what is no SQLite file */
export function openSqlite(file: SpooledFile): SqliteFile {
  const head = file.read(0, headBytes);
  if (head.length < headBytes || !head.subarray(0, magic.length).equals(magic))
    throw new Error('it does not begin as a SQLite database does');
  const size = head.readUInt16BE(16);
  const pageBytes = size === 1 ? pageSizes.max : size;
  if (pageBytes < pageSizes.min || (pageBytes & (pageBytes - 1)) !== 0)
    throw new Error(`it claims pages of ${pageBytes} bytes`);
  const usable = pageBytes - head.readUInt8(20);
  if (usable < minUsable) throw new Error(`it claims to use ${usable} bytes of each page`);
  if (head.readUInt32BE(56) !== utf8) throw new Error('its texts are not in UTF-8');
  const used = new Set<number>();
  const pages: Pages = {
    usable,
    take(page) {
      if (page === 0 || page > file.size / pageBytes) throw new Error('a page of it leads outside');
      if (used.has(page)) throw new Error('two pages of it lead to the same');
      used.add(page);
      return file.read((page - 1) * pageBytes, pageBytes);
    },
  };
  return { rows: (root) => rowsBelow(root, pages, 0) };
}

interface Pages {
  readonly usable: number;
  /** @throws Error with a sentence, for one that is not there, or was taken before */
  take(page: number): Buffer;
}

function* rowsBelow(page: number, pages: Pages, depth: number): Generator<SqliteRow> {
  if (depth > maxDepth) throw new Error('its pages are nested too deep');
  const bytes = pages.take(page);
  const at = page === 1 ? headBytes : 0;
  const type = bytes.readUInt8(at);
  if (type === pageTypes.leaf) {
    // Cells do not overlap: otherwise each of many could be all of a page.
    let left = pages.usable;
    for (const cell of cellsOf(bytes, at, leafHeadBytes)) {
      const { row, cellBytes } = rowAt(bytes, cell, pages);
      left -= cellBytes;
      if (left < 0) throw new Error('rows of it overlap');
      yield row;
    }
  } else if (type === pageTypes.interior) {
    for (const cell of cellsOf(bytes, at, interiorHeadBytes)) {
      if (cell + 4 > bytes.length) throw new Error('a page of it is damaged');
      yield* rowsBelow(bytes.readUInt32BE(cell), pages, depth + 1);
    }
    yield* rowsBelow(bytes.readUInt32BE(at + 8), pages, depth + 1);
  } else {
    throw new Error('a page of it is not one of a table');
  }
}

/** Where the cells of a page begin: of each, two bytes say it. */
function cellsOf(page: Buffer, at: number, pageHeadBytes: number): readonly number[] {
  const count = page.readUInt16BE(at + 3);
  const start = at + pageHeadBytes;
  if (start + count * 2 > page.length) throw new Error('a page of it claims too many rows');
  return Array.from({ length: count }, (_, index) => page.readUInt16BE(start + index * 2));
}

/** Length of the record, number of the row, the record: all of it, or its beginning and where it goes on (1.6). */
function rowAt(page: Buffer, cell: number, pages: Pages): { row: SqliteRow; cellBytes: number } {
  const length = readVarint(page, cell);
  const number = readVarint(page, length.end);
  const bytes = length.value;
  const most = pages.usable - 35;
  const least = Math.floor(((pages.usable - 12) * 32) / 255) - 23;
  const fitting = least + ((bytes - least) % (pages.usable - 4));
  const local = bytes <= most ? bytes : fitting <= most ? fitting : least;
  const end = number.end + local + (local < bytes ? 4 : 0);
  if (end > pages.usable) throw new Error('a row of it ends outside of its page');
  const start = page.subarray(number.end, number.end + local);
  return {
    row: { bytes, start, read: () => (local === bytes ? start : whole(page.readUInt32BE(end - 4))) },
    cellBytes: end - cell,
  };

  /** 1.7: the rest is in a chain of pages, each with the number of the next in front. */
  function whole(first: number): Buffer {
    const parts = [start];
    let left = bytes - local;
    for (let next = first; left > 0; ) {
      const content = pages.take(next);
      next = content.readUInt32BE(0);
      const part = content.subarray(4, Math.min(pages.usable, 4 + left));
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}

/** What the columns of a record are, in their order (2.1): `type` as the format numbers them. */
export interface SqliteColumn {
  readonly type: number;
  readonly offset: number;
  readonly bytes: number;
}

/** @throws Error with a sentence, when the record has fewer than `count` columns, or they end outside of it */
export function columnsOf({ bytes, start }: SqliteRow, count: number): readonly SqliteColumn[] {
  const head = readVarint(start, 0);
  const columns: SqliteColumn[] = [];
  let offset = head.value;
  for (let at = head.end; columns.length < count; ) {
    if (at >= head.value) throw new Error('a row of it has too few columns');
    const { value: type, end } = readVarint(start, at);
    const length = type >= 12 ? Math.floor((type - 12) / 2) : (numberBytes[type] ?? 0);
    columns.push({ type, offset, bytes: length });
    offset += length;
    at = end;
  }
  if (offset > bytes) throw new Error('a row of it is longer than it claims');
  return columns;
}

/** Bytes of the types 0 to 9: nothing, integers, a floating point number, and the constants 0 and 1. */
const numberBytes: readonly number[] = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

export function isBlob({ type }: SqliteColumn): boolean {
  return type >= 12 && type % 2 === 0;
}

export function isText({ type }: SqliteColumn): boolean {
  return type >= 13 && type % 2 === 1;
}

/** Of at most six bytes: no page has a larger number. */
export function isInteger({ type }: SqliteColumn): boolean {
  return type >= 1 && type <= 5;
}

/** Big-endian, seven bits in each byte, eight in the ninth (1.6); what is longer than any file is not told apart. */
function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let end = at; ; ) {
    const byte = bytes[end];
    if (byte === undefined) throw new Error('a row of it is cut off');
    end += 1;
    if (end - at === 9) return { value: value * 256 + byte, end };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end };
  }
}
