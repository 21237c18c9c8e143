import type { IndexReport } from '../model/index-report.ts';
import type { ScanReport } from '../model/scan-report.ts';

export interface RenderOptions {
  /** Whether escape codes for colours may be written. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Milliseconds since the epoch: ages are counted to it. */
  readonly now: number;
  /** As the person named it. */
  readonly policyFile?: string;
}

/** What one text is made of: the parts of it that are long and were written before are bytes, and not copied. */
export type Pieces = readonly (string | Uint8Array)[];

/** One format. A new one is a file beside this one and a line in `writers.ts`. */
export interface ReportWriter {
  /** As in `--format NAME`. */
  readonly name: string;
  /** The whole report as text, its last line ended. The same report and options give the same text. */
  render(report: ScanReport, options: RenderOptions): string;
  /** The same in pieces, where some of it may have been written before. */
  pieces?(report: ScanReport): Pieces;
  /** The images of all platforms of an index in one text. */
  renderIndex(report: IndexReport, options: RenderOptions): string;
}
