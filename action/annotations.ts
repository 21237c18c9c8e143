import type { ScanReport } from '../src/model/scan-report.ts';

export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
}

/** GitHub keeps ten of a level for a step and drops the rest unsaid; the last error is the failure itself. */
const most = { error: 9, warning: 10 } as const;

/** Why the verdict is no, and what could not be looked at; what is over GitHub's limit becomes a count. */
export function annotationsOf(
  reports: readonly ScanReport[],
  level: Annotation['level'],
): readonly Annotation[] {
  const all = reports.flatMap((report) => {
    const where = reports.length === 1 ? '' : `${report.image.platform}: `;
    return whyNot(report).map(({ title, message }) => ({ title, message: `${where}${message}` }));
  });
  const shown = all.length <= most[level] ? all : all.slice(0, most[level] - 1);
  const more = all.length - shown.length;
  return [
    ...shown,
    ...(more === 0 ? [] : [{ title: 'More', message: `${more} more reasons are in the job summary` }]),
  ].map((one) => ({ level, ...one }));
}

function whyNot({ verdict, problems }: ScanReport): readonly Omit<Annotation, 'level'>[] {
  const reasons = (verdict?.reasons ?? []).map(({ code, message }) => ({ title: titleOf(code), message }));
  const unseen = problems.map((message) => ({ title: 'Not looked at', message }));
  // A judged report repeats its problems as reasons of the verdict.
  return verdict === null || reasons.length === 0 ? unseen : reasons;
}

/** `FINDING_BLOCKS` → `Finding blocks`. */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
