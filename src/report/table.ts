import { stripVTControlCharacters } from 'node:util';
import { printable } from '../errors.ts';
import { splitByVerdict } from '../model/blocking.ts';
import { isDigest, shortDigest } from '../model/digest.ts';
import type { IndexReport } from '../model/index-report.ts';
import type { Finding, ScanReport, Verdict } from '../model/scan-report.ts';
import { bySeverity, severities } from '../model/severity.ts';
import { endOfDay, formatDuration, parseTime } from '../model/time.ts';
import { byUrgency } from '../model/urgency.ts';
import { rowsOf } from './finding-rows.ts';
import { remediesFor } from './remedies.ts';
import { moreLine, paint, screenful } from './terminal.ts';
import { displayWidth } from './text-width.ts';
import type { RenderOptions, ReportWriter } from './writer.ts';

/** For people: the answer first, then why, then what to do. */
export const table: ReportWriter = {
  name: 'table',
  render(report, options) {
    const sections = [
      incompleteness(report, options),
      heading(report, options),
      report.verdict === null ? unjudged(report, options) : judged(report, report.verdict, options),
      closing(report, options),
    ];
    const text = sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
    return text.join('\n');
  },
  renderIndex: (index, options) =>
    [...index.reports.map((report) => table.render(report, options)), summaryOf(index, options)].join('\n'),
};

/** One line for each platform, after what was said of each. */
function summaryOf({ index, platforms, outcome, complete }: IndexReport, options: RenderOptions): string {
  const name = paint(printable(nameOf(index)), 'bold', options);
  const answers = platforms.map((one) => [
    printable(one.platform),
    one.complete ? (one.outcome ?? 'not judged').toUpperCase() : 'INCOMPLETE',
    severities
      .flatMap((severity) => (one.open[severity] === 0 ? [] : `${one.open[severity]} ${severity}`))
      .join(', ') || 'no findings',
  ]);
  const width = (column: number): number =>
    Math.max(...answers.map((row) => displayWidth(row[column] ?? '')));
  const whole = complete ? (outcome ?? 'not judged').toUpperCase() : 'INCOMPLETE';
  const lines = answers.map(
    ([platform = '', answer = '', counts = '']) =>
      `  ${platform.padEnd(width(0))}  ${answer.padEnd(width(1))}  ${counts}`,
  );
  return `${[`${name}  ${count(platforms.length, 'platform')}: ${whole}`, ...lines].join('\n')}\n`;
}

const maxActionColumn = 60;
const maxListed = 5;
const soonMs = 14 * 86_400_000;

/** First of all: what follows is not the whole truth. */
function incompleteness({ complete, problems }: ScanReport, options: RenderOptions): string[] {
  if (complete) return [];
  const things = problems.length === 0 ? 'something' : count(problems.length, 'thing');
  const title = paint('INCOMPLETE', ['bold', 'yellow'], options);
  return [
    `${title}: ${things} could not be looked at, so findings may be missing`,
    ...listed(problems.map((problem) => `  ${printable(problem)}`)),
  ];
}

function heading({ image, os, packages, base, baseline }: ScanReport, options: RenderOptions): string[] {
  const system = os === null ? 'no operating system' : [os.id, os.versionId].filter(Boolean).join(' ');
  const layers = count(image.layers.length, 'layer');
  const from = base === undefined || base.layers === 0 ? '' : ` (${base.layers} from base ${base.reference})`;
  const facts = [system, count(packages.length, 'package'), `${layers}${from}`].map(printable);
  const name = paint(printable(nameOf(image)), 'bold', options);
  const rest = `${printable(image.platform)}  ${facts.join(' · ')}`;
  const line = `${name}  ${rest}`;
  const fits = displayWidth(stripVTControlCharacters(line)) <= options.width;
  return [
    ...(fits ? [line] : [name, `  ${rest}`]),
    ...(base === undefined ? [] : baseNotes(base)),
    ...(baseline === undefined ? [] : [comparison(baseline)]),
  ];
}

/** A base of which no layer is here says nothing of findings: why, and what to do. */
function baseNotes({ reference, layers, how }: NonNullable<ScanReport['base']>): string[] {
  if (layers > 0) return [];
  const name = printable(reference);
  return how === 'given'
    ? [`  no layer of ${name} is in it: name the version it was built on, by its digest`]
    : [`  built on ${name}, it says: sekisho base add ${name} tells its findings from yours`];
}

function comparison(baseline: NonNullable<ScanReport['baseline']>): string {
  const { reference, gone } = baseline;
  return `  against ${printable(reference)}: ${baseline.new} new, ${baseline.unchanged} unchanged, ${gone.length} gone`;
}

function nameOf({ reference, digest }: Pick<ScanReport['image'], 'reference' | 'digest'>): string {
  const at = reference.lastIndexOf('@');
  const written = reference.slice(at + 1);
  if (at >= 0 && isDigest(written)) return `${reference.slice(0, at)}@${shortDigest(written)}`;
  return digest === null ? reference : `${reference}@${shortDigest(digest)}`;
}

function unjudged({ findings, image, only }: ScanReport, options: RenderOptions): string[] {
  const open = findings
    .filter(({ status }) => status === 'open')
    .sort((a, b) => bySeverity(a.severity, b.severity) || byUrgency(a, b));
  const why = only === undefined ? 'no policy' : `looked for ${only.join(', ')} only`;
  const title = `${why}: nothing judged; ${count(open.length, 'finding')}`;
  return open.length === 0 ? [title] : [title, '', ...rowsOf(open, image, options)];
}

