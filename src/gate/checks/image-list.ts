import { imageListed } from '../../verdict/rule.ts';
import { type Examined, type Facts, failed, ok, skipped } from './examine.ts';

/** Whether the rule names the image itself: a denied one is denied whatever is signed about it. */
export function imageList({ question, rule }: Pick<Facts, 'question' | 'rule'>): Examined {
  const listed = imageListed(rule, question);
  if (listed === undefined) return skipped('image list', 'not named');
  if (listed.list === 'allow') return ok('image list', `${listed.entry} is on the allow list`);
  return failed('image list', 'IMAGE_DENIED', `${listed.entry} is on the deny list of the policy`);
}
