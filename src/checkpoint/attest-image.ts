import { type KeySigner, readSigner } from '../attest/keys.ts';
import { fault } from '../errors.ts';
import { accountsOf } from '../image/accounts.ts';
import type { FileView } from '../image/file-view.ts';
import type { Image } from '../image/image.ts';
import { readTextFile } from '../io/files.ts';
import type { Digest } from '../model/digest.ts';
import type { Descriptor } from '../model/manifest.ts';
import { formatPlatform } from '../model/platform.ts';
import { isTag } from '../model/reference.ts';
import type { RuntimePolicy } from '../model/runtime-policy.ts';
import type { Executable, ScanReport } from '../model/scan-report.ts';
import { openRepository } from '../registry/client.ts';
import type { Repository } from '../registry/repository.ts';
import { deriveRuntimePolicy } from '../runtime/derive.ts';
import { emit } from '../runtime/engines/emitters.ts';
import type { ScanResult } from '../scan/scan.ts';
import { registryOptions } from './open.ts';
import type { Attested, AttestRequest, CheckpointEnvironment, ScanRequest } from './request.ts';

export interface Attestation {
  readonly image: Image;
  readonly scanned: ScanResult;
  readonly report: ScanReport;
  readonly signer: KeySigner;
  readonly startedAt: number;
  /** Of the index above the image, its tag is bound once, by whichever of its images comes first. Default true. */
  readonly bindIndex?: boolean;
}

/**
 * Signs what was found and publishes it beside the image; a tag is bound to what it names, which may be the index
 * above the image.
 * @throws USAGE for an image that is in no registry; IMAGE_NOT_FOUND, and what a registry's client throws
 */
export async function attestImage(
  { image, scanned, report, signer, startedAt, bindIndex = true }: Attestation,
  request: Pick<ScanRequest, 'plainHttp'> & { readonly attest: AttestRequest },
  environment: CheckpointEnvironment,
): Promise<Attested> {
  if (image.name.transport !== 'registry' || image.digest === null) {
    throw fault('USAGE', {
      problem: `${image.reference} is not in a registry, so nothing can be published beside it`,
    });
  }
  // Loaded here: a scan that signs nothing should not wait for what signs.
  const [{ publishStatements }, { buildStatements }, { tagBindingStatement }] = await Promise.all([
    import('../attest/publish.ts'),
    import('../attest/statements.ts'),
    import('../attest/predicates/tag-binding.ts'),
  ]);
  const { reference } = image.name;
  const repository = openRepository(reference, registryOptions(request, environment));
  const signedAt = environment.clock();
  const options = {
    now: signedAt,
    ...(environment.signal === undefined ? {} : { signal: environment.signal }),
  };
  const name = `${reference.host}/${reference.repository}`;
  const policy = runtimePolicyOf(image, await scanned.view(), report.executables);
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
  if (image.indexDigest !== undefined && bindIndex) {
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

/** Who signs. @throws USAGE for a tag that is none or a missing key; KEY_… for a key that cannot be read */
export function signerOf(request: AttestRequest): KeySigner {
  for (const tag of request.tags) {
    if (!isTag(tag)) throw fault('USAGE', { problem: `${tag} is not a tag` });
  }
  const pem = request.keyText ?? (request.keyFile === undefined ? undefined : readTextFile(request.keyFile));
  if (pem === undefined) throw fault('USAGE', { problem: 'attest needs a private key' });
  return readSigner(pem, request.password === '' ? undefined : request.password);
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
