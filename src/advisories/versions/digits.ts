/** Compares two runs of digits as numbers of any length. */
export function compareDigits(a: string, b: string): number {
  const left = significant(a);
  const right = significant(b);
  return a.length - left - (b.length - right) || compareTexts(a.slice(left), b.slice(right));
}

/** Where the leading zeros end. */
function significant(digits: string): number {
  let at = 0;
  while (digits.charCodeAt(at) === zero) at += 1;
  return at;
}

const zero = 48;

/** By UTF-16 code unit: no locale is in it. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Compares lists item by item; where one ends, it is the older. */
export function compareLists<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compareItems: (a: Item, b: Item) => number,
): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const difference = compareItems(left, right);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The list without the zeros it ends with. */
export function withoutTrailingZeros(numbers: readonly string[]): readonly string[] {
  let length = numbers.length;
  while (length > 0 && /^0+$/.test(numbers[length - 1] ?? '')) length -= 1;
  return numbers.slice(0, length);
}
