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
  /** Fetches what is said of these packages in one go: asking for each would take longer than all else in a match. */
  gather(family: string, names: ReadonlySet<string>): void;
  /**
   * All that is said of a package that was gathered, whatever its version: of each advisory, of the first ecosystem
   * that it names.
   */
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
    `SELECT wanted.key, a.advisory, a.versions FROM json_each(?) wanted
     CROSS JOIN package p ON p.family = ? AND p.name = wanted.value
     CROSS JOIN affected a ON a.package = p.id`,
  );
  const gathered = new Map<string, Said[]>();
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
    gather(family, names) {
      // SQLite ends a text at its first zero, and no advisory has one in a name.
      const wanted = [...names].filter((name) => !name.includes('\0'));
      for (const row of affected.iterate(JSON.stringify(wanted), family)) {
        const key = packageKey(family, wanted[Number(row.key)] ?? '');
        const said = { rowId: Number(row.advisory), versions: textOf(row.versions) };
        const others = gathered.get(key);
        if (others === undefined) gathered.set(key, [said]);
        else others.push(said);
      }
    },
    candidates(family, name, ecosystemIds) {
      return (gathered.get(packageKey(family, name)) ?? []).flatMap(({ rowId, versions }) => {
        const said = unpackAffected(versions, ecosystemIds);
        return said.length === 0 ? [] : [{ rowId, said }];
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

/** What an advisory says of a package, packed. */
interface Said {
  readonly rowId: number;
  readonly versions: string;
}

function packageKey(family: string, name: string): string {
  return `${family} ${name}`;
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
