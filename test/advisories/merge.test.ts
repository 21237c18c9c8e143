import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Hit, mergeHits } from '../../src/advisories/merge.ts';

function hit(id: string, names: { aliases?: string[]; upstream?: string[] } = {}): Hit {
  return { advisory: { id, aliases: [], upstream: [], title: '', ...names }, said: [] };
}

const none = (): ReadonlySet<string> => new Set();

const merged = (hits: readonly Hit[], known = none): string[][] =>
  mergeHits(hits, known)
    .map(({ ids }) => [...ids].sort())
    .sort();

test('advisories that share an alias are one', () => {
  expect(
    merged([hit('GHSA-1', { aliases: ['CVE-1'] }), hit('PYSEC-1', { aliases: ['CVE-1'] }), hit('CVE-2')]),
  ).toEqual([['CVE-1', 'GHSA-1', 'PYSEC-1'], ['CVE-2']]);
});

test("a distribution's record is one with the vulnerability it passes on", () => {
  expect(merged([hit('ALPINE-CVE-1', { upstream: ['CVE-1'] }), hit('CVE-1')])).toEqual([
    ['ALPINE-CVE-1', 'CVE-1'],
  ]);
});

test('aliases reach across any number of advisories', () => {
  const chain = [
    hit('A', { aliases: ['B'] }),
    hit('C', { aliases: ['D'] }),
    hit('X', { aliases: ['B', 'C'] }),
  ];
  expect(merged(chain)).toEqual([['A', 'B', 'C', 'D', 'X']]);
});

test('no order of advisories changes what is merged', () => {
  const hits = [
    hit('A', { aliases: ['B'] }),
    hit('B', { aliases: ['C'] }),
    hit('D'),
    hit('E', { upstream: ['D'] }),
    hit('F', { aliases: ['C', 'G'] }),
    hit('DSA-1-1', { upstream: ['CVE-7', 'D'] }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(hits, { minLength: hits.length }), (shuffled) => {
      expect(merged(shuffled)).toEqual(merged(hits));
    }),
  );
});

test('a record that passes on several vulnerabilities does not make one of them', () => {
  expect(merged([hit('X-1', { upstream: ['CVE-1', 'CVE-2'] }), hit('CVE-1'), hit('CVE-2')])).toEqual([
    ['CVE-1'],
    ['CVE-2'],
    ['X-1'],
  ]);
});

test('an announcement joins each vulnerability it names, and makes one of none', () => {
  const announcement = hit('DSA-1-1', { upstream: ['CVE-1', 'CVE-2'] });
  expect(merged([announcement, hit('CVE-1'), hit('CVE-2')])).toEqual([
    ['CVE-1', 'DSA-1-1'],
    ['CVE-2', 'DSA-1-1'],
  ]);
});

test('a vulnerability without an advisory of its own is taken from the announcement', () => {
  const announcement = hit('DSA-1-1', { upstream: ['CVE-1', 'CVE-2'] });
  expect(merged([announcement, hit('CVE-1')])).toEqual([
    ['CVE-1', 'DSA-1-1'],
    ['CVE-2', 'DSA-1-1'],
  ]);
});

test('a vulnerability whose own advisory says the version is well is not taken from the announcement', () => {
  const announcement = hit('DSA-1-1', { upstream: ['CVE-1', 'CVE-2'] });
  expect(merged([announcement, hit('CVE-1')], () => new Set(['CVE-1', 'CVE-2']))).toEqual([
    ['CVE-1', 'DSA-1-1'],
  ]);
});

test('two announcements of one vulnerability are one', () => {
  const announcements = [hit('DSA-1-1', { upstream: ['CVE-1'] }), hit('DSA-1-2', { upstream: ['CVE-1'] })];
  expect(merged(announcements)).toEqual([['CVE-1', 'DSA-1-1', 'DSA-1-2']]);
});

test('an announcement that names nothing stands for itself', () => {
  expect(merged([hit('DSA-1-1')])).toEqual([['DSA-1-1']]);
});

test('advisories that all share a name are merged in time', () => {
  const hits = Array.from({ length: 100_000 }, (_, index) =>
    hit(`X-${index}`, { aliases: ['CVE-1', `Y-${index + 1}`, `Y-${index}`] }),
  );
  const start = performance.now();
  const [only, ...more] = mergeHits(hits, none);
  expect([only?.hits.length, more.length]).toEqual([100_000, 0]);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('those that were imported last speak first', () => {
  const [only] = mergeHits(
    [hit('A', { aliases: ['C'] }), hit('B'), hit('C'), hit('D', { aliases: ['B', 'A'] })],
    none,
  );
  expect(only?.hits.map(({ advisory }) => advisory.id)).toEqual(['D', 'C', 'B', 'A']);
});
