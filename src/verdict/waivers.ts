import { PackageURL } from 'packageurl-js';
import type { Waiver } from '../model/policy.ts';
import type { Finding } from '../model/scan-report.ts';
import { endOfDay } from '../model/time.ts';
import { compileGlob, type Glob } from './glob.ts';
import { coversRepository } from './rule.ts';

/** What the waivers of a policy say of one finding. */
export interface Waiving {
  /** The waiver that holds; of several, the one that holds longest. */
  readonly holds?: Waiver;
  /** The one that held last, when none holds any more. */
  readonly expired?: Waiver;
}

/**
 * Makes a look-up of the waivers that apply to a repository at a time.
 * @param now milliseconds since the epoch; a waiver holds to the end of its last day, UTC
 */
export function waiversFor(
  waivers: readonly Waiver[],
  repository: string,
  now: number,
): (finding: Finding) => Waiving {
  const byRule = new Map<string, ReadyWaiver[]>();
  for (const waiver of waivers) {
    if (waiver.repositories !== undefined && !coversRepository(waiver.repositories, repository)) continue;
    const key = waiver.rule.toLowerCase();
    byRule.set(key, [...(byRule.get(key) ?? []), ready(waiver)]);
  }
  return (finding) => {
    // The ids of one advisory differ by database, and are written in either case.
    const names = new Set([finding.rule, ...(finding.aliases ?? [])].map((name) => name.toLowerCase()));
    const matching = [...names]
      .flatMap((name) => byRule.get(name) ?? [])
      .filter((waiver) => covers(waiver, finding))
      .sort((a, b) => b.endsAt - a.endsAt);
    const longest = matching[0];
    if (longest === undefined) return {};
    return now < longest.endsAt ? { holds: longest.waiver } : { expired: longest.waiver };
  };
}

interface ReadyWaiver {
  readonly waiver: Waiver;
  readonly endsAt: number;
  readonly package: PackageURL | undefined;
  readonly path: Glob | undefined;
}

function ready(waiver: Waiver): ReadyWaiver {
  return {
    waiver,
    endsAt: endOfDay(waiver.until),
    package: waiver.package === undefined ? undefined : PackageURL.fromString(waiver.package),
    path: waiver.path === undefined ? undefined : compileGlob(withoutSlash(waiver.path)),
  };
}

function covers(ready: ReadyWaiver, finding: Finding): boolean {
  const { kind } = ready.waiver;
  if (kind !== undefined && kind !== finding.kind) return false;
  if (ready.package !== undefined && !isOfPackage(finding.package, ready.package)) return false;
  return ready.path === undefined || (finding.path !== undefined && ready.path(withoutSlash(finding.path)));
}

/** What the waiver's purl leaves out (version, qualifiers) may be anything in the finding's. */
function isOfPackage(found: string | undefined, waived: PackageURL): boolean {
  if (found === undefined) return false;
  let purl: PackageURL;
  try {
    purl = PackageURL.fromString(found);
  } catch {
    // A package nobody can name is covered by no waiver of a package.
    return false;
  }
  return (
    purl.type === waived.type &&
    (purl.namespace ?? '') === (waived.namespace ?? '') &&
    purl.name === waived.name &&
    (!waived.version || waived.version === purl.version) &&
    Object.entries(waived.qualifiers ?? {}).every(([key, value]) => purl.qualifiers?.[key] === value)
  );
}

function withoutSlash(path: string): string {
  return path.replace(/^\/+/, '');
}
