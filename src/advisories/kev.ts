import { fault } from '../errors.ts';
import { parseTime } from '../model/time.ts';

/** CISA's catalogue of Known Exploited Vulnerabilities. */
export interface KnownExploited {
  /** Milliseconds; of two catalogues the later is right. */
  readonly releasedAt: number;
  /** Sorted. */
  readonly cves: readonly string[];
}

/** Some 1,600 in November 2026. */
export const maxKnownExploited = 100_000;
export const cveForm = /^CVE-\d{4}-\d{4,19}$/;

/** True for JSON that has the shape of the KEV catalogue, whatever its file is called. */
export function isKnownExploitedCatalogue(json: unknown): json is object {
  return typeof json === 'object' && json !== null && 'catalogVersion' in json && 'vulnerabilities' in json;
}

/**
 * Reads the CVE ids of the catalogue (its own JSON schema: catalogVersion, dateReleased, vulnerabilities[].cveID).
 * @throws ADVISORY_MALFORMED, TIME_MALFORMED
 */
export function readKnownExploited(json: object): KnownExploited {
  const { dateReleased, vulnerabilities } = json as { dateReleased?: unknown; vulnerabilities?: unknown };
  if (!Array.isArray(vulnerabilities) || vulnerabilities.length > maxKnownExploited) {
    throw fault('ADVISORY_MALFORMED', { problem: 'the KEV catalogue has no list of vulnerabilities' });
  }
  if (typeof dateReleased !== 'string') {
    throw fault('ADVISORY_MALFORMED', { problem: 'the KEV catalogue has no dateReleased' });
  }
  return { releasedAt: parseTime(dateReleased), cves: [...new Set(vulnerabilities.map(cveOf))].sort() };
}

function cveOf(entry: unknown): string {
  const cve = typeof entry === 'object' && entry !== null && 'cveID' in entry ? entry.cveID : undefined;
  if (typeof cve !== 'string' || !cveForm.test(cve)) {
    throw fault('ADVISORY_MALFORMED', { problem: 'the KEV catalogue has an entry without a CVE id' });
  }
  return cve;
}
