import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './cache.ts';
import { unmountUnder } from './mounts.ts';

const LOCK_WAIT_MS = 15 * 60_000;
const LOCK_PAUSE_MS = 250;

/** A folder of the cache, made once, however many test files ask for it at the same time. */
export async function cachedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  const release = await lock(folder);
  try {
    if (existsSync(folder)) return folder;
    await removeLeftovers(folder);
    // The name appears only when all is there, so an interrupted run is never half used. The partial name is new
    // each time: what an interrupted run had started may still be writing to the old one.
    const partial = `${folder}.partial-${randomUUID().slice(0, 8)}`;
    await mkdir(partial);
    await make(partial);
    await rename(partial, folder);
    return folder;
  } finally {
    await release();
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.partial-`)) continue;
    const leftover = join(dirname(folder), name);
    await unmountUnder(leftover);
    await rm(leftover, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A lock that the kernel frees when its holder dies: only one process can listen on an abstract socket. */
async function lock(folder: string): Promise<() => Promise<void>> {
  const name = `\0sekisho-${createHash('sha256').update(folder).digest('hex')}`;
  const deadline = Date.now() + LOCK_WAIT_MS;
  while (Date.now() < deadline) {
    const server = createServer().listen(name);
    const taken = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (taken) {
      return async () => {
        server.close();
        await once(server, 'close');
      };
    }
    await sleep(LOCK_PAUSE_MS);
  }
  throw new Error(`${folder} is still being made by another process after ${LOCK_WAIT_MS / 60_000} minutes`);
}
