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
    let left = first(a);
    let right = first(b);
    while (left.kind === right.kind) {
      const difference = compareTokens(left, right);
      if (difference !== 0 || left.kind === 'end' || left.kind === 'unreadable') return difference;
      left = next(a, left);
      right = next(b, right);
    }
    return ranks[left.kind] - ranks[right.kind];
  },
};

const form =
  /^\d+(?:\.\d+)*(?:[a-z]\d*)?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*(?:~[\da-f]+)?(?:-r\d+)?$/;

/** Where two versions first differ in kind: the lower rank is the older one. */
const ranks = {
  before: 0,
  unreadable: 1,
  end: 2,
  revision: 3,
  hash: 4,
  number: 5,
  after: 6,
  letter: 7,
  digits: 8,
  start: 9,
} as const;

type Kind = keyof typeof ranks;

/** A suffix is `before` (a pre-release) or `after` (a patch level); `number` is the number of a suffix. */
interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly end: number;
}

const before = ['alpha', 'beta', 'pre', 'rc'];
const after = ['cvs', 'svn', 'git', 'hg', 'p'];

/** What may stand where, most specific first. Sticky: each is tried exactly at the end of the token before it. */
const digits = { kind: 'digits', pattern: /\.(\d+)/y } as const;
const letterDigits = { kind: 'digits', pattern: /(\d+)/y } as const;
const letter = { kind: 'letter', pattern: /([a-z])/y } as const;
const suffixBefore = { kind: 'before', pattern: /_(alpha|beta|pre|rc)/y } as const;
const suffixAfter = { kind: 'after', pattern: /_(cvs|svn|git|hg|p)/y } as const;
const number = { kind: 'number', pattern: /(\d+)/y } as const;
const hash = { kind: 'hash', pattern: /~([\da-f]+)/y } as const;
const revision = { kind: 'revision', pattern: /-r(\d+)/y } as const;

const tail = [suffixBefore, suffixAfter, hash, revision];
const following: Readonly<Record<Kind, readonly { readonly kind: Kind; readonly pattern: RegExp }[]>> = {
  start: [digits, letter, ...tail],
  digits: [digits, letter, ...tail],
  letter: [letterDigits, ...tail],
  before: [number, ...tail],
  after: [number, ...tail],
  number: tail,
  hash: [revision],
  revision: [],
  unreadable: [],
  end: [],
};

function first(version: string): Token {
  const text = /^\d+/.exec(version)?.[0];
  return text === undefined ? rest(version, 0) : { kind: 'start', text, end: text.length };
}

function next(version: string, token: Token): Token {
  for (const { kind, pattern } of following[token.kind]) {
    pattern.lastIndex = token.end;
    const text = pattern.exec(version)?.[1];
    if (text !== undefined) return { kind, text, end: pattern.lastIndex };
  }
  return rest(version, token.end);
}

function rest(version: string, from: number): Token {
  const text = version.slice(from);
  return { kind: text === '' ? 'end' : 'unreadable', text, end: version.length };
}

function compareTokens(a: Token, b: Token): number {
  switch (a.kind) {
    case 'before':
      return before.indexOf(a.text) - before.indexOf(b.text);
    case 'after':
      return after.indexOf(a.text) - after.indexOf(b.text);
    case 'digits':
      // A leading zero makes the part a decimal fraction: 1.01 is older than 1.1, 1.10 is not.
      return a.text.startsWith('0') || b.text.startsWith('0')
        ? compareTexts(a.text, b.text)
        : compareNumbers(a.text, b.text);
    case 'start':
    case 'number':
    case 'revision':
      return compareNumbers(a.text, b.text);
    default:
      return compareTexts(a.text, b.text);
  }
}

/** Digits of any length. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || compareTexts(left, right);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
