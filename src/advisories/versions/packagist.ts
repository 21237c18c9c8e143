import { compareDigits, compareLists, withoutTrailingZeros } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { anyNumberOfParts, orderOfRead } from './read-order.ts';

/**
 * The numbers as Composer reads them (composer/semver, VersionParser: 1.0 is 1.0.0.0, and the `x` of a branch is newer
 * than any number), the rest as PHP's `version_compare` does (php.net/version_compare). Branches that are called by
 * name (`dev-main`) have no place among versions.
 */
export const packagist: VersionOrder = {
  name: 'Packagist',
  ecosystems: ['Packagist'],
  ...orderOfRead(read, compareParts, anyNumberOfParts),
};

interface Parts {
  readonly numbers: readonly string[];
  /** Numbers, and words. */
  readonly rest: readonly string[];
}

/** What Composer puts for the `x` of `1.x-dev`. */
const anyNumber = '9999999';

const numbersForm = /^\s*v?(\d+(?:\.(?:\d+|x(?![a-z])|\*))*)/i;
const restForm = /^([\w.-]*)(?:\+\S*)?\s*$/;

/** In two steps: one expression would try each length of the numbers with the whole rest. */
function read(version: string): Parts | undefined {
  const [start = '', numbers] = numbersForm.exec(version) ?? [];
  const [, rest] = restForm.exec(version.slice(start.length)) ?? [];
  if (numbers === undefined || rest === undefined) return undefined;
  return {
    numbers: withoutTrailingZeros(numbers.split('.').map((part) => (/^\d/.test(part) ? part : anyNumber))),
    rest: (rest.toLowerCase().match(/\d+|[a-z]+/g) ?? []).filter((part) => part !== 'stable'),
  };
}

function compareParts(a: Parts, b: Parts): number {
  return compareLists(a.numbers, b.numbers, compareDigits) || compareRests(a.rest, b.rest);
}

/** Of the words their beginnings count; where one rest is at its end, pre-releases are older, all else is newer. */
function compareRests(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index];
    const right = b[index];
    const rank = rankOf(left);
    const difference = rank - rankOf(right);
    if (difference !== 0) return difference;
    const newer = rank === ranks.number ? compareDigits(left ?? '', right ?? '') : 0;
    if (newer !== 0) return newer;
  }
  return 0;
}

const ranks = { unknown: 0, dev: 1, alpha: 2, beta: 3, rc: 4, end: 5, number: 6, patch: 7 } as const;

function rankOf(part: string | undefined): number {
  if (part === undefined) return ranks.end;
  if (/^\d/.test(part)) return ranks.number;
  if (part.startsWith('dev')) return ranks.dev;
  if (part.startsWith('a')) return ranks.alpha;
  if (part.startsWith('b')) return ranks.beta;
  if (part.startsWith('rc')) return ranks.rc;
  return part.startsWith('p') ? ranks.patch : ranks.unknown;
}
