import { posix } from 'node:path';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { filesBelow } from './files-below.ts';
import { originOf } from './origin.ts';
import { languagePackageUrl } from './package-url.ts';
import { problemsOf, shownValue } from './problems.ts';

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Where it is, from the folder of the list; Composer 1 did not say. */
  readonly folder?: string;
}

interface InstalledList {
  readonly packages: readonly InstalledPackage[];
  readonly problems: readonly string[];
}

const maxBytes = 64 * 1024 * 1024;
const maxPackages = 20_000;

// getcomposer.org/schema.json, "name"; the version is a tag or the name of a branch, as its author wrote it.
const nameForm = /^[a-z0-9](?:[_.-]{0,2}[a-z0-9]){0,127}\/[a-z0-9](?:[_.-]{0,2}[a-z0-9]){0,127}$/i;
const versionForm = /^[A-Za-z0-9][A-Za-z0-9._+/#@-]{0,255}$/;

const installedReader = wholeFileReader<InstalledList>({
  name: 'composer-installed',
  version: 1,
  maxBytes,
  keepsText: false,
  wants: (path) => /(?:^|\/)composer\/installed\.json$/.test(path),
  parse: (bytes, path) => parseComposerInstalled(bytes.toString('utf8'), path),
});

/** PHP packages as Composer installed them, by the list it keeps beside them; those for development too. */
export const composer: Catalog = {
  name: 'composer',
  about: {
    title: 'PHP packages, installed by Composer 1 or 2',
    looksAt: ['…/vendor/composer/installed.json'],
    knows: ['files'],
  },
  types: ['composer'],
  scope: 'language',
  readers: [installedReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const lists = view
    .facts(installedReader)
    .flatMap(({ path, fact }) => (isFileProblem(fact) ? [] : [{ path, ...fact }]));
  const folders = lists.flatMap(({ path, packages }) => packages.map((found) => folderOf(path, found)));
  const files = filesBelow(view, new Set(folders));
  const origin = originOf(view, view.history(installedReader), (fact) =>
    isFileProblem(fact) ? [] : fact.packages.map(purlOf),
  );
  const packages = lists.flatMap((list) =>
    list.packages.map(
      (found): Package => ({
        purl: purlOf(found),
        name: found.name,
        version: found.version,
        type: 'composer',
        layer: origin(list.path, purlOf(found)),
        foundIn: [`/${list.path}`],
        files: files.get(folderOf(list.path, found)) ?? [],
      }),
    ),
  );
  return { packages, problems: lists.flatMap(({ problems }) => problems) };
}

function folderOf(list: string, { name, folder = posix.join('..', name) }: InstalledPackage): string {
  return posix.join(posix.dirname(list), folder);
}

function purlOf({ name, version }: InstalledPackage): string {
  const [namespace, base = ''] = name.split('/');
  return languagePackageUrl('composer', { namespace, name: base, version });
}

/**
 * Reads `installed.json`: a list of packages (Composer 1), or an object that has it as `packages` (Composer 2).
 * @param path without leading slash, for the problems
 * @throws Error with a sentence, when it is neither
 */
export function parseComposerInstalled(text: string, path: string): InstalledList {
  const json: unknown = JSON.parse(text);
  const list = typeof json === 'object' && json !== null && 'packages' in json ? json.packages : json;
  if (!Array.isArray(list)) throw new Error('it lists no packages');
  const problems = problemsOf(path);
  if (list.length > maxPackages) problems.add(`it lists more than ${maxPackages} packages`);
  const packages = list.slice(0, maxPackages).flatMap((entry: unknown): InstalledPackage[] => {
    const found: Entry = typeof entry === 'object' && entry !== null ? entry : {};
    const { name, version } = found;
    const folder = found['install-path'];
    if (
      typeof name !== 'string' ||
      typeof version !== 'string' ||
      !nameForm.test(name) ||
      !versionForm.test(version)
    ) {
      problems.add(
        `it has a package that Composer does not allow: ${shownValue(name)} ${shownValue(version)}`,
      );
      return [];
    }
    return [
      {
        name: name.toLowerCase(),
        version,
        ...(typeof folder === 'string' && folder !== '' ? { folder } : {}),
      },
    ];
  });
  return { packages, problems: problems.sentences() };
}

interface Entry {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly 'install-path'?: unknown;
}
