import semverLibrary, { type SemVer } from 'semver';
import type { VersionOrder } from './order.ts';

/**
 * semver.org 2.0.0 as npm reads it, loosely: `v1.2.3`, `1.2.3beta`. Advisories also say `1.90` or `8`, where the parts
 * left out are zero, as they are in tags of actions (`v4`). Go's pseudo-versions are pre-releases, its `+incompatible`
 * is a build (go.dev/ref/mod). Text that is no version is older than any.
 */
export const semver: VersionOrder = {
  name: 'semver',
  ecosystems: ['Bitnami', 'crates.io', 'GitHub Actions', 'Go', 'Hex', 'Julia', 'npm', 'SwiftURL'],
  valid: (version) => parse(version) !== null,
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === null || right === null) {
      if (left !== null) return 1;
      if (right !== null) return -1;
      return a === b ? 0 : a < b ? -1 : 1;
    }
    return left.compare(right);
  },
};

function parse(version: string): SemVer | null {
  return semverLibrary.parse(version, true) ?? semverLibrary.parse(completed(version), true);
}

/** `1.2-rc` → `1.2.0-rc`; other text as it is. */
function completed(version: string): string {
  const parts = /^([v=\s]*)(\d+)(?:\.(\d+))?((?:[-+].*)?)$/.exec(version);
  if (parts === null) return version;
  const [, lead = '', major = '', minor = '0', rest = ''] = parts;
  return `${lead}${major}.${minor}.0${rest}`;
}
