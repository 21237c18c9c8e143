import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AdvisoryDatabase } from '../advisories/database.ts';
import type { VexDocument } from '../advisories/vex/documents.ts';
import { evaluateCompliance } from '../compliance/catalogs.ts';
import type { Image } from '../image/image.ts';
import { cacheDirectory } from '../io/files.ts';
import type { Digest } from '../model/digest.ts';
import { formatPlatform } from '../model/platform.ts';
import type { Policy } from '../model/policy.ts';
import type { ScanReport } from '../model/scan-report.ts';
import { noTimings } from '../model/timings.ts';
import { toolVersion } from '../model/version.ts';
import { revised } from '../model/written.ts';
import type { MalwareOptions } from '../scan/asked-malware.ts';
import { annotatedBase, type BaseClues, recogniseBase, withOrigins } from '../scan/base-image.ts';
import { withBaseline } from '../scan/baseline.ts';
import type { InventoryOptions } from '../scan/inventory.ts';
import type { KnownBase } from '../scan/known-bases.ts';
import { type ScanResult, scanImage } from '../scan/scan.ts';
import type { Judgement } from '../verdict/judge.ts';
import { withAgeWarning } from './database-age.ts';
import { withImage } from './open.ts';
import type { CheckpointEnvironment, CheckpointExitCode, ScanRequest } from './request.ts';

/** What every image of a request is held against. */
export interface Assessment {
  readonly request: ScanRequest;
  readonly environment: CheckpointEnvironment;
  readonly advisories: AdvisoryDatabase;
  readonly policy: Policy | undefined;
  readonly vex: readonly VexDocument[];
  readonly malware: MalwareOptions;
}

export interface Assessed {
  readonly scanned: ScanResult;
  /** Judged, and compared with what there is to compare with. */
  readonly report: ScanReport;
  readonly startedAt: number;
}

/** Where base images are remembered, unless a request names another folder. */
export function knownBasesFolder(environment: Pick<CheckpointEnvironment, 'env'>): string {
  return join(cacheDirectory(environment.env), 'bases');
}

/**
 * Scans one image, tells what its base brought, judges it, and compares it with the baseline.
 * @throws the faults of every step
 */
export async function assessImage(
  assessment: Assessment,
  image: Image,
  options: InventoryOptions,
): Promise<Assessed> {
  const { request, environment } = assessment;
  const { scanned, report, startedAt } = await judgedScan(assessment, image, options);
  if (request.baseline === undefined) return { scanned, report, startedAt };
  environment.onProgress?.(`comparing with ${request.baseline}`);
  const compared = withBaseline(report, await baselineOf(assessment, request.baseline, image));
  return { scanned, report: compared, startedAt };
}

async function judgedScan(
  { request, environment, advisories, policy, vex, malware }: Assessment,
  image: Image,
  options: InventoryOptions,
): Promise<Assessed> {
  const startedAt = environment.clock();
  const known = await basesIn(request.knownBases ?? knownBasesFolder(environment));
  const clues = await cluesAbout(image, known, request, environment);
  const scanned = await scanImage(image, {
    ...options,
    ...(request.only === undefined ? {} : { only: request.only }),
    onMatch: (packages) => environment.onProgress?.(`matching ${packages} packages`),
    malware,
    advisories,
    now: startedAt,
    toolVersion,
  });
  const base = recogniseBase(
    { digest: image.digest, layers: image.layers.map(({ diffId }) => diffId) },
    clues,
  );
  const labelled = base === undefined ? scanned.report : withOrigins(scanned.report, base, known, advisories);
  const applicable = await withVex(labelled, image, vex);
  const judging = (environment.timings ?? noTimings).start('verdict');
  const report = await judged(
    withAgeWarning(applicable, request),
    scanned.decidedRules,
    policy,
    request.as ?? image.repository,
    image,
    environment.clock(),
  );
  judging();
  return { scanned, report, startedAt };
}

async function basesIn(folder: string): Promise<readonly KnownBase[]> {
  if (!existsSync(folder)) return [];
  // Loaded here, as all below that few scans ask for: what is not loaded, no scan has to wait for.
  const { readKnownBases } = await import('../scan/known-bases.ts');
  return readKnownBases(folder);
}

async function withVex(
  report: ScanReport,
  image: Image,
  documents: readonly VexDocument[],
): Promise<ScanReport> {
  if (documents.length === 0) return report;
  const { suppressByVex } = await import('../advisories/vex/suppress.ts');
  const findings = suppressByVex(report.findings, { ...report.image, ...indexOf(image) }, documents);
  return revised(report, { findings });
}

function indexOf({ indexDigest }: Image): { readonly indexDigest?: Digest } {
  return indexDigest === undefined ? {} : { indexDigest };
}

async function cluesAbout(
  image: Image,
  known: readonly KnownBase[],
  request: ScanRequest,
  environment: CheckpointEnvironment,
): Promise<BaseClues> {
  const annotated = annotatedBase(image.annotations, image.config);
  const said = annotated === undefined ? {} : { annotated };
  if (request.base === undefined) return { known, ...said };
  const given = await withImage(
    { ...request, image: request.base, platform: formatPlatform(image.platform) },
    environment,
    async ({ reference, digest, layers }) => ({
      reference,
      digest,
      layers: layers.flatMap(({ diffId }) => diffId ?? []),
    }),
  );
  return { known, given, ...said };
}

async function baselineOf(assessment: Assessment, named: string, image: Image) {
  const platform = formatPlatform(image.platform);
  const { isReportFile, readBaselineReport } = await import('./baseline-report.ts');
  if (isReportFile(named)) return readBaselineReport(named, platform);
  return withImage(
    { ...assessment.request, image: named, platform },
    assessment.environment,
    async (other, options) => {
      const { report } = await judgedScan(assessment, other, options);
      return { reference: report.image.reference, digest: report.image.digest, findings: report.findings };
    },
  );
}

async function judged(
  report: ScanReport,
  decidedRules: readonly string[],
  policy: Policy | undefined,
  repository: string,
  image: Image,
  now: number,
): Promise<ScanReport> {
  const verdict = policy === undefined ? undefined : await verdictOf(report, policy, repository, image, now);
  const findings = [...(verdict?.findings ?? report.findings)];
  const compliance = evaluateCompliance({
    findings,
    decidedRules,
    complete: report.complete,
    advisoriesMatched: report.advisories !== null,
  });
  return revised(report, { findings, compliance, verdict: verdict?.verdict ?? null });
}

async function verdictOf(
  report: ScanReport,
  policy: Policy,
  repository: string,
  image: Image,
  now: number,
): Promise<Judgement> {
  const { judge } = await import('../verdict/judge.ts');
  const tag = image.name.transport === 'registry' ? image.name.reference.tag : undefined;
  return judge(
    {
      repository,
      ...(tag === undefined ? {} : { tag }),
      digest: image.digest,
      findings: report.findings,
      complete: report.complete,
      problems: report.problems,
    },
    policy,
    { now },
  );
}

/** A finding that blocks is a clear no; an incomplete scan without one is not a yes either. */
export function exitCodeOf(report: ScanReport): CheckpointExitCode {
  const blocks = report.verdict?.reasons.some((reason) => reason.code !== 'SCAN_INCOMPLETE') ?? false;
  if (blocks && report.verdict?.policy.mode === 'enforce') return 1;
  return report.complete ? 0 : 3;
}
