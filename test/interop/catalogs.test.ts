import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { importAdvisories } from '../../src/advisories/import.ts';
import { openAdvisories } from '../../src/advisories/open.ts';
import { openImage } from '../../src/image/open.ts';
import { parseImageName } from '../../src/model/reference.ts';
import type { Package } from '../../src/model/scan-report.ts';
import { type Inventory, inventoryOf as inventoryOfImage } from '../../src/scan/inventory.ts';
import { inventoryOf } from '../catalog/support.ts';
import { dataFolder } from './support/data.ts';
import { mustRun, stopEverything, temporaryFolder } from './support/processes.ts';

afterAll(stopEverything);

const fixtures = join(dataFolder(), 'fixtures');

/** What a fixture has, unpacked; of a txtar archive one file (`ARCHIVE::NAME`). */
function bytesOf(file: string): Buffer {
  const [path = '', member] = file.split('::');
  const bytes = readFileSync(join(fixtures, path));
  if (member === undefined) return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const parts = bytes.toString('utf8').split(/^-- (.*) --\n/m);
  return Buffer.from(parts[parts.indexOf(member) + 1] ?? '');
}

function answers<Answer>(name: string): Answer {
  return JSON.parse(readFileSync(join(fixtures, 'expected', name), 'utf8'));
}

/** As the expected answers have packages: everything that is known of each, sorted. */
function shown(parts: readonly (readonly unknown[])[]): string[] {
  return [...new Set(parts.map((part) => part.join(' ')))].sort();
}

function ofSystem({ name, version, architecture, source }: Package): readonly unknown[] {
  return [name, version, architecture, source?.name ?? name, source?.version ?? version];
}

interface DpkgPackage {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  readonly source: string;
  readonly sourceVersion: string;
}

interface ApkPackage {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  readonly origin: string;
}

const apk = answers<Record<string, readonly ApkPackage[]>>('oracle/apk.json');
const dpkg = answers<Record<string, readonly DpkgPackage[]>>('oracle/dpkg.json');

test.each(Object.entries(apk))('the packages of %s are those that are expected', (file, wanted) => {
  const { packages } = inventoryOf({
    'lib/apk/db/installed': { bytes: bytesOf(file) },
    'etc/os-release': 'ID=alpine\n',
  });
  expect(shown(packages.map(ofSystem))).toEqual(
    shown(wanted.map(({ name, version, arch, origin }) => [name, version, arch, origin, version])),
  );
});

test.each(Object.entries(dpkg))('the packages of %s are those that are expected', (file, wanted) => {
  const path = file.includes('/status.d/') ? 'var/lib/dpkg/status.d/one' : 'var/lib/dpkg/status';
  const { packages } = inventoryOf({ [path]: { bytes: bytesOf(file) }, 'etc/os-release': 'ID=debian\n' });
  expect(shown(packages.map(ofSystem))).toEqual(
    shown(
      wanted.map(({ name, version, arch, source, sourceVersion }) => [
        name,
        version,
        arch,
        source,
        sourceVersion,
      ]),
    ),
  );
});

interface RpmPackage {
  readonly name: string;
  readonly epoch: number | null;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
}

const rpm = answers<Record<string, readonly RpmPackage[]>>('oracle/rpm.json');
const rpmFiles: readonly (readonly [RegExp, string])[] = [
  [/\.sqlite/, 'rpmdb.sqlite'],
  [/\.db$/, 'Packages.db'],
  [/./, 'Packages'],
];

test.each(Object.entries(rpm))('the packages of %s are those that are expected', (file, wanted) => {
  const [, name = ''] = rpmFiles.find(([form]) => form.test(file)) ?? [];
  const { packages, problems } = inventoryOf({
    [`var/lib/rpm/${name}`]: { bytes: bytesOf(file) },
    'etc/os-release': 'ID=rhel\n',
  });
  expect(problems).toEqual([]);
  expect(shown(packages.map((one) => [one.name, one.version, one.architecture]))).toEqual(
    shown(
      wanted.map(({ name: called, epoch, version, release, arch }) => [
        called,
        `${epoch ? `${epoch}:` : ''}${version}-${release}`,
        arch,
      ]),
    ),
  );
});

/** The files of an image, laid over each other: some archives were changed by hand, and their digests are wrong. */
async function unpacked(file: string): Promise<Inventory> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'image.tar'), bytesOf(file));
  for (const name of ['archive', 'root']) await mkdir(join(folder, name));
  await mustRun('tar', ['-xf', join(folder, 'image.tar'), '-C', join(folder, 'archive')]);
  const [{ Layers }]: [{ Layers: readonly string[] }] = JSON.parse(
    await readFile(join(folder, 'archive', 'manifest.json'), 'utf8'),
  );
  for (const layer of Layers) {
    await mustRun('tar', [
      '-xf',
      join(folder, 'archive', layer),
      '-C',
      join(folder, 'root'),
      '--no-same-owner',
    ]);
  }
  return inventoryOfImage(await openImage(parseImageName(`rootfs:${join(folder, 'root')}`)), {});
}

