import { describe, expect, test } from 'vitest';
import { parseStorePath } from '../../src/catalog/nix.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { inventoryOf, packageNamed } from './support.ts';

const hash = '0c0lq4qvlbpvgs1a8m6mj7s4wzl4zd0y';
const store = (name: string): string => `nix/store/${hash}-${name}`;

test('a folder in the store is a package, with all that is in it', () => {
  const { packages, problems } = inventoryOf(
    {
      [`${store('openssl-3.0.13-bin')}/bin/openssl`]: 'x',
      [`${store('openssl-3.0.13-bin')}/bin/link`]: { link: 'openssl' },
    },
    { 'etc/x': 'x' },
  );
  expect(problems).toEqual([]);
  expect(packages).toEqual([
    {
      purl: `pkg:nix/openssl@3.0.13?output=bin&outputhash=${hash}`,
      name: 'openssl',
      version: '3.0.13',
      type: 'nix',
      layer: fakeDiffId(0),
      foundIn: [`/${store('openssl-3.0.13-bin')}`],
      files: [`/${store('openssl-3.0.13-bin')}/bin/link`, `/${store('openssl-3.0.13-bin')}/bin/openssl`],
    },
  ]);
});

test('a folder that a later layer brings again is still of the layer that brought its files', () => {
  const inventory = inventoryOf(
    { [`${store('a-1')}/x`]: 'x' },
    { [store('a-1')]: { type: 'directory' }, [`${store('b-1')}/x`]: 'x' },
  );
  expect(packageNamed(inventory, 'a').layer).toBe(fakeDiffId(0));
  expect(packageNamed(inventory, 'b').layer).toBe(fakeDiffId(1));
});

test('the same version in two outputs and two builds is each reported', () => {
  const { packages } = inventoryOf({
    [`${store('zlib-1.3')}/lib/libz.so`]: 'x',
    [`${store('zlib-1.3-dev')}/include/zlib.h`]: 'x',
  });
  expect(packages.map(({ purl }) => purl)).toEqual([
    `pkg:nix/zlib@1.3?output=dev&outputhash=${hash}`,
    `pkg:nix/zlib@1.3?outputhash=${hash}`,
  ]);
});

describe('the name of a folder', () => {
  test.each([
    ['glibc-2.39-52', { name: 'glibc', version: '2.39-52' }],
    ['glibc-2.39-52-bin', { name: 'glibc', version: '2.39-52', output: 'bin' }],
    ['python3.11-requests-2.31.0', { name: 'python3.11-requests', version: '2.31.0' }],
    ['gcc-13.2.0-lib', { name: 'gcc', version: '13.2.0', output: 'lib' }],
    ['libidn2-2.3.7', { name: 'libidn2', version: '2.3.7' }],
    ['tzdata-2024a', { name: 'tzdata', version: '2024a' }],
    ['hello-unstable-2024-01-01', { name: 'hello-unstable', version: '2024-01-01' }],
  ])('%s is a name and a version', (name, expected) => {
    expect(parseStorePath(`${hash}-${name}`)).toEqual({ hash, ...expected });
  });

  test.each([
    `${hash}-source`,
    `${hash}-builder.sh`,
    `${hash}-hello-2.12.drv`,
    `${hash}--1`,
    `${hash.slice(1)}-hello-1`,
    `${hash.replace('0', 'e')}-hello-1`,
    `${hash}-hello 1-1`,
    '.links',
    '',
  ])('%j is none', (folder) => {
    expect(parseStorePath(folder)).toBeUndefined();
  });
});

test('what Nix put beside a distribution owns nothing of it, and is not its packages', () => {
  const image = {
    [`${store('nodejs-20.11.0')}/lib/node_modules/npm/package.json`]: '{"name":"npm","version":"10.0.0"}',
  };
  const { packages, problems } = inventoryOf({ ...image, 'etc/os-release': 'ID=debian\nVERSION_ID=12\n' });
  expect(packages.find(({ name }) => name === 'npm')).not.toHaveProperty('ownedBy');
  expect(problems).toEqual(['the image says it is debian, but no package of it was found']);
  expect(inventoryOf({ ...image, 'etc/os-release': 'ID=nixos\n' }).problems).toEqual([]);
});
