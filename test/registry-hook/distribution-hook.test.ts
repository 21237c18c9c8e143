import { expect, test } from 'vitest';
import { distributionHook } from '../../registry-hook/hooks/distribution.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const mediaType = 'application/vnd.oci.image.manifest.v1+json';

function event(changes: { action?: string; target?: Record<string, unknown> } = {}): unknown {
  const target = { mediaType, digest, repository: 'apps/shop', tag: '1.0', size: 5, ...changes.target };
  return { id: 'e1', timestamp: '2026-01-01T00:00:00Z', action: changes.action ?? 'push', target };
}

test('the push of a manifest is told with repository, tag and digest', () => {
  expect(distributionHook.parse({ events: [event()] })).toEqual([
    { id: 'e1', repository: 'apps/shop', tag: '1.0', digest },
  ]);
});

test.each([
  ['a pull', event({ action: 'pull' })],
  ['a layer', event({ target: { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' } })],
  ['a digest that is none', event({ target: { digest: 'sha256:x' } })],
  ['a repository that is none', event({ target: { repository: '../etc' } })],
])('%s is left out', (_, one) => {
  expect(distributionHook.parse({ events: [one] })).toEqual([]);
});

test('a tag that is none is left out, the push is not', () => {
  expect(distributionHook.parse({ events: [event({ target: { tag: 'a b' } })] })).toEqual([
    { id: 'e1', repository: 'apps/shop', digest },
  ]);
});

test.each([
  [null],
  [[]],
  [{ events: {} }],
  [{ events: [{ id: 1 }] }],
  [{ events: Array(1001).fill(event()) }],
  [{ events: { length: { toString: 'x' } } }],
])('what is no envelope is refused', (body) => {
  expect(() => distributionHook.parse(body)).toThrow(/not a push event of distribution/);
});
