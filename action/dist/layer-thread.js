import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { createHash, hash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { crc32, createGunzip, createZstdDecompress, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { join, posix } from "node:path";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
// \0rolldown/runtime.js
var __commonJSMin = (cb, mod) => () => (mod || (cb((mod = { exports: {} }).exports, mod, mod.exports), cb = null), mod.exports);
// src/errors.ts
const table = {
	USAGE: {
		message: "{problem}",
		remedy: "see sekisho --help",
		exit: 2,
		http: 400
	},
	INTERRUPTED: {
		message: "interrupted before it was done",
		remedy: "run it again",
		exit: 3,
		http: 503
	},
	FILE_UNREADABLE: {
		message: "cannot read {path}: {reason}",
		remedy: "check that the file exists and may be read",
		exit: 2,
		http: 500
	},
	FILE_UNWRITABLE: {
		message: "cannot write {path}: {reason}",
		remedy: "check the folder, its permissions and free space",
		exit: 3,
		http: 500
	},
	TIME_MALFORMED: {
		message: "not a time: {text}",
		remedy: "write it as 2027-01-31 or 2027-01-31T12:00:00Z",
		exit: 2,
		http: 400
	},
	DURATION_MALFORMED: {
		message: "not a duration: {text}",
		remedy: "write a number and a unit, as in 90m, 36h, 14d or 2w",
		exit: 2,
		http: 400
	},
	DIGEST_MALFORMED: {
		message: "not a digest: {text}",
		remedy: "write it as sha256: and 64 hexadecimal digits",
		exit: 2,
		http: 400
	},
	REFERENCE_MALFORMED: {
		message: "not an image name: {text} ({reason})",
		remedy: "write HOST/REPOSITORY[:TAG][@DIGEST], oci:DIR[:TAG], docker-archive:FILE[:REF], docker-daemon:REF or rootfs:DIR",
		exit: 2,
		http: 400
	},
	PLATFORM_MALFORMED: {
		message: "not a platform: {text}",
		remedy: "write OS/ARCHITECTURE[/VARIANT], as in linux/amd64",
		exit: 2,
		http: 400
	},
	IMAGE_NOT_FOUND: {
		message: "there is no image {image}",
		remedy: "{hint}",
		exit: 3,
		http: 404
	},
	IMAGE_UNREADABLE: {
		message: "{image} could not be read whole: {problem}",
		remedy: "check the image; what was read of it is not enough",
		exit: 3,
		http: 502
	},
	RUNTIME_POLICY_MISSING: {
		message: "no trusted signer has published a runtime policy for {image} ({ignored} attestations were ignored)",
		remedy: "publish one with sekisho attest, or check the key",
		exit: 3,
		http: 404
	},
	ADVISORIES_TOO_OLD: {
		message: "the vulnerability database is {age} old, the limit is {limit}",
		remedy: "run sekisho db update, or raise the limit with --db-max-age",
		exit: 3,
		http: 500
	},
	POLICY_MALFORMED: {
		message: "{file}:{line}: {problem}",
		remedy: "{hint}",
		exit: 2,
		http: 500
	},
	POLICY_NO_RULE: {
		message: "no rule of {file} covers the repository {repository}",
		remedy: "add a rule for it, or name the repository it will be pushed to with --as",
		exit: 2,
		http: 403
	},
	BLOB_SIZE_MISMATCH: {
		message: "blob {digest} is {got} bytes, its descriptor says {wanted}",
		remedy: "pull again; if it persists, the registry or a proxy altered it",
		exit: 3,
		http: 502
	},
	BLOB_DIGEST_MISMATCH: {
		message: "the bytes received for {wanted} have the digest {got}",
		remedy: "pull again; if it persists, the registry or a proxy altered them",
		exit: 3,
		http: 502
	},
	TOO_LARGE: {
		message: "{what} is larger than the limit of {maxBytes} bytes",
		remedy: "{hint}",
		exit: 3,
		http: 502
	},
	JSON_MALFORMED: {
		message: "{what} is not the JSON it should be: {reason}",
		remedy: "check what wrote it",
		exit: 3,
		http: 502
	},
	ADVISORIES_MISSING: {
		message: "there is no vulnerability database at {path}",
		remedy: "run sekisho db update, or sekisho db import with OSV exports",
		exit: 3,
		http: 503
	},
	ADVISORIES_UNUSABLE: {
		message: "{path} cannot be used as the vulnerability database: {reason}",
		remedy: "delete it and run sekisho db update, or sekisho db import with OSV exports",
		exit: 3,
		http: 503
	},
	ADVISORIES_SOURCE: {
		message: "cannot import {path}: {reason}",
		remedy: "fetch it again, or name OSV exports (all.zip), OSV records, the CISA KEV catalogue or EPSS scores",
		exit: 3,
		http: 502
	},
	ADVISORIES_MIRROR: {
		message: "no vulnerability database can be pulled from {reference}: {reason}",
		remedy: "{hint}",
		exit: 3,
		http: 502
	},
	ADVISORY_MALFORMED: {
		message: "not an OSV record: {problem}",
		remedy: "tell the database that published it",
		exit: 3,
		http: 502
	},
	ARCHIVE_MALFORMED: {
		message: "{what} is not an archive that can be unpacked: {reason}",
		remedy: "build or pull it again; an engine could not unpack it either",
		exit: 3,
		http: 502
	},
	ARCHIVE_ESCAPES: {
		message: "{what} has an entry that leaves the root: {path}",
		remedy: "do not run this image: it was made to write outside of its own files",
		exit: 3,
		http: 502
	},
	COMPRESSION_BROKEN: {
		message: "{what} cannot be decompressed: {reason}",
		remedy: "build or pull it again",
		exit: 3,
		http: 502
	},
	COMPRESSION_UNKNOWN: {
		message: "{what} is compressed with {format}",
		remedy: "build it again with layers that are gzip, zstd or not compressed",
		exit: 3,
		http: 502
	},
	TOO_MANY: {
		message: "{what} has more than {max} {things}",
		remedy: "split it: this limit keeps a hostile one from filling the memory",
		exit: 3,
		http: 502
	},
	DIFF_ID_MISMATCH: {
		message: "{what} unpacks to {got}, the image configuration says {wanted}",
		remedy: "build or pull it again; an engine would refuse it too",
		exit: 3,
		http: 502
	},
	IMAGE_INCOMPLETE: {
		message: "{image} names the manifest {digest}, which is not there",
		remedy: "push or save the image again: a part of it was lost",
		exit: 3,
		http: 502
	},
	IMAGE_AMBIGUOUS: {
		message: "{where} holds more than one image: {names}",
		remedy: "name one of them, as in {example}",
		exit: 2,
		http: 400
	},
	IMAGE_UNUSABLE: {
		message: "{image} is not an image that can be scanned: {reason}",
		remedy: "check the name; helm charts, attestations and other artifacts are kept in registries too",
		exit: 3,
		http: 502
	},
	PLATFORM_MISSING: {
		message: "{image} is not there for {wanted}; there is {available}",
		remedy: "ask for one of those with --platform",
		exit: 2,
		http: 404
	},
	ENGINE_UNREACHABLE: {
		message: "no container engine answers at {address}: {reason}",
		remedy: "start it, or say where it is with DOCKER_HOST",
		exit: 3,
		http: 502
	},
	CONFIGURATION_MALFORMED: {
		message: "{file}: {problem}",
		remedy: "see docs/gate.md for every key",
		exit: 2,
		http: 500
	},
	UPSTREAM_UNREACHABLE: {
		message: "the registry {host} behind the gate cannot be reached: {reason}",
		remedy: "check --upstream, and that the registry runs",
		exit: 3,
		http: 502
	},
	CLIENT_LEFT: {
		message: "the client went away before it was answered",
		remedy: "pull or push again",
		exit: 3,
		http: 400
	},
	DECISION_TIMEOUT: {
		message: "no decision on {image} within {seconds} s",
		remedy: "pull again; if it persists, the registry is slow to list attestations",
		exit: 3,
		http: 503
	},
	EVENT_MALFORMED: {
		message: "not a push event of {hook}: {reason}",
		remedy: "check which registry sends to /hooks/{hook}",
		exit: 3,
		http: 400
	},
	STORE_UNUSABLE: {
		message: "the gate cannot use its store {path}: {reason}",
		remedy: "check the folder and free space; move the file away to start with an empty one",
		exit: 3,
		http: 503
	},
	LISTEN_FAILED: {
		message: "cannot listen on {address}: {reason}",
		remedy: "stop what uses the port, or choose another with --listen",
		exit: 2,
		http: 500
	},
	HTTP_UNREACHABLE: {
		message: "{host} cannot be reached ({asked}): {reason}",
		remedy: "check the name, the network and the proxy settings",
		exit: 3,
		http: 502
	},
	HTTP_CUT: {
		message: "{host} cut off its answer to {asked}: {reason}",
		remedy: "try again; if it persists, look at what stands between here and that host",
		exit: 3,
		http: 502
	},
	HTTP_TIMEOUT: {
		message: "{host} sent nothing for {seconds} s ({asked})",
		remedy: "try again later, or check that host",
		exit: 3,
		http: 504
	},
	HTTP_PLAIN_REFUSED: {
		message: "{host} would be spoken to over plain HTTP ({asked})",
		remedy: "use HTTPS, or allow it with --plain-http where the network is trusted",
		exit: 2,
		http: 502
	},
	HTTP_REDIRECT_REFUSED: {
		message: "a redirect by {host} of {asked} is not followed: {reason}",
		remedy: "check that host; if it is the right one, report this to who runs it",
		exit: 3,
		http: 502
	},
	HTTP_STATUS: {
		message: "{host} answered {status} to {asked}{detail}",
		remedy: "see what the host says; a 5xx or 429 may pass",
		exit: 3,
		http: 502
	},
	REGISTRY_DENIED: {
		message: "{host} refuses {what} ({status} to {asked}{detail})",
		remedy: "log in with docker login {host}, and check that the account may do that",
		exit: 3,
		http: 502
	},
	REGISTRY_CHALLENGE: {
		message: "{host} asks for a way of logging in that is not used here: {reason}",
		remedy: "check that host; it should offer Basic, or Bearer with an https realm",
		exit: 3,
		http: 502
	},
	CREDENTIALS_UNUSABLE: {
		message: "the credentials of {host} in {path} cannot be used: {reason}",
		remedy: "log in again with docker login {host}",
		exit: 2,
		http: 500
	},
	BLOB_MISSING: {
		message: "{host} has no blob {digest} in {repository}",
		remedy: "push the image again: the registry lost a part of it",
		exit: 3,
		http: 502
	},
	LIST_TOO_LONG: {
		message: "{host} lists more than {limit} {what}",
		remedy: "remove what is no longer needed there; a list without end is a fault of the registry",
		exit: 3,
		http: 502
	},
	REFERRERS_CONTENDED: {
		message: "the list of referrers {tag} in {repository} on {host} kept changing: tried {attempts} times",
		remedy: "run it again when fewer writers publish for that image",
		exit: 3,
		http: 502
	},
	KEY_PASSWORD_EMPTY: {
		message: "a private key would be written without a password",
		remedy: "set SEKISHO_PASSWORD, or allow an empty password explicitly",
		exit: 2,
		http: 500
	},
	KEY_PASSWORD_MISSING: {
		message: "the private key is encrypted and no password was given",
		remedy: "set SEKISHO_PASSWORD",
		exit: 2,
		http: 500
	},
	KEY_PASSWORD_WRONG: {
		message: "the private key cannot be opened with this password",
		remedy: "check SEKISHO_PASSWORD; if it is right, the file is damaged",
		exit: 2,
		http: 500
	},
	KEY_UNUSABLE: {
		message: "not a {what} key that can be used here: {reason}",
		remedy: "use an ECDSA P-256 key in PEM (PKCS#8 or SubjectPublicKeyInfo), as sekisho keygen writes",
		exit: 2,
		http: 500
	},
	STATEMENT_MALFORMED: {
		message: "the {kind} statement is not what it should be: {reason}",
		remedy: "check what wrote it, then attest the image again",
		exit: 3,
		http: 502
	},
	PUBLISH_INCOMPLETE: {
		message: "published {published} of {total} statements for {image}, then stopped at {kind}: {reason}",
		remedy: "run it again: what is there already is not published twice",
		exit: 3,
		http: 502
	},
	EVIDENCE_FLOODED: {
		message: "{repository} has more attestations for {subject} than are read ({limit})",
		remedy: "delete the ones that do not belong there, or the oldest",
		exit: 3,
		http: 403
	},
	ACTION_INPUT: {
		message: "input {name}: {problem}",
		remedy: "see docs/action.md",
		exit: 2,
		http: 400
	},
	RUNTIME_ENGINE_UNKNOWN: {
		message: "no runtime engine is called {engine}; known are {known}",
		remedy: "name one of them with --engine",
		exit: 2,
		http: 400
	},
	RUNTIME_POLICY_INEXPRESSIBLE: {
		message: "{engine} cannot be given {what} safely",
		remedy: "rename it in the image, or leave that engine out with --engine",
		exit: 3,
		http: 500
	}
};
const faultMark = Symbol.for("sekisho.fault");
/** The only error class: match `code`, never the text. `message` is one sentence; `remedy` says what to do. */
var Fault = class extends Error {
	code;
	remedy;
	exitCode;
	httpStatus;
	facts;
	constructor(code, facts, cause) {
		const entry = table[code];
		super(fill(entry.message, facts), cause === void 0 ? void 0 : { cause });
		this.name = "Fault";
		this.code = code;
		this.remedy = fill(entry.remedy, facts);
		this.exitCode = entry.exit;
		this.httpStatus = entry.http;
		this.facts = facts;
		Object.defineProperty(this, faultMark, { value: true });
	}
};
/** Makes (does not throw) the error of `code`; the facts are those its message and remedy name. */
function fault(code, facts, options = {}) {
	return new Fault(code, facts, options.cause);
}
/** True for a Fault, also one made by another copy of this package. */
function isFault(value) {
	return value instanceof Error && faultMark in value;
}
/** The text of any thrown value, for the `reason` fact of a Fault. */
function reasonOf(error) {
	if (!(error instanceof Error)) return String(error);
	if (!("syscall" in error)) return error.message;
	return error.message.replace(/^(E[A-Z0-9]+: [^,]*), \w+(?: '.*)?$/s, "$1").replace(/^listen (E[A-Z0-9]+: .*?) \S+$/, "$1");
}
/**
* Text that may come from an image, a registry or a pull request, safe for one line of a terminal or CI log:
* control characters, line and paragraph separators and bidirectional overrides are written as \u{…}.
*/
function printable(text) {
	return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
function fill(template, facts) {
	return template.replace(/\{(\w+)\}/g, (_, name) => printable(String(facts[name])));
}
// src/io/hashing.ts
/** As large as the chunks that `decompress` gives. */
const maxPlacedBytes = 262144;
/** Hashes at once, in the thread that asks. */
const hashHere = {
	place: (chunk) => chunk,
	begin: beginHere
};
function beginHere(algorithms, size) {
	let whole;
	let running;
	const start = () => algorithms.map((algorithm) => createHash(algorithm));
	return {
		update(chunk) {
			if (running === void 0 && chunk.length === size) {
				whole = algorithms.map((algorithm) => hash(algorithm, chunk));
				return;
			}
			running ??= start();
			for (const one of running) one.update(chunk);
		},
		end: () => digestsOf(algorithms, whole ?? (running ?? start()).map((one) => one.digest("hex")))
	};
}
/** Not made inside of the stream: it would keep all that the stream holds. */
function digestsOf(algorithms, digests) {
	return {
		isReady: () => true,
		get: (algorithm) => digests[algorithms.indexOf(algorithm)] ?? ""
	};
}
// src/image/fact-budget.ts
/**
* In bytes, of what readers keep of all layers of one image: some 1.5 million packages. 200,000 packages of npm have an
* eighth of it; a desktop of 2,000 packages, whose RPM database lists 250,000 files with their digests, a twentieth, and
* again in each layer that installs something.
*/
const maxFactBytes = 1024 ** 3;
function createFactBudget(max = maxFactBytes) {
	let left = max;
	return (what, bytes) => {
		left -= bytes;
		if (left < 0) throw fault("TOO_MANY", {
			what,
			max,
			things: "bytes of lists of packages, files and findings"
		});
	};
}
const textBytes = 16;
const valueBytes = 8;
/** Most are packages: what becomes of one, with its purl and its place in the report, is larger than what was read. */
const objectBytes = 512;
/**
* About how much memory is taken by a fact, which is plain JSON, and what becomes of it. Counted and not written: that
* takes a millisecond for all facts of a large image.
*/
function bytesOf(fact) {
	if (typeof fact === "string") return textBytes + fact.length;
	if (typeof fact !== "object" || fact === null) return valueBytes;
	let bytes = Array.isArray(fact) ? valueBytes : objectBytes;
	for (const value of Array.isArray(fact) ? fact : Object.values(fact)) bytes += valueBytes + bytesOf(value);
	return bytes;
}
// src/image/layer-columns.ts
function toColumns(record) {
	const names = [];
	const kinds = /* @__PURE__ */ new Map();
	let last;
	const kindOf = (node) => {
		if (last !== void 0 && isSameKind(node, last.node)) return last.index;
		const key = JSON.stringify([
			node.type,
			node.mode,
			node.uid,
			node.gid,
			node.implicit ? 1 : 0
		]);
		last = {
			node,
			index: kinds.get(key) ?? kinds.set(key, kinds.size).size - 1
		};
		return last.index;
	};
	const kind = [];
	const size = [];
	const file = [];
	const count = [];
	const links = {};
	const capabilities = {};
	const hides = {};
	const opaque = [];
	const add = (name, node) => {
		const index = names.push(name) - 1;
		kind.push(kindOf(node));
		size.push(node.size);
		file.push(node.file ?? -1);
		count.push(node.children?.size ?? 0);
		if (node.link !== void 0) links[index] = node.link;
		if (node.capabilities !== void 0) capabilities[index] = node.capabilities;
		if (node.hides !== void 0) hides[index] = [...node.hides];
		if (node.opaque) opaque.push(index);
		for (const [childName, child] of node.children ?? []) add(childName, child);
	};
	add("", record.root);
	const facts = [...record.facts].map(([reader, rows]) => [reader, factColumns(rows)]);
	return {
		names: names.join("/"),
		kind,
		kinds: [...kinds.keys()].map((key) => JSON.parse(key)),
		size,
		file,
		count,
		links,
		capabilities,
		hides,
		opaque,
		facts: Object.fromEntries(facts),
		problems: record.problems,
		factBytes: record.factBytes
	};
}
function isSameKind(a, b) {
	return a.type === b.type && a.mode === b.mode && a.uid === b.uid && a.gid === b.gid && (a.implicit ?? false) === (b.implicit ?? false);
}
function factColumns(rows) {
	return {
		file: rows.map((row) => row.file),
		paths: rows.map((row) => row.path).join("\0"),
		fact: rows.map((row) => row.fact)
	};
}
// src/io/zstd-frames.ts
/** First bytes of a frame, little-endian (RFC 8878 section 3.1.1). */
const frameMagic = 4247762216;
/** Sixteen magic numbers begin a frame that decoders skip (RFC 8878 section 3.1.2). */
const skippableMagic = 407710288;
/** Whether these first bytes, at least four, begin a zstd stream. */
function isZstd(head) {
	const magic = head.length < 4 ? 0 : head.readUInt32LE(0);
	return magic === frameMagic || isSkippable(magic);
}
function isSkippable(magic) {
	return (magic & 4294967280) >>> 0 === skippableMagic;
}
/**
* Cuts a zstd stream so that each chunk belongs to one frame, and leaves skippable frames out. Node's decoder needs
* that: it ends at the first frame that stops inside a chunk, and drops whatever comes after it without a word.
* @throws COMPRESSION_BROKEN for bytes that are no frame, or a stream that ends inside one
*/
async function* zstdFrames(source, what) {
	const cutter = createCutter(what);
	for await (const chunk of source) yield* cutter.cut(chunk);
	cutter.end();
}
function createCutter(what) {
	const field = Buffer.alloc(4);
	let gathered = 0;
	let part = "magic";
	let rest = 4;
	let lastBlock = false;
	let checksum = false;
	const broken = (reason) => fault("COMPRESSION_BROKEN", {
		what,
		reason
	});
	const expect = (next, bytes) => {
		part = next;
		rest = bytes;
		gathered = 0;
	};
	/** Runs when the last byte of `part` has come. */
	function advance() {
		if (part === "magic") {
			const magic = field.readUInt32LE(0);
			if (magic === frameMagic) expect("descriptor", 1);
			else if (isSkippable(magic)) expect("skippable size", 4);
			else throw broken("what follows a zstd frame is none");
		} else if (part === "skippable size") expect("skippable data", field.readUInt32LE(0));
		else if (part === "skippable data") expect("magic", 4);
		else if (part === "descriptor") {
			const descriptor = field[0] ?? 0;
			checksum = (descriptor & 4) !== 0;
			lastBlock = false;
			expect("data", headerBytes$2(descriptor));
		} else if (part === "block header") {
			const header = field.readUIntLE(0, 3);
			lastBlock = (header & 1) === 1;
			const stored = (header >> 1 & 3) === 1 ? 1 : header >> 3;
			expect("data", stored + (lastBlock && checksum ? 4 : 0));
		} else if (lastBlock) expect("magic", 4);
		else expect("block header", 3);
		if (rest === 0) advance();
	}
	return {
		*cut(chunk) {
			let start = 0;
			for (let at = 0; at < chunk.length;) {
				const before = part;
				const taken = Math.min(rest, chunk.length - at);
				if (before !== "data" && before !== "skippable data") gathered += chunk.copy(field, gathered, at, at + taken);
				at += taken;
				rest -= taken;
				if (before.startsWith("skippable")) start = at;
				if (rest > 0) {
					if (before === "magic") start = at;
					continue;
				}
				advance();
				const isFrame = before === "magic" && part === "descriptor";
				if (isFrame && taken < 4) yield Buffer.from(field);
				if (before === "magic") start = isFrame && taken === 4 ? at - 4 : at;
				else if (part === "magic" && start < at) {
					yield chunk.subarray(start, at);
					start = at;
				}
			}
			if (start < chunk.length) yield chunk.subarray(start);
		},
		end() {
			if (part !== "magic" || gathered > 0) throw broken("it is cut off");
		}
	};
}
/** Bytes of a frame header after its descriptor: window, dictionary id, content size (RFC 8878 section 3.1.1.1). */
function headerBytes$2(descriptor) {
	const singleSegment = (descriptor & 32) !== 0;
	const dictionary = [
		0,
		1,
		2,
		4
	][descriptor & 3] ?? 0;
	const contentSize = [
		singleSegment ? 1 : 0,
		2,
		4,
		8
	][descriptor >> 6] ?? 0;
	return (singleSegment ? 0 : 1) + dictionary + contentSize;
}
// src/io/decompress.ts
/** 64 GiB: several times the largest layers that are really used. */
const maxUncompressedBytes = 64 * 1024 ** 3;
/** …is refused once it is past 4 GiB: until then a bomb costs seconds, and empty database files are not unheard of. */
const ratioFreeBytes$1 = 4 * 1024 ** 3;
const inputBytes = 1048576;
const outputBytes = 1048576;
/** Output may run this far ahead. */
const aheadBytes = 2 * outputBytes;
/**
* The uncompressed bytes of a stream that is gzip (any number of members), zstd (any number of frames) or neither,
* told by its first bytes: media types lie. The source is always read to its end, so that its own check of the last
* byte takes place.
* @throws COMPRESSION_BROKEN for data that is malformed, cut off, or followed by something else
* @throws COMPRESSION_UNKNOWN for bzip2, xz and lz4, which registries never hold
* @throws TOO_LARGE past `maxBytes`, or when it grows beyond any reason
*/
async function* decompress(source, options) {
	const { what, maxBytes = maxUncompressedBytes, ratioFreeBytes: freeBytes = ratioFreeBytes$1, frees = false, inflate } = options;
	const counted = { stored: 0 };
	const gathered = gather(source, counted);
	const head = (await gathered.next()).value ?? Buffer.alloc(0);
	const other = otherFormatOf(head);
	if (other !== void 0) {
		await gathered.return();
		throw fault("COMPRESSION_UNKNOWN", {
			what,
			format: other
		});
	}
	const whole = prepend(head, gathered);
	const decoded = isGzip(head) && inflate !== void 0 ? inflated(whole, inflate, what) : decoderFor(head, whole, what);
	let bytes = 0;
	for await (const chunk of decoded) {
		bytes += chunk.length;
		if (bytes > maxBytes) throw fault("TOO_LARGE", {
			what: `${what}, unpacked,`,
			maxBytes,
			hint: "scan it in smaller layers"
		});
		if (bytes > freeBytes && bytes > 200 * counted.stored) throw fault("TOO_LARGE", {
			what: `${what}, unpacked to 200 times its size,`,
			maxBytes: freeBytes,
			hint: "treat it as a decompression bomb, unless you know that it holds little but zeros"
		});
		yield chunk;
		if (frees && decoded !== whole) letGo(chunk);
	}
}
/**
* Frees what the decoder filled with this chunk and those before it. Left to the garbage collector, tens of megabytes
* of them would stand about at any time. Nobody else has the buffer: the decoder takes a new one when one is full.
*/
function letGo({ buffer, byteOffset, length }) {
	if (buffer.byteLength === outputBytes && byteOffset + length === outputBytes && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
function decoderFor(head, source, what) {
	const settings = {
		chunkSize: outputBytes,
		readableHighWaterMark: aheadBytes,
		writableHighWaterMark: 1
	};
	if (isGzip(head)) return gunzip(source, createGunzip(settings), what);
	if (isZstd(head)) return through(zstdFrames(source, what), createZstdDecompress(settings), what);
	return source;
}
function isGzip(head) {
	return head[0] === 31 && head[1] === 139;
}
const otherFormats = [
	{
		name: "bzip2",
		magic: Buffer.from("BZh")
	},
	{
		name: "xz",
		magic: Buffer.from("fd377a585a00", "hex")
	},
	{
		name: "lz4",
		magic: Buffer.from("04224d18", "hex")
	}
];
function otherFormatOf(head) {
	return otherFormats.find(({ magic }) => head.subarray(0, magic.length).equals(magic))?.name;
}
/**
* Node ends a gzip stream at the first byte after a member that begins no other, and drops what follows when that
* byte is a zero. Padding with zeros is harmless; anything behind it is not what engines would unpack.
*/
function gunzip(source, decoder, what) {
	async function* members() {
		let fed = 0;
		let ended = false;
		for await (const chunk of source) {
			if (!ended) {
				yield chunk;
				fed += chunk.length;
			}
			const unread = ended ? chunk : chunk.subarray(chunk.length - (fed - decoder.bytesWritten));
			if (unread.length === 0) continue;
			ended = true;
			if (!isZeros(unread)) throw fault("COMPRESSION_BROKEN", {
				what,
				reason: "something else follows the gzip data"
			});
		}
	}
	return through(members(), decoder, what);
}
async function* inflated(source, inflate, what) {
	let ofSource;
	async function* watched() {
		try {
			yield* source;
		} catch (error) {
			ofSource = error;
			throw error;
		}
	}
	try {
		yield* inflate(watched());
	} catch (cause) {
		if (cause === ofSource) throw cause;
		throw fault("COMPRESSION_BROKEN", {
			what,
			reason: reasonOf(cause)
		}, { cause });
	}
}
function isZeros(bytes) {
	for (const byte of bytes) if (byte !== 0) return false;
	return true;
}
async function* through(source, decoder, what) {
	const done = pipeline(source, decoder);
	done.catch(() => {});
	try {
		for await (const chunk of decoder.iterator({ destroyOnReturn: false })) yield chunk;
		await done;
	} catch (cause) {
		throw asFault(cause, what);
	} finally {
		decoder.destroy();
	}
}
/** zlib's own errors have codes that begin with Z_ or ZSTD_; all others come from the source and say more. */
function asFault(cause, what) {
	if (isFault(cause) || !(cause instanceof Error)) return cause;
	const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
	if (!/^(?:Z_|ZSTD_)/.test(code)) return cause;
	return fault("COMPRESSION_BROKEN", {
		what,
		reason: reasonOf(cause)
	}, { cause });
}
/** Joins small chunks: each one that is handed to the thread pool costs a turn of the event loop. */
async function* gather(source, counted) {
	let waiting = [];
	let bytes = 0;
	for await (const piece of source) {
		const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
		if (chunk.length === 0) continue;
		counted.stored += chunk.length;
		if (bytes === 0 && chunk.length >= inputBytes) {
			yield chunk;
			continue;
		}
		waiting.push(Buffer.from(chunk));
		bytes += chunk.length;
		if (bytes < inputBytes) continue;
		yield Buffer.concat(waiting, bytes);
		waiting = [];
		bytes = 0;
	}
	if (bytes > 0) yield Buffer.concat(waiting, bytes);
}
async function* prepend(head, rest) {
	try {
		if (head.length > 0) yield head;
		yield* rest;
	} finally {
		await rest.return();
	}
}
/**
* Reads one block. Where readers differ, this does what Go's archive/tar does, because that is what container engines
* unpack with: a reader that saw another name, type or size in the same bytes could be shown another image.
* @returns the header, or a clause that says why the block is none.
*/
function readHeader(block) {
	if (!checksumHolds(block)) return "a header has a wrong checksum";
	const format = formatOf(block);
	const size = numberAt(block, 124, 12);
	const mode = numberAt(block, 100, 8);
	const uid = numberAt(block, 108, 8);
	const gid = numberAt(block, 116, 8);
	if (size === void 0 || mode === void 0 || uid === void 0 || gid === void 0) return "a header has a number that is none, or one that is too large";
	const name = textAt(block, 0, 100);
	const prefix = prefixOf(block, format);
	return {
		format,
		flag: String.fromCharCode(block[156] ?? 0),
		name: prefix.length === 0 ? name : Buffer.concat([
			prefix,
			slash,
			name
		]),
		link: textAt(block, 157, 100),
		mode,
		uid,
		gid,
		size,
		hidingDevice: block[156] === characterDevice && hasZeroDevice(block, format)
	};
}
const characterDevice = 51;
/** Before ustar there were no numbers, which engines take for zeros. */
function hasZeroDevice(block, format) {
	return format === "v7" || numberAt(block, 329, 8) === 0 && numberAt(block, 337, 8) === 0;
}
const slash = Buffer.from("/");
function formatOf(block) {
	const magic = block.toString("latin1", 257, 263);
	if (magic === "ustar\0") return block.toString("latin1", 508, 512) === "tar\0" ? "star" : "ustar";
	return magic === "ustar " && block.toString("latin1", 263, 265) === " \0" ? "gnu" : "v7";
}
function prefixOf(block, format) {
	if (format === "ustar") return textAt(block, 345, 155);
	if (format === "star") return textAt(block, 345, 131);
	if (format === "gnu" && (oddTime(block, 345) || oddTime(block, 357))) {
		const prefix = textAt(block, 345, 155);
		if (prefix.every((byte) => byte < 128)) return prefix;
	}
	return empty;
}
const empty = Buffer.alloc(0);
function oddTime(block, start) {
	return block[start] !== 0 && wideNumberAt(block, start, 12) === void 0;
}
/** A field up to its first NUL, as a copy: blocks are reused. */
function textAt(block, start, length) {
	let end = start;
	while (end < start + length && block[end] !== 0) end += 1;
	return end === start ? empty : Buffer.from(block.subarray(start, end));
}
/**
* A number field: octal digits among spaces and NULs, or GNU's base 256 when the first bit is set.
* @returns undefined when it is neither, or larger than 2^53 - 1.
*/
function numberAt(block, start, length) {
	const value = wideNumberAt(block, start, length);
	if (typeof value !== "bigint") return value;
	const narrow = Number(value);
	return Number.isSafeInteger(narrow) ? narrow : void 0;
}
function wideNumberAt(block, start, length) {
	return ((block[start] ?? 0) & 128) === 0 ? octalAt(block, start, length) : base256At(block, start, length);
}
const space = 32;
const zero = 48;
function octalAt(block, start, length) {
	let at = start;
	let end = start + length;
	while (at < end && (block[at] === space || block[at] === 0)) at += 1;
	while (end > at && (block[end - 1] === space || block[end - 1] === 0)) end -= 1;
	let value = 0;
	for (; at < end && block[at] !== 0; at += 1) {
		const digit = (block[at] ?? 0) - zero;
		if (digit < 0 || digit > 7) return void 0;
		value = value * 8 + digit;
	}
	return value;
}
/** Two's complement, big-endian, its first bit being only the mark; 64 bits count. */
function base256At(block, start, length) {
	const negative = ((block[start] ?? 0) & 64) !== 0;
	const inverse = negative ? 255 : 0;
	let value = 0n;
	for (let index = 0; index < length; index += 1) {
		const byte = (block[start + index] ?? 0) ^ inverse;
		value = value << 8n | BigInt(index === 0 ? byte & 127 : byte);
	}
	if (value >> 63n !== 0n) return void 0;
	return negative ? -value - 1n : value;
}
/** The sum of the header's bytes, its own field taken as spaces; some old writers summed signed bytes. */
function checksumHolds(block) {
	const stored = octalAt(block, 148, 8);
	let sum = 0;
	for (let at = 0; at < 512; at += 1) sum += block[at] ?? 0;
	for (let at = 148; at < 156; at += 1) sum += space - (block[at] ?? 0);
	if (stored === sum) return true;
	let negative = 0;
	for (let at = 0; at < 512; at += 1) if ((block[at] ?? 0) >= 128 && (at < 148 || at >= 156)) negative += 1;
	return stored === sum - 256 * negative;
}
function isZeroBlock(block) {
	for (let at = 0; at < 512; at += 1) if (block[at] !== 0) return false;
	return true;
}
// src/io/block-feed.ts
/** @param take gets each block; its buffer is only valid during the call */
function createBlockFeed(take) {
	const partial = Buffer.alloc(512);
	let filled = 0;
	let position = 0;
	let stopped = false;
	/** What is left of the stretch at hand, and of the padding after it. */
	let passing = 0;
	let padding = 0;
	let sink;
	let finish;
	/** At the end of a stretch; its padding becomes a stretch for nobody. */
	function finished() {
		const done = finish;
		passing = padding;
		padding = 0;
		sink = void 0;
		finish = void 0;
		done?.();
	}
	function passed(count) {
		passing -= count;
		position += count;
		if (passing === 0) finished();
	}
	/** Takes a block out of the chunk at `at`, or a part of one that the next chunk completes; returns how much. */
	function takeFrom(chunk, at) {
		if (filled === 0 && chunk.length - at >= 512) {
			position += 512;
			take(chunk.subarray(at, at + 512));
			return 512;
		}
		const taken = chunk.copy(partial, filled, at, Math.min(chunk.length, at + 512 - filled));
		filled += taken;
		position += taken;
		if (filled === 512) {
			filled = 0;
			take(partial);
		}
		return taken;
	}
	return {
		write(chunk) {
			let at = 0;
			while (at < chunk.length && !stopped) {
				if (passing === 0) {
					at += takeFrom(chunk, at);
					continue;
				}
				const taken = Math.min(passing, chunk.length - at);
				sink?.(taken === chunk.length ? chunk : chunk.subarray(at, at + taken));
				at += taken;
				passed(taken);
			}
			position += chunk.length - at;
		},
		pass(size, into, done) {
			passing = size;
			padding = (512 - size % 512) % 512;
			sink = into;
			finish = done;
			if (size === 0) finished();
		},
		skip() {
			let skipped = 0;
			while (passing > 0 && sink === void 0) {
				skipped += passing;
				passed(passing);
			}
			return skipped;
		},
		position: () => position,
		mayEnd: () => filled === 0 && finish === void 0,
		stop() {
			stopped = true;
		}
	};
}
// src/io/entry-path.ts
const utf8$1 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
/**
* The text of a name in an archive, so that different bytes never give the same text: bytes that are not UTF-8 become
* the lone surrogates U+DC80 to U+DCFF (as Python's surrogateescape, PEP 383), which no UTF-8 text can hold. JSON
* keeps them.
*/
function decodeName(bytes) {
	const text = bytes.toString("latin1");
	if (!/[\x80-\xff]/.test(text)) return text;
	try {
		return utf8$1.decode(bytes);
	} catch {
		return decodeEscaping(bytes);
	}
}
function decodeEscaping(bytes) {
	let text = "";
	for (let at = 0; at < bytes.length;) {
		const length = sequenceLength(bytes[at] ?? 0);
		const decoded = length === 0 ? void 0 : decodeOne(bytes.subarray(at, at + length));
		text += decoded ?? String.fromCharCode(56320 + (bytes[at] ?? 0));
		at += decoded === void 0 ? 1 : length;
	}
	return text;
}
function decodeOne(bytes) {
	try {
		return utf8$1.decode(bytes);
	} catch {
		return;
	}
}
/** By the first byte; 0 for one that begins no sequence. */
function sequenceLength(first) {
	if (first < 128) return 1;
	if (first < 194) return 0;
	if (first < 224) return 2;
	if (first < 240) return 3;
	return first < 245 ? 4 : 0;
}
/**
* A path as seen from the root, without leading slash: empty parts and `.` are left out and `..` takes away the part
* before it, by text alone, as engines clean the names of entries. `''` is the root.
* @returns undefined for a path that climbs out of the root.
*/
function cleanPath(path) {
	const start = path.startsWith("./") ? 2 : path.startsWith("/") ? 1 : 0;
	const end = path.endsWith("/") ? path.length - 1 : path.length;
	const inner = path.slice(start, Math.max(start, end));
	if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(inner)) return inner;
	const parts = [];
	for (const part of inner.split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== "..") parts.push(part);
		else if (parts.pop() === void 0) return void 0;
	}
	return parts.join("/");
}
// src/io/pax.ts
/** Records of an extended header that change how an entry is read; all others are checked and left out. */
const wanted$1 = /* @__PURE__ */ new Set([
	"path",
	"linkpath",
	"size",
	"uid",
	"gid",
	"GNU.sparse.major",
	"GNU.sparse.minor",
	"GNU.sparse.name",
	"GNU.sparse.size",
	"GNU.sparse.realsize",
	"GNU.sparse.numblocks",
	"GNU.sparse.map",
	"SCHILY.xattr.security.capability"
]);
/** As many as the fragments of a badly scattered sparse file need, and no more. */
const maxRecords = 2e5;
/** Attributes by which an overlay file system finds other files than the layer shows (overlayfs documentation). */
const overlayAttribute = /^SCHILY\.xattr\.(?:trusted|user)\.overlay\./;
/**
* Reads the records of an extended header (POSIX.1-2017 pax, "pax Extended Header"): `LENGTH KEY=VALUE\n`, the last
* record of a key winning. The pairs of GNU's sparse format 0.0 are joined to the map of format 0.1.
* @returns the records, or a clause that says what is wrong with them.
*/
function readPax(bytes) {
	const values = /* @__PURE__ */ new Map();
	const fragments = [];
	let overlay;
	let count = 0;
	for (let at = 0; at < bytes.length;) {
		count += 1;
		if (count > maxRecords) return `an extended header has more than ${maxRecords} records`;
		const record = recordAt(bytes, at);
		if (record === void 0) return "an extended header has a malformed record";
		at = record.end;
		const { key, value } = record;
		if (key === "GNU.sparse.offset" || key === "GNU.sparse.numbytes") {
			if (key !== (fragments.length % 2 === 0 ? "GNU.sparse.offset" : "GNU.sparse.numbytes") || value.includes(",")) return "a sparse file has a malformed map";
			fragments.push(value.toString("latin1"));
		} else if (wanted$1.has(key)) {
			if ((key === "path" || key === "linkpath") && value.includes(0)) return "an extended header has a name with NUL";
			values.set(key, value);
		} else if (overlay === void 0 && overlayAttribute.test(key)) overlay = key.slice(13);
	}
	if (fragments.length > 0) values.set("GNU.sparse.map", Buffer.from(fragments.join(","), "latin1"));
	for (const [key, value] of values) if (value.length === 0) values.delete(key);
	return overlay === void 0 ? { values } : {
		values,
		overlay
	};
}
function recordAt(bytes, start) {
	let at = start;
	let length = 0;
	for (; at < start + 8 && bytes[at] !== 32; at += 1) {
		const digit = (bytes[at] ?? 0) - 48;
		if (digit < 0 || digit > 9) return void 0;
		length = length * 10 + digit;
	}
	const end = start + length;
	if (bytes[at] !== 32 || end > bytes.length || end - 1 <= at || bytes[end - 1] !== 10) return void 0;
	const equals = bytes.indexOf(61, at + 1);
	if (equals < 0 || equals >= end - 1 || equals === at + 1) return void 0;
	const key = bytes.toString("latin1", at + 1, equals);
	return key.includes("\0") ? void 0 : {
		key,
		value: bytes.subarray(equals + 1, end - 1),
		end
	};
}
/** A decimal value; undefined when it is none, or not a safe integer. */
function decimal(value) {
	const text = value.toString("latin1");
	const number = /^[+-]?\d{1,16}$/.test(text) ? Number(text) : NaN;
	return Number.isSafeInteger(number) ? number : void 0;
}
// src/io/sparse.ts
/** Scattered databases and disk images have some thousands. */
const maxFragments = 1e5;
const malformed = "a sparse file has a malformed map";
/** Whether, and in which of GNU's PAX formats, an entry is sparse; the real size and name are in its records. */
function paxSparseFormat({ values }) {
	const major = values.get("GNU.sparse.major")?.toString("latin1") ?? "";
	const minor = values.get("GNU.sparse.minor")?.toString("latin1") ?? "";
	if (major === "0" && (minor === "0" || minor === "1")) return "0";
	if (major === "1" && minor === "0") return "1.0";
	return major === "" && minor === "" && values.has("GNU.sparse.map") ? "0" : void 0;
}
/** The map of formats 0.0 and 0.1, which stands in the extended header; or a clause that says what is wrong. */
function paxFragments({ values }) {
	const count = decimal(values.get("GNU.sparse.numblocks") ?? Buffer.alloc(0));
	const map = values.get("GNU.sparse.map");
	const numbers = map === void 0 ? [] : map.toString("latin1").split(",");
	if (count === void 0 || numbers.length !== 2 * count) return malformed;
	return pairs(numbers);
}
/**
* The map of format 1.0, which stands before the data: lines of decimal numbers, first how many fragments there are,
* then an offset and a length for each. Give it the stored blocks one by one.
* @returns for each block undefined while numbers are missing, else the map, or a clause that says what is wrong.
*/
function createMapReader() {
	const parts = [];
	let lines = 0;
	let wantedLines = 1;
	return (block) => {
		const part = block.toString("latin1", 0, 512);
		parts.push(part);
		for (let at = part.indexOf("\n"); at >= 0; at = part.indexOf("\n", at + 1)) lines += 1;
		if (lines < wantedLines) return void 0;
		const numbers = parts.join("").split("\n");
		const count = decimal(Buffer.from(numbers[0] ?? "", "latin1"));
		if (count === void 0 || count < 0) return malformed;
		if (count > 1e5) return tooMany;
		wantedLines = 1 + 2 * count;
		return lines < wantedLines ? void 0 : pairs(numbers.slice(1, wantedLines));
	};
}
const tooMany = `a sparse file has more than ${maxFragments} fragments`;
function pairs(numbers) {
	if (numbers.length > 2e5) return tooMany;
	const fragments = [];
	for (let index = 0; index < numbers.length; index += 2) {
		const offset = decimal(Buffer.from(numbers[index] ?? "", "latin1"));
		const length = decimal(Buffer.from(numbers[index + 1] ?? "", "latin1"));
		if (offset === void 0 || length === void 0) return malformed;
		fragments.push({
			offset,
			length
		});
	}
	return fragments;
}
/** Where a block of the old GNU format keeps its part of the map: in the header itself, or in an extension after it. */
const oldHeaderMap = {
	start: 386,
	entries: 4,
	extended: 482,
	realSize: 483
};
const oldExtensionMap = {
	start: 0,
	entries: 21,
	extended: 504
};
/** Adds the fragments of one block to the map; false when a number is none. */
function readOldFragments(block, place, into) {
	for (let index = 0; index < place.entries; index += 1) {
		const start = place.start + 24 * index;
		if (block[start] === 0) break;
		const offset = numberAt(block, start, 12);
		const length = numberAt(block, start + 12, 12);
		if (offset === void 0 || length === void 0) return false;
		into.push({
			offset,
			length
		});
	}
	return true;
}
/** A clause that says why the map cannot be that of a file of `size` bytes with `stored` bytes of data. */
function checkFragments(fragments, size, stored) {
	if (fragments.length > 1e5) return tooMany;
	if (size < 0) return malformed;
	let end = 0;
	let data = 0;
	for (const { offset, length } of fragments) {
		if (length < 0 || offset < end || offset + length > size) return malformed;
		end = offset + length;
		data += length;
	}
	return data === stored ? void 0 : malformed;
}
const zeros = Buffer.alloc(32768);
/** Passes stored data on to `write` with the holes between filled in; `end` fills the last one. */
function fillHoles(fragments, size, write) {
	let index = 0;
	let position = 0;
	const fillTo = (offset) => {
		for (; position < offset; position += Math.min(zeros.length, offset - position)) write(zeros.subarray(0, Math.min(zeros.length, offset - position)));
	};
	return {
		write(chunk) {
			for (let at = 0; at < chunk.length;) {
				const fragment = fragments[index];
				if (fragment === void 0) return;
				fillTo(fragment.offset);
				const taken = Math.min(chunk.length - at, fragment.offset + fragment.length - position);
				if (taken > 0) write(chunk.subarray(at, at + taken));
				position += taken;
				at += taken;
				if (position === fragment.offset + fragment.length) index += 1;
			}
		},
		end: () => fillTo(size)
	};
}
// src/io/untar.ts
/** PATH_MAX of Linux. */
const maxPathBytes = 4096;
/** Headers in one archive. The largest images have some hundred thousand files. */
const maxEntries$1 = 5e6;
/** Zeros that all sparse files of one archive together may stand for. */
const maxHoleBytes = 4 * 1024 ** 3;
const maxShownPath = 200;
/**
* A tar archive, pushed in: ustar, PAX, GNU and star headers. It reads as Go's archive/tar does (global PAX headers
* change nothing, directories and links have no content, nothing counts after two blocks of zeros), because that is
* what container engines unpack with.
* @param what for messages: `layer 2`
* @param limits on headers of any kind; default `maxEntries`
* @returns a synchronous sink; what the handler throws comes out of its `write`.
* @throws ARCHIVE_MALFORMED, ARCHIVE_ESCAPES, TOO_MANY from `write` and `end`
*/
function createUntar(handler, what, limits = { entries: maxEntries$1 }) {
	const feed = createBlockFeed((block) => takeBlock(block));
	let takeBlock = takeHeader;
	let ended = false;
	let entries = 0;
	let holeBytes = 0;
	let pax;
	let longName;
	let longLink;
	function malformed(reason) {
		return fault("ARCHIVE_MALFORMED", {
			what,
			reason: `${reason}, ${feed.position()} bytes in`
		});
	}
	function takeHeader(block) {
		if (isZeroBlock(block)) {
			takeBlock = takeSecondZeros;
			return;
		}
		const header = readHeader(block);
		if (typeof header === "string") throw malformed(header);
		entries += 1;
		if (entries > limits.entries) throw fault("TOO_MANY", {
			what,
			max: limits.entries,
			things: "entries"
		});
		if (header.flag === "x" || header.flag === "g" || header.flag === "L" || header.flag === "K") takeMeta(header);
		else takeEntry(header, block);
	}
	function takeSecondZeros(block) {
		if (!isZeroBlock(block)) throw malformed("one block of zeros stands where two would end the archive");
		ended = true;
		feed.stop();
	}
	function takeMeta({ flag, size }) {
		if (size < 0 || size > 1048576) throw malformed(`an extended header of ${size} bytes is too large`);
		const bytes = Buffer.alloc(size);
		let at = 0;
		feed.pass(size, (chunk) => {
			at += chunk.copy(bytes, at);
		}, () => {
			if (flag === "x" || flag === "g") takePax(bytes, flag);
			else if (flag === "L") longName = cString(bytes);
			else longLink = cString(bytes);
		});
	}
	function takePax(bytes, flag) {
		const records = readPax(bytes);
		if (typeof records === "string") throw malformed(records);
		pax = flag === "x" ? records : void 0;
		if (flag === "g") {
			longName = void 0;
			longLink = void 0;
		}
	}
	/** A long name ends at its first NUL; with more behind it, readers would disagree on the name. */
	function cString(bytes) {
		const end = bytes.indexOf(0);
		if (end < 0) return bytes;
		for (let at = end; at < bytes.length; at += 1) if (bytes[at] !== 0) throw malformed("a name has a NUL in it");
		return bytes.subarray(0, end);
	}
	function takeEntry(header, block) {
		const records = pax ?? noRecords;
		const name = nonEmpty(longName) ?? records.values.get("path") ?? header.name;
		const link = nonEmpty(longLink) ?? records.values.get("linkpath") ?? header.link;
		const stored = paxNumber(records, "size") ?? header.size;
		pax = void 0;
		longName = void 0;
		longLink = void 0;
		const type = typeOf$1(header.flag, name);
		if (stored < 0 && (type === "file" || type === void 0)) throw malformed("a header has a negative size");
		if (type === void 0) {
			const flag = JSON.stringify(header.flag);
			handler.problem(`${shownPath(decodeName(name))} has the type ${flag}, which engines do not unpack`);
			feed.pass(stored, void 0, () => {});
			return;
		}
		const attributes = {
			header,
			records,
			type,
			name,
			link
		};
		if (header.flag === "S") takeOldSparse(attributes, block, stored);
		else takePaxSparse(attributes, stored);
	}
	function takePaxSparse(attributes, stored) {
		const { records, type } = attributes;
		const format = paxSparseFormat(records);
		if (format === void 0) {
			emit(attributes, attributes.name, stored, stored);
			return;
		}
		if (type !== "file") throw malformed("an entry without content has a sparse map");
		const name = records.values.get("GNU.sparse.name") ?? attributes.name;
		const size = paxNumber(records, "GNU.sparse.size") ?? paxNumber(records, "GNU.sparse.realsize") ?? stored;
		if (format === "1.0") {
			takeMapBlocks(attributes, name, size, stored);
			return;
		}
		const fragments = paxFragments(records);
		if (typeof fragments === "string") throw malformed(fragments);
		emit(attributes, name, size, stored, fragments);
	}
	/** Format 1.0: the first blocks of the content are the map. */
	function takeMapBlocks(attributes, name, size, stored) {
		const readMap = createMapReader();
		let read = 0;
		takeBlock = (block) => {
			read += 512;
			if (read > Math.min(stored, 1048576)) throw malformed("a sparse file has a map that does not end");
			const fragments = readMap(block);
			if (typeof fragments === "string") throw malformed(fragments);
			if (fragments === void 0) return;
			takeBlock = takeHeader;
			emit(attributes, name, size, stored - read, fragments);
		};
	}
	/** The old GNU format: the map is in the header, and in as many extension blocks as its end says. */
	function takeOldSparse(attributes, block, stored) {
		const size = numberAt(block, oldHeaderMap.realSize, 12);
		if (attributes.header.format !== "gnu" || size === void 0) throw malformed("a sparse file has a malformed map");
		const fragments = [];
		let read = 0;
		const takePart = (part, place) => {
			read += 512;
			if (read > 1048576 || !readOldFragments(part, place, fragments)) throw malformed("a sparse file has a malformed map");
			takeBlock = (extension) => takePart(extension, oldExtensionMap);
			if (part[place.extended] !== 0) return;
			takeBlock = takeHeader;
			emit(attributes, attributes.name, size, stored, fragments);
		};
		takePart(block, oldHeaderMap);
	}
	/** Shows one entry, then passes its `stored` bytes of content. */
	function emit({ header, records, type, link }, name, size, stored, fragments) {
		const path = pathOf(name, "a name");
		const target = type === "hardlink" ? pathOf(link, "the target of a link") : textOf(link, "the target of a link");
		const capabilities = records.values.get("SCHILY.xattr.security.capability");
		if (records.overlay !== void 0) handler.problem(`${shownPath(path)} has the attribute ${records.overlay}, with which an engine may show other files`);
		if (header.hidingDevice) handler.problem(`${shownPath(path)} is a device with the numbers 0 and 0, with which some engines hide a file`);
		const wrong = fragments === void 0 ? void 0 : checkFragments(fragments, size, stored);
		if (wrong !== void 0) throw malformed(wrong);
		const content = handler.entry({
			path,
			type,
			mode: header.mode & 4095,
			uid: paxNumber(records, "uid") ?? header.uid,
			gid: paxNumber(records, "gid") ?? header.gid,
			size: type === "file" ? size : 0,
			...type === "symlink" || type === "hardlink" ? { link: target } : {},
			...capabilities === void 0 ? {} : { capabilities }
		});
		if (type !== "file") return;
		const filled = fragments === void 0 ? content : expanded(content, fragments, path, size, stored);
		feed.pass(stored, filled === void 0 ? void 0 : (chunk) => filled.write(chunk), () => filled?.end());
	}
	function expanded(content, fragments, path, size, stored) {
		if (content === void 0) return void 0;
		if (holeBytes + size - stored > maxHoleBytes) {
			handler.problem(`${shownPath(path)} is a sparse file of ${size} bytes, too large to be read`);
			return;
		}
		holeBytes += size - stored;
		const filler = fillHoles(fragments, size, (chunk) => content.write(chunk));
		return {
			write: filler.write,
			end() {
				filler.end();
				content.end();
			}
		};
	}
	function paxNumber({ values }, key) {
		const value = values.get(key);
		if (value === void 0) return void 0;
		const number = decimal(value);
		if (number === void 0) throw malformed(`an extended header has a ${key} that is no number`);
		return number;
	}
	function textOf(bytes, noun) {
		if (bytes.length > 4096) throw malformed(`${noun} is longer than ${maxPathBytes} bytes`);
		return decodeName(bytes);
	}
	function pathOf(bytes, noun) {
		const text = textOf(bytes, noun);
		const path = cleanPath(text);
		if (path === void 0) throw fault("ARCHIVE_ESCAPES", {
			what,
			path: cut(text)
		});
		return path;
	}
	return {
		write: (chunk) => feed.write(asBuffer(chunk)),
		end() {
			const whole = feed.mayEnd() && (takeBlock === takeHeader || takeBlock === takeSecondZeros);
			if (!ended && !whole) throw malformed("it is cut off");
		},
		skip: feed.skip,
		position: feed.position
	};
}
const noRecords = { values: /* @__PURE__ */ new Map() };
const types = {
	"0": "file",
	"7": "file",
	S: "file",
	"1": "hardlink",
	"2": "symlink",
	"3": "character-device",
	"4": "block-device",
	"5": "directory",
	"6": "fifo"
};
function typeOf$1(flag, name) {
	if (flag === "\0") return name.at(-1) === 47 ? "directory" : "file";
	return types[flag];
}
function nonEmpty(bytes) {
	return bytes === void 0 || bytes.length === 0 ? void 0 : bytes;
}
function asBuffer(bytes) {
	return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function cut(path) {
	return path.length > maxShownPath ? `${path.slice(0, maxShownPath)}…` : path;
}
/** A path of an archive, cut and made safe for a sentence. */
function shownPath(path) {
	return printable(`/${cut(path)}`);
}
// src/model/digest.ts
const form = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
function isDigest(text) {
	return typeof text === "string" && form.test(text);
}
function digestAlgorithm(digest) {
	return digest.startsWith("sha512:") ? "sha512" : "sha256";
}
// src/io/own-text.ts
/**
* The same text, as a string of its own. V8 keeps a part of a string as a window on the whole, and one put together as
* a tree of its pieces: what is kept for long, and a hundred thousand times, would hold all of that in memory.
*/
function ownText(text) {
	return JSON.parse(JSON.stringify(text));
}
/** The same for all texts in plain JSON. */
function ownTexts(json) {
	return json === void 0 ? json : JSON.parse(JSON.stringify(json));
}
// src/image/capabilities.ts
/** capabilities(7), by number: Linux's <linux/capability.h>. */
const names$2 = [
	"chown",
	"dac_override",
	"dac_read_search",
	"fowner",
	"fsetid",
	"kill",
	"setgid",
	"setuid",
	"setpcap",
	"linux_immutable",
	"net_bind_service",
	"net_broadcast",
	"net_admin",
	"net_raw",
	"ipc_lock",
	"ipc_owner",
	"sys_module",
	"sys_rawio",
	"sys_chroot",
	"sys_ptrace",
	"sys_pacct",
	"sys_admin",
	"sys_boot",
	"sys_nice",
	"sys_resource",
	"sys_time",
	"sys_tty_config",
	"mknod",
	"lease",
	"audit_write",
	"audit_control",
	"setfcap",
	"mac_override",
	"mac_admin",
	"syslog",
	"wake_alarm",
	"block_suspend",
	"audit_read",
	"perfmon",
	"bpf",
	"checkpoint_restore"
];
/** Of each revision of the attribute (VFS_CAP_REVISION_1 to 3): its length, and its sets of 32 capabilities. */
const revisions = {
	1: {
		bytes: 12,
		words: 1
	},
	2: {
		bytes: 20,
		words: 2
	},
	3: {
		bytes: 24,
		words: 2
	}
};
const effectiveFlag = 1;
/**
* The extended attribute `security.capability` in the notation of cap_text_formats(7), as in `cap_net_raw+ep`;
* clauses for capabilities that are not in the same sets are apart by spaces, and of a user namespace its root's id
* comes last. `''` for one that gives nothing; undefined for one that Linux does not read, so that it runs nothing.
*/
function formatCapabilities(attribute) {
	const bytes = Buffer.from(attribute);
	const head = bytes.length >= 4 ? bytes.readUInt32LE(0) : 0;
	const revision = head >>> 24;
	const layout = revisions[revision];
	if (layout === void 0 || bytes.length !== layout.bytes) return void 0;
	const sets = {
		permitted: [],
		inheritable: [],
		isEffective: (head & effectiveFlag) !== 0
	};
	for (let word = 0; word < layout.words; word += 1) {
		sets.permitted.push(bytes.readUInt32LE(4 + 8 * word));
		sets.inheritable.push(bytes.readUInt32LE(8 + 8 * word));
	}
	const root = revision === 3 ? bytes.readUInt32LE(20) : 0;
	return [...clauses(sets), ...root === 0 ? [] : [`[rootid=${root}]`]].join(" ");
}
function clauses({ permitted, inheritable, isEffective }) {
	const byFlags = /* @__PURE__ */ new Map();
	for (let number = 0; number < 32 * permitted.length; number += 1) {
		const has = (set) => ((set[Math.floor(number / 32)] ?? 0) >>> number % 32 & 1) === 1;
		const flags = `${isEffective ? "e" : ""}${has(inheritable) ? "i" : ""}${has(permitted) ? "p" : ""}`;
		if (flags === "" || flags === "e") continue;
		byFlags.set(flags, [...byFlags.get(flags) ?? [], `cap_${names$2[number] ?? number}`]);
	}
	return [...byFlags].map(([flags, found]) => `${found.length < names$2.length ? found.join(",") : "all"}+${flags}`);
}
// src/image/content-hashes.ts
/** For whoever asks only whether a reader wants a file. */
const noHashes = { want: () => () => "" };
/** @param size of the file in bytes */
function createContentHashes(hashing, size) {
	return new Hashes(hashing, size);
}
/** Made for every file, and asked for a digest of few: a class, so that nothing is made with it. */
var Hashes = class {
	#hashing;
	#size;
	#isStarted = false;
	/** What is asked for before the first byte is made in one go. */
	#atStart = none$1;
	#wanted = none$1;
	constructor(hashing, size) {
		this.#hashing = hashing;
		this.#size = size;
	}
	want(algorithm, before) {
		if (!this.#isStarted) {
			if (!this.#atStart.includes(algorithm)) this.#atStart = [...this.#atStart, algorithm];
		} else if (this.#of(algorithm) === void 0) this.#begin([algorithm]).update(before ?? Buffer.alloc(0));
		return () => this.#of(algorithm)?.digests?.get(algorithm) ?? "";
	}
	write(chunk) {
		this.#start();
		for (const { stream } of this.#wanted) stream.update(chunk);
	}
	end() {
		this.#start();
		for (const one of this.#wanted) one.digests = one.stream.end();
	}
	isReady() {
		return this.#wanted.every(({ digests }) => digests?.isReady() ?? false);
	}
	#of(algorithm) {
		return this.#wanted.find(({ algorithms }) => algorithms.includes(algorithm));
	}
	#start() {
		if (this.#isStarted) return;
		this.#isStarted = true;
		if (this.#atStart.length > 0) this.#begin(this.#atStart);
	}
	#begin(algorithms) {
		const stream = this.#hashing.begin(algorithms, this.#size);
		this.#wanted = [...this.#wanted, {
			algorithms,
			stream
		}];
		return stream;
	}
};
const none$1 = [];
// src/image/file-reader.ts
/**
* A reader that needs whole small files. `parse` gets the bytes; what it throws becomes a problem of the scan, never
* a crash, and a file over `maxBytes` is a problem too.
*/
function wholeFileReader(options) {
	return {
		name: options.name,
		version: options.version,
		keepsText: options.keepsText ?? true,
		open(entry) {
			if (!options.wants(entry.path)) return void 0;
			if (entry.size > options.maxBytes) return {
				write() {},
				end: () => ({ problem: `${entry.path} is ${entry.size} bytes, over the limit of ${options.maxBytes}` })
			};
			const chunks = [];
			return {
				write: (chunk) => void chunks.push(Buffer.from(chunk)),
				end() {
					try {
						return options.parse(Buffer.concat(chunks), entry.path);
					} catch (error) {
						return { problem: ownText(`${entry.path}: ${reasonOf(error)}`) };
					}
				}
			};
		}
	};
}
function isFileProblem(fact) {
	return typeof fact === "object" && fact !== null && "problem" in fact && typeof fact.problem === "string";
}
// src/image/layer-facts.ts
/**
* What a reader throws ends its part in that file and becomes a problem.
* @param problem takes a printable sentence
* @param keep told how many bytes a fact keeps, and its path. What waits for a digest is some dozen bytes, and no more of
* them than files: they are not counted.
*/
function createLayerFacts(readers, hashing, problem, keep) {
	const atWork = readers.map((reader) => ({
		reader,
		open: reader.startLayer?.() ?? reader.open,
		rows: /* @__PURE__ */ new Map()
	}));
	/** By number of the content: those that come next to each other in an array take a third of what a map would. */
	const seenBy = [];
	const nobody = [];
	let lastSeen = nobody;
	const missed = /* @__PURE__ */ new Map();
	const pending = [];
	function failure({ reader }, entry, error) {
		problem(`${shownPath(entry.path)}: the reader ${reader.name} failed: ${printable(reasonOf(error))}`);
	}
	function sinkOf(working, entry, hashes) {
		try {
			return working.open(entry, hashes);
		} catch (error) {
			failure(working, entry, error);
			return;
		}
	}
	/** Every reader is asked for every file: nothing is made for those that do not want it, not even a call more. */
	function openAll(entry, hashes, opened) {
		for (let index = 0; index < atWork.length; index += 1) try {
			for (; index < atWork.length; index += 1) {
				const working = atWork[index];
				const sink = working.open(entry, hashes);
				if (sink !== void 0) opened.push({
					working,
					entry,
					sink,
					failed: false
				});
			}
		} catch (error) {
			failure(atWork[index], entry, error);
		}
	}
	/** Most files are seen by the same readers: one list for all of them. */
	function remember(file, opened) {
		if (!(opened.length === lastSeen.length && opened.every(({ working }, index) => working === lastSeen[index]))) lastSeen = opened.map(({ working }) => working);
		while (seenBy.length < file) seenBy.push(nobody);
		seenBy[file] = lastSeen;
	}
	function contentOf(file, opened, hashes) {
		if (opened.length === 0) return void 0;
		remember(file, opened);
		return {
			write(chunk) {
				for (const one of opened) {
					if (one.failed) continue;
					try {
						one.sink.write(chunk);
					} catch (error) {
						one.failed = true;
						failure(one.working, one.entry, error);
					}
				}
				hashes.write(chunk);
			},
			end() {
				let kept = 0;
				for (const { working, entry, sink, failed } of opened) {
					if (failed) continue;
					const fact = factOf(working, entry, sink);
					if (fact === void 0) continue;
					const row = {
						file,
						path: entry.path
					};
					working.rows.set(file, {
						...row,
						fact
					});
					kept += entry.path.length;
					if (typeof fact === "function") pending.push({
						working,
						row,
						fact,
						hashes
					});
					else kept += bytesOf(fact);
					if (working.reader.keepsText === true && !isFileProblem(fact)) kept += entry.size;
				}
				hashes.end();
				settle(({ hashes: waited }) => waited.isReady());
				keep(kept);
			}
		};
	}
	function factOf(working, entry, sink) {
		try {
			return sink.end();
		} catch (error) {
			failure(working, entry, error);
			return;
		}
	}
	/** Few wait at any time: each holds on to all that was learned of its file. */
	function settle(isReady) {
		if (pending[0] === void 0 || !isReady(pending[0])) return;
		const waiting = pending.findIndex((one) => !isReady(one));
		for (const { working, row, fact } of pending.splice(0, waiting < 0 ? pending.length : waiting)) working.rows.set(row.file, {
			...row,
			fact: fact()
		});
	}
	return {
		open(file, entry) {
			const opened = [];
			const hashes = createContentHashes(hashing, entry.size);
			openAll(entry, hashes, opened);
			return contentOf(file, opened, hashes);
		},
		renamed(file, entry, changed) {
			const wishes = missed.get(file) ?? [];
			for (const working of atWork) {
				if ((changed ? working.rows.has(file) : seenBy[file]?.includes(working)) || wishes.some((wish) => wish.working === working)) continue;
				if (sinkOf(working, entry, noHashes) !== void 0) wishes.push({
					working,
					entry
				});
			}
			if (wishes.length > 0) missed.set(file, wishes);
		},
		missing: () => missed.size > 0,
		reopen(file) {
			const wishes = missed.get(file) ?? [];
			const hashes = createContentHashes(hashing, wishes[0]?.entry.size ?? 0);
			return contentOf(file, wishes.flatMap(({ working, entry }) => {
				const sink = sinkOf(working, entry, hashes);
				return sink === void 0 ? [] : [{
					working,
					entry,
					sink,
					failed: false
				}];
			}), hashes);
		},
		rows() {
			settle(() => true);
			return new Map(atWork.map(({ reader, rows }) => [reader.name, [...rows.values()]]));
		}
	};
}
// src/image/problem-list.ts
function createProblemList(max) {
	const kept = [];
	let further = 0;
	return {
		add(sentence) {
			if (kept.length < max) kept.push(sentence);
			else further += 1;
		},
		sentences: () => further === 0 ? kept : [...kept, `and ${further} more of these`]
	};
}
// src/image/tree.ts
/** A hundred characters for each of three million files; the largest images have some hundred thousand. */
const treeLimits = {
	nodes: 3e6,
	characters: 3e8
};
function createTreeBudget(limits = treeLimits) {
	let nodesLeft = limits.nodes;
	let charactersLeft = limits.characters;
	return (what, nodes, characters) => {
		nodesLeft -= nodes;
		charactersLeft -= characters;
		if (nodesLeft < 0) throw fault("TOO_MANY", {
			what,
			max: limits.nodes,
			things: "files"
		});
		if (charactersLeft >= 0) return;
		throw fault("TOO_MANY", {
			what,
			max: limits.characters,
			things: "characters in the names of files"
		});
	};
}
/** What engines make a directory that no entry describes. */
const impliedMode = 493;
function impliedDirectory(layer) {
	return {
		type: "directory",
		mode: impliedMode,
		uid: 0,
		gid: 0,
		size: 0,
		layer,
		file: void 0,
		fileLayer: layer,
		children: /* @__PURE__ */ new Map(),
		implicit: true
	};
}
function splitPath(path) {
	const slash = path.lastIndexOf("/");
	return {
		folder: path.slice(0, Math.max(slash, 0)),
		base: path.slice(slash + 1)
	};
}
/**
* Looks a path up as the kernel would inside the root: symbolic links are followed, `..` stops at the root.
* @param last whether a link at the end is followed too
* @returns undefined for what is missing, below something that is no directory, or behind more than 40 links
*/
function follow(root, path, last, detours = {}) {
	const walked = [];
	let here = {
		path: "",
		node: root
	};
	let links = 0;
	const ahead = path.split("/").reverse();
	for (let name = ahead.pop(); name !== void 0; name = ahead.pop()) {
		if (here.node.children === void 0) return void 0;
		if (name === "" || name === ".") continue;
		if (name === "..") {
			here = walked.pop() ?? here;
			continue;
		}
		let node = here.node.children.get(name) ?? detours.missing?.(here, name);
		if (node === void 0) return void 0;
		if (node.type === "symlink" && (ahead.length > 0 || last === "follow")) {
			const target = node.link ?? "";
			links += 1;
			if (links > 40 || target === "") return void 0;
			if (target.startsWith("/")) {
				walked.length = 0;
				here = {
					path: "",
					node: root
				};
			}
			ahead.push(...target.split("/").reverse());
			continue;
		}
		if (ahead.length > 0 && node.children === void 0) {
			node = detours.blocked?.(here, name);
			if (node === void 0) return void 0;
		}
		walked.push(here);
		here = {
			path: here.path === "" ? name : `${here.path}/${name}`,
			node
		};
	}
	return here;
}
// src/image/layer-record.ts
const maxProblems = 100;
/**
* Builds the tree of one layer from its entries, in their order, and shows each file to the readers that want it.
* Links that earlier entries of the layer made are followed, inside the root; what lower layers have does not count.
* @throws what `spend` throws, from `entry`, and what `keep` throws, when a file ends
*/
function createLayerRecorder(readers, { layer, what, whiteouts, spend, keep, hashing }) {
	const root = impliedDirectory(layer);
	const { add: problem, sentences } = createProblemList(maxProblems);
	let factBytes = 0;
	const facts = createLayerFacts(readers, hashing, problem, (bytes) => {
		factBytes += bytes;
		keep(what, bytes);
	});
	let linksBelow = false;
	let files = 0;
	let lastFolder;
	function put(folder, name, node) {
		spend(what, 1, name.length + (node.link?.length ?? 0));
		if (folder.children?.has(name)) lastFolder = void 0;
		folder.children?.set(ownText(name), node);
		return node;
	}
	function folderAt(written) {
		if (lastFolder?.written === written) return lastFolder;
		const found = follow(root, `${written}/`, "follow", {
			missing({ path, node }, name) {
				return path.length > 4096 ? void 0 : put(node, name, impliedDirectory(layer));
			},
			blocked({ node }, name) {
				problem(`${shownPath(written)} is below something that is no directory, which engines do not unpack`);
				return put(node, name, impliedDirectory(layer));
			}
		});
		if (found?.node.children === void 0) return void 0;
		lastFolder = {
			written,
			...found
		};
		return lastFolder;
	}
	/** OCI image-spec v1.1, layer.md, "Whiteouts". True when the entry is a mark and not a file. */
	function takeWhiteout(folder, name, path) {
		if (!whiteouts || !name.startsWith(".wh.")) return false;
		const hidden = name.slice(4);
		if (name === ".wh..wh..opq") folder.opaque = true;
		else if (hidden === "" || hidden === "." || hidden === "..") problem(`${shownPath(path)} is a whiteout of nothing, which engines do not unpack`);
		else if (!hidden.startsWith(".wh.")) {
			if (folder.children?.has(hidden)) {
				const where = shownPath(path.slice(0, path.length - name.length) + hidden);
				problem(`${where} is hidden after the same layer added it: some engines take it away, others do not`);
			}
			folder.hides ??= /* @__PURE__ */ new Set();
			folder.hides.add(hidden);
			spend(what, 0, hidden.length);
		}
		return true;
	}
	function takeRoot(entry) {
		if (entry.type === "directory") Object.assign(root, attributesOf(entry), { implicit: false });
		else problem(`the root is a ${entry.type}, which engines do not unpack`);
	}
	function takeHardLink(entry, path) {
		const target = entry.link ?? "";
		const place = follow(root, target, "keep");
		const found = place?.node;
		if (found === void 0) {
			linksBelow = true;
			return {
				...nodeOf(entry, void 0),
				link: target
			};
		}
		if (found.children !== void 0 || place?.path === path) {
			const reason = place?.path === path ? "itself" : "a directory";
			problem(`${shownPath(path)} is a hard link to ${reason}, which engines do not unpack`);
			return;
		}
		const { mode, uid, gid } = found.type === "symlink" ? {
			...attributesOf(entry),
			mode: found.mode
		} : entry;
		const changed = mode !== found.mode || uid !== found.uid || gid !== found.gid;
		Object.assign(found, {
			mode,
			uid,
			gid
		});
		const capabilities = capabilitiesOf(entry);
		if (capabilities !== void 0) found.capabilities = capabilities;
		if (found.file !== void 0) facts.renamed(found.file, {
			path,
			type: "file",
			mode,
			uid,
			gid,
			size: found.size
		}, changed);
		return found;
	}
	function nodeOf(entry, file) {
		const { type, mode, uid, gid, size, link } = entry;
		const node = {
			type,
			mode,
			uid,
			gid,
			size,
			layer,
			file,
			fileLayer: layer
		};
		if (link !== void 0) node.link = link;
		const capabilities = capabilitiesOf(entry);
		if (capabilities !== void 0) node.capabilities = capabilities;
		if (type === "directory") {
			node.children = /* @__PURE__ */ new Map();
			node.implicit = false;
		}
		return node;
	}
	return {
		problem,
		entry(entry) {
			const file = entry.type === "file" ? files++ : void 0;
			if (entry.path === "") {
				takeRoot(entry);
				return;
			}
			const { folder: written, base } = splitPath(entry.path);
			const folder = folderAt(written);
			if (folder === void 0) {
				problem(`${shownPath(entry.path)} is behind links that lead in a circle or too deep`);
				return;
			}
			if (takeWhiteout(folder.node, base, entry.path)) return void 0;
			const path = folder.path === "" ? base : `${folder.path}/${base}`;
			const existing = folder.node.children?.get(base);
			if (entry.type === "directory" && existing?.children !== void 0) {
				Object.assign(existing, attributesOf(entry), { implicit: false });
				return;
			}
			if (entry.type === "hardlink") {
				const node = takeHardLink(entry, path);
				if (node !== void 0) put(folder.node, base, node);
				return;
			}
			put(folder.node, base, nodeOf(entry, file));
			return file === void 0 ? void 0 : facts.open(file, path === entry.path ? entry : {
				...entry,
				path
			});
		},
		secondPass() {
			if (!facts.missing()) return void 0;
			let seen = 0;
			return {
				problem() {},
				entry: (entry) => entry.type === "file" ? facts.reopen(seen++) : void 0
			};
		},
		record: () => ({
			root,
			facts: facts.rows(),
			linksBelow,
			problems: sentences(),
			factBytes
		})
	};
}
/** Only a file can be run with them. */
function capabilitiesOf({ type, capabilities }) {
	if (capabilities === void 0 || type !== "file" && type !== "hardlink") return void 0;
	return Buffer.from(capabilities.subarray(0, 32)).toString("hex");
}
function attributesOf({ mode, uid, gid }) {
	return {
		mode,
		uid,
		gid
	};
}
// src/image/read-layer.ts
/**
* Reads a layer: its bytes are decompressed, hashed, unpacked and shown to every reader that wants the file, all as they
* flow; memory does not grow with the size of the layer.
* @throws what `walk` throws for a layer
*/
async function readLayer(job, readers) {
	const { layer, index, spend, keep, hashing } = job;
	const recorder = createLayerRecorder(readers, {
		layer: index,
		what: nameOf$2(index),
		whiteouts: layer.visit === void 0,
		spend,
		keep,
		hashing
	});
	await show(job, recorder);
	const again = recorder.secondPass();
	if (again !== void 0) await show({
		...job,
		onBytes: () => {}
	}, again);
	return recorder.record();
}
/** Shows all entries of a layer, and checks on the way that they are what the configuration says. */
async function show(job, handler) {
	const { layer, index, signal, onReading } = job;
	if (layer.visit !== void 0) {
		onReading();
		return layer.visit(handler, signal);
	}
	const untar = createUntar(handler, nameOf$2(index));
	await checkDiffId(job, layer.diffId, (chunk) => untar.write(chunk));
	untar.end();
}
/** Reads the layer to its end. @throws DIFF_ID_MISMATCH */
async function checkDiffId({ layer, index, hashing, signal, onReading, onBytes }, diffId, take) {
	const hash = diffId === null ? void 0 : hashing.begin([digestAlgorithm(diffId)]);
	const stored = counted(await layer.open(signal), onBytes);
	for await (const chunk of decompress(stored, {
		what: nameOf$2(index),
		frees: true,
		inflate: hashing.inflate
	})) for (let at = 0; at < chunk.length; at += maxPlacedBytes) {
		signal?.throwIfAborted();
		onReading();
		const bytes = hashing.place(chunk.subarray(at, at + maxPlacedBytes));
		hash?.update(bytes);
		take(bytes);
	}
	if (diffId === null || hash === void 0) return;
	const algorithm = digestAlgorithm(diffId);
	const got = `${algorithm}:${hash.end().get(algorithm)}`;
	if (got !== diffId) throw fault("DIFF_ID_MISMATCH", {
		what: nameOf$2(index),
		got,
		wanted: diffId
	});
}
async function* counted(source, onBytes) {
	for await (const chunk of source) {
		onBytes(chunk.byteLength);
		yield chunk;
	}
}
/** Layers are counted from one, as people do. */
function nameOf$2(index) {
	return `layer ${index + 1}`;
}
// src/image/layer-thread.ts
/** Reads the layers that the other end of the port asks for. */
function serveLayers(port, readers) {
	const send = (message) => port.postMessage(message);
	const stored = [];
	let wake = () => {};
	async function* storedBytes() {
		for (;;) {
			while (stored.length === 0) await new Promise((resolve) => wake = resolve);
			const bytes = stored.shift();
			if (bytes === void 0) return;
			send({ kind: "taken" });
			yield bytes;
		}
	}
	async function open() {
		send({ kind: "open" });
		return storedBytes();
	}
	async function read({ index, diffId, limits }) {
		try {
			const spend = createTreeBudget(limits);
			const keep = createFactBudget(limits.factBytes);
			const record = await readLayer({
				layer: {
					diffId,
					open
				},
				index,
				spend,
				keep,
				hashing: hashHere,
				signal: void 0,
				onReading() {},
				onBytes() {}
			}, readers);
			send({
				kind: "done",
				columns: textOf$2(toColumns(record))
			});
		} catch (error) {
			if (!isFault(error)) throw error;
			send({
				kind: "fault",
				code: error.code,
				facts: error.facts
			});
		}
	}
	port.on("message", (message) => {
		if (message.kind === "layer") read(message);
		else {
			stored.push(message.bytes);
			wake();
		}
	});
}
/** undefined where it is longer than a text can be. */
function textOf$2(columns) {
	try {
		return JSON.stringify(columns);
	} catch (error) {
		if (error instanceof RangeError) return void 0;
		throw error;
	}
}
// src/model/mistake.ts
const maxReasonLength = 200;
/**
* Asks one part of a scan. What it throws is a mistake of this program, which a file may have brought about: that costs
* what the part would have said, as a problem, and nothing of what the others say.
* @param otherwise what is said in its place, with a printable sentence that has to become a problem of the scan
*/
function survive(part, ask, otherwise, onMistake) {
	try {
		return ask();
	} catch (error) {
		onMistake?.(error);
		return otherwise(mistakeProblem(part, error));
	}
}
/** The sentence about what a part threw, printable whatever is in it. */
function mistakeProblem({ name, lost }, error) {
	const reason = reasonOf(error);
	return printable(`${name} failed, which is a mistake of sekisho, so ${lost} (${reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason}): run again with --debug and report what it prints`);
}
// src/inspect/inspector.ts
/** Every way an image is looked at; findings come in this order. */
const inspectorNames = [
	"checks",
	"integrity",
	"secrets",
	"malware"
];
/** What the members of a family say together; one that throws is a problem, and decides nothing. */
function inspectEach(members, partOf, ask, onMistake) {
	const inspections = members.map((member) => survive(partOf(member), () => ask(member), (problem) => ({
		findings: [],
		problems: [problem]
	}), onMistake));
	return {
		findings: inspections.flatMap(({ findings }) => findings),
		problems: inspections.flatMap(({ problems }) => problems),
		decidedRules: inspections.flatMap(({ decidedRules }) => decidedRules ?? [])
	};
}
// src/scan/parts.ts
/** What a scan can be narrowed to. Packages are always found: the rest is said of them. */
const scanParts = [
	"packages",
	"vulnerabilities",
	"executables",
	...inspectorNames
];
/** @param only names of `scanParts`; undefined for all. @throws USAGE for another name */
function partsOf(only) {
	const unknown = only?.find((name) => !scanParts.includes(name));
	if (unknown !== void 0) throw fault("USAGE", { problem: `${unknown} is no part of a scan: choose among ${scanParts.join(", ")}` });
	const has = (name) => only === void 0 || only.includes(name);
	const inspectors = inspectorNames.filter(has);
	return {
		only: only === void 0 ? void 0 : [.../* @__PURE__ */ new Set(["packages", ...only])].sort(),
		matched: has("vulnerabilities"),
		executables: has("executables") || inspectors.length > 0,
		inspectors
	};
}
// src/catalog/lines.ts
/** The lines of a text, one at a time: splitting a hostile file of empty lines would cost fifty times its size. */
function* lines$1(text) {
	let start = 0;
	while (start <= text.length) {
		const newline = text.indexOf("\n", start);
		const end = newline < 0 ? text.length : newline;
		yield text.slice(start, end);
		start = end + 1;
	}
}
// src/catalog/listed-files.ts
/** PATH_MAX of Linux. */
const maxPathLength$1 = 4096;
const defaults = {
	maxFiles: 1e6,
	maxCharacters: 100663296
};
function createListBudget(limits = {}) {
	const { maxFiles, maxCharacters } = {
		...defaults,
		...limits
	};
	let files = 0;
	let characters = 0;
	return { spend(path) {
		if (path.length > maxPathLength$1) throw new Error(`a path is longer than ${maxPathLength$1} characters`);
		files += 1;
		characters += path.length;
		if (files > maxFiles || characters > maxCharacters) throw new Error(`it lists more than ${maxFiles} files, or ${maxCharacters} characters of their paths`);
	} };
}
function createFileList(budget) {
	const paths = [];
	const digests = [];
	const configuration = [];
	return {
		add(path, digest = "", isConfiguration = false) {
			budget.spend(path);
			if (digest !== "") {
				while (digests.length < paths.length) digests.push("");
				digests.push(digest);
			}
			if (isConfiguration) configuration.push(paths.length);
			paths.push(path);
		},
		take: () => ({
			paths,
			...digests.length === 0 ? {} : { digests },
			...configuration.length === 0 ? {} : { configuration }
		})
	};
}
/** The algorithm of a checksum in hexadecimal, by its length; undefined for one that is not verified here. */
function algorithmOf(digest) {
	if (!/^[0-9a-f]+$/.test(digest)) return void 0;
	if (digest.length === 32) return "md5";
	if (digest.length === 40) return "sha1";
	return digest.length === 64 ? "sha256" : void 0;
}
// src/catalog/problems.ts
const maxSentences$1 = 10;
const maxShownLength$3 = 80;
/** @param path of the file, without leading slash: each sentence begins with it. */
function problemsOf$1(path) {
	const kept = [];
	let more = 0;
	return {
		add(sentence) {
			if (kept.length < maxSentences$1) kept.push(`/${shown(path)}: ${sentence}`);
			else more += 1;
		},
		sentences: () => more === 0 ? [...kept] : [...kept, `/${shown(path)}: and ${more} more problems`]
	};
}
/** Text from an image, cut and made safe for a sentence. */
function shown(text) {
	return printable(text.length > maxShownLength$3 ? `${text.slice(0, maxShownLength$3)}…` : text);
}
/** A value of a document from an image, for a sentence; of what is no text, only what it is. */
function shownValue(value) {
	return typeof value === "string" ? shown(value) : `(${value === void 0 ? "nothing" : typeof value})`;
}
// src/catalog/apk/installed.ts
const maxPackages$5 = 1e5;
const nameForm$12 = /^[A-Za-z0-9._+][A-Za-z0-9._+-]{0,255}$/;
const versionForm$13 = /^[A-Za-z0-9._+~-]{1,256}$/;
const architectureForm$4 = /^[A-Za-z0-9_-]{1,64}$/;
/**
* Reads an `installed` database, which apk-tools 2 and 3 write in the same format ("Installed database V2"): one
* letter, a colon and a value a line, an empty line after each package. `P` name, `V` version, `A` architecture, `o`
* origin (the source package), `f` flags, `F` a folder, `R` a file in the folder last named, `Z` the checksum of the
* file last named. What is malformed becomes a problem and hides nothing else.
* @param path without leading slash, for the problems.
*/
function parseInstalled(text, path) {
	const packages = [];
	const problems = problemsOf$1(path);
	const budget = createListBudget();
	let open = emptyPackage();
	const finish = () => {
		if (open.fields.size > 0) keep(open, packages, problems, createFileList(budget));
		open = emptyPackage();
	};
	for (const line of lines$1(text)) {
		if (line.trim() === "") {
			finish();
			if (packages.length < maxPackages$5) continue;
			problems.add(`it lists more than ${maxPackages$5} packages`);
			return {
				packages,
				problems: problems.sentences()
			};
		}
		const key = line[0] ?? "";
		const value = line.slice(2).trimEnd();
		if (line[1] !== ":") problems.add(`a line is not a field: ${shown(line)}`);
		else if (key === "F") open.folder = value === "" ? "" : `${value}/`;
		else if (key === "R") open.files.push({
			folder: open.folder,
			base: value,
			checksum: ""
		});
		else if (key === "Z" && open.files.length > 0) open.files.at(-1).checksum = value;
		else if ("PVAo".includes(key) && open.fields.has(key)) problems.add(`field ${key} is given twice`);
		else open.fields.set(key, value);
	}
	finish();
	return {
		packages,
		problems: problems.sentences()
	};
}
function emptyPackage() {
	return {
		fields: /* @__PURE__ */ new Map(),
		files: [],
		folder: ""
	};
}
function keep({ fields, files }, packages, problems, list) {
	const name = fields.get("P") ?? "";
	const version = fields.get("V") ?? "";
	const architecture = fields.get("A");
	const origin = fields.get("o");
	const wrong = !nameForm$12.test(name) && "its name" || !versionForm$13.test(version) && "its version" || architecture !== void 0 && !architectureForm$4.test(architecture) && "its architecture" || origin !== void 0 && !nameForm$12.test(origin) && "its origin";
	if (wrong !== false) {
		problems.add(`package ${shown(name)} ${shown(version)}: ${wrong} is missing or not one that apk allows`);
		return;
	}
	const isCutSha256 = fields.get("f")?.includes(cutSha256Flag) ?? false;
	try {
		for (const { folder, base, checksum } of files) list.add(folder + base, isCutSha256 ? "" : digestOf(checksum));
	} catch (error) {
		problems.add(`package ${name}: ${error instanceof Error ? error.message : String(error)}`);
	}
	packages.push({
		name,
		version,
		...architecture === void 0 ? {} : { architecture },
		...origin === void 0 ? {} : { origin },
		files: list.take()
	});
}
/**
* apk-tools 3 marks packages of its own format so: their checksums are the first 160 bits of SHA-256, written as SHA-1
* would be (src/database.c). Half a checksum is none here.
*/
const cutSha256Flag = "S";
const sha1Bytes = 20;
/** `Q1` and the base64 of a SHA-1 (src/blob.c); '' for anything else. */
function digestOf(checksum) {
	if (!checksum.startsWith("Q1")) return "";
	const bytes = Buffer.from(checksum.slice(2), "base64");
	return bytes.length === sha1Bytes ? bytes.toString("hex") : "";
}
// src/catalog/apk/protected-paths.ts
/** apk-tools, src/context.c: `+etc`, `@etc/init.d` (only links are kept), `!etc/apk`. */
const standardRules = [
	{
		path: "etc",
		isConfiguration: true
	},
	{
		path: "etc/init.d",
		isConfiguration: false
	},
	{
		path: "etc/apk",
		isConfiguration: true
	}
];
const maxRules = 1e3;
/** Reads a file of `/etc/apk/protected_paths.d` (apk-protected-paths(5)): a path a line, with or without a mark. */
function parseProtectedPaths(text) {
	const rules = [];
	for (const line of lines$1(text)) {
		const [mark = ""] = line;
		const path = line.slice("-+@!".includes(mark) ? 1 : 0).trim();
		if (line.trim() === "" || line.startsWith("#")) continue;
		if (rules.length >= maxRules) throw new Error(`it has more than ${maxRules} lines`);
		rules.push({
			path: path.replace(/^\/+|\/+$/g, ""),
			isConfiguration: mark !== "-" && mark !== "@"
		});
	}
	return rules;
}
/** Whether apk would keep a changed file at this path: the innermost rule decides, and of two the later. */
function configurationTest(rules) {
	const byPath = new Map([...standardRules, ...rules].map((rule) => [rule.path, rule.isConfiguration]));
	return (path) => {
		for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("/"), 0))) {
			const decided = byPath.get(at);
			if (decided !== void 0) return decided;
		}
		return false;
	};
}
// src/catalog/real-paths.ts
/**
* Turns a path that a package database lists into the path a walk sees. Distributions that merged `/bin`, `/sbin` and
* `/lib` into `/usr` still list `bin/x`, which is `usr/bin/x`: so folders are followed through links, but the file
* itself is not (an owned link stays a link, not its target).
* @returns a function from listed paths (no leading slash) to the same without leading slash, whether the file is
* there or not; undefined when its folder is not.
*/
function realPaths(view) {
	const folders = /* @__PURE__ */ new Map();
	const realFolder = (folder) => {
		if (!folders.has(folder)) folders.set(folder, view.resolve(folder)?.path);
		return folders.get(folder);
	};
	return (listed) => {
		const folder = posix.dirname(listed);
		const base = posix.basename(listed);
		if (base === "" || base === "." || base === "..") return void 0;
		const real = folder === "." ? "" : realFolder(folder);
		if (real === void 0) return void 0;
		return real === "" ? base : `${real}/${base}`;
	};
}
// src/catalog/file-checksums.ts
/**
* Turns what a package database says of its files' bytes into checksums of the files where they really are, or would be
* if they were there. What is listed as a file and is a link or a folder now has none: there are no bytes to compare.
* @returns a function from listed files and the purl of their package to checksums, each path once; where a database
* lists a path twice, what it says last counts.
*/
function fileChecksums(view) {
	const realPath = realPaths(view);
	return ({ paths, digests = [], configuration = [] }, purl) => {
		const isConfiguration = new Set(configuration);
		const found = /* @__PURE__ */ new Map();
		for (const [index, digest] of digests.entries()) {
			const algorithm = digest === "" ? void 0 : algorithmOf(digest);
			if (algorithm === void 0) continue;
			const listed = paths[index] ?? "";
			const path = realPath(listed) ?? (isClean(listed) ? listed : void 0);
			if (path === void 0) continue;
			const node = view.get(path);
			if (node !== void 0 && node.type !== "file") continue;
			found.set(path, {
				path: `/${path}`,
				package: purl,
				algorithm,
				digest,
				configuration: isConfiguration.has(index)
			});
		}
		return [...found.values()];
	};
}
/** Whether a path whose folder is gone is one that could be in a tree: `..` and empty parts lead elsewhere. */
function isClean(listed) {
	return listed !== "" && listed.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
// src/catalog/origin.ts
/**
* Tells which layer brought an entry of a package database. Every layer that installs something carries the whole
* database again, so the layer of the file is not the answer: an entry belongs to the first layer of the unbroken
* run of copies that hold it with the same version, up to the newest. Removed and installed again, it belongs to the
* later layer.
* @param history the database's facts of all layers, lowest first.
* @param entriesOf what stands in one copy: texts that are equal only for the same package in the same version.
* @returns the layer's diff id for a path and entry of the newest copy; null for a bare folder.
*/
function originOf(view, history, entriesOf) {
	const newest = /* @__PURE__ */ new Map();
	for (const { path, layer, fact } of history) {
		const before = newest.get(path);
		const now = /* @__PURE__ */ new Map();
		for (const entry of entriesOf(fact)) now.set(entry, before?.get(entry) ?? layer);
		newest.set(path, now);
	}
	return (path, entry) => {
		const layer = newest.get(path)?.get(entry) ?? view.get(path)?.layer;
		return layer === void 0 ? null : view.layers[layer]?.diffId ?? null;
	};
}
// src/catalog/order.ts
/** Code unit order: the same on every machine, whatever its locale. */
function byText(a, b) {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
// src/catalog/owned-files.ts
/**
* Turns the paths a package database lists into the files that are really there, as `realPaths` finds them. Folders
* are left out, and so is a listed folder that has become a link (`lib` itself), and so are missing files.
* @returns a function from listed paths (no leading slash) to absolute paths, sorted, each once.
*/
function ownedFiles(view) {
	const realPath = realPaths(view);
	return (listed) => {
		const found = /* @__PURE__ */ new Set();
		const listedFolders = new Set(listed.map((path) => posix.dirname(path)));
		for (const path of listed) {
			if (listedFolders.has(path)) continue;
			const real = realPath(path);
			const node = real === void 0 ? void 0 : view.get(real);
			if (node !== void 0 && node.type !== "directory") found.add(`/${real}`);
		}
		return [...found].sort(byText);
	};
}
// node_modules/packageurl-js/src/error.js
var require_error = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function formatPurlErrorMessage(message = "") {
		const { length } = message;
		let formatted = "";
		if (length) {
			const code0 = message.charCodeAt(0);
			formatted = code0 >= 65 || code0 <= 90 ? `${message[0].toLowerCase()}${message.slice(1)}` : message;
			if (length > 1 && message.charCodeAt(length - 1) === 46 && message.charCodeAt(length - 2) !== 46) formatted = formatted.slice(0, -1);
		}
		return `Invalid purl: ${formatted}`;
	}
	var PurlError = class extends Error {
		constructor(message) {
			super(formatPurlErrorMessage(message));
		}
	};
	module.exports = {
		formatPurlErrorMessage,
		PurlError
	};
}));
// node_modules/packageurl-js/src/decode.js
var require_decode = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { PurlError } = require_error();
	const { decodeURIComponent } = globalThis;
	function decodePurlComponent(comp, encodedURIComponent) {
		try {
			return decodeURIComponent(encodedURIComponent);
		} catch {}
		throw new PurlError(`unable to decode "${comp}" component`);
	}
	module.exports = { decodePurlComponent };
}));
// node_modules/packageurl-js/src/constants.js
var require_constants$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		LOOP_SENTINEL: 1e6,
		REUSED_SEARCH_PARAMS: new URLSearchParams(),
		REUSED_SEARCH_PARAMS_KEY: "_",
		REUSED_SEARCH_PARAMS_OFFSET: 2
	};
}));
// node_modules/packageurl-js/src/objects.js
var require_objects = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { LOOP_SENTINEL } = require_constants$1();
	function isObject(value) {
		return value !== null && typeof value === "object";
	}
	function recursiveFreeze(value_) {
		if (value_ === null || !(typeof value_ === "object" || typeof value_ === "function") || Object.isFrozen(value_)) return value_;
		const queue = [value_];
		let { length: queueLength } = queue;
		let pos = 0;
		while (pos < queueLength) {
			if (pos === LOOP_SENTINEL) throw new Error("Detected infinite loop in object crawl of recursiveFreeze");
			const obj = queue[pos++];
			Object.freeze(obj);
			if (Array.isArray(obj)) for (let i = 0, { length } = obj; i < length; i += 1) {
				const item = obj[i];
				if (item !== null && (typeof item === "object" || typeof item === "function") && !Object.isFrozen(item)) queue[queueLength++] = item;
			}
			else {
				const keys = Reflect.ownKeys(obj);
				for (let i = 0, { length } = keys; i < length; i += 1) {
					const propValue = obj[keys[i]];
					if (propValue !== null && (typeof propValue === "object" || typeof propValue === "function") && !Object.isFrozen(propValue)) queue[queueLength++] = propValue;
				}
			}
		}
		return value_;
	}
	module.exports = {
		isObject,
		recursiveFreeze
	};
}));
// node_modules/packageurl-js/src/strings.js
var require_strings = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { compare: localeCompare } = new Intl.Collator();
	const regexSemverNumberedGroups = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;
	function isBlank(str) {
		for (let i = 0, { length } = str; i < length; i += 1) {
			const code = str.charCodeAt(i);
			if (!(code === 32 || code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 160 || code === 5760 || code === 8192 || code === 8193 || code === 8194 || code === 8195 || code === 8196 || code === 8197 || code === 8198 || code === 8199 || code === 8200 || code === 8201 || code === 8202 || code === 8232 || code === 8233 || code === 8239 || code === 8287 || code === 12288 || code === 65279)) return false;
		}
		return true;
	}
	function isNonEmptyString(value) {
		return typeof value === "string" && value.length > 0;
	}
	function isSemverString(value) {
		return typeof value === "string" && regexSemverNumberedGroups.test(value);
	}
	function lowerName(purl) {
		purl.name = purl.name.toLowerCase();
	}
	function lowerNamespace(purl) {
		const { namespace } = purl;
		if (typeof namespace === "string") purl.namespace = namespace.toLowerCase();
	}
	function lowerVersion(purl) {
		const { version } = purl;
		if (typeof version === "string") purl.version = version.toLowerCase();
	}
	function replaceDashesWithUnderscores(str) {
		let result = "";
		let fromIndex = 0;
		let index = 0;
		while ((index = str.indexOf("-", fromIndex)) !== -1) {
			result = result + str.slice(fromIndex, index) + "_";
			fromIndex = index + 1;
		}
		return fromIndex ? result + str.slice(fromIndex) : str;
	}
	function replaceUnderscoresWithDashes(str) {
		let result = "";
		let fromIndex = 0;
		let index = 0;
		while ((index = str.indexOf("_", fromIndex)) !== -1) {
			result = result + str.slice(fromIndex, index) + "-";
			fromIndex = index + 1;
		}
		return fromIndex ? result + str.slice(fromIndex) : str;
	}
	function trimLeadingSlashes(str) {
		let start = 0;
		while (str.charCodeAt(start) === 47) start += 1;
		return start === 0 ? str : str.slice(start);
	}
	module.exports = {
		isBlank,
		isNonEmptyString,
		isSemverString,
		localeCompare,
		lowerName,
		lowerNamespace,
		lowerVersion,
		replaceDashesWithUnderscores,
		replaceUnderscoresWithDashes,
		trimLeadingSlashes
	};
}));
// node_modules/packageurl-js/src/encode.js
var require_encode = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { REUSED_SEARCH_PARAMS, REUSED_SEARCH_PARAMS_KEY, REUSED_SEARCH_PARAMS_OFFSET } = require_constants$1();
	const { isObject } = require_objects();
	const { isNonEmptyString } = require_strings();
	const { encodeURIComponent } = globalThis;
	function encodeNamespace(namespace) {
		return isNonEmptyString(namespace) ? encodeURIComponent(namespace).replace(/%3A/g, ":").replace(/%2F/g, "/") : "";
	}
	function encodeQualifierParam(param) {
		if (isNonEmptyString(param)) {
			REUSED_SEARCH_PARAMS.set(REUSED_SEARCH_PARAMS_KEY, param);
			return replacePlusSignWithPercentEncodedSpace(REUSED_SEARCH_PARAMS.toString().slice(REUSED_SEARCH_PARAMS_OFFSET));
		}
		return "";
	}
	function encodeQualifiers(qualifiers) {
		if (isObject(qualifiers)) {
			const qualifiersKeys = Object.keys(qualifiers).sort();
			const searchParams = new URLSearchParams();
			for (let i = 0, { length } = qualifiersKeys; i < length; i += 1) {
				const key = qualifiersKeys[i];
				searchParams.set(key, qualifiers[key]);
			}
			return replacePlusSignWithPercentEncodedSpace(searchParams.toString());
		}
		return "";
	}
	function encodeSubpath(subpath) {
		return isNonEmptyString(subpath) ? encodeURIComponent(subpath).replace(/%2F/g, "/") : "";
	}
	function encodeVersion(version) {
		return isNonEmptyString(version) ? encodeURIComponent(version).replace(/%3A/g, ":").replace(/%2B/g, "+") : "";
	}
	function replacePlusSignWithPercentEncodedSpace(str) {
		return str.replace(/\+/g, "%20");
	}
	module.exports = {
		encodeNamespace,
		encodeVersion,
		encodeQualifiers,
		encodeQualifierParam,
		encodeSubpath,
		encodeURIComponent
	};
}));
// node_modules/packageurl-js/src/helpers.js
var require_helpers = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function createHelpersNamespaceObject(helpers, options_ = {}) {
		const { comparator, ...defaults } = {
			__proto__: null,
			...options_
		};
		const helperNames = Object.keys(helpers).sort();
		const propNames = [...new Set([...Object.values(helpers)].map(Object.keys).flat())].sort(comparator);
		const nsObject = Object.create(null);
		for (let i = 0, { length } = propNames; i < length; i += 1) {
			const propName = propNames[i];
			const helpersForProp = Object.create(null);
			for (let j = 0, { length: length_j } = helperNames; j < length_j; j += 1) {
				const helperName = helperNames[j];
				const helperValue = helpers[helperName][propName] ?? defaults[helperName];
				if (helperValue !== void 0) helpersForProp[helperName] = helperValue;
			}
			nsObject[propName] = helpersForProp;
		}
		return nsObject;
	}
	module.exports = { createHelpersNamespaceObject };
}));
// node_modules/packageurl-js/src/normalize.js
var require_normalize = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { isObject } = require_objects();
	const { isBlank } = require_strings();
	function normalizeName(rawName) {
		return typeof rawName === "string" ? rawName.trim() : void 0;
	}
	function normalizeNamespace(rawNamespace) {
		return typeof rawNamespace === "string" ? normalizePath(rawNamespace) : void 0;
	}
	function normalizePath(pathname, callback) {
		let collapsed = "";
		let start = 0;
		while (pathname.charCodeAt(start) === 47) start += 1;
		let nextIndex = pathname.indexOf("/", start);
		if (nextIndex === -1) return pathname.slice(start);
		while (nextIndex !== -1) {
			const segment = pathname.slice(start, nextIndex);
			if (callback === void 0 || callback(segment)) collapsed = collapsed + (collapsed.length === 0 ? "" : "/") + segment;
			start = nextIndex + 1;
			while (pathname.charCodeAt(start) === 47) start += 1;
			nextIndex = pathname.indexOf("/", start);
		}
		const lastSegment = pathname.slice(start);
		if (lastSegment.length !== 0 && (callback === void 0 || callback(lastSegment))) collapsed = collapsed + "/" + lastSegment;
		return collapsed;
	}
	function normalizeQualifiers(rawQualifiers) {
		let qualifiers;
		for (const { 0: key, 1: value } of qualifiersToEntries(rawQualifiers)) {
			const trimmed = (typeof value === "string" ? value : String(value)).trim();
			if (trimmed.length === 0) continue;
			if (qualifiers === void 0) qualifiers = { __proto__: null };
			qualifiers[key.toLowerCase()] = trimmed;
		}
		return qualifiers;
	}
	function normalizeSubpath(rawSubpath) {
		return typeof rawSubpath === "string" ? normalizePath(rawSubpath, subpathFilter) : void 0;
	}
	function normalizeType(rawType) {
		return typeof rawType === "string" ? rawType.trim().toLowerCase() : void 0;
	}
	function normalizeVersion(rawVersion) {
		return typeof rawVersion === "string" ? rawVersion.trim() : void 0;
	}
	function qualifiersToEntries(rawQualifiers) {
		if (isObject(rawQualifiers)) return rawQualifiers instanceof URLSearchParams ? rawQualifiers.entries() : Object.entries(rawQualifiers);
		return typeof rawQualifiers === "string" ? new URLSearchParams(rawQualifiers).entries() : Object.entries({});
	}
	function subpathFilter(segment) {
		const { length } = segment;
		if (length === 1 && segment.charCodeAt(0) === 46) return false;
		if (length === 2 && segment.charCodeAt(0) === 46 && segment.charCodeAt(1) === 46) return false;
		return !isBlank(segment);
	}
	module.exports = {
		normalizeName,
		normalizeNamespace,
		normalizePath,
		normalizeQualifiers,
		normalizeSubpath,
		normalizeType,
		normalizeVersion
	};
}));
// node_modules/packageurl-js/src/lang.js
var require_lang = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function isNullishOrEmptyString(value) {
		return value === null || value === void 0 || typeof value === "string" && value.length === 0;
	}
	module.exports = { isNullishOrEmptyString };
}));
// node_modules/packageurl-js/src/validate.js
var require_validate = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { PurlError } = require_error();
	const { isNullishOrEmptyString } = require_lang();
	const { isNonEmptyString } = require_strings();
	function validateEmptyByType(type, name, value, throws) {
		if (!isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`${type} "${name}" component must be empty`);
			return false;
		}
		return true;
	}
	function validateName(name, throws) {
		return validateRequired("name", name, throws) && validateStrings("name", name, throws);
	}
	function validateNamespace(namespace, throws) {
		return validateStrings("namespace", namespace, throws);
	}
	function validateQualifiers(qualifiers, throws) {
		if (qualifiers === null || qualifiers === void 0) return true;
		if (typeof qualifiers !== "object") {
			if (throws) throw new PurlError("\"qualifiers\" must be an object");
			return false;
		}
		const keysIterable = typeof qualifiers.keys === "function" ? qualifiers.keys() : Object.keys(qualifiers);
		for (const key of keysIterable) if (!validateQualifierKey(key, throws)) return false;
		return true;
	}
	function validateQualifierKey(key, throws) {
		if (!validateStartsWithoutNumber("qualifier", key, throws)) return false;
		for (let i = 0, { length } = key; i < length; i += 1) {
			const code = key.charCodeAt(i);
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 46 || code === 45 || code === 95)) {
				if (throws) throw new PurlError(`qualifier "${key}" contains an illegal character`);
				return false;
			}
		}
		return true;
	}
	function validateRequired(name, value, throws) {
		if (isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`"${name}" is a required component`);
			return false;
		}
		return true;
	}
	function validateRequiredByType(type, name, value, throws) {
		if (isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`${type} requires a "${name}" component`);
			return false;
		}
		return true;
	}
	function validateStartsWithoutNumber(name, value, throws) {
		if (isNonEmptyString(value)) {
			const code = value.charCodeAt(0);
			if (code >= 48 && code <= 57) {
				if (throws) throw new PurlError(`${name} "${value}" cannot start with a number`);
				return false;
			}
		}
		return true;
	}
	function validateStrings(name, value, throws) {
		if (value === null || value === void 0 || typeof value === "string") return true;
		if (throws) throw new PurlError(`"'${name}" must be a string`);
		return false;
	}
	function validateSubpath(subpath, throws) {
		return validateStrings("subpath", subpath, throws);
	}
	function validateType(type, throws) {
		if (!validateRequired("type", type, throws) || !validateStrings("type", type, throws) || !validateStartsWithoutNumber("type", type, throws)) return false;
		for (let i = 0, { length } = type; i < length; i += 1) {
			const code = type.charCodeAt(i);
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 46 || code === 43 || code === 45)) {
				if (throws) throw new PurlError(`type "${type}" contains an illegal character`);
				return false;
			}
		}
		return true;
	}
	function validateVersion(version, throws) {
		return validateStrings("version", version, throws);
	}
	module.exports = {
		validateEmptyByType,
		validateName,
		validateNamespace,
		validateQualifiers,
		validateQualifierKey,
		validateRequired,
		validateRequiredByType,
		validateStartsWithoutNumber,
		validateStrings,
		validateSubpath,
		validateType,
		validateVersion
	};
}));
// node_modules/packageurl-js/src/purl-component.js
var require_purl_component = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { encodeNamespace, encodeVersion, encodeQualifiers, encodeQualifierParam, encodeSubpath, encodeURIComponent } = require_encode();
	const { createHelpersNamespaceObject } = require_helpers();
	const { normalizeType, normalizeNamespace, normalizeName, normalizeVersion, normalizeQualifiers, normalizeSubpath } = require_normalize();
	const { localeCompare, isNonEmptyString } = require_strings();
	const { validateType, validateNamespace, validateName, validateVersion, validateQualifiers, validateQualifierKey, validateSubpath } = require_validate();
	const PurlComponentEncoder = (comp) => isNonEmptyString(comp) ? encodeURIComponent(comp) : "";
	const PurlComponentStringNormalizer = (comp) => typeof comp === "string" ? comp : void 0;
	const PurlComponentValidator = (_comp, _throws) => true;
	const componentSortOrderLookup = {
		__proto__: null,
		type: 0,
		namespace: 1,
		name: 2,
		version: 3,
		qualifiers: 4,
		qualifierKey: 5,
		qualifierValue: 6,
		subpath: 7
	};
	function componentSortOrder(comp) {
		return componentSortOrderLookup[comp] ?? comp;
	}
	function componentComparator(compA, compB) {
		return localeCompare(componentSortOrder(compA), componentSortOrder(compB));
	}
	module.exports = { PurlComponent: createHelpersNamespaceObject({
		encode: {
			namespace: encodeNamespace,
			version: encodeVersion,
			qualifiers: encodeQualifiers,
			qualifierKey: encodeQualifierParam,
			qualifierValue: encodeQualifierParam,
			subpath: encodeSubpath
		},
		normalize: {
			type: normalizeType,
			namespace: normalizeNamespace,
			name: normalizeName,
			version: normalizeVersion,
			qualifiers: normalizeQualifiers,
			subpath: normalizeSubpath
		},
		validate: {
			type: validateType,
			namespace: validateNamespace,
			name: validateName,
			version: validateVersion,
			qualifierKey: validateQualifierKey,
			qualifiers: validateQualifiers,
			subpath: validateSubpath
		}
	}, {
		comparator: componentComparator,
		encode: PurlComponentEncoder,
		normalize: PurlComponentStringNormalizer,
		validate: PurlComponentValidator
	}) };
}));
// node_modules/packageurl-js/src/purl-qualifier-names.js
var require_purl_qualifier_names = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = { PurlQualifierNames: {
		__proto__: null,
		RepositoryUrl: "repository_url",
		DownloadUrl: "download_url",
		VcsUrl: "vcs_url",
		FileName: "file_name",
		Checksum: "checksum"
	} };
}));
// node_modules/packageurl-js/src/purl-type.js
var require_purl_type = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { isNullishOrEmptyString } = require_lang();
	const { createHelpersNamespaceObject } = require_helpers();
	const { isSemverString, lowerName, lowerNamespace, lowerVersion, replaceDashesWithUnderscores, replaceUnderscoresWithDashes } = require_strings();
	const { validateEmptyByType, validateRequiredByType } = require_validate();
	const { PurlError } = require_error();
	const PurlTypNormalizer = (purl) => purl;
	const PurlTypeValidator = (_purl, _throws) => true;
	module.exports = { PurlType: createHelpersNamespaceObject({
		normalize: {
			alpm(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			apk(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			bitbucket(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			bitnami(purl) {
				lowerName(purl);
				return purl;
			},
			composer(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			deb(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			gitlab(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			github(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			hex(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			huggingface(purl) {
				lowerVersion(purl);
				return purl;
			},
			mlflow(purl) {
				if (purl.qualifiers?.repository_url?.includes("databricks")) lowerName(purl);
				return purl;
			},
			npm(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			luarocks(purl) {
				lowerVersion(purl);
				return purl;
			},
			oci(purl) {
				lowerName(purl);
				return purl;
			},
			pub(purl) {
				lowerName(purl);
				purl.name = replaceDashesWithUnderscores(purl.name);
				return purl;
			},
			pypi(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				purl.name = replaceUnderscoresWithDashes(purl.name);
				return purl;
			},
			qpkg(purl) {
				lowerNamespace(purl);
				return purl;
			},
			rpm(purl) {
				lowerNamespace(purl);
				return purl;
			}
		},
		validate: {
			conan(purl, throws) {
				if (isNullishOrEmptyString(purl.namespace)) {
					if (purl.qualifiers?.channel) {
						if (throws) throw new PurlError("conan requires a \"namespace\" component when a \"channel\" qualifier is present");
						return false;
					}
				} else if (isNullishOrEmptyString(purl.qualifiers)) {
					if (throws) throw new PurlError("conan requires a \"qualifiers\" component when a namespace is present");
					return false;
				}
				return true;
			},
			cran(purl, throws) {
				return validateRequiredByType("cran", "version", purl.version, throws);
			},
			golang(purl) {
				const { version } = purl;
				if ((typeof version === "string" ? version.length : 0) && version.charCodeAt(0) === 118 && !isSemverString(version.slice(1))) {
					if (throws) throw new PurlError("golang \"version\" component starting with a \"v\" must be followed by a valid semver version");
					return false;
				}
				return true;
			},
			maven(purl, throws) {
				return validateRequiredByType("maven", "namespace", purl.namespace, throws);
			},
			mlflow(purl, throws) {
				return validateEmptyByType("mlflow", "namespace", purl.namespace, throws);
			},
			oci(purl, throws) {
				return validateEmptyByType("oci", "namespace", purl.namespace, throws);
			},
			pub(purl, throws) {
				const { name } = purl;
				for (let i = 0, { length } = name; i < length; i += 1) {
					const code = name.charCodeAt(i);
					if (!(code >= 48 && code <= 57 || code >= 97 && code <= 122 || code === 95)) {
						if (throws) throw new PurlError("pub \"name\" component may only contain [a-z0-9_] characters");
						return false;
					}
				}
				return true;
			},
			swift(purl, throws) {
				return validateRequiredByType("swift", "namespace", purl.namespace, throws) && validateRequiredByType("swift", "version", purl.version, throws);
			}
		}
	}, {
		normalize: PurlTypNormalizer,
		validate: PurlTypeValidator
	}) };
}));
// node_modules/packageurl-js/src/package-url.js
/*!
Copyright (c) the purl authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/
var require_package_url = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { decodePurlComponent } = require_decode();
	const { isObject, recursiveFreeze } = require_objects();
	const { isBlank, isNonEmptyString, trimLeadingSlashes } = require_strings();
	const { PurlComponent } = require_purl_component();
	const { PurlQualifierNames } = require_purl_qualifier_names();
	const { PurlType } = require_purl_type();
	const { PurlError } = require_error();
	var PackageURL = class PackageURL {
		static Component = recursiveFreeze(PurlComponent);
		static KnownQualifierNames = recursiveFreeze(PurlQualifierNames);
		static Type = recursiveFreeze(PurlType);
		constructor(rawType, rawNamespace, rawName, rawVersion, rawQualifiers, rawSubpath) {
			const type = isNonEmptyString(rawType) ? PurlComponent.type.normalize(rawType) : rawType;
			PurlComponent.type.validate(type, true);
			const namespace = isNonEmptyString(rawNamespace) ? PurlComponent.namespace.normalize(rawNamespace) : rawNamespace;
			PurlComponent.namespace.validate(namespace, true);
			const name = isNonEmptyString(rawName) ? PurlComponent.name.normalize(rawName) : rawName;
			PurlComponent.name.validate(name, true);
			const version = isNonEmptyString(rawVersion) ? PurlComponent.version.normalize(rawVersion) : rawVersion;
			PurlComponent.version.validate(version, true);
			const qualifiers = typeof rawQualifiers === "string" || isObject(rawQualifiers) ? PurlComponent.qualifiers.normalize(rawQualifiers) : rawQualifiers;
			PurlComponent.qualifiers.validate(qualifiers, true);
			const subpath = isNonEmptyString(rawSubpath) ? PurlComponent.subpath.normalize(rawSubpath) : rawSubpath;
			PurlComponent.subpath.validate(subpath, true);
			this.type = type;
			this.name = name;
			this.namespace = namespace ?? void 0;
			this.version = version ?? void 0;
			this.qualifiers = qualifiers ?? void 0;
			this.subpath = subpath ?? void 0;
			const typeHelpers = PurlType[type];
			if (typeHelpers) {
				typeHelpers.normalize(this);
				typeHelpers.validate(this, true);
			}
		}
		toString() {
			const { namespace, name, version, qualifiers, subpath, type } = this;
			let purlStr = `pkg:${PurlComponent.type.encode(type)}/`;
			if (namespace) purlStr = `${purlStr}${PurlComponent.namespace.encode(namespace)}/`;
			purlStr = `${purlStr}${PurlComponent.name.encode(name)}`;
			if (version) purlStr = `${purlStr}@${PurlComponent.version.encode(version)}`;
			if (qualifiers) purlStr = `${purlStr}?${PurlComponent.qualifiers.encode(qualifiers)}`;
			if (subpath) purlStr = `${purlStr}#${PurlComponent.subpath.encode(subpath)}`;
			return purlStr;
		}
		static fromString(purlStr) {
			return new PackageURL(...PackageURL.parseString(purlStr));
		}
		static parseString(purlStr) {
			if (typeof purlStr !== "string") throw new Error("A purl string argument is required.");
			if (isBlank(purlStr)) return [
				void 0,
				void 0,
				void 0,
				void 0,
				void 0,
				void 0
			];
			const colonIndex = purlStr.indexOf(":");
			let url;
			let maybeUrlWithAuth;
			if (colonIndex !== -1) try {
				const beforeColon = purlStr.slice(0, colonIndex);
				const afterColon = purlStr.slice(colonIndex + 1);
				const trimmedAfterColon = trimLeadingSlashes(afterColon);
				url = new URL(`${beforeColon}:${trimmedAfterColon}`);
				maybeUrlWithAuth = afterColon.length === trimmedAfterColon.length ? url : new URL(purlStr);
			} catch (e) {
				throw new PurlError("failed to parse as URL", { cause: e });
			}
			if (url?.protocol !== "pkg:") throw new PurlError("missing required \"pkg\" scheme component");
			if (maybeUrlWithAuth.username !== "" || maybeUrlWithAuth.password !== "") throw new PurlError("cannot contain a \"user:pass@host:port\"");
			const { pathname } = url;
			const firstSlashIndex = pathname.indexOf("/");
			const rawType = decodePurlComponent("type", firstSlashIndex === -1 ? pathname : pathname.slice(0, firstSlashIndex));
			if (firstSlashIndex < 1) return [
				rawType,
				void 0,
				void 0,
				void 0,
				void 0,
				void 0
			];
			let rawVersion;
			let atSignIndex = pathname.lastIndexOf("@");
			if (atSignIndex !== -1 && pathname.charCodeAt(atSignIndex - 1) === 47) atSignIndex = -1;
			const beforeVersion = pathname.slice(rawType.length + 1, atSignIndex === -1 ? pathname.length : atSignIndex);
			if (atSignIndex !== -1) rawVersion = decodePurlComponent("version", pathname.slice(atSignIndex + 1));
			let rawNamespace;
			let rawName;
			const lastSlashIndex = beforeVersion.lastIndexOf("/");
			if (lastSlashIndex === -1) rawName = decodePurlComponent("name", beforeVersion);
			else {
				rawName = decodePurlComponent("name", beforeVersion.slice(lastSlashIndex + 1));
				rawNamespace = decodePurlComponent("namespace", beforeVersion.slice(0, lastSlashIndex));
			}
			let rawQualifiers;
			const { searchParams } = url;
			if (searchParams.size !== 0) {
				searchParams.forEach((value) => decodePurlComponent("qualifiers", value));
				rawQualifiers = searchParams;
			}
			let rawSubpath;
			const { hash } = url;
			if (hash.length !== 0) rawSubpath = decodePurlComponent("subpath", hash.slice(1));
			return [
				rawType,
				rawNamespace,
				rawName,
				rawVersion,
				rawQualifiers,
				rawSubpath
			];
		}
	};
	for (const staticProp of [
		"Component",
		"KnownQualifierNames",
		"Type"
	]) Reflect.defineProperty(PackageURL, staticProp, {
		...Reflect.getOwnPropertyDescriptor(PackageURL, staticProp),
		writable: false
	});
	Reflect.setPrototypeOf(PackageURL.prototype, null);
	module.exports = {
		PackageURL,
		PurlComponent,
		PurlQualifierNames,
		PurlType
	};
}));
/*!
Copyright (c) the purl authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/
// src/catalog/package-url.ts
var import_packageurl_js = (/* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { PackageURL, PurlComponent, PurlQualifierNames, PurlType } = require_package_url();
	module.exports = {
		PackageURL,
		PurlComponent,
		PurlQualifierNames,
		PurlType
	};
})))();
/**
* The purl of a distribution's package (purl-spec, types deb, apk and alpm): the namespace is the vendor, which is the `ID`
* of os-release, and stays out when the image does not say what it is.
*/
function systemPackageUrl(type, os, parts) {
	const distro = distroOf(os);
	const qualifiers = {
		...parts.architecture === void 0 ? {} : { arch: parts.architecture },
		...distro === void 0 ? {} : { distro }
	};
	return new import_packageurl_js.PackageURL(type, os?.id, parts.name, parts.version, qualifiers).toString();
}
/**
* The purl of a package of a language: purl-spec names the parts for each type, and how they are normalised (a PyPI
* name is lower-cased in the purl alone).
* @throws Error with a sentence, when the type needs a part that is not there, or refuses one.
*/
function languagePackageUrl(type, parts) {
	return new import_packageurl_js.PackageURL(type, parts.namespace, parts.name, parts.version, parts.qualifiers).toString();
}
/** The purl of an npm package (purl-spec, type npm): the scope, with its at sign, is the namespace. */
function npmPackageUrl(name, version) {
	const slash = name.indexOf("/");
	return languagePackageUrl("npm", {
		namespace: slash < 0 ? void 0 : name.slice(0, slash),
		name: name.slice(slash + 1),
		version
	});
}
/** `ID-VERSION_ID`; undefined for a rolling release. */
function distroOf(os) {
	return os?.versionId === void 0 ? void 0 : `${os.id}-${os.versionId}`;
}
// src/catalog/apk.ts
/** Before and after Alpine and Wolfi merged `/lib` into `/usr/lib`. */
const databases$2 = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];
const maxBytes$16 = 67108864;
const maxRulesBytes = 65536;
const installedReader$1 = wholeFileReader({
	name: "apk-installed",
	version: 2,
	maxBytes: maxBytes$16,
	wants: (path) => databases$2.includes(path),
	parse: (bytes, path) => parseInstalled(bytes.toString("utf8"), path)
});
const protectedPathsReader = wholeFileReader({
	name: "apk-protected-paths",
	version: 1,
	maxBytes: maxRulesBytes,
	wants: (path) => /^etc\/apk\/protected_paths\.d\/[^/]+\.list$/.test(path),
	parse: (bytes) => parseProtectedPaths(bytes.toString("utf8"))
});
/** Alpine's and Wolfi's packages: the `installed` database of apk-tools 2 and 3, which names the owned files too. */
const apk = {
	name: "apk",
	about: {
		title: "Alpine, Wolfi, Chainguard",
		looksAt: databases$2,
		knows: [
			"files",
			"checksums",
			"source package"
		]
	},
	types: ["apk"],
	scope: "system",
	readers: [installedReader$1, protectedPathsReader],
	databases: databases$2,
	packages: packagesOf$18
};
function packagesOf$18(view, os) {
	const present = ownedFiles(view);
	const checksumsOf = fileChecksums(view);
	const isConfiguration = configurationTest(view.facts(protectedPathsReader).flatMap(({ fact }) => isFileProblem(fact) ? [] : fact));
	const origin = originOf(view, view.history(installedReader$1), (fact) => isFileProblem(fact) ? [] : fact.packages.map(entryOf$10));
	const packages = [];
	const checksums = [];
	const problems = [];
	for (const { path, fact } of view.facts(installedReader$1)) {
		if (isFileProblem(fact)) continue;
		problems.push(...fact.problems);
		for (const installed of fact.packages) {
			const { name, version, architecture, origin: source, files } = installed;
			const purl = systemPackageUrl("apk", os, installed);
			packages.push({
				purl,
				name,
				version,
				type: "apk",
				...architecture === void 0 ? {} : { architecture },
				...source === void 0 || source === name ? {} : { source: {
					name: source,
					version
				} },
				layer: origin(path, entryOf$10(installed)),
				files: present(files.paths)
			});
			for (const checksum of checksumsOf(files, purl)) checksums.push({
				...checksum,
				configuration: isConfiguration(checksum.path.slice(1))
			});
		}
	}
	return {
		packages,
		checksums,
		problems
	};
}
function entryOf$10(installed) {
	return JSON.stringify([
		installed.name,
		installed.architecture ?? "",
		installed.version
	]);
}
// src/image/program-format.ts
/** The headers of nearly every program, and in an ELF file the name of its interpreter. */
const programHeadBytes = 4096;
/** What can only be read, where the linker kept it apart from code; else the code too. */
function constantsOf(loaded) {
	const readOnly = loaded.filter(({ writable }) => !writable);
	const constants = readOnly.filter(({ executable }) => !executable);
	return constants.length > 0 ? constants : readOnly;
}
/**
* What is kept of any program: what can be written, constants and sections where they are needed, and what is behind
* all of it.
*/
function rangesOf(loaded, fileBytes, needs, sections = []) {
	const loadedEnd = loaded.reduce((end, { offset, bytes }) => Math.max(end, offset + bytes), 0);
	return [
		...loaded.filter(({ writable }) => writable),
		...needs.constants() ? constantsOf(loaded) : [],
		...sections.filter(({ name }) => needs.sections.includes(name)),
		{
			offset: loadedEnd,
			bytes: Math.max(0, fileBytes - loadedEnd)
		}
	];
}
/** A program of these segments and sections. */
function programOf(head, loaded, { read }, sections = []) {
	return {
		head,
		writable: loaded.filter(({ writable }) => writable),
		constants: constantsOf(loaded),
		read,
		readAt(address, bytes) {
			const place = loaded.find((one) => one.address <= address && address - one.address < one.bytes);
			if (place === void 0) return Buffer.alloc(0);
			const into = address - place.address;
			return read(place.offset + into, Math.min(bytes, place.bytes - into));
		},
		section(name, bytes) {
			const found = sections.find((one) => one.name === name);
			return found === void 0 ? void 0 : read(found.offset, Math.min(found.bytes, bytes));
		}
	};
}
// src/image/pe-program.ts
const signature$1 = Buffer.from("PE\0\0");
const signaturePlace = 60;
const fileHeaderBytes = 20;
const sectionBytes = 40;
const wideOptional = 523;
const narrowOptional = 267;
const sectionFlags = {
	execute: 536870912,
	write: 2147483648
};
/** Programs and libraries of Windows, as images carry them for downloads and in packages for several systems. */
const peProgram = {
	magics: [Buffer.from("MZ")],
	plan(head, fileBytes, needs) {
		const table = sectionTable(head);
		if (table === void 0) return void 0;
		const loaded = table.rows.map((at) => segmentAt$1(head, at, table.base));
		const sections = table.rows.map((at) => sectionAt(head, at));
		return {
			ranges: rangesOf(loaded, fileBytes, needs, sections),
			open: (first, kept) => programOf(first, loaded, kept, sections)
		};
	}
};
/** Where the signature of a PE file stands in its first bytes; undefined for a program of DOS. */
function peSignatureAt(head) {
	if (head.length < 64 || head.subarray(0, 2).toString("latin1") !== "MZ") return void 0;
	const at = head.readUInt32LE(signaturePlace);
	return head.subarray(at, at + signature$1.length).equals(signature$1) ? at : void 0;
}
/** undefined where the sections are not told in the first bytes: no linker writes more than a few hundred before. */
function sectionTable(head) {
	const signatureAt = peSignatureAt(head);
	if (signatureAt === void 0) return void 0;
	const fileHeader = signatureAt + signature$1.length;
	const optional = fileHeader + fileHeaderBytes;
	if (head.length < optional + 32) return void 0;
	const count = head.readUInt16LE(fileHeader + 2);
	const table = optional + head.readUInt16LE(fileHeader + 16);
	const magic = head.readUInt16LE(optional);
	if (magic !== wideOptional && magic !== narrowOptional) return void 0;
	if (head.length < table + count * sectionBytes) return void 0;
	return {
		base: magic === wideOptional ? Number(head.readBigUInt64LE(optional + 24)) : head.readUInt32LE(optional + 28),
		rows: Array.from({ length: count }, (_, index) => table + index * sectionBytes)
	};
}
function segmentAt$1(head, at, base) {
	const flags = head.readUInt32LE(at + 36);
	return {
		offset: head.readUInt32LE(at + 20),
		address: base + head.readUInt32LE(at + 12),
		bytes: head.readUInt32LE(at + 16),
		writable: (flags & sectionFlags.write) !== 0,
		executable: (flags & sectionFlags.execute) !== 0
	};
}
/** In the file it is filled up to whole sectors; what of it is in memory is its content. */
function sectionAt(head, at) {
	const name = head.toString("latin1", at, at + 8).replace(/\0.*$/s, "");
	const inMemory = head.readUInt32LE(at + 8);
	const inFile = head.readUInt32LE(at + 16);
	return {
		name,
		offset: head.readUInt32LE(at + 20),
		bytes: inMemory === 0 ? inFile : Math.min(inMemory, inFile)
	};
}
// src/image/elf-layout.ts
const elfMagic = Buffer.from("ELF", "latin1");
/** The file header, and nearly always the program headers and the interpreter's name. */
const elfHeadBytes = 4096;
/** Linux takes no more program headers (fs/binfmt_elf.c). */
const maxTableBytes = 65536;
const elfTypes = {
	executable: 2,
	shared: 3
};
const segmentTypes = {
	load: 1,
	dynamic: 2,
	interpreter: 3,
	stack: 1685382481,
	readOnlyAfterStart: 1685382482
};
const segmentFlags = {
	execute: 1,
	write: 2
};
/** undefined while the header is not complete, and for one of another class or byte order than the two there are. */
function readElfLayout(head) {
	const wide = head[4] === 2;
	const little = head[5] === 1;
	if (head.length < (wide ? 64 : 52) || !wide && head[4] !== 1 || !little && head[5] !== 2) return void 0;
	const half = (bytes, at) => little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
	const word = (bytes, at) => little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
	const long = (bytes, at) => wide ? Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at)) : word(bytes, at);
	const tableAt = (offsetAt, entryAt) => {
		const entryBytes = half(head, entryAt);
		return {
			offset: long(head, offsetAt),
			bytes: entryBytes * half(head, entryAt + 2),
			entryBytes
		};
	};
	return {
		type: half(head, 16),
		machine: half(head, 18),
		wide,
		table: tableAt(wide ? 32 : 28, wide ? 54 : 42),
		sections: tableAt(wide ? 40 : 32, wide ? 58 : 46),
		namesSection: half(head, wide ? 62 : 50),
		half,
		word,
		long
	};
}
/** The program headers in a table; none when its entries have another size than ELF's, which Linux refuses. */
function readElfSegments(table, { wide, table: about, word, long }) {
	const entryBytes = wide ? 56 : 32;
	if (about.entryBytes !== entryBytes) return [];
	return Array.from({ length: Math.floor(table.length / entryBytes) }, (_, index) => {
		const at = index * entryBytes;
		return {
			type: word(table, at),
			flags: word(table, at + (wide ? 4 : 24)),
			offset: long(table, at + (wide ? 8 : 4)),
			address: long(table, at + (wide ? 16 : 8)),
			bytes: long(table, at + (wide ? 32 : 16))
		};
	});
}
/** How many section headers are in a table; none when its entries have another size than ELF's. */
function countElfSections(table, { wide, sections }) {
	const entryBytes = wide ? 64 : 40;
	return sections.entryBytes === entryBytes ? Math.floor(table.length / entryBytes) : 0;
}
/** One of the section headers in a table. */
function readElfSection(table, index, { wide, word, long }) {
	const at = index * (wide ? 64 : 40);
	return {
		name: word(table, at),
		offset: long(table, at + (wide ? 24 : 16)),
		bytes: long(table, at + (wide ? 32 : 20))
	};
}
// src/image/elf-program.ts
/** A file whose program headers are not in front (patchelf moves them) is kept whole. */
const elfProgram = {
	magics: [elfMagic],
	plan(head, fileBytes, needs) {
		const layout = readElfLayout(head);
		if (layout === void 0) return void 0;
		const { type, table, sections } = layout;
		if (type !== elfTypes.executable && type !== elfTypes.shared) return void 0;
		if (table.bytes === 0 || table.bytes > 65536) return void 0;
		const tableEnd = table.offset + table.bytes;
		if (tableEnd > head.length) {
			const open = (first, kept) => withSections(programOf(first, loadedOf(kept.read(table.offset, table.bytes), layout), kept), layout);
			return {
				ranges: [{
					offset: 0,
					bytes: fileBytes
				}],
				open
			};
		}
		const loaded = loadedOf(head.subarray(table.offset, tableEnd), layout);
		return {
			ranges: [...rangesOf(loaded, fileBytes, needs), {
				offset: sections.offset,
				bytes: Math.min(sections.bytes, maxSectionBytes)
			}],
			open: (first, kept) => withSections(programOf(first, loaded, kept), layout)
		};
	}
};
/** A thousand sections; programs have about forty. */
const maxSectionBytes = 65536;
/** Of the names of sections; programs have some hundred bytes. */
const maxNamesBytes = 65536;
function loadedOf(table, layout) {
	return readElfSegments(table, layout).filter(({ type }) => type === segmentTypes.load).map(({ offset, address, bytes, flags }) => ({
		offset,
		address,
		bytes,
		writable: (flags & segmentFlags.write) !== 0,
		executable: (flags & segmentFlags.execute) !== 0
	}));
}
function withSections(program, layout) {
	const { sections, namesSection } = layout;
	const { read } = program;
	return {
		...program,
		section(name, bytes) {
			const table = read(sections.offset, Math.min(sections.bytes, maxSectionBytes));
			const count = countElfSections(table, layout);
			if (namesSection >= count) return void 0;
			const place = readElfSection(table, namesSection, layout);
			const names = read(place.offset, Math.min(place.bytes, maxNamesBytes));
			const wanted = Buffer.from(`${name}\0`);
			if (!names.includes(wanted)) return void 0;
			const isNamed = (at) => names.subarray(at, at + wanted.length).equals(wanted);
			for (let index = 0; index < count; index += 1) {
				const found = readElfSection(table, index, layout);
				if (isNamed(found.name)) return read(found.offset, Math.min(found.bytes, bytes));
			}
		}
	};
}
// src/image/kept-ranges.ts
/** @param ranges in any order; they may overlap, and reach behind the end of the file */
function keepRanges(ranges, spool) {
	const wanted = joined(ranges);
	const kept = [];
	let position = 0;
	let next = 0;
	return {
		write(chunk) {
			const end = position + chunk.length;
			for (let range = wanted[next]; range !== void 0 && range.offset < end; range = wanted[next]) {
				const from = Math.max(range.offset, position);
				const to = Math.min(range.offset + range.bytes, end);
				if (from < to) {
					kept.push({
						offset: from,
						bytes: to - from,
						at: spool.size()
					});
					spool.write(chunk.subarray(from - position, to - position));
				}
				if (range.offset + range.bytes > end) break;
				next += 1;
			}
			position = end;
		},
		read(offset, bytes) {
			const range = wanted.findLast((candidate) => candidate.offset <= offset);
			const end = range === void 0 ? 0 : Math.min(range.offset + range.bytes, position, offset + bytes);
			const first = kept.findLast((candidate) => candidate.offset <= offset);
			if (first === void 0 || end <= offset) return Buffer.alloc(0);
			return spool.file().read(first.at + (offset - first.offset), end - offset);
		}
	};
}
/** Sorted, without overlaps and without gaps of nothing. */
function joined(ranges) {
	const result = [];
	for (const range of ranges.toSorted((a, b) => a.offset - b.offset)) {
		const last = result.at(-1);
		const lastEnd = last === void 0 ? -1 : last.offset + last.bytes;
		if (last === void 0 || range.offset > lastEnd) result.push(range);
		else {
			const bytes = Math.max(lastEnd, range.offset + range.bytes) - last.offset;
			result[result.length - 1] = {
				offset: last.offset,
				bytes
			};
		}
	}
	return result;
}
// src/image/mach-o-program.ts
const narrowMagic$1 = Buffer.from("cefaedfe", "hex");
const wideMagic$1 = Buffer.from("cffaedfe", "hex");
/** The load command of a segment, and how many bytes the headers have. */
const layouts = {
	narrow: {
		command: 1,
		header: 28,
		segment: 56,
		section: 68
	},
	wide: {
		command: 25,
		header: 32,
		segment: 72,
		section: 80
	}
};
const protections = {
	write: 2,
	execute: 4
};
const maxCommands = 1e3;
/** Programs and libraries of macOS for one machine; those for several are in `universal-program.ts`. */
const machOProgram = {
	magics: [narrowMagic$1, wideMagic$1],
	plan(head, fileBytes, needs) {
		const places = segmentPlaces(head);
		if (places === void 0) return void 0;
		const loaded = places.map((at) => segmentAt(head, at));
		const sections = places.flatMap((at) => sectionsOf(head, at));
		return {
			ranges: rangesOf(loaded, fileBytes, needs, sections),
			open: (first, kept) => programOf(first, loaded, kept, sections)
		};
	}
};
function isWide(head) {
	return head.subarray(0, 4).equals(wideMagic$1);
}
/** Where the head describes a segment. The load commands of programs have one to three thousand bytes. */
function segmentPlaces(head) {
	const layout = isWide(head) ? layouts.wide : layouts.narrow;
	let at = layout.header;
	if (head.length < at) return void 0;
	const count = Math.min(head.readUInt32LE(16), maxCommands);
	const places = [];
	for (let index = 0; index < count && at + 8 <= head.length; index += 1) {
		const command = head.readUInt32LE(at);
		const bytes = head.readUInt32LE(at + 4);
		if (bytes < 8) break;
		if (command === layout.command && at + layout.segment <= head.length) places.push(at);
		at += bytes;
	}
	return places;
}
function segmentAt(head, at) {
	const wide = isWide(head);
	const long = (index) => wide ? Number(head.readBigUInt64LE(at + 24 + 8 * index)) : head.readUInt32LE(at + 24 + 4 * index);
	const protection = head.readUInt32LE(at + 24 + (wide ? 32 : 16) + 4);
	return {
		address: long(0),
		offset: long(2),
		bytes: long(3),
		writable: (protection & protections.write) !== 0,
		executable: (protection & protections.execute) !== 0
	};
}
/** They stand behind their segment, in its load command. */
function sectionsOf(head, segment) {
	const wide = isWide(head);
	const layout = wide ? layouts.wide : layouts.narrow;
	const first = segment + layout.segment;
	const end = Math.min(segment + head.readUInt32LE(segment + 4), head.length);
	const count = Math.min(head.readUInt32LE(first - 8), Math.floor((end - first) / layout.section));
	return Array.from({ length: Math.max(0, count) }, (_, index) => {
		const at = first + index * layout.section;
		return {
			name: head.toString("latin1", at, at + 16).replace(/\0.*$/s, ""),
			offset: head.readUInt32LE(at + (wide ? 48 : 40)),
			bytes: wide ? Number(head.readBigUInt64LE(at + 40)) : head.readUInt32LE(at + 36)
		};
	});
}
// src/image/spool.ts
/** More than this is not kept in memory: most programs, archives and databases in images are smaller. */
const maxMemoryBytes = 8388608;
/** Keeps bytes that flow by, so that they can be read at any place afterwards. */
function createSpool() {
	let kept = [];
	let size = 0;
	let folder;
	let descriptor;
	function spill() {
		folder = mkdtempSync(join(tmpdir(), "sekisho-"));
		descriptor = openSync(join(folder, "file"), "wx+", 384);
		for (const chunk of kept) writeFully(descriptor, chunk);
		kept = [];
		return descriptor;
	}
	function whole() {
		const [first = Buffer.alloc(0)] = kept;
		if (kept.length < 2) return first;
		const joined = Buffer.concat(kept);
		kept = [joined];
		return joined;
	}
	return {
		write(chunk) {
			size += chunk.length;
			if (descriptor === void 0 && size <= maxMemoryBytes) kept.push(Buffer.from(chunk));
			else writeFully(descriptor ?? spill(), chunk);
		},
		size: () => size,
		file: () => ({
			size,
			read(offset, length) {
				const available = Math.max(0, Math.min(length, size - offset));
				if (descriptor === void 0) return Buffer.from(whole().subarray(offset, offset + available));
				const bytes = Buffer.allocUnsafe(available);
				for (let at = 0; at < available;) {
					const got = readSync(descriptor, bytes, at, available - at, offset + at);
					if (got === 0) return bytes.subarray(0, at);
					at += got;
				}
				return bytes;
			}
		}),
		close() {
			kept = [];
			if (descriptor !== void 0) closeSync(descriptor);
			descriptor = void 0;
			if (folder !== void 0) rmSync(folder, {
				recursive: true,
				force: true
			});
			folder = void 0;
		}
	};
}
function writeFully(descriptor, chunk) {
	for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at);
}
// src/image/universal-program.ts
const narrowMagic = 3405691582;
const wideMagic = 3405691583;
const headerBytes$1 = 8;
const rowBytes = {
	narrow: 20,
	wide: 32
};
/** Classes of Java begin with the same number, and then a version of 45 or more: file(1) tells them apart so too. */
const maxPrograms = 39;
/** What tells where all programs in a universal file are. */
const maxHeadBytes = headerBytes$1 + maxPrograms * rowBytes.wide;
/** @param chunk the first bytes of a file, at least one */
function mayBeUniversal(chunk) {
	return chunk[0] === 202;
}
/**
* Whether a file is one of macOS with a program for each of several machines (`lipo`).
* @param head its first 8 bytes, or all there are
*/
function isUniversal(head) {
	if (head.length < headerBytes$1) return false;
	const magic = head.readUInt32BE(0);
	const count = head.readUInt32BE(4);
	return (magic === narrowMagic || magic === wideMagic) && count > 0 && count <= maxPrograms;
}
/**
* Gives each program of a universal file to a sink of its own, one after the other, as if it were a file. A file that
* is none passes.
* @param open a sink for a program of so many bytes
*/
function universalSink(fileBytes, open) {
	const headBytes = Math.min(maxHeadBytes, fileBytes);
	const facts = [];
	let failure;
	let head = Buffer.alloc(0);
	let state = "beginning";
	let programs = [];
	let next = 0;
	let position = 0;
	let sink;
	function begin() {
		try {
			programs = programsIn(head, fileBytes);
		} catch (error) {
			failure = error;
		}
	}
	function finish() {
		try {
			facts.push(...sink?.end() ?? []);
		} catch (error) {
			failure ??= error;
		}
		sink = void 0;
	}
	function split(chunk) {
		const end = position + chunk.length;
		for (let one = programs[next]; one !== void 0 && one.offset < end; one = programs[next]) {
			sink ??= open(one.bytes);
			sink.write(chunk.subarray(Math.max(0, one.offset - position), one.offset + one.bytes - position));
			if (one.offset + one.bytes > end) break;
			finish();
			next += 1;
		}
		position = end;
	}
	return {
		write(chunk) {
			if (state === "passing") return;
			if (state === "splitting") return split(chunk);
			const rest = headBytes - head.length;
			head = Buffer.concat([head, chunk.subarray(0, rest)]);
			if (head.length < Math.min(headerBytes$1, headBytes)) return;
			if (!isUniversal(head)) state = "passing";
			if (state === "passing" || head.length < headBytes) return;
			begin();
			state = "splitting";
			split(head);
			split(chunk.subarray(rest));
		},
		end() {
			finish();
			if (failure !== void 0) throw failure;
			return facts;
		}
	};
}
/**
* In the order of the file. Each byte is in one of them at most: it is read once.
* @throws Error with a sentence, for what macOS would not load either
*/
function programsIn(head, fileBytes) {
	const wide = head.readUInt32BE(0) === wideMagic;
	const row = wide ? rowBytes.wide : rowBytes.narrow;
	const tableEnd = headerBytes$1 + head.readUInt32BE(4) * row;
	if (head.length < tableEnd) throw new Error("its table of programs is cut off");
	const long = (at) => wide ? Number(head.readBigUInt64BE(at)) : head.readUInt32BE(at);
	const programs = [];
	for (let at = headerBytes$1; at < tableEnd; at += row) programs.push({
		offset: long(at + 8),
		bytes: long(at + (wide ? 16 : 12))
	});
	programs.sort((a, b) => a.offset - b.offset);
	let end = tableEnd;
	for (const { offset, bytes } of programs) {
		if (offset < end) throw new Error("the programs in it overlap");
		end = offset + bytes;
		if (end > fileBytes) throw new Error("a program in it reaches behind its end");
	}
	return programs;
}
// src/image/program.ts
/** Every format of programs that is read. */
const formats$1 = [
	elfProgram,
	peProgram,
	machOProgram
];
/**
* A reader of every program and library, wherever it is and whatever its mode. Of most files a few kilobytes are kept:
* what can be written, and what stands behind everything that is loaded. A file gives a fact for each program in it
* that has one: files of macOS may have several, for several machines.
*/
function programReader(options) {
	return {
		name: options.name,
		version: options.version,
		open: (entry) => fileSink(entry, options)
	};
}
function fileSink(entry, options) {
	const ofOne = (size) => programSink({
		...entry,
		size
	}, options);
	let sink;
	return {
		write(chunk) {
			sink ??= mayBeUniversal(chunk) ? universalSink(entry.size, ofOne) : programSink(entry, options);
			sink.write(chunk);
		},
		end() {
			try {
				const facts = sink?.end() ?? [];
				return facts.length === 0 ? void 0 : facts;
			} catch (error) {
				return { problem: `${entry.path}: ${reasonOf(error)}` };
			}
		}
	};
}
function programSink(entry, { maxBytes, needsConstants, sections, parse }) {
	const headBytes = Math.min(programHeadBytes, entry.size);
	let spool;
	let head = Buffer.alloc(0);
	let plan;
	let kept;
	let state = "beginning";
	let tooLarge = 0;
	function begin() {
		plan = planFor(head, entry.size, {
			sections,
			constants: () => needsConstants(head, entry)
		});
		const bytes = plan?.ranges.reduce((sum, range) => sum + range.bytes, 0) ?? 0;
		if (bytes > maxBytes) tooLarge = bytes;
		state = plan === void 0 || tooLarge > 0 ? "passing" : "keeping";
		if (plan === void 0 || state === "passing") return;
		spool = createSpool();
		kept = keepRanges(plan.ranges, spool);
	}
	return {
		write(chunk) {
			if (state === "passing") return;
			try {
				if (state === "keeping") kept?.write(chunk);
				else if (head.length === 0 && !mayBegin(chunk)) state = "passing";
				else {
					const rest = headBytes - head.length;
					head = Buffer.concat([head, chunk.subarray(0, rest)]);
					if (head.length < headBytes) return;
					begin();
					kept?.write(head);
					kept?.write(chunk.subarray(rest));
				}
			} catch (error) {
				spool?.close();
				throw error;
			}
		},
		end() {
			try {
				if (tooLarge > 0) throw new Error(`its data is ${tooLarge} bytes, over the limit of ${maxBytes}`);
				if (plan === void 0 || kept === void 0) return [];
				const fact = parse(searchable(plan.open(head, kept), entry.size), entry);
				return fact === void 0 ? [] : [fact];
			} finally {
				spool?.close();
			}
		}
	};
}
const allMagics = formats$1.flatMap(({ magics }) => magics);
const firstBytes$1 = new Set(allMagics.map((magic) => magic[0]));
/** Of a chunk as short as one byte, only that byte can tell. It is asked of every file: the first byte decides most. */
function mayBegin(chunk) {
	if (!firstBytes$1.has(chunk[0])) return false;
	return allMagics.some((magic) => {
		const length = Math.min(chunk.length, magic.length);
		return chunk.subarray(0, length).equals(magic.subarray(0, length));
	});
}
function planFor(head, fileBytes, needs) {
	const begins = (magic) => head.subarray(0, magic.length).equals(magic);
	const plan = formats$1.find(({ magics }) => magics.some(begins))?.plan(head, fileBytes, needs);
	return plan === void 0 ? void 0 : {
		...plan,
		ranges: within(plan.ranges, fileBytes)
	};
}
/** Without what reaches behind the end of the file. */
function within(ranges, fileBytes) {
	return ranges.filter(({ offset, bytes }) => offset < fileBytes && bytes > 0).map((range) => ({
		...range,
		bytes: Math.min(range.bytes, fileBytes - range.offset)
	}));
}
/**
* A program whose segments can be searched in no more time than its file is long.
* @throws Error with a sentence, where hundreds of them claim to be all of the file
*/
function searchable(program, fileBytes) {
	const writable = within(program.writable, fileBytes);
	const constants = within(program.constants, fileBytes);
	if ([...writable, ...constants].reduce((sum, { bytes }) => sum + bytes, 0) > 2 * fileBytes) throw new Error("its segments claim more bytes than it has");
	return {
		...program,
		writable,
		constants
	};
}
// src/catalog/dotnet/dependencies.ts
const maxLibraries = 2e4;
const nameForm$11 = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const versionForm$12 = /^[0-9]{1,10}(?:\.[0-9]{1,10}){0,3}(?:[+-][0-9A-Za-z.+-]{1,200})?$/;
/** In front of the name of a runtime that was published together with the application. */
const runtimePrefix = "runtimepack.";
const kinds = ["package", "runtimepack"];
/** Keys of a target's entry that name files. */
const fileKeys = [
	"runtime",
	"native",
	"runtimeTargets",
	"resources"
];
/**
* Reads the `deps.json` that .NET's build writes beside an application or a framework (dotnet/runtime,
* docs/design/features/host-component-dependencies-resolution.md). A package that brings no file is left out: the
* framework's own copy is loaded in its place, or it only was a name for others.
* @param path without leading slash, for the problems
* @throws Error with a sentence, when it is not JSON or no such list
*/
function parseDotnetDependencies(text, path) {
	const json = objectOf$2(JSON.parse(text.startsWith("﻿") ? text.slice(1) : text));
	const libraries = objectOf$2(json?.["libraries"]);
	if (json === void 0 || libraries === void 0) throw new Error("it lists no libraries");
	const withFiles = librariesWithFiles(json["targets"]);
	const problems = problemsOf$1(path);
	const found = [];
	for (const [key, about] of Object.entries(libraries)) {
		if (found.length >= maxLibraries) {
			problems.add(`it lists more than ${maxLibraries} libraries`);
			break;
		}
		if (!kinds.includes(objectOf$2(about)?.["type"]) || !(withFiles?.has(key) ?? true)) continue;
		const slash = key.indexOf("/");
		const name = key.slice(key.startsWith(runtimePrefix) ? 12 : 0, Math.max(0, slash));
		const version = key.slice(slash + 1);
		if (nameForm$11.test(name) && versionForm$12.test(version)) found.push({
			name,
			version
		});
		else problems.add(`it has a library that NuGet does not allow: ${shown(printable(key))}`);
	}
	return {
		libraries: found,
		problems: problems.sentences()
	};
}
/** Keys of libraries that have a file for some target; undefined when nothing is said of targets. */
function librariesWithFiles(targets) {
	const all = objectOf$2(targets);
	if (all === void 0) return void 0;
	const found = /* @__PURE__ */ new Set();
	for (const target of Object.values(all)) for (const [key, about] of Object.entries(objectOf$2(target) ?? {})) {
		const entry = objectOf$2(about);
		if (fileKeys.some((kind) => Object.keys(objectOf$2(entry?.[kind]) ?? {}).length > 0)) found.add(key);
	}
	return found;
}
function objectOf$2(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
// src/catalog/dotnet/bundle.ts
const signature = createHash("sha256").update(".net core bundle\n").digest();
const placeBytes = 8;
/** Two numbers of the version, and how many files there are. */
const countsBytes = 12;
/** Since .NET 5 (version 2), the header says where the `deps.json` is. */
const firstVersion = 2;
const searchBytes$1 = 1048576;
const maxIdBytes = 127;
const maxDependenciesBytes = 16777216;
/**
* The packages of a .NET application that was published as one file: its `deps.json` is in the bundle behind the
* program. undefined for any other program.
* @throws Error with a sentence, when there is a bundle that cannot be read
*/
function readDotnetBundle(program, path) {
	const place = bundlePlace(program);
	if (place === void 0) return void 0;
	const counts = program.read(place, countsBytes);
	if (counts.length < countsBytes) throw new Error("its .NET bundle is cut off");
	if (counts.readUInt32LE(0) < firstVersion) throw new Error("its .NET bundle is of .NET Core 3, which is not read");
	const [idBytes = 128] = program.read(place + countsBytes, 1);
	const location = program.read(place + countsBytes + 1 + idBytes, 16);
	if (idBytes > maxIdBytes || location.length < 16) throw new Error("its .NET bundle is cut off");
	const length = Number(location.readBigInt64LE(8));
	if (length === 0) return void 0;
	if (length < 0 || length > maxDependenciesBytes) throw new Error("its .NET bundle has no deps.json");
	const bytes = program.read(Number(location.readBigInt64LE(0)), length);
	if (bytes.length < length) throw new Error("its .NET bundle is cut off");
	return parseDotnetDependencies(bytes.toString("utf8"), path);
}
/** Of the bundle's header in the file; undefined for a program without a bundle. */
function bundlePlace(program) {
	for (const { offset, bytes } of program.writable) for (let at = 0; at < bytes; at += searchBytes$1) {
		const wanted = Math.min(searchBytes$1 + signature.length + placeBytes, bytes - at);
		const stretch = program.read(offset + at, wanted);
		const found = stretch.indexOf(signature);
		if (found < placeBytes) continue;
		const place = Number(stretch.readBigInt64LE(found - placeBytes));
		return place > 0 ? place : void 0;
	}
}
// src/catalog/go/build-info.ts
const magic$1 = Buffer.from("ÿ Go buildinf:", "latin1");
const alignment = 16;
const headerBytes = 32;
const flagBigEndian = 1;
/** Since Go 1.18: both texts follow the header; before, it holds the addresses of string headers. */
const flagInline = 2;
/** cmd/go/internal/modload, "infoStart" and "infoEnd": random bytes around the module information. */
const sentinelBytes = 16;
const searchBytes = 1048576;
const maxVersionBytes = 1024;
/** Kubernetes' own is 30 KiB. */
const maxModulesBytes = 8388608;
const maxVarintBytes = 10;
/**
* The build information of a Go program; undefined for any other program.
* @throws Error with a sentence, when it is there and cannot be read
*/
function readGoBuildInfo(program) {
	const place = findHeader(program);
	if (place === void 0) return void 0;
	const header = program.read(place, headerBytes);
	if (header.length < headerBytes) throw unreadable$1();
	const found = ((header[15] ?? 0) & flagInline) === 0 ? pointedTo(program, header) : inline(program, place);
	return {
		goVersion: found.goVersion,
		modules: withoutSentinels(found.modules)
	};
}
/** Its place in the file: at the first address of the right alignment, in what can be written. */
function findHeader(program) {
	for (const { offset, address, bytes } of program.writable) {
		const first = (alignment - address % alignment) % alignment;
		for (let at = first; at < bytes; at += searchBytes) {
			const stretch = program.read(offset + at, Math.min(searchBytes, bytes - at));
			for (let found = stretch.indexOf(magic$1); found >= 0; found = stretch.indexOf(magic$1, found + 1)) if (found % alignment === 0) return offset + at + found;
		}
	}
}
function inline(program, place) {
	const version = readText$1(program, place + headerBytes, maxVersionBytes);
	const modules = readText$1(program, version.end, maxModulesBytes);
	return {
		goVersion: version.bytes.toString("utf8"),
		modules: modules.bytes.toString("latin1")
	};
}
/** An unsigned varint, and as many bytes as it says. */
function readText$1(program, place, maxBytes) {
	const prefix = program.read(place, maxVarintBytes);
	let length = 0;
	for (const [index, byte] of prefix.entries()) {
		length += (byte & 127) * 2 ** (7 * index);
		if (byte >= 128) continue;
		const bytes = length > maxBytes ? Buffer.alloc(0) : program.read(place + index + 1, length);
		if (bytes.length < length) break;
		return {
			bytes,
			end: place + index + 1 + length
		};
	}
	throw unreadable$1();
}
function pointedTo(program, header) {
	const pointerBytes = header[14];
	const big = ((header[15] ?? 0) & flagBigEndian) !== 0;
	if (pointerBytes !== 4 && pointerBytes !== 8) throw unreadable$1();
	const pointer = (bytes, index) => {
		const at = index * pointerBytes;
		if (bytes.length < at + pointerBytes) throw unreadable$1();
		if (pointerBytes === 4) return big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
		return Number(big ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at));
	};
	/** Of a Go string in memory: where it is, and how long. */
	const textAt = (address, maxBytes) => {
		if (address === 0) return Buffer.alloc(0);
		const place = program.readAt(address, 2 * pointerBytes);
		const length = pointer(place, 1);
		const bytes = length > maxBytes ? Buffer.alloc(0) : program.readAt(pointer(place, 0), length);
		if (bytes.length < length) throw unreadable$1();
		return bytes;
	};
	const pointers = header.subarray(16);
	return {
		goVersion: textAt(pointer(pointers, 0), maxVersionBytes).toString("utf8"),
		modules: textAt(pointer(pointers, 1), maxModulesBytes).toString("latin1")
	};
}
function withoutSentinels(latin1) {
	return latin1.length > 32 && latin1.at(-17) === "\n" ? Buffer.from(latin1.slice(sentinelBytes, -16), "latin1").toString("utf8") : "";
}
function unreadable$1() {
	return /* @__PURE__ */ new Error("its Go build information is cut off or damaged");
}
/** Of the program header that Go's linker wrote until 1.23 for PaX kernels. */
const paxType = Buffer.from([
	128,
	21,
	4,
	101
]);
/** The end of a note's header and Go's name: type 4, in both byte orders. */
const notes = ["\0\0\0Go\0\0", "\0\0\0Go\0\0"].map((text) => Buffer.from(text, "latin1"));
/** The name of a section, in the load commands of a Mach-O file. */
const machOSection = Buffer.from("__go_buildinfo");
/** Whether a file that begins like this may be a Go program: until 1.17 its texts were among the constants. */
function mayBeGo(head) {
	return [
		...notes,
		paxType,
		machOSection
	].some((mark) => head.includes(mark)) || isLinkedByGo(head);
}
/** The version of the linker in a PE file: Go's own calls itself 3.0 (cmd/link/internal/ld/pe.go). */
function isLinkedByGo(head) {
	const signatureAt = peSignatureAt(head);
	return signatureAt !== void 0 && head.subarray(signatureAt + 26, signatureAt + 28).equals(goLinker);
}
const goLinker = Buffer.from([3, 0]);
// node_modules/semver/internal/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		MAX_LENGTH: 256,
		MAX_SAFE_COMPONENT_LENGTH: 16,
		MAX_SAFE_BUILD_LENGTH: 250,
		MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER || 
		/* istanbul ignore next */ 9007199254740991,
		WHITESPACE_CHARACTERS: [
			"	",
			"\n",
			"\v",
			"\f",
			"\r",
			" ",
			"\xA0",
			" ",
			" ",
			" ",
			" ",
			" ",
			" ",
			" ",
			" ",
			" ",
			" ",
			" ",
			" ",
			"\u2028",
			"\u2029",
			" ",
			" ",
			"　",
			"﻿"
		],
		RELEASE_TYPES: [
			"major",
			"premajor",
			"minor",
			"preminor",
			"patch",
			"prepatch",
			"prerelease"
		],
		SEMVER_SPEC_VERSION: "2.0.0",
		FLAG_INCLUDE_PRERELEASE: 1,
		FLAG_LOOSE: 2
	};
}));
// node_modules/semver/internal/debug.js
var require_debug = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {};
}));
// node_modules/semver/internal/re.js
var require_re = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { MAX_SAFE_COMPONENT_LENGTH, MAX_SAFE_BUILD_LENGTH, MAX_LENGTH } = require_constants();
	const debug = require_debug();
	exports = module.exports = {};
	const re = exports.re = [];
	const safeRe = exports.safeRe = [];
	const src = exports.src = [];
	const safeSrc = exports.safeSrc = [];
	const t = exports.t = {};
	let R = 0;
	const LETTERDASHNUMBER = "[a-zA-Z0-9-]";
	const safeRegexReplacements = [
		["\\s", 1],
		["\\d", MAX_LENGTH],
		[LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
	];
	const makeSafeRegex = (value) => {
		for (const [token, max] of safeRegexReplacements) value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
		return value;
	};
	const createToken = (name, value, isGlobal) => {
		const safe = makeSafeRegex(value);
		const index = R++;
		debug(name, index, value);
		t[name] = index;
		src[index] = value;
		safeSrc[index] = safe;
		re[index] = new RegExp(value, isGlobal ? "g" : void 0);
		safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
	};
	createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
	createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
	createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
	createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
	createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
	createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
	createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
	createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
	createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
	createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
	createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
	createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
	createToken("FULL", `^${src[t.FULLPLAIN]}$`);
	createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
	createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
	createToken("GTLT", "((?:<|>)?=?)");
	createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
	createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
	createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
	createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
	createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
	createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("COERCEPLAIN", `(^|[^\\d])(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
	createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
	createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
	createToken("COERCERTL", src[t.COERCE], true);
	createToken("COERCERTLFULL", src[t.COERCEFULL], true);
	createToken("LONETILDE", "(?:~>?)");
	createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
	exports.tildeTrimReplace = "$1~";
	createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
	createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("LONECARET", "(?:\\^)");
	createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
	exports.caretTrimReplace = "$1^";
	createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
	createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
	createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
	createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
	exports.comparatorTrimReplace = "$1$2$3";
	createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
	createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
	createToken("STAR", "(<|>)?=?\\s*\\*");
	createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
	createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
}));
// node_modules/semver/internal/parse-options.js
var require_parse_options = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const looseOption = Object.freeze({ loose: true });
	const emptyOpts = Object.freeze({});
	const parseOptions = (options) => {
		if (!options) return emptyOpts;
		if (typeof options !== "object") return looseOption;
		return options;
	};
	module.exports = parseOptions;
}));
// node_modules/semver/internal/identifiers.js
var require_identifiers = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const numeric = /^[0-9]+$/;
	const compareIdentifiers = (a, b) => {
		if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a < b ? -1 : 1;
		const anum = numeric.test(a);
		const bnum = numeric.test(b);
		if (anum && bnum) {
			a = +a;
			b = +b;
		}
		return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
	};
	const rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
	module.exports = {
		compareIdentifiers,
		rcompareIdentifiers
	};
}));
// node_modules/semver/classes/semver.js
var require_semver$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const debug = require_debug();
	const { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
	const { safeRe: re, t } = require_re();
	const parseOptions = require_parse_options();
	const { compareIdentifiers } = require_identifiers();
	const isPrereleaseIdentifier = (prerelease, identifier) => {
		const identifiers = identifier.split(".");
		if (identifiers.length > prerelease.length) return false;
		for (let i = 0; i < identifiers.length; i++) if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) return false;
		return true;
	};
	module.exports = class SemVer {
		constructor(version, options) {
			options = parseOptions(options);
			if (version instanceof SemVer) {
				if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) return version;
				else version = version.version;
			} else if (typeof version !== "string") throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
			if (version.length > MAX_LENGTH) throw new TypeError(`version is longer than ${MAX_LENGTH} characters`);
			debug("SemVer", version, options);
			this.options = options;
			this.loose = !!options.loose;
			this.includePrerelease = !!options.includePrerelease;
			const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
			if (!m) throw new TypeError(`Invalid Version: ${version}`);
			this.raw = version;
			this.major = +m[1];
			this.minor = +m[2];
			this.patch = +m[3];
			if (this.major > MAX_SAFE_INTEGER || this.major < 0) throw new TypeError("Invalid major version");
			if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) throw new TypeError("Invalid minor version");
			if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) throw new TypeError("Invalid patch version");
			if (!m[4]) this.prerelease = [];
			else this.prerelease = m[4].split(".").map((id) => {
				if (/^[0-9]+$/.test(id)) {
					const num = +id;
					if (num >= 0 && num < MAX_SAFE_INTEGER) return num;
				}
				return id;
			});
			this.build = m[5] ? m[5].split(".") : [];
			this.format();
		}
		format() {
			this.version = `${this.major}.${this.minor}.${this.patch}`;
			if (this.prerelease.length) this.version += `-${this.prerelease.join(".")}`;
			return this.version;
		}
		toString() {
			return this.version;
		}
		compare(other) {
			debug("SemVer.compare", this.version, this.options, other);
			if (!(other instanceof SemVer)) {
				if (typeof other === "string" && other === this.version) return 0;
				other = new SemVer(other, this.options);
			}
			if (other.version === this.version) return 0;
			return this.compareMain(other) || this.comparePre(other);
		}
		compareMain(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			if (this.major < other.major) return -1;
			if (this.major > other.major) return 1;
			if (this.minor < other.minor) return -1;
			if (this.minor > other.minor) return 1;
			if (this.patch < other.patch) return -1;
			if (this.patch > other.patch) return 1;
			return 0;
		}
		comparePre(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			if (this.prerelease.length && !other.prerelease.length) return -1;
			else if (!this.prerelease.length && other.prerelease.length) return 1;
			else if (!this.prerelease.length && !other.prerelease.length) return 0;
			let i = 0;
			do {
				const a = this.prerelease[i];
				const b = other.prerelease[i];
				debug("prerelease compare", i, a, b);
				if (a === void 0 && b === void 0) return 0;
				else if (b === void 0) return 1;
				else if (a === void 0) return -1;
				else if (a === b) continue;
				else return compareIdentifiers(a, b);
			} while (++i);
		}
		compareBuild(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			let i = 0;
			do {
				const a = this.build[i];
				const b = other.build[i];
				debug("build compare", i, a, b);
				if (a === void 0 && b === void 0) return 0;
				else if (b === void 0) return 1;
				else if (a === void 0) return -1;
				else if (a === b) continue;
				else return compareIdentifiers(a, b);
			} while (++i);
		}
		inc(release, identifier, identifierBase) {
			if (release.startsWith("pre")) {
				if (!identifier && identifierBase === false) throw new Error("invalid increment argument: identifier is empty");
				if (identifier) {
					const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
					if (!match || match[1] !== identifier) throw new Error(`invalid identifier: ${identifier}`);
				}
			}
			switch (release) {
				case "premajor":
					this.prerelease.length = 0;
					this.patch = 0;
					this.minor = 0;
					this.major++;
					this.inc("pre", identifier, identifierBase);
					break;
				case "preminor":
					this.prerelease.length = 0;
					this.patch = 0;
					this.minor++;
					this.inc("pre", identifier, identifierBase);
					break;
				case "prepatch":
					this.prerelease.length = 0;
					this.inc("patch", identifier, identifierBase);
					this.inc("pre", identifier, identifierBase);
					break;
				case "prerelease":
					if (this.prerelease.length === 0) this.inc("patch", identifier, identifierBase);
					this.inc("pre", identifier, identifierBase);
					break;
				case "release":
					if (this.prerelease.length === 0) throw new Error(`version ${this.raw} is not a prerelease`);
					this.prerelease.length = 0;
					break;
				case "major":
					if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) this.major++;
					this.minor = 0;
					this.patch = 0;
					this.prerelease = [];
					break;
				case "minor":
					if (this.patch !== 0 || this.prerelease.length === 0) this.minor++;
					this.patch = 0;
					this.prerelease = [];
					break;
				case "patch":
					if (this.prerelease.length === 0) this.patch++;
					this.prerelease = [];
					break;
				case "pre": {
					const base = Number(identifierBase) ? 1 : 0;
					if (this.prerelease.length === 0) this.prerelease = [base];
					else {
						let i = this.prerelease.length;
						while (--i >= 0) if (typeof this.prerelease[i] === "number") {
							this.prerelease[i]++;
							i = -2;
						}
						if (i === -1) {
							if (identifier === this.prerelease.join(".") && identifierBase === false) throw new Error("invalid increment argument: identifier already exists");
							this.prerelease.push(base);
						}
					}
					if (identifier) {
						let prerelease = [identifier, base];
						if (identifierBase === false) prerelease = [identifier];
						if (isPrereleaseIdentifier(this.prerelease, identifier)) {
							const prereleaseBase = this.prerelease[identifier.split(".").length];
							if (isNaN(prereleaseBase)) this.prerelease = prerelease;
						} else this.prerelease = prerelease;
					}
					break;
				}
				default: throw new Error(`invalid increment argument: ${release}`);
			}
			this.raw = this.format();
			if (this.build.length) this.raw += `+${this.build.join(".")}`;
			return this;
		}
	};
}));
// node_modules/semver/functions/parse.js
var require_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const parse = (version, options, throwErrors = false) => {
		if (version instanceof SemVer) return version;
		try {
			return new SemVer(version, options);
		} catch (er) {
			if (!throwErrors) return null;
			throw er;
		}
	};
	module.exports = parse;
}));
// node_modules/semver/functions/valid.js
var require_valid$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const parse = require_parse();
	const valid = (version, options) => {
		const v = parse(version, options);
		return v ? v.version : null;
	};
	module.exports = valid;
}));
// node_modules/semver/functions/clean.js
var require_clean = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const parse = require_parse();
	const clean = (version, options) => {
		const s = parse(version.trim().replace(/^[=v]+/, ""), options);
		return s ? s.version : null;
	};
	module.exports = clean;
}));
// node_modules/semver/functions/inc.js
var require_inc = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const inc = (version, release, options, identifier, identifierBase) => {
		if (typeof options === "string") {
			identifierBase = identifier;
			identifier = options;
			options = void 0;
		}
		try {
			return new SemVer(version instanceof SemVer ? version.version : version, options).inc(release, identifier, identifierBase).version;
		} catch (er) {
			return null;
		}
	};
	module.exports = inc;
}));
// node_modules/semver/functions/diff.js
var require_diff = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const parse = require_parse();
	const diff = (version1, version2) => {
		const v1 = parse(version1, null, true);
		const v2 = parse(version2, null, true);
		const comparison = v1.compare(v2);
		if (comparison === 0) return null;
		const v1Higher = comparison > 0;
		const highVersion = v1Higher ? v1 : v2;
		const lowVersion = v1Higher ? v2 : v1;
		const highHasPre = !!highVersion.prerelease.length;
		if (!!lowVersion.prerelease.length && !highHasPre) {
			if (!lowVersion.patch && !lowVersion.minor) return "major";
			if (lowVersion.compareMain(highVersion) === 0) {
				if (lowVersion.minor && !lowVersion.patch) return "minor";
				return "patch";
			}
		}
		const prefix = highHasPre ? "pre" : "";
		if (v1.major !== v2.major) return prefix + "major";
		if (v1.minor !== v2.minor) return prefix + "minor";
		if (v1.patch !== v2.patch) return prefix + "patch";
		return "prerelease";
	};
	module.exports = diff;
}));
// node_modules/semver/functions/major.js
var require_major = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const major = (a, loose) => new SemVer(a, loose).major;
	module.exports = major;
}));
// node_modules/semver/functions/minor.js
var require_minor = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const minor = (a, loose) => new SemVer(a, loose).minor;
	module.exports = minor;
}));
// node_modules/semver/functions/patch.js
var require_patch = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const patch = (a, loose) => new SemVer(a, loose).patch;
	module.exports = patch;
}));
// node_modules/semver/functions/prerelease.js
var require_prerelease = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const parse = require_parse();
	const prerelease = (version, options) => {
		const parsed = parse(version, options);
		return parsed && parsed.prerelease.length ? parsed.prerelease : null;
	};
	module.exports = prerelease;
}));
// node_modules/semver/functions/compare.js
var require_compare = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const compare = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
	module.exports = compare;
}));
// node_modules/semver/functions/rcompare.js
var require_rcompare = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const rcompare = (a, b, loose) => compare(b, a, loose);
	module.exports = rcompare;
}));
// node_modules/semver/functions/compare-loose.js
var require_compare_loose = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const compareLoose = (a, b) => compare(a, b, true);
	module.exports = compareLoose;
}));
// node_modules/semver/functions/compare-build.js
var require_compare_build = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const compareBuild = (a, b, loose) => {
		const versionA = new SemVer(a, loose);
		const versionB = new SemVer(b, loose);
		return versionA.compare(versionB) || versionA.compareBuild(versionB);
	};
	module.exports = compareBuild;
}));
// node_modules/semver/functions/sort.js
var require_sort = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compareBuild = require_compare_build();
	const sort = (list, loose) => list.sort((a, b) => compareBuild(a, b, loose));
	module.exports = sort;
}));
// node_modules/semver/functions/rsort.js
var require_rsort = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compareBuild = require_compare_build();
	const rsort = (list, loose) => list.sort((a, b) => compareBuild(b, a, loose));
	module.exports = rsort;
}));
// node_modules/semver/functions/gt.js
var require_gt = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const gt = (a, b, loose) => compare(a, b, loose) > 0;
	module.exports = gt;
}));
// node_modules/semver/functions/lt.js
var require_lt = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const lt = (a, b, loose) => compare(a, b, loose) < 0;
	module.exports = lt;
}));
// node_modules/semver/functions/eq.js
var require_eq = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const eq = (a, b, loose) => compare(a, b, loose) === 0;
	module.exports = eq;
}));
// node_modules/semver/functions/neq.js
var require_neq = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const neq = (a, b, loose) => compare(a, b, loose) !== 0;
	module.exports = neq;
}));
// node_modules/semver/functions/gte.js
var require_gte = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const gte = (a, b, loose) => compare(a, b, loose) >= 0;
	module.exports = gte;
}));
// node_modules/semver/functions/lte.js
var require_lte = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const lte = (a, b, loose) => compare(a, b, loose) <= 0;
	module.exports = lte;
}));
// node_modules/semver/functions/cmp.js
var require_cmp = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const eq = require_eq();
	const neq = require_neq();
	const gt = require_gt();
	const gte = require_gte();
	const lt = require_lt();
	const lte = require_lte();
	const cmp = (a, op, b, loose) => {
		switch (op) {
			case "===":
				if (typeof a === "object") a = a.version;
				if (typeof b === "object") b = b.version;
				return a === b;
			case "!==":
				if (typeof a === "object") a = a.version;
				if (typeof b === "object") b = b.version;
				return a !== b;
			case "":
			case "=":
			case "==": return eq(a, b, loose);
			case "!=": return neq(a, b, loose);
			case ">": return gt(a, b, loose);
			case ">=": return gte(a, b, loose);
			case "<": return lt(a, b, loose);
			case "<=": return lte(a, b, loose);
			default: throw new TypeError(`Invalid operator: ${op}`);
		}
	};
	module.exports = cmp;
}));
// node_modules/semver/functions/coerce.js
var require_coerce = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const parse = require_parse();
	const { safeRe: re, t } = require_re();
	const coerce = (version, options) => {
		if (version instanceof SemVer) return version;
		if (typeof version === "number") version = String(version);
		if (typeof version !== "string") return null;
		options = options || {};
		let match = null;
		if (!options.rtl) match = version.match(options.includePrerelease ? re[t.COERCEFULL] : re[t.COERCE]);
		else {
			const coerceRtlRegex = options.includePrerelease ? re[t.COERCERTLFULL] : re[t.COERCERTL];
			let next;
			while ((next = coerceRtlRegex.exec(version)) && (!match || match.index + match[0].length !== version.length)) {
				if (!match || next.index + next[0].length !== match.index + match[0].length) match = next;
				coerceRtlRegex.lastIndex = next.index + next[1].length + next[2].length;
			}
			coerceRtlRegex.lastIndex = -1;
		}
		if (match === null) return null;
		const major = match[2];
		const minor = match[3] || "0";
		const patch = match[4] || "0";
		const prerelease = options.includePrerelease && match[5] ? `-${match[5]}` : "";
		const build = options.includePrerelease && match[6] ? `+${match[6]}` : "";
		return parse(`${major}.${minor}.${patch}${prerelease}${build}`, options);
	};
	module.exports = coerce;
}));
// node_modules/semver/functions/truncate.js
var require_truncate = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const parse = require_parse();
	const constants = require_constants();
	const SemVer = require_semver$1();
	const truncate = (version, truncation, options) => {
		if (!constants.RELEASE_TYPES.includes(truncation)) return null;
		const clonedVersion = cloneInputVersion(version, options);
		return clonedVersion && doTruncation(clonedVersion, truncation);
	};
	const cloneInputVersion = (version, options) => {
		const versionStringToParse = version instanceof SemVer ? version.version : version;
		return parse(versionStringToParse, options);
	};
	const doTruncation = (version, truncation) => {
		if (isPrerelease(truncation)) return version.version;
		version.prerelease = [];
		switch (truncation) {
			case "major":
				version.minor = 0;
				version.patch = 0;
				break;
			case "minor": version.patch = 0;
		}
		return version.format();
	};
	const isPrerelease = (type) => {
		return type.startsWith("pre");
	};
	module.exports = truncate;
}));
// node_modules/semver/internal/lrucache.js
var require_lrucache = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var LRUCache = class {
		constructor() {
			this.max = 1e3;
			this.map = /* @__PURE__ */ new Map();
		}
		get(key) {
			const value = this.map.get(key);
			if (value === void 0) return;
			else {
				this.map.delete(key);
				this.map.set(key, value);
				return value;
			}
		}
		delete(key) {
			return this.map.delete(key);
		}
		set(key, value) {
			if (!this.delete(key) && value !== void 0) {
				if (this.map.size >= this.max) {
					const firstKey = this.map.keys().next().value;
					this.delete(firstKey);
				}
				this.map.set(key, value);
			}
			return this;
		}
	};
	module.exports = LRUCache;
}));
// node_modules/semver/internal/trim-comparator-whitespace.js
var require_trim_comparator_whitespace = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { MAX_LENGTH, MAX_SAFE_BUILD_LENGTH, WHITESPACE_CHARACTERS } = require_constants();
	/**
	* Remembers the last two rows of digits so their characters need not be reread.
	* Positions start at -1 until a row has been found.
	*
	* @typedef {object} DigitRunCache
	* @property {number} start The first character of the most recently found row.
	* @property {number} end The position after that row's last character.
	* @property {number} previousStart The first character of the previous row.
	* @property {number} previousEnd The position after the previous row.
	*/
	const whitespace = /* @__PURE__ */ new Uint8Array(65536);
	for (const char of WHITESPACE_CHARACTERS) whitespace[char.charCodeAt(0)] = 1;
	/**
	* Checks whether a character is whitespace, like a space, tab, or newline.
	* Looking past the end of the string returns false.
	*
	* @param {string|undefined} char One character, or undefined past the string's end.
	* @returns {boolean} Whether the character is whitespace.
	* @example isWhitespace(' ') // true
	* @example isWhitespace('1') // false
	*/
	const isWhitespace = (char) => char !== void 0 && whitespace[char.charCodeAt(0)] === 1;
	/**
	* Checks for v, =, or whitespace before the version number.
	* These are historical version prefixes, not range operators:
	* < and > are handled separately, as are tilde and caret ranges.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character can belong to a version prefix.
	* @example isVersionPrefix('=') // true
	* @example isVersionPrefix('>') // false
	*/
	const isVersionPrefix = (char) => char === "v" || char === "=" || isWhitespace(char);
	/**
	* Checks whether a character is one of the digits 0 through 9.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character is an ASCII digit.
	* @example isDigit('7') // true
	* @example isDigit('.') // false
	*/
	const isDigit = (char) => char !== void 0 && char >= "0" && char <= "9";
	/**
	* Checks whether a character is an English letter, uppercase or lowercase.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character is an ASCII letter.
	* @example isLetter('b') // true
	* @example isLetter('7') // false
	*/
	const isLetter = (char) => char !== void 0 && (char >= "a" && char <= "z" || char >= "A" && char <= "Z");
	/**
	* Checks for a letter, digit, or hyphen: the characters allowed inside
	* prerelease and build names such as beta-1.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character can be part of an identifier.
	* @example isIdentifierCharacter('-') // true
	* @example isIdentifierCharacter('.') // false; dots separate identifiers
	*/
	const isIdentifierCharacter = (char) => isDigit(char) || isLetter(char) || char === "-";
	/**
	* Checks whether a version component can begin here: with a digit or
	* a wildcard such as x, X, or *.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether a number or wildcard can start with this character.
	* @example isVersionStart('x') // true
	* @example isVersionStart('v') // false; v belongs to the prefix
	*/
	const isVersionStart = (char) => isDigit(char) || char === "x" || char === "X" || char === "*";
	/**
	* Finds the end of a row of digits, but returns no more than limit digits.
	* Remembers the last two rows so looking at them again does not reread them.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of the first character to check.
	* @param {number} limit The most digit characters the returned match can include.
	* @param {DigitRunCache} digitRuns Shared cache of digit-run positions, updated in place.
	* @returns {number} The position after the matched digits, or start if none match.
	* @example findDigitsEndIndex('123abc', 0, 10, digitRuns) // 3, pointing at a
	* @example findDigitsEndIndex('123abc', 0, 2, digitRuns) // 2, pointing at the unread 3
	*/
	const findDigitsEndIndex = (range, start, limit, digitRuns) => {
		if (!isDigit(range[start])) return start;
		if (start >= digitRuns.start && start < digitRuns.end) return Math.min(start + limit, digitRuns.end);
		if (start >= digitRuns.previousStart && start < digitRuns.previousEnd) return Math.min(start + limit, digitRuns.previousEnd);
		let end = start + 1;
		while (isDigit(range[end])) end++;
		digitRuns.previousStart = digitRuns.start;
		digitRuns.previousEnd = digitRuns.end;
		digitRuns.start = start;
		digitRuns.end = end;
		return Math.min(start + limit, end);
	};
	/**
	* Reads a number using the old regex's length and leading-zero rules.
	* Strict mode reads just the first zero in 012; loose mode can read all three.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the number should begin.
	* @param {boolean} loose Whether to allow leading zeros.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the matched digits, not their numeric value.
	* @example findVersionNumberEndIndex('012', 0, false, digitRuns) // 1
	* @example findVersionNumberEndIndex('012', 0, true, digitRuns) // 3
	*/
	const findVersionNumberEndIndex = (range, start, loose, digitRuns) => {
		if (!loose && range[start] === "0") return start + 1;
		return findDigitsEndIndex(range, start, loose ? MAX_LENGTH : MAX_LENGTH + 1, digitRuns);
	};
	/**
	* Reads one piece of a prerelease name, such as beta or 1 in beta.1.
	* Tries the letter-or-hyphen form first, then the number-only form.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the identifier should begin.
	* @param {boolean} loose Whether numeric identifiers may have leading zeros.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the identifier, or start if none matches.
	* @example findPrereleaseIdentifierEndIndex('beta.1', 0, false, digitRuns) // 4, at the dot
	* @example findPrereleaseIdentifierEndIndex('001beta', 0, false, digitRuns) // 7
	*/
	const findPrereleaseIdentifierEndIndex = (range, start, loose, digitRuns) => {
		const digitsEnd = findDigitsEndIndex(range, start, MAX_LENGTH, digitRuns);
		if (isLetter(range[digitsEnd]) || range[digitsEnd] === "-") {
			let end = digitsEnd + 1;
			const limit = end + MAX_SAFE_BUILD_LENGTH;
			while (end < limit && isIdentifierCharacter(range[end])) end++;
			return end;
		}
		return findVersionNumberEndIndex(range, start, loose, digitRuns);
	};
	/**
	* Reads a prerelease suffix such as -beta.1, one dot-separated piece at a time.
	* Loose mode also allows the name without its opening hyphen.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the suffix should begin, including -.
	* @param {boolean} loose Whether the opening hyphen is optional and zeros allowed.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the matched suffix, or start if absent.
	* @example findPrereleaseEndIndex('-beta.1+sha', 0, false, digitRuns) // 7, at the plus
	* @example findPrereleaseEndIndex('beta', 0, false, digitRuns) // 0; no opening hyphen
	*/
	const findPrereleaseEndIndex = (range, start, loose, digitRuns) => {
		const hyphen = range[start] === "-";
		if (!loose && !hyphen) return start;
		const identifierStart = start + (hyphen ? 1 : 0);
		let end = findPrereleaseIdentifierEndIndex(range, identifierStart, loose, digitRuns);
		if (end === identifierStart) {
			if (!loose || !hyphen) return start;
			end = findPrereleaseIdentifierEndIndex(range, start, loose, digitRuns);
		}
		while (range[end] === ".") {
			const next = findPrereleaseIdentifierEndIndex(range, end + 1, loose, digitRuns);
			if (next === end + 1) break;
			end = next;
		}
		return end;
	};
	/**
	* Reads one build-name piece, such as sha or 123 in +sha.123.
	* Stops at a disallowed character or the old regex's length limit.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the identifier should begin.
	* @returns {number} The position after the identifier, or start if none matches.
	* @example findBuildIdentifierEndIndex('sha.123', 0) // 3, at the dot
	* @example findBuildIdentifierEndIndex('001', 0) // 3; leading zeros are allowed
	*/
	const findBuildIdentifierEndIndex = (range, start) => {
		let end = start;
		while (end - start < MAX_SAFE_BUILD_LENGTH && isIdentifierCharacter(range[end])) end++;
		return end;
	};
	/**
	* Reads optional build metadata such as +sha.123.
	* Leaves the position unchanged if there is no plus sign followed by a name.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the opening + should be.
	* @returns {number} The position after the matched metadata, or start if absent.
	* @example findBuildEndIndex('+sha.123 <2', 0) // 8, at the space
	* @example findBuildEndIndex('+', 0) // 0; a plus sign alone is not a match
	*/
	const findBuildEndIndex = (range, start) => {
		if (range[start] !== "+") return start;
		let end = findBuildIdentifierEndIndex(range, start + 1);
		if (end === start + 1) return start;
		while (range[end] === ".") {
			const next = findBuildIdentifierEndIndex(range, end + 1);
			if (next === end + 1) break;
			end = next;
		}
		return end;
	};
	/**
	* Reads three numbers separated by dots, then any prerelease and build suffixes.
	* Uses loose rules, so forms such as 01.02.03beta can match here.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of the first number, after any prefix.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the version match, or start if none matches.
	* @example findLooseFullVersionEndIndex('1.2.3-beta+sha <2', 0, digitRuns) // 14
	* @example findLooseFullVersionEndIndex('1.2', 0, digitRuns) // 0; needs three numbers
	*/
	const findLooseFullVersionEndIndex = (range, start, digitRuns) => {
		let end = start;
		for (let component = 0; component < 3; component++) {
			const next = findVersionNumberEndIndex(range, end, true, digitRuns);
			if (next === end) return start;
			end = next;
			if (component < 2) {
				if (range[end] !== ".") return start;
				end++;
			}
		}
		const prereleaseEnd = findPrereleaseEndIndex(range, end, true, digitRuns);
		return findBuildEndIndex(range, prereleaseEnd);
	};
	/**
	* Reads one component of a partial or wildcard version, such as 2 or x in 2.x.
	* Numbers use strict leading-zero rules; wildcards take up one character.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the component should begin.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the component, or start if none matches.
	* @example findPartialVersionComponentEndIndex('2.x', 0, digitRuns) // 1, at the dot
	* @example findPartialVersionComponentEndIndex('2.x', 2, digitRuns) // 3, after x
	*/
	const findPartialVersionComponentEndIndex = (range, start, digitRuns) => {
		if (isDigit(range[start])) return findVersionNumberEndIndex(range, start, false, digitRuns);
		return isVersionStart(range[start]) ? start + 1 : start;
	};
	/**
	* Reads up to three components, allowing forms such as 1, 1.2, or 1.x.
	* After the third component, also reads any strict prerelease and build suffixes.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of a number or wildcard, after any prefix.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the matched version text.
	* @example findPartialVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
	* @example findPartialVersionEndIndex('1.', 0, digitRuns) // 1; the trailing dot is unread
	*/
	const findPartialVersionEndIndex = (range, start, digitRuns) => {
		let end = findPartialVersionComponentEndIndex(range, start, digitRuns);
		for (let component = 0; component < 2; component++) {
			if (range[end] !== ".") return end;
			const next = findPartialVersionComponentEndIndex(range, end + 1, digitRuns);
			if (next === end + 1) return end;
			end = next;
		}
		const prereleaseEnd = findPrereleaseEndIndex(range, end, false, digitRuns);
		return findBuildEndIndex(range, prereleaseEnd);
	};
	/**
	* Finds where a version match ends, without deciding whether the range is valid.
	* Tries a loose full version first, then a partial or wildcard version, just
	* like the old regex's LOOSEPLAIN and XRANGEPLAIN alternatives.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of a number or wildcard, after any prefix.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position where scanning the next candidate can resume.
	* @example findVersionEndIndex('1.2.3 <2', 0, digitRuns) // 5, at the space
	* @example findVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
	*/
	const findVersionEndIndex = (range, start, digitRuns) => {
		const fullVersionEnd = findLooseFullVersionEndIndex(range, start, digitRuns);
		return fullVersionEnd !== start ? fullVersionEnd : findPartialVersionEndIndex(range, start, digitRuns);
	};
	/**
	* Finds the one whitespace character the old replacement would remove.
	* Keeps leading whitespace, skips an optional operator, and checks immediately
	* after it. Returns -1 if there is nothing to remove.
	*
	* @param {string} range The text containing a candidate already found by the caller.
	* @param {number} matchStart The candidate's position, including leading whitespace.
	* @returns {number} The position of the removable whitespace, or -1 if absent.
	* @example findRemovableWhitespaceIndex(' > 1', 0) // 2; keep the space at position 0
	* @example findRemovableWhitespaceIndex('>1', 0) // -1
	*/
	const findRemovableWhitespaceIndex = (range, matchStart) => {
		let position = matchStart;
		if (isWhitespace(range[position])) position++;
		if (range[position] === "<" || range[position] === ">") position++;
		if (range[position] === "=") position++;
		return isWhitespace(range[position]) ? position : -1;
	};
	/**
	* Joins an operator to its version, turning > 1.2.3 into >1.2.3.
	* Copies everything else according to the old regex's matching rules.
	* Moves forward through prefixes and whole versions to avoid repeatedly
	* searching the same characters on long inputs.
	*
	* @param {string} range The range text to process; the original string is unchanged.
	* @returns {string} The range with matched operator whitespace removed.
	* @example trimComparatorWhitespace('> 1.2.3 < 2') // '>1.2.3 <2'
	* @example trimComparatorWhitespace('> invalid') // '> invalid'
	*/
	const trimComparatorWhitespace = (range) => {
		let result = "";
		let copyFrom = 0;
		let cursor = 0;
		const digitRuns = {
			start: -1,
			end: -1,
			previousStart: -1,
			previousEnd: -1
		};
		while (cursor < range.length) {
			const matchStart = cursor;
			if (range[cursor] === "<" || range[cursor] === ">") cursor++;
			else if (!isVersionPrefix(range[cursor]) && !isVersionStart(range[cursor])) {
				cursor++;
				continue;
			}
			while (cursor < range.length && isVersionPrefix(range[cursor])) cursor++;
			if (!isVersionStart(range[cursor])) continue;
			const whitespacePosition = findRemovableWhitespaceIndex(range, matchStart);
			if (whitespacePosition !== -1) {
				result += range.slice(copyFrom, whitespacePosition);
				copyFrom = whitespacePosition + 1;
			}
			cursor = findVersionEndIndex(range, cursor, digitRuns);
		}
		return result + range.slice(copyFrom);
	};
	module.exports = trimComparatorWhitespace;
}));
// node_modules/semver/classes/range.js
var require_range = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SPACE_CHARACTERS = /\s+/g;
	module.exports = class Range {
		constructor(range, options) {
			options = parseOptions(options);
			if (range instanceof Range) {
				if (range.loose === !!options.loose && range.includePrerelease === !!options.includePrerelease) return range;
				else return new Range(range.raw, options);
			}
			if (range instanceof Comparator) {
				this.raw = range.value;
				this.set = [[range]];
				this.formatted = void 0;
				return this;
			}
			this.options = options;
			this.loose = !!options.loose;
			this.includePrerelease = !!options.includePrerelease;
			this.raw = range.trim().replace(SPACE_CHARACTERS, " ");
			this.set = this.raw.split("||").map((r) => this.parseRange(r.trim())).filter((c) => c.length);
			if (!this.set.length) throw new TypeError(`Invalid SemVer Range: ${this.raw}`);
			if (this.set.length > 1) {
				const first = this.set[0];
				this.set = this.set.filter((c) => !isNullSet(c[0]));
				if (this.set.length === 0) this.set = [first];
				else if (this.set.length > 1) {
					for (const c of this.set) if (c.length === 1 && isAny(c[0])) {
						this.set = [c];
						break;
					}
				}
			}
			this.formatted = void 0;
		}
		get range() {
			if (this.formatted === void 0) {
				this.formatted = "";
				for (let i = 0; i < this.set.length; i++) {
					if (i > 0) this.formatted += "||";
					const comps = this.set[i];
					for (let k = 0; k < comps.length; k++) {
						if (k > 0) this.formatted += " ";
						this.formatted += comps[k].toString().trim();
					}
				}
			}
			return this.formatted;
		}
		format() {
			return this.range;
		}
		toString() {
			return this.range;
		}
		parseRange(range) {
			range = range.replace(BUILDSTRIPRE, "");
			const memoKey = ((this.options.includePrerelease && FLAG_INCLUDE_PRERELEASE) | (this.options.loose && FLAG_LOOSE)) + ":" + range;
			const cached = cache.get(memoKey);
			if (cached) return cached;
			const loose = this.options.loose;
			const hr = loose ? re[t.HYPHENRANGELOOSE] : re[t.HYPHENRANGE];
			range = range.replace(hr, hyphenReplace(this.options.includePrerelease));
			debug("hyphen replace", range);
			range = trimComparatorWhitespace(range);
			debug("comparator trim", range);
			range = range.replace(re[t.TILDETRIM], tildeTrimReplace);
			debug("tilde trim", range);
			range = range.replace(re[t.CARETTRIM], caretTrimReplace);
			debug("caret trim", range);
			let rangeList = range.split(" ").map((comp) => parseComparator(comp, this.options)).join(" ").split(/\s+/).map((comp) => replaceGTE0(comp, this.options));
			if (loose) rangeList = rangeList.filter((comp) => {
				debug("loose invalid filter", comp, this.options);
				return !!comp.match(re[t.COMPARATORLOOSE]);
			});
			debug("range list", rangeList);
			const rangeMap = /* @__PURE__ */ new Map();
			const comparators = rangeList.map((comp) => new Comparator(comp, this.options));
			for (const comp of comparators) {
				if (isNullSet(comp)) return [comp];
				rangeMap.set(comp.value, comp);
			}
			if (rangeMap.size > 1 && rangeMap.has("")) rangeMap.delete("");
			const result = [...rangeMap.values()];
			cache.set(memoKey, result);
			return result;
		}
		intersects(range, options) {
			if (!(range instanceof Range)) throw new TypeError("a Range is required");
			return this.set.some((thisComparators) => {
				return isSatisfiable(thisComparators, options) && range.set.some((rangeComparators) => {
					return isSatisfiable(rangeComparators, options) && thisComparators.every((thisComparator) => {
						return rangeComparators.every((rangeComparator) => {
							return thisComparator.intersects(rangeComparator, options);
						});
					});
				});
			});
		}
		test(version) {
			if (!version) return false;
			if (typeof version === "string") try {
				version = new SemVer(version, this.options);
			} catch (er) {
				return false;
			}
			for (let i = 0; i < this.set.length; i++) if (testSet(this.set[i], version, this.options)) return true;
			return false;
		}
	};
	const cache = new (require_lrucache())();
	const parseOptions = require_parse_options();
	const Comparator = require_comparator();
	const debug = require_debug();
	const SemVer = require_semver$1();
	const trimComparatorWhitespace = require_trim_comparator_whitespace();
	const { safeRe: re, src, t, tildeTrimReplace, caretTrimReplace } = require_re();
	const { FLAG_INCLUDE_PRERELEASE, FLAG_LOOSE } = require_constants();
	const BUILDSTRIPRE = new RegExp(src[t.BUILD], "g");
	const isNullSet = (c) => c.value === "<0.0.0-0";
	const isAny = (c) => c.value === "";
	const isSatisfiable = (comparators, options) => {
		let result = true;
		const remainingComparators = comparators.slice();
		let testComparator = remainingComparators.pop();
		while (result && remainingComparators.length) {
			result = remainingComparators.every((otherComparator) => {
				return testComparator.intersects(otherComparator, options);
			});
			testComparator = remainingComparators.pop();
		}
		return result;
	};
	const parseComparator = (comp, options) => {
		comp = comp.replace(re[t.BUILD], "");
		debug("comp", comp, options);
		comp = replaceCarets(comp, options);
		debug("caret", comp);
		comp = replaceTildes(comp, options);
		debug("tildes", comp);
		comp = replaceXRanges(comp, options);
		debug("xrange", comp);
		comp = replaceStars(comp, options);
		debug("stars", comp);
		return comp;
	};
	const isX = (id) => !id || id.toLowerCase() === "x" || id === "*";
	const invalidXRangeOrder = (M, m, p) => isX(M) && !isX(m) || isX(m) && p && !isX(p);
	const replaceTildes = (comp, options) => {
		return comp.trim().split(/\s+/).map((c) => replaceTilde(c, options)).join(" ");
	};
	const replaceTilde = (comp, options) => {
		const r = options.loose ? re[t.TILDELOOSE] : re[t.TILDE];
		const z = options.includePrerelease ? "-0" : "";
		return comp.replace(r, (_, M, m, p, pr) => {
			debug("tilde", comp, _, M, m, p, pr);
			let ret;
			if (isX(M)) ret = "";
			else if (isX(m)) ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
			else if (isX(p)) ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
			else if (pr) {
				debug("replaceTilde pr", pr);
				ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
			} else ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
			debug("tilde return", ret);
			return ret;
		});
	};
	const replaceCarets = (comp, options) => {
		return comp.trim().split(/\s+/).map((c) => replaceCaret(c, options)).join(" ");
	};
	const replaceCaret = (comp, options) => {
		debug("caret", comp, options);
		const r = options.loose ? re[t.CARETLOOSE] : re[t.CARET];
		const z = options.includePrerelease ? "-0" : "";
		return comp.replace(r, (_, M, m, p, pr) => {
			debug("caret", comp, _, M, m, p, pr);
			let ret;
			if (isX(M)) ret = "";
			else if (isX(m)) ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
			else if (isX(p)) {
				if (M === "0") ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
				else ret = `>=${M}.${m}.0${z} <${+M + 1}.0.0-0`;
			} else if (pr) {
				debug("replaceCaret pr", pr);
				if (M === "0") {
					if (m === "0") ret = `>=${M}.${m}.${p}-${pr} <${M}.${m}.${+p + 1}-0`;
					else ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
				} else ret = `>=${M}.${m}.${p}-${pr} <${+M + 1}.0.0-0`;
			} else {
				debug("no pr");
				if (M === "0") {
					if (m === "0") ret = `>=${M}.${m}.${p} <${M}.${m}.${+p + 1}-0`;
					else ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
				} else ret = `>=${M}.${m}.${p} <${+M + 1}.0.0-0`;
			}
			debug("caret return", ret);
			return ret;
		});
	};
	const replaceXRanges = (comp, options) => {
		debug("replaceXRanges", comp, options);
		return comp.split(/\s+/).map((c) => replaceXRange(c, options)).join(" ");
	};
	const replaceXRange = (comp, options) => {
		comp = comp.trim();
		const r = options.loose ? re[t.XRANGELOOSE] : re[t.XRANGE];
		return comp.replace(r, (ret, gtlt, M, m, p, pr) => {
			debug("xRange", comp, ret, gtlt, M, m, p, pr);
			if (invalidXRangeOrder(M, m, p)) return comp;
			const xM = isX(M);
			const xm = xM || isX(m);
			const xp = xm || isX(p);
			const anyX = xp;
			if (gtlt === "=" && anyX) gtlt = "";
			pr = options.includePrerelease ? "-0" : "";
			if (xM) {
				if (gtlt === ">" || gtlt === "<") ret = "<0.0.0-0";
				else ret = "*";
			} else if (gtlt && anyX) {
				if (xm) m = 0;
				p = 0;
				if (gtlt === ">") {
					gtlt = ">=";
					if (xm) {
						M = +M + 1;
						m = 0;
						p = 0;
					} else {
						m = +m + 1;
						p = 0;
					}
				} else if (gtlt === "<=") {
					gtlt = "<";
					if (xm) M = +M + 1;
					else m = +m + 1;
				}
				if (gtlt === "<") pr = "-0";
				ret = `${gtlt + M}.${m}.${p}${pr}`;
			} else if (xm) ret = `>=${M}.0.0${pr} <${+M + 1}.0.0-0`;
			else if (xp) ret = `>=${M}.${m}.0${pr} <${M}.${+m + 1}.0-0`;
			debug("xRange return", ret);
			return ret;
		});
	};
	const replaceStars = (comp, options) => {
		debug("replaceStars", comp, options);
		return comp.trim().replace(re[t.STAR], "");
	};
	const replaceGTE0 = (comp, options) => {
		debug("replaceGTE0", comp, options);
		return comp.trim().replace(re[options.includePrerelease ? t.GTE0PRE : t.GTE0], "");
	};
	const hyphenReplace = (incPr) => ($0, from, fM, fm, fp, fpr, fb, to, tM, tm, tp, tpr) => {
		if (isX(fM)) from = "";
		else if (isX(fm)) from = `>=${fM}.0.0${incPr ? "-0" : ""}`;
		else if (isX(fp)) from = `>=${fM}.${fm}.0${incPr ? "-0" : ""}`;
		else if (fpr) from = `>=${from}`;
		else from = `>=${from}${incPr ? "-0" : ""}`;
		if (isX(tM)) to = "";
		else if (isX(tm)) to = `<${+tM + 1}.0.0-0`;
		else if (isX(tp)) to = `<${tM}.${+tm + 1}.0-0`;
		else if (tpr) to = `<=${tM}.${tm}.${tp}-${tpr}`;
		else if (incPr) to = `<${tM}.${tm}.${+tp + 1}-0`;
		else to = `<=${to}`;
		return `${from} ${to}`.trim();
	};
	const testSet = (set, version, options) => {
		for (let i = 0; i < set.length; i++) if (!set[i].test(version)) return false;
		if (version.prerelease.length && !options.includePrerelease) {
			for (let i = 0; i < set.length; i++) {
				debug(set[i].semver);
				if (set[i].semver === Comparator.ANY) continue;
				if (set[i].semver.prerelease.length > 0) {
					const allowed = set[i].semver;
					if (allowed.major === version.major && allowed.minor === version.minor && allowed.patch === version.patch) return true;
				}
			}
			return false;
		}
		return true;
	};
}));
// node_modules/semver/classes/comparator.js
var require_comparator = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const ANY = Symbol("SemVer ANY");
	module.exports = class Comparator {
		static get ANY() {
			return ANY;
		}
		constructor(comp, options) {
			options = parseOptions(options);
			if (comp instanceof Comparator) {
				if (comp.loose === !!options.loose) return comp;
				else comp = comp.value;
			}
			comp = comp.trim().split(/\s+/).join(" ");
			debug("comparator", comp, options);
			this.options = options;
			this.loose = !!options.loose;
			this.parse(comp);
			if (this.semver === ANY) this.value = "";
			else this.value = this.operator + this.semver.version;
			debug("comp", this);
		}
		parse(comp) {
			const r = this.options.loose ? re[t.COMPARATORLOOSE] : re[t.COMPARATOR];
			const m = comp.match(r);
			if (!m) throw new TypeError(`Invalid comparator: ${comp}`);
			this.operator = m[1] !== void 0 ? m[1] : "";
			if (this.operator === "=") this.operator = "";
			if (!m[2]) this.semver = ANY;
			else this.semver = new SemVer(m[2], this.options.loose);
		}
		toString() {
			return this.value;
		}
		test(version) {
			debug("Comparator.test", version, this.options.loose);
			if (this.semver === ANY || version === ANY) return true;
			if (typeof version === "string") try {
				version = new SemVer(version, this.options);
			} catch (er) {
				return false;
			}
			return cmp(version, this.operator, this.semver, this.options);
		}
		intersects(comp, options) {
			if (!(comp instanceof Comparator)) throw new TypeError("a Comparator is required");
			if (this.operator === "") {
				if (this.value === "") return true;
				return new Range(comp.value, options).test(this.value);
			} else if (comp.operator === "") {
				if (comp.value === "") return true;
				return new Range(this.value, options).test(comp.semver);
			}
			options = parseOptions(options);
			if (options.includePrerelease && (this.value === "<0.0.0-0" || comp.value === "<0.0.0-0")) return false;
			if (!options.includePrerelease && (this.value.startsWith("<0.0.0") || comp.value.startsWith("<0.0.0"))) return false;
			if (this.operator.startsWith(">") && comp.operator.startsWith(">")) return true;
			if (this.operator.startsWith("<") && comp.operator.startsWith("<")) return true;
			if (this.semver.version === comp.semver.version && this.operator.includes("=") && comp.operator.includes("=")) return true;
			if (cmp(this.semver, "<", comp.semver, options) && this.operator.startsWith(">") && comp.operator.startsWith("<")) return true;
			if (cmp(this.semver, ">", comp.semver, options) && this.operator.startsWith("<") && comp.operator.startsWith(">")) return true;
			return false;
		}
	};
	const parseOptions = require_parse_options();
	const { safeRe: re, t } = require_re();
	const cmp = require_cmp();
	const debug = require_debug();
	const SemVer = require_semver$1();
	const Range = require_range();
}));
// node_modules/semver/functions/satisfies.js
var require_satisfies = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Range = require_range();
	const satisfies = (version, range, options) => {
		try {
			range = new Range(range, options);
		} catch (er) {
			return false;
		}
		return range.test(version);
	};
	module.exports = satisfies;
}));
// node_modules/semver/ranges/to-comparators.js
var require_to_comparators = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Range = require_range();
	const toComparators = (range, options) => new Range(range, options).set.map((comp) => comp.map((c) => c.value).join(" ").trim().split(" "));
	module.exports = toComparators;
}));
// node_modules/semver/ranges/max-satisfying.js
var require_max_satisfying = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const Range = require_range();
	const maxSatisfying = (versions, range, options) => {
		let max = null;
		let maxSV = null;
		let rangeObj = null;
		try {
			rangeObj = new Range(range, options);
		} catch (er) {
			return null;
		}
		versions.forEach((v) => {
			if (rangeObj.test(v)) {
				if (!max || maxSV.compare(v) === -1) {
					max = v;
					maxSV = new SemVer(max, options);
				}
			}
		});
		return max;
	};
	module.exports = maxSatisfying;
}));
// node_modules/semver/ranges/min-satisfying.js
var require_min_satisfying = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const Range = require_range();
	const minSatisfying = (versions, range, options) => {
		let min = null;
		let minSV = null;
		let rangeObj = null;
		try {
			rangeObj = new Range(range, options);
		} catch (er) {
			return null;
		}
		versions.forEach((v) => {
			if (rangeObj.test(v)) {
				if (!min || minSV.compare(v) === 1) {
					min = v;
					minSV = new SemVer(min, options);
				}
			}
		});
		return min;
	};
	module.exports = minSatisfying;
}));
// node_modules/semver/ranges/min-version.js
var require_min_version = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const Range = require_range();
	const gt = require_gt();
	const minVersion = (range, loose) => {
		range = new Range(range, loose);
		let minver = new SemVer("0.0.0");
		if (range.test(minver)) return minver;
		minver = new SemVer("0.0.0-0");
		if (range.test(minver)) return minver;
		minver = null;
		for (let i = 0; i < range.set.length; ++i) {
			const comparators = range.set[i];
			let setMin = null;
			comparators.forEach((comparator) => {
				const compver = new SemVer(comparator.semver.version);
				switch (comparator.operator) {
					case ">":
						if (compver.prerelease.length === 0) compver.patch++;
						else compver.prerelease.push(0);
						compver.raw = compver.format();
					case "":
					case ">=":
						if (!setMin || gt(compver, setMin)) setMin = compver;
						break;
					case "<":
					case "<=": break;
					/* istanbul ignore next */
					default: throw new Error(`Unexpected operation: ${comparator.operator}`);
				}
			});
			if (setMin && (!minver || gt(minver, setMin))) minver = setMin;
		}
		if (minver && range.test(minver)) return minver;
		return null;
	};
	module.exports = minVersion;
}));
// node_modules/semver/ranges/valid.js
var require_valid = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Range = require_range();
	const validRange = (range, options) => {
		try {
			return new Range(range, options).range || "*";
		} catch (er) {
			return null;
		}
	};
	module.exports = validRange;
}));
// node_modules/semver/ranges/outside.js
var require_outside = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver$1();
	const Comparator = require_comparator();
	const { ANY } = Comparator;
	const Range = require_range();
	const satisfies = require_satisfies();
	const gt = require_gt();
	const lt = require_lt();
	const lte = require_lte();
	const gte = require_gte();
	const outside = (version, range, hilo, options) => {
		version = new SemVer(version, options);
		range = new Range(range, options);
		let gtfn, ltefn, ltfn, comp, ecomp;
		switch (hilo) {
			case ">":
				gtfn = gt;
				ltefn = lte;
				ltfn = lt;
				comp = ">";
				ecomp = ">=";
				break;
			case "<":
				gtfn = lt;
				ltefn = gte;
				ltfn = gt;
				comp = "<";
				ecomp = "<=";
				break;
			default: throw new TypeError("Must provide a hilo val of \"<\" or \">\"");
		}
		if (satisfies(version, range, options)) return false;
		for (let i = 0; i < range.set.length; ++i) {
			const comparators = range.set[i];
			let high = null;
			let low = null;
			comparators.forEach((comparator) => {
				if (comparator.semver === ANY) comparator = new Comparator(">=0.0.0");
				high = high || comparator;
				low = low || comparator;
				if (gtfn(comparator.semver, high.semver, options)) high = comparator;
				else if (ltfn(comparator.semver, low.semver, options)) low = comparator;
			});
			if (high.operator === comp || high.operator === ecomp) return false;
			if ((!low.operator || low.operator === comp) && ltefn(version, low.semver)) return false;
			else if (low.operator === ecomp && ltfn(version, low.semver)) return false;
		}
		return true;
	};
	module.exports = outside;
}));
// node_modules/semver/ranges/gtr.js
var require_gtr = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const outside = require_outside();
	const gtr = (version, range, options) => outside(version, range, ">", options);
	module.exports = gtr;
}));
// node_modules/semver/ranges/ltr.js
var require_ltr = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const outside = require_outside();
	const ltr = (version, range, options) => outside(version, range, "<", options);
	module.exports = ltr;
}));
// node_modules/semver/ranges/intersects.js
var require_intersects = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Range = require_range();
	const intersects = (r1, r2, options) => {
		r1 = new Range(r1, options);
		r2 = new Range(r2, options);
		return r1.intersects(r2, options);
	};
	module.exports = intersects;
}));
// node_modules/semver/ranges/simplify.js
var require_simplify = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const satisfies = require_satisfies();
	const compare = require_compare();
	module.exports = (versions, range, options) => {
		const set = [];
		let first = null;
		let prev = null;
		const v = versions.sort((a, b) => compare(a, b, options));
		for (const version of v) if (satisfies(version, range, options)) {
			prev = version;
			if (!first) first = version;
		} else {
			if (prev) set.push([first, prev]);
			prev = null;
			first = null;
		}
		if (first) set.push([first, null]);
		const ranges = [];
		for (const [min, max] of set) if (min === max) ranges.push(min);
		else if (!max && min === v[0]) ranges.push("*");
		else if (!max) ranges.push(`>=${min}`);
		else if (min === v[0]) ranges.push(`<=${max}`);
		else ranges.push(`${min} - ${max}`);
		const simplified = ranges.join(" || ");
		const original = typeof range.raw === "string" ? range.raw : String(range);
		return simplified.length < original.length ? simplified : range;
	};
}));
// node_modules/semver/ranges/subset.js
var require_subset = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Range = require_range();
	const Comparator = require_comparator();
	const { ANY } = Comparator;
	const satisfies = require_satisfies();
	const compare = require_compare();
	const subset = (sub, dom, options = {}) => {
		if (sub === dom) return true;
		sub = new Range(sub, options);
		dom = new Range(dom, options);
		let sawNonNull = false;
		OUTER: for (const simpleSub of sub.set) {
			for (const simpleDom of dom.set) {
				const isSub = simpleSubset(simpleSub, simpleDom, options);
				sawNonNull = sawNonNull || isSub !== null;
				if (isSub) continue OUTER;
			}
			if (sawNonNull) return false;
		}
		return true;
	};
	const minimumVersionWithPreRelease = [new Comparator(">=0.0.0-0")];
	const minimumVersion = [new Comparator(">=0.0.0")];
	const simpleSubset = (sub, dom, options) => {
		if (sub === dom) return true;
		if (sub.length === 1 && sub[0].semver === ANY) {
			if (dom.length === 1 && dom[0].semver === ANY) return true;
			else if (options.includePrerelease) sub = minimumVersionWithPreRelease;
			else sub = minimumVersion;
		}
		if (dom.length === 1 && dom[0].semver === ANY) {
			if (options.includePrerelease) return true;
			else dom = minimumVersion;
		}
		const eqSet = /* @__PURE__ */ new Set();
		let gt, lt;
		for (const c of sub) if (c.operator === ">" || c.operator === ">=") gt = higherGT(gt, c, options);
		else if (c.operator === "<" || c.operator === "<=") lt = lowerLT(lt, c, options);
		else eqSet.add(c.semver);
		if (eqSet.size > 1) return null;
		let gtltComp;
		if (gt && lt) {
			gtltComp = compare(gt.semver, lt.semver, options);
			if (gtltComp > 0) return null;
			else if (gtltComp === 0 && (gt.operator !== ">=" || lt.operator !== "<=")) return null;
		}
		for (const eq of eqSet) {
			if (gt && !satisfies(eq, String(gt), options)) return null;
			if (lt && !satisfies(eq, String(lt), options)) return null;
			for (const c of dom) if (!satisfies(eq, String(c), options)) return false;
			return true;
		}
		let higher, lower;
		let hasDomLT, hasDomGT;
		let needDomLTPre = lt && !options.includePrerelease && lt.semver.prerelease.length ? lt.semver : false;
		let needDomGTPre = gt && !options.includePrerelease && gt.semver.prerelease.length ? gt.semver : false;
		if (needDomLTPre && needDomLTPre.prerelease.length === 1 && lt.operator === "<" && needDomLTPre.prerelease[0] === 0) needDomLTPre = false;
		for (const c of dom) {
			hasDomGT = hasDomGT || c.operator === ">" || c.operator === ">=";
			hasDomLT = hasDomLT || c.operator === "<" || c.operator === "<=";
			if (gt) {
				if (needDomGTPre) {
					if (c.semver.prerelease && c.semver.prerelease.length && c.semver.major === needDomGTPre.major && c.semver.minor === needDomGTPre.minor && c.semver.patch === needDomGTPre.patch) needDomGTPre = false;
				}
				if (c.operator === ">" || c.operator === ">=") {
					higher = higherGT(gt, c, options);
					if (higher === c && higher !== gt) return false;
				} else if (gt.operator === ">=" && !c.test(gt.semver)) return false;
			}
			if (lt) {
				if (needDomLTPre) {
					if (c.semver.prerelease && c.semver.prerelease.length && c.semver.major === needDomLTPre.major && c.semver.minor === needDomLTPre.minor && c.semver.patch === needDomLTPre.patch) needDomLTPre = false;
				}
				if (c.operator === "<" || c.operator === "<=") {
					lower = lowerLT(lt, c, options);
					if (lower === c && lower !== lt) return false;
				} else if (lt.operator === "<=" && !c.test(lt.semver)) return false;
			}
			if (!c.operator && (lt || gt) && gtltComp !== 0) return false;
		}
		if (gt && hasDomLT && !lt && gtltComp !== 0) return false;
		if (lt && hasDomGT && !gt && gtltComp !== 0) return false;
		if (needDomGTPre || needDomLTPre) return false;
		return true;
	};
	const higherGT = (a, b, options) => {
		if (!a) return b;
		const comp = compare(a.semver, b.semver, options);
		return comp > 0 ? a : comp < 0 ? b : b.operator === ">" && a.operator === ">=" ? b : a;
	};
	const lowerLT = (a, b, options) => {
		if (!a) return b;
		const comp = compare(a.semver, b.semver, options);
		return comp < 0 ? a : comp > 0 ? b : b.operator === "<" && a.operator === "<=" ? b : a;
	};
	module.exports = subset;
}));
// src/catalog/go/modules.ts
var import_semver = (/* @__PURE__ */ __commonJSMin(((exports, module) => {
	const internalRe = require_re();
	const constants = require_constants();
	const SemVer = require_semver$1();
	const identifiers = require_identifiers();
	module.exports = {
		parse: require_parse(),
		valid: require_valid$1(),
		clean: require_clean(),
		inc: require_inc(),
		diff: require_diff(),
		major: require_major(),
		minor: require_minor(),
		patch: require_patch(),
		prerelease: require_prerelease(),
		compare: require_compare(),
		rcompare: require_rcompare(),
		compareLoose: require_compare_loose(),
		compareBuild: require_compare_build(),
		sort: require_sort(),
		rsort: require_rsort(),
		gt: require_gt(),
		lt: require_lt(),
		eq: require_eq(),
		neq: require_neq(),
		gte: require_gte(),
		lte: require_lte(),
		cmp: require_cmp(),
		coerce: require_coerce(),
		truncate: require_truncate(),
		Comparator: require_comparator(),
		Range: require_range(),
		satisfies: require_satisfies(),
		toComparators: require_to_comparators(),
		maxSatisfying: require_max_satisfying(),
		minSatisfying: require_min_satisfying(),
		minVersion: require_min_version(),
		validRange: require_valid(),
		outside: require_outside(),
		gtr: require_gtr(),
		ltr: require_ltr(),
		intersects: require_intersects(),
		simplifyRange: require_simplify(),
		subset: require_subset(),
		SemVer,
		re: internalRe.re,
		src: internalRe.src,
		tokens: internalRe.t,
		SEMVER_SPEC_VERSION: constants.SEMVER_SPEC_VERSION,
		RELEASE_TYPES: constants.RELEASE_TYPES,
		compareIdentifiers: identifiers.compareIdentifiers,
		rcompareIdentifiers: identifiers.rcompareIdentifiers
	};
})))();
const develVersion = "(devel)";
const maxModules = 2e4;
const maxPathLength = 1024;
const pathElement = String.raw`[A-Za-z0-9_~+-](?:[A-Za-z0-9._~+-]*[A-Za-z0-9_~+-])?`;
const pathForm = new RegExp(`^(?=[A-Za-z0-9])${pathElement}(?:/${pathElement})*$`);
const pseudoVersion = /^v0\.0\.0-[0-9]{14}-[0-9a-f]{12}(?:\+|$)/;
/**
* Reads module information (runtime/debug, "ParseBuildInfo"). A module that was replaced is its replacement; one that
* was replaced by a folder keeps its name and has no known version.
* @param path of the program without leading slash, for the problems
*/
function parseGoModules(text, path) {
	const problems = problemsOf$1(path);
	const modules = [];
	const settings = /* @__PURE__ */ new Map();
	for (const line of lines$1(text)) {
		const [word, first = "", second = ""] = line.split("	", 4);
		const last = modules.at(-1);
		if (word === "mod" || word === "dep") {
			modules.push({
				isMain: word === "mod",
				line: {
					path: first,
					version: second === "" && first !== "" ? develVersion : second
				}
			});
			if (modules.length <= maxModules) continue;
			problems.add(`it has more than ${maxModules} modules`);
			break;
		}
		if (word === "=>" && last !== void 0) last.line = replaced(last.line, {
			path: first,
			version: second
		});
		if (word === "build") {
			const equals = first.indexOf("=");
			settings.set(first.slice(0, Math.max(0, equals)), first.slice(equals + 1));
		}
	}
	const allowed = modules.filter(({ line }) => {
		const isValid = line.path.length <= maxPathLength && pathForm.test(line.path) && (line.version === "(devel)" || isVersion(line.version));
		if (!isValid) problems.add(`it has a module that Go does not allow: ${shown(line.path)} ${shown(line.version)}`);
		return isValid;
	});
	const main = allowed.find(({ isMain }) => isMain)?.line;
	return {
		...main === void 0 ? {} : { main: mainModule(main, settings) },
		dependencies: allowed.filter(({ isMain }) => !isMain).map(({ line }) => line),
		problems: problems.sentences()
	};
}
function replaced(module, by) {
	return by.path.startsWith(".") || by.path.startsWith("/") || by.version === "" ? {
		path: module.path,
		version: develVersion
	} : by;
}
/**
* A pseudo-version without a release in it says when, and not after which release: it would be older than every fix.
*/
function mainModule({ path, version }, settings) {
	if (version !== "(devel)" && !pseudoVersion.test(version)) return {
		path,
		version
	};
	const linked = linkedVersion(path, settings.get("-ldflags") ?? "");
	if (linked !== void 0) return {
		path,
		version: linked
	};
	const revision = version === "(devel)" ? pseudoVersionOf(settings) : version;
	return {
		path,
		version: develVersion,
		...revision === void 0 ? {} : { revision }
	};
}
/** golang.org/ref/mod, "Pseudo-versions": `v0.0.0-20240131120000-0123456789ab`. */
function pseudoVersionOf(settings) {
	const revision = /^[0-9a-f]{12}/.exec(settings.get("vcs.revision") ?? "")?.[0];
	const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(settings.get("vcs.time") ?? "");
	if (revision === void 0 || time === null) return void 0;
	return `v0.0.0-${time.slice(1).join("")}-${revision}`;
}
/**
* The version that `go build -ldflags "-X main.version=v1.2.3"` wrote, when it is certain: into a variable `version`
* of the package main or of the main module, a full semantic version, and no other beside it.
*/
function linkedVersion(module, flags) {
	const found = /* @__PURE__ */ new Set();
	for (const [, target = "", value = ""] of flags.matchAll(/-X[ =]\\?["']?([\w./~-]{1,512})=([\w.+-]{1,128})/g)) {
		const dot = target.lastIndexOf(".");
		const owner = target.slice(0, Math.max(0, dot));
		if (!(owner === "main" || owner === module || owner.startsWith(`${module}/`)) || target.slice(dot + 1).toLowerCase() !== "version") continue;
		const version = value.startsWith("v") ? value : `v${value}`;
		found.add(isVersion(version) && !pseudoVersion.test(version) ? version : "");
	}
	const [only] = found;
	return found.size === 1 && only !== "" ? only : void 0;
}
/** golang.org/ref/mod, "Versions": a semantic version behind a `v`. */
function isVersion(text) {
	return /^v\d[\w.+-]*$/.test(text) && (0, import_semver.valid)(text.slice(1)) !== null;
}
// src/catalog/rust-audit.ts
/** The same in all formats; in a Mach-O file it is in the segment `__DATA`. */
const rustSection = ".dep-v0";
const maxPackedBytes = 1048576;
const maxBytes$15 = 8388608;
const maxCrates = 2e4;
const nameForm$10 = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/;
/**
* The crates that cargo-auditable wrote into a program (PARSING.md of cargo-auditable, format 0 and 1): those that
* are in it, and not those that only built it. undefined for a program without.
* @param path without leading slash, for the problems
* @throws Error with a sentence, when the list cannot be read
*/
function readRustAudit(program, path) {
	const packed = program.section(rustSection, maxPackedBytes);
	return packed === void 0 ? void 0 : parseRustAudit(packed, path);
}
/** @throws Error with a sentence */
function parseRustAudit(packed, path) {
	const problems = problemsOf$1(path);
	const crates = [];
	for (const entry of packagesIn$2(packed)) {
		const { name, version, kind } = typeof entry === "object" && entry !== null ? entry : {};
		if (typeof name !== "string" || typeof version !== "string" || !nameForm$10.test(name) || (0, import_semver.valid)(version) === null) problems.add(`it has a crate that cargo does not allow: ${shownValue(name)} ${shownValue(version)}`);
		else if (kind === void 0 || kind === "runtime") crates.push({
			name,
			version
		});
	}
	return {
		crates,
		problems: problems.sentences()
	};
}
function packagesIn$2(packed) {
	let json;
	try {
		json = JSON.parse(inflateSync(packed, { maxOutputLength: maxBytes$15 }).toString("utf8"));
	} catch (cause) {
		throw new Error("its list of crates cannot be read", { cause });
	}
	const packages = typeof json === "object" && json !== null && "packages" in json ? json.packages : void 0;
	if (!Array.isArray(packages)) throw new Error("its list of crates is none");
	if (packages.length > maxCrates) throw new Error(`it has more than ${maxCrates} crates`);
	return packages;
}
/** One pass over every program, for all catalogs that look into programs. */
const builtInReader = programReader({
	name: "built-in",
	version: 4,
	maxBytes: 1073741824,
	needsConstants: mayBeGo,
	sections: [rustSection],
	parse: (program, { path }) => parseProgram(program, path)
});
/** The first section of a PE file that UPX packed. */
const packedSection = Buffer.from("UPX0\0\0\0\0");
/** In an ELF file UPX writes its mark behind the checksum that follows its two or three program headers (`l_info`). */
const packedMark = Buffer.from("UPX!");
const packedPlaces = [
	236,
	180,
	152,
	120
];
function parseProgram(program, path) {
	if (isPacked(program.head)) return { packed: true };
	const info = readGoBuildInfo(program);
	if (info !== void 0) return ownTexts({ go: {
		goVersion: info.goVersion,
		...parseGoModules(info.modules, path)
	} });
	const rust = readRustAudit(program, path);
	const dotnet = readDotnetBundle(program, path);
	if (rust === void 0 && dotnet === void 0) return void 0;
	return {
		...rust === void 0 ? {} : { rust },
		...dotnet === void 0 ? {} : { dotnet }
	};
}
function isPacked(head) {
	if (peSignatureAt(head) !== void 0) return head.includes(packedSection);
	return packedPlaces.some((at) => head.subarray(at, at + packedMark.length).equals(packedMark));
}
/** The packages that programs have built in, each with the layer that brought it. */
function builtInPackages(view, catalog) {
	const origin = originOf(view, view.history(builtInReader), (facts) => isFileProblem(facts) ? [] : facts.flatMap((fact) => catalog.packages(fact).map(({ purl }) => purl)));
	const packages = [];
	const problems = [];
	const notes = [];
	for (const { path, fact: facts } of view.facts(builtInReader)) {
		if (isFileProblem(facts)) continue;
		const builtIn = new Map(facts.flatMap((fact) => catalog.packages(fact)).map((one) => [one.purl, one]));
		problems.push(...new Set(facts.flatMap((fact) => catalog.problems(fact))));
		notes.push(...new Set(facts.flatMap((fact) => catalog.notes?.(fact, path) ?? [])));
		for (const one of builtIn.values()) packages.push({
			...one,
			layer: origin(path, one.purl),
			foundIn: [`/${path}`]
		});
	}
	return {
		packages,
		problems,
		notes
	};
}
// src/catalog/cargo.ts
/** The crates that are built into Rust programs, where they were built with cargo-auditable. */
const cargo = {
	name: "cargo",
	about: {
		title: "Rust crates, in programs built with cargo-auditable",
		looksAt: ["… (programs: ELF, PE, Mach-O)"],
		knows: []
	},
	types: ["cargo"],
	scope: "language",
	readers: [builtInReader],
	databases: [],
	packages: (view) => builtInPackages(view, {
		packages: packagesIn$1,
		problems: ({ rust }) => rust?.problems ?? []
	})
};
function packagesIn$1({ rust }) {
	return (rust?.crates ?? []).map(({ name, version }) => ({
		purl: languagePackageUrl("cargo", {
			name,
			version
		}),
		name,
		version,
		type: "cargo"
	}));
}
// src/catalog/chisel/manifest.ts
const maxUnpackedBytes$1 = 67108864;
const maxPackages$4 = 1e4;
const maxLineLength = 65536;
const nameForm$9 = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,255}$/;
const versionForm$11 = /^[A-Za-z0-9.+~:_-]{1,256}$/;
const architectureForm$3 = /^[A-Za-z0-9-]{1,64}$/;
/**
* Reads a manifest of chisel: zstd over lines of JSON ("jsonwall" 1.0), first a header with the number of lines, then
* one object a line, whose `kind` is `package`, `slice`, `path` or `content`. A path names the slices that have it;
* `final_sha256` stands where a script of a slice changed the file after it was copied.
* What is malformed becomes a problem and hides nothing else.
* @throws Error when it is not zstd, or unpacks to too much
*/
function parseManifest$1(compressed, path) {
	const text = zstdDecompressSync(compressed, { maxOutputLength: maxUnpackedBytes$1 }).toString("utf8");
	const problems = problemsOf$1(path);
	const budget = createListBudget();
	const packages = /* @__PURE__ */ new Map();
	const entries = {
		wanted: 0,
		found: 0
	};
	const paths = [];
	for (const line of lines$1(text)) {
		if (line === "") continue;
		entries.found += 1;
		const entry = parseLine$1(line);
		if (entry === void 0) problems.add(`a line is not an object: ${shown(line)}`);
		else if (entry.kind === void 0 && typeof entry.count === "number") entries.wanted = entry.count;
		else if (entry.kind === "path") paths.push(entry);
		else if (entry.kind === "package") {
			const found = packageOf$3(entry);
			if (typeof found === "string") problems.add(found);
			else if (packages.size < maxPackages$4) packages.set(found.name, {
				...found,
				files: createFileList(budget)
			});
			else problems.add(`it lists more than ${maxPackages$4} packages`);
		}
	}
	if (entries.found < entries.wanted) problems.add("it is cut off");
	try {
		for (const entry of paths) addPath(entry, (name) => packages.get(name)?.files);
	} catch (error) {
		problems.add(error instanceof Error ? error.message : String(error));
	}
	return {
		packages: [...packages.values()].map((found) => ({
			...found,
			files: found.files.take()
		})),
		problems: problems.sentences()
	};
}
function parseLine$1(line) {
	if (line.length > maxLineLength) return void 0;
	try {
		const value = JSON.parse(line);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : void 0;
	} catch {
		return;
	}
}
function packageOf$3(entry) {
	const { name, version, arch } = entry;
	if (typeof name !== "string" || !nameForm$9.test(name)) return "a package has no name that dpkg allows";
	if (typeof version !== "string" || !versionForm$11.test(version)) return `package ${name}: its version is missing or not one that dpkg allows`;
	if (typeof arch !== "string") return {
		name,
		version
	};
	if (!architectureForm$3.test(arch)) return `package ${name}: its architecture is not one that dpkg allows`;
	return {
		name,
		version,
		architecture: arch
	};
}
/** A slice is named `PACKAGE_SLICE`, and neither part has an underscore. */
function addPath(entry, filesOf) {
	const { path, slices, sha256, final_sha256: finalSha256 } = entry;
	if (typeof path !== "string" || !path.startsWith("/") || path.endsWith("/") || !Array.isArray(slices)) return;
	const digest = [finalSha256, sha256].find((candidate) => typeof candidate === "string") ?? "";
	const isSha256 = /^[0-9a-f]{64}$/.test(digest);
	const names = new Set(slices.map((slice) => String(slice).split("_", 1)[0] ?? ""));
	for (const name of names) filesOf(name)?.add(path.slice(1), isSha256 ? digest : "", path.startsWith("/etc/"));
}
// src/catalog/append.ts
/** Adds items to a list; `push(...items)` throws for a hundred thousand, and a package may list more files than that. */
function append(list, items) {
	for (const item of items) list.push(item);
}
// src/catalog/installed.ts
/** Packages with the files that are really there, and what their database says of the bytes of those. */
function withFiles(view, installed) {
	const present = ownedFiles(view);
	const checksumsOf = fileChecksums(view);
	const packages = [];
	const checksums = [];
	for (const { package: found, files } of installed) {
		packages.push({
			...found,
			...files === void 0 ? {} : { files: present(files.paths) }
		});
		if (files !== void 0) append(checksums, checksumsOf(files, found.purl));
	}
	return {
		packages,
		checksums
	};
}
// src/catalog/chisel.ts
const manifestPath$2 = "var/lib/chisel/manifest.wall";
const manifestReader$1 = wholeFileReader({
	name: "chisel-manifest",
	version: 1,
	maxBytes: 16777216,
	wants: (path) => path === manifestPath$2,
	parse: (bytes, path) => parseManifest$1(bytes, path)
});
/** Slices of Ubuntu's packages, as chisel cuts them out: the packages they are of, with the files that are there. */
const chisel = {
	name: "chisel",
	about: {
		title: "chiselled Ubuntu",
		looksAt: [manifestPath$2],
		knows: ["files", "checksums"]
	},
	types: ["deb"],
	scope: "system",
	readers: [manifestReader$1],
	databases: [manifestPath$2],
	packages: packagesOf$17
};
function packagesOf$17(view, os) {
	const origin = originOf(view, view.history(manifestReader$1), (fact) => isFileProblem(fact) ? [] : fact.packages.map(entryOf$9));
	const facts = view.facts(manifestReader$1);
	const installed = facts.flatMap(({ path, fact }) => {
		if (isFileProblem(fact)) return [];
		return fact.packages.map((found) => ({
			package: {
				purl: systemPackageUrl("deb", os, found),
				name: found.name,
				version: found.version,
				type: "deb",
				...found.architecture === void 0 ? {} : { architecture: found.architecture },
				layer: origin(path, entryOf$9(found))
			},
			files: found.files
		}));
	});
	const problems = facts.flatMap(({ fact }) => isFileProblem(fact) ? [] : fact.problems);
	return {
		...withFiles(view, installed),
		problems
	};
}
function entryOf$9(found) {
	return JSON.stringify([
		found.name,
		found.architecture ?? "",
		found.version
	]);
}
// src/catalog/files-below.ts
/**
* The files below some folders: of a folder in a folder, they are the inner one's alone.
* @param folders without leading slash
* @returns absolute paths, sorted, by folder; nothing for a folder without files.
*/
function filesBelow(view, folders) {
	const files = /* @__PURE__ */ new Map();
	for (const top of folders) {
		if (deepest(top, folders) !== void 0) continue;
		for (const [path, node] of view.entries(top)) {
			const folder = node.type === "directory" ? void 0 : deepest(path, folders);
			if (folder === void 0) continue;
			const known = files.get(folder);
			if (known === void 0) files.set(folder, [`/${path}`]);
			else known.push(`/${path}`);
		}
	}
	for (const paths of files.values()) paths.sort(byText);
	return files;
}
function deepest(path, folders) {
	for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
		const folder = path.slice(0, end);
		if (folders.has(folder)) return folder;
	}
}
// src/catalog/composer.ts
const maxBytes$13 = 67108864;
const maxPackages$3 = 2e4;
const nameForm$8 = /^[a-z0-9](?:[_.-]{0,2}[a-z0-9]){0,127}\/[a-z0-9](?:[_.-]{0,2}[a-z0-9]){0,127}$/i;
const versionForm$10 = /^[A-Za-z0-9][A-Za-z0-9._+/#@-]{0,255}$/;
const installedReader = wholeFileReader({
	name: "composer-installed",
	version: 1,
	maxBytes: maxBytes$13,
	keepsText: false,
	wants: (path) => /(?:^|\/)composer\/installed\.json$/.test(path),
	parse: (bytes, path) => parseComposerInstalled(bytes.toString("utf8"), path)
});
/** PHP packages as Composer installed them, by the list it keeps beside them; those for development too. */
const composer = {
	name: "composer",
	about: {
		title: "PHP packages, installed by Composer 1 or 2",
		looksAt: ["…/vendor/composer/installed.json"],
		knows: ["files"]
	},
	types: ["composer"],
	scope: "language",
	readers: [installedReader],
	databases: [],
	packages: packagesOf$16
};
function packagesOf$16(view) {
	const lists = view.facts(installedReader).flatMap(({ path, fact }) => isFileProblem(fact) ? [] : [{
		path,
		...fact
	}]);
	const folders = lists.flatMap(({ path, packages }) => packages.map((found) => folderOf$4(path, found)));
	const files = filesBelow(view, new Set(folders));
	const origin = originOf(view, view.history(installedReader), (fact) => isFileProblem(fact) ? [] : fact.packages.map(purlOf$2));
	return {
		packages: lists.flatMap((list) => list.packages.map((found) => ({
			purl: purlOf$2(found),
			name: found.name,
			version: found.version,
			type: "composer",
			layer: origin(list.path, purlOf$2(found)),
			foundIn: [`/${list.path}`],
			files: files.get(folderOf$4(list.path, found)) ?? []
		}))),
		problems: lists.flatMap(({ problems }) => problems)
	};
}
function folderOf$4(list, { name, folder = posix.join("..", name) }) {
	return posix.join(posix.dirname(list), folder);
}
function purlOf$2({ name, version }) {
	const [namespace, base = ""] = name.split("/");
	return languagePackageUrl("composer", {
		namespace,
		name: base,
		version
	});
}
/**
* Reads `installed.json`: a list of packages (Composer 1), or an object that has it as `packages` (Composer 2).
* @param path without leading slash, for the problems
* @throws Error with a sentence, when it is neither
*/
function parseComposerInstalled(text, path) {
	const json = JSON.parse(text);
	const list = typeof json === "object" && json !== null && "packages" in json ? json.packages : json;
	if (!Array.isArray(list)) throw new Error("it lists no packages");
	const problems = problemsOf$1(path);
	if (list.length > maxPackages$3) problems.add(`it lists more than ${maxPackages$3} packages`);
	return {
		packages: list.slice(0, maxPackages$3).flatMap((entry) => {
			const found = typeof entry === "object" && entry !== null ? entry : {};
			const { name, version } = found;
			const folder = found["install-path"];
			if (typeof name !== "string" || typeof version !== "string" || !nameForm$8.test(name) || !versionForm$10.test(version)) {
				problems.add(`it has a package that Composer does not allow: ${shownValue(name)} ${shownValue(version)}`);
				return [];
			}
			return [{
				name: name.toLowerCase(),
				version,
				...typeof folder === "string" && folder !== "" ? { folder } : {}
			}];
		}),
		problems: problems.sentences()
	};
}
// src/catalog/conda/record.ts
const nameForm$7 = /^[A-Za-z0-9_.][A-Za-z0-9_.+-]{0,127}$/;
const versionForm$9 = /^[A-Za-z0-9_.!+~]{1,128}$/;
const wordForm = /^[A-Za-z0-9_.+-]{1,128}$/;
const sha256Form = /^[0-9a-f]{64}$/;
/**
* Reads a file of `conda-meta` (conda's PrefixRecord). Files come from `paths_data`, with the checksum of what conda
* wrote: it puts the prefix into some. Compiled Python is left out of the checksums, as Python writes it anew, and so
* is what is below a `node_modules`, which is not hashed. Older records have `files` alone.
* @throws Error with a sentence, when it is not JSON or says no package.
*/
function parseLinkedPackage(text) {
	const json = objectOf$1(JSON.parse(text));
	if (json === void 0) throw new Error("it is no JSON object");
	const name = textOf$1(json.name);
	const version = textOf$1(json.version);
	if (!nameForm$7.test(name)) throw new Error(`its name is not one that conda allows: ${shown(name)}`);
	if (!versionForm$9.test(version)) throw new Error(`its version is not one that conda allows: ${shown(version)}`);
	return {
		name,
		version,
		qualifiers: qualifiersOf(json),
		files: filesOf$1(json)
	};
}
function qualifiersOf(json) {
	const subdir = textOf$1(json.subdir);
	const file = textOf$1(json.fn) || textOf$1(json.url);
	const told = {
		build: textOf$1(json.build),
		channel: channelOf(textOf$1(json.channel), subdir),
		subdir,
		type: ["tar.bz2", "conda"].find((type) => file.endsWith(`.${type}`)) ?? ""
	};
	return Object.fromEntries(Object.entries(told).filter(([, value]) => wordForm.test(value)));
}
/** The last word of a channel's URL: what stands before it may be a token (`/t/TOKEN/`). */
function channelOf(channel, subdir) {
	const words = channel.split("/").filter((word) => word !== "");
	if (words.at(-1) === subdir) words.pop();
	return words.at(-2) === "t" ? "" : words.at(-1) ?? "";
}
function filesOf$1(json) {
	const list = createFileList(createListBudget());
	const paths = objectOf$1(json.paths_data)?.paths;
	if (Array.isArray(paths)) for (const entry of paths) {
		const path = objectOf$1(entry);
		if (path !== void 0) list.add(textOf$1(path._path), checksumOf(path));
	}
	else if (Array.isArray(json.files)) for (const path of json.files) list.add(textOf$1(path));
	return list.take();
}
function checksumOf(entry) {
	const path = textOf$1(entry._path);
	if (entry.path_type !== "hardlink" || path.endsWith(".pyc") || path.includes("node_modules/")) return "";
	const isChanged = textOf$1(entry.prefix_placeholder) !== "";
	const digest = textOf$1(entry.sha256_in_prefix) || (isChanged ? "" : textOf$1(entry.sha256));
	return sha256Form.test(digest) ? digest : "";
}
function objectOf$1(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
	return Object.fromEntries(Object.entries(value));
}
function textOf$1(value) {
	return typeof value === "string" ? value : "";
}
// src/catalog/conda.ts
const linkedReader = wholeFileReader({
	name: "conda-meta",
	version: 1,
	maxBytes: 33554432,
	keepsText: false,
	wants: (path) => path.endsWith(".json") && /(?:^|\/)conda-meta\/[^/]+$/.test(path),
	parse: (bytes) => parseLinkedPackage(bytes.toString("utf8"))
});
/**
* Packages that conda, mamba or pixi linked into a prefix: one file each in its `conda-meta`. Nobody writes advisories
* for them under conda's names; a Python package among them is matched as what its `.dist-info` says it is, which
* conda links too.
*/
const conda = {
	name: "conda",
	about: {
		title: "conda packages, linked by conda, mamba or pixi",
		looksAt: ["…/conda-meta/NAME.json"],
		knows: ["files", "checksums"]
	},
	types: ["conda"],
	scope: "language",
	readers: [linkedReader],
	databases: [],
	packages: packagesOf$15
};
function packagesOf$15(view) {
	const present = ownedFiles(view);
	const compared = fileChecksums(view);
	const origin = originOf(view, view.history(linkedReader), (fact) => isFileProblem(fact) ? [] : [entryOf$8(fact)]);
	const packages = [];
	const checksums = [];
	for (const { path, fact } of view.facts(linkedReader)) {
		if (isFileProblem(fact)) continue;
		const prefix = posix.dirname(posix.dirname(path));
		const files = {
			...fact.files,
			paths: fact.files.paths.map((listed) => pathBelow(prefix, listed))
		};
		const purl = languagePackageUrl("conda", fact);
		append(checksums, compared(files, purl));
		packages.push({
			purl,
			name: fact.name,
			version: fact.version,
			type: "conda",
			layer: origin(path, entryOf$8(fact)),
			foundIn: [`/${path}`],
			files: present(files.paths.filter((one) => one !== ""))
		});
	}
	return {
		packages,
		checksums,
		problems: []
	};
}
/** A listed path, seen from the root; '' for one that would be outside of the prefix. */
function pathBelow(prefix, listed) {
	const inside = posix.normalize(listed);
	if (listed === "" || inside.startsWith("/") || inside === ".." || inside.startsWith("../")) return "";
	return posix.join(prefix, inside);
}
function entryOf$8({ name, version, qualifiers }) {
	return JSON.stringify([
		name,
		version,
		qualifiers.build
	]);
}
// src/catalog/dotnet.ts
const dependenciesReader = wholeFileReader({
	name: "dotnet-dependencies",
	version: 1,
	maxBytes: 16777216,
	keepsText: false,
	wants: (path) => path.endsWith(".deps.json"),
	parse: (bytes, path) => parseDotnetDependencies(bytes.toString("utf8"), path)
});
/**
* NuGet packages as .NET loads them: what the `deps.json` of each application lists and brings files of, the shared
* frameworks (which have one too), and applications that were published as one file.
*/
const dotnet = {
	name: "dotnet",
	about: {
		title: ".NET: NuGet packages of applications, shared frameworks, applications in one file",
		looksAt: ["…/NAME.deps.json", "… (programs: ELF, PE, Mach-O)"],
		knows: []
	},
	types: ["nuget"],
	scope: "language",
	readers: [dependenciesReader, builtInReader],
	databases: [],
	packages: packagesOf$14
};
function packagesOf$14(view) {
	const bundled = builtInPackages(view, {
		packages: ({ dotnet: built }) => (built?.libraries ?? []).map(packageOf$2),
		problems: ({ dotnet: built }) => built?.problems ?? []
	});
	const origin = originOf(view, view.history(dependenciesReader), (fact) => isFileProblem(fact) ? [] : fact.libraries.map((library) => packageOf$2(library).purl));
	const packages = [...bundled.packages];
	const problems = [...bundled.problems];
	for (const { path, fact } of view.facts(dependenciesReader)) {
		if (isFileProblem(fact)) continue;
		problems.push(...fact.problems);
		for (const library of fact.libraries) {
			const found = packageOf$2(library);
			packages.push({
				...found,
				layer: origin(path, found.purl),
				foundIn: [`/${path}`]
			});
		}
	}
	return {
		packages,
		problems
	};
}
function packageOf$2({ name, version }) {
	return {
		purl: languagePackageUrl("nuget", {
			name,
			version
		}),
		name,
		version,
		type: "nuget"
	};
}
// src/catalog/dpkg/diversions.ts
const maxDiversions = 1e5;
/** What stands for a package when the administrator made the diversion. */
const local = ":";
/**
* Reads `var/lib/dpkg/diversions`: three lines each, from where, to where, and by whom (dpkg-divert(1)).
* @throws Error with a sentence, when it is not made so
*/
function parseDiversions(text) {
	const found = [];
	const rest = lines$1(text.endsWith("\n") ? text.slice(0, -1) : text);
	for (const from of rest) {
		if (from === "" && found.length === 0) break;
		const { value: to } = rest.next();
		const { value: by } = rest.next();
		if (to === void 0 || by === void 0) throw new Error("its last diversion is cut off");
		if (!from.startsWith("/") || !to.startsWith("/")) throw new Error(`a line is not an absolute path: ${shown(from.startsWith("/") ? to : from)}`);
		if (found.length >= maxDiversions) throw new Error(`it has more than ${maxDiversions} diversions`);
		found.push({
			from: from.slice(1),
			to: to.slice(1),
			...by === local ? {} : { by }
		});
	}
	return found;
}
/** Where the files of a package are: a function from listed paths to diverted ones. */
function divertedPath(diversions) {
	const byPath = new Map(diversions.map((diversion) => [diversion.from, diversion]));
	return (path, packageName) => {
		const diversion = byPath.get(path);
		return diversion === void 0 || diversion.by === packageName ? path : diversion.to;
	};
}
// src/catalog/dpkg/file-lists.ts
/**
* The absolute paths of an `info/*.list`, without their leading slash.
* @throws Error with a sentence, for a line that is no absolute path
*/
function parseList(text) {
	const list = createFileList(createListBudget());
	for (const line of lines$1(text)) {
		if (line === "" || line === "/.") continue;
		if (!line.startsWith("/")) throw new Error(`a line is not an absolute path: ${shown(line)}`);
		list.add(line.slice(1));
	}
	return list.take();
}
/**
* The paths and checksums of a `*.md5sums` (deb-md5sums(5)): relative to the root, never of a link. Packages that were
* not made by debhelper write them as md5sum does: with `./`, a slash, capitals, or backslashes escaped.
* @throws Error with a sentence, for a line that is none
*/
function parseMd5sums(text) {
	const list = createFileList(createListBudget());
	for (const line of lines$1(text)) {
		if (line.trim() === "") continue;
		const [, escaped, digest, path] = /^(\\?)([0-9A-Fa-f]{32}) [ *](?:\.?\/)?(.+)$/.exec(line) ?? [];
		if (digest === void 0 || path === void 0) throw new Error(`a line is not a checksum and a path: ${shown(line)}`);
		list.add(escaped === "" ? path : path.replaceAll("\\\\", "\\"), digest.toLowerCase());
	}
	return list.take();
}
// src/catalog/dpkg/package-files.ts
/**
* The files of a package from the three places where dpkg keeps them: `list` has all of them, `md5sums` the checksums
* but for configuration files, `status` those. When another package takes a file over (`Replaces`), dpkg strikes it
* from the list and leaves it in `md5sums`: only what is listed has a checksum.
* @returns undefined when neither file is there
*/
function packageFiles(list, md5sums, { conffiles = { paths: [] } }) {
	const listed = list ?? md5sums;
	if (listed === void 0) return void 0;
	const digests = /* @__PURE__ */ new Map();
	for (const { paths, digests: known = [] } of md5sums === void 0 ? [conffiles] : [md5sums, conffiles]) for (const [index, path] of paths.entries()) digests.set(path, known[index] ?? "");
	const isConffile = new Set(conffiles.paths);
	return {
		paths: listed.paths,
		digests: listed.paths.map((path) => digests.get(path) ?? ""),
		configuration: [...listed.paths.keys()].filter((index) => isConffile.has(listed.paths[index] ?? ""))
	};
}
// src/catalog/deb822.ts
/**
* The paragraphs of a Debian control file (deb822(5)). Field names are lower-cased and values trimmed; continuation
* lines are left out, but for the fields that are asked for. A line of white space alone ends a paragraph. What is
* malformed (a line that is neither a field nor a continuation, a field given twice) is said and does not hide the
* rest: the first value of a field is the one that counts.
* @param foldedFields lower-case names of fields whose continuation lines are wanted
*/
function* paragraphs(text, foldedFields = []) {
	let open;
	for (const raw of lines$1(text)) {
		const line = raw.trimEnd();
		if (line === "") {
			if (open !== void 0) yield open;
			open = void 0;
			continue;
		}
		const continues = line.startsWith(" ") || line.startsWith("	");
		if (continues && open !== void 0) {
			open.folded.get(open.last)?.push(line.trim());
			continue;
		}
		open ??= {
			fields: /* @__PURE__ */ new Map(),
			folded: /* @__PURE__ */ new Map(),
			last: ""
		};
		const colon = line.indexOf(":");
		const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
		if (continues) open.problem ??= "it begins with a continuation line";
		else if (colon <= 0) open.problem ??= "a line is not a field";
		else if (open.fields.has(name)) open.problem ??= "a field is given twice";
		else open.fields.set(name, line.slice(colon + 1).trim());
		open.last = name;
		if (foldedFields.includes(name) && !open.folded.has(name)) open.folded.set(name, []);
	}
	if (open !== void 0) yield open;
}
// src/catalog/dpkg/conffiles.ts
/**
* Adds the lines of a `Conffiles` field (dpkg-query(1)): a path, the checksum of the file as the package brought it,
* and marks (`obsolete`, `remove-on-upgrade`). A path may hold blanks. `newconffile` stands where dpkg has no checksum
* yet; opkg writes SHA-256.
* @throws Error with a sentence, when they are more than the list takes
*/
function addConffiles(folded, list) {
	for (const line of folded) {
		const words = line.replace(/(?: obsolete| remove-on-upgrade)+$/, "");
		const blank = words.lastIndexOf(" ");
		const path = words.slice(0, Math.max(blank, 0));
		if (!path.startsWith("/")) continue;
		const digest = words.slice(blank + 1);
		list.add(path.slice(1), /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/.test(digest) ? digest : "", true);
	}
}
// src/catalog/dpkg/status.ts
const maxPackages$2 = 1e5;
const nameForm$6 = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,255}$/;
const versionForm$8 = /^[A-Za-z0-9.+~:_-]{1,256}$/;
const architectureForm$2 = /^[A-Za-z0-9_-]{1,64}$/;
/**
* Reads a status file, or one of `status.d`. What is malformed becomes a problem and hides nothing else.
* @param path without leading slash, for the problems.
*/
function parseStatus(text, path) {
	const packages = [];
	const problems = problemsOf$1(path);
	const budget = createListBudget();
	for (const paragraph of paragraphs(text, ["conffiles"])) {
		if (packages.length >= maxPackages$2) {
			problems.add(`it lists more than ${maxPackages$2} packages`);
			break;
		}
		const name = paragraph.fields.get("package");
		if (paragraph.problem !== void 0) problems.add(`package ${shown(name ?? "")}: ${paragraph.problem}`);
		if (!isOnDisk(paragraph)) continue;
		const installed = installedPackage(paragraph, budget);
		if (typeof installed === "string") problems.add(`package ${shown(name ?? "")}: ${installed}`);
		else packages.push(installed);
	}
	return {
		packages,
		problems: problems.sentences()
	};
}
/**
* True when the files of the package are there: the third word of `Status` is its state (dpkg(1)), and all states but
* two mean that something was unpacked. The first word is only a wish: `deinstall ok installed` is still installed.
* Without `Status` (distroless, hand-made databases) a paragraph that has a version counts; one that has none is the
* stub that old versions of dpkg kept for a package they had only heard of.
*/
function isOnDisk({ fields }) {
	const status = fields.get("status");
	if (status === void 0) return fields.has("version") && fields.get("package") !== "";
	const state = status.split(/\s+/)[2];
	return state !== "not-installed" && state !== "config-files";
}
/** The package, or a sentence that says why the paragraph is none. */
function installedPackage({ fields, folded }, budget) {
	const name = fields.get("package") ?? "";
	const version = fields.get("version") ?? "";
	const architecture = fields.get("architecture");
	if (!nameForm$6.test(name)) return "its name is not one that dpkg allows";
	if (!versionForm$8.test(version)) return `its version is not one that dpkg allows: ${shown(version)}`;
	if (architecture !== void 0 && !architectureForm$2.test(architecture)) return `its architecture is not one that dpkg allows: ${shown(architecture)}`;
	const source = sourceOf$2(fields.get("source"), name, version);
	if (typeof source === "string") return source;
	const conffiles = createFileList(budget);
	try {
		addConffiles(folded.get("conffiles") ?? [], conffiles);
	} catch (error) {
		return reasonOf(error);
	}
	const listed = conffiles.take();
	return {
		name,
		version,
		...architecture === void 0 ? {} : { architecture },
		...source === void 0 ? {} : { source },
		...listed.paths.length === 0 ? {} : { conffiles: listed }
	};
}
/** `Source: NAME` or `Source: NAME (VERSION)`; undefined where neither differs from the package's own. */
function sourceOf$2(field, name, version) {
	if (field === void 0) return void 0;
	const match = /^(\S+)(?:\s+\(([^()]*)\))?$/.exec(field);
	const source = {
		name: match?.[1] ?? "",
		version: match?.[2]?.trim() ?? version
	};
	if (!nameForm$6.test(source.name) || !versionForm$8.test(source.version)) return `its source is not a name and a version: ${shown(field)}`;
	return source.name === name && source.version === version ? void 0 : source;
}
// src/catalog/dpkg.ts
const statusPath = "var/lib/dpkg/status";
/** Distroless images have one paragraph a file here, and no status file. */
const statusFolder = "var/lib/dpkg/status.d/";
const infoFolder = "var/lib/dpkg/info/";
const diversionsPath = "var/lib/dpkg/diversions";
const maxStatusBytes$1 = 67108864;
const maxListBytes$1 = 16777216;
/** What dpkg keeps beside a package: a name in `status.d` with one of these endings is not a paragraph. */
const companionEndings = [
	"md5sums",
	"list",
	"conffiles",
	"config",
	"preinst",
	"postinst",
	"prerm",
	"postrm",
	"shlibs",
	"symbols",
	"templates",
	"triggers"
].map((ending) => `.${ending}`);
const statusReader$1 = wholeFileReader({
	name: "dpkg-status",
	version: 2,
	maxBytes: maxStatusBytes$1,
	wants: (path) => path === statusPath || inFolder(path, statusFolder) && !companionEndings.some((ending) => path.endsWith(ending)),
	parse: (bytes, path) => parseStatus(bytes.toString("utf8"), path)
});
const listReader$1 = wholeFileReader({
	name: "dpkg-list",
	version: 2,
	maxBytes: maxListBytes$1,
	wants: (path) => inFolder(path, infoFolder) && (path.endsWith(".list") || path.endsWith(".md5sums")) || inFolder(path, statusFolder) && path.endsWith(".md5sums"),
	parse: (bytes, path) => path.endsWith(".list") ? parseList(bytes.toString("utf8")) : parseMd5sums(bytes.toString("utf8"))
});
const diversionsReader = wholeFileReader({
	name: "dpkg-diversions",
	version: 1,
	maxBytes: maxListBytes$1,
	wants: (path) => path === diversionsPath,
	parse: (bytes) => parseDiversions(bytes.toString("utf8"))
});
/** Debian's packages: `var/lib/dpkg/status` with `info/*`, or distroless's `status.d/*` with `*.md5sums`. */
const dpkg = {
	name: "dpkg",
	about: {
		title: "Debian, Ubuntu and their descendants, distroless",
		looksAt: [
			statusPath,
			`${statusFolder}NAME`,
			`${infoFolder}NAME.list`,
			`${infoFolder}NAME.md5sums`
		],
		knows: [
			"files",
			"checksums",
			"source package"
		]
	},
	types: ["deb"],
	scope: "system",
	readers: [
		statusReader$1,
		listReader$1,
		diversionsReader
	],
	databases: [statusPath],
	packages: packagesOf$13
};
function packagesOf$13(view, os) {
	const present = ownedFiles(view);
	const checksumsOf = fileChecksums(view);
	const lists = /* @__PURE__ */ new Map();
	for (const { path, fact } of view.facts(listReader$1)) if (!isFileProblem(fact)) lists.set(path, fact);
	const diverted = divertedPath(view.facts(diversionsReader).flatMap(({ fact }) => isFileProblem(fact) ? [] : fact));
	const origin = originOf(view, view.history(statusReader$1), (fact) => isFileProblem(fact) ? [] : fact.packages.map(entryOf$7));
	const packages = [];
	const checksums = [];
	const problems = [];
	for (const { path, fact } of view.facts(statusReader$1)) {
		if (isFileProblem(fact)) continue;
		problems.push(...fact.problems);
		for (const installed of fact.packages) {
			const { name } = installed;
			const purl = systemPackageUrl("deb", os, installed);
			const own = path === statusPath ? packageFiles(companion(lists, installed, "list"), companion(lists, installed, "md5sums"), installed) : distrolessFiles(lists.get(`${path}.md5sums`), fact.packages.length);
			const files = own && {
				...own,
				paths: own.paths.map((listed) => diverted(listed, name))
			};
			packages.push({
				purl,
				name,
				version: installed.version,
				type: "deb",
				...installed.architecture === void 0 ? {} : { architecture: installed.architecture },
				...installed.source === void 0 ? {} : { source: installed.source },
				layer: origin(path, entryOf$7(installed)),
				...files === void 0 ? {} : { files: present(files.paths) }
			});
			if (files !== void 0) append(checksums, checksumsOf(files, purl));
		}
	}
	return {
		packages,
		checksums,
		problems
	};
}
/**
* What dpkg keeps of a package in a file of its own. A package of which several architectures may be installed
* (`Multi-Arch: same`) has its architecture in the file's name.
*/
function companion(lists, { name, architecture }, ending) {
	return lists.get(`${infoFolder}${name}:${architecture}.${ending}`) ?? lists.get(`${infoFolder}${name}.${ending}`);
}
/**
* In `status.d` the file beside the paragraph counts, whatever its name is; beside several paragraphs it is nobody's.
* What is configuration was not kept: there it is what is below `etc` (Debian policy 10.7.2).
*/
function distrolessFiles(md5sums, neighbours) {
	if (md5sums === void 0 || neighbours !== 1) return void 0;
	const configuration = [...md5sums.paths.keys()].filter((index) => md5sums.paths[index]?.startsWith("etc/"));
	return {
		...md5sums,
		configuration
	};
}
function entryOf$7(installed) {
	return JSON.stringify([
		installed.name,
		installed.architecture ?? "",
		installed.version
	]);
}
function inFolder(path, folder) {
	return path.startsWith(folder) && path.length > folder.length && !path.includes("/", folder.length);
}
// src/catalog/gem.ts
const maxBytes$12 = 4194304;
/** RubyGems writes what is looked for into the first ten. */
const maxLines$2 = 100;
const nameForm$5 = /^[A-Za-z0-9._-]{1,255}$/;
const versionForm$7 = /^[0-9]{1,20}(?:\.[0-9A-Za-z]{1,64}){0,32}(?:-[0-9A-Za-z-]{1,64}(?:\.[0-9A-Za-z-]{1,64}){0,8})?$/;
const platformForm = /^[A-Za-z0-9._-]{1,64}$/;
const specificationReader = wholeFileReader({
	name: "gem-specification",
	version: 1,
	maxBytes: maxBytes$12,
	wants: (path) => /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(path),
	parse: (bytes) => parseGemSpecification(bytes.toString("utf8"))
});
/**
* Ruby gems as they are installed: each has a specification in a `specifications` folder, those that come with Ruby in
* its folder `default`. What Bundler checked out of git has none there, and the archives in `cache` are not installed.
*/
const gem = {
	name: "gem",
	about: {
		title: "Ruby gems, installed by RubyGems or Bundler, and those of Ruby itself",
		looksAt: ["…/specifications/NAME.gemspec", "…/specifications/default/NAME.gemspec"],
		knows: ["files"]
	},
	types: ["gem"],
	scope: "language",
	readers: [specificationReader],
	databases: [],
	packages: packagesOf$12
};
function packagesOf$12(view) {
	const installed = view.facts(specificationReader);
	const files = filesBelow(view, new Set(installed.map(({ path }) => folderOf$3(path))));
	const origin = originOf(view, view.history(specificationReader), (fact) => isFileProblem(fact) ? [] : [purlOf$1(fact)]);
	const packages = [];
	for (const { path, fact } of installed) {
		if (isFileProblem(fact)) continue;
		packages.push({
			purl: purlOf$1(fact),
			name: fact.name,
			version: fact.version,
			type: "gem",
			layer: origin(path, purlOf$1(fact)),
			foundIn: [`/${path}`],
			files: [...files.get(folderOf$3(path)) ?? [], `/${path}`].sort(byText)
		});
	}
	return {
		packages,
		problems: []
	};
}
/** Where the gem of a specification was unpacked: `gems/rake-13.0.6` beside `specifications`. */
function folderOf$3(path) {
	const folder = posix.dirname(path);
	const specifications = posix.basename(folder) === "default" ? posix.dirname(folder) : folder;
	const root = posix.dirname(specifications);
	return posix.join(root, "gems", posix.basename(path, ".gemspec"));
}
function purlOf$1({ name, version, platform }) {
	return languagePackageUrl("gem", {
		name,
		version,
		...platform === void 0 ? {} : { qualifiers: { platform } }
	});
}
/**
* Reads a specification as RubyGems writes it on installing (rubygems/specification.rb, "to_ruby"): a comment
* `# stub: NAME VERSION PLATFORM FOLDERS`, which RubyGems itself goes by, and assignments of texts. Nothing is run.
* @throws Error with a sentence, when there is neither
*/
function parseGemSpecification(text) {
	const fields = /* @__PURE__ */ new Map();
	let seen = 0;
	for (const line of lines$1(text)) {
		seen += 1;
		if (seen > maxLines$2) break;
		const stub = /^# stub: (\S{1,300}) (\S{1,300}) (\S{1,300})(?: |$)/.exec(line);
		if (stub !== null) {
			const [, name = "", version = "", platform = ""] = stub;
			return checked(name, version, platform);
		}
		const field = /^ {1,8}\w{1,32}\.(name|version|platform) = (?:"([^"\\]{1,300})"|'([^'\\]{1,300})')(?:\.freeze)?\s*$/.exec(line);
		const [, key = "", double, single] = field ?? [];
		if (field !== null && !fields.has(key)) fields.set(key, double ?? single ?? "");
	}
	return checked(fields.get("name") ?? "", fields.get("version") ?? "", fields.get("platform") ?? "ruby");
}
function checked(name, version, platform) {
	if (!nameForm$5.test(name)) throw new Error(`its name is missing or not one that RubyGems allows: ${shown(name)}`);
	if (!versionForm$7.test(version)) throw new Error(`its version is missing or not one that RubyGems allows: ${shown(version)}`);
	if (!platformForm.test(platform)) throw new Error(`its platform is not one that RubyGems allows: ${shown(platform)}`);
	return {
		name,
		version,
		...platform === "ruby" ? {} : { platform }
	};
}
// src/catalog/go.ts
/**
* The modules that are built into Go programs, and Go's standard library as the package `stdlib`: its advisories are
* the ones that a program needs to be built again for. Symbols and debugging information are not needed.
*/
const go = {
	name: "go",
	about: {
		title: "Go modules, in programs",
		looksAt: ["… (programs: ELF, PE, Mach-O)"],
		knows: []
	},
	types: ["golang"],
	scope: "language",
	readers: [builtInReader],
	databases: [],
	packages: (view) => builtInPackages(view, {
		packages: packagesIn,
		problems: ({ go: built }) => built?.problems ?? [],
		notes: notesOn
	})
};
function packagesIn({ go: built }) {
	if (built === void 0) return [];
	const release = releaseOf(built.goVersion);
	const main = built.main === void 0 ? [] : [built.main];
	return [
		...release === void 0 ? [] : [{
			path: "stdlib",
			version: release
		}],
		...main,
		...built.dependencies
	].map(packageOf$1);
}
function notesOn({ go: built, packed }, path) {
	if (packed) return [`/${shown(path)} is packed with UPX: what was built into it was not looked at`];
	if (built === void 0 || releaseOf(built.goVersion) !== void 0) return [];
	return [`/${shown(path)} was built by ${shown(built.goVersion)}, which is no release of Go: its standard library was not looked at`];
}
function packageOf$1({ path, version, revision }) {
	const slash = path.lastIndexOf("/");
	const exact = version === "(devel)" ? revision ?? "" : version;
	return {
		purl: languagePackageUrl("golang", {
			namespace: slash < 0 ? void 0 : path.slice(0, slash),
			name: path.slice(slash + 1),
			version: exact
		}),
		name: path,
		version,
		type: "golang"
	};
}
/** `1.22.0` of `go1.22`, `1.21.0-rc.2` of `go1.21rc2`: as advisories of the standard library write it. */
function releaseOf(goVersion) {
	const parts = /^go(1)\.(\d{1,4})(?:\.(\d{1,4}))?(?:(rc|beta)(\d{1,3}))?(?:$|[ +-])/.exec(goVersion);
	if (parts === null) return void 0;
	const [, major, minor, patch = "0", kind, number] = parts;
	return `${major}.${minor}.${patch}${kind === void 0 ? "" : `-${kind}.${number}`}`;
}
// src/catalog/hex.ts
const applicationReader = wholeFileReader({
	name: "erlang-application",
	version: 2,
	maxBytes: 4194304,
	wants: (path) => /(?:^|\/)ebin\/[a-z][\w@]{0,254}\.app$/.test(path),
	parse: (bytes, path) => parseApplication(bytes.toString("utf8"), posix.basename(path, ".app"))
});
/**
* Applications of Erlang and Elixir, as releases have them: a folder of compiled code each, with a resource file.
* Nothing in it says that it came from Hex, but an application has the name of its package, or says which. What
* Erlang/OTP and Elixir bring themselves is not in Hex.
*/
const hex = {
	name: "hex",
	about: {
		title: "Erlang and Elixir applications, in releases and beside the language",
		looksAt: ["…/ebin/NAME.app"],
		knows: ["files"]
	},
	types: ["hex", "otp"],
	scope: "language",
	readers: [applicationReader],
	databases: [],
	packages: packagesOf$11
};
function packagesOf$11(view) {
	const installed = view.facts(applicationReader);
	const files = filesBelow(view, new Set(installed.map(({ path }) => folderOf$2(path))));
	const origin = originOf(view, view.history(applicationReader), (fact) => isFileProblem(fact) ? [] : [purlOf(fact)]);
	const packages = [];
	for (const { path, fact } of installed) {
		if (isFileProblem(fact)) continue;
		packages.push({
			purl: purlOf(fact),
			name: nameOf$1(fact),
			version: fact.version,
			type: typeOf(fact),
			layer: origin(path, purlOf(fact)),
			foundIn: [`/${path}`],
			files: files.get(folderOf$2(path)) ?? []
		});
	}
	return {
		packages,
		problems: []
	};
}
/** Of the application: `lib/plug-1.15.3` of `lib/plug-1.15.3/ebin/plug.app`. */
function folderOf$2(path) {
	return posix.dirname(posix.dirname(path));
}
function purlOf(application) {
	return languagePackageUrl(typeOf(application), {
		name: nameOf$1(application),
		version: application.version
	});
}
function nameOf$1({ name, packageName = name }) {
	return packageName;
}
function typeOf(application) {
	return languageApplications.has(nameOf$1(application)) ? "otp" : "hex";
}
/**
* Reads an application resource file (app(5) of Erlang/OTP) as far as it is needed: a term that begins with the name,
* and somewhere has the version. undefined for one of another name, which no runtime would load.
*/
function parseApplication(text, wanted) {
	const term = text.replace(textOrComment, (part) => part.startsWith("%") ? "" : part);
	const name = /\{\s*application\s*,\s*(?:'([a-z][\w@]{0,254})'|([a-z][\w@]{0,254}))\s*,/.exec(term);
	if (name === null || (name[1] ?? name[2]) !== wanted) return void 0;
	const version = /\{\s*vsn\s*,\s*"([^"\\\n]{0,128})"\s*\}/.exec(term)?.[1] ?? "";
	const packageName = packageForm.exec(term)?.[1];
	return {
		name: wanted,
		version: version.trim(),
		...packageName === void 0 ? {} : { packageName }
	};
}
/** What rebar3 publishes an application as, when somebody else has its name in Hex. */
const packageForm = /\{\s*pkg_name\s*,\s*(?:<<)?["']?([a-z][a-z0-9_]{0,254})["']?(?:>>)?\s*\}/;
/** The closing quote may be missing: a text without end would otherwise be looked for again from each quote in it. */
const textOrComment = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|%[^\n]*/g;
/** Of Erlang/OTP (github.com/erlang/otp, lib/) and of Elixir (github.com/elixir-lang/elixir, lib/), now or once. */
const languageApplications = /* @__PURE__ */ new Set([
	"asn1",
	"common_test",
	"compiler",
	"cosEvent",
	"cosEventDomain",
	"cosFileTransfer",
	"cosNotification",
	"cosProperty",
	"cosTime",
	"cosTransactions",
	"crypto",
	"debugger",
	"dialyzer",
	"diameter",
	"edoc",
	"eldap",
	"erl_docgen",
	"erl_interface",
	"erts",
	"et",
	"eunit",
	"ftp",
	"gs",
	"hipe",
	"ic",
	"inets",
	"jinterface",
	"kernel",
	"megaco",
	"mnesia",
	"observer",
	"odbc",
	"orber",
	"os_mon",
	"ose",
	"otp_mibs",
	"parsetools",
	"percept",
	"public_key",
	"reltool",
	"runtime_tools",
	"sasl",
	"snmp",
	"ssh",
	"ssl",
	"stdlib",
	"syntax_tools",
	"test_server",
	"tftp",
	"tools",
	"typer",
	"webtool",
	"wx",
	"xmerl",
	"eex",
	"elixir",
	"ex_unit",
	"iex",
	"logger",
	"mix"
]);
// src/catalog/java/runtime.ts
const maxBytes$11 = 65536;
const versionForm$6 = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/;
const smallFileReader = wholeFileReader({
	name: "java-release",
	version: 1,
	maxBytes: maxBytes$11,
	wants: (path) => path.endsWith("/release"),
	parse: (bytes) => parseRelease$1(bytes.toString("utf8"))
});
const releaseReader = {
	...smallFileReader,
	open: (entry, hashes) => entry.size > maxBytes$11 ? void 0 : smallFileReader.open(entry, hashes)
};
/** Java runtimes and development kits: a `release` file that names a Java version, beside a `bin/java`. */
const javaRuntime = {
	name: "java-runtime",
	about: {
		title: "Java runtimes and development kits",
		looksAt: ["…/NAME/release"],
		knows: ["files"]
	},
	types: ["generic"],
	scope: "language",
	readers: [releaseReader],
	databases: [],
	packages: packagesOf$10
};
function packagesOf$10(view) {
	const releases = view.facts(releaseReader).flatMap(({ path, fact }) => {
		const home = posix.dirname(path);
		const isHome = ["bin/java", "jre/bin/java"].some((program) => view.get(`${home}/${program}`));
		return isFileProblem(fact) || !isHome ? [] : [{
			path,
			home,
			fact
		}];
	});
	const files = filesBelow(view, new Set(releases.map(({ home }) => home)));
	const origin = originOf(view, view.history(releaseReader), (fact) => isFileProblem(fact) ? [] : [entryOf$6(fact)]);
	return {
		packages: releases.map(({ path, home, fact }) => ({
			purl: languagePackageUrl("generic", fact),
			...fact,
			type: "generic",
			layer: origin(path, entryOf$6(fact)),
			foundIn: [`/${path}`],
			files: files.get(home) ?? []
		})),
		problems: []
	};
}
function entryOf$6({ name, version }) {
	return JSON.stringify([name, version]);
}
/** What the `release` file at the top of a Java runtime says (JEP 220); undefined for a file of another kind. */
function parseRelease$1(text) {
	const values = /* @__PURE__ */ new Map();
	for (const line of lines$1(text)) {
		const match = /^([A-Z_]{1,64})="?([^"]{0,256})"?\r?$/.exec(line);
		if (match?.[1] !== void 0 && match[2] !== void 0) values.set(match[1], match[2].trim());
	}
	const version = values.get("JAVA_VERSION");
	if (version === void 0 || !versionForm$6.test(version)) return void 0;
	return {
		name: values.get("BUILD_TYPE") === "commercial" ? "oracle-jdk" : "openjdk",
		version
	};
}
// src/image/spooled-file-reader.ts
/**
* A reader that has to read a file at any place: archives and programs, whose tables are at their ends, and databases.
* `parse` gets the file when its last byte has come; what it throws becomes a problem of the scan, never a crash, and
* so is a file over `maxBytes`.
*/
function spooledFileReader(options) {
	const { name, version, wants } = options;
	return {
		name,
		version,
		open: (entry) => wants(entry) ? createSink$2(entry, options) : void 0
	};
}
function createSink$2(entry, { maxBytes, begins, parse }) {
	const spool = createSpool();
	const isTooLarge = entry.size > maxBytes;
	let state = begins === void 0 ? "keeping" : "deciding";
	function decide() {
		const isWanted = begins?.test(spool.file().read(0, begins.bytes)) ?? true;
		state = isWanted ? "keeping" : "passing";
		if (!isWanted || isTooLarge) spool.close();
	}
	return {
		write(chunk) {
			if (state === "passing" || state === "keeping" && isTooLarge) return;
			try {
				spool.write(chunk);
				if (begins !== void 0 && state === "deciding" && spool.size() >= begins.bytes) decide();
			} catch (error) {
				spool.close();
				throw error;
			}
		},
		end() {
			try {
				if (state === "deciding") decide();
				if (state === "passing") return void 0;
				if (isTooLarge) throw new Error(`it is ${entry.size} bytes, over the limit of ${maxBytes}`);
				return parse(spool.file(), entry);
			} catch (error) {
				return { problem: `${entry.path}: ${reasonOf(error)}` };
			} finally {
				spool.close();
			}
		}
	};
}
// src/io/zip.ts
/** PKWARE APPNOTE.TXT 6.3.10: 4.3.7 local header, 4.3.12 directory, 4.3.14 and 15 zip64, 4.3.16 end. */
const signatures = {
	local: 67324752,
	entry: 33639248,
	end: 101010256,
	end64: 101075792
};
const locator64 = 117853008;
const localBytes = 30;
const entryBytes$1 = 46;
const endBytes = 22;
const locator64Bytes = 20;
const end64Bytes = 56;
const maxCommentBytes = 65535;
/** 4.5.3: the extra field that holds what does not fit into four bytes. */
const zip64Extra = 1;
const tooBigFor4 = 4294967295;
const stored = 0;
const deflated = 8;
const encryptedFlag = 1;
/** The largest jars (shaded applications, whole runtimes) have some 100,000 entries, in 10 MB of directory. */
const maxDirectoryBytes = 67108864;
/**
* The entries of a zip archive that are wanted by name, as its directory at the end lists them; what only local
* headers tell of does not count, for no runtime would find it. Bytes before the archive (a start script of an
* executable jar) are skipped. Synchronous, unlike any kept library's reader: a file that is walked is there only for
* the length of a call.
* @throws Error with a sentence, for what is no zip archive, a broken one, or one in several parts.
*/
function zipEntries(source, wants) {
	const { start, length, shift } = locateDirectory(source);
	if (length > maxDirectoryBytes) throw new Error(`its directory has ${length} bytes`);
	const directory = exactly(source, start, length);
	const found = [];
	for (let at = 0; at < length;) {
		if (length - at < entryBytes$1 || directory.readUInt32LE(at) !== signatures.entry) throw new Error("its directory is broken");
		const nameLength = directory.readUInt16LE(at + 28);
		const extraLength = directory.readUInt16LE(at + 30);
		const next = at + entryBytes$1 + nameLength + extraLength + directory.readUInt16LE(at + 32);
		if (next > length) throw new Error("its directory is broken");
		const extraStart = at + entryBytes$1 + nameLength;
		const name = directory.toString("utf8", at + entryBytes$1, extraStart);
		if (wants(name)) {
			const header = directory.subarray(at, at + entryBytes$1);
			found.push(entryOf$5(name, header, directory.subarray(extraStart, extraStart + extraLength), shift));
		}
		at = next;
	}
	return found;
}
/**
* The whole content of an entry, its checksum compared.
* @throws Error with a sentence, when it is over `maxBytes`, encrypted, packed by another method than deflate, or not
* what the directory says it is.
*/
function readZipEntry(source, entry, maxBytes) {
	if (entry.size > maxBytes) throw new Error(`it is ${entry.size} bytes, over the limit of ${maxBytes}`);
	const packed = exactly(source, contentStart(source, entry), entry.packedSize);
	const bytes = entry.method === stored ? packed : inflate(packed, entry.size);
	if (bytes.length !== entry.size) throw new Error("it has not the size that the directory says");
	if (crc32(bytes) !== entry.crc) throw new Error("it has not the checksum that the directory says");
	return bytes;
}
/**
* The content of an entry that is stored as it is, in its place, without a look at its checksum; undefined for one
* that is packed.
* @throws Error with a sentence, when it is encrypted or not where the directory says.
*/
function storedZipEntry(source, entry) {
	if (entry.method !== stored) return void 0;
	const start = contentStart(source, entry);
	const { size } = entry;
	if (entry.packedSize !== size || start + size > source.size) throw new Error("the archive is cut off");
	return {
		size,
		read: (offset, length) => source.read(start + offset, Math.max(0, Math.min(length, size - offset)))
	};
}
function contentStart(source, entry) {
	if (entry.isEncrypted) throw new Error("it is encrypted");
	if (entry.method !== stored && entry.method !== deflated) throw new Error(`it is packed by method ${entry.method}, which is not read`);
	const header = exactly(source, entry.offset, localBytes);
	if (header.readUInt32LE(0) !== signatures.local) throw new Error("it is not where the directory says");
	return entry.offset + localBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}
/** Never makes more bytes than the entry claims to have, which was compared with the limit. */
function inflate(packed, size) {
	try {
		return inflateRawSync(packed, {
			maxOutputLength: Math.max(1, size),
			chunkSize: Math.max(64, size)
		});
	} catch (cause) {
		const isLonger = cause instanceof RangeError;
		throw new Error(isLonger ? "it has not the size that the directory says" : `it cannot be unpacked: ${reasonOf(cause)}`, { cause });
	}
}
function entryOf$5(name, header, extra, shift) {
	const wide = zip64Values(extra);
	const value = (at) => {
		const narrow = header.readUInt32LE(at);
		return narrow === tooBigFor4 ? wide.shift() ?? narrow : narrow;
	};
	return {
		name,
		size: value(24),
		packedSize: value(20),
		offset: value(42) + shift,
		method: header.readUInt16LE(10),
		isEncrypted: (header.readUInt16LE(8) & encryptedFlag) !== 0,
		crc: header.readUInt32LE(16)
	};
}
function zip64Values(extra) {
	for (let at = 0; at + 4 <= extra.length;) {
		const length = extra.readUInt16LE(at + 2);
		if (extra.readUInt16LE(at) === zip64Extra) {
			const field = extra.subarray(at + 4, at + 4 + length);
			return Array.from({ length: Math.min(3, field.length >> 3) }, (_, index) => wideValue(field, index * 8));
		}
		at += 4 + length;
	}
	return [];
}
function locateDirectory(source) {
	const tail = source.read(Math.max(0, source.size - endBytes - maxCommentBytes), Math.min(source.size, 65557));
	const at = endIn(tail);
	if (at === void 0) throw new Error("it is no zip archive, or is cut off");
	const end = source.size - tail.length + at;
	const wide = endOf64(source, end);
	const length = wide?.length ?? tail.readUInt32LE(at + 12);
	const offset = wide?.offset ?? tail.readUInt32LE(at + 16);
	const start = (wide?.end ?? end) - length;
	const parts = tail.readUInt16LE(at + 4);
	if (parts !== 0 && parts !== 65535) throw new Error("it is one part of several");
	if (start < 0 || start < offset) throw new Error("its directory is not where its end says");
	return {
		start,
		length,
		shift: start - offset
	};
}
/** The last end record whose comment reaches to the end of the archive. */
function endIn(tail) {
	for (let at = tail.length - endBytes; at >= 0; at -= 1) {
		if (tail[at] !== 80 || tail.readUInt32LE(at) !== signatures.end) continue;
		if (at + endBytes + tail.readUInt16LE(at + 20) === tail.length) return at;
	}
}
function endOf64(source, end) {
	if (end < locator64Bytes) return void 0;
	if (exactly(source, end - locator64Bytes, locator64Bytes).readUInt32LE(0) !== locator64) return void 0;
	const start = end - locator64Bytes - end64Bytes;
	const record = start < 0 ? Buffer.alloc(0) : exactly(source, start, end64Bytes);
	if (record.length === 0 || record.readUInt32LE(0) !== signatures.end64) throw new Error("its zip64 directory is not where its end says");
	return {
		end: start,
		length: wideValue(record, 40),
		offset: wideValue(record, 48)
	};
}
function wideValue(bytes, at) {
	const value = bytes.readBigUInt64LE(at);
	if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error("it names a place that cannot be");
	return Number(value);
}
function exactly(source, offset, length) {
	const bytes = offset + length > source.size ? Buffer.alloc(0) : source.read(offset, length);
	if (bytes.length < length) throw new Error("the archive is cut off");
	return bytes;
}
// src/catalog/java/file-name.ts
/** Said behind the version of an artifact's variants (Maven calls them classifiers), and not part of it. */
const variants = [
	"all",
	"exec",
	"executable",
	"fat",
	"jar-with-dependencies",
	"no-deps",
	"nodep",
	"plain",
	"runner",
	"shaded",
	"standalone",
	"test-fixtures",
	"test-sources",
	"tests",
	"uber",
	"with-dependencies"
];
const platformVariant = /-(?:linux|osx|macos|windows|freebsd)(?:[-_][a-z0-9_]+)*$/;
/** Words that are part of a version though a number follows: `1.0-beta-2`, `9.4.0.Final-redhat-00001`. */
const qualifiers = /^(?:alpha|beta|b|build|cr|ea|final|ga|incubating|jdk|jre|android|m|milestone|patch|pre|preview|rc|redhat|release|rev|sec|snapshot|sp|v)$/i;
/** @param base name of the file, without folders; at most some hundred characters. */
function parseArchiveName(base) {
	const stem = base.slice(0, base.lastIndexOf("."));
	const start = versionStart(stem);
	if (start === void 0) return { stem };
	return {
		stem,
		artifact: stem.slice(0, start - 1),
		version: withoutVariant(stem.slice(start))
	};
}
/** True for archives of source text or documentation, in which nothing can be run. */
function isWithoutCode(base) {
	return /-(?:sources|javadoc)\.[a-z]+$/.test(base);
}
/**
* The place behind the first hyphen that a version follows, and behind a later one where a word stands between:
* `log4j-1.2-api-2.17.1` is `log4j-1.2-api`. In `level-2-jar` there is none.
*/
function versionStart(stem) {
	const parts = stem.split("-");
	let at = 0;
	let start;
	let wordBetween = false;
	for (const [index, part] of parts.entries()) {
		if (index > 0 && isVersionPart(part, parts[index + 1]) && (start === void 0 || wordBetween && part.includes("."))) {
			start = at;
			wordBetween = false;
		} else if (start !== void 0 && /^[a-z]+$/i.test(part) && !qualifiers.test(part)) wordBetween = true;
		at += part.length + 1;
	}
	return start;
}
/**
* A number with dots; or one without, when nothing, more numbers, or a word of versions follows. `3.x`, as Debian names
* some, is any version.
*/
function isVersionPart(part, next) {
	if (!/^\d/.test(part) || part.endsWith(".x")) return false;
	return part.includes(".") || next === void 0 || /^\d/.test(next) || qualifiers.test(next);
}
function withoutVariant(version) {
	const variant = variants.find((word) => version.endsWith(`-${word}`));
	return (variant === void 0 ? version : version.slice(0, -variant.length - 1)).replace(platformVariant, "");
}
// src/catalog/java/groups.ts
/**
* Maven groups of widely used libraries whose archives say nothing of Maven, because another build tool made them:
* each artifact is published on Maven Central under this group. A name that ends with `*` stands for all that begin so.
*/
const groups = {
	"org.springframework": [
		...[
			"aop",
			"aspects",
			"beans",
			"context",
			"context-indexer",
			"context-support",
			"core",
			"core-test"
		],
		...[
			"expression",
			"instrument",
			"jcl",
			"jdbc",
			"jms",
			"messaging",
			"orm",
			"oxm",
			"r2dbc",
			"test",
			"tx"
		],
		...[
			"web",
			"webflux",
			"webmvc",
			"webmvc-portlet",
			"websocket"
		]
	].map((part) => `spring-${part}`),
	"org.springframework.boot": ["spring-boot", "spring-boot-*"],
	"org.springframework.security": [
		...[
			"acl",
			"aspects",
			"cas",
			"config",
			"core",
			"crypto",
			"data",
			"ldap",
			"messaging",
			"openid",
			"remoting"
		],
		...[
			"rsocket",
			"taglibs",
			"test",
			"web",
			"oauth2-authorization-server",
			"oauth2-client",
			"oauth2-core"
		],
		...[
			"oauth2-jose",
			"oauth2-resource-server",
			"saml2-service-provider"
		]
	].map((part) => `spring-security-${part}`),
	"org.springframework.integration": ["spring-integration-*"],
	"org.springframework.batch": ["spring-batch-*"],
	"org.springframework.kafka": ["spring-kafka", "spring-kafka-test"],
	"org.springframework.amqp": [
		"spring-amqp",
		"spring-rabbit",
		"spring-rabbit-*"
	],
	"org.springframework.session": ["spring-session-*"],
	"org.springframework.graphql": ["spring-graphql", "spring-graphql-*"],
	"org.springframework.ldap": ["spring-ldap-*"],
	"org.springframework.ws": ["spring-ws-*", "spring-xml"],
	"org.jetbrains.kotlin": ["kotlin-*"],
	"org.jetbrains.kotlinx": ["kotlinx-*"],
	"org.codehaus.groovy": ["groovy", "groovy-*"],
	"com.squareup.okhttp3": [
		"okhttp",
		"okhttp-*",
		"logging-interceptor",
		"mockwebserver"
	],
	"com.squareup.okio": ["okio", "okio-*"],
	"com.squareup.retrofit2": ["retrofit"],
	"com.google.guava": [
		"guava",
		"failureaccess",
		"listenablefuture"
	],
	"com.google.protobuf": [
		"protobuf-java",
		"protobuf-java-util",
		"protobuf-javalite",
		"protobuf-kotlin"
	],
	"io.grpc": ["grpc-*"],
	"io.micrometer": ["micrometer-*"],
	"io.opentelemetry": [
		"opentelemetry-api",
		"opentelemetry-context",
		"opentelemetry-sdk*"
	],
	"io.projectreactor": ["reactor-core", "reactor-test"],
	"io.projectreactor.netty": ["reactor-netty", "reactor-netty-*"],
	"io.reactivex.rxjava2": ["rxjava"],
	"io.ktor": ["ktor-*"],
	"io.netty": ["netty-tcnative-*"],
	"net.java.dev.jna": [
		"jna",
		"jna-platform",
		"platform"
	],
	"org.lz4": ["lz4-java"],
	"com.github.luben": ["zstd-jni"],
	"com.github.ben-manes.caffeine": ["caffeine"],
	"org.slf4j": [
		"slf4j-*",
		"jcl-over-slf4j",
		"jul-to-slf4j",
		"log4j-over-slf4j"
	],
	"ch.qos.logback": [
		"logback-classic",
		"logback-core",
		"logback-access"
	],
	"org.apache.kafka": [
		"kafka-clients",
		"kafka-metadata",
		"kafka-raft",
		"kafka-streams",
		"kafka_2.*"
	],
	"org.apache.lucene": ["lucene-*"],
	"org.apache.solr": [
		"solr-core",
		"solr-solrj",
		"solr-*"
	],
	"org.apache.cassandra": ["apache-cassandra", "cassandra-all"],
	"org.elasticsearch": [
		"elasticsearch",
		"elasticsearch-core",
		"elasticsearch-x-content"
	],
	"org.elasticsearch.client": ["elasticsearch-rest-client", "elasticsearch-rest-high-level-client"],
	"org.opensearch": [
		"opensearch",
		"opensearch-core",
		"opensearch-common"
	],
	"org.hibernate": ["hibernate-core", "hibernate-entitymanager"],
	"org.bouncycastle": [
		"bcprov-*",
		"bcpkix-*",
		"bctls-*",
		"bcutil-*",
		"bcmail-*",
		"bcpg-*",
		"bc-fips"
	],
	"org.mockito": ["mockito-core", "mockito-inline"],
	"org.eclipse.jdt.core.compiler": ["ecj"],
	"org.scala-lang": [
		"scala-library",
		"scala-reflect",
		"scala-compiler"
	],
	"org.http4s": ["http4s-*", "blaze-*"],
	"com.typesafe.akka": ["akka-*"],
	"com.typesafe.play": ["play_2.*", "play-*"],
	"io.micronaut": [
		...[
			"aop",
			"buffer-netty",
			"context",
			"core",
			"core-reactive",
			"http",
			"http-client",
			"http-client-core"
		],
		...[
			"http-netty",
			"http-server",
			"http-server-netty",
			"inject",
			"management",
			"router",
			"runtime"
		],
		...["validation", "websocket"]
	].map((part) => `micronaut-${part}`),
	"io.ratpack": ["ratpack-*"],
	"com.linecorp.armeria": ["armeria", "armeria-*"],
	"com.graphql-java": ["graphql-java", "graphql-java-*"],
	"com.jayway.jsonpath": ["json-path", "json-path-assert"],
	"com.github.tomakehurst": [
		"wiremock",
		"wiremock-jre8",
		"wiremock-standalone",
		"wiremock-jre8-standalone"
	],
	"org.apache.ant": ["ant", "ant-*"],
	"org.apache.derby": [
		"derby",
		"derbyclient",
		"derbynet",
		"derbyshared",
		"derbytools"
	],
	"org.apache.poi": ["poi", "poi-*"],
	"org.apache.velocity": ["velocity", "velocity-tools"],
	"org.apache.xmlbeans": ["xmlbeans"],
	"org.apache.xmlgraphics": [
		"batik-*",
		"fop",
		"fop-*",
		"xmlgraphics-commons"
	],
	"org.apache.zookeeper": ["zookeeper", "zookeeper-jute"],
	"org.checkerframework": ["checker-qual", "checker-compat-qual"],
	"org.freemarker": ["freemarker"],
	"org.jdom": ["jdom", "jdom2"],
	"org.python": [
		"jython",
		"jython-slim",
		"jython-standalone"
	],
	"org.quartz-scheduler": ["quartz", "quartz-jobs"],
	"org.testng": ["testng"],
	"com.lowagie": ["itext"],
	"com.mchange": ["c3p0", "mchange-commons-java"],
	"com.jcraft": ["jsch"],
	"com.h2database": ["h2"],
	"com.amazon.redshift": ["redshift-jdbc42"],
	"com.microsoft.sqlserver": ["mssql-jdbc"],
	"net.snowflake": ["snowflake-jdbc"],
	"org.apache.tomcat.embed": ["tomcat-embed-*"],
	"org.postgresql": ["postgresql"],
	"org.xerial": ["sqlite-jdbc"],
	asm: [
		"asm",
		"asm-all",
		"asm-analysis",
		"asm-commons",
		"asm-tree",
		"asm-util",
		"asm-xml"
	],
	dom4j: ["dom4j"],
	hsqldb: ["hsqldb"],
	xalan: ["xalan", "serializer"],
	xerces: ["xercesImpl", "xmlParserAPIs"],
	xpp3: [
		"xpp3",
		"xpp3_min",
		"xpp3_xpath"
	],
	"com.mysql": ["mysql-connector-j"],
	"javax.activation": ["activation"],
	"javax.mail": ["mail", "mailapi"],
	"javax.servlet": [
		"javax.servlet-api",
		"jstl",
		"servlet-api"
	],
	"javax.transaction": ["jta"],
	mysql: ["mysql-connector-java"]
};
/** Artifacts of Maven's first years, which are their own groups, though their bundles say otherwise. */
const ownGroups = [...[
	"beanutils",
	"cli",
	"codec",
	"collections",
	"configuration",
	"daemon",
	"dbcp",
	"digester",
	"discovery"
], ...[
	"el",
	"fileupload",
	"httpclient",
	"io",
	"jxpath",
	"lang",
	"logging",
	"net",
	"pool",
	"validator"
]].map((part) => `commons-${part}`);
/** Artifacts that went to another group with a major version. */
const moved = [
	{
		from: "org.codehaus.groovy",
		major: 4,
		to: "org.apache.groovy"
	},
	{
		from: "org.hibernate",
		major: 6,
		to: "org.hibernate.orm"
	},
	{
		from: "asm",
		major: 4,
		to: "org.ow2.asm"
	},
	{
		from: "com.github.tomakehurst",
		major: 3,
		to: "org.wiremock"
	},
	{
		from: "com.typesafe.play",
		major: 3,
		to: "org.playframework"
	},
	{
		from: "dom4j",
		major: 2,
		to: "org.dom4j"
	},
	{
		from: "hsqldb",
		major: 2,
		to: "org.hsqldb"
	},
	{
		from: "io.reactivex.rxjava2",
		major: 3,
		to: "io.reactivex.rxjava3"
	}
];
/** Files of a Tomcat as its own archive unpacks it, which are published under other names. */
const tomcat = /* @__PURE__ */ new Map([
	["annotations-api", "tomcat-annotations-api"],
	["catalina", "tomcat-catalina"],
	["catalina-ant", "tomcat-catalina-ant"],
	["catalina-ha", "tomcat-catalina-ha"],
	["catalina-ssi", "tomcat-ssi"],
	["catalina-storeconfig", "tomcat-storeconfig"],
	["catalina-tribes", "tomcat-tribes"],
	["el-api", "tomcat-el-api"],
	["jasper", "tomcat-jasper"],
	["jasper-el", "tomcat-jasper-el"],
	["jaspic-api", "tomcat-jaspic-api"],
	["jsp-api", "tomcat-jsp-api"],
	["servlet-api", "tomcat-servlet-api"],
	["websocket-api", "tomcat-websocket-api"]
]);
const byName$1 = new Map(ownGroups.map((name) => [name, name]));
const byPrefix = [];
for (const [group, artifacts] of Object.entries(groups)) for (const artifact of artifacts) if (artifact.endsWith("*")) byPrefix.push([artifact.slice(0, -1), group]);
else byName$1.set(artifact, group);
/** The group of a well-known artifact that is not built by Maven; undefined for all others. */
function knownGroup(artifact, version) {
	const group = byName$1.get(artifact) ?? byPrefix.find(([prefix]) => artifact.startsWith(prefix) && artifact !== prefix)?.[1];
	const move = moved.find(({ from }) => from === group);
	return move !== void 0 && Number.parseInt(version, 10) >= move.major ? move.to : group;
}
/** Whether an archive is of Tomcat's own, unpacked from its distribution: published, it would be `tomcat-catalina`. */
function isOfTomcatDistribution(base) {
	return base === "catalina.jar";
}
/** The group of a Tomcat's archive: those to be built into an application have one of their own. */
function tomcatGroup(artifact) {
	return artifact.startsWith("tomcat-embed-") ? "org.apache.tomcat.embed" : "org.apache.tomcat";
}
/** What a jar in the `lib` folder of a Tomcat is called on Maven Central; undefined for one of other names. */
function tomcatArtifact(stem) {
	const name = stem.replace(/^tomcat\d+-/, "tomcat-");
	return tomcat.get(name) ?? (name.startsWith("tomcat-") ? name : void 0);
}
// src/catalog/java/coordinates.ts
const idForm$2 = /^[A-Za-z0-9_.-]{1,256}$/;
const versionForm$5 = /^[A-Za-z0-9_.+~-]{1,128}$/;
function isCoordinates({ group, artifact, version }) {
	return idForm$2.test(group) && idForm$2.test(artifact) && versionForm$5.test(version);
}
/**
* Reads `META-INF/maven/GROUP/ARTIFACT/pom.properties`, which Maven puts into what it builds. What is missing in it
* is taken from its path.
* @returns undefined when it does not tell all three, as one that was never filled in (`${project.version}`).
*/
function parsePomProperties(text, path) {
	const values = /* @__PURE__ */ new Map();
	for (const raw of lines$1(text)) {
		const line = raw.trim();
		const separator = line.search(/[=:]/);
		if (line.startsWith("#") || line.startsWith("!") || separator < 0) continue;
		values.set(line.slice(0, separator).trim(), line.slice(separator + 1).trim());
	}
	const [, , group = "", artifact = ""] = path.split("/");
	const found = {
		group: values.get("groupId") ?? group,
		artifact: values.get("artifactId") ?? artifact,
		version: values.get("version") ?? ""
	};
	return isCoordinates(found) ? found : void 0;
}
/**
* What a Java archive is. Maven's own word for it counts first; a manifest is written by hand or by any of a dozen
* tools, and the name of the file by whoever copied it.
*
* An archive of which no group is known gets its artifact's name for one, as `commons-io:commons-io` and most
* artifacts of Maven's first years really have.
* @returns undefined when neither tells a version.
*/
function identify(evidence) {
	const name = parseArchiveName(evidence.base);
	return ownPom(evidence.poms, name, evidence.manifest) ?? fromManifest(name, evidence.manifest);
}
/**
* What an archive proves to be there besides itself. Most advisories for Tomcat name `org.apache.tomcat:tomcat`, which
* is the whole of it as it is unpacked; no archive in it says so.
*/
function wholeOf(base, { group, artifact, version }) {
	return group === "org.apache.tomcat" && artifact === "tomcat-catalina" && isOfTomcatDistribution(base) ? {
		group,
		artifact: "tomcat",
		version
	} : void 0;
}
/** Of the artifacts an archive was made of, the one that it is. */
function ownPom(poms, name, manifest) {
	const named = poms.find(({ artifact }) => artifact === name.artifact || artifact === name.stem);
	if (named !== void 0) return named;
	const begun = poms.find(({ artifact, version }) => name.stem.startsWith(`${artifact}-${version}`));
	if (begun !== void 0) return begun;
	const titles = [
		"implementation-title",
		"extension-name",
		"short-name"
	].map((key) => manifest.get(key));
	const titled = poms.find(({ artifact }) => titles.includes(artifact));
	if (titled !== void 0) return titled;
	const [only, ...more] = poms;
	if (only === void 0 || more.length > 0) return void 0;
	return name.version === void 0 || name.version === only.version ? only : void 0;
}
function fromManifest(name, manifest) {
	const version = versionOf$1(name, manifest);
	const artifact = artifactOf(name, manifest);
	if (version === void 0 || artifact === void 0) return void 0;
	const ofTomcat = tomcatName(artifact, manifest);
	if (ofTomcat !== void 0) return {
		group: tomcatGroup(ofTomcat),
		artifact: ofTomcat,
		version
	};
	const found = {
		group: manifest.get("group-id") ?? knownGroup(artifact, version) ?? groupOf(artifact, manifest) ?? artifact,
		artifact,
		version
	};
	return isCoordinates(found) ? found : void 0;
}
/** Tomcat's own archives are called `org.apache.tomcat-…` as bundles, or have its title. */
function tomcatName(artifact, manifest) {
	const bundle = /^org\.apache\.(tomcat-[a-z-]+)$/.exec(symbolicName(manifest) ?? "")?.[1];
	const isTitled = manifest.get("implementation-title") === "Apache Tomcat";
	return bundle ?? (isTitled ? tomcatArtifact(artifact) : void 0);
}
/**
* The file's name has the version as it was published, perhaps with a variant behind it that only the manifest tells
* apart; a bundle's version is that of OSGi, which is spelled in another way.
*/
function versionOf$1(name, manifest) {
	const told = [
		"plugin-version",
		"implementation-version",
		"bundle-version",
		"specification-version"
	].flatMap((key) => manifest.get(key)?.split(/\s/)[0] || []).filter((v) => versionForm$5.test(v));
	const { version } = name;
	if (version === void 0) return told.find((candidate) => /\d/.test(candidate));
	return told.find((candidate) => version.startsWith(`${candidate}-`) && /^\d/.test(candidate)) ?? version;
}
function artifactOf(name, manifest) {
	if (name.artifact !== void 0) return name.artifact;
	const title = [
		"short-name",
		"extension-name",
		"implementation-title"
	].map((key) => manifest.get(key)).find((text) => text !== void 0 && /^[a-z0-9][a-z0-9._-]*$/.test(text));
	return tomcatArtifact(name.stem) !== void 0 ? name.stem : title ?? symbolicName(manifest)?.split(".").at(-1) ?? name.stem;
}
/**
* Most bundles are named GROUP.ARTIFACT, and many modules. Maven's archiver has long written the group as the
* vendor's id.
*/
function groupOf(artifact, manifest) {
	const vendor = manifest.get("implementation-vendor-id");
	return groupIn(symbolicName(manifest), artifact) ?? (vendor?.includes(".") && idForm$2.test(vendor) ? vendor : void 0) ?? groupIn(manifest.get("automatic-module-name"), artifact);
}
/**
* Undoes what Maven's bundle plugin does (its "default behaviour" of Bundle-SymbolicName): the name is
* GROUP.ARTIFACT, or without the artifact's first word where the group ends with it. An artifact that is named like
* its bundle is in the group above.
*/
function groupIn(full, artifact) {
	if (full === void 0) return void 0;
	const hyphen = artifact.indexOf("-");
	const rest = artifact.slice(hyphen + 1);
	const shared = artifact.slice(0, Math.max(hyphen, 0));
	if (full === artifact) return dotted(full.slice(0, Math.max(full.lastIndexOf("."), 0)));
	if (full.endsWith(`.${artifact}`)) return dotted(full.slice(0, -artifact.length - 1));
	for (const ending of [rest, rest.replaceAll("-", ".")]) if (shared !== "" && full.endsWith(`.${shared}.${ending}`)) return dotted(full.slice(0, -ending.length - 1));
}
function dotted(group) {
	return group.includes(".") && idForm$2.test(group) ? group : void 0;
}
function symbolicName(manifest) {
	const name = manifest.get("bundle-symbolicname")?.split(";")[0]?.trim();
	return name !== void 0 && idForm$2.test(name) ? name : void 0;
}
// src/catalog/java/manifest.ts
/** Of the few attributes that are read; what is longer is no name and no version. */
const maxValueLength$1 = 1024;
/**
* The main section of a MANIFEST.MF (JAR File Specification, "JAR Manifest"): values by lower-case name, lines that go
* on behind a line's end joined. It ends at the first empty line; what stands behind are digests of every class. A
* line that is no attribute is passed over, as a name is only looked for: the runtime that would refuse the archive
* has its own opinion.
*/
function parseManifest(text) {
	const values = /* @__PURE__ */ new Map();
	let name = "";
	let value = "";
	const close = () => {
		if (name !== "" && value.length <= maxValueLength$1) values.set(name, value.trim());
	};
	for (const raw of lines$1(text.startsWith("﻿") ? text.slice(1) : text)) {
		const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
		if (line.startsWith(" ")) {
			if (value.length <= maxValueLength$1) value += line.slice(1);
			continue;
		}
		close();
		name = "";
		if (line === "") break;
		const colon = line.indexOf(":");
		if (colon <= 0) continue;
		name = line.slice(0, colon).toLowerCase();
		value = line.slice(colon + 1);
	}
	close();
	return values;
}
// src/catalog/java/archive.ts
const javaLimits = {
	/** An ear holds wars, which hold jars, which seldom hold jars; deeper is a bomb. */
	depth: 5,
	/** Of files that can tell something, and nested archives, in all of one file. */
	entries: 2e4,
	artifacts: 2e4,
	manifestBytes: 16777216,
	pomBytes: 65536,
	nestedBytes: 268435456,
	/** Read and unpacked in all: this, and eight times the file. */
	totalBytes: 268435456,
	insideLength: 2048
};
const maxSentences = 10;
const archiveEndings = [
	"ear",
	"hpi",
	"jar",
	"jpi",
	"kar",
	"nar",
	"par",
	"sar",
	"war"
];
const manifestPath$1 = "META-INF/MANIFEST.MF";
const pomPath = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/;
/** True for names that Java archives have. */
function isArchiveName(path) {
	const dot = path.lastIndexOf(".");
	return dot >= 0 && path.length - dot <= 4 && archiveEndings.includes(path.slice(dot + 1).toLowerCase());
}
/**
* What a Java archive and the archives in it are, to a bounded depth. What is no archive at all, though named like
* one, is nothing: no runtime could load it. What cannot be read of an archive is a problem, and hides nothing else.
* @param base name of the file, without folders
* @param limits smaller ones in tests
*/
function readJavaArchive(source, base, limits = javaLimits) {
	const reading = {
		limits,
		budget: {
			bytes: limits.totalBytes + 8 * source.size,
			entries: limits.entries
		},
		artifacts: [],
		nameless: [],
		problems: []
	};
	if (!readArchive({
		bytes: metered(source, reading.budget),
		base,
		inside: "",
		depth: 1
	}, reading)) return void 0;
	const { artifacts, nameless, problems } = reading;
	return {
		artifacts,
		...nameless.length === 0 ? {} : { nameless },
		...problems.length === 0 ? {} : { problems }
	};
}
/** @returns false for what is no archive */
function readArchive(archive, reading) {
	const { bytes, base, inside } = archive;
	const isZip = beginsAsZip(bytes);
	let entries;
	try {
		entries = tellingEntries(bytes, reading.budget);
	} catch (error) {
		if (isZip) problem(reading, inside, reasonOf(error));
		return isZip;
	}
	const attempt = (entry, action) => {
		try {
			return action();
		} catch (error) {
			problem(reading, pathOf(archive, entry), reasonOf(error));
			return;
		}
	};
	const { limits, budget } = reading;
	const text = (entry, maxBytes) => unpack(bytes, entry, maxBytes, budget).toString("utf8");
	const poms = [];
	let manifest = /* @__PURE__ */ new Map();
	for (const entry of entries) if (entry.name === manifestPath$1) manifest = attempt(entry, () => parseManifest(text(entry, limits.manifestBytes))) ?? manifest;
	else if (pomPath.test(entry.name)) {
		const pom = attempt(entry, () => parsePomProperties(text(entry, limits.pomBytes), entry.name));
		if (pom !== void 0) poms.push(pom);
	}
	if (!isWithoutCode(base) && !isOfRuntime(manifest)) nameArchive(archive, poms, manifest, reading);
	for (const entry of entries) if (isArchiveName(entry.name)) attempt(entry, () => descend(archive, entry, reading));
	return true;
}
function tellingEntries(bytes, budget) {
	const entries = zipEntries(bytes, (name) => {
		const isTelling = name === manifestPath$1 || pomPath.test(name) || isArchiveName(name);
		if (isTelling) budget.entries -= 1;
		if (budget.entries < 0) throw new Error("it has more entries than are read");
		return isTelling;
	});
	return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}
function unpack(bytes, entry, maxBytes, budget) {
	pay(Math.min(entry.size, maxBytes), budget);
	return readZipEntry(bytes, entry, maxBytes);
}
/** Every byte that is read or unpacked is paid for: overlapping entries cost as much as separate ones. */
function pay(bytes, budget) {
	budget.bytes -= bytes;
	if (budget.bytes < 0) throw new Error("it unpacks to more than is read of one archive");
}
function nameArchive({ base, inside }, poms, manifest, { artifacts, nameless, limits, problems }) {
	const own = identify({
		base,
		poms,
		manifest
	});
	const whole = own === void 0 ? void 0 : wholeOf(base, own);
	const named = own === void 0 || poms.includes(own) ? poms : [own, ...poms];
	const all = whole === void 0 ? named : [...named, whole];
	const room = limits.artifacts - artifacts.length;
	if (room < all.length) problem({ problems }, inside, `more than ${limits.artifacts} artifacts are in it`);
	for (const one of all.slice(0, room)) artifacts.push({
		...ownTexts(one),
		...inside === "" ? {} : { inside },
		...one === own ? { own: true } : {}
	});
	if (all.length === 0) nameless.push(inside);
}
function descend(archive, entry, reading) {
	const { limits, budget } = reading;
	const inside = pathOf(archive, entry);
	if (archive.depth >= limits.depth) throw new Error("archives are nested deeper than is read");
	if (inside.length > limits.insideLength) throw new Error("its path is longer than is read");
	const base = inside.slice(inside.lastIndexOf("/") + 1);
	readArchive({
		bytes: storedZipEntry(archive.bytes, entry) ?? metered(memorySource(unpack(archive.bytes, entry, limits.nestedBytes, budget)), budget),
		base,
		inside,
		depth: archive.depth + 1
	}, reading);
}
function pathOf({ inside }, entry) {
	return inside === "" ? entry.name : `${inside}!/${entry.name}`;
}
function problem({ problems }, inside, sentence) {
	if (problems.length < maxSentences) problems.push(`${inside === "" ? "" : `${shown(inside)}: `}${sentence}`);
	else problems[maxSentences] = "and more problems";
}
function metered(source, budget) {
	return {
		size: source.size,
		read(offset, length) {
			pay(length, budget);
			return source.read(offset, length);
		}
	};
}
function memorySource(bytes) {
	return {
		size: bytes.length,
		read: (offset, length) => bytes.subarray(offset, offset + Math.max(0, length))
	};
}
/** The jars of a Java 8 runtime itself, which the package of the runtime stands for. */
function isOfRuntime(manifest) {
	return manifest.get("implementation-title") === "Java Runtime Environment";
}
function beginsAsZip(source) {
	const head = source.read(0, 4).toString("latin1");
	return head === "PK" || head === "PK";
}
// src/catalog/java.ts
const archiveReader = spooledFileReader({
	name: "java-archive",
	version: 2,
	maxBytes: 2147483648,
	wants: ({ path }) => isArchiveName(path),
	parse: (file, { path }) => readJavaArchive(file, path.slice(path.lastIndexOf("/") + 1))
});
/**
* Java artifacts: what each archive is, what it was made of (each `pom.properties` in a shaded one), and the archives
* in it, as the fat jars of Spring Boot and the `WEB-INF/lib` of a war have them.
*/
const java = {
	name: "java",
	about: {
		title: "Java archives, and the archives in them",
		looksAt: [
			"jar",
			"war",
			"ear",
			"jpi",
			"hpi",
			"kar",
			"nar",
			"par",
			"sar"
		].map((end) => `…/NAME.${end}`),
		knows: ["files"]
	},
	types: ["maven"],
	scope: "language",
	readers: [archiveReader],
	databases: [],
	packages: packagesOf$9
};
function packagesOf$9(view) {
	const origin = originOf(view, view.history(archiveReader), (fact) => isFileProblem(fact) ? [] : fact.artifacts.map(entryOf$4));
	const packages = [];
	const problems = [];
	const notes = [];
	for (const { path, fact } of view.facts(archiveReader)) {
		if (isFileProblem(fact)) continue;
		problems.push(...(fact.problems ?? []).map((sentence) => `/${shown(path)}: ${sentence}`));
		if (fact.nameless !== void 0) notes.push(namelessNote(path, fact.nameless));
		for (const found of fact.artifacts) packages.push({
			purl: languagePackageUrl("maven", {
				namespace: found.group,
				name: found.artifact,
				version: found.version
			}),
			name: `${found.group}:${found.artifact}`,
			version: found.version,
			type: "maven",
			layer: origin(path, entryOf$4(found)),
			foundIn: [placeOf$2(path, found.inside)],
			...found.own && found.inside === void 0 ? { files: [`/${path}`] } : {}
		});
	}
	return {
		packages,
		problems,
		notes
	};
}
/** Many an application has jars of its own that nobody else needs a name for. */
function namelessNote(path, nameless) {
	const [first = "", ...more] = nameless;
	if (first === "") return `/${shown(path)}: a Java archive that says neither inside nor in its name what it is`;
	const rest = more.length === 0 ? "" : ` and ${more.length} more`;
	return `/${shown(path)}: in it are Java archives that say neither inside nor in their names what they are: ${shown(first)}${rest}`;
}
function entryOf$4({ group, artifact, version, inside = "" }) {
	return JSON.stringify([
		group,
		artifact,
		version,
		inside
	]);
}
function placeOf$2(path, inside = "") {
	return inside === "" ? `/${path}` : `/${path}!/${inside}`;
}
// src/catalog/nix.ts
const storeFolder = "nix/store";
/** Nix manual, "Store path": 32 digits of base 32 without e, o, t and u, a hyphen, and the name. */
const storeForm = /^([0-9abcdfghijklmnpqrsvwxyz]{32})-([A-Za-z0-9+._?=-]{1,211})$/;
/** Outputs of a package other than its main one stand at the end of the name. */
const outputs = [
	"bin",
	"dev",
	"lib",
	"out",
	"man",
	"doc",
	"info",
	"static",
	"debug",
	"data",
	"devdoc"
];
/**
* Packages of Nix: each folder in its store that has a version in its name. Folders are immutable, so what is there is
* what was installed, whether a database says so or not (images made by Nix have none). They are additions to the
* system, of which nothing else is patched: a library inside of one is reported for itself.
*/
const nix = {
	name: "nix",
	about: {
		title: "Nix packages, in any distribution and in images made by Nix",
		looksAt: [`${storeFolder}/HASH-NAME-VERSION`],
		knows: ["files"]
	},
	types: ["nix"],
	scope: "language",
	readers: [],
	databases: [],
	packages: packagesOf$8
};
function packagesOf$8(view) {
	if (view.get(storeFolder) === void 0) return {
		packages: [],
		problems: []
	};
	const byFolder = /* @__PURE__ */ new Map();
	for (const [path, node] of view.entries(storeFolder)) {
		const end = path.indexOf("/", 10);
		if (end < 0) continue;
		const folder = path.slice(0, end);
		if (!byFolder.has(folder)) byFolder.set(folder, openPackage(folder, node.layer));
		const open = byFolder.get(folder);
		if (open === void 0) continue;
		open.layer = Math.min(open.layer, node.layer);
		if (node.type !== "directory") open.files.push(`/${path}`);
	}
	const packages = [];
	for (const [folder, open] of byFolder) {
		if (open === void 0) continue;
		const { hash, name, version, output } = open.store;
		packages.push({
			purl: languagePackageUrl("nix", {
				name,
				version,
				qualifiers: {
					...output === void 0 ? {} : { output },
					outputhash: hash
				}
			}),
			name,
			version,
			type: "nix",
			layer: view.layers[open.layer]?.diffId ?? null,
			foundIn: [`/${folder}`],
			files: open.files.sort(byText)
		});
	}
	return {
		packages,
		problems: []
	};
}
function openPackage(folder, layer) {
	const store = parseStorePath(folder.slice(10));
	return store === void 0 ? void 0 : {
		store,
		files: [],
		layer
	};
}
/**
* The parts of a folder's name; undefined for what is no package: without a version, or a step of a build. The version
* begins at the first hyphen that no letter follows (Nix manual, `builtins.parseDrvName`).
*/
function parseStorePath(folder) {
	const [, hash = "", rest = ""] = storeForm.exec(folder) ?? [];
	const start = rest.search(/-[^A-Za-z]/);
	if (start <= 0 || rest.endsWith(".drv") || !/\d/.test(rest.slice(start))) return void 0;
	const name = rest.slice(0, start);
	const version = rest.slice(start + 1);
	const output = outputs.find((candidate) => version.endsWith(`-${candidate}`));
	if (output === void 0) return {
		hash,
		name,
		version
	};
	return {
		hash,
		name,
		version: version.slice(0, -output.length - 1),
		output
	};
}
// src/catalog/npm/package-json.ts
const nameForm$4 = /^(?:@[A-Za-z0-9~-][A-Za-z0-9._~-]*\/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*$/;
const maxNameLength$2 = 214;
/**
* Reads the package.json of an installed package; undefined for one that lacks a name or a version, which could never
* have been published: test data of another package, or a file that only sets the module type.
* @throws Error with a sentence, when it is not JSON or its name or version is not one that npm allows.
*/
function parsePackageJson(text) {
	const { name, version } = parseObject(text);
	if (name === void 0 || version === void 0) return void 0;
	if (typeof name !== "string" || name.length > maxNameLength$2 || !nameForm$4.test(name)) throw new Error(`its name is not one that npm allows: ${shownValue(name)}`);
	const exact = typeof version === "string" ? (0, import_semver.valid)(version, { loose: true }) : null;
	if (exact === null) throw new Error(`its version is not a semantic version: ${shownValue(version)}`);
	return {
		name,
		version: exact
	};
}
function parseObject(text) {
	const json = JSON.parse(text.startsWith("﻿") ? text.slice(1) : text);
	if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Error("it is no JSON object");
	return json;
}
// src/catalog/npm/places.ts
const modules = "node_modules/";
const store = ".store/";
/**
* Of a path inside it, the deepest package folder: `…/node_modules/NAME`, `…/node_modules/@SCOPE/NAME`, or
* `…/node_modules/.store/KEY/package`, which Yarn's pnpm linker links to.
*/
function moduleFolder(path) {
	const nested = path.lastIndexOf(`/${modules}`);
	if (nested < 0 && !path.startsWith(modules)) return void 0;
	const start = nested < 0 ? 13 : nested + 1 + 13;
	if (path.startsWith(store, start)) return storedFolder(path, start + 7);
	if (path[start] === ".") return void 0;
	const first = path.indexOf("/", start);
	const end = first >= 0 && path[start] === "@" ? path.indexOf("/", first + 1) : first;
	return end < 0 ? void 0 : path.slice(0, end);
}
function storedFolder(path, start) {
	const key = path.indexOf("/", start);
	const end = key + 1 + 7;
	return key >= 0 && path.startsWith("package/", key + 1) ? path.slice(0, end) : void 0;
}
/** True for a path that is in no `node_modules`. */
function isOutsideModules(path) {
	return !path.startsWith(modules) && !path.includes(`/${modules}`);
}
const labExtension = /\/jupyter\/labextensions\/((?:@[^/]+\/)?[^/]+)\/package\.json$/;
/**
* True for a package.json in a folder that is named after just this package and version: a published archive that was
* unpacked as it is (Yarn in Node's own images: `yarn-v1.22.22`), or the caches from which Corepack (`pnpm/9.1.0`),
* Deno and Bun (`chalk@5.3.0@@@1`) run programs; and for JupyterLab's extensions, which pip and conda bring. The
* package.json of an application in development is in none.
*/
function isUnpacked(path, { name, version }) {
	if (labExtension.exec(path)?.[1] === name) return true;
	const folder = posix.dirname(path);
	const base = posix.basename(folder);
	const bare = name.slice(name.indexOf("/") + 1);
	if (base === version || base === `v${version}`) return posix.basename(posix.dirname(folder)) === bare;
	return base === `${bare}-${version}` || base === `${bare}-v${version}` || `${base}@`.startsWith(`${bare}@${version}@`);
}
const carriedPlace = /(?:^|\/)node_modules\/(?:[^/]+\/)+(?:compiled|vendor|vendored|bundled|third[_-]party)\/((?:@[^/]+\/)?[^/]+)\/package\.json$/;
/**
* True for the package.json of a copy that a package carries inside of itself (Next.js keeps `dist/compiled/NAME`): in
* a folder for such copies, under its own name. Test data and stubs of packages stand in others.
*/
function isCarried(path, { name }) {
	return carriedPlace.exec(path)?.[1] === name;
}
/** True where such a copy could be: `isCarried` for some name. */
function mayBeCarried(path) {
	return carriedPlace.test(path);
}
// src/catalog/npm/yarn-cache.ts
const maxBytes$10 = 1073741824;
const maxPackageBytes = 4194304;
const cachePath = /(?:^|\/)\.yarn\/(?:berry\/)?cache\/[^/]+\.zip$/;
const packagePath = /^node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/;
const parse$1 = (file) => {
	const [entry] = zipEntries(file, (name) => packagePath.test(name));
	if (entry === void 0) return void 0;
	const found = parsePackageJson(readZipEntry(file, entry, maxPackageBytes).toString("utf8"));
	return found === void 0 ? void 0 : {
		...found,
		inside: entry.name
	};
};
/**
* Yarn's archives, one for each package: an application that is installed the Plug'n'Play way runs from them
* (yarnpkg.com, "Cache strategies": in the project, or in the home folder for all projects).
*/
const yarnCacheReader = spooledFileReader({
	name: "yarn-cache",
	version: 1,
	maxBytes: maxBytes$10,
	wants: ({ path }) => path.endsWith(".zip") && cachePath.test(path),
	parse: parse$1
});
// src/catalog/npm.ts
const maxBytes$9 = 4194304;
const moduleReader = wholeFileReader({
	name: "npm-package",
	version: 2,
	maxBytes: maxBytes$9,
	keepsText: false,
	wants: (path) => path.endsWith("/package.json") && `${moduleFolder(path)}/package.json` === path,
	parse: (bytes) => parsePackageJson(bytes.toString("utf8"))
});
const anyPackageReader = wholeFileReader({
	name: "npm-unpacked",
	version: 2,
	maxBytes: maxBytes$9,
	keepsText: false,
	wants: (path) => path.endsWith("/package.json") && (isOutsideModules(path) || mayBeCarried(path)),
	parse(bytes, path) {
		const found = tryParse(bytes.toString("utf8"));
		return found !== void 0 && (isUnpacked(path, found) || isCarried(path, found)) ? found : void 0;
	}
});
/** A package.json that is not directly in a folder of `node_modules` is anybody's: that it cannot be read says nothing of packages. */
const unpackedReader = {
	...anyPackageReader,
	open: (entry, hashes) => entry.size > maxBytes$9 ? void 0 : anyPackageReader.open(entry, hashes)
};
function tryParse(text) {
	try {
		return parsePackageJson(text);
	} catch {
		return;
	}
}
/**
* npm packages as they are installed, by npm, pnpm, Yarn or Bun: each folder directly below a `node_modules` that has
* a package.json with a name and a version, those bundled in others included; the copies that packages carry in folders
* such as `dist/compiled`; each archive of Yarn's Plug'n'Play; and
* published archives that were unpacked elsewhere. The name in package.json counts, not the folder's: `npm install
* x@npm:y` puts `y` into the folder `x`. An application's own package.json is none, nor are the workspaces that
* `node_modules` links to: they come from no registry, and advisories of a registry are not about them. What a lock
* file names is not therefore installed, so lock files do not count.
*/
const npm = {
	name: "npm",
	about: {
		title: "Node.js packages, installed by npm, pnpm, Yarn or Bun",
		looksAt: [
			"…/node_modules/NAME/package.json",
			"…/.yarn/cache/NAME.zip",
			"…/NAME-VERSION/package.json",
			"…/NAME/VERSION/package.json",
			"…/jupyter/labextensions/NAME/package.json",
			"…/node_modules/…/compiled/NAME/package.json"
		],
		knows: ["files"]
	},
	types: ["npm"],
	scope: "language",
	readers: [
		moduleReader,
		unpackedReader,
		yarnCacheReader
	],
	databases: [],
	packages: packagesOf$7
};
function packagesOf$7(view) {
	return {
		packages: [
			...modulePackages(view),
			...unpackedPackages(view),
			...cachedPackages(view)
		],
		problems: []
	};
}
function modulePackages(view) {
	if (view.facts(moduleReader).length === 0) return [];
	const files = filesByFolder(view);
	return packagesFrom(view, moduleReader, ({ path }) => ({
		foundIn: `/${path}`,
		files: (files.get(posix.dirname(path)) ?? []).sort(byText)
	}));
}
function unpackedPackages(view) {
	const folders = view.facts(unpackedReader).map(({ path }) => posix.dirname(path));
	const files = filesBelow(view, new Set(folders));
	return packagesFrom(view, unpackedReader, ({ path }) => {
		const folder = posix.dirname(path);
		const own = (files.get(folder) ?? []).filter((file) => isOutsideModules(file.slice(folder.length + 1)));
		return {
			foundIn: `/${path}`,
			files: own
		};
	});
}
function cachedPackages(view) {
	return packagesFrom(view, yarnCacheReader, ({ path, fact }) => ({
		foundIn: `/${path}!/${fact.inside}`,
		files: [`/${path}`]
	}));
}
function packagesFrom(view, reader, placeOf) {
	const origin = originOf(view, view.history(reader), (fact) => isFileProblem(fact) ? [] : [entryOf$3(fact)]);
	return view.facts(reader).flatMap(({ path, layer, fact }) => {
		if (isFileProblem(fact)) return [];
		const { foundIn, files } = placeOf({
			path,
			layer,
			fact
		});
		const { name, version } = fact;
		return [{
			purl: npmPackageUrl(name, version),
			name,
			version,
			type: "npm",
			layer: origin(path, entryOf$3(fact)),
			foundIn: [foundIn],
			files
		}];
	});
}
function entryOf$3({ name, version }) {
	return JSON.stringify([name, version]);
}
/** Absolute paths by package folder: everything below it that is in no nested `node_modules`. */
function filesByFolder(view) {
	const files = /* @__PURE__ */ new Map();
	for (const [path, node] of view.entries()) {
		const folder = node.type === "directory" ? void 0 : moduleFolder(path);
		if (folder === void 0) continue;
		const file = ownText(`/${path}`);
		const known = files.get(folder);
		if (known === void 0) files.set(ownText(folder), [file]);
		else known.push(file);
	}
	return files;
}
// src/catalog/opkg.ts
/** OpenWrt's, and that of Yocto's images. */
const folders$1 = ["usr/lib/opkg", "var/lib/opkg"];
const databases$1 = folders$1.map((folder) => `${folder}/status`);
const maxStatusBytes = 16777216;
const maxListBytes = 4194304;
const statusReader = wholeFileReader({
	name: "opkg-status",
	version: 1,
	maxBytes: maxStatusBytes,
	wants: (path) => databases$1.includes(path),
	parse: (bytes, path) => parseStatus(bytes.toString("utf8"), path)
});
const listReader = wholeFileReader({
	name: "opkg-list",
	version: 1,
	maxBytes: maxListBytes,
	wants: (path) => path.endsWith(".list") && folders$1.some((folder) => path.startsWith(`${folder}/info/`)),
	parse: (bytes) => parseOpkgList(bytes.toString("utf8"))
});
/** Packages of opkg, which keeps the same files as dpkg and no checksums but of configuration files. */
const opkg = {
	name: "opkg",
	about: {
		title: "OpenWrt, Yocto",
		looksAt: folders$1.flatMap((folder) => [`${folder}/status`, `${folder}/info/NAME.list`]),
		knows: [
			"files",
			"checksums",
			"source package"
		]
	},
	types: ["opkg"],
	scope: "system",
	readers: [statusReader, listReader],
	databases: databases$1,
	packages: packagesOf$6
};
function packagesOf$6(view, os) {
	const lists = new Map(view.facts(listReader).flatMap(({ path, fact }) => isFileProblem(fact) ? [] : [[path, fact]]));
	const origin = originOf(view, view.history(statusReader), (fact) => isFileProblem(fact) ? [] : fact.packages.map(entryOf$2));
	const facts = view.facts(statusReader);
	const installed = facts.flatMap(({ path, fact }) => {
		if (isFileProblem(fact)) return [];
		const folder = path.slice(0, -7);
		return fact.packages.map((found) => ({
			package: {
				purl: systemPackageUrl("opkg", os, found),
				name: found.name,
				version: found.version,
				type: "opkg",
				...found.architecture === void 0 ? {} : { architecture: found.architecture },
				...found.source === void 0 ? {} : { source: found.source },
				layer: origin(path, entryOf$2(found))
			},
			files: packageFiles(lists.get(`${folder}/info/${found.name}.list`), void 0, found)
		}));
	});
	const problems = facts.flatMap(({ fact }) => isFileProblem(fact) ? [] : fact.problems);
	return {
		...withFiles(view, installed),
		problems
	};
}
/**
* Absolute paths, a line each; a tab, the mode and the target of a link may follow.
* @throws Error with a sentence, for a line that is no absolute path
*/
function parseOpkgList(text) {
	const list = createFileList(createListBudget());
	for (const line of lines$1(text)) {
		const tab = line.indexOf("	");
		const path = tab < 0 ? line : line.slice(0, tab);
		if (path === "") continue;
		if (!path.startsWith("/")) throw new Error(`a line is not an absolute path: ${shown(line)}`);
		list.add(path.slice(1));
	}
	return list.take();
}
function entryOf$2(found) {
	return JSON.stringify([
		found.name,
		found.architecture ?? "",
		found.version
	]);
}
// src/catalog/release-files.ts
/**
* Names at the beginning of `NAME release VERSION (CODE NAME)`, which Red Hat began with, and the `ID` that the same
* distribution has in os-release; the longer before the shorter.
*/
const releaseNames = [
	["Red Hat Enterprise Linux", "rhel"],
	["CentOS", "centos"],
	["Fedora", "fedora"],
	["Oracle Linux", "ol"],
	["Enterprise Linux Enterprise Linux", "ol"],
	["AlmaLinux", "almalinux"],
	["Rocky Linux", "rocky"],
	["Scientific Linux", "scientific"],
	["Amazon Linux", "amzn"],
	["Gentoo", "gentoo"],
	["openEuler", "openeuler"]
];
/**
* Files of distributions from before os-release(5), and of images that lost it; the first that says something counts.
* A descendant also keeps its ancestor's file, so its own comes first.
*/
const releaseFiles = [
	["etc/oracle-release", parseRelease],
	["etc/centos-release", parseRelease],
	["etc/almalinux-release", parseRelease],
	["etc/rocky-release", parseRelease],
	["etc/fedora-release", parseRelease],
	["etc/system-release", parseRelease],
	["etc/redhat-release", parseRelease],
	["etc/SuSE-release", parseSuse],
	["etc/photon-release", (text) => parseFirstLine(text, /^VMware Photon(?: OS| Linux)? (\d[\w.]*)/, "photon")],
	["etc/mariner-release", (text) => parseFirstLine(text, /^CBL-Mariner (\d+\.\d+)/, "mariner")],
	["etc/azurelinux-release", (text) => parseFirstLine(text, /^Azure Linux (\d+\.\d+)/, "azurelinux")],
	["etc/alpine-release", (text) => parseFirstLine(text, /^(\d[\w.]*)$/, "alpine")],
	["etc/slackware-version", (text) => parseFirstLine(text, /^Slackware (\d[\w.]*)/, "slackware")],
	["etc/gentoo-release", parseRelease],
	["etc/openwrt_release", parseLsb],
	["etc/lsb-release", parseLsb],
	["etc/arch-release", () => ({ id: "arch" })]
];
const releaseFilePaths = releaseFiles.map(([path]) => path);
const maxBytes$8 = 65536;
const maxNameLength$1 = 256;
const idForm$1 = /^[a-z0-9._-]{1,64}$/;
const versionForm$4 = /^[A-Za-z0-9._~+-]{1,64}$/;
const releaseFileReader = wholeFileReader({
	name: "release-file",
	version: 1,
	maxBytes: maxBytes$8,
	wants: (path) => releaseFilePaths.includes(path),
	parse: (bytes, path) => parseReleaseFile(bytes.toString("utf8"), path)
});
/** @param path without leading slash; one of `releaseFilePaths` */
function parseReleaseFile(text, path) {
	const parse = releaseFiles.find(([known]) => known === path)?.[1];
	const found = parse?.(text);
	if (found === void 0 || !idForm$1.test(found.id)) return void 0;
	return found.versionId === void 0 || versionForm$4.test(found.versionId) ? found : void 0;
}
function parseRelease(text) {
	const name = firstLine(text);
	const [id] = releaseNames.filter(([prefix]) => name.startsWith(prefix)).map(([, known]) => known);
	if (id === void 0) return void 0;
	const versionId = /\brelease (\d[\w.]*)/.exec(name)?.[1];
	return {
		id,
		...versionId === void 0 ? {} : { versionId },
		name
	};
}
/** `SUSE Linux Enterprise Server 11 (x86_64)`, then `VERSION = 11` and `PATCHLEVEL = 4` on lines of their own. */
function parseSuse(text) {
	const name = firstLine(text);
	const [id] = [
		["openSUSE", "opensuse"],
		["SUSE Linux Enterprise Desktop", "sled"],
		["SUSE Linux Enterprise", "sles"]
	].filter(([prefix]) => name.startsWith(prefix)).map(([, known]) => known);
	const values = assignments$1(text);
	const version = values.get("VERSION");
	const patchLevel = values.get("PATCHLEVEL") ?? "0";
	if (id === void 0 || version === void 0) return void 0;
	return {
		id,
		versionId: patchLevel === "0" ? version : `${version}.${patchLevel}`,
		name
	};
}
/** lsb_release(1): `DISTRIB_ID=Ubuntu`, `DISTRIB_RELEASE=10.04`, `DISTRIB_DESCRIPTION="Ubuntu 10.04.4 LTS"`. */
function parseLsb(text) {
	const values = assignments$1(text);
	const id = values.get("DISTRIB_ID")?.toLowerCase();
	const versionId = values.get("DISTRIB_RELEASE") ?? "";
	const name = values.get("DISTRIB_DESCRIPTION") ?? "";
	if (id === void 0) return void 0;
	return {
		id,
		...versionId === "" ? {} : { versionId },
		...name === "" ? {} : { name }
	};
}
function parseFirstLine(text, form, id) {
	const name = firstLine(text);
	const versionId = form.exec(name)?.[1];
	return versionId === void 0 ? void 0 : {
		id,
		versionId,
		name
	};
}
function firstLine(text) {
	return (text.split("\n", 1)[0] ?? "").trim().slice(0, maxNameLength$1);
}
function assignments$1(text) {
	const found = /* @__PURE__ */ new Map();
	for (const line of lines$1(text)) {
		const equals = line.indexOf("=");
		if (equals < 0) continue;
		const value = line.slice(equals + 1).trim().slice(0, maxNameLength$1);
		found.set(line.slice(0, equals).trim(), value.replace(/^(["'])(.*)\1$/, "$2"));
	}
	return found;
}
// src/catalog/os-release.ts
/** os-release(5): the first of these that exists counts. */
const osReleasePaths = ["etc/os-release", "usr/lib/os-release"];
const debianVersionPath = "etc/debian_version";
const maxBytes$7 = 65536;
const idForm = /^[a-z0-9._-]{1,64}$/;
const versionIdForm = /^[A-Za-z0-9._~+-]{1,64}$/;
const maxNameLength = 256;
/** Reads `ID`, `VERSION_ID` and `PRETTY_NAME`; a file without a usable `ID` is a problem. */
const osReleaseReader = wholeFileReader({
	name: "os-release",
	version: 1,
	maxBytes: maxBytes$7,
	wants: (path) => osReleasePaths.includes(path),
	parse: (bytes) => parseOsRelease(bytes.toString("utf8"))
});
/** Reads the release of a Debian that has no `VERSION_ID`: `12.11`, or `trixie/sid` before the release. */
const debianVersionReader = wholeFileReader({
	name: "debian-version",
	version: 1,
	maxBytes: maxBytes$7,
	wants: (path) => path === debianVersionPath,
	parse: (bytes) => bytes.toString("utf8").trim().slice(0, maxNameLength)
});
/**
* Reads the text of an os-release file, with the shell quoting of os-release(5).
* @throws Error with a sentence, when `ID` is missing or a value is not what the manual page allows.
*/
function parseOsRelease(text) {
	const values = /* @__PURE__ */ new Map();
	for (const line of lines$1(text)) {
		const assignment = line.trim();
		const equals = assignment.indexOf("=");
		if (assignment.startsWith("#") || equals < 0) continue;
		values.set(assignment.slice(0, equals), assignment.slice(equals + 1));
	}
	const writtenId = unquote(values.get("ID") ?? "");
	const id = writtenId.toLowerCase();
	const versionId = unquote(values.get("VERSION_ID") ?? "");
	const name = unquote(values.get("PRETTY_NAME") ?? values.get("NAME") ?? "").slice(0, maxNameLength);
	if (id === "") throw new Error("it has no ID, so the distribution is unknown");
	if (!idForm.test(id)) throw new Error(`its ID is not one word of at most 64 letters, digits and . _ - (${shown(writtenId)})`);
	if (versionId !== "" && !versionIdForm.test(versionId)) throw new Error(`its VERSION_ID is not one word of at most 64 letters, digits and . _ ~ + - (${shown(versionId)})`);
	return {
		id,
		...versionId === "" ? {} : { versionId },
		...name === "" ? {} : { name }
	};
}
function unquote(value) {
	const quote = value[0];
	if (quote !== "\"" && quote !== "'") return value.replace(/\\(.)/g, "$1");
	if (value.length < 2 || !value.endsWith(quote)) {
		const isClosed = value.includes(quote, 1);
		throw new Error(`${isClosed ? "text follows a closing quotation mark" : "a quotation mark is not closed"}: ${shown(value)}`);
	}
	const inner = value.slice(1, -1);
	return quote === "\"" ? inner.replace(/\\([$"\\`])/g, "$1") : inner;
}
// src/catalog/pacman/local-database.ts
const nameForm$3 = /^[A-Za-z0-9@_+][A-Za-z0-9@._+-]{0,255}$/;
const versionForm$3 = /^(?:\d+:)?[^\s/:-][^\s/-]{0,200}-[A-Za-z0-9._]{1,32}$/;
const architectureForm$1 = /^[A-Za-z0-9_-]{1,64}$/;
/** @throws Error with a sentence, when its name or version is missing or not one that pacman allows */
function parseDescription$1(text) {
	const values = sections(text, [
		"NAME",
		"VERSION",
		"ARCH",
		"BASE"
	]);
	const name = values.get("NAME")?.[0] ?? "";
	const version = values.get("VERSION")?.[0] ?? "";
	const architecture = values.get("ARCH")?.[0];
	const base = values.get("BASE")?.[0];
	const wrong = !nameForm$3.test(name) && "its name" || !versionForm$3.test(version) && "its version" || architecture !== void 0 && !architectureForm$1.test(architecture) && "its architecture" || base !== void 0 && !nameForm$3.test(base) && "its base";
	if (wrong !== false) throw new Error(`package ${shown(name)} ${shown(version)}: ${wrong} is missing or not one that pacman allows`);
	return {
		name,
		version,
		...architecture === void 0 ? {} : { architecture },
		...base === void 0 ? {} : { base }
	};
}
/**
* Reads `files`: paths in `%FILES%` (folders end with a slash), and in `%BACKUP%` the configuration files, each with a
* tab and its MD5 as the package brought it.
* @throws Error with a sentence, for more files than any system has
*/
function parseFiles(text) {
	const values = sections(text, ["FILES", "BACKUP"]);
	const backups = /* @__PURE__ */ new Map();
	for (const line of values.get("BACKUP") ?? []) {
		const [path = "", digest = ""] = line.split("	");
		backups.set(path, /^[0-9a-f]{32}$/.test(digest) ? digest : "");
	}
	const list = createFileList(createListBudget());
	for (const path of values.get("FILES") ?? []) {
		if (path.endsWith("/")) continue;
		list.add(path, backups.get(path), backups.has(path));
	}
	return list.take();
}
/** `%NAME%` on a line, its values a line each, and an empty line. */
function sections(text, wanted) {
	const found = /* @__PURE__ */ new Map();
	let open;
	for (const line of lines$1(text)) {
		const name = line.startsWith("%") && line.endsWith("%") ? line.slice(1, -1) : void 0;
		if (name !== void 0) {
			open = wanted.includes(name) && !found.has(name) ? [] : void 0;
			if (open !== void 0) found.set(name, open);
		} else if (line === "") open = void 0;
		else open?.push(line);
	}
	return found;
}
// src/catalog/pacman/mtree.ts
const maxUnpackedBytes = 33554432;
const maxRatio = 50;
const ratioFreeBytes = 65536;
/**
* Reads the `mtree` of a package (mtree(5), compressed): a path a line, from `./`, with blanks and others escaped as
* `\040`, and words like `sha256digest=…`.
* @throws Error with a sentence, when it is not gzip, unpacks to too much or lists too much
*/
function parseMtree(compressed) {
	const text = unpacked(compressed, Math.min(maxUnpackedBytes, ratioFreeBytes + maxRatio * compressed.length)).toString("utf8");
	const list = createFileList(createListBudget());
	for (const line of lines$1(text)) {
		const blank = line.indexOf(" ");
		if (!line.startsWith("./") || blank < 0) continue;
		const words = line.slice(blank);
		const digest = / sha256digest=([0-9a-f]{64})(?: |$)/.exec(words)?.[1] ?? / md5digest=([0-9a-f]{32})(?: |$)/.exec(words)?.[1];
		if (digest !== void 0) list.add(unescaped(line.slice(2, blank)), digest);
	}
	return list.take();
}
function unpacked(compressed, maxOutputLength) {
	try {
		return gunzipSync(compressed, { maxOutputLength });
	} catch (cause) {
		const isLonger = cause instanceof RangeError;
		throw new Error(isLonger ? `it unpacks to more than ${maxOutputLength} bytes` : "it is not gzip, or broken", { cause });
	}
}
/** Octal escapes are of bytes, so characters beyond ASCII are several of them. */
function unescaped(path) {
	if (!path.includes("\\")) return path;
	const bytes = path.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8) & 255));
	return Buffer.from(bytes, "latin1").toString("utf8");
}
// src/catalog/pacman.ts
const databaseFolder$1 = "var/lib/pacman/local";
const maxDescriptionBytes = 1048576;
const maxFilesBytes = 33554432;
/** The folder of a package, when this is a file of that name in one. */
function packageFolder$1(path, file) {
	const folder = path.slice(0, -file.length - 1);
	return path.startsWith(`${databaseFolder$1}/`) && path.endsWith(`/${file}`) && !folder.includes("/", 21) ? folder : void 0;
}
const descriptionReader$1 = wholeFileReader({
	name: "pacman-desc",
	version: 1,
	maxBytes: maxDescriptionBytes,
	wants: (path) => packageFolder$1(path, "desc") !== void 0,
	parse: (bytes) => parseDescription$1(bytes.toString("utf8"))
});
const filesReader = wholeFileReader({
	name: "pacman-files",
	version: 1,
	maxBytes: maxFilesBytes,
	wants: (path) => packageFolder$1(path, "files") !== void 0,
	parse: (bytes) => parseFiles(bytes.toString("utf8"))
});
const mtreeReader = wholeFileReader({
	name: "pacman-mtree",
	version: 1,
	maxBytes: maxFilesBytes,
	wants: (path) => packageFolder$1(path, "mtree") !== void 0,
	parse: (bytes) => parseMtree(bytes)
});
/** Packages of pacman: a folder each, with `desc`, `files` and the checksums in `mtree`. */
const pacman = {
	name: "pacman",
	about: {
		title: "Arch Linux and its descendants, MSYS2",
		looksAt: [
			"desc",
			"files",
			"mtree"
		].map((file) => `${databaseFolder$1}/NAME/${file}`),
		knows: [
			"files",
			"checksums",
			"source package"
		]
	},
	types: ["alpm"],
	scope: "system",
	readers: [
		descriptionReader$1,
		filesReader,
		mtreeReader
	],
	databases: [databaseFolder$1],
	packages: packagesOf$5
};
function packagesOf$5(view, os) {
	const files = listsByFolder(view, filesReader, "files");
	const mtrees = listsByFolder(view, mtreeReader, "mtree");
	const origin = originOf(view, view.history(descriptionReader$1), (fact) => isFileProblem(fact) ? [] : [entryOf$1(fact)]);
	return {
		...withFiles(view, view.facts(descriptionReader$1).flatMap(({ path, fact }) => {
			if (isFileProblem(fact)) return [];
			const { name, version, architecture, base } = fact;
			const folder = packageFolder$1(path, "desc") ?? "";
			return [{
				package: {
					purl: systemPackageUrl("alpm", os, fact),
					name,
					version,
					type: "alpm",
					...architecture === void 0 ? {} : { architecture },
					...base === void 0 || base === name ? {} : { source: {
						name: base,
						version
					} },
					layer: origin(path, entryOf$1(fact))
				},
				files: withDigests(files.get(folder), mtrees.get(folder))
			}];
		})),
		problems: []
	};
}
function listsByFolder(view, reader, file) {
	return new Map(view.facts(reader).flatMap(({ path, fact }) => isFileProblem(fact) ? [] : [[packageFolder$1(path, file) ?? "", fact]]));
}
/** The checksums of `mtree` are of all files; where it is missing, those of configuration files remain. */
function withDigests(files, mtree) {
	if (files === void 0 || mtree === void 0) return files ?? mtree;
	const digests = new Map(mtree.paths.map((path, index) => [path, mtree.digests?.[index] ?? ""]));
	return {
		...files,
		digests: files.paths.map((path, index) => digests.get(path) ?? files.digests?.[index] ?? "")
	};
}
function entryOf$1({ name, version }) {
	return JSON.stringify([name, version]);
}
// src/catalog/portage.ts
const databaseFolder = "var/db/pkg";
const maxSlotBytes = 1024;
const maxContentsBytes = 67108864;
/** Package Manager Specification 8, sections 3.1.1, 3.1.2 and 3.2: `CATEGORY/NAME-VERSION[-rREVISION]`. */
const folderForm = /^var\/db\/pkg\/([A-Za-z0-9_][A-Za-z0-9+_.-]{0,99})\/([A-Za-z0-9_][A-Za-z0-9+_-]{0,199})-(\d[\d.]{0,99}[a-z]?(?:_(?:alpha|beta|pre|rc|p)\d{0,20}){0,5}(?:-r\d{1,20})?)$/;
const slotForm = /^[A-Za-z0-9_][A-Za-z0-9+_./-]{0,99}$/;
const slotReader = wholeFileReader({
	name: "portage-slot",
	version: 1,
	maxBytes: maxSlotBytes,
	wants: (path) => isInPackage(path, "SLOT"),
	parse: (bytes) => bytes.toString("utf8").trim()
});
const contentsReader = wholeFileReader({
	name: "portage-contents",
	version: 1,
	maxBytes: maxContentsBytes,
	wants: (path) => isInPackage(path, "CONTENTS"),
	parse: (bytes) => parseContents(bytes.toString("utf8"))
});
/** Packages of Portage: a folder each below its category, whose name says all; `CONTENTS` has files with MD5. */
const portage = {
	name: "portage",
	about: {
		title: "Gentoo and its descendants",
		looksAt: ["SLOT", "CONTENTS"].map((file) => `${databaseFolder}/CATEGORY/NAME-VERSION/${file}`),
		knows: ["files", "checksums"]
	},
	types: ["ebuild"],
	scope: "system",
	readers: [slotReader, contentsReader],
	databases: [databaseFolder],
	packages: packagesOf$4
};
/** Every installed package has a slot (PMS section 7.2), and nothing but packages does. */
function packagesOf$4(view, os) {
	const problems = problemsOf$1(databaseFolder);
	const contents = new Map(view.facts(contentsReader).flatMap(({ path, fact }) => isFileProblem(fact) ? [] : [[folderOf$1(path), fact]]));
	const origin = originOf(view, view.history(slotReader), () => [""]);
	return {
		...withFiles(view, view.facts(slotReader).flatMap(({ path, fact }) => {
			const folder = folderOf$1(path);
			const [, category, name, version] = folderForm.exec(folder) ?? [];
			if (category === void 0 || name === void 0 || version === void 0) {
				problems.add(`a folder is not named as a package: ${shown(folder)}`);
				return [];
			}
			const distro = distroOf(os);
			const slot = !isFileProblem(fact) && slotForm.test(fact) && fact !== "0" ? fact : void 0;
			const qualifiers = {
				...distro === void 0 ? {} : { distro },
				...slot === void 0 ? {} : { slot }
			};
			return [{
				package: {
					purl: new import_packageurl_js.PackageURL("ebuild", category, name, version, qualifiers).toString(),
					name: `${category}/${name}`,
					version,
					type: "ebuild",
					layer: origin(path, "")
				},
				files: contents.get(folder)
			}];
		})),
		problems: problems.sentences()
	};
}
/**
* Reads `CONTENTS`: `obj PATH MD5 TIME`, `sym PATH -> TARGET TIME`, `dir PATH`, and `dev` and `fif`. A path may hold
* blanks. Below `etc` is configuration (Portage's `CONFIG_PROTECT`).
* @throws Error with a sentence, for more files than any system has
*/
function parseContents(text) {
	const list = createFileList(createListBudget());
	for (const line of lines$1(text)) {
		const [, file, digest] = /^obj \/(.+) ([0-9a-f]{32}) \d+$/.exec(line) ?? [];
		const arrow = line.indexOf(" -> ");
		const link = line.startsWith("sym /") && arrow > 0 ? line.slice(5, arrow) : void 0;
		const path = file ?? link;
		if (path !== void 0) list.add(path, digest, path.startsWith("etc/"));
	}
	return list.take();
}
function isInPackage(path, file) {
	return path.startsWith(`${databaseFolder}/`) && path.split("/", 7).length === 6 && path.endsWith(`/${file}`);
}
function folderOf$1(path) {
	return path.slice(0, path.lastIndexOf("/"));
}
// src/catalog/python/metadata.ts
const nameForm$2 = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,254}[A-Za-z0-9])?$/;
const versionForm$2 = /^[A-Za-z0-9][A-Za-z0-9.!+_~*-]{0,127}$/;
const maxValueLength = 1024;
/**
* Reads a METADATA or PKG-INFO file (core metadata, in the format of e-mail headers: RFC 822 with folded lines). Only
* the header part counts, of a field given twice the first. What is missing in it is taken from the folder, which is
* named `NAME-VERSION.dist-info`.
* @param folder name of the file or folder that says a distribution is installed
* @returns undefined when neither has a name and a version: nothing that an installer could have left.
* @throws Error with a sentence, when they are not what Python allows.
*/
function parseMetadata(text, folder) {
	const fields = header(text);
	const fromFolder = parseFolderName(folder);
	const name = fields.get("name") || fromFolder?.name;
	const version = fields.get("version") || fromFolder?.version;
	if (name === void 0 || version === void 0) return void 0;
	if (!nameForm$2.test(name)) throw new Error(`its name is not one that Python allows: ${shown(name)}`);
	if (!versionForm$2.test(version)) throw new Error(`its version is not one: ${shown(version)}`);
	return {
		name,
		version
	};
}
function header(text) {
	const fields = /* @__PURE__ */ new Map();
	let name = "";
	for (const raw of lines$1(text.startsWith("﻿") ? text.slice(1) : text)) {
		const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
		if (line === "") break;
		if (line.startsWith(" ") || line.startsWith("	")) {
			const value = fields.get(name);
			if (value !== void 0 && value.length <= maxValueLength) fields.set(name, `${value} ${line.trim()}`.trim());
			continue;
		}
		const colon = line.indexOf(":");
		name = colon < 0 ? "" : line.slice(0, colon).toLowerCase();
		if (name !== "name" && name !== "version") name = "";
		else if (fields.has(name)) name = "";
		else fields.set(name, line.slice(colon + 1).trim());
	}
	return fields;
}
/** `NAME-VERSION.dist-info`, or `NAME-VERSION-py3.9-linux-x86_64.egg-info`, in which no other part has a hyphen. */
function parseFolderName(folder) {
	const match = /^([^-]{1,256})-([^-]{1,128})(?:-py[0-9.]+(?:-[^/]*)?)?\.(?:dist-info|egg-info|egg)$/.exec(folder);
	return match?.[1] === void 0 || match[2] === void 0 ? void 0 : {
		name: match[1],
		version: match[2]
	};
}
// src/catalog/python/places.ts
/** setuptools brings an egg that its tests unpack: nothing that could ever be imported. */
const testData = /\/(?:site|dist)-packages\/(?:[^/]+\/)+tests?\//;
const endings$1 = [
	"/METADATA",
	"/PKG-INFO",
	".egg-info"
];
/**
* The place of a metadata file; undefined for a path that is none: `X.dist-info/METADATA`, `X.egg-info/PKG-INFO`,
* `X.egg-info` (of distutils, a file) and `X.egg/EGG-INFO/PKG-INFO`.
*/
function placeOf$1(path) {
	if (!endings$1.some((ending) => path.endsWith(ending))) return void 0;
	if (isTestData(path)) return void 0;
	const folder = posix.dirname(path);
	const base = posix.basename(path);
	if (base.endsWith(".egg-info")) return {
		info: path,
		site: folder
	};
	if (base === "METADATA" && folder.endsWith(".dist-info") || base === "PKG-INFO" && folder.endsWith(".egg-info")) return {
		info: folder,
		site: posix.dirname(folder)
	};
	const egg = posix.dirname(folder);
	if (base === "PKG-INFO" && posix.basename(folder) === "EGG-INFO" && egg !== ".") return {
		info: egg,
		site: egg,
		egg
	};
}
/**
* A listed path, seen from the root, without leading slash; undefined for one that is outside of the installation:
* above its `lib/pythonX.Y/site-packages` are its programs and manual pages, but no farther up is anything of it.
*/
function listedPath(from, site, listed) {
	const joined = posix.normalize(listed.startsWith("/") ? listed.slice(1) : posix.join(from, listed));
	const prefix = /^(.*?)(?:^|\/)lib(?:32|64)?\/python[^/]*\/(?:site|dist)-packages$/.exec(site)?.[1] ?? site;
	return (prefix === "" || prefix === "." || joined.startsWith(`${prefix}/`)) && !joined.startsWith("../") && joined !== ".." ? joined : void 0;
}
/** True for the data of the tests of an installed distribution. */
function isTestData(path) {
	return testData.test(path);
}
/** True inside of another distribution, which brought a copy for itself: `setuptools/_vendor/…`. */
function isVendored(path) {
	return /(?:^|\/)_vendor\//.test(path);
}
// src/catalog/python/record.ts
/**
* Reads a RECORD file ("Recording installed projects" of the packaging specifications): CSV lines of a path, a digest
* in URL-safe base64 and a size. What is compiled at installation has neither.
* @returns paths as written, relative to the folder that holds the `.dist-info` folder
* @throws Error with a sentence, when it lists more than any package has
*/
function parseRecord(text) {
	const list = createFileList(createListBudget());
	for (const raw of lines$1(text)) {
		const { path, rest } = firstField(raw.trim());
		if (path !== "") list.add(path, hexadecimal$1(rest.split(",")[1] ?? ""));
	}
	return list.take();
}
/** Reads an `installed-files.txt`, which setuptools left: one path a line, relative to the `.egg-info` folder. */
function parseInstalledFiles(text) {
	const list = createFileList(createListBudget());
	for (const raw of lines$1(text)) if (raw.trim() !== "") list.add(raw.trim());
	return list.take();
}
/** A field is quoted when it holds a comma or a quotation mark, which is then doubled (RFC 4180). */
function firstField(line) {
	if (!line.startsWith("\"")) {
		const comma = line.indexOf(",");
		return comma < 0 ? {
			path: line,
			rest: ""
		} : {
			path: line.slice(0, comma),
			rest: line.slice(comma)
		};
	}
	let at = 1;
	for (;;) {
		const quote = line.indexOf("\"", at);
		if (quote < 0) return {
			path: "",
			rest: ""
		};
		if (line[quote + 1] !== "\"") return {
			path: line.slice(1, quote).replaceAll("\"\"", "\""),
			rest: line.slice(quote + 1)
		};
		at = quote + 2;
	}
}
/** Of a `sha256=…` field; '' for all others. */
function hexadecimal$1(field) {
	if (!/^sha256=[A-Za-z0-9_-]{43}=?$/.test(field)) return "";
	return Buffer.from(field.slice(7), "base64url").toString("hex");
}
// src/catalog/python.ts
const maxMetadataBytes = 16777216;
const maxRecordBytes = 67108864;
const maxEggBytes = 536870912;
const metadataReader = wholeFileReader({
	name: "python-metadata",
	version: 1,
	maxBytes: maxMetadataBytes,
	wants: (path) => placeOf$1(path) !== void 0,
	parse: (bytes, path) => parseMetadata(bytes.toString("utf8"), posix.basename(placeOf$1(path)?.info ?? ""))
});
const recordReader = wholeFileReader({
	name: "python-record",
	version: 1,
	maxBytes: maxRecordBytes,
	wants: (path) => path.endsWith(".dist-info/RECORD") || path.endsWith(".egg-info/installed-files.txt"),
	parse: (bytes, path) => path.endsWith("/RECORD") ? parseRecord(bytes.toString("utf8")) : parseInstalledFiles(bytes.toString("utf8"))
});
/** Which program installed a distribution; conda and Debian leave a RECORD that does not fit what they changed. */
const installerReader = wholeFileReader({
	name: "python-installer",
	version: 1,
	maxBytes: 1024,
	wants: (path) => path.endsWith(".dist-info/INSTALLER"),
	parse: (bytes) => /^[a-z]{1,32}$/.exec(bytes.toString("utf8").trim().toLowerCase())?.[0]
});
const recordKeepers = [
	"pip",
	"uv",
	"poetry",
	"pdm"
];
/** Eggs that are zip archives, which Python imports from as they are. */
const eggReader = spooledFileReader({
	name: "python-egg",
	version: 1,
	maxBytes: maxEggBytes,
	wants: ({ path }) => path.endsWith(".egg") && !isTestData(path),
	begins: {
		bytes: 4,
		test: (head) => head.toString("latin1") === "PK"
	},
	parse(file, { path }) {
		const entry = zipEntries(file, (name) => name === "EGG-INFO/PKG-INFO").at(-1);
		return ownTexts(parseMetadata(entry === void 0 ? "" : readZipEntry(file, entry, maxMetadataBytes).toString("utf8"), posix.basename(path)));
	}
});
/**
* Python distributions as installers leave them, wherever they are: in `site-packages` and Debian's `dist-packages`,
* in virtual environments, below conda's prefix, and in the `_vendor` folders of others (whose code runs as much as
* that of the first; it belongs to the one that brought it, so no files are claimed for it).
*/
const python = {
	name: "python",
	about: {
		title: "Python distributions, installed by pip, uv, setuptools, conda or a distribution",
		looksAt: [
			"…/NAME.dist-info/METADATA",
			"…/NAME.egg-info/PKG-INFO",
			"…/NAME.egg-info",
			"…/NAME.egg/EGG-INFO/PKG-INFO",
			"…/NAME.egg"
		],
		knows: ["files", "checksums"]
	},
	types: ["pypi"],
	scope: "language",
	readers: [
		metadataReader,
		recordReader,
		installerReader,
		eggReader
	],
	databases: [],
	packages: packagesOf$3
};
function packagesOf$3(view) {
	const found = installations(view);
	if (found.length === 0) return {
		packages: [],
		problems: []
	};
	const entries = (fact) => isFileProblem(fact) ? [] : [JSON.stringify(fact)];
	const metadataOrigin = originOf(view, view.history(metadataReader), entries);
	const eggOrigin = originOf(view, view.history(eggReader), entries);
	const filesOf = installedFiles(view, found);
	const packages = [];
	const checksums = [];
	for (const installation of found) {
		const { path, place, distribution } = installation;
		const purl = languagePackageUrl("pypi", distribution);
		const origin = place.info === path && path.endsWith(".egg") ? eggOrigin : metadataOrigin;
		const claimed = isVendored(path) ? void 0 : filesOf(installation, purl);
		append(checksums, claimed?.checksums ?? []);
		packages.push({
			purl,
			...distribution,
			type: "pypi",
			layer: origin(path, JSON.stringify(distribution)),
			foundIn: [`/${path}`],
			...claimed === void 0 ? {} : { files: claimed.files }
		});
	}
	return {
		packages,
		checksums,
		problems: []
	};
}
function installations(view) {
	const metadata = view.facts(metadataReader).flatMap(({ path, fact }) => {
		const place = placeOf$1(path);
		return isFileProblem(fact) || place === void 0 ? [] : [{
			path,
			place,
			distribution: fact
		}];
	});
	const eggs = view.facts(eggReader).flatMap(({ path, fact }) => {
		const place = {
			info: path,
			site: posix.dirname(path),
			egg: path
		};
		return isFileProblem(fact) ? [] : [{
			path,
			place,
			distribution: fact
		}];
	});
	return [...metadata, ...eggs];
}
/** What each installation lists as its own, its metadata and the whole of an egg included. */
function installedFiles(view, found) {
	const lists = /* @__PURE__ */ new Map();
	for (const { path, fact } of view.facts(recordReader)) if (!isFileProblem(fact)) lists.set(path, fact);
	const installers = /* @__PURE__ */ new Map();
	for (const { path, fact } of view.facts(installerReader)) if (typeof fact === "string") installers.set(path, fact);
	const below = filesBelow(view, new Set(found.map(({ place }) => place.egg ?? place.info)));
	const present = ownedFiles(view);
	const compared = fileChecksums(view);
	return ({ path, place }, purl) => {
		const { info, site, egg } = place;
		const record = lists.get(`${info}/RECORD`);
		const listed = record ?? lists.get(`${info}/installed-files.txt`) ?? { paths: [] };
		const from = record === void 0 ? info : site;
		const paths = listed.paths.map((one) => listedPath(from, site, one) ?? "");
		const isKept = recordKeepers.includes(installers.get(`${info}/INSTALLER`) ?? "");
		return {
			files: [.../* @__PURE__ */ new Set([
				`/${path}`,
				...below.get(egg ?? info) ?? [],
				...present(paths.filter((one) => one !== ""))
			])].sort(byText),
			checksums: isKept ? compared({
				...listed,
				paths: paths.map(comparable)
			}, purl) : []
		};
	};
}
/** What npm installed below a Python package (JupyterLab has such) is not hashed, so it cannot be compared. */
function comparable(path) {
	return path.includes("node_modules/") ? "" : path;
}
// src/catalog/r.ts
const maxBytes$6 = 1048576;
const nameForm$1 = /^[A-Za-z][A-Za-z0-9.]{0,254}$/;
const versionForm$1 = /^[0-9]{1,20}(?:[.-][0-9]{1,20}){1,32}$/;
const descriptionReader = wholeFileReader({
	name: "r-description",
	version: 1,
	maxBytes: maxBytes$6,
	wants: (path) => path.endsWith("/DESCRIPTION") && /(?:^|\/)[A-Za-z][A-Za-z0-9.]{0,254}\/DESCRIPTION$/.test(path),
	parse: (bytes, path) => parseDescription(bytes.toString("utf8"), path)
});
/**
* R packages as they are installed, in whatever library: a folder of the package's name, whose DESCRIPTION says when it
* was built. That line is what tells them from sources. A package of which nobody says where it is from is one of CRAN.
*/
const r = {
	name: "r",
	about: {
		title: "R packages, those of R itself too, from CRAN, Bioconductor or elsewhere",
		looksAt: ["…/NAME/DESCRIPTION"],
		knows: ["files"]
	},
	types: ["cran", "bioconductor"],
	scope: "language",
	readers: [descriptionReader],
	databases: [],
	packages: packagesOf$2
};
function packagesOf$2(view) {
	const installed = view.facts(descriptionReader);
	const files = filesBelow(view, new Set(installed.map(({ path }) => posix.dirname(path))));
	const origin = originOf(view, view.history(descriptionReader), (fact) => isFileProblem(fact) ? [] : [languagePackageUrl(fact.type, fact)]);
	const packages = [];
	for (const { path, fact } of installed) {
		if (isFileProblem(fact)) continue;
		const purl = languagePackageUrl(fact.type, fact);
		packages.push({
			purl,
			...fact,
			layer: origin(path, purl),
			foundIn: [`/${path}`],
			files: files.get(posix.dirname(path)) ?? []
		});
	}
	return {
		packages,
		problems: []
	};
}
/**
* Reads the DESCRIPTION of an installed package; undefined for any other file of that name.
* @throws Error with a sentence, when it is of an installed package and says not which
*/
function parseDescription(text, path) {
	const [first] = paragraphs(text);
	const built = first?.fields.get("built") ?? "";
	const name = first?.fields.get("package") ?? "";
	if (!/^R [0-9]/.test(built) || name !== posix.basename(posix.dirname(path))) return void 0;
	const version = first?.fields.get("version") ?? "";
	if (!nameForm$1.test(name) || !versionForm$1.test(version)) throw new Error(`its version is missing or not one that R allows: ${shown(version)}`);
	return {
		name,
		version,
		type: isOfBioconductor(first?.fields ?? /* @__PURE__ */ new Map()) ? "bioconductor" : "cran"
	};
}
/** Bioconductor's build writes where its sources are; packages of CRAN may have `biocViews` too. */
function isOfBioconductor(fields) {
	const repository = fields.get("repository");
	if (repository !== void 0) return repository.startsWith("Bioconductor");
	return fields.has("biocviews") || /^https:\/\/git\.bioconductor\.org\//.test(fields.get("git_url") ?? "");
}
// src/catalog/rpm/header.ts
/** Tags that are read (rpm's include/rpm/rpmtag.h). */
const tags = {
	name: 1e3,
	version: 1001,
	release: 1002,
	epoch: 1003,
	architecture: 1022,
	oldFileNames: 1027,
	fileStates: 1029,
	fileModes: 1030,
	fileDigests: 1035,
	fileFlags: 1037,
	sourceRpm: 1044,
	fileVerifyFlags: 1045,
	dirIndexes: 1116,
	baseNames: 1117,
	dirNames: 1118,
	fileDigestAlgorithm: 5011,
	modularityLabel: 5096
};
const lengthsBytes = 8;
const entryBytes = 16;
/** rpm refuses headers with more (lib/header.c, hdrchkTags). */
const maxEntries = 65535;
/** Bytes of each number (rpmtag.h, rpmTagType_e): CHAR, INT8, INT16, INT32, INT64. */
const numberBytes$1 = {
	1: 1,
	2: 1,
	3: 2,
	4: 4,
	5: 8
};
/** STRING, STRING_ARRAY and I18NSTRING, each text ended by a zero byte. */
const textTypes = [
	6,
	8,
	9
];
/**
* Reads a header as rpm's databases keep it: the number of index entries and of data bytes, the entries (tag, type,
* offset, count; all of this big-endian), the data (rpm's docs/manual/format_header.md, without the magic number that
* only files have). Values are looked at when they are asked for, and cost no more than the header is long.
* @throws Error with a sentence, when its lengths are not those of the bytes
*/
function parseHeader(bytes) {
	if (bytes.length < lengthsBytes) throw new Error("a header is cut off");
	const entryCount = bytes.readUInt32BE(0);
	const dataBytes = bytes.readUInt32BE(4);
	if (entryCount === 0 || entryCount > maxEntries) throw new Error(`a header claims ${entryCount} entries`);
	const start = lengthsBytes + entryCount * entryBytes;
	if (start + dataBytes !== bytes.length) throw new Error(`a header claims ${start + dataBytes} bytes and has ${bytes.length}`);
	const data = bytes.subarray(start);
	const entries = /* @__PURE__ */ new Map();
	for (let at = lengthsBytes; at < start; at += entryBytes) entries.set(bytes.readUInt32BE(at), {
		type: bytes.readUInt32BE(at + 4),
		offset: bytes.readInt32BE(at + 8),
		count: bytes.readUInt32BE(at + 12)
	});
	return {
		text: (tag) => textsAt(data, tag, entries.get(tag), 1)[0],
		texts: (tag) => textsAt(data, tag, entries.get(tag)),
		numbers: (tag) => numbersAt(data, tag, entries.get(tag))
	};
}
function textsAt(data, tag, entry, atMost = Infinity) {
	if (entry === void 0) return [];
	if (!textTypes.includes(entry.type)) throw wrong(tag, "is no text");
	const found = [];
	let at = checkedOffset(data, tag, entry);
	for (const wanted = Math.min(entry.count, atMost); found.length < wanted;) {
		const end = data.indexOf(0, at);
		if (end < 0) throw wrong(tag, "has a text without an end");
		found.push(data.toString("utf8", at, end));
		at = end + 1;
	}
	return found;
}
function numbersAt(data, tag, entry) {
	if (entry === void 0) return [];
	const width = numberBytes$1[entry.type];
	if (width === void 0) throw wrong(tag, "is no number");
	const start = checkedOffset(data, tag, entry);
	if (entry.count > (data.length - start) / width) throw wrong(tag, "ends outside of its header");
	return Array.from({ length: entry.count }, (_, index) => {
		const at = start + index * width;
		return width === 8 ? Number(data.readBigUInt64BE(at)) : data.readUIntBE(at, width);
	});
}
function checkedOffset(data, tag, { offset }) {
	if (offset < 0 || offset > data.length) throw wrong(tag, "begins outside of its header");
	return offset;
}
function wrong(tag, sentence) {
	return /* @__PURE__ */ new Error(`tag ${tag} of a header ${sentence}`);
}
// src/catalog/rpm/package.ts
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9_.+%@~^-]{0,255}$/;
const versionForm = /^[A-Za-z0-9_.+%{}~^]{1,256}$/;
const architectureForm = /^[A-Za-z0-9_-]{1,64}$/;
const textForm = /^[!-~]{1,512}$/;
/** Keys that were imported into the database (`rpm --import`): a package by form only. */
const keyName = "gpg-pubkey";
/** Bits of RPMTAG_FILEFLAGS (rpmfiles.h). */
const flags$1 = {
	configuration: 1,
	ghost: 64
};
/** RPMTAG_FILESTATES (rpmfiles.h): all others say that the file is not there, or is another package's now. */
const normalState = 0;
/** Bit of RPMTAG_FILEVERIFYFLAGS (rpmvf.h): not set in files that their package expects to change. */
const verifyDigest = 1;
/** Type bits of a mode (stat(2)). */
const typeMask = 61440;
const regularFile = 32768;
/** RPMTAG_FILEDIGESTALGO (RFC 4880 section 9.4): hexadecimal digits of MD5, SHA-1 and SHA-256. MD5 without the tag. */
const digestLengths = {
	1: 32,
	2: 40,
	8: 64
};
const md5 = 1;
/**
* The package that a header describes; undefined for a key.
* @throws Error with a sentence, for one that rpm could not have installed
*/
function packageOf(header, budget) {
	const name = header.text(tags.name) ?? "";
	if (name === keyName) return void 0;
	const version = header.text(tags.version) ?? "";
	const release = header.text(tags.release) ?? "";
	const [epoch] = header.numbers(tags.epoch);
	const architecture = header.text(tags.architecture);
	const sourceRpm = header.text(tags.sourceRpm);
	const modularityLabel = header.text(tags.modularityLabel);
	const found = {
		name,
		...epoch === void 0 ? {} : { epoch },
		version,
		release,
		...architecture === void 0 ? {} : { architecture },
		...sourceRpm === void 0 ? {} : { sourceRpm },
		...modularityLabel === void 0 || modularityLabel === "" ? {} : { modularityLabel }
	};
	checkPackage(found);
	return {
		...found,
		files: filesOf(header, budget)
	};
}
/** @throws Error with a sentence, for words that rpm does not allow */
function checkPackage(found) {
	const { name, version, release, architecture, sourceRpm, modularityLabel } = found;
	const wrong = !nameForm.test(name) && "its name" || !versionForm.test(version) && "its version" || !versionForm.test(release) && "its release" || architecture !== void 0 && !architectureForm.test(architecture) && "its architecture" || sourceRpm !== void 0 && !textForm.test(sourceRpm) && "its source package" || modularityLabel !== void 0 && !textForm.test(modularityLabel) && "its module";
	if (wrong !== false) throw new Error(`package ${shown(name)} ${shown(version)}: ${wrong} is missing or not one that rpm allows`);
}
/** The files that are there and belong to the package: not those that were left out (`--nodocs`) or replaced. */
function filesOf(header, budget) {
	const digests = header.texts(tags.fileDigests);
	const fileFlags = header.numbers(tags.fileFlags);
	const states = header.numbers(tags.fileStates);
	const modes = header.numbers(tags.fileModes);
	const verifyFlags = header.numbers(tags.fileVerifyFlags);
	const digestLength = digestLengths[header.numbers(tags.fileDigestAlgorithm)[0] ?? md5];
	const list = createFileList(budget);
	let index = -1;
	for (const path of pathsOf(header)) {
		index += 1;
		if ((states[index] ?? normalState) !== normalState) continue;
		const flag = fileFlags[index] ?? 0;
		const digest = digests[index] ?? "";
		const isChecked = (flag & flags$1.ghost) === 0 && ((modes[index] ?? 0) & typeMask) === regularFile && ((verifyFlags[index] ?? verifyDigest) & verifyDigest) !== 0 && digest.length === digestLength && algorithmOf(digest) !== void 0;
		list.add(path, isChecked ? digest : "", (flag & flags$1.configuration) !== 0);
	}
	return list.take();
}
/** Paths without leading slash. Packages from before rpm 4 have whole paths in one tag. */
function* pathsOf(header) {
	const baseNames = header.texts(tags.baseNames);
	if (baseNames.length === 0) {
		for (const path of header.texts(tags.oldFileNames)) yield withoutSlash(path);
		return;
	}
	const folders = header.texts(tags.dirNames).map(withoutSlash);
	const indexes = header.numbers(tags.dirIndexes);
	for (const [index, base] of baseNames.entries()) {
		const folder = folders[indexes[index] ?? -1];
		if (folder === void 0) throw new Error(`the folder of its file ${shown(base)} is missing`);
		yield folder + base;
	}
}
function withoutSlash(path) {
	return path.startsWith("/") ? path.slice(1) : path;
}
// src/catalog/rpm/container-manifest.ts
const maxPackages$1 = 1e5;
const fieldCount = 10;
/** What rpm's queries print for a value that is not there. */
const none = "(none)";
/**
* Reads the list that Azure Linux and CBL-Mariner leave in images from which rpm and its database were taken away: a
* package a line, ten fields with tabs between them, the output of `rpm -qa --qf '%{NAME}\t%{VERSION}-%{RELEASE}\t
* %{INSTALLTIME}\t%{BUILDTIME}\t%{VENDOR}\t%{EPOCH}\t%{SIZE}\t%{ARCH}\t%{EPOCHNUM}\t%{SOURCERPM}\n'`.
* What is malformed becomes a problem and hides nothing else.
*/
function parseContainerManifest(text, path) {
	const packages = [];
	const problems = problemsOf$1(path);
	for (const line of lines$1(text)) {
		if (line.trim() === "") continue;
		if (packages.length >= maxPackages$1) {
			problems.add(`it lists more than ${maxPackages$1} packages`);
			break;
		}
		const found = parseLine(line);
		if (typeof found === "string") problems.add(found);
		else packages.push(found);
	}
	return {
		packages,
		problems: problems.sentences()
	};
}
function parseLine(line) {
	const fields = line.trimEnd().split("	", 11);
	if (fields.length !== fieldCount) return `a line has not ${fieldCount} fields: ${shown(line)}`;
	const [name = "", evr = "", , , , , , architecture = "", epochText = "", sourceRpm = ""] = fields;
	const dash = evr.indexOf("-");
	const epoch = /^\d{1,9}$/.test(epochText) ? Number(epochText) : 0;
	const found = {
		name,
		...epoch === 0 ? {} : { epoch },
		version: evr.slice(0, Math.max(dash, 0)),
		release: evr.slice(dash + 1),
		...architecture === none ? {} : { architecture },
		...sourceRpm === none ? {} : { sourceRpm }
	};
	try {
		checkPackage(found);
		return found;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
// src/catalog/rpm/berkeley.ts
/** Berkeley DB 4 to 6, src/dbinc/db_page.h: where the parts of a page's head are. */
const metaMagic = 398689;
const metaBytes = 72;
const pageHeadBytes = 26;
/** PAGE types: P_HASH_UNSORTED, P_OVERFLOW, P_HASHMETA, P_HASH. */
const pageTypes$1 = {
	unsortedHash: 2,
	overflow: 7,
	hashMeta: 8,
	hash: 13
};
/** Item types of a hash page: H_KEYDATA, H_OFFPAGE. The two others are for keys with several values: rpm has none. */
const itemTypes = {
	inline: 1,
	offPage: 3
};
const offPageBytes = 12;
const pageSizes$1 = {
	min: 512,
	max: 65536
};
/** The file is in the byte order of the machine that wrote it. */
const littleEndian = {
	u16: (bytes, at) => bytes.readUInt16LE(at),
	u32: (bytes, at) => bytes.readUInt32LE(at)
};
const bigEndian = {
	u16: (bytes, at) => bytes.readUInt16BE(at),
	u32: (bytes, at) => bytes.readUInt32BE(at)
};
/**
* The headers in a `Packages` of rpm before 4.16: a Berkeley DB hash, from package numbers to headers. Keys and values
* alternate in the items of each hash page; a value that is too long for its page is in a chain of overflow pages.
* All pages are looked at in order: which bucket a page is of does not matter.
* @throws Error with a sentence, for a file that is no such database, or a damaged one
*/
function* berkeleyHeaders(file) {
	const pages = pagesOf(file);
	const used = /* @__PURE__ */ new Set();
	for (let page = 1; page < pages.count; page += 1) {
		const bytes = pages.read(page);
		const type = bytes[25];
		if (type !== pageTypes$1.hash && type !== pageTypes$1.unsortedHash) continue;
		yield* headersOn(bytes, pages, used);
	}
}
function pagesOf(file) {
	const meta = file.read(0, metaBytes);
	if (meta.length < metaBytes) throw new Error("it is cut off");
	const numbers = meta.readUInt32LE(12) === metaMagic ? littleEndian : bigEndian;
	if (numbers.u32(meta, 12) !== metaMagic || meta[25] !== pageTypes$1.hashMeta) throw new Error("it does not begin as a Berkeley DB hash does");
	if (meta[24] !== 0) throw new Error("it is encrypted");
	const pageBytes = numbers.u32(meta, 20);
	const { min, max } = pageSizes$1;
	if (pageBytes < min || pageBytes > max || (pageBytes & pageBytes - 1) !== 0) throw new Error(`it claims pages of ${pageBytes} bytes`);
	const count = numbers.u32(meta, 32) + 1;
	if (count * pageBytes > file.size) throw new Error(`it claims ${count} pages and is cut off`);
	return {
		numbers,
		count,
		pageBytes,
		read(page) {
			if (page === 0 || page >= count) throw new Error("a page of it leads outside");
			return file.read(page * pageBytes, pageBytes);
		}
	};
}
/** Items are written from the end of the page, so each ends where the one before begins. */
function* headersOn(page, pages, used) {
	const { numbers, pageBytes } = pages;
	const itemCount = numbers.u16(page, 20);
	if (pageHeadBytes + itemCount * 2 > pageBytes) throw new Error("a page of it claims too many items");
	const startOf = (item) => item < 0 ? pageBytes : numbers.u16(page, pageHeadBytes + item * 2);
	for (let value = 1; value < itemCount; value += 2) {
		const start = startOf(value);
		const end = startOf(value - 1);
		if (start < pageHeadBytes || start >= end || end > pageBytes) throw new Error("an item of it is damaged");
		const type = page[start];
		if (type === itemTypes.inline) {
			const content = page.subarray(start + 1, end);
			if (content.length > 4) yield {
				bytes: content.length,
				read: () => content
			};
		} else if (type === itemTypes.offPage && end - start === offPageBytes) {
			const first = numbers.u32(page, start + 4);
			const bytes = numbers.u32(page, start + 8);
			yield {
				bytes,
				read: () => overflow(first, bytes, pages, used)
			};
		} else throw new Error("an item of it is of a kind that rpm does not write");
	}
}
/** A chain of pages: next page at 16, bytes used on this one at 22. */
function overflow(first, bytes, pages, used) {
	const parts = [];
	let got = 0;
	for (let page = first; page !== 0;) {
		if (used.has(page)) throw new Error("two headers of it share a page");
		used.add(page);
		const content = pages.read(page);
		const length = pages.numbers.u16(content, 22);
		if (content[25] !== pageTypes$1.overflow || pageHeadBytes + length > pages.pageBytes) throw new Error("a header of it leads to a page that is none of one");
		parts.push(content.subarray(pageHeadBytes, pageHeadBytes + length));
		got += length;
		if (got > bytes) throw new Error("a header of it is longer than it claims");
		page = pages.numbers.u32(content, 16);
	}
	if (got !== bytes) throw new Error("a header of it is cut off");
	return Buffer.concat(parts);
}
// src/catalog/rpm/ndb.ts
/** rpm's lib/backend/ndb/rpmpkg.c: little-endian numbers; `RpmP`, `Slot`, `BlbS` and `BlbE` begin the parts. */
const magics$1 = {
	file: 1349349458,
	slot: 1953459283,
	start: 1398959170,
	end: 1164078146
};
const pageBytes = 4096;
const slotBytes = 16;
/** Offsets and lengths of blobs are counted in these. */
const blockBytes = 16;
const blobHeadBytes = 16;
const blobTailBytes = 12;
/**
* The headers in a `Packages.db`. Pages of slots come first (which package, from which block, how many blocks), then
* the blobs; a slot without a block is free.
* @throws Error with a sentence, for a file that is no such database, or a damaged one
*/
function* ndbHeaders(file) {
	const head = file.read(0, 32);
	if (head.length < 32 || head.readUInt32LE(0) !== magics$1.file) throw new Error("it does not begin as an ndb database does");
	if (head.readUInt32LE(4) !== 0) throw new Error(`it is of version ${head.readUInt32LE(4)}, not 0`);
	const slotPages = head.readUInt32LE(12);
	if (slotPages * pageBytes > file.size) throw new Error(`it claims ${slotPages} pages of slots`);
	for (let page = 0; page < slotPages; page += 1) {
		const slots = file.read(page * pageBytes, pageBytes);
		for (let at = page === 0 ? 32 : 0; at < pageBytes; at += slotBytes) {
			if (slots.readUInt32LE(at) !== magics$1.slot) throw new Error("a slot of it is damaged");
			const index = slots.readUInt32LE(at + 4);
			const block = slots.readUInt32LE(at + 8);
			const blocks = slots.readUInt32LE(at + 12);
			if (block === 0) continue;
			yield blobAt(file, {
				index,
				start: block * blockBytes,
				length: blocks * blockBytes
			});
		}
	}
}
function blobAt(file, slot) {
	const head = file.read(slot.start, blobHeadBytes);
	if (head.length < blobHeadBytes || head.readUInt32LE(0) !== magics$1.start) throw new Error("a slot of it leads to no header");
	const bytes = head.readUInt32LE(12);
	const padded = Math.ceil((blobHeadBytes + bytes + blobTailBytes) / blockBytes) * blockBytes;
	if (head.readUInt32LE(4) !== slot.index || padded !== slot.length) throw new Error("a slot of it leads to the header of another package");
	return {
		bytes,
		read() {
			const tail = file.read(slot.start + slot.length - blobTailBytes, blobTailBytes);
			if (tail.length < blobTailBytes || tail.readUInt32LE(8) !== magics$1.end) throw new Error("a header of it is cut off");
			return file.read(slot.start + blobHeadBytes, bytes);
		}
	};
}
// src/catalog/rpm/sqlite-file.ts
const magic = Buffer.from("SQLite format 3\0", "latin1");
/** 1.3 */
const headBytes$1 = 100;
const pageSizes = {
	min: 512,
	max: 65536
};
/** 1.3.4: bytes of each page that may be used, after what an extension keeps for itself. */
const minUsable = 480;
const utf8 = 1;
/** 1.6, "B-tree Pages": of tables. Rows of tables `WITHOUT ROWID`, and indexes, are on others. */
const pageTypes = {
	interior: 5,
	leaf: 13
};
const interiorHeadBytes = 12;
const leafHeadBytes = 8;
/** As SQLite has it (btreeInt.h, BTCURSOR_MAX_DEPTH). */
const maxDepth$1 = 20;
/** @throws Error with a sentence, for what is no SQLite file */
function openSqlite(file) {
	const head = file.read(0, headBytes$1);
	if (head.length < headBytes$1 || !head.subarray(0, magic.length).equals(magic)) throw new Error("it does not begin as a SQLite database does");
	const size = head.readUInt16BE(16);
	const pageBytes = size === 1 ? pageSizes.max : size;
	if (pageBytes < pageSizes.min || (pageBytes & pageBytes - 1) !== 0) throw new Error(`it claims pages of ${pageBytes} bytes`);
	const usable = pageBytes - head.readUInt8(20);
	if (usable < minUsable) throw new Error(`it claims to use ${usable} bytes of each page`);
	if (head.readUInt32BE(56) !== utf8) throw new Error("its texts are not in UTF-8");
	const used = /* @__PURE__ */ new Set();
	const pages = {
		usable,
		take(page) {
			if (page === 0 || page > file.size / pageBytes) throw new Error("a page of it leads outside");
			if (used.has(page)) throw new Error("two pages of it lead to the same");
			used.add(page);
			return file.read((page - 1) * pageBytes, pageBytes);
		}
	};
	return { rows: (root) => rowsBelow(root, pages, 0) };
}
function* rowsBelow(page, pages, depth) {
	if (depth > maxDepth$1) throw new Error("its pages are nested too deep");
	const bytes = pages.take(page);
	const at = page === 1 ? headBytes$1 : 0;
	const type = bytes.readUInt8(at);
	if (type === pageTypes.leaf) {
		let left = pages.usable;
		for (const cell of cellsOf(bytes, at, leafHeadBytes)) {
			const { row, cellBytes } = rowAt(bytes, cell, pages);
			left -= cellBytes;
			if (left < 0) throw new Error("rows of it overlap");
			yield row;
		}
	} else if (type === pageTypes.interior) {
		for (const cell of cellsOf(bytes, at, interiorHeadBytes)) {
			if (cell + 4 > bytes.length) throw new Error("a page of it is damaged");
			yield* rowsBelow(bytes.readUInt32BE(cell), pages, depth + 1);
		}
		yield* rowsBelow(bytes.readUInt32BE(at + 8), pages, depth + 1);
	} else throw new Error("a page of it is not one of a table");
}
/** Where the cells of a page begin: of each, two bytes say it. */
function cellsOf(page, at, pageHeadBytes) {
	const count = page.readUInt16BE(at + 3);
	const start = at + pageHeadBytes;
	if (start + count * 2 > page.length) throw new Error("a page of it claims too many rows");
	return Array.from({ length: count }, (_, index) => page.readUInt16BE(start + index * 2));
}
/** Length of the record, number of the row, the record: all of it, or its beginning and where it goes on (1.6). */
function rowAt(page, cell, pages) {
	const length = readVarint(page, cell);
	const number = readVarint(page, length.end);
	const bytes = length.value;
	const most = pages.usable - 35;
	const least = Math.floor((pages.usable - 12) * 32 / 255) - 23;
	const fitting = least + (bytes - least) % (pages.usable - 4);
	const local = bytes <= most ? bytes : fitting <= most ? fitting : least;
	const end = number.end + local + (local < bytes ? 4 : 0);
	if (end > pages.usable) throw new Error("a row of it ends outside of its page");
	const start = page.subarray(number.end, number.end + local);
	return {
		row: {
			bytes,
			start,
			read: () => local === bytes ? start : whole(page.readUInt32BE(end - 4))
		},
		cellBytes: end - cell
	};
	/** 1.7: the rest is in a chain of pages, each with the number of the next in front. */
	function whole(first) {
		const parts = [start];
		let left = bytes - local;
		for (let next = first; left > 0;) {
			const content = pages.take(next);
			next = content.readUInt32BE(0);
			const part = content.subarray(4, Math.min(pages.usable, 4 + left));
			parts.push(part);
			left -= part.length;
		}
		return Buffer.concat(parts);
	}
}
/** @throws Error with a sentence, when the record has fewer than `count` columns, or they end outside of it */
function columnsOf({ bytes, start }, count) {
	const head = readVarint(start, 0);
	const columns = [];
	let offset = head.value;
	for (let at = head.end; columns.length < count;) {
		if (at >= head.value) throw new Error("a row of it has too few columns");
		const { value: type, end } = readVarint(start, at);
		const length = type >= 12 ? Math.floor((type - 12) / 2) : numberBytes[type] ?? 0;
		columns.push({
			type,
			offset,
			bytes: length
		});
		offset += length;
		at = end;
	}
	if (offset > bytes) throw new Error("a row of it is longer than it claims");
	return columns;
}
/** Bytes of the types 0 to 9: nothing, integers, a floating point number, and the constants 0 and 1. */
const numberBytes = [
	0,
	1,
	2,
	3,
	4,
	6,
	8,
	8,
	0,
	0
];
function isBlob({ type }) {
	return type >= 12 && type % 2 === 0;
}
function isText({ type }) {
	return type >= 13 && type % 2 === 1;
}
/** Of at most six bytes: no page has a larger number. */
function isInteger({ type }) {
	return type >= 1 && type <= 5;
}
/** Big-endian, seven bits in each byte, eight in the ninth (1.6); what is longer than any file is not told apart. */
function readVarint(bytes, at) {
	let value = 0;
	for (let end = at;;) {
		const byte = bytes[end];
		if (byte === void 0) throw new Error("a row of it is cut off");
		end += 1;
		if (end - at === 9) return {
			value: value * 256 + byte,
			end
		};
		value = value * 128 + (byte & 127);
		if (byte < 128) return {
			value,
			end
		};
	}
}
// src/catalog/rpm/sqlite.ts
/** The table as rpm makes it; another one may have its columns in another order, or compute them. */
const tableForm = /^CREATE TABLE '?Packages'? ?\( ?hnum INTEGER PRIMARY KEY(?: AUTOINCREMENT)?, ?blob BLOB NOT NULL ?\)$/;
/** The table of tables, `sqlite_schema`, begins here. */
const schemaRoot = 1;
/** Its columns: type, name, tbl_name, rootpage, sql. */
const schemaColumns = 5;
/**
* The headers in a `rpmdb.sqlite`: table `Packages`, columns `hnum` and `blob` (rpm's lib/backend/sqlite.c).
* @throws Error with a sentence, for a file that is no such database, or a damaged one
*/
function* sqliteHeaders(file) {
	const db = file.size === 0 ? void 0 : openSqlite(file);
	const root = db === void 0 ? void 0 : rootOfPackages(db);
	if (db === void 0 || root === void 0) throw new Error("it has no table of packages");
	for (const row of db.rows(root)) {
		const [, blob] = columnsOf(row, 2);
		if (blob === void 0 || !isBlob(blob)) throw new Error("a row of it is no header");
		const { offset, bytes } = blob;
		yield {
			bytes,
			read: () => row.read().subarray(offset, offset + bytes)
		};
	}
}
/** The page that the table of packages begins with; undefined when there is none of that name. */
function rootOfPackages(db) {
	for (const row of db.rows(schemaRoot)) {
		const columns = columnsOf(row, schemaColumns);
		const [type, name, , , sql] = columns.map((column) => isText(column) ? row.start.toString("utf8", column.offset, column.offset + column.bytes) : "");
		if (name !== "Packages") continue;
		const root = columns[3];
		if (type !== "table" || !tableForm.test(sql ?? "") || root === void 0 || !isInteger(root)) throw new Error("its table of packages is not one that rpm makes");
		return row.start.readUIntBE(root.offset, root.bytes);
	}
}
// src/catalog/rpm/database.ts
/**
* The formats, in the order in which rpm looks for them (lib/backend/dbi.c): where there are several, the first counts,
* and the others are left from before a conversion.
*/
const formats = [
	{
		file: "rpmdb.sqlite",
		headers: sqliteHeaders
	},
	{
		file: "Packages.db",
		headers: ndbHeaders
	},
	{
		file: "Packages",
		headers: berkeleyHeaders
	}
];
const maxPackages = 1e5;
const maxHeaderBytes = 67108864;
/**
* Reads a database in the format that the name of its file says. A header that cannot be read becomes a problem and
* hides no other. Headers do not overlap, so all of them together are not longer than the file: that bounds the work.
* @param path without leading slash, for the problems
* @throws Error with a sentence, for a file of another format
*/
function readDatabase(file, path) {
	const format = formats.find(({ file: name }) => path.endsWith(`/${name}`));
	if (format === void 0) return void 0;
	const problems = problemsOf$1(path);
	const packages = [];
	const budget = createListBudget();
	let bytes = 0;
	let headers = 0;
	try {
		for (const blob of format.headers(file)) {
			headers += 1;
			bytes += blob.bytes;
			if (headers > maxPackages) throw new Error(`it has more than ${maxPackages} packages`);
			if (blob.bytes > maxHeaderBytes || bytes > file.size) throw new Error("its headers claim to be too long");
			try {
				const found = packageOf(parseHeader(blob.read()), budget);
				if (found !== void 0) packages.push(found);
			} catch (error) {
				problems.add(printable(reasonOf(error)));
			}
		}
	} catch (error) {
		problems.add(printable(reasonOf(error)));
	}
	return {
		packages,
		problems: problems.sentences()
	};
}
// src/catalog/rpm/package-url.ts
/**
* The purl of an rpm package (purl-spec, type rpm): the epoch is a qualifier, not a part of the version. Two qualifiers
* tell what advisories are written for: `upstream` is the file name of the source package, `rpmmod` the label
* `NAME:STREAM:VERSION:CONTEXT` of the module that a package was built in (an advisory for another stream of the same
* module does not speak of it).
*/
function rpmPackageUrl(os, parts) {
	const { architecture, epoch = 0, sourceRpm, modularityLabel } = parts;
	const distro = distroOf(os);
	const qualifiers = {
		...architecture === void 0 ? {} : { arch: architecture },
		...distro === void 0 ? {} : { distro },
		...epoch === 0 ? {} : { epoch: String(epoch) },
		...modularityLabel === void 0 ? {} : { rpmmod: modularityLabel },
		...sourceRpm === void 0 ? {} : { upstream: sourceRpm }
	};
	const version = `${parts.version}-${parts.release}`;
	return new import_packageurl_js.PackageURL("rpm", os?.id, parts.name, version, qualifiers).toString();
}
// src/catalog/rpm/write-ahead.ts
/** SQLite's file format, section 4.1: a head of 32 bytes, then frames of 24 bytes and a page each. */
const headBytes = 32;
const frameHeadBytes = 24;
const magics = [931071618, 931071619];
const maxBytes$5 = 268435456;
/**
* Looks at the write-ahead log beside a SQLite database, which rpm leaves empty. One that was left by a killed process
* has changes that are not in the database itself: packages that nobody sees here, so it is a problem.
* @param paths without leading slash
*/
function writeAheadReader(paths) {
	return wholeFileReader({
		name: "rpm-write-ahead-log",
		version: 1,
		maxBytes: maxBytes$5,
		wants: (path) => paths.includes(path),
		parse(bytes) {
			if (!hasCommit(bytes)) return void 0;
			throw new Error("it has changes that are not in the database yet, and are not read");
		}
	});
}
/** A frame that ends a transaction says how many pages the database has then; one of an older round has other salts. */
function hasCommit(bytes) {
	if (bytes.length < headBytes || !magics.includes(bytes.readUInt32BE(0))) return false;
	const step = frameHeadBytes + bytes.readUInt32BE(8);
	const salts = bytes.subarray(16, 24);
	for (let at = headBytes; at + step <= bytes.length; at += step) {
		if (!bytes.subarray(at + 8, at + 16).equals(salts)) return false;
		if (bytes.readUInt32BE(at + 4) !== 0) return true;
	}
	return false;
}
// src/catalog/rpm.ts
/** Most distributions; Fedora, SUSE and Azure Linux now (with links from the first); those made of OSTree commits. */
const folders = [
	"var/lib/rpm",
	"usr/lib/sysimage/rpm",
	"usr/share/rpm"
];
const manifestPath = "var/lib/rpmmanifest/container-manifest-2";
const databases = folders.flatMap((folder) => formats.map(({ file }) => `${folder}/${file}`));
const maxDatabaseBytes = 1073741824;
const maxManifestBytes = 16777216;
const databaseReader = spooledFileReader({
	name: "rpm-database",
	version: 1,
	maxBytes: maxDatabaseBytes,
	wants: ({ path }) => databases.includes(path),
	parse: (file, { path }) => readDatabase(file, path)
});
const manifestReader = wholeFileReader({
	name: "rpm-container-manifest",
	version: 1,
	maxBytes: maxManifestBytes,
	wants: (path) => path === manifestPath,
	parse: (bytes, path) => parseContainerManifest(bytes.toString("utf8"), path)
});
const logReader = writeAheadReader(folders.map((folder) => `${folder}/rpmdb.sqlite-wal`));
/** Packages of rpm: its database in any of three formats, or the list that Azure Linux leaves instead of one. */
const rpm = {
	name: "rpm",
	about: {
		title: "Red Hat, Fedora, CentOS, AlmaLinux, Rocky, Oracle, Amazon, SUSE, Photon, Azure Linux and others",
		looksAt: [...databases, manifestPath],
		knows: [
			"files",
			"checksums",
			"source package"
		]
	},
	types: ["rpm"],
	scope: "system",
	readers: [
		databaseReader,
		manifestReader,
		logReader
	],
	databases: [...databases, manifestPath],
	packages: packagesOf$1
};
function packagesOf$1(view, os) {
	const found = [...preferred(view.facts(databaseReader)), ...view.facts(manifestReader)];
	if (found.length === 0) return {
		packages: [],
		problems: []
	};
	const present = ownedFiles(view);
	const checksumsOf = fileChecksums(view);
	const origin = originOf(view, [...view.history(databaseReader), ...view.history(manifestReader)].map(inItsFolder), (fact) => isFileProblem(fact) ? [] : fact.packages.map(entryOf));
	const packages = [];
	const checksums = [];
	const problems = [];
	for (const located of found) {
		if (isFileProblem(located.fact)) continue;
		problems.push(...located.fact.problems);
		for (const installed of located.fact.packages) {
			const { name, architecture, files } = installed;
			const version = versionOf(installed);
			const source = sourceOf$1(installed);
			const purl = rpmPackageUrl(os, installed);
			packages.push({
				purl,
				name,
				version,
				type: "rpm",
				...architecture === void 0 ? {} : { architecture },
				...source === void 0 ? {} : { source },
				layer: origin(folderOf(located.path), entryOf(installed)),
				...files === void 0 ? {} : { files: present(files.paths) }
			});
			if (files !== void 0) append(checksums, checksumsOf(files, purl));
		}
	}
	return {
		packages,
		checksums,
		problems
	};
}
/** Of several formats in one folder the one that rpm would open, unless it knows of no package. */
function preferred(facts) {
	return [...Map.groupBy(facts, ({ path }) => folderOf(path)).values()].flatMap((same) => {
		const inOrder = formats.flatMap(({ file }) => same.filter(({ path }) => path.endsWith(`/${file}`)));
		const isEmpty = ({ fact }) => !isFileProblem(fact) && fact.packages.length === 0 && fact.problems.length === 0;
		return inOrder.find((located) => !isEmpty(located)) ?? inOrder.slice(0, 1);
	});
}
/** A database that was converted to another format is still the same database. */
function inItsFolder(located) {
	return {
		...located,
		path: folderOf(located.path)
	};
}
function folderOf(path) {
	return path.slice(0, path.lastIndexOf("/"));
}
function entryOf(installed) {
	return JSON.stringify([
		installed.name,
		installed.architecture ?? "",
		versionOf(installed)
	]);
}
/** `[EPOCH:]VERSION-RELEASE`, as advisories write it; an epoch of 0 is the same as none. */
function versionOf({ epoch = 0, version, release }) {
	return `${epoch === 0 ? "" : `${epoch}:`}${version}-${release}`;
}
/** Of `NAME-VERSION-RELEASE.src.rpm`, which does not say an epoch: that of the package, as builds share it. */
function sourceOf$1(installed) {
	const match = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(installed.sourceRpm ?? "");
	const [, name = "", build = ""] = match ?? [];
	if (match === null) return void 0;
	const { epoch = 0 } = installed;
	const version = `${epoch === 0 ? "" : `${epoch}:`}${build}`;
	return name === installed.name && version === versionOf(installed) ? void 0 : {
		name,
		version
	};
}
// src/catalog/sbom/component.ts
const typeForm = /^[a-z][a-z0-9.+-]{0,31}$/;
const maxPurlLength = 2048;
/** What these types name is an image, or where the source text of something came from. */
const notInstalled = [
	"bitbucket",
	"docker",
	"git",
	"github",
	"gitlab",
	"huggingface",
	"mlflow",
	"oci"
];
/** Their namespace is the vendor, not a part of the name. */
const distributionTypes = [
	"alpm",
	"apk",
	"deb",
	"ebuild",
	"opkg",
	"rpm"
];
/**
* The component that a purl names; undefined for one that names nothing that could be installed, and for one without
* a version, which says nothing that could be matched.
* @throws Error with a sentence, for what is no purl.
*/
function parseComponent(text) {
	if (text.length > maxPurlLength) throw new Error(`a purl is longer than ${maxPurlLength} characters`);
	const purl = parsePurl(text);
	const { type, namespace, name, version, qualifiers = {} } = purl;
	if (version === void 0 || version === "" || notInstalled.includes(type)) return void 0;
	const isOfDistribution = distributionTypes.includes(type);
	const separator = type === "maven" ? ":" : "/";
	const source = ["apk", "deb"].includes(type) ? sourceOf(qualifiers.upstream, name, version) : void 0;
	return {
		purl: purl.toString(),
		type,
		name: isOfDistribution || namespace === void 0 ? name : `${namespace}${separator}${name}`,
		version: type === "rpm" && (qualifiers.epoch ?? "0") !== "0" ? `${qualifiers.epoch}:${version}` : version,
		...isOfDistribution && qualifiers.arch !== void 0 ? { architecture: qualifiers.arch } : {},
		...source === void 0 ? {} : { source }
	};
}
function parsePurl(text) {
	let purl;
	try {
		purl = import_packageurl_js.PackageURL.fromString(text);
	} catch (error) {
		throw new Error(`${shown(text)} is no purl: ${shown(reasonOf(error))}`);
	}
	const { type, namespace, name, version, qualifiers } = purl;
	if (type === void 0 || name === void 0 || !typeForm.test(type)) throw new Error(`${shown(text)} is no purl: its type is none`);
	return {
		type,
		namespace: namespace ?? void 0,
		name,
		version: version ?? void 0,
		qualifiers: qualifiers ?? {},
		toString: () => purl.toString()
	};
}
/** `upstream=NAME` or `NAME@VERSION`, as generators write the source package of one of Debian's. */
function sourceOf(upstream, name, version) {
	if (upstream === void 0 || upstream === "") return void 0;
	const at = upstream.lastIndexOf("@");
	const source = at > 0 ? {
		name: upstream.slice(0, at),
		version: upstream.slice(at + 1)
	} : {
		name: upstream,
		version
	};
	return source.name === name && source.version === version ? void 0 : source;
}
/** @param maxComponents more than any image has; fewer in tests */
function createComponentList(maxComponents = 1e5) {
	const seen = /* @__PURE__ */ new Set();
	const components = [];
	let malformed = 0;
	let first = "";
	return {
		add(text) {
			if (seen.has(text)) return;
			seen.add(text);
			if (seen.size > maxComponents) throw new Error(`it has more than ${maxComponents} components`);
			try {
				const component = parseComponent(text);
				if (component !== void 0) components.push(component);
			} catch (error) {
				malformed += 1;
				if (malformed === 1) first = reasonOf(error);
			}
		},
		take() {
			const more = malformed > 1 ? ` (and ${malformed - 1} more like it)` : "";
			return {
				components,
				notes: malformed === 0 ? [] : [`${first}${more}`]
			};
		}
	};
}
// src/catalog/sbom/json.ts
function objectOf(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
	return new Map(Object.entries(value));
}
/** The objects of a list; nothing of what is none. */
function objectsOf(value) {
	return Array.isArray(value) ? value.flatMap((item) => objectOf(item) ?? []) : [];
}
function textOf(value) {
	return typeof value === "string" ? value : "";
}
// src/catalog/sbom/cyclonedx.ts
/** `component.type` of CycloneDX 1.7: what is software that can be installed. */
const softwareTypes = [
	"",
	"application",
	"framework",
	"library",
	"platform",
	"device-driver",
	"firmware"
];
const maxDepth = 50;
/**
* The components of a CycloneDX document (JSON, any version): those in other components too, and what the document
* itself is about. A component that is `excluded`, and what is only told of where one came from (`pedigree`), is not
* in the image.
* @throws Error with a sentence, when components are nested deeper than any generator does
*/
function readCycloneDx(document, list) {
	const about = objectOf(objectOf(document.get("metadata"))?.get("component"));
	let level = [...about === void 0 ? [] : [about], ...objectsOf(document.get("components"))];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth >= maxDepth) throw new Error(`its components are nested deeper than ${maxDepth}`);
		const present = level.filter((component) => component.get("scope") !== "excluded");
		for (const component of present) {
			const purl = textOf(component.get("purl"));
			if (purl !== "" && softwareTypes.includes(textOf(component.get("type")))) list.add(purl);
		}
		level = present.flatMap((component) => objectsOf(component.get("components")));
	}
}
// src/catalog/sbom/spdx.ts
/** Of the element that a relationship begins with: it was needed to make the other, and is not in it. */
const absentFrom = [
	"BUILD_DEPENDENCY_OF",
	"BUILD_TOOL_OF",
	"DEV_DEPENDENCY_OF",
	"DEV_TOOL_OF",
	"TEST_DEPENDENCY_OF",
	"TEST_TOOL_OF",
	"GENERATES"
];
/** Of the element that a relationship leads to: the other was made from it. */
const absentTo = ["GENERATED_FROM"];
const notSoftware = [
	"ARCHIVE",
	"CONTAINER",
	"FILE",
	"OPERATING-SYSTEM",
	"OPERATING_SYSTEM",
	"SOURCE"
];
/** The packages of an SPDX 2 document in JSON (SPDX 2.3, chapters 7 and 11). */
function readSpdx2(document, list) {
	const absent = /* @__PURE__ */ new Set();
	for (const relationship of objectsOf(document.get("relationships"))) {
		const type = textOf(relationship.get("relationshipType"));
		if (absentFrom.includes(type)) absent.add(textOf(relationship.get("spdxElementId")));
		if (absentTo.includes(type)) absent.add(textOf(relationship.get("relatedSpdxElement")));
	}
	for (const found of objectsOf(document.get("packages"))) {
		if (absent.has(textOf(found.get("SPDXID")))) continue;
		if (notSoftware.includes(textOf(found.get("primaryPackagePurpose")))) continue;
		for (const reference of objectsOf(found.get("externalRefs"))) if (reference.get("referenceType") === "purl") list.add(textOf(reference.get("referenceLocator")));
	}
}
/** The packages of an SPDX 3 document (JSON-LD, spdx.github.io/spdx-spec/v3.0.1, "Package" and "packageUrl"). */
function readSpdx3(document, list) {
	for (const element of objectsOf(document.get("@graph"))) {
		if (textOf(element.get("type")) !== "software_Package") continue;
		if (notSoftware.includes(textOf(element.get("software_primaryPurpose")).toUpperCase())) continue;
		const purls = objectsOf(element.get("externalIdentifier")).filter((one) => one.get("externalIdentifierType") === "packageUrl");
		for (const purl of [element.get("software_packageUrl"), ...purls.map((one) => one.get("identifier"))]) if (textOf(purl) !== "") list.add(textOf(purl));
	}
}
/**
* The packages of an SPDX 2 document in tag-value form (SPDX 2.3, annex of that name): a line `TAG: VALUE` each, of
* which a text may go on over lines between `<text>` and `</text>`.
*/
function readTagValue(document, list) {
	let purls = [];
	let isSoftware = true;
	let inText = false;
	const close = () => {
		if (isSoftware) for (const purl of purls) list.add(purl);
		purls = [];
		isSoftware = true;
	};
	for (const raw of lines$1(document)) {
		if (inText) {
			inText = !raw.includes("</text>");
			continue;
		}
		const colon = raw.indexOf(":");
		const tag = raw.slice(0, Math.max(colon, 0)).trim();
		const value = raw.slice(colon + 1).trim();
		inText = value.startsWith("<text>") && !value.includes("</text>");
		if (tag === "PackageName") close();
		else if (tag === "PrimaryPackagePurpose") isSoftware = !notSoftware.includes(value);
		else if (tag === "ExternalRef") {
			const [, type, locator] = value.split(/\s+/, 3);
			if (type === "purl" && locator !== void 0) purls.push(locator);
		}
	}
	close();
}
// src/catalog/sbom/document.ts
/**
* Reads a bill of materials in CycloneDX (JSON) or SPDX (JSON, JSON-LD or tag-value), alone or as the predicate of an
* in-toto statement. What the file holds counts, not what it is called: Bitnami's `.spdx` files are JSON.
* @returns undefined for a file of another kind.
* @throws Error with a sentence, for JSON that is broken, or a document that is over the limits.
*/
function parseBillOfMaterials(text) {
	const content = text.startsWith("﻿") ? text.slice(1) : text;
	const list = createComponentList();
	return (/^\s*[{[]/.test(content.slice(0, 1024)) ? readJson(content, list) : readText(content, list)) ? list.take() : void 0;
}
function readText(content, list) {
	if (!/^SPDXVersion:\s*SPDX-2/m.test(content.slice(0, 65536))) return false;
	readTagValue(content, list);
	return true;
}
function readJson(content, list) {
	const outer = objectOf(JSON.parse(content));
	const predicate = objectOf(outer?.get("predicate"));
	const document = outer?.has("predicateType") === true && predicate !== void 0 ? predicate : outer;
	const read = document === void 0 ? void 0 : readerOf(document);
	if (document === void 0 || read === void 0) return false;
	read(document, list);
	return true;
}
function readerOf(document) {
	if (document.get("bomFormat") === "CycloneDX") return readCycloneDx;
	if (textOf(document.get("spdxVersion")).startsWith("SPDX-2")) return readSpdx2;
	if (JSON.stringify(document.get("@context"))?.includes("spdx.org/rdf/3")) return readSpdx3;
}
// src/catalog/sbom/names.ts
const endings = [
	".cdx.json",
	".cdx",
	".spdx.json",
	".spdx",
	".bom.json",
	".sbom.json"
];
const bases = ["bom.json", "sbom.json"];
const folder = /(?:^|\/)sboms?\/(?:[^/]+\/)*[^/]+\.json$/;
const unreadEndings = [
	".cdx.xml",
	".bom.xml",
	".spdx.xml",
	".spdx.rdf",
	".spdx.yaml",
	".spdx.yml",
	".cdx"
];
/**
* True for what bills of materials are called. Those in a `node_modules` are of packages there, and list what their
* makers built them with.
*/
function isBillName(path) {
	return (endings.some((ending) => path.endsWith(ending)) || bases.includes(baseOf(path)) || path.endsWith(".json") && folder.test(path)) && isOutsideModules(path);
}
function isUnreadBillName(path) {
	return (unreadEndings.some((ending) => path.endsWith(ending)) || baseOf(path) === "bom.xml") && isOutsideModules(path);
}
function baseOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
// src/catalog/sbom.ts
const maxBytes$4 = 33554432;
const sniffedBytes = 4096;
const billReader = wholeFileReader({
	name: "sbom",
	version: 1,
	maxBytes: maxBytes$4,
	wants: isBillName,
	parse: (bytes) => parseBillOfMaterials(bytes.toString("utf8"))
});
/** XML, YAML and RDF: told, and not read. */
const unreadBillReader = spooledFileReader({
	name: "sbom-unread",
	version: 1,
	maxBytes: Number.MAX_SAFE_INTEGER,
	wants: ({ path }) => isUnreadBillName(path),
	begins: {
		bytes: sniffedBytes,
		test: (head) => isBill(head.toString("latin1"))
	},
	parse: () => ({ isUnread: true })
});
/** Many a project calls the list of its Maven dependencies `bom.xml`. */
function isBill(head) {
	return !/^\s*\{/.test(head) && /cyclonedx\.org\/schema\/bom|spdx/i.test(head);
}
/**
* Bills of materials that a build left in the image (Bitnami's, Docker's hardened images', Chainguard's and Wolfi's,
* PEP 770's in Python wheels, or a project's own). What they say beyond what is found in other ways becomes packages:
* programs that were built elsewhere say nothing of their parts.
*/
const sbom = {
	name: "sbom",
	about: {
		title: "what CycloneDX and SPDX documents in the image list, with a purl and a version",
		looksAt: [
			...[
				"cdx.json",
				"spdx.json",
				"spdx",
				"cdx",
				"bom.json",
				"sbom.json"
			].map((ending) => `…/NAME.${ending}`),
			"…/bom.json",
			"…/sbom.json",
			"…/sbom/NAME.json",
			"…/sboms/NAME.json"
		],
		knows: []
	},
	types: [],
	scope: "document",
	readers: [billReader, unreadBillReader],
	databases: [],
	packages: packagesOf
};
function packagesOf(view) {
	const origin = originOf(view, view.history(billReader), (fact) => isFileProblem(fact) ? [] : fact.components.map(({ purl }) => purl));
	const packages = [];
	const notes = [];
	for (const { path, fact } of view.facts(billReader)) {
		if (isFileProblem(fact)) continue;
		notes.push(...fact.notes.map((sentence) => `/${shown(path)}: ${sentence}`));
		for (const component of fact.components) packages.push({
			...component,
			layer: origin(path, component.purl),
			foundIn: [`/${path}`]
		});
	}
	for (const { path } of view.facts(unreadBillReader)) notes.push(`/${shown(path)}: bills of materials in XML, YAML or RDF are not read`);
	return {
		packages,
		problems: [],
		notes
	};
}
// src/catalog/catalogs.ts
/** Every package format that is read. Of a file that two packages own, the earlier catalog's is the owner. */
const catalogs = [
	dpkg,
	apk,
	rpm,
	pacman,
	portage,
	opkg,
	chisel,
	nix,
	npm,
	python,
	java,
	javaRuntime,
	conda,
	go,
	cargo,
	gem,
	composer,
	dotnet,
	hex,
	r,
	sbom
];
/** What a walk has to see for `readPackages`. */
function catalogReaders() {
	const shared = new Set(catalogs.flatMap((catalog) => catalog.readers));
	return [
		osReleaseReader,
		debianVersionReader,
		releaseFileReader,
		...shared
	];
}
catalogs.flatMap(({ scope, types }) => scope === "system" ? types : []);
// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function joinValues(array, separator = "|") {
	return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
var Cached = class {
	constructor(getter) {
		this._getter = getter;
		this._value = void 0;
	}
	get value() {
		const getter = this._getter;
		if (getter !== void 0) {
			this._value = getter();
			this._getter = void 0;
		}
		return this._value;
	}
};
function cached(getter) {
	return new Cached(getter);
}
function nullish(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
	const ratio = val / step;
	const roundedRatio = Math.round(ratio);
	const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
	if (Math.abs(ratio - roundedRatio) < tolerance) return 0;
	return ratio - roundedRatio;
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
/**
* Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
*
* Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
*/
function rawShape(def) {
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
	return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
	Object.defineProperty(target, key, {
		get() {
			const value = getter();
			assignProp(this, key, value);
			return value;
		},
		enumerable: true,
		configurable: true
	});
}
function putProp(target, key, value) {
	if (key in target) assignProp(target, key, value);
	else target[key] = value;
}
/**
* Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
*
* A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
*/
function mirrorShape(target, source, keys, wrap) {
	const raw = sourceShape(source);
	for (const key of keys) {
		const desc = Object.getOwnPropertyDescriptor(raw, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => {
			const value = source._zod.def.shape[key];
			return wrap ? wrap(value, key) : value;
		});
		else putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
	}
}
function mirrorProps(target, source) {
	for (const key of Reflect.ownKeys(source)) {
		const desc = Object.getOwnPropertyDescriptor(source, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => source[key]);
		else putProp(target, key, desc.value);
	}
}
function mergeDefs(...defs) {
	const mergedDescriptors = {};
	for (const def of defs) {
		const descriptors = Object.getOwnPropertyDescriptors(def);
		Object.assign(mergedDescriptors, descriptors);
	}
	return Object.defineProperties({}, mergedDescriptors);
}
function esc(str) {
	return JSON.stringify(str);
}
function slugify(input) {
	return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
function isObject(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
const allowsEval = /* @__PURE__*/ cached(() => {
	if (globalConfig.jitless) return false;
	if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) return false;
	try {
		new Function("");
		return true;
	} catch (_) {
		return false;
	}
});
function isPlainObject(o) {
	if (isObject(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
const propertyKeyTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function stringifyPrimitive(value) {
	if (typeof value === "bigint") return value.toString() + "n";
	if (typeof value === "string") return `"${value}"`;
	return `${value}`;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
	safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
const BIGINT_FORMAT_RANGES = {
	int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
	uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".pick() cannot be used on object schemas containing refinements");
	const newShape = {};
	mirrorShape(newShape, schema, maskedKeys(schema, mask));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function maskedKeys(schema, mask) {
	const raw = sourceShape(schema);
	const keys = [];
	for (const key of Reflect.ownKeys(mask)) {
		if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) throw new Error(`Unrecognized key: "${String(key)}"`);
		if (mask[key]) keys.push(key);
	}
	return keys;
}
function omit(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".omit() cannot be used on object schemas containing refinements");
	const omitted = new Set(maskedKeys(schema, mask));
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function extend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to extend: expected a plain object");
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) {
		const existingShape = sourceShape(schema);
		for (const key of Reflect.ownKeys(shape)) if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
	mirrorProps(newShape, shape);
	return newShape;
}
function safeExtend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to safeExtend: expected a plain object");
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
	if (!b?._zod?.def) throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
	if (a._zod.def.checks?.length) throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
	const newShape = {};
	mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
	mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
	return clone(a, mergeDefs(a._zod.def, {
		shape: newShape,
		get catchall() {
			return b._zod.def.catchall;
		},
		checks: b._zod.def.checks ?? []
	}));
}
function partial(Class, schema, mask, name = "partial") {
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class && ((value, key) => selected && !selected.has(key) ? value : new Class({
		type: "optional",
		innerType: value
	})));
	return clone(schema, mergeDefs(schema._zod.def, {
		shape: newShape,
		checks: []
	}));
}
function required(Class, schema, mask) {
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => selected && !selected.has(key) ? value : new Class({
		type: "nonoptional",
		innerType: value
	}));
	return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
const highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function parsedType(data) {
	const t = typeof data;
	switch (t) {
		case "number": return Number.isNaN(data) ? "nan" : "number";
		case "object": {
			if (data === null) return "null";
			if (Array.isArray(data)) return "array";
			const obj = data;
			if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) return obj.constructor.name;
		}
	}
	return t;
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
/** Adds members a table derives from the instance: each builds on first read and shadows as own data, and assignment shadows the same way, as when these were own properties. */
/* @__NO_SIDE_EFFECTS__ */
function derived(computes, table) {
	for (const key in computes) {
		const compute = computes[key];
		Object.defineProperty(table, key, {
			configurable: true,
			enumerable: true,
			get() {
				return own(this, key, compute(this));
			},
			set(value) {
				own(this, key, value);
			}
		});
	}
	return table;
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
let installing;
let broke = false;
const breaker = {
	configurable: true,
	get() {
		broke = true;
	}
};
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}
/** Marks the thunk `_catch` synthesises for a constant catch value. `Function.length` cannot tell that thunk from a user callback — rest and defaulted parameters both report arity 0 — and a user callback reads `ctx.error`, whose issues only finalize correctly against the caller's per-parse error map. Provenance can say what arity cannot. A plain string key rather than `Symbol.for`, whose call at module scope no bundler can prove pure — the same shape that anchored `urlCanParse` into every build. */
const CONSTANT_CATCH = "~constantCatch";
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
	const fn = () => value;
	fn[CONSTANT_CATCH] = true;
	return fn;
}
// node_modules/zod/v4/core/core.js
var _a$1;
const _zodDesc = {
	value: void 0,
	enumerable: false
};
let _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
var $ZodAsyncError = class extends Error {
	constructor() {
		super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
	}
};
var $ZodEncodeError = class extends Error {
	constructor(name) {
		super(`Encountered unidirectional transform during encode: ${name}`);
		this.name = "ZodEncodeError";
	}
};
(_a$1 = globalThis).__zod_globalConfig ?? (_a$1.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}
// node_modules/zod/v4/core/errors.js
function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
const _messageDesc = {
	get: _getMessage,
	set: _setMessage,
	enumerable: true,
	configurable: true
};
const _issuesDesc = {
	value: void 0,
	enumerable: false
};
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer$1 = (inst, def) => {
	inst.name = "$ZodError";
	_issuesDesc.value = def;
	Object.defineProperty(inst, "issues", _issuesDesc);
	_issuesDesc.value = void 0;
	Object.defineProperty(inst, "message", _messageDesc);
	const proto = Object.getPrototypeOf(inst);
	if (!_installedToString.has(proto)) {
		_installedToString.add(proto);
		Object.defineProperty(proto, "toString", {
			configurable: true,
			enumerable: false,
			get() {
				const value = () => this.message;
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
				return value;
			},
			set(value) {
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
			}
		});
	}
};
const $ZodError = /* @__PURE__ */ $constructor("$ZodError", initializer$1);
/** Get-or-create `obj[key]` as an own data property. A path segment naming an inherited member
* ("toString", "constructor") would otherwise read through to the prototype, and assigning
* "__proto__" would hit the setter instead of creating a key. */
function node(obj, key, make) {
	if (!Object.prototype.hasOwnProperty.call(obj, key)) {
		if (key === "__proto__") Object.defineProperty(obj, key, {
			value: make(),
			writable: true,
			enumerable: true,
			configurable: true
		});
		else obj[key] = make();
	}
	return obj[key];
}
function flattenError(error, mapper = (issue) => issue.message) {
	const fieldErrors = {};
	const formErrors = [];
	for (const sub of error.issues) if (sub.path.length > 0) node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
	else formErrors.push(mapper(sub));
	return {
		formErrors,
		fieldErrors
	};
}
function formatError(error, mapper = (issue) => issue.message) {
	const fieldErrors = { _errors: [] };
	const processError = (error, path = []) => {
		for (const issue of error.issues) if (issue.code === "invalid_union" && issue.errors.length) issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
		else if (issue.code === "invalid_key") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else if (issue.code === "invalid_element") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else {
			const fullpath = [...path, ...issue.path];
			if (fullpath.length === 0) fieldErrors._errors.push(mapper(issue));
			else {
				let curr = fieldErrors;
				let i = 0;
				while (i < fullpath.length) {
					const el = fullpath[i];
					const terminal = i === fullpath.length - 1;
					if (el === "_errors") {
						if (terminal) curr._errors.push(mapper(issue));
						i++;
						continue;
					}
					if (!Object.prototype.hasOwnProperty.call(curr, el)) Object.defineProperty(curr, el, {
						value: { _errors: [] },
						enumerable: true,
						writable: true,
						configurable: true
					});
					const node = curr[el];
					if (terminal) node._errors.push(mapper(issue));
					curr = node;
					i++;
				}
			}
		}
	};
	processError(error);
	return fieldErrors;
}
// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
	return {
		callee: params?.callee ?? callee,
		Err: params?.Err
	};
}
const _parse = (_Err) => {
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		if (result.issues.length) {
			const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, _params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _parseAsync = (_Err) => {
	const fn = async (schema, value, _ctx, params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		if (result.issues.length) {
			const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _safeParse = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: false
	} : { async: false };
	const result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
function failure(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true
	} : { async: true };
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
const COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
const validate = ((schema, value, _ctx) => {
	const validator = schema._zod.bag.validator;
	if (validator !== void 0) {
		if (validator(value) !== COMPILE_INVALID) return true;
		if (validator.definite === true && _ctx === void 0) return false;
	}
	return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
	const ctx = _ctx ? {
		..._ctx,
		async: false,
		abortEarly: true
	} : {
		async: false,
		abortEarly: true
	};
	const fallbackRun = schema._zod.bag.fallbackRun;
	let result;
	if (fallbackRun) {
		ctx[COMPILE_FALLBACK] = true;
		result = fallbackRun({
			value,
			issues: []
		}, ctx);
	} else result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length === 0;
}
const validateAsync$1 = async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true,
		abortEarly: true
	} : {
		async: true,
		abortEarly: true
	};
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length === 0;
};
const _encode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return parse(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		return parse(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _encodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return await parseAsync(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		return await parseAsync(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _safeEncode = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParse(_Err)(schema, value, ctx);
};
const _safeDecode = (_Err) => (schema, value, _ctx) => {
	return _safeParse(_Err)(schema, value, _ctx);
};
const _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParseAsync(_Err)(schema, value, ctx);
};
const _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
	return _safeParseAsync(_Err)(schema, value, _ctx);
};
// node_modules/zod/v4/core/regexes.js
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const cuid = /^[cC][0-9a-z]{6,}$/;
const cuid2 = /^[0-9a-z]+$/;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
const xid = /^[0-9a-vA-V]{20}$/;
const ksuid = /^[A-Za-z0-9]{27}$/;
const nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
	return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
/** ISO 8601-1 duration regex. Does not support the 8601-2 extensions like negative durations or fractional/negative components. */
const duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
/** A regex for any UUID-like identifier: 8-4-4-4-12 hex pattern */
const guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
/** Returns a regex for validating an RFC 9562/4122 UUID.
*
* @param version Optionally specify a version 1-8. If no version is specified, all versions are supported. */
const uuid$1 = (version) => {
	if (!version) return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
	return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
/** Practical email validation */
const email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
const _emoji$1 = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
	return new RegExp(_emoji$1, "u");
}
const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
const ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
const cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
const cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
const base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
const httpProtocol = /^https?$/;
const e164 = /^\+[1-9]\d{6,14}$/;
const dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
/** Anchors a pattern source. The interpolation lives here rather than at the call site because
* esbuild will not drop a `@__PURE__` call whose own argument interpolates a variable, but it
* will drop `anchor(dateSource)`. Keeping it inline pinned `date` into every bundle. */
function anchor(source) {
	return new RegExp(`^${source}$`);
}
const date = /*@__PURE__*/ anchor(dateSource);
function timeSource(args) {
	const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
	return typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function time(args) {
	return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
	const opts = ["Z"];
	if (args.offset) opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
	const qualified = `${timeSource({
		precision: args.precision,
		seconds: true
	})}(?:${opts.join("|")})`;
	const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
	return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
const anyString = /^[\s\S]{0,}$/;
const number = /^-?\d+(?:\.\d+)?$/;
const boolean$1 = /^(?:true|false)$/i;
const lowercase = /^[^A-Z]*$/;
const uppercase = /^[^a-z]*$/;
// node_modules/zod/v4/core/checks.js
const $ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
	var _a;
	inst._zod ?? (inst._zod = {});
	inst._zod.def = def;
	(_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
	const val = payload.value;
	return !nullish(val) && val.length !== void 0;
};
const numericOriginMap = {
	number: "number",
	bigint: "bigint",
	object: "date"
};
const $ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_big",
			maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_small",
			minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMultipleOf = /*@__PURE__*/ $constructor("$ZodCheckMultipleOf", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		if (typeof payload.value !== typeof def.value) throw new Error("Cannot mix number and bigint in multiple_of check.");
		if (typeof payload.value === "bigint" ? def.value !== BigInt(0) && payload.value % def.value === BigInt(0) : floatSafeRemainder(payload.value, def.value) === 0) return;
		payload.issues.push({
			origin: typeof payload.value,
			code: "not_multiple_of",
			divisor: def.value,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
	$ZodCheck.init(inst, def);
	def.format = def.format || "float64";
	const isInt = def.format?.includes("int");
	const origin = isInt ? "int" : "number";
	const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
	inst._zod.check = (payload) => {
		const input = payload.value;
		if (isInt) {
			if (!Number.isInteger(input)) {
				payload.issues.push({
					expected: origin,
					format: def.format,
					code: "invalid_type",
					continue: false,
					input,
					inst
				});
				return;
			}
			if (!Number.isSafeInteger(input)) {
				if (input > 0) payload.issues.push({
					input,
					code: "too_big",
					maximum: Number.MAX_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				else payload.issues.push({
					input,
					code: "too_small",
					minimum: Number.MIN_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				return;
			}
		}
		if (input < minimum) payload.issues.push({
			origin: "number",
			input,
			code: "too_small",
			minimum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
		if (input > maximum) payload.issues.push({
			origin: "number",
			input,
			code: "too_big",
			maximum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_big",
			maximum: def.maximum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_small",
			minimum: def.minimum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLengthEquals = /*@__PURE__*/ $constructor("$ZodCheckLengthEquals", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
		if (length === def.length) return;
		const origin = getLengthableOrigin(input);
		const tooBig = length > def.length;
		payload.issues.push({
			origin,
			...tooBig ? {
				code: "too_big",
				maximum: def.length
			} : {
				code: "too_small",
				minimum: def.length
			},
			inclusive: true,
			exact: true,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
	var _a, _b;
	$ZodCheck.init(inst, def);
	if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: def.format,
			input: payload.value,
			...def.pattern ? { pattern: def.pattern.toString() } : {},
			inst,
			continue: !def.abort
		});
	});
	else (_b = inst._zod).check ?? (_b.check = () => {});
});
const $ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: payload.value,
			pattern: def.pattern.toString(),
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLowerCase = /*@__PURE__*/ $constructor("$ZodCheckLowerCase", (inst, def) => {
	def.pattern ?? (def.pattern = lowercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckUpperCase = /*@__PURE__*/ $constructor("$ZodCheckUpperCase", (inst, def) => {
	def.pattern ?? (def.pattern = uppercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckIncludes = /*@__PURE__*/ $constructor("$ZodCheckIncludes", (inst, def) => {
	$ZodCheck.init(inst, def);
	const escapedRegex = escapeRegex(def.includes);
	def.pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
	inst._zod.check = (payload) => {
		if (payload.value.includes(def.includes, def.position)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "includes",
			includes: def.includes,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStartsWith = /*@__PURE__*/ $constructor("$ZodCheckStartsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.startsWith(def.prefix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "starts_with",
			prefix: def.prefix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckEndsWith = /*@__PURE__*/ $constructor("$ZodCheckEndsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.endsWith(def.suffix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "ends_with",
			suffix: def.suffix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckOverwrite = /*@__PURE__*/ $constructor("$ZodCheckOverwrite", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		payload.value = def.tx(payload.value);
	};
});
// node_modules/zod/v4/core/doc.js
var Doc = class {
	constructor(args = [], closed = {}) {
		this.content = [];
		this.indent = 0;
		this.args = args;
		this.closed = closed;
	}
	indented(fn) {
		this.indent += 1;
		try {
			fn(this);
		} finally {
			this.indent -= 1;
		}
	}
	write(arg) {
		if (typeof arg === "function") {
			arg(this, { execution: "sync" });
			arg(this, { execution: "async" });
			return;
		}
		const lines = arg.split("\n").filter((x) => x);
		const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
		const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
		for (const line of dedented) this.content.push(line);
	}
	compile() {
		const F = Function;
		const content = this?.content ?? [``];
		return new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {\n${content.join("\n")}\n};`)(...Object.values(this.closed));
	}
};
// node_modules/zod/v4/core/versions.js
const version = {
	major: 4,
	minor: 6,
	patch: 7
};
// node_modules/zod/v4/core/schemas.js
const $ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
	var _a;
	inst ?? (inst = {});
	inst._zod.def = def;
	inst._zod.bag = inst._zod.bag || {};
	inst._zod.version = version;
	const defChecks = inst._zod.def.checks;
	const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
	for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
	if (checks.length === 0) {
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred?.push(() => {
			inst._zod.run = inst._zod.parse;
		});
	} else {
		const runChecks = (payload, checks, ctx) => {
			if (payload.memo) return payload;
			let isAborted = aborted(payload);
			let asyncResult;
			for (const ch of checks) {
				if (ch._zod.def.when) {
					if (explicitlyAborted(payload)) continue;
					if (!ch._zod.def.when(payload)) continue;
				} else if (isAborted) continue;
				const currLen = payload.issues.length;
				const _ = ch._zod.check(payload);
				if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
				if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
					await _;
					if (payload.issues.length === currLen) return;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				});
				else {
					if (payload.issues.length === currLen) continue;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				}
			}
			if (asyncResult) return asyncResult.then(() => {
				return payload;
			});
			return payload;
		};
		const handleCanaryResult = (canary, payload, ctx) => {
			if (aborted(canary)) {
				canary.aborted = true;
				return canary;
			}
			const checkResult = runChecks(payload, checks, ctx);
			if (checkResult instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
			}
			return inst._zod.parse(checkResult, ctx);
		};
		inst._zod.run = (payload, ctx) => {
			if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
			if (ctx.direction === "backward") {
				const canary = inst._zod.parse({
					value: payload.value,
					issues: []
				}, {
					...ctx,
					skipChecks: true
				});
				if (canary instanceof Promise) return canary.then((canary) => {
					return handleCanaryResult(canary, payload, ctx);
				});
				return handleCanaryResult(canary, payload, ctx);
			}
			const result = inst._zod.parse(payload, ctx);
			if (result instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return result.then((result) => runChecks(result, checks, ctx));
			}
			return runChecks(result, checks, ctx);
		};
	}
}, {
	get "~standard"() {
		return hide(this, "~standard", standardProps(this));
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	}
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
const $ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = def.pattern ?? anyString;
	inst._zod.parse = (payload, _) => {
		if (def.coerce) try {
			payload.value = String(payload.value);
		} catch (_) {}
		if (typeof payload.value === "string") return payload;
		payload.issues.push({
			expected: "string",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
const $ZodStringFormat = /*@__PURE__*/ $constructor("$ZodStringFormat", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	$ZodString.init(inst, def);
});
const $ZodGUID = /*@__PURE__*/ $constructor("$ZodGUID", (inst, def) => {
	def.pattern ?? (def.pattern = guid);
	$ZodStringFormat.init(inst, def);
});
const $ZodUUID = /*@__PURE__*/ $constructor("$ZodUUID", (inst, def) => {
	if (def.version) {
		const v = {
			v1: 1,
			v2: 2,
			v3: 3,
			v4: 4,
			v5: 5,
			v6: 6,
			v7: 7,
			v8: 8
		}[def.version];
		if (v === void 0) throw new Error(`Invalid UUID version: "${def.version}"`);
		def.pattern ?? (def.pattern = uuid$1(v));
	} else def.pattern ?? (def.pattern = uuid$1());
	$ZodStringFormat.init(inst, def);
});
const $ZodEmail = /*@__PURE__*/ $constructor("$ZodEmail", (inst, def) => {
	def.pattern ?? (def.pattern = email);
	$ZodStringFormat.init(inst, def);
});
function canParseURL(input) {
	try {
		if (typeof URL !== "undefined" && typeof URL.canParse === "function") return URL.canParse(input);
		new URL(input);
		return true;
	} catch {
		return false;
	}
}
function validateURL(trimmed, def) {
	if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) return canParseURL(trimmed) || 2;
	return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
	if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) return 1;
	try {
		if (typeof URL !== "undefined") {
			const URLStatic = URL;
			if (typeof URLStatic.parse === "function") return URLStatic.parse(trimmed) ?? 2;
		}
		return new URL(trimmed);
	} catch {
		return 2;
	}
}
const asciiTabOrNewline = /[\t\n\r]/g;
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
	return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
	hostname.lastIndex = 0;
	return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
	protocol.lastIndex = 0;
	return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
const $ZodURL = /*@__PURE__*/ $constructor("$ZodURL", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		try {
			const trimmed = payload.value.trim();
			const url = validateURL(trimmed, def);
			if (url === 1) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid URL format",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === 2) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === true) {
				payload.value = stripTabAndNewline(trimmed);
				return;
			}
			if (def.hostname && !urlHostnameOk(url, def.hostname)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid hostname",
				pattern: def.hostname.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			if (def.protocol && !urlProtocolOk(url, def.protocol)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid protocol",
				pattern: def.protocol.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
			return;
		} catch (_) {
			payload.issues.push({
				code: "invalid_format",
				format: "url",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		}
	};
});
const $ZodEmoji = /*@__PURE__*/ $constructor("$ZodEmoji", (inst, def) => {
	def.pattern ?? (def.pattern = emoji());
	$ZodStringFormat.init(inst, def);
});
const $ZodNanoID = /*@__PURE__*/ $constructor("$ZodNanoID", (inst, def) => {
	if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1)) throw new Error(`Invalid nanoid length: ${def.length}`);
	def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
	$ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link $ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const $ZodCUID = /*@__PURE__*/ $constructor("$ZodCUID", (inst, def) => {
	def.pattern ?? (def.pattern = cuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodCUID2 = /*@__PURE__*/ $constructor("$ZodCUID2", (inst, def) => {
	def.pattern ?? (def.pattern = cuid2);
	$ZodStringFormat.init(inst, def);
});
const $ZodULID = /*@__PURE__*/ $constructor("$ZodULID", (inst, def) => {
	def.pattern ?? (def.pattern = ulid);
	$ZodStringFormat.init(inst, def);
});
const $ZodXID = /*@__PURE__*/ $constructor("$ZodXID", (inst, def) => {
	def.pattern ?? (def.pattern = xid);
	$ZodStringFormat.init(inst, def);
});
const $ZodKSUID = /*@__PURE__*/ $constructor("$ZodKSUID", (inst, def) => {
	def.pattern ?? (def.pattern = ksuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodISODateTime = /*@__PURE__*/ $constructor("$ZodISODateTime", (inst, def) => {
	def.pattern ?? (def.pattern = datetime(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODate = /*@__PURE__*/ $constructor("$ZodISODate", (inst, def) => {
	def.pattern ?? (def.pattern = date);
	$ZodStringFormat.init(inst, def);
});
const $ZodISOTime = /*@__PURE__*/ $constructor("$ZodISOTime", (inst, def) => {
	def.pattern ?? (def.pattern = time(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODuration = /*@__PURE__*/ $constructor("$ZodISODuration", (inst, def) => {
	def.pattern ?? (def.pattern = duration);
	$ZodStringFormat.init(inst, def);
});
const $ZodIPv4 = /*@__PURE__*/ $constructor("$ZodIPv4", (inst, def) => {
	def.pattern ?? (def.pattern = ipv4);
	$ZodStringFormat.init(inst, def);
});
/** An IPv6 address is written with hex digits, colons and dots, and nothing else. The guard is what makes the check below an IPv6 check: `new URL("http://[...]")` parses an authority, not an address, so `@` and `\` re-delimit it and `"::@1\\"` validates against the host `0.0.0.1`. The URL parser also deletes ASCII tab, LF and CR rather than failing, which is how `"::1\n"` validated as `::1`. */
const ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
	if (!ipv6Alphabet.test(value)) return false;
	return canParseURL(`http://[${value}]`);
}
const $ZodIPv6 = /*@__PURE__*/ $constructor("$ZodIPv6", (inst, def) => {
	def.pattern ?? (def.pattern = ipv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidIPv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "ipv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCIDRv4 = /*@__PURE__*/ $constructor("$ZodCIDRv4", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv4);
	$ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
	const parts = value.split("/");
	if (parts.length !== 2) return false;
	const [address, prefix] = parts;
	if (!prefix) return false;
	const prefixNum = Number(prefix);
	if (`${prefixNum}` !== prefix) return false;
	if (prefixNum < 0 || prefixNum > 128) return false;
	return isValidIPv6(address);
}
const $ZodCIDRv6 = /*@__PURE__*/ $constructor("$ZodCIDRv6", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidCIDRv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "cidrv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
function isValidBase64(data) {
	if (data === "") return true;
	if (/\s/.test(data)) return false;
	if (data.length % 4 !== 0) return false;
	try {
		atob(data);
		return true;
	} catch {
		return false;
	}
}
const base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
const $ZodBase64 = /*@__PURE__*/ $constructor("$ZodBase64", (inst, def) => {
	def.pattern ?? (def.pattern = base64Charset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
	if (!base64urlCharset.test(data)) return false;
	const base64 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
	return isValidBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
}
const $ZodBase64URL = /*@__PURE__*/ $constructor("$ZodBase64URL", (inst, def) => {
	def.pattern ?? (def.pattern = base64urlCharset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64URL(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64url",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodE164 = /*@__PURE__*/ $constructor("$ZodE164", (inst, def) => {
	def.pattern ?? (def.pattern = e164);
	$ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
	try {
		const tokensParts = token.split(".");
		if (tokensParts.length !== 3) return false;
		const [header] = tokensParts;
		if (!header) return false;
		const parsedHeader = JSON.parse(atob(header));
		if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT") return false;
		if (!parsedHeader.alg) return false;
		if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm)) return false;
		return true;
	} catch {
		return false;
	}
}
const $ZodJWT = /*@__PURE__*/ $constructor("$ZodJWT", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidJWT(payload.value, def.alg)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "jwt",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = number;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Number(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
		const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
		payload.issues.push({
			expected: "number",
			code: "invalid_type",
			input,
			inst,
			...received ? { received } : {}
		});
		return payload;
	};
});
const $ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
	$ZodCheckNumberFormat.init(inst, def);
	$ZodNumber.init(inst, def);
});
const $ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = boolean$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Boolean(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "boolean") return payload;
		payload.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodUnknown = /*@__PURE__*/ $constructor("$ZodUnknown", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload) => payload;
});
const $ZodNever = /*@__PURE__*/ $constructor("$ZodNever", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _ctx) => {
		payload.issues.push({
			expected: "never",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
const arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				expected: "array",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
		const proms = [];
		const abortEarly = ctx?.abortEarly;
		for (let i = 0; i < input.length; i++) {
			const item = input[i];
			const result = def.element._zod.run({
				value: item,
				issues: []
			}, ctx);
			if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
			else {
				handleArrayResult(result, payload, i);
				if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
			}
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
	capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
const $ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
	$ZodType.init(inst, def);
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	const sh = desc?.get ? desc.get.raw : def.shape ?? {};
	if (sh) {
		const get = () => {
			const newSh = { ...sh };
			Object.defineProperty(def, "shape", { value: newSh });
			get.raw = newSh;
			return newSh;
		};
		get.raw = sh;
		Object.defineProperty(def, "shape", { get });
	}
	const _normalized = cached(() => normalizeDef(def));
	defineLazyInternal(inst, "propValues", (zod) => {
		const shape = zod.def.shape;
		const propValues = {};
		for (const key in shape) {
			const field = shape[key]._zod;
			if (field.values) {
				if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
				for (const v of field.values) propValues[key].add(v);
				if (field.optin !== void 0) propValues[key].add(void 0);
			}
		}
		return propValues;
	});
	const isObject$1 = isObject;
	const catchall = def.catchall;
	let value;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$1(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
		const proms = [];
		const shape = value.shape;
		const abortEarly = ctx?.abortEarly;
		let seen = payload.issues.length;
		for (const key of value.allKeys) {
			if (abortEarly && payload.issues.length !== seen) {
				if (aborted(payload, seen)) break;
				seen = payload.issues.length;
			}
			if (key === "__proto__") continue;
			const el = shape[key];
			const optin = el._zod.optin;
			const optout = el._zod.optout;
			const r = el._zod.run({
				value: input[key],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
			else handlePropertyResult(r, payload, key, input, optin, optout);
		}
		if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
		return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
	};
});
const $ZodObjectJIT = /*@__PURE__*/ $constructor("$ZodObjectJIT", (inst, def) => {
	$ZodObject.init(inst, def);
	const superParse = inst._zod.parse;
	const _normalized = cached(() => normalizeDef(def));
	const memo = globalConfig.memoizer;
	const generateFastpass = (shape) => {
		const normalized = _normalized.value;
		const syms = normalized.symbolKeys;
		const doc = new Doc(["payload", "ctx"], {
			shape,
			inst,
			memo,
			syms
		});
		const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
		const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
		doc.write(`const input = payload.value;`);
		const ids = Object.create(null);
		let counter = 0;
		for (const key of normalized.allKeys) ids[key] = `key_${counter++}`;
		doc.write(memo ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
		for (const key of normalized.allKeys) {
			if (key === "__proto__") continue;
			const id = ids[key];
			const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
			const isPresent = `${k} in input`;
			const schema = shape[key];
			const optin = schema?._zod?.optin;
			const isOptionalIn = optin !== void 0;
			const isOptionalOut = schema?._zod?.optout === "optional";
			doc.write(`const ${id} = ${parseStr(k)};`);
			if (isOptionalIn && isOptionalOut) {
				const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
				doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
			} else if (!isOptionalIn) doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
			else {
				doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
				if (optin === "defaulted") doc.write(`newResult[${k}] = ${id}.value;`);
				else doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
			}
		}
		doc.write(`payload.value = newResult;`);
		doc.write(`return payload;`);
		return doc.compile();
	};
	let fastpass;
	const isObject$2 = isObject;
	const jit = !globalConfig.jitless;
	const fastEnabled = jit && allowsEval.value;
	const catchall = def.catchall;
	let value;
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$2(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
			if (!fastpass) fastpass = generateFastpass(def.shape);
			payload = fastpass(payload, ctx);
			if (!catchall) return payload;
			return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
		}
		return superParse(payload, ctx);
	};
});
function handleUnionResults(results, final, inst, ctx) {
	for (const result of results) if (result.issues.length === 0) {
		final.value = result.value;
		return final;
	}
	const nonaborted = results.filter((r) => !aborted(r));
	if (nonaborted.length === 1) {
		final.value = nonaborted[0].value;
		return nonaborted[0];
	}
	final.issues.push({
		code: "invalid_union",
		input: final.value,
		inst,
		errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
	});
	return final;
}
const $ZodUnion = /*@__PURE__*/ $constructor("$ZodUnion", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
	defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
	defineLazyInternal(inst, "values", (zod) => {
		if (zod.def.options.every((o) => o._zod.values)) return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		if (zod.def.options.every((o) => o._zod.pattern)) {
			const patterns = zod.def.options.map((o) => o._zod.pattern);
			return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
		}
	});
	const first = def.options.length === 1 ? def.options[0]._zod.run : null;
	inst._zod.parse = (payload, ctx) => {
		if (first) return first(payload, ctx);
		let async = false;
		const results = [];
		for (const option of def.options) {
			const result = option._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) {
				results.push(result);
				async = true;
			} else {
				if (result.issues.length === 0) return result;
				results.push(result);
			}
		}
		if (!async) return handleUnionResults(results, payload, inst, ctx);
		return Promise.all(results).then((results) => {
			return handleUnionResults(results, payload, inst, ctx);
		});
	};
});
const $ZodIntersection = /*@__PURE__*/ $constructor("$ZodIntersection", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		const left = def.left._zod.run({
			value: input,
			issues: []
		}, ctx);
		const right = def.right._zod.run({
			value: input,
			issues: []
		}, ctx);
		if (left instanceof Promise || right instanceof Promise) return Promise.all([left, right]).then(([left, right]) => {
			return handleIntersectionResults(payload, left, right);
		});
		return handleIntersectionResults(payload, left, right);
	};
});
function mergeValues(a, b) {
	if (a === b) return {
		valid: true,
		data: a
	};
	if (a instanceof Date && b instanceof Date && +a === +b) return {
		valid: true,
		data: a
	};
	if (isPlainObject(a) && isPlainObject(b)) {
		const bKeys = Object.keys(b);
		const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
		const newObj = {
			...a,
			...b
		};
		if (Object.prototype.hasOwnProperty.call(newObj, "__proto__")) delete newObj.__proto__;
		for (const key of sharedKeys) {
			if (key === "__proto__") continue;
			const sharedValue = mergeValues(a[key], b[key]);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
			};
			newObj[key] = sharedValue.data;
		}
		return {
			valid: true,
			data: newObj
		};
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) return {
			valid: false,
			mergeErrorPath: []
		};
		const newArray = [];
		for (let index = 0; index < a.length; index++) {
			const itemA = a[index];
			const itemB = b[index];
			const sharedValue = mergeValues(itemA, itemB);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
			};
			newArray.push(sharedValue.data);
		}
		return {
			valid: true,
			data: newArray
		};
	}
	return {
		valid: false,
		mergeErrorPath: []
	};
}
function handleIntersectionResults(result, left, right) {
	const unrecKeys = /* @__PURE__ */ new Map();
	let unrecIssue;
	const keyIssues = /* @__PURE__ */ new Map();
	const collect = (iss, side) => {
		let keys;
		if (iss.code === "unrecognized_keys" && !iss.path?.length) {
			unrecIssue ?? (unrecIssue = iss);
			keys = iss.keys;
		} else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
			const k = String(iss.path[0]);
			if (!keyIssues.has(k)) keyIssues.set(k, iss);
			keys = [k];
		} else return false;
		for (const k of keys) {
			if (!unrecKeys.has(k)) unrecKeys.set(k, {});
			unrecKeys.get(k)[side] = true;
		}
		return true;
	};
	for (const iss of left.issues) if (!collect(iss, "l")) result.issues.push(iss);
	for (const iss of right.issues) if (!collect(iss, "r")) result.issues.push(iss);
	const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
	if (bothKeys.length) {
		const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
		if (aggregated.length) result.issues.push({
			...unrecIssue,
			keys: aggregated
		});
		for (const k of bothKeys) if (!aggregated.includes(k) && keyIssues.has(k)) result.issues.push(keyIssues.get(k));
	}
	const merged = mergeValues(left.value, right.value);
	if (!merged.valid) {
		if (aborted(result)) return result;
		throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
	}
	result.value = merged.data;
	return result;
}
const $ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
	$ZodType.init(inst, def);
	const values = getEnumValues(def.entries);
	const valuesSet = new Set(values);
	inst._zod.values = valuesSet;
	defineLazyInternal(inst, "pattern", (zod) => {
		const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
		return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (valuesSet.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodLiteral = /*@__PURE__*/ $constructor("$ZodLiteral", (inst, def) => {
	$ZodType.init(inst, def);
	const values = new Set(def.values);
	inst._zod.values = values;
	defineLazyInternal(inst, "pattern", (zod) => {
		const vals = zod.def.values;
		return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (values.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values: def.values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodTransform = /*@__PURE__*/ $constructor("$ZodTransform", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "optional";
	globalConfig.memoizer?.guard(inst);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		const _out = def.transform(payload.value, payload);
		if (ctx.async) return (_out instanceof Promise ? _out : Promise.resolve(_out)).then((output) => {
			payload.value = output;
			return payload;
		});
		if (_out instanceof Promise) throw new $ZodAsyncError();
		payload.value = _out;
		return payload;
	};
});
function handleOptionalResult(payload, result) {
	payload.value = result.issues.length ? void 0 : result.value;
	return payload;
}
const $ZodOptional = /*@__PURE__*/ $constructor("$ZodOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	inst._zod.optout = "optional";
	defineLazyInternal(inst, "values", (zod) => {
		const values = zod.def.innerType._zod.values;
		return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === void 0) {
			if (def.innerType._zod.optin !== "defaulted") return payload;
			const result = def.innerType._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) return result.then((result) => handleOptionalResult(payload, result));
			return handleOptionalResult(payload, result);
		}
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodExactOptional = /*@__PURE__*/ $constructor("$ZodExactOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
	inst._zod.parse = (payload, ctx) => {
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
	});
	defineLazyInternal(inst, "values", (zod) => {
		return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === null) return payload;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodDefault = /*@__PURE__*/ $constructor("$ZodDefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) {
			payload.value = def.defaultValue;
			/**
			* $ZodDefault returns the default value immediately in forward direction.
			* It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
			return payload;
		}
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleDefaultResult(result, def));
		return handleDefaultResult(result, def);
	};
});
function handleDefaultResult(payload, def) {
	if (payload.value === void 0) payload.value = def.defaultValue;
	return payload;
}
const $ZodPrefault = /*@__PURE__*/ $constructor("$ZodPrefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) payload.value = def.defaultValue;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNonOptional = /*@__PURE__*/ $constructor("$ZodNonOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => {
		const v = zod.def.innerType._zod.values;
		return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleNonOptionalResult(result, inst));
		return handleNonOptionalResult(result, inst);
	};
});
function handleNonOptionalResult(payload, inst) {
	if (!payload.issues.length && payload.value === void 0) payload.issues.push({
		code: "invalid_type",
		expected: "nonoptional",
		input: payload.value,
		inst
	});
	return payload;
}
function handleCatchResult(payload, result, def, ctx) {
	if (!result.issues.length) {
		payload.value = result.value;
		if (result.memo) payload.memo = true;
		return payload;
	}
	payload.value = def.catchValue({
		...result,
		value: payload.value,
		error: { issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config())) },
		input: payload.value
	});
	return payload;
}
const $ZodCatch = /*@__PURE__*/ $constructor("$ZodCatch", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run({
			value: payload.value,
			issues: []
		}, ctx);
		if (result instanceof Promise) return result.then((result) => handleCatchResult(payload, result, def, ctx));
		return handleCatchResult(payload, result, def, ctx);
	};
});
const $ZodPipe = /*@__PURE__*/ $constructor("$ZodPipe", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") {
			const right = def.out._zod.run(payload, ctx);
			if (right instanceof Promise) return right.then((right) => handlePipeResult(right, def.in, ctx));
			return handlePipeResult(right, def.in, ctx);
		}
		const left = def.in._zod.run(payload, ctx);
		if (left instanceof Promise) return left.then((left) => handlePipeResult(left, def.out, ctx));
		return handlePipeResult(left, def.out, ctx);
	};
});
function handlePipeResult(left, next, ctx) {
	if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
		left.aborted = true;
		return left;
	}
	return next._zod.run({
		value: left.value,
		issues: left.issues
	}, ctx);
}
const $ZodReadonly = /*@__PURE__*/ $constructor("$ZodReadonly", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then(handleReadonlyResult);
		return handleReadonlyResult(result);
	};
});
function handleReadonlyResult(payload) {
	if (!payload.memo) payload.value = Object.freeze(payload.value);
	return payload;
}
const $ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
	$ZodCheck.init(inst, def);
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _) => {
		return payload;
	};
	inst._zod.check = (payload) => {
		const input = payload.value;
		const r = def.fn(input);
		if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
		handleRefineResult(r, payload, input, inst);
	};
});
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}
// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
	constructor() {
		super(`Cannot parse a reference cycle that closes through a transform`);
		this.name = "ZodCyclicError";
	}
};
/** Keyed off the context object every schema in one parse call already shares. */
const STATE = "~memo";
const NO_ISSUES = [];
function isRef(value) {
	return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
	return issues.map((iss) => iss.path ? {
		...iss,
		path: iss.path.slice()
	} : { ...iss });
}
const recursive = /*@__PURE__*/ new WeakMap();
/** What the walk established, in order of certainty: ordered so the strongest answer among children wins. */
const NONE = 0;
const ASSUMED = 1;
const PROVEN = 2;
/** Whether this schema's subtree contains a cycle, so one parse can re-enter it. */
function isRecursive(inst, stack, resolve) {
	const cached = recursive.get(inst);
	if (cached !== void 0) return cached ? PROVEN : NONE;
	if (stack.has(inst)) return PROVEN;
	stack.add(inst);
	let result = NONE;
	const check = (child) => {
		if (result !== PROVEN && child?._zod) {
			const answer = isRecursive(child, stack, resolve);
			if (answer > result) result = answer;
		}
	};
	const shape = (sh, spread) => {
		let answer = NONE;
		for (const key of Reflect.ownKeys(sh)) {
			const desc = Object.getOwnPropertyDescriptor(sh, key);
			if (spread && !desc.enumerable) continue;
			const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
			if (child > answer) answer = child;
		}
		return answer;
	};
	const merge = (answer) => {
		if (answer > result) result = answer;
	};
	const def = inst._zod.def;
	switch (def.type) {
		case "object": {
			const raw = rawShape(def);
			merge(raw ? shape(raw, true) : ASSUMED);
			check(def.catchall);
			break;
		}
		case "array":
			check(def.element);
			break;
		case "tuple":
			for (const el of def.items) check(el);
			check(def.rest);
			break;
		case "record":
		case "map":
			check(def.keyType);
			check(def.valueType);
			break;
		case "set":
			check(def.valueType);
			break;
		case "union":
			for (const el of def.options) check(el);
			break;
		case "intersection":
			check(def.left);
			check(def.right);
			break;
		case "optional":
		case "nullable":
		case "default":
		case "prefault":
		case "catch":
		case "readonly":
		case "nonoptional":
		case "promise":
		case "success":
			check(def.innerType);
			break;
		case "pipe":
			check(def.in);
			check(def.out);
			break;
		case "function":
			check(def.input);
			check(def.output);
			break;
		case "lazy": {
			const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
			merge(inner ? isRecursive(inner, stack, false) : ASSUMED);
			break;
		}
		case "template_literal":
		case "string":
		case "number":
		case "int":
		case "boolean":
		case "bigint":
		case "symbol":
		case "undefined":
		case "null":
		case "void":
		case "never":
		case "any":
		case "unknown":
		case "date":
		case "nan":
		case "enum":
		case "literal":
		case "file":
		case "transform":
		case "custom": break;
		default: for (const key in def) {
			const desc = Object.getOwnPropertyDescriptor(def, key);
			if (!desc || desc.get) continue;
			const value = desc.value;
			if (!value || typeof value !== "object") continue;
			if (value._zod) check(value);
			else if (Array.isArray(value)) for (const el of value) check(el);
		}
	}
	stack.delete(inst);
	return settle(inst, result);
}
/** An assumed answer must not outlive the resolution that settles it, so only a certain one is cached. */
function settle(inst, answer) {
	if (answer !== ASSUMED) recursive.set(inst, answer === PROVEN);
	return answer;
}
function bucketFor(state, inst) {
	let bucket = state.buckets.get(inst);
	if (!bucket) {
		bucket = /* @__PURE__ */ new WeakMap();
		state.buckets.set(inst, bucket);
	}
	return bucket;
}
let handoff;
const open = [];
const memo = {
	alloc(_inst, payload, empty) {
		const bucket = handoff;
		if (!bucket) return empty;
		handoff = void 0;
		const entry = {
			value: empty,
			issues: null
		};
		bucket.set(payload.value, entry);
		open.push(entry);
		return empty;
	},
	guard(inst) {
		var _a;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value)) throw new $ZodCyclicError();
				return base(payload, ctx);
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	},
	attach(inst) {
		var _a;
		let isRecursiveInst;
		let rechecked = false;
		let lastCtx;
		let lastBucket;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (isRecursiveInst === void 0) {
					const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
					if (walked === NONE) {
						inst._zod.parse = base;
						if (inst._zod.run === wrapped) inst._zod.run = base;
						return base(payload, ctx);
					}
					if (walked === PROVEN || rechecked) isRecursiveInst = true;
					else rechecked = true;
				}
				const input = payload.value;
				if (!isRef(input)) return base(payload, ctx);
				let state = ctx[STATE];
				if (!state) {
					state = {
						buckets: /* @__PURE__ */ new WeakMap(),
						backEdges: void 0
					};
					ctx[STATE] = state;
				}
				let bucket;
				if (lastCtx === ctx) bucket = lastBucket;
				else {
					bucket = bucketFor(state, inst);
					lastCtx = ctx;
					lastBucket = bucket;
				}
				const hit = bucket.get(input);
				if (hit) {
					payload.value = hit.value;
					if (hit.issues) {
						if (hit.issues.length) payload.issues.push(...cloneIssues(hit.issues));
					} else {
						payload.memo = true;
						state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
						state.backEdges.add(hit.value);
					}
					return payload;
				}
				handoff = bucket;
				const depth = open.length;
				const result = base(payload, ctx);
				handoff = void 0;
				const entry = open.length > depth ? open.pop() : void 0;
				if (result instanceof Promise) return result.then((r) => {
					if (entry) entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
					return r;
				});
				if (entry) entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
				return result;
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	}
};
/** The memoizer that gives containers cycle support. `zod` installs it by default; `zod/mini` opts in with `config({ memoizer: memoizer() })`. */
function memoizer() {
	return memo;
}
/** Whether this value is a node a back-edge resolved to before it finished. */
function isBackEdge(ctx, value) {
	const backEdges = ctx[STATE]?.backEdges;
	return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}
// node_modules/zod/v4/locales/en.js
const error = () => {
	const Sizable = {
		string: {
			unit: "characters",
			verb: "to have"
		},
		file: {
			unit: "bytes",
			verb: "to have"
		},
		array: {
			unit: "items",
			verb: "to have"
		},
		set: {
			unit: "items",
			verb: "to have"
		},
		map: {
			unit: "entries",
			verb: "to have"
		}
	};
	function getSizing(origin) {
		return Sizable[origin] ?? null;
	}
	const FormatDictionary = {
		regex: "input",
		email: "email address",
		url: "URL",
		emoji: "emoji",
		uuid: "UUID",
		uuidv4: "UUIDv4",
		uuidv6: "UUIDv6",
		nanoid: "nanoid",
		guid: "GUID",
		cuid: "cuid",
		cuid2: "cuid2",
		ulid: "ULID",
		xid: "XID",
		ksuid: "KSUID",
		datetime: "ISO datetime",
		date: "ISO date",
		time: "ISO time",
		duration: "ISO duration",
		ipv4: "IPv4 address",
		ipv6: "IPv6 address",
		mac: "MAC address",
		cidrv4: "IPv4 range",
		cidrv6: "IPv6 range",
		base64: "base64-encoded string",
		base64url: "base64url-encoded string",
		json_string: "JSON string",
		e164: "E.164 number",
		currency_code: "currency code",
		credit_card: "credit card number",
		iban: "IBAN",
		jwt: "JWT",
		template_literal: "input"
	};
	const TypeDictionary = { nan: "NaN" };
	function getTypeName(type, input) {
		if (type === "number" && typeof input === "number" && !Number.isFinite(input)) return String(input);
		return TypeDictionary[type] ?? type;
	}
	return (issue) => {
		switch (issue.code) {
			case "invalid_type": return `Invalid input: expected ${getTypeName(issue.expected)}, received ${getTypeName(parsedType(issue.input), issue.input)}`;
			case "invalid_value":
				if (issue.values.length === 1) return `Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;
				return `Invalid option: expected one of ${joinValues(issue.values, "|")}`;
			case "too_big": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
				return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
			}
			case "too_small": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
				return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
			}
			case "invalid_format": {
				const _issue = issue;
				if (_issue.format === "starts_with") return `Invalid string: must start with "${_issue.prefix}"`;
				if (_issue.format === "ends_with") return `Invalid string: must end with "${_issue.suffix}"`;
				if (_issue.format === "includes") return `Invalid string: must include "${_issue.includes}"`;
				if (_issue.format === "regex") return `Invalid string: must match pattern ${_issue.pattern}`;
				return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
			}
			case "not_multiple_of": return `Invalid number: must be a multiple of ${issue.divisor}`;
			case "unrecognized_keys": return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${joinValues(issue.keys, ", ")}`;
			case "invalid_key": return `Invalid key in ${issue.origin}`;
			case "invalid_union":
				if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) return `Invalid discriminator value. Expected ${issue.options.map((o) => `'${o}'`).join(" | ")}`;
				if (issue.inclusive === false) return "Invalid input: more than one option matched";
				return "Invalid input";
			case "invalid_element": return `Invalid value in ${issue.origin}`;
			default: return `Invalid input`;
		}
	};
};
function en_default() {
	return { localeError: error() };
}
// node_modules/zod/v4/core/registries.js
var _a;
var $ZodRegistry = class {
	constructor() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
	}
	add(schema, ..._meta) {
		const meta = _meta[0];
		this._map.set(schema, meta);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
		return this;
	}
	clear() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
		return this;
	}
	remove(schema) {
		const meta = this._map.get(schema);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
		this._map.delete(schema);
		return this;
	}
	get(schema) {
		const p = schema._zod.parent;
		if (p) {
			const pm = { ...this.get(p) ?? {} };
			delete pm.id;
			const f = {
				...pm,
				...this._map.get(schema)
			};
			return Object.keys(f).length ? f : void 0;
		}
		return this._map.get(schema);
	}
	has(schema) {
		return this._map.has(schema);
	}
};
function registry() {
	return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;
// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _email(Class, params) {
	return new Class({
		type: "string",
		format: "email",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _guid(Class, params) {
	return new Class({
		type: "string",
		format: "guid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v4",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v6",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v7",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
	return new Class({
		type: "string",
		format: "url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _emoji(Class, params) {
	return new Class({
		type: "string",
		format: "emoji",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class, params) {
	return new Class({
		type: "string",
		format: "nanoid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link _cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
// @__NO_SIDE_EFFECTS__
function _cuid(Class, params) {
	return new Class({
		type: "string",
		format: "cuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class, params) {
	return new Class({
		type: "string",
		format: "cuid2",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class, params) {
	return new Class({
		type: "string",
		format: "ulid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _xid(Class, params) {
	return new Class({
		type: "string",
		format: "xid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class, params) {
	return new Class({
		type: "string",
		format: "ksuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class, params) {
	return new Class({
		type: "string",
		format: "ipv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class, params) {
	return new Class({
		type: "string",
		format: "ipv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64(Class, params) {
	return new Class({
		type: "string",
		format: "base64",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class, params) {
	return new Class({
		type: "string",
		format: "base64url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _e164(Class, params) {
	return new Class({
		type: "string",
		format: "e164",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class, params) {
	return new Class({
		type: "string",
		format: "jwt",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
	return new Class({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: false,
		local: false,
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
	return new Class({
		type: "string",
		format: "date",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
	return new Class({
		type: "string",
		format: "time",
		check: "string_format",
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
	return new Class({
		type: "string",
		format: "duration",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
	return new Class({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
	return new Class({
		type: "never",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
	return new $ZodCheckMultipleOf({
		check: "multiple_of",
		...normalizeParams(params),
		value
	});
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
	return new $ZodCheckLengthEquals({
		check: "length_equals",
		...normalizeParams(params),
		length
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
	return new $ZodCheckLowerCase({
		check: "string_format",
		format: "lowercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
	return new $ZodCheckUpperCase({
		check: "string_format",
		format: "uppercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
	return new $ZodCheckIncludes({
		check: "string_format",
		format: "includes",
		...normalizeParams(params),
		includes
	});
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
	return new $ZodCheckStartsWith({
		check: "string_format",
		format: "starts_with",
		...normalizeParams(params),
		prefix
	});
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
	return new $ZodCheckEndsWith({
		check: "string_format",
		format: "ends_with",
		...normalizeParams(params),
		suffix
	});
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
	return new $ZodCheckOverwrite({
		check: "overwrite",
		tx
	});
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
	return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
	return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
	return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class, element, params) {
	return new Class({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _custom(Class, fn, _params) {
	const norm = normalizeParams(_params);
	norm.abort ?? (norm.abort = true);
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...norm
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
	const ch = /* @__PURE__ */ _check((payload) => {
		payload.addIssue = (issue$2) => {
			if (typeof issue$2 === "string") payload.issues.push(issue(issue$2, payload.value, ch._zod.def));
			else {
				const _issue = issue$2;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = ch);
				_issue.continue ?? (_issue.continue = !ch._zod.def.abort);
				payload.issues.push(issue(_issue));
			}
		};
		return fn(payload.value, payload);
	}, params);
	return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
	const ch = new $ZodCheck({
		check: "custom",
		...normalizeParams(params)
	});
	ch._zod.check = fn;
	return ch;
}
// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
	for (const source of sources) for (const key of Reflect.ownKeys(source)) if (Object.prototype.propertyIsEnumerable.call(source, key)) assignProp(target, key, source[key]);
	return target;
}
function initializeContext(params) {
	let target = params?.target ?? "draft-2020-12";
	if (target === "draft-4") target = "draft-04";
	if (target === "draft-7") target = "draft-07";
	return {
		processors: params.processors ?? {},
		metadataRegistry: params?.metadata ?? globalRegistry,
		target,
		unrepresentable: params?.unrepresentable ?? "throw",
		override: params?.override ?? (() => {}),
		io: params?.io ?? "output",
		counter: 0,
		seen: /* @__PURE__ */ new Map(),
		sharedDefsExtractedFor: void 0,
		sharedEmitDoneFor: void 0,
		cycles: params?.cycles ?? "ref",
		reused: params?.reused ?? "inline",
		intersections: [],
		deferred: [],
		external: params?.external ?? void 0
	};
}
/**
* Applies the `unrepresentable` setting at a site that has no JSON Schema equivalent. Throws
* `message` unless the setting (or the handler's return value) says otherwise. Returns `true` if a
* custom JSON Schema was written into `json`, in which case the caller must not write its own.
*/
function handleUnrepresentable(schema, ctx, json, params, message) {
	const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({
		zodSchema: schema,
		path: params.path,
		message
	}) : ctx.unrepresentable;
	if (result === "any") return false;
	if (result === void 0 || result === "throw") throw new Error(message);
	Object.assign(json, result);
	return true;
}
function processSchema(schema, ctx, _params = {
	path: [],
	schemaPath: []
}) {
	var _a;
	const def = schema._zod.def;
	const seen = ctx.seen.get(schema);
	if (seen) {
		seen.count++;
		if (_params.schemaPath.includes(schema)) seen.cycle = _params.path;
		return seen.schema;
	}
	const result = {
		schema: {},
		count: 1,
		cycle: void 0,
		path: _params.path
	};
	ctx.seen.set(schema, result);
	ctx.sharedDefsExtractedFor = void 0;
	ctx.sharedEmitDoneFor = void 0;
	const overrideSchema = schema._zod.toJSONSchema?.();
	if (overrideSchema) result.schema = overrideSchema;
	else {
		const params = {
			..._params,
			schemaPath: [..._params.schemaPath, schema],
			path: _params.path
		};
		if (schema._zod.processJSONSchema) schema._zod.processJSONSchema(ctx, result.schema, params);
		else {
			const _json = result.schema;
			const processor = ctx.processors[def.type];
			if (!processor) throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
			processor(schema, ctx, _json, params);
		}
		const parent = schema._zod.parent;
		if (parent) {
			if (!result.ref) result.ref = parent;
			processSchema(parent, ctx, params);
			ctx.seen.get(parent).isParent = true;
		}
	}
	const meta = ctx.metadataRegistry.get(schema);
	if (meta) assignProps(result.schema, meta);
	if (ctx.io === "input" && isTransforming(schema)) {
		delete result.schema.examples;
		delete result.schema.default;
	}
	if (ctx.io === "input" && "_prefault" in result.schema) (_a = result.schema).default ?? (_a.default = result.schema._prefault);
	delete result.schema._prefault;
	return ctx.seen.get(schema).schema;
}
function encodeJSONPointerSegment(segment) {
	return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external) return;
	const idToSchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.entries()) {
		const id = ctx.metadataRegistry.get(entry[0])?.id;
		if (id) {
			const existing = idToSchema.get(id);
			if (existing && existing !== entry[0]) throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
			idToSchema.set(id, entry[0]);
		}
	}
	const makeURI = (entry) => {
		const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
		if (ctx.external) {
			const externalId = ctx.external.registry.get(entry[0])?.id;
			const uriGenerator = ctx.external.uri ?? ((id) => id);
			if (externalId) return { ref: uriGenerator(externalId) };
			const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
			entry[1].defId = id;
			return {
				defId: id,
				ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}`
			};
		}
		const uriPrefix = `#`;
		const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
		if (entry[1] === root && !entry[1].schema.id) return { ref: uriPrefix };
		const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
		return {
			defId,
			ref: defUriPrefix + encodeJSONPointerSegment(defId)
		};
	};
	const extractToDef = (entry) => {
		if (entry[1].schema.$ref) return;
		const seen = entry[1];
		const { ref, defId } = makeURI(entry);
		seen.def = { ...seen.schema };
		if (defId) seen.defId = defId;
		const schema = seen.schema;
		for (const key in schema) delete schema[key];
		schema.$ref = ref;
	};
	if (ctx.cycles === "throw") for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.cycle) throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
	}
	for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (schema === entry[0]) {
			extractToDef(entry);
			continue;
		}
		if (ctx.external) {
			const ext = ctx.external.registry.get(entry[0])?.id;
			if (schema !== entry[0] && ext) {
				extractToDef(entry);
				continue;
			}
		}
		if (ctx.metadataRegistry.get(entry[0])?.id) {
			extractToDef(entry);
			continue;
		}
		if (seen.cycle) {
			extractToDef(entry);
			continue;
		}
		if (seen.count > 1) {
			if (ctx.reused === "ref") extractToDef(entry);
		}
	}
	if (ctx.external) ctx.sharedDefsExtractedFor = ctx.external;
}
/** Rewrites `anyOf: [{type: "a"}, {type: "b"}]` to `type: ["a", "b"]`, which every JSON Schema draft treats as equivalent and most consumers render far better for the nullable case. Only branches that are a bare type assertion qualify — anything carrying a constraint, `$ref`, `const` or metadata is left alone. Runs after `flattenRef`, so a branch an override decorated or `$defs` extraction turned into a `$ref` is no longer bare and correctly stays in `anyOf`. `oneOf` is excluded: `integer` and `number` overlap, so "exactly one" and "at least one" are not the same there. OpenAPI 3.0 is excluded: its `type` must be a single string. */
function compactTypeUnion(schema) {
	const options = schema.anyOf;
	if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0) return;
	const types = [];
	for (const option of options) {
		if (!option || typeof option !== "object") return;
		compactTypeUnion(option);
		const keys = Object.keys(option);
		if (keys.length !== 1 || keys[0] !== "type") return;
		const type = option.type;
		for (const member of Array.isArray(type) ? type : [type]) {
			if (typeof member !== "string") return;
			if (!types.includes(member)) types.push(member);
		}
	}
	delete schema.anyOf;
	schema.type = types.length === 1 ? types[0] : types;
}
/** Keywords `foldIntersection` knows how to combine. Anything else — `$ref`, `patternProperties`,
* an annotation like `description` — makes a member unfoldable, so a constraint this does not
* understand leaves the `allOf` alone instead of being silently dropped or misattributed. */
const FOLDABLE_KEYS = /* @__PURE__ */ new Set([
	"type",
	"properties",
	"required",
	"additionalProperties"
]);
const UNION_KEYS = ["oneOf", "anyOf"];
/** A member's constraint on a key it does not declare itself. A `catchall` states one; `false`, an absent `additionalProperties`, and the empty schema a loose object emits state nothing. */
function undeclaredConstraint(member) {
	const extra = member.additionalProperties;
	if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null) return null;
	return Object.keys(extra).length ? extra : null;
}
/** Combines object members into the single object they describe together, or returns `null` if any of them carries a keyword outside {@link FOLDABLE_KEYS}. */
function foldObjects(members) {
	const objects = [];
	for (const member of members) {
		if (typeof member !== "object" || member.type !== "object") return null;
		for (const key in member) if (!FOLDABLE_KEYS.has(key)) return null;
		objects.push(member);
	}
	const properties = {};
	const required = /* @__PURE__ */ new Set();
	for (const object of objects) {
		for (const key in object.properties) {
			if (Object.prototype.hasOwnProperty.call(properties, key)) continue;
			const parts = [];
			for (const other of objects) {
				const part = other.properties?.[key] ?? undeclaredConstraint(other);
				if (part === null || part === void 0) continue;
				if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part))) parts.push(part);
			}
			assignProp(properties, key, parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts });
		}
		for (const key of object.required ?? []) required.add(key);
	}
	const folded = {
		type: "object",
		properties
	};
	if (required.size) folded.required = [...required];
	if (objects.every((object) => object.additionalProperties === false)) folded.additionalProperties = false;
	else {
		const constraints = [];
		for (const object of objects) {
			const constraint = undeclaredConstraint(object);
			if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint))) constraints.push(constraint);
		}
		if (constraints.length === 1) folded.additionalProperties = constraints[0];
		else if (constraints.length > 1) folded.additionalProperties = { allOf: constraints };
	}
	return folded;
}
/** `additionalProperties` in an `allOf` member sees only that member's own `properties`, so two
* closed object members reject each other's keys and the schema validates nothing. Zod's parser
* pools the key sets instead — `handleIntersectionResults` reports a key as unrecognized only when
* *every* side rejects it — so the emitted schema has to pool them too, and folding the members
* into one object is the encoding that says so on every target.
*
* This runs from `finalize`, after `extractDefs`, which is what keeps it clear of the `$ref`
* machinery: a member extracted into `$defs` is already a `$ref` by now and declines to fold, so it
* keeps its reference and its own closedness rather than being inlined as a stale copy. */
function foldIntersection(json) {
	const allOf = json.allOf;
	if (!Array.isArray(allOf) || allOf.length < 2) return;
	for (const key of FOLDABLE_KEYS) if (key in json) return;
	const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
	let folded = null;
	if (!unions.length) folded = foldObjects(allOf);
	else {
		const union = unions[0];
		const keyword = UNION_KEYS.find((k) => Array.isArray(union[k]));
		if (Object.keys(union).length !== 1) return;
		const rest = allOf.filter((m) => m !== union);
		const branches = union[keyword].map((branch) => foldObjects([...rest, branch]));
		if (branches.some((b) => !b)) return;
		folded = { [keyword]: branches };
	}
	if (!folded) return;
	delete json.allOf;
	assignProps(json, folded);
}
function finalize(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	const flattenRef = (zodSchema) => {
		const seen = ctx.seen.get(zodSchema);
		if (seen.ref === null) return;
		const schema = seen.def ?? seen.schema;
		const _cached = { ...schema };
		const ref = seen.ref;
		seen.ref = null;
		if (ref) {
			flattenRef(ref);
			const refSeen = ctx.seen.get(ref);
			const refSchema = refSeen.schema;
			if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
				schema.allOf = schema.allOf ?? [];
				schema.allOf.push(refSchema);
			} else assignProps(schema, refSchema);
			assignProps(schema, _cached);
			if (zodSchema._zod.parent === ref) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (!(key in _cached)) delete schema[key];
			}
			if (refSchema.$ref && refSeen.def) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (key in refSeen.def && JSON.stringify(schema[key]) === JSON.stringify(refSeen.def[key])) delete schema[key];
			}
		}
		const parent = zodSchema._zod.parent;
		if (parent && parent !== ref) {
			flattenRef(parent);
			const parentSeen = ctx.seen.get(parent);
			if (parentSeen?.schema.$ref) {
				schema.$ref = parentSeen.schema.$ref;
				if (parentSeen.def) for (const key in schema) {
					if (key === "$ref" || key === "allOf") continue;
					if (key in parentSeen.def && JSON.stringify(schema[key]) === JSON.stringify(parentSeen.def[key])) delete schema[key];
				}
			}
		}
		ctx.override({
			zodSchema,
			jsonSchema: schema,
			path: seen.path ?? []
		});
	};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
		for (const entry of [...ctx.seen.entries()].reverse()) flattenRef(entry[0]);
		if (ctx.target !== "openapi-3.0") for (const entry of ctx.seen.entries()) compactTypeUnion(entry[1].def ?? entry[1].schema);
		for (const rewrite of ctx.deferred) rewrite();
		if (ctx.intersections.length) {
			const carriers = /* @__PURE__ */ new Map();
			for (const seen of ctx.seen.values()) for (const json of [seen.schema, seen.def]) {
				const allOf = json?.allOf;
				if (!Array.isArray(allOf)) continue;
				const existing = carriers.get(allOf);
				if (existing) existing.push(json);
				else carriers.set(allOf, [json]);
			}
			for (const allOf of ctx.intersections) for (const json of carriers.get(allOf) ?? []) foldIntersection(json);
		}
	}
	const result = {};
	if (ctx.target === "draft-2020-12") result.$schema = "https://json-schema.org/draft/2020-12/schema";
	else if (ctx.target === "draft-07") result.$schema = "http://json-schema.org/draft-07/schema#";
	else if (ctx.target === "draft-04") result.$schema = "http://json-schema.org/draft-04/schema#";
	else if (ctx.target === "openapi-3.0") {}
	if (ctx.external?.uri) {
		const id = ctx.external.registry.get(schema)?.id;
		if (!id) throw new Error("Schema is missing an `id` property");
		result.$id = ctx.external.uri(id);
	}
	assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
	const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
	if (rootMetaId !== void 0 && result.id === rootMetaId) delete result.id;
	const defs = ctx.external?.defs ?? {};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.def && seen.defId) {
			if (seen.def.id === seen.defId) delete seen.def.id;
			assignProp(defs, seen.defId, seen.def);
		}
	}
	if (ctx.external) ctx.sharedEmitDoneFor = ctx.external;
	if (ctx.external) {} else if (Object.keys(defs).length > 0) {
		if (ctx.target === "draft-2020-12") result.$defs = defs;
		else result.definitions = defs;
	}
	try {
		const finalized = JSON.parse(JSON.stringify(result));
		Object.defineProperty(finalized, "~standard", {
			value: {
				...schema["~standard"],
				jsonSchema: {
					input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
					output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
				}
			},
			enumerable: false,
			writable: false
		});
		return finalized;
	} catch (_err) {
		throw new Error("Error converting schema to JSON.");
	}
}
function isTransforming(_schema, _ctx) {
	const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
	if (ctx.seen.has(_schema)) return false;
	ctx.seen.add(_schema);
	const def = _schema._zod.def;
	if (def.type === "transform") return true;
	if (def.type === "array") return isTransforming(def.element, ctx);
	if (def.type === "set") return isTransforming(def.valueType, ctx);
	if (def.type === "lazy") return isTransforming(def.getter(), ctx);
	if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") return isTransforming(def.innerType, ctx);
	if (def.type === "intersection") return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
	if (def.type === "record" || def.type === "map") return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
	if (def.type === "pipe") {
		if (_schema._zod.traits.has("$ZodCodec")) return true;
		return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
	}
	if (def.type === "object") {
		for (const key in def.shape) if (isTransforming(def.shape[key], ctx)) return true;
		return false;
	}
	if (def.type === "union") {
		for (const option of def.options) if (isTransforming(option, ctx)) return true;
		return false;
	}
	if (def.type === "tuple") {
		for (const item of def.items) if (isTransforming(item, ctx)) return true;
		if (def.rest && isTransforming(def.rest, ctx)) return true;
		return false;
	}
	return false;
}
/**
* Creates a toJSONSchema method for a schema instance.
* This encapsulates the logic of initializing context, processing, extracting defs, and finalizing.
*/
const createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
	const ctx = initializeContext({
		...params,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};
const createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
	const { libraryOptions, target } = params ?? {};
	const ctx = initializeContext({
		...libraryOptions ?? {},
		target,
		io,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};
// node_modules/zod/v4/core/json-schema-processors.js
const narrowMin = (agg, key, value) => {
	if (agg[key] === void 0 || value > agg[key]) agg[key] = value;
};
const narrowMax = (agg, key, value) => {
	if (agg[key] === void 0 || value < agg[key]) agg[key] = value;
};
const narrowBoth = (agg, value) => {
	narrowMin(agg, "minimum", value);
	narrowMax(agg, "maximum", value);
};
const addDivisor = (agg, value) => {
	agg.multipleOf ?? (agg.multipleOf = []);
	if (!agg.multipleOf.includes(value)) agg.multipleOf.push(value);
};
const addPattern = (agg, pattern) => {
	agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
	agg.patterns.add(pattern);
};
const intersectMime = (agg, mime) => {
	agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
const setFormat = (agg, format) => {
	agg.format = format;
	if (format.includes("int")) agg.isInt = true;
};
const minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
const maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
const formatContributor = (ranges) => (agg, def) => {
	setFormat(agg, def.format);
	const [minimum, maximum] = ranges[def.format];
	narrowMin(agg, "minimum", minimum);
	narrowMax(agg, "maximum", maximum);
};
const contributors = {
	greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
	less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
	multiple_of: (agg, def) => addDivisor(agg, def.value),
	number_format: formatContributor(NUMBER_FORMAT_RANGES),
	bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
	min_length: minContributor,
	max_length: maxContributor,
	length_equals: (agg, def) => narrowBoth(agg, def.length),
	min_size: minContributor,
	max_size: maxContributor,
	size_equals: (agg, def) => narrowBoth(agg, def.size),
	string_format: (agg, def) => {
		setFormat(agg, def.format);
		if (def.pattern) addPattern(agg, def.pattern);
		if (def.format === "base64" || def.format === "base64url") agg.contentEncoding = def.format;
		if (def.local || def.precision === -1) agg.laxFormat = true;
	},
	mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
	const agg = {};
	const def = schema._zod.def;
	const list = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
	for (const ch of list) contributors[ch._zod.def.check]?.(agg, ch._zod.def);
	const bag = schema._zod.bag;
	if (bag.minimum !== void 0) narrowMin(agg, "minimum", bag.minimum);
	if (bag.exclusiveMinimum !== void 0) narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
	if (bag.maximum !== void 0) narrowMax(agg, "maximum", bag.maximum);
	if (bag.exclusiveMaximum !== void 0) narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
	if (bag.multipleOf !== void 0) addDivisor(agg, bag.multipleOf);
	if (bag.format !== void 0) {
		agg.format ?? (agg.format = bag.format);
		if (bag.format.includes("int")) agg.isInt = true;
	}
	if (bag.mime) intersectMime(agg, bag.mime);
	for (const pattern of bag.patterns ?? []) addPattern(agg, pattern);
	return agg;
}
const formatMap = {
	guid: "uuid",
	url: "uri",
	datetime: "date-time",
	json_string: "json-string",
	regex: ""
};
const exactPatterns = /* @__PURE__ */ new Map([[base64Charset, base64], [base64urlCharset, base64url]]);
const exactPattern = (p) => exactPatterns.get(p) ?? p;
const stringProcessor = (schema, ctx, _json, _params) => {
	const json = _json;
	json.type = "string";
	const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minLength = minimum;
	if (typeof maximum === "number") json.maxLength = maximum;
	if (format) {
		json.format = formatMap[format] ?? format;
		if (json.format === "") delete json.format;
		if (format === "time" || laxFormat) delete json.format;
	}
	if (contentEncoding) json.contentEncoding = contentEncoding;
	if (patterns && patterns.size > 0) {
		const patternList = [...patterns].map(exactPattern);
		if (patternList.length === 1) json.pattern = patternList[0].source;
		else if (patternList.length > 1) json.allOf = [...patternList.map((regex) => ({
			...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
			pattern: regex.source
		}))];
	}
};
const numberProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
	json.type = isInt ? "integer" : "number";
	const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
	const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
	const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
	if (exMin) {
		if (legacy) {
			json.minimum = exclusiveMinimum;
			json.exclusiveMinimum = true;
		} else json.exclusiveMinimum = exclusiveMinimum;
	} else if (typeof minimum === "number") json.minimum = minimum;
	if (exMax) {
		if (legacy) {
			json.maximum = exclusiveMaximum;
			json.exclusiveMaximum = true;
		} else json.exclusiveMaximum = exclusiveMaximum;
	} else if (typeof maximum === "number") json.maximum = maximum;
	if (multipleOf) {
		const divisors = /* @__PURE__ */ new Set();
		for (const divisor of multipleOf) if (Number.isFinite(divisor) && divisor !== 0) divisors.add(Math.abs(divisor));
		else handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
		const [first, ...rest] = divisors;
		if (first !== void 0) json.multipleOf = first;
		if (rest.length) json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
	}
};
const booleanProcessor = (_schema, _ctx, json, _params) => {
	json.type = "boolean";
};
const neverProcessor = (_schema, _ctx, json, _params) => {
	json.not = {};
};
const enumProcessor = (schema, _ctx, json, _params) => {
	const def = schema._zod.def;
	const values = getEnumValues(def.entries);
	if (values.length === 0) {
		json.not = {};
		return;
	}
	if (values.every((v) => typeof v === "number")) json.type = "number";
	if (values.every((v) => typeof v === "string")) json.type = "string";
	json.enum = values;
};
const literalProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	if (def.values.length === 0) {
		json.not = {};
		return;
	}
	const vals = [];
	for (const val of def.values) if (val === void 0) {
		if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema")) return;
	} else if (typeof val === "bigint") {
		if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema")) return;
		vals.push(Number(val));
	} else vals.push(val);
	if (vals.length === 0) {} else if (vals.length === 1) {
		const val = vals[0];
		json.type = val === null ? "null" : typeof val;
		if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") json.enum = [val];
		else json.const = val;
	} else {
		if (vals.every((v) => typeof v === "number")) json.type = "number";
		if (vals.every((v) => typeof v === "string")) json.type = "string";
		if (vals.every((v) => typeof v === "boolean")) json.type = "boolean";
		if (vals.every((v) => v === null)) json.type = "null";
		json.enum = vals;
	}
};
const customProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
const transformProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
const arrayProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const { minimum, maximum } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minItems = minimum;
	if (typeof maximum === "number") json.maxItems = maximum;
	json.type = "array";
	json.items = processSchema(def.element, ctx, {
		...params,
		path: [...params.path, "items"]
	});
};
function inputOptin(schema) {
	const def = schema._zod.def;
	if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) return inputOptin(def.out);
	if (def.type === "catch") return inputOptin(def.innerType);
	return schema._zod.optin;
}
const objectProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const shape = def.shape;
	if (Object.getOwnPropertySymbols(shape).length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) return;
	json.type = "object";
	json.properties = {};
	for (const key in shape) assignProp(json.properties, key, processSchema(shape[key], ctx, {
		...params,
		path: [
			...params.path,
			"properties",
			key
		]
	}));
	const requiredKeys = [];
	for (const key of Object.keys(shape)) {
		const field = def.shape[key];
		if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) requiredKeys.push(key);
	}
	if (requiredKeys.length > 0) json.required = requiredKeys;
	if (def.catchall?._zod.def.type === "never") json.additionalProperties = false;
	else if (!def.catchall) {
		if (ctx.io === "output") json.additionalProperties = false;
	} else if (def.catchall) json.additionalProperties = processSchema(def.catchall, ctx, {
		...params,
		path: [...params.path, "additionalProperties"]
	});
};
const unionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const isExclusive = def.inclusive === false;
	const options = def.options.map((x, i) => processSchema(x, ctx, {
		...params,
		path: [
			...params.path,
			isExclusive ? "oneOf" : "anyOf",
			i
		]
	}));
	if (isExclusive) json.oneOf = options;
	else json.anyOf = options;
};
const intersectionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const a = processSchema(def.left, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			0
		]
	});
	const b = processSchema(def.right, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			1
		]
	});
	const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
	const allOf = [...isSimpleIntersection(a) ? a.allOf : [a], ...isSimpleIntersection(b) ? b.allOf : [b]];
	json.allOf = allOf;
	ctx.intersections.push(allOf);
};
const nullableProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const inner = processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	if (ctx.target === "openapi-3.0") {
		seen.ref = def.innerType;
		json.nullable = true;
	} else json.anyOf = [inner, { type: "null" }];
};
const nonoptionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};
/** Round-trips a default value through JSON so the emitted schema is guaranteed to be valid JSON.
* A BigInt has no reliable encoding, so it goes through `unrepresentable` like any other
* unrepresentable value. Returns a sentinel when the caller must not write a default of its own. */
const UNREPRESENTABLE_DEFAULT = Symbol();
function serializeDefaultValue(value, schema, ctx, json, params) {
	let unrepresentable = false;
	const serialized = JSON.stringify(value, (_, val) => {
		if (typeof val !== "bigint") return val;
		unrepresentable = true;
		return null;
	});
	if (!unrepresentable) return JSON.parse(serialized);
	handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
	return UNREPRESENTABLE_DEFAULT;
}
const defaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json.default = value;
};
const prefaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	if (ctx.io !== "input") return;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json._prefault = value;
};
const catchProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	let catchValue;
	try {
		catchValue = def.catchValue(void 0);
	} catch {
		handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
		return;
	}
	json.default = catchValue;
};
const pipeProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	const inIsTransform = def.in._zod.traits.has("$ZodTransform");
	const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
	processSchema(innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = innerType;
};
const readonlyProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	json.readOnly = true;
};
const optionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};
// node_modules/zod/v4/classic/errors.js
const _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
	Object.defineProperty(proto, key, {
		configurable: true,
		enumerable: false,
		get() {
			const value = make(this);
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
			return value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
		}
	});
}
const initializer = (inst, issues) => {
	$ZodError.init(inst, issues);
	inst.name = "ZodError";
	const proto = Object.getPrototypeOf(inst);
	if (_installedErrorProtos.has(proto)) return;
	_installedErrorProtos.add(proto);
	_lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
	_lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
	_lazyMethod(proto, "addIssue", (self) => (issue) => {
		self.issues.push(issue);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	_lazyMethod(proto, "addIssues", (self) => (issues) => {
		self.issues.push(...issues);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	Object.defineProperty(proto, "isEmpty", {
		configurable: true,
		enumerable: false,
		get() {
			return this.issues.length === 0;
		}
	});
};
const ZodRealError = /*@__PURE__*/ $constructor("ZodError", initializer, void 0, { Parent: Error });
// node_modules/zod/v4/classic/parse.js
const parse = /* @__PURE__ */ _parse(ZodRealError);
const parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
const safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
const safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
const encode = /* @__PURE__ */ _encode(ZodRealError);
const decode = /* @__PURE__ */ _decode(ZodRealError);
const encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
const decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
const safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
const safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
const safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
const safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);
// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
	if (!globalConfig.localeError) config(en_default());
}
function _ensureDefaultMemoizer() {
	if (!globalConfig.memoizer) config({ memoizer: memoizer() });
}
const ZodType = /*@__PURE__*/ $constructor("ZodType", (inst, def) => {
	_ensureDefaultLocale();
	$ZodType.init(inst, def);
	inst.def = def;
	inst.type = def.type;
	return inst;
}, {
	check(...chks) {
		const def = this.def;
		return this.clone(mergeDefs(def, { checks: [...def.checks ?? [], ...chks.map((ch) => typeof ch === "function" ? { _zod: {
			check: ch,
			def: { check: "custom" },
			onattach: []
		} } : ch)] }), { parent: true });
	},
	with(...chks) {
		return this.check(...chks);
	},
	clone(def, params) {
		return clone(this, def, params);
	},
	brand() {
		return this;
	},
	register(reg, meta) {
		reg.add(this, meta);
		return this;
	},
	refine(check, params) {
		return this.check(refine(check, params));
	},
	superRefine(refinement, params) {
		return this.check(superRefine(refinement, params));
	},
	overwrite(fn) {
		return this.check(/* @__PURE__ */ _overwrite(fn));
	},
	optional() {
		return optional(this);
	},
	exactOptional() {
		return exactOptional(this);
	},
	nullable() {
		return nullable(this);
	},
	nullish() {
		return optional(nullable(this));
	},
	nonoptional(params) {
		return nonoptional(this, params);
	},
	array() {
		return array(this);
	},
	or(arg) {
		return union([this, arg]);
	},
	and(arg) {
		return intersection(this, arg);
	},
	transform(tx) {
		return pipe(this, transform(tx));
	},
	default(d) {
		return _default(this, d);
	},
	prefault(d) {
		return prefault(this, d);
	},
	catch(params) {
		return _catch(this, params);
	},
	pipe(target) {
		return pipe(this, target);
	},
	readonly() {
		return readonly(this);
	},
	describe(description) {
		const cl = this.clone();
		globalRegistry.add(cl, { description });
		return cl;
	},
	meta(...args) {
		if (args.length === 0) return globalRegistry.get(this);
		const cl = this.clone();
		globalRegistry.add(cl, args[0]);
		return cl;
	},
	isOptional() {
		return this.safeParse(void 0).success;
	},
	isNullable() {
		return this.safeParse(null).success;
	},
	apply(fn, ...args) {
		return args.length === 0 ? fn(this) : fn(this, ...args);
	},
	get "~standard"() {
		return hide(this, "~standard", {
			...standardProps(this),
			jsonSchema: {
				input: createStandardJSONSchemaMethod(this, "input"),
				output: createStandardJSONSchemaMethod(this, "output")
			}
		});
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	},
	parse: function _parse(data, params) {
		return parse(this, data, params, { callee: _parse });
	},
	parseAsync: async function _parseAsync(data, params) {
		return await parseAsync(this, data, params, { callee: _parseAsync });
	},
	safeParse(data, params) {
		return safeParse(this, data, params);
	},
	async safeParseAsync(data, params) {
		return safeParseAsync(this, data, params);
	},
	get spa() {
		return this?.safeParseAsync;
	},
	set spa(value) {
		own(this, "spa", value);
	},
	validate(data, params) {
		return validate(this, data, params);
	},
	validateAsync(data, params) {
		return validateAsync$1(this, data, params);
	},
	encode: function _encode(data, params) {
		return encode(this, data, params, { callee: _encode });
	},
	decode: function _decode(data, params) {
		return decode(this, data, params, { callee: _decode });
	},
	encodeAsync: async function _encodeAsync(data, params) {
		return await encodeAsync(this, data, params, { callee: _encodeAsync });
	},
	decodeAsync: async function _decodeAsync(data, params) {
		return await decodeAsync(this, data, params, { callee: _decodeAsync });
	},
	safeEncode(data, params) {
		return safeEncode(this, data, params);
	},
	safeDecode(data, params) {
		return safeDecode(this, data, params);
	},
	async safeEncodeAsync(data, params) {
		return safeEncodeAsync(this, data, params);
	},
	async safeDecodeAsync(data, params) {
		return safeDecodeAsync(this, data, params);
	},
	toJSONSchema(params) {
		return createToJSONSchemaMethod(this, {})(params);
	},
	get description() {
		return globalRegistry.get(this)?.description;
	},
	get _def() {
		return this._zod.def;
	}
});
/** @internal */
const _ZodString = /*@__PURE__*/ $constructor("_ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
}, /*@__PURE__*/ derived({
	format: (inst) => aggregateChecks(inst).format ?? null,
	minLength: (inst) => aggregateChecks(inst).minimum ?? null,
	maxLength: (inst) => aggregateChecks(inst).maximum ?? null
}, {
	regex(...args) {
		return this.check(/* @__PURE__ */ _regex(...args));
	},
	includes(...args) {
		return this.check(/* @__PURE__ */ _includes(...args));
	},
	startsWith(...args) {
		return this.check(/* @__PURE__ */ _startsWith(...args));
	},
	endsWith(...args) {
		return this.check(/* @__PURE__ */ _endsWith(...args));
	},
	min(...args) {
		return this.check(/* @__PURE__ */ _minLength(...args));
	},
	max(...args) {
		return this.check(/* @__PURE__ */ _maxLength(...args));
	},
	length(...args) {
		return this.check(/* @__PURE__ */ _length(...args));
	},
	nonempty(...args) {
		return this.check(/* @__PURE__ */ _minLength(1, ...args));
	},
	lowercase(params) {
		return this.check(/* @__PURE__ */ _lowercase(params));
	},
	uppercase(params) {
		return this.check(/* @__PURE__ */ _uppercase(params));
	},
	trim() {
		return this.check(/* @__PURE__ */ _trim());
	},
	normalize(...args) {
		return this.check(/* @__PURE__ */ _normalize(...args));
	},
	toLowerCase() {
		return this.check(/* @__PURE__ */ _toLowerCase());
	},
	toUpperCase() {
		return this.check(/* @__PURE__ */ _toUpperCase());
	},
	slugify() {
		return this.check(/* @__PURE__ */ _slugify());
	}
}));
const ZodString = /*@__PURE__*/ $constructor("ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	_ZodString.init(inst, def);
}, {
	email(params) {
		return this.check(/* @__PURE__ */ _email(ZodEmail, params));
	},
	url(params) {
		return this.check(/* @__PURE__ */ _url(ZodURL, params));
	},
	jwt(params) {
		return this.check(/* @__PURE__ */ _jwt(ZodJWT, params));
	},
	emoji(params) {
		return this.check(/* @__PURE__ */ _emoji(ZodEmoji, params));
	},
	guid(params) {
		return this.check(/* @__PURE__ */ _guid(ZodGUID, params));
	},
	uuid(params) {
		return this.check(/* @__PURE__ */ _uuid(ZodUUID, params));
	},
	uuidv4(params) {
		return this.check(/* @__PURE__ */ _uuidv4(ZodUUID, params));
	},
	uuidv6(params) {
		return this.check(/* @__PURE__ */ _uuidv6(ZodUUID, params));
	},
	uuidv7(params) {
		return this.check(/* @__PURE__ */ _uuidv7(ZodUUID, params));
	},
	nanoid(params) {
		return this.check(/* @__PURE__ */ _nanoid(ZodNanoID, params));
	},
	cuid(params) {
		return this.check(/* @__PURE__ */ _cuid(ZodCUID, params));
	},
	cuid2(params) {
		return this.check(/* @__PURE__ */ _cuid2(ZodCUID2, params));
	},
	ulid(params) {
		return this.check(/* @__PURE__ */ _ulid(ZodULID, params));
	},
	base64(params) {
		return this.check(/* @__PURE__ */ _base64(ZodBase64, params));
	},
	base64url(params) {
		return this.check(/* @__PURE__ */ _base64url(ZodBase64URL, params));
	},
	xid(params) {
		return this.check(/* @__PURE__ */ _xid(ZodXID, params));
	},
	ksuid(params) {
		return this.check(/* @__PURE__ */ _ksuid(ZodKSUID, params));
	},
	ipv4(params) {
		return this.check(/* @__PURE__ */ _ipv4(ZodIPv4, params));
	},
	ipv6(params) {
		return this.check(/* @__PURE__ */ _ipv6(ZodIPv6, params));
	},
	cidrv4(params) {
		return this.check(/* @__PURE__ */ _cidrv4(ZodCIDRv4, params));
	},
	cidrv6(params) {
		return this.check(/* @__PURE__ */ _cidrv6(ZodCIDRv6, params));
	},
	e164(params) {
		return this.check(/* @__PURE__ */ _e164(ZodE164, params));
	},
	datetime(params) {
		return this.check(/* @__PURE__ */ _isoDateTime(ZodISODateTime, params));
	},
	date(params) {
		return this.check(/* @__PURE__ */ _isoDate(ZodISODate, params));
	},
	time(params) {
		return this.check(/* @__PURE__ */ _isoTime(ZodISOTime, params));
	},
	duration(params) {
		return this.check(/* @__PURE__ */ _isoDuration(ZodISODuration, params));
	}
});
function string(params) {
	return /* @__PURE__ */ _string(ZodString, params);
}
const ZodStringFormat = /*@__PURE__*/ $constructor("ZodStringFormat", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	_ZodString.init(inst, def);
});
const ZodISODateTime = /*@__PURE__*/ $constructor("ZodISODateTime", (inst, def) => {
	$ZodISODateTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODate = /*@__PURE__*/ $constructor("ZodISODate", (inst, def) => {
	$ZodISODate.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISOTime = /*@__PURE__*/ $constructor("ZodISOTime", (inst, def) => {
	$ZodISOTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODuration = /*@__PURE__*/ $constructor("ZodISODuration", (inst, def) => {
	$ZodISODuration.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodEmail = /*@__PURE__*/ $constructor("ZodEmail", (inst, def) => {
	$ZodEmail.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodGUID = /*@__PURE__*/ $constructor("ZodGUID", (inst, def) => {
	$ZodGUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodUUID = /*@__PURE__*/ $constructor("ZodUUID", (inst, def) => {
	$ZodUUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodURL = /*@__PURE__*/ $constructor("ZodURL", (inst, def) => {
	$ZodURL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodEmoji = /*@__PURE__*/ $constructor("ZodEmoji", (inst, def) => {
	$ZodEmoji.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNanoID = /*@__PURE__*/ $constructor("ZodNanoID", (inst, def) => {
	$ZodNanoID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const ZodCUID = /*@__PURE__*/ $constructor("ZodCUID", (inst, def) => {
	$ZodCUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCUID2 = /*@__PURE__*/ $constructor("ZodCUID2", (inst, def) => {
	$ZodCUID2.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodULID = /*@__PURE__*/ $constructor("ZodULID", (inst, def) => {
	$ZodULID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodXID = /*@__PURE__*/ $constructor("ZodXID", (inst, def) => {
	$ZodXID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodKSUID = /*@__PURE__*/ $constructor("ZodKSUID", (inst, def) => {
	$ZodKSUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv4 = /*@__PURE__*/ $constructor("ZodIPv4", (inst, def) => {
	$ZodIPv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv6 = /*@__PURE__*/ $constructor("ZodIPv6", (inst, def) => {
	$ZodIPv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv4 = /*@__PURE__*/ $constructor("ZodCIDRv4", (inst, def) => {
	$ZodCIDRv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv6 = /*@__PURE__*/ $constructor("ZodCIDRv6", (inst, def) => {
	$ZodCIDRv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodBase64 = /*@__PURE__*/ $constructor("ZodBase64", (inst, def) => {
	$ZodBase64.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodBase64URL = /*@__PURE__*/ $constructor("ZodBase64URL", (inst, def) => {
	$ZodBase64URL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodE164 = /*@__PURE__*/ $constructor("ZodE164", (inst, def) => {
	$ZodE164.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodJWT = /*@__PURE__*/ $constructor("ZodJWT", (inst, def) => {
	$ZodJWT.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNumber = /*@__PURE__*/ $constructor("ZodNumber", (inst, def) => {
	$ZodNumber.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
	inst.isFinite = true;
}, /*@__PURE__*/ derived({
	minValue: (inst) => {
		const { minimum, exclusiveMinimum } = aggregateChecks(inst);
		return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
	},
	maxValue: (inst) => {
		const { maximum, exclusiveMaximum } = aggregateChecks(inst);
		return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
	},
	isInt: (inst) => {
		const { isInt, multipleOf } = aggregateChecks(inst);
		return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
	},
	format: (inst) => aggregateChecks(inst).format ?? null
}, {
	gt(value, params) {
		return this.check(/* @__PURE__ */ _gt(value, params));
	},
	gte(value, params) {
		return this.check(/* @__PURE__ */ _gte(value, params));
	},
	min(value, params) {
		return this.check(/* @__PURE__ */ _gte(value, params));
	},
	lt(value, params) {
		return this.check(/* @__PURE__ */ _lt(value, params));
	},
	lte(value, params) {
		return this.check(/* @__PURE__ */ _lte(value, params));
	},
	max(value, params) {
		return this.check(/* @__PURE__ */ _lte(value, params));
	},
	int(params) {
		return this.check(int(params));
	},
	safe(params) {
		return this.check(int(params));
	},
	positive(params) {
		return this.check(/* @__PURE__ */ _gt(0, params));
	},
	nonnegative(params) {
		return this.check(/* @__PURE__ */ _gte(0, params));
	},
	negative(params) {
		return this.check(/* @__PURE__ */ _lt(0, params));
	},
	nonpositive(params) {
		return this.check(/* @__PURE__ */ _lte(0, params));
	},
	multipleOf(value, params) {
		return this.check(/* @__PURE__ */ _multipleOf(value, params));
	},
	step(value, params) {
		return this.check(/* @__PURE__ */ _multipleOf(value, params));
	},
	finite() {
		return this;
	}
}));
const ZodNumberFormat = /*@__PURE__*/ $constructor("ZodNumberFormat", (inst, def) => {
	$ZodNumberFormat.init(inst, def);
	ZodNumber.init(inst, def);
});
function int(params) {
	return /* @__PURE__ */ _int(ZodNumberFormat, params);
}
const ZodBoolean = /*@__PURE__*/ $constructor("ZodBoolean", (inst, def) => {
	$ZodBoolean.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean(params) {
	return /* @__PURE__ */ _boolean(ZodBoolean, params);
}
const ZodUnknown = /*@__PURE__*/ $constructor("ZodUnknown", (inst, def) => {
	$ZodUnknown.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => void 0;
});
function unknown() {
	return /* @__PURE__ */ _unknown(ZodUnknown);
}
const ZodNever = /*@__PURE__*/ $constructor("ZodNever", (inst, def) => {
	$ZodNever.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
	return /* @__PURE__ */ _never(ZodNever, params);
}
const ZodArray = /*@__PURE__*/ $constructor("ZodArray", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodArray.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
	inst.element = def.element;
}, {
	min(n, params) {
		return this.check(/* @__PURE__ */ _minLength(n, params));
	},
	nonempty(params) {
		return this.check(/* @__PURE__ */ _minLength(1, params));
	},
	max(n, params) {
		return this.check(/* @__PURE__ */ _maxLength(n, params));
	},
	length(n, params) {
		return this.check(/* @__PURE__ */ _length(n, params));
	},
	unwrap() {
		return this.element;
	}
});
function array(element, params) {
	return /* @__PURE__ */ _array(ZodArray, element, params);
}
const ZodObject = /*@__PURE__*/ $constructor("ZodObject", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodObjectJIT.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
	installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
	keyof() {
		return _enum(Object.keys(this._zod.def.shape));
	},
	catchall(catchall) {
		return this.clone(mergeDefs(this._zod.def, { catchall }));
	},
	passthrough() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	loose() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	strict() {
		return this.clone(mergeDefs(this._zod.def, { catchall: never() }));
	},
	strip() {
		return this.clone(mergeDefs(this._zod.def, { catchall: void 0 }));
	},
	extend(incoming) {
		return extend(this, incoming);
	},
	safeExtend(incoming) {
		return safeExtend(this, incoming);
	},
	merge(other) {
		return merge(this, other);
	},
	pick(mask) {
		return pick(this, mask);
	},
	omit(mask) {
		return omit(this, mask);
	},
	partial(...args) {
		return partial(ZodOptional, this, args[0]);
	},
	exactPartial(...args) {
		return partial(ZodExactOptional, this, args[0], "exactPartial");
	},
	required(...args) {
		return required(ZodNonOptional, this, args[0]);
	}
});
function strictObject(shape, params) {
	return new ZodObject({
		type: "object",
		shape,
		catchall: never(),
		...normalizeParams(params)
	});
}
const ZodUnion = /*@__PURE__*/ $constructor("ZodUnion", (inst, def) => {
	$ZodUnion.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
	inst.options = def.options;
});
function union(options, params) {
	return new ZodUnion({
		type: "union",
		options,
		...normalizeParams(params)
	});
}
const ZodIntersection = /*@__PURE__*/ $constructor("ZodIntersection", (inst, def) => {
	$ZodIntersection.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
	return new ZodIntersection({
		type: "intersection",
		left,
		right
	});
}
const ZodEnum = /*@__PURE__*/ $constructor("ZodEnum", (inst, def) => {
	$ZodEnum.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
	inst.enum = def.entries;
	inst.options = [...inst._zod.values];
	const keys = new Set(Object.keys(def.entries));
	inst.extract = (values, params) => {
		const newEntries = {};
		for (const value of values) if (keys.has(value)) newEntries[value] = def.entries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
	inst.exclude = (values, params) => {
		const newEntries = { ...def.entries };
		for (const value of values) if (keys.has(value)) delete newEntries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
});
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
const ZodLiteral = /*@__PURE__*/ $constructor("ZodLiteral", (inst, def) => {
	$ZodLiteral.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
	inst.values = new Set(def.values);
	Object.defineProperty(inst, "value", { get() {
		if (def.values.length > 1) throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
		return def.values[0];
	} });
});
function literal(value, params) {
	return new ZodLiteral({
		type: "literal",
		values: Array.isArray(value) ? value : [value],
		...normalizeParams(params)
	});
}
const ZodTransform = /*@__PURE__*/ $constructor("ZodTransform", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodTransform.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
	inst._zod.parse = (payload, _ctx) => {
		if (_ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		payload.addIssue = (issue$1) => {
			if (typeof issue$1 === "string") payload.issues.push(issue(issue$1, payload.value, def));
			else {
				const _issue = issue$1;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = inst);
				payload.issues.push(issue(_issue));
			}
		};
		const output = def.transform(payload.value, payload);
		if (output instanceof Promise) return output.then((output) => {
			payload.value = output;
			return payload;
		});
		payload.value = output;
		return payload;
	};
});
function transform(fn) {
	return new ZodTransform({
		type: "transform",
		transform: fn
	});
}
const ZodOptional = /*@__PURE__*/ $constructor("ZodOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
	return new ZodOptional({
		type: "optional",
		innerType
	});
}
const ZodExactOptional = /*@__PURE__*/ $constructor("ZodExactOptional", (inst, def) => {
	$ZodExactOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
	return new ZodExactOptional({
		type: "optional",
		innerType
	});
}
const ZodNullable = /*@__PURE__*/ $constructor("ZodNullable", (inst, def) => {
	$ZodNullable.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
	return new ZodNullable({
		type: "nullable",
		innerType
	});
}
const ZodDefault = /*@__PURE__*/ $constructor("ZodDefault", (inst, def) => {
	$ZodDefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
	return new ZodDefault({
		type: "default",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodPrefault = /*@__PURE__*/ $constructor("ZodPrefault", (inst, def) => {
	$ZodPrefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
	return new ZodPrefault({
		type: "prefault",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodNonOptional = /*@__PURE__*/ $constructor("ZodNonOptional", (inst, def) => {
	$ZodNonOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
	return new ZodNonOptional({
		type: "nonoptional",
		innerType,
		...normalizeParams(params)
	});
}
const ZodCatch = /*@__PURE__*/ $constructor("ZodCatch", (inst, def) => {
	$ZodCatch.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
	return new ZodCatch({
		type: "catch",
		innerType,
		catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
	});
}
const ZodPipe = /*@__PURE__*/ $constructor("ZodPipe", (inst, def) => {
	$ZodPipe.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
	inst.in = def.in;
	inst.out = def.out;
});
function pipe(in_, out) {
	return new ZodPipe({
		type: "pipe",
		in: in_,
		out
	});
}
const ZodReadonly = /*@__PURE__*/ $constructor("ZodReadonly", (inst, def) => {
	$ZodReadonly.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
	return new ZodReadonly({
		type: "readonly",
		innerType
	});
}
const ZodCustom = /*@__PURE__*/ $constructor("ZodCustom", (inst, def) => {
	$ZodCustom.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function custom(fn, _params) {
	return /* @__PURE__ */ _custom(ZodCustom, fn ?? (() => true), _params);
}
function refine(fn, _params = {}) {
	return /* @__PURE__ */ _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
	return /* @__PURE__ */ _superRefine(fn, params);
}
// src/model/runtime-policy.ts
const digestSchema = custom(isDigest, "is not a digest");
/** What a fact of the runtime policy was read from, so that a person can check it. */
const sourceSchema = string();
/** The largest user and group id engines take: larger ones have wrapped round to root (CVE-2024-40635). */
const maxId = 2 ** 31 - 1;
const idSchema = int().min(0).max(maxId);
strictObject({
	schemaVersion: literal(1),
	image: strictObject({
		name: string(),
		digest: digestSchema,
		platform: string()
	}),
	process: strictObject({
		entrypoint: array(string()).describe("argv of the image: Entrypoint and Cmd"),
		executable: string().nullable().describe("The file argv[0] resolves to inside the image; null when it is missing"),
		interpreter: string().nullable().describe("Of a script, the file its first line resolves to"),
		workingDirectory: string(),
		source: sourceSchema
	}),
	users: strictObject({
		uid: idSchema.nullable().describe("null: it cannot be told from the image’s passwd file"),
		gid: idSchema.nullable(),
		groups: array(idSchema).describe("Supplementary groups that the image’s group file gives the user"),
		root: boolean().describe("True for uid 0, and for a uid that cannot be told"),
		source: sourceSchema
	}),
	executables: array(strictObject({
		path: string(),
		sha256: string(),
		kind: string(),
		package: string().optional()
	})),
	network: strictObject({
		ports: array(strictObject({
			port: int(),
			protocol: _enum([
				"tcp",
				"udp",
				"sctp"
			])
		})),
		source: sourceSchema
	}),
	volumes: strictObject({
		paths: array(string()),
		source: sourceSchema
	}),
	files: strictObject({
		readOnlyRoot: boolean(),
		writable: array(strictObject({
			path: string(),
			mode: int().min(0).max(4095),
			uid: idSchema,
			gid: idSchema
		})).describe("Empty folders that get a temporary file system when the rest is read-only; volumes not repeated"),
		source: sourceSchema
	}),
	privileges: strictObject({
		noNewPrivileges: boolean(),
		capabilities: array(string().regex(/^[A-Z][A-Z_]{1,40}$/)).describe("Capabilities kept; all others are dropped"),
		maxProcesses: int().positive().describe("Processes and threads at the same time"),
		source: sourceSchema
	}),
	systemCalls: strictObject({
		profile: literal("engine-default").describe("Until calls are derived from the image itself"),
		interfaces: array(_enum([
			"x86_64",
			"x86",
			"aarch64",
			"arm"
		])).describe("That the image has programs for; empty when none is known for its platform"),
		source: sourceSchema
	})
});
// src/image/accounts.ts
const maxBytes$3 = 1048576;
const maxLines$1 = 2e4;
const userReader = wholeFileReader({
	name: "passwd",
	version: 1,
	maxBytes: maxBytes$3,
	wants: (path) => /(?:^|\/)etc\/passwd$/.test(path),
	parse: (bytes) => parsePasswd(bytes.toString("utf8"))
});
const groupReader = wholeFileReader({
	name: "group",
	version: 1,
	maxBytes: maxBytes$3,
	wants: (path) => /(?:^|\/)etc\/group$/.test(path),
	parse: (bytes) => parseGroups(bytes.toString("utf8"))
});
/** What must ride the walk for `accountsOf` to know the image's users. */
const accountReaders = [userReader, groupReader];
/** The users and groups that an engine would find in the image, links followed inside it. */
function accountsOf(view) {
	return {
		users: entriesAt(view, "etc/passwd", userReader),
		groups: entriesAt(view, "etc/group", groupReader)
	};
}
/**
* Reads passwd(5) as engines do (moby/sys `user`): blank lines are skipped, fields may be missing, the first line
* that matches wins.
*/
function parsePasswd(text) {
	return lines(text).map((line) => {
		const [name = "", , id, group] = line.split(":");
		return {
			name,
			id: parseId(id),
			group: parseId(group)
		};
	});
}
/** Reads group(5) as engines do; unlike in passwd(5), a line may be a comment. */
function parseGroups(text) {
	return lines(text).filter((line) => !line.startsWith("#")).map((line) => {
		const [name = "", , id, members = ""] = line.split(":");
		return {
			name,
			id: parseId(id),
			members: members.split(",").filter((member) => member !== "")
		};
	});
}
/**
* A user or group id; null for anything but a plain decimal number that fits. Engines read a missing or malformed id
* as 0, and an oversized one has wrapped round to 0 before (CVE-2024-40635): such an id may mean root.
*/
function parseId(text) {
	return text !== void 0 && /^\d{1,10}$/.test(text) && Number(text) <= maxId ? Number(text) : null;
}
function lines(text) {
	const found = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
	if (found.length > maxLines$1) throw new Error(`more than ${maxLines$1} lines`);
	return found;
}
function entriesAt(view, path, reader) {
	const file = view.resolve(path);
	if (file === void 0) return [];
	const fact = view.facts(reader).find((located) => located.path === file.path)?.fact;
	return fact === void 0 || isFileProblem(fact) ? null : fact;
}
// src/image/elf.ts
const dynamicTags = {
	needed: 1,
	bindNow: 24,
	flags: 30,
	flags1: 1879048187
};
/** In DT_FLAGS. */
const flagBindNow = 8;
/** In DT_FLAGS_1. */
const flagNow = 1;
const flagPie = 134217728;
const machines = {
	3: "i386",
	8: "mips",
	20: "ppc",
	21: "ppc64",
	22: "s390x",
	40: "arm",
	62: "x86_64",
	183: "aarch64",
	243: "riscv",
	258: "loongarch"
};
/** Linux takes no longer name of an interpreter (fs/binfmt_elf.c). */
const maxInterpreterBytes = 4096;
/** The dynamic section of the largest programs is some kilobytes. */
const maxDynamicBytes = 65536;
/**
* Reads the facts of an ELF file while its bytes flow by: the program headers, the interpreter's name and the dynamic
* section are all that is kept. Files whose program headers stand behind those two (patchelf writes such) keep them
* unread; of a shared object that may or may not be a program, the more dangerous is assumed.
*/
function createElfScanner() {
	const head = createWindow(0, elfHeadBytes);
	const windows = [head];
	let layout;
	let table;
	let segments;
	let position = 0;
	let chunk = Buffer.alloc(0);
	/**
	* Begins to gather a stretch whose place became known at `known`. What came before that is gone but for the head;
	* what the last chunk still holds of it must not count, or the answer would depend on the size of chunks.
	*/
	function open(offset, length, known) {
		const window = createWindow(offset, length);
		if (offset < known && offset + length > 4096) return window;
		window.take(head.bytes(), 0);
		window.take(chunk, position);
		windows.push(window);
		return window;
	}
	/** The program headers, as soon as the file header has come; what they point to, as soon as they have. */
	function advance() {
		layout ??= readElfLayout(head.bytes());
		if (layout === void 0) return;
		const { offset: tableOffset } = layout.table;
		const tableBytes = Math.min(layout.table.bytes, maxTableBytes);
		table ??= open(tableOffset, tableBytes, 0);
		if (!table.isFull()) return;
		segments ??= openSegments(readElfSegments(table.bytes(), layout), (offset, length) => open(offset, length, tableOffset + tableBytes));
	}
	return {
		write(next) {
			chunk = next;
			for (const window of windows) window.take(chunk, position);
			if (segments === void 0) advance();
			position += chunk.length;
		},
		end: () => factsOf(layout, segments)
	};
}
function createWindow(offset, length) {
	let bytes = Buffer.alloc(0);
	return {
		take(chunk, at) {
			const next = offset + bytes.length - at;
			if (bytes.length === length || next < 0 || next >= chunk.length) return;
			bytes = Buffer.concat([bytes, chunk.subarray(next, next + length - bytes.length)]);
		},
		isFull: () => bytes.length === length,
		bytes: () => bytes
	};
}
function openSegments(segments, open) {
	const find = (type) => segments.find((candidate) => candidate.type === type);
	const gather = (type, maxBytes) => {
		const segment = find(type);
		return segment === void 0 ? void 0 : open(segment.offset, Math.min(segment.bytes, maxBytes));
	};
	const interpreter = gather(segmentTypes.interpreter, maxInterpreterBytes);
	const dynamic = gather(segmentTypes.dynamic, maxDynamicBytes);
	return {
		...interpreter === void 0 ? {} : { interpreter },
		...dynamic === void 0 ? {} : { dynamic },
		hasRelro: find(segmentTypes.readOnlyAfterStart) !== void 0,
		hasExecutableStack: ((find(segmentTypes.stack)?.flags ?? 0) & segmentFlags.execute) !== 0
	};
}
function factsOf(layout, segments) {
	if (layout === void 0) return { kind: "elf-other" };
	const machine = machines[layout.machine] ?? `machine-${layout.machine}`;
	const name = segments?.interpreter?.isFull() ? segments.interpreter.bytes() : Buffer.alloc(0);
	const end = name.indexOf(0);
	const interpreter = name.toString("latin1", 0, end < 0 ? name.length : end);
	const dynamic = dynamicOf(segments, layout);
	const kind = kindOf(layout, segments, dynamic);
	return {
		kind,
		machine,
		bits: layout.wide ? 64 : 32,
		...interpreter === "" ? {} : { interpreter },
		...segments === void 0 || dynamic === void 0 ? {} : hardening(kind, layout, segments, dynamic)
	};
}
/** How the file protects itself, as far as that is out of the ordinary or worth a field. */
function hardening(kind, { type }, { interpreter, hasRelro, hasExecutableStack }, dynamic) {
	const isProgram = kind === "elf-executable";
	return {
		...isProgram && interpreter === void 0 && !dynamic.needsLibraries ? { static: true } : {},
		...isProgram && type === elfTypes.shared ? { pie: true } : {},
		...hasRelro ? { relro: dynamic.bindsNow ? "full" : "partial" } : {},
		...hasExecutableStack ? { executableStack: true } : {}
	};
}
function kindOf({ type }, segments, dynamic) {
	if (type === elfTypes.executable) return "elf-executable";
	if (type !== elfTypes.shared) return "elf-other";
	if (segments === void 0 || segments.interpreter !== void 0) return "elf-executable";
	return dynamic === void 0 || dynamic.isPie ? "elf-executable" : "elf-library";
}
/** Of the dynamic section, also where there is none; undefined when it was not seen whole. */
function dynamicOf(segments, { wide, long }) {
	if (segments === void 0) return void 0;
	if (segments.dynamic === void 0) return {
		isPie: false,
		needsLibraries: false,
		bindsNow: false
	};
	if (!segments.dynamic.isFull()) return void 0;
	const bytes = segments.dynamic.bytes();
	const size = wide ? 8 : 4;
	let [isPie, needsLibraries, bindsNow] = [
		false,
		false,
		false
	];
	let seenFlags1 = false;
	for (let at = 0; at + 2 * size <= bytes.length; at += 2 * size) {
		const tag = long(bytes, at);
		if (tag === 0) break;
		const has = (flag) => (BigInt(long(bytes, at + size)) & BigInt(flag)) !== 0n;
		needsLibraries ||= tag === dynamicTags.needed;
		bindsNow ||= tag === dynamicTags.bindNow || tag === dynamicTags.flags && has(flagBindNow);
		if (tag !== dynamicTags.flags1 || seenFlags1) continue;
		seenFlags1 = true;
		isPie = has(flagPie);
		bindsNow ||= has(flagNow);
	}
	return {
		isPie,
		needsLibraries,
		bindsNow
	};
}
// src/image/program-kind.ts
const portableHeader = Buffer.from("PE\0\0", "latin1");
const beginnings = [
	{
		kind: "wasm",
		magics: ["\0asm"],
		bytes: 8,
		isCertain: (head) => head.length >= 8
	},
	{
		kind: "mach-o",
		magics: [
			"þíúÎ",
			"þíúÏ",
			"Îúíþ",
			"Ïúíþ"
		],
		bytes: 8,
		isCertain: (head) => head.length >= 8
	},
	{
		kind: "mach-o",
		magics: ["Êþº¾", "Êþº¿"],
		bytes: 8,
		isCertain: isUniversal
	},
	{
		kind: "pe",
		magics: ["MZ"],
		bytes: 1024,
		isCertain: (head) => {
			const at = head.length < 64 ? 0 : head.readUInt32LE(60);
			return head.subarray(at, at + 4).equals(portableHeader);
		}
	},
	{
		kind: "jar",
		magics: ["PK"],
		bytes: 64,
		isCertain: (head) => head.subarray(30, 39).toString("latin1") === "META-INF/"
	}
];
/** Nearly all files are told by their first byte to be nothing of these. */
const firstBytes = new Set(beginnings.flatMap(({ magics }) => magics.map((magic) => magic.charCodeAt(0))));
/** How many of the first bytes of a file have to be known before `programKindOf` can tell; at least four. */
function bytesToTell(head) {
	if (!firstBytes.has(head[0])) return 4;
	return Math.max(4, ...beginnings.map((beginning) => begins(head, beginning) ? beginning.bytes : 0));
}
/** @param head the first bytes of a file, as many as `bytesToTell` says, or all there are */
function programKindOf(head) {
	if (!firstBytes.has(head[0])) return void 0;
	return beginnings.find((beginning) => begins(head, beginning) && beginning.isCertain(head))?.kind;
}
function begins(head, { magics }) {
	return magics.some((magic) => head.subarray(0, magic.length).toString("latin1") === magic);
}
// src/image/executables.ts
/** Linux looks for `#!` in, and reads the interpreter from, this much of a file (BINPRM_BUF_SIZE). */
const firstLineBytes = 256;
const scriptMagic = Buffer.from("#!");
/**
* Hashes every regular file that has an execute bit, or begins like a program of some kind: what has no bit can still
* be loaded, or be started by naming its interpreter.
*/
const executableReader = {
	name: "executables",
	version: 3,
	open: createSink$1
};
function createSink$1({ mode }, hashes) {
	const runnable = (mode & 73) !== 0;
	let head = Buffer.alloc(0);
	let scanner;
	let sha256;
	/** @param before how much of the start earlier calls have shown */
	function begin(start, before) {
		head = void 0;
		const kind = programKindOf(start);
		if (start.subarray(0, 4).equals(elfMagic)) scanner = createElfScanner();
		else if (start.subarray(0, 2).equals(scriptMagic)) scanner = createScriptScanner();
		else if (kind !== void 0 || runnable) scanner = scannerOf(kind ?? "other");
		if (scanner === void 0) return;
		sha256 = hashes.want("sha256", start.subarray(0, before));
		scanner.write(start);
	}
	return {
		write(chunk) {
			if (head === void 0) {
				scanner?.write(chunk);
				return;
			}
			const before = head.length;
			head = before === 0 ? chunk : Buffer.concat([head, chunk]);
			if (head.length >= bytesToTell(head)) begin(head, before);
			else head = Buffer.from(head);
		},
		end() {
			if (head !== void 0) begin(head, head.length);
			if (scanner === void 0 || sha256 === void 0) return void 0;
			const about = scanner.end();
			const digest = sha256;
			return () => ({
				sha256: digest(),
				...about
			});
		}
	};
}
function scannerOf(kind) {
	return {
		write() {},
		end: () => ({ kind })
	};
}
/** Keeps the first line without `#!`: the interpreter's path, and its argument where it has one. */
function createScriptScanner() {
	let line = Buffer.alloc(0);
	return {
		write(chunk) {
			if (line.length < firstLineBytes) line = Buffer.concat([line, chunk.subarray(0, firstLineBytes - line.length)]);
		},
		end() {
			const end = line.indexOf(10);
			const interpreter = decodeName(line.subarray(scriptMagic.length, end < 0 ? line.length : end)).trim();
			return {
				kind: "script",
				...interpreter === "" ? {} : { interpreter }
			};
		}
	};
}
// src/model/scan-report.ts
/**
* The stable id of a finding: 32 hexadecimal digits of a hash over its kind, its rule, its package without version
* and its path class. Tag, digest, layer and version are left out on purpose: a rebuilt image keeps its ids.
*/
function findingId(parts) {
	const text = JSON.stringify([
		parts.kind,
		parts.rule,
		parts.packageType ?? "",
		parts.packageName ?? "",
		pathClass(parts.path ?? "")
	]);
	return hash("sha256", text).slice(0, 32);
}
/** Runs of digits and hexadecimal digits (versions, hashes in bundle names) do not make another finding. */
function pathClass(path) {
	return path.replace(/[0-9a-f]{8,}/gi, "#").replace(/\d+/g, "#");
}
// src/inspect/checks/check.ts
/**
* A finding of `check`.
* @param facts `key` tells findings of one rule apart where there is no path: it becomes part of the id, and is not
* shown. `path` is absolute.
*/
function misconfiguration(check, facts) {
	return {
		id: findingId({
			kind: "misconfiguration",
			rule: check.rule,
			path: facts.path ?? facts.key ?? ""
		}),
		kind: "misconfiguration",
		rule: check.rule,
		severity: check.severity,
		title: facts.title,
		...facts.package === void 0 ? {} : { package: facts.package },
		...facts.path === void 0 ? {} : { path: facts.path },
		layer: facts.layer ?? null,
		remedy: facts.remedy ?? check.remedy,
		status: "open"
	};
}
/** True for an image; a bare folder was never configured, so nothing can be said of its configuration. */
function hasConfiguration({ view }) {
	return view.layers.some(({ diffId }) => diffId !== null);
}
/** Of a rule that can hold for many files: a hostile image with a million must not make a report of a million. */
const maxFindingsOfRule = 1e3;
/** The first findings of a rule as they are, the rest as one that counts them. */
function atMost$1(findings, check, noun) {
	const more = findings.length - maxFindingsOfRule;
	if (more <= 0) return [...findings];
	const rest = misconfiguration(check, {
		title: `${more} more ${noun}`,
		key: "more"
	});
	return [...findings.slice(0, maxFindingsOfRule), rest];
}
/** True when every file of the image has its place in the view: a file that could not be read may break the rule. */
function seesAllFiles({ view }) {
	return view.problems.length === 0;
}
// src/inspect/checks/history.ts
/**
* The instructions of an image, oldest first. Known spellings: Docker's classic builder and buildah
* (`/bin/sh -c #(nop)  ENV A=b`, `|1 A=b /bin/sh -c make`), BuildKit (`RUN |1 A=b /bin/sh -c make # buildkit`) and
* kaniko (`RUN make`).
*/
function instructions({ config, view }) {
	const history = config.history ?? [];
	const fits = historyCoversLayers({
		config,
		view
	});
	let next = 0;
	return history.map((entry) => {
		const index = entry.empty_layer === true ? void 0 : next++;
		const layer = index === void 0 || !fits ? null : view.layers[index]?.diffId ?? null;
		return {
			...parseInstruction(entry.created_by ?? ""),
			layer,
			isFirstLayer: index === 0
		};
	});
}
/** True when each layer has its history entry: a squashed image, or one made without a Dockerfile, may have none. */
function historyCoversLayers({ config, view }) {
	const made = (config.history ?? []).filter((entry) => entry.empty_layer !== true);
	return made.length > 0 && made.length === view.layers.length;
}
const names$1 = /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+/;
/** Reads one `created_by`, of whichever builder. */
function parseInstruction(createdBy) {
	const written = createdBy.replace(/ # buildkit$/, "").trim();
	const marker = written.slice(0, 32).indexOf("#(nop)");
	const body = marker < 0 ? written : written.slice(marker + 6).trim();
	const name = names$1.exec(body)?.[1];
	if (name !== void 0 && name !== "RUN") return {
		name,
		text: body.slice(name.length).trim(),
		buildArguments: []
	};
	const command = name === void 0 ? body : body.slice(name.length).trim();
	const shell = shellOf(command);
	const hasArguments = /^\|\d+\s/.test(command);
	if (name === void 0 && shell?.start !== 0 && !hasArguments) return {
		name: "",
		text: body,
		buildArguments: []
	};
	const argumentsEnd = shell?.start ?? command.length;
	return {
		name: "RUN",
		text: command.slice(shell?.end ?? 0).trim(),
		buildArguments: hasArguments ? assignments(command.slice(command.search(/\s/), argumentsEnd)) : []
	};
}
/**
* Reads `A=b C=d e`. Builders write values unquoted, so a word that is no assignment belongs to the value before it.
*/
function assignments(text) {
	const found = [];
	for (const word of text.trim().split(/\s/)) {
		const equals = word.indexOf("=");
		const last = found.at(-1);
		if (equals > 0 && /^[A-Za-z_][\w.-]*$/.test(word.slice(0, equals))) found.push({
			name: word.slice(0, equals),
			value: word.slice(equals + 1)
		});
		else if (last !== void 0) found[found.length - 1] = {
			name: last.name,
			value: `${last.value} ${word}`
		};
	}
	return found.map(({ name, value }) => ({
		name,
		value: value.trim().replace(/^(["'])(.*)\1$/s, "$2")
	}));
}
/** Where the first `/bin/sh -c`, or another shell's with its options, stands in a command. */
function shellOf(command) {
	const match = /(?:^|\s)\/\S*sh(?:\s+[\w-]{1,20}){0,6}?\s+-[a-z]*c(?:\s|$)/.exec(command);
	if (match === null) return void 0;
	return {
		start: match.index + match[0].indexOf("/"),
		end: match.index + match[0].length
	};
}
// src/inspect/checks/add-instruction.ts
const maxShownLength$2 = 80;
/** CIS Docker Benchmark 4.9: files come into the image by COPY. */
const addInstruction = {
	rule: "CIS-4.9",
	title: "ADD instead of COPY",
	severity: "low",
	reason: "ADD also downloads and unpacks: what comes into the image depends on a server, or on what an archive turns out to hold.",
	remedy: "COPY SOURCE TARGET",
	isDecidable: historyCoversLayers,
	run(input) {
		return instructions(input).flatMap((instruction) => {
			const add = instruction.name === "ADD" ? parseAdd(instruction) : void 0;
			if (add === void 0 || instruction.isFirstLayer && add.target === "/") return [];
			const target = printable(add.target.slice(0, maxShownLength$2));
			return misconfiguration(addInstruction, {
				title: `ADD brings ${add.isRemote ? "a remote file" : "local files"} to ${target}`,
				key: `${add.isRemote ? "remote" : "local"} ${add.target}`,
				layer: instruction.layer,
				...add.isRemote ? { remedy: "RUN curl -fsSLo FILE URL && echo 'SHA256  FILE' | sha256sum -c" } : {}
			});
		});
	}
};
/** `ADD [--flag=…] SOURCE… TARGET` (BuildKit), or `ADD file:HASH in TARGET` (classic builder). */
function parseAdd({ text }) {
	const words = text.split(/\s+/).filter((word) => word !== "" && !word.startsWith("--"));
	return {
		isRemote: words.slice(0, -1).some((source) => /^(?:https?|ftp|git|ssh):\/\/|^git@/i.test(source)),
		target: words.at(-1) ?? ""
	};
}
// src/inspect/checks/build-leftovers.ts
/** Recipes of the build, by name. */
const recipes = /(?:^|\/)(?:Dockerfile|Containerfile|\.dockerignore|docker-compose\.ya?ml|compose\.ya?ml)$/;
/** A repository: git writes HEAD first, and nothing else has that path. */
const repository = /^(?:(.*)\/)?\.git\/HEAD$/;
const others = /(?:^|\/)(?:node_modules|usr\/share|usr\/lib|site-packages|dist-packages|go\/pkg\/mod|\.cargo)\//;
function isLeftover(path) {
	if (!/(?:file|ignore|ml|HEAD)$/.test(path)) return false;
	return recipes.test(path) || repository.test(path);
}
/** What the build was made of is not copied into the image with its result. */
const buildLeftovers = {
	rule: "build-leftover",
	title: "Sources of the build in the image",
	severity: "low",
	reason: "A repository has all that was ever committed, and deleted secrets too; recipes tell an intruder how you build.",
	remedy: "echo .git >> .dockerignore",
	isDecidable: seesAllFiles,
	run({ view }) {
		return atMost$1(view.find((path, { type }) => type === "file" && isLeftover(path) && !others.test(path)).map(([path, { layer }]) => {
			const isRepository = repository.test(path);
			const place = isRepository ? `/${path.slice(0, -5)}` : `/${path}`;
			const finding = misconfiguration(buildLeftovers, {
				title: isRepository ? `${printable(place)} is a git repository with its history` : `${printable(place)} is a recipe of the build`,
				path: place,
				layer: view.layers[layer]?.diffId ?? null,
				remedy: isRepository ? buildLeftovers.remedy : `echo '**/${place.split("/").at(-1)}' >> .dockerignore`
			});
			return isRepository ? {
				...finding,
				severity: "medium"
			} : finding;
		}), buildLeftovers, "sources of the build");
	}
};
// src/inspect/checks/duplicate-ids.ts
const maxNames = 5;
/** Every account has a user id of its own: files and processes belong to ids, not to names. */
const duplicateIds = {
	rule: "duplicate-uid",
	title: "Accounts that share a user id",
	severity: "medium",
	reason: "To the kernel they are one user: a second name for the id 0 is a second root.",
	remedy: "RUN userdel ACCOUNT, or give it an id of its own",
	isDecidable: ({ view }) => accountsOf(view).users !== null,
	run(input) {
		return [...Map.groupBy(usersOf(input), ({ id }) => id)].flatMap(([id, same]) => {
			const names = [...new Set(same.map(({ name }) => name))];
			if (id === null || names.length < 2) return [];
			const shown = names.slice(0, maxNames).map(printable).join(", ");
			const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
			return {
				...misconfiguration(duplicateIds, {
					title: `${shown}${more} share the user id ${id}`,
					key: `uid ${id}`
				}),
				...id === 0 ? { severity: "high" } : {}
			};
		});
	}
};
function usersOf({ view }) {
	return accountsOf(view).users ?? [];
}
// src/inspect/checks/file-capabilities.ts
/** Each of them is, or soon gives, all that root can do to the machine or to other containers' files. */
const asGoodAsRoot = /\b(?:all|cap_(?:bpf|chown|dac_override|dac_read_search|fowner|mac_admin|mac_override|mknod|setfcap|setgid|setpcap|setuid|sys_admin|sys_boot|sys_module|sys_ptrace|sys_rawio))\b/;
const maxFindings$3 = 1e3;
/** Beside CIS Docker Benchmark 4.8: capabilities of files are the other way in which a file gives rights to a user. */
const fileCapabilities = {
	rule: "file-capabilities",
	title: "File with capabilities",
	severity: "low",
	reason: "Whoever starts it gets a part of what root may do: as with a setuid file, a mistake in it gives that part away.",
	remedy: "RUN setcap -r FILE, and give the container the capability it needs instead",
	isDecidable: (input) => input.view.problems.length === 0 && hasConfiguration(input),
	run({ view, executables }) {
		const owner = new Map(executables.map((executable) => [executable.path, executable.package]));
		const found = view.find((_, { capabilities }) => capabilities !== void 0);
		const findings = found.slice(0, maxFindings$3).flatMap(([name, { capabilities = "", layer }]) => {
			const text = formatCapabilities(Buffer.from(capabilities, "hex"));
			if (text === "") return [];
			const path = `/${name}`;
			const severity = text !== void 0 && asGoodAsRoot.test(text) ? "medium" : fileCapabilities.severity;
			return misconfiguration({
				...fileCapabilities,
				severity
			}, {
				title: `${printable(path)} has ${text ?? "capabilities that Linux does not understand"}`,
				path,
				layer: view.layers[layer]?.diffId ?? null,
				package: owner.get(path),
				remedy: remedyFor$1(path)
			});
		});
		if (found.length <= maxFindings$3) return findings;
		const title = `${found.length - maxFindings$3} more files have capabilities`;
		return [...findings, misconfiguration(fileCapabilities, {
			title,
			key: "more"
		})];
	}
};
/** A line for this file; only for a path that a shell reads as it is. */
function remedyFor$1(path) {
	return /^[\w./+@:-]+$/.test(path) ? `RUN setcap -r ${path}` : fileCapabilities.remedy;
}
// src/inspect/checks/healthcheck.ts
/** CIS Docker Benchmark 4.6: the image says how to tell whether it works. */
const healthcheck = {
	rule: "CIS-4.6",
	title: "No health check",
	severity: "low",
	reason: "Without HEALTHCHECK an engine only sees that a process runs, not that it answers. Kubernetes goes by its own probes instead.",
	remedy: "HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1",
	isDecidable: hasConfiguration,
	run(input) {
		if (!hasConfiguration(input)) return [];
		const test = input.config.config?.Healthcheck?.Test ?? [];
		if (test.length > 0 && test[0] !== "" && test[0] !== "NONE") return [];
		const why = test[0] === "NONE" ? "HEALTHCHECK NONE" : "no HEALTHCHECK";
		return [misconfiguration(healthcheck, { title: `The image has no health check (${why})` })];
	}
};
// src/inspect/checks/index-update.ts
const apt$1 = {
	update: ["update"],
	install: [
		"install",
		"upgrade",
		"dist-upgrade",
		"full-upgrade",
		"build-dep",
		"satisfy",
		"source"
	],
	remedy: "RUN apt-get update && apt-get install -y PACKAGE && rm -rf /var/lib/apt/lists/*"
};
const dnf = {
	update: ["makecache", "check-update"],
	install: [
		"install",
		"update",
		"upgrade",
		"reinstall",
		"localinstall",
		"groupinstall",
		"module",
		"builddep"
	],
	remedy: "RUN dnf install -y PACKAGE && dnf clean all"
};
const managers = {
	apt: apt$1,
	"apt-get": apt$1,
	aptitude: apt$1,
	apk: {
		update: ["update"],
		install: [
			"add",
			"upgrade",
			"fix"
		],
		remedy: "RUN apk add --no-cache PACKAGE"
	},
	yum: dnf,
	dnf,
	microdnf: dnf,
	zypper: {
		update: ["refresh", "ref"],
		install: [
			"install",
			"in",
			"update",
			"up",
			"patch",
			"dist-upgrade",
			"dup"
		],
		remedy: "RUN zypper --non-interactive install PACKAGE && zypper clean --all"
	}
};
/** CIS Docker Benchmark 4.7: the package index is not updated in an instruction of its own. */
const indexUpdate = {
	rule: "CIS-4.7",
	title: "Package index updated in an instruction of its own",
	severity: "low",
	reason: "The layer with the index is cached and used again by later builds, which then install old packages from it.",
	remedy: apt$1.remedy,
	isDecidable: historyCoversLayers,
	run(input) {
		return instructions(input).flatMap(({ name, text, layer }) => {
			const calls = name === "RUN" ? managerCalls(text) : [];
			const update = calls.find((call) => call.does === "update");
			if (update === void 0 || calls.some((call) => call.does === "install")) return [];
			return misconfiguration(indexUpdate, {
				title: `\`${update.words}\` stands in a RUN that installs nothing`,
				key: update.words,
				layer,
				remedy: update.manager.remedy
			});
		});
	}
};
/** What a shell command asks of package managers; quoting and control flow are not followed, only words are. */
function managerCalls(command) {
	return command.replace(/\\\n/g, " ").split(/[;&|\n(){}]/).flatMap((simple) => {
		const words = simple.split(/[\s"'`]+/).filter((word) => word !== "");
		if (words[0]?.startsWith("#") || words[0] === "echo" || words[0] === "printf") return [];
		let name = "";
		let manager;
		for (const word of words) {
			const program = word.slice(word.lastIndexOf("/") + 1);
			if (Object.hasOwn(managers, program)) {
				name = program;
				manager = managers[program];
			} else if (manager?.update.includes(word)) return [{
				manager,
				does: "update",
				words: `${name} ${word}`
			}];
			else if (manager?.install.includes(word)) return [{
				manager,
				does: "install",
				words: `${name} ${word}`
			}];
		}
		return [];
	});
}
// src/inspect/checks/package-caches.ts
const apt = "RUN apt-get update && apt-get install -y PACKAGE && apt-get clean && rm -rf /var/lib/apt/lists/*";
const caches = [
	{
		folder: "var/lib/apt/lists",
		files: /_(?:Packages|Sources|InRelease|Release)(?:\.\w+)?$/,
		remedy: apt
	},
	{
		folder: "var/cache/apt",
		files: /\.(?:deb|bin)$/,
		remedy: apt
	},
	{
		folder: "var/cache/apk",
		files: /\.(?:apk|tar\.gz)$/,
		remedy: "RUN apk add --no-cache PACKAGE"
	},
	{
		folder: "var/cache/dnf",
		files: /./,
		remedy: "RUN dnf install -y PACKAGE && dnf clean all"
	},
	{
		folder: "var/cache/yum",
		files: /./,
		remedy: "RUN yum install -y PACKAGE && yum clean all"
	},
	{
		folder: "var/cache/zypp",
		files: /\.(?:rpm|solv|xml(?:\.\w+)?)$/,
		remedy: "RUN zypper install -y PACKAGE && zypper clean --all"
	},
	{
		folder: "var/cache/pacman/pkg",
		files: /\.pkg\.tar/,
		remedy: "RUN pacman -S --noconfirm PACKAGE && pacman -Scc --noconfirm"
	},
	{
		folder: "root/.cache/pip",
		files: /./,
		remedy: "RUN pip install --no-cache-dir PACKAGE"
	},
	{
		folder: "root/.npm/_cacache",
		files: /./,
		remedy: "RUN npm ci && npm cache clean --force"
	},
	{
		folder: "usr/local/share/.cache/yarn",
		files: /./,
		remedy: "RUN yarn install && yarn cache clean"
	},
	{
		folder: "root/.cache/go-build",
		files: /./,
		remedy: "build in a stage of its own, and COPY --from it"
	},
	{
		folder: "root/.m2/repository",
		files: /\.(?:jar|pom)$/,
		remedy: "build in a stage of its own, and COPY --from it"
	}
];
/** What package managers fetched to install from is not left in the image. */
const packageCaches = {
	rule: "package-manager-cache",
	title: "Cache of a package manager",
	severity: "low",
	reason: "Nothing in the container needs it: it makes the image larger, and stale packages get installed from it.",
	remedy: "remove the cache in the same RUN that fills it",
	isDecidable: seesAllFiles,
	run(input) {
		return caches.flatMap((cache) => {
			const { files, bytes, layer } = contentsOf(input, cache);
			if (files === 0) return [];
			return misconfiguration(packageCaches, {
				title: `/${cache.folder} holds ${files} ${files === 1 ? "file" : "files"} of ${megabytes(bytes)} that only an installation needs`,
				path: `/${cache.folder}`,
				layer: input.view.layers[layer]?.diffId ?? null,
				remedy: cache.remedy
			});
		});
	}
};
/** `layer`: the highest that added to it. */
function contentsOf({ view }, { folder, files: wanted }) {
	let files = 0;
	let bytes = 0;
	let layer = -1;
	for (const [path, node] of view.entries(folder)) {
		if (node.type !== "file" || !wanted.test(path)) continue;
		files += 1;
		bytes += node.size;
		layer = Math.max(layer, node.layer);
	}
	return {
		files,
		bytes,
		layer
	};
}
function megabytes(bytes) {
	return bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
// src/inspect/checks/shadow.ts
const maxBytes$2 = 1048576;
const maxLines = 2e4;
function passwordReader(name, file) {
	return wholeFileReader({
		name,
		version: 1,
		maxBytes: maxBytes$2,
		wants: (path) => path === file,
		parse: (bytes) => parsePasswords(bytes.toString("utf8"))
	});
}
const shadowReader = passwordReader("shadow-passwords", "etc/shadow");
const passwdReader = passwordReader("passwd-passwords", "etc/passwd");
const passwordReaders = [shadowReader, passwdReader];
/** Reads the first two fields of shadow(5) or passwd(5). @throws Error for more lines than any system has */
function parsePasswords(text) {
	const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
	if (lines.length > maxLines) throw new Error(`more than ${maxLines} lines`);
	return lines.flatMap((line) => {
		const [name = "", password] = line.split(":");
		return password === void 0 ? [] : {
			name,
			password: stateOf(password)
		};
	});
}
/** crypt(5): what no method of hashing gives is no password, and `x` says that shadow has it. */
function stateOf(field) {
	if (field === "") return "none";
	return /^[!*]|^x$/.test(field) || field.length < 13 ? "locked" : "hash";
}
/**
* The passwords of the image's accounts: of shadow where an account has a line there, as login programs do (pwconv(8)),
* else of passwd.
* @returns null where one of the files is there and cannot be read
*/
function passwordsOf(view) {
	const shadow = statesIn(view, "etc/shadow", shadowReader);
	const passwd = statesIn(view, "etc/passwd", passwdReader);
	if (shadow === null || passwd === null) return null;
	const inShadow = new Set(shadow.map(({ name }) => name));
	return [...shadow, ...passwd.filter(({ name }) => !inShadow.has(name))];
}
function statesIn(view, path, reader) {
	const found = view.resolve(path);
	if (found === void 0) return [];
	const fact = view.facts(reader).find((located) => located.path === found.path)?.fact;
	return fact === void 0 || isFileProblem(fact) ? null : fact;
}
// src/inspect/checks/passwords.ts
const unreadable = "/etc/shadow or /etc/passwd: it could not be read, so passwords are unknown";
function problems({ view }) {
	return passwordsOf(view) === null ? [unreadable] : [];
}
function accountsWith({ view }, state) {
	const names = (passwordsOf(view) ?? []).filter(({ password }) => password === state).map(({ name }) => name);
	return [...new Set(names)].sort();
}
/** No account lets in whoever asks (CVE-2019-5021 was Alpine's root). */
const emptyPasswords = {
	rule: "empty-password",
	title: "Account without a password",
	severity: "high",
	reason: "Whoever runs any program in the container becomes that user: su asks for nothing.",
	remedy: "RUN passwd -l ACCOUNT",
	readers: passwordReaders,
	isDecidable: (input) => problems(input).length === 0,
	problems,
	run: (input) => accountsWith(input, "none").map((name) => misconfiguration(emptyPasswords, {
		title: `the account ${printable(name)} has an empty password`,
		key: name,
		remedy: /^[a-z_][a-z0-9_-]{0,31}$/.test(name) ? `RUN passwd -l ${name}` : emptyPasswords.remedy
	}))
};
/** No account has a password that everybody who pulls the image can try to break. */
const passwordsInImage = {
	rule: "password-in-image",
	title: "Account with a password in the image",
	severity: "medium",
	reason: "Whoever may pull the image has its hash, and every container of it has the same password.",
	remedy: "RUN passwd -l ACCOUNT",
	isDecidable: (input) => problems(input).length === 0,
	run: (input) => accountsWith(input, "hash").map((name) => misconfiguration(passwordsInImage, {
		title: `the account ${printable(name)} has a password in the image`,
		key: name
	}))
};
// src/inspect/checks/root-user.ts
/** CIS Docker Benchmark 4.1: the image names a user that is not root. */
const rootUser = {
	rule: "CIS-4.1",
	title: "Runs as root",
	severity: "medium",
	reason: "Root in a container is root of the kernel it shares: a flaw in the runtime or a mounted path is then a way out.",
	remedy: "USER 10001:10001",
	isDecidable: (input) => hasConfiguration(input) && unreadPasswd(input).length === 0,
	problems: unreadPasswd,
	run(input) {
		if (!hasConfiguration(input)) return [];
		const how = rootBecause(userOf(input), accountsOf(input.view).users ?? []);
		return how === void 0 ? [] : [misconfiguration(rootUser, { title: `Runs as root: ${how}` })];
	}
};
/** The user of `USER name:group`, without the group; empty when the image names none. */
function userOf({ config }) {
	return (config.config?.User ?? "").split(":")[0]?.trim() ?? "";
}
/** A name is root or not by what passwd says; when that cannot be read, nobody knows. */
function unreadPasswd(input) {
	const user = userOf(input);
	if (!(user !== "" && user !== "root" && numberOf(user) === void 0) || accountsOf(input.view).users !== null) return [];
	return [`/etc/passwd: it could not be read, so it is unknown whether the image's USER is root`];
}
/** `toor` is as much root as `root` is; an id that engines do not all read the same (null) may mean 0. */
function rootBecause(user, accounts) {
	if (user === "") return "the image names no user";
	if (user === "root" || numberOf(user) === 0) return "its USER is root";
	const account = accounts.find(({ name }) => name === user);
	if (account === void 0) return void 0;
	if (account.id === null) return "its USER has no plain user id in /etc/passwd, which engines read as 0";
	return account.id === 0 ? "its USER has the user id 0 in /etc/passwd" : void 0;
}
/** As engines read it (Go's strconv.Atoi): `00` and `+0` are 0 too. */
function numberOf(user) {
	return /^[+-]?\d+$/.test(user) ? Math.abs(Number(user)) : void 0;
}
// src/inspect/secrets/default-login.ts
const words = /^(?:admin|administrator|changeme|default|demo|empty|foo|bar|baz|guest|key|login|me|none|null|pass|passwd|password|pw|pwd|root|secret|sesame|sample|test|testing|token|user|username|xyz|[a-z]|\d{1,4}|[*x.]+|pass(?:word)?\d{0,3})$/i;
/** True for a password that is none: a word for one, the name of the user again, or a place to put one in. */
function isDefaultPassword(password, user = "") {
	return words.test(password) || user !== "" && password.toLowerCase() === user.toLowerCase();
}
// src/inspect/secrets/named-values.ts
/** What a variable's name ends with when it holds a secret; a name goes on (`PASSWORD_FILE`, `TOKEN_TTL`) when not. */
const secretName = new RegExp(`(?:${[
	"PASSWORD|PASSWD|PASSPHRASE|SECRET|_PWD",
	"SECRET_KEY_BASE|CONNECTION_STRING|REDISCLI_AUTH|DOCKER_AUTH_CONFIG|AZURE_STORAGE_KEY",
	"(?:^|_)(?:PASS|PW|CREDENTIALS?)",
	"(?:^|_|ACCESS|API|AUTH|REFRESH|SESSION)TOKEN",
	"(?:^|_)(?:ACCESS|ACCOUNT|API|ENCRYPTION|MASTER|PRIVATE|SECRET|SESSION|SHARED|SIGNING)_?KEY"
].join("|")})$`);
const flags = /* @__PURE__ */ new Set([
	"true",
	"false",
	"yes",
	"no",
	"on",
	"off",
	"none",
	"null",
	"undefined",
	"0",
	"1"
]);
/** True when a variable of this name holds a secret, unless it is empty, a switch, a path or left open. */
function isNamedSecret(name, written) {
	const value = written.trim();
	return secretName.test(upperSnake(name)) && isLiteral(value) && !isFilePath(value);
}
/** The same where values are written as examples too: words for a password are none. */
function isRealNamedSecret(name, written) {
	return isNamedSecret(name, written) && !isDefaultPassword(written.trim()) && !/change|example|your/i.test(written);
}
/** `dbPassword`, `spring.datasource.password` and `db-password` are spelled `…_PASSWORD` here. */
function upperSnake(name) {
	return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[.-]/g, "_").toUpperCase();
}
/** False for nothing, for a switch, and for a place where a value is to be put in later. */
function isLiteral(value) {
	if (value === "" || flags.has(value.toLowerCase())) return false;
	return !/^\$\{?\w+\}?$|^<[^<>]*>$|^\{\{[^{}]*\}\}$|^\*+$|^x{3,}$/i.test(value);
}
/** The path of a mounted secret is not the secret. Base64 may begin with a slash too, so only usual folders count. */
function isFilePath(value) {
	return /^(?:file:\/\/)?\/(?:app|data|etc|home|mnt|opt|root|run|secrets?|srv|tmp|usr|var|vault|workspace)\/[\w./@-]+$/.test(value);
}
/**
* Looks for many keywords at once and touches only every second or third byte of the text: two bytes tell how far the
* next window of any keyword can be (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994).
*/
function createKeywordSearch(keywords) {
	const shifts = (/* @__PURE__ */ new Uint8Array(65536)).fill(3);
	const firstPairs = /* @__PURE__ */ new Uint16Array(65536);
	let firsts = 0;
	const candidates = /* @__PURE__ */ new Map();
	function lower(pair, shift) {
		if (shift < (shifts[pair] ?? 0)) shifts[pair] = shift;
	}
	function add(candidate, [a = 0, b = 0, c = 0, d = 0]) {
		const first = pairOf(a, b);
		const last = pairOf(c, d);
		lower(first, 2);
		lower(pairOf(b, c), 1);
		lower(last, 0);
		if (firstPairs[first] === 0) firstPairs[first] = ++firsts;
		const key = keyOf(firstPairs[first] ?? 0, last);
		const known = candidates.get(key);
		if (known === void 0) candidates.set(key, [candidate]);
		else known.push(candidate);
	}
	keywords.forEach(({ text, ignoreCase }, index) => {
		const bytes = Buffer.from(text, "latin1");
		const offset = rarestWindow(bytes);
		const candidate = {
			index,
			bytes,
			ignoreCase,
			offset
		};
		for (const window of spellings(bytes.subarray(offset, offset + 4), ignoreCase)) add(candidate, window);
	});
	return (bytes, from, to, found) => {
		const last = Math.min(bytes.length - 1, to + 40);
		let at = from + 4 - 2;
		while (at < last) {
			const pair = (bytes[at] ?? 0) | (bytes[at + 1] ?? 0) << 8;
			const shift = shifts[pair] ?? 1;
			if (shift !== 0) {
				at += shift;
				continue;
			}
			const before = (bytes[at - 2] ?? 0) | (bytes[at - 1] ?? 0) << 8;
			const first = firstPairs[before] ?? 0;
			const here = first === 0 ? void 0 : candidates.get(keyOf(first, pair));
			if (here !== void 0) for (const candidate of here) {
				const start = at - 2 - candidate.offset;
				if (start >= from && start < to && isAt(bytes, start, candidate)) found(candidate.index, start);
			}
			at += 1;
		}
	};
}
function pairOf(first, second) {
	return first | second << 8;
}
function keyOf(first, last) {
	return first << 16 | last;
}
function isAt(bytes, start, { bytes: wanted, ignoreCase }) {
	if (start + wanted.length > bytes.length) return false;
	for (let index = 0; index < wanted.length; index++) {
		const byte = bytes[start + index] ?? 0;
		if ((ignoreCase && isUpperCase(byte) ? byte | 32 : byte) !== wanted[index]) return false;
	}
	return true;
}
/** The window whose last two characters are the least usual in text: the fewer places have to be looked at twice. */
function rarestWindow(text) {
	let best = 0;
	let least = Number.POSITIVE_INFINITY;
	for (let offset = 0; offset + 4 <= text.length; offset++) {
		const end = offset + 4;
		const usual = usualness(text[end - 2] ?? 0) * usualness(text[end - 1] ?? 0);
		if (usual < least) {
			least = usual;
			best = offset;
		}
	}
	return best;
}
const mostUsual = new Set(Buffer.from("etaoinsrlc"));
function usualness(character) {
	if (isLowerCase(character)) return mostUsual.has(character) ? 9 : 5;
	return isUpperCase(character) || isDigit(character) ? 2 : 1;
}
function isLowerCase(byte) {
	return byte >= 97 && byte <= 122;
}
function isUpperCase(byte) {
	return byte >= 65 && byte <= 90;
}
function isDigit(byte) {
	return byte >= 48 && byte <= 57;
}
/** @param text in lower case, where the case is ignored */
function spellings(text, ignoreCase) {
	let made = [[...text]];
	if (!ignoreCase) return made;
	text.forEach((byte, at) => {
		if (isLowerCase(byte)) made = made.flatMap((one) => [one, one.with(at, byte - 32)]);
	});
	return made;
}
// src/inspect/secrets/randomness.ts
/** Shannon's entropy of a text's characters, in bits for each: 0 for one repeated, about 3.5 for English words. */
function entropy(text) {
	const counts = /* @__PURE__ */ new Uint32Array(256);
	for (let index = 0; index < text.length; index++) {
		const character = text.charCodeAt(index) & 255;
		counts[character] = (counts[character] ?? 0) + 1;
	}
	let bits = 0;
	for (let character = 0; character < counts.length; character++) {
		const share = (counts[character] ?? 0) / text.length;
		if (share > 0) bits -= share * Math.log2(share);
	}
	return bits;
}
/**
* What people write where a secret is to go, or where one was taken out, in lower case. Tokens are random: that one of
* these stands in a real one by chance is next to impossible for the longer, and loses a case in a million for the
* shortest.
*/
const placeholders = [
	...[
		"example",
		"sample",
		"dummy",
		"placeholder",
		"changeme",
		"change-me",
		"change_me",
		"replace",
		"redacted"
	],
	...[
		"insert",
		"your",
		"my-secret",
		"my_secret",
		"mysecret",
		"mytoken",
		"my-token",
		"my_token",
		"mypass",
		"fake"
	],
	...[
		"invalid",
		"not-a-real",
		"notreal",
		"secret-here",
		"secret_here",
		"token-here",
		"token_here",
		"deadbeef"
	],
	...[
		"foobar",
		"lorem",
		"xxxx",
		"****",
		"...",
		"0123456",
		"1234567",
		"7654321",
		"abcdefg",
		"gfedcba",
		"qwerty"
	],
	...[
		"aaaaaa",
		"000000",
		"${",
		"$(",
		"{{",
		"%("
	]
];
/** True for a text that only shows where a secret would stand. */
function isPlaceholder(text) {
	const lower = text.toLowerCase();
	if (placeholders.some((part) => lower.includes(part))) return true;
	return /^<[\w -]{1,60}>$|^\$[A-Z_]{3}/.test(text);
}
// src/inspect/secrets/rule.ts
/** Not inside of a longer word; a line break that is spelled `\n` ends a word too. */
const wordStart = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]))`;
/**
* A text that begins with `prefix` and goes on as `body`.
* @param prefix, body sources of regular expressions
* @param end characters that would make it a longer text
*/
function token(prefix, body, end = "[A-Za-z0-9_]") {
	return new RegExp(`${wordStart}${prefix}${body}(?!${end})`, "y");
}
/**
* A value given to a name: `name = value`, `"name": "value"`, `name=>value`, `--name value`, in any case of the name.
* @param name where the keyword begins; up to 40 more word characters may follow it
* @param value source of a regular expression
*/
function assigned$1(name, value, end = "[A-Za-z0-9_/+=-]") {
	const given = String.raw`[\w.-]{0,40}\\?["'\]]{0,2}[ \t]{0,8}(?::=|=>|\|\||[=:,]|[ \t])[ \t]{0,8}\\?["'\x60]?`;
	return new RegExp(`(?i:${name})${given}(?<secret>${value})(?!${end})`, "y");
}
/** A token with a form of its own; its severity is high unless given. */
function issued({ revoke, ...facts }) {
	return {
		severity: "high",
		certain: true,
		remedy: `revoke it ${revoke}`,
		...facts
	};
}
/** A value that only the name before it gives away. Names are found in any case. */
function named({ revoke, ...facts }) {
	return {
		severity: "high",
		certain: false,
		ignoreCase: true,
		remedy: `revoke it ${revoke}`,
		...facts
	};
}
/** `text` with each character of `characters` behind it: for prefixes that are shorter than a keyword may be. */
function followedBy(text, characters) {
	return [...characters].map((character) => text + character);
}
const digits = "0123456789";
const lowerCase = "abcdefghijklmnopqrstuvwxyz";
const upperCase = lowerCase.toUpperCase();
const letters = upperCase + lowerCase;
const hexadecimal = `${digits}abcdef`;
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
// src/inspect/secrets/matcher.ts
function createMatcher(rules) {
	let searcher;
	return {
		reach: Math.max(...rules.map(reachOf)),
		find(bytes, from, to, path, budget) {
			searcher ??= createSearcher(rules);
			const { search, rulesOf } = searcher;
			const places = [];
			search(bytes, from, to, (keyword, at) => {
				for (const rule of rulesOf[keyword] ?? []) {
					if (rule.wants?.(path) === false || rule.glance?.(bytes, at) === false) continue;
					budget.left -= reachOf(rule);
					const end = budget.left > 0 ? endOfSecret(rule, bytes, at) : void 0;
					if (end !== void 0) places.push({
						rule,
						at,
						end
					});
				}
			});
			return places.sort((a, b) => a.at - b.at);
		}
	};
}
function createSearcher(rules) {
	const byKeyword = /* @__PURE__ */ new Map();
	for (const rule of rules) for (const text of rule.keywords) {
		const ignoreCase = rule.ignoreCase ?? false;
		const key = `${ignoreCase} ${text}`;
		const known = byKeyword.get(key) ?? {
			keyword: {
				text,
				ignoreCase
			},
			rules: []
		};
		known.rules.push(rule);
		byKeyword.set(key, known);
	}
	const entries = [...byKeyword.values()];
	return {
		search: createKeywordSearch(entries.map(({ keyword }) => keyword)),
		rulesOf: entries.map((entry) => entry.rules)
	};
}
function reachOf(rule) {
	return rule.reach ?? 320;
}
/** @returns behind which byte the secret of `rule` ends whose keyword begins at `at`; undefined when none does */
function endOfSecret(rule, bytes, at) {
	const start = Math.max(0, at - 160);
	const text = bytes.toString("latin1", start, Math.min(bytes.length, at + reachOf(rule)));
	rule.pattern.lastIndex = at - start;
	const match = rule.pattern.exec(text);
	if (match === null) return void 0;
	const secret = match.groups?.secret ?? match[0];
	return (rule.structured === true || isRandom(rule, secret)) && (rule.holds?.(secret, match[0]) ?? true) ? start + rule.pattern.lastIndex : void 0;
}
function isRandom({ minEntropy = 3 }, secret) {
	return entropy(secret) >= minEntropy && !isPlaceholder(secret);
}
// src/inspect/secrets/rules/cloud.ts
/** Azurite and the storage emulator ship with this key; the rest of it does not matter. */
const emulatorKey = "Eby8vdM02xN";
/** Amazon, Google, Microsoft and other providers of machines and storage. */
const cloudRules = [
	issued({
		id: "aws-access-key-id",
		title: "AWS access key id",
		revoke: "in IAM, under security credentials, with its secret key",
		keywords: [
			"AKIA",
			"ASIA",
			"ABIA",
			"ACCA"
		],
		pattern: token("(?:AKIA|ASIA|ABIA|ACCA)", "[A-Z2-7]{16}")
	}),
	named({
		id: "aws-secret-access-key",
		title: "AWS secret access key",
		severity: "critical",
		revoke: "in IAM, under security credentials",
		keywords: [
			"aws_secret",
			"aws-secret",
			"awssecret",
			"secret_access_key",
			"secretaccesskey"
		],
		pattern: assigned$1("(?:aws[_-]?secret|secret_?access_?key)", "[A-Za-z0-9/+]{40}"),
		minEntropy: 4
	}),
	issued({
		id: "aws-bedrock-api-key",
		title: "Amazon Bedrock API key",
		revoke: "in the Bedrock console, under API keys",
		keywords: ["ABSKQmVkcm9ja0FQSUtleS"],
		pattern: token("ABSKQmVkcm9ja0FQSUtleS", "[A-Za-z0-9+/]{80,260}={0,2}", "[A-Za-z0-9+/=]")
	}),
	issued({
		id: "aws-mws-token",
		title: "Amazon MWS token",
		revoke: "in Seller Central",
		keywords: ["amzn.mws."],
		pattern: token(String.raw`amzn\.mws\.`, uuid)
	}),
	issued({
		id: "google-api-key",
		title: "Google API key",
		severity: "medium",
		certain: false,
		revoke: "in the Google Cloud console, under credentials, or restrict it there",
		keywords: ["AIzaSy"],
		pattern: token("AIzaSy", "[A-Za-z0-9_-]{33}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "google-service-account",
		title: "Google Cloud service account key",
		severity: "critical",
		certain: false,
		revoke: "in the Google Cloud console, under service accounts",
		keywords: ["private_key_id"],
		pattern: /private_key_id\\?"\s{0,8}:\s{0,8}\\?"(?<secret>[0-9a-f]{40})\\?"/y
	}),
	issued({
		id: "google-oauth-client-secret",
		title: "Google OAuth client secret",
		revoke: "in the Google Cloud console, under credentials",
		keywords: ["GOCSPX-"],
		pattern: token("GOCSPX-", "[A-Za-z0-9_-]{28}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "google-oauth-token",
		title: "Google OAuth access token",
		severity: "medium",
		revoke: "in the account it was given for; it ends by itself after an hour",
		keywords: ["ya29."],
		pattern: token(String.raw`ya29\.`, "[A-Za-z0-9_-]{60,300}", "[A-Za-z0-9_-]"),
		reach: 400
	}),
	issued({
		id: "google-oauth-refresh-token",
		title: "Google OAuth refresh token",
		certain: false,
		revoke: "in the account it was given for",
		keywords: ["1//0"],
		pattern: token("1//0", "[A-Za-z0-9_-]{60,200}", "[A-Za-z0-9_/-]"),
		minEntropy: 4.2
	}),
	issued({
		id: "firebase-cloud-messaging-key",
		title: "Firebase Cloud Messaging server key",
		revoke: "in the Firebase console",
		keywords: [":APA91b"],
		pattern: /(?<=(?<![\w-])AAAA(?<secret>[\w-]{7})):APA91b[\w-]{134}(?![\w-])/y,
		minEntropy: 1
	}),
	named({
		id: "azure-storage-key",
		title: "Azure storage account key",
		severity: "critical",
		revoke: "by rotating the keys of the storage account",
		keywords: ["accountkey="],
		pattern: /accountkey=(?<secret>[A-Za-z0-9+/]{86}==)/iy,
		holds: (key) => !key.startsWith(emulatorKey),
		minEntropy: 4
	}),
	issued({
		id: "azure-identifiable-key",
		title: "Azure service key",
		revoke: "by rotating the keys of the service",
		keywords: [
			"+ASt",
			"+ABa",
			"ACDb",
			"+ASb",
			"+AEh",
			"+ARm",
			"+ACR",
			"AzSe",
			"AzFu",
			"AzCa"
		],
		pattern: new RegExp([
			String.raw`(?<=(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{76})(?:\+ASt|\+ABa|ACDb)[A-D][A-Za-z0-9+/]{4}[AQgw]==`,
			String.raw`(?<=(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{33})(?:\+ASb|\+AEh|\+ARm)[A-D][A-Za-z0-9+/]{5}=(?!=)`,
			String.raw`(?<=(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{42})(?:\+ACR|AzSe)[A-D][A-Za-z0-9+/]{5}(?![A-Za-z0-9+/=])`,
			"(?<=(?<![A-Za-z0-9+/_-])[A-Za-z0-9_-]{44})AzFu[A-D]?[A-Za-z0-9_-]{4,5}[AQgw]==",
			"(?<=(?<![A-Za-z0-9+/_-])[A-Za-z0-9]{33})AzCa[A-D][A-Za-z0-9]{5}=(?!=)"
		].join("|"), "y"),
		minEntropy: 2
	}),
	issued({
		id: "azure-client-secret",
		title: "Microsoft Entra client secret",
		revoke: "in the app registration, under certificates and secrets",
		keywords: [
			"7Q~",
			"8Q~",
			"9Q~"
		].flatMap((start) => followedBy(start, `${letters}${digits}_.~-`)),
		pattern: /(?<=(?<![\w~.-])[\w~.-]{3})[789]Q~[\w~.-]{31,34}(?![\w~.-])/y
	}),
	issued({
		id: "azure-devops-token",
		title: "Azure DevOps personal access token",
		revoke: "in the user settings of Azure DevOps",
		keywords: ["AZDO"],
		pattern: /(?<=(?<![A-Za-z0-9])[A-Za-z0-9]{76})AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/y,
		minEntropy: 2
	}),
	issued({
		id: "azure-sas-signature",
		title: "Azure shared access signature",
		certain: false,
		revoke: "by rotating the key it was signed with",
		keywords: ["&sig="],
		pattern: /&sig=(?<secret>(?:[A-Za-z0-9+/]|%2[BbFf]){43}(?:=|%3[Dd]))/y,
		minEntropy: 4
	}),
	issued({
		id: "alibaba-access-key-id",
		title: "Alibaba Cloud access key id",
		revoke: "in RAM, with its secret",
		keywords: ["LTAI4", "LTAI5"],
		pattern: token("LTAI[45]", "[A-Za-z0-9]{19}")
	}),
	issued({
		id: "tencent-secret-id",
		title: "Tencent Cloud secret id",
		revoke: "in CAM, with its key",
		keywords: ["AKID"],
		pattern: token("AKID", "[A-Za-z0-9]{32}")
	}),
	issued({
		id: "digitalocean-token",
		title: "DigitalOcean token",
		revoke: "in the control panel, under API",
		keywords: [
			"dop_v1_",
			"doo_v1_",
			"dor_v1_"
		],
		pattern: token("do[opr]_v1_", "[0-9a-f]{64}")
	}),
	named({
		id: "cloudflare-api-token",
		title: "Cloudflare API token",
		revoke: "in the Cloudflare dashboard, under API tokens",
		keywords: ["cloudflare", "cf_api"],
		pattern: assigned$1("(?:cloudflare|cf_api)", "(?:[A-Za-z0-9_-]{40}|[0-9a-f]{37})"),
		minEntropy: 3.5
	}),
	issued({
		id: "cloudflare-origin-ca-key",
		title: "Cloudflare origin CA key",
		revoke: "in the Cloudflare dashboard, under API tokens",
		keywords: ["v1.0-"],
		pattern: token(String.raw`v1\.0-`, "[0-9a-f]{24}-[0-9a-f]{146}")
	}),
	named({
		id: "ibm-cloud-api-key",
		title: "IBM Cloud API key",
		revoke: "in IAM of IBM Cloud",
		keywords: ["ibmcloud", "ibm_cloud"],
		pattern: assigned$1("ibm_?cloud", "[A-Za-z0-9_-]{44}"),
		minEntropy: 4
	}),
	issued({
		id: "yandex-api-key",
		title: "Yandex Cloud API key",
		certain: false,
		revoke: "in the service account",
		keywords: ["AQVN"],
		pattern: token("AQVN", "[A-Za-z0-9_-]{35,38}", "[A-Za-z0-9_-]"),
		minEntropy: 3.8
	}),
	named({
		id: "scaleway-secret-key",
		title: "Scaleway secret key",
		revoke: "in the Scaleway console, under API keys",
		keywords: ["scw_secret_key", "scaleway"],
		pattern: assigned$1("(?:scw_secret_key|scaleway)", uuid)
	}),
	named({
		id: "hetzner-token",
		title: "Hetzner Cloud token",
		revoke: "in the Hetzner Cloud console",
		keywords: ["hcloud_token", "hetzner"],
		pattern: assigned$1("(?:hcloud_token|hetzner)", "[A-Za-z0-9]{64}"),
		minEntropy: 4.2
	}),
	named({
		id: "linode-token",
		title: "Linode token",
		revoke: "in the Cloud Manager, under API tokens",
		keywords: ["linode"],
		pattern: assigned$1("linode", "[0-9a-f]{64}")
	}),
	named({
		id: "fastly-api-token",
		title: "Fastly API token",
		revoke: "in the Fastly account, under API tokens",
		keywords: ["fastly"],
		pattern: assigned$1("fastly", "[A-Za-z0-9_-]{32}"),
		minEntropy: 3.8
	}),
	issued({
		id: "heroku-api-key",
		title: "Heroku API key",
		revoke: "in the Heroku account",
		keywords: ["HRKU-"],
		pattern: token("HRKU-", `(?:AA[A-Za-z0-9_-]{58}|${uuid})`, "[A-Za-z0-9_-]")
	}),
	named({
		id: "heroku-legacy-api-key",
		title: "Heroku API key",
		revoke: "in the Heroku account",
		keywords: ["heroku"],
		pattern: assigned$1("heroku", uuid)
	}),
	issued({
		id: "fly-io-token",
		title: "Fly.io access token",
		revoke: "with fly tokens revoke",
		keywords: ["fm2_"],
		pattern: token("fm2_", "[A-Za-z0-9+/]{100,2000}={0,3}", "[A-Za-z0-9+/=]"),
		reach: 2200
	}),
	issued({
		id: "netlify-token",
		title: "Netlify personal access token",
		revoke: "in the Netlify user settings",
		keywords: ["nfp_"],
		pattern: token("nfp_", "[A-Za-z0-9]{36,40}")
	}),
	named({
		id: "vercel-token",
		title: "Vercel token",
		revoke: "in the Vercel account, under tokens",
		keywords: ["vercel_token", "vercel_api"],
		pattern: assigned$1("vercel_(?:token|api)", "[A-Za-z0-9]{24}"),
		minEntropy: 3.5
	}),
	issued({
		id: "supabase-key",
		title: "Supabase secret key",
		revoke: "in the Supabase dashboard",
		keywords: ["sbp_", "sb_secret_"],
		pattern: token("(?:sbp_[0-9a-f]{40}|sb_secret_[A-Za-z0-9_-]{31})", "", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "planetscale-token",
		title: "PlanetScale credential",
		revoke: "in the PlanetScale organization",
		keywords: [
			"pscale_tkn_",
			"pscale_pw_",
			"pscale_oauth_"
		],
		pattern: token("pscale_(?:tkn|pw|oauth)_", "[A-Za-z0-9_.=-]{32,64}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "neon-api-key",
		title: "Neon API key",
		revoke: "in the Neon console",
		keywords: ["napi_"],
		pattern: token("napi_", "[a-z0-9]{64}")
	}),
	issued({
		id: "databricks-token",
		title: "Databricks access token",
		revoke: "in the Databricks user settings",
		keywords: followedBy("dapi", hexadecimal),
		pattern: token("dapi", "[0-9a-f]{32}(?:-[0-9])?")
	})
];
// src/inspect/secrets/rules/infrastructure.ts
/** What holds other secrets, builds infrastructure or joins networks. */
const infrastructureRules = [
	issued({
		id: "vault-token",
		title: "HashiCorp Vault token",
		severity: "critical",
		revoke: "with vault token revoke",
		keywords: [
			"hvs.",
			"hvb.",
			"hvr."
		],
		pattern: token(String.raw`hv[sbr]\.`, "(?:[A-Za-z0-9_-]{80,300}|[A-Za-z0-9]{24})", "[A-Za-z0-9_-]")
	}),
	named({
		id: "vault-legacy-token",
		title: "HashiCorp Vault token",
		severity: "critical",
		revoke: "with vault token revoke",
		keywords: ["vault_token", "x-vault-token"],
		pattern: assigned$1("(?:vault_token|x-vault-token)", String.raw`[sb]\.[A-Za-z0-9]{24}`)
	}),
	issued({
		id: "terraform-cloud-token",
		title: "Terraform Cloud token",
		severity: "critical",
		revoke: "in Terraform Cloud, under tokens",
		keywords: [".atlasv1."],
		pattern: /(?<=(?<![A-Za-z0-9])[A-Za-z0-9]{14})\.atlasv1\.(?<secret>[\w-]{60,80})(?![\w-])/y
	}),
	named({
		id: "consul-token",
		title: "HashiCorp Consul or Nomad token",
		revoke: "with consul acl token delete",
		keywords: [
			"consul_http_token",
			"x-consul-token",
			"nomad_token",
			"x-nomad-token"
		],
		pattern: assigned$1("(?:consul_http_token|x-consul-token|nomad_token|x-nomad-token)", uuid)
	}),
	issued({
		id: "pulumi-token",
		title: "Pulumi access token",
		revoke: "in Pulumi Cloud, under access tokens",
		keywords: ["pul-"],
		pattern: token("pul-", "[0-9a-f]{40}")
	}),
	issued({
		id: "doppler-token",
		title: "Doppler token",
		severity: "critical",
		revoke: "in the Doppler dashboard",
		keywords: [
			"dp.pt.",
			"dp.st.",
			"dp.ct.",
			"dp.sa.",
			"dp.scim.",
			"dp.audit.",
			"dp.said."
		],
		pattern: token(String.raw`dp\.(?:pt|st|ct|sa|said|scim|audit)\.`, String.raw`(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}`)
	}),
	issued({
		id: "onepassword-service-account",
		title: "1Password service account token",
		severity: "critical",
		revoke: "in the 1Password account",
		keywords: ["ops_eyJ"],
		pattern: token("ops_eyJ", "[A-Za-z0-9_-]{250,1500}={0,3}", "[A-Za-z0-9+/=]"),
		reach: 1600
	}),
	issued({
		id: "onepassword-secret-key",
		title: "1Password secret key",
		severity: "critical",
		revoke: "in the 1Password account",
		keywords: followedBy("A3-", upperCase + digits),
		pattern: token("A3-", "[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "infracost-api-key",
		title: "Infracost API key",
		severity: "medium",
		revoke: "in Infracost Cloud",
		keywords: ["ico-"],
		pattern: token("ico-", "[A-Za-z0-9]{32}", "[A-Za-z0-9_-]"),
		minEntropy: 3.8
	}),
	issued({
		id: "tailscale-key",
		title: "Tailscale key",
		revoke: "in the Tailscale admin console, under keys",
		keywords: ["tskey-"],
		pattern: token("tskey-[a-z]{3,10}-", "[A-Za-z0-9]{8,30}-[A-Za-z0-9]{16,48}", "[A-Za-z0-9-]")
	}),
	named({
		id: "ngrok-token",
		title: "ngrok authtoken",
		revoke: "in the ngrok dashboard",
		keywords: ["ngrok", "authtoken:"],
		pattern: assigned$1("(?:ngrok|authtoken)", "[A-Za-z0-9]{20,30}_[A-Za-z0-9]{18,24}")
	}),
	named({
		id: "kubeconfig-client-key",
		title: "Client key in a kubeconfig",
		severity: "critical",
		revoke: "by rotating the user of the cluster",
		keywords: ["client-key-data"],
		pattern: /client-key-data\\?"?\s{0,4}:\s{0,4}\\?"?(?<secret>LS0tLS1CRUdJTi[A-Za-z0-9+/=]{100,300})/iy,
		structured: true,
		reach: 400
	}),
	named({
		id: "wireguard-private-key",
		title: "WireGuard private key",
		severity: "critical",
		revoke: "by making a new key pair",
		keywords: ["privatekey", "presharedkey"],
		wants: (path) => path === "" || /\.(?:conf|network|netdev|nmconnection)$/.test(path),
		pattern: assigned$1("(?:privatekey|presharedkey)", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="),
		minEntropy: 4
	}),
	named({
		id: "okta-api-token",
		title: "Okta API token",
		severity: "critical",
		revoke: "in the Okta admin console, under API tokens",
		keywords: ["okta", "ssws"],
		pattern: assigned$1("(?:okta|ssws)", "00[A-Za-z0-9_-]{40}"),
		minEntropy: 4
	})
];
// src/inspect/secrets/private-key.ts
const opensshMagic = Buffer.from("openssh-key-v1\0");
const derSequence = 48;
/** Version 0 of PKCS #1 and #8, 1 of SEC 1 and RFC 5958: an INTEGER of one byte, first in the SEQUENCE. */
const derVersions = ["020100", "020101"];
/**
* Reads what stands between `-----BEGIN … PRIVATE KEY-----` and `-----END`, as files have it or as a string of a
* programming language does (`\n` spelled out, pieces in quotes). Only what decodes to a key of the length it says it
* has is one: samples in documentation are cut short or made up.
*/
function readKeyBody(text) {
	const lines = text.replace(/\\[rn]/g, "\n").replace(/["'`]\s{0,20}[+.,]?\s{0,20}["'`]/g, "").split("\n");
	const isHeader = (line) => /^\W{0,8}[A-Za-z-]{3,20}: /.test(line);
	const headers = lines.filter(isHeader);
	const base64 = lines.filter((line) => !isHeader(line) && !/^\W{0,8}=[A-Za-z0-9+/]{4}\W{0,4}$/.test(line)).join("").replace(/[^A-Za-z0-9+/=]/g, "");
	const bytes = Buffer.from(base64, "base64");
	if (headers.some((line) => line.includes("ENCRYPTED"))) return bytes.length >= 32 ? "encrypted" : "none";
	if (bytes.subarray(0, opensshMagic.length).equals(opensshMagic)) return openssh(bytes);
	if (isPgpSecretKey(bytes)) return "pgp";
	return derBody(bytes);
}
/** PROTOCOL.key of OpenSSH: after the magic, a string with the name of the cipher. */
function openssh(bytes) {
	const at = opensshMagic.length;
	const length = bytes.length < at + 4 ? 0 : bytes.readUInt32BE(at);
	if (length === 0 || length > 64 || bytes.length < at + 4 + length + 64) return "none";
	return bytes.toString("latin1", at + 4, at + 4 + length) === "none" ? "open" : "encrypted";
}
/** RFC 9580 section 4.2: tag 5, in the old and in the new format of packet headers. */
function isPgpSecretKey(bytes) {
	const [first = 0] = bytes;
	return ((first & 192) === 192 ? first & 63 : (first & 192) === 128 ? first >> 2 & 15 : 0) === 5 && bytes.length >= 64;
}
/** X.690: a SEQUENCE, its length, and all of it. An encrypted key begins with a SEQUENCE instead of a version. */
function derBody(bytes) {
	const [tag, first = 0] = bytes;
	const count = first < 128 ? 0 : first & 127;
	if (tag !== derSequence || count > 2 || bytes.length < 40) return "none";
	const length = count === 0 ? first : bytes.readUIntBE(2, count);
	const start = 2 + count;
	if (start + length !== bytes.length) return "none";
	if (derVersions.includes(bytes.toString("hex", start, start + 3))) return "open";
	return bytes[start] === derSequence ? "encrypted" : "none";
}
// src/inspect/secrets/rules/keys.ts
/** Enough for an RSA key of 16,384 bits, in lines that a programming language's quotes make longer. */
const keyReach = 16384;
const body = String.raw`(?<secret>[\s\S]{60,16000}?)-----END`;
const pem = new RegExp(`(?<=-----BEGIN (?:[A-Z0-9]{2,10} ){0,2})PRIVATE KEY-----${body}`, "y");
/** Private keys, whatever they open. */
const keyRules = [
	{
		id: "private-key",
		title: "Private key",
		severity: "high",
		remedy: "replace the key pair, and mount the private key at run time",
		keywords: ["PRIVATE KEY-----"],
		pattern: pem,
		reach: keyReach,
		structured: true,
		holds: (text) => readKeyBody(text) === "open",
		certain: false
	},
	{
		id: "encrypted-private-key",
		title: "Private key under a passphrase",
		severity: "medium",
		remedy: "replace the key pair, and mount the private key at run time",
		keywords: ["PRIVATE KEY-----"],
		pattern: pem,
		reach: keyReach,
		structured: true,
		holds: (text) => readKeyBody(text) === "encrypted",
		certain: false
	},
	{
		id: "pgp-private-key",
		title: "PGP private key",
		severity: "high",
		remedy: "revoke the key, and publish its revocation",
		keywords: ["PGP PRIVATE KEY BLOCK-----"],
		pattern: new RegExp(`(?<=-----BEGIN )PGP PRIVATE KEY BLOCK-----${body}`, "y"),
		reach: keyReach,
		structured: true,
		holds: (text) => readKeyBody(text) === "pgp",
		certain: false
	},
	{
		id: "putty-private-key",
		title: "PuTTY private key",
		severity: "high",
		remedy: "replace the key pair, and mount the private key at run time",
		keywords: ["PuTTY-User-Key-File-"],
		pattern: /PuTTY-User-Key-File-[123]: [\w@.-]{3,40}\r?\nEncryption: [\w-]{3,20}\r?\n[\s\S]{20,8000}?\nPrivate-Lines: [1-9][0-9]{0,2}\r?\n[A-Za-z0-9+/=]{16,80}/y,
		reach: keyReach,
		structured: true,
		certain: false
	},
	issued({
		id: "age-secret-key",
		title: "age identity",
		revoke: "by making a new identity and encrypting anew",
		keywords: ["AGE-SECRET-KEY-1"],
		pattern: token("AGE-SECRET-KEY-1", "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}")
	}),
	{
		id: "private-json-web-key",
		title: "Private JSON web key",
		severity: "high",
		remedy: "replace the key pair, and mount the private key at run time",
		keywords: ["\"kty\""],
		pattern: /"kty"\s{0,4}:\s{0,4}"(?:RSA|EC|OKP)"[^{}]{0,6000}?"d"\s{0,4}:\s{0,4}"(?<secret>[\w-]{40,1400})"/y,
		reach: 8192,
		certain: false
	}
];
// src/inspect/secrets/user-and-password.ts
/**
* True for base64 that stands for `user:password`, as HTTP basic authentication (RFC 7617) and Docker's configuration
* write it, in printable characters.
*/
function isUserAndPassword(base64) {
	const text = Buffer.from(base64, "base64").toString("latin1");
	const [user = "", ...rest] = text.split(":");
	return user !== "" && rest.join(":").length >= 3 && /^[\x20-\x7e\x80-\xff]+$/.test(text);
}
// src/inspect/secrets/rules/logins.ts
/** Hosts that stand in manuals, or are the machine itself. */
const noHost = /@(?:localhost|127\.|\[?::1|0\.0\.0\.0|(?:[\w-]{1,60}\.)?example(?:\.|[/:]|$)|host(?:name)?\b|server\b|your)/i;
const maxLoginBytes = 300;
const at = 64;
const colon = 58;
/** Whether a `:` and then an `@` follow the `x://` at `from` before anything that ends a login. */
function mayHoldLogin(bytes, from) {
	const end = Math.min(bytes.length, from + maxLoginBytes);
	let hasColon = false;
	for (let index = from + 3 + 1; index < end; index++) {
		const byte = bytes[index] ?? 0;
		if (byte === at) return hasColon;
		if (byte === colon) hasColon = true;
		else if (byte <= 34 || byte === 39 || byte === 47 || byte === 60 || byte === 62) return false;
	}
	return false;
}
/** Users with their passwords, and what stands for them for a while. */
const loginRules = [
	{
		id: "url-password",
		title: "URL with a password",
		severity: "high",
		remedy: "change the password, and give it at run time",
		keywords: [...`${lowerCase}${digits}`].map((character) => `${character}://`),
		glance: mayHoldLogin,
		pattern: /[a-z0-9]:\/\/[^\s:/@"'`<>{}$\\]{0,100}:(?<secret>[^\s/@"'`<>{}$\\]{3,200})@[\w.[-]{1,100}/y,
		minEntropy: 1.5,
		holds: (password, match) => {
			const user = match.slice(match.indexOf("://") + 3).split(":", 1)[0];
			return !isDefaultPassword(password, user) && !noHost.test(match);
		},
		certain: false
	},
	{
		id: "json-web-token",
		title: "JSON web token",
		severity: "medium",
		remedy: "end the session, or replace the key that signed it",
		keywords: [
			"eyJhbGci",
			"eyJ0eXAi",
			"eyJraWQi",
			"eyJ4NX",
			"eyJjdHki",
			"eyJlbmMi"
		],
		pattern: /(?<![\w.-])eyJ[\w-]{10,1000}\.eyJ[\w-]{10,4000}\.(?<secret>[\w-]{20,1000})(?![\w-])/y,
		reach: 6144,
		minEntropy: 4,
		holds: (_, match) => isSessionToken(match),
		certain: false
	},
	named({
		id: "basic-authorization",
		title: "User and password in an Authorization header",
		revoke: "by changing the password",
		keywords: ["authorization"],
		pattern: /authorization\\?["'\]]{0,2}\s{0,4}[:=,]\s{0,4}\\?["'`]?basic (?<secret>[A-Za-z0-9+/]{8,300}={0,2})(?![A-Za-z0-9+/=])/iy,
		structured: true,
		holds: (secret) => {
			const [user = "", password = ""] = Buffer.from(secret, "base64").toString("latin1").split(":", 2);
			return isUserAndPassword(secret) && !isDefaultPassword(password, user) && user !== "Aladdin";
		},
		reach: 400
	}),
	named({
		id: "bearer-authorization",
		title: "Bearer token in an Authorization header",
		revoke: "where it was issued",
		keywords: ["authorization"],
		pattern: /authorization\\?["'\]]{0,2}\s{0,4}[:=,]\s{0,4}\\?["'`]?bearer (?!eyJ)(?<secret>[A-Za-z0-9_.~+/-]{24,300}={0,2})(?![A-Za-z0-9_.~+/=-])/iy,
		minEntropy: 3.8,
		holds: (secret) => /\d/.test(secret),
		reach: 400
	}),
	{
		id: "curl-login",
		title: "User and password of a curl call",
		severity: "high",
		remedy: "change the password, and give it at run time",
		keywords: ["curl "],
		pattern: /curl [^\n|;&]{0,200}?(?<= )(?:-u|--user)[ =]?["']?(?<user>[^\s:"'$]{1,64}):(?<secret>[^\s"'$<>{}]{4,100})/y,
		minEntropy: 1.5,
		holds: (password, match) => !isDefaultPassword(password, /(?:-u|--user)[ =]?["']?([^:]{1,64}):/.exec(match)?.[1]),
		reach: 400,
		certain: false
	},
	named({
		id: "netrc-password",
		title: "Password in a .netrc",
		revoke: "by changing the password at the machine it names",
		keywords: ["password"],
		wants: (path) => /(?:^|\/)[._]netrc$/.test(path),
		pattern: /password\s{1,8}(?<secret>[^\s$<>{}]{4,200})/iy,
		minEntropy: 1.5,
		holds: (password) => !isDefaultPassword(password)
	}),
	issued({
		id: "pgpass-password",
		title: "PostgreSQL password in a .pgpass",
		revoke: "by changing the password of the role",
		keywords: followedBy(":543", digits),
		wants: (path) => /(?:^|\/)\.?pgpass(?:\.conf)?$/.test(path),
		pattern: /:543[0-9]:[^:\s]{1,64}:[^:\s]{1,64}:(?<secret>[^\s:$<>{}]{3,200})/y,
		minEntropy: 1.5,
		holds: (password) => !isDefaultPassword(password),
		certain: false
	}),
	{
		id: "password-hash",
		title: "Password hash",
		severity: "medium",
		remedy: "lock the account, or set its password at run time",
		keywords: [
			":$y$",
			":$6$",
			":$5$",
			":$1$",
			":$2a$",
			":$2b$",
			":$2y$",
			":$7$",
			":$gy$",
			":$apr1$"
		],
		wants: (path) => /^etc\/g?shadow-?$|(?:^|\/)\.?htpasswd$/.test(path),
		pattern: /:\$(?:y|gy|7|[156]|2[aby]|apr1)\$(?<secret>[./A-Za-z0-9$=,]{20,200})/y,
		certain: true
	}
];
/** False for what is no token at all, the sample of jwt.io, and keys that are made to be public. */
function isSessionToken(text) {
	const [header, payload] = text.split(".", 2).map(parsed);
	if (typeof header?.alg !== "string" || header.alg === "none" || payload === void 0) return false;
	return payload.sub !== "1234567890" && payload.name !== "John Doe" && payload.role !== "anon";
}
function parsed(base64) {
	try {
		const value = JSON.parse(Buffer.from(base64, "base64url").toString("utf8"));
		return typeof value === "object" && value !== null ? { ...value } : void 0;
	} catch {
		return;
	}
}
// src/inspect/secrets/rules/machine-learning.ts
/** Models by the call, and where they are kept. */
const machineLearningRules = [
	issued({
		id: "openai-api-key",
		title: "OpenAI API key",
		revoke: "on the OpenAI platform, under API keys",
		keywords: ["T3BlbkFJ"],
		pattern: /(?<=(?<![\w-])sk-(?:[a-z]{2,10}-)?[\w-]{20,120})T3BlbkFJ[\w-]{20,120}(?![\w-])/y
	}),
	issued({
		id: "anthropic-api-key",
		title: "Anthropic API key",
		revoke: "in the Anthropic console, under API keys",
		keywords: ["sk-ant-"],
		pattern: token("sk-ant-[a-z]{3,10}[0-9]{2}-", "[A-Za-z0-9_-]{80,120}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "huggingface-token",
		title: "Hugging Face token",
		revoke: "on Hugging Face, under access tokens",
		keywords: [...followedBy("hf_", letters), "api_org_"],
		pattern: token("(?:hf_|api_org_)", "[A-Za-z]{34}"),
		minEntropy: 3.8
	}),
	issued({
		id: "replicate-token",
		title: "Replicate API token",
		revoke: "on Replicate, under API tokens",
		keywords: followedBy("r8_", letters + digits),
		pattern: token("r8_", "[A-Za-z0-9]{37}"),
		minEntropy: 3.8
	}),
	issued({
		id: "groq-api-key",
		title: "Groq API key",
		revoke: "in the Groq console",
		keywords: ["gsk_"],
		pattern: token("gsk_", "[A-Za-z0-9]{52}")
	}),
	issued({
		id: "xai-api-key",
		title: "xAI API key",
		revoke: "in the xAI console",
		keywords: ["xai-"],
		pattern: token("xai-", "[A-Za-z0-9]{80}")
	}),
	issued({
		id: "perplexity-api-key",
		title: "Perplexity API key",
		revoke: "in the Perplexity settings",
		keywords: ["pplx-"],
		pattern: token("pplx-", "[A-Za-z0-9]{48}")
	}),
	issued({
		id: "nvidia-api-key",
		title: "NVIDIA API key",
		revoke: "in the NVIDIA account",
		keywords: ["nvapi-"],
		pattern: token("nvapi-", "[A-Za-z0-9_-]{60,70}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "openrouter-api-key",
		title: "OpenRouter API key",
		revoke: "in the OpenRouter settings",
		keywords: ["sk-or-v1-"],
		pattern: token("sk-or-v1-", "[0-9a-f]{64}")
	}),
	issued({
		id: "tavily-api-key",
		title: "Tavily API key",
		revoke: "in the Tavily dashboard",
		keywords: ["tvly-"],
		pattern: token("tvly-(?:dev-|prod-)?", "[A-Za-z0-9]{32}")
	}),
	issued({
		id: "langsmith-api-key",
		title: "LangSmith API key",
		revoke: "in the LangSmith settings",
		keywords: ["lsv2_"],
		pattern: token("lsv2_(?:pt|sk)_", "[0-9a-f]{32}_[0-9a-f]{10}")
	}),
	issued({
		id: "pinecone-api-key",
		title: "Pinecone API key",
		revoke: "in the Pinecone console",
		keywords: ["pcsk_"],
		pattern: token("pcsk_", "[A-Za-z0-9]{4,8}_[A-Za-z0-9]{50,80}")
	}),
	named({
		id: "cohere-api-key",
		title: "Cohere API key",
		revoke: "in the Cohere dashboard",
		keywords: ["cohere", "co_api_key"],
		pattern: assigned$1("(?:cohere|co_api_key)", "[A-Za-z0-9]{40}"),
		minEntropy: 4
	}),
	named({
		id: "wandb-api-key",
		title: "Weights & Biases API key",
		revoke: "in the user settings",
		keywords: ["wandb_api_key"],
		pattern: assigned$1("wandb_api_key", "[0-9a-f]{40}")
	})
];
// src/inspect/secrets/rules/messaging.ts
const encodedId = /^[MNO][\w-]{20,28}/;
/** Chat, mail and telephone. */
const messagingRules = [
	issued({
		id: "slack-token",
		title: "Slack token",
		revoke: "in the settings of the Slack app",
		keywords: followedBy("xox", "abceoprs"),
		pattern: token(String.raw`xox(?:[abceoprs]-|e\.xox[bp]-)`, "[0-9]{1,14}-[A-Za-z0-9-]{20,250}", "[A-Za-z0-9-]")
	}),
	issued({
		id: "slack-app-token",
		title: "Slack app-level token",
		revoke: "in the settings of the Slack app",
		keywords: ["xapp-"],
		pattern: token("xapp-", "[0-9]-[A-Z0-9]{8,14}-[0-9]{10,14}-[0-9a-f]{64}")
	}),
	issued({
		id: "slack-webhook",
		title: "Slack webhook",
		severity: "medium",
		revoke: "in the settings of the Slack app",
		keywords: ["hooks.slack.com/"],
		pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{8,12}\/[A-Z0-9]{8,24}\/(?<secret>[A-Za-z0-9]{20,32})(?![A-Za-z0-9])/y
	}),
	named({
		id: "discord-bot-token",
		title: "Discord bot token",
		revoke: "in the Discord developer portal",
		keywords: ["discord"],
		pattern: assigned$1("discord", String.raw`[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}`),
		holds: (text) => {
			const [id = ""] = encodedId.exec(text) ?? [];
			return /^\d{16,20}/.test(Buffer.from(id.split(".", 1).join(""), "base64url").toString("latin1"));
		}
	}),
	issued({
		id: "discord-webhook",
		title: "Discord webhook",
		severity: "medium",
		revoke: "in the settings of the channel",
		keywords: ["/api/webhooks/"],
		pattern: /\/api\/webhooks\/[0-9]{17,20}\/(?<secret>[\w-]{60,70})(?![\w-])/y
	}),
	issued({
		id: "teams-webhook",
		title: "Microsoft Teams webhook",
		severity: "medium",
		revoke: "in the connectors of the channel",
		keywords: [".webhook.office.com/"],
		pattern: new RegExp(String.raw`\.webhook\.office\.com/webhookb2/${uuid}@${uuid}/IncomingWebhook/(?<secret>[0-9a-f]{32})/`, "y")
	}),
	issued({
		id: "telegram-bot-token",
		title: "Telegram bot token",
		revoke: "with @BotFather",
		keywords: followedBy(":AA", "EFGH"),
		pattern: /(?<=(?<![0-9A-Za-z_])[0-9]{8,10}):AA[E-H][\w-]{32}(?![\w-])/y
	}),
	named({
		id: "twilio-auth-token",
		title: "Twilio auth token or API key",
		revoke: "in the Twilio console",
		keywords: ["twilio"],
		pattern: assigned$1("twilio", "(?:SK)?[0-9a-f]{32}")
	}),
	issued({
		id: "sendgrid-api-key",
		title: "SendGrid API key",
		revoke: "in the SendGrid settings",
		keywords: followedBy("SG.", `${letters}${digits}_-`),
		pattern: token(String.raw`SG\.`, String.raw`[\w-]{22}\.[\w-]{43}`, "[A-Za-z0-9_-]")
	}),
	issued({
		id: "mailgun-api-key",
		title: "Mailgun API key",
		certain: false,
		revoke: "in the Mailgun control panel",
		keywords: followedBy("key-", hexadecimal),
		pattern: token("key-", "[0-9a-f]{32}"),
		minEntropy: 3.2
	}),
	named({
		id: "mailgun-sending-key",
		title: "Mailgun sending key",
		revoke: "in the Mailgun control panel",
		keywords: ["mailgun"],
		pattern: assigned$1("mailgun", "[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}")
	}),
	issued({
		id: "mailchimp-api-key",
		title: "Mailchimp API key",
		revoke: "in the Mailchimp account",
		keywords: followedBy("-us", digits),
		pattern: /(?<=(?<![0-9A-Za-z])(?<secret>[0-9a-f]{32}))-us[0-9]{1,2}(?![0-9A-Za-z-])/y,
		minEntropy: 3.2
	}),
	issued({
		id: "brevo-api-key",
		title: "Brevo API key",
		revoke: "in the Brevo account",
		keywords: ["xkeysib-", "xsmtpsib-"],
		pattern: token("x(?:key|smtp)sib-", "[0-9a-f]{64}-[A-Za-z0-9]{16}")
	}),
	named({
		id: "postmark-token",
		title: "Postmark server token",
		revoke: "in the settings of the Postmark server",
		keywords: ["postmark"],
		pattern: assigned$1("postmark", uuid)
	}),
	issued({
		id: "intercom-access-token",
		title: "Intercom access token",
		revoke: "in the Intercom developer hub",
		keywords: ["dG9rO"],
		pattern: token("dG9rO", "[A-Za-z0-9_-]{54,80}={0,2}", "[A-Za-z0-9+/=]"),
		minEntropy: 4
	})
];
// src/inspect/secrets/rules/observability.ts
/** What watches programs that run. */
const observabilityRules = [
	named({
		id: "datadog-key",
		title: "Datadog API or application key",
		revoke: "in the Datadog organization settings",
		keywords: [
			"datadog",
			"dd_api_key",
			"dd_app_key",
			"dd-api-key",
			"dd-application-key"
		],
		pattern: assigned$1("(?:datadog|dd[_-]api[_-]key|dd[_-]app(?:lication)?[_-]key)", "(?:[0-9a-f]{40}|[0-9a-f]{32})")
	}),
	issued({
		id: "newrelic-key",
		title: "New Relic key",
		revoke: "in New Relic, under API keys",
		keywords: [
			"NRAK-",
			"NRII-",
			"NRRA-"
		],
		pattern: token("(?:NRAK-[A-Z0-9]{27}|NRII-[A-Za-z0-9_-]{32}|NRRA-[0-9a-f]{42})", "", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "newrelic-license-key",
		title: "New Relic license key",
		revoke: "in New Relic, under API keys",
		keywords: ["FFFFNRAL", "NRAL"],
		pattern: /(?<=(?<![0-9A-Za-z])(?<secret>[0-9a-f]{32})(?:FFFF|[0-9a-f]{4}))NRAL(?![0-9A-Za-z])/y
	}),
	issued({
		id: "grafana-token",
		title: "Grafana service account or cloud token",
		revoke: "in Grafana, under service accounts",
		keywords: ["glsa_", "glc_eyJ"],
		pattern: token("(?:glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}|glc_eyJ[A-Za-z0-9+/]{40,400}={0,3})", "", "[A-Za-z0-9+/=_]"),
		reach: 420
	}),
	issued({
		id: "grafana-api-key",
		title: "Grafana API key",
		revoke: "in Grafana, under API keys",
		keywords: ["eyJrIjoi"],
		pattern: token("eyJrIjoi", "[A-Za-z0-9+/]{70,400}={0,3}", "[A-Za-z0-9+/=_.-]"),
		reach: 420
	}),
	issued({
		id: "sentry-token",
		title: "Sentry token",
		revoke: "in the Sentry settings, under auth tokens",
		keywords: ["sntrys_eyJ", "sntryu_"],
		pattern: token("(?:sntrys_eyJ[A-Za-z0-9+/=]{60,600}_[A-Za-z0-9+/]{40,60}|sntryu_[0-9a-f]{64})", "", "[A-Za-z0-9+/_]"),
		reach: 720
	}),
	issued({
		id: "dynatrace-token",
		title: "Dynatrace token",
		revoke: "in Dynatrace, under access tokens",
		keywords: ["dt0c01.", "dt0s01."],
		pattern: token(String.raw`dt0[cs]01\.`, String.raw`[A-Z2-7]{24}\.[A-Z2-7]{64}`)
	}),
	issued({
		id: "posthog-key",
		title: "PostHog personal API key",
		revoke: "in the PostHog settings",
		keywords: ["phx_"],
		pattern: token("phx_", "[A-Za-z0-9]{43,52}"),
		minEntropy: 3.8
	}),
	issued({
		id: "launchdarkly-key",
		title: "LaunchDarkly SDK or API key",
		certain: false,
		revoke: "in LaunchDarkly, under account settings",
		keywords: ["sdk-", "api-"],
		pattern: token("(?:sdk|api)-", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", "[A-Za-z0-9_-]")
	}),
	named({
		id: "opsgenie-api-key",
		title: "Opsgenie API key",
		revoke: "in the Opsgenie settings",
		keywords: ["opsgenie", "geniekey"],
		pattern: assigned$1("(?:opsgenie|geniekey)", uuid)
	})
];
// src/inspect/secrets/rules/package-registries.ts
const isDockerConfig = (path) => path === "" || /(?:^|\/)(?:config\.json|auth\.json|\.dockercfg|[\w.-]{0,40}dockerconfigjson)$/.test(path);
/** Where packages and images are published, and the files that hold the way in. */
const packageRegistryRules = [
	issued({
		id: "npm-token",
		title: "npm access token",
		severity: "critical",
		revoke: "with npm token revoke",
		keywords: ["npm_"],
		pattern: token("npm_", "[A-Za-z0-9]{36}"),
		minEntropy: 3.5
	}),
	issued({
		id: "npmrc-auth",
		title: "Credential of a package registry in an .npmrc",
		certain: false,
		revoke: "in the registry",
		keywords: [
			"_authToken",
			"_password",
			"_auth"
		],
		pattern: /(?<=^|[:\n])(?:_authToken|_password|_auth)\s{0,4}=\s{0,4}["']?(?!npm_)(?<secret>[A-Za-z0-9+/=_~-]{8,1000})(?=["'\s&;|]|$)/y,
		reach: 1100,
		minEntropy: 2.8
	}),
	issued({
		id: "pypi-token",
		title: "PyPI upload token",
		severity: "critical",
		revoke: "in the PyPI account settings",
		keywords: ["pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw"],
		pattern: token("pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)", "[A-Za-z0-9_-]{50,1000}", "[A-Za-z0-9_-]"),
		reach: 1100
	}),
	named({
		id: "pypirc-password",
		title: "Password of a Python package index in a .pypirc",
		revoke: "in the package index",
		keywords: ["password"],
		wants: (path) => /(?:^|\/)\.pypirc$/.test(path),
		pattern: /password[ \t]{0,8}[:=][ \t]{0,8}(?!pypi-)(?<secret>[^\s%${}<>]{4,200})/iy,
		minEntropy: 2
	}),
	issued({
		id: "rubygems-api-key",
		title: "RubyGems API key",
		severity: "critical",
		revoke: "on rubygems.org, under API keys",
		keywords: ["rubygems_"],
		pattern: token("rubygems_", "[0-9a-f]{48}")
	}),
	issued({
		id: "nuget-api-key",
		title: "NuGet API key",
		certain: false,
		revoke: "on nuget.org, under API keys",
		keywords: followedBy("oy2", lowerCase + digits),
		pattern: token("oy2", "[a-z0-9]{43}"),
		minEntropy: 3.5
	}),
	named({
		id: "nuget-config-password",
		title: "Password of a package source in a NuGet.Config",
		revoke: "in the package source",
		keywords: ["cleartextpassword"],
		pattern: /cleartextpassword"\s{1,8}value="(?<secret>[^"%$]{4,200})"/iy,
		minEntropy: 2
	}),
	issued({
		id: "crates-io-token",
		title: "crates.io API token",
		certain: false,
		revoke: "on crates.io, under API tokens",
		keywords: followedBy("cio", letters + digits),
		pattern: token("cio", "[A-Za-z0-9]{32}"),
		minEntropy: 4
	}),
	issued({
		id: "clojars-token",
		title: "Clojars deploy token",
		revoke: "on clojars.org, under deploy tokens",
		keywords: ["CLOJARS_"],
		pattern: token("CLOJARS_", "[0-9a-f]{60}")
	}),
	issued({
		id: "packagist-token",
		title: "Packagist token",
		revoke: "in the Packagist organization",
		keywords: ["packagist_"],
		pattern: token("packagist_[a-z]{3}_", "[0-9a-f]{68}")
	}),
	issued({
		id: "docker-hub-token",
		title: "Docker Hub access token",
		severity: "critical",
		revoke: "in the Docker account, under personal access tokens",
		keywords: ["dckr_pat_", "dckr_oat_"],
		pattern: token("dckr_[po]at_", "[A-Za-z0-9_-]{27,32}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "docker-config-auth",
		title: "Registry login in a Docker configuration",
		certain: false,
		revoke: "in the registry, and log in with a credential helper",
		keywords: ["\"auth\"", String.raw`\"auth\"`],
		wants: isDockerConfig,
		pattern: /\\?"auth\\?"\s{0,8}:\s{0,8}\\?"(?<secret>[A-Za-z0-9+/]{8,1000}={0,2})\\?"/y,
		reach: 1100,
		holds: isUserAndPassword
	}),
	issued({
		id: "artifactory-token",
		title: "JFrog Artifactory key or reference token",
		revoke: "in the JFrog user profile",
		keywords: ["AKCp", "cmVmdGtu"],
		pattern: token("(?:AKCp[A-Za-z0-9]{69}|cmVmdGtu[A-Za-z0-9]{56})", ""),
		minEntropy: 4
	}),
	named({
		id: "maven-settings-password",
		title: "Password of a server in Maven settings",
		revoke: "at the server",
		keywords: ["<password>"],
		wants: (path) => /(?:^|\/)settings(?:-security)?\.xml$/.test(path),
		pattern: /<password>\s{0,8}(?<secret>[^\s<>{}$]{4,200})\s{0,8}<\/password>/iy,
		minEntropy: 2
	}),
	named({
		id: "gradle-publish-key",
		title: "Gradle plugin portal key",
		revoke: "in the Gradle plugin portal",
		keywords: ["gradle.publish."],
		pattern: assigned$1(String.raw`gradle\.publish\.(?:key|secret)`, "[A-Za-z0-9]{32,64}"),
		minEntropy: 3.5
	})
];
// src/inspect/secrets/rules/payment.ts
/** Money and parcels. */
const paymentRules = [
	issued({
		id: "stripe-secret-key",
		title: "Stripe secret key",
		severity: "critical",
		revoke: "in the Stripe dashboard, under API keys",
		keywords: ["sk_live_", "rk_live_"],
		pattern: token("[rs]k_live_", "[A-Za-z0-9]{20,250}")
	}),
	issued({
		id: "stripe-webhook-secret",
		title: "Stripe webhook signing secret",
		certain: false,
		revoke: "in the Stripe dashboard, under webhooks",
		keywords: ["whsec_"],
		pattern: token("whsec_", "[A-Za-z0-9+/]{32,64}", "[A-Za-z0-9+/_]"),
		minEntropy: 3.8
	}),
	issued({
		id: "square-access-token",
		title: "Square access token",
		severity: "critical",
		revoke: "in the Square developer dashboard",
		keywords: ["sq0atp-", "EAAAE"],
		pattern: token("(?:sq0atp-[A-Za-z0-9_-]{22}|EAAAE[A-Za-z0-9_-]{59})", "", "[A-Za-z0-9_=-]")
	}),
	issued({
		id: "square-application-secret",
		title: "Square application secret",
		revoke: "in the Square developer dashboard",
		keywords: ["sq0csp-"],
		pattern: token("sq0csp-", "[A-Za-z0-9_-]{43}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "braintree-access-token",
		title: "PayPal Braintree access token",
		severity: "critical",
		revoke: "in the Braintree control panel",
		keywords: ["access_token$production$"],
		pattern: /access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}(?![0-9a-f])/y
	}),
	issued({
		id: "shopify-token",
		title: "Shopify access token or shared secret",
		revoke: "in the Shopify admin, under apps",
		keywords: [
			"shpat_",
			"shpca_",
			"shppa_",
			"shpss_"
		],
		pattern: token("shp(?:at|ca|pa|ss)_", "[0-9A-Fa-f]{32}")
	}),
	issued({
		id: "flutterwave-secret-key",
		title: "Flutterwave secret key",
		severity: "critical",
		revoke: "in the Flutterwave dashboard",
		keywords: ["FLWSECK-"],
		pattern: token("FLWSECK-", "[0-9a-f]{32}-X", "[A-Za-z0-9-]")
	}),
	issued({
		id: "plaid-access-token",
		title: "Plaid access token",
		revoke: "with the item/remove call of Plaid",
		keywords: ["access-production-"],
		pattern: token("access-production-", uuid)
	}),
	issued({
		id: "easypost-api-key",
		title: "EasyPost API key",
		revoke: "in the EasyPost account",
		keywords: ["EZAK"],
		pattern: token("EZAK", "[A-Za-z0-9]{54}")
	}),
	issued({
		id: "shippo-token",
		title: "Shippo live token",
		revoke: "in the Shippo settings",
		keywords: ["shippo_live_"],
		pattern: token("shippo_live_", "[0-9a-f]{40}")
	}),
	issued({
		id: "duffel-token",
		title: "Duffel live token",
		revoke: "in the Duffel dashboard",
		keywords: ["duffel_live_"],
		pattern: token("duffel_live_", "[A-Za-z0-9_=-]{43}", "[A-Za-z0-9_=-]")
	})
];
// src/inspect/secrets/rules/settings.ts
const settingsFile = /\.(?:cfg|conf|config|env|ini|json|properties|plist|tf|tfvars|toml|xml|ya?ml)$|(?:^|\/)\.env[\w.-]{0,40}$/i;
const codeFile = /\.(?:bash|cs|go|groovy|java|jsx?|kt|lua|mjs|cjs|php|pl|ps1|py|rb|rs|scala|sh|swift|tsx?|zsh)$/i;
const lockFile = /(?:^|\/)(?:[\w.-]{0,40}[.-]lock(?:\.json|\.ya?ml)?|package-lock\.json|npm-shrinkwrap\.json)$/i;
const names = [
	"password",
	"passwd",
	"passphrase",
	"secret",
	"token",
	"api_key",
	"api-key",
	"apikey",
	"access_key",
	"accesskey",
	"auth_key",
	"private_key",
	"secret_key",
	"secretkey",
	"encryption_key",
	"signing_key"
];
const name = `(?:${names.join("|")})`;
const given = String.raw`\\?["'\])]{0,2}[ \t]{0,20}(?::=|=>|[=:,])[ \t]{0,20}`;
const value = "(?<secret>[A-Za-z0-9+/=_.~!@#%^&*-]{16,200})";
/** Random characters have digits among the letters; a path, a version, a name in words has another look. */
function looksRandom(secret) {
	const count = (form) => secret.match(form)?.length ?? 0;
	const isNamed = /^[a-z]+(?:[-_.][a-z]+)+\d{0,4}$/i.test(secret) || /^[./@]|\.(?:com|org|net|io|pem|key|json|ya?ml)$/.test(secret);
	return count(/\d/g) >= 2 && count(/[a-z]/gi) >= 3 && !isNamed && !isDefaultPassword(secret);
}
/** Values that only their names give away, where people write settings. */
const settingsRules = [{
	id: "secret-in-settings",
	title: "Secret in a settings file",
	severity: "high",
	remedy: "change it, and give it at run time",
	keywords: names,
	ignoreCase: true,
	wants: (path) => settingsFile.test(path) && !lockFile.test(path),
	pattern: new RegExp(String.raw`(?i:${name})${given}\\?(?:(?<quote>["'])${value}\\?\k<quote>|${value}\s{0,4}(?:[\r\n;,#}]|$))`, "y"),
	minEntropy: 3.5,
	holds: (secret) => looksRandom(secret),
	certain: false
}, {
	id: "secret-in-code",
	title: "Secret in source code",
	severity: "high",
	remedy: "change it, and give it at run time",
	keywords: names,
	ignoreCase: true,
	wants: (path) => codeFile.test(path),
	pattern: new RegExp(String.raw`(?i:${name})${given}(?<quote>["'\x60])${value}\k<quote>`, "y"),
	minEntropy: 3.7,
	holds: (secret) => looksRandom(secret),
	certain: false
}];
// src/inspect/secrets/rules/source-control.ts
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const checksumLength = 6;
/**
* The last six characters of a classic GitHub token are the CRC-32 of those between the prefix and them, in base 62
* (github.blog, "Behind GitHub's new authentication token formats").
*/
function hasGitHubChecksum(text) {
	const body = text.slice(text.indexOf("_") + 1);
	return body.slice(-6) === gitHubChecksum(body.slice(0, -6));
}
function gitHubChecksum(body) {
	let rest = crc32(body);
	let written = "";
	for (let index = 0; index < checksumLength; index++) {
		written = base62.charAt(rest % 62) + written;
		rest = Math.floor(rest / 62);
	}
	return written;
}
/** Hosts of source code, and what builds and examines it. */
const sourceControlRules = [
	issued({
		id: "github-personal-token",
		title: "GitHub personal access token",
		severity: "critical",
		revoke: "on GitHub, under developer settings",
		keywords: ["ghp_"],
		pattern: token("ghp_", "[A-Za-z0-9]{36}"),
		holds: hasGitHubChecksum
	}),
	issued({
		id: "github-fine-grained-token",
		title: "GitHub fine-grained personal access token",
		severity: "critical",
		revoke: "on GitHub, under developer settings",
		keywords: ["github_pat_"],
		pattern: token("github_pat_", "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}")
	}),
	issued({
		id: "github-oauth-token",
		title: "GitHub OAuth token",
		severity: "critical",
		revoke: "on GitHub, under authorized applications",
		keywords: ["gho_"],
		pattern: token("gho_", "[A-Za-z0-9]{36}"),
		holds: hasGitHubChecksum
	}),
	issued({
		id: "github-app-token",
		title: "GitHub app token",
		revoke: "on GitHub, in the settings of the app",
		keywords: ["ghu_", "ghs_"],
		pattern: token("gh[us]_", "[A-Za-z0-9]{36}"),
		holds: hasGitHubChecksum
	}),
	issued({
		id: "github-refresh-token",
		title: "GitHub refresh token",
		revoke: "on GitHub, in the settings of the app",
		keywords: ["ghr_"],
		pattern: token("ghr_", "[A-Za-z0-9]{36,76}"),
		holds: hasGitHubChecksum
	}),
	issued({
		id: "gitlab-personal-token",
		title: "GitLab personal access token",
		severity: "critical",
		revoke: "on GitLab, under access tokens",
		keywords: ["glpat-"],
		pattern: token("glpat-", String.raw`(?:[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{7,9}|[A-Za-z0-9_-]{20})`, "[A-Za-z0-9_-]"),
		reach: 400
	}),
	issued({
		id: "gitlab-token",
		title: "GitLab token of a runner, a deployment, a job or an agent",
		revoke: "on GitLab, in the settings of the project or group",
		keywords: [
			"gldt-",
			"glrt-",
			"glrtr-",
			"glptt-",
			"glcbt-",
			"glft-",
			"glimt-",
			"glagent-",
			"gloas-",
			"glsoat-",
			"GR1348941"
		],
		pattern: token("(?:gl(?:dt|rt|rtr|ptt|cbt|ft|imt|agent|oas|soat)-|GR1348941)", String.raw`[A-Za-z0-9_-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{7,9})?`, "[A-Za-z0-9_-]"),
		reach: 400
	}),
	issued({
		id: "bitbucket-app-password",
		title: "Bitbucket app password",
		revoke: "on Bitbucket, under app passwords",
		keywords: ["ATBB"],
		pattern: token("ATBB", "[A-Za-z0-9]{32}")
	}),
	issued({
		id: "atlassian-api-token",
		title: "Atlassian API or repository access token",
		revoke: "in the Atlassian account, under API tokens",
		keywords: ["ATATT3", "ATCTT3"],
		pattern: token("AT[AC]TT3", "[A-Za-z0-9_=-]{140,300}", "[A-Za-z0-9_=-]"),
		reach: 400
	}),
	issued({
		id: "sourcegraph-token",
		title: "Sourcegraph access token",
		revoke: "in the Sourcegraph user settings",
		keywords: ["sgp_"],
		pattern: token("sgp_", "(?:(?:local|[0-9a-f]{16})_)?[0-9a-f]{40}")
	}),
	issued({
		id: "circleci-token",
		title: "CircleCI token",
		revoke: "in the CircleCI user or project settings",
		keywords: ["CCIPAT_", "CCIPRJ_"],
		pattern: token("CCIP(?:AT|RJ)_", "[A-Za-z0-9]{20,24}_[0-9a-f]{40}")
	}),
	issued({
		id: "buildkite-token",
		title: "Buildkite access token",
		revoke: "in the Buildkite personal settings",
		keywords: ["bkua_"],
		pattern: token("bkua_", "[0-9a-f]{40}")
	}),
	issued({
		id: "sonarqube-token",
		title: "SonarQube token",
		revoke: "in the SonarQube account, under security",
		keywords: [
			"squ_",
			"sqp_",
			"sqa_"
		].flatMap((start) => followedBy(start, hexadecimal)),
		pattern: token("sq[upa]_", "[0-9a-f]{40}")
	}),
	named({
		id: "snyk-token",
		title: "Snyk token",
		revoke: "in the Snyk account settings",
		keywords: [
			"snyk_token",
			"snyk_api",
			"snyk_oauth"
		],
		pattern: assigned$1("snyk_(?:token|api|oauth)", uuid)
	}),
	named({
		id: "codecov-token",
		title: "Codecov upload token",
		severity: "medium",
		revoke: "in the Codecov settings of the repository",
		keywords: ["codecov_token"],
		pattern: assigned$1("codecov_token", uuid)
	})
];
// src/inspect/secrets/rules/workplace.ts
/** Documents, tasks, customers, maps and social networks. */
const workplaceRules = [
	issued({
		id: "linear-key",
		title: "Linear API key",
		revoke: "in the Linear settings, under API",
		keywords: ["lin_api_", "lin_oauth_"],
		pattern: token("lin_(?:api|oauth)_", "(?:[0-9a-f]{64}|[A-Za-z0-9]{40})")
	}),
	issued({
		id: "notion-token",
		title: "Notion integration token",
		revoke: "in Notion, under integrations",
		keywords: followedBy("ntn_", digits),
		pattern: token("ntn_", "[0-9]{11}[A-Za-z0-9]{35}")
	}),
	issued({
		id: "notion-legacy-token",
		title: "Notion integration token",
		certain: false,
		revoke: "in Notion, under integrations",
		keywords: ["secret_"],
		pattern: token("secret_", "(?<secret>[A-Za-z0-9]{43})"),
		minEntropy: 4.2
	}),
	issued({
		id: "postman-key",
		title: "Postman API key",
		revoke: "in the Postman settings",
		keywords: ["PMAK-"],
		pattern: token("PMAK-", "[0-9a-f]{24}-[0-9a-f]{34}")
	}),
	issued({
		id: "figma-token",
		title: "Figma personal access token",
		revoke: "in the Figma settings",
		keywords: ["figd_"],
		pattern: token("figd_", "[A-Za-z0-9_-]{38,60}", "[A-Za-z0-9_-]")
	}),
	named({
		id: "airtable-token",
		title: "Airtable token",
		revoke: "in the Airtable developer hub",
		keywords: ["airtable"],
		pattern: assigned$1("airtable", String.raw`(?:pat[A-Za-z0-9]{14}\.[0-9a-f]{64}|key[A-Za-z0-9]{14})`)
	}),
	issued({
		id: "clickup-token",
		title: "ClickUp personal token",
		revoke: "in the ClickUp settings",
		keywords: followedBy("pk_", digits),
		pattern: token("pk_", "[0-9]{6,10}_[A-Z0-9]{32}")
	}),
	issued({
		id: "contentful-token",
		title: "Contentful management token",
		revoke: "in the Contentful account settings",
		keywords: ["CFPAT-"],
		pattern: token("CFPAT-", "[A-Za-z0-9_-]{43}", "[A-Za-z0-9_-]")
	}),
	issued({
		id: "dropbox-token",
		title: "Dropbox access token",
		revoke: "in the Dropbox app console",
		keywords: [...followedBy("sl.", upperCase), "sl.u."],
		pattern: token(String.raw`sl\.(?:u\.)?`, "[A-Z][A-Za-z0-9_-]{130,1500}", "[A-Za-z0-9_-]"),
		minEntropy: 4.5,
		reach: 1600
	}),
	issued({
		id: "hubspot-token",
		title: "HubSpot private app token",
		revoke: "in HubSpot, under private apps",
		keywords: [
			"pat-na",
			"pat-eu",
			"pat-ap"
		],
		pattern: token("pat-(?:na|eu|ap)[0-9]-", uuid)
	}),
	issued({
		id: "typeform-token",
		title: "Typeform personal token",
		revoke: "in the Typeform account",
		keywords: ["tfp_"],
		pattern: token("tfp_", "[A-Za-z0-9_.=-]{40,64}", "[A-Za-z0-9_-]"),
		minEntropy: 4
	}),
	issued({
		id: "readme-api-key",
		title: "ReadMe API key",
		revoke: "in the ReadMe dashboard",
		keywords: ["rdme_"],
		pattern: token("rdme_", "[a-z0-9]{70}")
	}),
	issued({
		id: "facebook-access-token",
		title: "Facebook access token",
		certain: false,
		revoke: "in the settings of the app",
		keywords: followedBy("EAA", letters + digits),
		pattern: /(?<![A-Za-z0-9+/=_-])EAA[A-Za-z0-9]{100,250}(?![A-Za-z0-9+/=_-])/y,
		minEntropy: 4.5
	}),
	named({
		id: "facebook-app-secret",
		title: "Facebook app secret",
		revoke: "in the settings of the app",
		keywords: [
			"facebook_",
			"fb_app_secret",
			"fb_client_secret"
		],
		pattern: assigned$1("(?:facebook_|fb_app_secret|fb_client_secret)", "[0-9a-f]{32}")
	}),
	issued({
		id: "mapbox-secret-token",
		title: "Mapbox secret token",
		revoke: "in the Mapbox account, under tokens",
		keywords: ["sk.eyJ1"],
		pattern: token(String.raw`sk\.eyJ1`, String.raw`[A-Za-z0-9_-]{40,120}\.[A-Za-z0-9_-]{20,24}`, "[A-Za-z0-9_-]")
	}),
	issued({
		id: "maxmind-license-key",
		title: "MaxMind license key",
		severity: "medium",
		revoke: "in the MaxMind account",
		keywords: ["_mmk"],
		pattern: /(?<=(?<![A-Za-z0-9_])[A-Za-z0-9]{6}_(?<secret>[A-Za-z0-9]{29}))_mmk(?![A-Za-z0-9_])/y
	}),
	named({
		id: "algolia-admin-key",
		title: "Algolia admin API key",
		revoke: "in the Algolia dashboard",
		keywords: ["algolia"],
		pattern: assigned$1("algolia_?(?:admin|write|secret|private)", "[0-9a-f]{32}")
	}),
	issued({
		id: "prefect-api-key",
		title: "Prefect API key",
		revoke: "in Prefect Cloud",
		keywords: ["pnu_", "pnb_"].flatMap((start) => followedBy(start, letters + hexadecimal.slice(0, 10))),
		pattern: token("pn[ub]_", "[A-Za-z0-9]{36}"),
		minEntropy: 3.8
	}),
	issued({
		id: "frameio-token",
		title: "Frame.io API token",
		revoke: "in the Frame.io developer site",
		keywords: ["fio-u-"],
		pattern: token("fio-u-", "[A-Za-z0-9_=-]{64}", "[A-Za-z0-9_=-]")
	})
];
// src/inspect/secrets/rules.ts
/** Every kind of secret that is looked for by its text. */
const secretRules = [
	...keyRules,
	...loginRules,
	...cloudRules,
	...sourceControlRules,
	...packageRegistryRules,
	...infrastructureRules,
	...messagingRules,
	...machineLearningRules,
	...observabilityRules,
	...paymentRules,
	...workplaceRules,
	...settingsRules
];
// src/inspect/secrets/secret-text.ts
const matcher = createMatcher(secretRules);
/** A configuration is some kilobytes; what an attacker made of it must not cost more than a file does. */
const budgetBytes$1 = 16777216;
/** The kinds of secrets in a text that is no file, each once. */
function secretRulesIn(text) {
	const bytes = Buffer.from(text);
	const places = matcher.find(bytes, 0, bytes.length, "", { left: budgetBytes$1 });
	return [...new Set(places.map(({ rule }) => rule))];
}
// src/inspect/checks/secret-variables.ts
const maxShownLength$1 = 80;
/** CIS Docker Benchmark 4.10: no secret in the environment or the build arguments that the image keeps. */
const secretVariables = {
	rule: "CIS-4.10",
	title: "Secret in the image configuration",
	severity: "high",
	reason: "Whoever may pull the image reads its configuration and history: a value set in one layer stays there after it is unset.",
	remedy: "docker run --env NAME IMAGE",
	isDecidable: (input) => hasConfiguration(input) && historyCoversLayers(input),
	run(input) {
		const seen = /* @__PURE__ */ new Set();
		return variables(input).flatMap((variable) => {
			const { name, where, layer } = variable;
			const key = `${where} ${name}`;
			if (seen.has(key) || !isSecret(variable)) return [];
			seen.add(key);
			const shownName = printable(name.slice(0, maxShownLength$1));
			return misconfiguration(secretVariables, {
				title: `${where} ${shownName} holds a secret; revoke it: whoever pulled the image has it`,
				key,
				layer,
				remedy: where === "ENV" ? `docker run --env ${shownName} IMAGE` : `RUN --mount=type=secret,id=${shownName} COMMAND`
			});
		});
	}
};
/** What a container would see first, then what only the history still shows. */
function variables(input) {
	const environment = (input.config.config?.Env ?? []).map((entry) => {
		const [name = ""] = entry.split("=", 1);
		return {
			name,
			value: entry.slice(name.length + 1),
			where: "ENV",
			layer: null
		};
	});
	const past = instructions(input).flatMap(({ name, text, buildArguments, layer }) => {
		if (name === "ENV") return assignments(text).map((set) => ({
			...set,
			where: "ENV",
			layer
		}));
		return (name === "ARG" ? assignments(text) : buildArguments).map((argument) => ({
			...argument,
			where: "build argument",
			layer
		}));
	});
	return [...environment, ...past];
}
function isSecret({ name, value }) {
	return isNamedSecret(name, value) || secretRulesIn(`${name}=${value}`).length > 0;
}
// src/inspect/checks/setuid-files.ts
const setuid = 2048;
const setgid = 1024;
const maxFindings$2 = 1e3;
/** CIS Docker Benchmark 4.8: no file gives another user's or group's rights to whoever starts it. */
const setuidFiles = {
	rule: "CIS-4.8",
	title: "Setuid or setgid file",
	severity: "low",
	reason: "It runs with the rights of its owner, whoever starts it: the usual way for an intruder in a container to become root.",
	remedy: "RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +",
	isDecidable: ({ view }) => view.problems.length === 0,
	run({ view, executables }) {
		const owner = new Map(executables.map((executable) => [executable.path, executable.package]));
		const found = view.find((_, { type, mode }) => type === "file" && (mode & 3072) !== 0);
		const findings = found.slice(0, maxFindings$2).map(([name, { mode, uid, gid, layer }]) => {
			const path = `/${name}`;
			const bits = [(mode & setuid) !== 0 && `setuid ${id(uid)}`, (mode & setgid) !== 0 && `setgid ${id(gid)}`];
			return misconfiguration(setuidFiles, {
				title: `${printable(path)} is ${bits.filter((bit) => bit !== false).join(" and ")}`,
				path,
				layer: view.layers[layer]?.diffId ?? null,
				package: owner.get(path),
				remedy: remedyFor(path)
			});
		});
		if (found.length <= maxFindings$2) return findings;
		const title = `${found.length - maxFindings$2} more files are setuid or setgid`;
		return [...findings, misconfiguration(setuidFiles, {
			title,
			key: "more"
		})];
	}
};
function id(number) {
	return number === 0 ? "root" : String(number);
}
/** A line for this file; only for a path that a shell reads as it is. */
function remedyFor(path) {
	return /^[\w./+@:-]+$/.test(path) ? `RUN chmod a-s ${path}` : setuidFiles.remedy;
}
// src/inspect/checks/unknown-user.ts
/** The name that the image's USER gives is an account of the image: engines refuse to start it otherwise. */
const unknownUser = {
	rule: "unknown-user",
	title: "USER that the image does not have",
	severity: "medium",
	reason: "No engine starts it as it is, and whoever overrides the user to make it start mostly picks root.",
	remedy: "USER 10001:10001, or RUN useradd NAME before it",
	isDecidable: (input) => hasConfiguration(input) && accountsOf(input.view).users !== null,
	run(input) {
		const name = nameOf(input);
		const users = accountsOf(input.view).users;
		if (name === void 0 || users === null || users.some((user) => user.name === name)) return [];
		return [misconfiguration(unknownUser, {
			title: `USER ${printable(name)} is no account in /etc/passwd`,
			key: name
		})];
	}
};
/** undefined for none, for a number, and for root, which engines know without a file. */
function nameOf({ config }) {
	const name = (config.config?.User ?? "").split(":")[0]?.trim() ?? "";
	return name === "" || name === "root" || /^[+-]?\d+$/.test(name) ? void 0 : name;
}
// src/inspect/checks/world-writable.ts
const writableByOthers = 2;
/** Programs, libraries and settings of the system (FHS 3.0, chapters 3 and 4). */
const systemFolders = /^(?:bin|sbin|lib|lib32|lib64|libx32|etc|usr)(?:\/|$)/;
/** Nobody but its owner can put another program in the place of one that others start. */
const worldWritableExecutables = {
	rule: "world-writable-executable",
	title: "Program that every user may change",
	severity: "high",
	reason: "Whoever gets into the container as any user puts a program of his own there, and waits for root to start it.",
	remedy: "RUN find / -xdev -type f -perm -0002 -perm /0111 -exec chmod o-w {} +",
	isDecidable: seesAllFiles,
	run(input) {
		const programs = new Map(input.executables.map((executable) => [executable.path, executable]));
		return atMost$1(writable(input).filter(([path]) => programs.has(`/${path}`)).map(([path, { layer }]) => misconfiguration(worldWritableExecutables, {
			title: `${printable(`/${path}`)} may be changed by every user`,
			path: `/${path}`,
			layer: input.view.layers[layer]?.diffId ?? null,
			package: programs.get(`/${path}`)?.package
		})), worldWritableExecutables, "programs may be changed by every user");
	}
};
/** Nobody but root can change how the system is set up. */
const worldWritableSystemFiles = {
	rule: "world-writable-system-file",
	title: "System file that every user may change",
	severity: "medium",
	reason: "Settings decide what programs do and who is who: whoever can write /etc/passwd is root.",
	remedy: "RUN chmod -R o-w /etc /usr",
	isDecidable: seesAllFiles,
	run(input) {
		const programs = new Set(input.executables.map(({ path }) => path));
		return atMost$1(writable(input).filter(([path]) => systemFolders.test(path) && !programs.has(`/${path}`)).map(([path, { layer }]) => misconfiguration(worldWritableSystemFiles, {
			title: `${printable(`/${path}`)} may be changed by every user`,
			path: `/${path}`,
			layer: input.view.layers[layer]?.diffId ?? null
		})), worldWritableSystemFiles, "system files may be changed by every user");
	}
};
/** Links have no mode of their own, and in a folder with the sticky bit nobody can replace another's file. */
function writable({ view }) {
	return view.find((_, { type, mode }) => {
		if ((mode & writableByOthers) === 0) return false;
		return type === "file" || type === "directory" && (mode & 512) === 0;
	});
}
// src/inspect/checks/checks.ts
/** Every check: those of the CIS benchmark in the order of their rules, then ours; findings come in this order. */
const checks = [
	rootUser,
	healthcheck,
	indexUpdate,
	setuidFiles,
	addInstruction,
	secretVariables,
	fileCapabilities,
	unknownUser,
	worldWritableExecutables,
	worldWritableSystemFiles,
	emptyPasswords,
	passwordsInImage,
	duplicateIds,
	packageCaches,
	buildLeftovers
];
/**
* What all checks say. No finding of a rule is good news only when `decidedRules` names it: then the image holds all that
* the rule is decided from.
*/
function runChecks(input, onMistake) {
	return inspectEach(checks, ({ rule }) => ({
		name: `the check ${rule}`,
		lost: "nobody knows if the image keeps that rule"
	}), (check) => ({
		findings: check.run(input),
		problems: check.problems?.(input) ?? [],
		decidedRules: check.isDecidable(input) ? [check.rule] : []
	}), onMistake);
}
/** The checks, as one of the ways an image is looked at. */
const checksInspector = {
	name: "checks",
	readers: [...accountReaders, ...checks.flatMap(({ readers }) => readers ?? [])],
	inspect: runChecks
};
// src/model/file-checksum.ts
/** Checksums that package databases keep of the files they installed. */
const checksumAlgorithms = [
	"md5",
	"sha1",
	"sha256"
];
// src/image/file-digests.ts
/**
* Hashes every file that a package database may keep a checksum of. Which algorithm it uses is known for sure only
* when the walk is over, so all are computed, until the layer has shown whose distribution it is. What npm installs
* has no checksums on disk, unless a distribution packed it.
*/
const fileDigestReader = {
	name: "file-digests",
	version: 3,
	open: (entry, hashes) => openWith(entry, hashes, checksumAlgorithms),
	startLayer() {
		let algorithms = checksumAlgorithms;
		const seen = /* @__PURE__ */ new Set();
		return (entry, hashes) => {
			const distribution = distributionOf(entry.path);
			if (distribution !== void 0 && !seen.has(distribution)) {
				seen.add(distribution);
				algorithms = checksumAlgorithms.filter((algorithm) => algorithm === "sha256" || [...seen].some((known) => known.algorithms.includes(algorithm)));
			}
			return openWith(entry, hashes, algorithms);
		};
	}
};
/** RPM kept MD5 until 4.6, and a database of that age is still read: it has no sign here, so all are computed. */
const distributions = [{
	signs: [
		"etc/debian_version",
		"etc/dpkg/",
		"etc/apt/",
		"var/lib/dpkg/"
	],
	algorithms: ["md5"]
}, {
	signs: [
		"etc/apk/",
		"lib/apk/",
		"usr/lib/apk/"
	],
	algorithms: ["sha1"]
}];
function distributionOf(path) {
	if (!path.startsWith("etc/") && !path.includes("lib/")) return void 0;
	return distributions.find(({ signs }) => signs.some((sign) => sign.endsWith("/") ? path.startsWith(sign) : path === sign));
}
function openWith({ path }, hashes, algorithms) {
	if (!mayBePacked(path)) return void 0;
	const wanted = (isFetched(path) ? whatTellsApart : algorithms).map((algorithm) => [algorithm, hashes.want(algorithm)]);
	return {
		write() {},
		end: () => () => ({
			sha256: "",
			...Object.fromEntries(wanted.map(([algorithm, digest]) => [algorithm, digest()]))
		})
	};
}
const whatTellsApart = ["sha256"];
/** What apt fetched before it unpacked anything, half of a large image; no package brings files there. */
function isFetched(path) {
	return path.startsWith("var/lib/apt/lists/") || path.startsWith("var/cache/apt/");
}
/** Debian policy 9.1.2: no package of a distribution puts files below /usr/local. */
function mayBePacked(path) {
	return path.startsWith("usr/") && !path.startsWith("usr/local/") || !(path.startsWith("node_modules/") || path.includes("/node_modules/"));
}
// src/inspect/integrity/rule.ts
/** Findings of one rule in one image: a hostile image must not make a report of a million. */
const maxFindings$1 = 1e3;
/** @param facts `path` is absolute; `layer` is the one that made the file what it is */
function integrityFinding(rule, facts) {
	return {
		id: findingId({
			kind: "integrity",
			rule: rule.rule,
			path: facts.path
		}),
		kind: "integrity",
		rule: rule.rule,
		severity: facts.severity,
		title: facts.title,
		...facts.package === void 0 ? {} : { package: facts.package },
		path: facts.path,
		layer: facts.layer,
		remedy: rule.remedy,
		status: "open"
	};
}
/** The first findings as they are, the rest as one that counts them: none is dropped in silence. */
function atMost(findings, rule) {
	if (findings.length <= 1e3) return [...findings];
	const more = findings.length - maxFindings$1;
	const { severity } = findings[maxFindings$1];
	return [...findings.slice(0, maxFindings$1), {
		id: findingId({
			kind: "integrity",
			rule: rule.rule,
			path: "more"
		}),
		kind: "integrity",
		rule: rule.rule,
		severity,
		title: `${more} more files are ${rule.rule}`,
		layer: null,
		remedy: rule.remedy,
		status: "open"
	}];
}
// src/inspect/integrity/missing.ts
/**
* A program or a library that its package brought is gone. Documentation, translations and time zones are left out of
* images on purpose (dpkg's `path-exclude`, rpm's `tsflags=nodocs`), so only what programs run from counts.
*/
const missing = {
	rule: "missing",
	title: "Program or library that its package brought and that is not there",
	reason: "The package database says it is installed, so scanners and updates count on it; what stands in for it came from somewhere else.",
	remedy: "remove the package instead of its files",
	inspect({ view, checksums }) {
		return {
			findings: atMost([...new Map(checksums.map((claim) => [claim.path, claim])).values()].filter(({ path, configuration }) => !configuration && isProgramPath(path)).filter(({ path }) => view.get(path.slice(1)) === void 0).map(({ path, package: purl }) => integrityFinding(missing, {
				title: `${printable(path)} of an installed package is not there`,
				severity: "low",
				path,
				layer: view.layers[view.removedBy(path.slice(1)) ?? -1]?.diffId ?? null,
				package: purl
			})).sort((a, b) => (a.path ?? "") < (b.path ?? "") ? -1 : 1), missing),
			problems: []
		};
	}
};
/** In a folder that programs are started from, or a shared library (FHS 3.0, chapters 3 and 4). */
function isProgramPath(path) {
	return /^\/(?:usr\/)?(?:local\/)?(?:s?bin|libexec)\//.test(path) || /^\/(?:usr\/)?lib(?:32|64|x32)?\/(?:[^/]+\/)*[^/]+\.so(?:\.[\w.]+)?$/.test(path);
}
// src/inspect/integrity/modified.ts
const maxUnverified = 5;
/**
* The bytes of a package's file are not those the package brought. A configuration file is there to be changed, and a
* file that two packages claim is right when it is either's.
*/
const modified = {
	rule: "modified",
	title: "File of a package with other bytes than the package brought",
	reason: "Whoever replaced it left the package database as it was: advisories speak of a file that is not there any more, and an intruder’s program looks like the distribution’s.",
	remedy: "install its package again, or let a package of your own bring the changed file",
	inspect(input) {
		const claims = Map.groupBy(input.checksums.filter(({ path }) => isRegular(input, path)), ({ path }) => path);
		const programs = new Set(input.executables.map(({ path }) => path));
		const findings = [];
		const unverified = [];
		for (const [path, claimed] of claims) {
			const digests = input.digests.get(path) ?? {};
			if (claimed.some((claim) => claim.configuration && digests.sha256 !== void 0)) continue;
			if (claimed.some(({ algorithm, digest }) => digests[algorithm] === digest)) continue;
			if (claimed.some(({ algorithm }) => digests[algorithm] === void 0)) unverified.push(path);
			else findings.push(findingOf$2(path, claimed, programs.has(path), input));
		}
		findings.sort((a, b) => (a.path ?? "") < (b.path ?? "") ? -1 : 1);
		return {
			findings: atMost(findings, modified),
			problems: problemsOf(unverified)
		};
	}
};
function isRegular({ view }, path) {
	return view.get(path.slice(1))?.type === "file";
}
function findingOf$2(path, [claim], isProgram, { view }) {
	const node = view.get(path.slice(1));
	return integrityFinding(modified, {
		title: `${printable(path)} is not what its package brought (${claim?.algorithm} differs)`,
		severity: isProgram ? "high" : "medium",
		path,
		layer: node === void 0 ? null : view.layers[node.layer]?.diffId ?? null,
		...claim === void 0 ? {} : { package: claim.package }
	});
}
/** "Cannot know" is never "fine": a file with a checksum that was not hashed was not looked at. */
function problemsOf(unverified) {
	if (unverified.length === 0) return [];
	return [`not compared with the checksums of their packages: ${unverified.toSorted().slice(0, maxUnverified).map(printable).join(", ")}${unverified.length > maxUnverified ? ` and ${unverified.length - maxUnverified} more` : ""}`];
}
// src/inspect/integrity/unowned-executables.ts
/**
* A program that no package of the image brought, in an image whose distribution's packages say which files are
* theirs. One among the system's own programs is where an intruder's would be; one anywhere else is usually what the
* image is for, and is told as such.
*/
const unownedExecutables = {
	rule: "unowned-executable",
	title: "Program that no package brought",
	reason: "Nobody writes advisories for it, nothing updates it, and nothing tells where it came from.",
	remedy: "install it from a package, or let the policy accept it with a waiver for its path",
	inspect({ packages, systemTypes, executables, view }) {
		if (!packages.some(({ type, files }) => systemTypes.includes(type) && (files?.length ?? 0) > 0)) return {
			findings: [],
			problems: []
		};
		return {
			findings: atMost(executables.filter((executable) => executable.package === void 0 && isStarted(executable)).map((executable) => integrityFinding(unownedExecutables, {
				title: `no package brought ${printable(executable.path)}`,
				severity: isSystemPath(executable.path) ? "medium" : "low",
				path: executable.path,
				layer: executable.layer
			})), unownedExecutables),
			problems: [],
			...view.problems.length === 0 ? { decidedRules: [unownedExecutables.rule] } : {}
		};
	}
};
/** What has no execute bit can still be loaded as a library; a text with a first line of a script is only a text. */
function isStarted({ path, mode, kind }) {
	if (isPackageState(path)) return false;
	return (mode & 73) !== 0 ? kind !== "other" : kind === "elf-library" || kind === "elf-executable";
}
/** Scripts that package managers keep of their packages: dpkg's `info`, apk's and pacman's databases. */
function isPackageState(path) {
	return /^\/(?:var\/lib\/(?:dpkg|pacman|rpm)|(?:usr\/)?lib\/(?:apk|sysimage\/rpm))\//.test(path);
}
/** Where a distribution's programs and libraries are (FHS 3.0, chapter 4); /usr/local is the image's own. */
function isSystemPath(path) {
	return /^\/(?:usr\/)?(?:s?bin|lib(?:32|64|x32|exec)?)\//.test(path);
}
// src/inspect/integrity/integrity.ts
/** Every way in which an image can differ from what its packages brought. */
const integrityRules = [
	modified,
	missing,
	unownedExecutables
];
/** Compares the files of the image with what the package databases in it say of them. */
const integrityInspector = {
	name: "integrity",
	readers: [fileDigestReader],
	inspect(input, onMistake) {
		const digests = new Map(input.view.facts(fileDigestReader).map(({ path, fact }) => [`/${path}`, fact]));
		return inspectEach(integrityRules, ({ rule }) => ({
			name: `the rule ${rule}`,
			lost: "what it would have found is unknown"
		}), (rule) => rule.inspect({
			...input,
			digests
		}), onMistake);
	}
};
// src/inspect/sightings.ts
/**
* What readers found in the files of all layers, each rule once for a path: where a container sees it, else in the
* newest layer that has it.
*/
function fileSightings(view, readers) {
	const found = /* @__PURE__ */ new Map();
	const problems = [];
	const take = ({ path, layer, fact }, visible) => {
		if (isFileProblem(fact)) {
			if (visible) problems.push({
				path,
				layer,
				fact
			});
			return;
		}
		for (const sighting of fact) {
			const key = JSON.stringify([path, sighting.rule]);
			if (found.get(key)?.visible !== true) found.set(key, {
				...sighting,
				path,
				layer,
				visible
			});
		}
	};
	for (const reader of readers) for (const fact of view.facts(reader)) take(fact, true);
	for (const reader of readers) for (const fact of view.history(reader)) take(fact, false);
	return {
		sightings: [...found.values()],
		problems
	};
}
/** What is known without a list of yours: enough to see that the look-up works. For malware, bring a list. */
const builtInHashes = /* @__PURE__ */ new Map([
	["2546dcffc5ad854d4ddc64fbf056871cd5a00f2471cb7a5bfd4ac23b6e9eedad", "EICAR test file (eicar_com.zip)"],
	["e1105070ba828007508566e28a2b8d4c65d192e9eaf3b7868382b7cae747b397", "EICAR test file (eicarcom2.zip)"],
	["fa2901d4e97497165ce275bd8a9e94fe5266ea7a0795d96e0e439da0c7645c36", "ClamAV test file (clam-aspack.exe)"],
	["13f8764444fb9a0ffc9bfe2120e1ad163779846b747163bf14b71519504cb9ae", "ClamAV test file (clam-fsg.exe)"],
	["bfe7eeb1939e8bc16f90cb5d921437056e0e456a00a8ea3b31bd9754f6c89885", "ClamAV test file (clam-mew.exe)"],
	["652847877739943f99273c1388c56c375cb6715b01c7135f7bab882a0be3f888", "ClamAV test file (clam-nsis.exe)"],
	["1dba66766f99bbd55c28113775a54a9cc22d93735494be96237a4081be89e82b", "ClamAV test file (clam-pespin.exe)"],
	["f4091b710d78322370e849381cddedc878bbe580563d993f4195b2bcb1ffc5b8", "ClamAV test file (clam-petite.exe)"],
	["80a03f1b06996e084f54e6218019e1f0e2c3e789c72a9264145c8e0602c84702", "ClamAV test file (clam-upack.exe)"],
	["d1973ca87229f403ef214905c4a9c2f2a4cca73e1b5b0217eb3f7595e706e16f", "ClamAV test file (clam-upx.exe)"],
	["f8a027d8f09a8943c32e0cdee35fe0d4ce77da174c7773cafde752397d4a75f4", "ClamAV test file (clam-wwpack.exe)"],
	["4ebe56972199136a749eca73eb221272cabf725436d6b939b8c1182383c562a9", "ClamAV test file (clam-yc.exe)"],
	["eb9075912c0ecd1ddc840922f87795061466314f403f20ea8bb9daf5d533c242", "ClamAV test file (clam.7z)"],
	["8fdcc534e30eb458ae180a32fc533b6d97635ba56ec8de5598e30be5396bba14", "ClamAV test file (clam.arj)"],
	["b7a4701f8555156559f7957c4f395f88e1d1253a42578d96f5ebacf19528533c", "ClamAV test file (clam.bin-be.cpio)"],
	["579b55e1dc10d79d232c43289658f206a946ee69131332b63ff2613dc117cea9", "ClamAV test file (clam.bin-le.cpio)"],
	["a46999b1a40bb02574b4cc2ed3974dfd62c0f49f85ac7d86625d3c8a0d3dde4d", "ClamAV test file (clam.bz2.zip)"],
	["489ffd1f819cf09d742de715a20f4e0cc6b8d50bc837452b59f5b09304e961a5", "ClamAV test file (clam.cab)"],
	["f22f10a9fa67f984589d85db753b83e1e3dd6780aa9f425d0fa27fd545d9bd7e", "ClamAV test file (clam.chm)"],
	["bc35e65df7a593e74744a0cd32a3224781b1301b805dda6da776ab80786da198", "ClamAV test file (clam.d64.zip)"],
	["981564018dff1f07a4ce0afe4388a2804b5db94cfd22a9dd4d6047761041effc", "ClamAV test file (clam.ea05.exe)"],
	["04e2ca3b7f3f55736bd3cd56c7c6b9e4423fa9574870d3ae316552c118e32fe3", "ClamAV test file (clam.ea06.exe)"],
	["71e7b604d18aefd839e51a39c88df8383bb4c071dc31f87f00a2b5df580d4495", "ClamAV test file (clam.exe)"],
	["1cf8e74b9f77c8a1cabf325670a9a01075713de50a2e0c5be9ff361d25f5f7f1", "ClamAV test file (clam.exe.binhex)"],
	["0376edde0203be9370ffcf52a15e0b19ad8ebc342f67c3c1743241d0ba230fd1", "ClamAV test file (clam.exe.bz2)"],
	["7629414b98069b77fa0022e545a28651e2fc8f96e3435dafd43ee9387b97ebcf", "ClamAV test file (clam.exe.html)"],
	["0878e94280d2f5f02268c733f91bc3293f8a89b4ae65ed8dc606bb489e09a388", "ClamAV test file (clam.exe.mbox.base64)"],
	["a3c2e42cadd5cb0ea69b4fc47d4bf45040b66ade44c33cb288cb44ce6fe8b5f9", "ClamAV test file (clam.exe.mbox.uu)"],
	["bba4eab51c27a6ffbd86bf870048da1902cc7235a4de49cf30208906dac50f85", "ClamAV test file (clam.exe.rtf)"],
	["29a6a08fa2effe9ab4ee9fd7d7e72f13f621ad7d41fd980843e5005130c0fa8e", "ClamAV test file (clam.exe.szdd)"],
	["a8c0f51ad78f502417e8b9efaf0d2e067ac832d941500552f2aebc8e8f381f58", "ClamAV test file (clam.impl.zip)"],
	["e42bcd485cd1c3f145a465eacae2a8f6dffe69b2319f84d9bd7d97b670363338", "ClamAV test file (clam.mail)"],
	["fbdea780c00804b6bc26dbbfc959f39f6899e50cb805844c20c2a2dce0ff1546", "ClamAV test file (clam.newc.cpio)"],
	["6a8b1e791abc8a9423d085c83cef7870413b985c79390262bf2bcbae66215d18", "ClamAV test file (clam.odc.cpio)"],
	["5ecdc3d43a7632d400bf3c6fd9422f31d67467da0feca98f2f414f7dde803c39", "ClamAV test file (clam.ole.doc)"],
	["c46d28b54a8efe5821125e9002c6de29f52f5ad736625637326e47ceb49a07e7", "ClamAV test file (clam.pdf)"],
	["e9dcedfb1014b23fc7895db5eb8e0eb9613e3a28210faccb337c100615c48b1f", "ClamAV test file (clam.ppt)"],
	["2e75399c9f6fa7741db9ccf506de2895b3a78a3d574fa776c65f533b717555b5", "ClamAV test file (clam.sis)"],
	["0b49d1c561e19c4de9ff019a73d1bfc444d862609645125fa78020e864c48f2d", "ClamAV test file (clam.tar.gz)"],
	["cd5b6e9c5e1c76f13eeb367d58ee2115e54be0215e9336764134c78b93044110", "ClamAV test file (clam.tnef)"],
	["d7c5ab686ee8bba09555d19bb854cfbcbe06d4bcbf87e3e3285878e8d47b80de", "ClamAV test file (clam.zip)"],
	["12034f5b33659db235db83a18b4f5d972219a07aab633c6e23a6de8372205a0a", "ClamAV test file (clam_IScab_ext.exe)"],
	["124d5f640891430e4f7fa9bbb95c46601f132d6cfb070924c85f81e221acbe9b", "ClamAV test file (clam_IScab_int.exe)"],
	["d33908f09dfee2c0299618beb0b5b24fd40db0a8285f46841cbd2b42b179b58b", "ClamAV test file (clam_ISmsi_ext.exe)"],
	["f7531f276c9ce9558676a435d926c1234226215e4392c57143b589c470f7235f", "ClamAV test file (clam_ISmsi_int.exe)"],
	["f2b5fd5eaf1c4526ac39559964dc360d28de673599b8676f8718307cbb38ef89", "ClamAV test file (clam_cache_emax.tgz)"]
]);
// src/inspect/malware/clamd/clamav-rule.ts
/** The rule of whatever ClamAV finds; the signature stands in the title. */
const clamavRule = {
	id: "clamav",
	title: "ClamAV finds a signature",
	severity: "critical",
	remedy: "remove it, and find out where it comes from"
};
// src/inspect/malware/eicar.ts
const eicarRule = {
	id: "eicar-test-file",
	title: "EICAR test file",
	severity: "high",
	remedy: "remove it; it does nothing and is there to see whether scanners work"
};
/** White space, and the Control-Z that ended texts on DOS. */
function isPadding(byte) {
	return byte === 32 || byte === 9 || byte === 10 || byte === 13 || byte === 26;
}
/** In two pieces: a scanner of sources must not take this one for it. */
const testString = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EIC", "AR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
/** White space may follow, up to this length in all (eicar.org, "Anti Malware Testfile"). */
const maxBytes$1 = 128;
const whole$1 = wholeFileReader({
	name: "eicar",
	version: 1,
	maxBytes: maxBytes$1,
	keepsText: false,
	wants: () => true,
	parse(bytes) {
		return bytes.toString("latin1").startsWith(testString) && bytes.subarray(testString.length).every(isPadding) ? [{
			rule: eicarRule.id,
			count: 1
		}] : void 0;
	}
});
/** The test file that every virus scanner finds, as its specification has it. */
const eicarReader = {
	...whole$1,
	open: (entry, hashes) => entry.size < testString.length || entry.size > maxBytes$1 ? void 0 : whole$1.open(entry, hashes)
};
// src/inspect/malware/malware-finding.ts
/** A finding of `rule` in a file. */
function malwareFinding(rule, facts) {
	const { path, layer, visible, title = rule.title, line } = facts;
	return {
		id: findingId({
			kind: "malware",
			rule: rule.id,
			path: `/${path}`
		}),
		kind: "malware",
		rule: rule.id,
		severity: rule.severity,
		title: visible ? title : `${title}; a later layer hides the file`,
		path: `/${path}`,
		...line === void 0 ? {} : { line },
		layer,
		remedy: rule.remedy,
		status: "open"
	};
}
// src/inspect/malware/hashes.ts
const hashRule = {
	id: "malware-hash",
	title: "File on a list of malware",
	severity: "critical",
	remedy: "remove it, and find out where it comes from"
};
/**
* Files whose sha256 is on a list. Of what npm installed those are compared
* that can be run; of the rest, files of all layers.
*/
function listedFiles({ view, executables }, hashes) {
	const found = /* @__PURE__ */ new Map();
	const look = (path, layer, sha256, visible) => {
		const name = hashes.get(sha256);
		if (name === void 0 || found.has(path)) return;
		const title = `${hashRule.title}: ${name}`;
		found.set(path, malwareFinding(hashRule, {
			path,
			layer,
			visible,
			title
		}));
	};
	const layerOf = (index) => view.layers[index]?.diffId ?? null;
	for (const { path, layer, fact } of view.facts(fileDigestReader)) look(path, layerOf(layer), fact.sha256, true);
	for (const { path, layer, sha256 } of executables) look(path.slice(1), layer, sha256, true);
	for (const { path, layer, fact } of view.history(fileDigestReader)) look(path, layerOf(layer), fact.sha256, false);
	return [...found.values()];
}
// src/inspect/malware/miner-program.ts
const minerProgramRule = {
	id: "miner-program",
	title: "Program that mines crypto-currency",
	severity: "critical",
	remedy: "remove it, and find out where it comes from"
};
const schemes = [
	"stratum+tcp://",
	"stratum+ssl://",
	"stratum+tls://",
	"stratum+udp://"
];
const start = Buffer.from("stratum+");
const schemeLength = 14;
/** Smaller ones are scripts, which are read as such. */
const minBytes = 1e4;
/** Looks into programs for the addresses of mining pools: miners have them built in, as a default or in their help. */
const minerProgramReader = {
	name: "miner-programs",
	version: 1,
	open({ mode, size }) {
		if ((mode & 73) === 0 || size < minBytes) return void 0;
		let found = false;
		let tail = Buffer.alloc(0);
		return {
			write(chunk) {
				if (found) return;
				const seam = Buffer.concat([tail, chunk.subarray(0, schemeLength)]);
				found = namesPool(seam) || namesPool(chunk);
				tail = Buffer.from(chunk.length < schemeLength ? seam.subarray(-14) : chunk.subarray(-14));
			},
			end: () => found ? [{
				rule: minerProgramRule.id,
				count: 1
			}] : void 0
		};
	}
};
function namesPool(bytes) {
	const at = bytes.indexOf(start);
	return at >= 0 && schemes.some((scheme) => bytes.includes(scheme, at));
}
// src/inspect/malware/pam-modules.ts
const pamModuleRule = {
	id: "unowned-pam-module",
	title: "A log-in module that no package brought",
	severity: "high",
	remedy: "remove it, or install the package that brings it: such a module sees every password"
};
const modulePath = /^\/(?:usr\/)?lib\w{0,3}\/(?:[\w-]{1,40}\/)?security\/pam_[\w.-]{1,60}\.so$/;
/** Modules where the log-in program looks for them (pam.d(5)); only where a distribution says what it brought. */
function unownedPamModules({ executables, packages, systemTypes }) {
	if (!packages.some(({ type, files }) => systemTypes.includes(type) && files !== void 0)) return [];
	return executables.flatMap(({ path, package: owner, layer }) => owner !== void 0 || !modulePath.test(path) ? [] : malwareFinding(pamModuleRule, {
		path: path.slice(1),
		layer,
		visible: true
	}));
}
// src/inspect/malware/commands.ts
const shell = String.raw`(?:sudo\s{1,4})?(?:/[\w/]{1,40}/)?(?:(?:ba|da|z|k|a)?sh|python[\d.]{0,4}|perl|node|php|ruby)\b`;
const fetcher = String.raw`\b(?:curl|wget|lwp-download)\b`;
const temporary = "/(?:tmp|var/tmp|dev/shm)/";
/** A download that goes straight into an interpreter, or into a file that is run in the same line. */
const fetchAndRun = [
	new RegExp(String.raw`${fetcher}[^|;&\n]{0,400}\|\s{0,8}(?:base64[^|\n]{0,40}\|\s{0,8})?${shell}`),
	new RegExp(String.raw`(?:\b(?:ba|da|z)?sh|\beval|\bsource|(?:^|[\s;&])\.)\s{1,8}(?:-c\s{1,8})?["']?(?:<\(|\$\(|\x60)\s{0,8}${fetcher}`),
	new RegExp(String.raw`${fetcher}[^|;&\n]{1,400}(?:&&|;)\s{0,8}(?:chmod\s{1,4}(?:\+x|[0-7]{0,1}7[0-7]{2})|(?:ba)?sh\s{1,4}[/.\w]|\./|${temporary})`)
];
/** What is packed up so that nobody reads it, and run. */
const decodeAndRun = [new RegExp(String.raw`\bbase64\s{1,4}(?:-d|-D|--decode)\b[^|;&\n]{0,200}\|\s{0,8}${shell}`), new RegExp(String.raw`\|\s{0,8}(?:xxd\s{1,4}-r|openssl\s{1,4}enc)[^|;&\n]{0,100}\|\s{0,8}${shell}`)];
/** A shell that somebody elsewhere types into. */
const reverseShell = [
	/\b(?:ba|z)?sh\s{1,4}-i\s{0,4}(?:[0-9&]{0,2}>&?|<)\s{0,4}(?:\/dev\/(?:tcp|udp)\/|&)/,
	/\bexec\s{1,4}[0-9]{1,3}<>\s{0,4}\/dev\/tcp\/[^\n]{1,200}(?:while\s{1,4}read|\bsh\b)/,
	/\b(?:nc|ncat|netcat)\s[^\n|;&]{0,100}-(?:e|c)\s{1,4}["']?\/?(?:usr\/)?(?:bin\/)?(?:ba|da)?sh\b/,
	/\bmkfifo\s{1,4}\S{1,60}\s{0,4};[^\n]{0,200}\|\s{0,4}(?:\/bin\/)?(?:ba)?sh\s{1,4}-i[^\n]{0,60}\|\s{0,4}(?:nc|ncat|openssl)\b/,
	/\bsocket\.socket\([\s\S]{0,400}\bos\.dup2\([\s\S]{0,400}(?:\/bin\/(?:ba)?sh|pty\.spawn)/,
	/\buse\s{1,4}Socket\b[\s\S]{0,400}open\(STDIN,\s{0,4}["']>&[\s\S]{0,200}exec[\s(]{1,4}["']\/bin\/(?:ba)?sh/,
	/\bfsockopen\([\s\S]{0,300}(?:exec|shell_exec|system|proc_open)\([^\n]{0,40}\/bin\/(?:ba)?sh/
];
/** A program in a folder that anybody may write to and that is emptied at times, as a command of its own. */
const runFromTemporary = new RegExp(String.raw`(?:^|[\s;&|(=]|sh\s|nohup\s|\bsh\s-c\s["'])${temporary}[\w./-]{1,200}(?=$|[\s;&|)"'])`, "m");
/** Anything that a line of a schedule, a profile or a unit has no good reason to do. */
const hiddenCommands = [
	...fetchAndRun,
	...decodeAndRun,
	...reverseShell
];
/** The text with its comments blanked out, so that places stay what they are. */
function withoutComments(text) {
	return text.replace(/^[ \t]{0,40}[#;].{0,4000}$/gm, (line) => " ".repeat(line.length));
}
// src/inspect/malware/rules/loader.ts
/** What the dynamic loader and the log-in program are told to load and to trust. */
const loaderRules = [{
	id: "ld-so-preload",
	title: "A library that is loaded into every program",
	severity: "high",
	remedy: "remove /etc/ld.so.preload; set LD_PRELOAD for the one program that needs it",
	wants: (path) => path === "etc/ld.so.preload",
	always: true,
	find: (text) => withoutComments(text).search(/[^\s:]/)
}, {
	id: "authorized-keys",
	title: "A key that may log in by SSH",
	severity: "medium",
	remedy: "remove authorized_keys from the image; whoever holds the key enters every container that runs sshd",
	wants: (path) => /^(?:root|home\/[^/]{1,60}|var\/lib\/[^/]{1,60})\/\.ssh\/authorized_keys2?$/.test(path),
	always: true,
	find: (text) => withoutComments(text).search(/\b(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\w{1,20}|sk-[\w@.-]{1,40})\s{1,4}AAAA/)
}];
// src/inspect/malware/rules/miner.ts
const pool = /\bstratum\+(?:tcp|ssl|tls|udp)s?:\/\/[\w.-]{3,100}/;
/** Settings that only miners have (XMRig and what descends from it). */
const settings = [
	"\"donate-level\"",
	"\"cpu-affinity\"",
	"\"randomx\"",
	"\"max-threads-hint\"",
	"\"nicehash\"",
	"\"rig-id\""
];
/** Machines that work for somebody else. */
const minerRules = [{
	id: "miner-configuration",
	title: "Configuration or start of a crypto-currency miner",
	severity: "critical",
	remedy: "remove it, and find out where it comes from",
	wants: (path) => /\.(?:conf|cfg|ini|json|sh|service|ya?ml|env)$|(?:^|\/)(?:crontab|[^./]{1,80})$/.test(path) && !/^(?:usr\/(?!local\/)|lib)|(?:^|\/)(?:node_modules|site-packages|dist-packages|docs?|tests?)\//.test(path),
	always: false,
	find(text) {
		const at = text.search(pool);
		if (at >= 0) return at;
		const known = settings.filter((name) => text.includes(name));
		return known.length >= 2 && text.includes("\"pools\"") ? text.indexOf(known[0] ?? "") : -1;
	}
}];
// src/inspect/malware/rule.ts
/** Where the first of some patterns matches; -1 when none does. */
function firstMatch(text, patterns) {
	const places = patterns.map((pattern) => text.search(pattern)).filter((place) => place >= 0);
	return places.length === 0 ? -1 : Math.min(...places);
}
// src/inspect/malware/script-path.ts
/** Programs of distributions and of package managers: thousands, and none that somebody slipped in by hand. */
const packed = /^(?:usr\/(?!local\/(?:bin|sbin)\/|src\/)|lib\w{0,3}\/|var\/lib\/dpkg\/|nix\/)|(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor|gems)\//;
const scriptName = /\.(?:bash|cgi|js|mjs|cjs|php|pl|ps1|py|rb|sh|zsh)$|^[^.]{1,80}$/;
/** Whether a path may be that of a script which the image's maker, or somebody else, put there. */
function isOwnScript(path) {
	return scriptName.test(path.slice(path.lastIndexOf("/") + 1)) && !packed.test(path);
}
// src/inspect/malware/rules/shell.ts
const isCron = (path) => /^(?:etc\/(?:crontab|anacrontab|cron\.[\w-]{1,20}\/[^/]{1,100})|var\/spool\/cron\/.{1,200})$/.test(path);
const isProfile = (path) => /^(?:etc\/(?:profile|bash\.bashrc|bashrc|environment|zsh\/\w{1,20}|profile\.d\/[^/]{1,100})|(?:root|home\/[^/]{1,60})\/\.(?:bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zprofile|zshenv|kshrc|xprofile))$/.test(path);
const isUnit = (path) => /^(?:etc|usr\/lib|lib|usr\/local\/lib|run)\/systemd\/(?:system|user)\/.{1,200}\.(?:service|timer|conf)$/.test(path) || /^etc\/(?:init\.d\/[^/]{1,100}|rc\.local|rc\.d\/.{1,100}|inittab)$/.test(path);
/** What runs by itself: schedules, log-ins, the start of the machine; and scripts that hand the machine over. */
const shellRules = [
	{
		id: "cron-hidden-command",
		title: "Scheduled command that downloads and runs, unpacks itself or runs from a temporary folder",
		severity: "critical",
		remedy: "remove the schedule, and find out which build step made it",
		wants: isCron,
		always: true,
		find: (text) => firstMatch(withoutComments(text), [...hiddenCommands, runFromTemporary])
	},
	{
		id: "profile-hidden-command",
		title: "Shell profile that downloads and runs, or opens a shell for others",
		severity: "critical",
		remedy: "remove the line, and find out which build step wrote it",
		wants: isProfile,
		always: true,
		find: (text) => firstMatch(withoutComments(text), hiddenCommands)
	},
	{
		id: "service-hidden-command",
		title: "Service that downloads and runs, or is started from a temporary folder",
		severity: "critical",
		remedy: "remove the unit, and find out which build step made it",
		wants: isUnit,
		always: true,
		find(text) {
			const commands = withoutComments(text);
			const started = /^Exec\w{0,12}=[-@:+!]{0,3}\/(?:tmp|var\/tmp|dev\/shm)\//m;
			return firstMatch(commands, [...hiddenCommands, started]);
		}
	},
	{
		id: "reverse-shell",
		title: "Script that opens a shell for somebody elsewhere",
		severity: "critical",
		remedy: "remove the script, and find out where it comes from",
		wants: isOwnScript,
		always: false,
		find: (text) => firstMatch(text, reverseShell)
	},
	{
		id: "packed-script",
		title: "Script that unpacks text and runs it",
		severity: "high",
		remedy: "read what it runs; remove it unless it is yours",
		wants: isOwnScript,
		always: false,
		find: (text) => firstMatch(withoutComments(text), decodeAndRun)
	},
	{
		id: "process-memory-reader",
		title: "Script that reads the memory of other processes",
		severity: "high",
		remedy: "remove the script: it is how keys are taken from build machines",
		wants: isOwnScript,
		always: false,
		find(text) {
			if (!text.includes("/maps")) return -1;
			return text.search(/\/proc\/(?:\$\{?\w{1,20}\}?|\{\w{0,20}\}|%[ds]|["']\s{0,4}\+[^\n]{1,60}\+\s{0,4}["'])\/mem\b/);
		}
	}
];
/** Also what npm scripts may not do. */
const downloadsAndRuns = (command) => firstMatch(command, [
	...fetchAndRun,
	...decodeAndRun,
	...reverseShell
]) >= 0;
// src/inspect/malware/rules/npm.ts
/** docs.npmjs.com, "Life cycle scripts": those that npm runs for a dependency. */
const installScripts = [
	"preinstall",
	"install",
	"postinstall"
];
/** Code on the command line that fetches, decodes or starts something. */
const hiddenCode = /\b(?:node|deno|bun|python3?|perl|ruby|php)\s{1,4}-(?:e|c|r|p)\b[^\n]{0,2000}(?:https?:|eval\(|Function\(|base64|fromCharCode|child_process|urlopen|exec\()/;
const powershell = /\bpowershell(?:\.exe)?\b[^\n]{0,400}(?:-e(?:nc|ncodedcommand)?\s|iex\b|invoke-expression|downloadstring)/i;
/** What npm ran, or would run again, when the package was installed. */
const npmRules = [{
	id: "npm-install-script",
	title: "npm package whose install script downloads and runs, or runs hidden code",
	severity: "critical",
	remedy: "remove the package, and take what the build could reach for stolen; install with --ignore-scripts",
	wants: (path) => /(?:^|\/)node_modules\/(?:@[^/]{1,100}\/)?[^/]{1,200}\/package\.json$/.test(path),
	always: false,
	find(text) {
		if (!text.includes("install\"")) return -1;
		const script = scriptsOf(text).find((command) => downloadsAndRuns(command) || hiddenCode.test(command) || powershell.test(command));
		if (script === void 0) return -1;
		const quoted = JSON.stringify(script);
		return Math.max(0, text.indexOf(quoted.slice(0, 40)));
	}
}];
function scriptsOf(text) {
	try {
		const manifest = JSON.parse(text);
		if (typeof manifest !== "object" || manifest === null || !("scripts" in manifest)) return [];
		const scripts = new Map(Object.entries(manifest.scripts ?? {}));
		return installScripts.flatMap((name) => {
			const command = scripts.get(name);
			return typeof command === "string" ? [command.slice(0, 1e4)] : [];
		});
	} catch {
		return [];
	}
}
// src/inspect/malware/rules/python.ts
/** What code that Python runs at each start has no good reason to do. */
const suspicious = [
	/\b(?:exec|eval|compile)\s{0,4}\(\s{0,4}(?!["'](?:single|exec|eval)["'])[^\n]{0,200}(?:b64decode|b85decode|a85decode|unhexlify|fromhex|decompress|marshal|urlopen|requests\.|\.decode\()/,
	/\b(?:os\.(?:system|popen)|subprocess\.\w{1,20})\s{0,4}\([^\n]{0,200}(?:\b(?:curl|wget|nc|ncat)\b|\/dev\/tcp\/|b64decode|\/tmp\/|\/dev\/shm\/)/,
	/__import__\s{0,4}\(\s{0,4}["'](?:base64|marshal|socket|zlib|urllib\.request)["']\s{0,4}\)/,
	/\bsocket\.socket\([\s\S]{0,400}\bos\.dup2\(/
];
/** Lines that are run: site.py, "lines beginning with import". */
const codeLine = /^import[ \t].{0,8000}$/gm;
/** In a path file a program is one long line; what it fetches or starts is no matter of paths. */
const inPathFile = [
	...suspicious,
	/^import[ \t][^\n]{0,2000}\b(?:exec|eval)\s{0,4}\(/,
	/^import[ \t][^\n]{0,2000}\b(?:subprocess|urllib|requests|socket|http\.client|ctypes)\b[^\n]{0,2000}(?:\(|;)/
];
/** What Python runs before any program of yours. */
const pythonRules = [{
	id: "python-path-file-code",
	title: "Python path file that runs hidden code at every start",
	severity: "critical",
	remedy: "remove the .pth file, and find out which package or build step brought it",
	wants: (path) => /(?:^|\/)(?:site|dist)-packages\/[^/]{1,200}\.pth$/.test(path),
	always: true,
	find(text) {
		for (const line of text.matchAll(codeLine)) if (firstMatch(line[0], inPathFile) >= 0) return line.index;
		return -1;
	}
}, {
	id: "python-site-customization",
	title: "sitecustomize or usercustomize that runs hidden code at every start of Python",
	severity: "critical",
	remedy: "remove it, and find out which package or build step brought it",
	wants: (path) => /(?:^|\/)(?:site|user)customize\.py$/.test(path),
	always: true,
	find: (text) => firstMatch(text, suspicious)
}];
// src/inspect/malware/script-rules.ts
/** Every trick that the text of a file gives away. */
const scriptRules = [
	...loaderRules,
	...shellRules,
	...pythonRules,
	...npmRules,
	...minerRules
];
// src/inspect/malware/script-reader.ts
/** Larger programs are bundles and data. */
const maxScriptBytes = 524288;
/** Asked for every file: several rules are for the same ones. */
const wanted = [...new Set(scriptRules.map(({ wants }) => wants))];
const whole = wholeFileReader({
	name: "scripts",
	version: 1,
	maxBytes: maxScriptBytes,
	keepsText: false,
	wants: (path) => wanted.some((wants) => wants(path)),
	parse: examine
});
/** Reads what runs by itself, and scripts that are none of a package's. */
const scriptReader = {
	...whole,
	open(entry, hashes) {
		if (/(?:^|\/)node_modules\//.test(entry.path) && !entry.path.endsWith("/package.json")) return void 0;
		const isAlways = () => scriptRules.some((rule) => rule.always && rule.wants(entry.path));
		return entry.size > 524288 && !isAlways() ? void 0 : whole.open(entry, hashes);
	}
};
function examine(bytes, path) {
	if (bytes.subarray(0, 8e3).includes(0)) return void 0;
	const text = bytes.toString("utf8");
	const found = scriptRules.flatMap((rule) => {
		const at = rule.wants(path) ? rule.find(text) : -1;
		return at < 0 ? [] : [{
			rule: rule.id,
			line: text.slice(0, at).split("\n").length,
			count: 1
		}];
	});
	const first = found.filter(({ line }, index) => found.findIndex((other) => other.line === line) === index);
	return first.length === 0 ? void 0 : first;
}
// src/inspect/malware/malware.ts
/** Every rule a finding can have, in the order of the documentation. */
const malwareRules = [
	eicarRule,
	hashRule,
	...scriptRules,
	minerProgramRule,
	pamModuleRule,
	clamavRule
];
const rules$1 = new Map(malwareRules.map((rule) => [rule.id, rule]));
const ownReaders = [
	eicarReader,
	scriptReader,
	minerProgramReader
];
/** Malware that is known by its bytes, and tricks to stay and to be started again. */
const malwareInspector = {
	name: "malware",
	readers: [...ownReaders, fileDigestReader],
	inspect(input) {
		const { sightings, problems } = fileSightings(input.view, ownReaders);
		return {
			findings: [
				...sightings.flatMap((sighting) => findingOf$1(sighting, input) ?? []),
				...listedFiles(input, builtInHashes),
				...unownedPamModules(input)
			],
			problems: problems.map(({ fact }) => printable(`searching for malware: ${fact.problem}`))
		};
	}
};
function findingOf$1({ rule: id, path, line, layer, visible }, { view, owners }) {
	const rule = rules$1.get(id);
	if (rule === void 0 || rule === minerProgramRule && owners.has(`/${path}`)) return void 0;
	return malwareFinding(rule, {
		path,
		line,
		layer: view.layers[layer]?.diffId ?? null,
		visible
	});
}
// src/inspect/secrets/rules/variable.ts
/** The rule of values that a variable's name gives away; they have no form that a text could be searched for. */
const variableRule = {
	id: "secret-variable",
	title: "Variable that holds a secret",
	severity: "high",
	remedy: "change it, and give it at run time"
};
// src/inspect/secrets/secret-finding.ts
/**
* A finding of `rule`.
* @param facts `key` tells findings apart that have no path: it becomes part of the id, and is not shown
*/
function secretFinding(rule, facts) {
	const { title, path, line, layer, key } = facts;
	return {
		id: findingId({
			kind: "secret",
			rule: rule.id,
			path: path ?? key ?? ""
		}),
		kind: "secret",
		rule: rule.id,
		severity: rule.severity,
		title,
		...path === void 0 ? {} : { path },
		...line === void 0 ? {} : { line },
		layer,
		remedy: `${rule.remedy}; keep it out of the build, it stays in the image's history`,
		status: "open"
	};
}
// src/inspect/secrets/configuration.ts
const maxShownLength = 80;
/** Secrets in environment, labels, commands and history, each kind once in each place. */
function secretsOfConfiguration(input) {
	const findings = /* @__PURE__ */ new Map();
	for (const { where, text, layer, named } of [...ofConfig(input.config), ...ofHistory(input)]) {
		const rules = secretRulesIn(text);
		const isNamed = named !== void 0 && isRealNamedSecret(named.name, named.value);
		if (rules.length === 0 && isNamed) rules.push(variableRule);
		for (const rule of rules) {
			const key = `${where} ${rule.id}`;
			const title = `${rule.title} in ${where}`;
			if (!findings.has(key)) findings.set(key, secretFinding(rule, {
				title,
				layer,
				key
			}));
		}
	}
	return [...findings.values()];
}
function ofConfig({ config }) {
	const layer = null;
	const lists = {
		CMD: config?.Cmd,
		ENTRYPOINT: config?.Entrypoint,
		HEALTHCHECK: config?.Healthcheck?.Test
	};
	return [
		...(config?.Env ?? []).map((entry) => variable("ENV", entry, layer)),
		...Object.entries(config?.Labels ?? {}).map(([name, value]) => assigned("label", {
			name,
			value
		}, layer)),
		...Object.entries(lists).map(([where, words]) => ({
			where,
			text: (words ?? []).join(" "),
			layer
		}))
	];
}
/** A variable is found under its name, and in the environment before the history. */
function ofHistory(input) {
	return instructions(input).flatMap(({ name, text, buildArguments, layer }) => {
		const given = buildArguments.map((entry) => assigned("build argument", entry, layer));
		if (name === "ENV") return assignments(text).map((entry) => assigned("ENV", entry, layer));
		if (name === "ARG") return assignments(text).map((entry) => assigned("build argument", entry, layer));
		return [...given, {
			where: name === "" ? "the history" : `the history's ${name}`,
			text,
			layer
		}];
	});
}
function variable(where, entry, layer) {
	const [name = ""] = entry.split("=", 1);
	return assigned(where, {
		name,
		value: entry.slice(name.length + 1)
	}, layer);
}
function assigned(where, { name, value }, layer) {
	return {
		where: `${where} ${printable(name.slice(0, maxShownLength))}`,
		text: `${name}=${value}`,
		layer,
		named: {
			name,
			value
		}
	};
}
// src/inspect/secrets/places.ts
const packageFolders = [
	String.raw`^usr/(?:bin|games|include|lib\w{0,3}|libexec|sbin)/`,
	"^usr/share/(?!nginx/html/)",
	String.raw`^(?:bin|lib\w{0,3}|sbin)/`,
	"^var/lib/(?:apt|dpkg|rpm|pacman|portage)/",
	"^(?:nix/store|gnu/store|snap)/",
	"(?:^|/)(?:bower_components|dist-packages|node_modules|site-packages|vendor)/",
	"(?:^|/)(?:gems|gradle|R|ruby)/(?:[^/]{1,40}/)?(?:gems|caches|library|[0-9.]{1,8})/",
	String.raw`(?:^|/)(?:\.cargo/registry|\.m2/repository|\.npm|\.nuget|\.yarn|go/pkg/mod)/`,
	"(?:^|/)lib/python[0-9.]{1,6}/",
	"^usr/local/(?:go|rustup|cargo|include|share)/",
	"^opt/(?:conda|miniconda3?|anaconda3?|yarn-v[^/]{1,20})/"
];
/** Each ends with a slash: it is asked of a folder alone. */
const packageFolder = new RegExp(packageFolders.join("|"));
const sampleFolder = /(?:^|\/)(?:__?(?:fixtures|mocks|snapshots|tests)__?|benchmarks?|cypress|demos?|docs?|documentation|e2e|examples?|fixtures?|i18n|locales?|man|mocks?|samples?|specs?|storybook|t|test-?data|test_data|testing|tests?|[\w-]{1,40}[-_]tests?)\//i;
const sampleName = /\.(?:adoc|dist|example|html?|map|md|mdx|mo|po|pot|rst|sample|snap|template|tmpl)$|[._-](?:examples?|sample|spec|test|template)\.\w{1,10}$|(?:^|\/)(?:changelog|changes|copying|history|licen[cs]e|news|readme|test_[\w-]{1,60}\.py)[^/]{0,20}$/i;
/** Repeats what the file beside it says, for debuggers and compilers. */
const copyName = /\.(?:d\.[cm]?ts|map)$/;
/** Signed by the archive that it came from, and tens of megabytes (apt, sources.list(5)). */
const packageIndex = /^var\/lib\/apt\/lists\/[^/]{1,255}_(?:Packages|Sources|Translation-\w{1,20}|Contents-\w{1,20})$/;
let lastFolder = "";
let lastPlace = {
	isSample: false,
	isPackage: false
};
/** Layers come folder by folder: the last answer is nearly always the next. @param folder with a slash behind it */
function placeOfFolder(folder) {
	if (folder !== lastFolder) {
		lastPlace = {
			isSample: sampleFolder.test(folder),
			isPackage: packageFolder.test(folder)
		};
		lastFolder = folder;
	}
	return lastPlace;
}
/** Tells from a path, without leading slash, whose secrets a file may hold. */
function placeOf(path) {
	const base = path.lastIndexOf("/") + 1;
	const folder = placeOfFolder(path.slice(0, base));
	const isSample = folder.isSample || sampleName.test(path.slice(base));
	if (!folder.isPackage) return isSample ? "public" : "own";
	return isSample || copyName.test(path) || packageIndex.test(path) ? "noise" : "public";
}
/** Reads `.env` files: there the names tell which values are secrets, however short. */
const environmentFileReader = wholeFileReader({
	name: "environment-files",
	version: 1,
	maxBytes: 262144,
	keepsText: false,
	wants: (path) => /^\.env(?:\.[\w.-]{1,40})?$/.test(posix.basename(path)) && placeOf(path) === "own",
	parse(bytes) {
		const found = bytes.toString("utf8").split("\n").flatMap((line, index) => holdsSecret(line) ? [index + 1] : []);
		const [line] = found;
		if (line === void 0) return void 0;
		return [{
			rule: variableRule.id,
			line,
			count: found.length
		}];
	}
});
/** `[export ]NAME=value`, as docker compose and dotenv read it. */
function holdsSecret(line) {
	const match = /^\s{0,20}(?:export\s{1,20})?([\w.-]{1,100})\s{0,20}=\s{0,20}(.{1,2000})$/.exec(line.trimEnd());
	if (match === null) return false;
	const [, name = "", written = ""] = match;
	return isRealNamedSecret(name, written.replace(/^(["'])(.*)\1$/, "$2").replace(/^([^"'\s]+)\s+#.*$/, "$1"));
}
// src/inspect/secrets/text-or-binary.ts
/** As git does: a NUL among the first bytes makes a file binary. They are held back until all of them have come. */
const lookedAt = 8e3;
const utf16Sample = 64;
/**
* Programs, archives and pictures are left out: a secret in them is found where it came from, if at all, and most of
* their bytes look like one. UTF-16, as Windows tools write it, passes with each character as one byte.
* @param size of the file: a shorter one is decided when its last byte has come
*/
function createTextDecider(size, take) {
	const headBytes = Math.min(lookedAt, size);
	let form;
	let head;
	let held = 0;
	let odd = 0;
	function decide(start) {
		form = formOf(start);
		pass(start);
	}
	function pass(chunk) {
		if (form === "text") take(chunk);
		else if (form === "utf-16le" || form === "utf-16be") {
			const narrow = everySecond(chunk, form === "utf-16le" ? odd : 1 - odd);
			odd = (odd + chunk.length) % 2;
			if (narrow.length > 0) take(narrow);
		}
	}
	return {
		write(chunk) {
			if (form !== void 0) return pass(chunk);
			if (held === 0 && chunk.length >= headBytes) return decide(chunk);
			head ??= Buffer.allocUnsafe(headBytes);
			const taken = chunk.copy(head, held);
			held += taken;
			if (held < headBytes) return;
			decide(head);
			if (taken < chunk.length) pass(chunk.subarray(taken));
		},
		end() {
			if (form === void 0 && head !== void 0) decide(head.subarray(0, held));
		}
	};
}
function formOf(start) {
	const [first, second] = start;
	if (first === 255 && second === 254) return "utf-16le";
	if (first === 254 && second === 255) return "utf-16be";
	if (!start.subarray(0, lookedAt).includes(0)) return "text";
	const sample = start.subarray(0, utf16Sample);
	if (sample.every((byte, index) => byte === 0 === (index % 2 === 1))) return "utf-16le";
	if (sample.every((byte, index) => byte === 0 === (index % 2 === 0))) return "utf-16be";
	return "binary";
}
function everySecond(bytes, from) {
	const narrow = Buffer.allocUnsafe(Math.max(0, Math.ceil((bytes.length - from) / 2)));
	for (let index = 0; index < narrow.length; index++) narrow[index] = bytes[from + index * 2] ?? 0;
	return narrow;
}
// src/inspect/secrets/text-scanner.ts
/** Bytes that are looked at in one go when a text comes in several chunks. */
const windowBytes = 262144;
/**
* Bytes that rules may look at in one file, besides the search for keywords: a hundred thousand places that look like
* tokens, two thousand that look like private keys. More is an attack on the scanner.
*/
const budgetBytes = 33554432;
const newline = 10;
/**
* @param path for rules that are for some files only
* @param size of the text in bytes: one that comes whole in its first chunk is looked at in place, uncopied
*/
function createTextScanner(matcher, path, size) {
	const budget = { left: budgetBytes };
	const sightings = /* @__PURE__ */ new Map();
	let before = 0;
	let lines = 1;
	let counted = 0;
	let window;
	let filled = 0;
	/** In the window: what was searched already. */
	let searched = 0;
	function take(bytes, { rule, at, end }) {
		const known = sightings.get(rule);
		if (known !== void 0 && before + end <= known.end) return;
		lines += newlines(bytes, counted, at);
		counted = at;
		if (known === void 0) sightings.set(rule, {
			line: lines,
			count: 1,
			end: before + end
		});
		else {
			known.count += 1;
			known.end = before + end;
		}
	}
	function search(bytes, to) {
		for (const place of matcher.find(bytes, searched, to, path, budget)) take(bytes, place);
	}
	/** Searches all but what a rule may still need more text for, and keeps that. */
	function slide(bytes) {
		const to = filled - matcher.reach;
		search(bytes, to);
		const kept = Math.max(0, to - 160);
		lines += newlines(bytes, counted, kept);
		bytes.copy(bytes, 0, kept, filled);
		before += kept;
		filled -= kept;
		searched = to - kept;
		counted = Math.max(0, counted - kept);
	}
	return {
		write(chunk) {
			if (window === void 0 && chunk.length === size) {
				search(chunk, chunk.length);
				return;
			}
			const most = windowBytes + matcher.reach + 160;
			window ??= Buffer.allocUnsafe(Math.min(most, size));
			for (let at = 0; at < chunk.length;) {
				if (filled === most) slide(window);
				else if (filled === window.length) window = Buffer.concat([window], most);
				const taken = chunk.copy(window, filled, at);
				at += taken;
				filled += taken;
			}
		},
		end() {
			if (window !== void 0) search(window.subarray(0, filled), filled);
			if (budget.left <= 0) return void 0;
			return [...sightings].map(([rule, { line, count }]) => ({
				rule: rule.id,
				line,
				count
			})).sort((a, b) => a.line - b.line || (a.rule < b.rule ? -1 : 1));
		}
	};
}
function newlines(bytes, from, to) {
	const part = bytes.subarray(from, to);
	let count = 0;
	for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) count += 1;
	return count;
}
// src/inspect/secrets/secret-reader.ts
const all = createMatcher(secretRules);
const certain = createMatcher(secretRules.filter((rule) => rule.certain));
/**
* A fact names kinds of secrets and lines, never a secret or a part of one. Looks into every text file of an image; see `placeOf` for what is left out.
*/
const secretReader = {
	name: "secrets",
	version: 3,
	open({ path, size }) {
		if (size < shortestSecret) return void 0;
		const place = placeOf(path);
		return place === "noise" ? void 0 : createSink(path, size, place === "own");
	}
};
/** `user:pw` in a .netrc and the like needs no more. */
const shortestSecret = 8;
function createSink(path, size, isOwn) {
	const scanner = createTextScanner(isOwn ? all : certain, path, size);
	const text = createTextDecider(size, scanner.write);
	return {
		write: text.write,
		end() {
			text.end();
			const found = scanner.end();
			if (found === void 0) return { problem: `${path} has more in it that looks like secrets than is looked at` };
			return found.length === 0 ? void 0 : found;
		}
	};
}
// src/inspect/secrets/secrets.ts
/** Every rule a finding can have, in the order of the documentation. */
const allSecretRules = [...secretRules, variableRule];
/** More are counted in one finding. */
const maxFindings = 1e3;
const readers = [secretReader, environmentFileReader];
const rules = new Map(allSecretRules.map((rule) => [rule.id, rule]));
/** Secrets in files of every layer, in the configuration and in the history of an image. */
const secretsInspector = {
	name: "secrets",
	readers,
	inspect(input) {
		const { sightings, problems } = fileSightings(input.view, readers);
		return {
			findings: capped([...sightings.filter(({ path }) => !isPublic(path, input)).map((sighting) => findingOf(sighting, input)), ...secretsOfConfiguration(input)]),
			problems: problems.map(({ path }) => `${shownPath(path)}: it was not searched for secrets to its end`)
		};
	}
};
/**
* What a distribution's package brings, everybody has: it is no secret, whatever it looks like. Only below /etc are
* files of packages there to be written to.
*/
function isPublic(path, { owners, systemTypes }) {
	const owner = owners.get(`/${path}`) ?? "";
	return systemTypes.some((type) => owner.startsWith(`pkg:${type}/`)) && !path.startsWith("etc/");
}
function findingOf({ rule: id, path, line, count, layer, visible }, { view }) {
	const rule = rules.get(id) ?? variableRule;
	const more = count > 1 ? `, and ${count - 1} more in this file` : "";
	const hidden = visible ? "" : "; a later layer hides the file, whoever has the image still has it";
	return secretFinding(rule, {
		title: `${rule.title}${more}${hidden}`,
		path: `/${path}`,
		...line === void 0 ? {} : { line },
		layer: view.layers[layer]?.diffId ?? null
	});
}
function capped(findings) {
	if (findings.length <= maxFindings) return [...findings];
	const title = `${findings.length - maxFindings} more secrets`;
	return [...findings.slice(0, maxFindings), secretFinding({
		...variableRule,
		id: "more-secrets"
	}, {
		title,
		layer: null,
		key: "more"
	})];
}
// src/inspect/inspectors.ts
const byName = {
	checks: checksInspector,
	integrity: integrityInspector,
	secrets: secretsInspector,
	malware: malwareInspector
};
/** The inspectors of these names. */
function inspectorsOf(names) {
	return names.map((name) => byName[name]);
}
// src/scan/readers.ts
/** Everything that wants to see files for these parts, in one list: each layer is read once for all of them. */
function readersOf({ executables, inspectors }) {
	return [.../* @__PURE__ */ new Set([
		...catalogReaders(),
		...executables ? [executableReader, ...accountReaders] : [],
		...inspectorsOf(inspectors).flatMap(({ readers }) => readers)
	])];
}
// src/scan/layer-thread.ts
/** The thread of `readBeside`: it has the readers of the same scan. */
const { only, compiled } = workerData;
if (compiled !== void 0) enableCompileCache(compiled);
if (parentPort !== null) serveLayers(parentPort, readersOf(partsOf(only)));
export {};
