import { fault } from '../errors.ts';
import type { Digest } from '../model/digest.ts';
import type { Policy, PolicyRule } from '../model/policy.ts';
import type { Finding, Reason, Verdict } from '../model/scan-report.ts';
import { formatTime } from '../model/time.ts';
import { byUrgency } from '../model/urgency.ts';
import { type Blocking, blockingOf } from './blocking.ts';
import { keysNotActedOn } from './not-acted-on.ts';
import { blockingReason, deniedReason, expiredReason, incompleteReason } from './reasons.ts';
import { imageListed, ruleFor } from './rule.ts';
import { type Waiving, waiversFor } from './waivers.ts';

/** What is judged: one image, and what a scan of it found. */
export interface Subject {
  /** Without host: what rules are chosen by. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest | null;
  /** `open` and `waived` are decided anew; what is `suppressed` stays so. */
  readonly findings: readonly Finding[];
  readonly complete: boolean;
  /** What could not be looked at, one sentence each. */
  readonly problems: readonly string[];
}

export interface Judgement {
  readonly verdict: Verdict;
  /** The subject's findings in their order, each with the status it has under the policy. */
  readonly findings: readonly Finding[];
}

/**
 * The one place that says pass or fail: the same in a pipeline and at the gate. Pure; the outcome is the same in audit
 * mode, what follows from it is not.
 * @param options `now`: milliseconds since the epoch
 * @throws POLICY_NO_RULE
 */
export function judge(subject: Subject, policy: Policy, options: { readonly now: number }): Judgement {
  const { repository } = subject;
  const { now } = options;
  const rule = ruleFor(policy, repository);
  if (rule === undefined) throw fault('POLICY_NO_RULE', { file: policy.file, repository });

  const waivingOf = waiversFor(policy.waivers, repository, now);
  const looked: readonly Looked[] = subject.findings.map((finding) =>
    finding.status === 'suppressed' ? { finding } : lookAt(finding, waivingOf(finding), rule, now),
  );
  const worstFirst = looked.toSorted((a, b) => byUrgency(a.finding, b.finding));

  const listed = imageListed(rule, subject);
  const reasons: readonly Reason[] = [
    ...(listed?.list === 'deny' ? [deniedReason(listed.entry)] : []),
    ...(subject.complete ? [] : [incompleteReason(subject.problems)]),
    ...(listed?.list === 'allow' ? [] : worstFirst.flatMap(reasonsOf)),
  ];
  return {
    verdict: {
      outcome: reasons.length === 0 ? 'pass' : 'fail',
      policy: { digest: policy.digest, rule: rule.repositories[0] ?? '', mode: rule.mode },
      ...(listed === undefined ? {} : { listed: `images.${listed.list}: ${listed.entry}` }),
      reasons: [...reasons],
      waived: worstFirst.flatMap(({ finding, waiving }) => {
        if (waiving?.holds === undefined) return [];
        const { until, reason, owner } = waiving.holds;
        return [{ finding: finding.id, until, reason, owner }];
      }),
      notActedOn: notActedOn(rule, policy.rules.indexOf(rule), looked),
      judgedAt: formatTime(now),
    },
    findings: looked.map(({ finding }) => finding),
  };
}

/** A finding with its status under the policy, and what led there; a suppressed one was not looked at. */
interface Looked {
  readonly finding: Finding;
  readonly waiving?: Waiving;
  readonly blocking?: Blocking;
}

function lookAt(finding: Finding, waiving: Waiving, rule: PolicyRule, now: number): Looked {
  const status = waiving.holds === undefined ? 'open' : 'waived';
  return { finding: { ...finding, status }, waiving, blocking: blockingOf(finding, rule.block, now) };
}

function reasonsOf({ finding, waiving, blocking }: Looked): Reason[] {
  if (finding.status !== 'open' || blocking?.blocks !== true) return [];
  const expired = waiving?.expired;
  return [blockingReason(finding), ...(expired === undefined ? [] : [expiredReason(finding, expired)])];
}

/** What the policy asks for and was not, or not exactly, done: keys of this rule, then conditions that lacked data. */
function notActedOn(rule: PolicyRule, index: number, looked: readonly Looked[]): string[] {
  const lacking = new Map<string, number>();
  for (const { finding, blocking } of looked) {
    if (finding.status !== 'open') continue;
    for (const { condition, key } of blocking?.undecided ?? []) {
      const path = `block.vulnerabilities[${condition}].${key}`;
      lacking.set(path, (lacking.get(path) ?? 0) + 1);
    }
  }
  const conditions = [...lacking]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, count]) => {
      const findings = count === 1 ? '1 finding has' : `${count} findings have`;
      return path.endsWith('.epss')
        ? `${path}: ${findings} no EPSS score, so it was not applied to them`
        : `${path}: ${findings} no CVSS score and went by severity`;
    });
  return [...keysNotActedOn(rule), ...conditions].map((key) => `rules[${index}].${key}`);
}
