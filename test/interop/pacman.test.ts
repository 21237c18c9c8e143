import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openImage } from '../../src/image/open.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { type Inventory, inventoryOf } from '../../src/scan/inventory.ts';
import { peer } from './support/peers.ts';
import { mustRun, stopEverything, temporaryFolder } from './support/processes.ts';

const files = { 'usr/bin/tool': '#!/bin/sh\n', 'etc/tool.conf': 'a=b\n', 'usr/share/a b': 'x' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let root: string;
let inventory: Inventory;

/** A package as makepkg makes it (without a signature), installed by the real pacman. */
beforeAll(async () => {
  const folder = await temporaryFolder();
  const tree = join(folder, 'tree');
  root = join(folder, 'root');
  const mtree = Object.entries(files).map(
    ([path, text]) => `./${path.replace(' ', '\\040')} time=1.0 mode=644 sha256digest=${sha256(text)}\n`,
  );
  const info = 'pkgname = tool\npkgbase = tools\npkgver = 1:1.0-2\narch = any\nbackup = etc/tool.conf\n';
  await write(tree, { ...files, '.PKGINFO': info, '.MTREE': gzipSync(`#mtree\n${mtree.join('')}`) });
  await write(root, { 'etc/os-release': 'ID=arch\n' });
  await write(folder, { 'pacman.conf': '[options]\nArchitecture = auto\nLocalFileSigLevel = Never\n' });
  const archive = join(folder, 'tool.pkg.tar');
  await mustRun('tar', ['-C', tree, '-cf', archive, '.PKGINFO', '.MTREE', ...Object.keys(files)]);
  await mkdir(join(root, 'var/lib/pacman'), { recursive: true });
  await pacman(['--noconfirm', '--noscriptlet', '--upgrade', archive]);
  inventory = await inventoryOf(await openImage(parseImageName(`rootfs:${root}`)), {});
});

afterAll(stopEverything);

async function write(folder: string, contents: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

async function pacman(args: readonly string[]): Promise<string[]> {
  const own = dirname(root);
  const places = [
    '--config',
    join(own, 'pacman.conf'),
    '--root',
    root,
    '--dbpath',
    join(root, 'var/lib/pacman'),
  ];
  const others = [
    '--cachedir',
    join(own, 'cache'),
    '--logfile',
    join(own, 'log'),
    '--gpgdir',
    join(own, 'gpg'),
  ];
  const { stdout } = await mustRun(peer('pacman'), [...places, ...others, ...args]);
  return stdout.trim().split('\n');
}

test('every package that pacman lists is in the inventory, and no other, and nothing was unreadable', async () => {
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages.map(({ name, version }) => `${name} ${version}`)).toEqual(
    await pacman(['--query']),
  );
  expect(inventory.packages[0]).toMatchObject({
    purl: 'pkg:alpm/arch/tool@1:1.0-2?arch=any',
    source: { name: 'tools', version: '1:1.0-2' },
  });
});

test('every file that pacman lists belongs to its package, and no other', async () => {
  const listed = await pacman(['--query', '--list', '--quiet']);
  expect(inventory.packages[0]?.files?.map((path) => join(root, path))).toEqual(
    listed.filter((path) => !path.endsWith('/')).sort(),
  );
});

test('the checksums are those of the bytes that pacman installed', () => {
  const known = inventory.checksums.map(({ path, digest, configuration }) => [path, digest, configuration]);
  expect(known.sort()).toEqual(
    Object.entries(files)
      .map(([path, text]) => [`/${path}`, sha256(text), path.startsWith('etc/')])
      .sort(),
  );
});
