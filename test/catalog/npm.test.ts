import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePackageJson } from '../../src/catalog/npm/package-json.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { inventoryOf, packageNamed, summaryOf } from './support.ts';

const json = (name: string, version = '1.0.0'): string => JSON.stringify({ name, version });

test('packages are the folders directly below node_modules, at any depth', () => {
  const inventory = inventoryOf({
    'app/package.json': json('the-application'),
    'app/node_modules/a/package.json': json('a'),
    'app/node_modules/a/node_modules/b/package.json': json('b', '2.0.0'),
    'app/node_modules/b/package.json': json('b', '1.0.0'),
    'app/node_modules/@scope/c/package.json': json('@scope/c'),
    'app/node_modules/.pnpm/d@1.0.0/node_modules/d/package.json': json('d'),
    'usr/local/lib/node_modules/npm/package.json': json('npm', '11.0.0'),
    'node_modules/at-the-root/package.json': json('at-the-root'),
  });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages.map(({ purl }) => purl)).toEqual([
    'pkg:npm/%40scope/c@1.0.0',
    'pkg:npm/a@1.0.0',
    'pkg:npm/at-the-root@1.0.0',
    'pkg:npm/b@1.0.0',
    'pkg:npm/b@2.0.0',
    'pkg:npm/d@1.0.0',
    'pkg:npm/npm@11.0.0',
  ]);
});

test.each([
  'package.json',
  'app/package.json',
  'app/node_modules/package.json',
  'app/node_modules/a/dist/package.json',
  'app/node_modules/@scope/package.json',
  'app/node_modules/.bin/package.json',
  'app/node_modules/.package-lock.json',
  'app/old_node_modules/a/package.json',
  'app/node_modules/@scope/a/b/package.json',
])('%s is no package', (path) => {
  expect(summaryOf(inventoryOf({ [path]: json('a') }))).toEqual({ os: null, packages: [], problems: [] });
});

test('an alias is the package it stands for', () => {
  const inventory = inventoryOf({ 'app/node_modules/lodash-old/package.json': json('lodash', '3.10.1') });
  expect(inventory.packages[0]?.purl).toBe('pkg:npm/lodash@3.10.1');
});

test('a linked workspace is the application, not a package', () => {
  const inventory = inventoryOf({
    'app/packages/own/package.json': json('own'),
    'app/node_modules/own': { link: '../packages/own' },
  });
  expect(inventory.packages).toEqual([]);
});

test('a package owns what is below its folder, and not what is in a node_modules of its own', () => {
  const inventory = inventoryOf({
    'app/node_modules/a/package.json': json('a'),
    'app/node_modules/a/lib/index.js': '',
    'app/node_modules/a/latest': { link: 'lib' },
    'app/node_modules/a/node_modules/b/package.json': json('b'),
    'app/node_modules/a/node_modules/.bin/b': { link: '../b/cli.js' },
    'app/node_modules/a/node_modules/nameless/index.js': '',
    'app/index.js': '',
  });
  expect(packageNamed(inventory, 'a').files).toEqual([
    '/app/node_modules/a/latest',
    '/app/node_modules/a/lib/index.js',
    '/app/node_modules/a/package.json',
  ]);
  expect(packageNamed(inventory, 'b').files).toEqual(['/app/node_modules/a/node_modules/b/package.json']);
});

test('the same version in two places is one package with all its files, of the lowest layer', () => {
  const inventory = inventoryOf(
    { 'x/node_modules/z/package.json': json('a') },
    { 'b/node_modules/a/package.json': json('a') },
  );
  expect(inventory.packages).toEqual([
    {
      purl: 'pkg:npm/a@1.0.0',
      name: 'a',
      version: '1.0.0',
      type: 'npm',
      layer: fakeDiffId(0),
      foundIn: ['/b/node_modules/a/package.json', '/x/node_modules/z/package.json'],
      files: ['/b/node_modules/a/package.json', '/x/node_modules/z/package.json'],
    },
  ]);
});

test('the layer is the one that brought the version, though a later one wrote the file again', () => {
  const path = 'app/node_modules/a/package.json';
  const inventory = inventoryOf({ [path]: json('a') }, { [path]: `${json('a')}\n` });
  expect(inventory.packages[0]?.layer).toBe(fakeDiffId(0));
  expect(inventoryOf({ [path]: json('a', '1.0.0') }, { [path]: json('a', '1.0.1') }).packages[0]?.layer).toBe(
    fakeDiffId(1),
  );
});

test('a removed package is not listed', () => {
  const inventory = inventoryOf({ 'node_modules/a/package.json': json('a') }, { 'node_modules/a': null });
  expect(inventory.packages).toEqual([]);
});

