import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { zipArchive } from '../advisories/support/zip-archive.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { debian, inventoryOf, packageNamed, paragraph } from './support.ts';

const site = 'opt/v/lib/python3.11/site-packages';
const metadata = (name: string, version: string): string =>
  `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n\nRead me.\n`;
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const recordLine = (path: string, text: string): string =>
  `${path},sha256=${sha256(text).toString('base64url')},${text.length}\n`;

const flask = {
  [`${site}/Flask-3.0.0.dist-info/METADATA`]: metadata('Flask', '3.0.0'),
  [`${site}/Flask-3.0.0.dist-info/INSTALLER`]: 'pip\n',
  [`${site}/Flask-3.0.0.dist-info/RECORD`]: [
    recordLine('flask/app.py', 'app'),
    recordLine('../../../bin/flask', 'start'),
    recordLine('../../../../../usr/bin/sudo', 'mine'),
    recordLine('flask/gone.py', 'gone'),
    'flask/__pycache__/app.cpython-311.pyc,,\n',
    'Flask-3.0.0.dist-info/RECORD,,\n',
  ].join(''),
  [`${site}/flask/app.py`]: 'app',
  [`${site}/flask/__pycache__/app.cpython-311.pyc`]: '',
  'opt/v/bin/flask': 'start',
  'usr/bin/sudo': 'sudo',
};

test('a distribution is what its METADATA says, and owns what its RECORD lists below its prefix', () => {
  expect(inventoryOf(flask).packages).toEqual([
    {
      purl: 'pkg:pypi/flask@3.0.0',
      name: 'Flask',
      version: '3.0.0',
      type: 'pypi',
      layer: fakeDiffId(0),
      foundIn: [`/${site}/Flask-3.0.0.dist-info/METADATA`],
      files: [
        '/opt/v/bin/flask',
        `/${site}/Flask-3.0.0.dist-info/INSTALLER`,
        `/${site}/Flask-3.0.0.dist-info/METADATA`,
        `/${site}/Flask-3.0.0.dist-info/RECORD`,
        `/${site}/flask/__pycache__/app.cpython-311.pyc`,
        `/${site}/flask/app.py`,
      ],
    },
  ]);
});

describe('checksums', () => {
  test('are those of the RECORD, whether the file is there or not', () => {
    expect(inventoryOf(flask).checksums).toEqual(
      [
        [`/${site}/flask/app.py`, 'app'],
        ['/opt/v/bin/flask', 'start'],
        [`/${site}/flask/gone.py`, 'gone'],
      ].map(([path, text = '']) => ({
        path,
        package: 'pkg:pypi/flask@3.0.0',
        algorithm: 'sha256',
        digest: sha256(text).toString('hex'),
        configuration: false,
      })),
    );
  });

  test.each([
    ['conda', 'conda\n'],
    ['nobody', null],
    ['a hostile name', 'pip pip\n'],
  ])('are not taken from what was installed by %s, which changes files afterwards', (_, installer) => {
    const inventory = inventoryOf(flask, { [`${site}/Flask-3.0.0.dist-info/INSTALLER`]: installer });
    expect(inventory.packages.map(({ name }) => name)).toEqual(['Flask']);
    expect(inventory.checksums).toEqual([]);
  });
});

test('distributions are found in all layouts that installers leave', () => {
  const egg = zipArchive([{ name: 'EGG-INFO/PKG-INFO', bytes: Buffer.from(metadata('zipped', '1.0')) }]);
  const inventory = inventoryOf({
    'usr/lib/python3/dist-packages/a-1.egg-info/PKG-INFO': metadata('a', '1'),
    'usr/lib/python3/dist-packages/b-1-py3.11.egg-info': metadata('b', '1'),
    [`${site}/c-1-py3.11.egg/EGG-INFO/PKG-INFO`]: metadata('c', '1'),
    [`${site}/c-1-py3.11.egg/c/__init__.py`]: '',
    [`${site}/zipped-1.0-py3.11.egg`]: { bytes: egg },
    'srv/app/vendored/d-1.dist-info/METADATA': metadata('d', '1'),
    [`${site}/e-1.egg-info/PKG-INFO`]: metadata('e', '1'),
    [`${site}/e-1.egg-info/installed-files.txt`]: '../e.py\n../../../../bin/e\nPKG-INFO\n',
    [`${site}/e.py`]: '',
    'opt/v/bin/e': '',
  });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'zipped']);
  expect(packageNamed(inventory, 'c').files).toEqual([
    `/${site}/c-1-py3.11.egg/EGG-INFO/PKG-INFO`,
    `/${site}/c-1-py3.11.egg/c/__init__.py`,
  ]);
  expect(packageNamed(inventory, 'e').files).toEqual([
    '/opt/v/bin/e',
    `/${site}/e-1.egg-info/PKG-INFO`,
    `/${site}/e-1.egg-info/installed-files.txt`,
    `/${site}/e.py`,
  ]);
  expect(packageNamed(inventory, 'zipped').files).toEqual([`/${site}/zipped-1.0-py3.11.egg`]);
});

test('a copy that another distribution brought for itself is a package, and its files are the other’s', () => {
  const inventory = inventoryOf({
    [`${site}/setuptools/_vendor/wheel-0.43.0.dist-info/METADATA`]: metadata('wheel', '0.43.0'),
    [`${site}/setuptools/_vendor/wheel-0.43.0.dist-info/INSTALLER`]: 'uv',
    [`${site}/setuptools/_vendor/wheel-0.43.0.dist-info/RECORD`]: recordLine('wheel/a.py', 'a'),
    [`${site}/setuptools/_vendor/wheel/a.py`]: 'a',
  });
  expect(packageNamed(inventory, 'wheel')).not.toHaveProperty('files');
  expect(inventory.checksums).toEqual([]);
});

test('what a distribution packed belongs to it', () => {
  const inventory = inventoryOf({
    'etc/os-release': debian,
    'var/lib/dpkg/status': paragraph('python3-six', '1.16.0-4'),
    'var/lib/dpkg/info/python3-six.list': '/usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO\n',
    'usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO': metadata('six', '1.16.0'),
  });
  expect(packageNamed(inventory, 'six').ownedBy).toBe(
    'pkg:deb/debian/python3-six@1.16.0-4?arch=amd64&distro=debian-12',
  );
});

test('what cannot be read is a problem and hides nothing else', () => {
  const inventory = inventoryOf({
    ...flask,
    'a/x-1.dist-info/METADATA': 'Name: a b\nVersion: 1\n',
    'a/y-1.egg': { bytes: Buffer.from('PK\x03\x04 and nothing more') },
    'a/z-1.egg': 'no archive',
  });
  expect(inventory.packages.map(({ name }) => name)).toEqual(['Flask']);
  expect(inventory.problems).toEqual([
    '/a/x-1.dist-info/METADATA: its name is not one that Python allows: a b',
    '/a/y-1.egg: it is no zip archive, or is cut off',
  ]);
});
