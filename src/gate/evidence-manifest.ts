import type { EvidenceSource } from '../attest/referrer.ts';
import { emptyDescriptor } from '../attest/tag-anchor.ts';
import { isFault } from '../errors.ts';
import { type Descriptor, type ImageManifest, mediaTypes, parseJson } from '../model/manifest.ts';

/** Media types of layers that hold evidence. */
const evidenceLayers: ReadonlySet<string> = new Set([
  mediaTypes.empty,
  'application/vnd.dev.sigstore.bundle.v0.3+json',
  'application/vnd.dsse.envelope.v1+json',
  'application/vnd.in-toto+json',
  'application/vnd.dev.cosign.simplesigning.v1+json',
  'application/vnd.cyclonedx+json',
  'application/spdx+json',
  'text/spdx+json',
  'application/jose+json',
  'application/cose',
]);

/** Configurations that are empty by what they are: of OCI artifacts, and of notation's signatures. */
const emptyConfigs: ReadonlySet<string> = new Set([
  mediaTypes.empty,
  'application/vnd.cncf.notary.signature',
]);

const imageConfigs: ReadonlySet<string> = new Set([mediaTypes.config, mediaTypes.dockerConfig]);

/** Bounds of what is fetched to look at a legacy form: real ones are a few KiB, with one layer per signature. */
const legacyLimits = { layers: 64, bytes: 16 * 1024 * 1024 } as const;

/**
 * True when the manifest alone proves that no engine can run it: its configuration is `{}`, which has no file system,
 * and no layer claims to be one. Artifact type and annotations are words; they are not looked at.
 */
export function isEvidenceByManifest({ config, layers }: ImageManifest): boolean {
  const empty = config.digest === emptyDescriptor.digest && config.size === emptyDescriptor.size;
  return empty && emptyConfigs.has(config.mediaType) && layers.every(isEvidenceLayer);
}

/**
 * cosign's `.sig` and `.att` images, and BuildKit's attestations, have an image's configuration. Their media types
 * prove nothing (Docker 20.10 unpacks a layer whatever its type says), so every layer is read: it is evidence when
 * each is JSON, and not also a file system.
 * @throws what the registry throws
 */
export async function isLegacyEvidence(
  { config, layers }: ImageManifest,
  source: EvidenceSource,
): Promise<boolean> {
  if (!imageConfigs.has(config.mediaType) || layers.length === 0 || layers.length > legacyLimits.layers)
    return false;
  if (!layers.every(isEvidenceLayer)) return false;
  if (layers.reduce((sum, { size }) => sum + size, 0) > legacyLimits.bytes) return false;
  for (const layer of layers) {
    const bytes = await source.blobBytes(layer, legacyLimits.bytes);
    if (!isJsonObject(bytes) || startsWithTarHeader(bytes)) return false;
  }
  return true;
}

function isEvidenceLayer({ mediaType, digest }: Descriptor): boolean {
  // A layer that is called empty is.
  return (
    evidenceLayers.has(mediaType) && (mediaType !== mediaTypes.empty || digest === emptyDescriptor.digest)
  );
}

function isJsonObject(bytes: Buffer): boolean {
  try {
    const json = parseJson(bytes, 'a layer');
    return typeof json === 'object' && json !== null && !Array.isArray(json);
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}

/**
 * A tar archive of before POSIX has no magic number and needs no zero byte, so a file can be JSON and an archive at
 * once. What gives it away is the check sum of its first header: the sum of its 512 bytes with the eight at 148, where
 * it stands in octal, counted as spaces.
 */
function startsWithTarHeader(bytes: Buffer): boolean {
  if (bytes.byteLength < 512) return false;
  const written = /^[ 0]*([0-7]+)/.exec(bytes.toString('latin1', 148, 156));
  if (written === null) return false;
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < 512; at += 1) {
    const inside = at >= 148 && at < 156;
    unsigned += inside ? 0x20 : (bytes[at] ?? 0);
    signed += inside ? 0x20 : bytes.readInt8(at);
  }
  const sum = Number.parseInt(written[1] ?? '', 8);
  return sum === unsigned || sum === signed;
}
