import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type ChiselManifest, type ChiselPackage, parseManifest } from './chisel/manifest.ts';
import { type Installed, withFiles } from './installed.ts';
import { originOf } from './origin.ts';
import { systemPackageUrl } from './package-url.ts';

const manifestPath = 'var/lib/chisel/manifest.wall';

const maxBytes = 16 * 1024 * 1024;

const manifestReader = wholeFileReader<ChiselManifest>({
  name: 'chisel-manifest',
  version: 1,
  maxBytes,
  wants: (path) => path === manifestPath,
  parse: (bytes, path) => parseManifest(bytes, path),
});

/** Slices of Ubuntu's packages, as chisel cuts them out: the packages they are of, with the files that are there. */
export const chisel: Catalog = {
  name: 'chisel',
  about: {
    title: 'chiselled Ubuntu',
    looksAt: [manifestPath],
    knows: ['files', 'checksums'],
  },
  types: ['deb'],
  scope: 'system',
  readers: [manifestReader],
  databases: [manifestPath],
  packages: packagesOf,
};

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const origin = originOf(view, view.history(manifestReader), (fact) =>
    isFileProblem(fact) ? [] : fact.packages.map(entryOf),
  );
  const facts = view.facts(manifestReader);
  const installed = facts.flatMap(({ path, fact }): Installed[] => {
    if (isFileProblem(fact)) return [];
    return fact.packages.map((found) => ({
      package: {
        purl: systemPackageUrl('deb', os, found),
        name: found.name,
        version: found.version,
        type: 'deb',
        ...(found.architecture === undefined ? {} : { architecture: found.architecture }),
        layer: origin(path, entryOf(found)),
      },
      files: found.files,
    }));
  });
  const problems = facts.flatMap(({ fact }) => (isFileProblem(fact) ? [] : fact.problems));
  return { ...withFiles(view, installed), problems };
}

function entryOf(found: ChiselPackage): string {
  return JSON.stringify([found.name, found.architecture ?? '', found.version]);
}
