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
  tar,
  tarMember,
} from '../../fakes/tar.ts';
import type { Law } from './law.ts';

const long = `${'long/'.repeat(48)}name`;
const folders = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
};

/** Names that are odd, and what they name. */
export const names: readonly Law[] = [
  [
    'a leading slash or dot, two slashes and one behind change no name',
    [[file('./a', '1'), file('/b', '2'), file('//c', '3'), file('.//d', '4'), directory('e//')]],
    ['a = 1', 'b = 2', 'c = 3', 'd = 4', 'e/'],
  ],
  [
    'dots in the middle of a name count by its text alone, whatever links are there',
    [[symlink('l', 'far/away'), file('l/../a', '1'), file('x/./b/../c', '2')]],
    ['a = 1', 'l -> far/away', 'x/', 'x/c = 2'],
  ],
  [
    'an entry without a name, and one of dots, is the root',
    [[directory(''), directory('.'), directory('./'), directory('/'), directory('a/..'), file('b', '1')]],
    ['b = 1'],
  ],
  [
    'a name ends at its first NUL, whatever stands behind it',
    [[file('evil\0.txt', '1'), file('b', '2')]],
    ['b = 2', 'evil = 1'],
  ],
  [
    'names of three and more dots, of blanks and of control characters are names',
    [[file('...', '1'), file(' ', '2'), file('a\nb', '3'), file('\u001b[31m', '4'), file('..a/b..', '5')]],
    ['\u001b[31m = 4', '  = 2', '... = 1', '..a/', '..a/b.. = 5', 'a\nb = 3'],
  ],
  [
    'names that mean something to programs are names',
    [
      [
        file('__proto__/constructor', '1'),
        file('toString', '2'),
        file('-rf', '3'),
        file('a\\b', '4'),
        file('c:', '5'),
      ],
    ],
    ['-rf = 3', '__proto__/', '__proto__/constructor = 1', 'a\\b = 4', 'c: = 5', 'toString = 2'],
  ],
  [
    'a long name is the same name from PAX, from GNU and from the prefix of ustar: the last entry counts',
    [
      Buffer.concat([
        tarMember(file('x', '1', { pax: { path: long } })),
        gnuLong('L', long),
        tarMember(file('x', '2', { magic: gnuMagic })),
        tar(file(long.slice(150), '3', { prefix: long.slice(0, 149) })),
      ]),
    ],
    [...folders(long), `${long} = 3`],
  ],
  [
    'the names of GNU count before those of PAX, and those before the header, in any order',
    [
      Buffer.concat([
        paxHeader('x', { path: 'pax', linkpath: 'pax-target' }),
        gnuLong('L', 'gnu'),
        gnuLong('K', 'gnu-target'),
        tarMember(symlink('header', 'header-target')),
        tar(symlink('header', 'header-target')),
      ]),
    ],
    ['gnu -> gnu-target', 'header -> header-target'],
  ],
  [
    'before ustar a directory was a file with a slash behind its name',
    [[file('d/', '', { flag: '\0', magic: oldMagic }), file('a', '1', { flag: '\0', magic: oldMagic })]],
    ['a = 1', 'd/'],
  ],
];

const inner = tar(file('etc/shadow', 'root::0:0'));

