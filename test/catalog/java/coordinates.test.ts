import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Coordinates, identify, parsePomProperties } from '../../../src/catalog/java/coordinates.ts';
import { parseArchiveName } from '../../../src/catalog/java/file-name.ts';
import { parseManifest } from '../../../src/catalog/java/manifest.ts';
import { fixture } from '../support.ts';

const text = (found: Coordinates | undefined): string | undefined =>
  found && `${found.group}:${found.artifact}:${found.version}`;

const manifestOf = (values: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));

/** What stands in a file that the build never filled in. */
const unfilled = ['$', '{project.version}'].join('');

const pom = (coordinates: string): Coordinates => {
  const [group = '', artifact = '', version = ''] = coordinates.split(':');
  return { group, artifact, version };
};

describe('the name of a file', () => {
  test.each([
    ['guava-27.0-jre.jar', 'guava', '27.0-jre'],
    ['log4j-1.2-api-2.17.1.jar', 'log4j-1.2-api', '2.17.1'],
    ['kafka_2.13-3.5.0.jar', 'kafka_2.13', '3.5.0'],
    ['java-cup-runtime-11b-20160615.jar', 'java-cup-runtime', '11b-20160615'],
    ['commons-lang-20040616.jar', 'commons-lang', '20040616'],
    ['a-1.0-beta-2.jar', 'a', '1.0-beta-2'],
    ['a-9.4.0.Final-redhat-00001.jar', 'a', '9.4.0.Final-redhat-00001'],
    ['a-1.0-20200101.123456-1.jar', 'a', '1.0-20200101.123456-1'],
    ['a-2-SNAPSHOT.jar', 'a', '2-SNAPSHOT'],
    ['a-1.0-all.jar', 'a', '1.0'],
    ['a-1.0-jar-with-dependencies.jar', 'a', '1.0'],
    ['netty-tcnative-2.0.36.Final-linux-x86_64.jar', 'netty-tcnative', '2.0.36.Final'],
    [
      'listenablefuture-9999.0-empty-to-avoid-conflict-with-guava.jar',
      'listenablefuture',
      '9999.0-empty-to-avoid-conflict-with-guava',
    ],
  ])('%s is an artifact and a version', (base, artifact, version) => {
    expect(parseArchiveName(base)).toMatchObject({ artifact, version });
  });

  test.each([
    'app.jar',
    'level-2-jar.jar',
    'spring3-core-3.x.jar',
    'a-b.jar',
    'utf-8-tools.jar',
    '-.jar',
    '.jar',
    'a-.jar',
  ])('%s has no version', (base) => {
    expect(parseArchiveName(base)).not.toHaveProperty('version');
  });
});

