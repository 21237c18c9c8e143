import { type FileProblem, type FileReader, isFileProblem } from '../image/file-reader.ts';
import type { FileView, LocatedFact } from '../image/file-view.ts';

/** What a rule found in a file. */
export interface Sighting {
  /** Id of the rule. */
  readonly rule: string;
  /** The first, from 1; absent where a line means nothing. */
  readonly line?: number;
  /** How often. */
  readonly count: number;
}

export type SightingFact = readonly Sighting[] | FileProblem;

export interface FileSighting extends Sighting {
  /** Without leading slash. */
  readonly path: string;
  /** Index of the layer. */
  readonly layer: number;
  /** False when a later layer removed or replaced the file: it is in the image, and no container sees it. */
  readonly visible: boolean;
}

/**
 * What readers found in the files of all layers, each rule once for a path: where a container sees it, else in the
 * newest layer that has it.
 */
export function fileSightings(
  view: FileView,
  readers: readonly FileReader<SightingFact>[],
): { readonly sightings: readonly FileSighting[]; readonly problems: readonly LocatedFact<FileProblem>[] } {
  const found = new Map<string, FileSighting>();
  const problems: LocatedFact<FileProblem>[] = [];
  const take = ({ path, layer, fact }: LocatedFact<SightingFact>, visible: boolean): void => {
    if (isFileProblem(fact)) {
      if (visible) problems.push({ path, layer, fact });
      return;
    }
    for (const sighting of fact) {
      const key = JSON.stringify([path, sighting.rule]);
      if (found.get(key)?.visible !== true) found.set(key, { ...sighting, path, layer, visible });
    }
  };
  for (const reader of readers) for (const fact of view.facts(reader)) take(fact, true);
  for (const reader of readers) for (const fact of view.history(reader)) take(fact, false);
  return { sightings: [...found.values()], problems };
}
