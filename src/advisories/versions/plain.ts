const dot = 46;
const zero = 48;
/** Numbers of more digits are not all told apart as JavaScript's. */
const maxDigits = 15;

/**
 * The numbers of a version that is nothing but numbers parted by dots; undefined for any other, and for one with more
 * than `maxParts`. In most ecosystems nine of ten versions are such, and to read them by their rules takes ten times as
 * long.
 */
export function plainNumbers(version: string, maxParts: number): readonly number[] | undefined {
  const numbers: number[] = [];
  let value = 0;
  let digits = 0;
  for (let at = 0; at <= version.length; at += 1) {
    const code = at < version.length ? version.charCodeAt(at) : dot;
    if (code === dot) {
      if (digits === 0 || digits > maxDigits || numbers.length === maxParts) return undefined;
      numbers.push(value);
      value = 0;
      digits = 0;
    } else if (code >= zero && code <= zero + 9) {
      value = value * 10 + code - zero;
      digits += 1;
    } else {
      return undefined;
    }
  }
  return numbers;
}

/** Numbers that are left out are zero. */
export function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
