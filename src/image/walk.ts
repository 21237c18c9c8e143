import { fault } from '../errors.ts';
import { decompress } from '../io/decompress.ts';
import { createUntar, type EntryHandler } from '../io/untar.ts';
import { type Digest, digestAlgorithm, hashFor } from '../model/digest.ts';
import type { Clock } from '../model/time.ts';
import { noTimings, type Timings } from '../model/timings.ts';
import type { FileReader } from './file-reader.ts';
import type { FileView } from './file-view.ts';
import type { Image, Layer } from './image.ts';
import { type LayerCache, openLayerCache } from './layer-cache.ts';
import { createLayerRecorder, type LayerRecord } from './layer-record.ts';
import { mergeLayers } from './merge.ts';
import { createTreeBudget, type TreeBudget, type TreeLimits } from './tree.ts';

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
  readonly timings?: Timings;
  readonly signal?: AbortSignal;
  /** For the time of the cache's last use; default `Date.now`. */
  readonly clock?: Clock;
  /** How large the tree of files may grow; default `treeLimits`. */
  readonly limits?: TreeLimits;
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
  const records: LayerRecord[] = [];
  let fromCache = 0;
  const spend = createTreeBudget(options.limits);
  for (const [index, layer] of image.layers.entries()) {
    signal?.throwIfAborted();
    progress.start(index);
    const context: LayerContext = { layer, index, readers, spend, signal, onBytes: progress.advance };
    const reading = timings.start(nameOf(index));
    const cached = cache === undefined ? undefined : await recall(cache, context);
    if (cached !== undefined) fromCache += 1;
    records.push(cached ?? (await analyse(context, cache)));
    progress.finish(index);
    reading(`${layer.size ?? 0} bytes${cached === undefined ? '' : ', from the cache'}`);
  }
  if (fromCache < records.length) await cache?.tidy();
  const merging = timings.start('merge');
  const view = mergeLayers(records, readers, {
    layers: image.layers.map(({ diffId }) => ({ diffId })),
    walked: { layers: records.length, fromCache, bytes: progress.bytes() },
  });
  merging();
  return view;
}

interface LayerContext {
  readonly layer: Layer;
  readonly index: number;
  readonly readers: readonly FileReader<unknown>[];
  /** Shared by all layers. */
  readonly spend: TreeBudget;
  readonly signal: AbortSignal | undefined;
  /** Told of stored bytes as they come. */
  readonly onBytes: (count: number) => void;
}

/** The record of a layer that was walked before; only when the bytes at hand are known to be those. */
async function recall(cache: LayerCache, context: LayerContext): Promise<LayerRecord | undefined> {
  const { diffId, digest } = context.layer;
  if (diffId === null) return undefined;
  if (digest !== undefined && !(await cache.isProved(digest, diffId))) return undefined;
  const record = await cache.get(diffId, context.index, context.spend);
  // Without the digest of a blob, the bytes themselves are the only proof: they are hashed, and not unpacked.
  if (record !== undefined && digest === undefined) await checkDiffId(context, diffId, () => {});
  return record;
}

async function analyse(context: LayerContext, cache: LayerCache | undefined): Promise<LayerRecord> {
  const { layer, index, readers, spend } = context;
  const recorder = createLayerRecorder(readers, {
    layer: index,
    what: nameOf(index),
    whiteouts: layer.visit === undefined,
    spend,
  });
  await show(context, recorder);
  const again = recorder.secondPass();
  if (again !== undefined) await show({ ...context, onBytes: () => {} }, again);
  const record = recorder.record();
  if (cache !== undefined && layer.diffId !== null) {
    await cache.put(layer.diffId, record);
    if (layer.digest !== undefined) await cache.prove(layer.digest, layer.diffId);
  }
  return record;
}

/** Shows all entries of a layer, and checks on the way that they are what the configuration says. */
async function show(context: LayerContext, handler: EntryHandler): Promise<void> {
  const { layer, index, signal } = context;
  if (layer.visit !== undefined) return layer.visit(handler, signal);
  const untar = createUntar(handler, nameOf(index));
  await checkDiffId(context, layer.diffId, (chunk) => untar.write(chunk));
  untar.end();
}

/** Reads the layer to its end. @throws DIFF_ID_MISMATCH */
async function checkDiffId(
  context: LayerContext,
  diffId: Digest | null,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const { layer, index, signal, onBytes } = context;
  const hash = diffId === null ? undefined : hashFor(diffId);
  for await (const chunk of decompress(counted(await layer.open(signal), onBytes), {
    what: nameOf(index),
    frees: true,
  })) {
    signal?.throwIfAborted();
    hash?.update(chunk);
    take(chunk);
  }
  if (diffId === null || hash === undefined) return;
  const got = `${digestAlgorithm(diffId)}:${hash.digest('hex')}`;
  if (got !== diffId) throw fault('DIFF_ID_MISMATCH', { what: nameOf(index), got, wanted: diffId });
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source) {
    onBytes(chunk.byteLength);
    yield chunk;
  }
}

/** Layers are counted from one, as people do. */
function nameOf(index: number): string {
  return `layer ${index + 1}`;
}

function createProgress(layers: readonly Layer[], onProgress: WalkOptions['onProgress']) {
  let done = 0;
  let current = 0;
  let index = 0;
  const sizes = layers.map(({ size }) => size);
  const totalBytes = sizes.every((size) => size !== undefined)
    ? sizes.reduce((sum, size) => sum + size, 0)
    : undefined;
  const report = (): void =>
    onProgress?.({
      layer: index + 1,
      layers: layers.length,
      bytes: done + current,
      ...(totalBytes === undefined ? {} : { totalBytes }),
    });
  return {
    start(layer: number) {
      index = layer;
      report();
    },
    advance(count: number) {
      current += count;
      report();
    },
    finish(layer: number) {
      done += sizes[layer] ?? current;
      current = 0;
      report();
    },
    bytes: () => done,
  };
}
