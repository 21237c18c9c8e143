/** True for the names a pattern covers. */
export type Glob = (name: string) => boolean;

const maxPatternLength = 1024;

/**
 * Compiles a pattern of names whose parts are separated by `/`: `*` is any run of characters within one part, `?` one
 * character, and `**` as a whole part any number of parts, at its end at least one (`apps/**` is not `apps`). All
 * other characters, dots too, stand for themselves.
 *
 * Names come from images and clients, so the time to match is bounded by the product of both lengths: a backtracking
 * regular expression of the same pattern takes minutes for a name of 300 characters made for it.
 */
export function compileGlob(pattern: string): Glob {
  const parts = pattern.split('/').map((part) => (part === '**' ? part : Array.from(part)));
  if (parts.at(-1) === '**') parts.splice(-1, 0, ['*']);
  return (name) => name !== '' && matches(parts, name.split('/'), isAnyParts, partMatches);
}

/** What is wrong with a pattern, as the end of a sentence that starts with it; undefined when nothing is. */
export function globProblem(pattern: string): string | undefined {
  if (pattern.length > maxPatternLength) return `is longer than ${maxPatternLength} characters`;
  if (/[\p{C}\\]/u.test(pattern)) return 'has a character that no name has';
  if (pattern.split('/').some((part) => ['', '.', '..'].includes(part)))
    return 'has an empty part between slashes';
  if (pattern.split('/').some((part) => part.includes('**') && part !== '**')) {
    return 'has a ** that does not stand alone between slashes';
  }
  return undefined;
}

function isAnyParts(part: string | readonly string[]): boolean {
  return part === '**';
}

function partMatches(part: string | readonly string[], text: string): boolean {
  return typeof part !== 'string' && matches(part, Array.from(text), isAnyCharacters, characterMatches);
}

function isAnyCharacters(character: string): boolean {
  return character === '*';
}

function characterMatches(wanted: string, character: string): boolean {
  return wanted === '?' || wanted === character;
}

/**
 * The wildcard algorithm that only ever goes back to the last star: an earlier star could not match more than the
 * items up to there anyhow. Used twice: for the parts of a name, and for the characters of a part.
 */
function matches<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isStar: (wanted: P) => boolean,
  fits: (wanted: P, item: T) => boolean,
): boolean {
  let next = 0;
  let afterStar: number | undefined;
  let starEnd = 0;
  for (let at = 0; at < items.length; ) {
    const wanted = pattern[next];
    if (wanted !== undefined && isStar(wanted)) {
      next += 1;
      afterStar = next;
      starEnd = at;
    } else if (wanted !== undefined && fits(wanted, items[at] as T)) {
      next += 1;
      at += 1;
    } else if (afterStar !== undefined) {
      starEnd += 1;
      at = starEnd;
      next = afterStar;
    } else {
      return false;
    }
  }
  return pattern.slice(next).every(isStar);
}
