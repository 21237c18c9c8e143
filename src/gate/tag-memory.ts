import type { Digest } from '../model/digest.ts';

/** A binding the gate has verified before. */
export interface SeenBinding {
  readonly digest: Digest;
  /** Milliseconds. */
  readonly signedAt: number;
  /** The key that signed it: a binding of a key that is trusted no more is forgotten. */
  readonly keyId: string;
}

/**
 * What the gate remembers of tags, so that a newer binding cannot be made unseen: whoever may delete in the registry
 * can take a binding away, and the tag with it back to what it meant before.
 */
export interface TagMemory {
  newest(repository: string, tag: string): Promise<SeenBinding | undefined>;
  /** Called with each binding that is newer than `newest`. */
  remember(repository: string, tag: string, seen: SeenBinding): Promise<void>;
}
