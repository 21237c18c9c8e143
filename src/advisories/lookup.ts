import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { fault } from '../errors.ts';
import { cveNumber, epssUnit } from './cve-number.ts';
import { knownExploitedIn } from './known-exploited.ts';
import { limits } from './limits.ts';
import {
  type AffectedReleases,
  type PackedReleases,
  readSaid,
  rowOf,
  saidOf,
  textOf,
  unpackReleases,
} from './packed.ts';
import { advisoryColumns, advisoryOf, countOf, type StoredAdvisory } from './stored.ts';

/** What one advisory says of a package, in one release of its distribution or in its ecosystem. */
export interface Candidate {
  readonly rowId: number;
  readonly said: readonly PackedReleases[];
}

/** Questions to the database. All throw an Error when a row is not what an import writes. */
export interface Lookup {
  /** Undefined when no advisory mentions it; `claimed` when an import was of this ecosystem. */
  ecosystem(name: string): { readonly id: number; readonly claimed: boolean } | undefined;
  /** Fetches what is said of these packages in one go: asking for each would take longer than all else in a match. */
  gather(family: string, names: ReadonlySet<string>): void;
  /** Whether anything is said of a package that was gathered. */
  isNamed(family: string, name: string): boolean;
  /**
   * All that is said of a package that was gathered, whatever its version: of each advisory, of the first ecosystem
   * that it names.
   */
  candidates(family: string, name: string, ecosystemIds: readonly number[]): readonly Candidate[];
  unpack(said: PackedReleases): AffectedReleases;
  /** Fetches advisories in one go, as `gather` does with packages. */
  fetch(rowIds: Iterable<number>): void;
  advisory(rowId: number): StoredAdvisory;
  /** Fetches those of the advisories with these ids that there are, as `fetch` does. */
  fetchNamed(ids: Iterable<string>): void;
  /** Undefined when there is none, or it was withdrawn. */
  advisoryNamed(id: string): StoredAdvisory | undefined;
  /** Undefined when the catalogue of known exploited vulnerabilities was never imported. */
  isKnownExploited(ids: Iterable<string>): boolean | undefined;
  /** The highest EPSS score of these CVEs, 0 to 1; undefined when none has one. */
  epss(ids: Iterable<string>): number | undefined;
}

/** Characters that one match reads; in November 2026 ten ecosystems together had 6 million of what is said of packages. */
const maxRead = 256 * 1024 ** 2;

/** Of what is said of packages, again for each version of one: a hostile list may have ten thousand of a kernel. */
const maxParsed = 256 * 1024 ** 2;

/** A question names as many: all answers to it are in memory at once, and each may be as long as a value. */
const maxWanted = 64;

