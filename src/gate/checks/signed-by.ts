import { shortDigest } from '../../model/digest.ts';
import { type Examine, type Examined, failed, note, ok, skipped } from './examine.ts';

/** Whether there is anyone to trust, and whether one of them signed anything about the image. */
export const signedBy: Examine = ({ question, policy, rule, trust, evidence }): Examined => {
  const { require } = rule;
  const wanted = require.scan !== false || require.sbom || require.runtimePolicy || require.tagBinding;
  if (trust.keys.length === 0 && wanted) {
    const name = rule.repositories[0] ?? '';
    const problem =
      trust.unverifiable.length === 0
        ? `the rule ${name} trusts no signer, so nothing can prove what it requires: name a key under its signers in ${policy.file}`
        : `the rule ${name} trusts keyless signers alone, which this version cannot verify: name a key too, in ${policy.file}`;
    return failed('signed by', 'SIGNERS_MISSING', problem);
  }
  if (trust.keys.length === 0) return skipped('signed by', 'the rule requires nothing that is signed');
  const signers = [...new Set(evidence.verified.map(({ signer }) => signer))].sort();
  if (signers.length > 0) return ok('signed by', signers.join(', '));
  // No reason of its own: what is missing for want of a signature says so by its own name.
  return note(
    'signed by',
    `nobody this policy trusts has signed anything about ${shortDigest(question.digest)}`,
  );
};
