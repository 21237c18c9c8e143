import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fault, reasonOf } from '../errors.ts';
import { type Digest, isDigest, sha256 } from '../model/digest.ts';
import type { Clock } from '../model/time.ts';
import type { FileReader } from './file-reader.ts';
import { fromColumns, type LayerColumns, toColumns } from './layer-columns.ts';
import type { LayerRecord } from './layer-record.ts';
import type { TreeBudget } from './tree.ts';

/** Grows when records are kept or made differently: older files are then not found any more, and age out. */
const formatVersion = 1;
/** A file that was not used for this long goes. */
export const maxAgeMs = 30 * 24 * 3_600_000;
/** Above this many bytes in all, the files that were not used for longest go. */
export const maxCacheBytes = 2 * 1024 ** 3;

/**
 * What walks found, by diff id, in a folder of the caller's. Whoever can write to the folder decides what scans find:
 * keep it as safe as the program itself, and apart for branches that are not trusted.
 */
export interface LayerCache {
  /** The record of a layer as the same readers made it; undefined when there is none, or none that is intact. */
  get(diffId: Digest, layer: number, spend: TreeBudget): Promise<LayerRecord | undefined>;
  put(diffId: Digest, record: LayerRecord): Promise<void>;
  /**
   * True when a walk on this machine saw that the blob unpacks to the diff id. Without that a manifest could pair
   * another blob with the diff id of a harmless layer, and have it taken for that.
   */
  isProved(blob: Digest, diffId: Digest): Promise<boolean>;
  prove(blob: Digest, diffId: Digest): Promise<void>;
  /** Removes what is old or too much. */
  tidy(): Promise<void>;
}

/** @param clock for the time of the last use */
export function openLayerCache(
  folder: string,
  readers: readonly FileReader<unknown>[],
  clock: Clock,
): LayerCache {
  const layers = join(folder, 'layers');
  const blobs = join(folder, 'blobs');
  const makers = readers.map(({ name, version }) => `${name}@${version}`).sort();
  const key = sha256(JSON.stringify([formatVersion, makers])).slice('sha256:'.length, 'sha256:'.length + 16);
  const recordFile = (diffId: Digest): string => join(layers, `${fileName(diffId)}.${key}.json`);
  const proofFile = (blob: Digest): string => join(blobs, fileName(blob));

  async function touch(path: string): Promise<void> {
    const now = clock() / 1000;
    // Another process may be tidying up; the file has been read already.
    await utimes(path, now, now).catch(ifMissing(path, undefined));
  }

  async function write(directory: string, path: string, text: string): Promise<void> {
    const temporary = join(directory, `${randomUUID()}.tmp`);
    try {
      await mkdir(directory, { recursive: true });
      await writeFile(temporary, text, { flag: 'wx', mode: 0o600 });
      await touch(temporary);
      await rename(temporary, path);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw fault('FILE_UNWRITABLE', { path, reason: reasonOf(cause) }, { cause });
    }
  }

  return {
    async get(diffId, layer, spend) {
      const path = recordFile(diffId);
      const columns = unsealed(await readOrEmpty(path));
      if (columns === undefined) return undefined;
      await touch(path);
      return fromColumns(columns, layer, spend);
    },
    async put(diffId, record) {
      const text = sealed(toColumns(record));
      if (text !== undefined) await write(layers, recordFile(diffId), text);
    },
    async isProved(blob, diffId) {
      const path = proofFile(blob);
      const proved = (await readOrEmpty(path)).trim() === diffId;
      if (proved) await touch(path);
      return proved;
    },
    prove: (blob, diffId) => write(blobs, proofFile(blob), `${diffId}\n`),
    async tidy() {
      const files = [...(await filesIn(layers)), ...(await filesIn(blobs))].sort(
        (a, b) => b.usedAt - a.usedAt,
      );
      const oldest = clock() - maxAgeMs;
      let bytes = 0;
      for (const { path, size, usedAt } of files) {
        bytes += size;
        if (usedAt < oldest || bytes > maxCacheBytes) await rm(path, { force: true });
      }
    },
  };
}

function fileName(digest: Digest): string {
  return digest.replace(':', '-');
}

/** A first line with the digest of the second tells a damaged file. undefined for more than a string can hold. */
function sealed(columns: LayerColumns): string | undefined {
  try {
    const text = JSON.stringify(columns);
    return `${sha256(text)}\n${text}`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function unsealed(file: string): LayerColumns | undefined {
  const end = file.indexOf('\n');
  const text = file.slice(end + 1);
  const digest = file.slice(0, Math.max(end, 0));
  if (!isDigest(digest) || sha256(text) !== digest) return undefined;
  const columns: LayerColumns = JSON.parse(text);
  return columns;
}

async function readOrEmpty(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(ifMissing(path, ''));
}

/** What a missing file stands for; any other failure is one. */
function ifMissing<T>(path: string, value: T): (cause: unknown) => T {
  return (cause) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return value;
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  };
}

async function filesIn(
  folder: string,
): Promise<readonly { readonly path: string; readonly size: number; readonly usedAt: number }[]> {
  const names = await readdir(folder).catch(ifMissing<string[]>(folder, []));
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const about = await stat(path).catch(ifMissing(path, undefined));
      return about?.isFile() ? [{ path, size: about.size, usedAt: about.mtimeMs }] : [];
    }),
  );
  return found.flat();
}
