import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { reportJsonSchema, scanReportSchema } from '../../src/model/scan-report-schema.ts';
import { revised, textOf, writtenProperty } from '../../src/model/written.ts';
import { json, listBytes } from '../../src/report/json.ts';
import { now, report, samples } from './samples.ts';

const goldens = join(import.meta.dirname, '../fixtures/reports');
const options = { colour: false, width: 80, now };
const validate = new Ajv2020().compile(reportJsonSchema() as object);

test.each(Object.entries(samples))('%s is valid under the published schema', (_, sample) => {
  validate(JSON.parse(json.render(sample, options)));
  expect(validate.errors).toBeNull();
});

test('the whole of a report is written as its golden says', async () => {
  await expect(json.render(samples.fail!, options)).toMatchFileSnapshot(join(goldens, 'fail.json'));
});

test('keys come in the order of the schema, whatever order they were made in', () => {
  const sample = samples.fail!;
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, turned(inner)]),
    );
  };
  expect(json.render(scanReportSchema.parse(turned(sample)), options)).toBe(json.render(sample, options));
  expect(json.render(turned(sample) as typeof sample, options)).toBe(json.render(sample, options));
});

test('what is written means what was given, and no control character is left in it', () => {
  const sample = samples.hostile!;
  const text = json.render(sample, options);
  expect(JSON.parse(text)).toEqual(sample);
  expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  expect(text.endsWith('}\n')).toBe(true);
});

test('what is no report is not written', () => {
  const wrong = { ...report(), scannedAt: undefined } as unknown;
  expect(() => json.render(wrong as ReturnType<typeof report>, options)).toThrow(
    expect.objectContaining({ code: 'JSON_MALFORMED' }),
  );
});

test.each(Object.entries(samples))(
  '%s is the same text when its long lists were written before',
  (_, sample) => {
    const packages = textOf(listBytes('packages', sample.packages));
    const executables = listBytes('executables', sample.executables);
    const written = Object.defineProperties(revised(sample, {}), {
      packages: writtenProperty('packages', packages),
      executables: writtenProperty('executables', executables),
    });
    const pieces = json.pieces?.(written) ?? [];
    expect(pieces.map(textOf).join('')).toBe(json.render(sample, options));
    expect([pieces.includes(packages), pieces.includes(executables)]).toEqual([true, true]);
    expect(json.render(written, options)).toBe(json.render(sample, options));
  },
);

test.each([0, 1, 255, 256, 257, 1000])('a list of %i is written as a whole would be', (length) => {
  const [first] = Object.values(samples).flatMap(({ packages }) => packages);
  const packages = Array.from({ length }, (_, index) => ({
    ...first,
    name: `näme\u202e${index}`,
  })) as ReturnType<typeof report>['packages'];
  const written = revised(report(), { packages });
  Object.defineProperty(written, 'packages', writtenProperty('packages', listBytes('packages', packages)));
  expect(json.render(written, options)).toBe(json.render({ ...report(), packages }, options));
});
