import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import { algorithmOf, type ListedFiles } from './listed-files.ts';
import { realPaths } from './real-paths.ts';

/**
 * Turns what a package database says of its files' bytes into checksums of the files where they really are, or would be
 * if they were there. What is listed as a file and is a link or a folder now has none: there are no bytes to compare.
 * @returns a function from listed files and the purl of their package to checksums, each path once; where a database
 * lists a path twice, what it says last counts.
 */
export function fileChecksums(view: FileView): (listed: ListedFiles, purl: string) => FileChecksum[] {
  const realPath = realPaths(view);
  return ({ paths, digests = [], configuration = [] }, purl) => {
    const isConfiguration = new Set(configuration);
    const found = new Map<string, FileChecksum>();
    for (const [index, digest] of digests.entries()) {
      const algorithm = digest === '' ? undefined : algorithmOf(digest);
      if (algorithm === undefined) continue;
      const listed = paths[index] ?? '';
      const path = realPath(listed) ?? (isClean(listed) ? listed : undefined);
      if (path === undefined) continue;
      const node = view.get(path);
      if (node !== undefined && node.type !== 'file') continue;
      found.set(path, {
        path: `/${path}`,
        package: purl,
        algorithm,
        digest,
        configuration: isConfiguration.has(index),
      });
    }
    return [...found.values()];
  };
}

/** Whether a path whose folder is gone is one that could be in a tree: `..` and empty parts lead elsewhere. */
function isClean(listed: string): boolean {
  return listed !== '' && listed.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
