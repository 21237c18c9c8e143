import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstalled } from '../../src/catalog/apk/installed.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { alpine, fixture, inventoryOf, packageNamed, summaryOf } from './support.ts';

const installed = 'lib/apk/db/installed';
const merged = 'usr/lib/apk/db/installed';

describe('images of Alpine packages give the expected packages', () => {
  test('an installed database with sub-packages', () => {
    const inventory = inventoryOf({
      'etc/os-release': fixture('os-release/alpine-3.18'),
      [installed]: fixture('apk/bash-and-musl.installed'),
      'bin/sh': { link: '/bin/busybox' },
      'lib/ld-musl-x86_64.so.1': 'x',
      'etc/inputrc': '',
      'usr/lib/libreadline.so.8': { link: 'libreadline.so.8.2' },
    });
    expect(summaryOf(inventory)).toEqual(JSON.parse(fixture('expected/apk.json')));
  });

  test('a package of many files names those that are there', () => {
    const { packages, problems } = parseInstalled(fixture('apk/baselayout.installed'), installed);
    expect(problems).toEqual([]);
    expect(packages.map(({ name, version, files }) => [name, version, files.paths.length])).toEqual([
      ['alpine-baselayout', '3.2.0-r6', 27],
    ]);
    expect(packages[0]?.files.paths.slice(0, 3)).toEqual(['etc/fstab', 'etc/group', 'etc/hostname']);
  });
});

test('a database in a merged /usr is read once, and its files are found', () => {
  const inventory = inventoryOf({
    'etc/os-release': alpine,
    [merged]: 'P:musl\nV:1-r0\nA:x86_64\no:musl\nF:lib\nR:ld.so\n\n',
    lib: { link: 'usr/lib' },
    'usr/lib/ld.so': '',
  });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages).toEqual([
    {
      purl: 'pkg:apk/alpine/musl@1-r0?arch=x86_64&distro=alpine-3.19.1',
      name: 'musl',
      version: '1-r0',
      type: 'apk',
      architecture: 'x86_64',
      layer: fakeDiffId(0),
      files: ['/usr/lib/ld.so'],
    },
  ]);
});

test('the origin is the source package where it differs', () => {
  const inventory = inventoryOf({
    [installed]: 'P:libssl3\nV:3.1-r0\no:openssl\n\nP:curl\nV:8-r0\no:curl\n',
  });
  expect(packageNamed(inventory, 'libssl3').source).toEqual({ name: 'openssl', version: '3.1-r0' });
  expect(packageNamed(inventory, 'curl')).not.toHaveProperty('source');
});

test('the layer of a package is the one that brought its version', () => {
  const inventory = inventoryOf(
    { [installed]: 'P:a\nV:1\n\nP:b\nV:1\n' },
    { [installed]: 'P:a\nV:1\n\nP:b\nV:2\n\nP:.build-deps\nV:20240101.000000\n' },
  );
  expect(inventory.packages.map(({ name, layer }) => [name, layer])).toEqual([
    ['.build-deps', fakeDiffId(1)],
    ['a', fakeDiffId(0)],
    ['b', fakeDiffId(1)],
  ]);
});

