import { expect, test } from 'vitest';
import { dpkg } from '../../../src/advisories/versions/dpkg.ts';
import { type Vector, vectorsOf } from '../support/vectors.ts';

const signs = { '<': -1, '=': 0, '>': 1 } as const;

/** Debian Policy 5.6.12 and deb-version(7), each rule by an example. */
const rules: readonly Vector[] = [
  ['2:1.0', '>', '1:9.9'],
  ['0:1.0', '=', '1.0'],
  ['00:1.0', '=', '1.0'],
  ['1.0', '=', '1.0-0'],
  ['1.0-1', '<', '1.0-1+b1'],
  ['1.0~rc1-1', '<', '1.0-1'],
  ['1.0~', '<', '1.0'],
  ['1.0~~', '<', '1.0~'],
  ['1.0~~a', '<', '1.0~'],
  ['1.0a', '<', '1.0+'],
  ['1.0Z', '<', '1.0a'],
  ['1.9', '<', '1.10'],
  ['1.09', '=', '1.9'],
  ['1.0-1-1', '>', '1.0-1-0'],
  ['2.5.0-1', '<', '2.5.0-1+deb12u1'],
  ['1:1.2.13.dfsg-1', '<', '1:1.3.dfsg-2'],
  ['7.4.1~bpo12+1', '<', '7.4.1'],
  ['1.0-', '=', '1.0'],
];

test.each([...rules, ...vectorsOf('debian-versions.txt'), ...vectorsOf('dpkg-pairs.txt')])(
  '%s %s %s',
  (a, operator, b) => {
    expect(Math.sign(dpkg.compare(a, b))).toBe(signs[operator]);
    expect(Math.sign(dpkg.compare(b, a))).toBe(0 - signs[operator]);
  },
);

test('accepts what dpkg installs', () => {
  const good = [
    '1',
    '1.0-1',
    '1:2.3~rc1+dfsg-4+b1',
    '20240101',
    '0.0.9+git20200101.abcdef-1~bpo12+1',
    '1:2:3-4',
  ];
  expect(good.filter((version) => !dpkg.valid(version))).toEqual([]);
});

test('rejects what is no version', () => {
  const bad = ['', ' ', '1.0 ', '-1', ':1', 'a:1/2', '1.0_1', '1\n2', 'é1', '~1'];
  expect(bad.filter((version) => dpkg.valid(version))).toEqual([]);
});
