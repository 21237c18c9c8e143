import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type Paragraph, paragraphs } from './deb822.ts';
import { lines } from './lines.ts';
import { originOf } from './origin.ts';
import { ownedFiles } from './owned-files.ts';
import { systemPackageUrl } from './package-url.ts';
import { problemsOf, shown } from './problems.ts';

const statusPath = 'var/lib/dpkg/status';
/** Distroless images have one paragraph a file here, and no status file. */
const statusFolder = 'var/lib/dpkg/status.d/';
const listFolder = 'var/lib/dpkg/info/';

// A desktop's status file is 5 MB, the longest list of a package 3 MB (linux-headers).
const maxStatusBytes = 64 * 1024 * 1024;
const maxListBytes = 16 * 1024 * 1024;
const maxPackages = 100_000;
const maxPaths = 500_000;

// dpkg's own limits on characters (lib/dpkg/parsehelp.c), wider than what Debian's policy allows in its archive.
const nameForm = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,255}$/;
const versionForm = /^[A-Za-z0-9.+~:_-]{1,256}$/;
const architectureForm = /^[A-Za-z0-9-]{1,64}$/;

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

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly source?: { readonly name: string; readonly version: string };
}

interface StatusFile {
  readonly packages: readonly InstalledPackage[];
  readonly problems: readonly string[];
}

const statusReader = wholeFileReader<StatusFile>({
  name: 'dpkg-status',
  version: 1,
  maxBytes: maxStatusBytes,
  wants: (path) =>
    path === statusPath ||
    (inFolder(path, statusFolder) && !companionEndings.some((ending) => path.endsWith(ending))),
  parse: (bytes, path) => parseStatus(bytes.toString('utf8'), path),
});

const listReader = wholeFileReader<readonly string[]>({
  name: 'dpkg-list',
  version: 1,
  maxBytes: maxListBytes,
  wants: (path) =>
    (inFolder(path, listFolder) && path.endsWith('.list')) ||
    (inFolder(path, statusFolder) && path.endsWith('.md5sums')),
  parse: (bytes, path) =>
    path.endsWith('.list') ? parseList(bytes.toString('utf8')) : parseMd5sums(bytes.toString('utf8')),
});

/** Debian's packages: `var/lib/dpkg/status` with `info/*.list`, or distroless's `status.d/*` with `*.md5sums`. */
export const dpkg: Catalog = {
  name: 'dpkg',
  about: {
    title: 'Debian, Ubuntu and their descendants, distroless',
    looksAt: ['var/lib/dpkg/status', 'var/lib/dpkg/status.d/NAME'],
    knows: ['files', 'source package'],
  },
  types: ['deb'],
  scope: 'system',
  readers: [statusReader, listReader],
  databases: [statusPath],
  packages: packagesOf,
};

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const present = ownedFiles(view);
  const lists = new Map<string, readonly string[]>();
  for (const { path, fact } of view.facts(listReader)) if (!isFileProblem(fact)) lists.set(path, fact);
  const origin = originOf(view, view.history(statusReader), (fact) =>
    isFileProblem(fact) ? [] : fact.packages.map(entryOf),
  );
  const packages: Package[] = [];
  const problems: string[] = [];
  for (const { path, fact } of view.facts(statusReader)) {
    if (isFileProblem(fact)) continue;
    problems.push(...fact.problems);
    for (const installed of fact.packages) {
      const list = listOf(path, installed, fact.packages.length, lists);
      packages.push({
        purl: systemPackageUrl('deb', os, installed),
        name: installed.name,
        version: installed.version,
        type: 'deb',
        ...(installed.architecture === undefined ? {} : { architecture: installed.architecture }),
        ...(installed.source === undefined ? {} : { source: installed.source }),
        layer: origin(path, entryOf(installed)),
        ...(list === undefined ? {} : { files: present(list) }),
      });
    }
  }
  return { packages, problems };
}

/**
 * The listed paths of a package. A package of which several architectures may be installed (`Multi-Arch: same`) has
 * its architecture in the name of the list. In `status.d` the file beside the paragraph counts, whatever its name is.
 */
function listOf(
  path: string,
  installed: InstalledPackage,
  neighbours: number,
  lists: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  if (path !== statusPath) return neighbours === 1 ? lists.get(`${path}.md5sums`) : undefined;
  return (
    lists.get(`${listFolder}${installed.name}:${installed.architecture}.list`) ??
    lists.get(`${listFolder}${installed.name}.list`)
  );
}

