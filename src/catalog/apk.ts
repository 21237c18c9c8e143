import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { lines } from './lines.ts';
import { originOf } from './origin.ts';
import { ownedFiles } from './owned-files.ts';
import { systemPackageUrl } from './package-url.ts';
import { type Problems, problemsOf, shown } from './problems.ts';

/** Before and after Alpine and Wolfi merged `/lib` into `/usr/lib`. */
const databases: readonly string[] = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];

const maxBytes = 64 * 1024 * 1024;
const maxPackages = 100_000;

// A leading dot is a virtual package (`apk add --virtual .build-deps`).
const nameForm = /^[A-Za-z0-9._+][A-Za-z0-9._+-]{0,255}$/;
const versionForm = /^[A-Za-z0-9._+~-]{1,256}$/;
const architectureForm = /^[A-Za-z0-9_-]{1,64}$/;

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly origin?: string;
  /** Without leading slash, as listed. */
  readonly files: readonly string[];
}

interface InstalledFile {
  readonly packages: readonly InstalledPackage[];
  readonly problems: readonly string[];
}

const installedReader = wholeFileReader<InstalledFile>({
  name: 'apk-installed',
  version: 1,
  maxBytes,
  wants: (path) => databases.includes(path),
  parse: (bytes, path) => parseInstalled(bytes.toString('utf8'), path),
});

/** Alpine's and Wolfi's packages: the `installed` database of apk-tools 2 and 3, which names the owned files too. */
export const apk: Catalog = {
  name: 'apk',
  about: {
    title: 'Alpine, Wolfi, Chainguard',
    looksAt: databases,
    knows: ['files', 'source package'],
  },
  types: ['apk'],
  scope: 'system',
  readers: [installedReader],
  databases,
  packages: packagesOf,
};

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const present = ownedFiles(view);
  const origin = originOf(view, view.history(installedReader), (fact) =>
    isFileProblem(fact) ? [] : fact.packages.map(entryOf),
  );
  const packages: Package[] = [];
  const problems: string[] = [];
  for (const { path, fact } of view.facts(installedReader)) {
    if (isFileProblem(fact)) continue;
    problems.push(...fact.problems);
    for (const installed of fact.packages) {
      const { name, version, architecture, origin: source } = installed;
      packages.push({
        purl: systemPackageUrl('apk', os, installed),
        name,
        version,
        type: 'apk',
        ...(architecture === undefined ? {} : { architecture }),
        ...(source === undefined || source === name ? {} : { source: { name: source, version } }),
        layer: origin(path, entryOf(installed)),
        files: present(installed.files),
      });
    }
  }
  return { packages, problems };
}

function entryOf(installed: InstalledPackage): string {
  return JSON.stringify([installed.name, installed.architecture ?? '', installed.version]);
}

/**
 * Reads an `installed` database (apk-tools, "Installed database V2"): one letter, a colon and a value a line, an
 * empty line after each package. `P` name, `V` version, `A` architecture, `o` origin (the source package), `F` a
 * folder, `R` a file in the folder last named. What is malformed becomes a problem and hides nothing else.
 * @param path without leading slash, for the problems.
 */
export function parseInstalled(text: string, path: string): InstalledFile {
  const packages: InstalledPackage[] = [];
  const problems = problemsOf(path);
  let fields = new Map<string, string>();
  let files: string[] = [];
  let folder = '';
  const finish = (): void => {
    if (fields.size > 0) keep(fields, files, packages, problems);
    fields = new Map();
    files = [];
    folder = '';
  };
  for (const line of lines(text)) {
    if (line.trim() === '') {
      finish();
      if (packages.length < maxPackages) continue;
      problems.add(`it lists more than ${maxPackages} packages`);
      return { packages, problems: problems.sentences() };
    }
    const key = line[0] ?? '';
    const value = line.slice(2).trimEnd();
    if (line[1] !== ':') problems.add(`a line is not a field: ${shown(line)}`);
    else if (key === 'F') folder = value;
    else if (key === 'R') files.push(folder === '' ? value : `${folder}/${value}`);
    else if ('PVAo'.includes(key) && fields.has(key)) problems.add(`field ${key} is given twice`);
    else fields.set(key, value);
  }
  finish();
  return { packages, problems: problems.sentences() };
}

function keep(
  fields: ReadonlyMap<string, string>,
  files: readonly string[],
  packages: InstalledPackage[],
  problems: Problems,
): void {
  const name = fields.get('P') ?? '';
  const version = fields.get('V') ?? '';
  const architecture = fields.get('A');
  const origin = fields.get('o');
  const wrong =
    (!nameForm.test(name) && 'its name') ||
    (!versionForm.test(version) && 'its version') ||
    (architecture !== undefined && !architectureForm.test(architecture) && 'its architecture') ||
    (origin !== undefined && !nameForm.test(origin) && 'its origin');
  if (wrong !== false) {
    problems.add(`package ${shown(name)} ${shown(version)}: ${wrong} is missing or not one that apk allows`);
    return;
  }
  packages.push({
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(origin === undefined ? {} : { origin }),
    files,
  });
}
