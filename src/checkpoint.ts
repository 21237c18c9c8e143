import { join } from 'node:path';
import { openAdvisories } from './advisories/open.ts';
import { databasePath } from './advisories/path.ts';
import { type KeySigner, readSigner } from './attest/keys.ts';
import { evaluateCompliance } from './compliance/catalogs.ts';
import { fault } from './errors.ts';
import { accountsOf } from './image/accounts.ts';
import type { FileView } from './image/file-view.ts';
import type { Image } from './image/image.ts';
import { openImage } from './image/open.ts';
import type { WalkProgress } from './image/walk.ts';
import { cacheDirectory, readTextFile, writeFileAtomically } from './io/files.ts';
import type { Http } from './io/http.ts';
import type { Digest } from './model/digest.ts';
import type { Descriptor } from './model/manifest.ts';
import { formatPlatform, parsePlatform } from './model/platform.ts';
import type { Policy } from './model/policy.ts';
import { isTag, parseImageName } from './model/reference.ts';
import type { RuntimePolicy } from './model/runtime-policy.ts';
import type { Executable, ScanReport } from './model/scan-report.ts';
import { type Clock, formatDuration, parseTime } from './model/time.ts';
import { toolVersion } from './model/version.ts';
import { openRepository, type RegistryOptions } from './registry/client.ts';
import { dockerCredentials } from './registry/credentials.ts';
import type { Repository } from './registry/repository.ts';
import { writerOf } from './report/writers.ts';
import { deriveRuntimePolicy } from './runtime/derive.ts';
import { emit } from './runtime/engines/emitters.ts';
import { type InventoryOptions, type ScanResult, scanImage } from './scan/scan.ts';
import { judge } from './verdict/judge.ts';

/** Default for `databaseMaxAgeMs`: advisories older than this are refused, because a clean answer would mean little. */
export const defaultDatabaseMaxAgeMs = 14 * 86_400_000;

export interface CheckpointRequest {
  /** With its transport, as in `registry.example/apps/shop:2.4.1` or `oci:./build`. */
  readonly image: string;
  /** `linux/arm64`; by default this machine's architecture on Linux. */
  readonly platform?: string;
  /** Without a policy nothing is judged. */
  readonly policyFile?: string;
  /** The repository to judge a local image as. */
  readonly as?: string;
  readonly formats: readonly ReportFormat[];
  /** The vulnerability database; by default the one in the cache folder. */
  readonly advisories?: string;
  readonly databaseMaxAgeMs?: number;
  readonly plainHttp?: boolean;
  /** Sign what was found and publish it beside the image. */
  readonly attest?: AttestRequest;
}

export interface ReportFormat {
  readonly name: string;
  /** Without a file the text is only returned. */
  readonly file?: string;
}

export interface AttestRequest {
  readonly keyFile?: string;
  readonly keyText?: string;
  readonly password: string;
  /** Tags to bind to the digest; by default the tag of the image's name. */
  readonly tags: readonly string[];
}

export interface CheckpointEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** One client for the whole run; it knows the proxies of `env`. */
  readonly http: Http;
  /** How reports that are only returned should look; files are always plain. */
  readonly terminal?: { readonly colour: boolean; readonly width: number };
  /** One line that replaces the one before. */
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface CheckpointResult {
  readonly report: ScanReport;
  readonly rendered: readonly { readonly name: string; readonly file?: string; readonly text: string }[];
  /** 0 acceptable, 1 the policy says no, 3 something could not be looked at. */
  readonly exitCode: 0 | 1 | 3;
  readonly attested?: { readonly digest: Digest; readonly statements: readonly string[] };
}

/**
 * Scans an image, judges it under the policy, writes the reports and, when asked, signs and publishes what was found.
 * A failed verdict is published too: the gate must learn of it.
 * @throws the faults of every step; reports asked for are written before anything is published.
 */
