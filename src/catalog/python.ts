import { posix } from 'node:path';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import { spooledFileReader } from '../image/spooled-file-reader.ts';
import { ownTexts } from '../io/own-text.ts';
import { readZipEntry, zipEntries } from '../io/zip.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { Package } from '../model/scan-report.ts';
import { append } from './append.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { fileChecksums } from './file-checksums.ts';
import { filesBelow } from './files-below.ts';
import type { ListedFiles } from './listed-files.ts';
import { byText } from './order.ts';
import { originOf } from './origin.ts';
import { ownedFiles } from './owned-files.ts';
import { languagePackageUrl } from './package-url.ts';
import { type Distribution, parseMetadata } from './python/metadata.ts';
import { isTestData, isVendored, listedPath, type Place, placeOf } from './python/places.ts';
import { parseInstalledFiles, parseRecord } from './python/record.ts';

// A whole read-me is in it; the largest on PyPI have 1 MB.
const maxMetadataBytes = 16 * 1024 * 1024;
// The largest packages list 30,000 files.
const maxRecordBytes = 64 * 1024 * 1024;
const maxEggBytes = 512 * 1024 * 1024;

const metadataReader = wholeFileReader<Distribution>({
  name: 'python-metadata',
  version: 1,
  maxBytes: maxMetadataBytes,
  wants: (path) => placeOf(path) !== undefined,
  parse: (bytes, path) => parseMetadata(bytes.toString('utf8'), posix.basename(placeOf(path)?.info ?? '')),
});

const recordReader = wholeFileReader<ListedFiles>({
  name: 'python-record',
  version: 1,
  maxBytes: maxRecordBytes,
  wants: (path) => path.endsWith('.dist-info/RECORD') || path.endsWith('.egg-info/installed-files.txt'),
  parse: (bytes, path) =>
    path.endsWith('/RECORD')
      ? parseRecord(bytes.toString('utf8'))
      : parseInstalledFiles(bytes.toString('utf8')),
});

/** Which program installed a distribution; conda and Debian leave a RECORD that does not fit what they changed. */
const installerReader = wholeFileReader<string>({
  name: 'python-installer',
  version: 1,
  maxBytes: 1024,
  wants: (path) => path.endsWith('.dist-info/INSTALLER'),
  parse: (bytes) => /^[a-z]{1,32}$/.exec(bytes.toString('utf8').trim().toLowerCase())?.[0],
});

const recordKeepers = ['pip', 'uv', 'poetry', 'pdm'];

/** Eggs that are zip archives, which Python imports from as they are. */
const eggReader = spooledFileReader<Distribution>({
  name: 'python-egg',
  version: 1,
  maxBytes: maxEggBytes,
  wants: ({ path }) => path.endsWith('.egg') && !isTestData(path),
  begins: { bytes: 4, test: (head) => head.toString('latin1') === 'PK\x03\x04' },
  parse(file, { path }) {
    const entry = zipEntries(file, (name) => name === 'EGG-INFO/PKG-INFO').at(-1);
    const text = entry === undefined ? '' : readZipEntry(file, entry, maxMetadataBytes).toString('utf8');
    return ownTexts(parseMetadata(text, posix.basename(path)));
  },
});

/**
 * Python distributions as installers leave them, wherever they are: in `site-packages` and Debian's `dist-packages`,
 * in virtual environments, below conda's prefix, and in the `_vendor` folders of others (whose code runs as much as
 * that of the first; it belongs to the one that brought it, so no files are claimed for it).
 */
export const python: Catalog = {
  name: 'python',
  about: {
    title: 'Python distributions, installed by pip, uv, setuptools, conda or a distribution',
    looksAt: [
      '…/NAME.dist-info/METADATA',
      '…/NAME.egg-info/PKG-INFO',
      '…/NAME.egg-info',
      '…/NAME.egg/EGG-INFO/PKG-INFO',
      '…/NAME.egg',
    ],
    knows: ['files', 'checksums'],
  },
  types: ['pypi'],
  scope: 'language',
  readers: [metadataReader, recordReader, installerReader, eggReader],
  databases: [],
  packages: packagesOf,
};

