import { createHash, type Hash, hash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import {
  algorithmsOf,
  type HashRing,
  orderCount,
  orderKinds,
  orderLength,
  resultBytes,
  state,
} from './hash-ring.ts';

/** The other end of `hashBeside`: follows orders for ever, and is ended from there. */
const ring = workerData as HashRing;
const bytes = new Uint8Array(ring.bytes);
const orders = new Int32Array(ring.orders);
const results = Buffer.from(ring.results);
const states = new Int32Array(ring.state);
const running = new Map<number, readonly Hash[]>();

for (let done = 0; ; done = (done + 1) | 0) {
  while (Atomics.load(states, state.given) === done) {
    Atomics.store(states, state.threadSleeps, 1);
    Atomics.wait(states, state.given, done);
    Atomics.store(states, state.threadSleeps, 0);
  }
  follow(done & (orderCount - 1));
  Atomics.store(states, state.done, (done + 1) | 0);
  if (Atomics.load(states, state.walkSleeps) === 1) Atomics.notify(states, state.done);
}

function follow(slot: number): void {
  const at = slot * orderLength;
  const [kind, stream = 0, bits = 0, from = 0, length = 0] = orders.subarray(at, at + orderLength);
  const chunk = bytes.subarray(from, from + length);
  if (kind === orderKinds.whole) {
    for (const { name, at: place } of algorithmsOf(bits))
      results.write(hash(name, chunk), slot * resultBytes + place, 'hex');
  } else if (kind === orderKinds.begin) {
    running.set(
      stream,
      algorithmsOf(bits).map(({ name }) => createHash(name)),
    );
  } else if (kind === orderKinds.update) {
    for (const one of running.get(stream) ?? []) one.update(chunk);
  } else {
    const hashes = running.get(stream) ?? [];
    for (const [index, { at: place }] of algorithmsOf(bits).entries())
      hashes[index]?.digest().copy(results, slot * resultBytes + place);
    running.delete(stream);
  }
}