/** Headers that are odd, and what an engine reads in them. */
export const headers: readonly Law[] = [
  [
    'the size in an extended header counts: an archive inside of a file is its content',
    [[file('a.tar', inner, { size: 0, pax: { size: String(inner.length) } }), file('b', '1')]],
    [`a.tar = ${inner.toString('latin1')}`, 'b = 1'],
  ],
  [
    'a size of nothing in an extended header makes entries of what would be content',
    [[file('a', inner, { pax: { size: '0' } })]],
    ['a = ', 'etc/', 'etc/shadow = root::0:0'],
  ],
  [
    'a directory and a link have no content, whatever their size says',
    [[directory('d', { size: 512 }), { ...symlink('l', 'd'), size: 1024 }, file('a', '1')]],
    ['a = 1', 'd/', 'l -> d'],
  ],
  [
    'a global header changes no entry',
    [
      Buffer.concat([
        paxHeader('g', { path: 'everything', size: '0', uid: '7', comment: 'of git archive' }),
        tar(file('a', '1'), file('b', '2')),
      ]),
    ],
    ['a = 1', 'b = 2'],
  ],
  [
    'of a key that is there twice the last counts, of two headers the second, of an empty value nothing',
    [
      Buffer.concat([
        tarMember({
          path: 'x',
          flag: 'x',
          content: Buffer.concat([paxRecord('path', 'a'), paxRecord('path', 'b')]),
        }),
        tarMember(file('x', '1')),
        paxHeader('x', { path: 'c' }),
        paxHeader('x', { path: 'd' }),
        tarMember(file('x', '2')),
        tar(file('e', '3', { pax: { path: '' } })),
      ]),
    ],
    ['b = 1', 'd = 2', 'e = 3'],
  ],
  [
    'keys that nobody knows, attributes and times change nothing',
    [
      [
        file('a', '1', {
          pax: {
            'SCHILY.xattr.user.mime': 'text/plain',
            'LIBARCHIVE.xattr.security.selinux': 'c3lzdGVt',
            'LIBARCHIVE.creationtime': '1',
            'SCHILY.fflags': 'uchg',
            'RHT.security.selinux': 'system_u',
            mtime: '1700000000.123456789',
            comment: 'x'.repeat(100_000),
          },
        }),
      ],
    ],
    ['a = 1'],
  ],
  [
    'a size in base 256 is a size',
    [[file('a', '12345', { size: base256(5n) }), file('b', '1')]],
    ['a = 12345', 'b = 1'],
  ],
  [
    'a sparse file has its holes, in the layer where it stands and above what was there',
    [
      [file('a', 'lower')],
      [
        file('GNUSparseFile.0/a', 'xy', {
          pax: {
            'GNU.sparse.name': 'a',
            'GNU.sparse.size': '6',
            'GNU.sparse.numblocks': '2',
            'GNU.sparse.map': '1,1,4,1',
          },
        }),
        file('b', '1'),
      ],
    ],
    ['a = \0x\0\0y\0', 'b = 1'],
  ],
  [
    'a type that nobody knows is a problem, and what follows its content is shown',
    [[file('s', 'socket', { flag: 's' }), file('v', 'volume', { flag: 'V' }), file('a', '1')]],
    ['a = 1'],
    [
      'layer 1: /s has the type "s", which engines do not unpack',
      'layer 1: /v has the type "V", which engines do not unpack',
    ],
  ],
  ['a contiguous file is a file', [[file('a', '1', { flag: '7' })]], ['a = 1']],
];

/** Where an archive ends. */
export const ends: readonly Law[] = [
  [
    'an archive may be empty: no bytes, or nothing but zeros',
    [Buffer.alloc(0), endOfArchive, Buffer.alloc(10_240)],
    [],
  ],
  [
    'what follows the end of an archive is not looked at',
    [
      Buffer.concat([tar(file('a', '1')), Buffer.from('garbage '.repeat(200))]),
      Buffer.concat([tar(file('b', '2')), tar(file('a', 'other'))]),
    ],
    ['a = 1', 'b = 2'],
  ],
  [
    'the mark at the end may be missing, or be half there, and so may the padding of the last content',
    [
      tarMember(file('a', '1')),
      Buffer.concat([tarMember(file('b', '2')), endOfArchive.subarray(512)]),
      tarMember(file('c', '3')).subarray(0, 513),
    ],
    ['a = 1', 'b = 2', 'c = 3'],
  ],
  [
    'an extended header with no entry after it changes nothing',
    [Buffer.concat([tarMember(file('a', '1')), paxHeader('x', { path: 'b' }), endOfArchive])],
    ['a = 1'],
  ],
  [
    'a long name with no entry after it changes nothing',
    [Buffer.concat([tarMember(file('a', '1')), gnuLong('L', 'b'), endOfArchive]), [hardlink('c', 'a')]],
    ['a = 1', 'c = 1'],
  ],
];
