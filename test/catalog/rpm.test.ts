import { PackageURL } from 'packageurl-js';
import { describe, expect, test } from 'vitest';
import { parseContainerManifest } from '../../src/catalog/rpm/container-manifest.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { fakeHeader, fakeNdb, fakeSqlite } from '../fakes/rpm.ts';
import { fixtureBytes, inventoryOf, packageNamed } from './support.ts';

const sqlite = 'var/lib/rpm/rpmdb.sqlite';
const ndb = 'var/lib/rpm/Packages.db';
const manifest = 'var/lib/rpmmanifest/container-manifest-2';
const alma = 'ID="almalinux"\nVERSION_ID="9.3"\n';

const header = (name: string, version: string): Buffer =>
  fakeHeader({ name, version, release: '1.el9', architecture: 'x86_64' });
const database = (...headers: Buffer[]): { bytes: Buffer } => ({ bytes: fakeSqlite(headers) });
const sha256 = 'ab'.repeat(32);

test('a database gives packages with purl, source, files and layer', () => {
  const { packages, problems } = inventoryOf({
    'etc/os-release': 'ID=mariner\nVERSION_ID="2.0"\n',
    [sqlite]: { bytes: fixtureBytes('rpm/rpmdb.sqlite.gz') },
    'etc/issue': 'Welcome',
    'usr/bin/bash': 'elf',
    'usr/bin/sh': { link: 'bash' },
    bin: { link: 'usr/bin' },
    'usr/bin/mine': 'elf',
  });
  expect(problems).toEqual([]);
  expect(packages.map(({ purl, version, source, files }) => ({ purl, version, source, files }))).toEqual([
    {
      purl: 'pkg:rpm/mariner/bash@5.1.8-1.cm2?arch=x86_64&distro=mariner-2.0&upstream=bash-5.1.8-1.cm2.src.rpm',
      version: '5.1.8-1.cm2',
      source: undefined,
      files: ['/usr/bin/bash', '/usr/bin/sh'],
    },
    {
      purl: 'pkg:rpm/mariner/ca-certificates-shared@2.0.0-1.cm2?arch=noarch&distro=mariner-2.0&epoch=1&upstream=ca-certificates-2.0.0-1.cm2.src.rpm',
      version: '1:2.0.0-1.cm2',
      source: { name: 'ca-certificates', version: '1:2.0.0-1.cm2' },
      files: [],
    },
    {
      purl: 'pkg:rpm/mariner/mariner-release@2.0-4.cm2?arch=noarch&distro=mariner-2.0&upstream=mariner-release-2.0-4.cm2.src.rpm',
      version: '2.0-4.cm2',
      source: undefined,
      files: ['/etc/issue', '/etc/os-release'],
    },
    {
      purl: 'pkg:rpm/mariner/zlib@1.2.11-5.cm2?arch=x86_64&distro=mariner-2.0&upstream=zlib-1.2.11-5.cm2.src.rpm',
      version: '1.2.11-5.cm2',
      source: undefined,
      files: [],
    },
  ]);
});

test('checksums are of files, where they really are or would be', () => {
  const { checksums } = inventoryOf({
    'etc/os-release': 'ID=mariner\n',
    [sqlite]: { bytes: fixtureBytes('rpm/rpmdb.sqlite.gz') },
    'etc/issue': 'Welcome',
    bin: { link: 'usr/bin' },
    'usr/bin/bash': 'elf',
    'usr/bin/sh': 'a link in the package, now a file',
    'etc/issue.net': { link: 'issue' },
  });
  const paths = checksums.map(({ path }) => path);
  expect(paths).toContain('/usr/lib/libz.so.1.2.11');
  expect(paths).not.toContain('/etc/issue.net');
  expect(checksums.filter(({ path }) => ['/etc/issue', '/usr/bin/bash', '/bin/bash'].includes(path))).toEqual(
    [
      expect.objectContaining({
        path: '/etc/issue',
        algorithm: 'sha256',
        digest: 'ab4094f1eeb70563635c7cd70f3f260cd43e516b579ede1ceb638e7f36eb476e',
        configuration: true,
      }),
      expect.objectContaining({ path: '/usr/bin/bash', algorithm: 'sha256', configuration: false }),
    ],
  );
});

