import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AdvisoryDatabase } from '../../../src/advisories/database.ts';
import { importAdvisories } from '../../../src/advisories/import.ts';
import { openAdvisories } from '../../../src/advisories/open.ts';

export const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'osv');
export const now = Date.parse('2026-11-23T08:00:00Z');

export interface Workspace {
  readonly folder: string;
  /** Where the test's database is to be. */
  readonly database: string;
  /** Writes a file and returns its path. */
  file(name: string, content: Buffer | string): string;
}

/** An empty folder that goes when the test is over. */
export function workspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    database: join(folder, 'advisories.db'),
    file(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
}

/** A database of these records, as from loose files. */
export async function databaseOf(records: readonly unknown[]): Promise<AdvisoryDatabase> {
  const { file, database } = workspace();
  const paths = records.map((one, index) => file(`${index}.json`, JSON.stringify(one)));
  await importAdvisories({ paths, into: database, now });
  return opened(database);
}

/** A database that is closed when the test is over. */
export function opened(path: string): AdvisoryDatabase {
  const database = openAdvisories(path);
  onTestFinished(() => database.close());
  return database;
}
