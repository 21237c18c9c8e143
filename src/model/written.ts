/** JSON, as text or in UTF-8. */
export type Written = string | Uint8Array;

/** What nobody has read yet, by the getter that would parse it. */
const unread = new WeakMap<() => unknown, Written>();

/**
 * A property that is kept as JSON, and parsed when somebody reads it: what only goes from a cache into a report need not
 * be taken apart in between, nor copied. It can be assigned to like any other.
 */
export function writtenProperty(key: string, json: Written): PropertyDescriptor {
  let parsed: { readonly value: unknown } | undefined;
  const get = (): unknown => {
    if (parsed === undefined) {
      parsed = { value: JSON.parse(textOf(json)) };
      // Who has the value may change it: the JSON does not stand for it any more.
      unread.delete(get);
    }
    return parsed.value;
  };
  unread.set(get, json);
  return {
    enumerable: true,
    configurable: true,
    get,
    set(this: object, value: unknown) {
      Object.defineProperty(this, key, { enumerable: true, configurable: true, writable: true, value });
    },
  };
}

/** The JSON of a property as it was given to `writtenProperty`; undefined for others, and once it was read. */
export function writtenOf(object: object, key: string): Written | undefined {
  const { get } = Object.getOwnPropertyDescriptor(object, key) ?? {};
  return get === undefined ? undefined : unread.get(get);
}

export function textOf(written: Written): string {
  return typeof written === 'string'
    ? written
    : Buffer.from(written.buffer, written.byteOffset, written.byteLength).toString('utf8');
}

/** The object with some values changed, as `{ ...object, ...changes }`, but what is written in it stays unread. */
export function revised<T extends object>(object: T, changes: Partial<T>): T {
  return Object.create(Object.getPrototypeOf(object), {
    ...Object.getOwnPropertyDescriptors(object),
    ...Object.getOwnPropertyDescriptors(changes),
  });
}
