import type { Digests, HashAlgorithm, HashedStream, Hashing } from '../io/hashing.ts';

/** The hashes of one file that is being shown to readers: each is made once, however many want it. */
export interface FileHashes {
  /**
   * Asked before the file is shown, or in a call that shows some of it, or its end.
   * @param before what earlier calls showed of the file
   * @returns gives the digest of the whole file in hexadecimal digits, once facts are asked for
   */
  want(algorithm: HashAlgorithm, before?: Buffer): () => string;
}

/** For whoever asks only whether a reader wants a file. */
export const noHashes: FileHashes = { want: () => () => '' };

/** What shows the file. */
export interface ContentHashes extends FileHashes {
  /** After all readers have seen the chunk. */
  write(chunk: Buffer): void;
  /** After all readers have seen the end. */
  end(): void;
  /** Whether asking for what was wanted takes no time. */
  isReady(): boolean;
}

/** @param size of the file in bytes */
export function createContentHashes(hashing: Hashing, size: number): ContentHashes {
  return new Hashes(hashing, size);
}

interface Wanted {
  readonly algorithms: readonly HashAlgorithm[];
  readonly stream: HashedStream;
  digests?: Digests;
}

/** Made for every file, and asked for a digest of few: a class, so that nothing is made with it. */
class Hashes implements ContentHashes {
  readonly #hashing: Hashing;
  readonly #size: number;
  #isStarted = false;
  /** What is asked for before the first byte is made in one go. */
  #atStart: readonly HashAlgorithm[] = none;
  #wanted: readonly Wanted[] = none;

  constructor(hashing: Hashing, size: number) {
    this.#hashing = hashing;
    this.#size = size;
  }

  want(algorithm: HashAlgorithm, before?: Buffer): () => string {
    if (!this.#isStarted) {
      if (!this.#atStart.includes(algorithm)) this.#atStart = [...this.#atStart, algorithm];
    } else if (this.#of(algorithm) === undefined) {
      this.#begin([algorithm]).update(before ?? Buffer.alloc(0));
    }
    return () => this.#of(algorithm)?.digests?.get(algorithm) ?? '';
  }

  write(chunk: Buffer): void {
    this.#start();
    for (const { stream } of this.#wanted) stream.update(chunk);
  }

  end(): void {
    this.#start();
    for (const one of this.#wanted) one.digests = one.stream.end();
  }

  isReady(): boolean {
    return this.#wanted.every(({ digests }) => digests?.isReady() ?? false);
  }

  #of(algorithm: HashAlgorithm): Wanted | undefined {
    return this.#wanted.find(({ algorithms }) => algorithms.includes(algorithm));
  }

  #start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    if (this.#atStart.length > 0) this.#begin(this.#atStart);
  }

  #begin(algorithms: readonly HashAlgorithm[]): HashedStream {
    const stream = this.#hashing.begin(algorithms, this.#size);
    this.#wanted = [...this.#wanted, { algorithms, stream }];
    return stream;
  }
}

const none: readonly never[] = [];
