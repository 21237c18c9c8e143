import type { VersionOrder } from './versions/order.ts';

/** OSV schema 1.7, "affected[].ranges[].events fields". */
export type EventKind = 'introduced' | 'fixed' | 'last_affected' | 'limit';

export interface RangeEvent {
  readonly kind: EventKind;
  readonly version: string;
}

/** The events of one range, sorted by version when their ecosystem has an order. */
export type VersionRange = readonly RangeEvent[];

/** The versions of one package that one advisory speaks of. */
export interface AffectedVersions {
  readonly ranges: readonly VersionRange[];
  /** Versions listed one by one; those that a range holds already may be left out. */
  readonly versions: readonly string[];
}

/** Sorts before every version, as an `introduced` event only. */
const beginning = '0';

/**
 * Ties: what is fixed and introduced again at the same version is affected there, and a last affected version is
 * affected itself.
 */
const tieRanks: Readonly<Record<EventKind, number>> = { fixed: 0, introduced: 1, last_affected: 2, limit: 3 };

/** The range with its events in the order in which they are to be applied. */
export function sortRange(order: VersionOrder, range: VersionRange): VersionRange {
  const [first, , third] = range;
  // Nine ranges of ten: from the beginning, to one version or none.
  if (third === undefined && first !== undefined && isBeginning(first)) return range;
  return range.toSorted(
    (a, b) =>
      Number(isBeginning(b)) - Number(isBeginning(a)) ||
      order.compare(a.version, b.version) ||
      tieRanks[a.kind] - tieRanks[b.kind],
  );
}

/** OSV schema 1.7, "Evaluation": listed by itself, or inside a range. */
export function isAffected(order: VersionOrder, version: string, affected: AffectedVersions): boolean {
  return (
    affected.ranges.some((range) => inRange(order, version, range)) ||
    affected.versions.some((listed) => order.compare(listed, version) === 0)
  );
}

/** @param range sorted */
export function inRange(order: VersionOrder, version: string, range: VersionRange): boolean {
  let affected = false;
  let limited = false;
  let beforeLimit = false;
  for (const event of range) {
    switch (event.kind) {
      case 'introduced':
        if (isBeginning(event) || order.compare(version, event.version) >= 0) affected = true;
        break;
      case 'fixed':
        if (affected && order.compare(version, event.version) >= 0) affected = false;
        break;
      case 'last_affected':
        if (affected && order.compare(version, event.version) > 0) affected = false;
        break;
      case 'limit':
        limited = true;
        beforeLimit ||= event.version === '*' || order.compare(version, event.version) < 0;
    }
  }
  return affected && (beforeLimit || !limited);
}

/** True for a range from the beginning without an end, which needs no comparing. */
export function isUnbounded(range: VersionRange): boolean {
  const [first, second] = range;
  return second === undefined && first !== undefined && isBeginning(first);
}

/** The `fixed` versions newer than `version` in the ranges that hold it. */
export function fixesAfter(
  order: VersionOrder,
  version: string,
  ranges: readonly VersionRange[],
): readonly string[] {
  const fixes: string[] = [];
  for (const range of ranges) {
    if (!inRange(order, version, range)) continue;
    for (const { kind, version: fixed } of range) {
      if (kind === 'fixed' && order.compare(version, fixed) < 0) fixes.push(fixed);
    }
  }
  return fixes;
}

/** True when a range that holds `version` says where it ends, but not with which version it was fixed. */
export function endsUnexplained(
  order: VersionOrder,
  version: string,
  ranges: readonly VersionRange[],
): boolean {
  return ranges.some(
    (range) => range.some((event) => event.kind === 'last_affected') && inRange(order, version, range),
  );
}

function isBeginning(event: RangeEvent): boolean {
  return event.kind === 'introduced' && event.version === beginning;
}
