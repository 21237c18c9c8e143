import { apk } from './apk.ts';
import { dpkg } from './dpkg.ts';
import type { VersionOrder } from './order.ts';
import { semver } from './semver.ts';

/** Every order there is. */
export const versionOrders: readonly VersionOrder[] = [dpkg, apk, semver];

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
