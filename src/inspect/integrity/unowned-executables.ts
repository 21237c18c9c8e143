import { printable } from '../../errors.ts';
import type { Executable } from '../../model/scan-report.ts';
import { atMost, type IntegrityRule, integrityFinding } from './rule.ts';

/**
 * A program that no package of the image brought, in an image whose distribution's packages say which files are
 * theirs. One among the system's own programs is where an intruder's would be; one anywhere else is usually what the
 * image is for, and is told as such.
 */
export const unownedExecutables: IntegrityRule = {
  rule: 'unowned-executable',
  title: 'Program that no package brought',
  reason: 'Nobody writes advisories for it, nothing updates it, and nothing tells where it came from.',
  remedy: 'install it from a package, or let the policy accept it with a waiver for its path',
  inspect({ packages, systemTypes, executables, view }) {
    const known = packages.some(({ type, files }) => systemTypes.includes(type) && (files?.length ?? 0) > 0);
    if (!known) {
      return { findings: [], problems: [] };
    }
    const findings = executables
      .filter((executable) => executable.package === undefined && isStarted(executable))
      .map((executable) =>
        integrityFinding(unownedExecutables, {
          title: `no package brought ${printable(executable.path)}`,
          severity: isSystemPath(executable.path) ? 'medium' : 'low',
          path: executable.path,
          layer: executable.layer,
        }),
      );
    return {
      findings: atMost(findings, unownedExecutables),
      problems: [],
      ...(view.problems.length === 0 ? { decidedRules: [unownedExecutables.rule] } : {}),
    };
  },
};

/** What has no execute bit can still be loaded as a library; a text with a first line of a script is only a text. */
function isStarted({ path, mode, kind }: Executable): boolean {
  if (isPackageState(path)) return false;
  return (mode & 0o111) !== 0 ? kind !== 'other' : kind === 'elf-library' || kind === 'elf-executable';
}

/** Scripts that package managers keep of their packages: dpkg's `info`, apk's and pacman's databases. */
function isPackageState(path: string): boolean {
  return /^\/(?:var\/lib\/(?:dpkg|pacman|rpm)|(?:usr\/)?lib\/(?:apk|sysimage\/rpm))\//.test(path);
}

/** Where a distribution's programs and libraries are (FHS 3.0, chapter 4); /usr/local is the image's own. */
function isSystemPath(path: string): boolean {
  return /^\/(?:usr\/)?(?:s?bin|lib(?:32|64|x32|exec)?)\//.test(path);
}
