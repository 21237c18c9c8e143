import type { IgnoredReason } from '../../attest/verified.ts';
import { type Examine, type Examined, failed, note, skipped } from './examine.ts';

/**
 * What hangs on the image and does not count, and why: the first place to look when evidence seems to be missing. What
 * a trusted signer signed and nobody here understands is not passed over: it may be a newer no.
 */
export const ignored: Examine = ({ evidence, tagEvidence, trust }): Examined => {
  const all = [...evidence.ignored, ...tagEvidence.ignored];
  const unreadable = [...evidence.unreadable, ...tagEvidence.unreadable];
  if (unreadable.length > 0) {
    const kinds = [...new Set(unreadable)].join(', ');
    const message = `a signer this policy trusts signed what this version cannot read (${kinds}), so what it says is not known: update the gate, or attest again with its version`;
    return failed('ignored', 'EVIDENCE_UNREADABLE', message);
  }
  const byReason = Map.groupBy(all, ({ reason }) => reason);
  const parts = [...byReason]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, same]: readonly [IgnoredReason, readonly unknown[]]) => `${same.length} ${reason}`);
  const others = evidence.others + tagEvidence.others;
  if (others > 0) parts.push(`${others} not a Sigstore bundle`);
  const counted =
    parts.length === 0
      ? []
      : [
          `${all.length + others} ${all.length + others === 1 ? 'referrer' : 'referrers'}: ${parts.join(', ')}`,
        ];
  const details = [...counted, ...trust.unverifiable];
  return details.length === 0 ? skipped('ignored', 'nothing') : note('ignored', details.join('; '));
};
