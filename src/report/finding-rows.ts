import { printable } from '../errors.ts';
import type { FindingKind } from '../model/finding-kind.ts';
import type { Finding, ScanReport } from '../model/scan-report.ts';
import type { Severity } from '../model/severity.ts';
import { alignColumns, type Column } from './columns.ts';
import { moreLine, paint, type Style, screenful } from './terminal.ts';
import type { RenderOptions } from './writer.ts';

// An id that is cut cannot be looked up: the first two columns never give way. What would end a finding is worth
// more than the layer it came with: the last column is left out before others are cut for it.
const columns: readonly Column[] = [
  { max: 24, min: 24 },
  { max: 10, min: 10 },
  { max: 44, min: 12 },
  { max: 48, min: 12 },
  { max: 80, min: 12, optional: true },
];

const severityColumn = 1;
const severityStyles: Readonly<Partial<Record<Severity, Style>>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  unknown: 'yellow',
};

/** One line for each finding, at most a screenful of them. */
export function rowsOf(
  findings: readonly Finding[],
  image: ScanReport['image'],
  options: RenderOptions,
): string[] {
  const shown = findings.slice(0, screenful);
  const cells = shown.map((finding) =>
    [...cellsByKind[finding.kind](finding), notesOn(finding, image)].map(printable),
  );
  const indent = '  ';
  const lines = alignColumns(
    cells,
    columns,
    Math.max(options.width, 40) - indent.length,
    (cell, column, row) => {
      const style = column === severityColumn ? severityStyles[shown[row]?.severity ?? 'low'] : undefined;
      return style === undefined ? cell : paint(cell, style, options);
    },
  );
  return [...lines.map((line) => indent + line), ...moreLine(findings.length - shown.length)];
}

/** Four cells: what it is called, how bad, what is wrong, and what would end it or where it is. */
const cellsByKind: Readonly<Record<FindingKind, (finding: Finding) => string[]>> = {
  vulnerability: (finding) => [finding.rule, finding.severity, packageOf(finding), fixOf(finding)],
  secret: ({ kind, rule, severity, path, line }) => [kind, severity, rule, placeOf(path, line)],
  malware: ({ kind, rule, severity, path }) => [kind, severity, rule, path ?? ''],
  integrity: ({ kind, rule, severity, path }) => [kind, severity, rule, path ?? ''],
  misconfiguration: ({ rule, severity, title, path }) => [rule, severity, title, path ?? ''],
};

function placeOf(path: string | undefined, line: number | undefined): string {
  return [path, line].filter((part) => part !== undefined).join(':');
}

function packageOf({ packageName, package: purl, installed }: Finding): string {
  const ecosystem = purl?.startsWith('pkg:npm/') ? '(npm)' : undefined;
  return [packageName ?? purl, installed, ecosystem].filter(Boolean).join(' ');
}

function fixOf({ fixedIn, fixState }: Finding): string {
  if (fixedIn !== undefined) return `fixed in ${fixedIn}`;
  if (fixState === 'wont-fix') return 'will not be fixed';
  return fixState === 'end-of-life' ? 'no longer maintained' : 'no fix known';
}

function notesOn(
  { knownExploited, epss, layer, origin, change }: Finding,
  image: ScanReport['image'],
): string {
  const index = layer === null ? -1 : image.layers.findIndex(({ diffId }) => diffId === layer);
  const createdBy = index < 0 ? undefined : instructionOf(image.layers[index]?.createdBy);
  return [
    knownExploited === true ? 'known exploited' : undefined,
    epss === undefined ? undefined : `EPSS ${epss.toFixed(2)}`,
    change === 'new' ? 'new' : undefined,
    index < 0 ? undefined : placeOfLayer(index, origin, createdBy),
  ]
    .filter((note) => note !== undefined)
    .join(' · ');
}

function placeOfLayer(index: number, origin: Finding['origin'], createdBy: string | undefined): string {
  if (origin === 'base') return 'base image';
  const whose = origin === 'yours' ? 'yours, ' : '';
  return `${whose}layer ${index + 1}${createdBy === undefined ? '' : `: ${createdBy}`}`;
}

/** Without what builders put around the line of the Dockerfile. */
function instructionOf(createdBy: string | undefined): string | undefined {
  const line = createdBy
    ?.replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/^(?:RUN )?\/bin\/sh -c /, 'RUN ')
    .replace(/\s*# buildkit$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? undefined : line;
}
