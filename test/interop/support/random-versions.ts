/** The same for the same seed, everywhere: xorshift32 (G. Marsaglia, Xorshift RNGs, 2003). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/**
 * Pairs of texts put together from `parts`. In most the second is the first with one part changed, taken out or put in:
 * of two that have nothing in common, the first characters alone would decide.
 */
export function randomPairs(
  parts: readonly string[],
  options: { readonly count: number; readonly seed: number; readonly accepts: (text: string) => boolean },
): readonly (readonly [a: string, b: string])[] {
  const random = createRandom(options.seed);
  const part = (): string => parts[random(parts.length)] ?? '';
  const list = (): string[] => Array.from({ length: 1 + random(7) }, part);
  const pairs: (readonly [string, string])[] = [];
  while (pairs.length < options.count) {
    const first = list();
    const second =
      random(8) === 0
        ? list()
        : first.toSpliced(random(first.length + 1), random(2), ...[part()].slice(random(2)));
    const pair = [first.join(''), second.join('')] as const;
    if (pair.every(options.accepts)) pairs.push(pair);
  }
  return pairs;
}
