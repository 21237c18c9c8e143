import type { ListedFiles } from '../listed-files.ts';
import type { InstalledPackage } from './status.ts';

/**
 * The files of a package from the three places where dpkg keeps them: `list` has all of them, `md5sums` the checksums
 * but for configuration files, `status` those. When another package takes a file over (`Replaces`), dpkg strikes it
 * from the list and leaves it in `md5sums`: only what is listed has a checksum.
 * @returns undefined when neither file is there
 */
export function packageFiles(
  list: ListedFiles | undefined,
  md5sums: ListedFiles | undefined,
  { conffiles = { paths: [] } }: InstalledPackage,
): ListedFiles | undefined {
  const listed = list ?? md5sums;
  if (listed === undefined) return undefined;
  const digests = new Map<string, string>();
  for (const { paths, digests: known = [] } of md5sums === undefined ? [conffiles] : [md5sums, conffiles]) {
    for (const [index, path] of paths.entries()) digests.set(path, known[index] ?? '');
  }
  const isConffile = new Set(conffiles.paths);
  return {
    paths: listed.paths,
    digests: listed.paths.map((path) => digests.get(path) ?? ''),
    configuration: [...listed.paths.keys()].filter((index) => isConffile.has(listed.paths[index] ?? '')),
  };
}
