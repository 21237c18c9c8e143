import { constants } from 'node:buffer';
import { fault } from '../errors.ts';
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

/** A report in one format. @throws TOO_LARGE for one that is longer than a text can be */
export function rendered(
  report: ScanReport,
  { writer, name, file }: ReportFormat & { readonly writer: ReportWriter },
  options: RenderOptions,
): RenderedReport {
  const about = { name, ...(file === undefined ? {} : { file }) };
  const pieces = asText(name, () => writer.pieces?.(report));
  if (pieces === undefined) return { ...about, text: asText(name, () => writer.render(report, options)) };
  return {
    ...about,
    pieces,
    get text() {
      return asText(name, () => pieces.map(textOf).join(''));
    },
  };
}

/**
 * What a writer makes of a report. An image with a million files that can be run has a report that no text holds.
 * @throws TOO_LARGE
 */
export function asText<Text>(format: string, write: () => Text): Text {
  try {
    return write();
  } catch (cause) {
    const isTooLong = cause instanceof RangeError && cause.message === 'Invalid string length';
    if (!isTooLong) throw cause;
    const what = `the report as ${format}`;
    const hint = 'ask for less of it with --only, or for a format that lists less';
    throw fault('TOO_LARGE', { what, maxBytes: constants.MAX_STRING_LENGTH, hint }, { cause });
  }
}

/** What to write, one after the other. */
export function piecesOf(report: RenderedReport): Pieces {
  return report.pieces ?? [report.text];
}
