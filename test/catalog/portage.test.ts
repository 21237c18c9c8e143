import { expect, test } from 'vitest';
import { parseContents } from '../../src/catalog/portage.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { fixture, inventoryOf } from './support.ts';

const folder = (name: string): string => `var/db/pkg/${name}`;
const zlib = (file: string): string => fixture(`portage/${folder(`sys-libs/zlib-1.3.1-r1/${file}`)}`);
const md5 = 'a'.repeat(32);

test('a folder below a category is a package, with its files and their checksums', () => {
  const { packages, checksums, problems } = inventoryOf({
    'etc/os-release': 'ID=gentoo\nVERSION_ID="2.14"\n',
    [folder('sys-libs/zlib-1.3.1-r1/PF')]: 'zlib-1.3.1-r1\n',
    [folder('sys-libs/zlib-1.3.1-r1/SLOT')]: zlib('SLOT'),
    [folder('sys-libs/zlib-1.3.1-r1/CONTENTS')]: zlib('CONTENTS'),
    'usr/lib/libz.so.1.3.1': 'x',
    'usr/lib/libz.so.1': { link: 'libz.so.1.3.1' },
    'etc/z conf': 'x',
  });
  expect(problems).toEqual([]);
  expect(packages).toEqual([
    {
      purl: 'pkg:ebuild/sys-libs/zlib@1.3.1-r1?distro=gentoo-2.14&slot=0%2F1',
      name: 'sys-libs/zlib',
      version: '1.3.1-r1',
      type: 'ebuild',
      layer: fakeDiffId(0),
      files: ['/etc/z conf', '/usr/lib/libz.so.1', '/usr/lib/libz.so.1.3.1'],
    },
  ]);
  expect(checksums.map(({ path, digest, configuration }) => [path, digest, configuration])).toEqual([
    ['/usr/lib/libz.so.1.3.1', md5, false],
    ['/etc/z conf', md5, true],
  ]);
});

test.each([
  ['app-editors/vim-9.0.2092', 'app-editors/vim', '9.0.2092'],
  ['dev-libs/glib-2.76.4-r1', 'dev-libs/glib', '2.76.4-r1'],
  ['media-fonts/font-adobe-100dpi-1.0.4', 'media-fonts/font-adobe-100dpi', '1.0.4'],
  ['net-misc/openssh-9.6_p1', 'net-misc/openssh', '9.6_p1'],
  ['sys-devel/gcc-14.0.0_pre20240101_p3-r2', 'sys-devel/gcc', '14.0.0_pre20240101_p3-r2'],
  ['sys-libs/timezone-data-2024a', 'sys-libs/timezone-data', '2024a'],
  ['x11-libs/gtk+-3.24.39', 'x11-libs/gtk+', '3.24.39'],
])('%s is a name and a version', (path, name, version) => {
  const { packages, problems } = inventoryOf({ [folder(`${path}/SLOT`)]: '0\n' });
  expect(packages).toMatchObject([{ name, version }]);
  expect(packages[0]?.purl).not.toContain('slot');
  expect(problems).toEqual([]);
});

test('a folder that is named otherwise is a problem, and hides nothing else', () => {
  const { packages, problems } = inventoryOf({
    [folder('sys-libs/-MERGING-zlib-1.3/SLOT')]: '0',
    [folder('sys-libs/zlib/SLOT')]: '0',
    [folder(`sys-libs/${'a-1'.repeat(120)}/SLOT`)]: '0',
    [folder('sys-libs/good-1/SLOT')]: '0',
  });
  expect(packages.map(({ name }) => name)).toEqual(['sys-libs/good']);
  expect(problems).toHaveLength(3);
  expect(problems[0]).toContain('a folder is not named as a package: var/db/pkg/sys-libs/-MERGING-zlib-1.3');
});

test('lines of other kinds and damaged ones name no file', () => {
  expect(
    parseContents(`fif /a\ndev /b\nobj relative ${md5} 1\nobj /c short 1\nsym /d\n\0\nobj /e ${md5} x\n`),
  ).toEqual({ paths: [] });
});

test('an endless line costs no more than its length', () => {
  expect(parseContents(`sym /${' -> x'.repeat(200_000)}`).paths).toHaveLength(1);
  expect(parseContents(`obj /${' a'.repeat(500_000)}`).paths).toEqual([]);
});
