import { describe, expect, test } from 'vitest';
import type { TarMember } from '../fakes/tar.ts';
import { directory, file, hardlink, symlink } from '../fakes/tar.ts';
import { listing, textReader, walked } from './walked.ts';

type Layers = readonly (readonly TarMember[])[];
type Law = readonly (readonly [law: string, layers: Layers, wanted: readonly string[]])[];

function holds(laws: Law): void {
  test.each(laws)('%s', async (_, layers, wanted) => {
    const view = await walked(...layers);
    expect(listing(view)).toEqual(wanted);
    expect(view.problems).toEqual([]);
  });
}

describe('whiteouts', () => {
  holds([
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
      'a whiteout leaves what its own layer adds, before it',
      [[file('a', '0')], [file('a', '1'), file('.wh.a')]],
      ['a = 1'],
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
  ]);

  const nothing = ['.wh.', 'd/.wh.', '.wh..', '.wh...'];
  test.each(nothing)('%s is a whiteout of nothing: a problem, and it hides nothing', async (path) => {
    const view = await walked([file('a', '0'), file('d/b', '0')], [file(path)]);
    expect(listing(view)).toEqual(['a = 0', 'd/', 'd/b = 0']);
    expect(view.problems).toEqual([
      `layer 2: /${path} is a whiteout of nothing, which engines do not unpack`,
    ]);
  });

  test('a directory that is hidden and made again in one layer keeps what some engines would show, and is a problem', async () => {
    const view = await walked([file('d/old', '0')], [file('.wh.d'), file('d/new', '1')]);
    expect(listing(view)).toEqual(['d/', 'd/new = 1', 'd/old = 0']);
    expect(view.problems).toEqual([
      'layer 2: /d is hidden and made again in one layer: some engines show what is below it, others do not',
    ]);
  });

  test('an empty directory that is hidden and made again is no problem', async () => {
    const view = await walked([directory('d')], [file('.wh.d'), file('d/new', '1')]);
    expect(listing(view)).toEqual(['d/', 'd/new = 1']);
    expect(view.problems).toEqual([]);
  });
});

describe('opaque directories', () => {
  const lower = [file('d/a', '0'), file('d/e/b', '0'), file('c', '0')];
  holds([
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
  ]);

  test('an opaque root keeps what overlay file systems show, and is a problem', async () => {
    const view = await walked(lower, [file('.wh..wh..opq'), file('x', '1')]);
    expect(listing(view)).toEqual(['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0', 'x = 1']);
    expect(view.problems).toEqual([
      'layer 2: it hides the whole root, which overlay file systems ignore and other engines do not',
    ]);
  });
});

describe('one path in two layers', () => {
  holds([
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
    ['a device replaces a file', [[file('a', '0')], [{ path: 'a', flag: '3' }]], ['a (character-device)']],
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
  ]);

  test('a directory takes mode and owner of the highest layer that describes it', async () => {
    const view = await walked(
      [directory('d', { mode: 0o700, uid: 1 }), file('d/a')],
      [directory('d', { mode: 0o1777, uid: 2, gid: 3 })],
      [file('d/b')],
    );
    expect(view.get('d')).toEqual({ type: 'directory', mode: 0o1777, uid: 2, gid: 3, size: 0, layer: 1 });
  });

  test('a directory that no layer describes is what engines make it', async () => {
    const view = await walked([], [file('d/a')]);
    expect(view.get('d')).toEqual({ type: 'directory', mode: 0o755, uid: 0, gid: 0, size: 0, layer: 1 });
  });

  test('the root is described by its own entry', async () => {
    const view = await walked([directory('./', { mode: 0o750, uid: 7 })], [file('a')]);
    expect(view.get('')).toEqual({ type: 'directory', mode: 0o750, uid: 7, gid: 0, size: 0, layer: 0 });
    expect(listing(view)).toEqual(['a = ']);
  });

  test('a root that is no directory is a problem', async () => {
    const view = await walked([file('a', '0'), file('./', 'x')]);
    expect(listing(view)).toEqual(['a = 0']);
    expect(view.problems).toEqual(['layer 1: the root is a file, which engines do not unpack']);
  });

  test('a node knows the layer that brought it', async () => {
    const view = await walked([file('a'), file('b')], [file('b')], [file('c')]);
    expect(['a', 'b', 'c'].map((path) => view.get(path)?.layer)).toEqual([0, 1, 2]);
  });
});

describe('one path twice in one layer', () => {
  holds([
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
  ]);

  test('a file below a file is shown, and is a problem', async () => {
    const view = await walked([file('a', '0'), file('a/b', '1')]);
    expect(listing(view)).toEqual(['a/', 'a/b = 1']);
    expect(view.problems).toEqual([
      'layer 1: /a is below something that is no directory, which engines do not unpack',
    ]);
  });
});

describe('links inside of one layer', () => {
  holds([
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
  ]);

  test('readers are shown the path where a file really lands', async () => {
    const view = await walked([symlink('lib', 'usr/lib'), file('lib/apk/db/installed', 'P:musl')]);
    expect(view.facts(textReader)).toEqual([{ path: 'usr/lib/apk/db/installed', layer: 0, fact: 'P:musl' }]);
  });

  const loops = [
    ['itself', [symlink('d', 'd')]],
    ['each other', [symlink('d', 'e'), symlink('e', 'd')]],
  ] as const;
  test.each(loops)('an entry below links to %s is a problem', async (_, links) => {
    const view = await walked([...links, file('d/a', '0'), file('b', '0')]);
    expect(view.get('b')).toMatchObject({ type: 'file' });
    expect(view.problems).toEqual(['layer 1: /d/a is behind links that lead in a circle or too deep']);
  });

  test('links in links do not dig without end', async () => {
    const deep = 'x/'.repeat(40);
    const links = Array.from({ length: 200 }, (_, index) => [
      symlink(`l${index}`, `${index === 0 ? '' : `l${index - 1}/`}${deep}`),
      file(`l${index}/f`, '0'),
    ]);
    const view = await walked(links.flat());
    const depths = [...view.entries()].map(([path]) => path.length);
    expect(Math.max(...depths)).toBeLessThan(4300);
    expect(view.problems[0]).toContain('lead in a circle or too deep');
  });
});

