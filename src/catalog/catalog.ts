import type { FileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';

/** One package format. A new one is a file beside this one and a line in `catalogs.ts`. */
export interface Catalog {
  readonly name: string;
  /** Its row in `docs/packages.md`. */
  readonly about: CatalogDescription;
  /** Of the packages it finds: purl types. */
  readonly types: readonly Package['type'][];
  /**
   * `system`: the packages of the distribution. `language`: what is installed beside or on top of them; each of its
   * packages says in `foundIn` which files tell of it, and belongs to the distribution when all of those do.
   * `document`: what a file in the image says is in it; it counts where nothing else tells of it.
   */
  readonly scope: 'system' | 'language' | 'document';
  /** What it wants to see while layers are walked. */
  readonly readers: readonly FileReader<unknown>[];
  /**
   * Where the package manager itself would open its database, without leading slash. When one of them leads to a
   * file that no reader saw, the packages in it are unknown, and `readPackages` says so.
   */
  readonly databases: readonly string[];
  /**
   * The packages of the merged view, each with its layer and files. It is to throw nothing that a hostile file can cause:
   * then none of its packages are known.
   */
  packages(view: FileView, os: OperatingSystem | null): CatalogResult;
}

/** What people are told of a catalog. That a package's layer is known goes without saying. */
export interface CatalogDescription {
  /** Whose packages it finds: `Debian and its descendants`. */
  readonly title: string;
  /** Where it looks, without leading slash; `…` stands for any folders, a word in capitals for any name. */
  readonly looksAt: readonly string[];
  /** What it knows of a package beyond name and version; empty when nothing. */
  readonly knows: readonly CatalogKnowledge[];
}

export type CatalogKnowledge = 'files' | 'checksums' | 'source package';

export interface CatalogResult {
  readonly packages: readonly Package[];
  /** What the database says of the bytes of its files, where it does; also of those that are gone. */
  readonly checksums?: readonly FileChecksum[];
  /** What could not be read, one printable sentence each: with one of them, the packages are not complete. */
  readonly problems: readonly string[];
  /** What was seen and is no package, for a reason people may want to know; printable sentences. */
  readonly notes?: readonly string[];
}
