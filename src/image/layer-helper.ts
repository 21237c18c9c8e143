import { availableParallelism } from 'node:os';
import { type Helper, startHelper } from '../io/byte-helper.ts';
import type { Layer } from './image.ts';

/** Stored bytes from which on a layer is worth a thread, which takes a tenth of a second to get ready. */
export const minBytesBeside = 8 * 1024 * 1024;

/** From so many processors on, two threads that read layers are of more use than one with another that hashes for it. */
const processorsForTwo = 4;

export function isLarge({ visit, size = 0 }: Pick<Layer, 'visit' | 'size'>): boolean {
  return visit === undefined && size >= minBytesBeside;
}

/** Whether large layers of an image are read two at a time, where there are two. */
export function readsTwo(): boolean {
  return availableParallelism() >= processorsForTwo;
}

/**
 * The thread that hashes for a walk of these layers; undefined where there is no use for one. Started before what reads
 * files is loaded, it is ready when the first bytes come.
 * @returns to be closed by whoever asked for it
 */
export function helperFor(layers: readonly Pick<Layer, 'visit' | 'size'>[]): Helper | undefined {
  const large = layers.filter(isLarge).length;
  if (large === 0 || availableParallelism() < 2 || (large > 1 && readsTwo())) return undefined;
  return startHelper({ inflates: availableParallelism() === 2 });
}
