import { createHash, type Hash, hash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import {
  algorithmsOf,
  type HelperRing,
  orderCount,
  orderKinds,
  orderLength,
  resultBytes,
  state,
} from './helper-ring.ts';
import { fillSlabs } from './helper-slabs.ts';

/** The other end of `startHelper`: follows orders for ever, and is ended from there. */
const ring = workerData as HelperRing;
const bytes = new Uint8Array(ring.bytes);
const orders = new Int32Array(ring.orders);
const results = Buffer.from(ring.results);
const states = new Int32Array(ring.state);
const running = new Map<number, readonly Hash[]>();
const slabs = fillSlabs(ring, tell);

for (let done = 0; ; ) {
  // Whoever reads waits for slabs; hashes are made when all are full, or nothing is there to fill them with.
  if (slabs.fill()) continue;
  while (Atomics.load(states, state.given) === done) {
    Atomics.store(states, state.threadSleeps, 1);
    Atomics.wait(states, state.given, done);
    Atomics.store(states, state.threadSleeps, 0);
  }
  follow(done & (orderCount - 1));
  done = (done + 1) | 0;
  Atomics.store(states, state.done, done);
  tell();
}

function tell(): void {
  Atomics.add(states, state.events, 1);
  if (Atomics.load(states, state.walkSleeps) === 1) Atomics.notify(states, state.events);
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
  } else if (kind === orderKinds.end) {
    const hashes = running.get(stream) ?? [];
    for (const [index, { at: place }] of algorithmsOf(bits).entries())
      hashes[index]?.digest().copy(results, slot * resultBytes + place);
    running.delete(stream);
  } else if (kind === orderKinds.inflate) slabs.begin();
  else if (kind === orderKinds.stored) slabs.take(chunk);
  else if (kind === orderKinds.last) slabs.last();
  else if (kind === orderKinds.read) slabs.read();
  else slabs.over();
}
