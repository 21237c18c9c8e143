import type { z } from 'zod';
import { fault } from '../errors.ts';

/**
 * The document, when it is what the schema says.
 * @param what for messages: the file, or what it is
 * @throws JSON_MALFORMED with the first place that is not
 */
export function checked<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw fault('JSON_MALFORMED', { what, reason: `${where} ${issue?.message ?? ''}`.trim() });
}
