import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { semver } from '../../../src/advisories/versions/semver.ts';
import { type Vector, vectorsOf } from '../support/vectors.ts';

const signs = { '<': -1, '=': 0, '>': 1 } as const;

const file = join(import.meta.dirname, '..', '..', 'fixtures', 'versions', 'node-semver-comparisons.json');
const pairs: readonly Vector[] = (JSON.parse(readFileSync(file, 'utf8')) as [string, string][]).map(
  ([newer, older]) => [newer, '>', older],
);

const rules: readonly Vector[] = [
  ['1.0.0-alpha', '<', '1.0.0'],
  ['1.0.0+build1', '=', '1.0.0+build2'],
  ['v1.2.3', '=', '1.2.3'],
  ['=1.2.3', '=', '1.2.3'],
  ['1.2.3beta', '=', '1.2.3-beta'],
  ['1.90', '=', '1.90.0'],
  ['8', '=', '8.0.0'],
  ['1.2-rc.1', '<', '1.2.0'],
  ['latest', '<', '0.0.0-0'],
];

test.each([...rules, ...pairs, ...vectorsOf('semver-versions.txt')])('%s %s %s', (a, operator, b) => {
  expect(Math.sign(semver.compare(a, b))).toBe(signs[operator]);
  expect(Math.sign(semver.compare(b, a))).toBe(0 - signs[operator]);
});

test('accepts what npm installs', () => {
  const good = ['1.2.3', 'v1.2.3', '1.2.3-rc.1+build', '1.2.3beta', ' 1.2.3 ', '0.0.0', '1.2', '1'];
  expect(good.filter((version) => !semver.valid(version))).toEqual([]);
});

test('rejects what is no version', () => {
  const bad = [
    '',
    'latest',
    '*',
    '1.x',
    'git+https://host/repo.git',
    '99999999999999999999.0.0',
    '1.2.3.4',
    'workspace:*',
    `1.2.3-${'a'.repeat(300)}`,
  ];
  expect(bad.filter((version) => semver.valid(version))).toEqual([]);
});
