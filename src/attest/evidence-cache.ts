import type { Digest } from '../model/digest.ts';
import type { ReadReferrer } from './verified.ts';

/**
 * Remembers what referrers turned out to be, so that a popular image is not verified at every pull. Only answers that
 * follow from content alone are kept: the list of referrers, times and policies are looked at anew each time.
 */
export interface EvidenceCache {
  get(referrer: Digest, trustId: string): ReadReferrer | undefined;
  set(referrer: Digest, trustId: string, read: ReadReferrer): void;
}

/** Default for `maxBytes`: 64 MiB of bundles, several thousand images' worth of small statements. */
export const defaultCacheBytes = 64 * 1024 * 1024;

// What an entry costs besides its bundle, roughly; it also bounds how many empty ones are kept.
const entryBytes = 2_048;

/** A cache in memory that forgets the least recently used first. @param maxBytes of the bundles it stands for */
export function createEvidenceCache(maxBytes: number = defaultCacheBytes): EvidenceCache {
  // A Map keeps the order of insertion: the first key is the one used longest ago.
  const entries = new Map<string, ReadReferrer>();
  let held = 0;
  const weight = (read: ReadReferrer): number => entryBytes + read.bytes;
  const drop = (key: string, read: ReadReferrer): void => {
    entries.delete(key);
    held -= weight(read);
  };
  return {
    get(referrer, trustId) {
      const key = `${trustId} ${referrer}`;
      const read = entries.get(key);
      if (read === undefined) return undefined;
      entries.delete(key);
      entries.set(key, read);
      return read;
    },
    set(referrer, trustId, read) {
      const key = `${trustId} ${referrer}`;
      const before = entries.get(key);
      if (before !== undefined) drop(key, before);
      entries.set(key, read);
      held += weight(read);
      for (const [oldest, old] of entries) {
        if (held <= maxBytes) break;
        drop(oldest, old);
      }
    },
  };
}
