import type { z } from 'zod';

/** What a schema makes of a document, or what it finds wrong with it: one mistake at least. */
export type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly issues: readonly z.core.$ZodIssue[] };

/**
 * What a schema makes of JSON of a stranger. Unlike the library's own safeParse it never throws: zod 4 compares the
 * `length` of anything that has one, and an object in its place with a `toString` of its own is no number and cannot
 * be made one; and a schema that holds itself uses up the stack. Everything that is read from outside goes through here.
 */
export function parseSafely<T>(schema: z.ZodType<T>, json: unknown): Parsed<T> {
  try {
    const result = schema.safeParse(json);
    return result.success ? result : { success: false, issues: result.error.issues };
  } catch (error) {
    const message =
      error instanceof RangeError
        ? 'is nested too deep'
        : 'has an object where text, a list or a number should be';
    return { success: false, issues: [{ code: 'custom', path: [], message, input: json }] };
  }
}

/**
 * The same, or a clause that says what is wrong first.
 * @param separator between the place of the mistake and what it is
 */
export function parsedBy<T>(
  schema: z.ZodType<T>,
  json: unknown,
  separator = ' ',
): { readonly data: T } | string {
  const result = parseSafely(schema, json);
  if (result.success) return { data: result.data };
  const [issue] = result.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  const mistake = issue?.message ?? 'is malformed';
  if (where !== '') return `${where}${separator}${mistake}`;
  // Sentences of our own begin with the place.
  return issue === undefined || issue.code === 'custom' ? `it ${mistake}` : mistake;
}
