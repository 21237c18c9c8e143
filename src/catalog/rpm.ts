import { type FileProblem, isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView, LocatedFact } from '../image/file-view.ts';
import { spooledFileReader } from '../image/spooled-file-reader.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';
import { append } from './append.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { fileChecksums } from './file-checksums.ts';
import { originOf } from './origin.ts';
import { ownedFiles } from './owned-files.ts';
import { parseContainerManifest } from './rpm/container-manifest.ts';
import { formats, type RpmDatabase, readDatabase } from './rpm/database.ts';
import type { RpmPackage } from './rpm/package.ts';
import { rpmPackageUrl } from './rpm/package-url.ts';
import { writeAheadReader } from './rpm/write-ahead.ts';

/** Most distributions; Fedora, SUSE and Azure Linux now (with links from the first); those made of OSTree commits. */
const folders: readonly string[] = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'];
const manifestPath = 'var/lib/rpmmanifest/container-manifest-2';

const databases = folders.flatMap((folder) => formats.map(({ file }) => `${folder}/${file}`));

// A desktop of 3,000 packages has 250 MB.
const maxDatabaseBytes = 1024 * 1024 * 1024;
const maxManifestBytes = 16 * 1024 * 1024;

const databaseReader = spooledFileReader<RpmDatabase>({
  name: 'rpm-database',
  version: 1,
  maxBytes: maxDatabaseBytes,
  wants: ({ path }) => databases.includes(path),
  parse: (file, { path }) => readDatabase(file, path),
});

const manifestReader = wholeFileReader<RpmDatabase>({
  name: 'rpm-container-manifest',
  version: 1,
  maxBytes: maxManifestBytes,
  wants: (path) => path === manifestPath,
  parse: (bytes, path) => parseContainerManifest(bytes.toString('utf8'), path),
});

const logReader = writeAheadReader(folders.map((folder) => `${folder}/rpmdb.sqlite-wal`));

/** Packages of rpm: its database in any of three formats, or the list that Azure Linux leaves instead of one. */
export const rpm: Catalog = {
  name: 'rpm',
  about: {
    title: 'Red Hat, Fedora, CentOS, AlmaLinux, Rocky, Oracle, Amazon, SUSE, Photon, Azure Linux and others',
    looksAt: [...databases, manifestPath],
    knows: ['files', 'checksums', 'source package'],
  },
  types: ['rpm'],
  scope: 'system',
  readers: [databaseReader, manifestReader, logReader],
  databases: [...databases, manifestPath],
  packages: packagesOf,
};

type LocatedDatabase = LocatedFact<RpmDatabase | FileProblem>;

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const found = [...preferred(view.facts(databaseReader)), ...view.facts(manifestReader)];
  if (found.length === 0) return { packages: [], problems: [] };
  const present = ownedFiles(view);
  const checksumsOf = fileChecksums(view);
  const origin = originOf(
    view,
    [...view.history(databaseReader), ...view.history(manifestReader)].map(inItsFolder),
    (fact) => (isFileProblem(fact) ? [] : fact.packages.map(entryOf)),
  );
  const packages: Package[] = [];
  const checksums: FileChecksum[] = [];
  const problems: string[] = [];
  for (const located of found) {
    if (isFileProblem(located.fact)) continue;
    problems.push(...located.fact.problems);
    for (const installed of located.fact.packages) {
      const { name, architecture, files } = installed;
      const version = versionOf(installed);
      const source = sourceOf(installed);
      const purl = rpmPackageUrl(os, installed);
      packages.push({
        purl,
        name,
        version,
        type: 'rpm',
        ...(architecture === undefined ? {} : { architecture }),
        ...(source === undefined ? {} : { source }),
        layer: origin(folderOf(located.path), entryOf(installed)),
        ...(files === undefined ? {} : { files: present(files.paths) }),
      });
      if (files !== undefined) append(checksums, checksumsOf(files, purl));
    }
  }
  return { packages, checksums, problems };
}

/** Of several formats in one folder the one that rpm would open, unless it knows of no package. */
function preferred(facts: readonly LocatedDatabase[]): LocatedDatabase[] {
  const byFolder = Map.groupBy(facts, ({ path }) => folderOf(path));
  return [...byFolder.values()].flatMap((same) => {
    const inOrder = formats.flatMap(({ file }) => same.filter(({ path }) => path.endsWith(`/${file}`)));
    const isEmpty = ({ fact }: LocatedDatabase): boolean =>
      !isFileProblem(fact) && fact.packages.length === 0 && fact.problems.length === 0;
    return inOrder.find((located) => !isEmpty(located)) ?? inOrder.slice(0, 1);
  });
}

/** A database that was converted to another format is still the same database. */
function inItsFolder<Fact>(located: LocatedFact<Fact>): LocatedFact<Fact> {
  return { ...located, path: folderOf(located.path) };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function entryOf(installed: RpmPackage): string {
  return JSON.stringify([installed.name, installed.architecture ?? '', versionOf(installed)]);
}

/** `[EPOCH:]VERSION-RELEASE`, as advisories write it; an epoch of 0 is the same as none. */
function versionOf({ epoch = 0, version, release }: RpmPackage): string {
  return `${epoch === 0 ? '' : `${epoch}:`}${version}-${release}`;
}

/** Of `NAME-VERSION-RELEASE.src.rpm`, which does not say an epoch: that of the package, as builds share it. */
function sourceOf(installed: RpmPackage): Package['source'] {
  const match = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(installed.sourceRpm ?? '');
  const [, name = '', build = ''] = match ?? [];
  if (match === null) return undefined;
  const { epoch = 0 } = installed;
  const version = `${epoch === 0 ? '' : `${epoch}:`}${build}`;
  return name === installed.name && version === versionOf(installed) ? undefined : { name, version };
}
