import { printable } from '../../errors.ts';
import { atMost, type IntegrityRule, integrityFinding } from './rule.ts';

/**
 * A program or a library that its package brought is gone. Documentation, translations and time zones are left out of
 * images on purpose (dpkg's `path-exclude`, rpm's `tsflags=nodocs`), so only what programs run from counts.
 */
export const missing: IntegrityRule = {
  rule: 'missing',
  title: 'Program or library that its package brought and that is not there',
  reason:
    'The package database says it is installed, so scanners and updates count on it; what stands in for it came from somewhere else.',
  remedy: 'remove the package instead of its files',
  inspect({ view, checksums }) {
    const findings = [...new Map(checksums.map((claim) => [claim.path, claim])).values()]
      .filter(({ path, configuration }) => !configuration && isProgramPath(path))
      .filter(({ path }) => view.get(path.slice(1)) === undefined)
      .map(({ path, package: purl }) =>
        integrityFinding(missing, {
          title: `${printable(path)} of an installed package is not there`,
          severity: 'low',
          path,
          layer: view.layers[view.removedBy(path.slice(1)) ?? -1]?.diffId ?? null,
          package: purl,
        }),
      )
      .sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
    return { findings: atMost(findings, missing), problems: [] };
  },
};

/** In a folder that programs are started from, or a shared library (FHS 3.0, chapters 3 and 4). */
function isProgramPath(path: string): boolean {
  return (
    /^\/(?:usr\/)?(?:local\/)?(?:s?bin|libexec)\//.test(path) ||
    /^\/(?:usr\/)?lib(?:32|64|x32)?\/(?:[^/]+\/)*[^/]+\.so(?:\.[\w.]+)?$/.test(path)
  );
}
