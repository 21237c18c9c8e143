import type { FileEntry, FileReader } from '../../src/image/file-reader.ts';
import { entryOf as entryWith, readFile as readInChunks } from '../fakes/read-file.ts';

/** Chunks of these sizes, over and over: what a reader finds must not depend on how its file is cut. */
const chunkSizes = [1, 7, 512, 4096, 31, 65_536];

export function entryOf(path: string, bytes: Buffer): FileEntry {
  return entryWith(path, bytes, 0o755);
}

/** What one reader finds in one file; undefined when it does not want it, or finds nothing. */
export function readFile(reader: FileReader<unknown>, path: string, bytes: Buffer, pass: 0 | 1): unknown {
  const sizes = pass === 0 ? [65_536] : [...chunkSizes.slice(1), ...chunkSizes.slice(0, 1)];
  return readInChunks(reader, entryOf(path, bytes), bytes, sizes);
}
