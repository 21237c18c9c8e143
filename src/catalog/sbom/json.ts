/** A JSON object of unknown content: keys are looked up, never walked up to a prototype. */
export type JsonObject = ReadonlyMap<string, unknown>;

export function objectOf(value: unknown): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

/** The objects of a list; nothing of what is none. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.flatMap((item) => objectOf(item) ?? []) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
