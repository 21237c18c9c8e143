import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, pad, shorten } from '../../src/report/text-width.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['漢字', 4],
  ['ｆｕｌｌ', 8],
  ['🙂', 2],
  ['…', 1],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['abcdef', 1, '…'],
  ['漢字漢字', 5, '漢字…'],
  ['漢字漢字', 4, '漢…'],
  ['🙂🙂', 3, '🙂…'],
])('%s in %i columns is %s', (text, width, expected) => {
  expect(shorten(text, width)).toBe(expected);
});

test('a text made to fit is as wide as it should be, and no character is split', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const fitted = shorten(text, width);
      expect(displayWidth(fitted)).toBeLessThanOrEqual(width);
      expect(fitted.isWellFormed()).toBe(true);
      expect(displayWidth(pad(fitted, width))).toBe(width);
    }),
  );
});
