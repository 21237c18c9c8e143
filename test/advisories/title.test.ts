import fc from 'fast-check';
import { expect, test } from 'vitest';
import { titleOf } from '../../src/advisories/title.ts';

test('the summary is the title when there is one', () => {
  expect(titleOf('Prototype Pollution in minimist', 'Minimist prior to 1.2.6 …')).toBe(
    'Prototype Pollution in minimist',
  );
});

test.each([
  [
    'zlib through 1.2.12 has an over-read. NOTE: only some are affected.',
    'zlib through 1.2.12 has an over-read.',
  ],
  ['Found in libexpat before 2.6.3. An attacker may read memory.', 'Found in libexpat before 2.6.3.'],
  ['Some servers, e.g. those of a. b. Corp. do it. Others not.', 'Some servers, e.g. those of a. b.'],
  ['### Impact\n\nA crafted file\r\ncrashes it.', '### Impact A crafted file crashes it.'],
  ['no stop at all', 'no stop at all'],
])('without one it is the first sentence: %j', (details, title) => {
  expect(titleOf('', details)).toBe(title);
  expect(titleOf(undefined, details)).toBe(title);
});

test('a long one is cut at a word', () => {
  const title = titleOf(`${'word '.repeat(60)}end`, undefined);
  expect(title).toBe(`${'word '.repeat(31).trim()}…`);
});

test('a long word without a space is cut where it must be', () => {
  expect(titleOf('a'.repeat(500), undefined)).toBe(`${'a'.repeat(159)}…`);
});

test('it is empty when nothing is said', () => {
  expect(titleOf(undefined, undefined)).toBe('');
  expect(titleOf('  ', '\n')).toBe('');
});

test('it is one printable line of at most 160 characters, whatever is said', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 800 }),
      fc.string({ unit: 'binary', maxLength: 800 }),
      (a, b) => {
        const title = titleOf(a, b);
        expect(title.length).toBeLessThanOrEqual(160);
        expect(title).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(title.isWellFormed() || !(a + b).isWellFormed()).toBe(true);
      },
    ),
  );
});
