import type { TarMember } from '../../fakes/tar.ts';

/** One layer: its members, or the bytes of its archive. */
export type LayerSource = readonly TarMember[] | Buffer;

/**
 * What an image of these layers, lowest first, shows: the law as a sentence, the layers, the view as `listing` writes
 * it, and the problems (default none). Unit tests hold the walk to it, interop tests real engines.
 */
export type Law = readonly [
  law: string,
  layers: readonly LayerSource[],
  wanted: readonly string[],
  problems?: readonly string[],
];