test('the module stands in the purl, where advisories for modules can find it', () => {
  const label = 'nodejs:18:8090020231019152822:a75119d5';
  const { packages } = inventoryOf({
    [sqlite]: database(fakeHeader({ name: 'nodejs', version: '18.1', release: '1', modularityLabel: label })),
  });
  expect(PackageURL.fromString(packages[0]?.purl ?? '').qualifiers).toEqual({ rpmmod: label });
});

test('the source has the epoch of the package, and is left out where it is the same', () => {
  const of = (sourceRpm: string): Buffer =>
    fakeHeader({ name: 'bind-libs', epoch: [32], version: '9.16', release: '1.el9', sourceRpm });
  const sourceFor = (sourceRpm: string): unknown =>
    inventoryOf({ [sqlite]: database(of(sourceRpm)) }).packages[0]?.source;
  expect(sourceFor('bind-9.16-1.el9.src.rpm')).toEqual({ name: 'bind', version: '32:9.16-1.el9' });
  expect(sourceFor('bind-9.16-1.el9.nosrc.rpm')).toEqual({ name: 'bind', version: '32:9.16-1.el9' });
  expect(sourceFor('bind-libs-9.16-1.el9.src.rpm')).toBeUndefined();
  expect(sourceFor('unusual.rpm')).toBeUndefined();
});

