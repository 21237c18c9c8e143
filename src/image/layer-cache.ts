import { join } from 'node:path';
import { keptFiles, sealed, unsealed } from '../io/kept-files.ts';
import { type Digest, sha256 } from '../model/digest.ts';
import type { Clock } from '../model/time.ts';
import type { FileReader } from './file-reader.ts';
import { inventoryFolder } from './inventory-folder.ts';
import { fromColumns, type LayerBudgets, type LayerColumns } from './layer-columns.ts';
import type { LayerRecord } from './layer-record.ts';

/** Grows when records are kept or made differently: older files are then not found any more, and age out. */
const formatVersion = 3;

/**
 * What walks found, by diff id, in a folder of the caller's. Whoever can write to the folder decides what scans find:
 * keep it as safe as the program itself, and apart for branches that are not trusted.
 */
export interface LayerCache {
  /** The record of a layer as the same readers made it; undefined when there is none, or none that is intact. */
  get(diffId: Digest, layer: number, budgets: LayerBudgets): Promise<LayerRecord | undefined>;
  put(diffId: Digest, columns: LayerColumns): Promise<void>;
  /**
   * True when a walk on this machine saw that the blob unpacks to the diff id. Without that a manifest could pair
   * another blob with the diff id of a harmless layer, and have it taken for that.
   */
  isProved(blob: Digest, diffId: Digest): Promise<boolean>;
  prove(blob: Digest, diffId: Digest): Promise<void>;
  /** Removes what is old or too much. */
  tidy(): Promise<void>;
}

/** @param clock for the time of the last use */
export function openLayerCache(
  folder: string,
  readers: readonly FileReader<unknown>[],
  clock: Clock,
): LayerCache {
  const kept = keptFiles(clock);
  const layers = join(folder, 'layers');
  const blobs = join(folder, 'blobs');
  const key = sha256(JSON.stringify([formatVersion, makersOf(readers)])).slice(
    'sha256:'.length,
    'sha256:'.length + 16,
  );
  const recordFile = (diffId: Digest): string => join(layers, `${fileName(diffId)}.${key}.json`);
  const proofFile = (blob: Digest): string => join(blobs, fileName(blob));

  return {
    async get(diffId, layer, budgets) {
      const path = recordFile(diffId);
      const columns = unsealed(await kept.read(path)) as LayerColumns | undefined;
      if (columns === undefined) return undefined;
      await kept.touch(path);
      return fromColumns(columns, layer, budgets);
    },
    async put(diffId, columns) {
      const content = sealed(columns);
      if (content !== undefined) await kept.write(recordFile(diffId), content);
    },
    async isProved(blob, diffId) {
      const path = proofFile(blob);
      const proved = (await kept.read(path)).toString().trim() === diffId;
      if (proved) await kept.touch(path);
      return proved;
    },
    prove: (blob, diffId) => kept.write(proofFile(blob), [`${diffId}\n`]),
    tidy: () => kept.tidy([layers, blobs, inventoryFolder(folder)]),
  };
}

/** Names and versions of readers, sorted: whatever they find depends on nothing else. */
export function makersOf(readers: readonly FileReader<unknown>[]): readonly string[] {
  return readers.map(({ name, version }) => `${name}@${version}`).sort();
}

function fileName(digest: Digest): string {
  return digest.replace(':', '-');
}
