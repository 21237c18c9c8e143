import { fault } from '../errors.ts';
import { type Digest, digestAlgorithm, hashFor } from '../model/digest.ts';

/**
 * The bytes of `source`, which ends only when they have the descriptor's size (bytes) and digest. A chunk that goes
 * past the size is never passed on, so a consumer sees at most `size` bytes however long the source is.
 * @throws BLOB_SIZE_MISMATCH as soon as the source is longer, or when it ends short
 * @throws BLOB_DIGEST_MISMATCH after the last byte, instead of ending
 */
export async function* verified(
  source: AsyncIterable<Uint8Array>,
  descriptor: { readonly digest: Digest; readonly size: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const { digest, size } = descriptor;
  const hash = hashFor(digest);
  let got = 0;
  for await (const chunk of source) {
    got += chunk.byteLength;
    if (got > size) throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got: `at least ${got}` });
    hash.update(chunk);
    yield chunk;
  }
  if (got !== size) throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got });
  const computed = `${digestAlgorithm(digest)}:${hash.digest('hex')}`;
  if (computed !== digest) throw fault('BLOB_DIGEST_MISMATCH', { wanted: digest, got: computed });
}
