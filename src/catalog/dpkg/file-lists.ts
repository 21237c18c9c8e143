import { lines } from '../lines.ts';
import { createFileList, createListBudget, type ListedFiles } from '../listed-files.ts';
import { shown } from '../problems.ts';

/**
 * The absolute paths of an `info/*.list`, without their leading slash.
 * @throws Error with a sentence, for a line that is no absolute path
 */
export function parseList(text: string): ListedFiles {
  const list = createFileList(createListBudget());
  for (const line of lines(text)) {
    if (line === '' || line === '/.') continue;
    if (!line.startsWith('/')) throw new Error(`a line is not an absolute path: ${shown(line)}`);
    list.add(line.slice(1));
  }
  return list.take();
}

/**
 * The paths and checksums of a `*.md5sums` (deb-md5sums(5)): relative to the root, never of a link. Packages that were
 * not made by debhelper write them as md5sum does: with `./`, a slash, capitals, or backslashes escaped.
 * @throws Error with a sentence, for a line that is none
 */
export function parseMd5sums(text: string): ListedFiles {
  const list = createFileList(createListBudget());
  for (const line of lines(text)) {
    if (line.trim() === '') continue;
    const [, escaped, digest, path] = /^(\\?)([0-9A-Fa-f]{32}) [ *](?:\.?\/)?(.+)$/.exec(line) ?? [];
    if (digest === undefined || path === undefined) {
      throw new Error(`a line is not a checksum and a path: ${shown(line)}`);
    }
    list.add(escaped === '' ? path : path.replaceAll('\\\\', '\\'), digest.toLowerCase());
  }
  return list.take();
}
