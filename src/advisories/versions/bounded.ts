import { compareTexts } from './digits.ts';
import type { VersionOrder } from './order.ts';

/**
 * In UTF-16 code units, as npm has it. None of the 91,218 OSV records of ten ecosystems has one longer than 90, and
 * all orders take time with each character.
 */
export const maxVersionLength = 256;

/**
 * The order for text of any length. What is longer than `maxVersionLength` is no version: it is older than any text
 * that is not, and told apart from other such text by its letters alone.
 */
export function bounded(order: VersionOrder): VersionOrder {
  return {
    ...order,
    valid: (version) => version.length <= maxVersionLength && order.valid(version),
    compare(a, b) {
      const leftIsLong = a.length > maxVersionLength;
      const rightIsLong = b.length > maxVersionLength;
      if (leftIsLong !== rightIsLong) return leftIsLong ? -1 : 1;
      return leftIsLong ? compareTexts(a, b) : order.compare(a, b);
    },
  };
}
