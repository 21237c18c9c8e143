import { describe, expect, test } from 'vitest';
import { runChecks } from '../../src/inspect/checks/checks.ts';
import { parsePasswords } from '../../src/inspect/checks/shadow.ts';
import type { Executable, Finding } from '../../src/model/scan-report.ts';
import type { FakeLayer } from '../fakes/file-view.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { findingsOf, image } from './support.ts';

function executable(path: string): Executable {
  return {
    path,
    sha256: '0'.repeat(64),
    size: 1,
    mode: 0o777,
    uid: 0,
    gid: 0,
    kind: 'script',
    layer: fakeDiffId(0),
  };
}

function found(
  rule: string,
  layers: readonly FakeLayer[],
  executables: readonly Executable[] = [],
): Finding[] {
  return findingsOf({ layers, executables }).filter((finding) => finding.rule === rule);
}

describe('world-writable', () => {
  const layer = {
    'usr/bin/tool': { text: '#!/bin/sh', mode: 0o777 },
    'usr/bin/fine': { text: '#!/bin/sh', mode: 0o775 },
    'usr/bin/link': { link: 'tool' },
    'etc/passwd': { text: 'root:x:0:0::/:', mode: 0o666 },
    'app/data': { text: '', mode: 0o666 },
    'usr/share/open': { type: 'directory', mode: 0o777 },
    'usr/share/sticky': { type: 'directory', mode: 0o1777 },
  } as const;
  const executables = [executable('/usr/bin/tool')];

  test('programs are told one by one, with their layer', () => {
    expect(found('world-writable-executable', [{}, layer], executables)).toMatchObject([
      { path: '/usr/bin/tool', severity: 'high', layer: fakeDiffId(1) },
    ]);
  });

  test('system files and folders are told, links, sticky folders and the application’s own files are not', () => {
    expect(found('world-writable-system-file', [layer], executables).map(({ path }) => path)).toEqual([
      '/etc/passwd',
      '/usr/share/open',
    ]);
  });

  test('more than a thousand are counted', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1005 }, (_, index) => [`etc/f${index}`, { text: '', mode: 0o666 }]),
    );
    expect(found('world-writable-system-file', [many]).at(-1)?.title).toBe(
      '5 more system files may be changed by every user',
    );
  });
});

describe('passwords', () => {
  const hash = `$6$salt$${'a'.repeat(86)}`;
  const shadow = `root::19000:0:::::\napp:!:19000::::::\nadmin:${hash}:19000::::::\nold:!${hash}:1::::::\nsync:*:1::::::\n`;

  test('that are empty are told, with the line that locks the account', () => {
    expect(found('empty-password', [{ 'etc/shadow': shadow }])).toMatchObject([
      { severity: 'high', title: 'the account root has an empty password', remedy: 'RUN passwd -l root' },
    ]);
  });

  test('that are set are told, and their hashes are in no finding', () => {
    const findings = found('password-in-image', [{ 'etc/shadow': shadow }]);
    expect(findings).toMatchObject([{ title: 'the account admin has a password in the image' }]);
    expect(JSON.stringify(findings)).not.toContain('$6$');
  });

  test('of passwd count where shadow has no line for the account', () => {
    const layers = [{ 'etc/passwd': 'root::0:0::/:\nguest::1:1::/:\n', 'etc/shadow': 'root:*:1::::::\n' }];
    expect(found('empty-password', layers)).toMatchObject([
      { title: 'the account guest has an empty password' },
    ]);
  });

  test('of a lower layer that a higher one locks are not told', () => {
    expect(found('empty-password', [{ 'etc/shadow': 'root::1' }, { 'etc/shadow': 'root:*:1' }])).toEqual([]);
  });

  test('that cannot be read are a problem, and the rule is not decided', () => {
    const input = image({ layers: [{ 'etc/shadow': { bytes: Buffer.alloc(1024 * 1024 + 1) } }] });
    expect(runChecks(input).problems).toEqual([
      '/etc/shadow or /etc/passwd: it could not be read, so passwords are unknown',
    ]);
    expect(runChecks(input).decidedRules).not.toContain('empty-password');
  });

  test.each([
    ['a:b', 'locked'],
    ['a:x', 'locked'],
    ['a:', 'none'],
    ['a:*LK*', 'locked'],
    ['a:!!', 'locked'],
    ['a:abJnggxhB/yWI', 'hash'],
  ])('a line %s is %s', (line, password) => {
    expect(parsePasswords(line)).toEqual([{ name: 'a', password }]);
  });

  test('a line without a second field is no account', () => {
    expect(parsePasswords('a\n\n#b::\n')).toEqual([]);
  });
});

