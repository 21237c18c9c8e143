import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';
import { append } from './append.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type Diversion, divertedPath, parseDiversions } from './dpkg/diversions.ts';
import { parseList, parseMd5sums } from './dpkg/file-lists.ts';
import { packageFiles } from './dpkg/package-files.ts';
import { type InstalledPackage, parseStatus, type StatusFile } from './dpkg/status.ts';
import { fileChecksums } from './file-checksums.ts';
import type { ListedFiles } from './listed-files.ts';
import { originOf } from './origin.ts';
import { ownedFiles } from './owned-files.ts';
import { systemPackageUrl } from './package-url.ts';

const statusPath = 'var/lib/dpkg/status';
/** Distroless images have one paragraph a file here, and no status file. */
const statusFolder = 'var/lib/dpkg/status.d/';
const infoFolder = 'var/lib/dpkg/info/';
const diversionsPath = 'var/lib/dpkg/diversions';

// A desktop's status file is 5 MB, the longest list of a package 3 MB (linux-headers).
const maxStatusBytes = 64 * 1024 * 1024;
const maxListBytes = 16 * 1024 * 1024;

/** What dpkg keeps beside a package: a name in `status.d` with one of these endings is not a paragraph. */
const companionEndings = [
  'md5sums',
  'list',
  'conffiles',
  'config',
  'preinst',
  'postinst',
  'prerm',
  'postrm',
  'shlibs',
  'symbols',
  'templates',
  'triggers',
].map((ending) => `.${ending}`);

const statusReader = wholeFileReader<StatusFile>({
  name: 'dpkg-status',
  version: 2,
  maxBytes: maxStatusBytes,
  wants: (path) =>
    path === statusPath ||
    (inFolder(path, statusFolder) && !companionEndings.some((ending) => path.endsWith(ending))),
  parse: (bytes, path) => parseStatus(bytes.toString('utf8'), path),
});

const listReader = wholeFileReader<ListedFiles>({
  name: 'dpkg-list',
  version: 2,
  maxBytes: maxListBytes,
  wants: (path) =>
    (inFolder(path, infoFolder) && (path.endsWith('.list') || path.endsWith('.md5sums'))) ||
    (inFolder(path, statusFolder) && path.endsWith('.md5sums')),
  parse: (bytes, path) =>
    path.endsWith('.list') ? parseList(bytes.toString('utf8')) : parseMd5sums(bytes.toString('utf8')),
});

const diversionsReader = wholeFileReader<readonly Diversion[]>({
  name: 'dpkg-diversions',
  version: 1,
  maxBytes: maxListBytes,
  wants: (path) => path === diversionsPath,
  parse: (bytes) => parseDiversions(bytes.toString('utf8')),
});

/** Debian's packages: `var/lib/dpkg/status` with `info/*`, or distroless's `status.d/*` with `*.md5sums`. */
export const dpkg: Catalog = {
  name: 'dpkg',
  about: {
    title: 'Debian, Ubuntu and their descendants, distroless',
    looksAt: [statusPath, `${statusFolder}NAME`, `${infoFolder}NAME.list`, `${infoFolder}NAME.md5sums`],
    knows: ['files', 'checksums', 'source package'],
  },
  types: ['deb'],
  scope: 'system',
  readers: [statusReader, listReader, diversionsReader],
  databases: [statusPath],
  packages: packagesOf,
};

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const present = ownedFiles(view);
  const checksumsOf = fileChecksums(view);
  const lists = new Map<string, ListedFiles>();
  for (const { path, fact } of view.facts(listReader)) if (!isFileProblem(fact)) lists.set(path, fact);
  const diverted = divertedPath(
    view.facts(diversionsReader).flatMap(({ fact }) => (isFileProblem(fact) ? [] : fact)),
  );
  const origin = originOf(view, view.history(statusReader), (fact) =>
    isFileProblem(fact) ? [] : fact.packages.map(entryOf),
  );
  const packages: Package[] = [];
  const checksums: FileChecksum[] = [];
  const problems: string[] = [];
  for (const { path, fact } of view.facts(statusReader)) {
    if (isFileProblem(fact)) continue;
    problems.push(...fact.problems);
    for (const installed of fact.packages) {
      const { name } = installed;
      const purl = systemPackageUrl('deb', os, installed);
      const own =
        path === statusPath
          ? packageFiles(
              companion(lists, installed, 'list'),
              companion(lists, installed, 'md5sums'),
              installed,
            )
          : distrolessFiles(lists.get(`${path}.md5sums`), fact.packages.length);
      const files = own && { ...own, paths: own.paths.map((listed) => diverted(listed, name)) };
      packages.push({
        purl,
        name,
        version: installed.version,
        type: 'deb',
        ...(installed.architecture === undefined ? {} : { architecture: installed.architecture }),
        ...(installed.source === undefined ? {} : { source: installed.source }),
        layer: origin(path, entryOf(installed)),
        ...(files === undefined ? {} : { files: present(files.paths) }),
      });
      if (files !== undefined) append(checksums, checksumsOf(files, purl));
    }
  }
  return { packages, checksums, problems };
}

/**
 * What dpkg keeps of a package in a file of its own. A package of which several architectures may be installed
 * (`Multi-Arch: same`) has its architecture in the file's name.
 */
function companion(
  lists: ReadonlyMap<string, ListedFiles>,
  { name, architecture }: InstalledPackage,
  ending: 'list' | 'md5sums',
): ListedFiles | undefined {
  return (
    lists.get(`${infoFolder}${name}:${architecture}.${ending}`) ?? lists.get(`${infoFolder}${name}.${ending}`)
  );
}

/**
 * In `status.d` the file beside the paragraph counts, whatever its name is; beside several paragraphs it is nobody's.
 * What is configuration was not kept: there it is what is below `etc` (Debian policy 10.7.2).
 */
function distrolessFiles(md5sums: ListedFiles | undefined, neighbours: number): ListedFiles | undefined {
  if (md5sums === undefined || neighbours !== 1) return undefined;
  const configuration = [...md5sums.paths.keys()].filter((index) => md5sums.paths[index]?.startsWith('etc/'));
  return { ...md5sums, configuration };
}

function entryOf(installed: InstalledPackage): string {
  return JSON.stringify([installed.name, installed.architecture ?? '', installed.version]);
}

function inFolder(path: string, folder: string): boolean {
  return path.startsWith(folder) && path.length > folder.length && !path.includes('/', folder.length);
}
