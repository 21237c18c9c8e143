import { crc32, inflateRawSync } from 'node:zlib';
import { reasonOf } from '../errors.ts';

/** Bytes that can be read at any place. */
export interface ByteSource {
  readonly size: number;
  /** At most `length` bytes from `offset`; fewer only where the source ends. */
  read(offset: number, length: number): Buffer;
}

export interface ZipEntry {
  /** As the archive spells it: it may be anything. */
  readonly name: string;
  /** Of its content, unpacked. */
  readonly size: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  /** Where its local header stands. */
  readonly offset: number;
}

/** PKWARE APPNOTE.TXT 6.3.10: 4.3.7 local header, 4.3.12 directory, 4.3.14 and 15 zip64, 4.3.16 end. */
const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50 };
const locator64 = 0x07064b50;
const localBytes = 30;
const entryBytes = 46;
const endBytes = 22;
const locator64Bytes = 20;
const end64Bytes = 56;
const maxCommentBytes = 0xffff;
/** 4.5.3: the extra field that holds what does not fit into four bytes. */
const zip64Extra = 0x0001;
const tooBigFor4 = 0xffffffff;
const stored = 0;
const deflated = 8;
const encryptedFlag = 0x1;

/** The largest jars (shaded applications, whole runtimes) have some 100,000 entries, in 10 MB of directory. */
const maxDirectoryBytes = 64 * 1024 * 1024;

/**
 * The entries of a zip archive that are wanted by name, as its directory at the end lists them; what only local
 * headers tell of does not count, for no runtime would find it. Bytes before the archive (a start script of an
 * executable jar) are skipped. Synchronous, unlike any kept library's reader: a file that is walked is there only for
 * the length of a call.
 * @throws Error with a sentence, for what is no zip archive, a broken one, or one in several parts.
 */
export function zipEntries(source: ByteSource, wants: (name: string) => boolean): ZipEntry[] {
  const { start, length, shift } = locateDirectory(source);
  if (length > maxDirectoryBytes) throw new Error(`its directory has ${length} bytes`);
  const directory = exactly(source, start, length);
  const found: ZipEntry[] = [];
  for (let at = 0; at < length; ) {
    if (length - at < entryBytes || directory.readUInt32LE(at) !== signatures.entry) {
      throw new Error('its directory is broken');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const next = at + entryBytes + nameLength + extraLength + directory.readUInt16LE(at + 32);
    if (next > length) throw new Error('its directory is broken');
    const extraStart = at + entryBytes + nameLength;
    const name = directory.toString('utf8', at + entryBytes, extraStart);
    if (wants(name)) {
      const header = directory.subarray(at, at + entryBytes);
      found.push(entryOf(name, header, directory.subarray(extraStart, extraStart + extraLength), shift));
    }
    at = next;
  }
  return found;
}

/**
 * The whole content of an entry, its checksum compared.
 * @throws Error with a sentence, when it is over `maxBytes`, encrypted, packed by another method than deflate, or not
 * what the directory says it is.
 */
export function readZipEntry(source: ByteSource, entry: ZipEntry, maxBytes: number): Buffer {
  if (entry.size > maxBytes) throw new Error(`it is ${entry.size} bytes, over the limit of ${maxBytes}`);
  const packed = exactly(source, contentStart(source, entry), entry.packedSize);
  const bytes = entry.method === stored ? packed : inflate(packed, entry.size);
  if (bytes.length !== entry.size) throw new Error('it has not the size that the directory says');
  if (crc32(bytes) !== entry.crc) throw new Error('it has not the checksum that the directory says');
  return bytes;
}

/**
 * The content of an entry that is stored as it is, in its place, without a look at its checksum; undefined for one
 * that is packed.
 * @throws Error with a sentence, when it is encrypted or not where the directory says.
 */
export function storedZipEntry(source: ByteSource, entry: ZipEntry): ByteSource | undefined {
  if (entry.method !== stored) return undefined;
  const start = contentStart(source, entry);
  const { size } = entry;
  if (entry.packedSize !== size || start + size > source.size) throw new Error('the archive is cut off');
  return {
    size,
    read: (offset, length) => source.read(start + offset, Math.max(0, Math.min(length, size - offset))),
  };
}

function contentStart(source: ByteSource, entry: ZipEntry): number {
  if (entry.isEncrypted) throw new Error('it is encrypted');
  if (entry.method !== stored && entry.method !== deflated) {
    throw new Error(`it is packed by method ${entry.method}, which is not read`);
  }
  const header = exactly(source, entry.offset, localBytes);
  if (header.readUInt32LE(0) !== signatures.local) throw new Error('it is not where the directory says');
  return entry.offset + localBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** Never makes more bytes than the entry claims to have, which was compared with the limit. */
function inflate(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size) });
  } catch (cause) {
    const isLonger = cause instanceof RangeError;
    throw new Error(
      isLonger ? 'it has not the size that the directory says' : `it cannot be unpacked: ${reasonOf(cause)}`,
      {
        cause,
      },
    );
  }
}

