import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { cveNumber, epssUnit } from './cve-number.ts';
import { type AffectedReleases, scoreOf, severityOf, unpackAffected } from './packed.ts';
import type { Rating } from './rating.ts';

/** An advisory as the database keeps it. */
export interface StoredAdvisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly upstream: readonly string[];
  /** May be empty. */
  readonly title: string;
  readonly url?: string;
  /** Milliseconds. */
  readonly publishedAt?: number;
  readonly rating?: Rating;
  readonly cvss?: number;
}

/** What one advisory says of a package, in one release of its distribution or in its ecosystem. */
export interface Candidate {
  readonly rowId: number;
  readonly said: readonly AffectedReleases[];
}

/** Questions to the database. All throw an Error when a row is not what an import writes. */
export interface Lookup {
  /** Undefined when no advisory mentions it; `claimed` when an import was of this ecosystem. */
  ecosystem(name: string): { readonly id: number; readonly claimed: boolean } | undefined;
  /** All that is said of a package, whatever its version: of each advisory, of the first ecosystem that it names. */
  candidates(family: string, name: string, ecosystemIds: readonly number[]): readonly Candidate[];
  advisory(rowId: number): StoredAdvisory;
  /** Undefined when there is none, or it was withdrawn. */
  advisoryNamed(id: string): StoredAdvisory | undefined;
  /** Undefined when the catalogue of known exploited vulnerabilities was never imported. */
  isKnownExploited(ids: Iterable<string>): boolean | undefined;
  /** The highest EPSS score of these CVEs, 0 to 1; undefined when none has one. */
  epss(ids: Iterable<string>): number | undefined;
}

/** For one match: it remembers what it was asked, and sees the database as it is now. */
export function createLookup(db: DatabaseSync): Lookup {
  const ecosystemByName = db.prepare('SELECT id, claimed FROM ecosystem WHERE name = ?');
  const affected = db.prepare(
    `SELECT a.advisory, a.versions FROM package p JOIN affected a ON a.package = p.id
     WHERE p.family = ? AND p.name = ?`,
  );
  const columns = 'name, aliases, upstream, title, url, published, severity, severitySource, cvss';
  const advisoryById = db.prepare(`SELECT ${columns} FROM advisory WHERE id = ?`);
  const advisoryByName = db.prepare(`SELECT ${columns} FROM advisory WHERE name = ? AND withdrawn = 0`);
  const epssByCve = db.prepare('SELECT score FROM epss WHERE cve = ?');
  const exploited = new Set(
    db
      .prepare('SELECT cve FROM knownExploited')
      .all()
      .map((row) => row.cve),
  );

  return {
    ecosystem: remembering((name: string) => {
      const row = ecosystemByName.get(name);
      return row === undefined ? undefined : { id: Number(row.id), claimed: row.claimed === 1 };
    }),
    candidates(family, name, ecosystemIds) {
      return affected.all(family, name).flatMap((row) => {
        const all = unpackAffected(textOf(row.versions));
        const first = ecosystemIds.find((id) => all.some(({ ecosystems }) => ecosystems.includes(id)));
        const said = all.filter(({ ecosystems }) => first !== undefined && ecosystems.includes(first));
        return said.length === 0 ? [] : [{ rowId: Number(row.advisory), said }];
      });
    },
    advisory: remembering((rowId: number) => {
      const row = advisoryById.get(rowId);
      if (row === undefined) throw new TypeError('a package names an advisory that is not there');
      return advisoryOf(row);
    }),
    advisoryNamed: remembering((id: string) => {
      const row = advisoryByName.get(id);
      return row === undefined ? undefined : advisoryOf(row);
    }),
    isKnownExploited: (ids) =>
      exploited.size === 0 ? undefined : Iterator.from(ids).some((id) => exploited.has(id)),
    epss(ids) {
      let highest: number | undefined;
      for (const id of ids) {
        const cve = cveNumber(id);
        const score = cve === undefined ? undefined : epssByCve.get(cve)?.score;
        if (score !== undefined) highest = Math.max(highest ?? 0, Math.min(1, Number(score) / epssUnit));
      }
      return highest;
    },
  };
}

function remembering<Key, Value>(answer: (key: Key) => Value): (key: Key) => Value {
  const answers = new Map<Key, Value>();
  return (key) => {
    const known = answers.get(key);
    // That there is none is an answer too.
    if (known !== undefined || answers.has(key)) return known as Value;
    const found = answer(key);
    answers.set(key, found);
    return found;
  };
}

function advisoryOf(row: Record<string, SQLOutputValue>): StoredAdvisory {
  return {
    id: textOf(row.name),
    aliases: idsOf(row.aliases),
    upstream: idsOf(row.upstream),
    title: textOf(row.title),
    ...(row.url === null ? {} : { url: textOf(row.url) }),
    ...(row.published === null ? {} : { publishedAt: Number(row.published) }),
    ...(row.severity === null
      ? {}
      : { rating: { severity: severityOf(row.severity), source: textOf(row.severitySource) } }),
    ...(row.cvss === null ? {} : { cvss: scoreOf(row.cvss) }),
  };
}

function idsOf(value: SQLOutputValue | undefined): readonly string[] {
  return textOf(value).split(' ').filter(Boolean);
}

function textOf(value: SQLOutputValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('a column that is not text');
  return value;
}
