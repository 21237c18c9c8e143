import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';
import { createHttp } from '../../src/io/http.ts';

interface Shown {
  readonly at: (milliseconds: number, text: string) => void;
  readonly end: () => void;
  readonly written: string[];
}

function shownOn(stderr: { readonly isTTY?: boolean; readonly columns?: number }, env = {}): Shown {
  const written: string[] = [];
  let clock = 0;
  const line = progressLine(
    {
      env,
      stdout: { write: () => undefined },
      stderr: { ...stderr, write: (text) => written.push(text) },
      clock: () => 0,
      http: createHttp(),
      workingDirectory: '.',
      exit: () => undefined,
      signal: new AbortController().signal,
    },
    () => clock,
  );
  return {
    at(milliseconds, text) {
      clock = milliseconds;
      line.show(text);
    },
    end: line.end,
    written,
  };
}

const wipe = '\r\u001b[2K';

test('a line is shown after a second, ten times a second at most, and wiped at the end', () => {
  const { at, end, written } = shownOn({ isTTY: true });
  at(900, 'reading 1 of 9');
  at(1000, 'reading 2 of 9');
  at(1050, 'reading 3 of 9');
  at(1100, 'reading 4 of 9');
  end();
  expect(written).toEqual([`${wipe}reading 2 of 9`, `${wipe}reading 4 of 9`, wipe]);
});

test('the first line of a stage is shown however soon it comes', () => {
  const { at, written } = shownOn({ isTTY: true });
  at(1000, 'reading 9 of 9');
  at(1001, 'matching 300 packages');
  expect(written.at(-1)).toBe(`${wipe}matching 300 packages`);
});

test('a terminal that does not say how wide it is has eighty columns', () => {
  const { at, written } = shownOn({ isTTY: true, columns: 0 });
  at(1000, 'matching 300 packages');
  expect(written).toEqual([`${wipe}matching 300 packages`]);
});

test('a line is cut at the width of the terminal', () => {
  const { at, written } = shownOn({ isTTY: true, columns: 10 });
  at(1000, 'matching 300 packages');
  expect(written).toEqual([`${wipe}matching `]);
});

test.each([
  ['what is no terminal', {}, {}],
  ['CI', { isTTY: true }, { CI: 'true' }],
  ['a terminal that cannot move', { isTTY: true }, { TERM: 'dumb' }],
])('nothing is shown on %s', (_, stderr, env) => {
  const { at, end, written } = shownOn(stderr, env);
  at(5000, 'reading');
  end();
  expect(written).toEqual([]);
});