function entryOf(name: string, header: Buffer, extra: Buffer, shift: number): ZipEntry {
  const wide = zip64Values(extra);
  const value = (at: number): number => {
    const narrow = header.readUInt32LE(at);
    return narrow === tooBigFor4 ? (wide.shift() ?? narrow) : narrow;
  };
  // In this order, and only those that did not fit (4.5.3).
  const size = value(24);
  const packedSize = value(20);
  const offset = value(42) + shift;
  return {
    name,
    size,
    packedSize,
    offset,
    method: header.readUInt16LE(10),
    isEncrypted: (header.readUInt16LE(8) & encryptedFlag) !== 0,
    crc: header.readUInt32LE(16),
  };
}

function zip64Values(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === zip64Extra) {
      const field = extra.subarray(at + 4, at + 4 + length);
      return Array.from({ length: Math.min(3, field.length >> 3) }, (_, index) =>
        wideValue(field, index * 8),
      );
    }
    at += 4 + length;
  }
  return [];
}

interface DirectoryPlace {
  readonly start: number;
  readonly length: number;
  /** What stands before the archive, and is to be added to each place it names. */
  readonly shift: number;
}

function locateDirectory(source: ByteSource): DirectoryPlace {
  const tail = source.read(
    Math.max(0, source.size - endBytes - maxCommentBytes),
    Math.min(source.size, endBytes + maxCommentBytes),
  );
  const at = endIn(tail);
  if (at === undefined) throw new Error('it is no zip archive, or is cut off');
  const end = source.size - tail.length + at;
  const wide = endOf64(source, end);
  const length = wide?.length ?? tail.readUInt32LE(at + 12);
  const offset = wide?.offset ?? tail.readUInt32LE(at + 16);
  const start = (wide?.end ?? end) - length;
  const parts = tail.readUInt16LE(at + 4);
  if (parts !== 0 && parts !== 0xffff) throw new Error('it is one part of several');
  if (start < 0 || start < offset) throw new Error('its directory is not where its end says');
  return { start, length, shift: start - offset };
}

/** The last end record whose comment reaches to the end of the archive. */
function endIn(tail: Buffer): number | undefined {
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== signatures.end) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return undefined;
}

function endOf64(
  source: ByteSource,
  end: number,
): { readonly end: number; readonly length: number; readonly offset: number } | undefined {
  if (end < locator64Bytes) return undefined;
  const locator = exactly(source, end - locator64Bytes, locator64Bytes);
  if (locator.readUInt32LE(0) !== locator64) return undefined;
  // Bytes before the archive move the record: it is looked for where it must stand, right before its locator.
  const start = end - locator64Bytes - end64Bytes;
  const record = start < 0 ? Buffer.alloc(0) : exactly(source, start, end64Bytes);
  if (record.length === 0 || record.readUInt32LE(0) !== signatures.end64) {
    throw new Error('its zip64 directory is not where its end says');
  }
  return { end: start, length: wideValue(record, 40), offset: wideValue(record, 48) };
}

function wideValue(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error('it names a place that cannot be');
  return Number(value);
}

function exactly(source: ByteSource, offset: number, length: number): Buffer {
  const bytes = offset + length > source.size ? Buffer.alloc(0) : source.read(offset, length);
  if (bytes.length < length) throw new Error('the archive is cut off');
  return bytes;
}
