import { secretReader } from '../../../src/inspect/secrets/secret-reader.ts';
import { entryOf, readFile } from '../../fakes/read-file.ts';

/**
 * What the reader keeps of a file with this text.
 * @param chunkBytes lengths of the chunks that it comes in, over and over; default one chunk
 */
export function factOf(
  text: string | Buffer,
  path: string,
  ...chunkBytes: readonly (number | undefined)[]
): unknown {
  const bytes = Buffer.from(text);
  const sizes = chunkBytes.map((size) => size ?? bytes.length);
  return readFile(secretReader, entryOf(path, bytes), bytes, sizes.length === 0 ? [bytes.length] : sizes);
}

/** Ids of the rules that found something, in the order of lines. */
export function rulesFound(text: string | Buffer, path: string, chunkBytes?: number): string[] {
  const fact = factOf(text, path, chunkBytes);
  return Array.isArray(fact) ? fact.map(({ rule }) => rule) : [];
}
