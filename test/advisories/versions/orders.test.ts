import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderOf, versionOrders } from '../../../src/advisories/versions/orders.ts';

const part = fc.nat({ max: 30 }).map(String);
const separators = ['.', '-', '+', '~', '_', ':', '-r', '_p', '_alpha', '~rc', 'a', 'Z', '0', ''];
/** Text that looks like a version, though many are none. */
const likeVersions = fc
  .array(fc.tuple(part, fc.constantFrom(...separators)), { minLength: 1, maxLength: 6 })
  .map((pairs) => pairs.flat().join(''));
const oftenEqual = fc
  .array(fc.constantFrom('0', '00', '1', '01', '.', '-', ':', '+b'), { maxLength: 3 })
  .map((parts) => parts.join(''));
const anyText = fc.oneof({ weight: 9, arbitrary: likeVersions }, { weight: 1, arbitrary: fc.string() });

describe.each(versionOrders.map((order) => [order.name, order] as const))('the order of %s', (_, order) => {
  test('takes every text as equal to itself', () => {
    fc.assert(
      fc.property(anyText, (a) => {
        expect(order.compare(a, a)).toBe(0);
      }),
    );
  });

  test('is antisymmetric', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(Math.sign(order.compare(a, b)) + Math.sign(order.compare(b, a))).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('is transitive', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (...texts) => {
        const [a, b, c] = texts.sort(order.compare) as [string, string, string];
        expect(order.compare(a, b)).toBeLessThanOrEqual(0);
        expect(order.compare(b, c)).toBeLessThanOrEqual(0);
        expect(order.compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5000 },
    );
  });

  test('puts versions that are equal at the same place among all others', () => {
    fc.assert(
      fc.property(oftenEqual, oftenEqual, anyText, (a, b, c) => {
        fc.pre(order.compare(a, b) === 0);
        expect(Math.sign(order.compare(a, c))).toBe(Math.sign(order.compare(b, c)));
      }),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });

  test('counts numbers of any length', () => {
    const long = '9'.repeat(40);
    const longer = `1${'0'.repeat(40)}`;
    const [a, b] =
      order.name === 'semver' ? [`1.0.0-${'9'.repeat(15)}`, `1.0.0-1${'0'.repeat(15)}`] : [long, longer];
    expect(order.compare(a, b)).toBeLessThan(0);
  });

  test('calls empty text no version', () => {
    expect(order.valid('')).toBe(false);
  });
});

test('an ecosystem has the order of its family, whatever the release', () => {
  expect(orderOf('Debian:12')?.name).toBe('dpkg');
  expect(orderOf('Ubuntu:22.04:LTS')?.name).toBe('dpkg');
  expect(orderOf('Alpine:v3.19')?.name).toBe('apk');
  expect(orderOf('Wolfi')?.name).toBe('apk');
  expect(orderOf('npm')?.name).toBe('semver');
});

test('an ecosystem that no catalog reads has no order', () => {
  expect(orderOf('PyPI')).toBeUndefined();
  expect(orderOf('')).toBeUndefined();
});
