import { readFileSync } from 'node:fs';
import { type Digest, sha256 } from '../model/digest.ts';

/**
 * What tells two builds of this program apart, for what only the same program may use again: the digest of its own
 * file, which names every other part by its digest or holds it. undefined when it runs from its sources, whose other
 * files may have changed.
 */
export function programDigest(): Digest | undefined {
  const file = import.meta.filename;
  return file.endsWith('.ts') ? undefined : sha256(readFileSync(file));
}
