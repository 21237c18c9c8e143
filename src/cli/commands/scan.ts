import { checkpoint, type ReportFormat } from '../../checkpoint.ts';
import type { Command } from '../command.ts';
import {
  checkpointEnvironment,
  formatArgument,
  type ImageOptions,
  imageRequest,
  withImageOptions,
} from '../options.ts';

interface ScanOptions extends ImageOptions {
  readonly format?: readonly ReportFormat[];
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
    .action(async (image: string, options: ScanOptions) => {
      const environment = checkpointEnvironment(context);
      const formats = options.format ?? [{ name: context.stdout.isTTY === true ? 'table' : 'json' }];
      try {
        const result = await checkpoint({ ...imageRequest(image, options, context), formats }, environment);
        environment.endProgress();
        for (const { file, text } of result.rendered) {
          if (file === undefined) context.stdout.write(text);
        }
        context.exit(result.exitCode);
      } finally {
        environment.endProgress();
      }
    });
};
