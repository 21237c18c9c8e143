import { fault, reasonOf } from '../errors.ts';
import { type Digest, isDigest } from './digest.ts';
import { duplicateKey } from './duplicate-key.ts';
import {
  anything,
  count,
  exactly,
  flag,
  list,
  Misread,
  object,
  optional,
  optionalOrNull,
  type Read,
  type Reader,
  record,
  text,
} from './json-reader.ts';

/** Media types of the OCI image-spec v1.1 and of Docker's schema 2, which mean the same documents. */
export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  layerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  layerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar',
  dockerLayerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  dockerSchema1: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
} as const;

/** What a client sends as `Accept` when it asks for a manifest. */
export const manifestAccept = [
  mediaTypes.index,
  mediaTypes.manifest,
  mediaTypes.dockerList,
  mediaTypes.dockerManifest,
].join(', ');

/** OCI image-spec v1.1 "Guidelines for implementations": manifests are at most 4 MiB. */
export const maxManifestBytes = 4 * 1024 * 1024;

const digest: Reader<Digest> = (value, place) => {
  if (!isDigest(value)) throw new Misread(place, 'a digest');
  return value;
};
const annotations = optional(record(text));

const descriptor = object({
  mediaType: text,
  digest,
  size: count,
  annotations,
  artifactType: optional(text),
  platform: optional(object({ os: text, architecture: text, variant: optional(text) })),
});

const image = object({
  schemaVersion: exactly(2),
  mediaType: optional(text),
  artifactType: optional(text),
  config: descriptor,
  layers: list(descriptor, 10_000),
  subject: optional(descriptor),
  annotations,
});

const index = object({
  schemaVersion: exactly(2),
  mediaType: optional(text),
  artifactType: optional(text),
  manifests: list(descriptor, 10_000),
  subject: optional(descriptor),
  annotations,
});

const texts = optionalOrNull(list(text));

const configuration = object({
  created: optionalOrNull(text),
  os: optional(text),
  architecture: optional(text),
  variant: optional(text),
  config: optionalOrNull(
    object({
      User: optionalOrNull(text),
      ExposedPorts: optionalOrNull(record(anything)),
      Env: texts,
      Entrypoint: texts,
      Cmd: texts,
      Volumes: optionalOrNull(record(anything)),
      WorkingDir: optionalOrNull(text),
      Labels: optionalOrNull(record(text)),
      StopSignal: optionalOrNull(text),
      Healthcheck: optionalOrNull(object({ Test: texts })),
    }),
  ),
  rootfs: object({ type: text, diff_ids: list(digest, 10_000) }),
  history: optionalOrNull(
    list(object({ created_by: optionalOrNull(text), empty_layer: optionalOrNull(flag) })),
  ),
});

export type Descriptor = Read<typeof descriptor>;
export type ImageManifest = Read<typeof image>;
export type ImageIndex = Read<typeof index>;
export type ImageConfig = Read<typeof configuration>;

export type Manifest =
  | { readonly kind: 'image'; readonly mediaType: string; readonly manifest: ImageManifest }
  | { readonly kind: 'index'; readonly mediaType: string; readonly index: ImageIndex };

/**
 * Reads an image manifest or an index, and nothing that could be taken for either: a document with both `layers` and
 * `manifests` is refused (CVE-2021-41190), and so is one whose own media type differs from the one it was served as.
 * @param served the media type the registry or the descriptor gave; undefined where there was none.
 * @throws JSON_MALFORMED
 */
export function parseManifest(bytes: Uint8Array, served: string | undefined): Manifest {
  const what = 'the manifest';
  const json = parseUnambiguous(bytes, what);
  if (typeof json !== 'object' || json === null) throw malformed(what, 'it is not an object');
  const own = 'mediaType' in json && typeof json.mediaType === 'string' ? json.mediaType : undefined;
  const asked = served === undefined || served === '' ? undefined : served.split(';')[0]?.trim();
  if (own !== undefined && asked !== undefined && own !== asked) {
    throw malformed(what, `it calls itself ${own} and is served as ${asked}`);
  }
  if ('layers' in json && 'manifests' in json) {
    throw malformed(what, 'it has both layers and manifests, so clients could disagree on what it is');
  }
  if ('fsLayers' in json) throw malformed(what, 'schema 1 manifests are not supported');
  const mediaType = own ?? asked ?? ('manifests' in json ? mediaTypes.index : mediaTypes.manifest);
  if (mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList) {
    return { kind: 'index', mediaType, index: check(index, json, what) };
  }
  if (mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest) {
    return { kind: 'image', mediaType, manifest: check(image, json, what) };
  }
  throw malformed(what, `${mediaType} is not the media type of an image`);
}

/** @throws JSON_MALFORMED */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const what = 'the image configuration';
  return check(configuration, parseUnambiguous(bytes, what), what, ['config', 'container_config', 'history']);
}

/** True for the media types engines unpack as a file system layer. */
export function isLayerType(type: string): boolean {
  return /^application\/vnd\.(?:oci\.image\.layer\.(?:nondistributable\.)?v1\.tar|docker\.image\.rootfs\.(?:foreign\.)?diff\.tar)/.test(
    type,
  );
}

/** @throws JSON_MALFORMED */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  return parseText(bytes, what).json;
}

/** JSON that all parsers read alike: no object has a key twice. @throws JSON_MALFORMED */
function parseUnambiguous(bytes: Uint8Array, what: string): unknown {
  const { source, json } = parseText(bytes, what);
  const twice = duplicateKey(source);
  if (twice !== undefined)
    throw malformed(what, `it has the key "${twice}" twice, so clients could disagree`);
  return json;
}

function parseText(bytes: Uint8Array, what: string): { readonly source: string; readonly json: unknown } {
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { source, json: JSON.parse(source) };
  } catch (cause) {
    throw fault('JSON_MALFORMED', { what, reason: reasonOf(cause) }, { cause });
  }
}

const knownKeys = new Set([
  ...descriptor.keys,
  ...image.keys,
  ...index.keys,
  ...['rootfs', 'diff_ids', 'fsLayers'],
]);
const knownFolded = new Set([...knownKeys].map(foldKey));

/** Go's encoding/json takes `Layers` and even `layerſ` for `layers`; whoever reads exactly would see another image. */
function foldKey(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function lookalikeKey(json: unknown, freeText: readonly string[], depth = 0): string | undefined {
  if (typeof json !== 'object' || json === null || depth > 8) return undefined;
  for (const [key, value] of Object.entries(json)) {
    if (!Array.isArray(json) && !knownKeys.has(key) && knownFolded.has(foldKey(key))) return key;
    const found = freeText.includes(key) ? undefined : lookalikeKey(value, freeText, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param freeText names of objects whose keys are the user's own: annotations, labels. */
function check<T>(read: Reader<T>, json: unknown, what: string, freeText = ['annotations']): T {
  const lookalike = lookalikeKey(json, freeText);
  if (lookalike !== undefined) {
    throw malformed(what, `its key "${lookalike}" would be read as another by some clients`);
  }
  try {
    return read(json, '');
  } catch (error) {
    throw error instanceof Misread ? malformed(what, error.message) : error;
  }
}

function malformed(what: string, reason: string): Error {
  return fault('JSON_MALFORMED', { what, reason });
}
