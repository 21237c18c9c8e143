/** The chunks of a source, of which one is asked for before it is wanted. */
export interface AskAhead<Chunk> {
  /** Asks for the next. @returns whether `next` would give it at once */
  hasCome(): Promise<boolean>;
  /** undefined: there are no more. @throws what the source throws */
  next(): Promise<Chunk | undefined>;
  /** To be called whatever happens; waits for nothing. */
  close(): void;
}

/** @param source whose chunk is done with when the next is asked for */
export function askAhead<Chunk>(source: AsyncIterable<Chunk>): AskAhead<Chunk> {
  const chunks = source[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<Chunk>> | undefined;
  let isHere = false;

  function ask(): Promise<IteratorResult<Chunk>> {
    if (coming === undefined) {
      isHere = false;
      coming = chunks.next();
      const come = (): void => {
        isHere = true;
      };
      // An error is thrown to whoever asks for the chunk.
      coming.then(come, come);
    }
    return coming;
  }

  return {
    async hasCome() {
      void ask();
      // Lets in what the system has ready.
      await new Promise((resolve) => setImmediate(resolve));
      return isHere;
    },
    async next() {
      const { done, value } = await ask();
      coming = undefined;
      return done === true ? undefined : value;
    },
    close() {
      // A source that waits for its own bytes ends when they come.
      void chunks.return?.().catch(() => {});
    },
  };
}
