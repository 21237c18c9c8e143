import type SemVer from 'semver/classes/semver.js';
import parseSemver from 'semver/functions/parse.js';
import type { VersionOrder } from './order.ts';
import { orderOfRead } from './read-order.ts';

/**
 * semver.org 2.0.0 as npm reads it, loosely: `v1.2.3`, `1.2.3beta`. Advisories also say `1.90` or `8`, where the parts
 * left out are zero, as they are in tags of actions (`v4`). Go's pseudo-versions are pre-releases, its `+incompatible`
 * is a build (go.dev/ref/mod). Text that is no version is older than any.
 */
export const semver: VersionOrder = {
  name: 'semver',
  ecosystems: ['Bitnami', 'crates.io', 'GitHub Actions', 'Go', 'Hex', 'Julia', 'npm', 'SwiftURL'],
  ...orderOfRead(read, (a, b) => a.compare(b), 3),
};

function read(version: string): SemVer | undefined {
  const whole = completed(version);
  return whole === undefined ? undefined : (parseSemver(whole, true) ?? undefined);
}

/** `1.2-rc` → `1.2.0-rc`. The library makes an error for text that is none; most such text is seen here for less. */
function completed(version: string): string | undefined {
  if (/^[v=\s]*\d+\.\d+\.\d/.test(version)) return version;
  const parts = /^([v=\s]*)(\d+)(?:\.(\d+))?((?:[-+].*)?)$/.exec(version);
  if (parts === null) return undefined;
  const [, lead = '', major = '', minor = '0', rest = ''] = parts;
  return `${lead}${major}.${minor}.0${rest}`;
}
