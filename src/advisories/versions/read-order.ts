import { compareTexts } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { compareNumbers, plainNumbers } from './plain.ts';

interface Left<Parts> {
  readonly text: string;
  readonly plain: readonly number[] | undefined;
  readonly parts: () => Parts | undefined;
}

/**
 * The order of what `read` takes apart. Text that it returns undefined for is no version: it is older than any, and
 * other such text is told apart by its letters alone, so that the order is total.
 * @param plainParts of how many numbers a version may be that is nothing but numbers and dots, where such are ordered by
 * their numbers and those left out are zero; 0 where they are not
 */
export function orderOfRead<Parts>(
  read: (version: string) => Parts | undefined,
  compareParts: (a: Parts, b: Parts) => number,
  plainParts = 0,
): Pick<VersionOrder, 'valid' | 'compare'> {
  const plainOf = (version: string): readonly number[] | undefined =>
    plainParts === 0 ? undefined : plainNumbers(version, plainParts);
  // The left one is mostly an installed version, next to one event of a range after another.
  let last: Left<Parts> | undefined;
  const leftOf = (text: string): Left<Parts> => {
    let parts: { readonly value: Parts | undefined } | undefined;
    return {
      text,
      plain: plainOf(text),
      parts() {
        parts ??= { value: read(text) };
        return parts.value;
      },
    };
  };
  return {
    valid: (version) => plainOf(version) !== undefined || read(version) !== undefined,
    compare(a, b) {
      if (last?.text !== a) last = leftOf(a);
      const plain = last.plain === undefined ? undefined : plainOf(b);
      if (last.plain !== undefined && plain !== undefined) return compareNumbers(last.plain, plain);
      const left = last.parts();
      const right = read(b);
      if (left !== undefined && right !== undefined) return compareParts(left, right);
      if (left !== undefined) return 1;
      return right === undefined ? compareTexts(a, b) : -1;
    },
  };
}

/** For versions of any number of numbers. */
export const anyNumberOfParts = Number.MAX_SAFE_INTEGER;
