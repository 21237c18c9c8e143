import { printable } from '../errors.ts';
import type { Waiver } from '../model/policy.ts';
import type { FindingKind } from '../model/finding-kind.ts';
import type { Finding, Reason } from '../model/scan-report.ts';

/** The sentence of a finding that blocks, as in `CVE-2024-45491 critical in libexpat1 2.5.0-1, fixed in 2.5.0-2`. */
export function blockingReason(finding: Finding): Reason {
  return { code: 'FINDING_BLOCKS', message: sentences[finding.kind](finding), finding: finding.id };
}

/** The sentence that stands beside the finding that a waiver covered until it ended. */
export function expiredReason(finding: Finding, waiver: Waiver): Reason {
  const message = `the waiver of ${waiver.rule} held until ${waiver.until} (${waiver.owner}: ${waiver.reason})`;
  // A reason may be written over several lines.
  return { code: 'WAIVER_EXPIRED', message: shown(message.replace(/\s+/g, ' ')), finding: finding.id };
}

/** The sentence of a scan that could not look at everything. */
export function incompleteReason(problems: readonly string[]): Reason {
  const [first = 'something could not be looked at', ...others] = problems;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return { code: 'SCAN_INCOMPLETE', message: `the scan is incomplete: ${shown(first)}${more}` };
}

/** The sentence of an image that `images.deny` names. */
export function deniedReason(entry: string): Reason {
  return {
    code: 'IMAGE_DENIED',
    message: `the policy denies this image by name: images.deny has ${shown(entry)}`,
  };
}

const sentences: Readonly<Record<FindingKind, (finding: Finding) => string>> = {
  vulnerability(finding) {
    const { rule, severity, packageName, installed } = finding;
    const name = shown(packageName ?? finding.package ?? finding.path ?? 'the image');
    const version = installed === undefined ? '' : ` ${shown(installed)}`;
    const exploited = finding.knownExploited === true ? ', known to be exploited' : '';
    return `${shown(rule)} ${severity} in ${name}${version}${exploited}, ${fixOf(finding)}`;
  },
  secret: (finding) => `secret ${shown(finding.rule)} in ${placeOf(finding)}`,
  malware: (finding) => `malware ${shown(finding.rule)} in ${placeOf(finding)}`,
  misconfiguration: (finding) => `${shown(finding.rule)} ${shown(finding.title)}`,
  integrity: (finding) => `integrity ${shown(finding.rule)}: ${placeOf(finding)}`,
};

function fixOf({ fixedIn, fixState }: Finding): string {
  if (fixedIn !== undefined) return `fixed in ${shown(fixedIn)}`;
  switch (fixState) {
    case 'fixed':
      return 'a fixed version exists';
    case 'wont-fix':
      return 'will not be fixed';
    case 'end-of-life':
      return 'no longer maintained';
    default:
      return 'no fix known';
  }
}

function placeOf(finding: Finding): string {
  return shown(finding.path ?? finding.package ?? 'the image');
}

const maxShownLength = 300;

/** Names, versions and paths come from the image. */
function shown(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= maxShownLength) return printable(text);
  return `${printable(characters.slice(0, maxShownLength).join(''))}…`;
}
