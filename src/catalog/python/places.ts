import { posix } from 'node:path';

/** Where a distribution says that it is installed. */
export interface Place {
  /** `NAME-VERSION.dist-info` or the like: the folder, or the file, that tells. */
  readonly info: string;
  /** What the paths in its RECORD are relative to. */
  readonly site: string;
  /** A whole folder that is the distribution's own, as eggs are. */
  readonly egg?: string;
}

/** setuptools brings an egg that its tests unpack: nothing that could ever be imported. */
const testData = /\/(?:site|dist)-packages\/(?:[^/]+\/)+tests?\//;
const endings = ['/METADATA', '/PKG-INFO', '.egg-info'];

/**
 * The place of a metadata file; undefined for a path that is none: `X.dist-info/METADATA`, `X.egg-info/PKG-INFO`,
 * `X.egg-info` (of distutils, a file) and `X.egg/EGG-INFO/PKG-INFO`.
 */
export function placeOf(path: string): Place | undefined {
  // Asked of every file there is, so the answer for nearly all of them comes first.
  if (!endings.some((ending) => path.endsWith(ending))) return undefined;
  if (isTestData(path)) return undefined;
  const folder = posix.dirname(path);
  const base = posix.basename(path);
  if (base.endsWith('.egg-info')) return { info: path, site: folder };
  const isInfo =
    (base === 'METADATA' && folder.endsWith('.dist-info')) ||
    (base === 'PKG-INFO' && folder.endsWith('.egg-info'));
  if (isInfo) return { info: folder, site: posix.dirname(folder) };
  const egg = posix.dirname(folder);
  if (base === 'PKG-INFO' && posix.basename(folder) === 'EGG-INFO' && egg !== '.') {
    return { info: egg, site: egg, egg };
  }
  return undefined;
}

/**
 * A listed path, seen from the root, without leading slash; undefined for one that is outside of the installation:
 * above its `lib/pythonX.Y/site-packages` are its programs and manual pages, but no farther up is anything of it.
 */
export function listedPath(from: string, site: string, listed: string): string | undefined {
  const joined = posix.normalize(listed.startsWith('/') ? listed.slice(1) : posix.join(from, listed));
  const prefix = /^(.*?)(?:^|\/)lib(?:32|64)?\/python[^/]*\/(?:site|dist)-packages$/.exec(site)?.[1] ?? site;
  const isWithin = prefix === '' || prefix === '.' || joined.startsWith(`${prefix}/`);
  return isWithin && !joined.startsWith('../') && joined !== '..' ? joined : undefined;
}

/** True for the data of the tests of an installed distribution. */
export function isTestData(path: string): boolean {
  return testData.test(path);
}

/** True inside of another distribution, which brought a copy for itself: `setuptools/_vendor/…`. */
export function isVendored(path: string): boolean {
  return /(?:^|\/)_vendor\//.test(path);
}