describe('a manifest', () => {
  test.each([
    ['guava-27.0-jre', 'com.google.guava:guava:27.0-jre'],
    ['jackson-annotations-2.9.10', 'com.fasterxml.jackson.core:jackson-annotations:2.9.10'],
    ['jna-5.6.0', 'net.java.dev.jna:jna:5.6.0'],
    ['logback-classic-1.2.3', 'ch.qos.logback:logback-classic:1.2.3'],
  ])('of %s tells what it is', (name, expected) => {
    const manifest = parseManifest(fixture(`java/${name}.MF`));
    expect(text(identify({ base: `${name}.jar`, poms: [], manifest }))).toBe(expected);
  });

  test.each<[string, string, Readonly<Record<string, string>>, string | undefined]>([
    [
      'GROUP.ARTIFACT is the name of a bundle',
      'snakeyaml-1.26.jar',
      { 'Bundle-SymbolicName': 'org.yaml.snakeyaml;singleton:=true', 'Bundle-Version': '1.26.0' },
      'org.yaml:snakeyaml:1.26',
    ],
    [
      'the word that group and artifact share stands once in the name of a bundle',
      'metrics-jvm-3.1.5.jar',
      { 'Bundle-SymbolicName': 'io.dropwizard.metrics.jvm' },
      'io.dropwizard.metrics:metrics-jvm:3.1.5',
    ],
    [
      'an artifact named like its bundle is in the group above',
      'org.apache.felix.framework-7.0.5.jar',
      { 'Bundle-SymbolicName': 'org.apache.felix.framework' },
      'org.apache.felix:org.apache.felix.framework:7.0.5',
    ],
    [
      "the vendor's id is the group",
      'airline-0.8.jar',
      { 'Implementation-Vendor-Id': 'io.airlift', 'Implementation-Title': 'airline' },
      'io.airlift:airline:0.8',
    ],
    [
      'the name of a module tells the group',
      'lz5-java-1.7.1.jar',
      { 'Automatic-Module-Name': 'org.lz5.java' },
      'org.lz5:lz5-java:1.7.1',
    ],
    [
      'a Jenkins plugin says its group and its short name',
      'git.jpi',
      { 'Group-Id': 'org.jenkins-ci.plugins', 'Short-Name': 'git', 'Plugin-Version': '4.11.3' },
      'org.jenkins-ci.plugins:git:4.11.3',
    ],
    [
      'the version is that of the manifest when the file has none in its name',
      'app.jar',
      { 'Implementation-Title': 'demo', 'Implementation-Version': '0.0.1-SNAPSHOT (b0)' },
      'demo:demo:0.0.1-SNAPSHOT',
    ],
    [
      'what stands behind the version of the manifest in the name of the file is a variant',
      'a-1.5-hadoop2.jar',
      { 'Implementation-Version': '1.5' },
      'a:a:1.5',
    ],
    [
      'a bundle of a Tomcat is what Maven Central calls it',
      'servlet-api.jar',
      { 'Bundle-SymbolicName': 'org.apache.tomcat-servlet-api', 'Bundle-Version': '10.1.18' },
      'org.apache.tomcat:tomcat-servlet-api:10.1.18',
    ],
    [
      'a bundle of a Tomcat that is built into an application has another group',
      'tomcat-embed-core-9.0.30.jar',
      { 'Bundle-SymbolicName': 'org.apache.tomcat-embed-core', 'Bundle-Version': '9.0.30' },
      'org.apache.tomcat.embed:tomcat-embed-core:9.0.30',
    ],
    [
      'the files of a Tomcat are what Maven Central calls them',
      'catalina.jar',
      { 'Implementation-Title': 'Apache Tomcat', 'Implementation-Version': '10.1.18' },
      'org.apache.tomcat:tomcat-catalina:10.1.18',
    ],
    [
      'and what Debian calls them',
      'tomcat10-coyote.jar',
      { 'Implementation-Title': 'Apache Tomcat', 'Implementation-Version': '10.1.18' },
      'org.apache.tomcat:tomcat-coyote:10.1.18',
    ],
    [
      'well-known artifacts have their group',
      'spring-core-6.1.2.jar',
      {},
      'org.springframework:spring-core:6.1.2',
    ],
    [
      'a group that moved is the one of the version',
      'groovy-4.0.1.jar',
      {},
      'org.apache.groovy:groovy:4.0.1',
    ],
    ['and was the other one before', 'groovy-3.0.1.jar', {}, 'org.codehaus.groovy:groovy:3.0.1'],
    ['without a group, the artifact is its own', 'sigar-1.6.4.jar', {}, 'sigar:sigar:1.6.4'],
    ['without a version it is nothing', 'stress.jar', { 'Implementation-Title': 'stress' }, undefined],
    ['a version that is none is nothing', 'stress.jar', { 'Implementation-Version': unfilled }, undefined],
  ])('%s', (_, base, values, expected) => {
    expect(text(identify({ base, poms: [], manifest: manifestOf(values) }))).toBe(expected);
  });

  test('joins the lines of a value, and ends at the first empty line', () => {
    const manifest =
      'Manifest-Version: 1.0\r\nBundle-Symbolic\r\nBUNDLE-SymbolicName: org.ex\r\n ample.a\r\n\r\nName: x/\r\nBundle-Version: 2\r\n';
    expect([...parseManifest(manifest)]).toEqual([
      ['manifest-version', '1.0'],
      ['bundle-symbolicname', 'org.example.a'],
    ]);
  });

  test('has no values longer than a name could be, and no prototype', () => {
    const manifest = parseManifest(`Export-Package: ${'a\n '.repeat(100_000)}\n__proto__: x\nA: b\n`);
    expect([...manifest]).toEqual([
      ['__proto__', 'x'],
      ['a', 'b'],
    ]);
  });
});

