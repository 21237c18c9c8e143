import type { ScanReport } from '../model/scan-report.ts';
import { textOf } from '../model/written.ts';
import type { Pieces, RenderOptions, ReportWriter } from '../report/writer.ts';
import type { CheckpointEnvironment, RenderedReport, ReportFormat, ScanRequest } from './request.ts';

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

/** A report in one format. */
export function rendered(
  report: ScanReport,
  { writer, name, file }: ReportFormat & { readonly writer: ReportWriter },
  options: RenderOptions,
): RenderedReport {
  const about = { name, ...(file === undefined ? {} : { file }) };
  const pieces = writer.pieces?.(report);
  if (pieces === undefined) return { ...about, text: writer.render(report, options) };
  return {
    ...about,
    pieces,
    get text() {
      return pieces.map(textOf).join('');
    },
  };
}

/** What to write, one after the other. */
export function piecesOf(report: RenderedReport): Pieces {
  return report.pieces ?? [report.text];
}
