import { dirname, resolve } from 'node:path';
import { trustOf } from '../../attest/trust.ts';
import { readPolicy, registryOptions } from '../../checkpoint/open.ts';
import { fault } from '../../errors.ts';
import { explainDecision } from '../../gate/explain.ts';
import { createGate } from '../../gate/gate.ts';
import { readTextFile } from '../../io/files.ts';
import { formatReference, referenceTarget } from '../../model/reference.ts';
import { openRepository } from '../../registry/client.ts';
import type { Command } from '../command.ts';
import {
  defaultPolicyFile,
  registryForm,
  registryReference,
  wantsColour,
  withRegistryOption,
} from '../options.ts';

interface VerifyOptions {
  readonly policy: string;
  readonly json?: boolean;
  readonly plainHttp?: boolean;
}

/** `sekisho verify IMAGE`: what the gate would decide, and why, without a gate. */
export const verifyCommand: Command = (program, context) => {
  withRegistryOption(program.command('verify').argument('<image>', registryForm))
    .description('what the gate would decide about an image, and why')
    .option('--policy <file>', 'the policy', defaultPolicyFile)
    .option('--explain', 'every check (this is the default; the flag is for scripts that spell it out)')
    .option('--json', 'the decision as JSON')
    .action(async (image: string, options: VerifyOptions) => {
      const reference = registryReference(image);
      const policy = await readPolicy(options.policy);
      const readKey = (file: string): string => readTextFile(resolve(dirname(options.policy), file));
      const repository = openRepository(reference, registryOptions(options, context));
      const served = await repository.manifest(referenceTarget(reference), { signal: context.signal });
      if (served === undefined) {
        throw fault('IMAGE_NOT_FOUND', {
          image: formatReference(reference),
          hint: 'check the name and the tag',
        });
      }
      const gate = createGate({
        policy,
        trust: (rule) => trustOf(rule.signers, readKey),
        clock: context.clock,
      });
      const tag = reference.digest === undefined ? (reference.tag ?? 'latest') : undefined;
      const decision = await gate.decide(
        {
          repository: reference.repository,
          ...(tag === undefined ? {} : { tag }),
          digest: served.descriptor.digest,
          mediaType: served.descriptor.mediaType,
          manifest: served.bytes,
          client: 'verify',
        },
        repository,
      );
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify(decision, null, 2)}\n`
          : explainDecision(decision, { image: formatReference(reference), colour: wantsColour(context) }),
      );
      context.exit(decision.outcome === 'allow' && decision.reasons.length === 0 ? 0 : 1);
    });
};
