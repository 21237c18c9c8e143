/**
 * Reads one part of a parsed JSON document: what it is, or a throw of `Misread` for what it should not be. Every scan
 * reads manifests, and to load the library that checks all other documents takes longer than the rest of a scan of a
 * known image: so what is said of manifests is checked by these few functions.
 */
export type Reader<T> = (value: unknown, place: string) => T;

/** What is wrong with a document, in a clause that begins with the place. */
export class Misread extends Error {
  constructor(place: string, wanted: string) {
    super(`${place}${place === '' ? '' : ' '}is not ${wanted}`);
  }
}

export const text: Reader<string> = (value, place) => {
  if (typeof value !== 'string') throw new Misread(place, 'a text');
  return value;
};

export const flag: Reader<boolean> = (value, place) => {
  if (typeof value !== 'boolean') throw new Misread(place, 'true or false');
  return value;
};

export const anything: Reader<unknown> = (value) => value;

/** A whole number that is not negative, and that is exact in JavaScript. */
export const count: Reader<number> = (value, place) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new Misread(place, 'a whole number');
  }
  return value;
};

export function exactly<T extends number | string>(wanted: T): Reader<T> {
  return (value, place) => {
    if (value !== wanted) throw new Misread(place, JSON.stringify(wanted));
    return wanted;
  };
}

export function list<T>(item: Reader<T>, max = Number.MAX_SAFE_INTEGER): Reader<T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw new Misread(place, 'a list');
    if (value.length > max) throw new Misread(place, `a list of at most ${max}`);
    return value.map((one, index) => item(one, inside(place, index)));
  };
}

/** An object whose keys may be any. */
export function record<T>(item: Reader<T>): Reader<Record<string, T>> {
  return (value, place) =>
    Object.fromEntries(
      Object.entries(objectOf(value, place)).map(([key, one]) => [key, item(one, inside(place, key))]),
    );
}

/** May be missing. */
export interface Optional<T> {
  readonly optional: Reader<T>;
}

export function optional<T>(reader: Reader<T>): Optional<T> {
  return { optional: reader };
}

/** May be missing, or null. */
export function optionalOrNull<T>(reader: Reader<T>): Optional<T | null> {
  return optional((value, place) => (value === null ? null : reader(value, place)));
}

type Part = Reader<unknown> | Optional<unknown>;
type Parts = Readonly<Record<string, Part>>;
type RequiredKey<P extends Parts> = { [K in keyof P]: P[K] extends Reader<unknown> ? K : never }[keyof P];
type OptionalKey<P extends Parts> = Exclude<keyof P, RequiredKey<P>>;

/** What a reader gives. */
export type Read<P> = P extends Reader<infer T> ? T : P extends Optional<infer T> ? T : never;

type ReadObject<P extends Parts> = { [K in RequiredKey<P>]: Read<P[K]> } & {
  [K in OptionalKey<P>]?: Read<P[K]> | undefined;
};

/** An object with these keys, and others that are left out. */
export function object<P extends Parts>(
  parts: P,
): Reader<ReadObject<P>> & { readonly keys: readonly string[] } {
  const readers = Object.entries<Part>(parts);
  const read: Reader<ReadObject<P>> = (value, place) => {
    const from = objectOf(value, place);
    const result: Record<string, unknown> = {};
    for (const [key, part] of readers) {
      const isRequired = typeof part === 'function';
      const found = Object.hasOwn(from, key) ? from[key] : undefined;
      if (found === undefined && !isRequired) continue;
      result[key] = (isRequired ? part : part.optional)(found, inside(place, key));
    }
    return result as ReadObject<P>;
  };
  return Object.assign(read, { keys: Object.keys(parts) });
}

function objectOf(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Misread(place, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

function inside(place: string, key: string | number): string {
  return place === '' ? String(key) : `${place}.${key}`;
}
