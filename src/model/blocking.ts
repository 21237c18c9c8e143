import type { Finding, ScanReport } from './scan-report.ts';
import { byUrgency } from './urgency.ts';

/** Findings the verdict is no because of, and the other open ones; each most urgent first. */
export function splitByVerdict(report: ScanReport): {
  readonly blocking: readonly Finding[];
  readonly others: readonly Finding[];
} {
  const ids = new Set(
    (report.verdict?.reasons ?? [])
      .filter(({ code }) => code === 'FINDING_BLOCKS')
      .map(({ finding }) => finding),
  );
  const open = report.findings.filter(({ status }) => status === 'open').sort(byUrgency);
  return {
    blocking: open.filter(({ id }) => ids.has(id)),
    others: open.filter(({ id }) => !ids.has(id)),
  };
}
