import { isAnnouncement } from './announcements.ts';
import type { AffectedReleases } from './packed.ts';
import type { StoredAdvisory } from './stored.ts';

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

/** Union-find: each hit knows an earlier one that shares a name, the first of a group itself. */
function groupByName(hits: readonly Hit[]): Group[] {
  const [only, ...more] = hits;
  if (only === undefined) return [];
  if (more.length === 0) return [{ ids: new Set(namesOf(only.advisory)), hits: [only], announcements: [] }];
  const earlier: number[] = [];
  const firstOf = (index: number): number => {
    let first = index;
    for (let next = earlier[first] ?? first; next !== first; next = earlier[first] ?? first) {
      // Paths are halved, so that a long chain is walked once.
      earlier[first] = earlier[next] ?? next;
      first = next;
    }
    return first;
  };
  const named = new Map<string, number>();
  for (const [index, { advisory }] of hits.entries()) {
    earlier.push(index);
    for (const name of namesOf(advisory)) {
      const other = named.get(name);
      if (other === undefined) named.set(name, index);
      else {
        const [first, second] = [firstOf(other), firstOf(index)];
        earlier[Math.max(first, second)] = Math.min(first, second);
      }
    }
  }
  const groups = new Map<number, Group>();
  // Those that were imported last speak first.
  for (const [index, hit] of [...hits.entries()].reverse()) {
    const first = firstOf(index);
    const group = groups.get(first) ?? { ids: new Set(), hits: [], announcements: [] };
    groups.set(first, group);
    group.hits.push(hit);
    for (const name of namesOf(hit.advisory)) group.ids.add(name);
  }
  return [...groups.values()];
}
