import { type ProgramReaderOptions, programReader } from '../../src/image/program.ts';
import type { Program } from '../../src/image/program-format.ts';
import { entryOf, readFile } from '../fakes/read-file.ts';

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
  return readFile(reader, entryOf('a/b', bytes), bytes, [chunkBytes]);
}
