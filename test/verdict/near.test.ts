import { expect, test } from 'vitest';
import { nearest } from '../../src/verdict/near.ts';

const known = ['severity', 'fixable', 'grace', 'knownExploited', 'epss', 'cvss'];

test.each([
  ['gracePeriod', 'grace'],
  ['severty', 'severity'],
  ['sevreity', 'severity'],
  ['Severity', 'severity'],
  ['known-exploited', 'knownExploited'],
  ['known_exploited', 'knownExploited'],
  ['fixeable', 'fixable'],
  ['esps', 'epss'],
  ['cvs', 'cvss'],
])('%s was most likely meant as %s', (word, expected) => {
  expect(nearest(word, known)).toBe(expected);
});

test('a word far from all of them was meant as none', () => {
  expect(['', 'age', 'x', 'kev', 'maximum', 's'.repeat(100)].map((word) => nearest(word, known))).toEqual(
    Array(6).fill(undefined),
  );
});
