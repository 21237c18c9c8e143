import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { Package } from '../model/scan-report.ts';
import { append } from './append.ts';
import { fileChecksums } from './file-checksums.ts';
import type { ListedFiles } from './listed-files.ts';
import { ownedFiles } from './owned-files.ts';

/** A package and what its database lists as its files; undefined where it lists none of any package. */
export interface Installed {
  readonly package: Omit<Package, 'files'>;
  readonly files: ListedFiles | undefined;
}

/** Packages with the files that are really there, and what their database says of the bytes of those. */
export function withFiles(
  view: FileView,
  installed: Iterable<Installed>,
): { readonly packages: Package[]; readonly checksums: FileChecksum[] } {
  const present = ownedFiles(view);
  const checksumsOf = fileChecksums(view);
  const packages: Package[] = [];
  const checksums: FileChecksum[] = [];
  for (const { package: found, files } of installed) {
    packages.push({ ...found, ...(files === undefined ? {} : { files: present(files.paths) }) });
    if (files !== undefined) append(checksums, checksumsOf(files, found.purl));
  }
  return { packages, checksums };
}
