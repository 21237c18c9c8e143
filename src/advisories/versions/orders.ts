import { apk } from './apk.ts';
import { bounded } from './bounded.ts';
import { dotted } from './dotted.ts';
import { dpkg } from './dpkg.ts';
import { maven } from './maven.ts';
import { nuget } from './nuget.ts';
import type { VersionOrder } from './order.ts';
import { packagist } from './packagist.ts';
import { pep440 } from './pep440.ts';
import { pub } from './pub.ts';
import { rpm } from './rpm.ts';
import { rubygems } from './rubygems.ts';
import { semver } from './semver.ts';

/** Every order there is, of text of any length. */
export const versionOrders: readonly VersionOrder[] = [
  dpkg,
  rpm,
  apk,
  semver,
  pep440,
  maven,
  rubygems,
  nuget,
  packagist,
  pub,
  dotted,
].map(bounded);

const byEcosystem: ReadonlyMap<string, VersionOrder> = new Map(
  versionOrders.flatMap((order) => order.ecosystems.map((ecosystem) => [ecosystem, order] as const)),
);

/** An OSV ecosystem without its release: `Debian` of `Debian:12`. */
export function familyOf(ecosystem: string): string {
  const colon = ecosystem.indexOf(':');
  return colon < 0 ? ecosystem : ecosystem.slice(0, colon);
}

/** The order of an OSV ecosystem, with or without its release; undefined for one that is not matched. */
export function orderOf(ecosystem: string): VersionOrder | undefined {
  return byEcosystem.get(familyOf(ecosystem));
}
