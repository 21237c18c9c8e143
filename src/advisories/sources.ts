import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fault, reasonOf } from '../errors.ts';
import { withFile } from '../io/file-chunks.ts';
import { looksLikeEpss } from './epss.ts';
import { orderOf } from './versions/orders.ts';
import type { Origin } from './writer.ts';

/** A file to import from. */
export interface Source {
  readonly path: string;
  /** What it is called in messages. */
  readonly name: string;
  readonly format: 'zip' | 'json' | 'epss';
  readonly origin: Origin;
}

const maxDepth = 16;
const maxFiles = 5_000_000;

/**
 * The files that paths stand for: a file is itself, a folder all `.zip` and `.json` files and EPSS scores under it, sorted. A file
 * `<Ecosystem>/all.zip` is the bulk export of that ecosystem (the layout of the public OSV bucket).
 * @throws FILE_UNREADABLE, ADVISORIES_SOURCE
 */
export async function findSources(paths: readonly string[]): Promise<readonly Source[]> {
  const files = new Set<string>();
  for (const path of paths) await collect(resolve(path), 0, files);
  const sources: Source[] = [];
  for (const path of files) sources.push(await sourceOf(path));
  return sources;
}

async function collect(path: string, depth: number, files: Set<string>): Promise<void> {
  if (files.size >= maxFiles)
    throw fault('ADVISORIES_SOURCE', { path, reason: `more than ${maxFiles} files` });
  if (depth > maxDepth) {
    throw fault('ADVISORIES_SOURCE', { path, reason: `folders are more than ${maxDepth} deep` });
  }
  const entry = await reading(path, () => stat(path));
  if (!entry.isDirectory()) {
    files.add(path);
    return;
  }
  const names = await reading(path, () => readdir(path, { withFileTypes: true }));
  for (const inner of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const isNamedSo = /\.(?:json|zip)$|^epss.*\.csv(?:\.gz)?$/i.test(inner.name);
    const leads = join(path, inner.name);
    // A link to a file is followed, one to a folder is not: it may lead in circles.
    if (inner.isDirectory() || (inner.isFile() && isNamedSo)) await collect(leads, depth + 1, files);
    else if (inner.isSymbolicLink() && isNamedSo && (await isFile(leads))) files.add(leads);
  }
}

async function sourceOf(path: string): Promise<Source> {
  const format = await formatOf(path);
  if (format !== 'zip') return { path, name: path, format, origin: {} };
  const folder = basename(dirname(path));
  // Another folder says nothing of what is in it: two exports in turn may have been saved as Downloads/all.zip.
  const isExport = basename(path) === 'all.zip' && orderOf(folder) !== undefined;
  return { path, name: path, format: 'zip', origin: isExport ? { exportOf: folder } : {} };
}

/**
 * By its name, or else by its first bytes (APPNOTE.TXT 4.3.7; 4.3.16 for an archive without entries; RFC 1952 2.3.1:
 * only EPSS scores are published in gzip).
 */
async function formatOf(path: string): Promise<Source['format']> {
  if (/\.json$/i.test(path)) return 'json';
  if (/\.zip$/i.test(path)) return 'zip';
  if (/\.csv(?:\.gz)?$/i.test(path)) return 'epss';
  return withFile(path, async (file) => {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(32), 0, 32, 0);
    const head = buffer.subarray(0, bytesRead);
    if (['504b0304', '504b0506'].includes(head.toString('hex', 0, 4))) return 'zip';
    return head.toString('hex', 0, 2) === '1f8b' || looksLikeEpss(head) ? 'epss' : 'json';
  });
}

async function isFile(path: string): Promise<boolean> {
  return (await reading(path, () => stat(path))).isFile();
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}
