import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isFault } from '../../src/errors.ts';
import { type Digest, digestAlgorithm, isDigest, sha256 } from '../../src/model/digest.ts';
import { type Manifest, maxManifestBytes, parseManifest } from '../../src/model/manifest.ts';
import { isTag } from '../../src/model/reference.ts';
import { type Answer, refusal } from './answer.ts';
import { emptyIndex, findEntry, withManifest, withoutManifest, withoutTag } from './index-file.ts';
import {
  blobSize,
  createLayout,
  findManifest,
  type Layout,
  readIndex,
  readManifest,
  removeBlob,
  writeBlob,
  writeIndex,
} from './layout.ts';
import type { RegistryRequest } from './store.ts';

/** GET, HEAD, PUT and DELETE of a manifest, by tag or digest. */
export async function answerManifest(request: RegistryRequest, target: string): Promise<Answer> {
  if (target.includes(':') && !isDigest(target))
    return refusal(400, 'DIGEST_INVALID', `not a digest: ${target}`);
  if (!isDigest(target) && !isTag(target)) return refusal(400, 'MANIFEST_INVALID', `not a tag: ${target}`);
  switch (request.method) {
    case 'PUT':
      return put(request, target);
    case 'DELETE':
      return remove(request, target);
    default:
      return get(request, target);
  }
}

async function get({ layout, repository, message }: RegistryRequest, target: string): Promise<Answer> {
  const entry = await findManifest(layout, target);
  const body = entry === undefined ? undefined : await readManifest(layout, entry);
  if (entry === undefined || body === undefined) {
    return refusal(404, 'MANIFEST_UNKNOWN', `no manifest ${target} in ${repository}`);
  }
  const headers = named(entry.digest);
  if (matches(message.headers['if-none-match'], entry.digest)) return { status: 304, headers };
  return { status: 200, headers: { ...headers, 'content-type': entry.mediaType }, body };
}

async function put(request: RegistryRequest, target: string): Promise<Answer> {
  const { store, layout, repository, message } = request;
  const bytes = await readSmall(message, maxManifestBytes);
  if (bytes === undefined) {
    return refusal(413, 'SIZE_INVALID', `a manifest is at most ${maxManifestBytes} bytes`, {
      connection: 'close',
    });
  }
  const digest = isDigest(target) ? digestOf(bytes, target) : sha256(bytes);
  if (isDigest(target) && digest !== target) {
    return refusal(400, 'DIGEST_INVALID', `the manifest sent has the digest ${digest}`);
  }
  const manifest = parsed(bytes, message.headers['content-type']);
  if (typeof manifest === 'string') return refusal(400, 'MANIFEST_INVALID', manifest);
  const subject = manifest.kind === 'image' ? manifest.manifest.subject : manifest.index.subject;
  return store.inTurn(layout.folder, async () => {
    const index = (await readIndex(layout)) ?? emptyIndex;
    const current = findEntry(index, target)?.digest;
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = message.headers;
    if ((ifMatch !== undefined && !matches(ifMatch, current)) || matches(ifNoneMatch, current)) {
      return refusal(412, 'PRECONDITION_FAILED', `${target} is ${current ?? 'not there'}`);
    }
    const missing = await missingBlob(layout, manifest);
    if (missing !== undefined) {
      return refusal(400, 'MANIFEST_BLOB_UNKNOWN', `push ${missing} to ${repository} first`);
    }
    await createLayout(layout);
    await writeBlob(layout, digest, bytes);
    const entry = { mediaType: manifest.mediaType, digest, size: bytes.length };
    const next = withManifest(index, entry, isDigest(target) ? undefined : target);
    if (next !== index) await writeIndex(layout, next);
    const acknowledged = subject !== undefined && store.referrers;
    const location = `/v2/${repository}/manifests/${digest}`;
    const headers = {
      ...named(digest),
      location,
      ...(acknowledged ? { 'oci-subject': subject.digest } : {}),
    };
    return { status: 201, headers };
  });
}

function remove({ store, layout, repository }: RegistryRequest, target: string): Promise<Answer> {
  return store.inTurn(layout.folder, async () => {
    const index = await readIndex(layout);
    const entry = index === undefined ? undefined : findEntry(index, target);
    if (index === undefined || entry === undefined) {
      return refusal(404, 'MANIFEST_UNKNOWN', `no manifest ${target} in ${repository}`);
    }
    if (isDigest(target)) {
      await writeIndex(layout, withoutManifest(index, target));
      await removeBlob(layout, target);
    } else {
      await writeIndex(layout, withoutTag(index, target));
    }
    return { status: 202 };
  });
}

/**
 * The first blob of an image that was not pushed. Layers that registries do not hold ("nondistributable", "foreign")
 * are not asked for, nor are the manifests of an index: OCI 1.1 allows sparse ones.
 */
async function missingBlob(layout: Layout, manifest: Manifest): Promise<Digest | undefined> {
  if (manifest.kind === 'index') return undefined;
  const { config, layers } = manifest.manifest;
  for (const { digest, mediaType } of [config, ...layers]) {
    if (/nondistributable|foreign/.test(mediaType)) continue;
    if ((await blobSize(layout, digest)) === undefined) return digest;
  }
  return undefined;
}

function parsed(bytes: Buffer, contentType: string | undefined): Manifest | string {
  try {
    return parseManifest(bytes, contentType);
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
}

function named(digest: Digest): Readonly<Record<string, string>> {
  return { 'docker-content-digest': digest, etag: `"${digest}"` };
}

/** RFC 9110 sections 13.1.1 and 13.1.2: `*` is any that is there. */
function matches(header: string | undefined, current: Digest | undefined): boolean {
  if (header === undefined || current === undefined) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim() === `"${current}"`);
}

function digestOf(bytes: Buffer, like: Digest): Digest {
  const algorithm = digestAlgorithm(like);
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}` as Digest;
}

async function readSmall(message: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(message.headers['content-length'] ?? '0') > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let got = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    got += chunk.length;
    if (got > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, got);
}
