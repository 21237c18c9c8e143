import { fault } from '../errors.ts';

/**
 * In bytes, of what readers keep of all layers of one image: some 1.5 million packages. 200,000 packages of npm have an
 * eighth of it; a desktop of 2,000 packages, whose RPM database lists 250,000 files with their digests, a twentieth, and
 * again in each layer that installs something.
 */
export const maxFactBytes = 1024 ** 3;

/** Takes bytes from what is left. @throws TOO_MANY when nothing is, with `what` in the message */
export type FactBudget = (what: string, bytes: number) => void;

export function createFactBudget(max: number = maxFactBytes): FactBudget {
  let left = max;
  return (what, bytes) => {
    left -= bytes;
    if (left < 0) {
      throw fault('TOO_MANY', { what, max, things: 'bytes of lists of packages, files and findings' });
    }
  };
}

const textBytes = 16;
const valueBytes = 8;
/** Most are packages: what becomes of one, with its purl and its place in the report, is larger than what was read. */
const objectBytes = 512;

/**
 * About how much memory is taken by a fact, which is plain JSON, and what becomes of it. Counted and not written: that
 * takes a millisecond for all facts of a large image.
 */
export function bytesOf(fact: unknown): number {
  if (typeof fact === 'string') return textBytes + fact.length;
  if (typeof fact !== 'object' || fact === null) return valueBytes;
  let bytes = Array.isArray(fact) ? valueBytes : objectBytes;
  for (const value of Array.isArray(fact) ? fact : Object.values(fact)) bytes += valueBytes + bytesOf(value);
  return bytes;
}
