import { Worker } from 'node:worker_threads';
import {
  algorithmsOf,
  bitsOf,
  createHashRing,
  orderCount,
  orderKinds,
  orderLength,
  resultBytes,
  slabCount,
  state,
} from './hash-ring.ts';
import { type HashAlgorithm, type Hashing, maxPlacedBytes } from './hashing.ts';

/** Sources run as they are; in a bundle, the build puts the thread beside whatever holds this. */
const threadFile = import.meta.url.endsWith('.ts') ? './hash-thread.ts' : './hash-thread.js';

/** In slabs, how often the thread is told that there is more to do. */
const slabsTold = 2;

/** Longer than any machine takes for the bytes of some slabs: the thread is not there any more. */
const maxWaitMs = 60_000;

/** A stream that ended. */
interface Ended {
  /** The number of orders with the last of it. */
  readonly last: number;
  readonly bits: number;
  digests?: ReadonlyMap<HashAlgorithm, string>;
}

export interface HashingBeside extends Hashing {
  /** To be called whatever happens; waits for nothing. */
  close(): void;
}

/**
 * Hashes in a thread of its own, so that a second processor helps to read a layer: hashing its bytes, and those of its
 * files, takes a third of the time. The two threads share memory and wait for each other on it: messages would cost as
 * much as they save.
 */
export function hashBeside(): HashingBeside {
  const ring = createHashRing();
  const bytes = Buffer.from(ring.bytes);
  const orders = new Int32Array(ring.orders);
  const results = Buffer.from(ring.results);
  const states = new Int32Array(ring.state);
  /** Orders given so far, and how many of them the thread was told of. */
  let given = 0;
  let told = 0;
  let streams = 0;
  let slab = slabCount;
  /** Of each slab, how many orders had been given when it was left. */
  const leftAt = Array.from({ length: slabCount }, () => 0);
  /** Some of them long fetched. */
  const unfetched: Ended[] = [];

  const thread = new Worker(new URL(threadFile, import.meta.url), { workerData: ring });
  // A walk that was given up must not keep the process from ending.
  thread.unref();

  function tell(): void {
    if (told === given) return;
    told = given;
    Atomics.store(states, state.given, given);
    if (Atomics.load(states, state.threadSleeps) === 1) Atomics.notify(states, state.given);
  }

  function isDone(count: number): boolean {
    return Atomics.load(states, state.done) - count >= 0;
  }

  /** Until so many orders have been followed. */
  function waitFor(count: number): void {
    if (isDone(count)) return;
    tell();
    Atomics.store(states, state.walkSleeps, 1);
    for (let done = Atomics.load(states, state.done); done - count < 0; ) {
      if (Atomics.wait(states, state.done, done, maxWaitMs) === 'timed-out')
        throw new Error('the thread that hashes does not answer');
      done = Atomics.load(states, state.done);
    }
    Atomics.store(states, state.walkSleeps, 0);
  }

  /** Takes the digests out of the ring, before their place in it is used again. */
  function fetch(ended: Ended): void {
    waitFor(ended.last);
    const from = ((ended.last - 1) & (orderCount - 1)) * resultBytes;
    ended.digests = new Map(
      algorithmsOf(ended.bits).map(({ name, at, bytes: length }) => [
        name,
        results.toString('hex', from + at, from + at + length),
      ]),
    );
  }

  /** @returns the number of orders with this one */
  function order(kind: number, stream: number, bits: number, from: number, length: number): number {
    waitFor(given - orderCount + 1);
    for (let oldest = unfetched[0]; oldest !== undefined && given - oldest.last >= orderCount - 1; ) {
      if (oldest.digests === undefined) fetch(oldest);
      unfetched.shift();
      oldest = unfetched[0];
    }
    orders.set([kind, stream, bits, from, length], (given & (orderCount - 1)) * orderLength);
    given += 1;
    return given;
  }

  /** Where the bytes are that both see; those that are in no slab are copied, and waited for. */
  function orderBytes(kind: number, stream: number, bits: number, chunk: Buffer): void {
    if (chunk.buffer === ring.bytes) {
      order(kind, stream, bits, chunk.byteOffset, chunk.length);
      return;
    }
    for (let at = 0; at < chunk.length; at += maxPlacedBytes) {
      const length = chunk.copy(bytes, slabCount * maxPlacedBytes, at, at + maxPlacedBytes);
      waitFor(order(kind, stream, bits, slabCount * maxPlacedBytes, length));
    }
  }

  return {
    place(chunk) {
      if (slab < slabCount) leftAt[slab] = given;
      // Not each time: waking a thread that sleeps takes time of this one.
      if (slab % slabsTold === 0) tell();
      slab = (slab + 1) % slabCount;
      waitFor(leftAt[slab] ?? 0);
      const place = bytes.subarray(slab * maxPlacedBytes, slab * maxPlacedBytes + chunk.length);
      chunk.copy(place);
      return place;
    },
    begin(names, size) {
      const stream = streams++;
      const bits = bitsOf(names);
      let isBegun = false;
      let end: number | undefined;
      return {
        update(chunk) {
          if (chunk.length === 0) return;
          // What comes in one piece, as most files do, is one order: hashing it at once costs half.
          if (!isBegun && chunk.length === size && chunk.buffer === ring.bytes) {
            end = order(orderKinds.whole, stream, bits, chunk.byteOffset, chunk.length);
            return;
          }
          if (!isBegun) order(orderKinds.begin, stream, bits, 0, 0);
          isBegun = true;
          orderBytes(orderKinds.update, stream, bits, chunk);
        },
        end() {
          if (end === undefined && !isBegun) order(orderKinds.begin, stream, bits, 0, 0);
          const ended: Ended = { last: end ?? order(orderKinds.end, stream, bits, 0, 0), bits };
          unfetched.push(ended);
          return {
            isReady: () => ended.digests !== undefined || isDone(ended.last),
            get(name) {
              if (ended.digests === undefined) fetch(ended);
              return ended.digests?.get(name) ?? '';
            },
          };
        },
      };
    },
    close() {
      void thread.terminate();
    },
  };
}
