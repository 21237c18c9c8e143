import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { fault, isFault, reasonOf } from '../errors.ts';
import { isZstd, zstdFrames } from './zstd-frames.ts';

/** 64 GiB: several times the largest layers that are really used. */
export const maxUncompressedBytes = 64 * 1024 ** 3;
/** Layers of text shrink to a tenth, of zeros to a thousandth. What is worse than this… */
export const maxRatio = 200;
/** …is refused once it is past 4 GiB: until then a bomb costs seconds, and empty database files are not unheard of. */
export const ratioFreeBytes = 4 * 1024 ** 3;

// Inflating runs in the thread pool, and is told to go on from here, between two pieces of work. Large chunks let both
// run side by side for longer: measured on two processors with layers of 95 to 300 MB, 256 KiB each way took a sixth more.
const inputBytes = 1024 * 1024;
const outputBytes = 1024 * 1024;
/** Output may run this far ahead. */
const aheadBytes = 2 * outputBytes;

export interface DecompressOptions {
  /** For messages: `layer 2`. */
  readonly what: string;
  /** Default `maxUncompressedBytes`. */
  readonly maxBytes?: number;
  /** Default `ratioFreeBytes`. */
  readonly ratioFreeBytes?: number;
  /** Each chunk is good only until the next is asked for; default false. */
  readonly frees?: boolean;
  /** Inflates a gzip stream in another place than Node's thread pool. @throws Error that says what is wrong with it */
  readonly inflate?: ((source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>) | undefined;
}

/**
 * The uncompressed bytes of a stream that is gzip (any number of members), zstd (any number of frames) or neither,
 * told by its first bytes: media types lie. The source is always read to its end, so that its own check of the last
 * byte takes place.
 * @throws COMPRESSION_BROKEN for data that is malformed, cut off, or followed by something else
 * @throws COMPRESSION_UNKNOWN for bzip2, xz and lz4, which registries never hold
 * @throws TOO_LARGE past `maxBytes`, or when it grows beyond any reason
 */
export async function* decompress(
  source: AsyncIterable<Uint8Array>,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const {
    what,
    maxBytes = maxUncompressedBytes,
    ratioFreeBytes: freeBytes = ratioFreeBytes,
    frees = false,
    inflate,
  } = options;
  const counted = { stored: 0 };
  const gathered = gather(source, counted);
  const first = await gathered.next();
  const head = first.value ?? Buffer.alloc(0);
  const other = otherFormatOf(head);
  if (other !== undefined) {
    await gathered.return();
    throw fault('COMPRESSION_UNKNOWN', { what, format: other });
  }
  const whole = prepend(head, gathered);
  const decoded =
    isGzip(head) && inflate !== undefined ? inflated(whole, inflate, what) : decoderFor(head, whole, what);
  let bytes = 0;
  for await (const chunk of decoded) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw fault('TOO_LARGE', { what: `${what}, unpacked,`, maxBytes, hint: 'scan it in smaller layers' });
    }
    if (bytes > freeBytes && bytes > maxRatio * counted.stored) {
      const hint = 'treat it as a decompression bomb, unless you know that it holds little but zeros';
      throw fault('TOO_LARGE', {
        what: `${what}, unpacked to ${maxRatio} times its size,`,
        maxBytes: freeBytes,
        hint,
      });
    }
    yield chunk;
    if (frees && decoded !== whole) letGo(chunk);
  }
}

/**
 * Frees what the decoder filled with this chunk and those before it. Left to the garbage collector, tens of megabytes
 * of them would stand about at any time. Nobody else has the buffer: the decoder takes a new one when one is full.
 */
function letGo({ buffer, byteOffset, length }: Buffer): void {
  if (
    buffer.byteLength === outputBytes &&
    byteOffset + length === outputBytes &&
    buffer instanceof ArrayBuffer
  )
    buffer.transfer(0);
}

function decoderFor(head: Buffer, source: AsyncIterable<Buffer>, what: string): AsyncIterable<Buffer> {
  const settings = { chunkSize: outputBytes, readableHighWaterMark: aheadBytes, writableHighWaterMark: 1 };
  if (isGzip(head)) return gunzip(source, createGunzip(settings), what);
  if (isZstd(head)) return through(zstdFrames(source, what), createZstdDecompress(settings), what);
  return source;
}

