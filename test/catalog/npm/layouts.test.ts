import { describe, expect, test } from 'vitest';
import { zipArchive } from '../../advisories/support/zip-archive.ts';
import { inventoryOf, packageNamed } from '../support.ts';

const json = (name: string, version = '1.0.0'): string => JSON.stringify({ name, version });

const archive = (name: string, content: string) => ({
  bytes: zipArchive([
    { name: `node_modules/${name}/`, bytes: Buffer.alloc(0), stored: true },
    { name: `node_modules/${name}/dist/package.json`, bytes: Buffer.from('{"type":"module"}') },
    { name: `node_modules/${name}/package.json`, bytes: Buffer.from(content) },
  ]),
});

test('a package that another bundles is a package of its own', () => {
  const inventory = inventoryOf({
    'app/node_modules/npm/package.json': '{"name":"npm","version":"10.0.0","bundleDependencies":["abbrev"]}',
    'app/node_modules/npm/node_modules/abbrev/package.json': json('abbrev', '2.0.0'),
  });
  expect(inventory.packages.map(({ purl }) => purl)).toEqual(['pkg:npm/abbrev@2.0.0', 'pkg:npm/npm@10.0.0']);
});

test.each([
  ['pnpm', '.pnpm/a@1.0.0/node_modules/a'],
  ['Bun', '.bun/a@1.0.0/node_modules/a'],
  ['Yarn', '.store/a-npm-1.0.0-3659247eab/package'],
])('a package in the store of %s counts once, however many links lead to it', (_, folder) => {
  const inventory = inventoryOf({
    [`app/node_modules/${folder}/package.json`]: json('a'),
    [`app/node_modules/${folder}/lib/index.js`]: '',
    'app/node_modules/a': { link: folder },
    'app/node_modules/b/node_modules/a': { link: `../../${folder}` },
  });
  expect(inventory.packages).toMatchObject([
    {
      purl: 'pkg:npm/a@1.0.0',
      foundIn: [`/app/node_modules/${folder}/package.json`],
      files: [`/app/node_modules/${folder}/lib/index.js`, `/app/node_modules/${folder}/package.json`],
    },
  ]);
});

test.each([
  '.store/package.json',
  '.store/a/package.json',
  '.store/a/package/lib/package.json',
  '.store/a/other/package.json',
])('app/node_modules/%s is no package', (path) => {
  expect(inventoryOf({ [`app/node_modules/${path}`]: json('a') }).packages).toEqual([]);
});

test('what a workspace needs is found below it, and the workspace itself is the application', () => {
  const inventory = inventoryOf({
    'app/package.json': '{"name":"app","version":"1.0.0","workspaces":["packages/*"]}',
    'app/package-lock.json': '{"packages":{"node_modules/never-installed":{"version":"1.0.0"}}}',
    'app/node_modules/own': { link: '../packages/own' },
    'app/packages/own/package.json': json('own'),
    'app/packages/own/node_modules/a/package.json': json('a'),
  });
  expect(inventory.packages.map(({ name }) => name)).toEqual(['a']);
});

describe("Yarn's archives", () => {
  test('are packages, in the project or for all projects', () => {
    const inventory = inventoryOf({
      'app/.yarn/cache/@scope-a-b-npm-1.0.0-abc-8.zip': archive('@scope/a-b', json('@scope/a-b')),
      'root/.yarn/berry/cache/c-npm-2.0.0-def-8.zip': archive('c', json('c', '2.0.0')),
    });
    expect(inventory.problems).toEqual([]);
    expect(inventory.packages).toMatchObject([
      {
        purl: 'pkg:npm/%40scope/a-b@1.0.0',
        foundIn: ['/app/.yarn/cache/@scope-a-b-npm-1.0.0-abc-8.zip!/node_modules/@scope/a-b/package.json'],
        files: ['/app/.yarn/cache/@scope-a-b-npm-1.0.0-abc-8.zip'],
      },
      { purl: 'pkg:npm/c@2.0.0' },
    ]);
  });

  test('that cannot be read are problems, and others are nothing', () => {
    const inventory = inventoryOf({
      'app/.yarn/cache/a.zip': 'no archive',
      'app/.yarn/cache/b.zip': archive('b', '{'),
      'app/.yarn/cache/c.zip': { bytes: zipArchive([{ name: 'x', bytes: Buffer.from('x') }]) },
      'app/cache/d.zip': archive('d', json('d')),
    });
    expect(inventory.packages).toEqual([]);
    expect(inventory.problems).toHaveLength(2);
    expect(inventory.problems[0]).toBe('/app/.yarn/cache/a.zip: it is no zip archive, or is cut off');
    expect(inventory.problems[1]).toMatch(/^\/app\/\.yarn\/cache\/b\.zip: .*JSON/);
  });
});

describe('outside of node_modules', () => {
  test.each([
    ['opt/yarn-v1.22.22/package.json', 'yarn', '1.22.22'],
    ['opt/yarn-1.22.22/package.json', 'yarn', '1.22.22'],
    ['root/.cache/node/corepack/v1/pnpm/9.1.0/package.json', 'pnpm', '9.1.0'],
    ['deno-dir/npm/registry.npmjs.org/@std/path/1.0.0/package.json', '@std/path', '1.0.0'],
    [
      'usr/share/jupyter/labextensions/@jupyter-widgets/manager/package.json',
      '@jupyter-widgets/manager',
      '5.0.16',
    ],
    ['root/.bun/install/cache/chalk@5.3.0@@@1/package.json', 'chalk', '5.3.0'],
  ])('%s is an unpacked package', (path, name, version) => {
    const inventory = inventoryOf({
      [path]: json(name, version),
      [path.replace('package.json', 'node_modules/nameless/index.js')]: '',
      [path.replace('package.json', 'cli.js')]: '',
    });
    const found = packageNamed(inventory, name);
    expect(found.version).toBe(version);
    expect(found.files).toEqual([`/${path.replace('package.json', 'cli.js')}`, `/${path}`]);
  });

  test.each([
    ['app/package.json', json('app')],
    ['srv/app-2.0.0/package.json', json('app', '1.0.0')],
    ['srv/other/1.0.0/package.json', json('app', '1.0.0')],
    ['srv/app@1.0.01/package.json', json('app', '1.0.0')],
    ['srv/template-1.0.0/package.json', '{ "name": "{{name}}", "version": "1.0.0" }'],
    ['srv/broken-1.0.0/package.json', '{'],
    ['srv/large-1.0.0/package.json', ' '.repeat(4 * 1024 * 1024 + 1)],
  ])('%s is anybody’s, and no problem', (path, content) => {
    expect(inventoryOf({ [path]: content })).toMatchObject({ packages: [], problems: [] });
  });
});
