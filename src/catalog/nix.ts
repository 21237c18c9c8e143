import type { FileView } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { byText } from './order.ts';
import { languagePackageUrl } from './package-url.ts';

const storeFolder = 'nix/store';

/** Nix manual, "Store path": 32 digits of base 32 without e, o, t and u, a hyphen, and the name. */
const storeForm = /^([0-9abcdfghijklmnpqrsvwxyz]{32})-([A-Za-z0-9+._?=-]{1,211})$/;
/** Outputs of a package other than its main one stand at the end of the name. */
const outputs = ['bin', 'dev', 'lib', 'out', 'man', 'doc', 'info', 'static', 'debug', 'data', 'devdoc'];

/** A package as the name of its folder in the store tells it. */
export interface StorePath {
  readonly hash: string;
  readonly name: string;
  readonly version: string;
  readonly output?: string;
}

/**
 * Packages of Nix: each folder in its store that has a version in its name. Folders are immutable, so what is there is
 * what was installed, whether a database says so or not (images made by Nix have none). They are additions to the
 * system, of which nothing else is patched: a library inside of one is reported for itself.
 */
export const nix: Catalog = {
  name: 'nix',
  about: {
    title: 'Nix packages, in any distribution and in images made by Nix',
    looksAt: [`${storeFolder}/HASH-NAME-VERSION`],
    knows: ['files'],
  },
  types: ['nix'],
  scope: 'language',
  readers: [],
  databases: [],
  packages: packagesOf,
};

interface OpenPackage {
  readonly store: StorePath;
  readonly files: string[];
  layer: number;
}

function packagesOf(view: FileView): CatalogResult {
  if (view.get(storeFolder) === undefined) return { packages: [], problems: [] };
  const byFolder = new Map<string, OpenPackage | undefined>();
  for (const [path, node] of view.entries(storeFolder)) {
    const end = path.indexOf('/', storeFolder.length + 1);
    if (end < 0) continue;
    const folder = path.slice(0, end);
    if (!byFolder.has(folder)) byFolder.set(folder, openPackage(folder, node.layer));
    const open = byFolder.get(folder);
    if (open === undefined) continue;
    // A later layer may bring the folder again, but not other files into it.
    open.layer = Math.min(open.layer, node.layer);
    if (node.type !== 'directory') open.files.push(`/${path}`);
  }
  const packages: Package[] = [];
  for (const [folder, open] of byFolder) {
    if (open === undefined) continue;
    const { hash, name, version, output } = open.store;
    packages.push({
      purl: languagePackageUrl('nix', {
        name,
        version,
        qualifiers: { ...(output === undefined ? {} : { output }), outputhash: hash },
      }),
      name,
      version,
      type: 'nix',
      layer: view.layers[open.layer]?.diffId ?? null,
      foundIn: [`/${folder}`],
      files: open.files.sort(byText),
    });
  }
  return { packages, problems: [] };
}

function openPackage(folder: string, layer: number): OpenPackage | undefined {
  const store = parseStorePath(folder.slice(storeFolder.length + 1));
  return store === undefined ? undefined : { store, files: [], layer };
}

/**
 * The parts of a folder's name; undefined for what is no package: without a version, or a step of a build. The version
 * begins at the first hyphen that no letter follows (Nix manual, `builtins.parseDrvName`).
 */
export function parseStorePath(folder: string): StorePath | undefined {
  const [, hash = '', rest = ''] = storeForm.exec(folder) ?? [];
  const start = rest.search(/-[^A-Za-z]/);
  if (start <= 0 || rest.endsWith('.drv') || !/\d/.test(rest.slice(start))) return undefined;
  const name = rest.slice(0, start);
  const version = rest.slice(start + 1);
  const output = outputs.find((candidate) => version.endsWith(`-${candidate}`));
  if (output === undefined) return { hash, name, version };
  return { hash, name, version: version.slice(0, -output.length - 1), output };
}
