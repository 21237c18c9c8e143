import { describe, expect, test } from 'vitest';
import { filesOf, volumesOf } from '../../src/runtime/folders.ts';
import type { FakeLayer } from '../fakes/file-view.ts';
import { view } from './sample.ts';

const app = { uid: 1000, gid: 100, groups: [44], root: false, source: '' };
const root = { uid: 0, gid: 0, groups: [], root: true, source: '' };
const temporary = { path: '/tmp', mode: 0o1777, uid: 0, gid: 0 };

function folder(mode: number, uid: number, gid: number): FakeLayer[string] {
  return { type: 'directory', mode, uid, gid };
}

describe('volumes', () => {
  test('are absolute, clean, sorted, each once', () => {
    expect(volumesOf({ '/data/': {}, data: {}, '/a/../../b': {}, '//c': {} }).paths).toEqual([
      '/b',
      '/c',
      '/data',
    ]);
  });

  test('never contain the root, which engines refuse', () => {
    expect(volumesOf({ '/': {}, '..': {}, '': {} })).toEqual({ paths: [], source: 'VOLUME of the image' });
  });
});

describe('files of an image that starts as root', () => {
  test('stay writable, because nothing tells where root would write', () => {
    expect(filesOf(view({ tmp: folder(0o1777, 0, 0) }), root, [])).toEqual({
      readOnlyRoot: false,
      writable: [],
      source:
        'it starts as root, which may write anywhere: give the image a USER and its root becomes read-only',
    });
  });
});

describe('files of an image with a USER', () => {
  test('are read-only, and /tmp stays writable even where the image has none', () => {
    expect(filesOf(view({}), app, [])).toMatchObject({ readOnlyRoot: true, writable: [temporary] });
  });

  test('are read-only in a folder whose owner or group is no id that an account can have', () => {
    const files = view({
      'var/negative': folder(0o777, -1, 0),
      'var/huge': folder(0o777, 0, 2 ** 40),
      'var/largest': folder(0o777, 2 ** 31 - 1, 0),
    });
    expect(filesOf(files, app, []).writable.map(({ path }) => path)).toEqual(['/tmp', '/var/largest']);
  });

  test('stay writable in empty folders that the user may write to, with their owner and mode', () => {
    const files = view({
      'var/own': folder(0o700, 1000, 5),
      'var/own-but-read-only': folder(0o577, 1000, 5),
      'var/group': folder(0o770, 0, 100),
      'var/second-group': folder(0o2770, 0, 44),
      'var/group-without-bit': folder(0o707, 0, 100),
      'var/everyone': folder(0o1777, 0, 0),
      'var/nobody-else': folder(0o755, 0, 0),
    });
    expect(filesOf(files, app, []).writable).toEqual([
      temporary,
      { path: '/var/everyone', mode: 0o1777, uid: 0, gid: 0 },
      { path: '/var/group', mode: 0o770, uid: 0, gid: 100 },
      { path: '/var/own', mode: 0o700, uid: 1000, gid: 5 },
      { path: '/var/second-group', mode: 0o2770, uid: 0, gid: 44 },
    ]);
  });

  test('become read-only in folders that hold something, and the source says how many', () => {
    const files = view({ app: folder(0o755, 1000, 100), 'app/server.js': 'x' });
    expect(filesOf(files, app, [])).toMatchObject({
      writable: [temporary],
      source:
        'USER is not root; /tmp and the empty folders that user may write to stay writable; read-only for it although its own, as they hold files: 1 folders',
    });
  });

  test('get no second file system inside a volume, /tmp, /dev, /proc or /sys', () => {
    const files = view({
      data: folder(0o755, 1000, 100),
      'data/inner': folder(0o755, 1000, 100),
      'tmp/inner': folder(0o1777, 0, 0),
      'dev/shm': folder(0o1777, 0, 0),
      'proc/x': folder(0o777, 0, 0),
      'sys/x': folder(0o777, 0, 0),
      database: folder(0o755, 1000, 100),
    });
    const paths = filesOf(files, app, ['/data']).writable.map(({ path }) => path);
    expect(paths).toEqual(['/database', '/tmp']);
  });

  test('need no temporary /tmp where it is a volume', () => {
    expect(filesOf(view({}), app, ['/tmp']).writable).toEqual([]);
  });

  test('take no hint from a folder with an unusual name', () => {
    const files = view({
      'a:b': folder(0o777, 0, 0),
      'a\nb': folder(0o777, 0, 0),
      "a'b": folder(0o777, 0, 0),
    });
    expect(filesOf(files, app, []).writable).toEqual([temporary]);
  });

  test('keep at most 32 folders, the shallow ones', () => {
    const many = Array.from({ length: 40 }, (_, index) => [`deep/er/${index}`, folder(0o777, 0, 0)] as const);
    const { writable, source } = filesOf(
      view({ ...Object.fromEntries(many), z: folder(0o777, 0, 0) }),
      app,
      [],
    );
    expect(writable.length).toBe(32);
    expect(writable.map(({ path }) => path)).toContain('/z');
    expect(source).toContain('empty folders left out as too many: 10');
  });
});
