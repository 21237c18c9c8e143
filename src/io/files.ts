import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fault, reasonOf } from '../errors.ts';
import { cacheFolder } from './cache-folder.ts';

/** Where the layer cache and the vulnerability database are kept. @throws USAGE when the environment names no folder */
export function cacheDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const folder = cacheFolder(environment);
  if (folder === undefined)
    throw fault('USAGE', { problem: 'no folder for the cache: set SEKISHO_CACHE_DIR' });
  return folder;
}

/** Far more than any policy or key has. */
const maxTextBytes = 16 * 1024 ** 2;

/**
 * A UTF-8 text file that a person or a policy names, whole. It may be a pipe, as a shell makes for `<(…)`.
 * @throws FILE_UNREADABLE also for one of more than 16 MiB: a device may have no end
 */
export function readTextFile(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      return readText(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}

function readText(file: number): string {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const got = readSync(file, chunk);
    if (got === 0) return Buffer.concat(chunks, total).toString('utf8');
    total += got;
    if (total > maxTextBytes) throw new Error(`it has more than ${maxTextBytes} bytes`);
    chunks.push(chunk.subarray(0, got));
  }
}

/**
 * Writes a file, and the folders it needs, so that readers see the old text or the new one and never a part.
 * @param content whole, or in pieces
 * @param mode permission bits; default 0o644
 * @throws FILE_UNWRITABLE
 */
export function writeFileAtomically(
  path: string,
  content: string | readonly (string | Uint8Array)[],
  mode = 0o644,
): void {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writePieces(temporary, typeof content === 'string' ? [content] : content, mode);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw fault('FILE_UNWRITABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}

function writePieces(path: string, pieces: readonly (string | Uint8Array)[], mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}
