import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { serveLayers } from '../image/layer-thread.ts';
import { partsOf } from './parts.ts';
import { readersOf } from './readers.ts';

/** What the thread is started with. */
export interface LayerThreadData {
  readonly only: readonly string[] | undefined;
  /** Where compiled code is kept. */
  readonly compiled: string | undefined;
}

/** The thread of `readBeside`: it has the readers of the same scan. */
const { only, compiled } = workerData as LayerThreadData;
if (compiled !== undefined) enableCompileCache(compiled);
if (parentPort !== null) serveLayers(parentPort, readersOf(partsOf(only)));
