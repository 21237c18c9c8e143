import type { z } from 'zod';
import { fault } from '../errors.ts';
import { parsedBy } from './parsed-by.ts';

/**
 * The document, when it is what the schema says.
 * @param what for messages: the file, or what it is
 * @throws JSON_MALFORMED with the first place that is not
 */
export function checked<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const parsed = parsedBy(schema, json);
  if (typeof parsed === 'string') throw fault('JSON_MALFORMED', { what, reason: parsed });
  return parsed.data;
}
