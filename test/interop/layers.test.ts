import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildImage, dockerArchive, layoutFiles, tagged, writeFiles } from '../fakes/images.ts';
import { laws } from '../image/laws/laws.ts';
import { archiveOf, walked } from '../image/walked.ts';
import { type DockerDaemon, startDockerd } from './support/dockerd.ts';
import { unmountUnder } from './support/mounts.ts';
import { peer } from './support/peers.ts';
import { mustRun, onStopEverything, run, stopEverything, temporaryFolder } from './support/processes.ts';
import { filesOf, type SeenFile, sorted, unpackedFiles } from './support/unpacked.ts';

/** Why umoci shows other files. It unpacks layers onto each other in one folder, and follows links of lower layers. */
const umociDiffers: Readonly<Record<string, string>> = {
  'a whiteout of what is not there hides nothing': 'it makes no folder for a whiteout',
  'the metadata of AUFS are left out': 'it makes no folder for a whiteout',
  'a whiteout below a link of a lower layer hides nothing behind the link: the layer is unpacked on its own':
    'it follows links of lower layers',
  'an opaque mark on a directory that is a link in lower layers replaces the link':
    'it follows links of lower layers',
  'an opaque mark of any type counts': 'it removes an opaque directory that it did not make',
  'an opaque mark far below what is there makes the directories that it stands in':
    'it makes no folder for a whiteout',
  'a directory replaces a symbolic link and leaves its target alone': 'it follows links of lower layers',
  'a link of a lower layer is not followed: the layer is unpacked on its own':
    'it follows links of lower layers',
};

/** Why an overlay file system under Docker shows other files. A problem says so each time. */
const overlayDiffers: Readonly<Record<string, string>> = {
  'a device with the numbers 0 and 0, by which overlay file systems hide a file, is shown, and is a problem':
    'to it, such a device is a whiteout',
  'an attribute that makes a directory opaque to overlay file systems hides nothing, and is a problem':
    'to it, such a directory is opaque',
};

const all = laws.flatMap(([, list]) => list);

/** An engine's answer: the files that it unpacked, or why it would not. */
type Unpacked = ReadonlyMap<string, SeenFile> | string;

/** Which laws an engine holds, breaks, and would not unpack; the first two by comparing every file. */
async function compare(unpack: (index: number) => Promise<Unpacked>) {
  const same: string[] = [];
  const refused: string[] = [];
  const other = new Map<string, { readonly ours: unknown[]; readonly theirs: unknown[] }>();
  for (const [index, [law, layers]] of all.entries()) {
    const theirs = await unpack(index);
    const ours = sorted(filesOf(await walked(...layers)));
    if (typeof theirs === 'string') refused.push(law);
    else if (JSON.stringify(ours) === JSON.stringify(sorted(theirs))) same.push(law);
    else other.set(law, { ours, theirs: sorted(theirs) });
  }
  return { same, refused, other };
}

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [index, [, layers]] of all.entries()) {
    const image = buildImage(layers.map(archiveOf));
    writeFiles(join(folder, `${index}`), layoutFiles([tagged(image.descriptor, 'x')], image.blobs));
    writeFiles(folder, [[`${index}.tar`, dockerArchive([{ image, names: [`law:${index}`] }])]]);
  }
});

afterAll(stopEverything);

describe('umoci', () => {
  test('unpacks the files that our view shows, but where a reason is known', async () => {
    const { same, other } = await compare(async (index) => {
      const bundle = join(folder, `${index}.bundle`);
      const { code, stderr } = await run(peer('umoci'), [
        'unpack',
        '--image',
        `${join(folder, `${index}`)}:x`,
        bundle,
      ]);
      return code === 0 ? unpackedFiles(join(bundle, 'rootfs')) : stderr;
    });
    for (const law of Object.keys(umociDiffers)) expect(other.delete(law), law).toBe(true);
    expect(Object.fromEntries(other)).toEqual({});
    expect(same.length).toBeGreaterThan(100);
  });
});

describe('the Docker engine with overlay2', () => {
  let engine: DockerDaemon;

  beforeAll(async () => {
    engine = await startDockerd();
  });

  /** The layers as Docker unpacked them, put together by the kernel, without what a container adds. */
  async function unpack(index: number): Promise<Unpacked> {
    const loaded = await engine.docker(['load', '--quiet', '--input', join(folder, `${index}.tar`)]);
    if (loaded.code !== 0) return loaded.stderr;
    const { stdout } = await engine.docker(['image', 'inspect', `law:${index}`]);
    const [image] = JSON.parse(stdout) as [
      { GraphDriver: { Data: { UpperDir: string; LowerDir?: string } } },
    ];
    const { UpperDir: upper, LowerDir: lower } = image.GraphDriver.Data;
    const mountPoint = join(folder, `${index}.mount`);
    const nothing = join(folder, `${index}.nothing`);
    await mkdir(mountPoint);
    await mkdir(nothing);
    const layers = [upper, ...(lower === undefined ? [] : [lower]), nothing].join(':');
    await mustRun('mount', ['-t', 'overlay', 'overlay', '-o', `lowerdir=${layers}`, mountPoint]);
    onStopEverything(() => unmountUnder(folder));
    const files = await unpackedFiles(mountPoint);
    await mustRun('umount', [mountPoint]);
    return files;
  }

  test('shows the files that our view shows, but where a reason is known and a problem says so', {
    timeout: 900_000,
  }, async () => {
    const { same, other } = await compare(unpack);
    for (const law of Object.keys(overlayDiffers)) {
      expect(other.delete(law), law).toBe(true);
      expect(all.find(([name]) => name === law)?.[3]?.length).toBe(1);
    }
    expect(Object.fromEntries(other)).toEqual({});
    expect(same.length).toBeGreaterThan(95);
  });
});
