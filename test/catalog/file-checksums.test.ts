import { expect, test } from 'vitest';
import { fileChecksums } from '../../src/catalog/file-checksums.ts';
import { createFileList, createListBudget } from '../../src/catalog/listed-files.ts';
import { fakeView } from '../fakes/file-view.ts';

const md5 = 'a'.repeat(32);
const sha1 = 'b'.repeat(40);
const sha256 = 'c'.repeat(64);
const view = fakeView([
  { bin: { link: 'usr/bin' }, 'usr/bin/x': 'x', 'usr/bin/y': { link: 'x' }, 'usr/bin/z/a': 'x' },
]);
const brief = (found: ReturnType<ReturnType<typeof fileChecksums>>): string[] =>
  found.map(({ path, algorithm, digest }) => `${path} ${algorithm} ${digest[0]}`);

test('the length of a checksum tells its algorithm, and what is none of the three is left out', () => {
  const paths = ['usr/bin/x', 'bin/x', 'usr/bin/x', 'usr/bin/x', 'usr/bin/x'];
  const of = (digest: string): string[] =>
    brief(fileChecksums(view)({ paths: paths.slice(0, 1), digests: [digest] }, 'p'));
  expect([md5, sha1, sha256].map((digest) => of(digest)[0])).toEqual([
    '/usr/bin/x md5 a',
    '/usr/bin/x sha1 b',
    '/usr/bin/x sha256 c',
  ]);
  expect(['', 'd'.repeat(128), 'A'.repeat(32), 'g'.repeat(32)].flatMap(of)).toEqual([]);
});

test('a path that is listed twice, through a link too, has one checksum, the last', () => {
  const listed = { paths: ['bin/x', 'usr/bin/x'], digests: [md5, sha1] };
  expect(brief(fileChecksums(view)(listed, 'p'))).toEqual(['/usr/bin/x sha1 b']);
});

test('what is a link or a folder now has none', () => {
  const listed = { paths: ['bin/y', 'bin/z'], digests: [md5, md5] };
  expect(brief(fileChecksums(view)(listed, 'p'))).toEqual([]);
});

test('of a file that is gone it is told where it would be', () => {
  const listed = {
    paths: ['bin/gone', 'opt/a/gone', '../etc/x', 'opt//x', 'opt/./x', ''],
    digests: [md5, md5, md5, md5, md5, md5],
  };
  expect(brief(fileChecksums(view)(listed, 'p'))).toEqual(['/usr/bin/gone md5 a', '/opt/a/gone md5 a']);
});

test('a list keeps checksums and configuration beside their paths, and ends at its budget', () => {
  const list = createFileList(createListBudget({ maxFiles: 3 }));
  list.add('a');
  list.add('b', md5, true);
  list.add('c');
  expect(() => list.add('d')).toThrow('it lists more than 3 files');
  expect(list.take()).toEqual({ paths: ['a', 'b', 'c'], digests: ['', md5], configuration: [1] });
});
