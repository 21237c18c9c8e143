import type { FileDigests } from '../../image/file-digests.ts';
import { type Finding, findingId } from '../../model/scan-report.ts';
import type { Severity } from '../../model/severity.ts';
import type { InspectInput, Inspection } from '../inspector.ts';

/** What a rule of integrity is decided from. */
export interface IntegrityInput extends InspectInput {
  /** By absolute path, of regular files; what has none was not hashed. */
  readonly digests: ReadonlyMap<string, FileDigests>;
}

/** One way in which an image differs from what its packages brought. A new one is a file and a line in `integrity.ts`. */
export interface IntegrityRule {
  /** As the policy file names it, under `block.integrity`. */
  readonly rule: 'modified' | 'missing' | 'unowned-executable';
  readonly title: string;
  /** Why it matters. */
  readonly reason: string;
  readonly remedy: string;
  inspect(input: IntegrityInput): Inspection;
}

/** Findings of one rule in one image: a hostile image must not make a report of a million. */
export const maxFindings = 1000;

/** @param facts `path` is absolute; `layer` is the one that made the file what it is */
export function integrityFinding(
  rule: Pick<IntegrityRule, 'rule' | 'remedy'>,
  facts: {
    readonly title: string;
    readonly severity: Severity;
    readonly path: string;
    readonly layer: Finding['layer'];
    readonly package?: string;
  },
): Finding {
  return {
    id: findingId({ kind: 'integrity', rule: rule.rule, path: facts.path }),
    kind: 'integrity',
    rule: rule.rule,
    severity: facts.severity,
    title: facts.title,
    ...(facts.package === undefined ? {} : { package: facts.package }),
    path: facts.path,
    layer: facts.layer,
    remedy: rule.remedy,
    status: 'open',
  };
}

/** The first findings as they are, the rest as one that counts them: none is dropped in silence. */
export function atMost(
  findings: readonly Finding[],
  rule: Pick<IntegrityRule, 'rule' | 'remedy'>,
): Finding[] {
  if (findings.length <= maxFindings) return [...findings];
  const more = findings.length - maxFindings;
  const { severity } = findings[maxFindings] as Finding;
  return [
    ...findings.slice(0, maxFindings),
    {
      id: findingId({ kind: 'integrity', rule: rule.rule, path: 'more' }),
      kind: 'integrity',
      rule: rule.rule,
      severity,
      title: `${more} more files are ${rule.rule}`,
      layer: null,
      remedy: rule.remedy,
      status: 'open',
    },
  ];
}
