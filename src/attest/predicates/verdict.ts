import { z } from 'zod';
import type { Digest } from '../../model/digest.ts';
import type { Reason, ScanReport } from '../../model/scan-report.ts';
import { scanReportSchema } from '../../model/scan-report-schema.ts';
import { formatTime, parseTime } from '../../model/time.ts';
import { checked, digestSet, makeStatement, type Statement, type Subject } from '../statement.ts';
import { maxFindings, oneDigest, timestamp } from './fields.ts';
import { ociPurl } from './oci-purl.ts';
import type { Predicate } from './predicate.ts';
import { extensionField, policyUri, verifierId } from './tool.ts';

/** A verdict that was given and signed before, by CI or by hand. */
export interface SignedVerdict {
  readonly kind: 'verdict';
  /** When it was given. */
  readonly statedAt: number;
  readonly outcome: 'pass' | 'fail';
  /** Of the policy file it was given under. */
  readonly policy: Digest;
  readonly reasons: readonly Reason[];
}

const kind = 'verdict';
const detailField = extensionField('verdict/v1');
const verdictSchema = scanReportSchema.shape.verdict.unwrap();

const schema = z.object({
  timeVerified: timestamp,
  policy: z.object({ digest: oneDigest }),
  verificationResult: z.enum(['PASSED', 'FAILED']),
  [detailField]: z.object({ reasons: verdictSchema.shape.reasons.max(maxFindings) }),
});

const verifierSchema = z.object({ verifier: z.object({ id: z.string() }) });

/** SLSA "Verification Summary Attestation" v1. */
export const verdictPredicate: Predicate<SignedVerdict> = {
  kind,
  type: 'https://slsa.dev/verification_summary/v1',
  supersedes: true,
  parse(predicate) {
    // "Consumers MUST accept only specific (signer, verifier) pairs": a summary of another verifier is about another
    // policy, and its PASSED must not stand for ours.
    if (checked(verifierSchema, predicate, kind).verifier.id !== verifierId) return undefined;
    const summary = checked(schema, predicate, kind);
    return {
      kind,
      statedAt: summary.timeVerified,
      outcome: summary.verificationResult === 'PASSED' ? 'pass' : 'fail',
      policy: summary.policy.digest,
      reasons: summary[detailField]?.reasons ?? [],
    };
  },
};

type Verdict = NonNullable<ScanReport['verdict']>;

/** @param inputs the statements the verdict was given on */
export function verdictStatement(
  subject: Subject,
  verdict: Verdict,
  inputs: readonly Statement[],
  toolVersion: string,
): Statement {
  const passed = verdict.outcome === 'pass';
  const { policy, reasons, waived, notActedOn } = verdict;
  return makeStatement(subject, verdictPredicate.type, {
    verifier: { id: verifierId, version: { sekisho: toolVersion } },
    timeVerified: formatTime(parseTime(verdict.judgedAt)),
    resourceUri: ociPurl(subject),
    policy: { uri: policyUri, digest: digestSet(policy.digest) },
    inputAttestations: inputs.map(({ predicateType, digest }) => ({
      uri: predicateType,
      digest: digestSet(digest),
    })),
    verificationResult: passed ? 'PASSED' : 'FAILED',
    // Required; a level of our own, because a policy of this kind says nothing about how the image was built.
    verifiedLevels: [passed ? 'SEKISHO_POLICY_PASSED' : 'FAILED'],
    [detailField]: { rule: policy.rule, mode: policy.mode, reasons, waived, notActedOn },
  });
}
