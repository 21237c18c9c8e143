import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { walk } from '../../src/image/walk.ts';
import { fakeLayer } from '../fakes/layers.ts';
import { base256, directory, file, gnuLong, gnuMagic, symlink, tar, tarMember } from '../fakes/tar.ts';
import { listing, textReader } from './walked.ts';

const archive = tar(
  directory('etc'),
  file('etc/a', 'first '.repeat(200)),
  symlink('l', 'etc/a'),
  file('z', '1'),
);
const listed = [`etc/`, `etc/a = ${'first '.repeat(200)}`, 'l -> etc/a', 'z = 1'];
const half = archive.length / 2;

/** RFC 1952: a member with all optional fields, as tools write their notes into them. */
function gzipWithFields(content: Buffer, extra: Buffer): Buffer {
  const plain = gzipSync(content);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(extra.length);
  const head = Buffer.from(plain.subarray(0, 10));
  head[3] = 0x04 | 0x08 | 0x10;
  return Buffer.concat([head, length, extra, Buffer.from('name\0comment\0'), plain.subarray(10)]);
}

/** RFC 8878 section 3.1.2. */
function skippable(content: Buffer): Buffer {
  const frame = Buffer.concat([Buffer.alloc(8), content]);
  frame.writeUInt32LE(0x184d2a50, 0);
  frame.writeUInt32LE(content.length, 4);
  return frame;
}

/** eStargz: each entry is a gzip member, the last member is empty and tells where the table of contents is. */
function eStargz(): Buffer {
  const toc = tarMember(file('stargz.index.json', '{"version":1,"entries":[]}'));
  const footer = gzipWithFields(Buffer.alloc(0), Buffer.from('SG\x16\x000000000000000200STARGZ', 'latin1'));
  return Buffer.concat([
    gzipSync(archive.subarray(0, archive.length - 1024)),
    gzipSync(toc),
    gzipSync(Buffer.alloc(1024)),
    footer,
  ]);
}

const stargzArchive = Buffer.concat([
  archive.subarray(0, archive.length - 1024),
  tar(file('stargz.index.json', '{"version":1,"entries":[]}')),
]);

const chunked = Buffer.concat([
  zstdCompressSync(archive.subarray(0, half)),
  zstdCompressSync(archive.subarray(half)),
  skippable(zstdCompressSync(Buffer.from('{"version":1,"entries":[]}'))),
  skippable(Buffer.from('GNUlInUx'.repeat(8))),
]);

describe('a layer is unpacked', () => {
  const blobs: readonly (readonly [name: string, blob: Buffer])[] = [
    ['that is not compressed, although its media type says so', archive],
    ['that is gzip, although its media type says that it is not compressed', gzipSync(archive)],
    ['of a gzip member for each block', Buffer.concat(blocksOf(archive).map((block) => gzipSync(block)))],
    [
      'of a gzip member with a name, a comment and more in its header',
      gzipWithFields(archive, Buffer.from('note')),
    ],
    ['of gzip with zeros behind it', Buffer.concat([gzipSync(archive), Buffer.alloc(3000)])],
    ['of gzip with empty members around it', Buffer.concat([gzipSync(''), gzipSync(archive), gzipSync('')])],
    ['of stored gzip blocks', gzipSync(archive, { level: 0 })],
    [
      'of a zstd frame for each block',
      Buffer.concat(blocksOf(archive).map((block) => zstdCompressSync(block))),
    ],
    [
      'of zstd behind a skippable frame',
      Buffer.concat([skippable(Buffer.from('note')), zstdCompressSync(archive)]),
    ],
    ['of zstd:chunked, with its table of contents in skippable frames', chunked],
  ];
  test.each(blobs)('%s', async (_, blob) => {
    const view = await walk({ layers: [fakeLayer(archive, blob)] }, [textReader]);
    expect(listing(view)).toEqual(listed);
    expect(view.problems).toEqual([]);
  });

  test('of eStargz, whose table of contents is a file as any other', async () => {
    const view = await walk({ layers: [fakeLayer(stargzArchive, eStargz())] }, [textReader]);
    expect(listing(view)).toEqual([...listed, 'stargz.index.json = {"version":1,"entries":[]}'].sort());
  });

  test('of a zstd window as large as decoders allow', async () => {
    const params = { [constants.ZSTD_c_windowLog]: 27 };
    const blob = zstdCompressSync(archive, { params });
    expect(listing(await walk({ layers: [fakeLayer(archive, blob)] }, [textReader]))).toEqual(listed);
  });
});

function blocksOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / 512 }, (_, index) =>
    bytes.subarray(index * 512, index * 512 + 512),
  );
}

/** A frame header alone, with a window of 2 GiB; one block follows that would be its last. */
const hugeWindow = Buffer.from('28b52ffd00a8010000', 'hex');
/** A frame that asks for a dictionary, which no layer has. */
const dictionary = Buffer.from('28b52ffd210501010000', 'hex');

