import { expect, test } from 'vitest';
import { rendered } from '../../src/checkpoint/render.ts';
import type { ReportWriter } from '../../src/report/writer.ts';
import { now, samples } from '../report/samples.ts';

const [report] = Object.values(samples);
const long = 'x'.repeat(2 ** 28);

const nothing = { name: 'json', render: () => '', renderIndex: () => '' };

test.each<[string, Partial<ReportWriter>]>([
  ['whole', { render: () => `${long}${long}` }],
  ['in pieces', { pieces: () => [`${long}${long}`] }],
])('a report that no text holds is a fault, written %s', (_, write) => {
  if (report === undefined) throw new Error('there is no sample');
  const format = { name: 'json', writer: { ...nothing, ...write } };
  expect(() => rendered(report, format, { colour: false, width: 80, now })).toThrow(
    expect.objectContaining({
      code: 'TOO_LARGE',
      message: 'the report as json is larger than the limit of 536870888 bytes',
    }),
  );
});

test('pieces that are no text together are written one after the other, and are no text', () => {
  if (report === undefined) throw new Error('there is no sample');
  const writer: ReportWriter = { ...nothing, pieces: () => [long, long] };
  const found = rendered(report, { name: 'json', writer }, { colour: false, width: 80, now });
  expect(found.pieces).toEqual([long, long]);
  expect(() => found.text).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
});

test('another mistake of a writer stays one', () => {
  if (report === undefined) throw new Error('there is no sample');
  const writer: ReportWriter = {
    ...nothing,
    render() {
      throw new RangeError('Maximum call stack size exceeded');
    },
  };
  expect(() => rendered(report, { name: 'json', writer }, { colour: false, width: 80, now })).toThrow(
    'Maximum call stack',
  );
});
