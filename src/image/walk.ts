import { fault } from '../errors.ts';
import type { Helper } from '../io/byte-helper.ts';
import { hashHere } from '../io/hashing.ts';
import type { Clock } from '../model/time.ts';
import { noTimings, type Timings } from '../model/timings.ts';
import { createFactBudget } from './fact-budget.ts';
import type { FileReader } from './file-reader.ts';
import type { FileView } from './file-view.ts';
import type { Image, Layer } from './image.ts';
import { type LayerCache, openLayerCache } from './layer-cache.ts';
import { toColumns } from './layer-columns.ts';
import type { LayerRecord } from './layer-record.ts';
import type { LayerPlace } from './layer-thread.ts';
import { mergeLayers } from './merge.ts';
import { checkDiffId, type LayerJob, nameOf } from './read-layer.ts';
import { readLayers } from './read-layers.ts';
import { createTreeBudget } from './tree.ts';
import { type WalkLimits, walkLimits } from './walk-limits.ts';

export interface WalkProgress {
  /** The layer being read, from 1. */
  readonly layer: number;
  readonly layers: number;
  /** Stored bytes of all layers that are done with; those from the cache count in full. */
  readonly bytes: number;
  /** Of all layers, where all their sizes are known. */
  readonly totalBytes?: number;
}

export interface WalkOptions {
  /** Where analysed layers are kept; default nowhere. See `LayerCache` for how safe it must be. */
  readonly cacheDir?: string;
  readonly onProgress?: (progress: WalkProgress) => void;
  /** Called once, when the first bytes of a layer have been read: threads have started, and all is loaded. */
  readonly onReading?: () => void;
  readonly timings?: Timings;
  readonly signal?: AbortSignal;
  /** For the time of the cache's last use; default `Date.now`. */
  readonly clock?: Clock;
  /** How much may be kept of all layers together; default `walkLimits`. */
  readonly limits?: WalkLimits;
  /** Starts a place that has the same readers, where large layers are read while others are read here. */
  readonly beside?: () => LayerPlace;
  /** Started by the caller for this walk, see `helperFor`; closed when the layers are read. */
  readonly helper?: Helper | undefined;
}

/**
 * Reads each layer of an image once: its bytes are hashed, decompressed, hashed again, unpacked and shown to every
 * reader that wants the file, all as they flow; memory does not grow with the size of a layer. A layer that was walked
 * before with the same readers comes from the cache.
 * @throws DIFF_ID_MISMATCH for a layer that is not what the configuration says
 * @throws BLOB_SIZE_MISMATCH, BLOB_DIGEST_MISMATCH, COMPRESSION_BROKEN, COMPRESSION_UNKNOWN, TOO_LARGE,
 * ARCHIVE_MALFORMED, ARCHIVE_ESCAPES, TOO_MANY for a layer that engines could not, or should not, unpack
 * @throws FILE_UNWRITABLE, FILE_UNREADABLE for the cache; the signal's own reason when the caller gives up
 */
export async function walk(
  image: Pick<Image, 'layers'>,
  readers: readonly FileReader<unknown>[],
  options: WalkOptions = {},
): Promise<FileView> {
  const names = new Set(readers.map(({ name }) => name));
  if (names.size < readers.length) throw fault('USAGE', { problem: 'two file readers have the same name' });
  const { cacheDir, signal, clock = Date.now, timings = noTimings } = options;
  const cache = cacheDir === undefined ? undefined : openLayerCache(cacheDir, readers, clock);
  const progress = createProgress(image.layers, options.onProgress);
  const limits = options.limits ?? walkLimits;
  const spend = createTreeBudget(limits);
  const keep = createFactBudget(limits.factBytes);
  let isReading = false;
  const onReading = (): void => {
    if (!isReading) options.onReading?.();
    isReading = true;
  };
  const jobs = image.layers.map(
    (layer, index): LayerJob => ({
      layer,
      index,
      spend,
      keep,
      hashing: hashHere,
      signal,
      onReading,
      onBytes: (count) => progress.advance(index, count),
    }),
  );
  const records: LayerRecord[] = [];
  const unknown: LayerJob[] = [];
  for (const job of jobs) {
    signal?.throwIfAborted();
    progress.start(job.index);
    const recalling = timings.start(nameOf(job.index));
    const cached = cache === undefined ? undefined : await recall(cache, job);
    if (cached === undefined) {
      unknown.push(job);
      continue;
    }
    records[job.index] = cached;
    progress.finish(job.index);
    recalling(`${job.layer.size ?? 0} bytes, from the cache`);
  }
  await readLayers(unknown, readers, {
    limits,
    ...(options.beside === undefined ? {} : { beside: options.beside }),
    helper: options.helper,
    async keep({ layer, index }, record, columns) {
      records[index] = record;
      if (cache === undefined || layer.diffId === null) return;
      await cache.put(layer.diffId, columns ?? toColumns(record));
      if (layer.digest !== undefined) await cache.prove(layer.digest, layer.diffId);
    },
    start({ index, layer }) {
      progress.start(index);
      const reading = timings.start(nameOf(index));
      return () => {
        progress.finish(index);
        reading(`${layer.size ?? 0} bytes`);
      };
    },
  });
  const fromCache = jobs.length - unknown.length;
  if (fromCache < records.length) await cache?.tidy();
  const merging = timings.start('merge');
  const view = mergeLayers(records, readers, {
    layers: image.layers.map(({ diffId }) => ({ diffId })),
    walked: { layers: records.length, fromCache, bytes: progress.bytes() },
  });
  merging();
  return view;
}

/** The record of a layer that was walked before; only when the bytes at hand are known to be those. */
async function recall(cache: LayerCache, job: LayerJob): Promise<LayerRecord | undefined> {
  const { diffId, digest } = job.layer;
  if (diffId === null) return undefined;
  if (digest !== undefined && !(await cache.isProved(digest, diffId))) return undefined;
  const record = await cache.get(diffId, job.index, job);
  // Without the digest of a blob, the bytes themselves are the only proof: they are hashed, and not unpacked.
  if (record !== undefined && digest === undefined) await checkDiffId(job, diffId, () => {});
  return record;
}

function createProgress(layers: readonly Layer[], onProgress: WalkOptions['onProgress']) {
  const sizes = layers.map(({ size }) => size);
  const read = layers.map(() => 0);
  const sum = (counts: readonly (number | undefined)[]): number =>
    counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  const totalBytes = sizes.every((size) => size !== undefined) ? sum(sizes) : undefined;
  let latest = 0;
  const report = (): void =>
    onProgress?.({
      layer: latest + 1,
      layers: layers.length,
      bytes: sum(read),
      ...(totalBytes === undefined ? {} : { totalBytes }),
    });
  return {
    start(layer: number) {
      latest = layer;
      report();
    },
    advance(layer: number, count: number) {
      read[layer] = (read[layer] ?? 0) + count;
      report();
    },
    finish(layer: number) {
      read[layer] = sizes[layer] ?? read[layer] ?? 0;
      report();
    },
    bytes: () => sum(read),
  };
}
