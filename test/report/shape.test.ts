import { expect, test } from 'vitest';
import { z } from 'zod';
import { indexReportSchema } from '../../src/model/index-report.ts';
import { scanReportSchema } from '../../src/model/scan-report-schema.ts';
import { indexReportShape, reportShape, type Shape } from '../../src/report/shape.ts';

type Told = Readonly<Record<string, unknown>>;

function toldBySchema(schema: z.core.$ZodType): Told | 'value' {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return toldBySchema(schema.unwrap());
  if (schema instanceof z.ZodArray) return toldBySchema(schema.element);
  if (!(schema instanceof z.ZodObject)) return 'value';
  return Object.fromEntries(
    Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, part]) => [
      part instanceof z.ZodOptional ? `${key}?` : key,
      toldBySchema(part),
    ]),
  );
}

function toldByShape({ keys }: Shape): Told {
  return Object.fromEntries(
    keys.map(({ name, optional, shape }) => [
      optional ? `${name}?` : name,
      shape === undefined ? 'value' : toldByShape(shape),
    ]),
  );
}

test.each([
  ['a report', scanReportSchema, reportShape],
  ['the report of an index', indexReportSchema, indexReportShape],
])('%s is written with the keys of its schema, in their order', (_, schema, shape) => {
  expect(JSON.stringify(toldByShape(shape), undefined, 1)).toBe(
    JSON.stringify(toldBySchema(schema), undefined, 1),
  );
});
