import type { Package } from '../model/scan-report.ts';

/**
 * Of the packages that documents claim, those that nothing else tells of. What was really found counts first: a
 * package of the same name and version is that package, whatever qualifiers a document gives it, and where a
 * distribution's database was read, its packages are those in it: a document may be of before an update.
 * @param found packages of databases and installations
 * @param systemTypes purl types of distributions' packages
 */
export function unknownClaims(
  claimed: readonly Package[],
  found: readonly Package[],
  systemTypes: readonly string[],
): Package[] {
  if (claimed.length === 0) return [];
  const known = new Set(found.map(coordinatesOf));
  const read = new Set(found.map(({ type }) => type).filter((type) => systemTypes.includes(type)));
  return claimed.filter((claim) => !read.has(claim.type) && !known.has(coordinatesOf(claim)));
}

/** A purl without its qualifiers and subpath: canonical as all are, it has no other `?` or `#`. */
function coordinatesOf({ purl }: Package): string {
  const end = purl.search(/[?#]/);
  return end < 0 ? purl : purl.slice(0, end);
}
