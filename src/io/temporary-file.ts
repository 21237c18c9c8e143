import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fault, isFault, reasonOf } from '../errors.ts';

export interface TemporaryFile {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Writes a stream to a file that only this user can read, in the machine's folder for temporary files.
 * @throws FILE_UNWRITABLE, and what the source throws; nothing is left behind then
 */
export async function writeTemporary(
  source: AsyncIterable<Uint8Array>,
  options: { readonly signal?: AbortSignal } = {},
): Promise<TemporaryFile> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-')).catch((cause: unknown) => {
    throw unwritable(tmpdir(), cause);
  });
  const path = join(folder, 'archive');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    try {
      for await (const chunk of source) {
        options.signal?.throwIfAborted();
        await writeAll(file, chunk);
      }
    } finally {
      await file.close();
    }
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }

  async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < chunk.length; at += (await file.write(chunk, at)).bytesWritten);
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }
}

function unwritable(path: string, cause: unknown): Error {
  return isFault(cause) ? cause : fault('FILE_UNWRITABLE', { path, reason: reasonOf(cause) }, { cause });
}