function judged(report: ScanReport, verdict: Verdict, options: RenderOptions): string[] {
  const { blocking, others } = splitByVerdict(report);
  const messages = (wanted: (code: string) => boolean): string[] =>
    verdict.reasons.filter(({ code }) => wanted(code)).map(({ message }) => printable(message));
  const expired = messages((code) => code === 'WAIVER_EXPIRED');
  const rest = messages((code) => code !== 'WAIVER_EXPIRED' && code !== 'FINDING_BLOCKS');
  const allowed = verdict.outcome === 'pass' && verdict.listed !== undefined;
  const why = [
    ...(blocking.length > 0 || (rest.length === 0 && !allowed)
      ? [`${count(blocking.length, 'finding')} ${blocking.length === 1 ? 'blocks' : 'block'}`]
      : []),
    ...(allowed ? [`named by ${printable(verdict.listed ?? '')}`] : []),
    ...rest,
  ];
  return [
    `${answer(verdict, options)}: ${why[0]}`,
    ...why.slice(1).map((line) => `  ${line}`),
    ...(blocking.length === 0 ? [] : ['', ...rowsOf(blocking, report.image, options)]),
    ...(expired.length === 0 ? [] : ['', ...listed(expired.map((line) => `  ${line}`))]),
    ...remedyLines(blocking, others, options),
  ];
}

function answer({ outcome, policy }: Verdict, options: RenderOptions): string {
  const word =
    outcome === 'pass' ? paint('PASS', ['bold', 'green'], options) : paint('FAIL', ['bold', 'red'], options);
  const file = printable(options.policyFile ?? `policy ${shortDigest(policy.digest)}`);
  const mode = policy.mode === 'audit' ? ', audit: nothing is blocked' : '';
  return `${word} under ${file} (rule ${printable(policy.rule)}${mode})`;
}

function remedyLines(
  blocking: readonly Finding[],
  others: readonly Finding[],
  options: RenderOptions,
): string[] {
  if (blocking.length === 0) return [];
  const { remedies, endless } = remediesFor(blocking, others);
  const ended = blocking.length - endless.length;
  const goal =
    endless.length > 0
      ? `${ended} of ${blocking.length} are gone`
      : blocking.length === 1
        ? 'it is gone'
        : `all ${blocking.length} are gone`;
  const shown = remedies.slice(0, screenful);
  const widths = shown.map(({ action }) => displayWidth(action));
  const column = Math.max(0, ...widths.filter((width) => width <= maxActionColumn));
  const lines = shown.map((remedy) => {
    // Never cut: it is there to be copied.
    const fill = ' '.repeat(Math.max(0, column - displayWidth(remedy.action)));
    const more = remedy.others === 0 ? '' : ` and ${count(remedy.others, 'other')}`;
    return `  ${remedy.action}${fill}  ${paint(`ends ${remedy.ends.length}${more}`, 'dim', options)}`;
  });
  const rules = [...new Set(endless.map(({ rule }) => printable(rule)))];
  const names = rules.slice(0, maxListed);
  const rest = rules.length - names.length;
  return [
    ...(lines.length === 0 ? [] : ['', `Do this, and ${goal}:`, ...lines]),
    ...moreLine(remedies.length - shown.length),
    ...(endless.length === 0
      ? []
      : [
          '',
          `No fix is known for ${names.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}: remove the package, or accept it with a waiver`,
        ]),
  ];
}

function closing(report: ScanReport, options: RenderOptions): string[] {
  const { verdict, findings, advisories } = report;
  const open = splitByVerdict(report).others;
  const suppressed = findings.filter(({ status }) => status === 'suppressed').length;
  const counts = [
    ...severities.map((severity) => [
      open.filter((finding) => finding.severity === severity).length,
      severity,
    ]),
    [suppressed, 'suppressed'],
  ]
    .filter(([number]) => number !== 0)
    .map((pair) => pair.join(' '));
  const waived = waivedText(findings, verdict, options.now);
  const summary = [...counts, ...(waived === undefined ? [] : [waived])].join(', ');
  const parts = [
    ...(summary === '' ? [] : [verdict === null ? summary : `Also: ${summary}`]),
    advisories === null
      ? 'packages not matched: not asked for'
      : `advisories of ${printable(advisories.builtAt.slice(0, 10))} (${formatDuration(options.now - parseTime(advisories.builtAt))} old)`,
    ...(findings.length === 0 ? [] : ['--format json for all']),
  ];
  return [
    parts.join(' · '),
    ...listed(advisories?.warning === undefined ? [] : [printable(advisories.warning)]),
    ...listed((verdict?.notActedOn ?? []).map((key) => `not acted on by this version: ${printable(key)}`)),
  ];
}

function waivedText(findings: readonly Finding[], verdict: Verdict | null, now: number): string | undefined {
  const number = findings.filter(({ status }) => status === 'waived').length;
  if (number === 0) return undefined;
  const left = (verdict?.waived ?? []).map(({ until }) => endOfDay(until) - now).filter((ms) => ms < soonMs);
  if (left.length === 0) return `${number} waived`;
  // One waiver may be of more findings than a call takes arguments.
  const first = formatDuration(left.reduce((least, ms) => Math.min(least, ms)));
  return left.length === 1
    ? `${number} waived (1 expires in ${first})`
    : `${number} waived (${left.length} expire, the first in ${first})`;
}

function listed(lines: readonly string[]): string[] {
  const more = lines.length - maxListed;
  return more <= 0 ? [...lines] : [...lines.slice(0, maxListed), `  … and ${more} more`];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
