import calculator from 'ae-cvss-calculator';
import { severityOfScore } from '../model/severity.ts';
import type { Score, VectorRater } from './rating.ts';

// Apart from the ratings themselves: an import scores vectors, a scan only reads what it found.
const maxRemembered = 20_000;

/**
 * Makes a function that rates a CVSS vector by its base score; undefined for one that is incomplete or no vector. It
 * remembers: tens of thousands of advisories share a thousand vectors, and scoring CVSS 4.0 is slow.
 */
export function createVectorRater(): VectorRater {
  const remembered = new Map<string, Score | undefined>();
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

function rateVector(vector: string): Score | undefined {
  if (vector.length > 400 || !vectorForm.test(vector)) return undefined;
  const cvss: ParsedVector | null | undefined = calculator.fromVector(vector);
  if (cvss === null || cvss === undefined || !cvss.isBaseFullyDefined()) return undefined;
  const { base } = cvss.calculateScores();
  if (typeof base !== 'number') return undefined;
  return { severity: severityOfScore(base), source: cvss.getVectorName().replace(':', ' '), score: base };
}

/** What is used of the calculator's vectors; it types them all as `any`. */
interface ParsedVector {
  isBaseFullyDefined(): boolean;
  calculateScores(): { readonly base?: number | undefined };
  getVectorName(): string;
}
