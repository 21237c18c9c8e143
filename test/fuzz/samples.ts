import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { zipArchive } from '../advisories/support/zip-archive.ts';
import { dotnetBundle } from '../fakes/dotnet-bundle.ts';
import { goProgram, program } from '../fakes/program.ts';
import { fakeHeader, fakeNdb } from '../fakes/rpm.ts';
import type { Seed } from './target.ts';

/** A file as its package manager leaves it in an image. */
export interface Sample extends Seed {
  readonly path: string;
  /** Makes the file of what is mutated, where that is packed: mutated itself, it would only be unreadable. */
  readonly pack?: (input: Buffer) => Buffer;
}

/** Of a file in an archive; the format has no more than 65,535 bytes. */
const maxNameLength = 20_000;

const hash = '0123456789abcdef'.repeat(4);

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 1);
}

function zipOf(name: string): (input: Buffer) => Buffer {
  return (bytes) => zipArchive([{ name, bytes, stored: true }]);
}

/** An archive of files with one content, whose names are the lines. */
function zipOfNames(content: string): (input: Buffer) => Buffer {
  return (input) =>
    zipArchive(
      input
        .toString('latin1')
        .split('\n', 50)
        .map((name) => name.slice(0, maxNameLength))
        .map((name) => ({ name: Buffer.from(name, 'latin1').toString('utf8'), bytes: Buffer.from(content) })),
    );
}

const rpmHeader = fakeHeader({
  name: 'openssl-libs',
  version: '3.0.7',
  release: '24.el9',
  epoch: [1],
  architecture: 'x86_64',
  sourceRpm: 'openssl-3.0.7-24.el9.src.rpm',
  modularityLabel: 'openssl:3:20240101:abc',
  dirIndexes: [0, 1],
  baseNames: ['libssl.so.3', 'openssl.cnf'],
  dirNames: ['/usr/lib/', '/etc/ssl/'],
  fileDigests: [hash, hash],
  fileDigestAlgorithm: [8],
  fileModes: [0o100755, 0o100644],
  fileFlags: [0, 17],
});

const dotnet = json({
  runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
  targets: {
    '.NETCoreApp,Version=v8.0': {
      'web/1.0.0': { runtime: { 'web.dll': {} } },
      'Newtonsoft.Json/13.0.1': { runtime: { 'lib/net6.0/Newtonsoft.Json.dll': {} } },
      'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { runtime: { 'a.dll': {} } },
    },
  },
  libraries: {
    'web/1.0.0': { type: 'project' },
    'Newtonsoft.Json/13.0.1': { type: 'package' },
    'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { type: 'runtimepack' },
  },
});

const modules = [
  'path\texample.com/app/cmd/app',
  'mod\texample.com/app\tv1.4.0\th1:abc=',
  'dep\tgithub.com/Azure/go-autorest\tv14.2.0+incompatible\th1:def=',
  'dep\tgolang.org/x/sys\tv0.0.0-20220715151400-c0bba94af5f8\th1:ghi=',
  '=>\texample.com/fork\tv1.0.1\th1:jkl=',
  'build\t-ldflags="-X main.version=v1.2.3"',
  'build\tvcs.revision=0123456789abcdef0123456789abcdef01234567',
  '',
].join('\n');

const crates = json({
  packages: [
    { name: 'app', version: '0.3.1', source: 'local', dependencies: [1, 2], root: true },
    { name: 'itoa', version: '1.0.19', source: 'crates.io' },
    { name: 'openssl-src', version: '300.1.0+3.1.0', source: 'registry', kind: 'runtime' },
    { name: 'version_check', version: '0.9.5', source: 'crates.io', kind: 'build' },
  ],
});

const manifest = [
  'Manifest-Version: 1.0',
  'Bundle-SymbolicName: com.fasterxml.jackson.core.jackson-databind;singleton:=true',
  'Bundle-Version: 2.9.10.3',
  'Implementation-Title: jackson-databind',
  'Implementation-Version: 2.9.10.3',
  'Implementation-Vendor-Id: com.fasterxml.jackson.core',
  'Automatic-Module-Name: com.fasterxml.jackson.databind',
  '',
  '',
].join('\n');

