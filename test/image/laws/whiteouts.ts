import { device, directory, file, hardlink, symlink, tar, tarMember } from '../../fakes/tar.ts';
import type { Law } from './law.ts';

const lower = [file('d/a', '0'), file('d/e/b', '0'), file('c', '0')];
const unhidden = (path: string): string =>
  `layer 2: /${path} is hidden after the same layer added it: some engines take it away, others do not`;
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** OCI image-spec v1.1, layer.md, "Whiteouts": what a layer hides of those below, and never of its own. */
export const whiteouts: readonly Law[] = [
  [
    'a whiteout hides a file of a lower layer',
    [[file('a', '0'), file('b', '0')], [file('.wh.a')]],
    ['b = 0'],
  ],
  [
    'a whiteout hides a directory with all that is in it',
    [[file('d/e/f', '0'), file('d/g', '0'), file('h', '0')], [file('.wh.d')]],
    ['h = 0'],
  ],
  [
    'a whiteout hides a symbolic link, not its target',
    [[symlink('l', 'a'), file('a', '0')], [file('.wh.l')]],
    ['a = 0'],
  ],
  ['a whiteout of any type counts', [[file('a', '0')], [directory('.wh.a/')]], []],
  [
    'a whiteout hides only the exact name',
    [
      [file('whois', '0'), file('a.wh.b', '0'), file('.whale', '0'), file('wheel/x', '0')],
      [file('.wh.whoi')],
    ],
    ['.whale = 0', 'a.wh.b = 0', 'wheel/', 'wheel/x = 0', 'whois = 0'],
  ],
  [
    'a name that only holds a whiteout prefix is a file',
    [[file('x.wh.y', '0'), file('.wh', '0')]],
    ['.wh = 0', 'x.wh.y = 0'],
  ],
  [
    'a whiteout of what is not there hides nothing',
    [[file('a', '0')], [file('.wh.b'), file('d/.wh.a')]],
    ['a = 0', 'd/'],
  ],
  [
    'a whiteout leaves what its own layer adds, after it',
    [[file('a', '0')], [file('.wh.a'), file('a', '1')]],
    ['a = 1'],
  ],
  [
    'a whiteout counts for all lower layers and no higher one',
    [[file('a', '0')], [file('a', '1')], [file('.wh.a')], [file('a', '3')]],
    ['a = 3'],
  ],
  ['a whiteout in the lowest layer hides nothing', [[file('.wh.a'), file('a', '0')]], ['a = 0']],
  [
    'a whiteout of a name that begins with a dot is exact',
    [[file('.a', '0'), file('a', '0')], [file('.wh..a')]],
    ['a = 0'],
  ],
  [
    'the metadata of AUFS are left out',
    [[file('a', '0')], [directory('.wh..wh.plnk'), directory('.wh..wh.orph'), file('d/.wh..wh.aufs', '1')]],
    ['a = 0', 'd/'],
  ],
  [
    'no name that only looks like a whiteout hides anything, or is left out',
    [
      [file('usr/bin/which', '0'), file('usr/bin/whoami', '0'), file('lib/wheel/x', '0')],
      [file('usr/bin/awhb', '1'), file('.wheel', '1'), file('foo.wh.bar', '1'), file('.WH.which', '1')],
      [file('usr/bin/.wh.who'), file('usr/bin/wh.which', '2')],
    ],
    [
      '.WH.which = 1',
      '.wheel = 1',
      'foo.wh.bar = 1',
      'lib/',
      'lib/wheel/',
      'lib/wheel/x = 0',
      'usr/',
      'usr/bin/',
      'usr/bin/awhb = 1',
      'usr/bin/wh.which = 2',
      'usr/bin/which = 0',
      'usr/bin/whoami = 0',
    ],
  ],
  [
    'the content of a whiteout is left out with it',
    [
      [file('a', '0'), file('b', '0')],
      [file('.wh.a', 'P:hidden'), file('c', '1')],
    ],
    ['b = 0', 'c = 1'],
  ],
  [
    'a whiteout may be a link, a pipe or a device',
    [
      ['a', 'b', 'c', 'd', 'e'].map((path) => file(path, '0')),
      [symlink('.wh.a', 'e'), hardlink('.wh.b', 'e'), { path: '.wh.c', flag: '6' }, device('.wh.d', 1, 3)],
    ],
    ['e = 0'],
  ],
  [
    'a whiteout is one however its path is written',
    [
      [file('d/a', '0'), file('d/b', '0'), file('d/c', '0')],
      [file('./d/.wh.a'), file('/d//.wh.b'), file('x/../d/.wh.c')],
    ],
    ['d/'],
  ],
  [
    'a file below a directory with the name of a whiteout is a file, whatever hides the directory',
    [[file('d', '0')], [directory('.wh.d'), file('.wh.d/x', '1')]],
    ['.wh.d/', '.wh.d/x = 1'],
  ],
  [
    'a whiteout of a whiteout hides neither',
    [[file('d/a', '0'), file('d/b', '0')], [file('d/.wh.b')], [file('d/.wh..wh.b')]],
    ['d/', 'd/a = 0'],
  ],
  [
    'a whiteout of what a lower layer hid already hides nothing more',
    [[file('a', '0')], [file('.wh.a')], [file('.wh.a')], [file('b', '3')]],
    ['b = 3'],
  ],
  [
    'a name that was hidden may come back as another type',
    [
      [file('a/x', '0'), file('b', '0')],
      [file('.wh.a'), file('.wh.b')],
      [symlink('a', 'b'), file('b/x', '2')],
    ],
    ['a -> b', 'b/', 'b/x = 2'],
  ],
  [
    'a directory that was hidden and comes back in a higher layer has nothing of what it had',
    [[file('d/old', '0'), file('d/e/old', '0')], [file('.wh.d')], [file('d/e/new', '2')]],
    ['d/', 'd/e/', 'd/e/new = 2'],
  ],
  [
    'a file in the place of a hidden directory stays a file',
    [[file('d/a', '0')], [file('.wh.d'), file('d', '1')]],
    ['d = 1'],
  ],
  [
    'a whiteout hides a name of other bytes than its own: no case and no form of Unicode is folded',
    [
      [file('a', '0'), file('é', '0'), file('e\u0301', '0'), { path: bytes('ff'), content: '0' }],
      [file('.wh.A'), file('.wh.é'), { path: bytes('2e77682efe') }],
    ],
    ['a = 0', 'e\u0301 = 0', '\udcff = 0'],
  ],
  [
    'a whiteout below a link of a lower layer hides nothing behind the link: the layer is unpacked on its own',
    [[symlink('lib', 'usr/lib'), file('usr/lib/a', '0')], [file('lib/.wh.a')]],
    ['lib/', 'usr/', 'usr/lib/', 'usr/lib/a = 0'],
  ],
  [
    'a whiteout below a link that leaves the root counts inside of it',
    [
      [file('etc/a', '0'), file('etc/b', '0')],
      [symlink('up', '../../etc'), directory('etc'), file('up/.wh.a')],
    ],
    ['etc/', 'etc/b = 0', 'up -> ../../etc'],
  ],
  [
    'what a whiteout hides is gone under one name; the other names of a file stay',
    [[file('a', '0'), hardlink('b', 'a'), symlink('c', 'a')], [file('.wh.a')]],
    ['b = 0', 'c -> a'],
  ],
  [
    'files that AUFS kept for its hard links are shown with the links, as most engines do; containerd leaves the folder out',
    [
      [
        directory('.wh..wh.plnk'),
        file('.wh..wh.plnk/12.34', 'shared'),
        hardlink('a', '.wh..wh.plnk/12.34'),
        hardlink('b', '.wh..wh.plnk/12.34'),
      ],
    ],
    ['.wh..wh.plnk/', '.wh..wh.plnk/12.34 = shared', 'a = shared', 'b = shared'],
  ],
  [
    'a layer of nothing but whiteouts is one',
    [
      [file('a', '0'), file('b', '0'), file('c', '0')],
      [file('.wh.a'), file('.wh.b')],
    ],
    ['c = 0'],
  ],
  [
    'a whiteout counts although the archive ends right after it, without a mark',
    [[file('a', '0'), file('b', '0')], tarMember(file('.wh.a'))],
    ['b = 0'],
  ],
  [
    'a whiteout after the end of the archive hides nothing',
    [[file('a', '0')], Buffer.concat([tar(file('b', '1')), tar(file('.wh.a'))])],
    ['a = 0', 'b = 1'],
  ],
  [
    'a name in an extended header makes a whiteout, and takes one away',
    [
      [file('a', '0'), file('b', '0')],
      [file('x', '', { pax: { path: '.wh.a' } }), file('.wh.b', '1', { pax: { path: 'c' } })],
    ],
    ['b = 0', 'c = 1'],
  ],
];

