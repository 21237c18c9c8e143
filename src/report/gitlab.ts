import { createHash } from 'node:crypto';
import { printable } from '../errors.ts';
import { isDigest } from '../model/digest.ts';
import type { Finding, ScanReport } from '../model/scan-report.ts';
import type { Severity } from '../model/severity.ts';
import { formatTime, parseTime } from '../model/time.ts';
import { byUrgency } from '../model/urgency.ts';
import type { ReportWriter } from './writer.ts';

/**
 * Of `container-scanning-report-format.json` in GitLab's security report schemas. What is written here fulfils 15.2.1
 * as well; the older one is read by more servers.
 */
const schemaVersion = '15.0.7';

/** Code points, as the schema counts them; `label` is what GitLab stores of names and identifiers. */
const limits = { label: 255, description: 1_048_576, solution: 7000 };

/**
 * GitLab's container scanning report. Open findings only: GitLab takes what is listed as a vulnerability of the
 * project, so accepted ones are left out and counted in a message. An incomplete scan is a failed one, with its
 * problems. GitLab takes one such report of a job: that of an index has what was found on any platform, once.
 */
export const gitlab: ReportWriter = {
  name: 'gitlab',
  render: (report) =>
    documentOf(report, {
      reference: report.image.reference,
      messages: messagesOf(report),
      found: foundIn([report], ({ id, package: purl = '', path = '' }) => [id, purl, path]),
    }),
  renderIndex: (index) =>
    documentOf(index, {
      reference: index.index.reference,
      messages: index.reports.flatMap((report) =>
        messagesOf(report).map(({ level, value }) => ({
          level,
          value: `${plain(report.image.platform)}: ${value}`,
        })),
      ),
      // Packages of distributions have their architecture in the purl.
      found: foundIn(index.reports, ({ id, installed = '', path = '' }) => [id, installed, path]),
    }),
};

interface Message {
  readonly level: string;
  readonly value: string;
}

/** A finding, of the report of its image. */
interface Found {
  readonly uuid: string;
  readonly finding: Finding;
  readonly report: ScanReport;
  /** Where it was found; empty for everywhere. */
  readonly platforms: readonly string[];
}

interface Content {
  readonly reference: string;
  readonly messages: readonly Message[];
  readonly found: readonly Found[];
}

