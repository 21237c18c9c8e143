import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javaLimits, readJavaArchive } from '../../src/catalog/java/archive.ts';
import { type ArchiveEntry, zipArchive } from '../advisories/support/zip-archive.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { debian, fixtureBytes, inventoryOf, paragraph } from './support.ts';

type Content = string | Buffer;

function jar(files: Readonly<Record<string, Content>>, options: Partial<ArchiveEntry> = {}): Buffer {
  return zipArchive(
    Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content), ...options })),
  );
}

function pom(coordinates: string): Record<string, string> {
  const [group, artifact, version] = coordinates.split(':');
  return {
    [`META-INF/maven/${group}/${artifact}/pom.properties`]: `version=${version}\ngroupId=${group}\nartifactId=${artifact}\n`,
  };
}

function sourceOf(bytes: Buffer) {
  return {
    size: bytes.length,
    read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
}

function imageOfJars(files: Readonly<Record<string, Buffer>>) {
  return inventoryOf(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, { bytes }])));
}

function found(files: Readonly<Record<string, Buffer>>): (string | undefined)[] {
  return imageOfJars(files).packages.map(({ purl, foundIn }) => `${purl} ${foundIn?.join(' ')}`);
}

test('a jar is what its pom.properties says', () => {
  expect(imageOfJars({ 'opt/x.jar': jar(pom('org.example:a:1.0')) }).packages).toEqual([
    {
      purl: 'pkg:maven/org.example/a@1.0',
      name: 'org.example:a',
      version: '1.0',
      type: 'maven',
      layer: fakeDiffId(0),
      foundIn: ['/opt/x.jar'],
      files: ['/opt/x.jar'],
    },
  ]);
});

test('a Tomcat as it is unpacked is the whole of it too, and one in an application is not', () => {
  const manifest = Buffer.from('Implementation-Title: Apache Tomcat\nImplementation-Version: 9.0.30\n');
  const bytes = zipArchive([{ name: 'META-INF/MANIFEST.MF', bytes: manifest }]);
  expect(found({ 'usr/local/tomcat/lib/catalina.jar': bytes })).toEqual([
    'pkg:maven/org.apache.tomcat/tomcat-catalina@9.0.30 /usr/local/tomcat/lib/catalina.jar',
    'pkg:maven/org.apache.tomcat/tomcat@9.0.30 /usr/local/tomcat/lib/catalina.jar',
  ]);
  expect(found({ 'app/tomcat-catalina-9.0.30.jar': bytes })).toHaveLength(1);
});

test('a shaded jar is its own artifact and all that it was made of, and only the first owns it', () => {
  const bytes = fixtureBytes('java/hadoop-shaded-guava-1.1.0-SNAPSHOT.jar');
  const { packages, problems } = imageOfJars({ 'a/hadoop-shaded-guava-1.1.0-SNAPSHOT.jar': bytes });
  expect(problems).toEqual([]);
  expect(packages.map(({ purl, files = [] }) => `${purl} ${files.length}`)).toEqual([
    'pkg:maven/com.google.guava/failureaccess@1.0.1 0',
    'pkg:maven/com.google.guava/guava@29.0-jre 0',
    'pkg:maven/com.google.guava/listenablefuture@9999.0-empty-to-avoid-conflict-with-guava 0',
    'pkg:maven/com.google.j2objc/j2objc-annotations@1.3 0',
    'pkg:maven/org.apache.hadoop.thirdparty/hadoop-shaded-guava@1.1.0-SNAPSHOT 1',
  ]);
});

test.each([
  ['stored', true],
  ['deflated', false],
])('archives in archives are found to the third level, %s', (_, stored) => {
  const deepest = jar(pom('org.example:c:3'));
  const middle = jar({ 'lib/c.jar': deepest, ...pom('org.example:b:2') }, { stored });
  const outer = jar({ 'WEB-INF/lib/b.jar': middle, 'WEB-INF/classes/A.class': 'x' }, { stored });
  expect(found({ 'srv/app.ear': jar({ 'a-1.war': outer }, { stored }) })).toEqual([
    'pkg:maven/a/a@1 /srv/app.ear!/a-1.war',
    'pkg:maven/org.example/b@2 /srv/app.ear!/a-1.war!/WEB-INF/lib/b.jar',
    'pkg:maven/org.example/c@3 /srv/app.ear!/a-1.war!/WEB-INF/lib/b.jar!/lib/c.jar',
  ]);
});

