import { posix } from 'node:path';
import type { FileView } from '../image/file-view.ts';
import { byText } from './order.ts';

/**
 * Turns the paths a package database lists into the files that are really there. Distributions that merged `/bin`,
 * `/sbin` and `/lib` into `/usr` still list `bin/x`, which a walk sees as `usr/bin/x`: so folders are followed
 * through links, but the file itself is not (an owned link stays a link, not its target). Folders are left out, and
 * so is a listed folder that has become a link (`lib` itself), and so are missing files.
 * @returns a function from listed paths (no leading slash) to absolute paths, sorted, each once.
 */
export function ownedFiles(view: FileView): (listed: readonly string[]) => string[] {
  const folders = new Map<string, string | undefined>();
  const realFolder = (folder: string): string | undefined => {
    if (!folders.has(folder)) folders.set(folder, view.resolve(folder)?.path);
    return folders.get(folder);
  };
  return (listed) => {
    const found = new Set<string>();
    const listedFolders = new Set(listed.map((path) => posix.dirname(path)));
    for (const path of listed) {
      if (listedFolders.has(path)) continue;
      const folder = posix.dirname(path);
      const base = posix.basename(path);
      const real = folder === '.' ? '' : realFolder(folder);
      if (real === undefined) continue;
      const candidate = real === '' ? base : `${real}/${base}`;
      const node = view.get(candidate);
      if (node !== undefined && node.type !== 'directory') found.add(`/${candidate}`);
    }
    return [...found].sort(byText);
  };
}