export async function checkpoint(
  request: CheckpointRequest,
  environment: CheckpointEnvironment,
): Promise<CheckpointResult> {
  // What can be wrong with the request is found before the first byte is fetched.
  parseImageName(request.image);
  if (request.platform !== undefined) parsePlatform(request.platform);
  const formats = request.formats.map((format) => ({ ...format, writer: writerOf(format.name) }));
  const policy = request.policyFile === undefined ? undefined : await readPolicy(request.policyFile);
  const signer = request.attest === undefined ? undefined : signerOf(request.attest);

  return withScan(request, environment, async ({ image, scanned, startedAt }) => {
    const report = judged(scanned, policy, request.as ?? image.repository, image, environment.clock());
    const rendered = formats.map(({ writer, name, file }) => ({
      name,
      ...(file === undefined ? {} : { file }),
      text: writer.render(report, {
        colour: file === undefined && (environment.terminal?.colour ?? false),
        width: (file === undefined ? environment.terminal?.width : undefined) ?? 120,
        now: environment.clock(),
        ...(request.policyFile === undefined ? {} : { policyFile: request.policyFile }),
      }),
    }));
    for (const { file, text } of rendered) {
      if (file !== undefined) writeFileAtomically(file, text);
    }
    if (signer === undefined || request.attest === undefined) {
      return { report, rendered, exitCode: exitCodeOf(report) };
    }
    environment.onProgress?.('signing and publishing');
    const attested = await attest(
      { image, scanned, report, signer, startedAt },
      { ...request, attest: request.attest },
      environment,
    );
    return { report, rendered, exitCode: exitCodeOf(report), attested };
  });
}

async function withScan<Result>(
  request: CheckpointRequest,
  environment: CheckpointEnvironment,
  use: (scan: { image: Image; scanned: ScanResult; startedAt: number }) => Promise<Result>,
): Promise<Result> {
  const startedAt = environment.clock();
  const advisories = openAdvisories(request.advisories ?? databasePath(environment.env));
  try {
    refuseStale(advisories.info.builtAt, request.databaseMaxAgeMs ?? defaultDatabaseMaxAgeMs, startedAt);
    return await withImage(request, environment, async (image, inventoryOptions) => {
      const scanned = await scanImage(image, {
        ...inventoryOptions,
        advisories,
        now: startedAt,
        toolVersion,
      });
      return use({ image, scanned, startedAt });
    });
  } finally {
    advisories.close();
  }
}

/** Opens the image for `use`, with what a walk of it needs, and closes it afterwards. */
export async function withImage<Result>(
  request: Pick<CheckpointRequest, 'image' | 'platform' | 'plainHttp'>,
  environment: CheckpointEnvironment,
  use: (image: Image, options: InventoryOptions) => Promise<Result>,
): Promise<Result> {
  const { env, onProgress, signal } = environment;
  const cancellable = signal === undefined ? {} : { signal };
  const name = parseImageName(request.image);
  onProgress?.(`opening ${request.image}`);
  const image = await openImage(name, {
    ...(request.platform === undefined ? {} : { platform: parsePlatform(request.platform) }),
    registry: registryOptions(request, environment),
    environment: env,
    ...cancellable,
  });
  try {
    return await use(image, {
      cacheDir: join(cacheDirectory(env), 'layers'),
      ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress(progressText(progress)) }),
      ...cancellable,
    });
  } finally {
    await image.close();
  }
}

/**
 * The runtime policy of an image that was walked.
 * @throws USAGE for a bare folder: it has no configuration to derive a policy from
 */
export function runtimePolicyOf(
  image: Image,
  view: FileView,
  executables: readonly Executable[],
): RuntimePolicy {
  if (image.digest === null) {
    throw fault('USAGE', { problem: `${image.reference} is a folder: it has no entry point, user or ports` });
  }
  return deriveRuntimePolicy({
    image: {
      name: image.reference.replace(/@sha256:.*$/, ''),
      digest: image.digest,
      platform: formatPlatform(image.platform),
    },
    config: image.config,
    view,
    executables,
    accounts: accountsOf(view),
  });
}

/** @throws FILE_UNREADABLE POLICY_MALFORMED */
export async function readPolicy(file: string): Promise<Policy> {
  // Loaded here: a scan without a policy should not wait for the YAML parser.
  const { parsePolicy } = await import('./verdict/policy-file.ts');
  return parsePolicy(readTextFile(file), file);
}

export function registryOptions(
  request: Pick<CheckpointRequest, 'plainHttp'>,
  environment: Pick<CheckpointEnvironment, 'env' | 'http'>,
): RegistryOptions {
  const { env, http } = environment;
  return { http, plainHttp: request.plainHttp ?? false, credentials: dockerCredentials(env) };
}

function judged(
  { report, decidedRules }: ScanResult,
  policy: Policy | undefined,
  repository: string,
  image: Image,
  now: number,
): ScanReport {
  const verdict = policy === undefined ? undefined : verdictOf(report, policy, repository, image, now);
  const findings = [...(verdict?.findings ?? report.findings)];
  const compliance = evaluateCompliance({
    findings,
    decidedRules,
    complete: report.complete,
    advisoriesMatched: report.advisories !== null,
  });
  return { ...report, findings, compliance, verdict: verdict?.verdict ?? null };
}

