import { posix } from 'node:path';
import type { FileView } from '../image/file-view.ts';
import { byText } from './order.ts';
import { realPaths } from './real-paths.ts';

/**
 * Turns the paths a package database lists into the files that are really there, as `realPaths` finds them. Folders
 * are left out, and so is a listed folder that has become a link (`lib` itself), and so are missing files.
 * @returns a function from listed paths (no leading slash) to absolute paths, sorted, each once.
 */
export function ownedFiles(view: FileView): (listed: readonly string[]) => string[] {
  const realPath = realPaths(view);
  return (listed) => {
    const found = new Set<string>();
    const listedFolders = new Set(listed.map((path) => posix.dirname(path)));
    for (const path of listed) {
      if (listedFolders.has(path)) continue;
      const real = realPath(path);
      const node = real === undefined ? undefined : view.get(real);
      if (node !== undefined && node.type !== 'directory') found.add(`/${real}`);
    }
    return [...found].sort(byText);
  };
}
