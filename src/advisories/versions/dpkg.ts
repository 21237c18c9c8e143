import type { VersionOrder } from './order.ts';

/** `[epoch:]upstream[-revision]`: Debian Policy 5.6.12; the order is that of dpkg's `deb-version(7)`. */
export const dpkg: VersionOrder = {
  name: 'dpkg',
  ecosystems: ['Debian', 'Ubuntu'],
  valid: (version) => /^(?:\d+:)?[a-z\d][a-z\d.+:~-]*$/i.test(version),
  compare(a, b) {
    const left = split(a);
    const right = split(b);
    return (
      compareRuns(left.epoch, right.epoch) ||
      compareRuns(left.upstream, right.upstream) ||
      compareRuns(left.revision, right.revision)
    );
  },
};

interface Parts {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/** No epoch means 0 and no revision means 0: an empty run compares as 0 does. */
function split(version: string): Parts {
  const colon = version.indexOf(':');
  const hasEpoch = colon > 0 && isDigits(version, colon);
  const rest = hasEpoch ? version.slice(colon + 1) : version;
  const dash = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? version.slice(0, colon) : '',
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

function isDigits(text: string, end: number): boolean {
  for (let index = 0; index < end; index += 1) if (!isDigit(text.charCodeAt(index))) return false;
  return true;
}

/** Runs of other characters and runs of digits in turn, from the left; digits of any length count as one number. */
function compareRuns(a: string, b: string): number {
  let left = 0;
  let right = 0;
  while (left < a.length || right < b.length) {
    while (startsWord(a, left) || startsWord(b, right)) {
      const difference = weight(a, left) - weight(b, right);
      if (difference !== 0) return difference;
      left += 1;
      right += 1;
    }
    while (a.charCodeAt(left) === zero) left += 1;
    while (b.charCodeAt(right) === zero) right += 1;
    let first = 0;
    while (isDigit(a.charCodeAt(left)) && isDigit(b.charCodeAt(right))) {
      if (first === 0) first = a.charCodeAt(left) - b.charCodeAt(right);
      left += 1;
      right += 1;
    }
    if (isDigit(a.charCodeAt(left))) return 1;
    if (isDigit(b.charCodeAt(right))) return -1;
    if (first !== 0) return first;
  }
  return 0;
}

const zero = 48;
const tilde = 126;

function startsWord(text: string, index: number): boolean {
  return index < text.length && !isDigit(text.charCodeAt(index));
}

function isDigit(code: number): boolean {
  return code >= zero && code <= 57;
}

/** `~` sorts before even the end, the end and digits before letters, letters before everything else. */
function weight(text: string, index: number): number {
  if (index >= text.length) return 0;
  const code = text.charCodeAt(index);
  if (isDigit(code)) return 0;
  if (code === tilde) return -1;
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isLetter ? code : code + 0x10000;
}
