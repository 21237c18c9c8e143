import { compareTexts } from './digits.ts';
import type { VersionOrder } from './order.ts';

/**
 * The order of what `read` takes apart. Text that it returns undefined for is no version: it is older than any, and
 * other such text is told apart by its letters alone, so that the order is total.
 */
export function orderOfRead<Parts>(
  read: (version: string) => Parts | undefined,
  compareParts: (a: Parts, b: Parts) => number,
): Pick<VersionOrder, 'valid' | 'compare'> {
  // The left one is mostly an installed version, next to one event of a range after another.
  let last: { readonly text: string; readonly parts: Parts | undefined } | undefined;
  return {
    valid: (version) => read(version) !== undefined,
    compare(a, b) {
      if (last?.text !== a) last = { text: a, parts: read(a) };
      const left = last.parts;
      const right = read(b);
      if (left !== undefined && right !== undefined) return compareParts(left, right);
      if (left !== undefined) return 1;
      return right === undefined ? compareTexts(a, b) : -1;
    },
  };
}
