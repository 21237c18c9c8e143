import { z } from 'zod';
import type { Digest } from '../../model/digest.ts';
import type { Finding, ScanReport } from '../../model/scan-report.ts';
import { scanReportSchema } from '../../model/scan-report-schema.ts';
import { severities } from '../../model/severity.ts';
import { formatTime, parseTime } from '../../model/time.ts';
import { checked, makeStatement, type Statement, type Subject } from '../statement.ts';
import { digestText, maxFindings, timestamp, timestampText } from './fields.ts';
import type { Predicate } from './predicate.ts';
import { isToolUri, toolUri } from './tool.ts';

/** The vulnerabilities a scan found: one half of a scan; `inspection` is the other. */
export interface VulnerabilityScan {
  readonly kind: 'vulnerabilities';
  /** When the scan finished. */
  readonly statedAt: number;
  /** The vulnerability database used; null when packages were not matched. */
  readonly advisories: { readonly builtAt: string; readonly digest: Digest } | null;
  readonly findings: readonly Finding[];
}

const kind = 'vulnerabilities';

// Of a finding everything but what the standard has a field for, so that the gate judges what the scan saw.
const annotationSchema = scanReportSchema.shape.findings.element.omit({
  kind: true,
  rule: true,
  severity: true,
});

const schema = z.object({
  scanner: z.object({
    db: z.object({ version: digestText, lastUpdate: timestampText }).optional(),
    result: z
      .array(
        z.object({
          id: z.string(),
          severity: z.tuple([z.object({ score: z.enum(severities) })], z.object({})),
          annotations: z.tuple([annotationSchema]),
        }),
      )
      .max(maxFindings),
  }),
  metadata: z.object({ scanFinishedOn: timestamp }),
});

const scannerSchema = z.object({ scanner: z.object({ uri: z.string() }) });

/** in-toto "Vulnerabilities" v0.2. */
export const vulnerabilitiesPredicate: Predicate<VulnerabilityScan> = {
  kind,
  type: 'https://in-toto.io/attestation/vulns/v0.2',
  supersedes: true,
  parse(predicate) {
    if (!isToolUri(checked(scannerSchema, predicate, kind).scanner.uri)) return undefined;
    const { scanner, metadata } = checked(schema, predicate, kind);
    return {
      kind,
      statedAt: metadata.scanFinishedOn,
      advisories:
        scanner.db === undefined ? null : { builtAt: scanner.db.lastUpdate, digest: scanner.db.version },
      findings: scanner.result.map(({ id, severity, annotations }) => ({
        ...annotations[0],
        kind: 'vulnerability',
        rule: id,
        severity: severity[0].score,
      })),
    };
  },
};

/** @param startedAt milliseconds */
export function vulnerabilitiesStatement(subject: Subject, report: ScanReport, startedAt: number): Statement {
  const { advisories } = report;
  return makeStatement(subject, vulnerabilitiesPredicate.type, {
    scanner: {
      uri: toolUri(report.tool.version),
      version: report.tool.version,
      // The standard requires `db`; without a database there is none to name, and the inspection says incomplete.
      ...(advisories === null ? {} : { db: { version: advisories.digest, lastUpdate: advisories.builtAt } }),
      result: report.findings.filter((finding) => finding.kind === 'vulnerability').map(toResult),
    },
    metadata: {
      scanStartedOn: formatTime(startedAt),
      scanFinishedOn: formatTime(parseTime(report.scannedAt)),
    },
  });
}

function toResult(finding: Finding): unknown {
  const { kind: _, rule, severity, ...annotation } = finding;
  const epss = finding.epss === undefined ? [] : [{ method: 'epss', score: String(finding.epss) }];
  return {
    id: rule,
    severity: [{ method: finding.severitySource ?? 'sekisho', score: severity }, ...epss],
    annotations: [annotation],
  };
}
