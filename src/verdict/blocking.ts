import type { PolicyRule, VulnerabilityBlock } from '../model/policy.ts';
import type { FindingKind } from '../model/finding-kind.ts';
import type { Finding } from '../model/scan-report.ts';
import { atLeast, severityOfScore } from '../model/severity.ts';
import { parseDuration, parseTime } from '../model/time.ts';
import { isFixable } from '../model/urgency.ts';

type Block = PolicyRule['block'];

/** What a rule's `block` says of one finding. */
export interface Blocking {
  readonly blocks: boolean;
  /** Conditions that could not be decided as written, because the finding lacks what they ask for. */
  readonly undecided: readonly Undecided[];
}

/** A condition on vulnerabilities, by its place in the rule, and what it lacked. */
export interface Undecided {
  readonly condition: number;
  readonly key: 'epss' | 'cvss';
}

/** @param now milliseconds since the epoch */
export function blockingOf(finding: Finding, block: Block, now: number): Blocking {
  return byKind[finding.kind](finding, block, now);
}

const byKind: Readonly<Record<FindingKind, (finding: Finding, block: Block, now: number) => Blocking>> = {
  vulnerability: (finding, block, now) => {
    const outcomes = block.vulnerabilities.map((condition) => outcomeOf(finding, condition, now));
    // What lacks data matters only where nothing that was known decides.
    const known = outcomes.some(({ holds, lacks }) => holds && lacks === undefined);
    return {
      blocks: outcomes.some(({ holds }) => holds),
      undecided: outcomes.flatMap(({ lacks }, condition) =>
        known || lacks === undefined ? [] : [{ condition, key: lacks }],
      ),
    };
  },
  secret: (_, block) => decided(block.secrets === 'any'),
  malware: (_, block) => decided(block.malware === 'any'),
  misconfiguration: (finding, block) =>
    decided(block.misconfigurations.some((rule) => rule.toLowerCase() === finding.rule.toLowerCase())),
  integrity: (finding, block) => decided(block.integrity.some((rule) => rule === finding.rule)),
};

function decided(blocks: boolean): Blocking {
  return { blocks, undecided: [] };
}

/** All conditions of one entry must hold; `lacks` is only told when all others do. */
function outcomeOf(
  finding: Finding,
  condition: VulnerabilityBlock,
  now: number,
): { readonly holds: boolean; readonly lacks?: Undecided['key'] } {
  const { severity, fixable, knownExploited, grace, epss, cvss } = condition;
  if (severity !== undefined && !atLeast(finding.severity, severity)) return { holds: false };
  if (fixable === true && !isFixable(finding)) return { holds: false };
  if (knownExploited === true && finding.knownExploited !== true) return { holds: false };
  if (grace !== undefined && now < graceEnd(finding, grace)) return { holds: false };
  if (cvss !== undefined && finding.cvss !== undefined && finding.cvss < cvss) return { holds: false };
  if (epss !== undefined && finding.epss !== undefined && finding.epss < epss) return { holds: false };
  // A severity says within which band the score lies; a chance of exploitation cannot be told from anything else.
  if (cvss !== undefined && finding.cvss === undefined && !atLeast(finding.severity, severityOfScore(cvss))) {
    return { holds: false, lacks: 'cvss' };
  }
  if (epss !== undefined && finding.epss === undefined) return { holds: false, lacks: 'epss' };
  return cvss !== undefined && finding.cvss === undefined ? { holds: true, lacks: 'cvss' } : { holds: true };
}

/**
 * When the grace of a finding ends, in milliseconds since the epoch: counted from when its fix became known, else from
 * when the advisory was published. Without a date that can be read there is no grace.
 */
function graceEnd(finding: Finding, grace: string): number {
  const since = publicSince(finding);
  return since === undefined ? Number.NEGATIVE_INFINITY : since + parseDuration(grace);
}

function publicSince({ fixedAt, publishedAt }: Finding): number | undefined {
  for (const text of [fixedAt, publishedAt]) {
    if (text === undefined) continue;
    try {
      return parseTime(text);
    } catch {
      // The dates come from a feed: one that is no date counts as missing, which is the stricter reading.
    }
  }
  return undefined;
}
