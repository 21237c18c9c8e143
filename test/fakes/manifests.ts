import { type Digest, sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import type { Repository } from '../../src/registry/repository.ts';

export function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

export function describe(bytes: Uint8Array, mediaType: string): Descriptor {
  return { mediaType, digest: sha256(bytes), size: bytes.byteLength };
}

/** The OCI "empty" blob, image-spec v1.1 "Guidance for an Empty Descriptor". */
export const emptyBlob = Buffer.from('{}');

/** Pushes an image of one layer that holds `text`, without a tag unless one is given; returns its descriptor. */
export async function pushImage(repository: Repository, text: string, tag?: string): Promise<Descriptor> {
  const layer = await repository.pushBlob(bytesOf(text), mediaTypes.layer);
  const config = await repository.pushBlob(
    bytesOf({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [layer.digest] } }),
    mediaTypes.config,
  );
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [layer] };
  return repository.pushManifest(bytesOf(manifest), mediaTypes.manifest, tag);
}

/** The bytes of an artifact manifest that refers to `subject`; its blobs are the empty one. */
export function referrerOf(
  subject: { readonly digest: Digest; readonly size: number; readonly mediaType: string },
  artifactType: string,
  annotations?: Readonly<Record<string, string>>,
): Buffer {
  const empty = describe(emptyBlob, mediaTypes.empty);
  const { mediaType, digest, size } = subject;
  return bytesOf({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType,
    config: empty,
    layers: [empty],
    subject: { mediaType, digest, size },
    ...(annotations === undefined ? {} : { annotations }),
  });
}
