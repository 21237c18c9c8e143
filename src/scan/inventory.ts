import { readPackages, systemTypes } from '../catalog/catalogs.ts';
import { accountsOf } from '../image/accounts.ts';
import { executablesOf } from '../image/executables.ts';
import type { FileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Image } from '../image/image.ts';
import { type WalkProgress, walk } from '../image/walk.ts';
import { inspect } from '../inspect/inspectors.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { Executable, OperatingSystem, Package } from '../model/scan-report.ts';
import { noTimings, type Timings } from '../model/timings.ts';
import type { Inspected } from './inspected.ts';
import { openInventoryCache } from './inventory-cache.ts';
import { type Parts, partsOf } from './parts.ts';
import { programDigest } from './program.ts';

export interface InventoryOptions {
  /** Where analysed layers and images are kept; undefined: nowhere. */
  readonly cacheDir?: string;
  readonly onProgress?: (progress: WalkProgress) => void;
  readonly timings?: Timings;
  readonly signal?: AbortSignal;
  /** Names of `scanParts` to look for; default all. */
  readonly only?: readonly string[];
  /** What tells this program from another that would find something else; default `programDigest()`. */
  readonly program?: string;
}

/** What is in an image, before anybody says what is wrong with it. */
export interface Inventory {
  readonly view: FileView;
  readonly os: OperatingSystem | null;
  readonly packages: readonly Package[];
  /** purl of the package that each file belongs to, by path without leading slash. */
  readonly owners: ReadonlyMap<string, string>;
  readonly checksums: readonly FileChecksum[];
  readonly executables: readonly Executable[];
  /** What could not be looked at, one sentence each. */
  readonly problems: readonly string[];
  /** What was seen and could not be named, one sentence each. */
  readonly notes: readonly string[];
}

/** All that want to see files when nothing is left out. */
export const scanReaders: readonly FileReader<unknown>[] = partsOf(undefined).readers;

/**
 * Walks the image once.
 * @throws what opening and reading the layers throws: BLOB_DIGEST_MISMATCH and others of its kind.
 */
export function inventoryOf(image: Image, options: InventoryOptions): Promise<Inventory> {
  return takeInventory(image, partsOf(options.only), options);
}

async function takeInventory(image: Image, parts: Parts, options: InventoryOptions): Promise<Inventory> {
  const { timings = noTimings } = options;
  const view = await walk(image, parts.readers, options);
  const catalogued = timings.start('packages');
  const { problems, ...found } = readPackages(view);
  const executables = parts.executables ? executablesOf(view, found.owners, accountsOf(view)) : [];
  catalogued(`${found.packages.length} packages`);
  return { view, ...found, executables, problems: [...view.problems, ...problems] };
}

/**
 * Walks the image and inspects it, or remembers what that gave the last time.
 * @returns with a way to see the files, which walks the layers when they were not
 * @throws what `inventoryOf` throws
 */
export async function inspectImage(
  image: Image,
  options: InventoryOptions,
): Promise<{ readonly inspected: Inspected; readonly view: () => Promise<FileView> }> {
  const { cacheDir, program = programDigest(), timings = noTimings } = options;
  const parts = partsOf(options.only);
  const cache =
    cacheDir === undefined || program === undefined
      ? undefined
      : openInventoryCache(cacheDir, { program, parts });
  const recalling = timings.start('inventory from the cache');
  const known = await cache?.get(image);
  recalling(known === undefined ? 'not there' : undefined);
  const walkAgain = (): Promise<FileView> => walk(image, parts.readers, options);
  if (known !== undefined) return { inspected: known, view: walkAgain };
  const { view, owners, checksums, ...inventory } = await takeInventory(image, parts, options);
  const { os, packages, executables } = inventory;
  const inspection = inspect(
    { config: image.config, systemTypes, view, os, packages, owners, checksums, executables },
    parts.inspectors,
    timings,
  );
  const inspected = { ...inventory, inspection };
  const isKept = (await cache?.put(image, inspected)) ?? false;
  // Held on to, the files would be most of the memory that matching and reporting take.
  return { inspected, view: isKept ? walkAgain : async () => view };
}
