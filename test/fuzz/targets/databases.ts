import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describeInfo } from '../../../src/advisories/describe.ts';
import { importAdvisories } from '../../../src/advisories/import.ts';
import { openAdvisories } from '../../../src/advisories/open.ts';
import { readAdvisory } from '../../../src/advisories/osv.ts';
import { createTables, gatherSaid } from '../../../src/advisories/schema.ts';
import { createVectorRater } from '../../../src/advisories/vector-rater.ts';
import { createWriter } from '../../../src/advisories/writer.ts';
import { isFault, printable } from '../../../src/errors.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { parseJson } from '../../../src/model/manifest.ts';
import { scanReportSchema } from '../../../src/model/scan-report-schema.ts';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { deb, debian12, npm, rpm } from '../../advisories/support/packages.ts';
import { record } from '../../advisories/support/records.ts';
import { bytesOf } from '../../fakes/manifests.ts';
import { fixtures } from '../fixtures.ts';
import { inputFile, ownFolder } from '../input-file.ts';
import type { Target } from '../target.ts';

const now = Date.parse('2026-11-23T08:00:00Z');

/** The bytes of a database that `fill` makes. */
function made(fill: (db: DatabaseSync) => void): Buffer {
  const db = new DatabaseSync(':memory:');
  try {
    fill(db);
    return Buffer.from(db.serialize());
  } finally {
    db.close();
  }
}

const rate = createVectorRater();

function advisories(records: readonly unknown[]): Buffer {
  return made((db) => {
    createTables(db);
    const writer = createWriter(db);
    writer.begin({});
    for (const json of records)
      writer.put(readAdvisory(json, rate), Buffer.from(sha256(bytesOf(json)).slice(7), 'hex'));
    writer.end();
    writer.putKnownExploited({ releasedAt: now, cves: ['CVE-2022-3715', 'CVE-2024-1'] });
    writer.putPredictions({
      scoredAt: now,
      cves: [2_022_000_003_715],
      scores: [500],
      digest: sha256('epss'),
    });
    writer.finish(now);
    gatherSaid(db);
  });
}

const osv = fixtures(
  'test/fixtures/osv',
  (path) => path.endsWith('.json') && !path.endsWith('kev.json'),
).flatMap(({ bytes }) => {
  try {
    const json = parseJson(bytes, 'the record');
    readAdvisory(json, rate);
    return [json];
  } catch (error) {
    if (isFault(error)) return [];
    throw error;
  }
});
/** Enough for tables of more than one page. */
const many = Array.from({ length: 120 }, (_, index) =>
  record(`X-${index}`, { aliases: [`CVE-2024-${index >> 1}`] }),
);

const seeds = [
  { name: 'a small database', bytes: advisories(osv.slice(0, 10)) },
  { name: 'a database of pages that point to pages', bytes: advisories([...osv, ...many]) },
];

const packages = [
  npm('left-pad', '1.0.0'),
  npm('ini', '1.3.5'),
  deb('bash', '5.1-2'),
  deb('expat', '2.5.0-1'),
  deb('linux', '6.1.1-1'),
  rpm('php', '7.4.1-1'),
];

/** All that a scan and a person ask of a database; what it answers must be fit to be shown. */
function asked(path: string): unknown {
  const database = openAdvisories(path);
  try {
    const { info } = database;
    const { findings, ...unknown } = database.match(packages, debian12);
    scanReportSchema.shape.findings.parse(findings);
    for (const { rule, title, severitySource = '' } of findings)
      if (printable(rule + title + severitySource) !== rule + title + severitySource)
        throw new Error('a finding has text that cannot be shown');
    return [{ ...info, path: '' }, describeInfo({ ...info, path: '' }, now), findings, unknown];
  } finally {
    database.close();
  }
}

const pulled: Target = {
  name: 'database:bytes',
  seeds,
  read: (input) => asked(inputFile(input, 'advisories.db')),
};

const columns = {
  meta: ['key', 'value'],
  ecosystem: ['id', 'name', 'claimed', 'advisories', 'packages'],
  package: ['id', 'family', 'name'],
  advisory:
    'id name digest modified published withdrawn aliases upstream title url severity severitySource cvss'.split(
      ' ',
    ),
  said: ['package', 'advisories'],
  knownExploited: ['cve'],
  epss: ['cve', 'score'],
} as const;

