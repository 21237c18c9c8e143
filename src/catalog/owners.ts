import type { Package } from '../model/scan-report.ts';

/**
 * Which package each file belongs to. Of a file that two packages list, a distribution's package is the owner before
 * a language's (its vendor patches it and writes the advisories), and then the one whose purl sorts first.
 * @param packages sorted by purl
 * @param systemTypes purl types of distributions' packages, the first owner first
 * @returns purls by absolute path: the texts that the packages have too.
 */
export function owners(
  packages: readonly Package[],
  systemTypes: readonly string[],
): ReadonlyMap<string, string> {
  const byPath = new Map<string, string>();
  const take = (found: Package): void => {
    for (const file of found.files ?? []) {
      if (!byPath.has(file)) byPath.set(file, found.purl);
    }
  };
  for (const type of systemTypes) for (const found of packages) if (found.type === type) take(found);
  for (const found of packages) if (!systemTypes.includes(found.type)) take(found);
  return byPath;
}