function documentOf(
  { tool: by, scannedAt, complete }: Pick<ScanReport, 'tool' | 'scannedAt' | 'complete'>,
  { reference, messages, found }: Content,
): string {
  // GitLab wants the time without a zone, in UTC.
  const time = formatTime(parseTime(scannedAt)).slice(0, 19);
  const tool = { id: by.name, name: 'Sekisho', version: by.version, vendor: { name: 'Sekisho' } };
  const document = {
    version: schemaVersion,
    scan: {
      analyzer: tool,
      scanner: tool,
      type: 'container_scanning',
      start_time: time,
      end_time: time,
      status: complete ? 'success' : 'failure',
      messages,
    },
    vulnerabilities: found.map((one) => vulnerabilityOf(one, reference)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** @param keyOf the same for findings that are one vulnerability to GitLab: the most urgent stands for all of them */
function foundIn(
  reports: readonly ScanReport[],
  keyOf: (finding: Finding) => readonly string[],
): readonly Found[] {
  const open = reports
    .flatMap((report) =>
      report.findings.filter(({ status }) => status === 'open').map((finding) => ({ finding, report })),
    )
    .sort((a, b) => byUrgency(a.finding, b.finding));
  return [...Map.groupBy(open, ({ finding }) => uuidOf(keyOf(finding)))].flatMap(([uuid, same]) => {
    const having = new Set(same.map(({ report }) => report));
    const platforms = having.size === reports.length ? [] : [...having].map(({ image }) => image.platform);
    return same.slice(0, 1).map((first) => ({ ...first, uuid, platforms: [...new Set(platforms)].sort() }));
  });
}

function messagesOf({ findings, complete, problems }: ScanReport): Message[] {
  const left = findings.filter(({ status }) => status !== 'open').length;
  return [
    ...problems.map((problem) => ({ level: 'warn', value: plain(problem) || 'a problem without a name' })),
    ...(complete || problems.length > 0
      ? []
      : [{ level: 'warn', value: 'something could not be looked at' }]),
    ...(left === 0 ? [] : [{ level: 'info', value: `not listed: ${left} waived or suppressed` }]),
  ];
}

function vulnerabilityOf(found: Found, reference: string): Record<string, unknown> {
  const { uuid, finding, report } = found;
  const url = finding.url !== undefined && isWebAddress(finding.url) ? finding.url : undefined;
  const solution = solutionOf(finding);
  return {
    // What has the same UUID is the same vulnerability to GitLab.
    id: uuid,
    name: cut(plain(finding.title) || plain(finding.rule), limits.label),
    description: cut(escapeMarkdown(plain(descriptionOf(found))), limits.description),
    severity: severityNames[finding.severity],
    ...(solution === undefined ? {} : { solution: cut(escapeMarkdown(plain(solution)), limits.solution) }),
    identifiers: identifiersOf(finding, url),
    ...(url === undefined ? {} : { links: [{ url }] }),
    location: {
      dependency: {
        package: {
          name: cut(plain(finding.packageName ?? finding.path ?? 'image configuration'), limits.label),
        },
        version: cut(plain(finding.installed ?? ''), limits.label),
      },
      operating_system: cut(plain(operatingSystemOf(report)), limits.label),
      image: plain(withoutDigest(reference)),
    },
  };
}

const severityNames: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  negligible: 'Info',
  unknown: 'Unknown',
};

function descriptionOf({ finding, platforms }: Found): string {
  const { kind, title, rule, packageName, installed, path } = finding;
  const version = installed === undefined ? '' : ` ${installed}`;
  const where = packageName === undefined ? path : `${packageName}${version}`;
  const only = platforms.length === 0 ? '' : `, on ${platforms.join(', ')} only`;
  return `${title || rule} (${kind}${where === undefined ? '' : ` in ${where}`}${only})`;
}

function solutionOf({ remedy, packageName, fixedIn }: Finding): string | undefined {
  if (remedy !== undefined) return remedy;
  return fixedIn === undefined ? undefined : `Upgrade ${packageName ?? 'the package'} to ${fixedIn}`;
}

interface Identifier {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly url?: string;
}

/** The rule first: GitLab takes the first identifier as the one to compare by. */
function identifiersOf({ kind, rule, aliases = [] }: Finding, url: string | undefined): Identifier[] {
  const own = { ...(url === undefined ? {} : { url }) };
  const name = cut(plain(rule), limits.label) || kind;
  if (kind !== 'vulnerability') return [{ type: `sekisho_${kind}`, name, value: name, ...own }];
  const others = new Set(aliases.map((alias) => cut(plain(alias), limits.label)).filter(Boolean));
  others.delete(name);
  return [name, ...others].map((id) => {
    const page = pageOf(id);
    return {
      type: typeOf(id),
      name: id,
      value: id,
      ...(page !== undefined ? { url: page } : id === name ? own : {}),
    };
  });
}

/** `cve`, `ghsa`, `usn` …: GitLab's types are the first part of such ids in lower case. */
function typeOf(id: string): string {
  return /^([A-Za-z]{2,12})-/.exec(id)?.[1]?.toLowerCase() ?? 'advisory';
}

function pageOf(id: string): string | undefined {
  if (/^CVE-\d{4}-\d{4,19}$/.test(id)) return `https://www.cve.org/CVERecord?id=${id}`;
  if (/^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/.test(id)) return `https://github.com/advisories/${id}`;
  return undefined;
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/.test(url) && URL.canParse(url);
}

function operatingSystemOf({ os }: ScanReport): string {
  if (os === null || os.id === '') return 'unknown';
  return os.versionId === undefined ? os.id : `${os.id}:${os.versionId}`;
}

/** GitLab compares images of two pipelines by name and tag. */
function withoutDigest(reference: string): string {
  const at = reference.lastIndexOf('@');
  return at > 0 && isDigest(reference.slice(at + 1)) ? reference.slice(0, at) : reference || 'unknown';
}

/**
 * The same finding has the same UUID in every pipeline. A report may have one finding's id several times, for two
 * versions of a package or two paths of a class, but each UUID once. RFC 9562 section 5.8: version 8, our own bits.
 */
function uuidOf(key: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(key)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** One line without control characters: GitLab's database takes no NUL, and a log no escape. */
function plain(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}

/** GitLab renders descriptions as Markdown with references (`@user`, `#1`, `!1`), and they hold text of images. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#!|~@$&%]/g, '\\$&');
}

function cut(text: string, maxCharacters: number): string {
  const characters = text.length <= maxCharacters ? [] : Array.from(text);
  return characters.length <= maxCharacters ? text : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
