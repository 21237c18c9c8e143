import { open } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { fault, isFault, reasonOf } from '../errors.ts';
import { fileSize } from '../io/file-chunks.ts';
import { createFileWindows } from './file-windows.ts';

export interface ZipEntry {
  /** It may be anything: for messages only, and to be made printable first. */
  readonly rawName: Buffer;
  /** Holds until the next entry is asked for. */
  readonly bytes: Buffer;
}

export interface ZipLimits {
  /** Unpacked size of one entry. */
  readonly maxEntryBytes: number;
  readonly maxEntries: number;
  /** Unpacked size of all entries, as a multiple of the archive's; 64 MiB are always allowed. */
  readonly maxRatio: number;
}

/**
 * The largest record seen in the OSV exports has 1 MB, the largest export some 300,000 records, and JSON of theirs
 * deflates 4 to 30 times.
 */
export const zipLimits: ZipLimits = { maxEntryBytes: 32 * 1024 * 1024, maxEntries: 5_000_000, maxRatio: 100 };

const alwaysAllowedBytes = 64 * 1024 * 1024;

/**
 * The files inside a zip archive, one at a time, each whole and with its checksum compared. Entries are read through
 * two windows over the archive and inflated in one call: a stream for each of a hundred thousand small entries would
 * take longer than reading them.
 * @param name what the archive is called in messages
 * @throws ADVISORIES_SOURCE for what is no zip archive or a broken one, TOO_LARGE, FILE_UNREADABLE
 */
export async function* readZip(
  path: string,
  name = path,
  limits: ZipLimits = zipLimits,
): AsyncGenerator<ZipEntry> {
  const size = (await fileSize(path)) ?? 0;
  const file = await open(path).catch((cause: unknown) => {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  });
  try {
    const windows = createFileWindows(file.fd, size);
    const zip = await fromRandomAccessReaderPromise(windows, size, {
      decodeStrings: false,
      autoClose: false,
    });
    if (zip.entryCount > limits.maxEntries) throw broken(name, `it has ${zip.entryCount} entries`);
    let unpackedBytes = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.uncompressedSize === 0) continue;
      if (entry.uncompressedSize > limits.maxEntryBytes)
        throw tooLarge(name, 'an entry', limits.maxEntryBytes);
      unpackedBytes += entry.uncompressedSize;
      const maxBytes = Math.max(alwaysAllowedBytes, size * limits.maxRatio);
      if (unpackedBytes > maxBytes) throw tooLarge(name, 'all it unpacks to', maxBytes);
      const packed = windows.slice(await dataStart(zip, entry), entry.compressedSize);
      yield { rawName: entry.fileNameRaw, bytes: unpack(entry, packed) };
    }
  } catch (cause) {
    if (isFault(cause)) throw cause;
    throw broken(name, reasonOf(cause), cause);
  } finally {
    await file.close();
  }
}

async function dataStart(zip: ZipFile, entry: Entry): Promise<number> {
  const header = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return header.fileDataStart;
}

function unpack(entry: Entry, packed: Buffer): Buffer {
  if (entry.isEncrypted()) throw new Error('an entry is encrypted');
  if (!entry.canDecodeFileData()) throw new Error(`an entry is packed by method ${entry.compressionMethod}`);
  const bytes = entry.compressionMethod === 0 ? packed : inflate(packed, entry.uncompressedSize);
  if (bytes.length !== entry.uncompressedSize) throw new Error('an entry has not the size it claims');
  if (crc32(bytes) !== entry.crc32) throw new Error('an entry has not the checksum it claims');
  return bytes;
}

/** Never makes more bytes than the entry claims to have, which was compared with the limits. */
function inflate(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: size, chunkSize: Math.max(64, size) });
  } catch (cause) {
    const isLonger = cause instanceof RangeError;
    throw new Error(
      isLonger ? 'an entry has not the size it claims' : `an entry cannot be unpacked: ${reasonOf(cause)}`,
      {
        cause,
      },
    );
  }
}

function broken(path: string, reason: string, cause?: unknown): Error {
  return fault('ADVISORIES_SOURCE', { path, reason }, { cause });
}

function tooLarge(path: string, what: string, maxBytes: number): Error {
  return fault('TOO_LARGE', {
    what: `${path}: ${what}`,
    maxBytes,
    hint: 'do not import it: it is no OSV export',
  });
}
