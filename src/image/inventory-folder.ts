import { join } from 'node:path';

/** Beside the folders of the layer cache, for what whole images are remembered as; tidied with them. */
export function inventoryFolder(cacheDir: string): string {
  return join(cacheDir, 'inventories');
}
