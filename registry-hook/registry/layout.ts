import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isFault } from '../../src/errors.ts';
import { type Digest, digestAlgorithm, digestHex } from '../../src/model/digest.ts';
import { type Manifest, maxManifestBytes, parseManifest } from '../../src/model/manifest.ts';
import { isRepository } from '../../src/model/reference.ts';
import {
  emptyIndex,
  findEntry,
  type LayoutEntry,
  type LayoutIndex,
  parseIndex,
  renderIndex,
} from './index-file.ts';

/**
 * One repository: an OCI image layout (image-spec v1.1) that other tools read as `oci:DIRECTORY/REPOSITORY:TAG`.
 *
 *     DIRECTORY/_uploads/…                  what is not finished; never part of a layout
 *     DIRECTORY/REPOSITORY/oci-layout
 *     DIRECTORY/REPOSITORY/index.json       tags and manifests
 *     DIRECTORY/REPOSITORY/blobs/sha256/…   manifests, configurations, layers
 */
export interface Layout {
  readonly folder: string;
  /** Where files are written before they are renamed into place; on the same file system. */
  readonly unfinished: string;
}

/** Names of a layout's own files: a repository of that name would lie inside another's layout. */
const reserved: ReadonlySet<string> = new Set(['blobs', 'index.json', 'oci-layout']);

/** How deep manifests are looked for inside indexes that are inside indexes. */
const maxIndexDepth = 3;

/** The layout of a repository, there or not; undefined for a name that is none, or that a layout needs for itself. */
export function layoutOf(directory: string, repository: string): Layout | undefined {
  const parts = repository.split('/');
  if (!isRepository(repository) || parts.some((part) => reserved.has(part))) return undefined;
  return { folder: join(directory, ...parts), unfinished: unfinishedFolder(directory) };
}

/** No repository is called so: names begin with a letter or a digit. */
export function unfinishedFolder(directory: string): string {
  return join(directory, '_uploads');
}

export function blobPath(layout: Layout, digest: Digest): string {
  return join(layout.folder, 'blobs', digestAlgorithm(digest), digestHex(digest));
}

/** Bytes of the blob; undefined when there is none. */
export async function blobSize(layout: Layout, digest: Digest): Promise<number | undefined> {
  const found = await orMissing(stat(blobPath(layout, digest)));
  return found?.isFile() === true ? found.size : undefined;
}

/** undefined when the repository does not exist. @throws JSON_MALFORMED */
export async function readIndex(layout: Layout): Promise<LayoutIndex | undefined> {
  const path = join(layout.folder, 'index.json');
  const bytes = await orMissing(readFile(path));
  return bytes === undefined ? undefined : parseIndex(bytes, path);
}

/** Replaces index.json in one step: a reader sees the old one or the new one. */
export async function writeIndex(layout: Layout, index: LayoutIndex): Promise<void> {
  await writeWhole(layout, join(layout.folder, 'index.json'), renderIndex(index));
}

/** Makes the layout's own files where they are missing. */
export async function createLayout(layout: Layout): Promise<void> {
  const marker = join(layout.folder, 'oci-layout');
  if ((await orMissing(stat(marker))) === undefined) {
    await writeWhole(layout, marker, JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  }
  if ((await readIndex(layout)) === undefined) await writeIndex(layout, emptyIndex);
}

/** Puts a finished file, whose bytes have this digest, into place. */
export async function adoptBlob(layout: Layout, digest: Digest, finished: string): Promise<void> {
  const path = blobPath(layout, digest);
  await mkdir(dirname(path), { recursive: true });
  await rename(finished, path);
}

export async function writeBlob(layout: Layout, digest: Digest, bytes: Uint8Array): Promise<void> {
  await writeWhole(layout, blobPath(layout, digest), bytes);
}

/** Has the other layout's blob here too, without its bytes being copied where the file system can do so. */
export async function mountBlob(from: Layout, layout: Layout, digest: Digest): Promise<void> {
  const temporary = join(layout.unfinished, randomUUID());
  try {
    await link(blobPath(from, digest), temporary);
  } catch {
    // Not every file system has hard links.
    await copyFile(blobPath(from, digest), temporary);
  }
  await adoptBlob(layout, digest, temporary);
}

export async function removeBlob(layout: Layout, digest: Digest): Promise<void> {
  await rm(blobPath(layout, digest), { force: true });
}

/** The descriptor of a tag or digest: an entry of index.json, or a manifest that an index there names. */
export async function findManifest(layout: Layout, target: string): Promise<LayoutEntry | undefined> {
  const index = await readIndex(layout);
  if (index === undefined) return undefined;
  return findEntry(index, target) ?? findNested(layout, index.manifests, target, 1);
}

/** The manifest's bytes; undefined when its file is missing or too large to be one. */
export async function readManifest(
  layout: Layout,
  entry: { readonly digest: Digest },
): Promise<Buffer | undefined> {
  const size = await blobSize(layout, entry.digest);
  if (size === undefined || size > maxManifestBytes) return undefined;
  return orMissing(readFile(blobPath(layout, entry.digest)));
}

/** A manifest as it lies here; undefined for one that another tool wrote and that is none: it refers to nothing. */
export function parseStored(bytes: Buffer, mediaType: string): Manifest | undefined {
  try {
    return parseManifest(bytes, mediaType);
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}

/** Other tools write only the outermost index into index.json. */
async function findNested(
  layout: Layout,
  entries: readonly LayoutEntry[],
  target: string,
  depth: number,
): Promise<LayoutEntry | undefined> {
  if (depth > maxIndexDepth) return undefined;
  for (const entry of entries) {
    const bytes = /index|list/.test(entry.mediaType) ? await readManifest(layout, entry) : undefined;
    if (bytes === undefined) continue;
    const parsed = parseStored(bytes, entry.mediaType);
    const children = parsed?.kind === 'index' ? parsed.index.manifests : [];
    const child = children.find(({ digest }) => digest === target);
    const found = child ?? (await findNested(layout, children, target, depth + 1));
    if (found !== undefined && (await blobSize(layout, found.digest)) !== undefined) {
      return { mediaType: found.mediaType, digest: found.digest, size: found.size };
    }
  }
  return undefined;
}

/** Written aside, flushed, then renamed: after a crash the file is the old one or the new one. */
async function writeWhole(layout: Layout, path: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(layout.unfinished, randomUUID());
  const file = await open(temporary, 'wx');
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
  await mkdir(dirname(path), { recursive: true });
  await rename(temporary, path);
}

async function orMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
