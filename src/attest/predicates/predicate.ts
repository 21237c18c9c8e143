import type { Digest } from '../../model/digest.ts';

/** One kind of statement that is read. A new one is a file beside this one and a line in `predicates.ts`. */
export interface Predicate<Value extends { readonly kind: string; readonly statedAt: number }> {
  readonly kind: Value['kind'];
  /** in-toto's predicateType. */
  readonly type: string;
  /**
   * True where a newer one takes the place of an older one, so that one of ours which cannot be read (a later version
   * wrote it) must not be passed over: it may be the one that says no.
   */
  readonly supersedes: boolean;
  /**
   * What the predicate says. undefined when another tool wrote it: the type is shared, and what that tool means by
   * it is not known here.
   * @param subject digests of the image the statement is about
   * @throws STATEMENT_MALFORMED when it is ours and not what it should be
   */
  parse(predicate: unknown, subject: readonly Digest[]): Value | undefined;
}
