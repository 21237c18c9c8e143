import { createHash, type Hash, hash } from 'node:crypto';
import { type ChecksumAlgorithm, checksumAlgorithms } from '../model/file-checksum.ts';
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
  version: 2,
  open: (entry) => openWith(entry, checksumAlgorithms),
  startLayer() {
    let algorithms: readonly ChecksumAlgorithm[] = checksumAlgorithms;
    const seen = new Set<Distribution>();
    return (entry) => {
      const distribution = distributionOf(entry.path);
      if (distribution !== undefined && !seen.has(distribution)) {
        seen.add(distribution);
        algorithms = checksumAlgorithms.filter(
          (algorithm) =>
            algorithm === 'sha256' || [...seen].some((known) => known.algorithms.includes(algorithm)),
        );
      }
      return openWith(entry, algorithms);
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
  { path, size }: FileEntry,
  algorithms: readonly ChecksumAlgorithm[],
): FileSink<FileDigests> | undefined {
  if (!mayBePacked(path)) return undefined;
  let whole: FileDigests | undefined;
  let hashes: readonly Hash[] | undefined;
  return {
    write(chunk) {
      // Most files come in one piece, and hashing that at once costs half.
      if (hashes === undefined && chunk.length === size) {
        whole = digestsOf(algorithms.map((algorithm) => [algorithm, hash(algorithm, chunk)]));
        return;
      }
      hashes ??= algorithms.map((algorithm) => createHash(algorithm));
      for (const running of hashes) running.update(chunk);
    },
    end() {
      if (whole !== undefined) return whole;
      hashes ??= algorithms.map((algorithm) => createHash(algorithm));
      const digests = hashes.map((running) => running.digest('hex'));
      return digestsOf(algorithms.map((algorithm, index) => [algorithm, digests[index] ?? '']));
    },
  };
}

function digestsOf(digests: readonly (readonly [ChecksumAlgorithm, string])[]): FileDigests {
  return { sha256: '', ...Object.fromEntries(digests) };
}

/** Debian policy 9.1.2: no package of a distribution puts files below /usr/local. */
function mayBePacked(path: string): boolean {
  const byDistribution = path.startsWith('usr/') && !path.startsWith('usr/local/');
  return byDistribution || !(path.startsWith('node_modules/') || path.includes('/node_modules/'));
}
