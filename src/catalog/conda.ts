import { posix } from 'node:path';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { Package } from '../model/scan-report.ts';
import { append } from './append.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type LinkedPackage, parseLinkedPackage } from './conda/record.ts';
import { fileChecksums } from './file-checksums.ts';
import { originOf } from './origin.ts';
import { ownedFiles } from './owned-files.ts';
import { languagePackageUrl } from './package-url.ts';

// boost-cpp lists 15,000 files in 7 MB.
const maxBytes = 32 * 1024 * 1024;

const linkedReader = wholeFileReader<LinkedPackage>({
  name: 'conda-meta',
  version: 1,
  maxBytes,
  keepsText: false,
  wants: (path) => path.endsWith('.json') && /(?:^|\/)conda-meta\/[^/]+$/.test(path),
  parse: (bytes) => parseLinkedPackage(bytes.toString('utf8')),
});

/**
 * Packages that conda, mamba or pixi linked into a prefix: one file each in its `conda-meta`. Nobody writes advisories
 * for them under conda's names; a Python package among them is matched as what its `.dist-info` says it is, which
 * conda links too.
 */
export const conda: Catalog = {
  name: 'conda',
  about: {
    title: 'conda packages, linked by conda, mamba or pixi',
    looksAt: ['…/conda-meta/NAME.json'],
    knows: ['files', 'checksums'],
  },
  types: ['conda'],
  scope: 'language',
  readers: [linkedReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const present = ownedFiles(view);
  const compared = fileChecksums(view);
  const origin = originOf(view, view.history(linkedReader), (fact) =>
    isFileProblem(fact) ? [] : [entryOf(fact)],
  );
  const packages: Package[] = [];
  const checksums: FileChecksum[] = [];
  for (const { path, fact } of view.facts(linkedReader)) {
    if (isFileProblem(fact)) continue;
    const prefix = posix.dirname(posix.dirname(path));
    const files = { ...fact.files, paths: fact.files.paths.map((listed) => pathBelow(prefix, listed)) };
    const purl = languagePackageUrl('conda', fact);
    append(checksums, compared(files, purl));
    packages.push({
      purl,
      name: fact.name,
      version: fact.version,
      type: 'conda',
      layer: origin(path, entryOf(fact)),
      foundIn: [`/${path}`],
      files: present(files.paths.filter((one) => one !== '')),
    });
  }
  return { packages, checksums, problems: [] };
}

/** A listed path, seen from the root; '' for one that would be outside of the prefix. */
function pathBelow(prefix: string, listed: string): string {
  const inside = posix.normalize(listed);
  if (listed === '' || inside.startsWith('/') || inside === '..' || inside.startsWith('../')) return '';
  return posix.join(prefix, inside);
}

function entryOf({ name, version, qualifiers }: LinkedPackage): string {
  return JSON.stringify([name, version, qualifiers.build]);
}
