import { Worker } from 'node:worker_threads';
import { askAhead } from './ask-ahead.ts';
import { type Hashing, hashHere, maxPlacedBytes } from './hashing.ts';
import { createOrders } from './helper-orders.ts';
import {
  bitsOf,
  createHelperRing,
  orderKinds,
  pieceCount,
  piecesAt,
  slabCount,
  spareAt,
  state,
} from './helper-ring.ts';
import { canInflate } from './inflater.ts';

/** Sources run as they are; in a bundle, the build puts the thread beside whatever holds this. */
const threadFile = import.meta.url.endsWith('.ts') ? './helper-thread.ts' : './helper-thread.js';

/** In slabs, how often the thread is told that there is more to do. */
const slabsTold = 2;

export interface Helper extends Hashing {
  /**
   * The bytes of a gzip stream, in chunks that are placed already: each is good until the next is asked for. One stream
   * after the other.
   * @param source each of its chunks is done with when the next is asked for
   * @throws Error that says what is wrong with the stream; what the source throws
   */
  inflate?(source: AsyncIterable<Buffer>): AsyncIterable<Buffer>;
  /** To be called whatever happens; waits for nothing. */
  close(): void;
}

/**
 * Works for a walk in a thread of its own, so that a second processor helps to read a layer: inflating its bytes, hashing
 * them, and those of its files, takes nearly half of the processor time. The two threads share memory and wait for each other on it:
 * messages would cost as much as they save.
 * @param inflates false where the thread is to hash only
 */
export function startHelper({ inflates }: { readonly inflates: boolean }): Helper {
  const ring = createHelperRing();
  const bytes = Buffer.from(ring.bytes);
  const orders = createOrders(ring);
  const lengths = new Int32Array(ring.lengths);
  const states = new Int32Array(ring.state);
  let streams = 0;
  let slab = slabCount;
  /** Of each slab, how many orders had been given when it was left. */
  const leftAt = Array.from({ length: slabCount }, () => 0);
  let isInflating = false;
  /** Slabs that were read, and pieces of stored bytes that were given. */
  let read = 0;
  let pieces = 0;

  const thread = new Worker(new URL(threadFile, import.meta.url), { workerData: ring });
  // A walk that was given up must not keep the process from ending.
  thread.unref();

  function filledSlabs(): number {
    return Atomics.load(states, state.filled) - read;
  }

  function waitingPieces(): number {
    return pieces - Atomics.load(states, state.taken);
  }

  /** Where the bytes are that both see; those that are in no slab are copied, and waited for. */
  function orderBytes(kind: number, stream: number, bits: number, chunk: Buffer): void {
    if (chunk.buffer === ring.bytes) {
      orders.give(kind, stream, bits, chunk.byteOffset, chunk.length);
      return;
    }
    for (let at = 0; at < chunk.length; at += maxPlacedBytes) {
      const length = chunk.copy(bytes, spareAt, at, at + maxPlacedBytes);
      orders.waitFor(orders.give(kind, stream, bits, spareAt, length));
    }
  }

  /** @returns what is left of the chunk */
  function giveStored(chunk: Buffer): Buffer {
    const at = piecesAt + (pieces % pieceCount) * maxPlacedBytes;
    const length = chunk.copy(bytes, at, 0, maxPlacedBytes);
    pieces += 1;
    orders.give(orderKinds.stored, 0, 0, at, length);
    return chunk.subarray(length);
  }

  async function* inflate(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    if (isInflating) throw new Error('another stream is being inflated');
    isInflating = true;
    orders.give(orderKinds.inflate);
    const stored = askAhead(source);
    try {
      for (let chunk: Buffer | undefined = nothing; ; ) {
        while (chunk !== undefined && waitingPieces() < pieceCount) {
          if (chunk.length > 0) {
            chunk = giveStored(chunk);
            continue;
          }
          // The thread has enough to do: what is there is read first.
          if (waitingPieces() > 1 && filledSlabs() > 0 && !(await stored.hasCome())) break;
          chunk = await stored.next();
          if (chunk === undefined) orders.give(orderKinds.last);
        }
        orders.tell();
        orders.waitUntil(() => filledSlabs() > 0 || (chunk !== undefined && waitingPieces() === 0));
        if (filledSlabs() === 0) continue;
        const from = (read % slabCount) * maxPlacedBytes;
        const length = lengths[read % slabCount] ?? 0;
        if (length < 0) throw new Error(bytes.toString('utf8', from, from - length));
        if (length > 0) yield bytes.subarray(from, from + length);
        read += 1;
        orders.give(orderKinds.read);
        if (length === 0) break;
      }
    } finally {
      // Nothing is inflated or placed where slabs are still being hashed.
      orders.waitFor(orders.give(orderKinds.over));
      read = Atomics.load(states, state.filled);
      isInflating = false;
      stored.close();
    }
  }

  return {
    ...(inflates && canInflate() ? { inflate } : {}),
    place(chunk) {
      if (chunk.buffer === ring.bytes) return chunk;
      if (slab < slabCount) leftAt[slab] = orders.given();
      // Not each time: waking a thread that sleeps takes time of this one.
      if (slab % slabsTold === 0) orders.tell();
      slab = (slab + 1) % slabCount;
      orders.waitFor(leftAt[slab] ?? 0);
      const place = bytes.subarray(slab * maxPlacedBytes, slab * maxPlacedBytes + chunk.length);
      chunk.copy(place);
      return place;
    },
    begin(names, size) {
      // Of two threads, the one that has less to do; a large file keeps the other one waiting for the rest of it.
      if (isInflating && (filledSlabs() < slabCount - 1 || size === undefined || size > maxPlacedBytes))
        return hashHere.begin(names, size);
      const stream = streams++;
      const bits = bitsOf(names);
      let isBegun = false;
      let end: number | undefined;
      return {
        update(chunk) {
          if (chunk.length === 0) return;
          // What comes in one piece, as most files do, is one order: hashing it at once costs half.
          if (!isBegun && chunk.length === size && chunk.buffer === ring.bytes) {
            end = orders.give(orderKinds.whole, stream, bits, chunk.byteOffset, chunk.length);
            return;
          }
          if (!isBegun) orders.give(orderKinds.begin, stream, bits);
          isBegun = true;
          orderBytes(orderKinds.update, stream, bits, chunk);
        },
        end() {
          if (end === undefined && !isBegun) orders.give(orderKinds.begin, stream, bits);
          return orders.digests(end ?? orders.give(orderKinds.end, stream, bits), bits);
        },
      };
    },
    close() {
      void thread.terminate();
    },
  };
}

const nothing = Buffer.alloc(0);
