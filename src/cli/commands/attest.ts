import { checkpoint } from '../../checkpoint/checkpoint.ts';
import { checkpointEveryPlatform } from '../../checkpoint/every-platform.ts';
import type {
  Attested,
  CheckpointEnvironment,
  CheckpointExitCode,
  CheckpointRequest,
} from '../../checkpoint/request.ts';
import { fault } from '../../errors.ts';
import type { ScanReport } from '../../model/scan-report.ts';
import type { Command } from '../command.ts';
import {
  checkpointEnvironment,
  defaultPolicyFile,
  everyPlatform,
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
        const request = {
          ...imageRequest(image, options, context),
          formats: [],
          attest: {
            keyFile: options.key,
            password: context.env.SEKISHO_PASSWORD ?? '',
            tags: options.tag ?? [],
          },
        };
        const { exitCode, images } = await attestEach(options.platform, request, environment);
        environment.endProgress();
        for (const { report, attested } of images) {
          context.stdout.write(textOf(report, attested, options.policy ?? defaultPolicyFile));
        }
        context.exit(exitCode);
      } finally {
        environment.endProgress();
      }
    });
};

async function attestEach(
  platform: string | undefined,
  request: CheckpointRequest,
  environment: CheckpointEnvironment,
): Promise<{
  readonly exitCode: CheckpointExitCode;
  readonly images: readonly { readonly report: ScanReport; readonly attested: Attested | undefined }[];
}> {
  if (platform !== everyPlatform) {
    const { exitCode, report, attested } = await checkpoint(request, environment);
    return { exitCode, images: [{ report, attested }] };
  }
  const { exitCode, report, attested } = await checkpointEveryPlatform(request, environment);
  return {
    exitCode,
    images: report.reports.map((one, index) => ({ report: one, attested: attested[index] })),
  };
}

function textOf({ image, verdict }: ScanReport, attested: Attested | undefined, policyFile: string): string {
  const lines = [
    `signed ${attested?.digest} (${image.platform})`,
    ...(attested?.statements ?? []).map((statement) => `  ${statement}`),
    ...(verdict === null
      ? ['no policy: no verdict was signed, and a gate will treat the image as not judged']
      : [
          `verdict: ${verdict.outcome} under ${policyFile}`,
          ...verdict.reasons.map(({ message }) => `  ${message}`),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}
