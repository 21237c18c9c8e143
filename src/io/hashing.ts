import { createHash, type Hash, hash } from 'node:crypto';
import type { ChecksumAlgorithm } from '../model/file-checksum.ts';

/** What can be asked of a stream of bytes. */
export type HashAlgorithm = ChecksumAlgorithm | 'sha512';

/** One stream of bytes that is hashed as it passes. */
export interface HashedStream {
  update(chunk: Buffer): void;
  /** Called once, behind the last byte. */
  end(): Digests;
}

export interface Digests {
  /** Whether asking for one takes no time. */
  isReady(): boolean;
  /** Hexadecimal digits. @param algorithm one that the stream was begun with */
  get(algorithm: HashAlgorithm): string;
}

/** Hashes many streams of bytes at a time. */
export interface Hashing {
  /** Where the bytes of the chunk are to be read from: good until the next call. @param chunk at most `maxPlacedBytes` */
  place(chunk: Buffer): Buffer;
  /** @param size in bytes, where it is known */
  begin(algorithms: readonly HashAlgorithm[], size?: number): HashedStream;
}

/** As large as the chunks that `decompress` gives. */
export const maxPlacedBytes = 256 * 1024;

/** Hashes at once, in the thread that asks. */
export const hashHere: Hashing = { place: (chunk) => chunk, begin: beginHere };

function beginHere(algorithms: readonly HashAlgorithm[], size?: number): HashedStream {
  let whole: readonly string[] | undefined;
  let running: readonly Hash[] | undefined;
  const start = (): readonly Hash[] => algorithms.map((algorithm) => createHash(algorithm));
  return {
    update(chunk) {
      // Most files come in one piece, and hashing that at once costs half.
      if (running === undefined && chunk.length === size) {
        whole = algorithms.map((algorithm) => hash(algorithm, chunk));
        return;
      }
      running ??= start();
      for (const one of running) one.update(chunk);
    },
    end: () => digestsOf(algorithms, whole ?? (running ?? start()).map((one) => one.digest('hex'))),
  };
}

/** Not made inside of the stream: it would keep all that the stream holds. */
function digestsOf(algorithms: readonly HashAlgorithm[], digests: readonly string[]): Digests {
  return { isReady: () => true, get: (algorithm) => digests[algorithms.indexOf(algorithm)] ?? '' };
}
