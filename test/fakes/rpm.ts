import { DatabaseSync } from 'node:sqlite';
import { tags } from '../../src/catalog/rpm/header.ts';

export type FakeValue = string | readonly string[] | readonly number[];

const int32 = 4;
const stringType = 6;
const stringArray = 8;

/** A header as rpm's databases keep it: one text is a STRING, several a STRING_ARRAY, numbers are INT32. */
export function fakeHeader(values: Readonly<Partial<Record<keyof typeof tags, FakeValue>>>): Buffer {
  const entries: Buffer[] = [];
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [name, value] of Object.entries(values)) {
    const isText = typeof value === 'string';
    const items = isText ? [value] : value;
    const data = Buffer.concat(items.map(itemBytes));
    const type = isText ? stringType : typeof items[0] === 'string' ? stringArray : int32;
    const padding = Buffer.alloc(type === int32 ? (4 - (offset % 4)) % 4 : 0);
    const tag = tags[name as keyof typeof tags];
    entries.push(bigEndian(tag, type, offset + padding.length, items.length));
    parts.push(padding, data);
    offset += padding.length + data.length;
  }
  return Buffer.concat([bigEndian(entries.length, offset), ...entries, ...parts]);
}

function itemBytes(item: string | number): Buffer {
  return typeof item === 'number' ? bigEndian(item) : Buffer.from(`${item}\0`);
}

function bigEndian(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number >>> 0, index * 4);
  return bytes;
}

function littleEndian(...numbers: number[]): Buffer {
  return bigEndian(...numbers).swap32();
}

/** The table that rpm makes. */
export const packagesTable =
  "CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL)";

/** A `rpmdb.sqlite`. */
export function fakeSqlite(headers: readonly Uint8Array[], schema = packagesTable): Buffer {
  const db = new DatabaseSync(':memory:');
  db.exec(schema);
  for (const header of headers) db.prepare('INSERT INTO Packages (blob) VALUES (?)').run(header);
  const bytes = Buffer.from(db.serialize());
  db.close();
  return bytes;
}

/** A `Packages.db` with one page of slots. */
export function fakeNdb(headers: readonly Buffer[]): Buffer {
  const slots: Buffer[] = [Buffer.from('RpmP'), littleEndian(0, 1, 1, headers.length + 1, 0, 0, 0)];
  const blobs: Buffer[] = [];
  let block = 4096 / 16;
  for (const [at, header] of headers.entries()) {
    const padding = Buffer.alloc((16 - ((header.length + 28) % 16)) % 16);
    const blocks = (header.length + padding.length + 28) / 16;
    slots.push(Buffer.from('Slot'), littleEndian(at + 1, block, blocks));
    blobs.push(Buffer.from('BlbS'), littleEndian(at + 1, 1, header.length), header, padding);
    blobs.push(littleEndian(0, header.length), Buffer.from('BlbE'));
    block += blocks;
  }
  while (Buffer.concat(slots).length < 4096) slots.push(Buffer.from('Slot'), littleEndian(0, 0, 0));
  return Buffer.concat([...slots, ...blobs]);
}
