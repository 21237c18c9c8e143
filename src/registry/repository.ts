import type { Readable } from 'node:stream';
import type { Digest } from '../model/digest.ts';
import type { Descriptor } from '../model/manifest.ts';

/** A manifest as it was served: its exact bytes, and a descriptor computed from them. */
export interface ServedManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** A blob that is too large to be held: read anew for each attempt. */
export interface BlobSource {
  readonly digest: Digest;
  readonly size: number;
  open(): Readable;
}

/**
 * One repository of a registry, over the OCI distribution-spec v1.1. Whatever is returned has been checked: a
 * manifest's digest is computed from the bytes received, a blob's stream ends only after size and digest hold.
 */
export interface Repository {
  readonly host: string;
  readonly name: string;
  /** The manifest of a tag or digest; undefined when the registry has none of that name (404). */
  manifest(target: string, options?: CallOptions): Promise<ServedManifest | undefined>;
  /** A verified stream: it errors with BLOB_SIZE_MISMATCH or BLOB_DIGEST_MISMATCH instead of ending. */
  blob(descriptor: Pick<Descriptor, 'digest' | 'size'>, options?: CallOptions): Promise<Readable>;
  /** The whole of a small blob; refuses one larger than `maxBytes` before reading it. */
  blobBytes(
    descriptor: Pick<Descriptor, 'digest' | 'size'>,
    maxBytes: number,
    options?: CallOptions,
  ): Promise<Buffer>;
  tags(options?: CallOptions): Promise<readonly string[]>;
  /**
   * Descriptors of the manifests that name `subject`, from the referrers API *and* the fallback tag (registries are
   * known to answer 200 and an empty list while the tag has entries); each digest once. More than 1,000 is
   * LIST_TOO_LONG: what is over the limit could be what matters. Trust nothing that an entry says of itself.
   */
  referrers(subject: Digest, options?: CallOptions): Promise<readonly Descriptor[]>;
  pushBlob(content: Uint8Array | BlobSource, mediaType: string, options?: CallOptions): Promise<Descriptor>;
  /** Pushes under `target` (a tag), or under its own digest; returns its descriptor. */
  pushManifest(
    bytes: Uint8Array,
    mediaType: string,
    target?: string,
    options?: CallOptions,
  ): Promise<Descriptor>;
  /**
   * Pushes a manifest that has a `subject`, and adds it to the fallback index when the registry did not acknowledge
   * the subject (no `OCI-Subject` header) or its referrers API does not list it.
   */
  pushReferrer(bytes: Uint8Array, mediaType: string, options?: CallOptions): Promise<Descriptor>;
}
