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

test('what hangs below a repository that is called like an upload is a manifest or a blob all the same', () => {
  const repository = 'apps/blobs/uploads/x';
  expect(parseRegistryPath(`/v2/${repository}/manifests/1`)).toEqual({
    kind: 'manifest',
    repository,
    tag: '1',
  });
  expect(parseRegistryPath(`/v2/${repository}/blobs/${digest}`)).toEqual({
    kind: 'blob',
    repository,
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
  '/v2/apps/shop/blobs/uploads',
  // GitHub's registry names its sessions so.
  '/v2/apps/shop/blobs/upload/384a86f0-97af-4fa4-900f-bd5698a71979',
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
  ['a manifest below an upload session that is encoded', '/v2/apps/blobs/uploads/x/%6danifests/1'],
  ['an encoded repository of an upload', '/v2/apps/%73hop/blobs/uploads/0a'],
  ['an upload session of several segments', '/v2/apps/shop/blobs/uploads/a/b'],
  ['verbs in another case', '/v2/apps/shop/Manifests/1'],
  ['a fragment', '/v2/apps/shop/tags/list#/manifests/1'],
  ['a path parameter', '/v2/apps/shop;x/tags/list'],
  ['a byte that is not ASCII', '/v2/apps/sh\u00f6p/tags/list'],
  ['a tag that is none', '/v2/apps/shop/manifests/-1'],
  ['a digest that is none', '/v2/apps/shop/blobs/sha256:abc'],
  ['a repository that is none', '/v2/Apps/shop/manifests/1'],
])('a path with %s is refused', (_, path) => {
  expect(parseRegistryPath(path).kind).toBe('refused');
});
