import { createHash, hash } from "node:crypto";
import { workerData } from "node:worker_threads";
const orderKinds = {
	whole: 0,
	begin: 1,
	update: 2,
	end: 3
};
const state = {
	/** Orders that were given. */
	given: 0,
	/** Orders that were followed. */
	done: 1,
	/** 1 while the thread sleeps on `given`. */
	threadSleeps: 2,
	/** 1 while the walk sleeps on `done`. */
	walkSleeps: 3
};
/** By bit. */
const algorithms = [
	{
		name: "md5",
		bytes: 16,
		at: 0
	},
	{
		name: "sha1",
		bytes: 20,
		at: 16
	},
	{
		name: "sha256",
		bytes: 32,
		at: 36
	},
	{
		name: "sha512",
		bytes: 64,
		at: 68
	}
];
function algorithmsOf(bits) {
	return algorithms.filter((_, bit) => (bits & 1 << bit) !== 0);
}
// src/io/hash-thread.ts
/** The other end of `hashBeside`: follows orders for ever, and is ended from there. */
const ring = workerData;
const bytes = new Uint8Array(ring.bytes);
const orders = new Int32Array(ring.orders);
const results = Buffer.from(ring.results);
const states = new Int32Array(ring.state);
const running = /* @__PURE__ */ new Map();
for (let done = 0;; done = done + 1 | 0) {
	while (Atomics.load(states, state.given) === done) {
		Atomics.store(states, state.threadSleeps, 1);
		Atomics.wait(states, state.given, done);
		Atomics.store(states, state.threadSleeps, 0);
	}
	follow(done & 4095);
	Atomics.store(states, state.done, done + 1 | 0);
	if (Atomics.load(states, state.walkSleeps) === 1) Atomics.notify(states, state.done);
}
function follow(slot) {
	const at = slot * 5;
	const [kind, stream = 0, bits = 0, from = 0, length = 0] = orders.subarray(at, at + 5);
	const chunk = bytes.subarray(from, from + length);
	if (kind === orderKinds.whole) for (const { name, at: place } of algorithmsOf(bits)) results.write(hash(name, chunk), slot * 132 + place, "hex");
	else if (kind === orderKinds.begin) running.set(stream, algorithmsOf(bits).map(({ name }) => createHash(name)));
	else if (kind === orderKinds.update) for (const one of running.get(stream) ?? []) one.update(chunk);
	else {
		const hashes = running.get(stream) ?? [];
		for (const [index, { at: place }] of algorithmsOf(bits).entries()) hashes[index]?.digest().copy(results, slot * 132 + place);
		running.delete(stream);
	}
}
export {};
