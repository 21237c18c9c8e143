import type { EntryHandler } from '../io/untar.ts';
import type { Digest } from '../model/digest.ts';
import type { ImageConfig } from '../model/manifest.ts';
import type { Platform } from '../model/platform.ts';
import type { ImageName } from '../model/reference.ts';

/** One layer, not yet read. */
export interface Layer {
  /** Of the uncompressed tar; proved while the layer is read. null only for the one pseudo-layer of a bare folder. */
  readonly diffId: Digest | null;
  /** Of the blob as stored, where it is stored as a blob. */
  readonly digest?: Digest;
  readonly size?: number;
  /** The instruction that made it, from the image's history. */
  readonly createdBy?: string;
  /** The stored bytes, compressed or not, size and digest verified while they flow. */
  open(signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /** Only of a layer that is a bare folder: shows its files directly, in place of `open`. */
  visit?(handler: EntryHandler, signal?: AbortSignal): Promise<void>;
}

/** An image of one platform, opened from any source. Layers are read only when walked. */
export interface Image {
  readonly name: ImageName;
  /** The name as it should be shown and signed: with the host, the tag as asked for, no transport for a registry. */
  readonly reference: string;
  /** The repository a policy rule is chosen by: of a registry image its repository, else the last part of its path. */
  readonly repository: string;
  /** Of the image's manifest; of its configuration where there is no manifest; null for a bare folder. */
  readonly digest: Digest | null;
  /** Of the index the manifest was chosen from, where there was one. */
  readonly indexDigest?: Digest;
  readonly mediaType?: string;
  /** Of the manifest. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Bytes of the manifest, for the `subject` descriptor of a referrer. */
  readonly manifestSize?: number;
  readonly platform: Platform;
  readonly config: ImageConfig;
  /** Lowest first. */
  readonly layers: readonly Layer[];
  /** Releases what the source holds: sockets, temporary files. */
  close(): Promise<void>;
}
