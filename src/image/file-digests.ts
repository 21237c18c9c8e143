import { type ChecksumAlgorithm, checksumAlgorithms } from '../model/file-checksum.ts';
import type { FileHashes } from './content-hashes.ts';
import type { FileEntry, FileReader, FileSink } from './file-reader.ts';

/** Hexadecimal digests of a file's bytes: the one that tells files apart, and those a package database may hold. */
export type FileDigests = Readonly<{ sha256: string } & Partial<Record<ChecksumAlgorithm, string>>>;

/**
 * Hashes every file that a package database may keep a checksum of. Which algorithm it uses is known for sure only
 * when the walk is over, so all are computed, until the layer has shown whose distribution it is. What npm installs
 * has no checksums on disk, unless a distribution packed it.
 */
export const fileDigestReader: FileReader<FileDigests> = {
  name: 'file-digests',
  version: 3,
  open: (entry, hashes) => openWith(entry, hashes, checksumAlgorithms),
  startLayer() {
    let algorithms: readonly ChecksumAlgorithm[] = checksumAlgorithms;
    const seen = new Set<Distribution>();
    return (entry, hashes) => {
      const distribution = distributionOf(entry.path);
      if (distribution !== undefined && !seen.has(distribution)) {
        seen.add(distribution);
        algorithms = checksumAlgorithms.filter(
          (algorithm) =>
            algorithm === 'sha256' || [...seen].some((known) => known.algorithms.includes(algorithm)),
        );
      }
      return openWith(entry, hashes, algorithms);
    };
  },
};

interface Distribution {
  /** Files and folders that come early in a layer, and in no image of another distribution. */
  readonly signs: readonly string[];
  /** What its package database keeps, besides sha256. */
  readonly algorithms: readonly ChecksumAlgorithm[];
}

/** RPM kept MD5 until 4.6, and a database of that age is still read: it has no sign here, so all are computed. */
const distributions: readonly Distribution[] = [
  { signs: ['etc/debian_version', 'etc/dpkg/', 'etc/apt/', 'var/lib/dpkg/'], algorithms: ['md5'] },
  { signs: ['etc/apk/', 'lib/apk/', 'usr/lib/apk/'], algorithms: ['sha1'] },
];

function distributionOf(path: string): Distribution | undefined {
  if (!path.startsWith('etc/') && !path.includes('lib/')) return undefined;
  return distributions.find(({ signs }) =>
    signs.some((sign) => (sign.endsWith('/') ? path.startsWith(sign) : path === sign)),
  );
}

function openWith(
  { path }: FileEntry,
  hashes: FileHashes,
  algorithms: readonly ChecksumAlgorithm[],
): FileSink<FileDigests> | undefined {
  if (!mayBePacked(path)) return undefined;
  const wanted = (isFetched(path) ? whatTellsApart : algorithms).map(
    (algorithm) => [algorithm, hashes.want(algorithm)] as const,
  );
  return {
    write() {},
    end: () => () => ({
      sha256: '',
      ...Object.fromEntries(wanted.map(([algorithm, digest]) => [algorithm, digest()])),
    }),
  };
}

const whatTellsApart = ['sha256'] as const;

/** What apt fetched before it unpacked anything, half of a large image; no package brings files there. */
function isFetched(path: string): boolean {
  return path.startsWith('var/lib/apt/lists/') || path.startsWith('var/cache/apt/');
}

/** Debian policy 9.1.2: no package of a distribution puts files below /usr/local. */
function mayBePacked(path: string): boolean {
  const byDistribution = path.startsWith('usr/') && !path.startsWith('usr/local/');
  return byDistribution || !(path.startsWith('node_modules/') || path.includes('/node_modules/'));
}
