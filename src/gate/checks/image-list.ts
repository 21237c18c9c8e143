import { createHash } from 'node:crypto';
import { type Digest, digestAlgorithm, isDigest } from '../../model/digest.ts';
import type { PolicyRule } from '../../model/policy.ts';
import { imageListed } from '../../verdict/rule.ts';
import type { Question } from '../question.ts';
import { type Examined, type Facts, failed, ok, skipped } from './examine.ts';

/** Whether the rule names the image itself: a denied one is denied whatever is signed about it. */
export function imageList({ question, rule }: Pick<Facts, 'question' | 'rule'>): Examined {
  const listed = listedAs(rule, question);
  if (listed === undefined) return skipped('image list', 'not named');
  if (listed.list === 'allow') return ok('image list', `${listed.entry} is on the allow list`);
  return failed('image list', 'IMAGE_DENIED', `${listed.entry} is on the deny list of the policy`);
}

/**
 * The entry that names the image, by any digest that its bytes have: a list may know it by another algorithm than the
 * question does. Deny outweighs allow here too.
 */
export function listedAs(rule: PolicyRule, question: Question): ReturnType<typeof imageListed> {
  const { digest, manifest } = question;
  const other = digestAlgorithm(digest) === 'sha256' ? 'sha512' : 'sha256';
  const asAsked = imageListed(rule, question);
  const entries = [...rule.images.deny, ...rule.images.allow];
  if (asAsked?.list === 'deny' || !entries.some((entry) => entry.startsWith(`${other}:`))) return asAsked;
  const named = `${other}:${createHash(other).update(manifest).digest('hex')}`;
  const asOther: Digest | null = isDigest(named) ? named : null;
  const again = imageListed(rule, { ...question, digest: asOther });
  return again?.list === 'deny' ? again : (asAsked ?? again);
}
