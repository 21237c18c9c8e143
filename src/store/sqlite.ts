import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { fault, reasonOf } from '../errors.ts';
import { parseDigest } from '../model/digest.ts';
import type { Reason } from '../model/scan-report.ts';
import { inTurns } from './in-turns.ts';
import { prepareSchema } from './sqlite-schema.ts';
import {
  type DecisionRecord,
  type PushState,
  type Store,
  type StoredPush,
  type StoreOptions,
  storeDefaults,
  storeLimits,
  type TagBindingRecord,
} from './store.ts';

type Row = Record<string, SQLOutputValue>;

const busyTimeoutMs = 5000;

/**
 * Opens the store in a file, or makes it where its folder is. Other processes may read the file meanwhile.
 * @param path `:memory:` for a store that is gone when it is closed
 * @throws STORE_UNUSABLE for a file that is damaged, newer, or of another program: it is left as it is
 */
export function openSqliteStore(path: string, options: StoreOptions = {}): Store {
  const limits = { ...storeDefaults, ...options };
  const whole = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw fault('STORE_UNUSABLE', { path, reason: reasonOf(cause) }, { cause });
    }
  };
  const { database, statements } = whole(() => openDatabase(path));

  /** One transaction: all of `work` or nothing. */
  const write = <T>(work: () => T): T =>
    whole(() => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });

  /** The decisions of one turn in one transaction: under load the commit is what costs. Who waits, waits for it. */
  const record = inTurns<DecisionRecord>((decisions) =>
    write(() => {
      for (const decision of decisions) {
        const { lastInsertRowid } = statements.insertDecision.run(toRow(decision));
        statements.countDecision.run(decision.outcome);
        statements.pruneDecisions.run(
          Number(lastInsertRowid) - limits.maxDecisions,
          decision.at - limits.maxAgeMs,
        );
      }
    }),
  );

  return {
    recordDecision: record.add,
    async decisions({ outcome = null, repository = null, limit } = {}) {
      return whole(() =>
        statements.listDecisions.all({ outcome, repository, limit: bounded(limit) }).map(decisionOf),
      );
    },
    async decisionCounts() {
      const totals = whole(() => statements.listCounts.all());
      const total = (outcome: string): number =>
        Number(totals.find((row) => row.outcome === outcome)?.total ?? 0);
      return { allow: total('allow'), deny: total('deny') };
    },
    async rememberTagBinding({ repository, tag, digest, signedAt, keyId }) {
      return write(() => {
        statements.upsertBinding.run({ repository, tag, digest, signedAt, keyId });
        const row = statements.findBinding.get(repository, tag);
        if (row === undefined) throw new Error('the binding that was just written is not there');
        return bindingOf(row);
      });
    },
    async tagBinding(repository, tag) {
      return whole(() => {
        const row = statements.findBinding.get(repository, tag);
        return row === undefined ? undefined : bindingOf(row);
      });
    },
    async recordEvent(event) {
      return write(() => {
        const { changes, lastInsertRowid } = statements.insertPush.run({
          registry: event.registry,
          id: event.id,
          receivedAt: event.receivedAt,
          repository: cut(event.repository),
          tag: event.tag === undefined ? null : cut(event.tag),
          digest: event.digest,
        });
        if (changes === 0) return false;
        statements.prunePushes.run(
          Number(lastInsertRowid) - limits.maxPushes,
          event.receivedAt - limits.maxAgeMs,
        );
        return true;
      });
    },
    async updateEvent(registry, id, state, detail) {
      whole(() => statements.updatePush.run({ registry, id, state, detail: cut(detail) }));
    },
    async events({ state = null, limit } = {}) {
      return whole(() => statements.listPushes.all({ state, limit: bounded(limit) }).map(pushOf));
    },
    async check() {
      // A real write: a full disk or a lost folder does not show before.
      whole(() => statements.live.run());
    },
    async close() {
      record.flush();
      if (database.isOpen) whole(() => database.close());
    },
  };
}

