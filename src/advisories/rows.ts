import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ExploitPredictions } from './epss.ts';
import type { KnownExploited } from './kev.ts';
import type { Advisory, AffectedPackage } from './osv.ts';
import { packAffected } from './packed.ts';
import { readMeta, writeMeta } from './schema.ts';
import { orderOf } from './versions/orders.ts';

/** RFC 9110 section 8.8: how to ask for an export only if it changed. */
export interface Validators {
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** The statements an import is made of; what they mean together is the writer's. */
export interface Rows {
  exportId(name: string, validators: Validators | undefined): number;
  /** The ids of the advisories an export brought, by their digests as latin1 text. */
  carriedBy(exportId: number): ReadonlyMap<string, number>;
  dropCarried(exportId: number): void;
  carry(advisoryIds: readonly number[], exportId: number): void;
  /** Of two records with one id the later modified stays; of two of the same time, the one with the higher digest. */
  place(advisory: Advisory, digest: Buffer): Placed;
  ecosystemId(name: string): number;
  /** @param entries of one package, in one or more releases of its distribution */
  affect(advisoryId: number, family: string, entries: readonly AffectedPackage[]): void;
  /** Notes that what is known of these ecosystems is meant to be all there is. */
  claim(ecosystemIds: Iterable<number>): void;
  replaceKnownExploited(catalogue: KnownExploited): void;
  replacePredictions(predictions: ExploitPredictions): void;
  /** Takes out what no export carries any more, and what hangs on it. */
  sweep(): void;
}

export interface Placed {
  readonly id: number;
  /** False when what is there stays. */
  readonly written: boolean;
  /** True when an older record went. */
  readonly replaced: boolean;
}

/** Prepares all statements once: an import runs some of them a hundred thousand times. */
export function createRows(db: DatabaseSync): Rows {
  const insertExport = db.prepare('INSERT OR IGNORE INTO export (name) VALUES (?)');
  const exportByName = db.prepare('SELECT id FROM export WHERE name = ?');
  const setValidators = db.prepare('UPDATE export SET url = ?, etag = ?, lastModified = ? WHERE id = ?');
  const carried = db.prepare(
    'SELECT a.id, a.digest FROM carried c JOIN advisory a ON a.id = c.advisory WHERE c.export = ?',
  );
  const dropCarried = db.prepare('DELETE FROM carried WHERE export = ?');
  const carry = db.prepare(
    'INSERT OR IGNORE INTO carried (advisory, export) SELECT value, ? FROM json_each(?)',
  );
  const moveCarried = db.prepare('UPDATE carried SET advisory = ? WHERE advisory = ?');
  const insertAdvisory = db.prepare(
    `INSERT INTO advisory (id, name, digest, modified, published, withdrawn, aliases, upstream, title, url, severity,
     severitySource, cvss) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
  );
  const advisoryByName = db.prepare('SELECT id, modified, digest FROM advisory WHERE name = ?');
  const dropAdvisory = db.prepare('DELETE FROM advisory WHERE id = ?');
  const insertEcosystem = db.prepare(
    'INSERT INTO ecosystem (name, claimed, advisories, packages) VALUES (?, 0, 0, 0)',
  );
  const insertPackage = db.prepare('INSERT OR IGNORE INTO package (family, name) VALUES (?, ?)');
  const packageByName = db.prepare('SELECT id FROM package WHERE family = ? AND name = ?');
  const insertAffected = db.prepare(
    'INSERT INTO affected (package, advisory, ecosystems, said) VALUES (?, ?, ?, ?)',
  );
  const claim = db.prepare('UPDATE ecosystem SET claimed = 1 WHERE id = ?');

  const ecosystems = new Map<string, number>();
  for (const row of db.prepare('SELECT name, id FROM ecosystem').iterate()) {
    ecosystems.set(String(row.name), idOf(row));
  }
  const packages = new Map<string, Map<string, number>>();
  // No id is given twice: rows of a replaced advisory are told from those of the new one by its id.
  let nextId = 1 + Number(db.prepare('SELECT coalesce(max(id), 0) AS id FROM advisory').get()?.id);

  /** Returns the row's id; undefined when there is a record of that name already. */
  const insert = (advisory: Advisory, digest: Buffer): number | undefined => {
    const { changes } = insertAdvisory.run(
      nextId,
      advisory.id,
      digest,
      advisory.modifiedAt,
      advisory.publishedAt ?? null,
      advisory.withdrawn ? 1 : 0,
      advisory.aliases.join(' '),
      advisory.upstream.join(' '),
      advisory.title,
      advisory.url ?? null,
      advisory.rating?.severity ?? null,
      advisory.rating?.source ?? null,
      advisory.cvss ?? null,
    );
    return changes === 1 ? nextId++ : undefined;
  };

  const ecosystemId = (name: string): number => {
    const known = ecosystems.get(name);
    if (known !== undefined) return known;
    const id = Number(insertEcosystem.run(name).lastInsertRowid);
    ecosystems.set(name, id);
    return id;
  };

  const packageId = (family: string, name: string): number => {
    const ofFamily = packages.get(family) ?? new Map<string, number>();
    packages.set(family, ofFamily);
    const known = ofFamily.get(name);
    if (known !== undefined) return known;
    const { changes, lastInsertRowid } = insertPackage.run(family, name);
    const id = changes === 1 ? Number(lastInsertRowid) : idOf(packageByName.get(family, name));
    ofFamily.set(name, id);
    return id;
  };

  return {
    ecosystemId,
    exportId(name, validators) {
      insertExport.run(name);
      const id = idOf(exportByName.get(name));
      const { url = null, etag = null, lastModified = null } = validators ?? {};
      setValidators.run(url, etag, lastModified, id);
      return id;
    },
    carriedBy(exportId) {
      const ids = new Map<string, number>();
      for (const row of carried.iterate(exportId)) ids.set(bytesOf(row.digest).toString('latin1'), idOf(row));
      return ids;
    },
    dropCarried(exportId) {
      dropCarried.run(exportId);
    },
    carry(advisoryIds, exportId) {
      carry.run(exportId, JSON.stringify(advisoryIds));
    },
    place(advisory, digest) {
      const added = insert(advisory, digest);
      if (added !== undefined) return { id: added, written: true, replaced: false };
      const present = advisoryByName.get(advisory.id);
      const id = idOf(present);
      const later =
        advisory.modifiedAt - Number(present?.modified) || digest.compare(bytesOf(present?.digest));
      if (later <= 0) return { id, written: false, replaced: false };
      dropAdvisory.run(id);
      const replacement = idOf({ id: insert(advisory, digest) ?? null });
      moveCarried.run(replacement, id);
      return { id: replacement, written: true, replaced: true };
    },
    affect(advisoryId, family, entries) {
      const name = entries[0]?.name ?? '';
      const order = orderOf(family);
      if (order === undefined) return;
      const packed = packAffected(entries, order, ecosystemId);
      insertAffected.run(packageId(family, name), advisoryId, packed.ecosystems, packed.said);
    },
    claim(ecosystemIds) {
      for (const id of ecosystemIds) claim.run(id);
    },
    replaceKnownExploited({ releasedAt, cves }) {
      if (releasedAt < Number(readMeta(db, 'knownExploitedAt') ?? '0')) return;
      db.exec('DELETE FROM knownExploited');
      const insertCve = db.prepare('INSERT INTO knownExploited (cve) VALUES (?)');
      for (const cve of cves) insertCve.run(cve);
      writeMeta(db, 'knownExploitedAt', String(releasedAt));
    },
    replacePredictions({ scoredAt, cves, scores, digest }) {
      if (scoredAt < Number(readMeta(db, 'epssAt') ?? '0')) return;
      db.exec('DELETE FROM epss');
      const insertScore = db.prepare('INSERT OR REPLACE INTO epss (cve, score) VALUES (?, ?)');
      for (const [index, cve] of cves.entries()) insertScore.run(cve, scores[index] ?? 0);
      writeMeta(db, 'epssAt', String(scoredAt));
      writeMeta(db, 'epssDigest', digest);
      writeMeta(db, 'epssCount', String(db.prepare('SELECT count(*) AS n FROM epss').get()?.n));
    },
    sweep() {
      db.exec(`
        DELETE FROM advisory WHERE id NOT IN (SELECT advisory FROM carried);
        DELETE FROM carried WHERE advisory NOT IN (SELECT id FROM advisory);
        DELETE FROM affected WHERE advisory NOT IN (SELECT id FROM advisory);
        DELETE FROM package WHERE id NOT IN (SELECT package FROM affected);
      `);
    },
  };
}

function idOf(row: Record<string, SQLOutputValue> | undefined): number {
  if (typeof row?.id !== 'number') throw new TypeError('a row without an id');
  return row.id;
}

function bytesOf(value: SQLOutputValue | undefined): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError('a digest that is not bytes');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
