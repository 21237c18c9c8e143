import { secretReader } from '../../../src/inspect/secrets/secret-reader.ts';

/** What the reader keeps of a file with this text. */
export function factOf(text: string | Buffer, path: string, chunkBytes = Number.POSITIVE_INFINITY): unknown {
  const bytes = Buffer.from(text);
  const sink = secretReader.open({ path, type: 'file', mode: 0o644, uid: 0, gid: 0, size: bytes.length });
  const step = Math.min(chunkBytes, bytes.length);
  // The walk reuses its chunks.
  for (let at = 0; at < bytes.length; at += step) {
    const chunk = Buffer.from(bytes.subarray(at, at + step));
    sink?.write(chunk);
    chunk.fill(0);
  }
  return sink?.end();
}

/** Ids of the rules that found something, in the order of lines. */
export function rulesFound(text: string | Buffer, path: string, chunkBytes?: number): string[] {
  const fact = factOf(text, path, chunkBytes);
  return Array.isArray(fact) ? fact.map(({ rule }) => rule) : [];
}
