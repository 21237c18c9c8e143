/** Work that comes one by one and is done together. */
export interface InTurns<Item> {
  /** Resolves when the work that has this item is done, and rejects with what it threw. */
  add(item: Item): Promise<void>;
  /** Does what waits now. What is thrown reaches those who wait, not the caller. */
  flush(): void;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Does the work for all items of one turn of the event loop at its end, in the order in which they came. */
export function inTurns<Item>(work: (items: readonly Item[]) => void): InTurns<Item> {
  let waiting: Waiting<Item>[] = [];
  const flush = (): void => {
    const these = waiting;
    waiting = [];
    if (these.length === 0) return;
    try {
      work(these.map(({ item }) => item));
      for (const { done } of these) done();
    } catch (error) {
      for (const { failed } of these) failed(error);
    }
  };
  return {
    add(item) {
      return new Promise((done, failed) => {
        waiting.push({ item, done, failed });
        if (waiting.length === 1) setImmediate(flush);
      });
    },
    flush,
  };
}
