import { compareDigits, compareTexts, withoutTrailingZeros } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { anyNumberOfParts, orderOfRead } from './read-order.ts';

/**
 * Numbers and words parted by dots, of which a word makes a pre-release: Gem::Version (guides.rubygems.org/patterns).
 * A hyphen stands for `.pre.`.
 */
export const rubygems: VersionOrder = {
  name: 'RubyGems',
  ecosystems: ['RubyGems'],
  ...orderOfRead(read, compareSegments, anyNumberOfParts),
};

const form = /^\s*\d+(?:\.[\da-z]+)*(?:-[\da-z-]+(?:\.[\da-z-]+)*)?\s*$/i;

/** Zeros are left out where they say nothing: at the end of the numbers, and at the end of all. */
function read(version: string): readonly string[] | undefined {
  if (!form.test(version)) return undefined;
  const segments = version.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  const word = segments.findIndex((segment) => !isNumber(segment));
  if (word < 0) return withoutTrailingZeros(segments);
  return [...withoutTrailingZeros(segments.slice(0, word)), ...withoutTrailingZeros(segments.slice(word))];
}

function compareSegments(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index] ?? '0';
    const right = b[index] ?? '0';
    const leftIsNumber = isNumber(left);
    if (leftIsNumber !== isNumber(right)) return leftIsNumber ? 1 : -1;
    const difference = leftIsNumber ? compareDigits(left, right) : compareTexts(left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isNumber(segment: string): boolean {
  const code = segment.charCodeAt(0);
  return code >= 48 && code <= 57;
}
