import type { Digest } from '../model/digest.ts';
import type { FileReader, FileType } from './file-reader.ts';

/** A file of the merged view: what a container started from the image would see at this path. */
export interface FileNode {
  readonly type: Exclude<FileType, 'hardlink'>;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly link?: string;
  /** The extended attribute `security.capability`, in hexadecimal digits. */
  readonly capabilities?: string;
  /** Index into `FileView.layers` of the layer that brought it. */
  readonly layer: number;
}

/** What can be asked of a file without making anything for it. */
export interface FileTraits {
  /** Never `hardlink` in a view. */
  readonly type: FileType;
  readonly mode: number;
  readonly capabilities?: string | undefined;
}

export interface LocatedFact<Fact> {
  /** Without leading slash. */
  readonly path: string;
  readonly layer: number;
  readonly fact: Fact;
}

/** What the walk leaves: every path of the image after whiteouts, and what each reader found. */
export interface FileView {
  /** diff ids, lowest first; null for a bare folder. */
  readonly layers: readonly { readonly diffId: Digest | null }[];
  /** What could not be read; a scan with one is not complete. */
  readonly problems: readonly string[];
  /** Bytes of all layers as stored, and whether each came from the cache: for progress and statistics. */
  readonly walked: { readonly layers: number; readonly fromCache: number; readonly bytes: number };
  /** The node at exactly this path (no leading slash), links not followed. */
  get(path: string): FileNode | undefined;
  /**
   * Index of the layer that took away what was at this path (no leading slash), or its folder; links not followed.
   * Undefined for what is there, and for what no layer took away.
   */
  removedBy(path: string): number | undefined;
  /** Follows symlinks inside the image root only; undefined for a missing target, a loop, or more than 40 links. */
  resolve(path: string): { readonly path: string; readonly node: FileNode } | undefined;
  /**
   * Every visible path, in no particular order.
   * @param folder only what is below it, links not followed; without leading slash
   */
  entries(folder?: string): Iterable<readonly [path: string, node: FileNode]>;
  /** Those of them that are wanted, sorted by path: nothing is made for the others, of which there may be millions. */
  find(wanted: (path: string, traits: FileTraits) => boolean): (readonly [path: string, node: FileNode])[];
  /** Facts of files that are visible, sorted by path. Of a hard-linked file each path that the reader wants counts. */
  facts<Fact>(reader: FileReader<Fact>): readonly LocatedFact<Fact>[];
  /** Facts of every layer, hidden or not, lowest layer first: to tell which layer brought a package. */
  history<Fact>(reader: FileReader<Fact>): readonly LocatedFact<Fact>[];
}
