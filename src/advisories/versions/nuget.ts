import { compareDigits, compareLists, compareTexts, withoutTrailingZeros } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { orderOfRead } from './read-order.ts';

/**
 * SemVer 2 with up to four numbers, of which those left out are zero, and without regard to case
 * (learn.microsoft.com/nuget/concepts/package-versioning).
 */
export const nuget: VersionOrder = {
  name: 'NuGet',
  ecosystems: ['NuGet'],
  ...orderOfRead(read, compareParts, 4),
};

interface Parts {
  readonly numbers: readonly string[];
  /** Empty for a release, which is newer than any of its pre-releases. */
  readonly labels: readonly string[];
}

const form = /^\s*v?(\d+(?:\.\d+){0,3})(?:-([\da-z-]+(?:\.[\da-z-]+)*))?(?:\+[\da-z.-]*)?\s*$/i;

function read(version: string): Parts | undefined {
  const match = form.exec(version);
  if (match === null) return undefined;
  const [, numbers = '', labels = ''] = match;
  return {
    numbers: withoutTrailingZeros(numbers.split('.')),
    labels: labels === '' ? [] : labels.toLowerCase().split('.'),
  };
}

function compareParts(a: Parts, b: Parts): number {
  const difference = compareLists(a.numbers, b.numbers, compareDigits);
  if (difference !== 0) return difference;
  if (a.labels.length === 0 || b.labels.length === 0) return b.labels.length - a.labels.length;
  return compareLists(a.labels, b.labels, compareLabels);
}

/** SemVer 2.0.0, rule 11.4: numbers are older than words. */
function compareLabels(a: string, b: string): number {
  const left = /^\d+$/.test(a);
  const right = /^\d+$/.test(b);
  if (left !== right) return left ? -1 : 1;
  return left ? compareDigits(a, b) : compareTexts(a, b);
}
