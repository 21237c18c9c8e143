import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import { type LayerPlace, layerThread } from '../image/layer-thread.ts';
import type { LayerThreadData } from './layer-thread.ts';

/** Sources run as they are; in a bundle, the build puts the thread beside whatever holds this. */
const threadFile = import.meta.url.endsWith('.ts') ? './layer-thread.ts' : './layer-thread.js';

/** Starts a thread that reads layers for the same parts of a scan, while others are read here. */
export function readBeside(only: readonly string[] | undefined): LayerPlace {
  const data: LayerThreadData = { only, compiled: getCompileCacheDir() };
  return layerThread(new Worker(new URL(threadFile, import.meta.url), { workerData: data }));
}
