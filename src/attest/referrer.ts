import { isFault } from '../errors.ts';
import type { Digest } from '../model/digest.ts';
import { type Descriptor, maxManifestBytes, mediaTypes, parseManifest } from '../model/manifest.ts';
import type { CallOptions, Repository } from '../registry/repository.ts';
import { bundleMediaType, maxBundleBytes, type OpenedBundle, openBundle } from './bundle.ts';
import type { EvidenceCache } from './evidence-cache.ts';
import { predicates } from './predicates/predicates.ts';
import { type ReadStatement, readStatement } from './statement.ts';
import type { Trust } from './trust.ts';
import type { IgnoredReason, ReadReferrer } from './verified.ts';

/** What reading evidence needs of a repository. */
export type EvidenceSource = Pick<Repository, 'host' | 'name' | 'manifest' | 'blobBytes' | 'referrers'>;

/**
 * Fetches a referrer, verifies the signature of its bundle and reads the statement. What the referrer's own manifest
 * or annotations claim is not trusted: only what was signed is returned.
 * @throws what the registry throws; hostile content never does
 */
export async function readReferrer(
  source: EvidenceSource,
  descriptor: Descriptor,
  trust: Trust,
  options: CallOptions & { readonly cache?: EvidenceCache },
): Promise<ReadReferrer> {
  if (isListedAsOther(descriptor)) return { state: 'other', bytes: 0 };
  const cached = options.cache?.get(descriptor.digest, trust.id);
  if (cached !== undefined) return cached;
  const layer = await bundleLayer(source, descriptor, options);
  if ('state' in layer) return layer;
  const bytes = await source.blobBytes(layer, maxBundleBytes, options);
  const read = judgeBundle(openBundle(bytes, trust.keys), trust, descriptor.digest, bytes.byteLength);
  // A manifest names its layer by digest, so this answer can never change for these keys.
  options.cache?.set(descriptor.digest, trust.id, read);
  return read;
}

/**
 * Whoever can change this word of the list can as well leave the entry out, so it may save fetching what is not ours.
 * Some registries give the type of the (empty) configuration here: that says nothing.
 */
function isListedAsOther({ artifactType }: Descriptor): boolean {
  return artifactType !== undefined && artifactType !== mediaTypes.empty && artifactType !== bundleMediaType;
}

async function bundleLayer(
  source: EvidenceSource,
  descriptor: Descriptor,
  options: CallOptions,
): Promise<Descriptor | ReadReferrer> {
  if (descriptor.size > maxManifestBytes) return ignored('too large');
  try {
    const served = await source.manifest(descriptor.digest, options);
    if (served === undefined) return ignored('listed but missing');
    const manifest = parseManifest(served.bytes, served.descriptor.mediaType);
    if (manifest.kind !== 'image') return { state: 'other', bytes: 0 };
    const { artifactType, config, layers } = manifest.manifest;
    const [layer, ...more] = layers;
    if (artifactType !== bundleMediaType) return { state: 'other', bytes: 0 };
    if (config.mediaType !== mediaTypes.empty || layer?.mediaType !== bundleMediaType || more.length > 0) {
      return ignored('malformed');
    }
    return layer.size > maxBundleBytes ? ignored('too large') : layer;
  } catch (error) {
    // What the bytes of one referrer cause concerns that referrer; everything else is trouble with the registry.
    if (isFault(error) && error.code === 'JSON_MALFORMED') return ignored('malformed');
    if (isFault(error) && error.code === 'TOO_LARGE') return ignored('too large');
    throw error;
  }
}

function judgeBundle(opened: OpenedBundle, trust: Trust, referrer: Digest, bytes: number): ReadReferrer {
  switch (opened.state) {
    case 'malformed':
      return ignored('malformed', bytes);
    case 'not-a-statement':
      return ignored('not an in-toto statement', bytes);
    case 'unsigned':
      return ignored('not signed by anyone the rule trusts', bytes);
    case 'verified':
      break;
  }
  let statement: ReadStatement;
  try {
    statement = readStatement(opened.payload);
  } catch (error) {
    if (isMalformed(error)) return ignored('malformed', bytes);
    throw error;
  }
  const { predicateType, subject, subjects, predicate, digest } = statement;
  const kind = predicates.find((candidate) => candidate.type === predicateType);
  if (kind === undefined) return ignored('of a kind that is not read here', bytes);
  // Nothing here is about several images at once: one signature would speak for all of them.
  if (subjects !== 1) return ignored('about several images at once', bytes);
  try {
    const stated = kind.parse(predicate, subject);
    if (stated === undefined) return ignored('by another tool', bytes);
    const keyId = opened.signer.id;
    const signer = trust.keys.find((key) => key.id === keyId)?.name ?? '';
    const verified = { stated, signer, keyId, subject, statement: digest, referrer };
    return { state: 'verified', bytes, verified };
  } catch (error) {
    if (!isMalformed(error)) throw error;
    return kind.supersedes
      ? { state: 'unreadable', kind: kind.kind, subject, bytes }
      : ignored('malformed', bytes);
  }
}

function isMalformed(error: unknown): boolean {
  return isFault(error) && (error.code === 'JSON_MALFORMED' || error.code === 'STATEMENT_MALFORMED');
}

function ignored(reason: IgnoredReason, bytes = 0): ReadReferrer {
  return { state: 'ignored', reason, bytes };
}
