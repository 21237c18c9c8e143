import { posix } from 'node:path';
import type { FileView } from '../image/file-view.ts';

/**
 * Turns a path that a package database lists into the path a walk sees. Distributions that merged `/bin`, `/sbin` and
 * `/lib` into `/usr` still list `bin/x`, which is `usr/bin/x`: so folders are followed through links, but the file
 * itself is not (an owned link stays a link, not its target).
 * @returns a function from listed paths (no leading slash) to the same without leading slash, whether the file is
 * there or not; undefined when its folder is not.
 */
export function realPaths(view: FileView): (listed: string) => string | undefined {
  const folders = new Map<string, string | undefined>();
  const realFolder = (folder: string): string | undefined => {
    if (!folders.has(folder)) folders.set(folder, view.resolve(folder)?.path);
    return folders.get(folder);
  };
  return (listed) => {
    const folder = posix.dirname(listed);
    const base = posix.basename(listed);
    if (base === '' || base === '.' || base === '..') return undefined;
    const real = folder === '.' ? '' : realFolder(folder);
    if (real === undefined) return undefined;
    return real === '' ? base : `${real}/${base}`;
  };
}
