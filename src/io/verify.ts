import { hash } from 'node:crypto';
import { fault } from '../errors.ts';
import { type Digest, digestAlgorithm, hashFor } from '../model/digest.ts';

/** A blob: how many bytes it has, and their digest. */
interface Described {
  readonly digest: Digest;
  readonly size: number;
}

/** As `verified`, for what is in memory. @throws BLOB_SIZE_MISMATCH, BLOB_DIGEST_MISMATCH */
export function verify(bytes: Uint8Array, { digest, size }: Described): void {
  const got = bytes.byteLength;
  if (got !== size) throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got });
  const algorithm = digestAlgorithm(digest);
  compare(`${algorithm}:${hash(algorithm, bytes)}`, digest);
}

/**
 * The bytes of `source`, which ends only when they have the descriptor's size (bytes) and digest. A chunk that goes
 * past the size is never passed on, so a consumer sees at most `size` bytes however long the source is.
 * @throws BLOB_SIZE_MISMATCH as soon as the source is longer, or when it ends short
 * @throws BLOB_DIGEST_MISMATCH after the last byte, instead of ending
 */
export async function* verified(
  source: AsyncIterable<Uint8Array>,
  descriptor: Described,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { digest, size } = descriptor;
  const running = hashFor(digest);
  let got = 0;
  for await (const chunk of source) {
    got += chunk.byteLength;
    if (got > size) throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got: `at least ${got}` });
    running.update(chunk);
    yield chunk;
  }
  if (got !== size) throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got });
  compare(`${digestAlgorithm(digest)}:${running.digest('hex')}`, digest);
}

function compare(got: string, wanted: Digest): void {
  if (got !== wanted) throw fault('BLOB_DIGEST_MISMATCH', { wanted, got });
}
