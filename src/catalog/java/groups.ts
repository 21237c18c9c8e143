/**
 * Maven groups of widely used libraries whose archives say nothing of Maven, because another build tool made them:
 * each artifact is published on Maven Central under this group. A name that ends with `*` stands for all that begin so.
 */
const groups: Readonly<Record<string, readonly string[]>> = {
  'org.springframework': [
    ...['aop', 'aspects', 'beans', 'context', 'context-indexer', 'context-support', 'core', 'core-test'],
    ...['expression', 'instrument', 'jcl', 'jdbc', 'jms', 'messaging', 'orm', 'oxm', 'r2dbc', 'test', 'tx'],
    ...['web', 'webflux', 'webmvc', 'webmvc-portlet', 'websocket'],
  ].map((part) => `spring-${part}`),
  'org.springframework.boot': ['spring-boot', 'spring-boot-*'],
  'org.springframework.security': [
    ...[
      'acl',
      'aspects',
      'cas',
      'config',
      'core',
      'crypto',
      'data',
      'ldap',
      'messaging',
      'openid',
      'remoting',
    ],
    ...['rsocket', 'taglibs', 'test', 'web', 'oauth2-authorization-server', 'oauth2-client', 'oauth2-core'],
    ...['oauth2-jose', 'oauth2-resource-server', 'saml2-service-provider'],
  ].map((part) => `spring-security-${part}`),
  'org.springframework.integration': ['spring-integration-*'],
  'org.springframework.batch': ['spring-batch-*'],
  'org.springframework.kafka': ['spring-kafka', 'spring-kafka-test'],
  'org.springframework.amqp': ['spring-amqp', 'spring-rabbit', 'spring-rabbit-*'],
  'org.springframework.session': ['spring-session-*'],
  'org.springframework.graphql': ['spring-graphql', 'spring-graphql-*'],
  'org.springframework.ldap': ['spring-ldap-*'],
  'org.springframework.ws': ['spring-ws-*', 'spring-xml'],
  'org.jetbrains.kotlin': ['kotlin-*'],
  'org.jetbrains.kotlinx': ['kotlinx-*'],
  'org.codehaus.groovy': ['groovy', 'groovy-*'],
  'com.squareup.okhttp3': ['okhttp', 'okhttp-*', 'logging-interceptor', 'mockwebserver'],
  'com.squareup.okio': ['okio', 'okio-*'],
  'com.squareup.retrofit2': ['retrofit'],
  'com.google.guava': ['guava', 'failureaccess', 'listenablefuture'],
  'com.google.protobuf': ['protobuf-java', 'protobuf-java-util', 'protobuf-javalite', 'protobuf-kotlin'],
  'io.grpc': ['grpc-*'],
  'io.micrometer': ['micrometer-*'],
  'io.opentelemetry': ['opentelemetry-api', 'opentelemetry-context', 'opentelemetry-sdk*'],
  'io.projectreactor': ['reactor-core', 'reactor-test'],
  'io.projectreactor.netty': ['reactor-netty', 'reactor-netty-*'],
  'io.reactivex.rxjava2': ['rxjava'],
  'io.ktor': ['ktor-*'],
  'io.netty': ['netty-tcnative-*'],
  'net.java.dev.jna': ['jna', 'jna-platform', 'platform'],
  'org.lz4': ['lz4-java'],
  'com.github.luben': ['zstd-jni'],
  'com.github.ben-manes.caffeine': ['caffeine'],
  'org.slf4j': ['slf4j-*', 'jcl-over-slf4j', 'jul-to-slf4j', 'log4j-over-slf4j'],
  'ch.qos.logback': ['logback-classic', 'logback-core', 'logback-access'],
  'org.apache.kafka': ['kafka-clients', 'kafka-metadata', 'kafka-raft', 'kafka-streams', 'kafka_2.*'],
  'org.apache.lucene': ['lucene-*'],
  'org.apache.solr': ['solr-core', 'solr-solrj', 'solr-*'],
  'org.apache.cassandra': ['apache-cassandra', 'cassandra-all'],
  'org.elasticsearch': ['elasticsearch', 'elasticsearch-core', 'elasticsearch-x-content'],
  'org.elasticsearch.client': ['elasticsearch-rest-client', 'elasticsearch-rest-high-level-client'],
  'org.opensearch': ['opensearch', 'opensearch-core', 'opensearch-common'],
  'org.hibernate': ['hibernate-core', 'hibernate-entitymanager'],
  'org.bouncycastle': ['bcprov-*', 'bcpkix-*', 'bctls-*', 'bcutil-*', 'bcmail-*', 'bcpg-*', 'bc-fips'],
  'org.mockito': ['mockito-core', 'mockito-inline'],
  'org.eclipse.jdt.core.compiler': ['ecj'],
  'org.scala-lang': ['scala-library', 'scala-reflect', 'scala-compiler'],
  'org.http4s': ['http4s-*', 'blaze-*'],
  'com.typesafe.akka': ['akka-*'],
  'com.typesafe.play': ['play_2.*', 'play-*'],
  'io.micronaut': [
    ...['aop', 'buffer-netty', 'context', 'core', 'core-reactive', 'http', 'http-client', 'http-client-core'],
    ...['http-netty', 'http-server', 'http-server-netty', 'inject', 'management', 'router', 'runtime'],
    ...['validation', 'websocket'],
  ].map((part) => `micronaut-${part}`),
  'io.ratpack': ['ratpack-*'],
  'com.linecorp.armeria': ['armeria', 'armeria-*'],
  'com.graphql-java': ['graphql-java', 'graphql-java-*'],
  'com.jayway.jsonpath': ['json-path', 'json-path-assert'],
  'com.github.tomakehurst': ['wiremock', 'wiremock-jre8', 'wiremock-standalone', 'wiremock-jre8-standalone'],
  'org.apache.ant': ['ant', 'ant-*'],
  'org.apache.derby': ['derby', 'derbyclient', 'derbynet', 'derbyshared', 'derbytools'],
  'org.apache.poi': ['poi', 'poi-*'],
  'org.apache.velocity': ['velocity', 'velocity-tools'],
  'org.apache.xmlbeans': ['xmlbeans'],
  'org.apache.xmlgraphics': ['batik-*', 'fop', 'fop-*', 'xmlgraphics-commons'],
  'org.apache.zookeeper': ['zookeeper', 'zookeeper-jute'],
  'org.checkerframework': ['checker-qual', 'checker-compat-qual'],
  'org.freemarker': ['freemarker'],
  'org.jdom': ['jdom', 'jdom2'],
  'org.python': ['jython', 'jython-slim', 'jython-standalone'],
  'org.quartz-scheduler': ['quartz', 'quartz-jobs'],
  'org.testng': ['testng'],
  'com.lowagie': ['itext'],
  'com.mchange': ['c3p0', 'mchange-commons-java'],
  'com.jcraft': ['jsch'],
  'com.h2database': ['h2'],
  'com.amazon.redshift': ['redshift-jdbc42'],
  'com.microsoft.sqlserver': ['mssql-jdbc'],
  'net.snowflake': ['snowflake-jdbc'],
  'org.apache.tomcat.embed': ['tomcat-embed-*'],
  'org.postgresql': ['postgresql'],
  'org.xerial': ['sqlite-jdbc'],
  asm: ['asm', 'asm-all', 'asm-analysis', 'asm-commons', 'asm-tree', 'asm-util', 'asm-xml'],
  dom4j: ['dom4j'],
  hsqldb: ['hsqldb'],
  xalan: ['xalan', 'serializer'],
  xerces: ['xercesImpl', 'xmlParserAPIs'],
  xpp3: ['xpp3', 'xpp3_min', 'xpp3_xpath'],
  'com.mysql': ['mysql-connector-j'],
  'javax.activation': ['activation'],
  'javax.mail': ['mail', 'mailapi'],
  'javax.servlet': ['javax.servlet-api', 'jstl', 'servlet-api'],
  'javax.transaction': ['jta'],
  mysql: ['mysql-connector-java'],
};

