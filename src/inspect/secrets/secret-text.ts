import { createMatcher } from './matcher.ts';
import type { SecretRule } from './rule.ts';
import { secretRules } from './rules.ts';

const matcher = createMatcher(secretRules);
/** A configuration is some kilobytes; what an attacker made of it must not cost more than a file does. */
const budgetBytes = 16 * 1024 * 1024;

/** The kinds of secrets in a text that is no file, each once. */
export function secretRulesIn(text: string): SecretRule[] {
  const bytes = Buffer.from(text);
  const places = matcher.find(bytes, 0, bytes.length, '', { left: budgetBytes });
  return [...new Set(places.map(({ rule }) => rule))];
}
