import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { familyOf, orderOf, versionOrders } from '../../../src/advisories/versions/orders.ts';

const part = fc.nat({ max: 30 }).map(String);
const separators = [
  '.',
  '.',
  '.',
  '-',
  '+',
  '~',
  '^',
  '_',
  ':',
  '!',
  '-r',
  '_p',
  '_alpha',
  '~rc',
  'a',
  'Z',
  '0',
  '',
];
const words = [
  '.dev',
  '.post',
  'rc',
  '-beta.',
  '.pre.',
  '-SNAPSHOT',
  '.Final',
  '-dev',
  'pl',
  '.x',
  '+b',
  '^git',
];
/** Text that looks like a version, though many are none. */
const likeVersions = fc
  .array(fc.tuple(part, fc.constantFrom(...separators, ...words)), { minLength: 1, maxLength: 5 })
  .map((pairs) => pairs.flat().join(''));
const oftenEqual = fc
  .array(fc.constantFrom('0', '00', '1', '01', '.', '-', ':', '+b', 'a'), { maxLength: 3 })
  .map((parts) => parts.join(''));
const anyText = fc.oneof(
  { weight: 8, arbitrary: likeVersions },
  { weight: 3, arbitrary: oftenEqual },
  { weight: 1, arbitrary: fc.string() },
);

/** The others order all text by their rules. */
const readers = versionOrders.filter(({ name }) => !['dpkg', 'rpm', 'apk'].includes(name));

test.each(readers.map((order) => [order.name, order] as const))(
  'to the order of %s text that is no version is older than any',
  (_, order) => {
    fc.assert(
      fc.property(anyText, anyText.filter(order.valid), (text, version) => {
        expect(order.valid(text) || order.compare(text, version) < 0).toBe(true);
      }),
    );
  },
);

describe.each(versionOrders.map((order) => [order.name, order] as const))(
  'the order of %s',
  (name, order) => {
    const versions = anyText.filter(order.valid);

    test('takes every text as equal to itself', () => {
      fc.assert(
        fc.property(anyText, (a) => {
          expect(order.compare(a, a)).toBe(0);
        }),
      );
    });

    test.each([
      ['versions', versions],
      ['any text', anyText],
    ])('is antisymmetric for %s', (_, texts) => {
      fc.assert(
        fc.property(texts, texts, (a, b) => {
          expect(Math.sign(order.compare(a, b)) + Math.sign(order.compare(b, a))).toBe(0);
        }),
        { numRuns: 200 },
      );
    });

    test.each([
      ['versions', versions],
      ['any text', anyText],
    ])('is transitive for %s', (_, texts) => {
      fc.assert(
        fc.property(texts, texts, texts, (...three) => {
          const [a, b, c] = three.sort(order.compare) as [string, string, string];
          const signs = [order.compare(a, b), order.compare(b, c), order.compare(a, c)].map(Math.sign);
          expect(Math.max(...signs)).toBeLessThanOrEqual(0);
          // Equal ones stand at the same place among all others.
          expect(signs[2]).toBe(Math.min(...signs));
        }),
        { numRuns: 500 },
      );
    });

    test('puts versions that are equal at the same place among all others', () => {
      fc.assert(
        fc.property(oftenEqual, oftenEqual, anyText, (a, b, c) => {
          fc.pre(order.compare(a, b) === 0);
          expect(Math.sign(order.compare(a, c))).toBe(Math.sign(order.compare(b, c)));
        }),
        { numRuns: 300, maxSkipsPerRun: 1000 },
      );
    });

    test('counts numbers of any length', () => {
      const [a, b] = limited.has(name)
        ? [`1.0.0-${'9'.repeat(15)}`, `1.0.0-1${'0'.repeat(15)}`]
        : ['9'.repeat(40), `1${'0'.repeat(40)}`];
      expect(order.compare(a, b)).toBeLessThan(0);
    });

    test.each([80, 100_000])('comes to an end with whatever is repeated %i times', (times) => {
      const ended = ['1', '1.', '.1a', '-a', 'a', '~', '1!', '+a', ' ', '1.x', '-1.'].filter((unit) => {
        const long = `1${unit.repeat(times)}`;
        return !order.valid(`${long} (`) && order.compare(`${long}1`, `${long}1`) === 0;
      });
      expect(ended).toHaveLength(11);
    });

    test('calls text of more than 256 characters no version, and older than any other text', () => {
      const long = '1'.repeat(257);
      expect(order.valid(long)).toBe(false);
      for (const text of ['1', '', '~', '0', 'z'.repeat(256), '1'.repeat(256)]) {
        expect(order.compare(long, text)).toBeLessThan(0);
        expect(order.compare(text, long)).toBeGreaterThan(0);
      }
      expect(Math.sign(order.compare(`${long}1`, `${long}2`))).toBe(-1);
      expect(Math.sign(order.compare(`${long}2`, `${long}1`))).toBe(1);
    });

    test('calls empty text no version', () => {
      expect(order.valid('')).toBe(false);
    });
  },
);

/** Numbers as the `semver` package has them. */
const limited = new Set(['semver', 'pub']);

test.each([
  ['Debian:12', 'dpkg'],
  ['Ubuntu:Pro:22.04:LTS', 'dpkg'],
  ['Alpine:v3.19', 'apk'],
  ['Red Hat:enterprise_linux:9::baseos', 'rpm'],
  ['SUSE:Linux Enterprise Server 15 SP5', 'rpm'],
  ['npm', 'semver'],
  ['Maven:https://maven.google.com', 'Maven'],
])('an ecosystem has the order of its family, whatever the release: %s', (ecosystem, name) => {
  expect(orderOf(ecosystem)?.name).toBe(name);
});

test('an ecosystem that is not matched has no order', () => {
  expect(['Android', 'Linux', 'GIT', ''].filter((ecosystem) => orderOf(ecosystem) !== undefined)).toEqual([]);
});

test('no ecosystem has two orders', () => {
  const all = versionOrders.flatMap(({ ecosystems }) => ecosystems);
  expect(all.length).toBe(new Set(all).size);
  expect(all.map(familyOf)).toEqual(all);
});
