import type { Package } from '../model/scan-report.ts';
import { catalogs } from './catalogs.ts';

/**
 * Which package each file belongs to. Of a file that two packages list, a distribution's package is the owner before
 * a language's (its vendor patches it and writes the advisories), and then the one whose purl sorts first.
 * @param packages as `readPackages` gives them: sorted by purl.
 * @returns purls by path, without leading slash.
 */
export function owners(packages: readonly Package[]): ReadonlyMap<string, string> {
  const byPath = new Map<string, string>();
  for (const { type } of catalogs) {
    for (const found of packages) {
      if (found.type !== type) continue;
      for (const file of found.files ?? []) {
        const path = file.slice(1);
        if (!byPath.has(path)) byPath.set(path, found.purl);
      }
    }
  }
  return byPath;
}
