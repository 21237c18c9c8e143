import type { FileView } from '../image/file-view.ts';
import type { Image } from '../image/image.ts';
import { noTimings } from '../model/timings.ts';
import type { Inspected } from './inspected.ts';
import type { InventoryOptions } from './inventory.ts';
import { openInventoryCache } from './inventory-cache.ts';
import { partsOf } from './parts.ts';
import { programDigest } from './program.ts';

/**
 * Walks the image and inspects it, or remembers what that gave the last time.
 * @returns with a way to see the files, which walks the layers when they were not
 * @throws what `inventoryOf` throws
 */
export async function inspectImage(
  image: Image,
  options: InventoryOptions,
): Promise<{ readonly inspected: Inspected; readonly view: () => Promise<FileView> }> {
  const { cacheDir, program = programDigest, timings = noTimings } = options;
  const { only } = partsOf(options.only);
  const cache =
    cacheDir === undefined || program === undefined
      ? undefined
      : openInventoryCache(cacheDir, { program, only });
  const recalling = timings.start('inventory from the cache');
  const known = await cache?.get(image);
  recalling(known === undefined ? 'not there' : undefined);
  const walkAgain = async (): Promise<FileView> => {
    const { walkImage } = await import('./inventory.ts');
    return walkImage(image, options);
  };
  if (known !== undefined) return { inspected: known, view: walkAgain };
  let mistaken = false;
  const { helperFor } = await import('../image/layer-helper.ts');
  const helper = helperFor(image.layers);
  try {
    // Loaded here: all that knows a file format is of no use to a scan that remembers the image.
    const { inspectWalked } = await import('./inventory.ts');
    const { inspected, view } = await inspectWalked(image, {
      ...options,
      helper,
      onMistake(error) {
        mistaken = true;
        options.onMistake?.(error);
      },
    });
    // A mistake may be of the moment, and whoever looks for it with --debug has to see it again.
    const kept = mistaken ? undefined : await cache?.put(image, inspected);
    // Held on to, the files would be most of the memory that matching and reporting take.
    return kept === undefined ? { inspected, view: async () => view } : { inspected: kept, view: walkAgain };
  } finally {
    helper?.close();
  }
}
