import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createUntar, maxHoleBytes, maxMetaBytes, maxPathBytes, type TarEntry } from '../../src/io/untar.ts';
import {
  base256,
  directory,
  endOfArchive,
  file,
  gnuLong,
  gnuMagic,
  hardlink,
  oldMagic,
  paxHeader,
  paxRecord,
  symlink,
  type TarMember,
  tar,
  tarMember,
} from '../fakes/tar.ts';

interface Shown extends TarEntry {
  readonly content?: string;
}

/** Everything an archive shows, content included. */
function show(archive: Buffer, size = archive.length || 1): { entries: Shown[]; problems: string[] } {
  const entries: Shown[] = [];
  const problems: string[] = [];
  const untar = createUntar(
    {
      problem: (sentence) => void problems.push(sentence),
      entry(entry) {
        const index = entries.push(entry) - 1;
        if (entry.type !== 'file') return undefined;
        const parts: Buffer[] = [];
        return {
          write: (chunk) => void parts.push(Buffer.from(chunk)),
          end: () => {
            entries[index] = { ...entry, content: Buffer.concat(parts).toString('latin1') };
          },
        };
      },
    },
    'layer 1',
  );
  for (let at = 0; at < archive.length; at += size) untar.write(archive.subarray(at, at + size));
  untar.end();
  return { entries, problems };
}

const paths = (archive: Buffer): string[] => show(archive).entries.map(({ path }) => path);
const only = (...members: readonly TarMember[]): Shown | undefined => show(tar(...members)).entries[0];

describe('kinds of entries', () => {
  const plain = { mode: 0o644, uid: 0, gid: 0, size: 0 };
  const kinds: readonly (readonly [name: string, member: TarMember, wanted: object])[] = [
    ['a file', file('a', 'text'), { ...plain, path: 'a', type: 'file', size: 4, content: 'text' }],
    [
      'a contiguous file',
      file('a', 'text', { flag: '7' }),
      { ...plain, path: 'a', type: 'file', size: 4, content: 'text' },
    ],
    [
      'a file before ustar',
      file('a', 'x', { flag: '\0', magic: oldMagic }),
      { ...plain, path: 'a', type: 'file', size: 1, content: 'x' },
    ],
    [
      'a directory before ustar',
      file('a/', '', { flag: '\0', magic: oldMagic }),
      { ...plain, path: 'a', type: 'directory' },
    ],
    ['a directory', directory('a/'), { ...plain, path: 'a', type: 'directory', mode: 0o755 }],
    [
      'a symbolic link',
      symlink('a', '../b'),
      { ...plain, path: 'a', type: 'symlink', mode: 0o777, link: '../b' },
    ],
    ['a hard link', hardlink('a', './b/../c'), { ...plain, path: 'a', type: 'hardlink', link: 'c' }],
    ['a character device', { path: 'a', flag: '3' }, { ...plain, path: 'a', type: 'character-device' }],
    ['a block device', { path: 'a', flag: '4' }, { ...plain, path: 'a', type: 'block-device' }],
    ['a pipe', { path: 'a', flag: '6' }, { ...plain, path: 'a', type: 'fifo' }],
  ];
  test.each(kinds)('%s is shown as one', (_, member, wanted) => {
    expect(only(member)).toEqual(wanted);
  });

  test('owner and permission bits come from the header, file type bits are left out', () => {
    expect(only(file('a', '', { mode: 0o104755, uid: 1000, gid: 100 }))).toMatchObject({
      mode: 0o4755,
      uid: 1000,
      gid: 100,
    });
  });

  const headerOnly = ['1', '2', '3', '4', '5', '6'];
  test.each(headerOnly)('type %s has no content, whatever its size says', (flag) => {
    expect(paths(tar({ path: 'a', flag, size: 512 }, file('b')))).toEqual(['a', 'b']);
  });

  test('a type that engines do not unpack is a problem, and its content is left out', () => {
    const { entries, problems } = show(tar(file('a', 'volume', { flag: 'V' }), file('b')));
    expect(entries.map(({ path }) => path)).toEqual(['b']);
    expect(problems).toEqual(['/a has the type "V", which engines do not unpack']);
  });
});

