import { expect, test } from 'vitest';
import { ownText } from '../../src/io/own-text.ts';

test.each(['', 'package.json', 'ünï…', '\u2028', 'not UTF-8: \udcff', '"\\\0'])(
  '%j is kept as it is',
  (text) => {
    expect(ownText(text)).toBe(text);
  },
);
