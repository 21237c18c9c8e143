import { join } from 'node:path';
import type { Image } from '../image/image.ts';
import { inventoryFolder } from '../image/inventory-folder.ts';
import { keptFiles, sealedBytes, unsealedBytes } from '../io/kept-files.ts';
import { digestHex, sha256 } from '../model/digest.ts';
import type { BarePackage } from '../model/scan-report.ts';
import type { Clock } from '../model/time.ts';
import { type Written, writtenProperty } from '../model/written.ts';
import { listBytes } from '../report/json.ts';
import type { Inspected } from './inspected.ts';

/** Grows when what is kept changes its form. */
const formatVersion = 3;

/**
 * What whole images were found to hold, in a folder beside the layer cache and as trusted as that. An image is known
 * again by its layers and its configuration, whatever it is called.
 */
export interface InventoryCache {
  /** undefined for an image that was not inspected before by the same program, and for a file that is not intact. */
  get(image: InventoryKey): Promise<Inspected | undefined>;
  /** @returns what was kept, as it will be got; undefined for an image without the digests of its blobs, which is not */
  put(image: InventoryKey, inspected: Inspected): Promise<Inspected | undefined>;
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
      const inspected = unpack(await kept.read(path));
      if (inspected !== undefined) await kept.touch(path);
      return inspected;
    },
    async put(image, inspected) {
      const path = fileOf(image);
      const packed = path === undefined ? undefined : pack(inspected);
      if (path === undefined || packed === undefined) return undefined;
      await kept.write(path, packed.file);
      return withLists(packed.facts, packed.packages, packed.executables);
    },
  };
}

/** All but the two lists that are long, and how long their texts are, in bytes. */
interface Facts extends Omit<Inspected, 'packages' | 'executables'> {
  readonly lengths: { readonly packages: number; readonly executables: number };
}

interface Packed {
  readonly file: readonly (string | Uint8Array)[];
  readonly facts: Facts;
  readonly packages: Buffer;
  readonly executables: Buffer;
}

/**
 * Four parts: the digest of the others, in a line; all but the long lists, in a line; then the two as they stand in a
 * report. A scan of a known image mostly writes them again, and never takes them apart. undefined for more than a
 * string holds.
 */
function pack(inspected: Inspected): Packed | undefined {
  try {
    const { packages: _, executables: __, barePackages, ...others } = inspected;
    // As bytes from here on: hashed, written and put into the report as text, they would be encoded anew each time.
    const packages = listBytes('packages', inspected.packages);
    const executables = listBytes('executables', inspected.executables);
    const facts: Facts = {
      ...others,
      barePackages: barePackages.map(bare),
      lengths: { packages: packages.length, executables: executables.length },
    };
    const file = sealedBytes([Buffer.from(`${JSON.stringify(facts)}\n`), packages, executables]);
    return { file, facts, packages, executables };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function bare(
  installed: BarePackage & { readonly files?: unknown; readonly foundIn?: unknown },
): BarePackage {
  const { files: _, foundIn: __, ...rest } = installed;
  return rest;
}

/** undefined for a file that is damaged, or is none. */
function unpack(file: Buffer): Inspected | undefined {
  const content = unsealedBytes(file);
  if (content === undefined) return undefined;
  const end = content.indexOf(0x0a);
  const facts = JSON.parse(content.toString('utf8', 0, end)) as Facts;
  const executablesAt = end + 1 + facts.lengths.packages;
  return withLists(
    facts,
    content.subarray(end + 1, executablesAt),
    content.subarray(executablesAt, executablesAt + facts.lengths.executables),
  );
}

function withLists({ lengths: _, ...facts }: Facts, packages: Written, executables: Written): Inspected {
  return Object.defineProperties(facts, {
    packages: writtenProperty('packages', packages),
    executables: writtenProperty('executables', executables),
  }) as Inspected;
}
