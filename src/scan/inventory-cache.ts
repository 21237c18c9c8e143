import { join } from 'node:path';
import type { Image } from '../image/image.ts';
import { inventoryFolder } from '../image/inventory-folder.ts';
import { keptFiles, sealed, unsealed } from '../io/kept-files.ts';
import { digestHex, sha256 } from '../model/digest.ts';
import type { Clock } from '../model/time.ts';
import type { Inspected } from './inspected.ts';

/** Grows when what is kept changes its form. */
const formatVersion = 2;

/**
 * What whole images were found to hold, in a folder beside the layer cache and as trusted as that. An image is known
 * again by its layers and its configuration, whatever it is called.
 */
export interface InventoryCache {
  /** undefined for an image that was not inspected before by the same program, and for a file that is not intact. */
  get(image: InventoryKey): Promise<Inspected | undefined>;
  /** @returns whether it was kept: an image without the digests of its blobs is not */
  put(image: InventoryKey, inspected: Inspected): Promise<boolean>;
}

/** All that an inspection depends on. */
export type InventoryKey = Pick<Image, 'layers' | 'config' | 'platform'>;

export interface InventoryMakers {
  /** Whatever another program would find differently, this tells it apart. */
  readonly program: string;
  /** What was looked for; undefined for everything. */
  readonly only: readonly string[] | undefined;
  /** For the time of the last use; default `Date.now`. */
  readonly clock?: Clock;
}

export function openInventoryCache(cacheDir: string, makers: InventoryMakers): InventoryCache {
  const kept = keptFiles(makers.clock ?? Date.now);
  const maker = [formatVersion, makers.program, makers.only ?? null];

  function fileOf({ layers, config, platform }: InventoryKey): string | undefined {
    // Both digests of each layer: that they belong together was proved when the file was written. Without the digest
    // of a blob only its bytes would prove what it unpacks to.
    if (layers.some(({ diffId, digest }) => diffId === null || digest === undefined)) return undefined;
    const stack = layers.map(({ diffId, digest, createdBy }) => [diffId, digest, createdBy]);
    const key = sha256(JSON.stringify([maker, stack, config, platform]));
    return join(inventoryFolder(cacheDir), `${digestHex(key)}.json`);
  }

  return {
    async get(image) {
      const path = fileOf(image);
      if (path === undefined) return undefined;
      const inspected = unsealed(await kept.read(path));
      if (inspected !== undefined) await kept.touch(path);
      return inspected as Inspected | undefined;
    },
    async put(image, inspected) {
      const path = fileOf(image);
      const text = path === undefined ? undefined : sealed(inspected);
      if (path === undefined || text === undefined) return false;
      await kept.write(path, text);
      return true;
    },
  };
}