describe('names', () => {
  const clean: readonly (readonly [written: string, path: string])[] = [
    ['a', 'a'],
    ['./a', 'a'],
    ['/a', 'a'],
    ['//a', 'a'],
    ['.//a', 'a'],
    ['a/b/', 'a/b'],
    ['a//b', 'a/b'],
    ['a/./b', 'a/b'],
    ['a/../b', 'b'],
    ['a/b/../../c', 'c'],
    ['.', ''],
    ['./', ''],
    ['/', ''],
    ['', ''],
    ['a/..', ''],
    ['...', '...'],
    ['..a/.b', '..a/.b'],
    ['a\\b', 'a\\b'],
    [' a ', ' a '],
  ];
  test.each(clean)('%j is %j seen from the root', (written, path) => {
    expect(only(directory(written))?.path).toBe(path);
  });

  const escaping = ['..', '../a', '/../a', './../a', 'a/../../b', 'a/b/../../../c', '../../../../etc/passwd'];
  test.each(escaping)('%j leaves the root, and the archive is refused by that name', (written) => {
    expect(() => show(tar(file(written)))).toThrow(
      expect.objectContaining({ code: 'ARCHIVE_ESCAPES', facts: { what: 'layer 1', path: written } }),
    );
  });

  test('a hard link to what leaves the root is refused; a symbolic link may say what it likes', () => {
    expect(() => show(tar(hardlink('a', '../../etc/shadow')))).toThrow(
      expect.objectContaining({ code: 'ARCHIVE_ESCAPES' }),
    );
    expect(only(symlink('a', '../../etc/shadow'))?.link).toBe('../../etc/shadow');
  });

  test('the prefix of ustar stands before the name', () => {
    expect(only(file('name', '', { prefix: 'far/away' }))?.path).toBe('far/away/name');
  });

  test('the prefix of star is shorter', () => {
    const star = (header: Buffer): void => void header.write('tar\0', 508, 'latin1');
    const member = file('name', '', { prefix: `${'p'.repeat(131)}1234`, patch: star });
    expect(only(member)?.path).toBe(`${'p'.repeat(131)}/name`);
  });

  test('GNU has no prefix, but what is no time in its place is one, as old Go wrote it', () => {
    const times = '00000000000\x0000000000000\0';
    expect(only(file('name', '', { magic: gnuMagic, prefix: times }))?.path).toBe('name');
    expect(only(file('name', '', { magic: gnuMagic, prefix: 'far/away' }))?.path).toBe('far/away/name');
  });

  test('names that are not UTF-8 stay apart from each other and from what they look like', () => {
    const names = ['61ff', '61fe', '61c3bf', '61efbfbd', '615c786666', '61eda080', 'c3', 'efbbbf61', '61'];
    const archive = tar(...names.map((hex) => file('', '', { path: Buffer.from(hex, 'hex') })));
    expect(paths(archive)).toEqual([
      'a\udcff',
      'a\udcfe',
      'aÿ',
      'a\ufffd',
      'a\\xff',
      'a\udced\udca0\udc80',
      '\udcc3',
      '\ufeffa',
      'a',
    ]);
    expect(new Set(paths(archive).map((path) => JSON.stringify(path))).size).toBe(names.length);
  });

  test('different bytes never give the same name', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 20, min: 1 }).map((name) => Buffer.from(name));
    const apart = bytes.filter(
      (name) => !name.includes('/') && !name.equals(Buffer.from('.')) && !name.equals(Buffer.from('..')),
    );
    fc.assert(
      fc.property(apart, apart, (a, b) => {
        const [first, second] = paths(tar(file('', '', { path: a }), file('', '', { path: b })));
        expect(first === second).toBe(a.equals(b));
      }),
    );
  });

  test('a path of PATH_MAX bytes is read, one byte more is refused', () => {
    const long = `${'d/'.repeat(maxPathBytes / 2 - 1)}ff`;
    expect(only({ ...file('x'), pax: { path: long } })?.path).toBe(long);
    expect(() => show(tar({ ...file('x'), pax: { path: `${long}f` } }))).toThrow('longer than 4096 bytes');
    expect(() => show(tar({ ...symlink('x', 'y'), pax: { linkpath: `${long}f` } }))).toThrow(
      'longer than 4096 bytes',
    );
  });
});