describe('package.json', () => {
  test.each([
    [json('a'), { name: 'a', version: '1.0.0' }],
    [`\uFEFF${json('a')}`, { name: 'a', version: '1.0.0' }],
    [json('JSONStream', '1.3.5'), { name: 'JSONStream', version: '1.3.5' }],
    [json('@a/b', 'v1.0.0-rc.1'), { name: '@a/b', version: '1.0.0-rc.1' }],
    [json('a', '1.0.0+build.5'), { name: 'a', version: '1.0.0' }],
    [json('a'.repeat(214)), { name: 'a'.repeat(214), version: '1.0.0' }],
    ['{"type":"module"}', undefined],
    ['{"name":"private-part"}', undefined],
    ['{"version":"1.0.0"}', undefined],
  ])('%j is read', (text, expected) => {
    expect(parsePackageJson(text)).toEqual(expected);
  });

  test.each([
    ['', 'Unexpected end of JSON input'],
    ['{"name":', 'Unexpected end of JSON input'],
    ['[]', 'it is no JSON object'],
    ['null', 'it is no JSON object'],
    [json('../../etc'), 'its name is not one that npm allows: ../../etc'],
    [json('a'.repeat(215)), 'its name is not one that npm allows'],
    [json('a b'), 'its name is not one that npm allows: a b'],
    ['{"name":["a"],"version":"1.0.0"}', 'its name is not one that npm allows'],
    [json('a', 'latest'), 'its version is not a semantic version: latest'],
    [json('a', ''), 'its version is not a semantic version: '],
    [json('a', '1.0'), 'its version is not a semantic version: 1.0'],
    ['{"name":"a","version":1}', 'its version is not a semantic version: (number)'],
    ['{"name":{"toString":"x"},"version":"1.0.0"}', 'its name is not one that npm allows: (object)'],
    [
      `{"name":"a","version":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      'its version is not a semantic version: (object)',
    ],
    [`{"name":"a","version":"${'1'.repeat(300)}.0.0"}`, 'its version is not a semantic version'],
    ['['.repeat(100_000), 'JSON'],
  ])('%j is refused', (text, reason) => {
    expect(() => parsePackageJson(text)).toThrow(reason);
  });

  test('that cannot be read is a problem of the scan', () => {
    const inventory = inventoryOf({
      'node_modules/a/package.json': '{',
      'node_modules/b\u001b[1m/package.json': '[]',
      'node_modules/c/package.json': json('c'),
    });
    expect(inventory.packages.map(({ name }) => name)).toEqual(['c']);
    expect(inventory.problems).toHaveLength(2);
    expect(inventory.problems[0]).toMatch(/^\/node_modules\/a\/package.json: .*JSON/);
    expect(inventory.problems[1]).toBe('/node_modules/b\\u{1b}[1m/package.json: it is no JSON object');
  });

  test('of over 4 MiB is a problem of the scan', () => {
    const inventory = inventoryOf({ 'node_modules/a/package.json': ' '.repeat(4 * 1024 * 1024 + 1) });
    expect(inventory.problems).toEqual([
      '/node_modules/a/package.json is 4194305 bytes, over the limit of 4194304',
    ]);
  });

  test('with any value gives a valid name and version, nothing, or a sentence', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('a', '@a/b', '1.2.3', 'v1.2.3-0'));
    fc.assert(
      fc.property(value, value, (name, version) => {
        try {
          const found = parsePackageJson(JSON.stringify({ name, version }));
          expect(`${found?.name} ${found?.version}`).toMatch(/^[@\w./~-]+ \d+\.\d+\.\d+[\w.-]*$|^undefined/);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});

describe('a copy that a package carries inside of itself', () => {
  const next = { 'app/node_modules/next/package.json': json('next', '16.0.0') };

  test('is a package of its own', () => {
    const inventory = inventoryOf({
      ...next,
      'app/node_modules/next/dist/compiled/@babel/runtime/package.json': json('@babel/runtime', '7.27.0'),
      'app/node_modules/next/dist/compiled/@babel/runtime/index.js': '',
    });
    expect(packageNamed(inventory, '@babel/runtime')).toMatchObject({
      purl: 'pkg:npm/%40babel/runtime@7.27.0',
      foundIn: ['/app/node_modules/next/dist/compiled/@babel/runtime/package.json'],
      files: [
        '/app/node_modules/next/dist/compiled/@babel/runtime/index.js',
        '/app/node_modules/next/dist/compiled/@babel/runtime/package.json',
      ],
    });
  });

  test.each([
    ['has no version', 'next/dist/compiled/acorn/package.json', '{"name":"acorn","main":"acorn.js"}'],
    ['is named otherwise than its folder', 'next/dist/compiled/babel/package.json', json('@babel/core')],
    ['is test data', 'resolve/test/resolver/mylib/package.json', json('mylib', '0.0.0')],
    ['is a stub of the package', 'terser/bin/package.json', json('bin', '1.0.0')],
  ])('is none when it %s', (_, path, text) => {
    const { packages } = inventoryOf({ ...next, [`app/node_modules/${path}`]: text });
    expect(packages.map(({ name }) => name)).toEqual(['next']);
  });
});
