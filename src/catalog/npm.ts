import { posix } from 'node:path';
import { type FileProblem, type FileReader, isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView, LocatedFact } from '../image/file-view.ts';
import { ownText } from '../io/own-text.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { filesBelow } from './files-below.ts';
import { type InstalledPackage, parsePackageJson } from './npm/package-json.ts';
import { isCarried, isOutsideModules, isUnpacked, mayBeCarried, moduleFolder } from './npm/places.ts';
import { type CachedPackage, yarnCacheReader } from './npm/yarn-cache.ts';
import { byText } from './order.ts';
import { originOf } from './origin.ts';
import { npmPackageUrl } from './package-url.ts';

// Some old packages carry their whole read-me in it.
const maxBytes = 4 * 1024 * 1024;

const moduleReader = wholeFileReader<InstalledPackage>({
  name: 'npm-package',
  version: 2,
  maxBytes,
  keepsText: false,
  wants: (path) => path.endsWith('/package.json') && `${moduleFolder(path)}/package.json` === path,
  parse: (bytes) => parsePackageJson(bytes.toString('utf8')),
});

const anyPackageReader = wholeFileReader<InstalledPackage>({
  name: 'npm-unpacked',
  version: 2,
  maxBytes,
  keepsText: false,
  wants: (path) => path.endsWith('/package.json') && (isOutsideModules(path) || mayBeCarried(path)),
  parse(bytes, path) {
    const found = tryParse(bytes.toString('utf8'));
    return found !== undefined && (isUnpacked(path, found) || isCarried(path, found)) ? found : undefined;
  },
});

/** A package.json that is not directly in a folder of `node_modules` is anybody's: that it cannot be read says nothing of packages. */
const unpackedReader: FileReader<InstalledPackage | FileProblem> = {
  ...anyPackageReader,
  open: (entry, hashes) => (entry.size > maxBytes ? undefined : anyPackageReader.open(entry, hashes)),
};

function tryParse(text: string): InstalledPackage | undefined {
  try {
    return parsePackageJson(text);
  } catch {
    return undefined;
  }
}

/**
 * npm packages as they are installed, by npm, pnpm, Yarn or Bun: each folder directly below a `node_modules` that has
 * a package.json with a name and a version, those bundled in others included; the copies that packages carry in folders
 * such as `dist/compiled`; each archive of Yarn's Plug'n'Play; and
 * published archives that were unpacked elsewhere. The name in package.json counts, not the folder's: `npm install
 * x@npm:y` puts `y` into the folder `x`. An application's own package.json is none, nor are the workspaces that
 * `node_modules` links to: they come from no registry, and advisories of a registry are not about them. What a lock
 * file names is not therefore installed, so lock files do not count.
 */
export const npm: Catalog = {
  name: 'npm',
  about: {
    title: 'Node.js packages, installed by npm, pnpm, Yarn or Bun',
    looksAt: [
      '…/node_modules/NAME/package.json',
      '…/.yarn/cache/NAME.zip',
      '…/NAME-VERSION/package.json',
      '…/NAME/VERSION/package.json',
      '…/jupyter/labextensions/NAME/package.json',
      '…/node_modules/…/compiled/NAME/package.json',
    ],
    knows: ['files'],
  },
  types: ['npm'],
  scope: 'language',
  readers: [moduleReader, unpackedReader, yarnCacheReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const packages = [...modulePackages(view), ...unpackedPackages(view), ...cachedPackages(view)];
  return { packages, problems: [] };
}

function modulePackages(view: FileView): Package[] {
  const installs = view.facts(moduleReader);
  if (installs.length === 0) return [];
  const files = filesByFolder(view);
  return packagesFrom(view, moduleReader, ({ path }) => ({
    foundIn: `/${path}`,
    files: (files.get(posix.dirname(path)) ?? []).sort(byText),
  }));
}

function unpackedPackages(view: FileView): Package[] {
  const folders = view.facts(unpackedReader).map(({ path }) => posix.dirname(path));
  const files = filesBelow(view, new Set(folders));
  return packagesFrom(view, unpackedReader, ({ path }) => {
    const folder = posix.dirname(path);
    const own = (files.get(folder) ?? []).filter((file) => isOutsideModules(file.slice(folder.length + 1)));
    return { foundIn: `/${path}`, files: own };
  });
}

function cachedPackages(view: FileView): Package[] {
  return packagesFrom<CachedPackage>(view, yarnCacheReader, ({ path, fact }) => ({
    foundIn: `/${path}!/${fact.inside}`,
    files: [`/${path}`],
  }));
}

function packagesFrom<Fact extends InstalledPackage>(
  view: FileView,
  reader: FileReader<Fact | FileProblem>,
  placeOf: (located: LocatedFact<Fact>) => { readonly foundIn: string; readonly files: string[] },
): Package[] {
  const origin = originOf(view, view.history(reader), (fact) => (isFileProblem(fact) ? [] : [entryOf(fact)]));
  return view.facts(reader).flatMap(({ path, layer, fact }) => {
    if (isFileProblem(fact)) return [];
    const { foundIn, files } = placeOf({ path, layer, fact });
    const { name, version } = fact;
    const purl = npmPackageUrl(name, version);
    const from = origin(path, entryOf(fact));
    return [{ purl, name, version, type: 'npm', layer: from, foundIn: [foundIn], files }];
  });
}

function entryOf({ name, version }: InstalledPackage): string {
  return JSON.stringify([name, version]);
}

/** Absolute paths by package folder: everything below it that is in no nested `node_modules`. */
function filesByFolder(view: FileView): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const [path, node] of view.entries()) {
    const folder = node.type === 'directory' ? undefined : moduleFolder(path);
    if (folder === undefined) continue;
    const file = ownText(`/${path}`);
    const known = files.get(folder);
    if (known === undefined) files.set(ownText(folder), [file]);
    else known.push(file);
  }
  return files;
}
