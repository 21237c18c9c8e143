import { device, directory, file, hardlink, symlink } from '../../fakes/tar.ts';
import type { Law } from './law.ts';

/** One path in two layers. */
export const acrossLayers: readonly Law[] = [
  ['a file replaces a file', [[file('a', '0')], [file('a', '1')]], ['a = 1']],
  [
    'a directory on a directory is both together',
    [[file('d/a', '0')], [directory('d'), file('d/b', '1')]],
    ['d/', 'd/a = 0', 'd/b = 1'],
  ],
  ['a file replaces a directory and what is in it', [[file('d/a/b', '0')], [file('d', '1')]], ['d = 1']],
  [
    'a symbolic link replaces a directory and what is in it',
    [[file('d/a', '0')], [symlink('d', 'e')]],
    ['d -> e'],
  ],
  ['a directory replaces a file', [[file('d', '0')], [file('d/a', '1')]], ['d/', 'd/a = 1']],
  [
    'a directory replaces a symbolic link and leaves its target alone',
    [[symlink('lib', 'usr/lib'), file('usr/lib/a', '0')], [file('lib/b', '1')]],
    ['lib/', 'lib/b = 1', 'usr/', 'usr/lib/', 'usr/lib/a = 0'],
  ],
  [
    'a directory that was replaced comes back empty',
    [[file('d/a', '0')], [file('d', '1')], [directory('d')]],
    ['d/'],
  ],
  ['a device replaces a file', [[file('a', '0')], [device('a', 1, 3)]], ['a (character-device)']],
  [
    'pipes and block devices are shown',
    [
      [
        { path: 'p', flag: '6' },
        { path: 'b', flag: '4' },
      ],
    ],
    ['b (block-device)', 'p (fifo)'],
  ],
  [
    'a symbolic link in the place of a directory leaves nothing of it, although no whiteout says so',
    [[file('opt/app/node_modules/x/package.json', '{}')], [file('srv/y', '1'), symlink('opt/app', '/srv')]],
    ['opt/', 'opt/app -> /srv', 'srv/', 'srv/y = 1'],
  ],
  [
    'a hard link, a device and a pipe in the place of a directory leave nothing of it',
    [
      [file('d/a', '0'), file('e/a', '0'), file('f/a', '0'), file('z', '0')],
      [file('y', '1'), hardlink('d', 'y'), device('e', 1, 3), { path: 'f', flag: '6' }],
    ],
    ['d = 1', 'e (character-device)', 'f (fifo)', 'y = 1', 'z = 0'],
  ],
  [
    'a directory in the place of a link has nothing of what the link led to',
    [[symlink('d', 'e'), file('e/a', '0')], [directory('d')], [file('d/b', '2')]],
    ['d/', 'd/b = 2', 'e/', 'e/a = 0'],
  ],
  [
    'a directory in the place of a pipe holds what its layer puts below it',
    [[{ path: 'd', flag: '6' }], [file('d/e/a', '1')]],
    ['d/', 'd/e/', 'd/e/a = 1'],
  ],
  [
    'a path changes its type as often as there are layers',
    [
      [file('a/b/c', '0')],
      [file('a/b', '1')],
      [file('a/b/c', '2')],
      [symlink('a/b', 'x')],
      [directory('a/b')],
      [file('a', '5')],
      [file('a/z', '6')],
    ],
    ['a/', 'a/z = 6'],
  ],
  [
    'a link in the place of a link leads where the higher layer says',
    [[symlink('l', 'a'), file('a', '0'), file('b', '0')], [symlink('l', 'b')]],
    ['a = 0', 'b = 0', 'l -> b'],
  ],
  [
    'a file in the place of a link does not write through it',
    [[symlink('l', 'a'), file('a', '0')], [file('l', '1')]],
    ['a = 0', 'l = 1'],
  ],
  [
    'a file in the place of one of two hard links leaves the other as it was',
    [[file('a', '0'), hardlink('b', 'a')], [file('a', '1')]],
    ['a = 1', 'b = 0'],
  ],
  [
    'names that differ in case, in the form of Unicode or in bytes that are no text are different files',
    [
      [file('Readme', '0'), file('é', '0'), { path: Buffer.from('61ff', 'hex'), content: '0' }],
      [file('README', '1'), file('e\u0301', '1'), { path: Buffer.from('61fe', 'hex'), content: '1' }],
    ],
    ['README = 1', 'Readme = 0', 'a\udcfe = 1', 'a\udcff = 0', 'e\u0301 = 1', 'é = 0'],
  ],
];

/** One path twice in one layer: the last entry counts. */
export const inOneLayer: readonly Law[] = [
  ['the last file counts', [[file('a', 'first'), file('a', 'second')]], ['a = second']],
  ['the last entry counts, whatever its type', [[file('a', 'first'), symlink('a', 'b')]], ['a -> b']],
  [
    'a file in the place of a directory takes what was in it away',
    [[file('d/a', '0'), file('d', '1')]],
    ['d = 1'],
  ],
  [
    'a directory after a directory keeps what is in it',
    [[file('d/a', '0'), directory('d')]],
    ['d/', 'd/a = 0'],
  ],
  [
    'a directory in the place of a link is a new one',
    [[symlink('d', 'e'), file('e/a', '0'), directory('d')]],
    ['d/', 'e/', 'e/a = 0'],
  ],
  [
    'the last entry counts however its path is written',
    [
      [
        file('d/a', '1'),
        file('./d/a', '2'),
        file('/d/a', '3'),
        file('//d//a', '4'),
        file('d/./a', '5'),
        file('d/x/../a', '6'),
      ],
    ],
    ['d/', 'd/a = 6'],
  ],
  ['a file with a slash behind its name is that file', [[file('a', '1'), file('a/', '2')]], ['a = 2']],
  [
    'a symbolic link after a directory takes what was in it away, and what comes later lands where it leads',
    [[file('d/a', '0'), directory('e'), symlink('d', 'e'), file('d/b', '1')]],
    ['d -> e', 'e/', 'e/b = 1'],
  ],
  [
    'a file, then a directory, then what is in it',
    [[file('d', '0'), directory('d'), file('d/a', '1')]],
    ['d/', 'd/a = 1'],
  ],
  ['a pipe, then a file of the same name', [[{ path: 'a', flag: '6' }, file('a', '1')]], ['a = 1']],
  [
    'a hard link in the place of a directory takes what was in it away',
    [[file('a', '0'), file('d/x', '0'), hardlink('d', 'a')]],
    ['a = 0', 'd = 0'],
  ],
  ['a file in the place of a link to itself is a file', [[symlink('a', 'a'), file('a', '1')]], ['a = 1']],
];
