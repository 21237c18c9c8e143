import { directory, file, hardlink, symlink } from '../../fakes/tar.ts';
import type { Law } from './law.ts';

const missing = (path: string, target: string): string =>
  `layer 1: /${path} is a hard link to /${target}, which is not there`;

/** Symbolic links inside of one layer. */
export const linkedFolders: readonly Law[] = [
  [
    'an entry below a link that the layer made lands where the link leads',
    [[symlink('lib', 'usr/lib'), directory('usr/lib'), file('lib/a', '0')]],
    ['lib -> usr/lib', 'usr/', 'usr/lib/', 'usr/lib/a = 0'],
  ],
  [
    'a link to nothing gets its directory when something is put below it',
    [[symlink('d', 'e/f'), file('d/a', '0')]],
    ['d -> e/f', 'e/', 'e/f/', 'e/f/a = 0'],
  ],
  [
    'an absolute link stays inside the root',
    [[symlink('d', '/e'), file('d/a', '0')]],
    ['d -> /e', 'e/', 'e/a = 0'],
  ],
  [
    'a link that climbs out of the root stays inside it',
    [[symlink('d', '../../../../e'), file('d/a', '0')]],
    ['d -> ../../../../e', 'e/', 'e/a = 0'],
  ],
  [
    'a link made after the entry does not move it',
    [[file('d/a', '0'), symlink('d/l', 'x')]],
    ['d/', 'd/a = 0', 'd/l -> x'],
  ],
  [
    'a whiteout below a link counts where the link leads',
    [[file('e/a', '0')], [symlink('d', 'e'), directory('e'), file('d/.wh.a')]],
    ['d -> e', 'e/'],
  ],
  [
    'a link of a lower layer is not followed: the layer is unpacked on its own',
    [[symlink('d', 'e'), file('e/a', '0')], [file('d/b', '1')]],
    ['d/', 'd/b = 1', 'e/', 'e/a = 0'],
  ],
  [
    'links that lead in a circle are shown as they are',
    [[symlink('a', 'b'), symlink('b', 'c'), symlink('c', 'a'), symlink('s', 's')]],
    ['a -> b', 'b -> c', 'c -> a', 's -> s'],
  ],
  [
    'a link may lead out of the root, to what is nowhere, and to text of any kind',
    [
      [
        symlink('a', '../../../../etc/shadow'),
        symlink('b', '/proc/self/root/etc'),
        symlink('c', 'no where\n\u001b[31m'),
        symlink('d', './x/../y//z/'),
      ],
    ],
    [
      'a -> ../../../../etc/shadow',
      'b -> /proc/self/root/etc',
      'c -> no where\n\u001b[31m',
      'd -> ./x/../y//z/',
    ],
  ],
  [
    'an entry below a link to the root lands in the root',
    [[symlink('d', '/'), file('d/a', '0'), symlink('e', '..'), file('e/b', '0')]],
    ['a = 0', 'b = 0', 'd -> /', 'e -> ..'],
  ],
  [
    'an entry below a link in a link in a link lands where they lead together',
    [[symlink('a', 'b/c'), symlink('b', '/x'), directory('x/y'), symlink('x/c', '../x/y'), file('a/f', '0')]],
    ['a -> b/c', 'b -> /x', 'x/', 'x/c -> ../x/y', 'x/y/', 'x/y/f = 0'],
  ],
  [
    'a directory entry for a link that the layer made is a directory, not what the link leads to',
    [[directory('e'), symlink('d', 'e'), directory('d', { mode: 0o700 }), file('d/a', '0')]],
    ['d/', 'd/a = 0', 'e/'],
  ],
  [
    'the dots in the target of a link count from where it really is',
    [[directory('a/b'), symlink('l', 'a/b'), symlink('m', 'l/..'), file('m/f', '0')]],
    ['a/', 'a/b/', 'a/f = 0', 'l -> a/b', 'm -> l/..'],
  ],
];

