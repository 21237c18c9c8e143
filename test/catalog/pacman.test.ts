import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDescription, parseFiles } from '../../src/catalog/pacman/local-database.ts';
import { parseMtree } from '../../src/catalog/pacman/mtree.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { fixture, fixtureBytes, inventoryOf, mutated, mutations, packageNamed } from './support.ts';

const local = (file: string): string => `var/lib/pacman/local/${file}`;
const sha256 = 'b'.repeat(64);
const describing = (name: string, version: string): string => `%NAME%\n${name}\n\n%VERSION%\n${version}\n\n`;

const gawk = {
  'etc/os-release': 'ID=arch\nPRETTY_NAME="Arch Linux"\n',
  [local('ALPM_DB_VERSION')]: '9\n',
  [local('gawk-5.3.1-1/desc')]: fixture(`pacman/${local('gawk-5.3.1-1/desc')}`),
  [local('gawk-5.3.1-1/files')]: fixture(`pacman/${local('gawk-5.3.1-1/files')}`),
  'etc/gawk.conf': 'x',
  'usr/bin/gawk': 'x',
  'usr/bin/awk': { link: 'gawk' },
};

test('a folder of the local database is a package, with files', () => {
  const { packages, problems } = inventoryOf(gawk);
  expect(problems).toEqual([]);
  expect(packages).toEqual([
    {
      purl: 'pkg:alpm/arch/gawk@5.3.1-1?arch=x86_64',
      name: 'gawk',
      version: '5.3.1-1',
      type: 'alpm',
      architecture: 'x86_64',
      layer: fakeDiffId(0),
      files: ['/etc/gawk.conf', '/usr/bin/awk', '/usr/bin/gawk'],
    },
  ]);
});

test('checksums are those of mtree, and without it those of configuration files', () => {
  const brief = (image: Parameters<typeof inventoryOf>[0]): unknown =>
    inventoryOf(image).checksums.map(({ path, algorithm, configuration }) => [
      path,
      algorithm,
      configuration,
    ]);
  expect(brief(gawk)).toEqual([['/etc/gawk.conf', 'md5', true]]);
  const mtree = fixtureBytes(`pacman/${local('gawk-5.3.1-1/mtree')}`);
  expect(brief({ ...gawk, [local('gawk-5.3.1-1/mtree')]: { bytes: mtree } })).toEqual([
    ['/etc/gawk.conf', 'sha256', true],
    ['/usr/bin/gawk', 'sha256', false],
  ]);
});

test('mtree escapes what is not plain text byte by byte', () => {
  expect(parseMtree(gzipSync(`./a\\040b/\\303\\244 sha256digest=${sha256}\n`))).toEqual({
    paths: ['a b/ä'],
    digests: [sha256],
  });
});

test('the base is the source package where it differs', () => {
  const inventory = inventoryOf({
    [local('lib-1:2-3/desc')]: `${describing('lib', '1:2-3')}%BASE%\nwhole\n`,
  });
  expect(packageNamed(inventory, 'lib')).toMatchObject({
    purl: 'pkg:alpm/lib@1:2-3',
    source: { name: 'whole', version: '1:2-3' },
  });
});

test('an upgraded package belongs to the layer that upgraded it, others to theirs', () => {
  const inventory = inventoryOf(
    { [local('a-1-1/desc')]: describing('a', '1-1'), [local('b-1-1/desc')]: describing('b', '1-1') },
    { [local('b-1-1')]: null, [local('b-2-1/desc')]: describing('b', '2-1') },
  );
  expect(inventory.packages.map(({ name, version, layer }) => [name, version, layer])).toEqual([
    ['a', '1-1', fakeDiffId(0)],
    ['b', '2-1', fakeDiffId(1)],
  ]);
});

describe('what is malformed is a problem, and hides nothing else', () => {
  test.each([
    ['', 'package  : its name is missing or not one that pacman allows'],
    ['%NAME%\na\n', 'package a : its version is missing or not one that pacman allows'],
    [describing('../a', '1-1'), 'package ../a 1-1: its name is missing or not one that pacman allows'],
    [describing('a', '1 2'), 'package a 1 2: its version is missing or not one that pacman allows'],
    [describing('a', '1'), 'package a 1: its version is missing or not one that pacman allows'],
  ])('%j', (text, sentence) => {
    const { packages, problems } = inventoryOf({
      [local('bad/desc')]: text,
      [local('good/desc')]: describing('good', '1-1'),
    });
    expect(packages.map(({ name }) => name)).toEqual(['good']);
    expect(problems).toEqual([`/${local('bad/desc')}: ${sentence}`]);
  });

  test('an mtree that is none, or a bomb', () => {
    expect(() => parseMtree(Buffer.from('no gzip'))).toThrow('it is not gzip, or broken');
    expect(() => parseMtree(gzipSync(Buffer.alloc(1024 * 1024)))).toThrow(
      /^it unpacks to more than \d+ bytes$/,
    );
  });

  test('a database that leads where nobody looks', () => {
    const { problems } = inventoryOf({
      'var/lib/pacman': { link: '/opt/pacman' },
      'opt/pacman/local/a-1-1/desc': describing('a', '1-1'),
    });
    expect(problems).toEqual(['/var/lib/pacman/local: it leads to /opt/pacman/local, which is not read']);
  });

  test('whatever bytes, reading ends with a result or an Error', () => {
    const text = Buffer.from(gawk[local('gawk-5.3.1-1/files')] as string);
    const packed = gzipSync(`./a sha256digest=${sha256}\n`);
    const isError = (read: () => unknown): boolean => {
      try {
        read();
        return true;
      } catch (error) {
        return error instanceof Error;
      }
    };
    fc.assert(
      fc.property(mutations(packed.length), (mutation) => {
        expect(isError(() => parseFiles(mutated(text, mutation).toString('utf8')))).toBe(true);
        expect(isError(() => parseDescription(mutated(text, mutation).toString('utf8')))).toBe(true);
        expect(isError(() => parseMtree(mutated(packed, mutation)))).toBe(true);
      }),
    );
  });
});
