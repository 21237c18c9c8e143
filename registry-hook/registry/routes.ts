/** What a request under `/v2/` is about. Names and references are as sent: whoever answers checks them. */
export type Route =
  | { readonly kind: 'version' }
  | { readonly kind: 'manifest'; readonly repository: string; readonly target: string }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: string }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly id: string }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: string };

type Form = readonly [RegExp, (repository: string, last: string) => Route];

// The repository takes as much as it can: it may itself have a part called "manifests" or "tags". Nothing is
// percent-decoded: no name, tag or digest needs it, and a gate in front reads the same path.
const forms: readonly Form[] = [
  [/^\/v2\/(.+)\/blobs\/uploads\/?$/, (repository) => ({ kind: 'uploads', repository })],
  [/^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/, (repository, id) => ({ kind: 'upload', repository, id })],
  [/^\/v2\/(.+)\/blobs\/([^/]+)$/, (repository, digest) => ({ kind: 'blob', repository, digest })],
  [/^\/v2\/(.+)\/manifests\/([^/]+)$/, (repository, target) => ({ kind: 'manifest', repository, target })],
  [/^\/v2\/(.+)\/referrers\/([^/]+)$/, (repository, digest) => ({ kind: 'referrers', repository, digest })],
  [/^\/v2\/(.+)\/tags\/list$/, (repository) => ({ kind: 'tags', repository })],
];

/** distribution-spec v1.1, "Endpoints". @param path without the query */
export function parseRoute(path: string): Route | undefined {
  if (path === '/v2/' || path === '/v2') return { kind: 'version' };
  for (const [form, make] of forms) {
    const match = form.exec(path);
    if (match !== null) return make(match[1] ?? '', match[2] ?? '');
  }
  return undefined;
}
