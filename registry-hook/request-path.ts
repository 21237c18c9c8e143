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

/**
 * Reads the path of a request under `/v2/`. The gate and the upstream must read the same path the same way, so what
 * could be read in two ways is refused: percent-encoding, empty and dot segments, backslashes. Upload sessions alone
 * may carry percent-encoding (their ids are the registry's own), but none that could end a segment.
 * @param path the request target without its query, as received.
 */
export function parseRegistryPath(path: string): RegistryRequest {
  if (path === '/v2' || path === '/v2/') return { kind: 'other' };
  const segments = path.slice('/v2/'.length).split('/');
  const isUpload = /\/blobs\/uploads(?:\/|$)/.test(path);
  if (/[\\\0#;]/.test(path)) return refused('it contains a character no registry path has');
  if (isUpload ? /%(?:2[ef5]|5c|00)/i.test(path) : path.includes('%'))
    return refused('it is percent-encoded');
  const last = segments.at(-1);
  if (segments.slice(0, -1).includes('') || segments.includes('.') || segments.includes('..')) {
    return refused('it has an empty or a dot segment');
  }
  if (isUpload) {
    const repository = segments.slice(0, segments.indexOf('blobs')).join('/');
    return isRepository(repository)
      ? { kind: 'other', repository }
      : refused(`${repository} is not a repository`);
  }
  // From the end: a repository may itself be called manifests or blobs.
  const verb = segments.at(-2);
  const repository = segments.slice(0, -2).join('/');
  if (verb === 'manifests' && last !== undefined) {
    if (!isRepository(repository)) return refused(`${repository} is not a repository`);
    if (isDigest(last)) return { kind: 'manifest', repository, digest: last };
    return isTag(last)
      ? { kind: 'manifest', repository, tag: last }
      : refused(`${last} is not a tag or digest`);
  }
  if (verb === 'blobs' && last !== undefined) {
    if (!isRepository(repository)) return refused(`${repository} is not a repository`);
    return isDigest(last) ? { kind: 'blob', repository, digest: last } : refused(`${last} is not a digest`);
  }
  // What an upstream might still read as a manifest or a blob, though the specification does not, is refused.
  if (last === '' || segments.includes('manifests') || segments.includes('blobs')) {
    return refused('it is no path of the distribution API');
  }
  return isRepository(repository) ? { kind: 'other', repository } : { kind: 'other' };
}

function refused(reason: string): RegistryRequest {
  return { kind: 'refused', reason };
}
