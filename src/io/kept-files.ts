import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fault, reasonOf } from '../errors.ts';
import { isDigest, sha256 } from '../model/digest.ts';
import type { Clock } from '../model/time.ts';

/** A file that was not used for this long goes. */
export const maxAgeMs = 30 * 24 * 3_600_000;
/** Above this many bytes in all, the files that were not used for longest go. */
export const maxCacheBytes = 2 * 1024 ** 3;

/** Files of a cache: whole or not there, and gone when nobody used them for long. */
export interface KeptFiles {
  /** `''` when there is none. @throws FILE_UNREADABLE */
  read(path: string): Promise<Buffer>;
  /**
   * Readers see the old content or the new one, never a part.
   * @param content at least one piece: put together by whoever has them, they would be in memory twice
   * @throws FILE_UNWRITABLE
   */
  write(path: string, content: readonly (string | Uint8Array)[]): Promise<void>;
  /** Says that the file was of use, which keeps it. */
  touch(path: string): Promise<void>;
  /** Removes what is old, or too much, of the files in these folders. */
  tidy(folders: readonly string[]): Promise<void>;
}

/**
 * Reads and writes without other threads: the files are few, and what is started for that takes longer than they do.
 * @param clock for the time of the last use
 */
export function keptFiles(clock: Clock): KeptFiles {
  function touch(path: string): void {
    const now = clock() / 1000;
    // Another process may be tidying up; the file has been read already.
    unlessMissing(path, undefined, () => utimesSync(path, now, now));
  }

  return {
    read: async (path) => unlessMissing(path, Buffer.alloc(0), () => readFileSync(path)),
    async write(path, content) {
      const temporary = join(dirname(path), `${randomUUID()}.tmp`);
      try {
        mkdirSync(dirname(path), { recursive: true });
        for (const [index, part] of content.entries())
          writeFileSync(temporary, part, { flag: index === 0 ? 'wx' : 'a', mode: 0o600 });
        touch(temporary);
        renameSync(temporary, path);
      } catch (cause) {
        rmSync(temporary, { force: true });
        throw fault('FILE_UNWRITABLE', { path, reason: reasonOf(cause) }, { cause });
      }
    },
    touch: async (path) => touch(path),
    async tidy(folders) {
      const files = folders.flatMap(filesIn).sort((a, b) => b.usedAt - a.usedAt);
      const oldest = clock() - maxAgeMs;
      let bytes = 0;
      for (const { path, size, usedAt } of files) {
        bytes += size;
        if (usedAt < oldest || bytes > maxCacheBytes) rmSync(path, { force: true });
      }
    },
  };
}

/**
 * JSON whose first line is the digest of the rest, which tells a damaged file. undefined for more than a string holds.
 */
export function sealed(value: unknown): readonly (string | Uint8Array)[] | undefined {
  try {
    return sealedBytes([Buffer.from(JSON.stringify(value))]);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The pieces of a file behind a line with their digest. */
export function sealedBytes(content: readonly Uint8Array[]): readonly (string | Uint8Array)[] {
  const hash = createHash('sha256');
  for (const piece of content) hash.update(piece);
  return [`sha256:${hash.digest('hex')}\n`, ...content];
}

/** What was sealed; undefined for a file that is damaged, or is none. */
export function unsealed(file: Buffer): unknown {
  const text = unsealedBytes(file);
  return text === undefined ? undefined : JSON.parse(text.toString('utf8'));
}

/** What stands behind the first line of a file that begins with its digest; undefined where that is another. */
export function unsealedBytes(file: Buffer): Buffer | undefined {
  const end = file.indexOf(0x0a);
  const content = file.subarray(end + 1);
  const digest = file.toString('latin1', 0, Math.max(end, 0));
  return isDigest(digest) && sha256(content) === digest ? content : undefined;
}

/** What `read` gives, or `value` when the file is missing; any other failure is one. */
function unlessMissing<T>(path: string, value: T, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return value;
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}

function filesIn(
  folder: string,
): readonly { readonly path: string; readonly size: number; readonly usedAt: number }[] {
  const names = unlessMissing<string[]>(folder, [], () => readdirSync(folder));
  return names.flatMap((name) => {
    const path = join(folder, name);
    const about = unlessMissing(path, undefined, () => statSync(path));
    return about?.isFile() ? [{ path, size: about.size, usedAt: about.mtimeMs }] : [];
  });
}
