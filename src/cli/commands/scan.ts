import { checkpoint } from '../../checkpoint/checkpoint.ts';
import { piecesOf } from '../../checkpoint/render.ts';
import type { ReportFormat } from '../../checkpoint/request.ts';
import { fault } from '../../errors.ts';
import type { Image } from '../../image/image.ts';
import type { Command } from '../command.ts';
import {
  checkpointEnvironment,
  everyPlatform,
  formatArgument,
  type ImageOptions,
  imageRequest,
  withImageOptions,
} from '../options.ts';
import { keepHeapSmall } from '../small-heap.ts';

interface ScanOptions extends ImageOptions {
  readonly format?: readonly ReportFormat[];
  readonly baseline?: string;
  readonly only?: readonly string[];
}

/** `sekisho scan IMAGE`: scan, judge, report. */
export const scanCommand: Command = (program, context) => {
  withImageOptions(program.command('scan'))
    .description('scan an image, judge it under the policy and report')
    .option(
      '--format <name[=file]>',
      'report format: table, json, gitlab; may be repeated (default: table on a terminal, else json)',
      formatArgument,
    )
    .option(
      '--baseline <image|report>',
      'mark what is new, unchanged or gone since this image or JSON report',
    )
    .option(
      '--only <part,...>',
      'look for less: packages, vulnerabilities, executables, checks, integrity, secrets, malware; not judged then',
      partsArgument,
    )
    .action(async (image: string, options: ScanOptions) => {
      const environment = { ...checkpointEnvironment(context), onReading };
      const formats = options.format ?? [{ name: context.stdout.isTTY === true ? 'table' : 'json' }];
      const baseline = options.baseline === undefined ? {} : { baseline: options.baseline };
      const request = { ...narrowed(imageRequest(image, options, context), options), ...baseline, formats };
      try {
        const { rendered, exitCode } =
          options.platform === everyPlatform
            ? await (await import('../../checkpoint/every-platform.ts')).checkpointEveryPlatform(
                request,
                environment,
              )
            : await checkpoint(request, environment);
        environment.endProgress();
        for (const report of rendered) {
          if (report.file !== undefined) continue;
          for (const piece of piecesOf(report)) context.stdout.write(piece);
        }
        context.exit(exitCode);
      } finally {
        environment.endProgress();
      }
    });
};

function onReading({ layers }: Pick<Image, 'layers'>): void {
  keepHeapSmall(layers.reduce((bytes, { size = 0 }) => bytes + size, 0));
}

function partsArgument(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',')];
}

/** A policy that lies in the folder is for whole scans. @throws USAGE for one that was asked for */
function narrowed(
  request: ReturnType<typeof imageRequest>,
  { only, policy }: ScanOptions,
): ReturnType<typeof imageRequest> {
  if (only === undefined) return request;
  if (policy !== undefined) {
    throw fault('USAGE', { problem: 'a scan of some parts only (--only) cannot be judged under a policy' });
  }
  const { policyFile, ...rest } = request;
  return { ...rest, only };
}
