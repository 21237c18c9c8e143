import { type SpooledReaderOptions, spooledFileReader } from '../../image/spooled-file-reader.ts';
import { readZipEntry, zipEntries } from '../../io/zip.ts';
import { type InstalledPackage, parsePackageJson } from './package-json.ts';

// Some packages bring a browser.
const maxBytes = 1024 * 1024 * 1024;
const maxPackageBytes = 4 * 1024 * 1024;
const cachePath = /(?:^|\/)\.yarn\/(?:berry\/)?cache\/[^/]+\.zip$/;
const packagePath = /^node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/;

/** A package in an archive of Yarn's. */
export interface CachedPackage extends InstalledPackage {
  /** Of its package.json, in the archive. */
  readonly inside: string;
}

const parse: SpooledReaderOptions<CachedPackage>['parse'] = (file) => {
  const [entry] = zipEntries(file, (name) => packagePath.test(name));
  if (entry === undefined) return undefined;
  const found = parsePackageJson(readZipEntry(file, entry, maxPackageBytes).toString('utf8'));
  return found === undefined ? undefined : { ...found, inside: entry.name };
};

/**
 * Yarn's archives, one for each package: an application that is installed the Plug'n'Play way runs from them
 * (yarnpkg.com, "Cache strategies": in the project, or in the home folder for all projects).
 */
export const yarnCacheReader = spooledFileReader<CachedPackage>({
  name: 'yarn-cache',
  version: 1,
  maxBytes,
  wants: ({ path }) => path.endsWith('.zip') && cachePath.test(path),
  parse,
});
