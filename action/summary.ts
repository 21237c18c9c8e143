import type { Attested, CheckpointResult } from '../src/checkpoint/request.ts';
import { splitByVerdict } from '../src/model/blocking.ts';
import type { Finding, ScanReport } from '../src/model/scan-report.ts';
import { severities } from '../src/model/severity.ts';
import { type Remedy, remediesFor } from '../src/report/remedies.ts';
import { markdownText } from './text.ts';

/** GitHub drops a step's summary over 1 MiB, all of it; this leaves room for what follows the tables. */
const maxTableBytes = 300 * 1024;

/** The job summary, in Markdown: the answer, why, what to do, then the rest. At most 1 MiB. */
export function renderSummary(report: ScanReport, attested?: CheckpointResult['attested']): string {
  const { blocking, others } = splitByVerdict(report);
  const { remedies, endless } = remediesFor(blocking, others);
  const reasons = (report.verdict?.reasons ?? []).filter(({ code }) => code !== 'FINDING_BLOCKS');
  const sections = [
    `## Sekisho: ${answerOf(report, blocking.length)}`,
    subjectOf(report),
    comparisonOf(report),
    report.advisories?.warning === undefined ? '' : `**Note**: ${markdownText(report.advisories.warning)}.`,
    listOf(
      '',
      reasons.map(({ message }) => message),
    ),
    tableOf(blocking),
    listOf('**Do this**', remedies.map(remedyText)),
    listOf(
      '**No fix is known yet**',
      endless.map(({ rule, packageName }) => `${rule} in ${packageName ?? ''}`),
    ),
    listOf('**Could not be looked at**', report.problems),
    countsOf(report, others),
    foldedTableOf('Findings that do not block', others),
    listOf('**Waived**', (report.verdict?.waived ?? []).map(waiverText)),
    attested === undefined
      ? ''
      : `Signed and published beside the image: ${markdownText(attested.statements.join(', '))}.`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** GitHub takes 1 MiB for a step. */
const maxSummaryBytes = 900 * 1024;

/**
 * The job summary of an index: one after the other, as many as there is room for.
 * @param attested in the order of the reports, where they were signed
 */
export function renderSummaries(reports: readonly ScanReport[], attested: readonly Attested[]): string {
  const parts: string[] = [];
  let bytes = 0;
  for (const [index, report] of reports.entries()) {
    const part = renderSummary(report, attested[index]);
    bytes += Buffer.byteLength(part);
    if (bytes > maxSummaryBytes) {
      parts.push(`${count(reports.length - index, 'more platform')}: in the report files.\n`);
      break;
    }
    parts.push(part);
  }
  return parts.join('\n');
}

function answerOf({ complete, verdict }: ScanReport, blocking: number): string {
  const incomplete = complete ? '' : ', and the scan is not complete';
  if (verdict === null) return `no policy, nothing judged${incomplete}`;
  const rule = `rule ${markdownText(verdict.policy.rule)}${verdict.policy.mode === 'audit' ? ', audit only' : ''}`;
  if (verdict.outcome === 'pass') {
    const listed = verdict.listed === undefined ? '' : `, named by ${markdownText(verdict.listed)}`;
    return `PASS (${rule}${listed})${incomplete}`;
  }
  const why = blocking === 0 ? '' : `: ${count(blocking, 'finding')} ${blocking === 1 ? 'blocks' : 'block'}`;
  return `FAIL${why} (${rule})${incomplete}`;
}

function subjectOf({ image, os, packages, advisories }: ScanReport): string {
  const facts = [
    image.platform,
    ...(os === null ? [] : [`${os.name ?? os.id} ${os.versionId ?? ''}`.trim()]),
    count(packages.length, 'package'),
    count(image.layers.length, 'layer'),
    advisories === null ? 'not matched against advisories' : `advisories of ${advisories.builtAt}`,
  ];
  const digest = image.digest === null ? '' : `<br><code>${markdownText(image.digest)}</code>`;
  return `<code>${markdownText(image.reference)}</code>${digest}<br>${facts.map((fact) => markdownText(fact)).join(' · ')}`;
}

function comparisonOf({ baseline }: ScanReport): string {
  if (baseline === undefined) return '';
  const { reference, unchanged, gone } = baseline;
  return `Against <code>${markdownText(reference)}</code>: ${baseline.new} new, ${unchanged} unchanged, ${gone.length} gone.`;
}

function foldedTableOf(title: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  return `<details><summary>${title}</summary>\n\n${tableOf(findings)}\n\n</details>`;
}

function tableOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const rows: string[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const row = rowOf(finding);
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > maxTableBytes) break;
    rows.push(row);
  }
  const more = findings.length - rows.length;
  return [
    '| severity | finding | in | installed | fixed in |',
    '|---|---|---|---|---|',
    ...rows,
    ...(more === 0 ? [] : ['', `${more} more are in the report.`]),
  ].join('\n');
}

function rowOf(finding: Finding): string {
  const name = markdownText(finding.rule);
  const cells = [
    finding.severity,
    `${finding.change === 'new' ? '**new** ' : ''}${finding.url === undefined ? name : linkTo(finding.url, name)}<br>${markdownText(finding.title, 120)}`,
    markdownText(finding.packageName ?? finding.path ?? ''),
    markdownText(finding.installed ?? ''),
    markdownText(finding.fixedIn ?? finding.fixState ?? ''),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Only to a web page, and in angle brackets, so that nothing in the address can end the link. */
function linkTo(url: string, text: string): string {
  const address = URL.parse(url);
  if (address?.protocol !== 'https:' || address.href.length > 500) return text;
  return `[${text}](<${address.href.replace(/[<>\\|`]/g, encodeURIComponent)}>)`;
}

function countsOf(report: ScanReport, others: readonly Finding[]): string {
  const counts = severities
    .map((severity) => ({ severity, count: others.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const waived = report.findings.filter(({ status }) => status === 'waived').length;
  const all = [...counts, ...(waived === 0 ? [] : [`${waived} waived`])];
  return all.length === 0 ? '' : `Also: ${all.join(', ')}.`;
}

function waiverText(waiver: NonNullable<ScanReport['verdict']>['waived'][number]): string {
  return `until ${waiver.until}: ${waiver.reason} (${waiver.owner})`;
}

/** A list for people: beyond this nobody reads on, and the report has it all. */
const maxListed = 30;

function listOf(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const more = items.length - maxListed;
  return [
    ...(title === '' ? [] : [title, '']),
    ...items.slice(0, maxListed).map((item) => `- ${markdownText(item, 400)}`),
    ...(more <= 0 ? [] : [`- and ${more} more`]),
  ].join('\n');
}

function remedyText({ action, ends, others }: Remedy): string {
  return `${action} (ends ${ends.length} of these${others === 0 ? '' : ` and ${count(others, 'other')}`})`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
