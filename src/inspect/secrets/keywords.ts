/** A text to look for. */
export interface Keyword {
  /** Latin-1, at least `windowLength` characters. */
  readonly text: string;
  /** Whether upper and lower case are the same; the text is in lower case then. */
  readonly ignoreCase: boolean;
}

/** Calls back for each place where a keyword begins in `from` ≤ place < `to`, in the order of the places' windows. */
export type KeywordSearch = (
  bytes: Buffer,
  from: number,
  to: number,
  found: (keyword: number, at: number) => void,
) => void;

/** Characters of each keyword that are looked for first. Longer would skip more bytes, and shut out short prefixes. */
export const windowLength = 4;

interface Candidate {
  readonly index: number;
  readonly bytes: Buffer;
  readonly ignoreCase: boolean;
  /** Where in the keyword its window is. */
  readonly offset: number;
}

/**
 * Looks for many keywords at once and touches only every second or third byte of the text: two bytes tell how far the
 * next window of any keyword can be (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994).
 */
export function createKeywordSearch(keywords: readonly Keyword[]): KeywordSearch {
  // By pair of bytes. As the last pair of a window (shift 0), what may stand before it is looked up too.
  const shifts = new Uint8Array(0x10000).fill(windowLength - 1);
  // Numbers of the pairs that a window begins with, from 1: with the last pair they make a key that is a small integer.
  const firstPairs = new Uint16Array(0x10000);
  let firsts = 0;
  const candidates = new Map<number, Candidate[]>();

  function lower(pair: number, shift: number): void {
    if (shift < (shifts[pair] ?? 0)) shifts[pair] = shift;
  }

  function add(candidate: Candidate, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): void {
    const first = pairOf(a, b);
    const last = pairOf(c, d);
    lower(first, 2);
    lower(pairOf(b, c), 1);
    lower(last, 0);
    if (firstPairs[first] === 0) firstPairs[first] = ++firsts;
    const key = keyOf(firstPairs[first] ?? 0, last);
    const known = candidates.get(key);
    if (known === undefined) candidates.set(key, [candidate]);
    else known.push(candidate);
  }

  keywords.forEach(({ text, ignoreCase }, index) => {
    const bytes = Buffer.from(text, 'latin1');
    const offset = rarestWindow(bytes);
    const candidate = { index, bytes, ignoreCase, offset };
    for (const window of spellings(bytes.subarray(offset, offset + windowLength), ignoreCase))
      add(candidate, window);
  });

  return (bytes, from, to, found) => {
    const last = Math.min(bytes.length - 1, to + maxKeywordLength);
    let at = from + windowLength - 2;
    while (at < last) {
      const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      const shift = shifts[pair] ?? 1;
      if (shift !== 0) {
        at += shift;
        continue;
      }
      const before = (bytes[at - 2] ?? 0) | ((bytes[at - 1] ?? 0) << 8);
      const first = firstPairs[before] ?? 0;
      const here = first === 0 ? undefined : candidates.get(keyOf(first, pair));
      if (here !== undefined) {
        for (const candidate of here) {
          const start = at - 2 - candidate.offset;
          if (start >= from && start < to && isAt(bytes, start, candidate)) found(candidate.index, start);
        }
      }
      at += 1;
    }
  };
}

/** Longer keywords are refused by the test of the rules. */
export const maxKeywordLength = 40;

function pairOf(first: number, second: number): number {
  return first | (second << 8);
}

function keyOf(first: number, last: number): number {
  return (first << 16) | last;
}

function isAt(bytes: Buffer, start: number, { bytes: wanted, ignoreCase }: Candidate): boolean {
  if (start + wanted.length > bytes.length) return false;
  for (let index = 0; index < wanted.length; index++) {
    const byte = bytes[start + index] ?? 0;
    const folded = ignoreCase && isUpperCase(byte) ? byte | 0x20 : byte;
    if (folded !== wanted[index]) return false;
  }
  return true;
}

/** The window whose last two characters are the least usual in text: the fewer places have to be looked at twice. */
function rarestWindow(text: Buffer): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset + windowLength <= text.length; offset++) {
    const end = offset + windowLength;
    const usual = usualness(text[end - 2] ?? 0) * usualness(text[end - 1] ?? 0);
    if (usual < least) {
      least = usual;
      best = offset;
    }
  }
  return best;
}

const mostUsual: ReadonlySet<number> = new Set(Buffer.from('etaoinsrlc'));

function usualness(character: number): number {
  if (isLowerCase(character)) return mostUsual.has(character) ? 9 : 5;
  return isUpperCase(character) || isDigit(character) ? 2 : 1;
}

function isLowerCase(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function isUpperCase(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** @param text in lower case, where the case is ignored */
function spellings(text: Buffer, ignoreCase: boolean): readonly (readonly number[])[] {
  let made: (readonly number[])[] = [[...text]];
  if (!ignoreCase) return made;
  text.forEach((byte, at) => {
    if (isLowerCase(byte)) made = made.flatMap((one) => [one, one.with(at, byte - 0x20)]);
  });
  return made;
}
