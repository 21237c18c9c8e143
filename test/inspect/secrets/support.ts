import { secretReader } from '../../../src/inspect/secrets/secret-reader.ts';

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
  const sink = secretReader.open({ path, type: 'file', mode: 0o644, uid: 0, gid: 0, size: bytes.length });
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (chunkBytes[turn % chunkBytes.length] ?? bytes.length);
    const chunk = Buffer.from(bytes.subarray(at, end));
    sink?.write(chunk);
    // The walk reuses its chunks.
    chunk.fill(0);
    at = end;
  }
  return sink?.end();
}

/** Ids of the rules that found something, in the order of lines. */
export function rulesFound(text: string | Buffer, path: string, chunkBytes?: number): string[] {
  const fact = factOf(text, path, chunkBytes);
  return Array.isArray(fact) ? fact.map(({ rule }) => rule) : [];
}
