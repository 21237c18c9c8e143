import type { FileEntry } from '../../src/image/file-reader.ts';
import { type ProgramReaderOptions, programReader } from '../../src/image/program.ts';
import type { Program } from '../../src/image/program-format.ts';

/** What a reader of programs makes of a file that comes in chunks of this size. */
export function factOf<Fact>(
  bytes: Buffer,
  parse: (program: Program) => Fact | undefined,
  chunkBytes = 64 * 1024,
  options: Partial<ProgramReaderOptions<Fact>> = {},
): unknown {
  const reader = programReader({
    name: 'test',
    version: 1,
    maxBytes: 1024 * 1024,
    needsConstants: () => true,
    parse,
    ...options,
  });
  const entry: FileEntry = { path: 'a/b', type: 'file', mode: 0o644, uid: 0, gid: 0, size: bytes.length };
  const sink = reader.open(entry);
  // The chunk is overwritten after each call, as the walk may do.
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
    sink?.write(chunk);
    chunk.fill(0xff);
  }
  return sink?.end();
}
