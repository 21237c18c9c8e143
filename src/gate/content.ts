import { inParallel } from '../attest/in-parallel.ts';
import type { EvidenceSource } from '../attest/referrer.ts';
import { isFault } from '../errors.ts';
import type { Digest } from '../model/digest.ts';
import { type Manifest, maxManifestBytes, parseManifest } from '../model/manifest.ts';
import { isEvidenceByManifest, isLegacyEvidence } from './evidence-manifest.ts';
import type { Question } from './question.ts';

/** What the bytes that would be served really are. */
export type Content =
  | { readonly kind: 'image' }
  | { readonly kind: 'index'; readonly children: number }
  /** Signatures, attestations and SBOMs: nothing that an engine can run. */
  | { readonly kind: 'evidence' }
  /** Clients could disagree on what it is. */
  | { readonly kind: 'refused'; readonly reason: string };

// distribution-spec v1.1, "Referrers Tag Schema".
const fallbackTag = /^sha(?:256|512)-[0-9a-f]{64}$/;
const maxListed = 1_000;
const parallelReads = 4;

/**
 * Reads what is asked for from its bytes, never from its name or its artifact type.
 * @throws what the registry throws
 */
export async function contentOf(question: Question, source: EvidenceSource): Promise<Content> {
  if (question.manifest.byteLength > maxManifestBytes) {
    return { kind: 'refused', reason: `the manifest is larger than ${maxManifestBytes} bytes` };
  }
  let manifest: Manifest;
  try {
    manifest = parseManifest(question.manifest, question.mediaType);
  } catch (error) {
    if (isFault(error) && error.code === 'JSON_MALFORMED') return { kind: 'refused', reason: error.message };
    throw error;
  }
  if (manifest.kind === 'image') {
    const evidence =
      isEvidenceByManifest(manifest.manifest) || (await isLegacyEvidence(manifest.manifest, source));
    return { kind: evidence ? 'evidence' : 'image' };
  }
  const children = manifest.index.manifests.map(({ digest }) => digest);
  const listsReferrers = question.tag !== undefined && fallbackTag.test(question.tag);
  if (listsReferrers && (await areAllEvidence(children, source))) return { kind: 'evidence' };
  return { kind: 'index', children: children.length };
}

/** The list of referrers that a registry without the API keeps under a tag: no binding is ever signed for it. */
async function areAllEvidence(children: readonly Digest[], source: EvidenceSource): Promise<boolean> {
  if (children.length > maxListed) return false;
  const results = await inParallel(children, parallelReads, async (digest) => {
    const served = await source.manifest(digest);
    // A referrer that was deleted stays in the list; nothing can be pulled by that entry.
    if (served === undefined) return true;
    try {
      const manifest = parseManifest(served.bytes, served.descriptor.mediaType);
      return manifest.kind === 'image' && isEvidenceByManifest(manifest.manifest);
    } catch (error) {
      if (isFault(error) && error.code === 'JSON_MALFORMED') return false;
      throw error;
    }
  });
  return results.every((evidence) => evidence);
}
