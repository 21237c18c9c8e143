import { compareDigits } from './digits.ts';
import type { VersionOrder } from './order.ts';

/**
 * `[EPOCH:]VERSION[-RELEASE]`, as rpm orders them (rpm-version(7); rpmio/rpmvercmp.c and rpmver.c for what it leaves
 * out). An epoch that is missing counts as 0, a release that is missing is older than one that is
 * there and empty.
 */
export const rpm: VersionOrder = {
  name: 'rpm',
  ecosystems: [
    'AlmaLinux',
    'Azure Linux',
    'Mageia',
    'openEuler',
    'openSUSE',
    'Photon OS',
    'Red Hat',
    'Rocky Linux',
    'SUSE',
  ],
  // Braces and percent signs are of macros that were never replaced: `2.0-1%{?dist}`.
  valid: (version) => /^(?:\d*:)?[\w.+~^%{}?-]+$/.test(version) && /[a-z\d]/i.test(version),
  compare(a, b) {
    const left = split(a);
    const right = split(b);
    return (
      compareEpochs(a, left.epochEnd, b, right.epochEnd) ||
      compareRuns(a, left.version, left.versionEnd, b, right.version, right.versionEnd) ||
      Number(left.versionEnd < a.length) - Number(right.versionEnd < b.length) ||
      compareRuns(a, left.versionEnd + 1, a.length, b, right.versionEnd + 1, b.length)
    );
  },
};

/** Positions in the text. A part that is not there has no length. */
interface Parts {
  readonly epochEnd: number;
  readonly version: number;
  readonly versionEnd: number;
}

function split(text: string): Parts {
  let digits = 0;
  while (isDigit(text, digits)) digits += 1;
  const version = text.charAt(digits) === ':' ? digits + 1 : 0;
  const dash = text.lastIndexOf('-');
  return { epochEnd: Math.max(0, version - 1), version, versionEnd: dash < version ? text.length : dash };
}

/** Most versions have none. */
function compareEpochs(a: string, aEnd: number, b: string, bEnd: number): number {
  return aEnd === 0 && bEnd === 0 ? 0 : compareDigits(a.slice(0, aEnd), b.slice(0, bEnd));
}

/** What may stand at a place, from the older to the newer. */
const ranks = { tilde: 0, end: 1, caret: 2, letters: 3, digits: 4 } as const;

/** Runs of digits and runs of letters in turn; whatever else stands between them only parts them. */
function compareRuns(
  a: string,
  aStart: number,
  aEnd: number,
  b: string,
  bStart: number,
  bEnd: number,
): number {
  let left = aStart;
  let right = bStart;
  for (;;) {
    while (left < aEnd && isSeparator(a, left)) left += 1;
    while (right < bEnd && isSeparator(b, right)) right += 1;
    const rank = rankAt(a, left, aEnd);
    const difference = rank - rankAt(b, right, bEnd);
    if (difference !== 0 || rank === ranks.end) return difference;
    if (rank < ranks.letters) {
      left += 1;
      right += 1;
      continue;
    }
    const isPart = rank === ranks.digits ? isDigit : isLetter;
    if (rank === ranks.digits) {
      while (left < aEnd && a.charCodeAt(left) === zero) left += 1;
      while (right < bEnd && b.charCodeAt(right) === zero) right += 1;
    }
    let first = 0;
    for (; ; left += 1, right += 1) {
      const leftGoesOn = left < aEnd && isPart(a, left);
      const rightGoesOn = right < bEnd && isPart(b, right);
      if (leftGoesOn !== rightGoesOn) {
        // The longer number is the larger one; letters are compared from the left.
        const longer = leftGoesOn ? 1 : -1;
        return rank === ranks.digits || first === 0 ? longer : first;
      }
      if (!leftGoesOn) break;
      if (first === 0) first = a.charCodeAt(left) - b.charCodeAt(right);
    }
    if (first !== 0) return first;
  }
}

const zero = 48;
const tilde = 126;
const caret = 94;

function rankAt(text: string, index: number, end: number): number {
  if (index >= end) return ranks.end;
  const code = text.charCodeAt(index);
  if (code === tilde) return ranks.tilde;
  if (code === caret) return ranks.caret;
  return isDigit(text, index) ? ranks.digits : ranks.letters;
}

/** Anything but ASCII letters and digits, `~` and `^`. */
function isSeparator(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return !isDigit(text, index) && !isLetter(text, index) && code !== tilde && code !== caret;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= zero && code <= 57;
}

function isLetter(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
