import { expect, test } from 'vitest';
import { parseRoute } from '../../../registry-hook/registry/routes.ts';

test.each([
  ['/v2/', { kind: 'version' }],
  ['/v2', { kind: 'version' }],
  ['/v2/a/manifests/1.0', { kind: 'manifest', repository: 'a', target: '1.0' }],
  ['/v2/a/b/c/manifests/sha256:ab', { kind: 'manifest', repository: 'a/b/c', target: 'sha256:ab' }],
  ['/v2/a/manifests/manifests/x', { kind: 'manifest', repository: 'a/manifests', target: 'x' }],
  ['/v2/a/tags/list/tags/list', { kind: 'tags', repository: 'a/tags/list' }],
  ['/v2/a/blobs/sha256:ab', { kind: 'blob', repository: 'a', digest: 'sha256:ab' }],
  ['/v2/a/blobs/uploads/', { kind: 'uploads', repository: 'a' }],
  ['/v2/a/blobs/uploads', { kind: 'uploads', repository: 'a' }],
  ['/v2/a/blobs/uploads/id', { kind: 'upload', repository: 'a', id: 'id' }],
  ['/v2/a/referrers/sha256:ab', { kind: 'referrers', repository: 'a', digest: 'sha256:ab' }],
  ['/v2/../x/manifests/1', { kind: 'manifest', repository: '../x', target: '1' }],
] as const)('%s is read', (path, route) => {
  expect(parseRoute(path)).toEqual(route);
});

test.each(['/', '/v1/', '/v2/manifests/x', '/v2/a', '/v2/a/manifests/', '/v2/a/tags', '/v2/_catalog', ''])(
  '%j is no path of the distribution API',
  (path) => {
    expect(parseRoute(path)).toBeUndefined();
  },
);