test('a war with a bundle and a fat jar in it is all of them', () => {
  expect(found({ 'srv/nested.war': fixtureBytes('java/nested.war') })).toEqual([
    'pkg:maven/org.example/app@1.0 /srv/nested.war!/WEB-INF/lib/app-1.0.jar',
    'pkg:maven/org.example/b@2.0 /srv/nested.war!/WEB-INF/lib/app-1.0.jar!/BOOT-INF/lib/b-2.0.jar /srv/nested.war!/WEB-INF/lib/b-2.0.jar',
  ]);
});

test('a jar with a start script before it is read', () => {
  const script = Buffer.from('#!/bin/bash\nexec java -jar "$0" "$@"\n');
  const bytes = Buffer.concat([script, jar({ 'BOOT-INF/lib/a.jar': jar(pom('g:a:1')) }, { stored: true })]);
  expect(found({ 'app.jar': bytes })).toEqual(['pkg:maven/g/a@1 /app.jar!/BOOT-INF/lib/a.jar']);
});

test('archives of source text and documentation are no packages', () => {
  const files = { 'a-1.0-sources.jar': jar({}), 'a-1.0-javadoc.jar': jar(pom('g:a:1.0')) };
  expect(found(files)).toEqual([]);
});

test('an archive that says nowhere what it is makes a note, and the scan is complete', () => {
  const war = jar({
    'META-INF/maven/g/x/pom.properties': 'version=1\n',
    'lib/y.jar': jar({}),
    'lib/z.jar': jar({}),
  });
  expect(imageOfJars({ 'a.jar': jar({}), 'x.war': war })).toMatchObject({
    packages: [{ name: 'g:x' }],
    problems: [],
    notes: [
      '/a.jar: a Java archive that says neither inside nor in its name what it is',
      '/x.war: in it are Java archives that say neither inside nor in their names what they are: lib/y.jar and 1 more',
    ],
  });
});

test('the jars of a Java 8 runtime are not packages of their own', () => {
  const manifest = 'Implementation-Title: Java Runtime Environment\nImplementation-Version: 1.8.0_292\n';
  const inventory = imageOfJars({ 'jre/lib/rt.jar': jar({ 'META-INF/MANIFEST.MF': manifest }) });
  expect(inventory).toMatchObject({ packages: [], problems: [], notes: [] });
});

test('jars of a distribution, and those in them, belong to it', () => {
  const inventory = inventoryOf({
    'etc/os-release': debian,
    'var/lib/dpkg/status': paragraph('liba-java', '1'),
    'var/lib/dpkg/info/liba-java.list': '/usr/share/java/a.jar\n',
    'usr/share/java/a.jar': { bytes: jar({ ...pom('g:a:1'), 'b.jar': jar(pom('g:b:1')) }) },
  });
  expect(inventory.packages.filter(({ type }) => type === 'maven').map(({ ownedBy }) => ownedBy)).toEqual([
    'pkg:deb/debian/liba-java@1?arch=amd64&distro=debian-12',
    'pkg:deb/debian/liba-java@1?arch=amd64&distro=debian-12',
  ]);
});

describe('what is named like an archive and is none is nothing', () => {
  test.each([
    ['empty', ''],
    ['text', 'version https://git-lfs.github.com/spec/v1\n'],
    ['a script', '#!/bin/sh\n'],
  ])('%s', (_, text) => {
    expect(inventoryOf({ 'a.jar': text })).toMatchObject({ packages: [], problems: [], notes: [] });
  });
});

