import { closeSync, constants, createReadStream, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fault, isFault, reasonOf } from '../errors.ts';

/** As decompress wants it: fewer turns of the event loop than with Node's 64 KiB. */
const chunkBytes = 256 * 1024;

/** Without O_NONBLOCK, opening a pipe would wait for its other end for ever. */
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK;

/** In bytes; undefined when there is nothing at the path. @throws FILE_UNREADABLE also for what is no regular file */
export async function fileSize(path: string): Promise<number | undefined> {
  try {
    const about = statSync(path);
    if (!about.isFile()) throw notRegular();
    return about.size;
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw unreadable(path, cause);
  }
}

/** The whole of a small regular file. @throws FILE_UNREADABLE; TOO_LARGE before anything is read */
export async function readSmallFile(path: string, maxBytes: number): Promise<Buffer> {
  let file: number | undefined;
  try {
    file = openSync(path, openFlags);
    const about = fstatSync(file);
    if (!about.isFile()) throw notRegular();
    if (about.size > maxBytes) {
      throw fault('TOO_LARGE', { what: path, maxBytes, hint: 'check that it is the right file' });
    }
    return readFileSync(file);
  } catch (cause) {
    throw isFault(cause) ? cause : unreadable(path, cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Opens a regular file for `use`, and closes it. @throws FILE_UNREADABLE, and the faults that `use` throws */
export async function withFile<Result>(
  path: string,
  use: (file: FileHandle, size: number) => Promise<Result>,
): Promise<Result> {
  // Loaded here: a scan of a known image reads small files only, and waits for what it loads.
  const { open } = await import('node:fs/promises');
  let file: FileHandle | undefined;
  try {
    file = await open(path, openFlags);
    const about = await file.stat();
    if (!about.isFile()) throw notRegular();
    return await use(file, about.size);
  } catch (cause) {
    throw isFault(cause) ? cause : unreadable(path, cause);
  } finally {
    await file?.close();
  }
}

/**
 * A stretch of a file.
 * @param start offset in bytes
 * @param length in bytes; fewer come when the file ends before
 * @param frees each chunk is good only until the next is asked for; default false
 * @throws FILE_UNREADABLE while reading; the signal's own reason when the caller gives up
 */
export async function* fileChunks(
  path: string,
  start: number,
  length: number,
  signal?: AbortSignal,
  frees = false,
): AsyncGenerator<Buffer, void, undefined> {
  if (length === 0) return;
  const stream = createReadStream(path, { start, end: start + length - 1, highWaterMark: chunkBytes });
  try {
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      yield chunk;
      if (frees) letGo(chunk);
    }
  } catch (cause) {
    throw signal?.aborted ? cause : unreadable(path, cause);
  }
}

/** Left to the garbage collector, tens of megabytes of chunks would stand about at any time. */
function letGo({ buffer, length }: Buffer): void {
  if (buffer.byteLength === length && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function notRegular(): Error {
  return new Error('it is not a regular file');
}

function unreadable(path: string, cause: unknown): Error {
  return fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
}
