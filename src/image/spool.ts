import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file whose bytes can be read at any place: in memory while it is small, else in a temporary file. */
export interface SpooledFile {
  readonly size: number;
  /** At most `length` bytes from `offset`, as a copy; fewer only where the file ends. */
  read(offset: number, length: number): Buffer;
}

/** More than this is not kept in memory: most programs, archives and databases in images are smaller. */
const maxMemoryBytes = 8 * 1024 * 1024;

export interface Spool {
  /** @throws Error of the file system, when there is no room for temporary files */
  write(chunk: Buffer): void;
  size(): number;
  file(): SpooledFile;
  /** Lets go of everything; to be called whatever happens. */
  close(): void;
}

/** Keeps bytes that flow by, so that they can be read at any place afterwards. */
export function createSpool(): Spool {
  let kept: Buffer[] = [];
  let size = 0;
  let folder: string | undefined;
  let descriptor: number | undefined;

  function spill(): number {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
    descriptor = openSync(join(folder, 'file'), 'wx+', 0o600);
    for (const chunk of kept) writeFully(descriptor, chunk);
    kept = [];
    return descriptor;
  }

  function whole(): Buffer {
    const [first = Buffer.alloc(0)] = kept;
    if (kept.length < 2) return first;
    const joined = Buffer.concat(kept);
    kept = [joined];
    return joined;
  }

  return {
    write(chunk) {
      size += chunk.length;
      if (descriptor === undefined && size <= maxMemoryBytes) kept.push(Buffer.from(chunk));
      else writeFully(descriptor ?? spill(), chunk);
    },
    size: () => size,
    file: () => ({
      size,
      read(offset, length) {
        const available = Math.max(0, Math.min(length, size - offset));
        if (descriptor === undefined) return Buffer.from(whole().subarray(offset, offset + available));
        const bytes = Buffer.allocUnsafe(available);
        for (let at = 0; at < available; ) {
          const got = readSync(descriptor, bytes, at, available - at, offset + at);
          if (got === 0) return bytes.subarray(0, at);
          at += got;
        }
        return bytes;
      },
    }),
    close() {
      kept = [];
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

function writeFully(descriptor: number, chunk: Buffer): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
}
