import { printable } from '../errors.ts';
import { type Severity, severities } from '../model/severity.ts';
import { limits } from './limits.ts';
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
  readonly rating?: Rating;
  readonly cvss?: number;
  readonly fixState?: FixState;
}

type FixState = NonNullable<AffectedPackage['fixState']>;

/**
 * The same as it is kept: a version, for all that are older; 0, for all there are; and a list for the rest. Three of
 * four are versions, and most of those are only compared with, so they are not made an object before.
 */
export type PackedReleases = string | 0 | readonly unknown[];

export interface PackedAffected {
  /** The ids of all ecosystems in it, parted by spaces. */
  readonly ecosystems: string;
  readonly said: string;
}

/**
 * Packs what an advisory says of one package, as the rest of a JSON list: `"3 4","1.2","5",[[["i0","l1"]],[],"high",
 * "Debian","wont-fix"]` has in turn the ecosystems something is true of, and what. That is `PackedReleases`, whose lists
 * have ranges, listed versions, and then the rating, fix state and CVSS score if there are any.
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
  let said = '';
  for (const [group, ids] of groups) said += `${said && ','}"${ids.join(' ')}",${group}`;
  return { ecosystems: all.join(' '), said };
}

function packEntry(
  { ranges, versions, rating, fixState, cvss }: AffectedPackage,
  order: VersionOrder,
): string {
  const alone = versions.length === 0 ? '' : listedAlone(versions, ranges, order).map(quoted).join();
  const packed = `${packRanges(ranges)},[${alone}]`;
  if (rating === undefined && fixState === undefined && cvss === undefined) {
    const plain = alone === '' && ranges.length === 1 ? packPlain(ranges[0] ?? []) : undefined;
    return plain ?? `[${packed}]`;
  }
  const score = cvss === undefined ? '' : `,${cvss}`;
  return `[${packed},${quoted(rating?.severity)},${quoted(rating?.source)},${quoted(fixState)}${score}]`;
}

/** undefined for a range that is not from the beginning, or ends otherwise than with a fix. */
function packPlain(range: VersionRange): string | undefined {
  if (isUnbounded(range)) return '0';
  const [first, second, ...more] = range;
  const isPlain =
    first !== undefined && isUnbounded([first]) && second?.kind === 'fixed' && more.length === 0;
  return isPlain ? quoted(second.version) : undefined;
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

/** What an advisory says of a package: its row, then what `packAffected` wrote. */
export type PackedAdvisory = readonly unknown[];

/** Of one package; in November 2026 Debian's kernel had seven thousand. */
const maxAdvisories = 200_000;

/** Reads all that is said of one package; throws a TypeError or SyntaxError for what was never packed. */
export function readSaid(text: string): readonly PackedAdvisory[] {
  const said = listOf(JSON.parse(text));
  if (said.length > maxAdvisories) throw new TypeError('more advisories than one package can have');
  return said.map(listOf);
}

/** The row of the advisory. */
export function rowOf([row]: PackedAdvisory): number {
  if (typeof row !== 'number') throw new TypeError('not a row');
  return row;
}

/**
 * What is said of the first of these ecosystems that the advisory speaks of; nothing when it speaks of none.
 * @param speaksOf whether an id is among others that are parted by spaces
 */
export function saidOf(
  advisory: PackedAdvisory,
  wanted: readonly number[],
  speaksOf: (ids: string, id: number) => boolean = (ids, id) => ids.split(' ').includes(`${id}`),
): readonly PackedReleases[] {
  for (const id of wanted) {
    const said: PackedReleases[] = [];
    for (let at = 1; at < advisory.length; at += 2) {
      if (speaksOf(textOf(advisory[at]), id)) said.push(packedOf(advisory[at + 1]));
    }
    if (said.length > 0) return said;
  }
  return [];
}

function packedOf(json: unknown): PackedReleases {
  if (typeof json === 'string' || json === 0) return json;
  return listOf(json);
}

const beginning: RangeEvent = { kind: 'introduced', version: '0' };

/** Throws a TypeError for what was never packed. */
export function unpackReleases(packed: PackedReleases): AffectedReleases {
  if (packed === 0) return { ranges: [[beginning]], versions: [] };
  if (typeof packed === 'string') {
    return { ranges: [[beginning, { kind: 'fixed', version: versionOf(packed) }]], versions: [] };
  }
  const [ranges, versions, severity = '', source = '', fixState = '', cvss] = packed;
  return {
    ranges: listOf(ranges).map((range) => listOf(range).map(unpackEvent)),
    versions: listOf(versions).map(versionOf),
    ...(severity === ''
      ? {}
      : { rating: { severity: severityOf(severity), source: shownOf(source, limits.sourceLength) } }),
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
  return { kind, version: versionOf(text.slice(1)) };
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

/** Reads a line that is shown to people; throws a TypeError for anything else. */
export function shownOf(json: unknown, maxLength: number): string {
  const text = textOf(json);
  const isShown = text.length <= maxLength && (/^[ -~]*$/.test(text) || printable(text) === text);
  if (!isShown) throw new TypeError('a text that cannot be shown');
  return text;
}

function versionOf(json: unknown): string {
  const text = textOf(json);
  if (text.length > limits.versionLength) throw new TypeError('a version without end');
  return text;
}

function listOf(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new TypeError('not a list');
  return json;
}

/** Throws a TypeError for anything else. */
export function textOf(json: unknown): string {
  if (typeof json !== 'string') throw new TypeError('not a text');
  return json;
}