function entryOf(installed: InstalledPackage): string {
  return JSON.stringify([installed.name, installed.architecture ?? '', installed.version]);
}

/**
 * Reads a status file, or one of `status.d`. What is malformed becomes a problem and hides nothing else.
 * @param path without leading slash, for the problems.
 */
export function parseStatus(text: string, path: string): StatusFile {
  const packages: InstalledPackage[] = [];
  const problems = problemsOf(path);
  for (const paragraph of paragraphs(text)) {
    if (packages.length >= maxPackages) {
      problems.add(`it lists more than ${maxPackages} packages`);
      break;
    }
    const name = paragraph.fields.get('package');
    if (paragraph.problem !== undefined) problems.add(`package ${shown(name ?? '')}: ${paragraph.problem}`);
    if (!isOnDisk(paragraph)) continue;
    const installed = installedPackage(paragraph);
    if (typeof installed === 'string') problems.add(`package ${shown(name ?? '')}: ${installed}`);
    else packages.push(installed);
  }
  return { packages, problems: problems.sentences() };
}

/**
 * True when the files of the package are there: the third word of `Status` is its state (dpkg(1)), and all states but
 * two mean that something was unpacked. The first word is only a wish: `deinstall ok installed` is still installed.
 * Without `Status` (distroless, hand-made databases) a paragraph that has a version counts; one that has none is the
 * stub that old versions of dpkg kept for a package they had only heard of.
 */
function isOnDisk({ fields }: Paragraph): boolean {
  const status = fields.get('status');
  if (status === undefined) return fields.has('version') && fields.get('package') !== '';
  const state = status.split(/\s+/)[2];
  return state !== 'not-installed' && state !== 'config-files';
}

/** The package, or a sentence that says why the paragraph is none. */
function installedPackage({ fields }: Paragraph): InstalledPackage | string {
  const name = fields.get('package') ?? '';
  const version = fields.get('version') ?? '';
  const architecture = fields.get('architecture');
  if (!nameForm.test(name)) return 'its name is not one that dpkg allows';
  if (!versionForm.test(version)) return `its version is not one that dpkg allows: ${shown(version)}`;
  if (architecture !== undefined && !architectureForm.test(architecture)) {
    return `its architecture is not one that dpkg allows: ${shown(architecture)}`;
  }
  const source = sourceOf(fields.get('source'), name, version);
  if (typeof source === 'string') return source;
  return {
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(source === undefined ? {} : { source }),
  };
}

/** `Source: NAME` or `Source: NAME (VERSION)`; undefined where neither differs from the package's own. */
function sourceOf(
  field: string | undefined,
  name: string,
  version: string,
): InstalledPackage['source'] | string {
  if (field === undefined) return undefined;
  const match = /^(\S+)(?:\s+\(([^()]*)\))?$/.exec(field);
  const source = { name: match?.[1] ?? '', version: match?.[2]?.trim() ?? version };
  if (!nameForm.test(source.name) || !versionForm.test(source.version)) {
    return `its source is not a name and a version: ${shown(field)}`;
  }
  return source.name === name && source.version === version ? undefined : source;
}

/** The absolute paths of an `info/*.list`, without their leading slash. */
function parseList(text: string): string[] {
  return pathsOf(text, (line) => {
    if (line === '/.') return '';
    if (!line.startsWith('/')) throw new Error(`a line is not an absolute path: ${shown(line)}`);
    return line.slice(1);
  });
}

/** The paths of a `*.md5sums` (deb-md5sums(5)), which are relative to the root and never name a link. */
function parseMd5sums(text: string): string[] {
  return pathsOf(text, (line) => {
    const path = /^[0-9a-f]{32} [ *](.+)$/.exec(line)?.[1];
    if (path === undefined) throw new Error(`a line is not a checksum and a path: ${shown(line)}`);
    return path;
  });
}

function pathsOf(text: string, read: (line: string) => string): string[] {
  const paths: string[] = [];
  for (const line of lines(text)) {
    const path = line === '' ? '' : read(line);
    if (path !== '') paths.push(path);
    if (paths.length > maxPaths) throw new Error(`it lists more than ${maxPaths} paths`);
  }
  return paths;
}

function inFolder(path: string, folder: string): boolean {
  return path.startsWith(folder) && path.length > folder.length && !path.includes('/', folder.length);
}