function verdictOf(
  report: ScanReport,
  policy: Policy,
  repository: string,
  image: Image,
  now: number,
): ReturnType<typeof judge> {
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
function exitCodeOf(report: ScanReport): 0 | 1 | 3 {
  const blocks = report.verdict?.reasons.some((reason) => reason.code !== 'SCAN_INCOMPLETE') ?? false;
  if (blocks && report.verdict?.policy.mode === 'enforce') return 1;
  return report.complete ? 0 : 3;
}

interface Attestation {
  readonly image: Image;
  readonly scanned: ScanResult;
  readonly report: ScanReport;
  readonly signer: KeySigner;
  readonly startedAt: number;
}

/** Signs and publishes beside the image; a tag is bound to what it names, which may be the index above the image. */
async function attest(
  { image, scanned, report, signer, startedAt }: Attestation,
  request: CheckpointRequest & { readonly attest: AttestRequest },
  environment: CheckpointEnvironment,
): Promise<NonNullable<CheckpointResult['attested']>> {
  if (image.name.transport !== 'registry' || image.digest === null) {
    throw fault('USAGE', {
      problem: `${request.image} is not in a registry, so nothing can be published beside it`,
    });
  }
  // Loaded here: a scan that signs nothing should not wait for what signs.
  const [{ publishStatements }, { buildStatements }, { tagBindingStatement }] = await Promise.all([
    import('./attest/publish.ts'),
    import('./attest/statements.ts'),
    import('./attest/predicates/tag-binding.ts'),
  ]);
  const { reference } = image.name;
  const repository = openRepository(reference, registryOptions(request, environment));
  const signedAt = environment.clock();
  const options = {
    now: signedAt,
    ...(environment.signal === undefined ? {} : { signal: environment.signal }),
  };
  const name = `${reference.host}/${reference.repository}`;
  const policy = runtimePolicyOf(image, scanned.view, report.executables);
  const tags =
    request.attest.tags.length > 0 ? request.attest.tags : reference.tag === undefined ? [] : [reference.tag];
  const statements = buildStatements({
    subject: { name, digest: image.digest },
    report,
    startedAt,
    signedAt,
    runtime: { policy, files: emit(policy) },
    tags: image.indexDigest === undefined ? tags : [],
  });
  const published = [
    ...(await publishStatements(
      repository,
      await descriptorOf(repository, image.digest),
      statements,
      signer,
      options,
    )),
  ];
  if (image.indexDigest !== undefined) {
    const bindings = tags.map((tag) =>
      tagBindingStatement({ name, digest: image.indexDigest as Digest }, tag, signedAt),
    );
    const index = await descriptorOf(repository, image.indexDigest);
    published.push(...(await publishStatements(repository, index, bindings, signer, options)));
  }
  return { digest: image.digest, statements: published.map(({ kind }) => kind) };
}

async function descriptorOf(repository: Repository, digest: Digest): Promise<Descriptor> {
  const served = await repository.manifest(digest);
  if (served === undefined)
    throw fault('IMAGE_NOT_FOUND', { image: digest, hint: 'it was deleted while it was scanned' });
  return served.descriptor;
}

function signerOf(request: AttestRequest): KeySigner {
  for (const tag of request.tags) {
    if (!isTag(tag)) throw fault('USAGE', { problem: `${tag} is not a tag` });
  }
  const pem = request.keyText ?? (request.keyFile === undefined ? undefined : readTextFile(request.keyFile));
  if (pem === undefined) throw fault('USAGE', { problem: 'attest needs a private key' });
  return readSigner(pem, request.password === '' ? undefined : request.password);
}

function refuseStale(builtAt: string, maxAgeMs: number, now: number): void {
  const age = now - parseTime(builtAt);
  if (age <= maxAgeMs) return;
  throw fault('ADVISORIES_TOO_OLD', { age: formatDuration(age), limit: formatDuration(maxAgeMs) });
}

function progressText({ layer, layers, bytes, totalBytes }: WalkProgress): string {
  const megabytes = (count: number): string => `${(count / 1e6).toFixed(0)} MB`;
  const total = totalBytes === undefined ? '' : ` of ${megabytes(totalBytes)}`;
  return `reading layer ${layer + 1} of ${layers}: ${megabytes(bytes)}${total}`;
}
