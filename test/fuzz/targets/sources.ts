import type { Image } from '../../../src/image/image.ts';
import { type LayoutFiles, openLayout } from '../../../src/image/layout.ts';
import { openDockerArchive } from '../../../src/image/sources/docker-archive.ts';
import { mediaTypes } from '../../../src/model/manifest.ts';
import { parseImageName } from '../../../src/model/reference.ts';
import { buildImage, buildIndex, layoutFiles, tagged } from '../../fakes/images.ts';
import { chunks } from '../../fakes/layers.ts';
import { bytesOf, describe } from '../../fakes/manifests.ts';
import { file, tar } from '../../fakes/tar.ts';
import { inputFile } from '../input-file.ts';
import { repairTar, tarSeeds } from '../tar-seeds.ts';
import type { Seed, Target } from '../target.ts';

const image = buildImage([tar(file('a')), tar(file('b'))], { history: [{ created_by: 'RUN a' }] });
const other = buildImage([tar(file('c'))], { architecture: 'arm64', variant: 'v8' });
const index = buildIndex([image.descriptor, other.descriptor]);
const layers = image.layers.map((bytes) => describe(bytes, mediaTypes.layer));

const about = {
  name: parseImageName('example/a'),
  reference: 'example/a',
  repository: 'a',
  async close() {},
};

/** What is said of each image, and how long its layers are: they are read to their ends. */
export async function shown(images: readonly Image[]): Promise<unknown> {
  const all: unknown[] = [];
  for (const { digest, platform, config, layers: found, close } of images) {
    const sizes: number[] = [];
    for (const layer of found) {
      let bytes = 0;
      for await (const chunk of await layer.open()) bytes += chunk.length;
      sizes.push(bytes);
    }
    await close();
    all.push([digest, platform, config, sizes]);
  }
  return all;
}

/** One of the documents of an image, by what it is called here, and what leads to it made anew. */
const documents: readonly (Seed & { readonly path: string })[] = [
  { path: 'index', name: 'an index', bytes: index },
  { path: 'index', name: 'an index of one', bytes: buildIndex([tagged(image.descriptor, '1.0')]) },
  { path: 'manifest', name: 'a manifest', bytes: image.manifest },
  { path: 'manifest', name: 'an index in an index', bytes: index },
  { path: 'config', name: 'a configuration', bytes: image.config },
];

function layoutWith(path: string | undefined, input: Buffer): ReadonlyMap<string, Buffer> {
  const blobs = [...image.blobs, ...other.blobs];
  if (path === 'index') return new Map([...layoutFiles([], blobs), ['index.json', input]]);
  const config = { schemaVersion: 2, config: describe(input, mediaTypes.config), layers };
  const manifest = path === 'manifest' ? input : bytesOf({ ...config, mediaType: mediaTypes.manifest });
  const added = [input, manifest].map((bytes) => [describe(bytes, '').digest, bytes] as const);
  return layoutFiles([describe(manifest, mediaTypes.manifest)], [...blobs, ...added]);
}

function inMemory(files: ReadonlyMap<string, Buffer>): LayoutFiles {
  return {
    what: 'the layout',
    read: async (path) => files.get(path),
    async open(path) {
      const bytes = files.get(path);
      return bytes === undefined ? undefined : chunks(bytes, 100);
    },
  };
}

const layout: Target = {
  name: 'oci-layout',
  seeds: documents,
  async read(input, { path }) {
    const example = (tag: string): string => `oci:a:${tag}`;
    const options = { ...about, example, platform: 'all' } as const;
    return shown(await openLayout(inMemory(layoutWith(path, input)), options));
  },
};

async function openedArchive(bytes: Buffer): Promise<unknown> {
  const path = inputFile(bytes);
  return shown(
    await openDockerArchive(
      path,
      undefined,
      { platform: 'all' },
      { ...about, what: 'a', example: (name) => name },
    ),
  );
}

const archive: Target = {
  name: 'docker-archive',
  seeds: tarSeeds,
  repair: repairTar,
  read: (input) => openedArchive(input),
};

const listed = [
  { Config: 'config.json', RepoTags: ['a:1', 'b/c:2'], Layers: ['a/layer.tar', 'b/layer.tar'] },
];

const archiveDocuments: Target = {
  name: 'docker-archive-manifest',
  seeds: [
    { path: 'manifest.json', name: 'a list', bytes: bytesOf(listed) },
    { path: 'config.json', name: 'a configuration', bytes: image.config },
  ],
  read(input, { path }) {
    const whole = new Map([
      ['manifest.json', bytesOf(listed)],
      ['config.json', image.config],
      ['a/layer.tar', image.layers[0] ?? Buffer.alloc(0)],
      ['b/layer.tar', image.layers[1] ?? Buffer.alloc(0)],
      [path ?? '', input],
    ]);
    return openedArchive(tar(...[...whole].map(([name, bytes]) => file(name, bytes))));
  },
};

export const sourceTargets: readonly Target[] = [layout, archive, archiveDocuments];
