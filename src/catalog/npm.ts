import { valid } from 'semver';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { byText } from './order.ts';
import { originOf } from './origin.ts';
import { npmPackageUrl } from './package-url.ts';
import { shown } from './problems.ts';

// Some old packages carry their whole read-me in it.
const maxBytes = 4 * 1024 * 1024;

// docs.npmjs.com, package.json "name": 214 characters, URL-safe; capitals are left from before they were refused.
const nameForm = /^(?:@[A-Za-z0-9~-][A-Za-z0-9._~-]*\/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*$/;
const maxNameLength = 214;

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

const packageReader = wholeFileReader<InstalledPackage>({
  name: 'npm-package',
  version: 1,
  maxBytes,
  wants: (path) => path.endsWith('/package.json') && `${folderOf(path)}/package.json` === path,
  parse: (bytes) => parsePackageJson(bytes.toString('utf8')),
});

/**
 * npm packages as they are installed, by npm, pnpm or Yarn's node-modules linker: each folder directly below a
 * `node_modules` that has a package.json with a name and a version. An application's own package.json stands outside
 * of `node_modules`, so it is none. The name in package.json counts, not the folder's: `npm install x@npm:y` puts `y`
 * into the folder `x`.
 */
export const npm: Catalog = {
  name: 'npm',
  about: {
    title: 'Node.js packages, installed by npm, pnpm or Yarn',
    looksAt: ['…/node_modules/NAME/package.json'],
    knows: ['files'],
  },
  types: ['npm'],
  scope: 'language',
  readers: [packageReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const installs = view.facts(packageReader);
  if (installs.length === 0) return { packages: [], problems: [] };
  const files = filesByFolder(view);
  const origin = originOf(view, view.history(packageReader), (fact) =>
    isFileProblem(fact) ? [] : [entryOf(fact)],
  );
  const packages: Package[] = [];
  for (const { path, fact } of installs) {
    if (isFileProblem(fact)) continue;
    packages.push({
      purl: npmPackageUrl(fact.name, fact.version),
      name: fact.name,
      version: fact.version,
      type: 'npm',
      layer: origin(path, entryOf(fact)),
      foundIn: [`/${path}`],
      files: (files.get(folderOf(path) ?? '') ?? []).sort(byText),
    });
  }
  return { packages, problems: [] };
}

function entryOf(installed: InstalledPackage): string {
  return JSON.stringify([installed.name, installed.version]);
}

/**
 * Reads the package.json of an installed package; undefined for one that lacks a name or a version, which could never
 * have been published: test data of another package, or a file that only sets the module type.
 * @throws Error with a sentence, when it is not JSON or its name or version is not one that npm allows.
 */
export function parsePackageJson(text: string): InstalledPackage | undefined {
  const json = parseObject(text);
  const { name, version } = json;
  if (name === undefined || version === undefined) return undefined;
  if (typeof name !== 'string' || name.length > maxNameLength || !nameForm.test(name)) {
    throw new Error(`its name is not one that npm allows: ${shown(String(name))}`);
  }
  const exact = typeof version === 'string' ? valid(version, { loose: true }) : null;
  if (exact === null) throw new Error(`its version is not a semantic version: ${shown(String(version))}`);
  return { name, version: exact };
}

function parseObject(text: string): { readonly name?: unknown; readonly version?: unknown } {
  // npm and Node.js both skip a byte order mark.
  const json: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error('it is not an object');
  return json;
}

/** Of a path inside it, the deepest folder `…/node_modules/NAME` or `…/node_modules/@SCOPE/NAME`. */
function folderOf(path: string): string | undefined {
  const modules = 'node_modules/';
  const nested = path.lastIndexOf(`/${modules}`);
  if (nested < 0 && !path.startsWith(modules)) return undefined;
  const start = nested < 0 ? modules.length : nested + 1 + modules.length;
  // `.bin`, `.pnpm` and `.cache` are npm's own, not packages.
  if (path[start] === '.') return undefined;
  const first = path.indexOf('/', start);
  const end = first >= 0 && path[start] === '@' ? path.indexOf('/', first + 1) : first;
  return end < 0 ? undefined : path.slice(0, end);
}

/** Absolute paths by package folder: everything below it that is in no nested `node_modules`. */
function filesByFolder(view: FileView): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const [path, node] of view.entries()) {
    const folder = node.type === 'directory' ? undefined : folderOf(path);
    if (folder === undefined) continue;
    const known = files.get(folder);
    if (known === undefined) files.set(folder, [`/${path}`]);
    else known.push(`/${path}`);
  }
  return files;
}
