import type { Helper } from '../io/byte-helper.ts';
import type { FileReader } from './file-reader.ts';
import { fromColumns, type LayerColumns } from './layer-columns.ts';
import { helperFor, isLarge } from './layer-helper.ts';
import type { LayerRecord } from './layer-record.ts';
import type { LayerPlace } from './layer-thread.ts';
import { type LayerJob, readLayer } from './read-layer.ts';
import type { WalkLimits } from './walk-limits.ts';

export interface ReadLayersOptions {
  readonly limits: WalkLimits;
  readonly beside?: () => LayerPlace;
  /** Hashes for what is read here; default one that is started when there is a large layer. Closed behind the last. */
  readonly helper?: Helper | undefined;
  /** Told that a layer is begun. @returns told that it is done */
  readonly start: (job: LayerJob) => () => void;
  /** Given what was found, and its columns where they are at hand. */
  readonly keep: (job: LayerJob, record: LayerRecord, columns: LayerColumns | undefined) => Promise<void>;
}

/**
 * Reads layers, the largest first: one after the other, or two at a time where two are large.
 * @throws what reading one of them throws; of several that fail, the lowest layer's
 */
export async function readLayers(
  jobs: readonly LayerJob[],
  readers: readonly FileReader<unknown>[],
  { limits, beside, helper: given, start, keep }: ReadLayersOptions,
): Promise<void> {
  const isShared = beside !== undefined && jobs.filter(({ layer }) => isLarge(layer)).length > 1;
  const queue = isShared ? jobs.toSorted((a, b) => (b.layer.size ?? 0) - (a.layer.size ?? 0)) : [...jobs];
  const failures: { readonly index: number; readonly error: unknown }[] = [];
  const giveUp = new AbortController();

  async function take(read: (job: LayerJob) => Promise<void>): Promise<void> {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      job.signal?.throwIfAborted();
      const done = start(job);
      const signal = isShared
        ? AbortSignal.any([giveUp.signal, ...(job.signal === undefined ? [] : [job.signal])])
        : job.signal;
      try {
        await read({ ...job, signal });
      } catch (error) {
        if (!giveUp.signal.aborted || error !== giveUp.signal.reason)
          failures.push({ index: job.index, error });
        giveUp.abort();
        return;
      }
      done();
    }
  }

  // Where two threads read layers, a third would only be in their way; one reads several with one that hashes.
  let helper = given;
  function hashingFor({ layer, hashing }: LayerJob): LayerJob['hashing'] {
    if (isShared || !isLarge(layer)) return hashing;
    helper ??= helperFor([layer]);
    return helper ?? hashing;
  }

  function closeHelper(): void {
    helper?.close();
    helper = undefined;
  }

  async function here(job: LayerJob): Promise<void> {
    const record = await readLayer({ ...job, hashing: hashingFor(job) }, readers);
    // What is kept takes more memory than reading did: the helper's is given back before.
    if (queue.length === 0) closeHelper();
    await keep(job, record, undefined);
  }

  const place = isShared ? beside() : undefined;
  try {
    const there = async (job: LayerJob): Promise<void> => {
      const columns = await place?.read(job, limits);
      if (columns === undefined) return here(job);
      await keep(job, fromColumns(columns, job.index, job), columns);
    };
    await Promise.all([take(here), ...(place === undefined ? [] : [take(there)])]);
  } finally {
    place?.close();
    closeHelper();
  }
  const [first] = failures.sort((a, b) => a.index - b.index);
  if (first !== undefined) throw first.error;
}
