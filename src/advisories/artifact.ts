import { fault } from '../errors.ts';
import { sha256 } from '../model/digest.ts';
import { type Descriptor, mediaTypes, parseManifest } from '../model/manifest.ts';
import type { ServedManifest } from '../registry/repository.ts';
import type { DatabaseInfo } from './database.ts';
import { schemaVersion } from './schema.ts';

/** The vulnerability database as an OCI artifact: no configuration, one layer, which is the file packed with zstd. */
export const artifactType = 'application/vnd.sekisho.advisories.v1';
export const layerType = 'application/vnd.sekisho.advisories.v1.sqlite+zstd';

/** The empty configuration (OCI image-spec v1.1, "Guidance for an Empty Descriptor"). */
export const emptyConfig = Buffer.from('{}');

const annotation = {
  created: 'org.opencontainers.image.created',
  title: 'org.opencontainers.image.title',
  digest: 'dev.sekisho.advisories.digest',
  format: 'dev.sekisho.advisories.format',
} as const;

/** OSV's public export of November 2026 makes a layer of less than 200 MB. */
const maxLayerBytes = 4 * 1024 ** 3;

/** The manifest of a packed database; the same database gives the same bytes. */
export function manifestOf({ builtAt, digest }: DatabaseInfo, layer: Descriptor): Buffer {
  const document = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType,
    config: { mediaType: mediaTypes.empty, digest: sha256(emptyConfig), size: emptyConfig.length },
    // Clients that pull any artifact write its layers under their titles.
    layers: [{ ...layer, annotations: { [annotation.title]: 'advisories.db.zst' } }],
    annotations: {
      [annotation.created]: builtAt,
      [annotation.digest]: digest,
      [annotation.format]: `${schemaVersion}`,
    },
  };
  return Buffer.from(JSON.stringify(document));
}

export interface DatabaseArtifact {
  readonly layer: Descriptor;
  /** What the manifest says the database's digest is. */
  readonly digest: string | undefined;
}

/** @throws ADVISORIES_MIRROR for a manifest that is none of a database that can be read; JSON_MALFORMED */
export function readArtifact(served: ServedManifest, reference: string): DatabaseArtifact {
  const parsed = parseManifest(served.bytes, served.descriptor.mediaType);
  if (parsed.kind !== 'image') throw mirrorFault(reference, 'it is an index of images', notOurs);
  const { manifest } = parsed;
  const [layer, ...more] = manifest.layers;
  if ((manifest.artifactType ?? manifest.config.mediaType) !== artifactType) {
    throw mirrorFault(reference, 'it is something else', notOurs);
  }
  const format = manifest.annotations?.[annotation.format];
  if (format !== `${schemaVersion}`) {
    throw mirrorFault(
      reference,
      `it has format ${format ?? 'unknown'}, this version of sekisho reads format ${schemaVersion}`,
      'push it with the same version of sekisho that pulls it, or pull with the version that pushed it',
    );
  }
  if (layer?.mediaType !== layerType || more.length > 0) {
    throw mirrorFault(reference, 'it has not exactly one layer with a database', notOurs);
  }
  if (layer.size > maxLayerBytes) throw mirrorFault(reference, `it has ${layer.size} bytes`, notOurs);
  return { layer, digest: manifest.annotations?.[annotation.digest] };
}

const notOurs = 'name what sekisho db push wrote';

export function mirrorFault(reference: string, reason: string, hint: string, cause?: unknown): Error {
  return fault('ADVISORIES_MIRROR', { reference, reason, hint }, { cause });
}
