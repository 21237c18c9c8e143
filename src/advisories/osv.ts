import { parseTime } from '../model/time.ts';
import { isAnnouncement, isMaintenance } from './announcements.ts';
import { canonicalName } from './languages.ts';
import { limits } from './limits.ts';
import {
  type AffectedVersions,
  type EventKind,
  type RangeEvent,
  sortRange,
  type VersionRange,
} from './ranges.ts';
import type { Rating, VectorRater } from './rating.ts';
import { type Fields, fieldsOf, listOf, malformed, objectOf, optionalText, textOf } from './record-fields.ts';
import { ownRating, ratingsOf } from './said-ratings.ts';
import { titleOf } from './title.ts';
import type { VersionOrder } from './versions/order.ts';
import { familyOf, orderOf } from './versions/orders.ts';

/** What is kept of an OSV record. */
export interface Advisory {
  readonly id: string;
  /** Milliseconds: of two records with one id, the later modified is right (OSV schema 1.7, "modified"). */
  readonly modifiedAt: number;
  readonly publishedAt: number | undefined;
  readonly withdrawn: boolean;
  /** Other names of the same vulnerability. */
  readonly aliases: readonly string[];
  /** The vulnerabilities it passes on: one for a distribution's own record, several for an announcement. */
  readonly upstream: readonly string[];
  /** At most 160 printable characters; may be empty. */
  readonly title: string;
  readonly url: string | undefined;
  readonly rating: Rating | undefined;
  /** CVSS base score, 0 to 10. */
  readonly cvss: number | undefined;
  /** All ecosystems it speaks of, without their releases; also those that cannot be matched. */
  readonly families: ReadonlySet<string>;
  readonly affected: readonly AffectedPackage[];
}

export interface AffectedPackage extends AffectedVersions {
  readonly ecosystem: string;
  readonly name: string;
  readonly rating: Rating | undefined;
  readonly cvss: number | undefined;
  readonly fixState: 'wont-fix' | 'end-of-life' | undefined;
}

/**
 * Reads one OSV record (ossf.github.io/osv-schema 1.x), without its prose. Checked by hand and not by a schema
 * library: a hundred thousand records are read at a time, some with thousands of versions.
 * @throws ADVISORY_MALFORMED, TIME_MALFORMED
 */
export function readAdvisory(json: unknown, rateVector: VectorRater): Advisory {
  const record = objectOf(json, 'the record');
  const schemaVersion = optionalText(record.schema_version, 'schema_version', 50) ?? '1.0.0';
  if (!schemaVersion.startsWith('1.')) throw malformed(`schema_version ${schemaVersion} is not 1.x`);
  const id = idOf(record.id, 'id');
  const published = optionalText(record.published, 'published', 50);
  const aliases = idsOf(record.aliases, 'aliases').filter((alias) => alias !== id);
  const upstream = upstreamOf(id, record);
  const url = urlOf(record.references, [id, ...aliases, ...upstream]);
  const own =
    ownRating(fieldsOf(record.database_specific).severity, prefixOf(id)) ?? announcedRating(id, record);
  const said = ratingsOf(record, prefixOf(id), rateVector);
  const families = new Set<string>();
  const affected = affectedOf(record.affected, rateVector, families);
  const matters = upstream.length > 0 || !isMaintenance(id);
  return {
    id,
    modifiedAt: parseTime(textOf(record.modified, 'modified', 50)),
    publishedAt: published === undefined ? undefined : parseTime(published),
    withdrawn: optionalText(record.withdrawn, 'withdrawn', 50) !== undefined,
    aliases,
    upstream,
    title: titleOf(proseOf(record.summary), proseOf(record.details)),
    url,
    rating: own ?? said.rating,
    cvss: said.cvss,
    families,
    affected: matters ? affected : [],
  };
}

/** Before `upstream` came (OSV schema 1.7, 2025), announcements named their vulnerabilities in `related`. */
function upstreamOf(id: string, record: Fields): readonly string[] {
  const upstream = idsOf(record.upstream, 'upstream').filter((name) => name !== id);
  if (upstream.length > 0 || !isAnnouncement(id)) return upstream;
  return idsOf(record.related, 'related').filter((name) => name.startsWith('CVE-'));
}

/** Distributions that rate announcements write it before what they are about: `Important: kernel security update`. */
function announcedRating(id: string, record: Fields): Rating | undefined {
  if (!isAnnouncement(id) || typeof record.summary !== 'string') return undefined;
  return ownRating(/^(Critical|Important|Moderate|Low):/.exec(record.summary)?.[1], prefixOf(id));
}

/**
 * Leaves out what can never be matched: entries without a package or with git commits alone, and those of ecosystems
 * without an order. The advisory itself stays: a distribution's record may have its rating from it.
 * @param families gets those of all entries with a package
 */
