import { expect, test } from 'vitest';
import { apk } from '../../../src/advisories/versions/apk.ts';
import { type Vector, vectorsOf } from '../support/vectors.ts';

const signs = { '<': -1, '=': 0, '>': 1 } as const;

/** apk-package(5) and Gentoo PMS section 3, each rule by an example. */
const rules: readonly Vector[] = [
  ['1.2', '<', '1.10'],
  ['1.01', '<', '1.1'],
  ['1.001', '<', '1.01'],
  ['1.010', '>', '1.01'],
  ['01.2', '=', '1.2'],
  ['1.2', '<', '1.2.0'],
  ['1.2', '<', '1.2a'],
  ['1.2a', '<', '1.2b'],
  ['1.2a', '<', '1.2.1'],
  ['1.2_alpha', '<', '1.2_beta'],
  ['1.2_beta', '<', '1.2_pre'],
  ['1.2_pre', '<', '1.2_rc'],
  ['1.2_rc', '<', '1.2'],
  ['1.2', '<', '1.2_cvs'],
  ['1.2_cvs', '<', '1.2_svn'],
  ['1.2_svn', '<', '1.2_git'],
  ['1.2_git', '<', '1.2_hg'],
  ['1.2_hg', '<', '1.2_p'],
  ['1.2_p', '<', '1.2_p1'],
  ['1.2_p9', '<', '1.2_p10'],
  ['1.2_p1', '<', '1.2_p1_p1'],
  ['1.2_rc1_p1', '>', '1.2_rc1'],
  ['1.2_rc1_alpha', '<', '1.2_rc1'],
  ['1.2-r9', '<', '1.2-r10'],
  ['1.2', '<', '1.2-r0'],
  ['1.2-r1', '<', '1.2_p1'],
  ['1.2~a1', '<', '1.2~b0'],
  ['1.2~a1-r1', '>', '1.2~a1-r0'],
  ['1.9.5p1-r5', '<', '1.9.5p2-r0'],
  ['1.9.5p9', '<', '1.9.5p10'],
  ['3.1.4-r5', '<', '3.1.4-r6'],
  ['0.8.21.r2', '<', '0.8.21-r0'],
  ['1..2', '<', '1.2'],
];

/** The vectors that call two versions equal of which apk reads neither: ours have a place each, next to the other. */
const unreadable = new Set(['1-r0', '1-r-2', '1-r0-2', '1-ruff1', '1--ruff1', '1-r0-ruff1']);
const vectors = vectorsOf('apk-versions.txt').filter(
  ([, operator, b]) => operator !== '=' || !unreadable.has(b),
);

test.each([...rules, ...vectors])('%s %s %s', (a, operator, b) => {
  expect(Math.sign(apk.compare(a, b))).toBe(signs[operator]);
  expect(Math.sign(apk.compare(b, a))).toBe(0 - signs[operator]);
});

test('accepts what apk installs', () => {
  const good = [
    '1',
    '1.2.3-r0',
    '6.3_p20220416-r0',
    '1.1.1d-r1',
    '0.5_alpha-r1',
    '1.9.5p2-r0',
    '2.7_rc1_git20-r3',
    '1.2~deadbeef-r1',
    '20220207-r0',
  ];
  expect(good.filter((version) => !apk.valid(version))).toEqual([]);
});

test('rejects what is no version', () => {
  const bad = [
    '',
    '1.18.-r2',
    '2.15.r-r1',
    '57-1-r2',
    '1.7.5.-r1',
    '110.73-e0',
    '110.73/r0',
    '2.19.10.4_y8',
    'a1',
    '1.2A',
    '1.2-r',
    '1.2 ',
    '1.2\n',
  ];
  expect(bad.filter((version) => apk.valid(version))).toEqual([]);
});
