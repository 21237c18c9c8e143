import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AffectedPackage } from '../../src/advisories/osv.ts';
import { packAffected, readSaid, rowOf, saidOf, unpackReleases } from '../../src/advisories/packed.ts';
import { inRange, type VersionRange } from '../../src/advisories/ranges.ts';
import { semver } from '../../src/advisories/versions/semver.ts';

const ids = new Map([
  ['A:1', 1],
  ['A:2', 2],
  ['A:3', 3],
]);
const idOf = (name: string): number => ids.get(name) ?? 0;

const range: VersionRange = [
  { kind: 'introduced', version: '0' },
  { kind: 'fixed', version: '2.0.0' },
];

function entry(ecosystem: string, fields: Partial<AffectedPackage> = {}): AffectedPackage {
  return {
    ecosystem,
    name: 'p',
    ranges: [range],
    versions: [],
    rating: undefined,
    cvss: undefined,
    fixState: undefined,
    ...fields,
  };
}

/** What comes out of what was packed, of each ecosystem that is spoken of. */
function unpacked(entries: readonly AffectedPackage[], wanted = [1, 2, 3]): readonly (readonly unknown[])[] {
  const [advisory = []] = readSaid(`[[7,${packAffected(entries, semver, idOf).said}]]`);
  expect(rowOf(advisory)).toBe(7);
  return wanted.map((id) => saidOf(advisory, [id]).map(unpackReleases));
}

test('releases of which the same is said share one entry', () => {
  const packed = packAffected([entry('A:1'), entry('A:2'), entry('A:3', { ranges: [] })], semver, idOf);
  expect(packed).toEqual({ ecosystems: '1 2 3', said: '"1 2","2.0.0","3",[[],[]]' });
});

test('all versions before a fix are kept as the fix, and all versions as 0', () => {
  const everything: VersionRange = [{ kind: 'introduced', version: '0' }];
  const packed = packAffected([entry('A:1'), entry('A:2', { ranges: [everything] })], semver, idOf);
  expect(packed.said).toBe('"1","2.0.0","2",0');
  expect(unpacked([entry('A:1'), entry('A:2', { ranges: [everything] })], [1, 2])).toEqual([
    [{ ranges: [range], versions: [] }],
    [{ ranges: [everything], versions: [] }],
  ]);
});

test('listed versions that a range holds are left out, the others stay', () => {
  expect(unpacked([entry('A:1', { versions: ['1.0.0', '2.0.0', '1.9.0'] })], [1])).toEqual([
    [{ ranges: [range], versions: ['2.0.0'] }],
  ]);
});

test('a range over everything leaves no listed version', () => {
  const everything: VersionRange = [{ kind: 'introduced', version: '0' }];
  const packed = packAffected(
    [entry('A:1', { ranges: [everything], versions: ['not even a version'] })],
    semver,
    idOf,
  );
  expect(packed.said).toBe('"1",0');
});

test('ratings and fix states part what is otherwise the same', () => {
  const entries = [
    entry('A:1', { rating: { severity: 'low', source: 'A' } }),
    entry('A:2', { fixState: 'end-of-life' }),
  ];
  expect(unpacked(entries, [1, 2])).toEqual([
    [{ ranges: [range], versions: [], rating: { severity: 'low', source: 'A' } }],
    [{ ranges: [range], versions: [], fixState: 'end-of-life' }],
  ]);
});

test('of several ecosystems the first counts that the advisory speaks of', () => {
  const [advisory = []] = readSaid('[[7,"1 12","1.0","2","2.0","2 3",[[],["3.0"]]]]');
  expect(saidOf(advisory, [4, 2, 1])).toEqual(['2.0', [[], ['3.0']]]);
  expect(saidOf(advisory, [1, 2])).toEqual(['1.0']);
  expect(saidOf(advisory, [4])).toEqual([]);
});

const events = fc.record({
  kind: fc.constantFrom('introduced' as const, 'fixed' as const, 'last_affected' as const, 'limit' as const),
  version: fc.oneof(fc.string({ minLength: 1 }), fc.constant('0')),
});
const ranges = fc.array(fc.array(events, { minLength: 1, maxLength: 4 }), { maxLength: 3 });

test('what is packed comes out as it went in, whatever the texts', () => {
  fc.assert(
    fc.property(ranges, fc.array(fc.string()), (some, versions) => {
      const isHeld = (version: string): boolean => some.some((one) => inRange(semver, version, one));
      expect(unpacked([entry('A:1', { ranges: some, versions })], [1])).toEqual([
        [{ ranges: some, versions: versions.filter((version) => !isHeld(version)) }],
      ]);
    }),
  );
});

test('text that was never packed is refused', () => {
  const bad = [
    '',
    '{}',
    '[1]',
    '[[]]',
    '[["7"]]',
    '[[7,1,"1.0"]]',
    '[[7,"1"]]',
    '[[7,"1",1]]',
    '[[7,"1",null]]',
    '[[7,"1",[]]]',
    '[[7,"1",[[["x1"]],[]]]]',
    '[[7,"1",[[[1]],[]]]]',
    '[[7,"1",[[],[1]]]]',
    '[[7,"1",[[],[],"worst"]]]',
    '[[7,"1",[[],[],"","","gone"]]]',
  ];
  const readWhole = (text: string): unknown =>
    readSaid(text).map((advisory) => [rowOf(advisory), saidOf(advisory, [1]).map(unpackReleases)]);
  for (const text of bad) expect(() => readWhole(text), text).toThrow();
});
