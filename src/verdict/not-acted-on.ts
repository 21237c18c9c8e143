import type { PolicyRule } from '../model/policy.ts';

/**
 * Keys that the policy file knows and this version does not act on: a verdict names those a rule uses, so that nobody
 * believes them to be enforced. When one is acted on, its line goes.
 */
const keys: readonly ((rule: PolicyRule) => readonly string[])[] = [
  ({ signers }) =>
    signers.flatMap((signer, index) => ('keyless' in signer ? [`signers[${index}].keyless`] : [])),
  ({ tags }) => (tags.immutable === undefined ? [] : ['tags.immutable']),
  ({ tags }) => (tags.floating === undefined ? [] : ['tags.floating']),
];

/** The keys of a rule that are read but not acted on, as paths below the rule. */
export function keysNotActedOn(rule: PolicyRule): string[] {
  return keys.flatMap((used) => used(rule));
}
