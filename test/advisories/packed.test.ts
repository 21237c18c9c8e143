import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AffectedPackage } from '../../src/advisories/osv.ts';
import { packAffected, unpackAffected } from '../../src/advisories/packed.ts';
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

test('releases of which the same is said share one entry', () => {
  const packed = packAffected([entry('A:1'), entry('A:2'), entry('A:3', { ranges: [] })], semver, idOf);
  expect(packed).toEqual({ ecosystems: '1 2 3', versions: '[[[1,2],[["i0","f2.0.0"]],[]],[[3],[],[]]]' });
});

test('listed versions that a range holds are left out, the others stay', () => {
  const packed = packAffected([entry('A:1', { versions: ['1.0.0', '2.0.0', '1.9.0'] })], semver, idOf);
  expect(unpackAffected(packed.versions)).toEqual([
    { ecosystems: [1], ranges: [range], versions: ['2.0.0'] },
  ]);
});

test('a range over everything leaves no listed version', () => {
  const everything: VersionRange = [{ kind: 'introduced', version: '0' }];
  const packed = packAffected(
    [entry('A:1', { ranges: [everything], versions: ['not even a version'] })],
    semver,
    idOf,
  );
  expect(packed.versions).toBe('[[[1],[["i0"]],[]]]');
});

test('ratings and fix states part what is otherwise the same', () => {
  const packed = packAffected(
    [entry('A:1', { rating: { severity: 'low', source: 'A' } }), entry('A:2', { fixState: 'end-of-life' })],
    semver,
    idOf,
  );
  expect(unpackAffected(packed.versions)).toEqual([
    { ecosystems: [1], ranges: [range], versions: [], rating: { severity: 'low', source: 'A' } },
    { ecosystems: [2], ranges: [range], versions: [], fixState: 'end-of-life' },
  ]);
});

const events = fc.record({
  kind: fc.constantFrom('introduced' as const, 'fixed' as const, 'last_affected' as const, 'limit' as const),
  version: fc.string({ minLength: 1 }),
});
const ranges = fc.array(fc.array(events, { minLength: 1, maxLength: 4 }), { maxLength: 3 });

test('what is packed comes out as it went in, whatever the texts', () => {
  fc.assert(
    fc.property(ranges, fc.array(fc.string()), (some, versions) => {
      const packed = packAffected([entry('A:1', { ranges: some, versions })], semver, idOf);
      const isHeld = (version: string): boolean => some.some((one) => inRange(semver, version, one));
      expect(unpackAffected(packed.versions)).toEqual([
        { ecosystems: [1], ranges: some, versions: versions.filter((version) => !isHeld(version)) },
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
    '[[[1],[["x1"]],[]]]',
    '[[[1],[[1]],[]]]',
    '[[[1],[],[1]]]',
    '[[[1],[],[],"worst"]]',
    '[[[1],[],[],"","","gone"]]',
  ];
  for (const text of bad) expect(() => unpackAffected(text)).toThrow();
});
