import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestRating, severityOfWord } from '../../src/advisories/rating.ts';
import { createVectorRater } from '../../src/advisories/vector-rater.ts';

test.each([
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'critical', 'CVSS 4.0'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'critical', 'CVSS 3.1'],
  ['CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', 'high', 'CVSS 3.1'],
  ['CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N', 'low', 'CVSS 3.0'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 'negligible', 'CVSS 3.1'],
  ['AV:L/AC:M/Au:N/C:N/I:P/A:C', 'medium', 'CVSS 2.0'],
])('%s is %s', (vector, severity, source) => {
  expect(createVectorRater()(vector)).toMatchObject({ severity, source });
});

test('temporal metrics do not change the base score', () => {
  const rate = createVectorRater();
  const base = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
  expect(rate(`${base}/E:U/RL:O/RC:U`)).toEqual(rate(base));
});

test('what is incomplete or no vector has no rating', () => {
  const bad = [
    '',
    'high',
    '9.8',
    'CVSS:3.1/AV:N/AC:L',
    'CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.1/__proto__:N/AC:L/PR:N',
    `CVSS:3.1${'/AV:N'.repeat(10_000)}`,
  ];
  expect(bad.map(createVectorRater())).toEqual(bad.map(() => undefined));
});

test('no text makes the rater throw', () => {
  const metric = fc.tuple(fc.stringMatching(/^[A-Z]{1,3}$/), fc.stringMatching(/^[A-Z]{1,3}$/));
  const vector = fc
    .tuple(fc.constantFrom('', 'CVSS:3.1/', 'CVSS:4.0/', 'CVSS:3.0/'), fc.array(metric, { maxLength: 15 }))
    .map(([prefix, metrics]) => prefix + metrics.map((pair) => pair.join(':')).join('/'));
  const rate = createVectorRater();
  fc.assert(
    fc.property(fc.oneof(vector, fc.string()), (text) => {
      const first = rate(text);
      expect(rate(text)).toBe(first);
    }),
  );
});

test('words of databases become severities', () => {
  expect(
    ['CRITICAL', 'HIGH', 'MODERATE', 'LOW', 'unimportant', 'negligible', 'medium'].map(severityOfWord),
  ).toEqual(['critical', 'high', 'medium', 'low', 'negligible', 'negligible', 'medium']);
});

test('words that rate nothing are no severity', () => {
  expect(['not yet assigned', 'end-of-life', '', 'toString', undefined, 7].map(severityOfWord)).toEqual(
    Array(6).fill(undefined),
  );
});

test('a database before CVSS, newer CVSS before older, then the worst', () => {
  const own = { severity: 'low', source: 'GHSA' } as const;
  const worse = { severity: 'high', source: 'Debian' } as const;
  const v4 = { severity: 'medium', source: 'CVSS 4.0' } as const;
  const v31 = { severity: 'critical', source: 'CVSS 3.1' } as const;
  const v2 = { severity: 'critical', source: 'CVSS 2.0' } as const;
  expect(bestRating([v2, v31, v4, own, worse])).toEqual(worse);
  expect(bestRating([v2, v31, v4])).toEqual(v4);
  expect(bestRating([v2, v31])).toEqual(v31);
  expect(bestRating([])).toBeUndefined();
});
