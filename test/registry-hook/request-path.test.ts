import { expect, test } from 'vitest';
import { parseRegistryPath } from '../../registry-hook/request-path.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('a manifest path is read from its end, so that repositories may be called manifests or blobs', () => {
  expect(parseRegistryPath('/v2/apps/shop/manifests/2.4.1')).toEqual({
    kind: 'manifest',
    repository: 'apps/shop',
    tag: '2.4.1',
  });
  expect(parseRegistryPath(`/v2/manifests/blobs/manifests/${digest}`)).toEqual({
    kind: 'manifest',
    repository: 'manifests/blobs',
    digest,
  });
});

test('a blob path names its repository and digest', () => {
  expect(parseRegistryPath(`/v2/apps/shop/blobs/${digest}`)).toEqual({
    kind: 'blob',
    repository: 'apps/shop',
    digest,
  });
});

test.each([
  '/v2',
  '/v2/',
  '/v2/_catalog',
  '/v2/token',
  '/v2/apps/shop/tags/list',
  `/v2/apps/shop/referrers/${digest}`,
  '/v2/apps/shop/blobs/uploads/',
  '/v2/apps/shop/blobs/uploads/0a-b_c%3D%3D',
])('%s passes', (path) => {
  expect(parseRegistryPath(path).kind).toBe('other');
});

test.each([
  ['a percent-encoded slash', '/v2/apps%2Fshop/manifests/1'],
  ['a percent-encoded letter', '/v2/apps/shop/%6danifests/1'],
  ['an empty segment', '/v2/apps//shop/manifests/1'],
  ['a dot segment', '/v2/apps/./shop/manifests/1'],
  ['a segment that climbs', '/v2/apps/shop/blobs/../manifests/1'],
  ['a backslash', '/v2/apps\\shop/manifests/1'],
  ['a trailing slash', '/v2/apps/shop/manifests/1/'],
  ['more after the reference', '/v2/apps/shop/manifests/1/2'],
  ['an upload session that climbs', '/v2/apps/shop/blobs/uploads/%2e%2e/manifests/1'],
  ['an upload session with dot segments', '/v2/apps/shop/blobs/uploads/../../manifests/1'],
  ['a doubly encoded upload session', '/v2/apps/shop/blobs/uploads/%252e%252e'],
  ['a tag that is none', '/v2/apps/shop/manifests/-1'],
  ['a digest that is none', '/v2/apps/shop/blobs/sha256:abc'],
  ['a repository that is none', '/v2/Apps/shop/manifests/1'],
])('a path with %s is refused', (_, path) => {
  expect(parseRegistryPath(path).kind).toBe('refused');
});
