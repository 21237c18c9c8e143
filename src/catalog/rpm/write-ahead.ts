import { type FileProblem, type FileReader, wholeFileReader } from '../../image/file-reader.ts';

/** SQLite's file format, section 4.1: a head of 32 bytes, then frames of 24 bytes and a page each. */
const headBytes = 32;
const frameHeadBytes = 24;
const magics = [0x377f0682, 0x377f0683];
const maxBytes = 256 * 1024 * 1024;

/**
 * Looks at the write-ahead log beside a SQLite database, which rpm leaves empty. One that was left by a killed process
 * has changes that are not in the database itself: packages that nobody sees here, so it is a problem.
 * @param paths without leading slash
 */
export function writeAheadReader(paths: readonly string[]): FileReader<FileProblem> {
  return wholeFileReader<never>({
    name: 'rpm-write-ahead-log',
    version: 1,
    maxBytes,
    wants: (path) => paths.includes(path),
    parse(bytes) {
      if (!hasCommit(bytes)) return undefined;
      throw new Error('it has changes that are not in the database yet, and are not read');
    },
  });
}

/** A frame that ends a transaction says how many pages the database has then; one of an older round has other salts. */
function hasCommit(bytes: Buffer): boolean {
  if (bytes.length < headBytes || !magics.includes(bytes.readUInt32BE(0))) return false;
  const step = frameHeadBytes + bytes.readUInt32BE(8);
  const salts = bytes.subarray(16, 24);
  for (let at = headBytes; at + step <= bytes.length; at += step) {
    if (!bytes.subarray(at + 8, at + 16).equals(salts)) return false;
    if (bytes.readUInt32BE(at + 4) !== 0) return true;
  }
  return false;
}
