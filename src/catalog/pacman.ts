import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type Installed, withFiles } from './installed.ts';
import type { ListedFiles } from './listed-files.ts';
import { originOf } from './origin.ts';
import { systemPackageUrl } from './package-url.ts';
import { type Description, parseDescription, parseFiles } from './pacman/local-database.ts';
import { parseMtree } from './pacman/mtree.ts';

const databaseFolder = 'var/lib/pacman/local';

const maxDescriptionBytes = 1024 * 1024;
const maxFilesBytes = 32 * 1024 * 1024;

/** The folder of a package, when this is a file of that name in one. */
function packageFolder(path: string, file: string): string | undefined {
  const folder = path.slice(0, -file.length - 1);
  const isInside = path.startsWith(`${databaseFolder}/`) && path.endsWith(`/${file}`);
  return isInside && !folder.includes('/', databaseFolder.length + 1) ? folder : undefined;
}

const descriptionReader = wholeFileReader<Description>({
  name: 'pacman-desc',
  version: 1,
  maxBytes: maxDescriptionBytes,
  wants: (path) => packageFolder(path, 'desc') !== undefined,
  parse: (bytes) => parseDescription(bytes.toString('utf8')),
});

const filesReader = wholeFileReader<ListedFiles>({
  name: 'pacman-files',
  version: 1,
  maxBytes: maxFilesBytes,
  wants: (path) => packageFolder(path, 'files') !== undefined,
  parse: (bytes) => parseFiles(bytes.toString('utf8')),
});

const mtreeReader = wholeFileReader<ListedFiles>({
  name: 'pacman-mtree',
  version: 1,
  maxBytes: maxFilesBytes,
  wants: (path) => packageFolder(path, 'mtree') !== undefined,
  parse: (bytes) => parseMtree(bytes),
});

/** Packages of pacman: a folder each, with `desc`, `files` and the checksums in `mtree`. */
export const pacman: Catalog = {
  name: 'pacman',
  about: {
    title: 'Arch Linux and its descendants, MSYS2',
    looksAt: ['desc', 'files', 'mtree'].map((file) => `${databaseFolder}/NAME/${file}`),
    knows: ['files', 'checksums', 'source package'],
  },
  types: ['alpm'],
  scope: 'system',
  readers: [descriptionReader, filesReader, mtreeReader],
  databases: [databaseFolder],
  packages: packagesOf,
};

function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const files = listsByFolder(view, filesReader, 'files');
  const mtrees = listsByFolder(view, mtreeReader, 'mtree');
  const origin = originOf(view, view.history(descriptionReader), (fact) =>
    isFileProblem(fact) ? [] : [entryOf(fact)],
  );
  const installed = view.facts(descriptionReader).flatMap(({ path, fact }): Installed[] => {
    if (isFileProblem(fact)) return [];
    const { name, version, architecture, base } = fact;
    const folder = packageFolder(path, 'desc') ?? '';
    return [
      {
        package: {
          purl: systemPackageUrl('alpm', os, fact),
          name,
          version,
          type: 'alpm',
          ...(architecture === undefined ? {} : { architecture }),
          ...(base === undefined || base === name ? {} : { source: { name: base, version } }),
          layer: origin(path, entryOf(fact)),
        },
        files: withDigests(files.get(folder), mtrees.get(folder)),
      },
    ];
  });
  return { ...withFiles(view, installed), problems: [] };
}

function listsByFolder(
  view: FileView,
  reader: typeof filesReader,
  file: string,
): ReadonlyMap<string, ListedFiles> {
  return new Map(
    view
      .facts(reader)
      .flatMap(({ path, fact }) => (isFileProblem(fact) ? [] : [[packageFolder(path, file) ?? '', fact]])),
  );
}

/** The checksums of `mtree` are of all files; where it is missing, those of configuration files remain. */
function withDigests(
  files: ListedFiles | undefined,
  mtree: ListedFiles | undefined,
): ListedFiles | undefined {
  if (files === undefined || mtree === undefined) return files ?? mtree;
  const digests = new Map(mtree.paths.map((path, index) => [path, mtree.digests?.[index] ?? '']));
  return {
    ...files,
    digests: files.paths.map((path, index) => digests.get(path) ?? files.digests?.[index] ?? ''),
  };
}

function entryOf({ name, version }: Description): string {
  return JSON.stringify([name, version]);
}
