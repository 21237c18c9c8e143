import { createContentHashes } from '../../src/image/content-hashes.ts';
import { hashHere } from '../../src/io/hashing.ts';
import type { FileEntry, FileReader } from '../../src/image/file-reader.ts';

/** An entry with little but a path and a size. */
export function entryOf(path: string, bytes: Buffer, mode = 0o644): FileEntry {
  return { path, type: 'file', mode, uid: 0, gid: 0, size: bytes.length };
}

/**
 * What one reader finds in one file, as the walk would have it: the chunk is overwritten after each call.
 * @param chunkBytes sizes of chunks, over and over
 * @returns undefined when the reader does not want the file, or finds nothing
 */
export function readFile<Fact>(
  reader: FileReader<Fact>,
  entry: FileEntry,
  bytes: Buffer,
  chunkBytes: readonly number[] = [64 * 1024],
): Fact | undefined {
  const hashes = createContentHashes(hashHere, bytes.length);
  const sink = reader.open(entry, hashes);
  if (sink === undefined) return undefined;
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, chunkBytes[turn % chunkBytes.length] ?? 1);
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    sink.write(chunk);
    hashes.write(chunk);
    chunk.fill(0xee);
    at += size;
  }
  const fact = sink.end();
  hashes.end();
  return typeof fact === 'function' ? (fact as () => Fact)() : fact;
}
