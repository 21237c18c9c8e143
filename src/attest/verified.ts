import type { Digest } from '../model/digest.ts';
import type { Stated, StatementKind } from './predicates/predicates.ts';

/** A statement whose signature by a trusted key was verified. */
export interface Verified<What extends Stated = Stated> {
  readonly stated: What;
  /** Name of the trusted key that signed it. */
  readonly signer: string;
  /** Id of that key: names may come to mean another key. */
  readonly keyId: string;
  /** Digests of the image the statement is about. */
  readonly subject: readonly Digest[];
  /** Of the statement's bytes. */
  readonly statement: Digest;
  /** Of the manifest it was found in. */
  readonly referrer: Digest;
}

/** Why a bundle does not count; the text a person reads after its number: "2 not signed by …". */
export type IgnoredReason =
  | 'not signed by anyone the rule trusts'
  | 'for another digest'
  | 'for another tag or repository'
  | 'dated in the future'
  | 'not an in-toto statement'
  | 'of a kind that is not read here'
  | 'by another tool'
  | 'about several images at once'
  | 'malformed'
  | 'too large'
  | 'listed but missing';

/** What one referrer turned out to be. */
export type ReadReferrer =
  | { readonly state: 'verified'; readonly verified: Verified; readonly bytes: number }
  | { readonly state: 'ignored'; readonly reason: IgnoredReason; readonly bytes: number }
  /** A trusted key signed it, it is of a kind where a newer one counts, and what it says is not understood. */
  | {
      readonly state: 'unreadable';
      readonly kind: StatementKind;
      readonly subject: readonly Digest[];
      readonly bytes: number;
    }
  /** No Sigstore bundle: somebody else's artifact. */
  | { readonly state: 'other'; readonly bytes: number };
