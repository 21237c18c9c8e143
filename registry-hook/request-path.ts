import { type Digest, isDigest } from '../src/model/digest.ts';
import { isRepository, isTag } from '../src/model/reference.ts';

/** What a request under `/v2/` asks for, as far as the gate must know. */
export type RegistryRequest =
  | {
      readonly kind: 'manifest';
      readonly repository: string;
      readonly tag?: string;
      readonly digest?: Digest;
    }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: Digest }
  | { readonly kind: 'other'; readonly repository?: string }
  | { readonly kind: 'refused'; readonly reason: string };

// RFC 3986 section 3.3 without `;`, which some servers cut a segment at. Anything else is no registry's path.
const characters = /^[A-Za-z0-9._~!$&'()*+,=:@/%-]*$/;
// GitHub's registry has its sessions under `upload`. The session's id is the registry's own: any one segment.
const uploadForm = /^\/v2\/(.+)\/blobs\/uploads?(?:\/[^/]*)?$/;

/**
 * Reads the path of a request under `/v2/`. The gate and the upstream must read the same path the same way, so what
 * could be read in two ways is refused: percent-encoding, empty and dot segments, odd characters. The id of an upload
 * session alone may be percent-encoded, but hold nothing that could end its segment.
 * @param path the request target without its query, as received.
 */
export function parseRegistryPath(path: string): RegistryRequest {
  if (path === '/v2' || path === '/v2/') return { kind: 'other' };
  if (!characters.test(path)) return refused('it contains a character no registry path has');
  // From the end: a repository may itself be called manifests, blobs, or blobs/uploads/x.
  const segments = path.slice('/v2/'.length).split('/');
  const last = segments.at(-1) ?? '';
  const verb = segments.at(-2);
  const repository = segments.slice(0, -2).join('/');
  const upload = verb === 'manifests' ? undefined : uploadForm.exec(path)?.[1];
  const plain = upload === undefined ? path : path.slice(0, path.length - last.length);
  if (plain.includes('%') || /%(?:2[ef5]|5c|00)/i.test(path)) return refused('it is percent-encoded');
  if (segments.slice(0, -1).includes('') || segments.includes('.') || segments.includes('..')) {
    return refused('it has an empty or a dot segment');
  }
  if (upload !== undefined) {
    return isRepository(upload)
      ? { kind: 'other', repository: upload }
      : refused(`${upload} is not a repository`);
  }
  if (verb === 'manifests') {
    if (!isRepository(repository)) return refused(`${repository} is not a repository`);
    if (isDigest(last)) return { kind: 'manifest', repository, digest: last };
    return isTag(last)
      ? { kind: 'manifest', repository, tag: last }
      : refused(`${last} is not a tag or digest`);
  }
  if (verb === 'blobs') {
    if (!isRepository(repository)) return refused(`${repository} is not a repository`);
    return isDigest(last) ? { kind: 'blob', repository, digest: last } : refused(`${last} is not a digest`);
  }
  // What an upstream might still read as a manifest or a blob, though the specification does not, is refused.
  if (last === '' || segments.some((segment) => /^(?:manifests|blobs)$/i.test(segment))) {
    return refused('it is no path of the distribution API');
  }
  return isRepository(repository) ? { kind: 'other', repository } : { kind: 'other' };
}

function refused(reason: string): RegistryRequest {
  return { kind: 'refused', reason };
}