describe('a layer is refused in a sentence', () => {
  const refused: readonly (readonly [name: string, blob: Buffer, code: string])[] = [
    ['that is bzip2', Buffer.from('425a6839314159265359', 'hex'), 'COMPRESSION_UNKNOWN'],
    ['that is xz', Buffer.from('fd377a585a000004e6d6b446', 'hex'), 'COMPRESSION_UNKNOWN'],
    ['that is lz4', Buffer.from('04224d186440a7', 'hex'), 'COMPRESSION_UNKNOWN'],
    [
      'with text behind its gzip data',
      Buffer.concat([gzipSync(archive), Buffer.from('text')]),
      'COMPRESSION_BROKEN',
    ],
    [
      'with another archive hidden behind zeros',
      Buffer.concat([gzipSync(archive), Buffer.alloc(512), gzipSync(tar(file('hidden')))]),
      'COMPRESSION_BROKEN',
    ],
    ['of gzip that is cut off', gzipSync(archive).subarray(0, -8), 'COMPRESSION_BROKEN'],
    ['of zstd that is cut off', zstdCompressSync(archive).subarray(0, -4), 'COMPRESSION_BROKEN'],
    ['of gzip in gzip', gzipSync(gzipSync(archive)), 'ARCHIVE_MALFORMED'],
    ['of zstd with a window of 2 GiB', hugeWindow, 'COMPRESSION_BROKEN'],
    ['of zstd with a dictionary', dictionary, 'COMPRESSION_BROKEN'],
    ['of a page of HTML', Buffer.from('<!doctype html><title>404</title>'.padEnd(600)), 'ARCHIVE_MALFORMED'],
    ['of JSON', Buffer.from(JSON.stringify({ errors: ['denied'.repeat(100)] })), 'ARCHIVE_MALFORMED'],
  ];
  test.each(refused)('%s', async (_, blob, code) => {
    const layer = { ...fakeLayer(archive, blob), diffId: null };
    const error: unknown = await walk({ layers: [layer] }, [textReader]).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code, facts: { what: 'layer 1' } });
    expect(String(error)).toMatch(/^\w*: layer 1[ -~…]+$/);
  });

  const archives: readonly (readonly [name: string, bytes: Buffer, code: string])[] = [
    [
      'with a size that is more than there is',
      tarMember(file('a', 'x', { size: base256(2n ** 40n) })),
      'ARCHIVE_MALFORMED',
    ],
    ['with a negative size', tar(file('a', '', { size: Buffer.alloc(12, 0xff) })), 'ARCHIVE_MALFORMED'],
    [
      'with a negative size in an extended header',
      tar(file('a', 'x', { pax: { size: '-512' } })),
      'ARCHIVE_MALFORMED',
    ],
    [
      'with a size past what numbers hold',
      tar(file('a', '', { size: base256(2n ** 62n) })),
      'ARCHIVE_MALFORMED',
    ],
    [
      'with a record of no length',
      tar({ path: 'x', flag: 'x', content: '0 a=b\n' }, file('a')),
      'ARCHIVE_MALFORMED',
    ],
    [
      'with a long name of a megabyte and more',
      tarMember({ path: 'x', flag: 'L', size: 1_100_000 }),
      'ARCHIVE_MALFORMED',
    ],
    [
      'with a name longer than paths are',
      Buffer.concat([gnuLong('L', 'n'.repeat(4097)), tar(file('a'))]),
      'ARCHIVE_MALFORMED',
    ],
    ['with a name that climbs out of the root', tar(file('a/../../b')), 'ARCHIVE_ESCAPES'],
    [
      'with a long name that climbs out of the root',
      Buffer.concat([gnuLong('L', '../b'), tar(file('a', '', { magic: gnuMagic }))]),
      'ARCHIVE_ESCAPES',
    ],
    [
      'with a hard link to what is outside of the root',
      tar({ path: 'a', flag: '1', link: '../b' }),
      'ARCHIVE_ESCAPES',
    ],
    [
      'with one block of zeros between its entries',
      Buffer.concat([tarMember(file('a')), Buffer.alloc(512), tar(file('b'))]),
      'ARCHIVE_MALFORMED',
    ],
    [
      'with garbage in the place of a header',
      Buffer.concat([tarMember(file('a')), Buffer.alloc(512, 'x'), tar(file('b'))]),
      'ARCHIVE_MALFORMED',
    ],
  ];
  test.each(archives)('%s', async (_, bytes, code) => {
    const error: unknown = await walk({ layers: [fakeLayer(bytes)] }, [textReader]).catch(
      (cause: unknown) => cause,
    );
    expect(error).toMatchObject({ code, facts: { what: 'layer 1' } });
  });

  test('that is cut off anywhere but where a block ends, and some entry is whole', async () => {
    const whole = tar(file('a', 'x'.repeat(700)), file('b', '', { pax: { path: 'long' } }), directory('c'));
    // After a, the extended header, b and c, and in the mark at the end.
    const good = [1536, 2560, 3072, 3584, 4096, 4608];
    const read: number[] = [];
    for (let bytes = 512; bytes <= whole.length; bytes += 256) {
      const layers = [fakeLayer(whole.subarray(0, bytes))];
      const outcome = await walk({ layers }, [textReader]).catch(({ code }: { code: string }) => code);
      if (outcome !== 'ARCHIVE_MALFORMED') read.push(bytes);
    }
    // What is left out of the padding of a content is missed by nobody.
    expect(read).toEqual([1280, 2304, ...good].sort((a, b) => a - b));
  });
});
