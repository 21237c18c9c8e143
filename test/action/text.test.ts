import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logText, markdownText } from '../../action/text.ts';
import { hostileTexts } from './sample.ts';

/** How the runner finds a command in a line: `::` first, spaces before it or not; or `##[` anywhere. */
function isCommand(line: string): boolean {
  return line.trimStart().startsWith('::') || line.includes('##[');
}

function expectHarmlessMarkdown(text: string): void {
  const rest = markdownText(text).replace(/&#\d{2,3};/g, '');
  expect(rest).not.toMatch(/[!-/:-@[-`{-~\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  expect(rest.isWellFormed()).toBe(true);
}

describe('text for Markdown', () => {
  test.each(hostileTexts)('has no punctuation left that could be markup: %j', (text) => {
    expectHarmlessMarkdown(text);
  });

  test('has none left whatever it was', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), expectHarmlessMarkdown));
  });

  test('reads as it was written', () => {
    expect(markdownText('libexpat1 2.5.0-1')).toBe('libexpat1 2&#46;5&#46;0&#45;1');
  });

  test('is cut at a number of characters, never within one', () => {
    expect(markdownText('𝒜'.repeat(300), 5)).toBe(`${'𝒜'.repeat(4)}…`);
  });
});

describe('text for the log', () => {
  test.each(hostileTexts)('holds no command to the runner: %j', (text) => {
    expect(logText(text).split('\n').some(isCommand)).toBe(false);
  });

  test('holds none whatever it was', () => {
    const parts = fc.constantFrom(
      '::',
      ':',
      '##[',
      '#',
      '[',
      ' ',
      '\t',
      '\n',
      '\r',
      'error',
      '\u00a0',
      '\u3000',
    );
    fc.assert(
      fc.property(
        fc.array(parts).map((list) => list.join('')),
        (text) => {
          expect(
            logText(text)
              .split(/\r?\n|\r/)
              .some(isCommand),
          ).toBe(false);
        },
      ),
    );
  });

  test('keeps the lines of a table as they are', () => {
    const table = 'FAIL under sekisho.yaml\n\n  CVE-2026-0001  high  lodash 4.17.15\n';
    expect(logText(table)).toBe(table);
  });
});
