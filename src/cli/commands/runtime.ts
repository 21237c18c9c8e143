import { dirname, join, resolve } from 'node:path';
import { findEvidence, ofKind } from '../../attest/evidence.ts';
import { type Trust, trustOf } from '../../attest/trust.ts';
import { runtimePolicyOf } from '../../checkpoint/attest-image.ts';
import { readPolicy, registryOptions, withImage } from '../../checkpoint/open.ts';
import { fault } from '../../errors.ts';
import { openImage } from '../../image/open.ts';
import { readTextFile, writeFileAtomically } from '../../io/files.ts';
import { parsePlatform } from '../../model/platform.ts';
import type { SignerRule } from '../../model/policy.ts';
import { formatReference } from '../../model/reference.ts';
import type { EmittedFile, RuntimePolicy } from '../../model/runtime-policy.ts';
import { openRepository } from '../../registry/client.ts';
import { emit } from '../../runtime/engines/emitters.ts';
import { explain } from '../../runtime/explain.ts';
import { inventoryOf } from '../../scan/inventory.ts';
import { ruleFor } from '../../verdict/rule.ts';
import type { Command, CommandContext } from '../command.ts';
import {
  checkpointEnvironment,
  defaultPolicyFile,
  imageForms,
  listArgument,
  registryForm,
  registryReference,
  withRegistryOption,
} from '../options.ts';

interface RuntimeOptions {
  readonly platform?: string;
  readonly plainHttp?: boolean;
  readonly entrypoint?: string;
}

interface GenerateOptions extends RuntimeOptions {
  readonly out: string;
  readonly engine?: readonly string[];
}

interface FetchOptions extends RuntimeOptions {
  readonly out: string;
  readonly key?: readonly string[];
  readonly policy?: string;
}

/** `sekisho runtime …`: make, download or explain the runtime policy of an image. */
export const runtimeCommand: Command = (program, context) => {
  const runtime = program.command('runtime').description('the runtime policy that belongs to an image');

  withRegistryOption(runtime.command('generate').argument('<image>', imageForms))
    .description('derive the runtime policy from an image and write it for the engines')
    .requiredOption('--out <dir>', 'folder to write to')
    .option('--engine <name>', 'only for this engine; may be repeated (default: all)', listArgument)
    .option('--entrypoint <path>', 'as if the image started this')
    .option('--platform <os/arch>', 'which image of a multi-platform index')
    .action(async (image: string, options: GenerateOptions) => {
      const policy = await derive(image, options, context);
      write(options.out, policy, emit(policy, options.engine), context);
    });

  withRegistryOption(runtime.command('explain').argument('<image>', imageForms))
    .description(
      'say what the runtime policy allows, where each part comes from, and what each engine enforces',
    )
    .option('--entrypoint <path>', 'as if the image started this')
    .option('--platform <os/arch>', 'which image of a multi-platform index')
    .action(async (image: string, options: RuntimeOptions) => {
      context.stdout.write(explain(await derive(image, options, context)));
    });

  withRegistryOption(runtime.command('fetch').argument('<image>', registryForm))
    .description('download the runtime policy that was signed for exactly this image, verified')
    .requiredOption('--out <dir>', 'folder to write to')
    .option('--key <file>', 'public key that must have signed it; may be repeated', listArgument)
    .option('--policy <file>', `take the signers from this policy (default: ${defaultPolicyFile})`)
    .option('--platform <os/arch>', 'which image of a multi-platform index')
    .action(async (image: string, options: FetchOptions) => {
      const reference = registryReference(image);
      const trust = await trustFor(reference.repository, options);
      const opened = await openImage(
        { transport: 'registry', reference },
        {
          ...(options.platform === undefined ? {} : { platform: parsePlatform(options.platform) }),
          registry: registryOptions(options, context),
          environment: context.env,
          signal: context.signal,
        },
      );
      const { digest } = opened;
      await opened.close();
      if (digest === null) throw fault('IMAGE_NOT_FOUND', { image, hint: 'check the name' });
      const repository = openRepository(reference, registryOptions(options, context));
      const evidence = await findEvidence(repository, digest, trust, {
        now: context.clock(),
        signal: context.signal,
      });
      const [newest] = ofKind(evidence, 'runtime-policy');
      if (newest === undefined) {
        throw fault('RUNTIME_POLICY_MISSING', {
          image: formatReference({ host: reference.host, repository: reference.repository, digest }),
          ignored: evidence.ignored.length,
        });
      }
      write(options.out, newest.stated.policy, newest.stated.files, context);
    });
};

async function derive(
  image: string,
  options: RuntimeOptions,
  context: CommandContext,
): Promise<RuntimePolicy> {
  const environment = checkpointEnvironment(context);
  try {
    return await withImage({ ...options, image }, environment, async (opened, inventoryOptions) => {
      const { view, executables, problems } = await inventoryOf(opened, inventoryOptions);
      // A policy that was made from half an image would forbid what the other half needs.
      if (problems[0] !== undefined) throw fault('IMAGE_UNREADABLE', { image, problem: problems[0] });
      const started = options.entrypoint === undefined ? opened : withEntryPoint(opened, options.entrypoint);
      return runtimePolicyOf(started, view, executables);
    });
  } finally {
    environment.endProgress();
  }
}

function withEntryPoint<Opened extends { readonly config: { readonly config?: object | null | undefined } }>(
  image: Opened,
  path: string,
): Opened {
  return {
    ...image,
    config: { ...image.config, config: { ...image.config.config, Entrypoint: [path], Cmd: [] } },
  };
}

async function trustFor(repository: string, options: FetchOptions): Promise<Trust> {
  if (options.key !== undefined) {
    return trustOf(
      options.key.map((key): SignerRule => ({ key })),
      readTextFile,
    );
  }
  const file = options.policy ?? defaultPolicyFile;
  const policy = await readPolicy(file);
  const rule = ruleFor(policy, repository);
  if (rule === undefined) throw fault('POLICY_NO_RULE', { file, repository });
  return trustOf(rule.signers, (name) => readTextFile(resolve(dirname(file), name)));
}

function write(
  folder: string,
  policy: RuntimePolicy,
  files: readonly EmittedFile[],
  context: CommandContext,
): void {
  const all = [{ path: 'runtime-policy.json', content: `${JSON.stringify(policy, null, 2)}\n` }, ...files];
  for (const { path, content } of all) {
    writeFileAtomically(join(folder, path), content);
    context.stdout.write(`${join(folder, path)}\n`);
  }
}
