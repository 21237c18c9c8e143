import type { z } from 'zod';

/**
 * What a schema makes of JSON of a stranger, or a clause that says what is wrong with it. Unlike the library's own
 * safeParse it never throws: zod 4 compares the `length` of anything that has one, and an object in its place with a
 * `toString` of its own is no number and cannot be made one.
 * @param separator between the place of the mistake and what it is
 */
export function parsedBy<T>(
  schema: z.ZodType<T>,
  json: unknown,
  separator = ' ',
): { readonly data: T } | string {
  try {
    const result = schema.safeParse(json);
    if (result.success) return { data: result.data };
    const issue = result.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return `${where === '' ? '' : `${where}${separator}`}${issue?.message ?? 'it is malformed'}`;
  } catch {
    return 'it has an object where text, a list or a number should be';
  }
}
