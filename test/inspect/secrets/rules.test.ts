import { expect, test } from 'vitest';
import { maxKeywordLength, windowLength } from '../../../src/inspect/secrets/keywords.ts';
import { secretRules } from '../../../src/inspect/secrets/rules.ts';
import { secretExamples } from './examples.ts';
import { rulesFound } from './support.ts';

const examples = secretExamples();
const ids = secretRules.map(({ id }) => id);

test('every rule has an id of its own, texts that it finds, and texts like them that it does not', () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect([...examples.keys()].sort()).toEqual(ids.toSorted());
  const poor = [...examples].filter(([, { hits, misses }]) => hits.length === 0 || misses.length === 0);
  expect(poor.map(([id]) => id)).toEqual([]);
});

test('keywords are as long as the search needs them, and in lower case where case does not matter', () => {
  const wrong = secretRules.filter(({ keywords, ignoreCase }) =>
    keywords.some(
      (text) =>
        text.length < windowLength ||
        text.length > maxKeywordLength ||
        (ignoreCase === true && text !== text.toLowerCase()),
    ),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

// Texts are named by their number only: no output may hold one.
test.each(ids)('%s: each of its examples is found, by this rule alone', (id) => {
  const { hits = [], path = '' } = examples.get(id) ?? {};
  expect(hits.map((text, index) => [index, rulesFound(text, path)])).toEqual(
    hits.map((_, index) => [index, [id]]),
  );
});

test.each(ids)('%s: what only looks like it is found by no rule', (id) => {
  const { misses = [], path = '' } = examples.get(id) ?? {};
  expect(misses.map((text, index) => [index, rulesFound(text, path)])).toEqual(
    misses.map((_, index) => [index, []]),
  );
});