describe('the database is found', () => {
  test.each(['var/lib/rpm/rpmdb.sqlite', 'usr/lib/sysimage/rpm/rpmdb.sqlite', 'usr/share/rpm/rpmdb.sqlite'])(
    'at %s',
    (path) => {
      const { packages, problems } = inventoryOf({
        'etc/os-release': alma,
        [path]: database(header('a', '1')),
      });
      expect(packages.map(({ name }) => name)).toEqual(['a']);
      expect(problems).toEqual([]);
    },
  );

  test('once, where one of its folders is a link to another', () => {
    const { packages, problems } = inventoryOf({
      'var/lib/rpm': { link: '../../usr/lib/sysimage/rpm' },
      'usr/lib/sysimage/rpm/rpmdb.sqlite': database(header('a', '1')),
    });
    expect(packages).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  test('in no place that nobody reads, without saying so', () => {
    const { problems } = inventoryOf({
      'var/lib/rpm': { link: '/opt/rpm' },
      'opt/rpm/rpmdb.sqlite': database(header('a', '1')),
    });
    expect(problems).toEqual([`/${sqlite}: it leads to /opt/rpm/rpmdb.sqlite, which is not read`]);
  });
});

describe('of two formats in one folder', () => {
  test('the one that rpm would open counts', () => {
    const { packages } = inventoryOf({
      [sqlite]: database(header('a', '2')),
      [ndb]: { bytes: fakeNdb([header('a', '1')]) },
    });
    expect(packages.map(({ version }) => version)).toEqual(['2-1.el9']);
  });

  test('an empty one hides nothing', () => {
    const { packages } = inventoryOf({ [sqlite]: database(), [ndb]: { bytes: fakeNdb([header('a', '1')]) } });
    expect(packages.map(({ version }) => version)).toEqual(['1-1.el9']);
  });
});

describe('the layer of a package is the one that brought its version', () => {
  test('not the one that wrote the database last', () => {
    const inventory = inventoryOf(
      { [sqlite]: database(header('a', '1')) },
      { [sqlite]: database(header('a', '1'), header('b', '1')) },
    );
    expect(packageNamed(inventory, 'a').layer).toBe(fakeDiffId(0));
    expect(packageNamed(inventory, 'b').layer).toBe(fakeDiffId(1));
  });

  test('also when the database was converted to another format', () => {
    const inventory = inventoryOf(
      { [ndb]: { bytes: fakeNdb([header('a', '1')]) } },
      { [ndb]: null, [sqlite]: database(header('a', '1'), header('b', '1')) },
    );
    expect(packageNamed(inventory, 'a').layer).toBe(fakeDiffId(0));
    expect(packageNamed(inventory, 'b').layer).toBe(fakeDiffId(1));
  });
});

describe('a write-ahead log beside the database', () => {
  const log = (salts: string, pagesAfterCommit: number): Buffer => {
    const bytes = Buffer.alloc(32 + 24 + 512);
    bytes.writeUInt32BE(0x377f0682, 0);
    bytes.writeUInt32BE(512, 8);
    bytes.write('saltsalt', 16);
    bytes.writeUInt32BE(pagesAfterCommit, 32 + 4);
    bytes.write(salts, 32 + 8);
    return bytes;
  };
  const problemsWith = (bytes: Buffer): readonly string[] =>
    inventoryOf({ [sqlite]: database(header('a', '1')), [`${sqlite}-wal`]: { bytes } }).problems;

  test.each<[string, Buffer]>([
    ['is empty, as rpm leaves it', Buffer.alloc(0)],
    ['has a transaction that was never finished', log('saltsalt', 0)],
    ['has only what is left of an older round', log('othersal', 9)],
  ])('that %s is no problem', (_, bytes) => {
    expect(problemsWith(bytes)).toEqual([]);
  });

  test('that has changes of a killed process is one', () => {
    expect(problemsWith(log('saltsalt', 9))).toEqual([
      `/${sqlite}-wal: it has changes that are not in the database yet, and are not read`,
    ]);
  });
});

describe('the list that Azure Linux leaves instead of a database', () => {
  const line =
    'openssl-libs\t1.1.1k-7.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t580\tx86_64\t0\topenssl-1.1.1k-7.cm2.src.rpm\n';

  test('gives packages', () => {
    const { packages, problems } = inventoryOf({
      'etc/os-release': 'ID=azurelinux\nVERSION_ID="3.0"\n',
      [manifest]: line + line.replace('openssl-libs', 'dnf').replace('\t0\t', '\t4\t'),
    });
    expect(problems).toEqual([]);
    expect(packages.map(({ name, version, source }) => [name, version, source])).toEqual([
      ['dnf', '4:1.1.1k-7.cm2', { name: 'openssl', version: '4:1.1.1k-7.cm2' }],
      ['openssl-libs', '1.1.1k-7.cm2', { name: 'openssl', version: '1.1.1k-7.cm2' }],
    ]);
  });

  test.each([
    ['one two\n', 'a line has not 10 fields: one two'],
    [
      line.replace('openssl-libs', '../x'),
      'package ../x 1.1.1k: its name is missing or not one that rpm allows',
    ],
    [
      line.replace('1.1.1k-7.cm2\t', '1\t'),
      'package openssl-libs : its version is missing or not one that rpm allows',
    ],
  ])('says what is wrong with %j, and hides nothing else', (wrong, sentence) => {
    const { packages, problems } = parseContainerManifest(wrong + line, manifest);
    expect(packages).toHaveLength(1);
    expect(problems).toEqual([`/${manifest}: ${sentence}`]);
  });

  test('ends at more packages than any system has', () => {
    const { packages, problems } = parseContainerManifest(line.repeat(100_001), manifest);
    expect(packages).toHaveLength(100_000);
    expect(problems).toEqual([`/${manifest}: it lists more than 100000 packages`]);
  });
});

test('a database that cannot be read is a problem, and a file of its digests is not', () => {
  const { packages, problems } = inventoryOf({ [sqlite]: 'rubbish', [`${sqlite}.sha256`]: sha256 });
  expect(packages).toEqual([]);
  expect(problems).toEqual([`/${sqlite}: it does not begin as a SQLite database does`]);
});
