import type { Digest } from '../../src/model/digest.ts';

/** A push that a registry told of. A hint, never evidence: it may be lost, late, repeated or forged. */
export interface PushEvent {
  /** The registry's own id, to tell repetitions. */
  readonly id: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest;
}

/** The push event of one kind of registry. A new one is a file beside this one and a line in `hooks.ts`. */
export interface Hook {
  /** The last part of `/hooks/{name}`, and the key of its secret in the configuration. */
  readonly name: string;
  /**
   * The pushes of manifests in one request body; events of other kinds are left out.
   * @throws EVENT_MALFORMED
   */
  parse(body: unknown): readonly PushEvent[];
}
