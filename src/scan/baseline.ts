import type { Finding, ScanReport } from '../model/scan-report.ts';
import { revised } from '../model/written.ts';

/** What an image is compared with: another image's scan, or an earlier report. */
export interface Baseline {
  readonly reference: string;
  readonly digest: ScanReport['image']['digest'];
  readonly findings: readonly Finding[];
}

/**
 * The report, its findings marked as new or unchanged by their stable ids: a version, a tag, a digest or a layer that
 * changed makes no finding new. What the baseline has and the report has not is gone. Only open findings are compared
 * on the baseline's side when they are gone: one that was accepted is no loss.
 */
export function withBaseline(report: ScanReport, baseline: Baseline): ScanReport {
  const before = new Set(baseline.findings.map(({ id }) => id));
  const now = new Set(report.findings.map(({ id }) => id));
  const findings = report.findings.map(
    (finding): Finding => ({ ...finding, change: before.has(finding.id) ? 'unchanged' : 'new' }),
  );
  const gone = new Map(
    baseline.findings.filter(({ id }) => !now.has(id)).map((finding) => [finding.id, finding]),
  );
  const open = findings.filter(({ status }) => status === 'open');
  return revised(report, {
    findings,
    baseline: {
      reference: baseline.reference,
      digest: baseline.digest,
      new: open.filter(({ change }) => change === 'new').length,
      unchanged: open.filter(({ change }) => change === 'unchanged').length,
      gone: [...gone.values()]
        .filter(({ status }) => status === 'open')
        // What was said of the earlier comparison and judgement does not hold for this one.
        .map(({ change: _, ...finding }) => finding)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    },
  });
}
