import { indexReportSchema } from '../model/index-report.ts';
import { inSchemaOrder } from '../model/scan-report.ts';
import type { ReportWriter } from './writer.ts';

/** The report as the published schema has it: its keys in the schema's order, two spaces, a last line end. */
export const json: ReportWriter = {
  name: 'json',
  render(report) {
    return textOf(inSchemaOrder(report));
  },
  renderIndex: (index) => textOf(inSchemaOrder(index, indexReportSchema)),
};

function textOf(json: unknown): string {
  return `${escapeUnseen(JSON.stringify(json, undefined, 2))}\n`;
}

/**
 * JSON.stringify leaves the C1 controls and bidirectional overrides of a file name as they are, and a report is often
 * printed. They only stand inside of strings, so the escaped document means the same.
 */
function escapeUnseen(text: string): string {
  return text.replace(
    /[\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
