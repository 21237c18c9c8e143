/** The size of everything in a tar archive is a multiple of this (POSIX.1-2017 pax, "ustar Interchange Format"). */
export const blockSize = 512;

export type TarFormat = 'v7' | 'ustar' | 'star' | 'gnu';

/** What one header block says, before extended headers change it. */
export interface TarHeader {
  readonly format: TarFormat;
  /** The type flag as a character; NUL is `'\0'`. */
  readonly flag: string;
  /** Bytes of the name, with its prefix. */
  readonly name: Buffer;
  readonly link: Buffer;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes stored after the header, before extended headers change it. */
  readonly size: number;
  /** A character device with the numbers 0 and 0, which is how overlay file systems keep a whiteout. */
  readonly hidingDevice: boolean;
}

/**
 * Reads one block. Where readers differ, this does what Go's archive/tar does, because that is what container engines
 * unpack with: a reader that saw another name, type or size in the same bytes could be shown another image.
 * @returns the header, or a clause that says why the block is none.
 */
export function readHeader(block: Buffer): TarHeader | string {
  if (!checksumHolds(block)) return 'a header has a wrong checksum';
  const format = formatOf(block);
  const size = numberAt(block, 124, 12);
  const mode = numberAt(block, 100, 8);
  const uid = numberAt(block, 108, 8);
  const gid = numberAt(block, 116, 8);
  if (size === undefined || mode === undefined || uid === undefined || gid === undefined) {
    return 'a header has a number that is none, or one that is too large';
  }
  const name = textAt(block, 0, 100);
  const prefix = prefixOf(block, format);
  return {
    format,
    flag: String.fromCharCode(block[156] ?? 0),
    name: prefix.length === 0 ? name : Buffer.concat([prefix, slash, name]),
    link: textAt(block, 157, 100),
    mode,
    uid,
    gid,
    size,
    hidingDevice: block[156] === characterDevice && hasZeroDevice(block, format),
  };
}

const characterDevice = 0x33;

/** Before ustar there were no numbers, which engines take for zeros. */
function hasZeroDevice(block: Buffer, format: TarFormat): boolean {
  return format === 'v7' || (numberAt(block, 329, 8) === 0 && numberAt(block, 337, 8) === 0);
}

const slash = Buffer.from('/');

function formatOf(block: Buffer): TarFormat {
  const magic = block.toString('latin1', 257, 263);
  if (magic === 'ustar\0') return block.toString('latin1', 508, 512) === 'tar\0' ? 'star' : 'ustar';
  return magic === 'ustar ' && block.toString('latin1', 263, 265) === ' \0' ? 'gnu' : 'v7';
}

function prefixOf(block: Buffer, format: TarFormat): Buffer {
  if (format === 'ustar') return textAt(block, 345, 155);
  if (format === 'star') return textAt(block, 345, 131);
  if (format === 'gnu' && (oddTime(block, 345) || oddTime(block, 357))) {
    // Go before 1.8 wrote a ustar prefix where GNU keeps two times; what is no time is taken for such a prefix.
    const prefix = textAt(block, 345, 155);
    if (prefix.every((byte) => byte < 0x80)) return prefix;
  }
  return empty;
}

const empty = Buffer.alloc(0);

function oddTime(block: Buffer, start: number): boolean {
  return block[start] !== 0 && wideNumberAt(block, start, 12) === undefined;
}

/** A field up to its first NUL, as a copy: blocks are reused. */
function textAt(block: Buffer, start: number, length: number): Buffer {
  let end = start;
  while (end < start + length && block[end] !== 0) end += 1;
  return end === start ? empty : Buffer.from(block.subarray(start, end));
}

/**
 * A number field: octal digits among spaces and NULs, or GNU's base 256 when the first bit is set.
 * @returns undefined when it is neither, or larger than 2^53 - 1.
 */
export function numberAt(block: Buffer, start: number, length: number): number | undefined {
  const value = wideNumberAt(block, start, length);
  if (typeof value !== 'bigint') return value;
  const narrow = Number(value);
  return Number.isSafeInteger(narrow) ? narrow : undefined;
}

function wideNumberAt(block: Buffer, start: number, length: number): number | bigint | undefined {
  return ((block[start] ?? 0) & 0x80) === 0 ? octalAt(block, start, length) : base256At(block, start, length);
}

const space = 0x20;
const zero = 0x30;

function octalAt(block: Buffer, start: number, length: number): number | undefined {
  let at = start;
  let end = start + length;
  while (at < end && (block[at] === space || block[at] === 0)) at += 1;
  while (end > at && (block[end - 1] === space || block[end - 1] === 0)) end -= 1;
  let value = 0;
  // Twelve octal digits are 36 bits, so nothing is lost.
  for (; at < end && block[at] !== 0; at += 1) {
    const digit = (block[at] ?? 0) - zero;
    if (digit < 0 || digit > 7) return undefined;
    value = value * 8 + digit;
  }
  return value;
}

/** Two's complement, big-endian, its first bit being only the mark; 64 bits count. */
function base256At(block: Buffer, start: number, length: number): bigint | undefined {
  const negative = ((block[start] ?? 0) & 0x40) !== 0;
  const inverse = negative ? 0xff : 0;
  let value = 0n;
  for (let index = 0; index < length; index += 1) {
    const byte = (block[start + index] ?? 0) ^ inverse;
    value = (value << 8n) | BigInt(index === 0 ? byte & 0x7f : byte);
  }
  if (value >> 63n !== 0n) return undefined;
  return negative ? -value - 1n : value;
}

/** The sum of the header's bytes, its own field taken as spaces; some old writers summed signed bytes. */
function checksumHolds(block: Buffer): boolean {
  const stored = octalAt(block, 148, 8);
  let sum = 0;
  for (let at = 0; at < blockSize; at += 1) sum += block[at] ?? 0;
  for (let at = 148; at < 156; at += 1) sum += space - (block[at] ?? 0);
  if (stored === sum) return true;
  let negative = 0;
  for (let at = 0; at < blockSize; at += 1) {
    if ((block[at] ?? 0) >= 0x80 && (at < 148 || at >= 156)) negative += 1;
  }
  return stored === sum - 256 * negative;
}

export function isZeroBlock(block: Buffer): boolean {
  for (let at = 0; at < blockSize; at += 1) if (block[at] !== 0) return false;
  return true;
}
