import { gzipSync, zstdCompressSync } from 'node:zlib';
import { readZip } from '../../../src/advisories/zip.ts';
import { type Helper, startHelper } from '../../../src/io/byte-helper.ts';
import { decompress } from '../../../src/io/decompress.ts';
import { readPax } from '../../../src/io/pax.ts';
import { createUntar } from '../../../src/io/untar.ts';
import { type ByteSource, readZipEntry, storedZipEntry, zipEntries } from '../../../src/io/zip.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { exportOf } from '../../advisories/support/zip-archive.ts';
import { chunks } from '../../fakes/layers.ts';
import { paxRecord } from '../../fakes/tar.ts';
import { fixtures } from '../fixtures.ts';
import { inputFile } from '../input-file.ts';
import { repairTar, tarSeeds } from '../tar-seeds.ts';
import type { Seed, Target } from '../target.ts';

const untar: Target = {
  name: 'untar',
  seeds: tarSeeds,
  repair: repairTar,
  read(input, _, pass) {
    const shown: unknown[] = [];
    const archive = createUntar(
      {
        problem: (sentence) => void shown.push(sentence),
        entry(entry) {
          const { capabilities, ...rest } = entry;
          let bytes = 0;
          const about = { ...rest, capabilities: capabilities?.length };
          shown.push(about);
          // Most readers want few files: what is passed over must be counted all the same.
          if (entry.path.length % 2 === 0) return undefined;
          return {
            write(chunk) {
              bytes += chunk.length;
            },
            end: () => void shown.push(bytes),
          };
        },
      },
      'layer 1',
    );
    const size = pass === 0 ? input.length || 1 : 509;
    for (let at = 0; at < input.length; at += size) archive.write(input.subarray(at, at + size));
    archive.end();
    return shown;
  },
};

const compressed: readonly Seed[] = tarSeeds.slice(0, 40).flatMap(({ name, bytes }) => [
  { name: `${name} as gzip`, bytes: gzipSync(bytes) },
  { name: `${name} as zstd`, bytes: zstdCompressSync(bytes) },
  {
    name: `${name} in two parts`,
    bytes: Buffer.concat([gzipSync(bytes.subarray(0, 600)), gzipSync(bytes.subarray(600)), Buffer.alloc(20)]),
  },
  {
    name: `${name} in two frames`,
    bytes: Buffer.concat([zstdCompressSync(bytes.subarray(0, 600)), zstdCompressSync(bytes.subarray(600))]),
  },
]);

let helper: Helper | undefined;

const decompression: Target = {
  name: 'decompress',
  seeds: compressed,
  async read(input, _, pass) {
    // In the thread pool and by the helper, in large pieces and in small ones.
    helper ??= startHelper({ inflates: true });
    let bytes = 0;
    let digest = '';
    const inflate = pass === 0 ? undefined : helper.inflate;
    const options = { what: 'layer 1', maxBytes: 32 * 1024 * 1024, inflate };
    for await (const chunk of decompress(chunks(input, pass === 0 ? 65_536 : 1021), options)) {
      bytes += chunk.length;
      if (bytes < 1_000_000) digest = sha256(digest + chunk.toString('latin1', 0, 64));
    }
    return bytes;
  },
};

const paxRecords: readonly Seed[] = [
  ['path', 'a/b'],
  ['linkpath', 'c'],
  ['size', '12'],
  ['uid', '1000'],
  ['mtime', '1.5'],
  ['GNU.sparse.offset', '0'],
  ['GNU.sparse.numbytes', '512'],
  ['GNU.sparse.map', '0,1,2,3'],
  ['SCHILY.xattr.security.capability', 'xxxx'],
  ['SCHILY.xattr.trusted.overlay.opaque', 'y'],
].map(([key = '', value = ''], index, all) => ({
  name: `records to ${key}`,
  bytes: Buffer.concat(
    all
      .slice(0, index + 1)
      .map(([k = '', v = '']) => paxRecord(k, v))
      .concat(paxRecord(key, value)),
  ),
}));

const pax: Target = {
  name: 'pax',
  seeds: paxRecords,
  read: (input) => readPax(input),
};

const zips: readonly Seed[] = [
  { name: 'an export', bytes: exportOf([{ id: 'A-1' }, { id: 'A-2', details: 'x'.repeat(400) }]) },
  ...fixtures('test/fixtures', (path) => /\.(?:zip|jar|whl)$/.test(path)),
];

const zip: Target = {
  name: 'zip',
  seeds: zips,
  async read(input) {
    const entries: string[] = [];
    for await (const { rawName, bytes } of readZip(inputFile(input), 'the archive'))
      entries.push(`${rawName.length} ${sha256(bytes)}`);
    return entries;
  },
};

/** As archives of Java in images are read: what it throws becomes the problem of a file. */
const zipInPlace: Target = {
  name: 'zip-in-place',
  seeds: zips,
  read(input) {
    const source: ByteSource = {
      size: input.length,
      read: (offset, length) => Buffer.from(input.subarray(offset, offset + length)),
    };
    return sentenceOr(() =>
      zipEntries(source, (name) => name.length % 7 !== 0).map((entry) =>
        sentenceOr(() => [
          entry,
          storedZipEntry(source, entry)?.size,
          sha256(readZipEntry(source, entry, 1024 * 1024)),
        ]),
      ),
    );
  },
};

function sentenceOr(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError || !(error instanceof Error)) throw error;
    return { problem: error.message };
  }
}

export const archiveTargets: readonly Target[] = [untar, decompression, pax, zip, zipInPlace];
