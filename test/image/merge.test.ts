import { describe, expect, test } from 'vitest';
import type { TarMember } from '../fakes/tar.ts';
import { directory, file, hardlink, symlink } from '../fakes/tar.ts';
import { listing, textReader, walked } from './walked.ts';

describe('whiteouts', () => {
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
  test('an opaque root keeps what overlay file systems show, and is a problem', async () => {
    const view = await walked(lower, [file('.wh..wh..opq'), file('x', '1')]);
    expect(listing(view)).toEqual(['c = 0', 'd/', 'd/a = 0', 'd/e/', 'd/e/b = 0', 'x = 1']);
    expect(view.problems).toEqual([
      'layer 2: it hides the whole root, which overlay file systems ignore and other engines do not',
    ]);
  });
});

describe('what is not there any more', () => {
  const lowest = [file('d/a', '0'), file('d/e/b', '0'), file('c', '0')];
  const cases: readonly (readonly [
    string,
    readonly TarMember[][],
    Readonly<Record<string, number | undefined>>,
  ])[] = [
    [
      'was taken away by the layer with its whiteout',
      [[file('d/.wh.a')], []],
      { 'd/a': 1, 'd/e/b': undefined },
    ],
    ['went with its folder', [[], [file('.wh.d')]], { 'd/a': 2, 'd/e/b': 2, d: 2, c: undefined }],
    [
      'went with all that was in an opaque folder',
      [[file('d/.wh..wh..opq'), file('d/x')]],
      { 'd/a': 1, 'd/e/b': 1, 'd/x': undefined },
    ],
    [
      'went when something else took the place of its folder',
      [[file('d')]],
      { 'd/a': 1, 'd/e/b': 1, d: undefined },
    ],
    ['went when a link took the place of its folder', [[symlink('d', 'c')]], { 'd/a': 1 }],
    [
      'was never there',
      [[file('.wh.x'), file('d/.wh.y'), file('n/.wh.z')]],
      { x: undefined, 'd/y': undefined, 'n/z': undefined },
    ],
    ['came back, and is there', [[file('d/.wh.a')], [file('d/a', '2')]], { 'd/a': undefined }],
    [
      'came back, and was taken away again',
      [[file('d/.wh.a')], [file('d/a')], [file('d/.wh.a')]],
      { 'd/a': 3 },
    ],
    ['did not come back with its folder', [[file('.wh.d')], [file('d/x')]], { 'd/a': 1, 'd/x': undefined }],
    [
      'came back with its folder, and was taken away from that',
      [[file('.wh.d')], [file('d/a')], [file('d/.wh.a')]],
      { 'd/a': 3, 'd/e/b': 1 },
    ],
  ];
  test.each(cases)('%s', async (_, uppers, wanted) => {
    const view = await walked(lowest, ...uppers);
    expect(Object.fromEntries(Object.keys(wanted).map((path) => [path, view.removedBy(path)]))).toEqual(
      wanted,
    );
  });
});

describe('one path in two layers', () => {
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
  test('a file below a file is shown, and is a problem', async () => {
    const view = await walked([file('a', '0'), file('a/b', '1')]);
    expect(listing(view)).toEqual(['a/', 'a/b = 1']);
    expect(view.problems).toEqual([
      'layer 1: /a is below something that is no directory, which engines do not unpack',
    ]);
  });
});

describe('links inside of one layer', () => {
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

  test('the entries of a folder are those below it, and it is not reached through a link', async () => {
    const view = await walked([file('a/b/c'), file('a/d'), file('ab/e'), symlink('l', 'a')]);
    const below = (folder: string) => [...view.entries(folder)].map(([path]) => path).sort();
    expect(below('a')).toEqual(['a/b', 'a/b/c', 'a/d']);
    for (const none of ['l', 'a/d', 'gone']) expect(below(none)).toEqual([]);
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
