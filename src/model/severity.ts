/** Worst first: the order of every table and of every "at least". */
export const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;

export type Severity = (typeof severities)[number];

/** Sorts worst first. */
export function bySeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/**
 * True when a finding of severity `found` is to be treated as at least `threshold`. An unknown severity counts as at
 * least anything: "cannot know" is never "fine".
 */
export function atLeast(found: Severity, threshold: Severity): boolean {
  return found === 'unknown' || severities.indexOf(found) <= severities.indexOf(threshold);
}

/** The qualitative rating of a CVSS base score (CVSS v3.1 section 5, v4.0 section 6): 0 to 10. */
export function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'negligible';
}
