import { describe, expect, test } from 'vitest';
import { parseGroups, parsePasswd } from '../../src/image/accounts.ts';
import { usersOf } from '../../src/runtime/users.ts';

const accounts = {
  users: parsePasswd(
    ['root:x:0:0', 'app:x:1000:100', 'toor:x:0:5', 'odd:x:zero:7', '2000:x:0:0', 'app:x:9:9'].join('\n'),
  ),
  groups: parseGroups(['root:x:0:', 'staff:x:50:app,root', 'media:x:44:app', 'odd:x:many:app'].join('\n')),
};

describe('USER', () => {
  test.each([
    [undefined, 0, 0, [50], true],
    ['', 0, 0, [50], true],
    ['root', 0, 0, [50], true],
    ['0', 0, 0, [50], true],
    ['toor', 0, 5, [], true],
    ['app', 1000, 100, [44, 50], false],
    ['1000', 1000, 100, [44, 50], false],
    ['app:media', 1000, 44, [], false],
    ['app:77', 1000, 77, [], false],
    ['1234', 1234, 0, [], false],
    ['1234:media', 1234, 44, [], false],
    ['1234:5678', 1234, 5678, [], false],
    ['app:', 1000, 100, [44, 50], false],
    [':media', 0, 44, [], true],
  ])('%s starts as uid %s, gid %s, groups %j', (user, uid, gid, groups, root) => {
    expect(usersOf(user, accounts)).toMatchObject({ uid, gid, groups, root });
  });

  test.each([
    ['ghost', 'USER ghost of the image; /etc/passwd has no such account, so engines refuse to start it'],
    ['odd', 'USER odd of the image; its id in /etc/passwd is no number that every engine reads alike'],
    ['2000', 'USER 2000 of the image; engines disagree on it: 2000 is also a name in /etc/passwd'],
    ['-1', 'USER -1 of the image; -1 is no account id that every engine takes'],
    ['+0', 'USER +0 of the image; +0 is no account id that every engine takes'],
    ['4294967296', 'USER 4294967296 of the image; 4294967296 is no account id that every engine takes'],
    ['a\nb', 'USER a\\u{a}b of the image; /etc/passwd has no such account, so engines refuse to start it'],
  ])('%j cannot be told, and therefore counts as root', (user, source) => {
    expect(usersOf(user, accounts)).toEqual({ uid: null, gid: null, groups: [], root: true, source });
  });

  test('with a group that cannot be told keeps its uid', () => {
    expect(usersOf('app:ghost', accounts)).toMatchObject({ uid: 1000, gid: null, root: false });
    expect(usersOf('app:odd', accounts)).toMatchObject({ uid: 1000, gid: null, root: false });
  });

  test('that is a name cannot be told when the passwd file cannot be read', () => {
    const unread = { users: null, groups: null };
    expect(usersOf('app', unread)).toMatchObject({ uid: null, root: true });
    expect(usersOf('1000', unread)).toMatchObject({ uid: 1000, gid: null, root: false });
    expect(usersOf('1000:1000', unread)).toMatchObject({ uid: 1000, gid: 1000, root: false });
  });
});
