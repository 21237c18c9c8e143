import { describe, expect, test } from 'vitest';
import { fakeDiffId } from '../fakes/file-view.ts';
import { alpine, inventoryOf } from './support.ts';

const bill = (...purls: string[]): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', components: purls.map((purl) => ({ type: 'library', purl })) });

test('what a document lists is a package of the layer that brought the document', () => {
  const inventory = inventoryOf({ 'etc/x': '' }, { 'app/sbom.cdx.json': bill('pkg:cargo/serde@1.0.0') });
  expect(inventory).toMatchObject({
    packages: [
      {
        purl: 'pkg:cargo/serde@1.0.0',
        name: 'serde',
        version: '1.0.0',
        type: 'cargo',
        layer: fakeDiffId(1),
        foundIn: ['/app/sbom.cdx.json'],
      },
    ],
    problems: [],
    notes: [],
  });
});

test.each([
  'app/bom.json',
  'app/sbom.json',
  'app/x.spdx.json',
  'opt/bitnami/postgresql/.spdx-postgresql.spdx',
  'opt/docker/sbom/python/.spdx.python.json',
  'var/lib/db/sbom/glibc-2.38-r1.spdx.json',
  'usr/local/share/sbom/x.json',
  'usr/lib/python3/dist-packages/x-1.dist-info/sboms/auditwheel.cdx.json',
])('%s is looked at', (path) => {
  expect(inventoryOf({ [path]: bill('pkg:npm/a@1.0.0') }).packages).toHaveLength(1);
});

test.each(['app/node_modules/a/bom.json', 'app/xbom.json', 'app/sbomb/x.json', 'app/sbom/x.txt'])(
  '%s is not',
  (path) => {
    expect(inventoryOf({ [path]: bill('pkg:npm/a@1.0.0') }).packages).toEqual([]);
  },
);

describe('what is known in another way is not listed twice', () => {
  const installed = 'P:musl\nV:1.2.4-r2\nA:x86_64\nF:lib\nR:ld.so\n';
  const image = { 'etc/os-release': alpine, 'lib/apk/db/installed': installed, 'lib/ld.so': '' };

  test('a package of the distribution, with other qualifiers', () => {
    const document = bill('pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&origin=musl');
    const inventory = inventoryOf({ ...image, 'var/lib/db/sbom/musl.spdx.json': document });
    expect(inventory.packages).toEqual(inventoryOf(image).packages);
  });

  test('a package that its database does not have, or has in another version', () => {
    const document = bill('pkg:apk/alpine/musl@1.2.4-r1', 'pkg:apk/alpine/gone@1-r0', 'pkg:npm/a@1.0.0');
    const { packages } = inventoryOf({ ...image, 'app/bom.json': document });
    expect(packages.map(({ name }) => name)).toEqual(['musl', 'a']);
  });

  test('a package of a language that is there, which keeps what was found of it', () => {
    const files = { 'app/node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' };
    const inventory = inventoryOf({ ...files, 'app/bom.json': bill('pkg:npm/a@1.0.0?x=y') });
    expect(inventory.packages).toEqual(inventoryOf(files).packages);
  });

  test('a package of a distribution whose purl has a percent sign in a qualifier', () => {
    const row = 'a\t1-1\t1\t1\tx\t(none)\t1\tx86_64\t0\t%a-1-1.src.rpm\n';
    const inventory = inventoryOf({
      'var/lib/rpmmanifest/container-manifest-2': row,
      'app/bom.json': bill('pkg:rpm/a@1-1'),
    });
    expect(inventory.problems).toEqual([]);
    expect(inventory.packages.map(({ purl }) => purl)).toEqual([
      'pkg:rpm/a@1-1?arch=x86_64&upstream=%25a-1-1.src.rpm',
    ]);
  });

  test('and one that two documents list is one', () => {
    const inventory = inventoryOf({
      'a/bom.json': bill('pkg:npm/a@1.0.0'),
      'b/bom.json': bill('pkg:npm/a@1.0.0'),
    });
    expect(inventory.packages.map(({ foundIn }) => foundIn)).toEqual([['/a/bom.json', '/b/bom.json']]);
  });
});

test('a distribution without a database has the packages its documents list', () => {
  const document = bill('pkg:apk/wolfi/glibc@2.38-r1?arch=x86_64');
  const inventory = inventoryOf({
    'etc/os-release': 'ID=wolfi\n',
    'var/lib/db/sbom/glibc.spdx.json': document,
  });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages).toMatchObject([{ name: 'glibc', type: 'apk', architecture: 'x86_64' }]);
});

test('a broken document is a problem, and one of another kind is nothing', () => {
  const inventory = inventoryOf({ 'a/bom.json': '{', 'b/bom.json': '{}', 'c/LICENSE.spdx': 'text' });
  expect(inventory.packages).toEqual([]);
  expect(inventory.problems).toHaveLength(1);
  expect(inventory.problems[0]).toMatch(/^\/a\/bom\.json: .*JSON/);
});

test('a document in a form that is not read is a note', () => {
  const xml = '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.4">';
  const inventory = inventoryOf({
    'a/x.cdx': xml,
    'a/bom.xml': xml,
    'a/x.spdx.yaml': 'spdxVersion: SPDX-2.3\n',
    'b/bom.xml': '<project>',
    'b/x.cdx': bill('pkg:npm/a@1.0.0').replace('{', '{"$schema":"http://cyclonedx.org/schema/bom-1.4",'),
  });
  const sentence = 'bills of materials in XML, YAML or RDF are not read';
  expect(inventory).toMatchObject({
    packages: [{ name: 'a' }],
    problems: [],
    notes: [`/a/bom.xml: ${sentence}`, `/a/x.cdx: ${sentence}`, `/a/x.spdx.yaml: ${sentence}`],
  });
});