const written: readonly (readonly [path: string, text: string | Buffer, pack?: Sample['pack']])[] = [
  [
    'var/lib/dpkg/status',
    'Package: libssl3\nStatus: install ok installed\nArchitecture: amd64\nMulti-Arch: same\nSource: openssl (3.0.11-1)\nVersion: 3.0.11-1~deb12u2+b1\nConffiles:\n /etc/ssl/openssl.cnf 0123456789abcdef0123456789abcdef\n\nPackage: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1:2.0-3\n',
  ],
  ['var/lib/dpkg/status.d/base', 'Package: base-files\nVersion: 12.4+deb12u5\nArchitecture: amd64\n'],
  [
    'var/lib/dpkg/info/libssl3:amd64.list',
    '/.\n/usr\n/usr/lib\n/usr/lib/libssl.so.3\n/etc/ssl/openssl.cnf\n',
  ],
  [
    'var/lib/dpkg/info/libssl3:amd64.md5sums',
    '0123456789abcdef0123456789abcdef  usr/lib/libssl.so.3\nd41d8cd98f00b204e9800998ecf8427e  usr/bin/a b\n',
  ],
  ['var/lib/dpkg/diversions', '/usr/lib/libssl.so.3\n/usr/lib/libssl.so.3.old\na\n'],
  [
    'lib/apk/db/installed',
    'C:Q1abcdefghijklmnopqrstuvwxyz0=\nP:libssl3\nV:3.1.4-r5\nA:x86_64\no:openssl\nL:Apache-2.0\nF:lib\nR:libssl.so.3\na:0:0:755\nZ:Q1abcdefghijklmnopqrstuvwxyz0=\nF:etc/ssl\nM:0:0:700\nR:openssl.cnf\n\nP:musl\nV:1.2.4_git20230717-r4\nA:x86_64\n',
  ],
  ['var/lib/rpm/Packages.db', rpmHeader, (header) => fakeNdb([header])],
  [
    'var/lib/rpmmanifest/container-manifest-2',
    'openssl-libs\t1.1.1k-7.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t580\tx86_64\t0\topenssl-1.1.1k-7.cm2.src.rpm\n',
  ],
  [
    'var/lib/pacman/local/gawk-5.3.1-1/desc',
    '%NAME%\ngawk\n\n%VERSION%\n5.3.1-1\n\n%BASE%\nawk\n\n%ARCH%\nx86_64\n',
  ],
  [
    'var/lib/pacman/local/gawk-5.3.1-1/files',
    '%FILES%\netc/\netc/gawk.conf\nusr/bin/gawk\n\n%BACKUP%\netc/gawk.conf\t0123456789abcdef0123456789abcdef\n',
  ],
  [
    'var/lib/pacman/local/gawk-5.3.1-1/mtree',
    `#mtree\n/set type=file uid=0 gid=0 mode=644\n./usr/bin/gawk time=1.0 size=1 sha256digest=${hash}\n./etc/gawk.conf time=1.0 md5digest=0123456789abcdef0123456789abcdef\n./a\\040b/\\303\\244 sha256digest=${hash}\n`,
    (text) => gzipSync(text, { level: 1 }),
  ],
  ['var/db/pkg/sys-libs/zlib-1.3.1-r1/SLOT', '0/1\n'],
  [
    'var/db/pkg/sys-libs/zlib-1.3.1-r1/CONTENTS',
    'dir /usr\nobj /usr/lib/libz.so.1.3.1 0123456789abcdef0123456789abcdef 1700000000\nsym /usr/lib/libz.so.1 -> libz.so.1.3.1 1700000000\nobj /etc/z conf 0123456789abcdef0123456789abcdef 1700000000\n',
  ],
  [
    'usr/lib/opkg/status',
    'Package: dnsmasq\nVersion: 2.90-r3\nDepends: libc\nStatus: install user installed\nArchitecture: x86_64\nConffiles:\n /etc/config/dhcp 0123456789abcdef\n\nPackage: libc\nVersion: 1.2.4-r4\nStatus: install ok installed\nArchitecture: x86_64\n',
  ],
  ['usr/lib/opkg/info/dnsmasq.list', '/etc/config/dhcp\n/usr/sbin/dnsmasq\n'],
  [
    'var/lib/chisel/manifest.wall',
    `{"jsonwall":"1.0","schema":"1.0","count":5}\n{"kind":"content","slice":"hello_bins","path":"/usr/bin/hello"}\n{"kind":"package","name":"hello","version":"2.10-3","sha256":"${hash}","arch":"amd64"}\n{"kind":"path","path":"/usr/bin/hello","mode":"0755","slices":["hello_bins"],"sha256":"${hash}","size":1}\n{"kind":"slice","name":"hello_bins"}\n`,
    (text) => zstdCompressSync(text),
  ],
  ['app/node_modules/a/package.json', json({ name: 'a', version: '1.2.3', license: 'MIT' })],
  ['app/node_modules/@scope/b/package.json', json({ name: '@scope/b', version: '2.0.0-rc.1+build.5' })],
  ['app/node_modules/a/node_modules/c/package.json', json({ name: 'c', version: 'v0.0.1' })],
  [
    'app/node_modules/.store/d-npm-1.0.0-0123456789/package/package.json',
    json({ name: 'd', version: '1.0.0' }),
  ],
  ['app/node_modules/a/dist/compiled/e/package.json', json({ name: 'e', version: '1.0.0' })],
  ['opt/yarn-v1.22.22/package.json', json({ name: 'yarn', version: '1.22.22' })],
  ['usr/share/jupyter/labextensions/@jupyter/f/package.json', json({ name: '@jupyter/f', version: '3.0.0' })],
  [
    'app/.yarn/cache/@scope-g-npm-1.0.0-0123456789-8.zip',
    json({ name: '@scope/g', version: '1.0.0' }),
    zipOf('node_modules/@scope/g/package.json'),
  ],
  [
    'app/.yarn/cache/h-npm-1.0.0-0123456789-8.zip',
    'node_modules/h/package.json\nnode_modules/@a/h/package.json\n',
    zipOfNames(json({ name: 'h', version: '1.0.0' })),
  ],
  [
    'usr/lib/python3/site-packages/flask-3.0.0.dist-info/METADATA',
    'Metadata-Version: 2.1\nName: Flask\nVersion: 3.0.0\nLicense: BSD\n\nText\n',
  ],
  [
    'usr/lib/python3/site-packages/flask-3.0.0.dist-info/RECORD',
    'flask/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n../../../bin/flask,,\n"flask/a,b.py",sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n',
  ],
  ['usr/lib/python3/site-packages/flask-3.0.0.dist-info/INSTALLER', 'pip\n'],
  [
    'usr/lib/python3/dist-packages/six-1.16.0.egg-info',
    'Metadata-Version: 1.2\nName: six\nVersion: 1.16.0\n',
  ],
  [
    'usr/lib/python3/dist-packages/zope.interface-5.4.0.egg-info/PKG-INFO',
    'Metadata-Version: 2.1\nName: zope.interface\nVersion: 5.4.0.post1\n',
  ],
  [
    'usr/lib/python3/dist-packages/zope.interface-5.4.0.egg-info/installed-files.txt',
    '../zope/a.py\nPKG-INFO\n',
  ],
  [
    'opt/zipped-1.0-py3.11.egg',
    'Metadata-Version: 2.1\nName: zipped\nVersion: 1.0\n',
    zipOf('EGG-INFO/PKG-INFO'),
  ],
  ['app/lib/jackson-databind-2.9.10.3.jar', manifest, zipOf('META-INF/MANIFEST.MF')],
  ['app/lib/other.jar', manifest, zipOf('META-INF/MANIFEST.MF')],
  [
    'app/lib/commons-text-1.9.jar',
    '#Created by Apache Maven 3.6.3\ngroupId=org.apache.commons\nartifactId=commons-text\nversion=1.9\n',
    zipOf('META-INF/maven/org.apache.commons/commons-text/pom.properties'),
  ],
  [
    'app/lib/app.war',
    'META-INF/MANIFEST.MF\nMETA-INF/maven/org.example/a/pom.properties\nWEB-INF/classes/A.class\n',
    zipOfNames('Implementation-Version: 1.0\nversion=1.0\n'),
  ],
  ['app/lib/whole.ear', 'WEB-INF/lib/guava-27.0-jre.jar\nlib/b-1.0.jar\n', nestedArchives],
  ['opt/java/release', 'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="17.0.2"\nOS_ARCH="x86_64"\n'],
  ['opt/java/bin/java', ''],
  [
    'opt/conda/conda-meta/zlib-1.2.13-h5eee18b_0.json',
    json({
      name: 'zlib',
      version: '1.2.13',
      build: 'h5eee18b_0',
      channel: 'https://conda.anaconda.org/t/token/conda-forge/linux-64',
      subdir: 'linux-64',
      fn: 'zlib-1.2.13-h5eee18b_0.conda',
      files: ['lib/libz.so', 'bin/z'],
      paths_data: {
        paths: [
          { _path: 'lib/libz.so', path_type: 'hardlink', sha256: hash },
          {
            _path: 'bin/z',
            path_type: 'hardlink',
            sha256: hash,
            prefix_placeholder: '/o',
            sha256_in_prefix: hash,
          },
        ],
      },
    }),
  ],
  ['opt/conda/lib/libz.so', ''],
  ['usr/bin/go-app', modules, (text) => goProgram({ modules: text.toString('latin1') })],
  [
    'usr/bin/go-old',
    modules,
    (text) => goProgram({ modules: text.toString('latin1'), form: 'pointers', goVersion: 'go1.13' }),
  ],
  [
    'usr/bin/go-version',
    'go1.22.3 X:boringcrypto',
    (text) => goProgram({ modules, goVersion: text.toString('latin1') }),
  ],
  [
    'usr/bin/rust-app',
    crates,
    (list) => program({ sections: { '.dep-v0': deflateSync(list, { level: 1 }) } }),
  ],
  [
    'usr/local/bundle/specifications/nokogiri-1.16.0-x86_64-linux.gemspec',
    '# -*- encoding: utf-8 -*-\n# stub: nokogiri 1.16.0 x86_64-linux lib\n\nGem::Specification.new do |s|\n  s.name = "nokogiri".freeze\n  s.version = "1.16.0"\n  s.platform = "x86_64-linux".freeze\nend\n',
  ],
  [
    'usr/share/rubygems-integration/all/specifications/rake-13.0.6.gemspec',
    'Gem::Specification.new do |s|\n  s.name = "rake"\n  s.version = "13.0.6"\nend\n',
  ],
  ['usr/local/bundle/gems/nokogiri-1.16.0-x86_64-linux/lib/nokogiri.rb', ''],
  [
    'var/www/vendor/composer/installed.json',
    json({
      packages: [
        { name: 'monolog/monolog', version: '3.5.0', 'install-path': '../monolog/monolog' },
        { name: 'phpunit/phpunit', version: 'v10.5.1', 'install-path': '../phpunit/phpunit' },
        { name: 'drupal/core', version: 'dev-main' },
      ],
      dev: true,
    }),
  ],
  ['srv/vendor/composer/installed.json', json([{ name: 'a/b', version: '1.0.0' }])],
  ['var/www/vendor/monolog/monolog/a.php', ''],
  ['app/web.deps.json', dotnet],
  ['app/web', dotnet, (text) => dotnetBundle(text)],
  [
    'opt/app/lib/plug-1.15.3/ebin/plug.app',
    '{application,plug,\n [{applications,[kernel,stdlib]},\n  {modules,[\'Elixir.A\']},\n  {vsn,"1.15.3"}]}.\n',
  ],
  ['usr/lib/erlang/lib/ssl-11.0/ebin/ssl.app', '{application, ssl, [{vsn, "11.0"}]}.\n'],
  [
    'usr/lib/R/site-library/jsonlite/DESCRIPTION',
    'Package: jsonlite\nVersion: 1.8.4\nRepository: CRAN\nBuilt: R 4.3.1; ; 2024-01-01 00:00:00 UTC; unix\n',
  ],
  [
    'usr/lib/R/site-library/BiocGenerics/DESCRIPTION',
    'Package: BiocGenerics\nVersion: 0.48.1\nbiocViews: Infrastructure\nBuilt: R 4.3.1; ; 2024-01-01; unix\n',
  ],
  [
    'app/sbom.cdx.json',
    json({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: { type: 'application', name: 'app', purl: 'pkg:npm/app@1' } },
      components: [
        { type: 'library', name: 'a', version: '1.2.3', purl: 'pkg:npm/%40s/a@1.2.3?vcs_url=x#sub' },
        { type: 'library', name: 'b', purl: 'pkg:deb/debian/b@1:2-3?arch=amd64&distro=debian-12' },
        {
          name: 'c',
          components: [{ purl: 'pkg:maven/g/c@1.0' }, { purl: 'pkg:golang/github.com/d/e@v1.0.0' }],
        },
      ],
    }),
  ],
  [
    'app/sbom.spdx.json',
    json({
      spdxVersion: 'SPDX-2.3',
      packages: ['pkg:pypi/Flask@3.0.0', 'pkg:bitnami/nginx@1.25.3-1?arch=amd64'].map((purl) => ({
        name: 'x',
        SPDXID: 'SPDXRef-x',
        versionInfo: '1',
        externalRefs: [
          { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
        ],
      })),
    }),
  ],
  ['etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12"\nID_LIKE="a b"\n'],
  ['etc/redhat-release', 'AlmaLinux release 9.3 (Shamrock Pampas Cat)\n'],
  ['etc/lsb-release', 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_DESCRIPTION="Ubuntu 22.04"\n'],
  ['etc/debian_version', '12.5\n'],
];

/** Archives in an archive, whose names are the lines. */
function nestedArchives(input: Buffer): Buffer {
  const inner = zipArchive([{ name: 'META-INF/MANIFEST.MF', bytes: Buffer.from(manifest) }]);
  const names = input
    .toString('latin1')
    .split('\n', 20)
    .map((name) => name.slice(0, maxNameLength));
  return zipArchive(
    names.map((name) => ({ name: Buffer.from(name, 'latin1').toString('utf8'), bytes: inner, stored: true })),
  );
}

/**
 * Files of every catalog, of which there are few fixtures: those are large, or packed. Not each is wanted by a reader:
 * some are there because a catalog looks for them.
 */
export const samples: readonly Sample[] = written.map(([path, text, pack]) => ({
  name: `the sample ${path}`,
  path,
  bytes: Buffer.from(text),
  ...(pack === undefined ? {} : { pack }),
}));

const byName: ReadonlyMap<string, Sample> = new Map(samples.map((sample) => [sample.name, sample]));

/** The file of what was mutated. */
export function fileOf({ name }: Seed, input: Buffer): Buffer {
  return byName.get(name)?.pack?.(input) ?? input;
}