describe('what cannot be read of an archive is a problem and hides nothing else', () => {
  const good = pom('g:a:1');

  test.each<[string, Buffer, string]>([
    ['an archive that is cut off', jar(good).subarray(0, -5), '/x.jar: it is no zip archive, or is cut off'],
    [
      'an archive in it that is cut off',
      jar({ 'lib/y.jar': jar({}).subarray(0, -30), 'lib/z.jar': jar(good).subarray(0, -5) }),
      '/x.jar: lib/z.jar: it is no zip archive, or is cut off',
    ],
    [
      'an entry of another method',
      zipArchive([{ name: 'y.jar', bytes: Buffer.from('x'), lies: { method: 9 } }]),
      '/x.jar: y.jar: it is packed by method 9, which is not read',
    ],
    [
      'an entry with another checksum',
      zipArchive([{ name: 'META-INF/MANIFEST.MF', bytes: Buffer.from('x'), lies: { crc: 1 } }]),
      '/x.jar: META-INF/MANIFEST.MF: it has not the checksum that the directory says',
    ],
    [
      'a manifest that is far too large',
      zipArchive([
        {
          name: 'META-INF/MANIFEST.MF',
          bytes: Buffer.from('x'),
          lies: { size: javaLimits.manifestBytes + 1 },
        },
      ]),
      '/x.jar: META-INF/MANIFEST.MF: it is 16777217 bytes, over the limit of 16777216',
    ],
    [
      'a name with control characters',
      jar({ 'a\u001b[1m.jar': jar(good).subarray(0, -5) }),
      '/x.jar: a\\u{1b}[1m.jar: it is no zip archive, or is cut off',
    ],
  ])('%s', (_, bytes, problem) => {
    const inventory = imageOfJars({ 'x.jar': bytes, 'b-1.jar': jar({}) });
    expect(inventory.problems).toEqual([problem]);
    expect(inventory.packages.map(({ name }) => name)).toEqual(['b:b']);
  });

  test('nesting deeper than five archives', () => {
    let bytes = jar(good);
    for (let level = 0; level < 10; level += 1) bytes = jar({ 'x.jar': bytes, ...pom(`g:level${level}:1`) });
    const inventory = imageOfJars({ 'x.jar': bytes });
    expect(inventory.packages.map(({ name }) => name)).toEqual(
      [9, 8, 7, 6, 5].map((n) => `g:level${n}`).sort(),
    );
    expect(inventory.problems).toEqual([
      '/x.jar: x.jar!/x.jar!/x.jar!/x.jar!/x.jar: archives are nested deeper than is read',
    ]);
  });

  test('more than ten problems are ten and a last one', () => {
    const broken = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`${n}.jar`, Buffer.from('PK\x03\x04')]),
    );
    const result = readJavaArchive(sourceOf(jar(broken)), 'a.jar');
    expect(result?.problems).toHaveLength(11);
    expect(result?.problems?.at(-1)).toBe('and more problems');
  });

  const limited = (bytes: Buffer, limits: Partial<typeof javaLimits | Record<string, number>>) =>
    readJavaArchive(sourceOf(bytes), 'a.jar', { ...javaLimits, ...limits })?.problems;

  test('more entries than are read', () => {
    expect(limited(jar({ 'a.jar': jar({}), 'b.jar': jar({}) }), { entries: 1 })).toEqual([
      'it has more entries than are read',
    ]);
  });

  test('more artifacts than are read', () => {
    expect(limited(jar({ ...pom('g:a:1'), ...pom('g:b:1') }), { artifacts: 1 })).toEqual([
      'more than 1 artifacts are in it',
    ]);
  });

  test('a bomb: what it unpacks to in all is counted, wherever the entries lie', () => {
    const level = (inner: Buffer): Buffer =>
      jar({ 'a.jar': inner, 'b.jar': inner, 'c.jar': inner, 'd.jar': inner });
    const bytes = level(level(level(level(jar({ 'META-INF/MANIFEST.MF': 'A: b\n'.repeat(10_000) })))));
    expect(limited(bytes, { totalBytes: 1_000_000 })?.join()).toContain(
      'it unpacks to more than is read of one archive',
    );
  });

  test('or it is read as what it is, whatever byte is changed or wherever it is cut', () => {
    const bytes = jar({ ...good, 'lib/b-2.jar': jar(pom('g:b:2')) }, { stored: true });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const changed = cut ? bytes.subarray(0, at) : Buffer.from(bytes);
        if (!cut) changed[at] = value;
        const result = readJavaArchive(sourceOf(changed), 'a.jar') ?? { artifacts: [] };
        for (const { group } of result.artifacts) expect(group).toMatch(/^[\w.-]+$/);
        for (const sentence of result.problems ?? []) expect(sentence).toMatch(/^[\P{Cc}]+$/u);
      }),
      { numRuns: 1000 },
    );
  });
});
