import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AptArchive, debianArchive } from './apt-mirror.ts';
import { cachedFolder } from './cached-folder.ts';
import { pathWithDebianFolders, peer } from './peers.ts';
import { mustRun, run } from './processes.ts';

/** A real Debian image on disk, with one gzip layer, and what dpkg itself says is in it. */
export interface DebianImage {
  /** The OCI image layout's folder. */
  readonly layout: string;
  readonly tag: string;
  /** The layer's blob in the layout. */
  readonly layerFile: string;
  /** The same image as `docker save` writes it, layers not compressed. */
  readonly archive: string;
  /** The unpacked file system the layer was made of; not to be written to. */
  readonly rootfs: string;
  /** `name version architecture` of each installed package, sorted by dpkg. */
  readonly dpkgList: readonly string[];
}

const SUITE = 'bookworm';
const SLOW_STEP_TIMEOUT_MS = 20 * 60_000;

/** How the file system of each image is made in an empty folder. */
const recipes = {
  minbase: async (rootfs: string) => bootstrap(rootfs, await debianArchive(SUITE)),
  /** With nginx, Python, Perl, git and Redis. */
  servers: async (rootfs: string) =>
    bootstrap(rootfs, await debianArchive(SUITE), ['nginx', 'python3', 'perl', 'git', 'redis-server']),
  /** With an application of some eighty thousand files in `node_modules`. */
  'node-modules': async (rootfs: string) => {
    await slowly('cp', ['--archive', (await debianImage()).rootfs, rootfs]);
    await installPackages(join(rootfs, 'srv', 'app'));
  },
} as const;

export type DebianKind = keyof typeof recipes;
export const debianKinds = Object.keys(recipes) as readonly DebianKind[];

/** Debian bookworm, made by debootstrap and umoci at the first call (≈ 1 minute), then kept. Needs root. */
export async function debianImage(kind: DebianKind = 'minbase'): Promise<DebianImage> {
  const folder = await cachedFolder(`debian-${SUITE}-${kind}`, async (partial) => {
    const rootfs = join(partial, 'rootfs');
    await recipes[kind](rootfs);
    await makeLayout(partial, [{ tree: rootfs, at: '/' }]);
  });
  return describe(folder, join(folder, 'rootfs'));
}

/** The files of the image with servers in two layers of about the same size. */
export async function debianImageInTwoLayers(): Promise<DebianImage> {
  const { rootfs } = await debianImage('servers');
  const second = join('usr', 'lib');
  const folder = await cachedFolder(`debian-${SUITE}-servers-two-layers`, async (partial) => {
    const tree = join(partial, 'tree');
    await slowly('cp', ['--archive', rootfs, tree]);
    await rm(join(tree, second), { recursive: true });
    await makeLayout(partial, [
      { tree, at: '/' },
      { tree: join(rootfs, second), at: `/${second}` },
    ]);
    await rm(tree, { recursive: true });
  });
  return describe(folder, rootfs);
}

/**
 * Debian minbase for a machine that this one is not. Nothing of it is run: the first stage of debootstrap extracts the
 * packages, and dpkg's database is made of what stands in them, as dpkg does when it unpacks.
 */
export async function debianImageForArm(): Promise<DebianImage> {
  const folder = await cachedFolder(`debian-${SUITE}-arm64`, async (partial) => {
    const rootfs = join(partial, 'rootfs');
    await bootstrap(rootfs, await debianArchive(SUITE), [], ['--foreign', '--arch=arm64']);
    const archives = await readFile(join(rootfs, 'debootstrap', 'debpaths'), 'utf8');
    const required = await readFile(join(rootfs, 'debootstrap', 'required'), 'utf8');
    const extracted = new Set(required.split(/\s+/).filter((name) => name !== ''));
    for (const line of archives.split('\n')) {
      const [name = '', path = ''] = line.split(' ');
      if (extracted.has(name)) await recordUnpacked(rootfs, name, join(rootfs, path));
    }
    await rm(join(rootfs, 'debootstrap'), { recursive: true });
    await rm(join(rootfs, 'var/cache/apt/archives'), { recursive: true });
    await makeLayout(partial, [{ tree: rootfs, at: '/' }], ['--architecture', 'arm64']);
  });
  return describe(folder, join(folder, 'rootfs'));
}

/** Notes a package in the status file, and puts its lists of files and checksums where dpkg has them. */
async function recordUnpacked(rootfs: string, name: string, archive: string): Promise<void> {
  const admin = join(rootfs, 'var/lib/dpkg');
  const { stdout: control } = await mustRun('dpkg-deb', ['--field', archive]);
  const paragraph = control.replace(/\n/, '\nStatus: install ok installed\n');
  await appendFile(join(admin, 'status'), `${paragraph.trimEnd()}\n\n`);
  const stem = /^Multi-Arch: same$/m.test(control) ? `${name}:arm64` : name;
  const { stdout: list } = await mustRun('sh', [
    '-c',
    'dpkg-deb --fsys-tarfile "$1" | tar -t',
    'sh',
    archive,
  ]);
  const paths = list.split('\n').map((path) => path.replace(/^\./, '').replace(/(.)\/$/, '$1'));
  await writeFile(join(admin, 'info', `${stem}.list`), paths.join('\n'));
  const { code, stdout: sums } = await run('dpkg-deb', ['--info', archive, 'md5sums']);
  if (code === 0) await writeFile(join(admin, 'info', `${stem}.md5sums`), sums);
}

