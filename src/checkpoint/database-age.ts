import { fault } from '../errors.ts';
import type { ScanReport } from '../model/scan-report.ts';
import { formatDuration, parseTime } from '../model/time.ts';
import { revised } from '../model/written.ts';
import { defaultDatabaseMaxAgeMs, defaultDatabaseWarnAgeMs, type ScanRequest } from './request.ts';

/** @param now milliseconds @throws ADVISORIES_TOO_OLD */
export function refuseStale(
  builtAt: string,
  { databaseMaxAgeMs: limit = defaultDatabaseMaxAgeMs }: Pick<ScanRequest, 'databaseMaxAgeMs'>,
  now: number,
): void {
  const age = now - parseTime(builtAt);
  if (age > limit)
    throw fault('ADVISORIES_TOO_OLD', { age: formatDuration(age), limit: formatDuration(limit) });
}

/**
 * The report, which says so when the database was older than it should have been. It is no problem of the scan: what
 * was looked at was looked at.
 */
export function withAgeWarning(
  report: ScanReport,
  { databaseWarnAgeMs: limit = defaultDatabaseWarnAgeMs }: Pick<ScanRequest, 'databaseWarnAgeMs'>,
): ScanReport {
  const { advisories, scannedAt } = report;
  if (advisories === null) return report;
  const age = parseTime(scannedAt) - parseTime(advisories.builtAt);
  if (age <= limit) return report;
  const warning = `the vulnerability database was ${formatDuration(age)} old: vulnerabilities published since are not known to it`;
  return revised(report, { advisories: { ...advisories, warning } });
}
