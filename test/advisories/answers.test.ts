import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAdvisory } from '../../src/advisories/osv.ts';
import { isAffected, type RangeEvent, sortRange } from '../../src/advisories/ranges.ts';
import { createVectorRater } from '../../src/advisories/vector-rater.ts';
import type { VersionOrder } from '../../src/advisories/versions/order.ts';
import { orderOf } from '../../src/advisories/versions/orders.ts';
import { pep440 } from '../../src/advisories/versions/pep440.ts';

interface Case {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly answer: readonly string[];
  readonly records: readonly { readonly id: string }[];
}

const file = join(import.meta.dirname, '..', 'fixtures', 'osv-answers', 'answers.json');
const cases: readonly Case[] = JSON.parse(readFileSync(file, 'utf8'));

test.each(cases)(
  '$ecosystem $name $version is affected by what the OSV service says, and by nothing else',
  (given) => {
    const order = orderOf(given.ecosystem) as VersionOrder;
    const advisories = given.records.map((record) => readAdvisory(record, createVectorRater()));
    const affecting = advisories.filter(({ affected }) =>
      affected.some((one) => isAffected(order, given.version, one)),
    );
    expect(affecting.map(({ id }) => id).sort()).toEqual(given.answer);
  },
);

const introduced = (version: string): RangeEvent => ({ kind: 'introduced', version });
const fixed = (version: string): RangeEvent => ({ kind: 'fixed', version });
const lastAffected = (version: string): RangeEvent => ({ kind: 'last_affected', version });

/** package-url/vers-spec 9305f036fa, tests/pypi_range_containment_test.json (MIT), those that OSV can state. */
describe('of a range of PyPI, as vers-spec has it in its examples', () => {
  test.each<[string, readonly RangeEvent[], readonly string[], string, boolean]>([
    ['<=1.3.0|3.0.0', [introduced('0'), lastAffected('1.3.0')], ['3.0.0'], '1.0.0', true],
    ['<0.0.2', [introduced('0'), fixed('0.0.2')], [], '0.0.0.1', true],
    ['>=1.0.0|<=2.0.0', [introduced('1.0.0'), lastAffected('2.0.0')], [], '1.5', true],
    ['>=1.0.0|<=2.0.0', [introduced('1.0.0'), lastAffected('2.0.0')], [], '2.0.3', false],
    ['>=1.0.0|<=2.0.0', [introduced('1.0.0'), lastAffected('2.0.0')], [], '0.0.9', false],
    ['>=3.0.0|2.0.3', [introduced('3.0.0')], ['2.0.3'], '2.0.3', true],
    ['<=1.0.0|>=2.0.0', [introduced('2.0.0'), introduced('0'), lastAffected('1.0.0')], [], '1.5', false],
    ['0.0.2|>=3.0.0|0.0.1', [introduced('3.0.0')], ['0.0.2', '0.0.1'], '2.0.3', false],
  ])('%s (%j, %j) version %s: %s', (_, events, versions, version, expected) => {
    expect(isAffected(pep440, version, { ranges: [sortRange(pep440, events)], versions })).toBe(expected);
  });
});