/** Debian minbase with three copies of the tree under /opt: a layer four times as large, for measurements. */
export async function debianImageTimesFour(): Promise<DebianImage> {
  const { rootfs } = await debianImage();
  const folder = await cachedFolder(`debian-${SUITE}-minbase-times-four`, async (partial) => {
    const tree = join(partial, 'tree');
    await slowly('cp', ['--archive', rootfs, tree]);
    for (const n of [1, 2, 3]) await slowly('cp', ['--archive', rootfs, join(tree, 'opt', `copy${n}`)]);
    await makeLayout(partial, [{ tree, at: '/' }]);
    await rm(tree, { recursive: true });
  });
  return describe(folder, rootfs);
}

async function bootstrap(
  rootfs: string,
  { uri, signedBy }: AptArchive,
  include: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<void> {
  const keyring = signedBy?.startsWith('/') ? [`--keyring=${signedBy}`] : [];
  const more = include.length === 0 ? [] : [`--include=${include.join(',')}`];
  await slowly(peer('debootstrap'), ['--variant=minbase', ...flags, ...keyring, ...more, SUITE, rootfs, uri]);
}

/** What `node-modules/package-lock.json` beside this file names, installed by npm without running anything of it. */
async function installPackages(app: string): Promise<void> {
  await mkdir(app, { recursive: true });
  await cp(join(import.meta.dirname, 'node-modules'), app, { recursive: true });
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  await slowly('npm', ['ci', '--prefix', app, ...flags]);
}

interface Part {
  readonly tree: string;
  readonly at: string;
}

/** An OCI image layout with one layer for each part, and the same as an archive beside it. */
async function makeLayout(
  folder: string,
  parts: readonly Part[],
  config: readonly string[] = [],
): Promise<void> {
  const umoci = peer('umoci');
  const layout = layoutIn(folder);
  const image = `${layout}:${SUITE}`;
  await mustRun(umoci, ['init', '--layout', layout]);
  await mustRun(umoci, ['new', '--image', image]);
  for (const { tree, at } of parts) await slowly(umoci, ['insert', '--image', image, tree, at]);
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  await mustRun(umoci, [
    'config',
    '--image',
    image,
    '--config.cmd',
    '/bin/bash',
    '--config.env',
    path,
    ...config,
  ]);
  await mustRun(umoci, ['gc', '--layout', layout]);
  const archive = `docker-archive:${archiveIn(folder)}:debian:${SUITE}`;
  await slowly(peer('skopeo'), ['copy', '--insecure-policy', `oci:${image}`, archive]);
}

/** An image with one layer, as an OCI layout and as `docker save` writes it; returns the path of the latter. */
export async function makeImage(folder: string, tree: string): Promise<string> {
  await makeLayout(folder, [{ tree, at: '/' }]);
  return archiveIn(folder);
}

function layoutIn(folder: string): string {
  return join(folder, 'layout');
}

export function archiveIn(folder: string): string {
  return join(folder, 'image.tar');
}

async function describe(folder: string, rootfs: string): Promise<DebianImage> {
  const layout = layoutIn(folder);
  const index = (await readJson(join(layout, 'index.json'))) as { manifests: { digest: string }[] };
  const manifest = (await readJson(blobPath(layout, index.manifests[0]?.digest))) as {
    layers: { digest: string }[];
  };
  const layerFile = blobPath(layout, manifest.layers[0]?.digest);
  const dpkgList = await listPackages(rootfs);
  return { layout, tag: SUITE, layerFile, archive: archiveIn(folder), rootfs, dpkgList };
}

async function listPackages(rootfs: string): Promise<readonly string[]> {
  const fields = ['db:Status-Status', 'Package', 'Version', 'Architecture'];
  const format = `${fields.map((field) => `\${${field}}`).join(' ')}\\n`;
  const admin = join(rootfs, 'var/lib/dpkg');
  const { stdout } = await mustRun(peer('dpkg-query'), [
    `--admindir=${admin}`,
    '--show',
    `--showformat=${format}`,
  ]);
  const installed = stdout.split('\n').filter((line) => line.startsWith('installed '));
  return installed.map((line) => line.slice('installed '.length));
}

function blobPath(layout: string, digest: string | undefined): string {
  if (digest === undefined) throw new Error(`the layout ${layout} has no image with one layer`);
  return join(layout, 'blobs', digest.replace(':', '/'));
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

function slowly(command: string, args: readonly string[]): Promise<unknown> {
  return mustRun(command, args, {
    timeoutMs: SLOW_STEP_TIMEOUT_MS,
    // debootstrap starts chroot and others by name.
    env: { PATH: pathWithDebianFolders() },
  });
}

// `.ci/run` makes what the tests need before them, so that no test's time limit has to cover it; the measurements need
// all kinds: `node test/interop/support/debian-image.ts [KIND…]`
if (import.meta.main) {
  const named = process.argv.slice(2);
  for (const kind of debianKinds) {
    if (!named.includes(kind) && (named.length > 0 || kind !== 'minbase')) continue;
    const { layerFile, dpkgList } = await debianImage(kind);
    process.stdout.write(`${kind}: ${dpkgList.length} packages in ${layerFile}\n`);
  }
}
