import type { Evidence } from '../../attest/evidence.ts';
import type { Trust } from '../../attest/trust.ts';
import type { Policy, PolicyRule } from '../../model/policy.ts';
import type { Reason, ReasonCode } from '../../model/scan-report.ts';
import type { Check, Question } from '../question.ts';
import type { SeenBinding } from '../tag-memory.ts';

/** Everything a check may look at; it was all fetched and verified before. */
export interface Facts {
  readonly question: Question;
  /** As the registry calls it: the name that signers pushed to. */
  readonly repository: string;
  readonly policy: Policy;
  readonly rule: PolicyRule;
  readonly trust: Trust;
  /** What hangs on the digest. */
  readonly evidence: Evidence;
  /** What hangs on the tag's anchor; empty for a pull by digest. */
  readonly tagEvidence: Evidence;
  /** The newest binding of this tag that was ever seen here, by a key that is trusted still. */
  readonly seen: SeenBinding | undefined;
  /** Milliseconds. */
  readonly now: number;
}

export interface Examined {
  readonly check: Check;
  /** Why it denies; empty when it does not. */
  readonly reasons: readonly Reason[];
}

/** One thing that is looked at. It reads facts and says how it came out; it fetches nothing and decides nothing else. */
export type Examine = (facts: Facts) => Examined;

export function ok(name: Check['name'], detail: string): Examined {
  return { check: { name, result: 'ok', detail }, reasons: [] };
}

export function skipped(name: Check['name'], detail: string): Examined {
  return { check: { name, result: 'skipped', detail }, reasons: [] };
}

export function note(name: Check['name'], detail: string): Examined {
  return { check: { name, result: 'note', detail }, reasons: [] };
}

/** @param detail default: the message */
export function failed(name: Check['name'], code: ReasonCode, message: string, detail = message): Examined {
  return { check: { name, result: 'fail', detail }, reasons: [{ code, message }] };
}
