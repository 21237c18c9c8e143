import { hash } from 'node:crypto';
import type { z } from 'zod';
import type { FindingKind } from './finding-kind.ts';
import type { scanReportSchema } from './scan-report-schema.ts';

export type ScanReport = z.infer<typeof scanReportSchema>;
export type Package = ScanReport['packages'][number];
/** A package without its files: all that advisories are looked up by. */
export type BarePackage = Omit<Package, 'files' | 'foundIn'>;
export type Finding = ScanReport['findings'][number];
export type Executable = ScanReport['executables'][number];
export type Verdict = NonNullable<ScanReport['verdict']>;
export type Reason = Verdict['reasons'][number];
export type ReasonCode = Reason['code'];
export type ComplianceResult = ScanReport['compliance'][number];
export type OperatingSystem = NonNullable<ScanReport['os']>;

/**
 * The stable id of a finding: 32 hexadecimal digits of a hash over its kind, its rule, its package without version
 * and its path class. Tag, digest, layer and version are left out on purpose: a rebuilt image keeps its ids.
 */
export function findingId(parts: {
  readonly kind: FindingKind;
  readonly rule: string;
  readonly packageType?: string;
  readonly packageName?: string;
  readonly path?: string;
}): string {
  const text = JSON.stringify([
    parts.kind,
    parts.rule,
    parts.packageType ?? '',
    parts.packageName ?? '',
    pathClass(parts.path ?? ''),
  ]);
  return hash('sha256', text).slice(0, 32);
}

/** Runs of digits and hexadecimal digits (versions, hashes in bundle names) do not make another finding. */
function pathClass(path: string): string {
  return path.replace(/[0-9a-f]{8,}/gi, '#').replace(/\d+/g, '#');
}
