import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The folder that keeps what is slow to make (built peers, the Debian image) between runs.
 * SEKISHO_INTEROP_CACHE moves it, for a machine that keeps a cache outside the checkout.
 */
export function cacheFolder(): string {
  const moved = process.env.SEKISHO_INTEROP_CACHE;
  const folder = moved ? resolve(moved) : join(import.meta.dirname, '..', '.cache');
  mkdirSync(folder, { recursive: true });
  // The folder ignores itself, so no other ignore file has to know about it, wherever it was moved to.
  writeFileSync(join(folder, '.gitignore'), '*\n');
  return folder;
}

/** Where `test/interop/peers/build.ts` puts the Go peers. */
export function binFolder(): string {
  const folder = join(cacheFolder(), 'bin');
  mkdirSync(folder, { recursive: true });
  return folder;
}
