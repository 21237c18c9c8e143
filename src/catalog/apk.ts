import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';
import { type InstalledFile, type InstalledPackage, parseInstalled } from './apk/installed.ts';
import { configurationTest, type PathRule, parseProtectedPaths } from './apk/protected-paths.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { fileChecksums } from './file-checksums.ts';
import { originOf } from './origin.ts';
import { ownedFiles } from './owned-files.ts';
import { systemPackageUrl } from './package-url.ts';

/** Before and after Alpine and Wolfi merged `/lib` into `/usr/lib`. */
const databases: readonly string[] = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];

const maxBytes = 64 * 1024 * 1024;
const maxRulesBytes = 64 * 1024;

const installedReader = wholeFileReader<InstalledFile>({
  name: 'apk-installed',
  version: 2,
  maxBytes,
  wants: (path) => databases.includes(path),
  parse: (bytes, path) => parseInstalled(bytes.toString('utf8'), path),
});

const protectedPathsReader = wholeFileReader<readonly PathRule[]>({
  name: 'apk-protected-paths',
  version: 1,
  maxBytes: maxRulesBytes,
  wants: (path) => /^etc\/apk\/protected_paths\.d\/[^/]+\.list$/.test(path),
  parse: (bytes) => parseProtectedPaths(bytes.toString('utf8')),
});

/** Alpine's and Wolfi's packages: the `installed` database of apk-tools 2 and 3, which names the owned files too. */
export const apk: Catalog = {
  name: 'apk',
  about: {
    title: 'Alpine, Wolfi, Chainguard',
    looksAt: databases,
    knows: ['files', 'checksums', 'source package'],
  },
  types: ['apk'],
  scope: 'system',
  readers: [installedReader, protectedPathsReader],
  databases,
  packages: packagesOf,
};

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const present = ownedFiles(view);
  const checksumsOf = fileChecksums(view);
  const isConfiguration = configurationTest(
    view.facts(protectedPathsReader).flatMap(({ fact }) => (isFileProblem(fact) ? [] : fact)),
  );
  const origin = originOf(view, view.history(installedReader), (fact) =>
    isFileProblem(fact) ? [] : fact.packages.map(entryOf),
  );
  const packages: Package[] = [];
  const checksums: FileChecksum[] = [];
  const problems: string[] = [];
  for (const { path, fact } of view.facts(installedReader)) {
    if (isFileProblem(fact)) continue;
    problems.push(...fact.problems);
    for (const installed of fact.packages) {
      const { name, version, architecture, origin: source, files } = installed;
      const purl = systemPackageUrl('apk', os, installed);
      packages.push({
        purl,
        name,
        version,
        type: 'apk',
        ...(architecture === undefined ? {} : { architecture }),
        ...(source === undefined || source === name ? {} : { source: { name: source, version } }),
        layer: origin(path, entryOf(installed)),
        files: present(files.paths),
      });
      for (const checksum of checksumsOf(files, purl)) {
        checksums.push({ ...checksum, configuration: isConfiguration(checksum.path.slice(1)) });
      }
    }
  }
  return { packages, checksums, problems };
}

function entryOf(installed: InstalledPackage): string {
  return JSON.stringify([installed.name, installed.architecture ?? '', installed.version]);
}
