import { PackageURL } from 'packageurl-js';
import { describe, expect, test } from 'vitest';
import { catalogReaders, catalogs, readPackages } from '../../src/catalog/catalogs.ts';
import { scanReportSchema } from '../../src/model/scan-report-schema.ts';
import { fakeView } from '../fakes/file-view.ts';
import { alpine, debian, imageOf, inventoryOf, paragraph } from './support.ts';

const status = 'var/lib/dpkg/status';

const mixed = {
  'etc/os-release': debian,
  [status]: paragraph('nodejs', '20.1-1') + paragraph('bash', '5.2-1'),
  'var/lib/dpkg/info/nodejs.list': '/usr/lib/node_modules/npm/package.json\n',
  'lib/apk/db/installed': 'P:musl\nV:1-r0\nF:lib\nR:ld.so\n',
  'lib/ld.so': '',
  'usr/lib/node_modules/npm/package.json': '{"name":"npm","version":"10.0.0"}',
  'usr/lib/node_modules/npm/index.js': '',
};

test('packages of all formats come in one list, sorted by purl, whatever the order of files', () => {
  const forwards = inventoryOf(mixed);
  const backwards = inventoryOf(Object.fromEntries(Object.entries(mixed).reverse()));
  expect(forwards.packages.map(({ purl }) => purl)).toEqual([
    'pkg:apk/debian/musl@1-r0?distro=debian-12',
    'pkg:deb/debian/bash@5.2-1?arch=amd64&distro=debian-12',
    'pkg:deb/debian/nodejs@20.1-1?arch=amd64&distro=debian-12',
    'pkg:npm/npm@10.0.0',
  ]);
  expect(backwards).toEqual(forwards);
});

test('every package fits the report, and its purl says the same as its fields', () => {
  const { packages } = inventoryOf(mixed);
  expect(scanReportSchema.shape.packages.parse(packages)).toEqual(packages);
  for (const { purl, name, version, type } of packages) {
    expect(PackageURL.fromString(purl)).toMatchObject({ type, name, version });
  }
});

test('more packages than any honest image has are given up, also where one is in many places', () => {
  const view = imageOf({
    [status]: paragraph('a', '1') + paragraph('b', '1'),
    'a/node_modules/c/package.json': '{"name":"c","version":"1.0.0"}',
    'b/node_modules/c/package.json': '{"name":"c","version":"1.0.0"}',
  });
  expect(readPackages(view, undefined, 4).packages).toHaveLength(3);
  expect(() => readPackages(view, undefined, 3)).toThrow('the image has more than 3 packages');
});

test('a bare folder has packages without a layer', () => {
  const view = fakeView([{ [status]: paragraph('a', '1') }], { readers: catalogReaders(), bareFolder: true });
  expect(readPackages(view).packages[0]?.layer).toBeNull();
});

test('readers have names of their own', () => {
  const names = catalogReaders().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(catalogs.map(({ name }) => name)).size).toBe(catalogs.length);
});

describe('what cannot be read is never silently empty', () => {
  test.each([
    ['usr/share/bottlerocket/application-inventory.json', 'Bottlerocket'],
    ['var/db/xbps/pkgdb-0.38.plist', 'XBPS'],
    ['var/lib/pkgtools/packages/bash-5.2-x86_64-1', 'Slackware'],
    ['var/log/packages/bash-4.3-x86_64-1', 'Slackware'],
    ['var/db/pkg/local.sqlite', 'FreeBSD'],
    ['var/guix/db/db.sqlite', 'Guix'],
    ['var/lib/snapd/state.json', 'snap'],
  ])('%s is a database that is not read', (path, format) => {
    const { problems } = inventoryOf({ 'etc/os-release': 'ID=other\n', [path]: 'x' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`: ${format} databases are not read, so its packages are unknown`);
  });

  test('a distribution that has only language packages is a problem', () => {
    const { problems } = inventoryOf({
      'etc/os-release': alpine,
      'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
    });
    expect(problems).toEqual(['the image says it is Alpine Linux v3.19, but no package of it was found']);
  });

  test('a database of another size than any real one is a problem', () => {
    const bytes = Buffer.alloc(64 * 1024 * 1024 + 1);
    const { problems } = inventoryOf({ [status]: { bytes } });
    expect(problems).toEqual([`/${status} is 67108865 bytes, over the limit of 67108864`]);
  });

  test('an unreadable database below one that can be read is no problem', () => {
    const { packages, problems } = inventoryOf({ [status]: 'x\n' }, { [status]: paragraph('a', '1') });
    expect(packages.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toEqual([]);
  });
});

describe('owners', () => {
  test('name the distribution’s package before the language’s, by absolute path', () => {
    expect([...inventoryOf(mixed).owners]).toEqual([
      ['/usr/lib/node_modules/npm/package.json', 'pkg:deb/debian/nodejs@20.1-1?arch=amd64&distro=debian-12'],
      ['/lib/ld.so', 'pkg:apk/debian/musl@1-r0?distro=debian-12'],
      ['/usr/lib/node_modules/npm/index.js', 'pkg:npm/npm@10.0.0'],
    ]);
  });

  test('of a file that two packages list, name the one that sorts first', () => {
    const view = imageOf({
      [status]: paragraph('b', '1') + paragraph('a', '1'),
      'var/lib/dpkg/info/a.list': '/x/y\n',
      'var/lib/dpkg/info/b.list': '/x/y\n',
      'x/y': '',
    });
    expect(readPackages(view).owners.get('/x/y')).toBe('pkg:deb/a@1?arch=amd64');
  });
});

describe('a language package that a distribution installed', () => {
  const packed = {
    'etc/os-release': debian,
    [status]: paragraph('npm', '9.2.0'),
    'var/lib/dpkg/info/npm.list': '/usr/share/npm/node_modules/abbrev/package.json\n',
    'usr/share/npm/node_modules/abbrev/package.json': '{"name":"abbrev","version":"1.1.1"}',
  };

  test('says which package of the distribution owns it', () => {
    expect(inventoryOf(packed).packages).toContainEqual(
      expect.objectContaining({
        purl: 'pkg:npm/abbrev@1.1.1',
        ownedBy: 'pkg:deb/debian/npm@9.2.0?arch=amd64&distro=debian-12',
      }),
    );
  });

  test("is nobody's when a copy of it was installed in another way", () => {
    const inventory = inventoryOf(packed, {
      'app/node_modules/abbrev/package.json': '{"name":"abbrev","version":"1.1.1"}',
    });
    expect(inventory.packages.find(({ name }) => name === 'abbrev')).not.toHaveProperty('ownedBy');
  });
});
