import { fault } from '../errors.ts';

/** First bytes of a frame, little-endian (RFC 8878 section 3.1.1). */
const frameMagic = 0xfd2fb528;
/** Sixteen magic numbers begin a frame that decoders skip (RFC 8878 section 3.1.2). */
const skippableMagic = 0x184d2a50;

/** Whether these first bytes, at least four, begin a zstd stream. */
export function isZstd(head: Buffer): boolean {
  const magic = head.length < 4 ? 0 : head.readUInt32LE(0);
  return magic === frameMagic || isSkippable(magic);
}

function isSkippable(magic: number): boolean {
  return (magic & 0xfffffff0) >>> 0 === skippableMagic;
}

/**
 * Cuts a zstd stream so that each chunk belongs to one frame, and leaves skippable frames out. Node's decoder needs
 * that: it ends at the first frame that stops inside a chunk, and drops whatever comes after it without a word.
 * @throws COMPRESSION_BROKEN for bytes that are no frame, or a stream that ends inside one
 */
export async function* zstdFrames(
  source: AsyncIterable<Buffer>,
  what: string,
): AsyncGenerator<Buffer, void, undefined> {
  const cutter = createCutter(what);
  for await (const chunk of source) yield* cutter.cut(chunk);
  cutter.end();
}

/** What the next bytes are: a field to be read, or `rest` bytes that decide nothing. */
type Part = 'magic' | 'skippable size' | 'skippable data' | 'descriptor' | 'block header' | 'data';

function createCutter(what: string): { cut(chunk: Buffer): Generator<Buffer>; end(): void } {
  const field = Buffer.alloc(4);
  let gathered = 0;
  let part: Part = 'magic';
  let rest = 4;
  let lastBlock = false;
  let checksum = false;

  const broken = (reason: string): Error => fault('COMPRESSION_BROKEN', { what, reason });
  const expect = (next: Part, bytes: number): void => {
    part = next;
    rest = bytes;
    gathered = 0;
  };

  /** Runs when the last byte of `part` has come. */
  function advance(): void {
    if (part === 'magic') {
      const magic = field.readUInt32LE(0);
      if (magic === frameMagic) expect('descriptor', 1);
      else if (isSkippable(magic)) expect('skippable size', 4);
      else throw broken('what follows a zstd frame is none');
    } else if (part === 'skippable size') {
      expect('skippable data', field.readUInt32LE(0));
    } else if (part === 'skippable data') {
      expect('magic', 4);
    } else if (part === 'descriptor') {
      const descriptor = field[0] ?? 0;
      checksum = (descriptor & 0x04) !== 0;
      lastBlock = false;
      expect('data', headerBytes(descriptor));
    } else if (part === 'block header') {
      const header = field.readUIntLE(0, 3);
      lastBlock = (header & 1) === 1;
      // A run-length block is one byte, whatever its size says (RFC 8878 section 3.1.1.2.2).
      const stored = ((header >> 1) & 3) === 1 ? 1 : header >> 3;
      expect('data', stored + (lastBlock && checksum ? 4 : 0));
    } else {
      if (lastBlock) expect('magic', 4);
      else expect('block header', 3);
    }
    if (rest === 0) advance();
  }

  return {
    *cut(chunk) {
      // Where the bytes to be passed on begin; those of a magic number are held back until they are known.
      let start = 0;
      for (let at = 0; at < chunk.length; ) {
        const before = part;
        const taken = Math.min(rest, chunk.length - at);
        if (before !== 'data' && before !== 'skippable data')
          gathered += chunk.copy(field, gathered, at, at + taken);
        at += taken;
        rest -= taken;
        if (before.startsWith('skippable')) start = at;
        if (rest > 0) {
          if (before === 'magic') start = at;
          continue;
        }
        advance();
        const isFrame = before === 'magic' && part === 'descriptor';
        if (isFrame && taken < 4) yield Buffer.from(field);
        if (before === 'magic') start = isFrame && taken === 4 ? at - 4 : at;
        else if (part === 'magic' && start < at) {
          yield chunk.subarray(start, at);
          start = at;
        }
      }
      if (start < chunk.length) yield chunk.subarray(start);
    },
    end() {
      if (part !== 'magic' || gathered > 0) throw broken('it is cut off');
    },
  };
}

/** Bytes of a frame header after its descriptor: window, dictionary id, content size (RFC 8878 section 3.1.1.1). */
function headerBytes(descriptor: number): number {
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (singleSegment ? 0 : 1) + dictionary + contentSize;
}
