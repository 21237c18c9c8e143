import type { VersionOrder } from './order.ts';

/** `[epoch:]upstream[-revision]`: Debian Policy 5.6.12; the order is that of dpkg's `deb-version(7)`. */
export const dpkg: VersionOrder = {
  name: 'dpkg',
  ecosystems: ['Debian', 'Echo', 'Ubuntu'],
  valid: (version) => /^(?:\d+:)?[a-z\d][a-z\d.+:~-]*$/i.test(version),
  compare(a, b) {
    const left = split(a);
    const right = split(b);
    return (
      compareRuns(a, 0, left.epochEnd, b, 0, right.epochEnd) ||
      compareRuns(a, left.upstream, left.upstreamEnd, b, right.upstream, right.upstreamEnd) ||
      compareRuns(a, left.upstreamEnd + 1, a.length, b, right.upstreamEnd + 1, b.length)
    );
  },
};

/** Positions in the text. An epoch or a revision that is not there has no length, and counts as 0. */
interface Parts {
  readonly epochEnd: number;
  readonly upstream: number;
  readonly upstreamEnd: number;
}

function split(version: string): Parts {
  const colon = version.indexOf(':');
  const epochEnd = colon > 0 && isNumber(version, colon) ? colon : 0;
  const upstream = epochEnd === 0 ? 0 : epochEnd + 1;
  const dash = version.lastIndexOf('-');
  return { epochEnd, upstream, upstreamEnd: dash < upstream ? version.length : dash };
}

function isNumber(text: string, end: number): boolean {
  for (let index = 0; index < end; index += 1) if (!isDigit(text.charCodeAt(index))) return false;
  return true;
}

/** Runs of other characters and runs of digits in turn, from the left; digits of any length count as one number. */
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
  while (left < aEnd || right < bEnd) {
    for (;;) {
      const leftWeight = weight(a, left, aEnd);
      const rightWeight = weight(b, right, bEnd);
      if (leftWeight !== rightWeight) return leftWeight - rightWeight;
      if (leftWeight === 0) break;
      left += 1;
      right += 1;
    }
    while (left < aEnd && a.charCodeAt(left) === zero) left += 1;
    while (right < bEnd && b.charCodeAt(right) === zero) right += 1;
    let first = 0;
    for (; ; left += 1, right += 1) {
      const leftIsDigit = left < aEnd && isDigit(a.charCodeAt(left));
      const rightIsDigit = right < bEnd && isDigit(b.charCodeAt(right));
      // The longer number is the larger one.
      if (leftIsDigit !== rightIsDigit) return leftIsDigit ? 1 : -1;
      if (!leftIsDigit) break;
      if (first === 0) first = a.charCodeAt(left) - b.charCodeAt(right);
    }
    if (first !== 0) return first;
  }
  return 0;
}

const zero = 48;
const tilde = 126;

function isDigit(code: number): boolean {
  return code >= zero && code <= 57;
}

/** `~` sorts before even the end, the end and digits before letters, letters before everything else. */
function weight(text: string, index: number, end: number): number {
  if (index >= end) return 0;
  const code = text.charCodeAt(index);
  if (isDigit(code)) return 0;
  if (code === tilde) return -1;
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isLetter ? code : code + 0x10000;
}
