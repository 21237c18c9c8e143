import { expect, test } from 'vitest';
import { inventoryOf, packageNamed } from '../support.ts';

const release = 'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="17.0.2"\nOS_ARCH="x86_64"\n';

test('a Java runtime is a package with all that is below its folder', () => {
  const inventory = inventoryOf({
    'opt/java/release': release,
    'opt/java/bin/java': '',
    'opt/java/lib/modules': '',
    'opt/other': '',
  });
  expect(packageNamed(inventory, 'openjdk')).toMatchObject({
    purl: 'pkg:generic/openjdk@17.0.2',
    version: '17.0.2',
    type: 'generic',
    foundIn: ['/opt/java/release'],
    files: ['/opt/java/bin/java', '/opt/java/lib/modules', '/opt/java/release'],
  });
});

test("Oracle's own build has a name of its own", () => {
  const inventory = inventoryOf({
    'jdk/release': `${release}BUILD_TYPE="commercial"\n`,
    'jdk/jre/bin/java': '',
  });
  expect(inventory.packages.map(({ purl }) => purl)).toEqual(['pkg:generic/oracle-jdk@17.0.2']);
});

test.each([
  ['without a program', { 'a/release': release }],
  ['of something else', { 'a/release': 'NAME=x\n', 'a/bin/java': '' }],
  ['with a version that is none', { 'a/release': 'JAVA_VERSION="../x"\n', 'a/bin/java': '' }],
  ['of more than 64 KiB', { 'a/release': release + ' '.repeat(64 * 1024), 'a/bin/java': '' }],
])('a release file %s is nothing', (_, files) => {
  expect(inventoryOf(files)).toMatchObject({ packages: [], problems: [] });
});