/** The same document, "Opaque Whiteout": the order of entries does not matter. */
export const opaqueMarks: readonly Law[] = [
  [
    'an opaque mark hides all that lower layers have there',
    [lower, [file('d/.wh..wh..opq')]],
    ['c = 0', 'd/'],
  ],
  [
    'an opaque mark leaves what its own layer has, after it',
    [lower, [file('d/.wh..wh..opq'), file('d/n', '1'), file('d/e/m', '1')]],
    ['c = 0', 'd/', 'd/e/', 'd/e/m = 1', 'd/n = 1'],
  ],
  [
    'an opaque mark leaves what its own layer has, before it',
    [lower, [file('d/n', '1'), file('d/e/m', '1'), file('d/.wh..wh..opq')]],
    ['c = 0', 'd/', 'd/e/', 'd/e/m = 1', 'd/n = 1'],
  ],
  [
    'an opaque mark hides every lower layer, and nothing of a higher one',
    [lower, [file('d/b', '1')], [file('d/.wh..wh..opq')], [file('d/x', '3')]],
    ['c = 0', 'd/', 'd/x = 3'],
  ],
  [
    'an opaque mark on a directory that is a link in lower layers replaces the link',
    [[symlink('d', 'c'), file('c/a', '0')], [file('d/.wh..wh..opq')]],
    ['c/', 'c/a = 0', 'd/'],
  ],
  [
    'an opaque mark in the lowest layer hides nothing',
    [[file('.wh..wh..opq'), ...lower]],
    ['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0'],
  ],
  [
    'an opaque mark counts once, however often it is there',
    [lower, [file('d/.wh..wh..opq'), file('d/n', '1'), file('d/.wh..wh..opq')]],
    ['c = 0', 'd/', 'd/n = 1'],
  ],
  [
    'an opaque mark and a whiteout of the same directory go together',
    [lower, [file('d/.wh..wh..opq'), file('d/.wh.a'), file('d/a', '1')]],
    ['c = 0', 'd/', 'd/a = 1'],
  ],
  [
    'an opaque mark of any type counts',
    [lower, [symlink('d/.wh..wh..opq', 'x')], [directory('d/e/.wh..wh..opq')]],
    ['c = 0', 'd/', 'd/e/'],
  ],
  [
    'an opaque mark in a directory hides nothing beside it, and nothing in a directory with a longer name',
    [[file('d/a', '0'), file('dd/a', '0'), file('e/d/a', '0')], [file('d/.wh..wh..opq')]],
    ['d/', 'dd/', 'dd/a = 0', 'e/', 'e/d/', 'e/d/a = 0'],
  ],
  [
    'an opaque mark far below what is there makes the directories that it stands in',
    [lower, [file('d/x/y/.wh..wh..opq')]],
    ['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0', 'd/x/', 'd/x/y/'],
  ],
  [
    'an opaque mark behind a link of its own layer counts where the link leads',
    [lower, [directory('d'), symlink('l', 'd'), file('l/.wh..wh..opq')]],
    ['c = 0', 'd/', 'l -> d'],
  ],
  [
    'an opaque directory that its own layer replaces by a link hides nothing where the link leads',
    [lower, [file('x/.wh..wh..opq'), symlink('x', 'd')]],
    ['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0', 'x -> d'],
  ],
  [
    'a name that only begins like an opaque mark is a whiteout of nothing that is there',
    [lower, [file('d/.wh..wh..opqx')]],
    ['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0'],
  ],
  [
    'an opaque directory in a hidden one leaves what its own layer adds',
    [lower, [file('.wh.d')], [file('d/e/.wh..wh..opq'), file('d/e/n', '2')]],
    ['c = 0', 'd/', 'd/e/', 'd/e/n = 2'],
  ],
];