/** Artifacts of Maven's first years, which are their own groups, though their bundles say otherwise. */
const ownGroups = [
  ...['beanutils', 'cli', 'codec', 'collections', 'configuration', 'daemon', 'dbcp', 'digester', 'discovery'],
  ...['el', 'fileupload', 'httpclient', 'io', 'jxpath', 'lang', 'logging', 'net', 'pool', 'validator'],
].map((part) => `commons-${part}`);

/** Artifacts that went to another group with a major version. */
const moved: readonly { readonly from: string; readonly major: number; readonly to: string }[] = [
  { from: 'org.codehaus.groovy', major: 4, to: 'org.apache.groovy' },
  { from: 'org.hibernate', major: 6, to: 'org.hibernate.orm' },
  { from: 'asm', major: 4, to: 'org.ow2.asm' },
  { from: 'com.github.tomakehurst', major: 3, to: 'org.wiremock' },
  { from: 'com.typesafe.play', major: 3, to: 'org.playframework' },
  { from: 'dom4j', major: 2, to: 'org.dom4j' },
  { from: 'hsqldb', major: 2, to: 'org.hsqldb' },
  { from: 'io.reactivex.rxjava2', major: 3, to: 'io.reactivex.rxjava3' },
];

/** Files of a Tomcat as its own archive unpacks it, which are published under other names. */
const tomcat: ReadonlyMap<string, string> = new Map([
  ['annotations-api', 'tomcat-annotations-api'],
  ['catalina', 'tomcat-catalina'],
  ['catalina-ant', 'tomcat-catalina-ant'],
  ['catalina-ha', 'tomcat-catalina-ha'],
  ['catalina-ssi', 'tomcat-ssi'],
  ['catalina-storeconfig', 'tomcat-storeconfig'],
  ['catalina-tribes', 'tomcat-tribes'],
  ['el-api', 'tomcat-el-api'],
  ['jasper', 'tomcat-jasper'],
  ['jasper-el', 'tomcat-jasper-el'],
  ['jaspic-api', 'tomcat-jaspic-api'],
  ['jsp-api', 'tomcat-jsp-api'],
  ['servlet-api', 'tomcat-servlet-api'],
  ['websocket-api', 'tomcat-websocket-api'],
]);

