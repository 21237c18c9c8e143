import { isFileProblem } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import { spooledFileReader } from '../image/spooled-file-reader.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type FoundArtifact, isArchiveName, type JavaArchive, readJavaArchive } from './java/archive.ts';
import { originOf } from './origin.ts';
import { languagePackageUrl } from './package-url.ts';
import { shown } from './problems.ts';

// Applications with all of Spark or a browser in them have some 500 MB.
const maxBytes = 2 * 1024 * 1024 * 1024;

const archiveReader = spooledFileReader<JavaArchive>({
  name: 'java-archive',
  version: 2,
  maxBytes,
  wants: ({ path }) => isArchiveName(path),
  parse: (file, { path }) => readJavaArchive(file, path.slice(path.lastIndexOf('/') + 1)),
});

/**
 * Java artifacts: what each archive is, what it was made of (each `pom.properties` in a shaded one), and the archives
 * in it, as the fat jars of Spring Boot and the `WEB-INF/lib` of a war have them.
 */
export const java: Catalog = {
  name: 'java',
  about: {
    title: 'Java archives, and the archives in them',
    looksAt: ['jar', 'war', 'ear', 'jpi', 'hpi', 'kar', 'nar', 'par', 'sar'].map((end) => `…/NAME.${end}`),
    knows: ['files'],
  },
  types: ['maven'],
  scope: 'language',
  readers: [archiveReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const origin = originOf(view, view.history(archiveReader), (fact) =>
    isFileProblem(fact) ? [] : fact.artifacts.map(entryOf),
  );
  const packages: Package[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  for (const { path, fact } of view.facts(archiveReader)) {
    if (isFileProblem(fact)) continue;
    problems.push(...(fact.problems ?? []).map((sentence) => `/${shown(path)}: ${sentence}`));
    if (fact.nameless !== undefined) notes.push(namelessNote(path, fact.nameless));
    for (const found of fact.artifacts) {
      packages.push({
        purl: languagePackageUrl('maven', {
          namespace: found.group,
          name: found.artifact,
          version: found.version,
        }),
        name: `${found.group}:${found.artifact}`,
        version: found.version,
        type: 'maven',
        layer: origin(path, entryOf(found)),
        foundIn: [placeOf(path, found.inside)],
        ...(found.own && found.inside === undefined ? { files: [`/${path}`] } : {}),
      });
    }
  }
  return { packages, problems, notes };
}

/** Many an application has jars of its own that nobody else needs a name for. */
function namelessNote(path: string, nameless: readonly string[]): string {
  const [first = '', ...more] = nameless;
  if (first === '')
    return `/${shown(path)}: a Java archive that says neither inside nor in its name what it is`;
  const rest = more.length === 0 ? '' : ` and ${more.length} more`;
  return `/${shown(path)}: in it are Java archives that say neither inside nor in their names what they are: ${shown(first)}${rest}`;
}

function entryOf({ group, artifact, version, inside = '' }: FoundArtifact): string {
  return JSON.stringify([group, artifact, version, inside]);
}

function placeOf(path: string, inside = ''): string {
  return inside === '' ? `/${path}` : `/${path}!/${inside}`;
}
