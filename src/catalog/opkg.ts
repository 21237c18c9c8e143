import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { packageFiles } from './dpkg/package-files.ts';
import { type InstalledPackage, parseStatus, type StatusFile } from './dpkg/status.ts';
import { type Installed, withFiles } from './installed.ts';
import { lines } from './lines.ts';
import { createFileList, createListBudget, type ListedFiles } from './listed-files.ts';
import { originOf } from './origin.ts';
import { systemPackageUrl } from './package-url.ts';
import { shown } from './problems.ts';

/** OpenWrt's, and that of Yocto's images. */
const folders = ['usr/lib/opkg', 'var/lib/opkg'] as const;
const databases = folders.map((folder) => `${folder}/status`);

const maxStatusBytes = 16 * 1024 * 1024;
const maxListBytes = 4 * 1024 * 1024;

const statusReader = wholeFileReader<StatusFile>({
  name: 'opkg-status',
  version: 1,
  maxBytes: maxStatusBytes,
  wants: (path) => databases.includes(path),
  parse: (bytes, path) => parseStatus(bytes.toString('utf8'), path),
});

const listReader = wholeFileReader<ListedFiles>({
  name: 'opkg-list',
  version: 1,
  maxBytes: maxListBytes,
  wants: (path) => path.endsWith('.list') && folders.some((folder) => path.startsWith(`${folder}/info/`)),
  parse: (bytes) => parseOpkgList(bytes.toString('utf8')),
});

/** Packages of opkg, which keeps the same files as dpkg and no checksums but of configuration files. */
export const opkg: Catalog = {
  name: 'opkg',
  about: {
    title: 'OpenWrt, Yocto',
    looksAt: folders.flatMap((folder) => [`${folder}/status`, `${folder}/info/NAME.list`]),
    knows: ['files', 'checksums', 'source package'],
  },
  types: ['opkg'],
  scope: 'system',
  readers: [statusReader, listReader],
  databases,
  packages: packagesOf,
};

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const lists = new Map(
    view.facts(listReader).flatMap(({ path, fact }) => (isFileProblem(fact) ? [] : [[path, fact]])),
  );
  const origin = originOf(view, view.history(statusReader), (fact) =>
    isFileProblem(fact) ? [] : fact.packages.map(entryOf),
  );
  const facts = view.facts(statusReader);
  const installed = facts.flatMap(({ path, fact }): Installed[] => {
    if (isFileProblem(fact)) return [];
    const folder = path.slice(0, -'/status'.length);
    return fact.packages.map((found) => ({
      package: {
        purl: systemPackageUrl('opkg', os, found),
        name: found.name,
        version: found.version,
        type: 'opkg',
        ...(found.architecture === undefined ? {} : { architecture: found.architecture }),
        ...(found.source === undefined ? {} : { source: found.source }),
        layer: origin(path, entryOf(found)),
      },
      files: packageFiles(lists.get(`${folder}/info/${found.name}.list`), undefined, found),
    }));
  });
  const problems = facts.flatMap(({ fact }) => (isFileProblem(fact) ? [] : fact.problems));
  return { ...withFiles(view, installed), problems };
}

/**
 * Absolute paths, a line each; a tab, the mode and the target of a link may follow.
 * @throws Error with a sentence, for a line that is no absolute path
 */
export function parseOpkgList(text: string): ListedFiles {
  const list = createFileList(createListBudget());
  for (const line of lines(text)) {
    const tab = line.indexOf('\t');
    const path = tab < 0 ? line : line.slice(0, tab);
    if (path === '') continue;
    if (!path.startsWith('/')) throw new Error(`a line is not an absolute path: ${shown(line)}`);
    list.add(path.slice(1));
  }
  return list.take();
}

function entryOf(found: InstalledPackage): string {
  return JSON.stringify([found.name, found.architecture ?? '', found.version]);
}
