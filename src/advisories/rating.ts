import { bySeverity, type Severity } from '../model/severity.ts';

/** How bad an advisory is, and who says so. */
export interface Rating {
  readonly severity: Severity;
  /** A database (`GHSA`, `Debian`, `Ubuntu`) or a version of CVSS (`CVSS 3.1`; `CVSS 3 (RUBYSEC)` for its bare score). */
  readonly source: string;
}

/**
 * The words databases rate with (GitHub's `MODERATE`; Red Hat's and its rebuilds' `Important`; Debian security tracker,
 * "urgency"; Ubuntu's priorities; what RustSec calls informational, of which `unsound` says nothing of how bad it is).
 */
const words: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['negligible', 'negligible'],
  ['unimportant', 'negligible'],
  ['unmaintained', 'negligible'],
  ['notice', 'negligible'],
]);

/** The severity a database's own word stands for; undefined for one that rates nothing (`not yet assigned`). */
export function severityOfWord(word: unknown): Severity | undefined {
  return typeof word === 'string' ? words.get(word.toLowerCase()) : undefined;
}

/** What a CVSS vector says. */
export interface Score extends Rating {
  /** Base score, 0 to 10. */
  readonly score: number;
}

/** Rates a CVSS vector by its base score; undefined for one that is incomplete or no vector. */
export type VectorRater = (vector: string) => Score | undefined;

/** The rating to believe: a database's own before CVSS, a newer CVSS before an older, then the worst. */
export function bestRating<R extends Rating>(ratings: readonly R[]): R | undefined {
  if (ratings.length < 2) return ratings[0];
  return ratings.toSorted(
    (a, b) =>
      cvssVersion(b) - cvssVersion(a) || bySeverity(a.severity, b.severity) || byText(a.source, b.source),
  )[0];
}

/** Infinite for a database's own rating. */
function cvssVersion(rating: Rating): number {
  return rating.source.startsWith('CVSS ') ? Number.parseFloat(rating.source.slice(5)) : Number.MAX_VALUE;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