describe('of the artifacts an archive was made of', () => {
  test.each<[string, string, readonly string[], Readonly<Record<string, string>>, string | undefined]>([
    ['it is the one it is named by', 'b-1.jar', ['x:a:1', 'x:b:1.0'], {}, 'x:b:1.0'],
    ['or begins with', 'b-1-custom-build.jar', ['x:a:1', 'x:b:1'], {}, 'x:b:1'],
    ['or has for its title', 'app.jar', ['x:a:1', 'x:b:1'], { 'Implementation-Title': 'b' }, 'x:b:1'],
    ['or the only one, when it has no version in its name', 'app.jar', ['x:a:1'], {}, 'x:a:1'],
    ['or the same one', 'app-1.jar', ['x:a:1'], {}, 'x:a:1'],
    ['or none, when it has another version', 'app-2.0.jar', ['x:a:1'], {}, 'app:app:2.0'],
    ['or none, when its name says nothing', 'app.jar', ['x:a:1', 'x:b:1'], {}, undefined],
  ])('%s', (_, base, poms, values, expected) => {
    expect(text(identify({ base, poms: poms.map(pom), manifest: manifestOf(values) }))).toBe(expected);
  });
});

describe('pom.properties', () => {
  const path = 'META-INF/maven/org.example/a/pom.properties';

  test.each([
    ['#Generated\nversion=1.0\ngroupId=g\nartifactId=b\n', 'g:b:1.0'],
    ['version: 1.0\r\ngroupId : g\r\nartifactId:b\r\n', 'g:b:1.0'],
    ['version=1.0\n', 'org.example:a:1.0'],
    [`version=${unfilled}\ngroupId=g\nartifactId=b\n`, undefined],
    ['groupId=g\nartifactId=b\n', undefined],
    ['version=1 0\ngroupId=g\nartifactId=b\n', undefined],
    ['version=1\ngroupId=../g\nartifactId=b\n', undefined],
    ['', undefined],
  ])('%j', (content, expected) => {
    expect(text(parsePomProperties(content, path))).toBe(expected);
  });
});

test('whatever an archive says of itself, it is coordinates that Maven allows, or nothing', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a.b', 'a-1.0', '1.0', 'org.x.a', 'a'),
  );
  const keys = [
    'Implementation-Title',
    'Implementation-Version',
    'Bundle-SymbolicName',
    'Group-Id',
    'Short-Name',
  ];
  const evidence = fc.record({ base: word, values: fc.dictionary(fc.constantFrom(...keys), word) });
  fc.assert(
    fc.property(evidence, ({ base, values }) => {
      const found = identify({ base: `${base}.jar`, poms: [], manifest: manifestOf(values) });
      expect(text(found) ?? 'a:b:c').toMatch(/^[\w.-]+:[\w.-]+:[\w.+~-]+$/);
    }),
  );
});

test.each([
  ['asm-3.3.1.jar', 'asm:asm:3.3.1'],
  ['asm-commons-9.6.jar', 'org.ow2.asm:asm-commons:9.6'],
  ['dom4j-1.6.1.jar', 'dom4j:dom4j:1.6.1'],
  ['dom4j-2.1.4.jar', 'org.dom4j:dom4j:2.1.4'],
  ['h2-1.4.197.jar', 'com.h2database:h2:1.4.197'],
  ['freemarker-2.3.19.jar', 'org.freemarker:freemarker:2.3.19'],
  ['wiremock-standalone-2.27.2.jar', 'com.github.tomakehurst:wiremock-standalone:2.27.2'],
  ['wiremock-standalone-3.0.0.jar', 'org.wiremock:wiremock-standalone:3.0.0'],
  ['xercesImpl-2.12.2.jar', 'xerces:xercesImpl:2.12.2'],
  ['poi-ooxml-4.1.2.jar', 'org.apache.poi:poi-ooxml:4.1.2'],
  ['tomcat-embed-el-8.0.32.jar', 'org.apache.tomcat.embed:tomcat-embed-el:8.0.32'],
])(
  'a well-known archive that says nothing of Maven is what Maven Central calls it: %s',
  (base, coordinates) => {
    const found = identify({ base, poms: [], manifest: new Map() });
    expect(`${found?.group}:${found?.artifact}:${found?.version}`).toBe(coordinates);
  },
);
