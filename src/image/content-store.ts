import type { Repository } from '../registry/repository.ts';

/**
 * Where the parts of an image come from by digest: a repository of a registry, or an OCI image layout. Whatever it
 * returns has been checked against the digest asked for.
 */
export type ContentStore = Pick<Repository, 'manifest' | 'blobBytes'> & {
  /** The stored bytes; the stream errors instead of ending when size or digest do not hold. */
  blob(
    descriptor: Parameters<Repository['blob']>[0],
    options?: Parameters<Repository['blob']>[1],
  ): Promise<AsyncIterable<Uint8Array>>;
};
