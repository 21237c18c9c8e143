import type { FileReader } from '../../image/file-reader.ts';
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
  /** What it wants to see while layers are walked, where that is more than the tree of files and the accounts. */
  readonly readers?: readonly FileReader<unknown>[];
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

/** Of a rule that can hold for many files: a hostile image with a million must not make a report of a million. */
export const maxFindingsOfRule = 1000;

/** The first findings of a rule as they are, the rest as one that counts them. */
export function atMost(
  findings: readonly Finding[],
  check: Pick<Check, 'rule' | 'severity' | 'remedy'>,
  noun: string,
): Finding[] {
  const more = findings.length - maxFindingsOfRule;
  if (more <= 0) return [...findings];
  const rest = misconfiguration(check, { title: `${more} more ${noun}`, key: 'more' });
  return [...findings.slice(0, maxFindingsOfRule), rest];
}

/** True when every file of the image has its place in the view: a file that could not be read may break the rule. */
export function seesAllFiles({ view }: CheckInput): boolean {
  return view.problems.length === 0;
}
