import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMetadata } from '../../../src/catalog/python/metadata.ts';
import { listedPath, placeOf } from '../../../src/catalog/python/places.ts';
import { parseInstalledFiles, parseRecord } from '../../../src/catalog/python/record.ts';

const zeros = 'A'.repeat(43);
const zerosInHex = '0'.repeat(64);

describe('metadata', () => {
  test.each<[string, string, string, string, string]>([
    ['a field each', 'Metadata-Version: 2.1\nName: a\nVersion: 1.0\n', 'x.dist-info', 'a', '1.0'],
    ['any case and line ends', '\uFEFFNAME: a\r\nversion: 1.0\r\n', 'x.dist-info', 'a', '1.0'],
    ['a folded value', 'Name:\n a\nVersion: 1.0\n', 'x.dist-info', 'a', '1.0'],
    ['the first of two', 'Name: a\nName: b\nVersion: 1.0\n', 'x.dist-info', 'a', '1.0'],
    ['nothing of the body', 'Name: a\n\nVersion: 2\n', 'a-1.0.dist-info', 'a', '1.0'],
    ['an empty file, by its folder', '', 'zope.interface-5.4.0.dist-info', 'zope.interface', '5.4.0'],
    ['an egg, by its name', '', 'a_b-1.0-py3.9-linux-x86_64.egg', 'a_b', '1.0'],
    ['an old file of distutils', '', 'a-1.0-py3.11.egg-info', 'a', '1.0'],
    ['a local version', 'Name: torch\nVersion: 2.0.0+cu118\n', 'x.dist-info', 'torch', '2.0.0+cu118'],
    ['an epoch', 'Name: a\nVersion: 1!2.0\n', 'x.dist-info', 'a', '1!2.0'],
    ['a version older than PEP 440', 'Name: pytz\nVersion: 2004d-beta\n', 'x.egg-info', 'pytz', '2004d-beta'],
  ])('%s is read', (_, text, folder, name, version) => {
    expect(parseMetadata(text, folder)).toEqual({ name, version });
  });

  test.each([
    ['', 'x.dist-info'],
    ['Name: a\n', 'a.egg-info'],
    ['no header at all', 'UNKNOWN.egg-info'],
  ])('%j in %s is nothing', (text, folder) => {
    expect(parseMetadata(text, folder)).toBeUndefined();
  });

  test.each([
    ['Name: ../a\nVersion: 1\n', 'its name is not one that Python allows: ../a'],
    ['Name: a b\nVersion: 1\n', 'its name is not one that Python allows: a b'],
    [`Name: ${'a'.repeat(300)}\nVersion: 1\n`, 'its name is not one that Python allows'],
    ['Name: a\nVersion: 1 or 2\n', 'its version is not one: 1 or 2'],
    ['Name: a\nVersion: \u001b[1m\n', 'its version is not one: \\u{1b}[1m'],
  ])('%j is refused', (text, reason) => {
    expect(() => parseMetadata(text, 'x.dist-info')).toThrow(reason);
  });

  test('of any text is a valid name and version, nothing, or a sentence', () => {
    const line = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('Name: a', 'Version: 1', ' x', ''));
    fc.assert(
      fc.property(fc.array(line), fc.string(), (all, folder) => {
        try {
          const found = parseMetadata(all.join('\n'), `${folder}.dist-info`);
          expect(`${found?.name} ${found?.version}`).toMatch(/^[\w.-]+ [\w.!+~*-]+$/);
        } catch (error) {
          expect((error as Error).message).toMatch(/^its (name|version) is not one/);
        }
      }),
    );
  });
});

describe('a RECORD', () => {
  test('lists paths and their digests, which may be missing', () => {
    const text = `a/b.py,sha256=${zeros},10\r\n"c,""d"".py",sha256=${zeros}=,1\n../../../bin/x,,\ne,md5=abc,1\n`;
    expect(parseRecord(text)).toEqual({
      paths: ['a/b.py', 'c,"d".py', '../../../bin/x', 'e'],
      digests: [zerosInHex, zerosInHex],
    });
  });

  test.each(['', '\n\n', '"never closed', ',,', ',sha256=x,1'])('%j lists nothing', (text) => {
    expect(parseRecord(text).paths).toEqual([]);
  });

  test('with a path that no file can have is refused', () => {
    expect(() => parseRecord(`${'a'.repeat(5000)},,`)).toThrow('a path is longer than 4096 characters');
    expect(() => parseInstalledFiles('a'.repeat(5000))).toThrow('a path is longer than 4096 characters');
  });

  test('of any text lists paths, or is refused with a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const path of parseRecord(text).paths) expect(path).not.toBe('');
      }),
    );
  });
});

describe('places', () => {
  test.each([
    ['a/site-packages/x-1.dist-info/METADATA', 'a/site-packages'],
    ['a/x.egg-info/PKG-INFO', 'a'],
    ['a/x-1-py3.11.egg-info', 'a'],
    ['a/x-1.egg/EGG-INFO/PKG-INFO', 'a/x-1.egg'],
    ['x-1.dist-info/METADATA', '.'],
  ])('%s tells of a distribution', (path, site) => {
    expect(placeOf(path)?.site).toBe(site);
  });

  test.each([
    'METADATA',
    'a/METADATA',
    'a/PKG-INFO',
    'x.dist-info/PKG-INFO',
    'v/lib/python3.11/site-packages/pkg_resources/tests/data/my_test_package-1.0.egg/EGG-INFO/PKG-INFO',
    'EGG-INFO/PKG-INFO',
    'x.dist-info',
  ])('%s tells of none', (path) => {
    expect(placeOf(path)).toBeUndefined();
  });

  test.each<[string, string, string | undefined]>([
    ['usr/lib/python3/dist-packages', '../../../bin/x', 'usr/bin/x'],
    ['usr/lib/python3/dist-packages', '../../../../etc/passwd', undefined],
    ['opt/v/lib/python3.11/site-packages', 'a/../b.py', 'opt/v/lib/python3.11/site-packages/b.py'],
    ['opt/v/lib/python3.11/site-packages', '/opt/v/share/x', 'opt/v/share/x'],
    ['opt/v/lib/python3.11/site-packages', '/usr/bin/sudo', undefined],
    ['opt/v/lib/python3.11/site-packages', '../../../../../../../etc/passwd', undefined],
    ['lib/python3/site-packages', '../../../bin/x', 'bin/x'],
    ['lib/python3/site-packages', '../../../../bin/x', undefined],
    ['srv/app', '../bin/x', undefined],
    ['.', 'a.py', 'a.py'],
    ['.', '../a.py', undefined],
  ])('in %s, %s is %s', (site, listed, path) => {
    expect(listedPath(site, site, listed)).toBe(path);
  });
});
