import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseComposerInstalled } from '../../src/catalog/composer.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { inventoryOf, packageNamed } from './support.ts';

const list = 'var/www/vendor/composer/installed.json';
const monolog = {
  name: 'monolog/monolog',
  version: '3.5.0',
  version_normalized: '3.5.0.0',
  'install-path': '../monolog/monolog',
};
const phpunit = { name: 'phpunit/phpunit', version: 'v10.5.1', 'install-path': '../phpunit/phpunit' };
const second = { packages: [monolog, phpunit], dev: true, 'dev-package-names': ['phpunit/phpunit'] };
const purls = ['pkg:composer/monolog/monolog@3.5.0', 'pkg:composer/phpunit/phpunit@v10.5.1'];

test.each([
  ['Composer 1', [monolog, phpunit]],
  ['Composer 2', second],
])('the list of %s names the packages, those for development too', (_, json) => {
  const inventory = inventoryOf({ [list]: JSON.stringify(json) });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages.map(({ purl }) => purl)).toEqual(purls);
});

test.each([
  'var/www/composer.lock',
  'var/www/vendor/composer/installed.php',
  'var/www/mycomposer/installed.json',
  'a/installed.json',
])('%s is no list of installed packages', (path) => {
  expect(inventoryOf({ [path]: JSON.stringify(second) }).packages).toEqual([]);
});

test('a package owns what is below its folder, wherever the list says it is', () => {
  const elsewhere = { name: 'a/plugin', version: '1.0', 'install-path': '../../web/plugins/a' };
  const { 'install-path': _, ...older } = monolog;
  const inventory = inventoryOf({
    [list]: JSON.stringify([elsewhere, older]),
    'var/www/web/plugins/a/plugin.php': '',
    'var/www/vendor/monolog/monolog/src/Logger.php': '',
    'var/www/vendor/autoload.php': '',
  });
  expect(packageNamed(inventory, 'a/plugin').files).toEqual(['/var/www/web/plugins/a/plugin.php']);
  expect(packageNamed(inventory, 'monolog/monolog')).toEqual({
    purl: purls[0],
    name: 'monolog/monolog',
    version: '3.5.0',
    type: 'composer',
    layer: fakeDiffId(0),
    foundIn: [`/${list}`],
    files: ['/var/www/vendor/monolog/monolog/src/Logger.php'],
  });
});

test('the layer is the one that brought the version, though a later one wrote the list again', () => {
  const inventory = inventoryOf({ [list]: JSON.stringify([monolog]) }, { [list]: JSON.stringify(second) });
  expect(packageNamed(inventory, 'monolog/monolog').layer).toBe(fakeDiffId(0));
  expect(packageNamed(inventory, 'phpunit/phpunit').layer).toBe(fakeDiffId(1));
});

test('a list that cannot be read is a problem', () => {
  const inventory = inventoryOf({ [list]: '{' });
  expect(inventory.problems).toHaveLength(1);
  expect(inventory.problems[0]).toMatch(/^\/var\/www\/vendor\/composer\/installed.json: .*JSON/);
});

describe('a list', () => {
  test.each([
    ['', 'JSON'],
    ['{}', 'it lists no packages'],
    ['"a"', 'it lists no packages'],
    ['{"packages":{}}', 'it lists no packages'],
    ['['.repeat(1_000_000), 'JSON'],
  ])('%.20j is refused', (text, reason) => {
    expect(() => parseComposerInstalled(text, list)).toThrow(reason);
  });

  test.each([
    '0',
    'null',
    '{"name":"a/b"}',
    '{"name":"a","version":"1"}',
    '{"name":"../b","version":"1"}',
    '{"name":"a/b/c","version":"1"}',
    '{"name":"a/b","version":""}',
    '{"name":"a/b","version":"1\\u001b[1m"}',
    '{"name":{"toString":1},"version":"1"}',
  ])('with %s has a problem, and its other packages are read', (entry) => {
    const { packages, problems } = parseComposerInstalled(
      `[${entry},{"name":"Acme/B","version":"dev-master"}]`,
      list,
    );
    expect(packages).toEqual([{ name: 'acme/b', version: 'dev-master' }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/: it has a package that Composer does not allow: [\x20-\x7e]*$/);
  });

  test('with more packages than there can be has a problem', () => {
    const { packages, problems } = parseComposerInstalled(
      JSON.stringify(Array.from({ length: 20_001 }, () => monolog)),
      list,
    );
    expect([packages.length, problems]).toEqual([20_000, [`/${list}: it lists more than 20000 packages`]]);
  });

  test('of any JSON gives packages that Composer allows, or sentences', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.record({ name: fc.string(), version: fc.string(), 'install-path': fc.string() }),
          ),
        ),
        (entries) => {
          const inventory = inventoryOf({ [list]: JSON.stringify(entries) });
          for (const { name } of inventory.packages)
            expect(name).toMatch(/^[a-z0-9][\w.-]*\/[a-z0-9][\w.-]*$/);
        },
      ),
    );
  });
});
