import { fault } from '../errors.ts';
import type { ScanReport } from '../model/scan-report.ts';
import { revised, textOf, writtenOf } from '../model/written.ts';
import { indexReportShape, longListShapes, reportShape, type Shape } from './shape.ts';
import type { Pieces, ReportWriter } from './writer.ts';

/** The report as the published schema has it: its keys in the schema's order, two spaces, a last line end. */
export const json: ReportWriter = {
  name: 'json',
  render: (report) => piecesOf(report).map(textOf).join(''),
  pieces: piecesOf,
  renderIndex: (index) => documentOf(ordered(indexReportShape, index)),
};

type LongList = keyof typeof longListShapes;
const longLists: readonly LongList[] = ['packages', 'executables'];

/** Items of a list that are written at a time: all at once, their text would be in memory three times. */
const blockItems = 256;

/** A list as it stands in a report, in UTF-8, to be kept and written again: see `model/written.ts`. */
export function listBytes(key: LongList, list: Readonly<ScanReport[LongList]>): Buffer {
  if (list.length === 0) return Buffer.from('[]');
  const texts = ['[\n'];
  for (let at = 0; at < list.length; at += blockItems) {
    const block = ordered(longListShapes[key], list.slice(at, at + blockItems));
    const inside = JSON.stringify({ [key]: block }, undefined, 2);
    if (at > 0) texts.push(',\n');
    texts.push(escapeUnseen(inside.slice(`{\n  "${key}": [\n`.length, -'\n  ]\n}'.length)));
  }
  texts.push('\n  ]');
  const bytes = Buffer.allocUnsafeSlow(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
  let written = 0;
  for (const text of texts) written += bytes.write(text, written);
  return bytes;
}

function piecesOf(report: ScanReport): Pieces {
  const written = longLists.flatMap((key) => {
    const list = writtenOf(report, key);
    return list === undefined ? [] : [{ key, list }];
  });
  const others = revised(report, Object.fromEntries(written.map(({ key }) => [key, []])));
  const pieces: (string | Uint8Array)[] = [];
  let rest = documentOf(ordered(reportShape, others));
  for (const { key, list } of written) {
    const line = `\n  "${key}": `;
    // No string of the document can be taken for the line: line ends are escaped in them.
    const at = rest.indexOf(`${line}[],\n`) + line.length;
    pieces.push(rest.slice(0, at), list);
    rest = rest.slice(at + '[]'.length);
  }
  return [...pieces, rest];
}

function documentOf(json: unknown): string {
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

/**
 * The value with its keys in the order of the shape, so that the same report always gives the same bytes. Values are
 * not copied where they hold no objects, and not looked at: types and tests do that.
 * @throws JSON_MALFORMED for a key that is missing, or that the shape does not have
 */
function ordered(shape: Shape, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => ordered(shape, item));
  const from = value as Readonly<Record<string, unknown>>;
  const strange = Object.keys(from).find((key) => !shape.names.has(key));
  if (strange !== undefined) throw malformed(`its schema has no key ${strange}`);
  const result: Record<string, unknown> = {};
  for (const { name, optional, shape: inner } of shape.keys) {
    const found = from[name];
    if (found !== undefined) result[name] = inner === undefined ? found : ordered(inner, found);
    else if (!optional) throw malformed(`${name} is missing`);
  }
  return result;
}

function malformed(reason: string): Error {
  return fault('JSON_MALFORMED', { what: 'the report', reason });
}
