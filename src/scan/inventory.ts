import { readPackages, systemTypes } from '../catalog/catalogs.ts';
import { accountsOf } from '../image/accounts.ts';
import { executablesOf } from '../image/executables.ts';
import type { FileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Image } from '../image/image.ts';
import { readsTwo } from '../image/layer-helper.ts';
import type { LayerPlace } from '../image/layer-thread.ts';
import { type WalkProgress, walk } from '../image/walk.ts';
import { inspect, inspectorsOf } from '../inspect/inspectors.ts';
import type { Helper } from '../io/byte-helper.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import { type OnMistake, survive } from '../model/mistake.ts';
import type { Executable, OperatingSystem, Package } from '../model/scan-report.ts';
import { noTimings, type Timings } from '../model/timings.ts';
import type { Inspected } from './inspected.ts';
import { partsOf } from './parts.ts';
import { readBeside } from './read-beside.ts';
import { readersOf } from './readers.ts';

export interface InventoryOptions {
  /** Where analysed layers and images are kept; undefined: nowhere. */
  readonly cacheDir?: string;
  readonly onProgress?: (progress: WalkProgress) => void;
  /** Called once, when the first bytes of a layer have been read: all that reads is loaded and at work. */
  readonly onReading?: (image: Pick<Image, 'layers'>) => void;
  /** Started for this walk, see `helperFor`; closed when the layers are read. */
  readonly helper?: Helper | undefined;
  readonly timings?: Timings;
  /** Told what a part of the scan threw by mistake, which is a problem of the scan and of nothing else. */
  readonly onMistake?: OnMistake;
  readonly signal?: AbortSignal;
  /** Names of `scanParts` to look for; default all. */
  readonly only?: readonly string[];
  /** What tells this program from another that would find something else; default `programDigest`. */
  readonly program?: string;
}

/** What is in an image, before anybody says what is wrong with it. */
export interface Inventory {
  readonly view: FileView;
  readonly os: OperatingSystem | null;
  readonly packages: readonly Package[];
  /** purl of the package that each file belongs to, by absolute path. */
  readonly owners: ReadonlyMap<string, string>;
  readonly checksums: readonly FileChecksum[];
  readonly executables: readonly Executable[];
  /** What could not be looked at, one sentence each. */
  readonly problems: readonly string[];
  /** What was seen and could not be named, one sentence each. */
  readonly notes: readonly string[];
}

/** All that want to see files when nothing is left out. */
export const scanReaders: readonly FileReader<unknown>[] = readersOf(partsOf(undefined));

/**
 * Walks the image once.
 * @throws what opening and reading the layers throws: BLOB_DIGEST_MISMATCH and others of its kind.
 */
export async function inventoryOf(image: Image, options: InventoryOptions): Promise<Inventory> {
  const { timings = noTimings, onMistake } = options;
  const walked = await walkImage(image, options);
  const catalogued = timings.start('packages');
  const { problems, ...found } = readPackages(walked, onMistake);
  const listed = partsOf(options.only).executables
    ? listExecutables(walked, found.owners, onMistake)
    : { view: walked, executables: [] };
  catalogued(`${found.packages.length} packages`);
  return { ...listed, ...found, problems: [...listed.view.problems, ...problems] };
}

/** What can be run. Without the list, the view has one more problem: what is decided from all files cannot be decided. */
export function listExecutables(
  view: FileView,
  owners: Inventory['owners'],
  onMistake?: OnMistake,
): Pick<Inventory, 'view' | 'executables'> {
  return survive<Pick<Inventory, 'view' | 'executables'>>(
    { name: 'the list of executables', lost: 'they are unknown' },
    () => ({ view, executables: executablesOf(view, owners, accountsOf(view)) }),
    (problem) => ({ view: { ...view, problems: [...view.problems, problem] }, executables: [] }),
    onMistake,
  );
}

/** Walks the image and inspects it; with the files that were walked. @throws what `inventoryOf` throws */
export async function inspectWalked(
  image: Image,
  options: InventoryOptions,
): Promise<{ readonly inspected: Inspected; readonly view: FileView }> {
  const { view, owners, checksums, ...inventory } = await inventoryOf(image, options);
  const { os, packages, executables } = inventory;
  const inspection = inspect(
    { config: image.config, systemTypes, view, os, packages, owners, checksums, executables },
    inspectorsOf(partsOf(options.only).inspectors),
    options,
  );
  return { inspected: { ...inventory, barePackages: packages, inspection }, view };
}

/** The files of the image as all its parts want to see them. @throws what `inventoryOf` throws */
export function walkImage(image: Image, options: InventoryOptions): Promise<FileView> {
  const beside = readsTwo() ? { beside: (): LayerPlace => readBeside(options.only) } : {};
  const onReading = (): void => options.onReading?.(image);
  return walk(image, readersOf(partsOf(options.only)), { ...options, ...beside, onReading });
}
