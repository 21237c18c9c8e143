import type { VersionOrder } from './order.ts';

/**
 * `digits{.digits}[letter[digits]]{_suffix[digits]}[~hash][-rdigits]`: the grammar of apk-tools (apk-package(5)), which
 * follows Gentoo's PMS section 3; digits after the letter (sudo's `1.9.5p2`) are what apk-tools 2 let through. What apk
 * calls invalid is ordered up to the part it cannot read.
 */
export const apk: VersionOrder = {
  name: 'apk',
  ecosystems: ['Alpine', 'Wolfi', 'Chainguard'],
  valid: (version) => form.test(version),
  compare(a, b) {
    const left: Token = { kind: 'nothing', start: 0, end: 0 };
    const right: Token = { kind: 'nothing', start: 0, end: 0 };
    do {
      readToken(a, left);
      readToken(b, right);
      if (left.kind !== right.kind) return ranks[left.kind] - ranks[right.kind];
      const difference = compareTokens(a, left, b, right);
      if (difference !== 0) return difference;
    } while (left.kind !== 'end' && left.kind !== 'unreadable');
    return 0;
  },
};

const form =
  /^\d+(?:\.\d+)*(?:[a-z]\d*)?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*(?:~[\da-f]+)?(?:-r\d+)?$/;

/** Where two versions first differ in kind of token, the lower rank is the older version. */
const ranks = {
  nothing: 0,
  /** A suffix of a pre-release. */
  before: 1,
  unreadable: 2,
  end: 3,
  revision: 4,
  hash: 5,
  /** Of a suffix. */
  number: 6,
  /** A suffix of a patch level. */
  after: 7,
  letter: 8,
  /** After a dot, or after the letter. */
  digits: 9,
  /** The digits a version starts with. */
  start: 10,
} as const;

type Kind = keyof typeof ranks;

/** Where a token stands, without its sign (`.`, `_`, `~`, `-r`). One is moved along each version. */
interface Token {
  kind: Kind;
  start: number;
  end: number;
}

const before = ['alpha', 'beta', 'pre', 'rc'];
const after = ['cvs', 'svn', 'git', 'hg', 'p'];

/** Moves `token` to the one after it. */
function readToken(version: string, token: Token): void {
  const previous = token.kind;
  const at = token.end;
  if (at >= version.length) return place(token, 'end', at, at);
  if (isDigit(version, at)) {
    const kind = digitsAfter[previous];
    if (kind !== undefined) return place(token, kind, at, endOfDigits(version, at));
  } else if (previous !== 'nothing' && previous !== 'revision') {
    const sign = version.charAt(at);
    if (sign === '.' && (previous === 'start' || previous === 'digits') && isDigit(version, at + 1)) {
      return place(token, 'digits', at + 1, endOfDigits(version, at + 1));
    }
    if (sign === '-' && version.charAt(at + 1) === 'r' && isDigit(version, at + 2)) {
      return place(token, 'revision', at + 2, endOfDigits(version, at + 2));
    }
    if (previous !== 'hash') {
      if (sign === '_') {
        const kind = suffixAt(version, at + 1);
        if (kind !== undefined) return place(token, kind.kind, at + 1, at + 1 + kind.length);
      }
      const end = sign === '~' ? endOfHash(version, at + 1) : at;
      if (end > at + 1) return place(token, 'hash', at + 1, end);
      if (sign >= 'a' && sign <= 'z' && (previous === 'start' || previous === 'digits')) {
        return place(token, 'letter', at, at + 1);
      }
    }
  }
  place(token, 'unreadable', at, version.length);
}

const digitsAfter: Readonly<Partial<Record<Kind, Kind>>> = {
  nothing: 'start',
  letter: 'digits',
  before: 'number',
  after: 'number',
};

function place(token: Token, kind: Kind, start: number, end: number): void {
  token.kind = kind;
  token.start = start;
  token.end = end;
}

function suffixAt(version: string, at: number): { readonly kind: Kind; readonly length: number } | undefined {
  const early = before.find((name) => version.startsWith(name, at));
  if (early !== undefined) return { kind: 'before', length: early.length };
  const late = after.find((name) => version.startsWith(name, at));
  return late === undefined ? undefined : { kind: 'after', length: late.length };
}

function isDigit(version: string, at: number): boolean {
  const code = version.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function endOfDigits(version: string, at: number): number {
  let end = at;
  while (isDigit(version, end)) end += 1;
  return end;
}

function endOfHash(version: string, at: number): number {
  let end = at;
  while (isDigit(version, end) || (version.charAt(end) >= 'a' && version.charAt(end) <= 'f')) end += 1;
  return end;
}

/** Two tokens of one kind. */
function compareTokens(a: string, left: Token, b: string, right: Token): number {
  switch (left.kind) {
    case 'end':
      return 0;
    case 'start':
    case 'number':
    case 'revision':
      return compareNumbers(a, left, b, right);
    case 'digits':
      // A leading zero makes the part a decimal fraction: 1.01 is older than 1.1, 1.10 is not.
      return a.charAt(left.start) === '0' || b.charAt(right.start) === '0'
        ? compareTexts(textOf(a, left), textOf(b, right))
        : compareNumbers(a, left, b, right);
    case 'before':
      return before.indexOf(textOf(a, left)) - before.indexOf(textOf(b, right));
    case 'after':
      return after.indexOf(textOf(a, left)) - after.indexOf(textOf(b, right));
    default:
      return compareTexts(textOf(a, left), textOf(b, right));
  }
}

/** Digits of any length. */
function compareNumbers(a: string, left: Token, b: string, right: Token): number {
  let i = left.start;
  let j = right.start;
  while (i < left.end && a.charAt(i) === '0') i += 1;
  while (j < right.end && b.charAt(j) === '0') j += 1;
  const longer = left.end - i - (right.end - j);
  if (longer !== 0) return longer;
  for (; i < left.end; i += 1, j += 1) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference;
  }
  return 0;
}

function textOf(version: string, { start, end }: Token): string {
  return version.slice(start, end);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
