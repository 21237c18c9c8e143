import { ofKind } from '../../attest/evidence.ts';
import type { Finding } from '../../model/scan-report.ts';
import { judge } from '../../verdict/judge.ts';
import { type Examine, type Examined, type Facts, skipped } from './examine.ts';

/** What the newest signed scan saw. */
interface SignedScan {
  readonly findings: readonly Finding[];
  readonly complete: boolean;
  readonly problems: readonly string[];
}

/**
 * The newest scan, whole: its vulnerabilities, and the inspection that names exactly them. Without that inspection the
 * scan is incomplete; an older inspection never stands in, or a secret could be made to disappear.
 */
function newestScan({ evidence }: Facts): SignedScan | undefined {
  const [vulnerabilities] = ofKind(evidence, 'vulnerabilities');
  if (vulnerabilities === undefined) return undefined;
  const inspection = ofKind(evidence, 'inspection').find(
    ({ stated }) => stated.vulnerabilities === vulnerabilities.statement,
  )?.stated;
  const { findings, advisories } = vulnerabilities.stated;
  const problems = [
    ...(inspection?.problems ?? ['what else its newest scan found is not signed, or gone']),
    ...(advisories === null ? ['its packages were not matched against advisories'] : []),
  ];
  return {
    findings: [...findings, ...(inspection?.findings ?? [])],
    complete: inspection?.complete === true && advisories !== null,
    problems,
  };
}

/** Whether what was found is acceptable under this policy at this hour: the same judgement as in CI, made again. */
export const findings: Examine = (facts): Examined => {
  const { question, policy, now } = facts;
  const scan = newestScan(facts);
  if (scan === undefined) return skipped('findings', 'no scan to judge');
  const { repository, tag, digest } = question;
  const { verdict } = judge({ repository, ...(tag === undefined ? {} : { tag }), digest, ...scan }, policy, {
    now,
  });
  const total = `${scan.findings.length} ${scan.findings.length === 1 ? 'finding' : 'findings'}`;
  const blocking = verdict.reasons.filter(({ code }) => code === 'FINDING_BLOCKS').length;
  const waived = verdict.waived.length === 0 ? '' : `, ${verdict.waived.length} waived`;
  const parts = [
    `${total}, ${blocking === 0 ? 'none blocks' : `${blocking} ${blocking === 1 ? 'blocks' : 'block'}`}${waived}`,
  ];
  if (!scan.complete) parts.push(`incomplete: ${scan.problems[0] ?? 'it does not say why'}`);
  return {
    check: { name: 'findings', result: verdict.outcome === 'pass' ? 'ok' : 'fail', detail: parts.join('; ') },
    reasons: verdict.reasons,
  };
};