const archives = 'images/docker-archive/snyk-docker-plugin/docker-save';

describe('of an image', () => {
  test.each([
    ['alpine-311', 'images/docker-archive/trivy/alpine-311.tar.gz'],
    [
      'npm7-with-package-lock-file',
      'images/npm/snyk-docker-plugin/npm-without-lockfiles/npm7-with-package-lock-file.tar.gz',
    ],
  ])('the packages are those that are expected: %s', async (name, file) => {
    const { osRelease, apk: wanted } = answers<{
      readonly osRelease: { readonly ID: string; readonly VERSION_ID: string };
      readonly apk: readonly ApkPackage[];
    }>(`oracle/${name}.packages.json`);
    const { os, packages, problems } = await unpacked(file);
    expect([problems, os?.id, os?.versionId]).toEqual([[], osRelease.ID, osRelease.VERSION_ID]);
    expect(shown(packages.map(ofSystem))).toEqual(
      shown(wanted.map((one) => [one.name, one.version, one.arch, one.origin, one.version])),
    );
  });

  test('the packages are those that are expected: nginx, by two others', async () => {
    const { dpkg: wanted } = answers<{ readonly dpkg: readonly DpkgPackage[] }>('oracle/nginx.packages.json');
    const { packages } = await unpacked(`${archives}/nginx.tar`);
    expect(shown(packages.map(ofSystem))).toEqual(
      shown(wanted.map((one) => [one.name, one.version, one.arch, one.source, one.sourceVersion])),
    );
    // Snyk names them `SOURCE/PACKAGE@VERSION`.
    const theirs = JSON.stringify(answers('snyk-docker-plugin/docker-save_nginx.tar.json'));
    const missing = packages.filter(
      ({ name, version }) => !new RegExp(`["/]${quoted(`${name}@${version}`)}["|]`).test(theirs),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test.each(['3-level-jar.tar', 'java.tar.gz'])(
    'the archives of Java are those that are expected: %s',
    async (file) => {
      const { jars } = answers<{
        readonly jars: readonly {
          readonly path: string;
          readonly poms: readonly string[];
          readonly broken?: boolean;
        }[];
      }>(`oracle/${file.split('.')[0]}.packages.json`);
      const { packages, notes, problems } = await unpacked(`${archives}/${file}`);
      const said = packages.flatMap(({ name, version, foundIn = [] }) =>
        foundIn.map((path) => `${path.slice(1)} ${name}:${version}`),
      );
      for (const { path, poms, broken = false } of jars) {
        for (const pom of poms) expect(said).toContain(`${path} ${pom}`);
        // What does not say what it is has a name that does, or is told.
        const isTold = [...said, ...notes, ...problems].some((one) => one.includes(path));
        expect([path, isTold || broken]).toEqual([path, true]);
      }
    },
  );
});

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('of what Trivy is tested with', () => {
  test.each([
    [
      'npm',
      [
        'node_modules/jquery',
        'node_modules/promise',
        'node_modules/react',
        'node_modules/react-is',
        'node_modules/redux',
      ],
    ],
    [
      'pnpm',
      [
        'node_modules/.pnpm/jquery@3.3.9/node_modules/jquery',
        'node_modules/.pnpm/lodash@4.17.4/node_modules/lodash',
      ],
    ],
  ])('the installed packages of %s have the vulnerabilities that Trivy finds', async (name, folders) => {
    const repository = join('e2e', 'trivy', 'fixtures', 'repo', name);
    const files = folders.map((folder) => `${folder}/package.json`);
    const { packages } = inventoryOf(
      Object.fromEntries(files.map((file) => [`app/${file}`, { bytes: bytesOf(join(repository, file)) }])),
    );
    const golden: { Results: readonly { Vulnerabilities?: readonly Record<string, string>[] }[] } =
      JSON.parse(await readFile(join(fixtures, 'e2e', 'trivy', 'golden', `${name}.json.golden`), 'utf8'));
    const path = join(await temporaryFolder(), 'advisories.db');
    await importAdvisories({ paths: [join(dataFolder(), 'osv', 'npm')], into: path, now: 0 });
    const database = openAdvisories(path);
    const found = database
      .match(packages, null)
      .findings.map(({ rule, packageName, installed }) => `${rule} ${packageName} ${installed}`);
    database.close();
    const theirs = golden.Results.flatMap(({ Vulnerabilities = [] }) =>
      Vulnerabilities.map((one) => `${one.VulnerabilityID} ${one.PkgName} ${one.InstalledVersion}`),
    );
    expect(theirs.length).toBeGreaterThan(0);
    // Trivy's tests have a database of a few vulnerabilities; ours has all.
    expect(theirs.filter((one) => !found.includes(one))).toEqual([]);
  });
});
