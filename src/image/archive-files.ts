import { posix } from 'node:path';
import { fault } from '../errors.ts';
import { decompress, isCompressed } from '../io/decompress.ts';
import { cleanPath } from '../io/entry-path.ts';
import { fileChunks, fileSize, withFile } from '../io/file-chunks.ts';
import { type TemporaryFile, type TemporaryOptions, writeTemporary } from '../io/temporary-file.ts';
import { createUntar } from '../io/untar.ts';
import type { LayoutFiles } from './layout.ts';
import { createTreeBudget, maxLinks, type TreeLimits } from './tree.ts';

/** The files of a tar archive on disk, found by their offsets. */
export interface ArchiveFiles extends LayoutFiles {
  /** In bytes; undefined when there is no such file. */
  size(path: string): number | undefined;
  /** Removes what was unpacked to be read. */
  close(): Promise<void>;
}

const bufferBytes = 64 * 1024;
const headBytes = 16;

interface Place {
  readonly offset: number;
  readonly size: number;
}

/**
 * Opens a tar archive for reading its files in any order: its headers are read once, its content is skipped over. A
 * compressed archive is unpacked to a temporary file first.
 * @param what it is called in errors
 * @throws FILE_UNREADABLE, ARCHIVE_MALFORMED, COMPRESSION_BROKEN, TOO_LARGE, TOO_MANY
 */
export async function openArchive(
  path: string,
  what: string,
  options: TemporaryOptions = {},
): Promise<ArchiveFiles> {
  const temporary = (await startsCompressed(path)) ? await unpacked(path, what, options) : undefined;
  const file = temporary?.path ?? path;
  try {
    const index = await indexArchive(file, what);
    return filesOf(file, what, index, async () => temporary?.remove());
  } catch (error) {
    await temporary?.remove();
    throw error;
  }
}

/** Files by path, and links by path with the path they lead to. */
interface Index {
  readonly places: Map<string, Place>;
  readonly links: Map<string, string>;
}

function filesOf(
  file: string,
  what: string,
  { places, links }: Index,
  close: () => Promise<void>,
): ArchiveFiles {
  function placeOf(path: string): Place | undefined {
    let real = cleanPath(path);
    // Old archives have one layer under many names, all but one of them links.
    for (let followed = 0; real !== undefined && followed <= maxLinks; followed += 1) {
      const place = places.get(real);
      if (place !== undefined) return place;
      real = links.get(real);
    }
    return undefined;
  }

  function chunks({ offset, size }: Place, signal?: AbortSignal, reuses = false): AsyncIterable<Buffer> {
    return whole(fileChunks(file, offset, size, signal, reuses), size, what);
  }

  return {
    what,
    size: (path) => placeOf(path)?.size,
    async read(path, maxBytes) {
      const place = placeOf(path);
      if (place === undefined) return undefined;
      if (place.size > maxBytes) {
        throw fault('TOO_LARGE', {
          what: `${path} in ${what}`,
          maxBytes,
          hint: 'check what made the archive',
        });
      }
      const parts: Buffer[] = [];
      for await (const chunk of chunks(place)) parts.push(chunk);
      return Buffer.concat(parts);
    },
    async open(path, signal) {
      const place = placeOf(path);
      return place === undefined ? undefined : chunks(place, signal, true);
    },
    close,
  };
}

/** The file may have been changed since its headers were read. */
async function* whole(source: AsyncIterable<Buffer>, size: number, what: string): AsyncGenerator<Buffer> {
  let got = 0;
  for await (const chunk of source) {
    got += chunk.length;
    yield chunk;
  }
  if (got < size) throw fault('ARCHIVE_MALFORMED', { what, reason: 'it is cut off' });
}

/** A layer is one file of it, or three. */
const archiveLimits: TreeLimits = { nodes: 300_000, characters: 30_000_000 };

async function indexArchive(path: string, what: string): Promise<Index> {
  const places = new Map<string, Place>();
  const links = new Map<string, string>();
  const spend = createTreeBudget(archiveLimits);
  const untar = createUntar(
    {
      problem() {},
      entry(entry) {
        spend(what, 1, entry.path.length + (entry.link?.length ?? 0));
        // As when it is unpacked, the last entry of a name counts.
        places.delete(entry.path);
        links.delete(entry.path);
        const link = entry.type === 'symlink' ? targetOf(entry.path, entry.link ?? '') : entry.link;
        if (entry.type === 'file') places.set(entry.path, { offset: untar.position(), size: entry.size });
        else if (link !== undefined) links.set(entry.path, link);
        return undefined;
      },
    },
    what,
  );
  await withFile(path, async (file, size) => {
    const buffer = Buffer.alloc(bufferBytes);
    for (let position = 0; position < size; position += untar.skip()) {
      const { bytesRead } = await file.read(buffer, 0, bufferBytes, position);
      if (bytesRead === 0) break;
      untar.write(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
    untar.end();
    // What is skipped is not seen to be missing.
    const cut = [...places.values()].some((place) => place.offset + place.size > size);
    if (cut) throw fault('ARCHIVE_MALFORMED', { what, reason: 'it is cut off' });
  });
  return { places, links };
}

/** Where a symbolic link of an archive leads; undefined for out of it. */
function targetOf(path: string, target: string): string | undefined {
  return cleanPath(target.startsWith('/') ? target : posix.join(posix.dirname(path), target));
}

async function startsCompressed(path: string): Promise<boolean> {
  return withFile(path, async (file) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return isCompressed(buffer.subarray(0, bytesRead));
  });
}

async function unpacked(path: string, what: string, options: TemporaryOptions): Promise<TemporaryFile> {
  const size = (await fileSize(path)) ?? 0;
  return writeTemporary(decompress(fileChunks(path, 0, size, options.signal, true), { what }), options);
}
