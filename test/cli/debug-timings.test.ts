import { expect, test } from 'vitest';
import { debugTimings } from '../../src/cli/debug-timings.ts';

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
