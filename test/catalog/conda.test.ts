import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLinkedPackage } from '../../src/catalog/conda/record.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { inventoryOf } from './support.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hardlink = (_path: string, text: string, more: object = {}): object => ({
  _path,
  path_type: 'hardlink',
  sha256: sha256(text),
  ...more,
});

const zlib = {
  name: 'zlib',
  version: '1.2.13',
  build: 'h5eee18b_0',
  channel: 'https://repo.anaconda.com/t/secret-token/pkgs/main/linux-64',
  subdir: 'linux-64',
  fn: 'zlib-1.2.13-h5eee18b_0.conda',
  paths_data: {
    paths: [
      hardlink('lib/libz.so', 'z'),
      hardlink('bin/z', 'before', { prefix_placeholder: '/old', sha256_in_prefix: sha256('after') }),
      hardlink('bin/y', 'before', { prefix_placeholder: '/old' }),
      hardlink('lib/z.pyc', 'compiled'),
      hardlink('lib/node_modules/z/index.js', 'node'),
      hardlink('gone', 'gone'),
      hardlink('../../etc/passwd', 'root'),
      { _path: 'lib/libz.so.1', path_type: 'softlink', sha256: sha256('z') },
    ],
  },
};

test('a package is what its record says, and owns the files it lists below its prefix', () => {
  const inventory = inventoryOf({
    'opt/conda/conda-meta/zlib-1.2.13-h5eee18b_0.json': JSON.stringify(zlib),
    'opt/conda/conda-meta/history': '==> 2026 <==\n',
    'opt/conda/lib/libz.so': 'z',
    'opt/conda/lib/libz.so.1': { link: 'libz.so' },
    'opt/conda/bin/z': 'after',
    'opt/conda/bin/y': 'after',
    'opt/conda/lib/z.pyc': '',
    'opt/conda/lib/node_modules/z/index.js': 'node',
    'etc/passwd': 'root',
  });
  const purl = 'pkg:conda/zlib@1.2.13?build=h5eee18b_0&channel=main&subdir=linux-64&type=conda';
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages).toEqual([
    {
      purl,
      name: 'zlib',
      version: '1.2.13',
      type: 'conda',
      layer: fakeDiffId(0),
      foundIn: ['/opt/conda/conda-meta/zlib-1.2.13-h5eee18b_0.json'],
      files: [
        '/opt/conda/bin/y',
        '/opt/conda/bin/z',
        '/opt/conda/lib/libz.so',
        '/opt/conda/lib/libz.so.1',
        '/opt/conda/lib/node_modules/z/index.js',
        '/opt/conda/lib/z.pyc',
      ],
    },
  ]);
  const common = { package: purl, algorithm: 'sha256', configuration: false };
  expect(inventory.checksums).toEqual([
    { ...common, path: '/opt/conda/lib/libz.so', digest: sha256('z') },
    { ...common, path: '/opt/conda/bin/z', digest: sha256('after') },
    { ...common, path: '/opt/conda/gone', digest: sha256('gone') },
  ]);
});

test('a Python package that conda linked is one of conda and one of Python', () => {
  const inventory = inventoryOf({
    'opt/conda/conda-meta/six-1.16.0-0.json': JSON.stringify({ name: 'six', version: '1.16.0' }),
    'opt/conda/lib/python3.11/site-packages/six-1.16.0.dist-info/METADATA': 'Name: six\nVersion: 1.16.0\n',
  });
  expect(inventory.packages.map(({ purl }) => purl)).toEqual(['pkg:conda/six@1.16.0', 'pkg:pypi/six@1.16.0']);
});

describe('a record', () => {
  test.each([
    ['conda-forge', 'conda-forge'],
    ['https://conda.anaconda.org/conda-forge/linux-64', 'conda-forge'],
    ['https://conda.anaconda.org/conda-forge/', 'conda-forge'],
    ['https://host/t/token/linux-64', undefined],
    ['<unknown>', undefined],
    ['', undefined],
  ])('of the channel %j says %s', (channel, expected) => {
    const record = { name: 'a', version: '1', subdir: 'linux-64', channel };
    expect(parseLinkedPackage(JSON.stringify(record)).qualifiers.channel).toBe(expected);
  });

  test('of an old conda lists its files without checksums', () => {
    const record = { name: 'a', version: '1', files: ['bin/a', 7] };
    expect(parseLinkedPackage(JSON.stringify(record)).files.paths).toEqual(['bin/a', '']);
  });

  test.each([
    ['', 'Unexpected end of JSON input'],
    ['[]', 'it is no JSON object'],
    ['{}', 'its name is not one that conda allows: '],
    ['{"name":"../a","version":"1"}', 'its name is not one that conda allows: ../a'],
    ['{"name":"a"}', 'its version is not one that conda allows: '],
    ['{"name":"a","version":"1-2"}', 'its version is not one that conda allows: 1-2'],
    ['['.repeat(100_000), 'JSON'],
  ])('%j is a problem', (text, reason) => {
    expect(() => parseLinkedPackage(text)).toThrow(reason);
    expect(inventoryOf({ 'conda-meta/a.json': text }).problems).toHaveLength(1);
  });

  test('of any value is a package, or refused with a sentence', () => {
    const value = fc.record(
      {
        name: fc.constantFrom('a', '__proto__', ''),
        version: fc.constantFrom('1', ''),
        paths_data: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(value, fc.jsonValue()), (json) => {
        try {
          expect(parseLinkedPackage(JSON.stringify(json)).name).toMatch(/^[\w.+-]+$/);
        } catch (error) {
          expect((error as Error).message).toMatch(/^it/);
        }
      }),
    );
  });
});