/** Whether a file that begins with these bytes, at least six, has to be decompressed. */
export function isCompressed(head: Buffer): boolean {
  return isGzip(head) || isZstd(head) || otherFormatOf(head) !== undefined;
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

const otherFormats: readonly { readonly name: string; readonly magic: Buffer }[] = [
  { name: 'bzip2', magic: Buffer.from('BZh') },
  { name: 'xz', magic: Buffer.from('fd377a585a00', 'hex') },
  { name: 'lz4', magic: Buffer.from('04224d18', 'hex') },
];

function otherFormatOf(head: Buffer): string | undefined {
  return otherFormats.find(({ magic }) => head.subarray(0, magic.length).equals(magic))?.name;
}

/**
 * Node ends a gzip stream at the first byte after a member that begins no other, and drops what follows when that
 * byte is a zero. Padding with zeros is harmless; anything behind it is not what engines would unpack.
 */
function gunzip(
  source: AsyncIterable<Buffer>,
  decoder: Transform & { readonly bytesWritten: number },
  what: string,
): AsyncIterable<Buffer> {
  async function* members(): AsyncGenerator<Buffer, void, undefined> {
    let fed = 0;
    let ended = false;
    for await (const chunk of source) {
      // With a high-water mark of one byte, the decoder is done with a chunk when the next is asked for.
      if (!ended) {
        yield chunk;
        fed += chunk.length;
      }
      const unread = ended ? chunk : chunk.subarray(chunk.length - (fed - decoder.bytesWritten));
      if (unread.length === 0) continue;
      ended = true;
      if (!isZeros(unread)) {
        throw fault('COMPRESSION_BROKEN', { what, reason: 'something else follows the gzip data' });
      }
    }
  }
  return through(members(), decoder, what);
}

async function* inflated(
  source: AsyncIterable<Buffer>,
  inflate: NonNullable<DecompressOptions['inflate']>,
  what: string,
): AsyncGenerator<Buffer, void, undefined> {
  let ofSource: unknown;
  async function* watched(): AsyncGenerator<Buffer, void, undefined> {
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
    throw fault('COMPRESSION_BROKEN', { what, reason: reasonOf(cause) }, { cause });
  }
}

function isZeros(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0) return false;
  return true;
}

async function* through(
  source: AsyncIterable<Buffer>,
  decoder: Transform,
  what: string,
): AsyncGenerator<Buffer, void, undefined> {
  const done = pipeline(source, decoder);
  // Its error is the one that the loop throws, or it is thrown after the loop.
  done.catch(() => {});
  try {
    for await (const chunk of decoder.iterator({ destroyOnReturn: false })) yield chunk;
    // The decoder may have ended before the source, which has its last bytes still to check.
    await done;
  } catch (cause) {
    throw asFault(cause, what);
  } finally {
    decoder.destroy();
  }
}

/** zlib's own errors have codes that begin with Z_ or ZSTD_; all others come from the source and say more. */
function asFault(cause: unknown, what: string): unknown {
  if (isFault(cause) || !(cause instanceof Error)) return cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (!/^(?:Z_|ZSTD_)/.test(code)) return cause;
  return fault('COMPRESSION_BROKEN', { what, reason: reasonOf(cause) }, { cause });
}

/** Joins small chunks: each one that is handed to the thread pool costs a turn of the event loop. */
async function* gather(
  source: AsyncIterable<Uint8Array>,
  counted: { stored: number },
): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const piece of source) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (chunk.length === 0) continue;
    counted.stored += chunk.length;
    if (bytes === 0 && chunk.length >= inputBytes) {
      yield chunk;
      continue;
    }
    // The source may use its chunk again when the next is asked for.
    waiting.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes < inputBytes) continue;
    yield Buffer.concat(waiting, bytes);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting, bytes);
}

async function* prepend(
  head: Buffer,
  rest: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    if (head.length > 0) yield head;
    yield* rest;
  } finally {
    // Whoever stops at the head would leave the rest open.
    await rest.return();
  }
}
