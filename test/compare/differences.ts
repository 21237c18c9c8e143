/** Something that one program reports of an image and the other does not. */
export interface Difference {
  readonly peer: 'syft' | 'osv-scanner';
  readonly only: 'sekisho' | 'peer';
  /** Of a package: its purl type. */
  readonly type: string;
  readonly name: string;
  readonly version: string;
  /** Of a finding: its ids, parted by spaces. */
  readonly ids?: string;
  /** Where the program that reports it found it. */
  readonly path?: string;
}

/** Why programs differ, and who is right. */
export interface Explanation {
  readonly peer: Difference['peer'];
  readonly seen: string;
  readonly right: string;
  readonly covers: (difference: Difference) => boolean;
}

/** Archives of the Java image that have no `pom.properties`, and of which Syft and Sekisho guess other groups. */
const guessed: ReadonlySet<string | undefined> = new Set([
  'asm',
  'asm-commons',
  'asm-tree',
  'checker-qual',
  'dom4j',
  'freemarker',
  'h2',
  'mysql-connector-java',
  'scala-library',
  'wiremock-standalone',
  'xml-apis',
  'xpp3_min',
]);

/** Groups whose archives in the Java image have no `pom.properties`. */
const builtWithoutMaven: ReadonlySet<string | undefined> = new Set([
  'com.h2database',
  'mysql',
  'org.apache.tomcat.embed',
  'org.bouncycastle',
  'org.scala-lang',
  'org.springframework',
]);

/** Every difference that was found on the compared images; `compare.test.ts` holds each new one against this list. */
export const explanations: readonly Explanation[] = [
  {
    peer: 'syft',
    seen: 'Syft lists folders below `node_modules` whose package.json has no version, as version `UNKNOWN`: subpath entries such as `@firebase/auth/internal`, code that Next.js compiled into itself',
    right:
      'Sekisho: npm publishes nothing without a version, so they are parts of the package around them, which both list. Nothing could be matched by such an entry',
    covers: ({ only, version }) => only === 'peer' && version === 'UNKNOWN',
  },
  {
    peer: 'syft',
    seen: 'Syft lists test data inside of packages (`resolve/test/resolver/…`) with the names and versions that are written there',
    right: 'Sekisho: nobody installed them, and no program loads them; `mylib 0.0.0` exists nowhere else',
    covers: ({ only, path = '' }) => only === 'peer' && /\/node_modules\/(?:[^/]+\/)+tests?\//.test(path),
  },
  {
    peer: 'syft',
    seen: 'Syft lists stubs that only set the module type of a folder of a package (`terser/bin`, `terser/dist`, `fast-uri/benchmark`)',
    right:
      'Sekisho: their names are the folders’ (`bin 1.0.0`), and advisories for real packages of those names would match them',
    covers: ({ only, path = '', name }) =>
      only === 'peer' && new RegExp(`/node_modules/(?:@[^/]+/)?[^/]+/${name}/package\\.json$`).test(path),
  },
  {
    peer: 'syft',
    seen: 'Go’s standard library is `stdlib go1.26.8` to Syft and `stdlib 1.26.8` to Sekisho',
    right:
      'both: the same package. Advisories (Go vulnerability database, in OSV form) write versions without the prefix',
    covers: ({ name }) => name === 'stdlib',
  },
  {
    peer: 'syft',
    seen: 'Java archives that say nothing of Maven are of groups that Syft makes of the names of bundles and main classes: `org.h2:h2`, `com.mysql:mysql-connector-java 5.1.46`, `org.dom4j:dom4j 1.6.1`',
    right:
      'Sekisho: Maven Central has them as `com.h2database:h2`, `mysql:mysql-connector-java` and `dom4j:dom4j`, which is how advisories call them',
    covers: ({ type, name }) => type === 'maven' && guessed.has(name.split(':')[1]),
  },
  {
    peer: 'syft',
    seen: 'Syft lists every folder with a DESCRIPTION as an R package: test data and templates inside of packages (`testRcppModule`, `@PKGNAME@ @VERSION@`), and the messages of R itself (`translations`)',
    right:
      'Sekisho: none of them has the line that R writes when it installs a package (`Built`), and none can be loaded',
    covers: ({ only, type, path = '' }) =>
      only === 'peer' &&
      type === 'cran' &&
      (/\/site-library\/[^/]+\/.+\/DESCRIPTION$/.test(path) || path.endsWith('/translations/DESCRIPTION')),
  },
  {
    peer: 'syft',
    seen: 'Syft does not list Erlang applications whose resource file has a map (`systemd 0.6.1`, `syslog 4.0.0` of RabbitMQ); the latter is `syslog_app` to Sekisho, as which it was published to Hex',
    right: 'Sekisho: releases have both of them, and advisories call a package by its name in Hex',
    covers: ({ only, type, name }) =>
      only === 'sekisho' && type === 'hex' && ['systemd', 'syslog_app'].includes(name),
  },
  {
    peer: 'syft',
    seen: 'Syft tells Erlang itself by texts in its programs: `erlang 25.2.3`',
    right:
      'Syft: Sekisho lists the applications of Erlang/OTP (`erts 13.1.5`, `kernel 8.5.3`), and not the release that they are. No advisory in OSV form speaks of either, which Sekisho says',
    covers: ({ only, type, name }) => only === 'peer' && type === 'binary' && name === 'erlang',
  },
  {
    peer: 'osv-scanner',
    seen: 'OSV-Scanner finds nothing in Spring, Tomcat to be built in, Bouncy Castle, the MySQL driver, H2 and Scala’s library, among it CVE-2022-22965 (“Spring4Shell”) and CVE-2020-1938 (“Ghostcat”)',
    right:
      'Sekisho: their archives were not built with Maven and have no `pom.properties`; what they are is told by their names, their manifests and a list of well-known groups',
    covers: ({ only, type, name }) =>
      only === 'sekisho' && type === 'maven' && builtWithoutMaven.has(name.split(':')[0]),
  },
];
