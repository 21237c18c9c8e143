import { type Severity, severities } from '../model/severity.ts';
import type { AffectedPackage } from './osv.ts';
import {
  type AffectedVersions,
  type EventKind,
  inRange,
  isUnbounded,
  type RangeEvent,
  type VersionRange,
} from './ranges.ts';
import type { Rating } from './rating.ts';
import type { VersionOrder } from './versions/order.ts';

/** What one advisory says of one package in some releases of a distribution, or in an ecosystem without releases. */
export interface AffectedReleases extends AffectedVersions {
  /** Ids of `ecosystem`. */
  readonly ecosystems: readonly number[];
  readonly rating?: Rating;
  readonly cvss?: number;
  readonly fixState?: FixState;
}

type FixState = NonNullable<AffectedPackage['fixState']>;

export interface PackedAffected {
  /** The ids of all ecosystems in it, parted by spaces. */
  readonly ecosystems: string;
  readonly versions: string;
}

/**
 * Packs what an advisory says of one package: `[[[3,4],[["i0","f1.2"]],[],"high","Debian","wont-fix"], …]`, each with
 * the ecosystems it is true of, its ranges, its listed versions, and then the rating, fix state and CVSS score if
 * there are any.
 * Releases of which the same is said share one entry, and listed versions that a range holds are left out: most lists
 * only spell a range out, and are ten times as long.
 */
export function packAffected(
  entries: readonly AffectedPackage[],
  order: VersionOrder,
  ecosystemId: (name: string) => number,
): PackedAffected {
  const groups = new Map<string, number[]>();
  const all: number[] = [];
  for (const entry of entries) {
    const group = packEntry(entry, order);
    const id = ecosystemId(entry.ecosystem);
    all.push(id);
    const ids = groups.get(group);
    if (ids === undefined) groups.set(group, [id]);
    else ids.push(id);
  }
  let versions = '';
  for (const [group, ids] of groups) versions += `${versions && ','}[[${ids.join()}],${group}]`;
  return { ecosystems: all.join(' '), versions: `[${versions}]` };
}

function packEntry(
  { ranges, versions, rating, fixState, cvss }: AffectedPackage,
  order: VersionOrder,
): string {
  const alone = versions.length === 0 ? '' : listedAlone(versions, ranges, order).map(quoted).join();
  const packed = `${packRanges(ranges)},[${alone}]`;
  if (rating === undefined && fixState === undefined && cvss === undefined) return packed;
  const score = cvss === undefined ? '' : `,${cvss}`;
  return `${packed},${quoted(rating?.severity)},${quoted(rating?.source)},${quoted(fixState)}${score}`;
}

/** The listed versions that no range holds. */
function listedAlone(
  versions: readonly string[],
  ranges: readonly VersionRange[],
  order: VersionOrder,
): readonly string[] {
  if (ranges.some(isUnbounded)) return [];
  return versions.filter((version) => !ranges.some((range) => inRange(order, version, range)));
}

function packRanges(ranges: readonly VersionRange[]): string {
  let packed = '';
  for (const range of ranges) {
    let events = '';
    for (const { kind, version } of range) events += `${events && ','}${quoted(marks[kind] + version)}`;
    packed += `${packed && ','}[${events}]`;
  }
  return `[${packed}]`;
}

function quoted(text = ''): string {
  return JSON.stringify(text);
}

/**
 * Reads what `packAffected` wrote; throws a TypeError or SyntaxError for anything else.
 * @param wanted reads only what is said of the first of these ecosystems that it speaks of
 */
export function unpackAffected(text: string, wanted?: readonly number[]): readonly AffectedReleases[] {
  const groups = listOf(JSON.parse(text)).map(listOf);
  if (wanted === undefined) return groups.map(unpackGroup);
  const speaksOf = (id: number) => (group: readonly unknown[]) => listOf(group[0]).includes(id);
  const first = wanted.find((id) => groups.some(speaksOf(id)));
  return first === undefined ? [] : groups.filter(speaksOf(first)).map(unpackGroup);
}

function unpackGroup(group: readonly unknown[]): AffectedReleases {
  const [ecosystems, ranges, versions, severity = '', source = '', fixState = '', cvss] = group;
  return {
    ecosystems: listOf(ecosystems).map(Number),
    ranges: listOf(ranges).map((range) => listOf(range).map(unpackEvent)),
    versions: listOf(versions).map(textOf),
    ...(severity === '' ? {} : { rating: { severity: severityOf(severity), source: textOf(source) } }),
    ...(fixState === '' ? {} : { fixState: fixStateOf(fixState) }),
    ...(cvss === undefined ? {} : { cvss: scoreOf(cvss) }),
  };
}

const marks: Readonly<Record<EventKind, string>> = {
  introduced: 'i',
  fixed: 'f',
  last_affected: 'l',
  limit: 'm',
};
const kinds: ReadonlyMap<string, EventKind> = new Map(
  Object.entries(marks).map(([kind, mark]) => [mark, kind as EventKind]),
);

function unpackEvent(json: unknown): RangeEvent {
  const text = textOf(json);
  const kind = kinds.get(text.charAt(0));
  if (kind === undefined) throw new TypeError('an event of no known kind');
  return { kind, version: text.slice(1) };
}

/** Reads a severity that the database keeps; throws a TypeError for anything else. */
export function severityOf(json: unknown): Severity {
  const severity = severities.find((known) => known === json);
  if (severity === undefined) throw new TypeError('no severity');
  return severity;
}

/** Reads a CVSS score that the database keeps; throws a TypeError for anything else. */
export function scoreOf(json: unknown): number {
  if (typeof json !== 'number' || !(json >= 0 && json <= 10)) throw new TypeError('no CVSS score');
  return json;
}

function fixStateOf(json: unknown): FixState {
  if (json !== 'wont-fix' && json !== 'end-of-life') throw new TypeError('no fix state');
  return json;
}

function listOf(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new TypeError('not a list');
  return json;
}

function textOf(json: unknown): string {
  if (typeof json !== 'string') throw new TypeError('not a text');
  return json;
}
