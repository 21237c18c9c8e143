import { z } from 'zod';
import type { Digest } from '../../model/digest.ts';
import { findingKinds } from '../../model/finding-kind.ts';
import type { Finding, ScanReport } from '../../model/scan-report.ts';
import { scanReportSchema } from '../../model/scan-report-schema.ts';
import { formatTime, parseTime } from '../../model/time.ts';
import {
  checked,
  digestSet,
  makeStatement,
  type Statement,
  type Subject,
  statementPayloadType,
} from '../statement.ts';
import { maxFindings, oneDigest, timestamp } from './fields.ts';
import type { Predicate } from './predicate.ts';
import { isToolUri, toolUri } from './tool.ts';

/** What a scan found besides vulnerabilities, whether it saw everything, and which vulnerabilities belong to it. */
export interface Inspection {
  readonly kind: 'inspection';
  /** When the scan finished. */
  readonly statedAt: number;
  readonly complete: boolean;
  /** What could not be looked at, one sentence each. */
  readonly problems: readonly string[];
  readonly findings: readonly Finding[];
  /** Digest of the statement with the vulnerabilities of the same scan: no other may stand in for it. */
  readonly vulnerabilities: Digest;
}

const kind = 'inspection';
const complete = 'SCAN_COMPLETE';
const incomplete = 'SCAN_INCOMPLETE';

const attributes = Object.fromEntries(
  findingKinds.map((finding) => [finding, `${finding.toUpperCase()}_FOUND`]),
);
const kindOfAttribute = new Map(findingKinds.map((finding) => [attributes[finding], finding]));

const scanSchema = z.object({
  attribute: z.enum([complete, incomplete]),
  conditions: z.object({ scanFinishedOn: timestamp, problems: z.array(z.string()).max(maxFindings) }),
  evidence: z.object({ digest: oneDigest }),
});

const findingSchema = z
  .object({
    attribute: z.string(),
    conditions: scanReportSchema.shape.findings.element.omit({ kind: true }),
  })
  .transform(({ attribute, conditions }, context): Finding => {
    const found = kindOfAttribute.get(attribute);
    if (found !== undefined) return { ...conditions, kind: found };
    context.addIssue({ code: 'custom', message: `${attribute} is not an attribute of a scan` });
    return z.NEVER;
  });

const schema = z.object({ attributes: z.tuple([scanSchema], findingSchema).check(z.maxLength(maxFindings)) });

const producerSchema = z.object({ producer: z.object({ uri: z.string() }).optional() });

/** in-toto "SCAI" (Software Supply Chain Attribute Integrity) v0.3. */
export const inspectionPredicate: Predicate<Inspection> = {
  kind,
  type: 'https://in-toto.io/attestation/scai/v0.3',
  supersedes: false,
  parse(predicate) {
    const { producer } = checked(producerSchema, predicate, kind);
    if (producer === undefined || !isToolUri(producer.uri)) return undefined;
    const [scan, ...findings] = checked(schema, predicate, kind).attributes;
    return {
      kind,
      statedAt: scan.conditions.scanFinishedOn,
      complete: scan.attribute === complete,
      problems: scan.conditions.problems,
      findings,
      vulnerabilities: scan.evidence.digest,
    };
  },
};

/** @param vulnerabilities the statement with the vulnerabilities of the same report */
export function inspectionStatement(
  subject: Subject,
  report: ScanReport,
  vulnerabilities: Statement,
): Statement {
  return makeStatement(subject, inspectionPredicate.type, {
    attributes: [
      {
        attribute: report.complete ? complete : incomplete,
        conditions: {
          scanFinishedOn: formatTime(parseTime(report.scannedAt)),
          problems: report.problems,
        },
        evidence: {
          name: 'vulnerabilities',
          digest: digestSet(vulnerabilities.digest),
          mediaType: statementPayloadType,
        },
      },
      ...report.findings
        .filter((finding) => finding.kind !== 'vulnerability')
        .map(({ kind: found, ...conditions }) => ({ attribute: attributes[found], conditions })),
    ],
    producer: { uri: toolUri(report.tool.version), name: 'sekisho' },
  });
}
