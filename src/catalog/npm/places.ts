import { posix } from 'node:path';
import type { InstalledPackage } from './package-json.ts';

const modules = 'node_modules/';
const store = '.store/';

/**
 * Of a path inside it, the deepest package folder: `…/node_modules/NAME`, `…/node_modules/@SCOPE/NAME`, or
 * `…/node_modules/.store/KEY/package`, which Yarn's pnpm linker links to.
 */
export function moduleFolder(path: string): string | undefined {
  const nested = path.lastIndexOf(`/${modules}`);
  if (nested < 0 && !path.startsWith(modules)) return undefined;
  const start = nested < 0 ? modules.length : nested + 1 + modules.length;
  if (path.startsWith(store, start)) return storedFolder(path, start + store.length);
  // `.bin`, `.pnpm` and `.cache` are npm's own, not packages.
  if (path[start] === '.') return undefined;
  const first = path.indexOf('/', start);
  const end = first >= 0 && path[start] === '@' ? path.indexOf('/', first + 1) : first;
  return end < 0 ? undefined : path.slice(0, end);
}

function storedFolder(path: string, start: number): string | undefined {
  const key = path.indexOf('/', start);
  const end = key + 1 + 'package'.length;
  return key >= 0 && path.startsWith('package/', key + 1) ? path.slice(0, end) : undefined;
}

/** True for a path that is in no `node_modules`. */
export function isOutsideModules(path: string): boolean {
  return !path.startsWith(modules) && !path.includes(`/${modules}`);
}

const labExtension = /\/jupyter\/labextensions\/((?:@[^/]+\/)?[^/]+)\/package\.json$/;

/**
 * True for a package.json in a folder that is named after just this package and version: a published archive that was
 * unpacked as it is (Yarn in Node's own images: `yarn-v1.22.22`), or the caches from which Corepack (`pnpm/9.1.0`),
 * Deno and Bun (`chalk@5.3.0@@@1`) run programs; and for JupyterLab's extensions, which pip and conda bring. The
 * package.json of an application in development is in none.
 */
export function isUnpacked(path: string, { name, version }: InstalledPackage): boolean {
  if (labExtension.exec(path)?.[1] === name) return true;
  const folder = posix.dirname(path);
  const base = posix.basename(folder);
  const bare = name.slice(name.indexOf('/') + 1);
  if (base === version || base === `v${version}`) return posix.basename(posix.dirname(folder)) === bare;
  const isNamed = base === `${bare}-${version}` || base === `${bare}-v${version}`;
  return isNamed || `${base}@`.startsWith(`${bare}@${version}@`);
}

const carriedPlace =
  /(?:^|\/)node_modules\/(?:[^/]+\/)+(?:compiled|vendor|vendored|bundled|third[_-]party)\/((?:@[^/]+\/)?[^/]+)\/package\.json$/;

/**
 * True for the package.json of a copy that a package carries inside of itself (Next.js keeps `dist/compiled/NAME`): in
 * a folder for such copies, under its own name. Test data and stubs of packages stand in others.
 */
export function isCarried(path: string, { name }: Pick<InstalledPackage, 'name'>): boolean {
  return carriedPlace.exec(path)?.[1] === name;
}

/** True where such a copy could be: `isCarried` for some name. */
export function mayBeCarried(path: string): boolean {
  return carriedPlace.test(path);
}
