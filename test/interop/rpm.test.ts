import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openImage } from '../../src/image/open.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { type Inventory, inventoryOf } from '../../src/scan/inventory.ts';
import { mustRun, stopEverything, temporaryFolder } from './support/processes.ts';
import { berkeleyRoot, type RpmRoot, rpmRoot } from './support/rpm-root.ts';

let sqlite: RpmRoot;
let folder: string;
let inventory: Inventory;

async function inventoryAt({ folder: root }: RpmRoot): Promise<Inventory> {
  return inventoryOf(await openImage(parseImageName(`rootfs:${root}`)), {});
}

beforeAll(async () => {
  folder = await temporaryFolder();
  sqlite = await rpmRoot(folder);
  inventory = await inventoryAt(sqlite);
});

afterAll(stopEverything);

const everything = '%{NAME} %{EPOCHNUM}:%{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{MODULARITYLABEL}\\n';
const asQueried = ({ packages }: Inventory): string[] =>
  packages
    .filter(({ type }) => type === 'rpm')
    .map(({ name, version, architecture, purl }) => {
      const qualifiers = new URLSearchParams(purl.split('?')[1]);
      return `${name} ${version} ${architecture} ${qualifiers.get('upstream')} ${qualifiers.get('rpmmod')}`;
    })
    .sort();

test('every package that rpm lists is in the inventory, and no other, and nothing was unreadable', async () => {
  expect(inventory.problems).toEqual([]);
  expect(asQueried(inventory)).toEqual((await sqlite.query(everything)).sort());
  expect(inventory.packages.map(({ source }) => source?.name)).toEqual([undefined, 'alpha']);
});

test('every file that rpm says is there belongs to its package, and no other', async () => {
  const states = await sqlite.query('[%{=NAME} %{FILESTATES} %{FILENAMES}\\n]');
  const folders = ['/usr/lib/alpha', '/var/lib/alpha'];
  const listed = states
    .map((line) => /^(\S+) (\d+) (.+)$/.exec(line))
    .filter((match) => match?.[2] === '0')
    .filter((match) => existsSync(join(sqlite.folder, match?.[3] ?? '')))
    .filter((match) => !folders.includes(match?.[3] ?? ''))
    .map((match) => `${match?.[1]} ${match?.[3]}`);
  const owned = inventory.packages.flatMap(({ name, files }) =>
    (files ?? []).map((path) => `${name} ${path}`),
  );
  expect(owned.sort()).toEqual(listed.sort());
  expect(states.map((line) => line.split(' ')[1])).toContain('2');
  expect(owned).toContain('alpha /usr/lib/alpha/ä plugin');
});

test('the checksums are those of the bytes that rpm installed', async () => {
  const paths = [...new Set(inventory.checksums.map(({ path }) => path))];
  expect(paths).toContain('/etc/alpha.conf');
  expect(paths).not.toContain('/var/lib/alpha/state');
  const { stdout } = await mustRun(
    'sha256sum',
    paths.map((path) => join(sqlite.folder, path)),
  );
  const sums = stdout
    .trim()
    .split('\n')
    .map((line) => line.slice(0, 64));
  const known = paths.map((path) => inventory.checksums.find((checksum) => checksum.path === path)?.digest);
  expect(known).toEqual(sums);
  const configuration = inventory.checksums.filter((checksum) => checksum.configuration);
  expect(configuration.map(({ path }) => path)).toEqual(['/etc/alpha.conf']);
});

describe.each(['little', 'big'] as const)('the same packages in a Berkeley DB, %s end first', (order) => {
  test('are what rpm and the inventory both list', async () => {
    const berkeley = await berkeleyRoot(folder, sqlite, order);
    const found = await inventoryAt(berkeley);
    expect(found.problems).toEqual([]);
    expect(asQueried(found)).toEqual((await berkeley.query(everything)).sort());
    expect(asQueried(found)).toEqual(asQueried(inventory));
  });
});
