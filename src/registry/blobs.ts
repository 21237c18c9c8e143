import { Readable } from 'node:stream';
import { fault, isFault } from '../errors.ts';
import type { HttpResponse } from '../io/http.ts';
import { drain } from '../io/http-body.ts';
import { statusFault } from '../io/http-error.ts';
import { verified } from '../io/verify.ts';
import { sha256 } from '../model/digest.ts';
import type { Descriptor } from '../model/manifest.ts';
import type { Remote } from './remote.ts';
import type { BlobSource, CallOptions } from './repository.ts';

type BlobDescriptor = Pick<Descriptor, 'digest' | 'size'>;

/** How often a broken download is taken up again where it broke, in one blob. */
const maxResumes = 3;

/** A verified stream of a blob; destroying it cuts the connection. @throws BLOB_MISSING, BLOB_SIZE_MISMATCH */
export async function getBlob(
  remote: Remote,
  descriptor: BlobDescriptor,
  options: CallOptions,
): Promise<Readable> {
  const { digest, size } = descriptor;
  const cut = new AbortController();
  const signal = options.signal === undefined ? cut.signal : AbortSignal.any([options.signal, cut.signal]);
  const first = await askBlob(remote, descriptor, 0, signal);
  if (first.status === 404) {
    await drain(first.body);
    throw fault('BLOB_MISSING', { host: remote.host, repository: remote.name, digest });
  }
  if (first.status !== 200) throw await statusFault(first, 'GET');
  const announced = first.headers.get('content-length');
  if (announced !== null && Number(announced) !== size) {
    first.body.destroy();
    throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got: announced });
  }
  return toReadable(verified(resumed(remote, descriptor, first.body, signal), descriptor), cut);
}

/** The whole of a small blob. @throws TOO_LARGE before anything is asked for, and what getBlob throws */
export async function getBlobBytes(
  remote: Remote,
  descriptor: BlobDescriptor,
  maxBytes: number,
  options: CallOptions,
): Promise<Buffer> {
  if (descriptor.size > maxBytes) {
    const what = `the blob ${descriptor.digest} of ${remote.name}`;
    throw fault('TOO_LARGE', { what, maxBytes, hint: 'check what pushed it: it should be small' });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of (await getBlob(remote, descriptor, options)) as AsyncIterable<Buffer>)
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Pushes a blob in one piece (POST, then PUT to the Location given), unless the repository has it.
 * @throws HTTP_STATUS, and what Session.request throws
 */
export async function putBlob(
  remote: Remote,
  content: Uint8Array | BlobSource,
  mediaType: string,
  options: CallOptions,
): Promise<Descriptor> {
  const digest = 'open' in content ? content.digest : sha256(content);
  const size = 'open' in content ? content.size : content.byteLength;
  const descriptor = { mediaType, digest, size };
  if (await hasBlob(remote, descriptor, options)) return descriptor;
  const push = { scope: 'pull,push', what: `pushing to ${remote.name}`, ...options } as const;
  const begun = await remote.session.request(`/v2/${remote.name}/blobs/uploads/`, {
    method: 'POST',
    ...push,
  });
  const location = begun.headers.get('location');
  if (begun.status !== 202 || location === null || !URL.canParse(location, begun.url)) {
    throw await statusFault(begun, 'POST');
  }
  await drain(begun.body);
  const put = await remote.session.request(withDigest(new URL(location, begun.url).href, digest), {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: content,
    ...push,
  });
  if (put.status >= 200 && put.status <= 299) {
    await drain(put.body);
    return descriptor;
  }
  const failure = await statusFault(put, 'PUT');
  // An answer may have been lost and its repetition refused: what counts is whether the blob is there.
  if (await hasBlob(remote, descriptor, options)) return descriptor;
  throw failure;
}

async function hasBlob(remote: Remote, descriptor: BlobDescriptor, options: CallOptions): Promise<boolean> {
  const path = `/v2/${remote.name}/blobs/${descriptor.digest}`;
  // Asked with the scope the push needs, so that there is one token and not two.
  const init = { method: 'HEAD', scope: 'pull,push', what: `pushing to ${remote.name}`, ...options } as const;
  const response = await remote.session.request(path, init);
  await drain(response.body);
  return response.status === 200;
}

function askBlob(
  remote: Remote,
  { digest }: BlobDescriptor,
  offset: number,
  signal: AbortSignal,
): Promise<HttpResponse> {
  return remote.session.request(`/v2/${remote.name}/blobs/${digest}`, {
    scope: 'pull',
    what: `the blob ${digest} of ${remote.name}`,
    headers: offset === 0 ? {} : { range: `bytes=${offset}-` },
    signal,
  });
}

/** The blob's bytes, over as many requests as it takes: large layers over weak networks break. */
async function* resumed(
  remote: Remote,
  descriptor: BlobDescriptor,
  first: Readable,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  let body = first;
  let offset = 0;
  for (let resumes = 0; ; resumes += 1) {
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        offset += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      const broken = isFault(error) && (error.code === 'HTTP_CUT' || error.code === 'HTTP_TIMEOUT');
      if (!broken || resumes === maxResumes || offset >= descriptor.size) throw error;
      const response = await askBlob(remote, descriptor, offset, signal);
      const range = response.headers.get('content-range') ?? '';
      if (response.status !== 206 || !range.startsWith(`bytes ${offset}-`)) {
        response.body.destroy();
        throw error;
      }
      body = response.body;
    }
  }
}

/** Unlike Readable.from, destroying it does not wait for a chunk that may never come. */
function toReadable(source: AsyncGenerator<Uint8Array, void, undefined>, cut: AbortController): Readable {
  return new Readable({
    read() {
      source.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      cut.abort();
      done(error);
    },
  });
}

/** The Location's query is the registry's state, possibly signed: it is added to, never written anew. */
function withDigest(location: string, digest: string): string {
  return `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`;
}
