import type { VersionOrder } from './order.ts';

/**
 * `digits{.digits}[letter[digits]]{_suffix[digits]}[~hash][-rdigits]`: the grammar of apk-tools (apk-package(5)), which
 * follows Gentoo's PMS section 3; digits after the letter (sudo's `1.9.5p2`) are what apk-tools 2 let through. What apk
 * calls invalid is ordered up to the part it cannot read.
 */
export const apk: VersionOrder = {
  name: 'apk',
  ecosystems: ['Alpaquita', 'Alpine', 'BellSoft Hardened Containers', 'Chainguard', 'MinimOS', 'Wolfi'],
  valid: (version) => form.test(version),
  compare(a, b) {
    let left = commonStart(a, b);
    let right = left;
    do {
      left = tokenAfter(left, a);
      right = tokenAfter(right, b);
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

/** Where a token stands, without its sign (`.`, `_`, `~`, `-r`). */
interface Token {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

const nothing: Token = { kind: 'nothing', start: 0, end: 0 };

const before = ['alpha', 'beta', 'pre', 'rc'];
const after = ['cvs', 'svn', 'git', 'hg', 'p'];

/** Where to begin: past the dotted numbers that both versions share. */
function commonStart(a: string, b: string): Token {
  let dot = 0;
  for (let at = 0; a.charCodeAt(at) === b.charCodeAt(at); at += 1) {
    if (isDigit(a, at)) continue;
    if (a.charAt(at) !== '.' || !isDigit(a, at - 1)) break;
    dot = at;
  }
  return dot === 0 ? nothing : { kind: 'digits', start: 0, end: dot };
}

function tokenAfter(previous: Token, version: string): Token {
  const { kind, end: at } = previous;
  if (at >= version.length) return { kind: 'end', start: at, end: at };
  if (isDigit(version, at)) {
    const counted = digitsAfter[kind];
    return counted === undefined ? unreadable(version, at) : digits(counted, version, at);
  }
  const sign = version.charAt(at);
  if (sign === '.' && mayGoOn(kind) && isDigit(version, at + 1)) return digits('digits', version, at + 1);
  if (kind === 'nothing' || kind === 'revision') return unreadable(version, at);
  if (sign === '-' && version.charAt(at + 1) === 'r' && isDigit(version, at + 2)) {
    return digits('revision', version, at + 2);
  }
  if (kind === 'hash') return unreadable(version, at);
  if (sign === '_') return suffix(version, at + 1);
  if (sign === '~') return hash(version, at + 1);
  if (sign >= 'a' && sign <= 'z' && mayGoOn(kind)) return { kind: 'letter', start: at, end: at + 1 };
  return unreadable(version, at);
}

/** After these the dotted numbers are not over. */
function mayGoOn(kind: Kind): boolean {
  return kind === 'start' || kind === 'digits';
}

const digitsAfter: Readonly<Partial<Record<Kind, Kind>>> = {
  nothing: 'start',
  letter: 'digits',
  before: 'number',
  after: 'number',
};

function digits(kind: Kind, version: string, start: number): Token {
  let end = start;
  while (isDigit(version, end)) end += 1;
  return { kind, start, end };
}

function suffix(version: string, start: number): Token {
  const early = before.find((name) => version.startsWith(name, start));
  if (early !== undefined) return { kind: 'before', start, end: start + early.length };
  const late = after.find((name) => version.startsWith(name, start));
  return late === undefined
    ? unreadable(version, start - 1)
    : { kind: 'after', start, end: start + late.length };
}

function hash(version: string, start: number): Token {
  let end = start;
  while (/[\da-f]/.test(version.charAt(end))) end += 1;
  return end === start ? unreadable(version, start - 1) : { kind: 'hash', start, end };
}

function unreadable(version: string, start: number): Token {
  return { kind: 'unreadable', start, end: version.length };
}

function isDigit(version: string, at: number): boolean {
  const code = version.charCodeAt(at);
  return code >= 48 && code <= 57;
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
