import { isDigest } from '../../src/model/digest.ts';
import { type Answer, refusal } from './answer.ts';
import { findEntry } from './index-file.ts';
import {
  adoptBlob,
  blobPath,
  blobSize,
  createLayout,
  layoutOf,
  mountBlob,
  readIndex,
  removeBlob,
} from './layout.ts';
import type { RegistryRequest } from './store.ts';
import type { Upload } from './uploads.ts';

/** GET, HEAD and DELETE of one blob. */
export async function answerBlob(request: RegistryRequest, digest: string): Promise<Answer> {
  const { layout, method, message, store } = request;
  if (!isDigest(digest)) return refusal(400, 'DIGEST_INVALID', `not a digest: ${digest}`);
  const size = await blobSize(layout, digest);
  if (size === undefined) return refusal(404, 'BLOB_UNKNOWN', `no blob ${digest} in ${request.repository}`);
  if (method === 'DELETE') {
    return store.inTurn(layout.folder, async () => {
      const index = await readIndex(layout);
      if (index !== undefined && findEntry(index, digest) !== undefined) {
        return refusal(405, 'UNSUPPORTED', 'this is a manifest: delete it as one');
      }
      await removeBlob(layout, digest);
      return { status: 202 };
    });
  }
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
    etag: `"${digest}"`,
  };
  const path = blobPath(layout, digest);
  const range = method === 'GET' ? parseRange(message.headers.range, size) : 'whole';
  if (range === 'whole') return { status: 200, headers, body: { path, start: 0, end: size - 1 } };
  if (range === 'none') {
    return refusal(416, 'SIZE_INVALID', 'the blob ends before that', { 'content-range': `bytes */${size}` });
  }
  const { start, end } = range;
  const contentRange = `bytes ${start}-${end}/${size}`;
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, body: { path, start, end } };
}

/** POST: begins an upload, mounts a blob of another repository, or takes a whole blob at once. */
export async function beginUpload(request: RegistryRequest): Promise<Answer> {
  const { store, repository, layout, query, message } = request;
  const mount = query.get('mount');
  const source = layoutOf(store.directory, query.get('from') ?? '');
  if (isDigest(mount) && source !== undefined && (await blobSize(source, mount)) !== undefined) {
    await store.inTurn(layout.folder, () => createLayout(layout));
    await mountBlob(source, layout, mount);
    return created(repository, mount);
  }
  const digest = query.get('digest');
  if (digest !== null && !isDigest(digest)) return refusal(400, 'DIGEST_INVALID', `not a digest: ${digest}`);
  const upload = await store.uploads.begin(repository);
  if (digest === null) return progress(upload, 202);
  return store.inTurn(upload.id, async () => {
    await takeOrEnd(request, upload, message);
    return finishUpload(request, upload, digest);
  });
}

/** GET, PATCH, PUT and DELETE of an upload that has begun. */
export function answerUpload(request: RegistryRequest, id: string): Promise<Answer> {
  const { store, repository, method, query, message } = request;
  return store.inTurn(id, async () => {
    const upload = store.uploads.find(id, repository);
    if (upload === undefined) return refusal(404, 'BLOB_UPLOAD_UNKNOWN', 'no such upload: begin again');
    if (method === 'GET') return progress(upload, 204);
    if (method === 'DELETE') {
      await store.uploads.end(upload);
      return { status: 204 };
    }
    const digest = query.get('digest');
    if (method === 'PUT' && !isDigest(digest)) {
      return refusal(
        400,
        'DIGEST_INVALID',
        digest === null ? 'the digest is missing' : `not a digest: ${digest}`,
      );
    }
    if (!continues(upload, message.headers['content-range'])) {
      return {
        ...refusal(416, 'BLOB_UPLOAD_INVALID', 'the chunk does not follow the last one'),
        ...progressOf(upload),
      };
    }
    await store.uploads.append(upload, message);
    return method === 'PUT' && isDigest(digest)
      ? finishUpload(request, upload, digest)
      : progress(upload, 202);
  });
}

async function takeOrEnd(
  request: RegistryRequest,
  upload: Upload,
  message: RegistryRequest['message'],
): Promise<void> {
  try {
    await request.store.uploads.append(upload, message);
  } catch (error) {
    await request.store.uploads.end(upload);
    throw error;
  }
}

async function finishUpload(
  { store, layout, repository }: RegistryRequest,
  upload: Upload,
  digest: Parameters<typeof adoptBlob>[1],
): Promise<Answer> {
  try {
    const got = await store.uploads.finish(upload, digest);
    if (got !== digest) return refusal(400, 'DIGEST_INVALID', `the bytes sent have the digest ${got}`);
    await store.inTurn(layout.folder, () => createLayout(layout));
    await adoptBlob(layout, digest, upload.path);
    return created(repository, digest);
  } finally {
    await store.uploads.end(upload);
  }
}

function created(repository: string, digest: string): Answer {
  const location = `/v2/${repository}/blobs/${digest}`;
  return { status: 201, headers: { location, 'docker-content-digest': digest } };
}

function progress(upload: Upload, status: number): Answer {
  return { status, ...progressOf(upload) };
}

function progressOf(upload: Upload): Required<Pick<Answer, 'headers'>> {
  return {
    headers: {
      location: `/v2/${upload.repository}/blobs/uploads/${upload.id}`,
      range: `0-${Math.max(0, upload.size - 1)}`,
      'docker-upload-uuid': upload.id,
    },
  };
}

/** distribution-spec v1.1, "Pushing a blob in chunks": `Content-Range: START-END`, in order and without gaps. */
function continues(upload: Upload, contentRange: string | undefined): boolean {
  if (contentRange === undefined) return true;
  const match = /^(?:bytes[ =])?(\d{1,15})-(\d{1,15})(?:\/.*)?$/.exec(contentRange);
  return match !== null && Number(match[1]) === upload.size && Number(match[2]) >= Number(match[1]) - 1;
}

/** RFC 9110 section 14: one range of bytes; any other form may be ignored, and is. */
function parseRange(
  header: string | undefined,
  size: number,
): 'whole' | 'none' | { readonly start: number; readonly end: number } {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (match === null || match[0] === 'bytes=-') return 'whole';
  const [, from = '', to = ''] = match;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
  return start < size && start <= end ? { start, end } : 'none';
}
