import { type Finding, findingId } from '../../model/scan-report.ts';
import type { Severity } from '../../model/severity.ts';
import type { InspectInput } from '../inspector.ts';

/** What a check may look at. */
export type CheckInput = Pick<InspectInput, 'config' | 'view' | 'executables'>;

/** One rule about how an image is made. A new one is a file beside this one and a line in `checks.ts`. */
export interface Check {
  /** Rule id, as policies and waivers name it: `CIS-4.1` is control 4.1 of the CIS Docker Benchmark. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters, in a sentence or two. */
  readonly reason: string;
  /** A line a person can type, where the finding has no better one of its own. */
  readonly remedy: string;
  run(input: CheckInput): readonly Finding[];
  /** False when the image does not hold all that the rule is decided from: then no finding is not a pass. */
  isDecidable(input: CheckInput): boolean;
  /** What was there to decide the rule from and could not be read, one printable sentence each. */
  problems?(input: CheckInput): readonly string[];
}

/**
 * A finding of `check`.
 * @param facts `key` tells findings of one rule apart where there is no path: it becomes part of the id, and is not
 * shown. `path` is absolute.
 */
export function misconfiguration(
  check: Pick<Check, 'rule' | 'severity' | 'remedy'>,
  facts: {
    readonly title: string;
    readonly key?: string;
    readonly path?: string;
    readonly layer?: Finding['layer'];
    readonly package?: string | undefined;
    readonly remedy?: string;
  },
): Finding {
  return {
    id: findingId({ kind: 'misconfiguration', rule: check.rule, path: facts.path ?? facts.key ?? '' }),
    kind: 'misconfiguration',
    rule: check.rule,
    severity: check.severity,
    title: facts.title,
    ...(facts.package === undefined ? {} : { package: facts.package }),
    ...(facts.path === undefined ? {} : { path: facts.path }),
    layer: facts.layer ?? null,
    remedy: facts.remedy ?? check.remedy,
    status: 'open',
  };
}

/** True for an image; a bare folder was never configured, so nothing can be said of its configuration. */
export function hasConfiguration({ view }: CheckInput): boolean {
  return view.layers.some(({ diffId }) => diffId !== null);
}
