import { printable } from '../errors.ts';
import { severityOfScore } from '../model/severity.ts';
import { bestRating, type Rating, type Score, severityOfWord, type VectorRater } from './rating.ts';
import { type Fields, fieldsOf, listOf, objectOf } from './record-fields.ts';

export interface Ratings {
  readonly rating: Rating | undefined;
  readonly cvss: number | undefined;
}

const maxRatings = 10_000;
const maxTypeLength = 50;

/**
 * What a record, or its entry of one package, says of severity: the database's own word if there is one, and the base
 * score of its newest CVSS.
 * @param database whose record it is: bare scores are told with its name, because no vector proves them
 * @throws ADVISORY_MALFORMED
 */
export function ratingsOf(record: Fields, database: string, rateVector: VectorRater): Ratings {
  const ratings: Rating[] = [];
  const scores: Score[] = [];
  for (const item of listOf(record.severity, 'severity', maxRatings)) {
    const { type, score } = objectOf(item, 'severity');
    if (typeof type !== 'string') continue;
    const version = cvssTypes.get(type);
    // What is no vector is a word of the database that the type names ("Ubuntu").
    const own = version === undefined ? ownRating(score, printable(type.slice(0, maxTypeLength))) : undefined;
    if (own !== undefined) ratings.push(own);
    else scores.push(...scoreOf(score, version, database, rateVector));
  }
  const specific = fieldsOf(record.database_specific);
  for (const [key, version] of bareScores) {
    if (key in specific) scores.push(...scoreOf(specific[key], version, database, rateVector));
  }
  const best = bestRating(scores);
  return { rating: bestRating(ratings) ?? ratingOf(best), cvss: best?.score };
}

const cvssTypes: ReadonlyMap<string, string> = new Map([
  ['CVSS_V2', '2'],
  ['CVSS_V3', '3'],
  ['CVSS_V4', '4'],
]);

/** Where RubySec has its scores, as numbers: its files give no vectors. */
const bareScores = [
  ['cvss_v2', '2'],
  ['cvss_v3', '3'],
  ['cvss_v4', '4'],
] as const;

/** A vector, or a number, or its text. */
function scoreOf(
  said: unknown,
  version: string | undefined,
  database: string,
  rateVector: VectorRater,
): readonly Score[] {
  if (typeof said !== 'string' && typeof said !== 'number') return [];
  const rated = typeof said === 'string' ? rateVector(said) : undefined;
  if (rated !== undefined) return [rated];
  const text = String(said);
  const score = /^\d{1,2}(?:\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (version === undefined || !(score >= 0 && score <= 10)) return [];
  return [{ severity: severityOfScore(score), source: `CVSS ${version} (${database})`, score }];
}

function ratingOf(score: Score | undefined): Rating | undefined {
  return score === undefined ? undefined : { severity: score.severity, source: score.source };
}

/** @param source whose word it is */
export function ownRating(word: unknown, source: string): Rating | undefined {
  const severity = severityOfWord(word);
  return severity === undefined ? undefined : { severity, source };
}
