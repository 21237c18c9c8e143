import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fault, isFault, reasonOf } from '../errors.ts';

export interface TemporaryFile {
  readonly path: string;
  remove(): Promise<void>;
}

export interface TemporaryOptions {
  /** Where TMPDIR says which folder to use; default the machine's own. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/**
 * Writes a stream to a file that only this user can read, in the folder for temporary files.
 * @throws FILE_UNWRITABLE, and what the source throws; nothing is left behind then
 */
export async function writeTemporary(
  source: AsyncIterable<Uint8Array>,
  options: TemporaryOptions = {},
): Promise<TemporaryFile> {
  const parent = options.environment?.TMPDIR || tmpdir();
  const folder = await mkdtemp(join(parent, 'sekisho-')).catch((cause: unknown) => {
    throw unwritable(parent, cause);
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
