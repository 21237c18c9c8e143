import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Image } from '../../src/image/image.ts';
import { openEveryPlatform, openImage } from '../../src/image/open.ts';
import type { OpenOptions } from '../../src/image/source.ts';
import { walk } from '../../src/image/walk.ts';
import { type Digest, digestHex, sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { buildImage, buildIndex, layoutFiles, tagged, writeFiles } from '../fakes/images.ts';
import { describe as descriptorOf } from '../fakes/manifests.ts';
import { file, tar } from '../fakes/tar.ts';
import { listing, textReader } from './walked.ts';

const archive = tar(file('a', 'text'));
const amd64 = buildImage([archive], { store: gzipSync, layerType: mediaTypes.layerGzip });
const arm64 = buildImage([tar(file('a', 'arm'))], { architecture: 'arm64', variant: 'v8' });
const armv7 = buildImage([tar(file('a', 'armv7'))], { architecture: 'arm', variant: 'v7' });

interface Layout {
  readonly entries: readonly Descriptor[];
  readonly blobs?: Iterable<readonly [Digest, Buffer]>;
}

function writeLayout({ entries, blobs = allBlobs }: Layout): string {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFiles(folder, layoutFiles(entries, blobs));
  return folder;
}

const allBlobs = [...amd64.blobs, ...arm64.blobs, ...armv7.blobs];

function open(folder: string, tag = '', options: OpenOptions = {}): Promise<Image> {
  return openImage(parseImageName(`oci:${folder}${tag === '' ? '' : `:${tag}`}`), options);
}

const linuxAmd64 = { os: 'linux', architecture: 'amd64' };

describe('an image of a layout', () => {
  test('is opened with all that is known of it', async () => {
    const folder = writeLayout({ entries: [amd64.descriptor] });
    const image = await open(folder);
    expect(image).toMatchObject({
      name: { transport: 'oci', path: folder },
      reference: `oci:${folder}`,
      repository: basename(folder),
      digest: amd64.descriptor.digest,
      mediaType: mediaTypes.manifest,
      manifestSize: amd64.manifest.length,
      platform: linuxAmd64,
      config: { config: { Cmd: ['/bin/sh'] } },
      layers: [
        { diffId: sha256(archive), digest: sha256(gzipSync(archive)), size: gzipSync(archive).length },
      ],
    });
    expect(image.indexDigest).toBe(undefined);
    expect(listing(await walk(image, [textReader]))).toEqual(['a = text']);
    await image.close();
  });

  test('is found by its tag', async () => {
    const folder = writeLayout({
      entries: [tagged(amd64.descriptor, '1.0'), tagged(arm64.descriptor, '2.0')],
    });
    expect(await open(folder, '1.0')).toMatchObject({
      digest: amd64.descriptor.digest,
      reference: `oci:${folder}:1.0`,
    });
    expect((await open(folder, '2.0')).digest).toBe(arm64.descriptor.digest);
  });

  test('needs a tag where there are several', async () => {
    const folder = writeLayout({
      entries: [tagged(amd64.descriptor, '1.0'), tagged(arm64.descriptor, '2.0')],
    });
    await expect(open(folder)).rejects.toMatchObject({
      code: 'IMAGE_AMBIGUOUS',
      facts: { names: '1.0, 2.0', example: `oci:${folder}:1.0` },
    });
  });

  test('is not there under another tag', async () => {
    const folder = writeLayout({ entries: [tagged(amd64.descriptor, '1.0')] });
    await expect(open(folder, '1.1')).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' });
    await expect(open(writeLayout({ entries: [] }))).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' });
  });

  test('takes its layers’ instructions from the history, where that has one for each', async () => {
    const layers = [archive, tar(file('b'))];
    const history = [
      { created_by: 'ADD rootfs' },
      { created_by: 'ENV X=1', empty_layer: true },
      { created_by: 'COPY . .' },
    ];
    const told = buildImage(layers, { history });
    const folder = writeLayout({ entries: [told.descriptor], blobs: told.blobs });
    expect((await open(folder)).layers.map(({ createdBy }) => createdBy)).toEqual(['ADD rootfs', 'COPY . .']);
    const short = buildImage(layers, { history: history.slice(1) });
    const other = writeLayout({ entries: [short.descriptor], blobs: short.blobs });
    expect((await open(other)).layers.map(({ createdBy }) => createdBy)).toEqual([undefined, undefined]);
  });
});

describe('the platform', () => {
  const index = buildIndex([amd64.descriptor, arm64.descriptor, armv7.descriptor]);
  const entry = descriptorOf(index, mediaTypes.index);
  const blobs = [...allBlobs, [entry.digest, index] as const];
  const choices = [
    [linuxAmd64, amd64],
    [{ os: 'linux', architecture: 'arm64' }, arm64],
    [{ os: 'linux', architecture: 'aarch64', variant: 'v8' }, arm64],
    [{ os: 'linux', architecture: 'arm' }, armv7],
    [{ os: 'linux', architecture: 'arm', variant: 'v7' }, armv7],
  ] as const;
  test.each(choices)('%o is chosen from the index', async (platform, wanted) => {
    const image = await open(writeLayout({ entries: [entry], blobs }), '', { platform });
    expect(image).toMatchObject({ digest: wanted.descriptor.digest, indexDigest: entry.digest });
  });

  test('that is not there is an error that lists those that are', async () => {
    const folder = writeLayout({ entries: [entry], blobs });
    const platform = { os: 'windows', architecture: 'amd64' };
    await expect(open(folder, '', { platform })).rejects.toMatchObject({
      code: 'PLATFORM_MISSING',
      facts: { wanted: 'windows/amd64', available: 'linux/amd64, linux/arm/v7, linux/arm64' },
    });
  });

  test('is looked for in an index inside of an index, and in manifests whose entry names none', async () => {
    const { platform: _, ...bare } = arm64.descriptor;
    const inner = buildIndex([bare]);
    const outer = buildIndex([descriptorOf(inner, mediaTypes.index)]);
    const nested = [inner, outer].map((bytes) => [sha256(bytes), bytes] as const);
    const folder = writeLayout({
      entries: [descriptorOf(outer, mediaTypes.index)],
      blobs: [...allBlobs, ...nested],
    });
    const image = await open(folder, '', { platform: { os: 'linux', architecture: 'arm64' } });
    expect(image).toMatchObject({ digest: arm64.descriptor.digest, indexDigest: sha256(outer) });
  });

  test('of attestations and other artifacts does not count', async () => {
    const attestation = {
      ...armv7.descriptor,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    };
    const artifact = { ...armv7.descriptor, artifactType: 'application/vnd.example' };
    const list = buildIndex([attestation, artifact, arm64.descriptor]);
    const descriptor = descriptorOf(list, mediaTypes.index);
    const folder = writeLayout({ entries: [descriptor], blobs: [...allBlobs, [descriptor.digest, list]] });
    expect((await open(folder)).digest).toBe(arm64.descriptor.digest);
  });

  test('of the only image there is need not be asked for, but is held against what is asked for', async () => {
    const folder = writeLayout({ entries: [arm64.descriptor] });
    expect((await open(folder)).platform).toEqual({ os: 'linux', architecture: 'arm64', variant: 'v8' });
    await expect(open(folder, '', { platform: linuxAmd64 })).rejects.toMatchObject({
      code: 'PLATFORM_MISSING',
      facts: { available: 'linux/arm64' },
    });
  });

  test('indexes inside of each other end at some depth', async () => {
    const blobs = new Map(allBlobs);
    let descriptor: Descriptor = amd64.descriptor;
    for (let depth = 0; depth < 6; depth += 1) {
      const bytes = buildIndex([descriptor]);
      descriptor = descriptorOf(bytes, mediaTypes.index);
      blobs.set(descriptor.digest, bytes);
    }
    const folder = writeLayout({ entries: [descriptor], blobs });
    await expect(open(folder)).rejects.toMatchObject({ code: 'TOO_MANY' });
  });
});

describe('a layout that is not whole', () => {
  const change = (digest: Digest, bytes: Buffer): [Digest, Buffer][] => [
    ...new Map(allBlobs).set(digest, bytes),
  ];
  const without = (digest: Digest): (readonly [Digest, Buffer])[] =>
    allBlobs.filter(([known]) => known !== digest);
  const { digest } = amd64.descriptor;
  const configDigest = sha256(amd64.config);
  const layerDigest = sha256(gzipSync(archive));
  const broken: readonly (readonly [name: string, layout: Layout, code: string])[] = [
    ['without its manifest', { entries: [amd64.descriptor], blobs: without(digest) }, 'IMAGE_INCOMPLETE'],
    [
      'without its configuration',
      { entries: [amd64.descriptor], blobs: without(configDigest) },
      'IMAGE_INCOMPLETE',
    ],
    [
      'with another manifest in its place',
      { entries: [amd64.descriptor], blobs: change(digest, arm64.manifest) },
      'BLOB_DIGEST_MISMATCH',
    ],
    [
      'with another configuration in its place',
      { entries: [amd64.descriptor], blobs: change(configDigest, Buffer.alloc(amd64.config.length, ' ')) },
      'BLOB_DIGEST_MISMATCH',
    ],
    [
      'with a longer configuration',
      {
        entries: [amd64.descriptor],
        blobs: change(configDigest, Buffer.concat([amd64.config, Buffer.from(' ')])),
      },
      'BLOB_SIZE_MISMATCH',
    ],
  ];
  test.each(broken)('%s is refused', async (_, layout, code) => {
    await expect(open(writeLayout(layout))).rejects.toMatchObject({ code });
  });

  test('without a layer, or with another in its place, is refused when that is read', async () => {
    const missing = await open(writeLayout({ entries: [amd64.descriptor], blobs: without(layerDigest) }));
    await expect(walk(missing, [])).rejects.toMatchObject({ code: 'IMAGE_INCOMPLETE' });
    const other = await open(
      writeLayout({ entries: [amd64.descriptor], blobs: change(layerDigest, gzipSync('')) }),
    );
    await expect(walk(other, [])).rejects.toMatchObject({ code: 'BLOB_SIZE_MISMATCH' });
  });

  const unusable: readonly (readonly [name: string, image: ReturnType<typeof buildImage>])[] = [
    [
      'more layers than its configuration',
      buildImage([archive, archive], { config: { rootfs: { type: 'layers', diff_ids: [sha256(archive)] } } }),
    ],
    [
      'fewer layers than its configuration',
      buildImage([], { config: { rootfs: { type: 'layers', diff_ids: [sha256(archive)] } } }),
    ],
    [
      'a layer that engines do not unpack',
      buildImage([archive], { layerType: 'application/vnd.in-toto+json' }),
    ],
    ['no platform at all', buildImage([archive], { config: { os: '', architecture: '' } })],
  ];
  test.each(unusable)('an image with %s is refused', async (_, image) => {
    const { platform: _platform, ...descriptor } = image.descriptor;
    const folder = writeLayout({ entries: [descriptor], blobs: image.blobs });
    await expect(open(folder)).rejects.toMatchObject({ code: 'IMAGE_UNUSABLE' });
  });

  test('without index.json, or with something else in it, is none', async () => {
    const folder = writeLayout({ entries: [] });
    rmSync(join(folder, 'index.json'));
    await expect(open(folder)).rejects.toMatchObject({ code: 'IMAGE_UNUSABLE' });
    writeFileSync(join(folder, 'index.json'), amd64.manifest);
    await expect(open(folder)).rejects.toMatchObject({ code: 'IMAGE_UNUSABLE' });
    writeFileSync(join(folder, 'index.json'), '{');
    await expect(open(folder)).rejects.toMatchObject({ code: 'JSON_MALFORMED' });
  });

  test('whose blob is a link to something else is refused by its digest', async () => {
    const folder = writeLayout({ entries: [amd64.descriptor], blobs: without(configDigest) });
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'x'.repeat(amd64.config.length));
    symlinkSync(secret, join(folder, 'blobs/sha256', digestHex(configDigest)));
    await expect(open(folder)).rejects.toMatchObject({ code: 'BLOB_DIGEST_MISMATCH' });
  });

  test('whose blob is a folder is an error that names it', async () => {
    const folder = writeLayout({ entries: [amd64.descriptor], blobs: without(digest) });
    writeFiles(folder, [[`blobs/sha256/${digestHex(digest)}/x`, Buffer.alloc(0)]]);
    await expect(open(folder)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('every platform', () => {
  const index = buildIndex([amd64.descriptor, arm64.descriptor, armv7.descriptor, arm64.descriptor]);
  const entry = descriptorOf(index, mediaTypes.index);
  const blobs: [Digest, Buffer][] = [...allBlobs, [sha256(index), index]];

  test('of an index is opened once, in its order', async () => {
    const folder = writeLayout({ entries: [entry], blobs });
    const images = await openEveryPlatform(parseImageName(`oci:${folder}`));
    expect(images.map(({ digest, platform, indexDigest }) => [digest, platform, indexDigest])).toEqual([
      [amd64.descriptor.digest, linuxAmd64, entry.digest],
      [arm64.descriptor.digest, { os: 'linux', architecture: 'arm64', variant: 'v8' }, entry.digest],
      [armv7.descriptor.digest, { os: 'linux', architecture: 'arm', variant: 'v7' }, entry.digest],
    ]);
    await images[0].close();
  });

  test('of a single image is that one', async () => {
    const folder = writeLayout({ entries: [amd64.descriptor] });
    const images = await openEveryPlatform(parseImageName(`oci:${folder}`));
    expect(images.map(({ digest }) => digest)).toEqual([amd64.descriptor.digest]);
  });

  test('of an index without images is a fault, not an empty list', async () => {
    const empty = buildIndex([]);
    const folder = writeLayout({
      entries: [descriptorOf(empty, mediaTypes.index)],
      blobs: [[sha256(empty), empty]],
    });
    await expect(openEveryPlatform(parseImageName(`oci:${folder}`))).rejects.toMatchObject({
      code: 'PLATFORM_MISSING',
    });
  });
});
