import { createHash } from 'node:crypto';
import { fault } from '../errors.ts';
import type { HttpResponse } from '../io/http.ts';
import { bodyBytes, drain } from '../io/http-body.ts';
import { statusFault } from '../io/http-error.ts';
import { type Digest, digestAlgorithm, isDigest, sha256 } from '../model/digest.ts';
import { type Descriptor, manifestAccept, maxManifestBytes } from '../model/manifest.ts';
import { isTag } from '../model/reference.ts';
import type { Remote } from './remote.ts';
import type { CallOptions, ServedManifest } from './repository.ts';

/** A manifest, and the registry's entity tag for it: what a conditional write names. */
export interface TaggedManifest extends ServedManifest {
  readonly etag: string | undefined;
}

/** The manifest of a tag or digest; undefined for 404. @throws BLOB_DIGEST_MISMATCH, TOO_LARGE, REFERENCE_MALFORMED */
export async function getManifest(
  remote: Remote,
  target: string,
  options: CallOptions,
): Promise<TaggedManifest | undefined> {
  const what = `the manifest ${target} of ${remote.name}`;
  const response = await remote.session.request(manifestPath(remote, target), {
    scope: 'pull',
    what,
    headers: { accept: manifestAccept },
    ...options,
  });
  if (response.status === 404) {
    await drain(response.body);
    return undefined;
  }
  if (response.status !== 200) throw await statusFault(response, 'GET');
  const bytes = await bodyBytes(response, what, maxManifestBytes);
  const digest = isDigest(target) ? checkDigest(bytes, target) : sha256(bytes);
  const announced = response.headers.get('docker-content-digest');
  if (isDigest(announced)) checkDigest(bytes, announced);
  const mediaType = mediaTypeOf(response, bytes);
  const etag = response.headers.get('etag') ?? undefined;
  return { descriptor: { mediaType, digest, size: bytes.length }, bytes, etag };
}

export interface PushOptions extends CallOptions {
  /** `If-Match` or `If-None-Match`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Pushes a manifest under a tag or, without one, its digest; gives the descriptor and the answer's headers.
 * @throws TOO_LARGE, BLOB_DIGEST_MISMATCH when the registry says it stored something else, HTTP_STATUS (412: a
 * condition in the headers did not hold)
 */
export async function putManifest(
  remote: Remote,
  bytes: Uint8Array,
  mediaType: string,
  target: string | undefined,
  options: PushOptions,
): Promise<{ readonly descriptor: Descriptor; readonly headers: Headers }> {
  const digest = sha256(bytes);
  if (bytes.byteLength > maxManifestBytes) {
    const hint = 'registries refuse larger manifests: put the content into a blob';
    throw fault('TOO_LARGE', { what: 'the manifest', maxBytes: maxManifestBytes, hint });
  }
  const { headers, ...rest } = options;
  const response = await remote.session.request(manifestPath(remote, target ?? digest), {
    method: 'PUT',
    scope: 'pull,push',
    what: `pushing ${target ?? digest} to ${remote.name}`,
    headers: { ...headers, 'content-type': mediaType },
    body: bytes,
    ...rest,
  });
  if (response.status < 200 || response.status > 299) throw await statusFault(response, 'PUT');
  await drain(response.body);
  const announced = response.headers.get('docker-content-digest');
  // A registry may name the same bytes by another algorithm: then it is that one that must hold.
  if (isDigest(announced)) checkDigest(bytes, announced);
  return { descriptor: { mediaType, digest, size: bytes.byteLength }, headers: response.headers };
}

function manifestPath(remote: Remote, target: string): string {
  if (!isTag(target) && !isDigest(target)) {
    throw fault('REFERENCE_MALFORMED', { text: target, reason: 'it is neither a tag nor a digest' });
  }
  return `/v2/${remote.name}/manifests/${target}`;
}

function checkDigest(bytes: Uint8Array, wanted: Digest): Digest {
  const algorithm = digestAlgorithm(wanted);
  const got = `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
  if (got !== wanted) throw fault('BLOB_DIGEST_MISMATCH', { wanted, got });
  return wanted;
}

/**
 * The `Content-Type`, as clients go by it. A registry made of plain files gives a general one (`application/json`):
 * then it is what the document calls itself, or nothing, and who parses it decides by its form.
 */
function mediaTypeOf(response: HttpResponse, bytes: Buffer): string {
  const served = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  if (served.startsWith('application/vnd.')) return served;
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    const named =
      typeof json === 'object' && json !== null && 'mediaType' in json ? json.mediaType : undefined;
    return typeof named === 'string' ? named : '';
  } catch {
    // Not JSON: what it is, is for its parser to refuse.
    return served;
  }
}
