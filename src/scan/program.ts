import type { Digest } from '../model/digest.ts';

/** Put in place by the build: the digest of all its modules, those of its dependencies too. */
declare const SEKISHO_PROGRAM_DIGEST: Digest;

/**
 * What tells two builds of this program apart, for what only the same program may use again. undefined when it runs
 * from its sources, which may have changed since.
 */
export const programDigest: Digest | undefined =
  typeof SEKISHO_PROGRAM_DIGEST === 'undefined' ? undefined : SEKISHO_PROGRAM_DIGEST;
