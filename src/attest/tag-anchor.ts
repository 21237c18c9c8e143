import { sha256 } from '../model/digest.ts';
import { type Descriptor, mediaTypes } from '../model/manifest.ts';
import { canonicalJson } from './canonical-json.ts';

/** OCI image-spec v1.1, "Guidance for an empty descriptor". */
export const emptyBlob = Buffer.from('{}');
export const emptyDescriptor: Descriptor = {
  mediaType: mediaTypes.empty,
  digest: sha256(emptyBlob),
  size: emptyBlob.byteLength,
};

/** Artifact type of a tag anchor. */
export const tagAnchorType = 'application/vnd.sekisho.tag.v1';

export interface TagAnchor {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/**
 * The anchor of a tag: a manifest without content whose bytes follow from the tag alone. Bindings are published with
 * the anchor as their subject too, so that all that were ever signed for a tag can be listed when the tag points to
 * other bytes; a binding that hangs on the image alone is lost from sight the moment the tag moves.
 */
export function tagAnchor(tag: string): TagAnchor {
  const bytes = Buffer.from(
    canonicalJson({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      artifactType: tagAnchorType,
      config: emptyDescriptor,
      layers: [emptyDescriptor],
      annotations: { 'org.opencontainers.image.ref.name': tag },
    }),
  );
  return {
    bytes,
    descriptor: {
      mediaType: mediaTypes.manifest,
      artifactType: tagAnchorType,
      digest: sha256(bytes),
      size: bytes.byteLength,
    },
  };
}
