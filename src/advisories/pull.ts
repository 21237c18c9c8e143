import { createWriteStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { isFault, reasonOf } from '../errors.ts';
import { decompress } from '../io/decompress.ts';
import type { Digest } from '../model/digest.ts';
import type { CallOptions, Repository } from '../registry/repository.ts';
import { type DatabaseArtifact, mirrorFault, readArtifact } from './artifact.ts';
import type { DatabaseInfo } from './database.ts';
import { guards, pageProblem } from './guards.ts';
import { asUnusable, examine, readDatabaseInfo } from './open.ts';
import { installDatabase } from './replace.ts';
import { readMeta, writeMeta } from './schema.ts';

export interface PullOptions extends CallOptions {
  /** A tag or digest. */
  readonly target: string;
  /** The database file; made, or replaced. */
  readonly into: string;
  /** Milliseconds. */
  readonly now: number;
  readonly limits?: PullLimits;
}

export interface PullLimits {
  readonly maxBytes: number;
  /** Up to this size, it may unpack to any multiple of the layer's. */
  readonly ratioFreeBytes: number;
}

/** OSV's public export of November 2026 makes a database of less than 1 GB, five times its layer's size. */
const defaultLimits: PullLimits = { maxBytes: 16 * 1024 ** 3, ratioFreeBytes: 256 * 1024 ** 2 };

export interface Pulled {
  /** Of the manifest. */
  readonly digest: Digest;
  /** True when the database there came from this very manifest: nothing was fetched. */
  readonly unchanged: boolean;
  readonly info: DatabaseInfo;
}

/**
 * Pulls what `pushAdvisories` pushed and puts it in the place of the database at `into`, all or nothing. The registry
 * is not trusted: digests and sizes are checked, and so is that it is a whole database with nothing else in it.
 * @throws ADVISORIES_MIRROR for what cannot be used, ADVISORIES_UNUSABLE when there is something else at `into`,
 * FILE_UNWRITABLE, and what the registry throws
 */
export async function pullAdvisories(
  repository: Pick<Repository, 'host' | 'name' | 'manifest' | 'blob'>,
  options: PullOptions,
): Promise<Pulled> {
  const { target, into, now, limits = defaultLimits } = options;
  const call = options.signal === undefined ? {} : { signal: options.signal };
  const reference = `${repository.host}/${repository.name}${target.includes(':') ? '@' : ':'}${target}`;
  const served = await repository.manifest(target, call);
  if (served === undefined) {
    throw mirrorFault(reference, 'there is nothing of that name', 'check it, or run sekisho db push');
  }
  const { digest } = served.descriptor;
  const unchanged = pulledFrom(into) === digest;
  if (!unchanged) {
    const artifact = readArtifact(served, reference);
    await installDatabase(into, now, async (path) => {
      await unpack(await repository.blob(artifact.layer, call), path, reference, limits);
      verify(path, artifact, digest, reference);
    });
  }
  return { digest, unchanged, info: readDatabaseInfo(into) };
}

async function unpack(
  source: AsyncIterable<Uint8Array>,
  path: string,
  reference: string,
  limits: PullLimits,
): Promise<void> {
  try {
    await pipeline(
      decompress(source, { what: reference, ...limits }),
      createWriteStream(path, { mode: 0o600 }),
    );
  } catch (error) {
    if (!isFault(error) || !/^(?:TOO_LARGE|COMPRESSION_)/.test(error.code)) throw error;
    throw mirrorFault(reference, error.message, distrust, error);
  }
}

/** Opening it refuses what is no database of ours: another schema, a view, a trigger. */
function verify(path: string, artifact: DatabaseArtifact, digest: Digest, reference: string): void {
  try {
    const found = examine(path);
    if (found.state !== 'usable') throw new Error(found.state === 'outdated' ? found.reason : 'it is empty');
    try {
      const problem = pageProblem(found.db);
      if (problem !== undefined) throw new Error(problem);
    } finally {
      found.db.close();
    }
    const info = readDatabaseInfo(path);
    if (info.digest !== artifact.digest) throw new Error(`its content is ${info.digest}, not what it claims`);
    remember(path, digest);
  } catch (error) {
    const said = isFault(error) ? String(error.facts.reason ?? error.message) : reasonOf(error);
    throw mirrorFault(reference, said, distrust, error);
  }
}

const distrust = 'push it again; if it persists, do not trust that registry';

function remember(path: string, digest: Digest): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(`${guards} PRAGMA journal_mode = MEMORY;`);
    writeMeta(db, 'pulledFrom', digest);
  } finally {
    db.close();
  }
}

function pulledFrom(path: string): string | undefined {
  const found = examine(path);
  if (found.state !== 'usable') return undefined;
  try {
    return readMeta(found.db, 'pulledFrom');
  } catch (error) {
    throw asUnusable(path, error);
  } finally {
    found.db.close();
  }
}