describe('hard links', () => {
  holds([
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
  ]);

  test('a hard link gives its mode and owner to the file, under all names', async () => {
    const link = { ...hardlink('b', 'a'), mode: 0o4755, uid: 5, gid: 6 };
    const view = await walked([file('a', '0', { mode: 0o644 }), link]);
    expect(view.get('a')).toMatchObject({ mode: 0o4755, uid: 5, gid: 6 });
    expect(view.get('b')).toEqual(view.get('a'));
  });

  const broken = [
    ['a target that is nowhere', [hardlink('b', 'a')], '/b is a hard link to /a, which is not there'],
    [
      'a directory',
      [directory('a'), hardlink('b', 'a')],
      '/b is a hard link to a directory, which engines do not unpack',
    ],
    ['the root', [hardlink('b', '.')], '/b is a hard link to a directory, which engines do not unpack'],
    [
      'itself',
      [file('b', '0'), hardlink('b', 'b')],
      '/b is a hard link to itself, which engines do not unpack',
    ],
  ] as const;
  test.each(broken)('a hard link to %s is a problem', async (_, members, problem) => {
    const view = await walked([file('z', '0')], [...members]);
    expect(view.get('z')).toMatchObject({ type: 'file' });
    expect(view.problems).toEqual([`layer 2: ${problem}`]);
  });

  test('a hard link to a directory of a lower layer is a problem', async () => {
    const view = await walked([file('d/a', '0')], [hardlink('b', 'd')]);
    expect(view.problems).toEqual(['layer 2: /b is a hard link to /d, which is not there']);
  });
});

describe('resolving', () => {
  const links = [
    file('usr/bin/tool', '0'),
    symlink('bin', 'usr/bin'),
    symlink('abs', '/usr/bin/tool'),
    symlink('up', '../../../../usr/bin/tool'),
    symlink('usr/bin/alias', './tool'),
    symlink('usr/bin/out', '../bin/../bin/alias'),
    symlink('dangling', 'nowhere'),
    symlink('loop', 'pool'),
    symlink('pool', 'loop'),
    symlink('self', 'self'),
    symlink('dot', '.'),
    symlink('rootlink', '/'),
  ];
  const found: readonly (readonly [path: string, wanted: string])[] = [
    ['usr/bin/tool', 'usr/bin/tool'],
    ['bin/tool', 'usr/bin/tool'],
    ['bin', 'usr/bin'],
    ['abs', 'usr/bin/tool'],
    ['up', 'usr/bin/tool'],
    ['bin/alias', 'usr/bin/tool'],
    ['usr/bin/out', 'usr/bin/tool'],
    ['dot/dot/bin/tool', 'usr/bin/tool'],
    ['rootlink/bin/tool', 'usr/bin/tool'],
    ['usr/../bin/tool', 'usr/bin/tool'],
    ['../usr/bin/tool', 'usr/bin/tool'],
    ['/usr/bin/tool', 'usr/bin/tool'],
    ['', ''],
  ];
  test.each(found)('%j leads to %j', async (path, wanted) => {
    const view = await walked(links);
    expect(view.resolve(path)?.path).toBe(wanted);
  });

  const lost = [
    'dangling',
    'loop',
    'self',
    'loop/x',
    'nowhere',
    'usr/bin/tool/x',
    'usr/bin/tool/',
    'nowhere/../bin',
  ];
  test.each(lost)('%j leads nowhere', async (path) => {
    const view = await walked(links);
    expect(view.resolve(path)).toBe(undefined);
  });

  const chain = (length: number): TarMember[] => [
    file('l0', '0'),
    ...Array.from({ length }, (_, index) => symlink(`l${index + 1}`, `l${index}`)),
  ];
  test('forty links are followed, and not one more', async () => {
    const view = await walked(chain(41));
    expect(view.resolve('l40')?.path).toBe('l0');
    expect(view.resolve('l41')).toBe(undefined);
  });

  test('get follows no links', async () => {
    const view = await walked(links);
    expect(view.get('bin')).toMatchObject({ type: 'symlink', link: 'usr/bin' });
    expect(view.get('bin/tool')).toBe(undefined);
  });
});

describe('size', () => {
  test('a directory of a hundred thousand files is read and merged', async () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `d/f${index}`);
    const view = await walked(
      names.map((name) => file(name)),
      [file('d/.wh.f7'), file('d/f8', 'new')],
    );
    expect([...view.entries()]).toHaveLength(100_000);
    expect(view.get('d/f7')).toBe(undefined);
    expect(view.get('d/f8')).toMatchObject({ size: 3, layer: 1 });
  });

  test('a path as deep as paths can be is read and merged', async () => {
    const deep = 'd/'.repeat(2047);
    const member = { ...file('x', '0'), pax: { path: `${deep}f` } };
    const view = await walked([member], [{ ...member, content: '1' }]);
    expect(view.get(`${deep}f`)).toMatchObject({ layer: 1 });
    expect(view.problems).toEqual([]);
  });

  test('of very many problems the first are kept, and the number of the others', async () => {
    const view = await walked(Array.from({ length: 150 }, (_, index) => hardlink(`b${index}`, '.')));
    expect(view.problems).toHaveLength(101);
    expect(view.problems.at(-1)).toBe('layer 1: and 50 more of these');
  });
});
