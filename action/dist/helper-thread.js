import { createHash, hash } from "node:crypto";
import { workerData } from "node:worker_threads";
import { constants, createGunzip } from "node:zlib";
// src/io/hashing.ts
/** As large as the chunks that `decompress` gives. */
const maxPlacedBytes = 262144;
const orderKinds = {
	whole: 0,
	begin: 1,
	update: 2,
	end: 3,
	/** Of a gzip stream: its begin, stored bytes, that there are no more, that a slab was read, and that it is over. */
	inflate: 4,
	stored: 5,
	last: 6,
	read: 7,
	over: 8
};
const state = {
	/** Orders that were given. */
	given: 0,
	/** Orders that were followed. */
	done: 1,
	/** 1 while the thread sleeps on `given`. */
	threadSleeps: 2,
	/** 1 while the walk sleeps on `events`. */
	walkSleeps: 3,
	/** Grows with whatever the thread did. */
	events: 4,
	/** Slabs that were filled. One of no bytes is the end of its stream; one of fewer says why there is no more. */
	filled: 5,
	/** Pieces of stored bytes that were inflated. */
	taken: 6
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
// src/io/inflater.ts
/**
* Node inflates a stream in its thread pool only, which a thread that works at once would sleep for; its functions that
* work at once want the whole. What both stand on can do it, and has no documentation. minizlib stands on it too: with
* the copies that it makes, a scan took a twelfth to a sixth more time and a third more memory.
* @throws Error where it is not there
*/
function createInflater() {
	const gunzip = createGunzip({ chunkSize: constants.Z_MIN_CHUNK });
	gunzip.on("error", () => {});
	const parts = partsOf(gunzip);
	if (parts === void 0) throw new Error("this Node inflates in another way");
	return { inflate(input, output, isLast) {
		const flush = isLast ? constants.Z_FINISH : constants.Z_NO_FLUSH;
		parts._handle.writeSync(flush, input, 0, input.length, output, 0, output.length);
		if (gunzip.errored !== null) throw gunzip.errored;
		const [free = 0, unread = 0] = parts._writeState;
		return {
			read: input.length - unread,
			written: output.length - free
		};
	} };
}
function partsOf(gunzip) {
	const { _handle, _writeState } = gunzip;
	return typeof _handle?.writeSync === "function" && _writeState instanceof Uint32Array ? gunzip : void 0;
}
// src/io/helper-slabs.ts
/** @param tell called when there is something new in the ring */
function fillSlabs(ring, tell) {
	const bytes = new Uint8Array(ring.bytes);
	const lengths = new Int32Array(ring.lengths);
	const states = new Int32Array(ring.state);
	let filled = 0;
	let read = 0;
	/** Bytes in the slab that is being filled. */
	let length = 0;
	let inflater;
	const pieces = [];
	let isLast = false;
	/** Of all members: what follows may only be zeros, as `decompress` says. */
	let hasEnded = false;
	function publish(count) {
		lengths[filled % 8] = count;
		filled += 1;
		length = 0;
		Atomics.store(states, state.filled, filled);
		tell();
	}
	function taken() {
		pieces.shift();
		Atomics.add(states, state.taken, 1);
		tell();
	}
	/** @returns false when it wants more stored bytes */
	function step(into) {
		const piece = pieces[0];
		if (piece === void 0 && !isLast) return false;
		const start = filled % 8 * maxPlacedBytes;
		const output = bytes.subarray(start + length, start + maxPlacedBytes);
		const done = hasEnded ? {
			read: 0,
			written: 0
		} : into.inflate(piece ?? nothing, output, piece === void 0);
		length += done.written;
		const isFull = length === maxPlacedBytes;
		if (piece !== void 0) {
			const unread = piece.subarray(done.read);
			pieces[0] = unread;
			if (!isFull) {
				hasEnded ||= unread.length > 0;
				expectZeros(unread);
				taken();
			}
		}
		if (isFull || length > 0 && pieces.length === 0) publish(length);
		else if (piece === void 0) {
			publish(0);
			stop();
		}
		return true;
	}
	function stop() {
		inflater = void 0;
		while (pieces.length > 0) taken();
	}
	return {
		begin() {
			inflater = createInflater();
			isLast = false;
			hasEnded = false;
			length = 0;
		},
		take(stored) {
			pieces.push(stored);
			if (inflater === void 0) stop();
		},
		last() {
			isLast = true;
		},
		read() {
			read += 1;
		},
		over() {
			stop();
			read = filled;
		},
		fill() {
			if (inflater === void 0 || filled - read >= 8) return false;
			try {
				return step(inflater);
			} catch (error) {
				publish(-tellWhy(error, bytes.subarray(filled % 8 * maxPlacedBytes)));
				stop();
				return true;
			}
		}
	};
}
const nothing = /* @__PURE__ */ new Uint8Array(0);
function expectZeros(unread) {
	if (unread.some((byte) => byte !== 0)) throw new Error("something else follows the gzip data");
}
/** @returns how many bytes of `into` it takes to say it */
function tellWhy(error, into) {
	const reason = Buffer.from(error instanceof Error ? error.message : String(error)).subarray(0, 1e3);
	into.set(reason);
	return Math.max(reason.length, 1);
}
// src/io/helper-thread.ts
/** The other end of `startHelper`: follows orders for ever, and is ended from there. */
const ring = workerData;
const bytes = new Uint8Array(ring.bytes);
const orders = new Int32Array(ring.orders);
const results = Buffer.from(ring.results);
const states = new Int32Array(ring.state);
const running = /* @__PURE__ */ new Map();
const slabs = fillSlabs(ring, tell);
for (let done = 0;;) {
	if (slabs.fill()) continue;
	while (Atomics.load(states, state.given) === done) {
		Atomics.store(states, state.threadSleeps, 1);
		Atomics.wait(states, state.given, done);
		Atomics.store(states, state.threadSleeps, 0);
	}
	follow(done & 4095);
	done = done + 1 | 0;
	Atomics.store(states, state.done, done);
	tell();
}
function tell() {
	Atomics.add(states, state.events, 1);
	if (Atomics.load(states, state.walkSleeps) === 1) Atomics.notify(states, state.events);
}
function follow(slot) {
	const at = slot * 5;
	const [kind, stream = 0, bits = 0, from = 0, length = 0] = orders.subarray(at, at + 5);
	const chunk = bytes.subarray(from, from + length);
	if (kind === orderKinds.whole) for (const { name, at: place } of algorithmsOf(bits)) results.write(hash(name, chunk), slot * 132 + place, "hex");
	else if (kind === orderKinds.begin) running.set(stream, algorithmsOf(bits).map(({ name }) => createHash(name)));
	else if (kind === orderKinds.update) for (const one of running.get(stream) ?? []) one.update(chunk);
	else if (kind === orderKinds.end) {
		const hashes = running.get(stream) ?? [];
		for (const [index, { at: place }] of algorithmsOf(bits).entries()) hashes[index]?.digest().copy(results, slot * 132 + place);
		running.delete(stream);
	} else if (kind === orderKinds.inflate) slabs.begin();
	else if (kind === orderKinds.stored) slabs.take(chunk);
	else if (kind === orderKinds.last) slabs.last();
	else if (kind === orderKinds.read) slabs.read();
	else slabs.over();
}
export {};
