import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AptArchive, debianArchive } from './apt-mirror.ts';
import { cachedFolder } from './cached-folder.ts';
import { pathWithDebianFolders, peer } from './peers.ts';
import { mustRun } from './processes.ts';

/** A real Debian image on disk, with one gzip layer, and what dpkg itself says is in it. */
export interface DebianImage {
  /** The OCI image layout's folder. */
  readonly layout: string;
  readonly tag: string;
  /** The layer's blob in the layout. */
  readonly layerFile: string;
  /** The unpacked file system the layer was made of; not to be written to. */
  readonly rootfs: string;
  /** `name version architecture` of each installed package, sorted by dpkg. */
  readonly dpkgList: readonly string[];
}

const SUITE = 'bookworm';
const SLOW_STEP_TIMEOUT_MS = 10 * 60_000;

/** Debian bookworm minbase: made by debootstrap and umoci at the first call (≈ 1 minute), then kept. Needs root. */
export async function debianImage(): Promise<DebianImage> {
  const folder = await cachedFolder(`debian-${SUITE}`, async (partial) => {
    const rootfs = join(partial, 'rootfs');
    await bootstrap(rootfs, await debianArchive(SUITE));
    await makeLayout(join(partial, 'layout'), rootfs);
  });
  const rootfs = join(folder, 'rootfs');
  return describe(join(folder, 'layout'), rootfs);
}

/** The same with three copies of the tree under /opt: a layer four times as large, for measurements. */
export async function debianImageTimesFour(): Promise<DebianImage> {
  const { rootfs } = await debianImage();
  const folder = await cachedFolder(`debian-${SUITE}-times-four`, async (partial) => {
    const tree = join(partial, 'tree');
    await slowly('cp', ['--archive', rootfs, tree]);
    for (const n of [1, 2, 3]) await slowly('cp', ['--archive', rootfs, join(tree, 'opt', `copy${n}`)]);
    await makeLayout(join(partial, 'layout'), tree);
    await rm(tree, { recursive: true });
  });
  return describe(join(folder, 'layout'), rootfs);
}

async function bootstrap(rootfs: string, { uri, signedBy }: AptArchive): Promise<void> {
  const keyring = signedBy?.startsWith('/') ? [`--keyring=${signedBy}`] : [];
  await slowly(peer('debootstrap'), ['--variant=minbase', ...keyring, SUITE, rootfs, uri]);
}

async function makeLayout(layout: string, rootfs: string): Promise<void> {
  const umoci = peer('umoci');
  const image = `${layout}:${SUITE}`;
  await mustRun(umoci, ['init', '--layout', layout]);
  await mustRun(umoci, ['new', '--image', image]);
  await slowly(umoci, ['insert', '--image', image, rootfs, '/']);
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  await mustRun(umoci, ['config', '--image', image, '--config.cmd', '/bin/bash', '--config.env', path]);
  await mustRun(umoci, ['gc', '--layout', layout]);
}

async function describe(layout: string, rootfs: string): Promise<DebianImage> {
  const index = (await readJson(join(layout, 'index.json'))) as { manifests: { digest: string }[] };
  const manifest = (await readJson(blobPath(layout, index.manifests[0]?.digest))) as {
    layers: { digest: string }[];
  };
  const layerFile = blobPath(layout, manifest.layers[0]?.digest);
  return { layout, tag: SUITE, layerFile, rootfs, dpkgList: await listPackages(rootfs) };
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

// `.ci/run` makes it before the tests, so that no test's time limit has to cover it.
if (import.meta.main) {
  const { layerFile, dpkgList } = await debianImage();
  process.stdout.write(`${dpkgList.length} packages in ${layerFile}\n`);
}
