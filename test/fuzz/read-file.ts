import type { FileEntry, FileReader } from '../../src/image/file-reader.ts';

/** Chunks of these sizes, over and over: what a reader finds must not depend on how its file is cut. */
const chunkSizes = [1, 7, 512, 4096, 31, 65_536];

export function entryOf(path: string, bytes: Buffer): FileEntry {
  return { path, type: 'file', mode: 0o755, uid: 0, gid: 0, size: bytes.length };
}

/** What one reader finds in one file; undefined when it does not want it, or finds nothing. */
export function readFile(reader: FileReader<unknown>, path: string, bytes: Buffer, pass: 0 | 1): unknown {
  const sink = reader.open(entryOf(path, bytes));
  if (sink === undefined) return undefined;
  for (let at = 0, turn = pass; at < bytes.length; turn += 1) {
    const size = pass === 0 ? 65_536 : (chunkSizes[turn % chunkSizes.length] ?? 1);
    // As in the walk, the chunk is only good during the call.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    sink.write(chunk);
    chunk.fill(0xee);
    at += size;
  }
  return sink.end();
}
