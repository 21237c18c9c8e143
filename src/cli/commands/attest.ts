import { checkpoint } from '../../checkpoint.ts';
import { fault } from '../../errors.ts';
import type { Command } from '../command.ts';
import {
  checkpointEnvironment,
  type ImageOptions,
  imageRequest,
  listArgument,
  registryReference,
  withImageOptions,
} from '../options.ts';

interface AttestOptions extends ImageOptions {
  readonly key?: string;
  readonly keyless?: boolean;
  readonly tag?: readonly string[];
}

/** `sekisho attest IMAGE`: scan, sign what was found and publish it beside the image. */
export const attestCommand: Command = (program, context) => {
  withImageOptions(program.command('attest'))
    .description('scan an image, then sign and publish what was found beside it')
    .option('--key <file>', 'private key (its password in SEKISHO_PASSWORD)')
    .option(
      '--tag <tag>',
      'tag to bind to the digest; may be repeated (default: the tag of IMAGE)',
      listArgument,
    )
    .action(async (image: string, options: AttestOptions) => {
      if (options.key === undefined) {
        throw fault('USAGE', {
          problem: 'attest needs a private key: --key FILE (make one with sekisho keygen)',
        });
      }
      registryReference(image);
      const environment = checkpointEnvironment(context);
      try {
        const result = await checkpoint(
          {
            ...imageRequest(image, options, context),
            formats: [],
            attest: {
              keyFile: options.key,
              password: context.env.SEKISHO_PASSWORD ?? '',
              tags: options.tag ?? [],
            },
          },
          environment,
        );
        environment.endProgress();
        const { verdict } = result.report;
        context.stdout.write(`signed ${result.attested?.digest}\n`);
        for (const statement of result.attested?.statements ?? []) context.stdout.write(`  ${statement}\n`);
        if (verdict === null) {
          context.stdout.write(
            'no policy: no verdict was signed, and a gate will treat the image as not judged\n',
          );
        } else {
          context.stdout.write(`verdict: ${verdict.outcome} under ${options.policy ?? 'sekisho.yaml'}\n`);
          for (const reason of verdict.reasons) context.stdout.write(`  ${reason.message}\n`);
        }
        context.exit(result.exitCode);
      } finally {
        environment.endProgress();
      }
    });
};
