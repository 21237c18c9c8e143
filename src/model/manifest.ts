import { z } from 'zod';
import { fault, reasonOf } from '../errors.ts';
import { type Digest, isDigest } from './digest.ts';
import { duplicateKey } from './duplicate-key.ts';
import { parsedBy } from './parsed-by.ts';

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

const digestSchema = z.custom<Digest>(isDigest, 'is not a digest');
const annotationsSchema = z.record(z.string(), z.string());
const sizeSchema = z.int().nonnegative();

const descriptorSchema = z.object({
  mediaType: z.string(),
  digest: digestSchema,
  size: sizeSchema,
  annotations: annotationsSchema.optional(),
  artifactType: z.string().optional(),
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).optional(),
});

const imageSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: descriptorSchema,
  layers: z.array(descriptorSchema).max(10_000),
  subject: descriptorSchema.optional(),
  annotations: annotationsSchema.optional(),
});

const indexSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  manifests: z.array(descriptorSchema).max(10_000),
  subject: descriptorSchema.optional(),
  annotations: annotationsSchema.optional(),
});

const strings = z.array(z.string());

const configSchema = z.object({
  created: z.string().nullish(),
  os: z.string().optional(),
  architecture: z.string().optional(),
  variant: z.string().optional(),
  config: z
    .object({
      User: z.string().nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Env: strings.nullish(),
      Entrypoint: strings.nullish(),
      Cmd: strings.nullish(),
      Volumes: z.record(z.string(), z.unknown()).nullish(),
      WorkingDir: z.string().nullish(),
      Labels: z.record(z.string(), z.string()).nullish(),
      StopSignal: z.string().nullish(),
      Healthcheck: z.object({ Test: strings.nullish() }).nullish(),
    })
    .nullish(),
  rootfs: z.object({ type: z.string(), diff_ids: z.array(digestSchema).max(10_000) }),
  history: z
    .array(z.object({ created_by: z.string().nullish(), empty_layer: z.boolean().nullish() }))
    .nullish(),
});

export type Descriptor = z.infer<typeof descriptorSchema>;
export type ImageManifest = z.infer<typeof imageSchema>;
export type ImageIndex = z.infer<typeof indexSchema>;
export type ImageConfig = z.infer<typeof configSchema>;

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
    return { kind: 'index', mediaType, index: check(indexSchema, json, what) };
  }
  if (mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest) {
    return { kind: 'image', mediaType, manifest: check(imageSchema, json, what) };
  }
  throw malformed(what, `${mediaType} is not the media type of an image`);
}

/** @throws JSON_MALFORMED */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const what = 'the image configuration';
  return check(configSchema, parseUnambiguous(bytes, what), what, ['config', 'container_config', 'history']);
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
  const { text, json } = parseText(bytes, what);
  const twice = duplicateKey(text);
  if (twice !== undefined)
    throw malformed(what, `it has the key "${twice}" twice, so clients could disagree`);
  return json;
}

function parseText(bytes: Uint8Array, what: string): { readonly text: string; readonly json: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, json: JSON.parse(text) };
  } catch (cause) {
    throw fault('JSON_MALFORMED', { what, reason: reasonOf(cause) }, { cause });
  }
}

const knownKeys = new Set([
  ...Object.keys(descriptorSchema.shape),
  ...Object.keys(imageSchema.shape),
  ...Object.keys(indexSchema.shape),
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
function check<T>(schema: z.ZodType<T>, json: unknown, what: string, freeText = ['annotations']): T {
  const lookalike = lookalikeKey(json, freeText);
  if (lookalike !== undefined) {
    throw malformed(what, `its key "${lookalike}" would be read as another by some clients`);
  }
  const result = parsedBy(schema, json);
  if (typeof result === 'string') throw malformed(what, result);
  return result.data;
}

function malformed(what: string, reason: string): Error {
  return fault('JSON_MALFORMED', { what, reason });
}