const byName = new Map<string, string>(ownGroups.map((name) => [name, name]));
const byPrefix: (readonly [prefix: string, group: string])[] = [];
for (const [group, artifacts] of Object.entries(groups)) {
  for (const artifact of artifacts) {
    if (artifact.endsWith('*')) byPrefix.push([artifact.slice(0, -1), group]);
    else byName.set(artifact, group);
  }
}

/** The group of a well-known artifact that is not built by Maven; undefined for all others. */
export function knownGroup(artifact: string, version: string): string | undefined {
  const group =
    byName.get(artifact) ??
    byPrefix.find(([prefix]) => artifact.startsWith(prefix) && artifact !== prefix)?.[1];
  const move = moved.find(({ from }) => from === group);
  return move !== undefined && Number.parseInt(version, 10) >= move.major ? move.to : group;
}

/** Whether an archive is of Tomcat's own, unpacked from its distribution: published, it would be `tomcat-catalina`. */
export function isOfTomcatDistribution(base: string): boolean {
  return base === 'catalina.jar';
}

/** The group of a Tomcat's archive: those to be built into an application have one of their own. */
export function tomcatGroup(artifact: string): string {
  return artifact.startsWith('tomcat-embed-') ? 'org.apache.tomcat.embed' : 'org.apache.tomcat';
}

/** What a jar in the `lib` folder of a Tomcat is called on Maven Central; undefined for one of other names. */
export function tomcatArtifact(stem: string): string | undefined {
  // Debian puts the major version into the names.
  const name = stem.replace(/^tomcat\d+-/, 'tomcat-');
  return tomcat.get(name) ?? (name.startsWith('tomcat-') ? name : undefined);
}
