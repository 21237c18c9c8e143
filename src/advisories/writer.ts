import type { DatabaseSync } from 'node:sqlite';
import { takeCensus } from './census.ts';
import type { ExploitPredictions } from './epss.ts';
import type { KnownExploited } from './kev.ts';
import type { Advisory, AffectedPackage } from './osv.ts';
import { createRows, type Validators } from './rows.ts';
import { familyOf } from './versions/orders.ts';

/** Where records come from: the bulk export of an ecosystem, or loose files. */
export interface Origin {
  /** The ecosystem of a bulk export. It replaces what the export brought before; loose files only add. */
  readonly exportOf?: string;
  /** What an update asks with, next time. */
  readonly validators?: Validators;
}

/** Takes records origin by origin: `begin`, then `keep` and `put`, then `end`; `finish` comes last. */
export interface AdvisoryWriter {
  begin(origin: Origin): void;
  /** True when this export brought exactly this record in an earlier import: it is kept, and need not be read. */
  keep(digest: Buffer): boolean;
  /** @param digest sha256 of the record's bytes */
  put(advisory: Advisory, digest: Buffer): void;
  end(): void;
  putKnownExploited(catalogue: KnownExploited): void;
  putPredictions(predictions: ExploitPredictions): void;
  /** @param now milliseconds */
  finish(now: number): void;
}

/** Loose files are remembered as an export without a name. */
const loose = '';

/** Writes into a database whose tables exist; nothing else may write to it meanwhile. */
export function createWriter(db: DatabaseSync): AdvisoryWriter {
  const rows = createRows(db);
  /** Exports seen in this run: the second half of one must not push out the first. */
  const begun = new Set<string>();
  let origin: Origin = {};
  let exportId = 0;
  let kept: ReadonlyMap<string, number> = new Map();
  let seen: number[] = [];
  let touched = new Map<string, number>();
  /** The families that every record so far speaks of; undefined before the first. */
  let common: ReadonlySet<string> | undefined;
  let stale = false;

  return {
    begin(next) {
      origin = next;
      seen = [];
      kept = new Map();
      touched = new Map();
      common = undefined;
      const name = origin.exportOf ?? loose;
      exportId = rows.exportId(name, origin.validators);
      if (name === loose || begun.has(name)) return;
      begun.add(name);
      kept = rows.carriedBy(exportId);
      stale ||= kept.size > 0;
      rows.dropCarried(exportId);
    },
    keep(digest) {
      const id = kept.size === 0 ? undefined : kept.get(digest.toString('latin1'));
      if (id !== undefined) seen.push(id);
      return id !== undefined;
    },
    put(advisory, digest) {
      const { id, written, replaced } = rows.place(advisory, digest);
      seen.push(id);
      stale ||= replaced;
      if (advisory.withdrawn) return;
      common = new Set([...(common ?? advisory.families)].filter((family) => advisory.families.has(family)));
      for (const [family, entries] of byPackage(advisory.affected)) {
        for (const { ecosystem } of entries) touched.set(ecosystem, rows.ecosystemId(ecosystem));
        if (written) rows.affect(id, family, entries);
      }
    },
    end() {
      rows.carry(seen, exportId);
      const spokenFor = origin.exportOf === undefined ? (common ?? new Set()) : new Set([origin.exportOf]);
      rows.claim(claimed(touched, spokenFor));
    },
    putKnownExploited(catalogue) {
      rows.replaceKnownExploited(catalogue);
    },
    putPredictions(predictions) {
      rows.replacePredictions(predictions);
    },
    finish(now) {
      if (stale) rows.sweep();
      takeCensus(db, now);
    },
  };
}

/**
 * The ecosystems of which an origin means to say everything: its own, with all releases. That is the one an export is
 * named for, or what all records of other files have in common: what some of them mention of others is a part. A
 * collection that has nothing in common is all that somebody wants to have.
 */
function claimed(touched: ReadonlyMap<string, number>, spokenFor: ReadonlySet<string>): readonly number[] {
  return [...touched]
    .filter(([name]) => spokenFor.size === 0 || spokenFor.has(name) || spokenFor.has(familyOf(name)))
    .map(([, id]) => id);
}

/** The entries of each package, by the family of ecosystems it is in. */
function byPackage(
  affected: readonly AffectedPackage[],
): Iterable<readonly [family: string, entries: AffectedPackage[]]> {
  const groups = new Map<string, readonly [family: string, entries: AffectedPackage[]]>();
  for (const entry of affected) {
    const family = familyOf(entry.ecosystem);
    const key = `${family} ${entry.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [family, [entry]]);
    else group[1].push(entry);
  }
  return groups.values();
}
