import { createHash } from 'node:crypto';
import { fault } from '../errors.ts';
import { decompress } from '../io/decompress.ts';
import { textLines } from '../io/text-lines.ts';
import { type Digest, parseDigest } from '../model/digest.ts';
import { parseTime } from '../model/time.ts';
import { cveNumber, epssUnit } from './cve-number.ts';

/**
 * What FIRST's Exploit Prediction Scoring System says of each CVE: the probability that it will be exploited within
 * 30 days.
 */
export interface ExploitPredictions {
  /** Milliseconds; of two files the later is right. */
  readonly scoredAt: number;
  /** As `cveNumber` gives them. */
  readonly cves: readonly number[];
  /** In `epssUnit`s, beside `cves`. */
  readonly scores: readonly number[];
  /** Of what was read, without its percentiles. */
  readonly digest: Digest;
}

/** The file of November 2026 has 330,000 lines, 11 MB in all. */
const maxBytes = 256 * 1024 * 1024;
const maxLineLength = 200;
const maxScores = 5_000_000;

/** True for the beginning of a file with EPSS scores, unpacked. */
export function looksLikeEpss(head: Buffer): boolean {
  return /^(?:#model_version:|cve,epss)/.test(head.toString('latin1', 0, 32));
}

/**
 * Reads FIRST's CSV, packed or not: a comment with `model_version` and `score_date`, the header
 * `cve,epss,percentile`, one line for each CVE.
 * @throws ADVISORIES_SOURCE for anything else, with the line; COMPRESSION_BROKEN, TOO_LARGE
 */
export async function readEpss(source: AsyncIterable<Uint8Array>, name: string): Promise<ExploitPredictions> {
  const cves: number[] = [];
  const scores: number[] = [];
  const hash = createHash('sha256');
  let scoredAt: number | undefined;
  let number = 0;
  const lines = textLines(decompress(source, { what: name, maxBytes }), {
    encoding: 'latin1',
    maxLength: maxLineLength,
    tooLong: () => refused(name, `a line has more than ${maxLineLength} characters`),
  });
  for await (const line of lines) {
    number += 1;
    if (number === 1) {
      scoredAt = scoreDateOf(line, name);
    } else if (number === 2) {
      if (line !== 'cve,epss,percentile') throw refused(name, 'its second line is not cve,epss,percentile');
    } else {
      const row = rowOf(line);
      if (row === undefined) throw refused(name, `its line ${number} is not CVE,epss,percentile`);
      if (cves.length === maxScores) throw refused(name, `it has more than ${maxScores} lines`);
      cves.push(row.cve);
      scores.push(row.score);
      hash.update(`${row.cve} ${row.score}\n`);
    }
  }
  if (scoredAt === undefined || cves.length === 0) throw refused(name, 'it has no EPSS scores');
  const digest = parseDigest(`sha256:${hash.update(String(scoredAt)).digest('hex')}`);
  return { scoredAt, cves, scores, digest };
}

/** `#model_version:v2025.03.14,score_date:2026-11-24T12:55:00Z`; the date once had an offset without a colon. */
function scoreDateOf(line: string, name: string): number {
  const date = /^#(?:[\w.:-]+,)*score_date:([\d:T+-]+Z?)(?:,|$)/.exec(line)?.[1];
  if (date === undefined) throw refused(name, 'its first line does not say the score_date');
  return parseTime(date.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

/** Scores of the lowest are written as `1e-05`. */
const rowForm = /^(CVE-\d{4}-\d{4,9}),(\d(?:\.\d{1,20})?(?:e-\d{1,2})?),\d(?:\.\d{1,20})?(?:e-\d{1,2})?$/;

function rowOf(line: string): { readonly cve: number; readonly score: number } | undefined {
  const match = rowForm.exec(line);
  const cve = cveNumber(match?.[1] ?? '');
  const probability = Number(match?.[2]);
  if (cve === undefined || !(probability >= 0 && probability <= 1)) return undefined;
  return { cve, score: Math.round(probability * epssUnit) };
}

function refused(path: string, reason: string): Error {
  return fault('ADVISORIES_SOURCE', { path, reason });
}
