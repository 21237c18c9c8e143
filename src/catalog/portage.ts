import { PackageURL } from 'packageurl-js';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type Installed, withFiles } from './installed.ts';
import { lines } from './lines.ts';
import { createFileList, createListBudget, type ListedFiles } from './listed-files.ts';
import { originOf } from './origin.ts';
import { distroOf } from './package-url.ts';
import { problemsOf, shown } from './problems.ts';

const databaseFolder = 'var/db/pkg';

const maxSlotBytes = 1024;
const maxContentsBytes = 64 * 1024 * 1024;

/** Package Manager Specification 8, sections 3.1.1, 3.1.2 and 3.2: `CATEGORY/NAME-VERSION[-rREVISION]`. */
const folderForm =
  /^var\/db\/pkg\/([A-Za-z0-9_][A-Za-z0-9+_.-]{0,99})\/([A-Za-z0-9_][A-Za-z0-9+_-]{0,199})-(\d[\d.]{0,99}[a-z]?(?:_(?:alpha|beta|pre|rc|p)\d{0,20}){0,5}(?:-r\d{1,20})?)$/;
const slotForm = /^[A-Za-z0-9_][A-Za-z0-9+_./-]{0,99}$/;

const slotReader = wholeFileReader<string>({
  name: 'portage-slot',
  version: 1,
  maxBytes: maxSlotBytes,
  wants: (path) => isInPackage(path, 'SLOT'),
  parse: (bytes) => bytes.toString('utf8').trim(),
});

const contentsReader = wholeFileReader<ListedFiles>({
  name: 'portage-contents',
  version: 1,
  maxBytes: maxContentsBytes,
  wants: (path) => isInPackage(path, 'CONTENTS'),
  parse: (bytes) => parseContents(bytes.toString('utf8')),
});

/** Packages of Portage: a folder each below its category, whose name says all; `CONTENTS` has files with MD5. */
export const portage: Catalog = {
  name: 'portage',
  about: {
    title: 'Gentoo and its descendants',
    looksAt: ['SLOT', 'CONTENTS'].map((file) => `${databaseFolder}/CATEGORY/NAME-VERSION/${file}`),
    knows: ['files', 'checksums'],
  },
  types: ['ebuild'],
  scope: 'system',
  readers: [slotReader, contentsReader],
  databases: [databaseFolder],
  packages: packagesOf,
};

/** Every installed package has a slot (PMS section 7.2), and nothing but packages does. */
function packagesOf(view: FileView, os: OperatingSystem | null): CatalogResult {
  const problems = problemsOf(databaseFolder);
  const contents = new Map(
    view
      .facts(contentsReader)
      .flatMap(({ path, fact }) => (isFileProblem(fact) ? [] : [[folderOf(path), fact]])),
  );
  const origin = originOf(view, view.history(slotReader), () => ['']);
  const installed = view.facts(slotReader).flatMap(({ path, fact }): Installed[] => {
    const folder = folderOf(path);
    const [, category, name, version] = folderForm.exec(folder) ?? [];
    if (category === undefined || name === undefined || version === undefined) {
      problems.add(`a folder is not named as a package: ${shown(folder)}`);
      return [];
    }
    const distro = distroOf(os);
    const slot = !isFileProblem(fact) && slotForm.test(fact) && fact !== '0' ? fact : undefined;
    const qualifiers = {
      ...(distro === undefined ? {} : { distro }),
      ...(slot === undefined ? {} : { slot }),
    };
    return [
      {
        package: {
          purl: new PackageURL('ebuild', category, name, version, qualifiers).toString(),
          name: `${category}/${name}`,
          version,
          type: 'ebuild',
          layer: origin(path, ''),
        },
        files: contents.get(folder),
      },
    ];
  });
  return { ...withFiles(view, installed), problems: problems.sentences() };
}

/**
 * Reads `CONTENTS`: `obj PATH MD5 TIME`, `sym PATH -> TARGET TIME`, `dir PATH`, and `dev` and `fif`. A path may hold
 * blanks. Below `etc` is configuration (Portage's `CONFIG_PROTECT`).
 * @throws Error with a sentence, for more files than any system has
 */
export function parseContents(text: string): ListedFiles {
  const list = createFileList(createListBudget());
  for (const line of lines(text)) {
    const [, file, digest] = /^obj \/(.+) ([0-9a-f]{32}) \d+$/.exec(line) ?? [];
    const arrow = line.indexOf(' -> ');
    const link = line.startsWith('sym /') && arrow > 0 ? line.slice('sym /'.length, arrow) : undefined;
    const path = file ?? link;
    if (path !== undefined) list.add(path, digest, path.startsWith('etc/'));
  }
  return list.take();
}

function isInPackage(path: string, file: string): boolean {
  return (
    path.startsWith(`${databaseFolder}/`) && path.split('/', 7).length === 6 && path.endsWith(`/${file}`)
  );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
