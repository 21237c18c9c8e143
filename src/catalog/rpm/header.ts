/** Tags that are read (rpm's include/rpm/rpmtag.h). */
export const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  architecture: 1022,
  oldFileNames: 1027,
  fileStates: 1029,
  fileModes: 1030,
  fileDigests: 1035,
  fileFlags: 1037,
  sourceRpm: 1044,
  fileVerifyFlags: 1045,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  fileDigestAlgorithm: 5011,
  modularityLabel: 5096,
} as const;

/** The values of one header, by tag. All throw an Error with a sentence for a value of another kind. */
export interface RpmHeader {
  /** The first text of a tag; undefined when the header does not have it. */
  text(tag: number): string | undefined;
  texts(tag: number): string[];
  numbers(tag: number): number[];
}

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

const lengthsBytes = 8;
const entryBytes = 16;
/** rpm refuses headers with more (lib/header.c, hdrchkTags). */
const maxEntries = 0xffff;

/** Bytes of each number (rpmtag.h, rpmTagType_e): CHAR, INT8, INT16, INT32, INT64. */
const numberBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 };
/** STRING, STRING_ARRAY and I18NSTRING, each text ended by a zero byte. */
const textTypes: readonly number[] = [6, 8, 9];

/**
 * Reads a header as rpm's databases keep it: the number of index entries and of data bytes, the entries (tag, type,
 * offset, count; all of this big-endian), the data (rpm's docs/manual/format_header.md, without the magic number that
 * only files have). Values are looked at when they are asked for, and cost no more than the header is long.
 * @throws Error with a sentence, when its lengths are not those of the bytes
 */
export function parseHeader(bytes: Buffer): RpmHeader {
  if (bytes.length < lengthsBytes) throw new Error('a header is cut off');
  const entryCount = bytes.readUInt32BE(0);
  const dataBytes = bytes.readUInt32BE(4);
  if (entryCount === 0 || entryCount > maxEntries) throw new Error(`a header claims ${entryCount} entries`);
  const start = lengthsBytes + entryCount * entryBytes;
  if (start + dataBytes !== bytes.length) {
    throw new Error(`a header claims ${start + dataBytes} bytes and has ${bytes.length}`);
  }
  const data = bytes.subarray(start);
  const entries = new Map<number, Entry>();
  for (let at = lengthsBytes; at < start; at += entryBytes) {
    // What rpm appended when it installed the package comes later, and replaces what the file said.
    entries.set(bytes.readUInt32BE(at), {
      type: bytes.readUInt32BE(at + 4),
      offset: bytes.readInt32BE(at + 8),
      count: bytes.readUInt32BE(at + 12),
    });
  }
  return {
    text: (tag) => textsAt(data, tag, entries.get(tag), 1)[0],
    texts: (tag) => textsAt(data, tag, entries.get(tag)),
    numbers: (tag) => numbersAt(data, tag, entries.get(tag)),
  };
}

function textsAt(data: Buffer, tag: number, entry: Entry | undefined, atMost = Infinity): string[] {
  if (entry === undefined) return [];
  if (!textTypes.includes(entry.type)) throw wrong(tag, 'is no text');
  const found: string[] = [];
  let at = checkedOffset(data, tag, entry);
  for (const wanted = Math.min(entry.count, atMost); found.length < wanted; ) {
    const end = data.indexOf(0, at);
    if (end < 0) throw wrong(tag, 'has a text without an end');
    found.push(data.toString('utf8', at, end));
    at = end + 1;
  }
  return found;
}

function numbersAt(data: Buffer, tag: number, entry: Entry | undefined): number[] {
  if (entry === undefined) return [];
  const width = numberBytes[entry.type];
  if (width === undefined) throw wrong(tag, 'is no number');
  const start = checkedOffset(data, tag, entry);
  if (entry.count > (data.length - start) / width) throw wrong(tag, 'ends outside of its header');
  return Array.from({ length: entry.count }, (_, index) => {
    const at = start + index * width;
    return width === 8 ? Number(data.readBigUInt64BE(at)) : data.readUIntBE(at, width);
  });
}

function checkedOffset(data: Buffer, tag: number, { offset }: Entry): number {
  if (offset < 0 || offset > data.length) throw wrong(tag, 'begins outside of its header');
  return offset;
}

function wrong(tag: number, sentence: string): Error {
  return new Error(`tag ${tag} of a header ${sentence}`);
}
