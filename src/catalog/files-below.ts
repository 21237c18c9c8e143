import type { FileView } from '../image/file-view.ts';
import { byText } from './order.ts';

/**
 * The files below some folders: of a folder in a folder, they are the inner one's alone.
 * @param folders without leading slash
 * @returns absolute paths, sorted, by folder; nothing for a folder without files.
 */
export function filesBelow(view: FileView, folders: ReadonlySet<string>): ReadonlyMap<string, string[]> {
  const files = new Map<string, string[]>();
  for (const top of folders) {
    // What is below one that is in another comes with the other.
    if (deepest(top, folders) !== undefined) continue;
    for (const [path, node] of view.entries(top)) {
      const folder = node.type === 'directory' ? undefined : deepest(path, folders);
      if (folder === undefined) continue;
      const known = files.get(folder);
      if (known === undefined) files.set(folder, [`/${path}`]);
      else known.push(`/${path}`);
    }
  }
  for (const paths of files.values()) paths.sort(byText);
  return files;
}

function deepest(path: string, folders: ReadonlySet<string>): string | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (folders.has(folder)) return folder;
  }
  return undefined;
}
