import { extname } from 'node:path';
import type { Image } from '../image/image.ts';
import type { IndexReport } from '../model/index-report.ts';
import { formatReference } from '../model/reference.ts';
import type { ScanReport } from '../model/scan-report.ts';
import { type Severity, severities } from '../model/severity.ts';
import { type Assessed, assessImage, exitCodeOf } from './assess.ts';
import { type Prepared, prepare, writeReports } from './checkpoint.ts';
import { withAdvisories, withEveryPlatform } from './open.ts';
import { asText, rendered, renderOptions } from './render.ts';
import type {
  Attested,
  CheckpointEnvironment,
  CheckpointExitCode,
  CheckpointRequest,
  RenderedReport,
} from './request.ts';

export interface IndexResult {
  readonly report: IndexReport;
  readonly rendered: readonly RenderedReport[];
  /** The worst of all platforms: a clear no before what could not be looked at. */
  readonly exitCode: CheckpointExitCode;
  readonly attested: readonly Attested[];
}

/**
 * As `checkpoint`, for the image of every platform of an index: one report for each platform and one for the index.
 * A format with a file writes the index to it, and each platform beside it (`report.json`, `report.linux-arm64.json`).
 * @throws the faults of every step
 */
export async function checkpointEveryPlatform(
  request: Omit<CheckpointRequest, 'platform'>,
  environment: CheckpointEnvironment,
): Promise<IndexResult> {
  const prepared = await prepare(request);
  const { policy, signer, vex, malware } = prepared;
  return withAdvisories(request, environment, (advisories) =>
    withEveryPlatform(request, environment, async (images, options) => {
      const assessed: (Assessed & { readonly image: Image })[] = [];
      for (const image of images) {
        const one = await assessImage(
          { request, environment, advisories, policy, vex, malware },
          image,
          options,
        );
        assessed.push({ image, ...one });
      }
      const reports = assessed.map(({ report }) => report);
      const report = indexReport(images[0], reports);
      const written = renderedFor(report, prepared, request, environment);
      writeReports(written);
      const attested: Attested[] = [];
      if (signer !== undefined && request.attest !== undefined) {
        environment.onProgress?.('signing and publishing');
        const { attest } = request;
        const { attestImage } = await import('./attest-image.ts');
        for (const [index, one] of assessed.entries()) {
          const attestation = { ...one, signer, bindIndex: index === 0 };
          attested.push(await attestImage(attestation, { ...request, attest }, environment));
        }
      }
      return { report, rendered: written, exitCode: worst(reports.map(exitCodeOf)), attested };
    }),
  );
}

function indexReport(first: Image, reports: readonly ScanReport[]): IndexReport {
  const outcomes = reports.map(({ verdict }) => verdict?.outcome ?? null);
  const [{ schemaVersion, tool, scannedAt }] = reports as [ScanReport];
  return {
    schemaVersion,
    tool,
    scannedAt,
    index: { reference: indexReference(first), digest: first.indexDigest ?? null },
    platforms: reports.map(({ image, complete, verdict, findings }) => ({
      platform: image.platform,
      digest: image.digest,
      complete,
      outcome: verdict?.outcome ?? null,
      open: countsOf(findings.filter(({ status }) => status === 'open')),
    })),
    complete: reports.every(({ complete }) => complete),
    outcome: outcomes.includes('fail') ? 'fail' : outcomes.includes(null) ? null : 'pass',
    reports: [...reports],
  };
}

function indexReference({ name, reference }: Image): string {
  return name.transport === 'registry' ? formatReference(name.reference) : reference;
}

function countsOf(findings: ScanReport['findings']): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function renderedFor(
  index: IndexReport,
  { formats }: Prepared,
  request: Omit<CheckpointRequest, 'platform'>,
  environment: CheckpointEnvironment,
): readonly RenderedReport[] {
  return formats.flatMap(({ writer, name, file }) => {
    const options = renderOptions(request, environment, file);
    const text = asText(name, () => writer.renderIndex(index, options));
    if (file === undefined) return [{ name, text }];
    const names = platformFiles(file, index);
    return [
      { name, file, text },
      ...index.reports.map((report, position) =>
        rendered(report, { writer, name, file: names[position] ?? file }, options),
      ),
    ];
  });
}

/** One path for each platform; two images of one platform are told apart by a number. */
function platformFiles(file: string, { platforms }: IndexReport): readonly string[] {
  const extension = extname(file);
  const stem = file.slice(0, file.length - extension.length);
  const taken = new Map<string, number>();
  return platforms.map(({ platform }) => {
    // A platform is text of the image: only letters, digits and dots may become part of a path.
    const label = platform.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^\.+/, '');
    const number = (taken.get(label) ?? 0) + 1;
    taken.set(label, number);
    return `${stem}.${label}${number === 1 ? '' : `-${number}`}${extension}`;
  });
}

function worst(codes: readonly CheckpointExitCode[]): CheckpointExitCode {
  if (codes.includes(1)) return 1;
  return codes.includes(3) ? 3 : 0;
}
