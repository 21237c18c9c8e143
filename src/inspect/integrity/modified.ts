import { printable } from '../../errors.ts';
import type { FileDigests } from '../../image/file-digests.ts';
import type { FileChecksum } from '../../model/file-checksum.ts';
import type { Finding } from '../../model/scan-report.ts';
import { atMost, type IntegrityInput, type IntegrityRule, integrityFinding } from './rule.ts';

const maxUnverified = 5;

/**
 * The bytes of a package's file are not those the package brought. A configuration file is there to be changed, and a
 * file that two packages claim is right when it is either's.
 */
export const modified: IntegrityRule = {
  rule: 'modified',
  title: 'File of a package with other bytes than the package brought',
  reason:
    'Whoever replaced it left the package database as it was: advisories speak of a file that is not there any more, and an intruder’s program looks like the distribution’s.',
  remedy: 'install its package again, or let a package of your own bring the changed file',
  inspect(input) {
    const claims = Map.groupBy(
      input.checksums.filter(({ path }) => isRegular(input, path)),
      ({ path }) => path,
    );
    const programs = new Set(input.executables.map(({ path }) => path));
    const findings: Finding[] = [];
    const unverified: string[] = [];
    for (const [path, claimed] of claims) {
      const digests: Partial<FileDigests> = input.digests.get(path) ?? {};
      if (claimed.some((claim) => claim.configuration && digests.sha256 !== undefined)) continue;
      if (claimed.some(({ algorithm, digest }) => digests[algorithm] === digest)) continue;
      // What one claim says and was not computed might be right.
      if (claimed.some(({ algorithm }) => digests[algorithm] === undefined)) unverified.push(path);
      else findings.push(findingOf(path, claimed, programs.has(path), input));
    }
    findings.sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
    return { findings: atMost(findings, modified), problems: problemsOf(unverified) };
  },
};

function isRegular({ view }: IntegrityInput, path: string): boolean {
  return view.get(path.slice(1))?.type === 'file';
}

function findingOf(
  path: string,
  [claim]: readonly FileChecksum[],
  isProgram: boolean,
  { view }: IntegrityInput,
): Finding {
  const node = view.get(path.slice(1));
  return integrityFinding(modified, {
    title: `${printable(path)} is not what its package brought (${claim?.algorithm} differs)`,
    severity: isProgram ? 'high' : 'medium',
    path,
    layer: node === undefined ? null : (view.layers[node.layer]?.diffId ?? null),
    ...(claim === undefined ? {} : { package: claim.package }),
  });
}

/** "Cannot know" is never "fine": a file with a checksum that was not hashed was not looked at. */
function problemsOf(unverified: readonly string[]): string[] {
  if (unverified.length === 0) return [];
  const shown = unverified.toSorted().slice(0, maxUnverified).map(printable).join(', ');
  const more = unverified.length > maxUnverified ? ` and ${unverified.length - maxUnverified} more` : '';
  return [`not compared with the checksums of their packages: ${shown}${more}`];
}
