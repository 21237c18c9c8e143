import type { StoredAdvisory } from './lookup.ts';
import { isAnnouncement } from './announcements.ts';
import type { AffectedReleases } from './packed.ts';

/** An advisory that affects the package, and what it says of it. */
export interface Hit {
  readonly advisory: StoredAdvisory;
  readonly said: readonly AffectedReleases[];
}

/** One vulnerability, whatever the number of advisories about it. */
export interface Merged {
  /** Every name it goes by. */
  readonly ids: ReadonlySet<string>;
  /** The advisories that are about it alone; may be empty. */
  readonly hits: readonly Hit[];
  /** The announcements that say it was fixed, among others. */
  readonly announcements: readonly Hit[];
}

/**
 * Merges what affects one package into vulnerabilities. Advisories that share a name (their id, an alias, the one
 * vulnerability they pass on) are one; aliases are symmetric and transitive (OSV schema 1.7, "aliases"). An
 * announcement is about several vulnerabilities and must not make one of them. Each that has an advisory of its own
 * for this package is left to that one, which knows better; the others are taken from the announcement.
 * @param known ids with an advisory of their own for this package, whether they affect this version or not
 */
export function mergeHits(hits: readonly Hit[], known: () => ReadonlySet<string>): readonly Merged[] {
  const announcements = hits.filter(({ advisory }) => isAnnouncement(advisory.id));
  const groups = groupByName(hits.filter(({ advisory }) => !isAnnouncement(advisory.id)));
  if (announcements.length === 0) return groups;
  const ofTheirOwn = known();
  const groupOf = new Map<string, Group>();
  for (const group of groups) for (const id of group.ids) groupOf.set(id, group);
  for (const announcement of announcements) {
    const { id, upstream } = announcement.advisory;
    for (const name of upstream.length === 0 ? [id] : upstream) {
      let group = groupOf.get(name);
      if (group === undefined && !ofTheirOwn.has(name)) {
        group = { ids: new Set([name]), hits: [], announcements: [] };
        groups.push(group);
        groupOf.set(name, group);
      }
      group?.ids.add(id);
      group?.announcements.push(announcement);
    }
  }
  return groups;
}

/** The names under which an advisory is about one vulnerability. */
export function namesOf({ id, aliases, upstream }: StoredAdvisory): readonly string[] {
  const cves = upstream.filter((name) => name.startsWith('CVE-'));
  return cves.length > 1 ? [id, ...aliases] : [id, ...aliases, ...upstream];
}

interface Group {
  readonly ids: Set<string>;
  readonly hits: Hit[];
  readonly announcements: Hit[];
}

/** Union-find in its plainest form: a group that shares a name with an earlier one is poured into it. */
function groupByName(hits: readonly Hit[]): Group[] {
  const [only, ...more] = hits;
  if (only === undefined) return [];
  if (more.length === 0) return [{ ids: new Set(namesOf(only.advisory)), hits: [only], announcements: [] }];
  const groupOf = new Map<string, Group>();
  for (const hit of hits) {
    const names = namesOf(hit.advisory);
    const group: Group = { ids: new Set(names), hits: [hit], announcements: [] };
    for (const shared of new Set(names.flatMap((name) => groupOf.get(name) ?? []))) {
      for (const id of shared.ids) group.ids.add(id);
      group.hits.push(...shared.hits);
    }
    for (const id of group.ids) groupOf.set(id, group);
  }
  return [...new Set(groupOf.values())];
}