interface Installation {
  /** Of the file that tells. */
  readonly path: string;
  readonly place: Place;
  readonly distribution: Distribution;
}

function packagesOf(view: FileView): CatalogResult {
  const found = installations(view);
  if (found.length === 0) return { packages: [], problems: [] };
  const entries = (fact: unknown): string[] => (isFileProblem(fact) ? [] : [JSON.stringify(fact)]);
  const metadataOrigin = originOf(view, view.history(metadataReader), entries);
  const eggOrigin = originOf(view, view.history(eggReader), entries);
  const filesOf = installedFiles(view, found);
  const packages: Package[] = [];
  const checksums: FileChecksum[] = [];
  for (const installation of found) {
    const { path, place, distribution } = installation;
    const purl = languagePackageUrl('pypi', distribution);
    const origin = place.info === path && path.endsWith('.egg') ? eggOrigin : metadataOrigin;
    const claimed = isVendored(path) ? undefined : filesOf(installation, purl);
    append(checksums, claimed?.checksums ?? []);
    packages.push({
      purl,
      ...distribution,
      type: 'pypi',
      layer: origin(path, JSON.stringify(distribution)),
      foundIn: [`/${path}`],
      ...(claimed === undefined ? {} : { files: claimed.files }),
    });
  }
  return { packages, checksums, problems: [] };
}

function installations(view: FileView): Installation[] {
  const metadata = view.facts(metadataReader).flatMap(({ path, fact }) => {
    const place = placeOf(path);
    return isFileProblem(fact) || place === undefined ? [] : [{ path, place, distribution: fact }];
  });
  const eggs = view.facts(eggReader).flatMap(({ path, fact }) => {
    const place = { info: path, site: posix.dirname(path), egg: path };
    return isFileProblem(fact) ? [] : [{ path, place, distribution: fact }];
  });
  return [...metadata, ...eggs];
}

interface Claim {
  readonly files: string[];
  readonly checksums: readonly FileChecksum[];
}

/** What each installation lists as its own, its metadata and the whole of an egg included. */
function installedFiles(
  view: FileView,
  found: readonly Installation[],
): (installation: Installation, purl: string) => Claim {
  const lists = new Map<string, ListedFiles>();
  for (const { path, fact } of view.facts(recordReader)) if (!isFileProblem(fact)) lists.set(path, fact);
  const installers = new Map<string, string>();
  for (const { path, fact } of view.facts(installerReader)) {
    if (typeof fact === 'string') installers.set(path, fact);
  }
  const below = filesBelow(view, new Set(found.map(({ place }) => place.egg ?? place.info)));
  const present = ownedFiles(view);
  const compared = fileChecksums(view);
  return ({ path, place }, purl) => {
    const { info, site, egg } = place;
    const record = lists.get(`${info}/RECORD`);
    const listed = record ?? lists.get(`${info}/installed-files.txt`) ?? { paths: [] };
    const from = record === undefined ? info : site;
    const paths = listed.paths.map((one) => listedPath(from, site, one) ?? '');
    const isKept = recordKeepers.includes(installers.get(`${info}/INSTALLER`) ?? '');
    const files = new Set([
      `/${path}`,
      ...(below.get(egg ?? info) ?? []),
      ...present(paths.filter((one) => one !== '')),
    ]);
    return {
      files: [...files].sort(byText),
      checksums: isKept ? compared({ ...listed, paths: paths.map(comparable) }, purl) : [],
    };
  };
}

/** What npm installed below a Python package (JupyterLab has such) is not hashed, so it cannot be compared. */
function comparable(path: string): string {
  return path.includes('node_modules/') ? '' : path;
}