function openDatabase(path: string) {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    prepareSchema(database);
    // With a write-ahead log a crash of the process loses nothing; a loss of power may lose the newest decisions, but
    // never damages the file (sqlite.org/pragma.html#pragma_synchronous).
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    return { database, statements: prepare(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: DatabaseSync) {
  return {
    insertDecision: database.prepare(
      `INSERT INTO decision (at, client, repository, tag, digest, outcome, audited, kind, rule, message, reasons)
       VALUES (:at, :client, :repository, :tag, :digest, :outcome, :audited, :kind, :rule, :message, :reasons)`,
    ),
    countDecision: database.prepare(
      'INSERT INTO decision_count VALUES (?, 1) ON CONFLICT DO UPDATE SET total = total + 1',
    ),
    pruneDecisions: database.prepare('DELETE FROM decision WHERE id <= ? OR at < ?'),
    listDecisions: database.prepare(
      `SELECT * FROM decision
       WHERE (:outcome IS NULL OR outcome = :outcome) AND (:repository IS NULL OR repository = :repository)
       ORDER BY id DESC LIMIT :limit`,
    ),
    listCounts: database.prepare('SELECT outcome, total FROM decision_count'),
    upsertBinding: database.prepare(
      `INSERT INTO tag_binding (repository, tag, digest, signed_at, key_id)
       VALUES (:repository, :tag, :digest, :signedAt, :keyId)
       ON CONFLICT DO UPDATE SET digest = excluded.digest, signed_at = excluded.signed_at, key_id = excluded.key_id
       WHERE excluded.signed_at > signed_at`,
    ),
    findBinding: database.prepare('SELECT * FROM tag_binding WHERE repository = ? AND tag = ?'),
    insertPush: database.prepare(
      `INSERT INTO push (registry, id, received_at, repository, tag, digest, state, detail)
       VALUES (:registry, :id, :receivedAt, :repository, :tag, :digest, 'received', '')
       ON CONFLICT DO NOTHING`,
    ),
    prunePushes: database.prepare('DELETE FROM push WHERE row <= ? OR received_at < ?'),
    updatePush: database.prepare(
      'UPDATE push SET state = :state, detail = :detail WHERE registry = :registry AND id = :id',
    ),
    listPushes: database.prepare(
      'SELECT * FROM push WHERE (:state IS NULL OR state = :state) ORDER BY row DESC LIMIT :limit',
    ),
    live: database.prepare(
      'INSERT INTO liveness VALUES (1, 1) ON CONFLICT DO UPDATE SET checks = checks + 1',
    ),
  };
}

function toRow(decision: DecisionRecord) {
  return {
    at: decision.at,
    client: cut(decision.client),
    repository: cut(decision.repository),
    tag: decision.tag === undefined ? null : cut(decision.tag),
    digest: decision.digest,
    outcome: decision.outcome,
    audited: decision.audited ? 1 : 0,
    kind: decision.kind,
    rule: decision.rule === null ? null : cut(decision.rule),
    message: cut(decision.message),
    reasons: JSON.stringify(decision.reasons.slice(0, storeLimits.reasons).map(cutReason)),
  };
}

// What is read was written above, in a file that was checked when it was opened.

function decisionOf(row: Row): DecisionRecord {
  return {
    at: Number(row.at),
    client: String(row.client),
    repository: String(row.repository),
    ...(row.tag === null ? {} : { tag: String(row.tag) }),
    digest: parseDigest(String(row.digest)),
    outcome: String(row.outcome) as DecisionRecord['outcome'],
    audited: row.audited === 1,
    kind: String(row.kind) as DecisionRecord['kind'],
    rule: row.rule === null ? null : String(row.rule),
    message: String(row.message),
    reasons: JSON.parse(String(row.reasons)) as Reason[],
  };
}

function bindingOf(row: Row): TagBindingRecord {
  return {
    repository: String(row.repository),
    tag: String(row.tag),
    digest: parseDigest(String(row.digest)),
    signedAt: Number(row.signed_at),
    keyId: String(row.key_id),
  };
}

function pushOf(row: Row): StoredPush {
  return {
    registry: String(row.registry),
    id: String(row.id),
    receivedAt: Number(row.received_at),
    repository: String(row.repository),
    ...(row.tag === null ? {} : { tag: String(row.tag) }),
    digest: parseDigest(String(row.digest)),
    state: String(row.state) as PushState,
    detail: String(row.detail),
  };
}

function bounded(limit = 100): number {
  return Math.max(0, Math.min(Math.trunc(limit), storeLimits.listed));
}

function cutReason(reason: Reason): Reason {
  return { ...reason, message: cut(reason.message) };
}

/** By UTF-16 unit, but never through the middle of a character. */
function cut(text: string): string {
  return text.length <= storeLimits.text ? text : text.slice(0, storeLimits.text).toWellFormed();
}