/** Where engines show different files: what some of them show stays, and a problem says so. */
export const disputedWhiteouts: readonly Law[] = [
  [
    'a file that its own layer hides afterwards stays, as the specification has it, and is a problem',
    [
      [file('a', '0'), file('b', '0')],
      [file('a', '1'), file('.wh.a')],
    ],
    ['a = 1', 'b = 0'],
    [unhidden('a')],
  ],
  [
    'a directory that its own layer hides afterwards stays, and is a problem',
    [[file('b', '0')], [file('d/x', '1'), file('.wh.d')]],
    ['b = 0', 'd/', 'd/x = 1'],
    [unhidden('d')],
  ],
  [
    'a device with the numbers 0 and 0, by which overlay file systems hide a file, is shown, and is a problem',
    [[file('a', '0'), file('b', '0')], [device('a', 0, 0)]],
    ['a (character-device)', 'b = 0'],
    ['layer 2: /a is a device with the numbers 0 and 0, with which some engines hide a file'],
  ],
  [
    'an attribute that makes a directory opaque to overlay file systems hides nothing, and is a problem',
    [lower, [{ ...directory('d'), pax: { 'SCHILY.xattr.trusted.overlay.opaque': 'y' } }]],
    ['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0'],
    ['layer 2: /d has the attribute trusted.overlay.opaque, with which an engine may show other files'],
  ],
  [
    'so does the attribute of file systems that users mount',
    [lower, [{ ...directory('d'), pax: { 'SCHILY.xattr.user.overlay.opaque': 'y' } }]],
    ['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0'],
    ['layer 2: /d has the attribute user.overlay.opaque, with which an engine may show other files'],
  ],
  [
    'an attribute as libarchive writes it is none to engines, and no problem',
    [lower, [{ ...directory('d'), pax: { 'LIBARCHIVE.xattr.trusted.overlay.opaque': 'eQ' } }]],
    ['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0'],
  ],
];
