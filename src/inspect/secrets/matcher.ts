import { createKeywordSearch, type Keyword, type KeywordSearch } from './keywords.ts';
import { entropy, isPlaceholder } from './randomness.ts';
import { defaultEntropy, defaultReach, lookBehind, type SecretRule } from './rule.ts';

/** Where a secret stands. Never what it is. */
export interface SecretPlace {
  readonly rule: SecretRule;
  /** Byte at which the keyword begins. */
  readonly at: number;
  /** Behind its last byte. */
  readonly end: number;
}

export interface Matcher {
  /** Bytes behind a keyword that have to be there for it to be judged. */
  readonly reach: number;
  /**
   * In order, the secrets whose keywords begin in `from` ≤ place < `to`; text outside of that is looked at where a rule needs
   * it. Two keywords may lead to the same secret: it ends at the same byte then, or before.
   * @param path of the file, for rules that are for some files only
   * @param budget is taken from, byte by byte that a rule looks at; nothing more is found when it is used up
   */
  find(bytes: Buffer, from: number, to: number, path: string, budget: Budget): SecretPlace[];
}

/** Bytes that rules may still look at. */
export interface Budget {
  left: number;
}

export function createMatcher(rules: readonly SecretRule[]): Matcher {
  // Its tables are made when the first text comes: an image that is known is not searched again.
  let searcher: Searcher | undefined;

  return {
    reach: Math.max(...rules.map(reachOf)),
    find(bytes, from, to, path, budget) {
      searcher ??= createSearcher(rules);
      const { search, rulesOf } = searcher;
      const places: SecretPlace[] = [];
      search(bytes, from, to, (keyword, at) => {
        for (const rule of rulesOf[keyword] ?? []) {
          if (rule.wants?.(path) === false || rule.glance?.(bytes, at) === false) continue;
          budget.left -= reachOf(rule);
          const end = budget.left > 0 ? endOfSecret(rule, bytes, at) : undefined;
          if (end !== undefined) places.push({ rule, at, end });
        }
      });
      return places.sort((a, b) => a.at - b.at);
    },
  };
}

interface Searcher {
  readonly search: KeywordSearch;
  /** By number of the keyword. */
  readonly rulesOf: readonly (readonly SecretRule[])[];
}

function createSearcher(rules: readonly SecretRule[]): Searcher {
  const byKeyword = new Map<string, { readonly keyword: Keyword; readonly rules: SecretRule[] }>();
  for (const rule of rules) {
    for (const text of rule.keywords) {
      const ignoreCase = rule.ignoreCase ?? false;
      const key = `${ignoreCase} ${text}`;
      const known = byKeyword.get(key) ?? { keyword: { text, ignoreCase }, rules: [] };
      known.rules.push(rule);
      byKeyword.set(key, known);
    }
  }
  const entries = [...byKeyword.values()];
  return {
    search: createKeywordSearch(entries.map(({ keyword }) => keyword)),
    rulesOf: entries.map((entry) => entry.rules),
  };
}

function reachOf(rule: SecretRule): number {
  return rule.reach ?? defaultReach;
}

/** @returns behind which byte the secret of `rule` ends whose keyword begins at `at`; undefined when none does */
function endOfSecret(rule: SecretRule, bytes: Buffer, at: number): number | undefined {
  const start = Math.max(0, at - lookBehind);
  const text = bytes.toString('latin1', start, Math.min(bytes.length, at + reachOf(rule)));
  rule.pattern.lastIndex = at - start;
  const match = rule.pattern.exec(text);
  if (match === null) return undefined;
  const secret = match.groups?.secret ?? match[0];
  const isOne =
    (rule.structured === true || isRandom(rule, secret)) && (rule.holds?.(secret, match[0]) ?? true);
  return isOne ? start + rule.pattern.lastIndex : undefined;
}

function isRandom({ minEntropy = defaultEntropy }: SecretRule, secret: string): boolean {
  return entropy(secret) >= minEntropy && !isPlaceholder(secret);
}
