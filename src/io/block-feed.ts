import { blockSize } from './tar-header.ts';

/** Cuts the bytes of a tar archive, which come in chunks of any size, into blocks and stretches between them. */
export interface BlockFeed {
  write(chunk: Buffer): void;
  /**
   * Asked from inside `take`: the next `size` bytes are no blocks. They go to `into` (undefined: to nobody), their
   * padding to a whole block is left out, and `done` runs after the last of them.
   */
  pass(size: number, into: ((chunk: Buffer) => void) | undefined, done: () => void): void;
  /** How many of the next bytes go to nobody; the caller leaves them out of what it writes. */
  skip(): number;
  /** Bytes seen so far, those left out by `skip` included; inside `take`, the end of the block. */
  position(): number;
  /** False inside of a block, or of a stretch that is not padding: the archive cannot end here. */
  mayEnd(): boolean;
  /** Nothing that comes after this counts. */
  stop(): void;
}

/** @param take gets each block; its buffer is only valid during the call */
export function createBlockFeed(take: (block: Buffer) => void): BlockFeed {
  const partial = Buffer.alloc(blockSize);
  let filled = 0;
  let position = 0;
  let stopped = false;
  /** What is left of the stretch at hand, and of the padding after it. */
  let passing = 0;
  let padding = 0;
  let sink: ((chunk: Buffer) => void) | undefined;
  let finish: (() => void) | undefined;

  /** At the end of a stretch; its padding becomes a stretch for nobody. */
  function finished(): void {
    const done = finish;
    passing = padding;
    padding = 0;
    sink = undefined;
    finish = undefined;
    done?.();
  }

  function passed(count: number): void {
    passing -= count;
    position += count;
    if (passing === 0) finished();
  }

  /** Takes a block out of the chunk at `at`, or a part of one that the next chunk completes; returns how much. */
  function takeFrom(chunk: Buffer, at: number): number {
    if (filled === 0 && chunk.length - at >= blockSize) {
      position += blockSize;
      take(chunk.subarray(at, at + blockSize));
      return blockSize;
    }
    const taken = chunk.copy(partial, filled, at, Math.min(chunk.length, at + blockSize - filled));
    filled += taken;
    position += taken;
    if (filled === blockSize) {
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
      padding = (blockSize - (size % blockSize)) % blockSize;
      sink = into;
      finish = done;
      if (size === 0) finished();
    },
    skip() {
      let skipped = 0;
      while (passing > 0 && sink === undefined) {
        skipped += passing;
        passed(passing);
      }
      return skipped;
    },
    position: () => position,
    mayEnd: () => filled === 0 && finish === undefined,
    stop() {
      stopped = true;
    },
  };
}
