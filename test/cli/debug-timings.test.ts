import { expect, test } from 'vitest';
import { debugTimings } from '../../src/cli/debug-timings.ts';
import { checkpointEnvironment } from '../../src/cli/options.ts';
import { createHttp } from '../../src/io/http.ts';

test('each stage has one line when it ends, with how long it took and what there is to say', () => {
  const lines: string[] = [];
  let now = 1_000;
  const timings = debugTimings(
    (line) => lines.push(line),
    () => now,
  );
  const outer = timings.start('layer 1');
  now += 5;
  timings.start('merge')();
  now += 1_500;
  outer('12 bytes');
  expect(lines).toEqual(['      0.0 ms  merge\n', '   1505.0 ms  layer 1: 12 bytes\n']);
});

test.each([true, false])(
  'where a part of a scan made a mistake is written with --debug only (%j)',
  (debug) => {
    const written: string[] = [];
    const { onMistake } = checkpointEnvironment({
      env: {},
      stdout: { write: () => undefined },
      stderr: { write: (text) => written.push(text) },
      clock: () => 0,
      http: createHttp(),
      workingDirectory: '.',
      exit: () => undefined,
      signal: new AbortController().signal,
      debug,
    });
    onMistake?.(new TypeError('a\u001b[2J'));
    expect(written).toEqual(debug ? [expect.stringMatching(/^TypeError: a\\u\{1b\}\[2J\n {4}at /)] : []);
  },
);
