import { type ProgramReaderOptions, programReader } from '../../src/image/program.ts';
import type { Program } from '../../src/image/program-format.ts';
import { entryOf, readFile } from '../fakes/read-file.ts';

/** What a reader of programs makes of a file with one program at most, which comes in chunks of this size. */
export function factOf<Fact>(
  bytes: Buffer,
  parse: (program: Program) => Fact | undefined,
  chunkBytes?: number,
  options?: Partial<ProgramReaderOptions<Fact>>,
): unknown {
  const facts = factsOf(bytes, parse, chunkBytes, options);
  return Array.isArray(facts) && facts.length === 1 ? facts[0] : facts;
}

/** The same of a file with any number of programs. */
export function factsOf<Fact>(
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
    sections: ['.note'],
    parse,
    ...options,
  });
  return readFile(reader, entryOf('a/b', bytes), bytes, [chunkBytes]);
}
