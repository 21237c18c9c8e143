/** What mutated inputs are made of. */
export interface Seed {
  /** Where it comes from, for people. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Of a file in an image: where it stands there. */
  readonly path?: string;
}

/** Something that reads bytes which a stranger wrote. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly Seed[];
  /**
   * Reads an input that was made from `seed`. Whatever it throws but a fault is a failure, and so is a result that
   * differs the second time.
   * @param pass 0 and 1: the input is read twice, and what must not matter (the size of chunks) may differ
   * @returns what it read, as JSON would have it
   */
  read(input: Buffer, seed: Seed, pass: 0 | 1): unknown;
  /** Makes checksums right again that a mutation broke, where nothing behind them would be reached otherwise. */
  repair?(input: Buffer): void;
}
