import type { FileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';

/** One package format. A new one is a file beside this one and a line in `catalogs.ts`. */
export interface Catalog {
  readonly name: string;
  /** What it wants to see while layers are walked. */
  readonly readers: readonly FileReader<unknown>[];
  /** The packages of the merged view, each with its layer and files; throws nothing that a hostile file can cause. */
  packages(view: FileView, os: OperatingSystem | null): readonly Package[];
}
