import { createHash, type Hash, hash } from 'node:crypto';
import type { ChecksumAlgorithm } from '../model/file-checksum.ts';

/** The hashes of one file that is being shown to readers: each is made once, however many want it. */
export interface FileHashes {
  /**
   * Asked before the file is shown, or in a call that shows some of it, or its end.
   * @param before what earlier calls showed of the file
   * @returns gives the digest of the whole file in hexadecimal digits, once its end is being shown
   */
  want(algorithm: ChecksumAlgorithm, before?: Buffer): () => string;
}

/** For whoever asks only whether a reader wants a file. */
export const noHashes: FileHashes = { want: () => () => '' };

/** What shows the file. */
export interface ContentHashes extends FileHashes {
  /** After all readers have seen the chunk. */
  write(chunk: Buffer): void;
}

interface Wanted {
  running?: Hash;
  /** Of a file that came in one piece, or is over. */
  digest?: string;
}

/** @param size of the file in bytes */
export function createContentHashes(size: number): ContentHashes {
  const wanted = new Map<ChecksumAlgorithm, Wanted>();

  function digestOf(algorithm: ChecksumAlgorithm, one: Wanted): string {
    one.digest ??= (one.running ?? createHash(algorithm)).digest('hex');
    return one.digest;
  }

  return {
    want(algorithm, before) {
      const one = wanted.get(algorithm) ?? {};
      if (!wanted.has(algorithm)) {
        wanted.set(algorithm, one);
        if (before !== undefined && before.length > 0) one.running = createHash(algorithm).update(before);
      }
      return () => digestOf(algorithm, one);
    },
    write(chunk) {
      for (const [algorithm, one] of wanted) {
        // Most files come in one piece, and hashing that at once costs half.
        if (one.running === undefined && chunk.length === size) one.digest = hash(algorithm, chunk);
        else {
          one.running ??= createHash(algorithm);
          one.running.update(chunk);
        }
      }
    },
  };
}
