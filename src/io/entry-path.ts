const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of a name in an archive, so that different bytes never give the same text: bytes that are not UTF-8 become
 * the lone surrogates U+DC80 to U+DCFF (as Python's surrogateescape, PEP 383), which no UTF-8 text can hold. JSON
 * keeps them.
 */
export function decodeName(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  if (!/[\x80-\xff]/.test(text)) return text;
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

function decodeEscaping(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    const decoded = length === 0 ? undefined : decodeOne(bytes.subarray(at, at + length));
    text += decoded ?? String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += decoded === undefined ? 1 : length;
  }
  return text;
}

function decodeOne(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** By the first byte; 0 for one that begins no sequence. */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

/**
 * A path as seen from the root, without leading slash: empty parts and `.` are left out and `..` takes away the part
 * before it, by text alone, as engines clean the names of entries. `''` is the root.
 * @returns undefined for a path that climbs out of the root.
 */
export function cleanPath(path: string): string | undefined {
  // Nearly every name is clean already, but for a `./` before it or a `/` behind.
  const start = path.startsWith('./') ? 2 : path.startsWith('/') ? 1 : 0;
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  const inner = path.slice(start, Math.max(start, end));
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(inner)) return inner;
  const parts: string[] = [];
  for (const part of inner.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
