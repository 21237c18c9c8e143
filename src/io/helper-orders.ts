import type { Digests, HashAlgorithm } from './hashing.ts';
import { algorithmsOf, type HelperRing, orderCount, orderLength, resultBytes, state } from './helper-ring.ts';

/** The walk's end of the ring: orders to the thread, and waiting for what it does. */
export interface Orders {
  /** The thread is not told of it at once. @returns the number of orders with this one */
  give(kind: number, stream?: number, bits?: number, from?: number, length?: number): number;
  /** How many were given. */
  given(): number;
  /** Tells the thread of what was given: waking one that sleeps takes time of this one. */
  tell(): void;
  /** Until so many orders have been followed. */
  waitFor(count: number): void;
  /** @param isSo asked whenever the thread has done something. @throws Error when it does nothing for a minute */
  waitUntil(isSo: () => boolean): void;
  /** What the order with this number gives. */
  digests(last: number, bits: number): Digests;
}

/** Longer than any machine takes for the bytes of some slabs: the thread is not there any more. */
const maxWaitMs = 60_000;

/** A stream that ended. */
interface Ended {
  /** The number of orders with the last of it. */
  readonly last: number;
  readonly bits: number;
  digests?: ReadonlyMap<HashAlgorithm, string>;
}

export function createOrders(ring: HelperRing): Orders {
  const orders = new Int32Array(ring.orders);
  const results = Buffer.from(ring.results);
  const states = new Int32Array(ring.state);
  let given = 0;
  let told = 0;
  /** Some of them long fetched. */
  const unfetched: Ended[] = [];

  function tell(): void {
    if (told === given) return;
    told = given;
    Atomics.store(states, state.given, given);
    if (Atomics.load(states, state.threadSleeps) === 1) Atomics.notify(states, state.given);
  }

  function waitUntil(isSo: () => boolean): void {
    if (isSo()) return;
    tell();
    Atomics.store(states, state.walkSleeps, 1);
    for (;;) {
      const seen = Atomics.load(states, state.events);
      if (isSo()) break;
      if (Atomics.wait(states, state.events, seen, maxWaitMs) === 'timed-out')
        throw new Error('the thread that helps does not answer');
    }
    Atomics.store(states, state.walkSleeps, 0);
  }

  function isDone(count: number): boolean {
    return Atomics.load(states, state.done) - count >= 0;
  }

  /** Until so many orders have been followed. */
  function waitFor(count: number): void {
    if (!isDone(count)) waitUntil(() => isDone(count));
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

  function give(kind: number, stream = 0, bits = 0, from = 0, length = 0): number {
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

  return {
    give,
    given: () => given,
    tell,
    waitFor,
    waitUntil,
    digests(last, bits) {
      const ended: Ended = { last, bits };
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
}
