import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountReaders, accountsOf, parseGroups, parsePasswd } from '../../src/image/accounts.ts';
import { fakeView } from '../fakes/file-view.ts';
import { view } from '../runtime/sample.ts';

describe('passwd lines', () => {
  test('give name, id and group of each account, in the order of the file', () => {
    expect(parsePasswd('root:x:0:0:root:/root:/bin/sh\n\n  app:x:1000:100::/app:/bin/false\r\n')).toEqual([
      { name: 'root', id: 0, group: 0 },
      { name: 'app', id: 1000, group: 100 },
    ]);
  });

  const unreadableIds = [
    'app',
    'app:x',
    'app:x:',
    'app:x::',
    'app:x:zero:0',
    'app:x:-1:0',
    'app:x:+0:0',
    'app:x:0x0:0',
    'app:x:1e3:0',
    'app:x: 0:0',
    'app:x:2147483648:0',
    'app:x:4294967296:0',
    'app:x:99999999999999999999:0',
    'app:x:٠:0',
  ];
  test.each(unreadableIds)('%s has an id that engines would not all read alike', (line) => {
    expect(parsePasswd(line)[0]).toMatchObject({ name: 'app', id: null });
  });
});

describe('group lines', () => {
  test('give name, id and members; comments and blank lines do not count', () => {
    expect(parseGroups('# comment\nroot:x:0:\n\nmedia:x:44:app,,web\n')).toEqual([
      { name: 'root', id: 0, members: [] },
      { name: 'media', id: 44, members: ['app', 'web'] },
    ]);
  });
});

test('any text at all is read without an exception, and ids stay in range', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const ids = [...parsePasswd(text), ...parseGroups(text)].map(({ id }) => id);
      expect(ids.every((id) => id === null || (id >= 0 && id <= 2 ** 31 - 1))).toBe(true);
    }),
  );
});

describe('accounts of an image', () => {
  test('are empty when it has no such files', () => {
    expect(accountsOf(view({ 'bin/app': '' }))).toEqual({ users: [], groups: [] });
  });

  test('are found behind links, as in images that link /etc to elsewhere', () => {
    const files = view({
      'etc/passwd': { link: '/nix/store/abc/etc/passwd' },
      'nix/store/abc/etc/passwd': 'app:x:7:7::/:\n',
    });
    expect(accountsOf(files).users).toEqual([{ name: 'app', id: 7, group: 7 }]);
  });

  test('cannot be read when the link leads to a file of another name', () => {
    const files = view({ 'etc/passwd': { link: '/secret' }, secret: 'app:x:7:7::/:\n' });
    expect(accountsOf(files).users).toBeNull();
  });

  test('are empty when the link leads nowhere, as an engine sees no file either', () => {
    expect(accountsOf(view({ 'etc/passwd': { link: '/etc/passwd' } })).users).toEqual([]);
  });

  test('cannot be read when the file is a folder, too large, or has too many lines', () => {
    const folder = view({ 'etc/passwd/x': '' });
    const large = view({ 'etc/passwd': 'x'.repeat(1024 * 1024 + 1) });
    const long = view({ 'etc/passwd': 'a:x:1:1\n'.repeat(20_001) });
    expect([folder, large, long].map((files) => accountsOf(files).users)).toEqual([null, null, null]);
  });

  test('are those of the highest layer that has the file', () => {
    const files = fakeView([{ 'etc/passwd': 'a:x:1:1\n' }, { 'etc/passwd': 'b:x:2:2\n' }], {
      readers: accountReaders,
    });
    expect(accountsOf(files).users).toEqual([{ name: 'b', id: 2, group: 2 }]);
  });
});
