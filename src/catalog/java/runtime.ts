import { posix } from 'node:path';
import {
  type FileProblem,
  type FileReader,
  isFileProblem,
  wholeFileReader,
} from '../../image/file-reader.ts';
import type { FileView } from '../../image/file-view.ts';
import type { Package } from '../../model/scan-report.ts';
import type { Catalog, CatalogResult } from '../catalog.ts';
import { filesBelow } from '../files-below.ts';
import { lines } from '../lines.ts';
import { originOf } from '../origin.ts';
import { languagePackageUrl } from '../package-url.ts';

// Real ones are under 2 KiB; what is larger and has the same name is something else.
const maxBytes = 64 * 1024;
const versionForm = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/;

interface JavaRuntime {
  readonly name: string;
  readonly version: string;
}

const smallFileReader = wholeFileReader<JavaRuntime>({
  name: 'java-release',
  version: 1,
  maxBytes,
  wants: (path) => path.endsWith('/release'),
  parse: (bytes) => parseRelease(bytes.toString('utf8')),
});

const releaseReader: FileReader<JavaRuntime | FileProblem> = {
  ...smallFileReader,
  open: (entry, hashes) => (entry.size > maxBytes ? undefined : smallFileReader.open(entry, hashes)),
};

/** Java runtimes and development kits: a `release` file that names a Java version, beside a `bin/java`. */
export const javaRuntime: Catalog = {
  name: 'java-runtime',
  about: { title: 'Java runtimes and development kits', looksAt: ['…/NAME/release'], knows: ['files'] },
  types: ['generic'],
  scope: 'language',
  readers: [releaseReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const releases = view.facts(releaseReader).flatMap(({ path, fact }) => {
    const home = posix.dirname(path);
    const isHome = ['bin/java', 'jre/bin/java'].some((program) => view.get(`${home}/${program}`));
    return isFileProblem(fact) || !isHome ? [] : [{ path, home, fact }];
  });
  const files = filesBelow(view, new Set(releases.map(({ home }) => home)));
  const origin = originOf(view, view.history(releaseReader), (fact) =>
    isFileProblem(fact) ? [] : [entryOf(fact)],
  );
  const packages = releases.map(
    ({ path, home, fact }): Package => ({
      purl: languagePackageUrl('generic', fact),
      ...fact,
      type: 'generic',
      layer: origin(path, entryOf(fact)),
      foundIn: [`/${path}`],
      files: files.get(home) ?? [],
    }),
  );
  return { packages, problems: [] };
}

function entryOf({ name, version }: JavaRuntime): string {
  return JSON.stringify([name, version]);
}

/** What the `release` file at the top of a Java runtime says (JEP 220); undefined for a file of another kind. */
export function parseRelease(text: string): JavaRuntime | undefined {
  const values = new Map<string, string>();
  for (const line of lines(text)) {
    const match = /^([A-Z_]{1,64})="?([^"]{0,256})"?\r?$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) values.set(match[1], match[2].trim());
  }
  const version = values.get('JAVA_VERSION');
  if (version === undefined || !versionForm.test(version)) return undefined;
  const isOracle = values.get('BUILD_TYPE') === 'commercial';
  return { name: isOracle ? 'oracle-jdk' : 'openjdk', version };
}
