import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type Digest, parseDigest } from '../model/digest.ts';
import { formatTime } from '../model/time.ts';
import { readMeta, writeMeta } from './schema.ts';

/** Writes down what the tables hold now, so that opening them need not look. @param now milliseconds */
export function takeCensus(db: DatabaseSync, now: number): void {
  writeCounts(db);
  db.exec("DELETE FROM meta WHERE key = 'pulledFrom'");
  writeMeta(db, 'digest', digestOf(db));
  const newest = db.prepare('SELECT coalesce(max(modified), 0) AS at FROM advisory').get()?.at;
  writeMeta(db, 'newestRecordAt', formatTime(Number(newest)));
  writeMeta(db, 'builtAt', formatTime(now));
}

interface Counts {
  advisories: number;
  readonly packages: Set<number>;
  last: number;
}

/** How many advisories and packages each ecosystem has; those with none go. */
function writeCounts(db: DatabaseSync): void {
  const counts = new Map<number, Counts>();
  for (const row of db.prepare('SELECT advisory, package, ecosystems FROM affected').iterate()) {
    const advisory = Number(row.advisory);
    for (const ecosystem of String(row.ecosystems).split(' ')) {
      const id = Number(ecosystem);
      const count = counts.get(id) ?? { advisories: 0, packages: new Set(), last: 0 };
      counts.set(id, count);
      count.packages.add(Number(row.package));
      // The rows of one advisory lie together: it is counted when it is first met.
      if (count.last !== advisory) count.advisories += 1;
      count.last = advisory;
    }
  }
  const update = db.prepare('UPDATE ecosystem SET advisories = ?, packages = ? WHERE id = ?');
  db.exec('UPDATE ecosystem SET advisories = 0');
  for (const [id, { advisories, packages }] of counts) update.run(advisories, packages.size, id);
  db.exec('DELETE FROM ecosystem WHERE advisories = 0');
}

/**
 * sha256 over the sorted digests of all records, then over the known exploited CVEs and the EPSS scores: no order of
 * import is in it. The digests come in 256 texts, because so many small buffers would be garbage for longer than they are of use.
 */
function digestOf(db: DatabaseSync): Digest {
  const hash = createHash('sha256');
  const records = db.prepare(
    `SELECT group_concat(hex(digest), '' ORDER BY digest) AS text FROM advisory
     GROUP BY substr(digest, 1, 1) ORDER BY substr(digest, 1, 1)`,
  );
  for (const { text } of records.iterate()) hash.update(String(text));
  const exploited = db.prepare("SELECT group_concat(cve, ' ' ORDER BY cve) AS text FROM knownExploited");
  hash.update(String(exploited.get()?.text ?? ''));
  hash.update(readMeta(db, 'epssDigest') ?? '');
  return parseDigest(`sha256:${hash.digest('hex')}`);
}
