import { posix } from 'node:path';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { paragraphs } from './deb822.ts';
import { filesBelow } from './files-below.ts';
import { originOf } from './origin.ts';
import { languagePackageUrl } from './package-url.ts';
import { shown } from './problems.ts';

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly type: 'bioconductor' | 'cran';
}

// The longest are some 50 KiB, by lists of authors and files.
const maxBytes = 1024 * 1024;

// "Writing R Extensions", section 1.1.1, "The DESCRIPTION file".
const nameForm = /^[A-Za-z][A-Za-z0-9.]{0,254}$/;
const versionForm = /^[0-9]{1,20}(?:[.-][0-9]{1,20}){1,32}$/;

const descriptionReader = wholeFileReader<InstalledPackage>({
  name: 'r-description',
  version: 1,
  maxBytes,
  wants: (path) =>
    path.endsWith('/DESCRIPTION') && /(?:^|\/)[A-Za-z][A-Za-z0-9.]{0,254}\/DESCRIPTION$/.test(path),
  parse: (bytes, path) => parseDescription(bytes.toString('utf8'), path),
});

/**
 * R packages as they are installed, in whatever library: a folder of the package's name, whose DESCRIPTION says when it
 * was built. That line is what tells them from sources. A package of which nobody says where it is from is one of CRAN.
 */
export const r: Catalog = {
  name: 'r',
  about: {
    title: 'R packages, those of R itself too, from CRAN, Bioconductor or elsewhere',
    looksAt: ['…/NAME/DESCRIPTION'],
    knows: ['files'],
  },
  types: ['cran', 'bioconductor'],
  scope: 'language',
  readers: [descriptionReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const installed = view.facts(descriptionReader);
  const files = filesBelow(view, new Set(installed.map(({ path }) => posix.dirname(path))));
  const origin = originOf(view, view.history(descriptionReader), (fact) =>
    isFileProblem(fact) ? [] : [languagePackageUrl(fact.type, fact)],
  );
  const packages: Package[] = [];
  for (const { path, fact } of installed) {
    if (isFileProblem(fact)) continue;
    const purl = languagePackageUrl(fact.type, fact);
    packages.push({
      purl,
      ...fact,
      layer: origin(path, purl),
      foundIn: [`/${path}`],
      files: files.get(posix.dirname(path)) ?? [],
    });
  }
  return { packages, problems: [] };
}

/**
 * Reads the DESCRIPTION of an installed package; undefined for any other file of that name.
 * @throws Error with a sentence, when it is of an installed package and says not which
 */
function parseDescription(text: string, path: string): InstalledPackage | undefined {
  const [first] = paragraphs(text);
  const built = first?.fields.get('built') ?? '';
  const name = first?.fields.get('package') ?? '';
  // R finds a package by its folder.
  if (!/^R [0-9]/.test(built) || name !== posix.basename(posix.dirname(path))) return undefined;
  const version = first?.fields.get('version') ?? '';
  if (!nameForm.test(name) || !versionForm.test(version)) {
    throw new Error(`its version is missing or not one that R allows: ${shown(version)}`);
  }
  return { name, version, type: isOfBioconductor(first?.fields ?? new Map()) ? 'bioconductor' : 'cran' };
}

/** Bioconductor's build writes where its sources are; packages of CRAN may have `biocViews` too. */
function isOfBioconductor(fields: ReadonlyMap<string, string>): boolean {
  const repository = fields.get('repository');
  if (repository !== undefined) return repository.startsWith('Bioconductor');
  return fields.has('biocviews') || /^https:\/\/git\.bioconductor\.org\//.test(fields.get('git_url') ?? '');
}
