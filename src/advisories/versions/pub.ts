import { compareDigits, compareLists, compareTexts } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { semver } from './semver.ts';

/** SemVer, but that a build (`+1`) makes a newer version (dart.dev/tools/pub/versioning). */
export const pub: VersionOrder = {
  name: 'pub',
  ecosystems: ['Pub'],
  valid: semver.valid,
  compare: (a, b) => semver.compare(a, b) || compareLists(buildOf(a), buildOf(b), compareBuildParts),
};

function buildOf(version: string): readonly string[] {
  const plus = version.indexOf('+');
  return plus < 0 || !semver.valid(version)
    ? []
    : version
        .slice(plus + 1)
        .trim()
        .split('.');
}

/** As the parts of a pre-release: numbers are older than words. */
function compareBuildParts(a: string, b: string): number {
  const left = /^\d+$/.test(a);
  const right = /^\d+$/.test(b);
  if (left !== right) return left ? -1 : 1;
  return left ? compareDigits(a, b) : compareTexts(a, b);
}