describe('the checksum of a file', () => {
  // SHA-1 of "x", as apk writes it.
  const line = 'Z:Q1EfatjsUqKYSr/tyHuDs1nlA9BzE=';
  const digest = '11f6ad8ec52a2984abaafd7c3b516503785c2072';
  const encoded = `Z:Q1${Buffer.from(digest, 'hex').toString('base64')}`;
  const files = (zLine: string, flags = ''): string =>
    `P:a\nV:1\n${flags}F:usr/bin\nM:0:0:755\nR:x\na:0:0:755\n${zLine}\nR:link\n${zLine}\nR:gone\n${zLine}\n`;
  const image = { 'usr/bin/x': 'x', 'usr/bin/link': { link: 'x' } };

  test('is the SHA-1 of the file it stands behind, unless that is something else now', () => {
    expect(inventoryOf({ ...image, [installed]: files(encoded) }).checksums).toEqual([
      { path: '/usr/bin/x', package: 'pkg:apk/a@1', algorithm: 'sha1', digest, configuration: false },
      { path: '/usr/bin/gone', package: 'pkg:apk/a@1', algorithm: 'sha1', digest, configuration: false },
    ]);
  });

  test.each([
    ['cut off', files('Z:Q1EfatjsUq')],
    ['of another kind', files(line.replace('Q1', 'Q2'))],
    ['of a folder that was never named', 'P:a\nV:1\nZ:Q1aa\nR:x\n'],
    ['half a SHA-256, as packages in the format of apk-tools 3 have it', files(encoded, 'f:S\n')],
  ])('is not told when it is %s', (_, text) => {
    const { checksums, packages, problems } = inventoryOf({ ...image, [installed]: text });
    expect(checksums).toEqual([]);
    expect(problems).toEqual([]);
    expect(packages).toHaveLength(1);
  });

  test('is of configuration where apk keeps what people changed', () => {
    const paths = [
      'etc/motd',
      'etc/init.d/run',
      'etc/apk/world',
      'usr/lib/x',
      'var/keep/x',
      'var/keep/not/x',
    ];
    const { checksums } = inventoryOf({
      [installed]: `P:a\nV:1\n${paths.map((path) => `F:${path.replace(/\/[^/]+$/, '')}\nR:${path.replace(/.*\//, '')}\n${encoded}\n`).join('')}`,
      'etc/apk/protected_paths.d/local.list': '# ours\n+var/keep\n-var/keep/not\n',
      ...Object.fromEntries(paths.map((path) => [path, 'x'])),
    });
    expect(checksums.filter(({ configuration }) => configuration).map(({ path }) => path)).toEqual([
      '/etc/motd',
      '/etc/apk/world',
      '/var/keep/x',
    ]);
  });
});

test('a folder of a million characters with a million files costs what the budget allows', () => {
  const text = `P:a\nV:1\nF:${'x/'.repeat(2000)}\n${'R:y\n'.repeat(100_000)}\nP:b\nV:1\nF:${'z'.repeat(1_000_000)}\nR:y\n`;
  const { packages, problems } = parseInstalled(text, installed);
  expect(packages.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(problems).toEqual([
    `/${installed}: package a: it lists more than 1000000 files, or 100663296 characters of their paths`,
    `/${installed}: package b: a path is longer than 4096 characters`,
  ]);
});

describe('a malformed database is a problem, and hides nothing else', () => {
  const good = 'P:good\nV:1\n\n';

  test.each([
    ['P:a\n\n', 'package a : its version is missing or not one that apk allows'],
    ['V:1\n\n', 'package  1: its name is missing or not one that apk allows'],
    ['P:a/b\nV:1\n\n', 'package a/b 1: its name is missing or not one that apk allows'],
    ['P:a\nV:1\nA:x y\n\n', 'package a 1: its architecture is missing or not one that apk allows'],
    ['P:a\nV:1\no:\u001b\n\n', 'package a 1: its origin is missing or not one that apk allows'],
    ['rubbish\n\n', 'a line is not a field: rubbish'],
  ])('%j', (text, sentence) => {
    const { packages, problems } = parseInstalled(text + good, installed);
    expect(packages.map(({ name }) => name)).toEqual(['good']);
    expect(problems).toEqual([`/${installed}: ${sentence}`]);
  });

  test('a version given twice keeps the first, and says so', () => {
    const { packages, problems } = parseInstalled('P:a\nV:1\nV:2\n', installed);
    expect(packages.map(({ version }) => version)).toEqual(['1']);
    expect(problems).toEqual([`/${installed}: field V is given twice`]);
  });

  test('a database that leads where nobody looks is a problem', () => {
    const inventory = inventoryOf({ 'lib/apk': { link: '/opt/apk' }, 'opt/apk/db/installed': good });
    expect(inventory.problems).toEqual([
      `/${installed}: it leads to /opt/apk/db/installed, which is not read`,
    ]);
  });

  test('whatever changes in a database, reading ends with packages and printable sentences', () => {
    const base = fixture('apk/bash-and-musl.installed');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(base.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 8 })), {
          minLength: 1,
          maxLength: 10,
        }),
        (changes) => {
          const text = changes.reduce((t, [at, cut, put]) => t.slice(0, at) + put + t.slice(at + cut), base);
          const { packages, problems } = parseInstalled(text, installed);
          for (const { name, version } of packages) expect(name + version).toMatch(/^[\w.+~-]+$/);
          for (const problem of problems) expect(problem).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});
