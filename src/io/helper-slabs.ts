import { maxPlacedBytes } from './hashing.ts';
import { type HelperRing, slabCount, state } from './helper-ring.ts';
import { createInflater, type Inflater } from './inflater.ts';

/** What the thread does for `Helper.inflate`: gzip streams, one after the other, are inflated into slabs. */
export interface SlabFiller {
  begin(): void;
  /** The next stored bytes; they stay where they are until they are counted as taken. */
  take(stored: Uint8Array): void;
  /** There are no more of them. */
  last(): void;
  /** Of the filled slabs, the first may be filled again. */
  read(): void;
  /** Nobody wants more of the stream; all slabs may be filled again. */
  over(): void;
  /** Does a piece of the work. @returns false when there is nothing to do, or no slab to fill */
  fill(): boolean;
}

/** @param tell called when there is something new in the ring */
export function fillSlabs(ring: HelperRing, tell: () => void): SlabFiller {
  const bytes = new Uint8Array(ring.bytes);
  const lengths = new Int32Array(ring.lengths);
  const states = new Int32Array(ring.state);
  let filled = 0;
  let read = 0;
  /** Bytes in the slab that is being filled. */
  let length = 0;
  let inflater: Inflater | undefined;
  const pieces: Uint8Array[] = [];
  let isLast = false;
  /** Of all members: what follows may only be zeros, as `decompress` says. */
  let hasEnded = false;

  function publish(count: number): void {
    lengths[filled % slabCount] = count;
    filled += 1;
    length = 0;
    Atomics.store(states, state.filled, filled);
    tell();
  }

  function taken(): void {
    pieces.shift();
    Atomics.add(states, state.taken, 1);
    tell();
  }

  /** @returns false when it wants more stored bytes */
  function step(into: Inflater): boolean {
    const piece = pieces[0];
    if (piece === undefined && !isLast) return false;
    const start = (filled % slabCount) * maxPlacedBytes;
    const output = bytes.subarray(start + length, start + maxPlacedBytes);
    const done = hasEnded
      ? { read: 0, written: 0 }
      : into.inflate(piece ?? nothing, output, piece === undefined);
    length += done.written;
    const isFull = length === maxPlacedBytes;
    if (piece !== undefined) {
      const unread = piece.subarray(done.read);
      pieces[0] = unread;
      if (!isFull) {
        hasEnded ||= unread.length > 0;
        expectZeros(unread);
        taken();
      }
    }
    if (isFull || (length > 0 && pieces.length === 0)) publish(length);
    else if (piece === undefined) {
      publish(0);
      stop();
    }
    return true;
  }

  function stop(): void {
    inflater = undefined;
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
      if (inflater === undefined) stop();
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
      if (inflater === undefined || filled - read >= slabCount) return false;
      try {
        return step(inflater);
      } catch (error) {
        publish(-tellWhy(error, bytes.subarray((filled % slabCount) * maxPlacedBytes)));
        stop();
        return true;
      }
    },
  };
}

const nothing = new Uint8Array(0);

function expectZeros(unread: Uint8Array): void {
  if (unread.some((byte) => byte !== 0)) throw new Error('something else follows the gzip data');
}

/** @returns how many bytes of `into` it takes to say it */
function tellWhy(error: unknown, into: Uint8Array): number {
  const reason = Buffer.from(error instanceof Error ? error.message : String(error)).subarray(0, 1000);
  into.set(reason);
  return Math.max(reason.length, 1);
}
