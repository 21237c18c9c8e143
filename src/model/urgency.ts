import type { Finding } from './scan-report.ts';
import { bySeverity } from './severity.ts';

/**
 * Sorts by what to do first: known exploited, then worst severity, then what can be ended by a change of the image.
 * What is equal in all of that is sorted by what it is called, so that the same findings give the same list in
 * whatever order they come.
 */
export function byUrgency(a: Finding, b: Finding): number {
  return (
    Number(b.knownExploited === true) - Number(a.knownExploited === true) ||
    bySeverity(a.severity, b.severity) ||
    Number(canBeEnded(b)) - Number(canBeEnded(a)) ||
    byText(nameOf(a), nameOf(b))
  );
}

/** True when a fixed version exists. */
export function isFixable(finding: Finding): boolean {
  return finding.fixedIn !== undefined || finding.fixState === 'fixed';
}

/** A vulnerability needs a fixed version from somebody else; all other kinds are in the hands of who builds the image. */
function canBeEnded(finding: Finding): boolean {
  return finding.kind !== 'vulnerability' || isFixable(finding);
}

function nameOf(finding: Finding): string {
  const { kind, rule, packageName, installed, path, title, id } = finding;
  return JSON.stringify([
    kind,
    rule,
    packageName ?? '',
    installed ?? '',
    finding.package ?? '',
    path ?? '',
    title,
    id,
  ]);
}

/** By code unit, not by locale: the order must not depend on the machine. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