describe('extended headers', () => {
  test('PAX records replace path, link, owner and size', () => {
    const pax = { path: 'näher/dran', uid: '3000000000', gid: '70000', size: '5' };
    expect(only(file('x', 'hello', { size: 0, pax }))).toEqual({
      path: 'näher/dran',
      type: 'file',
      mode: 0o644,
      uid: 3_000_000_000,
      gid: 70_000,
      size: 5,
      content: 'hello',
    });
    expect(only({ ...symlink('x', 'y'), pax: { linkpath: 'z'.repeat(300) } })?.link).toBe('z'.repeat(300));
  });

  test('the capability attribute comes as bytes', () => {
    const value = Buffer.from('0100000200040000000000000000000000000000', 'hex');
    const shown = only({ ...file('ping'), pax: { 'SCHILY.xattr.security.capability': value } });
    expect(Buffer.from(shown?.capabilities ?? []).equals(value)).toBe(true);
  });

  test('a record counts for the next entry only, an empty one for none', () => {
    const archive = tar(
      file('a', '', { pax: { path: 'b' } }),
      file('c'),
      file('d', '', { pax: { path: '' } }),
    );
    expect(paths(archive)).toEqual(['b', 'c', 'd']);
  });

  test('of a repeated record the last counts, of repeated headers the last', () => {
    const twice = Buffer.concat([paxRecord('path', 'first'), paxRecord('path', 'second')]);
    expect(paths(tar({ path: 'x', flag: 'x', content: twice }, file('a')))).toEqual(['second']);
    const archive = Buffer.concat([
      paxHeader('x', { path: 'first', uid: '7' }),
      paxHeader('x', { path: 'second' }),
      tar(file('a')),
    ]);
    expect(show(archive).entries[0]).toMatchObject({ path: 'second', uid: 0 });
  });

  test('a global header changes nothing, and ends what was said about the next entry, as for engines', () => {
    const global = paxHeader('g', { path: 'everything', uid: '99' });
    expect(paths(Buffer.concat([global, tar(file('a'))]))).toEqual(['a']);
    const cut = Buffer.concat([paxHeader('x', { path: 'b' }), global, tar(file('a'))]);
    expect(paths(cut)).toEqual(['a']);
  });

  test("GNU's long names and links count before PAX and the header", () => {
    const name = 'n'.repeat(200);
    const archive = Buffer.concat([
      gnuLong('L', name),
      gnuLong('K', 'target'),
      tar({ ...symlink('short', 'link'), pax: { path: 'pax', linkpath: 'pax' } }),
    ]);
    expect(show(archive).entries[0]).toMatchObject({ path: name, link: 'target' });
    expect(paths(Buffer.concat([gnuLong('L', ''), tar(file('a'))]))).toEqual(['a']);
  });

  test('a size of 8 GiB and more is read in base 256', () => {
    const entries: TarEntry[] = [];
    const untar = createUntar({ problem() {}, entry: (entry) => void entries.push(entry) }, 'layer 1');
    untar.write(tarMember(file('big', '', { size: base256(9n * 1024n ** 3n) })));
    expect(entries[0]?.size).toBe(9 * 1024 ** 3);
    expect(untar.skip()).toBe(9 * 1024 ** 3);
  });

  test('an attribute that steers overlay file systems is a problem', () => {
    const pax = { 'SCHILY.xattr.trusted.overlay.redirect': '/elsewhere' };
    expect(show(tar({ ...directory('a'), pax })).problems).toEqual([
      '/a has the attribute trusted.overlay.redirect, with which an engine may show other files',
    ]);
  });

  const records: readonly (readonly [name: string, content: Buffer | string])[] = [
    ['no length', 'path=a\n'],
    ['a length that is none', 'x path=a\n'],
    ['a length with a sign', '+10 path=a\n'],
    ['a length of nothing', '0 path=a\n'],
    ['a length that is too long', '11 path=a\n'],
    ['a length that is too short', '8 path=a\n'],
    ['a length that is huge', '99999999999999999999 path=a\n'],
    ['no equals sign', '6 abc\n'],
    ['no key', '5 =a\n'],
    ['no end of line', '9 path=ab'],
    ['something after the last record', Buffer.concat([paxRecord('path', 'a'), Buffer.from('x')])],
    ['a path with NUL', paxRecord('path', 'a\0b')],
    ['a link with NUL', paxRecord('linkpath', 'a\0b')],
    ['a key with NUL', paxRecord('co\0mment', 'a')],
  ];
  test.each(records)('a record with %s is refused', (_, content) => {
    expect(() => show(tar({ path: 'x', flag: 'x', content }, file('a')))).toThrow(
      expect.objectContaining({ code: 'ARCHIVE_MALFORMED' }),
    );
  });

  const numbers = [' 1', '1.5', '0x10', '1e3', '99999999999999999', 'ten'];
  test.each(numbers)('the size %j is no number', (size) => {
    expect(() => show(tar(file('a', '', { pax: { size } })))).toThrow('a size that is no number');
  });

  test('a negative size is refused', () => {
    expect(() => show(tar(file('a', '', { pax: { size: '-1' } })))).toThrow('a negative size');
    expect(() => show(tar(file('a', '', { size: Buffer.alloc(12, 0xff) })))).toThrow('a negative size');
  });

  test('a name with something behind a NUL is refused', () => {
    expect(() => show(Buffer.concat([gnuLong('L', 'a\0b'), tar(file('x'))]))).toThrow('NUL');
  });

  const meta = ['x', 'g', 'L', 'K'];
  test.each(meta)('an extended header %s over the limit is refused before it is read', (flag) => {
    const header = tarMember({ path: 'x', flag, size: maxMetaBytes + 1 });
    expect(() => show(header)).toThrow('too large');
  });
});

