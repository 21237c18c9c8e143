import type { Image, Layer } from '../../src/image/image.ts';
import { verified } from '../../src/io/verify.ts';
import { sha256 } from '../../src/model/digest.ts';

/** A layer in memory that counts how often it is read; stored as `blob` where that differs from the archive. */
export function fakeLayer(archive: Buffer, blob: Buffer = archive): Layer & { opened: number } {
  const layer = {
    diffId: sha256(archive),
    digest: sha256(blob),
    size: blob.length,
    opened: 0,
    async open() {
      layer.opened += 1;
      return verified(chunks(blob), { digest: layer.digest, size: blob.length });
    },
  };
  return layer;
}

/** Layers of an image, lowest first, for `walk`. */
export function fakeImage(...archives: readonly Buffer[]): Pick<Image, 'layers'> {
  return { layers: archives.map((archive) => fakeLayer(archive)) };
}

/** Bytes as a stream of chunks of at most `size`. */
export async function* chunks(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
