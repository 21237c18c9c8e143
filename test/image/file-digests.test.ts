import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { executableReader } from '../../src/image/executables.ts';
import { fileDigestReader } from '../../src/image/file-digests.ts';
import { minBytesBeside } from '../../src/image/layer-helper.ts';
import { walk } from '../../src/image/walk.ts';
import { fakeImage } from '../fakes/layers.ts';
import { file, type TarMember, tar } from '../fakes/tar.ts';

async function digestsOf(...members: readonly TarMember[]) {
  const view = await walk(fakeImage(tar(...members)), [fileDigestReader]);
  return Object.fromEntries(view.facts(fileDigestReader).map(({ path, fact }) => [path, fact]));
}

const hex = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');

test('every algorithm is computed while the layer has not shown whose distribution it is', async () => {
  const digests = await digestsOf(file('usr/bin/a', 'text'), file('usr/bin/empty', ''));
  expect(digests).toEqual({
    'usr/bin/a': { md5: hex('md5', 'text'), sha1: hex('sha1', 'text'), sha256: hex('sha256', 'text') },
    'usr/bin/empty': { md5: hex('md5', ''), sha1: hex('sha1', ''), sha256: hex('sha256', '') },
  });
});

const signs: readonly (readonly [distribution: string, sign: string, algorithms: readonly string[]])[] = [
  ['Debian', 'etc/debian_version', ['md5', 'sha256']],
  ['Debian', 'etc/apt/sources.list', ['md5', 'sha256']],
  ['Debian', 'var/lib/dpkg/status', ['md5', 'sha256']],
  ['Alpine', 'etc/apk/world', ['sha1', 'sha256']],
  ['Alpine', 'lib/apk/db/installed', ['sha1', 'sha256']],
  ['nobody known', 'etc/passwd', ['md5', 'sha1', 'sha256']],
];
test.each(signs)('after a sign of %s (%s) these are computed: %j', async (_, sign, algorithms) => {
  const digests = await digestsOf(file(sign, 'x'), file('usr/bin/a', 'text'));
  expect(digests['usr/bin/a']).toEqual(
    Object.fromEntries(algorithms.map((algorithm) => [algorithm, hex(algorithm, 'text')])),
  );
});

test('after signs of two distributions the algorithms of both are computed', async () => {
  const digests = await digestsOf(
    file('etc/apk/world', 'x'),
    file('etc/debian_version', 'x'),
    file('usr/bin/a', 'text'),
  );
  expect(Object.keys(digests['usr/bin/a'] ?? {}).sort()).toEqual(['md5', 'sha1', 'sha256']);
});

test('a file that comes in many chunks has the digests of one that comes whole', async () => {
  const text = 'many '.repeat(100_000);
  const digests = await digestsOf(file('usr/bin/a', text));
  expect(digests['usr/bin/a']?.sha256).toBe(hex('sha256', text));
});

test('what one layer shows says nothing about the next', async () => {
  const view = await walk(fakeImage(tar(file('etc/debian_version', 'x')), tar(file('usr/bin/a', 'text'))), [
    fileDigestReader,
  ]);
  const found = view.facts(fileDigestReader).find(({ path }) => path === 'usr/bin/a');
  expect(found?.fact.sha1).toBe(hex('sha1', 'text'));
});

test('of what npm installed nothing is hashed, unless it is where distributions put it', async () => {
  const digests = await digestsOf(
    file('app/node_modules/a/index.js', 'x'),
    file('usr/share/nodejs/node_modules/a/index.js', 'x'),
    file('usr/local/lib/node_modules/a/index.js', 'x'),
  );
  expect(Object.keys(digests)).toEqual(['usr/share/nodejs/node_modules/a/index.js']);
});

test('of what apt fetched only the digest that lists of malware have is computed', async () => {
  const fetched = ['var/lib/apt/lists/mirror_Packages', 'var/cache/apt/archives/a.deb'];
  const digests = await digestsOf(...fetched.map((path) => file(path, 'text')), file('var/lib/a', 'text'));
  for (const path of fetched) expect(digests[path]).toEqual({ sha256: hex('sha256', 'text') });
  expect(Object.keys(digests['var/lib/a'] ?? {})).toContain('md5');
});

test('of a layer that is hashed by a thread beside are the same', async () => {
  const large = randomBytes(minBytesBeside);
  const small = Array.from({ length: 2000 }, (_, index) => Buffer.from(`#!/bin/sh\n: ${index}\n`));
  const archive = tar(
    file('usr/bin/large', large, { mode: 0o755 }),
    ...small.map((bytes, index) => file(`usr/bin/${index}`, bytes, { mode: 0o755 })),
    file('usr/share/empty', ''),
    file('opt/node_modules/a/run', Buffer.concat([Buffer.from('#!/bin/sh\n'), large])),
  );
  const view = await walk(fakeImage(archive), [fileDigestReader, executableReader]);
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const wanted = new Map([
    ['usr/bin/large', sha256(large)],
    ...small.map((bytes, index) => [`usr/bin/${index}`, sha256(bytes)] as const),
  ]);
  const digests = view.facts(fileDigestReader).map(({ path, fact }) => [path, fact.sha256] as const);
  expect(new Map(digests)).toEqual(new Map([...wanted, ['usr/share/empty', sha256(Buffer.alloc(0))]]));
  const programs = view.facts(executableReader).map(({ path, fact }) => [path, fact.sha256] as const);
  const script = sha256(Buffer.concat([Buffer.from('#!/bin/sh\n'), large]));
  expect(new Map(programs)).toEqual(new Map([...wanted, ['opt/node_modules/a/run', script]]));
});
