import { fault } from '../errors.ts';

/** A part of a record, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** What is no object has no fields. */
export function fieldsOf(json: unknown): Fields {
  return typeof json === 'object' && json !== null ? (json as Fields) : {};
}

/** @param where for the message. @throws ADVISORY_MALFORMED */
export function objectOf(json: unknown, where: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw malformed(`${where} is not an object`);
  }
  return json as Fields;
}

/** Some databases write `null` for an empty list. @throws ADVISORY_MALFORMED */
export function listOf(json: unknown, where: string, max: number): readonly unknown[] {
  if (json === undefined || json === null) return [];
  if (!Array.isArray(json)) throw malformed(`${where} is not a list`);
  if (json.length > max) throw malformed(`${where} has ${json.length} items, the limit is ${max}`);
  return json;
}

/** Never empty. @throws ADVISORY_MALFORMED */
export function textOf(json: unknown, where: string, maxLength: number): string {
  if (typeof json !== 'string' || json === '') throw malformed(`${where} is not a text`);
  if (json.length > maxLength) throw malformed(`${where} has more than ${maxLength} characters`);
  return json;
}

/** @throws ADVISORY_MALFORMED */
export function optionalText(json: unknown, where: string, maxLength: number): string | undefined {
  return json === undefined || json === null ? undefined : textOf(json, where, maxLength);
}

/** The error for a record that is none. */
export function malformed(problem: string): Error {
  return fault('ADVISORY_MALFORMED', { problem });
}
