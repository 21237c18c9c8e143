import type { RenderOptions } from '../report/writer.ts';
import type { CheckpointEnvironment, ScanRequest } from './request.ts';

const plainWidth = 120;

/** How a report is to look: files are always plain, and as wide on every machine. */
export function renderOptions(
  request: Pick<ScanRequest, 'policyFile'>,
  environment: Pick<CheckpointEnvironment, 'clock' | 'terminal'>,
  file: string | undefined,
): RenderOptions {
  const terminal = file === undefined ? environment.terminal : undefined;
  return {
    colour: terminal?.colour ?? false,
    width: terminal?.width ?? plainWidth,
    now: environment.clock(),
    ...(request.policyFile === undefined ? {} : { policyFile: request.policyFile }),
  };
}
