import { expect, test } from 'vitest';
import { writerOf, writers } from '../../src/report/writers.ts';
import { now, samples } from './samples.ts';

const loaded = await Promise.all(writers.map(({ load }) => load()));

test('every format is found by its name', async () => {
  expect(writers.map(({ name }) => name)).toEqual(['table', 'json', 'gitlab']);
  expect(loaded.map(({ name }) => name)).toEqual(writers.map(({ name }) => name));
  expect(await Promise.all(writers.map(({ name }) => writerOf(name)))).toEqual(loaded);
});

test('an unknown format is refused with the known ones', async () => {
  await expect(writerOf('sarif')).rejects.toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: 'no report format is called sarif; known formats: table, json, gitlab',
    }),
  );
});

test('every format writes every report the same each time, and leaves the report as it was', () => {
  const options = { colour: false, width: 100, now };
  const before = JSON.stringify(samples);
  const write = () =>
    loaded.map((writer) => Object.values(samples).map((sample) => writer.render(sample, options)));
  expect(write()).toEqual(write());
  expect(JSON.stringify(samples)).toBe(before);
});

test('the text of every format ends its last line', () => {
  const texts = loaded.map((writer) => writer.render(samples.fail!, { colour: false, width: 100, now }));
  expect(texts.filter((text) => !/[^\n]\n$/.test(text))).toEqual([]);
});