/** What is in the tables, as JSON: digests as text, what is said of packages as it is. */
function contentOf(bytes: Buffer): Buffer {
  const db = new DatabaseSync(inputFile(bytes, 'content.db'));
  const tables = Object.entries(columns).map(([table, names]) => {
    const rows = db.prepare(`SELECT ${names.join()} FROM ${table}`).all();
    return [
      table,
      rows.map((row) =>
        names.map((name) => {
          const value = row[name];
          if (name === 'digest') return '';
          return name === 'advisories' && table === 'said' ? JSON.parse(String(value)) : value;
        }),
      ),
    ] as const;
  });
  db.close();
  return bytesOf(Object.fromEntries(tables));
}

/** A sound database with such values; undefined where SQLite takes none of them. */
function filled(content: Buffer): Buffer | undefined {
  let tables: unknown;
  try {
    tables = JSON.parse(content.toString());
    return made((db) => {
      createTables(db);
      for (const [table, names] of Object.entries(columns)) {
        const insert = db.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${names.map(() => '?').join()})`);
        const rows: unknown = (tables as Record<string, unknown> | null)?.[table];
        for (const row of Array.isArray(rows) ? rows : [])
          insert.run(...names.map((name, at) => cellOf(name, table, row?.[at])));
      }
    });
  } catch {
    return undefined;
  }
}

function cellOf(name: string, table: string, json: unknown): string | number | null | Buffer {
  if (name === 'digest') return Buffer.alloc(32);
  if (name === 'advisories' && table === 'said') return JSON.stringify(json ?? null);
  return typeof json === 'number' || typeof json === 'string' ? json : null;
}

const rows: Target = {
  name: 'database:rows',
  seeds: seeds.map(({ name, bytes }) => ({ name, bytes: contentOf(bytes) })),
  read(input) {
    const bytes = filled(input);
    return bytes === undefined ? undefined : asked(inputFile(bytes, 'advisories.db'));
  },
};

/** A record that is imported into a database of a stranger. */
const builtUpon: Target = {
  name: 'database:import',
  seeds,
  async read(input) {
    const into = inputFile(input, 'into/advisories.db');
    const path = inputFile(bytesOf(record('Y-1')), 'Y-1.json');
    const { info, ...summary } = await importAdvisories({ paths: [path], into, now });
    return [summary, info.digest, asked(into)];
  },
};

const decision = {
  at: now,
  client: 'a',
  repository: 'apps/a',
  tag: '1.0',
  digest: sha256('a'),
  outcome: 'deny',
  audited: false,
  kind: 'image',
  rule: '**',
  message: 'no',
  reasons: [{ code: 'NO_RULE', message: 'no' }],
} as const;
const binding = { repository: 'apps/a', tag: '1.0', digest: sha256('a'), signedAt: now, keyId: 'a' } as const;
const push = { registry: 'a', id: '1', receivedAt: now, repository: 'apps/a', digest: sha256('a') } as const;

async function storeBytes(): Promise<Buffer> {
  const path = join(mkdtempSync(join(ownFolder(), 'store-')), 'store.db');
  const store = openSqliteStore(path);
  await store.recordDecision(decision);
  await store.rememberTagBinding(binding);
  await store.recordEvent(push);
  await store.updateEvent('a', '1', 'failed', 'no');
  await store.close();
  return readFileSync(path);
}

/** What the gate remembers, after the disk failed. */
const gateStore: Target = {
  name: 'database:store',
  seeds: [{ name: 'a store', bytes: await storeBytes() }],
  async read(input) {
    const folder = join(ownFolder(), 'store');
    rmSync(folder, { recursive: true, force: true });
    const path = inputFile(input, 'store/store.db');
    const store = openSqliteStore(path);
    try {
      await store.recordDecision(decision);
      await store.check();
      const bound = await store.rememberTagBinding({ ...binding, signedAt: 0 });
      return [bound, await store.decisions(), await store.decisionCounts(), await store.events()];
    } finally {
      await store.close();
    }
  },
};

export const databaseTargets: readonly Target[] = [pulled, rows, builtUpon, gateStore];
