import { printable } from '../../errors.ts';
import { type Finding, findingId, type OperatingSystem, type Package } from '../../model/scan-report.ts';
import type { Severity } from '../../model/severity.ts';
import { endOfDay } from '../../model/time.ts';
import { endOfLife } from './end-of-life.ts';

/** What is known when everything was looked at and matched. */
export interface HonestyInput {
  readonly os: OperatingSystem | null;
  readonly packages: readonly Package[];
  /** What could not be read of package databases and package files, one sentence each. */
  readonly unread: readonly string[];
  /** What was seen and could not be named, one sentence each. */
  readonly unnamed: readonly string[];
  /** Packages that nothing can be known about. */
  readonly unmatched: readonly { readonly ecosystem: string; readonly packages: number }[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface HonestyRule {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly remedy: string;
  /** The facts it is told with: `key` tells findings of one rule apart, whatever their numbers are. */
  readonly facts: (input: HonestyInput) => readonly { readonly key: string; readonly title: string }[];
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
      unmatched.map(({ ecosystem, packages }) => ({
        key: ecosystem,
        title: `${packages} ${packages === 1 ? 'package' : 'packages'} of ${printable(ecosystem)} could not be matched`,
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

const maxFindingsOfRule = 100;

/** What this scan cannot know, as findings. */
export function honestyFindings(input: HonestyInput): Finding[] {
  return honestyRules.flatMap((rule) => {
    const facts = rule.facts(input);
    const more = facts.length - maxFindingsOfRule;
    const shown = facts.slice(0, maxFindingsOfRule);
    const rest = more > 0 ? [{ key: 'more', title: `${more} more of ${rule.rule}` }] : [];
    return [...shown, ...rest].map(({ key, title }) => findingOf(rule, key, title));
  });
}

function findingOf({ rule, severity, remedy }: HonestyRule, key: string, title: string): Finding {
  return {
    id: findingId({ kind: 'misconfiguration', rule, path: key }),
    kind: 'misconfiguration',
    rule,
    severity,
    title,
    layer: null,
    remedy,
    status: 'open',
  };
}

/** Sentences about files begin with their path: the same file is the same finding, whatever is wrong with it. */
function placeOf(sentence: string): string {
  return /^\/[^:]*/.exec(sentence)?.[0] ?? sentence;
}
