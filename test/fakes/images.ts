import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Digest, digestHex, sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import { bytesOf, describe as descriptorOf } from './manifests.ts';
import { file, type TarMember, tar } from './tar.ts';

/** An image with all its parts. */
export interface BuiltImage {
  readonly descriptor: Descriptor;
  readonly manifest: Buffer;
  readonly config: Buffer;
  /** Uncompressed, lowest first. */
  readonly layers: readonly Buffer[];
  /** Manifest, configuration and layers, by digest. */
  readonly blobs: ReadonlyMap<Digest, Buffer>;
}

export interface BuildOptions {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
  readonly history?: readonly object[];
  /** How layers are stored; default as they are. */
  readonly store?: (layer: Buffer) => Buffer;
  readonly layerType?: string;
  /** Changes the documents before they are written. */
  readonly config?: object;
  readonly manifest?: object;
}

export function buildImage(layers: readonly Buffer[], options: BuildOptions = {}): BuiltImage {
  const { os = 'linux', architecture = 'amd64', variant, store = (layer) => layer } = options;
  const platform = { os, architecture, ...(variant === undefined ? {} : { variant }) };
  const config = bytesOf({
    ...platform,
    config: { Cmd: ['/bin/sh'] },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => sha256(layer)) },
    ...(options.history === undefined ? {} : { history: options.history }),
    ...options.config,
  });
  const stored = layers.map(store);
  const manifest = bytesOf({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: descriptorOf(config, mediaTypes.config),
    layers: stored.map((layer) => descriptorOf(layer, options.layerType ?? mediaTypes.layer)),
    ...options.manifest,
  });
  const descriptor = { ...descriptorOf(manifest, mediaTypes.manifest), platform };
  const blobs = new Map([manifest, config, ...stored].map((bytes) => [sha256(bytes), bytes]));
  return { descriptor, manifest, config, layers, blobs };
}

export function buildIndex(manifests: readonly Descriptor[], more: object = {}): Buffer {
  return bytesOf({ schemaVersion: 2, mediaType: mediaTypes.index, manifests, ...more });
}

/** Files of an OCI image layout, by path. */
export function layoutFiles(
  entries: readonly Descriptor[],
  blobs: Iterable<readonly [Digest, Buffer]>,
): ReadonlyMap<string, Buffer> {
  return new Map([
    ['oci-layout', bytesOf({ imageLayoutVersion: '1.0.0' })],
    ['index.json', buildIndex(entries)],
    ...[...blobs].map(([digest, bytes]) => [`blobs/sha256/${digestHex(digest)}`, bytes] as const),
  ]);
}

export function writeFiles(folder: string, files: Iterable<readonly [string, Buffer]>): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** With a tag, as a layout names its images. */
export function tagged(descriptor: Descriptor, tag: string): Descriptor {
  return { ...descriptor, annotations: { 'org.opencontainers.image.ref.name': tag } };
}

/** What `docker save` wrote before version 25. */
export function dockerArchive(
  images: readonly { readonly image: BuiltImage; readonly names: readonly string[] }[],
): Buffer {
  const entries = images.map(({ image, names }) => ({
    Config: `${digestHex(sha256(image.config))}.json`,
    RepoTags: names,
    Layers: image.layers.map((layer) => `${digestHex(sha256(layer))}/layer.tar`),
  }));
  const files = new Map<string, Buffer>();
  for (const { image } of images) {
    files.set(`${digestHex(sha256(image.config))}.json`, image.config);
    for (const layer of image.layers) files.set(`${digestHex(sha256(layer))}/layer.tar`, layer);
  }
  files.set('manifest.json', bytesOf(entries));
  return tar(...membersOf(files));
}

/** Names of a hundred bytes and more stand in an extended header, as archives have them. */
export function membersOf(files: Iterable<readonly [string, Buffer]>): TarMember[] {
  return [...files].map(([path, bytes]) =>
    path.length < 100 ? file(path, bytes) : file('long', bytes, { pax: { path } }),
  );
}