/** For one match: it remembers what it was asked, and sees the database as it is now. */
export function createLookup(db: DatabaseSync): Lookup {
  const ecosystemByName = db.prepare('SELECT id, claimed FROM ecosystem WHERE name = ?');
  const said = rowsOf(
    db,
    `SELECT wanted.key, s.advisories FROM json_each(?) wanted
     CROSS JOIN package p ON p.family = ? AND p.name = wanted.value
     CROSS JOIN said s ON s.package = p.id`,
  );
  const gathered = new Map<string, Map<string, string>>();
  const advisoriesById = rowsOf(
    db,
    `SELECT ${advisoryColumns}, a.id FROM json_each(?) wanted CROSS JOIN advisory a ON a.id = wanted.value`,
  );
  const advisoriesByName = rowsOf(
    db,
    `SELECT ${advisoryColumns} FROM json_each(?) wanted
     CROSS JOIN advisory ON name = wanted.value AND withdrawn = 0`,
  );
  const advisories = new Map<number, StoredAdvisory>();
  /** Undefined for ids that no advisory has. */
  const named = new Map<string, StoredAdvisory | undefined>();
  const epssByCve = db.prepare('SELECT score FROM epss WHERE cve = ?');
  const hasScores = db.prepare('SELECT 1 FROM epss LIMIT 1').get() !== undefined;
  const exploited = knownExploitedIn(db);
  let read = 0;
  let parsed = 0;
  /** Many rows of a damaged file may share what is in it, so its size does not bound them. */
  const counted = (characters: number): void => {
    read += characters;
    if (read > maxRead) throw new TypeError('more is said of these packages than can be read');
  };

  const advisoryIn = (row: readonly SQLOutputValue[]): StoredAdvisory => {
    for (const value of row) if (typeof value === 'string') counted(value.length);
    return advisoryOf(row);
  };

  const speaksOf = createSpeaksOf();

  return {
    ecosystem: remembering((name: string) => {
      const row = ecosystemByName.get(name);
      return row === undefined ? undefined : { id: countOf(row.id), claimed: row.claimed === 1 };
    }),
    gather(family, names) {
      const ofFamily = gathered.get(family) ?? new Map<string, string>();
      gathered.set(family, ofFamily);
      for (const wanted of parts([...names].filter(isName))) {
        for (const [key, value] of said.all(JSON.stringify(wanted), family)) {
          const text = textOf(value);
          counted(text.length);
          ofFamily.set(wanted[Number(key)] ?? '', text);
        }
      }
    },
    isNamed: (family, name) => gathered.get(family)?.has(name) === true,
    candidates(family, name, ecosystemIds) {
      const text = gathered.get(family)?.get(name);
      if (text === undefined) return [];
      const candidates: Candidate[] = [];
      parsed += text.length;
      if (parsed > maxParsed) throw tooManyVersions();
      // Read anew for each version: what was read would be most of the memory that a match takes.
      for (const advisory of readSaid(text)) {
        const releases = saidOf(advisory, ecosystemIds, speaksOf);
        if (releases.length > 0) candidates.push({ rowId: rowOf(advisory), said: releases });
      }
      return candidates;
    },
    unpack: unpackReleases,
    fetch(rowIds) {
      const missing = new Set(rowIds).difference(advisories);
      for (const wanted of parts([...missing].sort((a, b) => a - b))) {
        for (const row of advisoriesById.all(JSON.stringify(wanted))) {
          const advisory = advisoryIn(row);
          advisories.set(Number(row.at(-1)), advisory);
          // A withdrawn one has no packages, so it is not among these.
          named.set(advisory.id, advisory);
        }
      }
    },
    fetchNamed(ids) {
      const missing = [...new Set(ids)].filter((id) => !named.has(id));
      for (const id of missing) named.set(id, undefined);
      for (const wanted of parts(missing)) {
        for (const row of advisoriesByName.all(JSON.stringify(wanted))) {
          const advisory = advisoryIn(row);
          named.set(advisory.id, advisory);
        }
      }
    },
    advisory(rowId) {
      if (!advisories.has(rowId)) this.fetch([rowId]);
      const found = advisories.get(rowId);
      if (found === undefined) throw new TypeError('a package names an advisory that is not there');
      return found;
    },
    advisoryNamed(id) {
      if (!named.has(id)) this.fetchNamed([id]);
      return named.get(id);
    },
    isKnownExploited: (ids) =>
      exploited.size === 0 ? undefined : Iterator.from(ids).some((id) => exploited.has(id)),
    epss(ids) {
      if (!hasScores) return undefined;
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

/** Asks the database something, and says what it throws in its own way. */
export type Reading = <Answer>(ask: () => Answer) => Answer;

/** The same questions, each asked through `reading`: what they throw is told from what is thrown beside them. */
export function lookupThrough(lookup: Lookup, reading: Reading): Lookup {
  return {
    ecosystem: (name) => reading(() => lookup.ecosystem(name)),
    gather: (family, names) => reading(() => lookup.gather(family, names)),
    isNamed: (family, name) => lookup.isNamed(family, name),
    candidates: (family, name, ids) => reading(() => lookup.candidates(family, name, ids)),
    unpack: (said) => reading(() => lookup.unpack(said)),
    fetch: (rowIds) => reading(() => lookup.fetch(rowIds)),
    advisory: (rowId) => reading(() => lookup.advisory(rowId)),
    fetchNamed: (ids) => reading(() => lookup.fetchNamed(ids)),
    advisoryNamed: (id) => reading(() => lookup.advisoryNamed(id)),
    isKnownExploited: (ids) => reading(() => lookup.isKnownExploited(ids)),
    epss: (ids) => reading(() => lookup.epss(ids)),
  };
}

/** Rows as lists: objects would take twice as long. */
function rowsOf(
  db: DatabaseSync,
  sql: string,
): { readonly all: (...values: SQLInputValue[]) => readonly (readonly SQLOutputValue[])[] } {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  // The types know rows as objects only.
  return {
    all: (...values) => statement.all(...values) as unknown as readonly (readonly SQLOutputValue[])[],
  };
}

/** No advisory is of a package with a longer name, or one with a zero, at which SQLite would end it. */
function isName(name: string): boolean {
  return name.length <= limits.nameLength && !name.includes('\0');
}

function tooManyVersions(): Error {
  const what = 'the list of packages';
  return fault('TOO_MANY', { what, max: maxParsed, things: 'characters said of its versions' });
}

function* parts<Item>(wanted: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < wanted.length; at += maxWanted) yield wanted.slice(at, at + maxWanted);
}

/** Whether an ecosystem is among those that something is said of; there are few lists of them. */
function createSpeaksOf(): (ids: string, id: number) => boolean {
  const answers = new Map<number, Map<string, boolean>>();
  return (ids, id) => {
    const ofId = answers.get(id) ?? new Map<string, boolean>();
    answers.set(id, ofId);
    const known = ofId.get(ids);
    if (known !== undefined) return known;
    const answer = ids.split(' ').includes(`${id}`);
    ofId.set(ids, answer);
    return answer;
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