export const hardLinks: readonly Law[] = [
  ['a hard link has the content of its target', [[file('a', '0'), hardlink('b', 'a')]], ['a = 0', 'b = 0']],
  [
    'a hard link keeps the content that its target had at that moment',
    [[file('a', 'first'), hardlink('b', 'a'), file('a', 'second')]],
    ['a = second', 'b = first'],
  ],
  [
    'a hard link outlives its target in a higher layer',
    [[file('a', '0'), hardlink('b', 'a')], [file('.wh.a')]],
    ['b = 0'],
  ],
  [
    'a hard link to a hard link is one to the same file',
    [[file('a', '0'), hardlink('b', 'a'), hardlink('c', 'b')]],
    ['a = 0', 'b = 0', 'c = 0'],
  ],
  [
    'a hard link to a symbolic link is that link',
    [[symlink('l', 'x'), hardlink('m', 'l')]],
    ['l -> x', 'm -> x'],
  ],
  [
    'a hard link below a link finds its target through it',
    [[symlink('lib', 'usr/lib'), file('usr/lib/a', '0'), hardlink('b', 'lib/a')]],
    ['b = 0', 'lib -> usr/lib', 'usr/', 'usr/lib/', 'usr/lib/a = 0'],
  ],
  ['a hard link may lead to a lower layer', [[file('a', '0')], [hardlink('b', 'a')]], ['a = 0', 'b = 0']],
  [
    'a hard link to a lower layer keeps what its own layer then covers or hides',
    [
      [file('a', '0'), file('c', '0')],
      [hardlink('b', 'a'), file('a', '1'), hardlink('d', 'c'), file('.wh.c')],
    ],
    ['a = 1', 'b = 0', 'd = 0'],
  ],
  [
    'a hard link below a directory that is only implied makes it',
    [[file('a', '0'), hardlink('d/e/b', 'a')]],
    ['a = 0', 'd/', 'd/e/', 'd/e/b = 0'],
  ],
  [
    'the target of a hard link counts from the root, however it is written',
    [[file('d/a', '0'), hardlink('d/b', '/d/a'), hardlink('d/c', './d//a'), hardlink('d/e', 'x/../d/a')]],
    ['d/', 'd/a = 0', 'd/b = 0', 'd/c = 0', 'd/e = 0'],
  ],
  [
    'a hard link through a link that leaves the root stays inside of it',
    [[directory('etc'), file('etc/a', '0'), symlink('up', '../../etc'), hardlink('b', 'up/a')]],
    ['b = 0', 'etc/', 'etc/a = 0', 'up -> ../../etc'],
  ],
  [
    'a hard link to a pipe is that pipe',
    [[{ path: 'p', flag: '6' }, hardlink('q', 'p')]],
    ['p (fifo)', 'q (fifo)'],
  ],
  [
    'a hard link says nothing of content: what follows it is the next entry',
    [[file('a', '0'), { ...hardlink('b', 'a'), size: 5 }, file('c', '1')]],
    ['a = 0', 'b = 0', 'c = 1'],
  ],
  [
    'a file in the place of a hard link is a file of its own',
    [[file('a', '0'), hardlink('b', 'a'), file('b', '1')]],
    ['a = 0', 'b = 1'],
  ],
  [
    'a hard link to what a lower layer has hidden meanwhile is one to nothing',
    [[file('z', '0')], [hardlink('b', 'a')], [file('a', '2')]],
    ['a = 2', 'z = 0'],
    ['layer 2: /b is a hard link to /a, which is not there'],
  ],
  [
    'a hard link to a lower layer outlives what hides its target later',
    [[file('a', '0')], [hardlink('b', 'a')], [file('.wh.a')]],
    ['b = 0'],
  ],
  [
    'a chain of hard links over layers has the first content',
    [[file('a', '0')], [hardlink('b', 'a')], [hardlink('c', 'b'), file('a', '2')], [hardlink('d', 'c')]],
    ['a = 2', 'b = 0', 'c = 0', 'd = 0'],
  ],
  [
    'a hard link to what comes later in its layer is one to nothing, as for engines',
    [[hardlink('b', 'a'), file('a', '0')]],
    ['a = 0'],
    [missing('b', 'a')],
  ],
  [
    'two hard links to each other are links to nothing',
    [[hardlink('a', 'b'), hardlink('b', 'a'), file('z', '0')]],
    ['z = 0'],
    [missing('a', 'b'), missing('b', 'b')],
  ],
];
