import type { SpooledFile } from '../../image/spool.ts';
import type { HeaderBlob } from './header-blob.ts';

/** Berkeley DB 4 to 6, src/dbinc/db_page.h: where the parts of a page's head are. */
const metaMagic = 0x061561;
const metaBytes = 72;
const pageHeadBytes = 26;
/** PAGE types: P_HASH_UNSORTED, P_OVERFLOW, P_HASHMETA, P_HASH. */
const pageTypes = { unsortedHash: 2, overflow: 7, hashMeta: 8, hash: 13 };
/** Item types of a hash page: H_KEYDATA, H_OFFPAGE. The two others are for keys with several values: rpm has none. */
const itemTypes = { inline: 1, offPage: 3 };
const offPageBytes = 12;
const pageSizes = { min: 512, max: 65536 };

interface Numbers {
  u16(bytes: Buffer, at: number): number;
  u32(bytes: Buffer, at: number): number;
}

/** The file is in the byte order of the machine that wrote it. */
const littleEndian: Numbers = {
  u16: (bytes, at) => bytes.readUInt16LE(at),
  u32: (bytes, at) => bytes.readUInt32LE(at),
};
const bigEndian: Numbers = {
  u16: (bytes, at) => bytes.readUInt16BE(at),
  u32: (bytes, at) => bytes.readUInt32BE(at),
};

interface Pages {
  readonly numbers: Numbers;
  readonly count: number;
  readonly pageBytes: number;
  /** @throws Error with a sentence, for one that is not there */
  read(page: number): Buffer;
}

/**
 * The headers in a `Packages` of rpm before 4.16: a Berkeley DB hash, from package numbers to headers. Keys and values
 * alternate in the items of each hash page; a value that is too long for its page is in a chain of overflow pages.
 * All pages are looked at in order: which bucket a page is of does not matter.
 * @throws Error with a sentence, for a file that is no such database, or a damaged one
 */
export function* berkeleyHeaders(file: SpooledFile): Generator<HeaderBlob> {
  const pages = pagesOf(file);
  // No page is in two chains: what shares one, or leads in circles, is hostile.
  const used = new Set<number>();
  for (let page = 1; page < pages.count; page += 1) {
    const bytes = pages.read(page);
    const type = bytes[25];
    if (type !== pageTypes.hash && type !== pageTypes.unsortedHash) continue;
    yield* headersOn(bytes, pages, used);
  }
}

function pagesOf(file: SpooledFile): Pages {
  const meta = file.read(0, metaBytes);
  if (meta.length < metaBytes) throw new Error('it is cut off');
  const numbers = meta.readUInt32LE(12) === metaMagic ? littleEndian : bigEndian;
  if (numbers.u32(meta, 12) !== metaMagic || meta[25] !== pageTypes.hashMeta) {
    throw new Error('it does not begin as a Berkeley DB hash does');
  }
  if (meta[24] !== 0) throw new Error('it is encrypted');
  const pageBytes = numbers.u32(meta, 20);
  const { min, max } = pageSizes;
  if (pageBytes < min || pageBytes > max || (pageBytes & (pageBytes - 1)) !== 0) {
    throw new Error(`it claims pages of ${pageBytes} bytes`);
  }
  const count = numbers.u32(meta, 32) + 1;
  if (count * pageBytes > file.size) throw new Error(`it claims ${count} pages and is cut off`);
  return {
    numbers,
    count,
    pageBytes,
    read(page) {
      if (page === 0 || page >= count) throw new Error('a page of it leads outside');
      return file.read(page * pageBytes, pageBytes);
    },
  };
}

/** Items are written from the end of the page, so each ends where the one before begins. */
function* headersOn(page: Buffer, pages: Pages, used: Set<number>): Generator<HeaderBlob> {
  const { numbers, pageBytes } = pages;
  const itemCount = numbers.u16(page, 20);
  if (pageHeadBytes + itemCount * 2 > pageBytes) throw new Error('a page of it claims too many items');
  const startOf = (item: number): number =>
    item < 0 ? pageBytes : numbers.u16(page, pageHeadBytes + item * 2);
  for (let value = 1; value < itemCount; value += 2) {
    const start = startOf(value);
    const end = startOf(value - 1);
    if (start < pageHeadBytes || start >= end || end > pageBytes) throw new Error('an item of it is damaged');
    const type = page[start];
    if (type === itemTypes.inline) {
      const content = page.subarray(start + 1, end);
      // The number that the next package will get, under the key 0.
      if (content.length > 4) yield { bytes: content.length, read: () => content };
    } else if (type === itemTypes.offPage && end - start === offPageBytes) {
      const first = numbers.u32(page, start + 4);
      const bytes = numbers.u32(page, start + 8);
      yield { bytes, read: () => overflow(first, bytes, pages, used) };
    } else {
      throw new Error('an item of it is of a kind that rpm does not write');
    }
  }
}

/** A chain of pages: next page at 16, bytes used on this one at 22. */
function overflow(first: number, bytes: number, pages: Pages, used: Set<number>): Buffer {
  const parts: Buffer[] = [];
  let got = 0;
  for (let page = first; page !== 0; ) {
    if (used.has(page)) throw new Error('two headers of it share a page');
    used.add(page);
    const content = pages.read(page);
    const length = pages.numbers.u16(content, 22);
    if (content[25] !== pageTypes.overflow || pageHeadBytes + length > pages.pageBytes) {
      throw new Error('a header of it leads to a page that is none of one');
    }
    parts.push(content.subarray(pageHeadBytes, pageHeadBytes + length));
    got += length;
    if (got > bytes) throw new Error('a header of it is longer than it claims');
    page = pages.numbers.u32(content, 16);
  }
  if (got !== bytes) throw new Error('a header of it is cut off');
  return Buffer.concat(parts);
}
