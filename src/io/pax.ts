/** Records of an extended header that change how an entry is read; all others are checked and left out. */
const wanted: ReadonlySet<string> = new Set([
  'path',
  'linkpath',
  'size',
  'uid',
  'gid',
  'GNU.sparse.major',
  'GNU.sparse.minor',
  'GNU.sparse.name',
  'GNU.sparse.size',
  'GNU.sparse.realsize',
  'GNU.sparse.numblocks',
  'GNU.sparse.map',
  'SCHILY.xattr.security.capability',
]);

/** As many as the fragments of a badly scattered sparse file need, and no more. */
const maxRecords = 200_000;

/** Attributes by which an overlay file system finds other files than the layer shows (overlayfs documentation). */
const overlayAttribute = /^SCHILY\.xattr\.(?:trusted|user)\.overlay\./;

export interface PaxRecords {
  /** Values as bytes; a record with an empty value changes nothing and is left out. */
  readonly values: ReadonlyMap<string, Buffer>;
  /** The first attribute that steers an overlay file system, where there is one. */
  readonly overlay?: string;
}

/**
 * Reads the records of an extended header (POSIX.1-2017 pax, "pax Extended Header"): `LENGTH KEY=VALUE\n`, the last
 * record of a key winning. The pairs of GNU's sparse format 0.0 are joined to the map of format 0.1.
 * @returns the records, or a clause that says what is wrong with them.
 */
export function readPax(bytes: Buffer): PaxRecords | string {
  const values = new Map<string, Buffer>();
  const fragments: string[] = [];
  let overlay: string | undefined;
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    count += 1;
    if (count > maxRecords) return `an extended header has more than ${maxRecords} records`;
    const record = recordAt(bytes, at);
    if (record === undefined) return 'an extended header has a malformed record';
    at = record.end;
    const { key, value } = record;
    if (key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes') {
      const place = fragments.length % 2 === 0 ? 'GNU.sparse.offset' : 'GNU.sparse.numbytes';
      if (key !== place || value.includes(',')) return 'a sparse file has a malformed map';
      fragments.push(value.toString('latin1'));
    } else if (wanted.has(key)) {
      if ((key === 'path' || key === 'linkpath') && value.includes(0))
        return 'an extended header has a name with NUL';
      values.set(key, value);
    } else if (overlay === undefined && overlayAttribute.test(key)) {
      overlay = key.slice('SCHILY.xattr.'.length);
    }
  }
  if (fragments.length > 0) values.set('GNU.sparse.map', Buffer.from(fragments.join(','), 'latin1'));
  for (const [key, value] of values) if (value.length === 0) values.delete(key);
  return overlay === undefined ? { values } : { values, overlay };
}

function recordAt(
  bytes: Buffer,
  start: number,
): { readonly key: string; readonly value: Buffer; readonly end: number } | undefined {
  let at = start;
  let length = 0;
  // Seven digits are more than an extended header may be long.
  for (; at < start + 8 && bytes[at] !== 0x20; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    length = length * 10 + digit;
  }
  const end = start + length;
  if (bytes[at] !== 0x20 || end > bytes.length || end - 1 <= at || bytes[end - 1] !== 0x0a) return undefined;
  const equals = bytes.indexOf(0x3d, at + 1);
  if (equals < 0 || equals >= end - 1 || equals === at + 1) return undefined;
  const key = bytes.toString('latin1', at + 1, equals);
  return key.includes('\0') ? undefined : { key, value: bytes.subarray(equals + 1, end - 1), end };
}

/** A decimal value; undefined when it is none, or not a safe integer. */
export function decimal(value: Buffer): number | undefined {
  const text = value.toString('latin1');
  const number = /^[+-]?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
