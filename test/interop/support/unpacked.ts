import type { Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import type { FileView } from '../../../src/image/file-view.ts';
import { decodeName } from '../../../src/io/entry-path.ts';
import { textReader } from '../../image/walked.ts';

/** What there is to see of one file. */
export interface SeenFile {
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly link?: string;
  readonly text?: string;
}

/** Every file below a folder that a real engine filled, by path; names that are not UTF-8 as our own reader has them. */
export async function unpackedFiles(folder: string): Promise<ReadonlyMap<string, SeenFile>> {
  const files = new Map<string, SeenFile>();
  const open: Buffer[] = [Buffer.alloc(0)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const names = await readdir(Buffer.concat([Buffer.from(`${folder}/`), at]), { encoding: 'buffer' });
    for (const name of names) {
      const path = at.length === 0 ? name : Buffer.concat([at, Buffer.from('/'), name]);
      const seen = await seenAt(Buffer.concat([Buffer.from(`${folder}/`), path]));
      if (seen === undefined) continue;
      files.set(decodeName(path), seen);
      if (seen.type === 'directory') open.push(path);
    }
  }
  return files;
}

/** undefined for what a directory lists and nobody can open: an overlay lists whiteouts that hide nothing. */
async function seenAt(path: Buffer): Promise<SeenFile | undefined> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stats === undefined) return undefined;
  const type = typeOf(stats);
  return {
    type,
    // Linux has no permissions of links.
    mode: type === 'symlink' ? 0o777 : stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    size: type === 'file' ? stats.size : 0,
    ...(type === 'symlink' ? { link: decodeName(await readlink(path, { encoding: 'buffer' })) } : {}),
    ...(type === 'file' ? { text: (await readFile(path)).toString('latin1') } : {}),
  };
}

function typeOf(stats: Stats): string {
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isFIFO()) return 'fifo';
  if (stats.isCharacterDevice()) return 'character-device';
  if (stats.isBlockDevice()) return 'block-device';
  return 'file';
}

/** The same of a view that was walked with `textReader`. */
export function filesOf(view: FileView): ReadonlyMap<string, SeenFile> {
  const texts = new Map(view.facts(textReader).map(({ path, fact }) => [path, String(fact)]));
  return new Map(
    [...view.entries()].map(([path, { layer: _, ...node }]) => [
      path,
      {
        ...node,
        mode: node.type === 'symlink' ? 0o777 : node.mode,
        ...(node.type === 'file' ? { text: texts.get(path) ?? '' } : {}),
      },
    ]),
  );
}

export const sorted = (files: ReadonlyMap<string, SeenFile>): unknown[] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
