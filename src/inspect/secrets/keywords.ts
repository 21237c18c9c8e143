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
  const firstPairs = new Uint8Array(0x10000);
  const candidates = new Map<number, Candidate[]>();

  for (const [index, { text, ignoreCase }] of keywords.entries()) {
    const offset = rarestWindow(text);
    const candidate = { index, bytes: Buffer.from(text, 'latin1'), ignoreCase, offset };
    for (const window of spellings(text.slice(offset, offset + windowLength), ignoreCase)) {
      const [a = 0, b = 0, c = 0, d = 0] = Buffer.from(window, 'latin1');
      for (const [pair, shift] of [
        [pairOf(a, b), 2],
        [pairOf(b, c), 1],
        [pairOf(c, d), 0],
      ] as const) {
        shifts[pair] = Math.min(shifts[pair] ?? 0, shift);
      }
      firstPairs[pairOf(a, b)] = 1;
      const key = pairOf(a, b) * 0x10000 + pairOf(c, d);
      candidates.set(key, [...(candidates.get(key) ?? []), candidate]);
    }
  }

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
      if (firstPairs[before] !== 0) {
        for (const candidate of candidates.get(before * 0x10000 + pair) ?? []) {
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

function isAt(bytes: Buffer, start: number, { bytes: wanted, ignoreCase }: Candidate): boolean {
  if (start + wanted.length > bytes.length) return false;
  for (let index = 0; index < wanted.length; index++) {
    const byte = bytes[start + index] ?? 0;
    const isUpper = ignoreCase && byte >= 0x41 && byte <= 0x5a;
    if ((isUpper ? byte | 0x20 : byte) !== wanted[index]) return false;
  }
  return true;
}

/** The window whose last two characters are the least usual in text: the fewer places have to be looked at twice. */
function rarestWindow(text: string): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset + windowLength <= text.length; offset++) {
    const usual = usualness(text[offset + windowLength - 2]) * usualness(text[offset + windowLength - 1]);
    if (usual < least) {
      least = usual;
      best = offset;
    }
  }
  return best;
}

function usualness(character = ''): number {
  if (/[etaoinsrlc]/.test(character)) return 9;
  if (/[a-z]/.test(character)) return 5;
  return /[A-Z0-9]/.test(character) ? 2 : 1;
}

function spellings(text: string, ignoreCase: boolean): string[] {
  if (!ignoreCase) return [text];
  let made = [''];
  for (const character of text) {
    const forms = new Set([character.toLowerCase(), character.toUpperCase()]);
    made = made.flatMap((start) => [...forms].map((form) => start + form));
  }
  return made;
}
