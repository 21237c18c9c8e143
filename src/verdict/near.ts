/**
 * The known word a person most likely meant: the same but for case and separators, one the other's beginning, or at
 * most two typing errors away (one in a short word).
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[-_ ]/g, '');
  const wanted = plain(word);
  if (wanted.length === 0 || wanted.length > 64) return undefined;
  const same = known.find((candidate) => plain(candidate) === wanted);
  if (same !== undefined) return same;
  const begins = known.find((candidate) => {
    const [short = '', long = ''] = [wanted, plain(candidate)].sort((a, b) => a.length - b.length);
    return short.length >= 4 && long.startsWith(short);
  });
  if (begins !== undefined) return begins;
  const allowed = wanted.length < 5 ? 1 : 2;
  const ranked = known
    .map((candidate) => ({ candidate, errors: typingErrors(wanted, plain(candidate)) }))
    .sort((a, b) => a.errors - b.errors);
  const best = ranked[0];
  return best !== undefined && best.errors <= allowed ? best.candidate : undefined;
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment distance). */
function typingErrors(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= b.length; column += 1) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + changed,
        swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(a.length, b.length);
}
