import type { FileView, LocatedFact } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';

/**
 * Tells which layer brought an entry of a package database. Every layer that installs something carries the whole
 * database again, so the layer of the file is not the answer: an entry belongs to the first layer of the unbroken
 * run of copies that hold it with the same version, up to the newest. Removed and installed again, it belongs to the
 * later layer.
 * @param history the database's facts of all layers, lowest first.
 * @param entriesOf what stands in one copy: texts that are equal only for the same package in the same version.
 * @returns the layer's diff id for a path and entry of the newest copy; null for a bare folder.
 */
export function originOf<Fact>(
  view: FileView,
  history: readonly LocatedFact<Fact>[],
  entriesOf: (fact: Fact) => Iterable<string>,
): (path: string, entry: string) => Package['layer'] {
  const newest = new Map<string, Map<string, number>>();
  for (const { path, layer, fact } of history) {
    const before = newest.get(path);
    const now = new Map<string, number>();
    for (const entry of entriesOf(fact)) now.set(entry, before?.get(entry) ?? layer);
    newest.set(path, now);
  }
  return (path, entry) => {
    const layer = newest.get(path)?.get(entry) ?? view.get(path)?.layer;
    return layer === undefined ? null : (view.layers[layer]?.diffId ?? null);
  };
}
