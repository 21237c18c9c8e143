import { fault } from '../errors.ts';
import type { Helper } from '../io/byte-helper.ts';
import { decompress } from '../io/decompress.ts';
import { maxPlacedBytes } from '../io/hashing.ts';
import { createUntar, type EntryHandler } from '../io/untar.ts';
import { type Digest, digestAlgorithm } from '../model/digest.ts';
import type { FactBudget } from './fact-budget.ts';
import type { FileReader } from './file-reader.ts';
import type { Layer } from './image.ts';
import { createLayerRecorder, type LayerRecord } from './layer-record.ts';
import type { TreeBudget } from './tree.ts';

/** One layer that is to be read. */
export interface LayerJob {
  readonly layer: Layer;
  readonly index: number;
  /** Shared by all layers. */
  readonly spend: TreeBudget;
  /** Shared by all layers. */
  readonly keep: FactBudget;
  readonly hashing: Omit<Helper, 'close'>;
  readonly signal: AbortSignal | undefined;
  /** Told that the first uncompressed bytes have come. */
  readonly onReading: () => void;
  /** Told of stored bytes as they come. */
  readonly onBytes: (count: number) => void;
}

/**
 * Reads a layer: its bytes are decompressed, hashed, unpacked and shown to every reader that wants the file, all as they
 * flow; memory does not grow with the size of the layer.
 * @throws what `walk` throws for a layer
 */
export async function readLayer(
  job: LayerJob,
  readers: readonly FileReader<unknown>[],
): Promise<LayerRecord> {
  const { layer, index, spend, keep, hashing } = job;
  const recorder = createLayerRecorder(readers, {
    layer: index,
    what: nameOf(index),
    whiteouts: layer.visit === undefined,
    spend,
    keep,
    hashing,
  });
  await show(job, recorder);
  const again = recorder.secondPass();
  if (again !== undefined) await show({ ...job, onBytes: () => {} }, again);
  return recorder.record();
}

/** Shows all entries of a layer, and checks on the way that they are what the configuration says. */
async function show(job: LayerJob, handler: EntryHandler): Promise<void> {
  const { layer, index, signal, onReading } = job;
  if (layer.visit !== undefined) {
    onReading();
    return layer.visit(handler, signal);
  }
  const untar = createUntar(handler, nameOf(index));
  await checkDiffId(job, layer.diffId, (chunk) => untar.write(chunk));
  untar.end();
}

/** Reads the layer to its end. @throws DIFF_ID_MISMATCH */
export async function checkDiffId(
  { layer, index, hashing, signal, onReading, onBytes }: LayerJob,
  diffId: Digest | null,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const hash = diffId === null ? undefined : hashing.begin([digestAlgorithm(diffId)]);
  const stored = counted(await layer.open(signal), onBytes);
  for await (const chunk of decompress(stored, {
    what: nameOf(index),
    frees: true,
    inflate: hashing.inflate,
  })) {
    for (let at = 0; at < chunk.length; at += maxPlacedBytes) {
      signal?.throwIfAborted();
      onReading();
      const bytes = hashing.place(chunk.subarray(at, at + maxPlacedBytes));
      hash?.update(bytes);
      take(bytes);
    }
  }
  if (diffId === null || hash === undefined) return;
  const algorithm = digestAlgorithm(diffId);
  const got = `${algorithm}:${hash.end().get(algorithm)}`;
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
export function nameOf(index: number): string {
  return `layer ${index + 1}`;
}
