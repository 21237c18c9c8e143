import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fault, isFault, reasonOf } from '../errors.ts';

/** As decompress wants it. */
const chunkBytes = 1024 * 1024;

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
 * A stretch of a file, read ahead of whoever asks.
 * @param start offset in bytes
 * @param length in bytes; fewer come when the file ends before
 * @param reuses each chunk is good only until the next is asked for; default false
 * @throws FILE_UNREADABLE while reading; the signal's own reason when the caller gives up
 */
export async function* fileChunks(
  path: string,
  start: number,
  length: number,
  signal?: AbortSignal,
  reuses = false,
): AsyncGenerator<Buffer, void, undefined> {
  if (length === 0) return;
  const { open } = await import('node:fs/promises');
  let file: FileHandle | undefined;
  let ahead: Promise<Buffer> | undefined;
  try {
    file = await open(path, openFlags);
    let at = start;
    const read = async (from: FileHandle, into: Buffer): Promise<Buffer> => {
      const { bytesRead } = await from.read(into, 0, Math.min(into.length, start + length - at), at);
      at += bytesRead;
      return into.subarray(0, bytesRead);
    };
    // Two take turns: with a new one for each chunk, tens of megabytes of them would stand about at any time.
    const buffers = [0, 1].map(() => Buffer.allocUnsafeSlow(Math.min(chunkBytes, length)));
    for (let turn = 0; ; turn += 1) {
      signal?.throwIfAborted();
      const into = buffers[turn % buffers.length];
      if (into === undefined) return;
      const chunk: Buffer | undefined = await ahead;
      if (chunk?.length === 0) return;
      ahead = read(file, into);
      // It is seen when the chunk is asked for.
      ahead.catch(() => {});
      if (chunk !== undefined) yield reuses ? chunk : Buffer.from(chunk);
    }
  } catch (cause) {
    throw signal?.aborted ? cause : unreadable(path, cause);
  } finally {
    // Nothing writes to memory that was given back.
    await ahead?.catch(() => {});
    await file?.close();
  }
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
