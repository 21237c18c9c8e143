/** Candidates that are looked at; a repository may have any number of tags. */
const maxCandidates = 2000;
/** Edits that still look like a slip of the finger. */
const maxDistance = 2;

/**
 * The candidate that a mistyped word was probably meant to be: the one with the fewest characters changed, added or
 * left out (Levenshtein), the first among equals.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates.slice(0, maxCandidates)) {
    if (Math.abs(candidate.length - word.length) > maxDistance) continue;
    const distance = distanceOf(word, candidate);
    if (
      distance <= Math.min(maxDistance, word.length - 1) &&
      distance < (best?.distance ?? Number.POSITIVE_INFINITY)
    ) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (a[line - 1] === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
