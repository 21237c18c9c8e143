import { existsSync } from 'node:fs';
import type { VexDocument } from '../advisories/vex/documents.ts';
import type { KeySigner } from '../attest/keys.ts';
import { fault } from '../errors.ts';
import { writeFileAtomically } from '../io/files.ts';
import { parsePlatform } from '../model/platform.ts';
import type { Policy } from '../model/policy.ts';
import { isRepository, parseImageName } from '../model/reference.ts';
import { noTimings } from '../model/timings.ts';
import type { ReportWriter } from '../report/writer.ts';
import { writerOf } from '../report/writers.ts';
import type { MalwareOptions } from '../scan/asked-malware.ts';
import { partsOf } from '../scan/parts.ts';
import { assessImage, exitCodeOf } from './assess.ts';
import { readPolicy, withAdvisories, withImage } from './open.ts';
import { piecesOf, rendered, renderOptions } from './render.ts';
import type {
  AttestRequest,
  CheckpointEnvironment,
  CheckpointRequest,
  CheckpointResult,
  RenderedReport,
  ReportFormat,
  ScanRequest,
} from './request.ts';

/**
 * Scans an image, judges it under the policy, writes the reports and, when asked, signs and publishes what was found.
 * A failed verdict is published too: the gate must learn of it.
 * @throws the faults of every step; reports asked for are written before anything is published.
 */
export async function checkpoint(
  request: CheckpointRequest,
  environment: CheckpointEnvironment,
): Promise<CheckpointResult> {
  if (request.platform !== undefined) parsePlatform(request.platform);
  const { formats, policy, signer, vex, malware } = await prepare(request);
  return withAdvisories(request, environment, (advisories) =>
    withImage(request, environment, async (image, options) => {
      const assessed = await assessImage(
        { request, environment, advisories, policy, vex, malware },
        image,
        options,
      );
      const { report } = assessed;
      const reporting = (environment.timings ?? noTimings).start('report');
      const reports = formats.map((format) =>
        rendered(report, format, renderOptions(request, environment, format.file)),
      );
      writeReports(reports);
      reporting();
      const exitCode = exitCodeOf(report);
      if (signer === undefined || request.attest === undefined)
        return { report, rendered: reports, exitCode };
      environment.onProgress?.('signing and publishing');
      const { attestImage } = await import('./attest-image.ts');
      const attested = await attestImage(
        { image, signer, ...assessed },
        { ...request, attest: request.attest },
        environment,
      );
      return { report, rendered: reports, exitCode, attested };
    }),
  );
}

export interface Prepared {
  readonly formats: readonly (ReportFormat & { readonly writer: ReportWriter })[];
  readonly policy: Policy | undefined;
  readonly signer: KeySigner | undefined;
  readonly vex: readonly VexDocument[];
  readonly malware: MalwareOptions;
}

/** What can be wrong with a request is found before the first byte is fetched. @throws USAGE and others of exit code 2 */
export async function prepare(request: ScanRequest & { readonly image: string }): Promise<Prepared> {
  parseImageName(request.image);
  partsOf(request.only);
  if (request.only !== undefined && (request.policyFile !== undefined || request.attest !== undefined)) {
    throw fault('USAGE', { problem: 'a scan of some parts only cannot be judged or signed' });
  }
  if (request.base !== undefined) parseImageName(request.base);
  if (request.as !== undefined && !isRepository(request.as)) {
    throw fault('USAGE', {
      problem: `${request.as} is not a repository: write it without tag, as in apps/shop`,
    });
  }
  // The one in the cache may not be there yet; one that was named has to be.
  if (request.knownBases !== undefined && !existsSync(request.knownBases)) {
    throw fault('FILE_UNREADABLE', { path: request.knownBases, reason: 'ENOENT: no such file or directory' });
  }
  // Before the scan: nobody wants to wait for it and be told then.
  if (request.baseline !== undefined) {
    const { checkBaseline } = await import('./baseline-report.ts');
    checkBaseline(request.baseline);
  }
  const formats = await Promise.all(
    request.formats.map(async (format) => ({ ...format, writer: await writerOf(format.name) })),
  );
  const policy = request.policyFile === undefined ? undefined : await readPolicy(request.policyFile);
  const signer = request.attest === undefined ? undefined : await signerFor(request.attest);
  const vex = await readVexFiles(request.vex ?? []);
  return { formats, policy, signer, vex, malware: await malwareOptions(request) };
}

/** @throws USAGE, and KEY_… for a key that cannot be read */
async function signerFor(request: AttestRequest): Promise<KeySigner> {
  // Loaded here: a scan that signs nothing should not wait for what signs.
  const { signerOf } = await import('./attest-image.ts');
  return signerOf(request);
}

/** @throws USAGE, FILE_UNREADABLE */
async function malwareOptions({ clamd, malwareHashes }: ScanRequest): Promise<MalwareOptions> {
  if (clamd === undefined && malwareHashes === undefined) return {};
  // Loaded here: most scans ask for neither.
  const { parseClamdAddress } = await import('../inspect/malware/clamd/address.ts');
  const { readMalwareHashes } = await import('../inspect/malware/hash-list.ts');
  return {
    ...(clamd === undefined ? {} : { clamd: parseClamdAddress(clamd) }),
    ...(malwareHashes === undefined ? {} : { hashes: await readMalwareHashes(malwareHashes) }),
  };
}

async function readVexFiles(files: readonly string[]): Promise<readonly VexDocument[]> {
  if (files.length === 0) return [];
  // Loaded here: a scan without VEX should not wait for its formats.
  const { readVexFile } = await import('../advisories/vex/documents.ts');
  const documents: VexDocument[] = [];
  for (const file of files) documents.push(await readVexFile(file));
  return documents;
}

/** Writes those that are for files. @throws FILE_UNWRITABLE */
export function writeReports(reports: readonly RenderedReport[]): void {
  for (const report of reports) {
    if (report.file !== undefined) writeFileAtomically(report.file, piecesOf(report));
  }
}
