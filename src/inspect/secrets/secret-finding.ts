import { type Finding, findingId } from '../../model/scan-report.ts';
import type { SecretRule } from './rule.ts';

/** What a finding has to know of its rule. */
export type RuleAbout = Pick<SecretRule, 'id' | 'title' | 'severity' | 'remedy'>;

/**
 * A finding of `rule`.
 * @param facts `key` tells findings apart that have no path: it becomes part of the id, and is not shown
 */
export function secretFinding(
  rule: RuleAbout,
  facts: Pick<Finding, 'title' | 'layer'> & {
    readonly path?: string;
    readonly line?: number;
    readonly key?: string;
  },
): Finding {
  const { title, path, line, layer, key } = facts;
  return {
    id: findingId({ kind: 'secret', rule: rule.id, path: path ?? key ?? '' }),
    kind: 'secret',
    rule: rule.id,
    severity: rule.severity,
    title,
    ...(path === undefined ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    layer,
    remedy: `${rule.remedy}; keep it out of the build, it stays in the image's history`,
    status: 'open',
  };
}