describe('duplicate-uid', () => {
  test('two names of one id are told, and a second root with more weight', () => {
    const passwd = 'root:x:0:0::/:\ntoor:x:0:0::/:\na:x:5:5::/:\nb:x:5:5::/:\nc:x:6:6::/:\n';
    expect(found('duplicate-uid', [{ 'etc/passwd': passwd }])).toMatchObject([
      { title: 'root, toor share the user id 0', severity: 'high' },
      { title: 'a, b share the user id 5', severity: 'medium' },
    ]);
  });

  test('one name twice is one account', () => {
    expect(found('duplicate-uid', [{ 'etc/passwd': 'a:x:5:5::/:\na:x:5:5::/:\n' }])).toEqual([]);
  });
});

describe('unknown-user', () => {
  const layers = [{ 'etc/passwd': 'root:x:0:0::/:\napp:x:10001:10001::/:\n' }];
  const rulesFor = (user: string): string[] =>
    findingsOf({ config: { User: user }, layers }).map(({ rule }) => rule);

  test('a USER that no account has is told', () => {
    expect(rulesFor('apps:app')).toContain('unknown-user');
  });

  test.each(['app', 'app:staff', '10001', '', 'root'])('USER %j is none of that', (user) => {
    expect(rulesFor(user)).not.toContain('unknown-user');
  });
});

describe('package-manager-cache', () => {
  test.each([
    [
      'var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages',
      '/var/lib/apt/lists',
    ],
    ['var/cache/apt/archives/curl_7.88_amd64.deb', '/var/cache/apt'],
    ['var/cache/apk/APKINDEX.1234.tar.gz', '/var/cache/apk'],
    ['root/.cache/pip/http/a/b', '/root/.cache/pip'],
    ['root/.npm/_cacache/index-v5/a', '/root/.npm/_cacache'],
  ])('%s is told once for its folder, with what would not leave it', (file, path) => {
    const findings = found('package-manager-cache', [{}, { [file]: 'x'.repeat(1500), [`${file}.gz`]: 'x' }]);
    expect(findings).toMatchObject([{ path, severity: 'low', layer: fakeDiffId(1) }]);
    expect(findings[0]?.title).toMatch(/holds [12] files? of 2 kB/);
  });

  test.each(['var/lib/apt/lists/lock', 'var/cache/apt/archives/partial/x', 'var/cache/debconf/config.dat'])(
    '%s is no cache',
    (file) => {
      expect(found('package-manager-cache', [{ [file]: 'x' }])).toEqual([]);
    },
  );
});

describe('build-leftover', () => {
  test('a git repository and recipes are told, with the line that keeps them out', () => {
    const layers = [
      { 'app/.git/HEAD': 'ref', 'app/.git/config': '', 'app/Dockerfile': '', 'compose.yml': '' },
    ];
    expect(found('build-leftover', layers)).toMatchObject([
      { path: '/app/.git', severity: 'medium', remedy: 'echo .git >> .dockerignore' },
      { path: '/app/Dockerfile', severity: 'low', remedy: "echo '**/Dockerfile' >> .dockerignore" },
      { path: '/compose.yml', severity: 'low' },
    ]);
  });

  test.each([
    'app/node_modules/a/Dockerfile',
    'usr/share/doc/x/docker-compose.yml',
    'app/.gitignore',
    'app/Dockerfile.md',
  ])('%s is none', (path) => {
    expect(found('build-leftover', [{ [path]: '' }])).toEqual([]);
  });
});
