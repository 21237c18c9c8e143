import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fault, reasonOf } from '../errors.ts';
import type { Origin } from './writer.ts';

/** A file to import from. */
export interface Source {
  readonly path: string;
  /** What it is called in messages. */
  readonly name: string;
  readonly format: 'zip' | 'json';
  readonly origin: Origin;
}

const maxDepth = 16;
const maxFiles = 5_000_000;

/**
 * The files that paths stand for: a file is itself, a folder all `.zip` and `.json` files under it, sorted. A file
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
    // Links inside a folder are left alone: they may lead out of it, or in circles.
    const wanted = inner.isDirectory() || (inner.isFile() && /\.(?:json|zip)$/i.test(inner.name));
    if (wanted) await collect(join(path, inner.name), depth + 1, files);
  }
}

async function sourceOf(path: string): Promise<Source> {
  if (!(await isZip(path))) return { path, name: path, format: 'json', origin: {} };
  const origin = basename(path) === 'all.zip' ? { exportOf: basename(dirname(path)) } : {};
  return { path, name: path, format: 'zip', origin };
}

/** By its name, or else by its first bytes (APPNOTE.TXT 4.3.7; 4.3.16 for an archive without entries). */
async function isZip(path: string): Promise<boolean> {
  if (/\.(?:json|zip)$/i.test(path)) return /zip$/i.test(path);
  const file = await reading(path, () => open(path));
  try {
    const { bytesRead, buffer } = await reading(path, () => file.read(Buffer.alloc(4), 0, 4, 0));
    return ['504b0304', '504b0506'].includes(buffer.toString('hex', 0, bytesRead));
  } finally {
    await file.close();
  }
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}
