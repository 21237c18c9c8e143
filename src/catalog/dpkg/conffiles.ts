import type { FileList } from '../listed-files.ts';

/**
 * Adds the lines of a `Conffiles` field (dpkg-query(1)): a path, the checksum of the file as the package brought it,
 * and marks (`obsolete`, `remove-on-upgrade`). A path may hold blanks. `newconffile` stands where dpkg has no checksum
 * yet; opkg writes SHA-256.
 * @throws Error with a sentence, when they are more than the list takes
 */
export function addConffiles(folded: readonly string[], list: FileList): void {
  for (const line of folded) {
    const words = line.replace(/(?: obsolete| remove-on-upgrade)+$/, '');
    const blank = words.lastIndexOf(' ');
    const path = words.slice(0, Math.max(blank, 0));
    if (!path.startsWith('/')) continue;
    const digest = words.slice(blank + 1);
    list.add(path.slice(1), /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/.test(digest) ? digest : '', true);
  }
}
