import { printable } from '../../errors.ts';
import type { OnMistake } from '../../model/mistake.ts';
import { type BarePackage, type Finding, findingId, type OperatingSystem } from '../../model/scan-report.ts';
import type { Severity } from '../../model/severity.ts';
import { endOfDay } from '../../model/time.ts';
import { type Inspection, inspectEach } from '../inspector.ts';
import { endOfLife } from './end-of-life.ts';

/** What is known when everything was looked at and matched. */
export interface HonestyInput {
  readonly os: OperatingSystem | null;
  readonly packages: readonly BarePackage[];
  /** What could not be read of package databases and package files, one sentence each. */
  readonly unread: readonly string[];
  /** What was seen and could not be named, one sentence each. */
  readonly unnamed: readonly string[];
  /** Packages that there are no advisories of, and whether because nobody publishes any. */
  readonly unmatched: readonly {
    readonly ecosystem: string;
    readonly packages: number;
    readonly because: 'missing' | 'distribution' | 'unpublished';
  }[];
  /** Packages with advisories, in a version that is none. */
  readonly unversioned: readonly { readonly package: BarePackage; readonly advisories: number }[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface HonestyRule {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly remedy: string;
  readonly facts: (input: HonestyInput) => readonly Fact[];
}

/** What a rule is told with. */
interface Fact {
  /** Tells findings of one rule apart, whatever their numbers are. */
  readonly key: string;
  readonly title: string;
  /** Where they differ from the rule's. */
  readonly severity?: Severity;
  readonly remedy?: string;
  /** Where it is about one. */
  readonly package?: BarePackage;
}

/**
 * What a reader of the report has to know before "no findings" means anything. They are findings, so that a policy can
 * refuse an image for them: `block: { misconfigurations: [os-end-of-life] }`.
 */
export const honestyRules: readonly HonestyRule[] = [
  {
    rule: 'os-end-of-life',
    title: 'Distribution without security updates',
    severity: 'high',
    reason:
      'Nobody fixes what is found in it any more, and nobody writes advisories for it: fewer findings mean less.',
    remedy: 'FROM a release that is supported',
    facts: ({ os, now }) => {
      const end = os === null ? undefined : endOfLife(os);
      if (end === undefined || (end.lastDay !== undefined && now < endOfDay(end.lastDay))) return [];
      const since = end.lastDay === undefined ? 'for many years' : `since ${end.lastDay}`;
      return [{ key: end.release, title: `${printable(end.release)} has had no security updates ${since}` }];
    },
  },
  {
    rule: 'packages-not-matched',
    title: 'Packages that the vulnerability database knows nothing of',
    severity: 'medium',
    reason: 'Without advisories a vulnerable package looks like any other.',
    remedy: 'sekisho db update, or import the advisories of that distribution or language',
    facts: ({ unmatched }) =>
      unmatched.map(({ ecosystem, packages, because }) => ({
        key: ecosystem,
        title: `${packages} ${packages === 1 ? 'package' : 'packages'} of ${printable(ecosystem)} could not be matched`,
        ...(because === 'missing' ? {} : nothingToImport[because]),
      })),
  },
  {
    rule: 'version-not-known',
    title: 'Package with advisories whose version nobody knows',
    severity: 'medium',
    reason: 'Advisories are about versions: without one, nothing tells whether it is affected.',
    remedy:
      'install a release of it; a Go program: go install MODULE@VERSION, or go build in a clone with its tags',
    facts: ({ unversioned }) =>
      unversioned.map(({ package: installed, advisories }) => ({
        key: '',
        title: `${printable(installed.name)} has ${advisories} ${advisories === 1 ? 'advisory' : 'advisories'}, and its version is not known: ${versionSaid(installed)}`,
        package: installed,
      })),
  },
  {
    rule: 'no-packages-found',
    title: 'Image without any package',
    severity: 'medium',
    reason: 'A program that was built elsewhere and copied in has parts too, and nothing says which.',
    remedy: 'let the build leave an SBOM in the image (for example /app/sbom.cdx.json)',
    facts: ({ packages }) =>
      packages.length === 0 ? [{ key: '', title: 'no package was found, so nothing could be matched' }] : [],
  },
  {
    rule: 'file-not-read',
    title: 'Package file that could not be read',
    severity: 'medium',
    reason: 'The packages that it tells of are unknown, and so is what is known to be wrong with them.',
    remedy: 'check the file; the scan is incomplete because of it',
    facts: ({ unread }) => unread.map((sentence) => ({ key: placeOf(sentence), title: printable(sentence) })),
  },
  {
    rule: 'package-not-named',
    title: 'Software that does not say what it is',
    severity: 'low',
    reason: 'It may be a library with known vulnerabilities, and nothing tells which, or in which version.',
    remedy: 'keep the name ARTIFACT-VERSION of archives, or let the build leave an SBOM in JSON beside them',
    facts: ({ unnamed }) =>
      unnamed.map((sentence) => ({ key: placeOf(sentence), title: printable(sentence) })),
  },
];

/** Where an import could not help. */
const nothingToImport = {
  distribution: {
    remedy: 'FROM a distribution with advisories in OSV (docs/advisories.md), or watch its own announcements',
  },
  unpublished: {
    severity: 'low',
    remedy: 'watch the announcements of those who make it: nobody publishes advisories of it in OSV',
  },
} as const satisfies Readonly<Record<string, Partial<Fact>>>;

function versionSaid({ version }: BarePackage): string {
  return version === '' ? 'it says none' : `it says ${printable(version)}`;
}

const maxFindingsOfRule = 100;

/** What this scan cannot know, as findings. */
export function inspectHonesty(input: HonestyInput, onMistake?: OnMistake): Inspection {
  return inspectEach(
    honestyRules,
    ({ rule }) => ({ name: `the rule ${rule}`, lost: 'what it would have told is unknown' }),
    (rule) => ({ findings: findingsOf(rule, input), problems: [] }),
    onMistake,
  );
}

function findingsOf(rule: HonestyRule, input: HonestyInput): Finding[] {
  const facts = rule.facts(input);
  const more = facts.length - maxFindingsOfRule;
  const shown = facts.slice(0, maxFindingsOfRule);
  const rest: readonly Fact[] = more > 0 ? [{ key: 'more', title: `${more} more of ${rule.rule}` }] : [];
  return [...shown, ...rest].map((fact) => findingOf(rule, fact));
}

function findingOf(rule: HonestyRule, { key, title, severity, remedy, package: about }: Fact): Finding {
  return {
    id: findingId({
      kind: 'misconfiguration',
      rule: rule.rule,
      path: key,
      ...(about === undefined ? {} : { packageType: about.type, packageName: about.name }),
    }),
    kind: 'misconfiguration',
    rule: rule.rule,
    severity: severity ?? rule.severity,
    title,
    ...(about === undefined
      ? {}
      : { package: about.purl, packageName: about.name, installed: about.version }),
    layer: about?.layer ?? null,
    remedy: remedy ?? rule.remedy,
    status: 'open',
  };
}

/** Sentences about files begin with their path: the same file is the same finding, whatever is wrong with it. */
function placeOf(sentence: string): string {
  return /^\/[^:]*/.exec(sentence)?.[0] ?? sentence;
}
