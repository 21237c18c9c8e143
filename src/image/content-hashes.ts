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

interface Wanted {
  readonly stream: HashedStream;
  digests?: Digests;
}

/** @param size of the file in bytes */
export function createContentHashes(hashing: Hashing, size: number): ContentHashes {
  // What is asked for before the first byte is made in one go.
  let atStart: HashAlgorithm[] | undefined = [];
  const streams: Wanted[] = [];
  const wanted = new Map<HashAlgorithm, Wanted>();

  function begin(algorithms: readonly HashAlgorithm[]): HashedStream {
    const one: Wanted = { stream: hashing.begin(algorithms, size) };
    streams.push(one);
    for (const algorithm of algorithms) wanted.set(algorithm, one);
    return one.stream;
  }

  function start(): void {
    const algorithms = atStart ?? [];
    atStart = undefined;
    if (algorithms.length > 0) begin(algorithms);
  }

  return {
    want(algorithm, before) {
      if (atStart?.includes(algorithm) === false) atStart.push(algorithm);
      else if (atStart === undefined && !wanted.has(algorithm))
        begin([algorithm]).update(before ?? Buffer.alloc(0));
      return () => wanted.get(algorithm)?.digests?.get(algorithm) ?? '';
    },
    write(chunk) {
      start();
      for (const { stream } of streams) stream.update(chunk);
    },
    end() {
      start();
      for (const one of streams) one.digests = one.stream.end();
    },
    isReady: () => streams.every(({ digests }) => digests?.isReady() ?? false),
  };
}
