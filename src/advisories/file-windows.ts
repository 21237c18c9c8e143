import { readSync } from 'node:fs';
import { RandomAccessReader } from 'yauzl';

const windowBytes = 1024 * 1024;

/**
 * Reads a file through two windows that move as needed: a zip archive is read at two places in turn, its directory at
 * the end and its entries from the start, each from front to back.
 */
export interface FileWindows extends RandomAccessReader {
  /** A view that holds until the next call. Throws an Error when the file is too short. */
  slice(position: number, length: number): Buffer;
}

interface Window {
  start: number;
  length: number;
  /** Used again and again: a new megabyte for each move would be garbage a hundred times over. */
  buffer: Buffer;
}

/** @param fd of an open file of `size` bytes; closing it is the caller's. */
export function createFileWindows(fd: number, size: number): FileWindows {
  let recent: Window = { start: 0, length: 0, buffer: Buffer.alloc(0) };
  let other: Window = { start: 0, length: 0, buffer: Buffer.alloc(0) };

  const holds = (window: Window, position: number, length: number): boolean =>
    position >= window.start && position + length <= window.start + window.length;

  const move = (window: Window, position: number, length: number): void => {
    const wanted = Math.min(size - position, Math.max(length, windowBytes));
    if (window.buffer.length < wanted) window.buffer = Buffer.allocUnsafe(wanted);
    window.start = position;
    window.length = 0;
    while (window.length < wanted) {
      const { buffer } = window;
      const count = readSync(fd, buffer, window.length, wanted - window.length, position + window.length);
      if (count === 0) throw new Error('the file ends too early');
      window.length += count;
    }
  };

  const slice = (position: number, length: number): Buffer => {
    if (position < 0 || position + length > size) throw new Error('the file ends too early');
    if (!holds(recent, position, length)) {
      [recent, other] = [other, recent];
      if (!holds(recent, position, length)) move(recent, position, length);
    }
    const start = position - recent.start;
    return recent.buffer.subarray(start, start + length);
  };

  return Object.assign(new Reader(slice), { slice });
}

/** What yauzl asks of a source; the one class it lets nobody do without. */
class Reader extends RandomAccessReader {
  readonly #slice: (position: number, length: number) => Buffer;

  constructor(slice: (position: number, length: number) => Buffer) {
    super();
    this.#slice = slice;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    let error: Error | null = null;
    try {
      this.#slice(position, length).copy(buffer, offset);
    } catch (caught) {
      error = caught instanceof Error ? caught : new Error(String(caught));
    }
    callback(error);
  }
}
