import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maven } from '../../../src/advisories/versions/maven.ts';
import { nuget } from '../../../src/advisories/versions/nuget.ts';
import type { VersionOrder } from '../../../src/advisories/versions/order.ts';
import { packagist } from '../../../src/advisories/versions/packagist.ts';
import { pep440 } from '../../../src/advisories/versions/pep440.ts';
import { plainNumbers } from '../../../src/advisories/versions/plain.ts';
import { rubygems } from '../../../src/advisories/versions/rubygems.ts';
import { semver } from '../../../src/advisories/versions/semver.ts';

const parts = fc.oneof(fc.nat({ max: 3 }).map(String), fc.constantFrom('00', '01', '10', '123456789012345'));
const numbers = (max: number): fc.Arbitrary<string> =>
  fc.array(parts, { minLength: 1, maxLength: max }).map((all) => all.join('.'));

/** The same version in a spelling that is not plain, so that it is read by the rules. */
const spelledOtherwise: readonly (readonly [VersionOrder, number, (version: string) => string])[] = [
  [semver, 3, (version) => `v${version}`],
  [pep440, 6, (version) => `v${version}`],
  [rubygems, 6, (version) => ` ${version}`],
  [maven, 6, (version) => `${version}-ga`],
  [nuget, 4, (version) => `v${version}`],
  [packagist, 6, (version) => `v${version}`],
];
test.each(spelledOtherwise.map((one) => [one[0].name, one] as const))(
  'to %s plain numbers are what they are by its rules',
  (_, [order, max, otherwise]) => {
    fc.assert(
      fc.property(numbers(max), numbers(max), (a, b) => {
        const byRules = Math.sign(order.compare(otherwise(a), otherwise(b)));
        expect([a, b, Math.sign(order.compare(a, b))]).toEqual([a, b, byRules]);
        expect(order.valid(a)).toBe(order.valid(otherwise(a)));
      }),
      { numRuns: 2000 },
    );
  },
);

test.each(['', '.', '1.', '.1', '1..2', '1.a', 'v1', ' 1', '1 ', '1-2', '1.2.3.4', '1234567890123456', '１'])(
  '%j is not plain',
  (version) => {
    expect(plainNumbers(version, 3)).toBeUndefined();
  },
);