describe('sparse files', () => {
  // Data at 512 (four bytes) and at 2000 (two): 3000 bytes in all.
  const stored = 'datada';
  const wanted = `${'\0'.repeat(512)}data${'\0'.repeat(1484)}da${'\0'.repeat(998)}`;
  const digits = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`;
  const oldSparse = (header: Buffer): void => {
    header.write(`${digits(512)}${digits(4)}${digits(2000)}${digits(2)}`, 386, 'latin1');
    header.write(digits(3000), 483, 'latin1');
  };
  const map10 = Buffer.alloc(512);
  map10.write('2\n512\n4\n2000\n2\n');

  const formats: readonly (readonly [name: string, member: TarMember])[] = [
    ['old GNU', file('a', stored, { flag: 'S', magic: gnuMagic, patch: oldSparse })],
    [
      'PAX 0.0',
      {
        path: 'a',
        flag: 'x',
        content: Buffer.concat(
          (
            [
              ['GNU.sparse.size', '3000'],
              ['GNU.sparse.numblocks', '2'],
              ['GNU.sparse.offset', '512'],
              ['GNU.sparse.numbytes', '4'],
              ['GNU.sparse.offset', '2000'],
              ['GNU.sparse.numbytes', '2'],
            ] as const
          ).map(([key, value]) => paxRecord(key, value)),
        ),
      },
    ],
    [
      'PAX 0.1',
      file('GNUSparseFile.0/a', stored, {
        pax: {
          'GNU.sparse.name': 'a',
          'GNU.sparse.size': '3000',
          'GNU.sparse.numblocks': '2',
          'GNU.sparse.map': '512,4,2000,2',
        },
      }),
    ],
    [
      'PAX 1.0',
      file('GNUSparseFile.0/a', Buffer.concat([map10, Buffer.from(stored)]), {
        pax: {
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.name': 'a',
          'GNU.sparse.realsize': '3000',
        },
      }),
    ],
  ];
  test.each(formats)('%s is read with its holes filled', (_, member) => {
    const archive = Buffer.concat([
      tarMember(member),
      ...(member.flag === 'x' ? [tarMember(file('a', stored))] : []),
      tar(file('b', 'next')),
    ]);
    for (const size of [1, 511, 4096]) {
      expect(show(archive, size).entries).toMatchObject([
        { path: 'a', type: 'file', size: 3000, content: wanted },
        { path: 'b', content: 'next' },
      ]);
    }
  });

  test('the map of an old GNU file goes on in extension blocks', () => {
    const extension = Buffer.alloc(512);
    extension.write(`${digits(40)}${digits(1)}`, 0, 'latin1');
    const patch = (header: Buffer): void => {
      for (let index = 0; index < 4; index += 1)
        header.write(`${digits(10 * index)}${digits(1)}`, 386 + 24 * index, 'latin1');
      header[482] = 1;
      header.write(digits(41), 483, 'latin1');
    };
    const header = tarMember(file('a', '', { flag: 'S', magic: gnuMagic, size: 5, patch }));
    const content = Buffer.alloc(512);
    content.write('ABCDE');
    const archive = Buffer.concat([header, extension, content, tar(file('b'))]);
    const gap = '\0'.repeat(9);
    expect(show(archive).entries).toMatchObject([
      { path: 'a', size: 41, content: `A${gap}B${gap}C${gap}D${gap}E` },
      { path: 'b' },
    ]);
  });

  const sparse = (map: string, size = '3000', numblocks = String(map.split(',').length / 2)): TarMember =>
    file('a', stored, {
      pax: { 'GNU.sparse.size': size, 'GNU.sparse.numblocks': numblocks, 'GNU.sparse.map': map },
    });
  const broken: readonly (readonly [name: string, member: TarMember])[] = [
    ['fragments that overlap', sparse('0,4,2,2')],
    ['fragments in the wrong order', sparse('2000,4,512,2')],
    ['a fragment past the end', sparse('512,4,2999,2')],
    ['a negative fragment', sparse('512,-4,2000,10')],
    ['less data than the map says', sparse('512,4,2000,3')],
    ['more data than the map says', sparse('512,4,2000,1')],
    ['an odd number of numbers', sparse('512,4,2000', '3000', '2')],
    ['another count than the map has', sparse('512,4,2000,2', '3000', '1')],
    ['a map that is no numbers', sparse('a,b')],
    ['a negative size', sparse('512,4,2000,2', '-1')],
    [
      'a map in text that does not end',
      file('a', 'x'.repeat(600), { pax: { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' } }),
    ],
    [
      'a map in text without data',
      file('a', '', { pax: { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' } }),
    ],
    ['the old map in a header that is not GNU', file('a', stored, { flag: 'S', patch: oldSparse })],
    [
      'a map on a directory',
      { ...directory('a'), pax: { 'GNU.sparse.map': '0,0', 'GNU.sparse.numblocks': '1' } },
    ],
  ];
  test.each(broken)('%s is refused', (_, member) => {
    expect(() => show(tar(member, file('b')))).toThrow(
      expect.objectContaining({ code: 'ARCHIVE_MALFORMED' }),
    );
  });

  test('a file with more holes than anybody reads is a problem, and the rest is shown', () => {
    const { entries, problems } = show(tar(sparse('0,6', String(maxHoleBytes + 7)), file('b', 'next')));
    expect(problems).toEqual([`/a is a sparse file of ${maxHoleBytes + 7} bytes, too large to be read`]);
    expect(entries).toMatchObject([
      { path: 'a', size: maxHoleBytes + 7 },
      { path: 'b', content: 'next' },
    ]);
  });

  test('an unknown version of the format is read as it is stored', () => {
    const pax = { 'GNU.sparse.major': '2', 'GNU.sparse.minor': '0' };
    expect(only(file('a', stored, { pax }))?.content).toBe(stored);
  });
});

test('an archive may have only so many headers', () => {
  const untar = createUntar({ problem() {}, entry: () => undefined }, 'layer 1', { entries: 3 });
  const archive = tar(file('a', '', { pax: { path: 'b' } }), file('c'), file('d'));
  expect(() => untar.write(archive)).toThrow(
    expect.objectContaining({ code: 'TOO_MANY', facts: { what: 'layer 1', max: 3, things: 'entries' } }),
  );
});

describe('the end of an archive', () => {
  test('nothing at all is an empty archive', () => {
    expect(show(Buffer.alloc(0)).entries).toEqual([]);
  });

  test('entries after two blocks of zeros do not count, as for engines', () => {
    expect(paths(Buffer.concat([tar(file('a')), tar(file('b'))]))).toEqual(['a']);
    expect(paths(Buffer.concat([tar(file('a')), Buffer.from('any trailing bytes')]))).toEqual(['a']);
  });

  test('one block of zeros, then a header, is refused', () => {
    const archive = Buffer.concat([tarMember(file('a')), Buffer.alloc(512), tar(file('b'))]);
    expect(() => show(archive)).toThrow('one block of zeros');
  });

  const whole: readonly (readonly [name: string, archive: Buffer])[] = [
    ['no end marker', tarMember(file('a', 'x'))],
    ['half an end marker', Buffer.concat([tarMember(file('a', 'x')), endOfArchive.subarray(512)])],
    ['no padding after the last content', tarMember(file('a', 'x')).subarray(0, 513)],
  ];
  test.each(whole)('%s is enough, as for engines', (_, archive) => {
    expect(paths(archive)).toEqual(['a']);
  });

  const archive = tarMember(file('a', 'x'.repeat(600), { pax: { path: 'long' } }));
  const cuts = [1, 511, 513, 1024 + 100, 1024 + 512 + 1, 1024 + 512 + 599];
  test.each(cuts)('an archive cut off after %i bytes is refused', (bytes) => {
    expect(() => show(archive.subarray(0, bytes))).toThrow(
      expect.objectContaining({ code: 'ARCHIVE_MALFORMED', message: expect.stringContaining('cut off') }),
    );
  });

  test('content that nobody wants must be there too', () => {
    const untar = createUntar({ problem() {}, entry: () => undefined }, 'layer 1');
    untar.write(tarMember(file('a', '', { size: 1 })));
    expect(() => untar.end()).toThrow('cut off');
  });
});

describe('headers', () => {
  test('a wrong checksum is refused, with where it stands', () => {
    const archive = tar(file('a'), file('b'));
    archive[512] = 0x63;
    expect(() => show(archive)).toThrow(
      'layer 1 is not an archive that can be unpacked: a header has a wrong checksum, 1024 bytes in',
    );
  });

  test('a checksum over signed bytes is one too', () => {
    const archive = tar(file('', '', { path: Buffer.from([0xe9, 0xe8]) }));
    const sum = archive
      .subarray(0, 512)
      .reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : (byte << 24) >> 24), 0);
    archive.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect(show(archive).entries).toHaveLength(1);
  });

  const numbers = ['9', '12x', '-1', '1 2', '0x1'];
  test.each(numbers)('%j is not an octal number', (text) => {
    expect(() => show(tar(file('a', '', { size: Buffer.from(text.padEnd(12, '\0')) })))).toThrow('no');
  });

  test('a size past 2^53 is refused', () => {
    expect(() => show(tar(file('a', '', { size: base256(2n ** 53n) })))).toThrow('too large');
  });

  test('text that is no archive is refused', () => {
    expect(() => show(Buffer.from('not a tar archive, '.repeat(100)))).toThrow('wrong checksum');
  });
});

describe('skipping', () => {
  test('what nobody wants can be left out, and positions still count it', () => {
    const members = [file('a', 'x'.repeat(5000)), directory('d'), file('b', 'y'.repeat(700)), file('c')];
    const archive = tar(...members);
    const offsets: [string, number][] = [];
    const untar = createUntar(
      {
        problem() {},
        entry(entry) {
          offsets.push([entry.path, untar.position()]);
          return undefined;
        },
      },
      'layer 1',
    );
    for (let at = 0; at < archive.length; at += untar.skip()) {
      untar.write(archive.subarray(at, at + 512));
      at += 512;
    }
    untar.end();
    const contentAt = (text: string): number => archive.indexOf(text);
    expect(offsets).toEqual([
      ['a', contentAt('xxx')],
      ['d', contentAt('yyy') - 512],
      ['b', contentAt('yyy')],
      ['c', contentAt('yyy') + 1024 + 512],
    ]);
  });
});

describe('any archive', () => {
  const name = fc.string({
    unit: fc.constantFrom('a', 'b', 'ü', '/', '.', ' '),
    minLength: 1,
    maxLength: 30,
  });
  const safe = name.map((text) => `r/${text.replaceAll('..', '.')}`);
  const member: fc.Arbitrary<TarMember> = fc.oneof(
    fc.record({ path: safe, content: fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)) }),
    safe.map((path) => directory(path)),
    fc.tuple(safe, safe).map(([path, link]) => symlink(path, link)),
    fc
      .tuple(safe, safe)
      .map(([path, link]) => ({ ...hardlink(path, link), pax: { path: `${path}/long`, mtime: '1.5' } })),
  );
  const members = fc.array(member, { maxLength: 12 });

  test('gives the same entries however it is cut into chunks', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 1600 }), (list, size) => {
        const archive = tar(...list);
        expect(show(archive, size)).toEqual(show(archive));
      }),
    );
  });

  test('gives back the content that was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 8 }), (contents) => {
        const archive = tar(...contents.map((bytes, index) => file(`f${index}`, Buffer.from(bytes))));
        const hashes = show(archive).entries.map(({ content }) =>
          createHash('sha256')
            .update(content ?? '', 'latin1')
            .digest('hex'),
        );
        expect(hashes).toEqual(contents.map((bytes) => createHash('sha256').update(bytes).digest('hex')));
      }),
    );
  });

  test('with any bytes changed ends in entries or in a fault, and never hangs', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        members,
        fc.array(change, { maxLength: 6 }),
        fc.integer({ min: 1, max: 700 }),
        (list, changes, size) => {
          const archive = tar(...list);
          for (const [at, byte] of changes) archive[at % archive.length] = byte;
          let code: unknown;
          try {
            show(archive, size);
          } catch (error) {
            code = (error as { code?: unknown }).code;
            expect(['ARCHIVE_MALFORMED', 'ARCHIVE_ESCAPES']).toContain(code);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of random bytes is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 3000 }), (bytes) => {
        fc.pre(bytes.some((byte) => byte !== 0));
        expect(() => show(Buffer.from(bytes))).toThrow(
          expect.objectContaining({ code: 'ARCHIVE_MALFORMED' }),
        );
      }),
    );
  });
});