function affectedOf(
  json: unknown,
  rateVector: VectorRater,
  families: Set<string>,
): readonly AffectedPackage[] {
  const affected: AffectedPackage[] = [];
  for (const item of listOf(json, 'affected', limits.affected)) {
    const entry = objectOf(item, 'affected');
    if (entry.package === undefined || entry.package === null) continue;
    const subject = objectOf(entry.package, 'affected.package');
    const ecosystem = textOf(subject.ecosystem, 'affected.package.ecosystem', limits.nameLength);
    const family = familyOf(ecosystem);
    const name = canonicalName(family, textOf(subject.name, 'affected.package.name', limits.nameLength));
    families.add(family);
    const order = orderOf(family);
    if (order === undefined) continue;
    const ranges = rangesOf(entry.ranges, order);
    const versions = versionsOf(entry.versions);
    if (ranges.length === 0 && versions.length === 0) continue;
    const specific = fieldsOf(entry.ecosystem_specific);
    const ofDatabase = fieldsOf(entry.database_specific);
    const own =
      ownRating(specific.urgency ?? specific.ubuntu_priority, family) ??
      ownRating(ofDatabase.informational, family);
    const said = ratingsOf(entry, family, rateVector);
    const fixState = fixStates.get(specific.urgency ?? ofDatabase.status);
    affected.push({
      ecosystem,
      name,
      ranges,
      versions,
      rating: own ?? said.rating,
      cvss: said.cvss,
      fixState,
    });
  }
  return affected;
}

/** The words for a fix that will not come: of Debian's tracker, and of Wolfi's and Chainguard's advisories. */
const fixStates: ReadonlyMap<unknown, 'wont-fix' | 'end-of-life'> = new Map([
  ['end-of-life', 'end-of-life'],
  ['fix-not-planned', 'wont-fix'],
] as const);

const eventKinds: ReadonlySet<string> = new Set<EventKind>(['introduced', 'fixed', 'last_affected', 'limit']);

function rangesOf(json: unknown, order: VersionOrder): readonly VersionRange[] {
  const ranges: VersionRange[] = [];
  let count = 0;
  for (const item of listOf(json, 'affected.ranges', limits.ranges)) {
    const range = objectOf(item, 'affected.ranges');
    if (range.type === 'GIT') continue;
    if (range.type !== 'ECOSYSTEM' && range.type !== 'SEMVER') {
      // Text only: of a list in lists without end, or an object that has its own toString, String() throws.
      const type = typeof range.type === 'string' ? range.type.slice(0, 50) : typeof range.type;
      throw malformed(`a range has the unknown type ${type}`);
    }
    const events = listOf(range.events, 'affected.ranges.events', limits.events).map(eventOf);
    count += events.length;
    if (count > limits.allEvents)
      throw malformed(`the ranges of a package have more than ${limits.allEvents} events`);
    if (!events.some((event) => event.kind === 'introduced'))
      throw malformed('a range has no introduced event');
    ranges.push(sortRange(order, events));
  }
  return ranges;
}

/** The list is handed on as it is: copying millions of versions would be most of the reading. */
function versionsOf(json: unknown): readonly string[] {
  const versions = listOf(json, 'affected.versions', limits.versions);
  for (const version of versions) textOf(version, 'affected.versions', limits.versionLength);
  return versions as readonly string[];
}

function eventOf(json: unknown): RangeEvent {
  const event = objectOf(json, 'affected.ranges.events');
  let kind: string | undefined;
  let count = 0;
  for (kind in event) count += 1;
  if (count !== 1 || kind === undefined || !eventKinds.has(kind)) {
    throw malformed('an event is not exactly one of introduced, fixed, last_affected, limit');
  }
  const version = textOf(event[kind], 'affected.ranges.events', limits.versionLength);
  return { kind: kind as EventKind, version };
}

/**
 * The `ADVISORY` page that names the advisory itself, not one of the many others' pages about it. The last such one:
 * an export puts its own tracker there.
 */
function urlOf(json: unknown, ids: readonly string[]): string | undefined {
  let own: string | undefined;
  for (const item of listOf(json, 'references', limits.references)) {
    const { type, url } = objectOf(item, 'references');
    if (type !== 'ADVISORY' || typeof url !== 'string' || url.length > limits.urlLength) continue;
    if (
      ids.some((id) => url.endsWith(id) && url.at(-id.length - 1) === '/') &&
      /^https?:\/\/[!-~]+$/.test(url)
    )
      own = url;
  }
  return own;
}

/** `GHSA` of `GHSA-xvch-5gv4-984h`: the database that gave the id. */
function prefixOf(id: string): string {
  return id.split('-', 1)[0] ?? id;
}

function proseOf(json: unknown): string | undefined {
  return typeof json === 'string' ? json : undefined;
}

/** Ids are one word of printable ASCII: they are stored in lists parted by spaces, and printed. */
function idOf(json: unknown, where: string): string {
  const id = textOf(json, where, limits.idLength);
  if (!/^[!-~]+$/.test(id)) throw malformed(`${where} is not an id`);
  return id;
}

function idsOf(json: unknown, where: string): readonly string[] {
  const ids = listOf(json, where, limits.ids);
  if (ids.length === 0) return [];
  return [...new Set(ids.map((id) => idOf(id, where)))].sort();
}
