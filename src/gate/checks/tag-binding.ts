import { isBindingOf, ofKind } from '../../attest/evidence.ts';
import { type Digest, shortDigest } from '../../model/digest.ts';
import { formatTime } from '../../model/time.ts';
import type { SeenBinding } from '../tag-memory.ts';
import { type Examine, type Examined, type Facts, failed, ok, skipped } from './examine.ts';

/**
 * The newest binding a trusted key signed for this tag of this repository; undefined when there is none. Bindings are
 * compared by the time that was signed, so one that is pushed again does not become newer.
 */
export function newestBinding(
  facts: Pick<Facts, 'repository' | 'question' | 'evidence' | 'tagEvidence'>,
): (SeenBinding & { readonly certain: boolean }) | undefined {
  const { tag } = facts.question;
  if (tag === undefined) return undefined;
  const bindings = [facts.evidence, facts.tagEvidence]
    .flatMap((evidence) => ofKind(evidence, 'tag-binding'))
    .filter(({ stated }) => isBindingOf(stated, facts.repository, tag))
    .sort((a, b) => b.stated.statedAt - a.stated.statedAt);
  const [newest] = bindings;
  if (newest === undefined) return undefined;
  const { statedAt: signedAt, digest } = newest.stated;
  // Two images bound in the same second: which one is meant cannot be known.
  const certain = bindings.every(({ stated }) => stated.statedAt !== signedAt || stated.digest === digest);
  return { digest, signedAt, keyId: newest.keyId, certain };
}

/** Whether the tag still means the bytes it was signed for. */
export const tagBinding: Examine = (facts): Examined => {
  const { question, rule, repository, seen } = facts;
  if (question.tag === undefined) return skipped('tag binding', 'pulled by digest');
  const name = `${repository}:${question.tag}`;
  const newest = newestBinding(facts);
  if (seen !== undefined && seen.digest !== question.digest && seen.signedAt > (newest?.signedAt ?? 0)) {
    return moved(
      question.digest,
      seen,
      'a newer binding was seen here before, and is gone from the registry',
    );
  }
  if (newest === undefined) {
    if (!rule.require.tagBinding) return skipped('tag binding', 'not required, and none is signed');
    const message = `nobody this policy trusts has signed that ${name} means ${shortDigest(question.digest)}`;
    return failed('tag binding', 'TAG_BINDING_MISSING', message);
  }
  if (!newest.certain) {
    return moved(question.digest, newest, 'it was signed for several digests in the same second');
  }
  if (newest.digest !== question.digest) return moved(question.digest, newest);
  return ok(
    'tag binding',
    `${name} → ${shortDigest(newest.digest)}, signed ${formatTime(newest.signedAt).slice(0, 10)}`,
  );
};

function moved(served: Digest, signed: SeenBinding, why?: string): Examined {
  const facts = `tag was signed for ${shortDigest(signed.digest)}, registry serves ${shortDigest(served)}`;
  return failed(
    'tag binding',
    'TAG_MOVED',
    `not the signed bytes: ${facts}${why === undefined ? '' : ` (${why})`}`,
    `${facts}; signed ${formatTime(signed.signedAt)}${why === undefined ? '' : `; ${why}`}`,
  );
}
