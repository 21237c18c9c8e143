import calculator from 'ae-cvss-calculator';
import { bySeverity, type Severity, severityOfScore } from '../model/severity.ts';

/** How bad an advisory is, and who says so. */
export interface Rating {
  readonly severity: Severity;
  /** A database (`GHSA`, `Debian`, `Ubuntu`) or a version of CVSS (`CVSS 3.1`). */
  readonly source: string;
}

/** The words databases rate with (GitHub's `MODERATE`; Debian security tracker, "urgency"; Ubuntu's priorities). */
const words: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['negligible', 'negligible'],
  ['unimportant', 'negligible'],
]);

/** The severity a database's own word stands for; undefined for one that rates nothing (`not yet assigned`). */
export function severityOfWord(word: unknown): Severity | undefined {
  return typeof word === 'string' ? words.get(word.toLowerCase()) : undefined;
}

export type VectorRater = (vector: string) => Rating | undefined;

const maxRemembered = 20_000;

/**
 * Makes a function that rates a CVSS vector by its base score; undefined for one that is incomplete or no vector. It
 * remembers: tens of thousands of advisories share a thousand vectors, and scoring CVSS 4.0 is slow.
 */
export function createVectorRater(): VectorRater {
  const remembered = new Map<string, Rating | undefined>();
  return (vector) => {
    if (!remembered.has(vector)) {
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(vector, rateVector(vector));
    }
    return remembered.get(vector);
  };
}

/** CVSS v2.0, v3.0, v3.1 and v4.0 vector strings; the longest, with all metrics of v4.0, has some 250 characters. */
const vectorForm = /^(?:CVSS:(?:3\.[01]|4\.0)\/)?[A-Z]{1,3}:[A-Z]{1,6}(?:\/[A-Z]{1,3}:[A-Z]{1,6}){2,40}\/?$/i;

function rateVector(vector: string): Rating | undefined {
  if (vector.length > 400 || !vectorForm.test(vector)) return undefined;
  const cvss: ParsedVector | null | undefined = calculator.fromVector(vector);
  if (cvss === null || cvss === undefined || !cvss.isBaseFullyDefined()) return undefined;
  const { base } = cvss.calculateScores();
  if (typeof base !== 'number') return undefined;
  return { severity: severityOfScore(base), source: cvss.getVectorName().replace(':', ' ') };
}

/** What is used of the calculator's vectors; it types them all as `any`. */
interface ParsedVector {
  isBaseFullyDefined(): boolean;
  calculateScores(): { readonly base?: number | undefined };
  getVectorName(): string;
}

/** The rating to believe: a database's own before CVSS, a newer CVSS before an older, then the worst. */
export function bestRating(ratings: readonly Rating[]): Rating | undefined {
  if (ratings.length < 2) return ratings[0];
  return ratings.toSorted(
    (a, b) =>
      cvssVersion(b) - cvssVersion(a) || bySeverity(a.severity, b.severity) || byText(a.source, b.source),
  )[0];
}

/** Infinite for a database's own rating. */
function cvssVersion(rating: Rating): number {
  return rating.source.startsWith('CVSS ') ? Number(rating.source.slice(5)) : Number.MAX_VALUE;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
