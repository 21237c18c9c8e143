import { createHash } from 'node:crypto';
import { type ChecksumAlgorithm, checksumAlgorithms } from '../model/file-checksum.ts';
import type { FileReader } from './file-reader.ts';

/** Hexadecimal digests of a file's bytes, one for each algorithm that a package database may use. */
export type FileDigests = Readonly<Record<ChecksumAlgorithm, string>>;

/**
 * Hashes every file that a package database may keep a checksum of. Which algorithm it uses is known only when the
 * walk is over, so all are computed. What npm installs has no checksums on disk, unless a distribution packed it.
 */
export const fileDigestReader: FileReader<FileDigests> = {
  name: 'file-digests',
  version: 1,
  open({ path }) {
    if (!mayBePacked(path)) return undefined;
    const hashes = checksumAlgorithms.map((algorithm) => createHash(algorithm));
    return {
      write(chunk) {
        for (const hash of hashes) hash.update(chunk);
      },
      end() {
        const [md5 = '', sha1 = '', sha256 = ''] = hashes.map((hash) => hash.digest('hex'));
        return { md5, sha1, sha256 };
      },
    };
  },
};

/** Debian policy 9.1.2: no package of a distribution puts files below /usr/local. */
function mayBePacked(path: string): boolean {
  const byDistribution = path.startsWith('usr/') && !path.startsWith('usr/local/');
  return byDistribution || !/(?:^|\/)node_modules\//.test(path);
}
