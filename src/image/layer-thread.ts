import type { MessagePort, Worker } from 'node:worker_threads';
import { Fault, type FaultCode, isFault } from '../errors.ts';
import { hashHere } from '../io/hashing.ts';
import type { Digest } from '../model/digest.ts';
import { createFactBudget } from './fact-budget.ts';
import type { FileReader } from './file-reader.ts';
import type { LayerColumns } from './layer-columns.ts';
import { toColumns } from './layer-columns.ts';
import { type LayerJob, readLayer } from './read-layer.ts';
import { createTreeBudget } from './tree.ts';
import type { WalkLimits } from './walk-limits.ts';

/** Somewhere that layers are read, one at a time. */
export interface LayerPlace {
  /**
   * @returns what a layer cache keeps of it; undefined where that is too large to be passed on
   * @throws what `readLayer` throws; nothing else can be read here after that
   */
  read(
    job: Omit<LayerJob, 'spend' | 'keep' | 'hashing'>,
    limits: WalkLimits,
  ): Promise<LayerColumns | undefined>;
  /** To be called whatever happens; waits for nothing. */
  close(): void;
}

// The bytes of a layer are fetched where the connection is, and read in the thread: only stored bytes, which are few,
// and what was found pass between the two.

type ToThread =
  | {
      readonly kind: 'layer';
      readonly index: number;
      readonly diffId: Digest | null;
      readonly limits: WalkLimits;
    }
  /** Stored bytes, of the last `open`; none: that was the last of them. */
  | { readonly kind: 'stored'; readonly bytes?: Uint8Array };

type FromThread =
  /** The stored bytes of the layer are wanted, from the beginning. */
  | { readonly kind: 'open' }
  /** Room for more of them. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'fault'; readonly code: FaultCode; readonly facts: Readonly<Record<string, unknown>> }
  /** Columns as JSON; undefined where they are too large for a text. */
  | { readonly kind: 'done'; readonly columns: string | undefined };

/** Messages of stored bytes that wait for the thread, half a megabyte each as a rule. */
const maxAhead = 4;

/** The place that a thread is, which runs `serveLayers`. */
export function layerThread(worker: Worker): LayerPlace {
  let receive: (message: FromThread) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  worker.on('message', (message: FromThread) => receive(message));
  worker.on('error', (error) => fail(error));

  const send = (message: ToThread, transferred: ArrayBuffer[] = []): void =>
    worker.postMessage(message, transferred);

  async function feed(
    { layer, signal, onBytes }: Omit<LayerJob, 'spend' | 'keep' | 'hashing'>,
    room: () => Promise<void>,
  ) {
    for await (const chunk of await layer.open(signal)) {
      onBytes(chunk.byteLength);
      await room();
      // A copy: whoever gave the chunk may still want it.
      const bytes = Uint8Array.from(chunk);
      send({ kind: 'stored', bytes }, [bytes.buffer]);
    }
    send({ kind: 'stored' });
  }

  return {
    read: (job, limits) =>
      new Promise((resolve, reject) => {
        const { index, layer, signal } = job;
        let passes = 0;
        let ahead = 0;
        let hasRoom = (): void => {};
        const room = async (): Promise<void> => {
          while (ahead >= maxAhead) await new Promise<void>((done) => (hasRoom = done));
          ahead += 1;
        };
        fail = reject;
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        receive = (message) => {
          if (message.kind === 'open') {
            passes += 1;
            feed(passes === 1 ? job : { ...job, onBytes: () => {} }, room).catch(reject);
          } else if (message.kind === 'taken') {
            ahead -= 1;
            hasRoom();
          } else if (message.kind === 'fault') {
            reject(new Fault(message.code, message.facts));
          } else {
            resolve(message.columns === undefined ? undefined : JSON.parse(message.columns));
          }
        };
        send({ kind: 'layer', index, diffId: layer.diffId, limits });
      }),
    close() {
      void worker.terminate();
    },
  };
}

/** Reads the layers that the other end of the port asks for. */
export function serveLayers(port: MessagePort, readers: readonly FileReader<unknown>[]): void {
  const send = (message: FromThread): void => port.postMessage(message);
  const stored: (Uint8Array | undefined)[] = [];
  let wake = (): void => {};

  async function* storedBytes(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      while (stored.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const bytes = stored.shift();
      if (bytes === undefined) return;
      send({ kind: 'taken' });
      yield bytes;
    }
  }

  async function open(): Promise<AsyncIterable<Uint8Array>> {
    send({ kind: 'open' });
    return storedBytes();
  }

  async function read({ index, diffId, limits }: ToThread & { readonly kind: 'layer' }): Promise<void> {
    try {
      // Of this layer alone: what all have together is known at the other end.
      const spend = createTreeBudget(limits);
      const keep = createFactBudget(limits.factBytes);
      const layer = { diffId, open };
      const record = await readLayer(
        { layer, index, spend, keep, hashing: hashHere, signal: undefined, onReading() {}, onBytes() {} },
        readers,
      );
      send({ kind: 'done', columns: textOf(toColumns(record)) });
    } catch (error) {
      // What is none ends the thread, and is seen at the other end.
      if (!isFault(error)) throw error;
      send({ kind: 'fault', code: error.code, facts: error.facts });
    }
  }

  port.on('message', (message: ToThread) => {
    if (message.kind === 'layer') {
      void read(message);
    } else {
      stored.push(message.bytes);
      wake();
    }
  });
}

/** undefined where it is longer than a text can be. */
function textOf(columns: LayerColumns): string | undefined {
  try {
    return JSON.stringify(columns);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
