import { displayWidth, pad, shorten } from './text-width.ts';

/** How one column may use the width there is. */
export interface Column {
  /** It never gets more. */
  readonly max: number;
  /** It gives way down to this; a column that needs less has less. */
  readonly min: number;
  /** As the last column: left out where others would have to give way for it. Default false. */
  readonly optional?: boolean;
}

const gap = 2;

/**
 * Lines up rows of cells: each column as wide as its widest cell, less where the whole would be wider than `width`.
 * The last columns give way first; where even their minima are too wide, the last ones are left out.
 * @param paint colours a padded cell; it must not change what is seen
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  width: number,
  paint: (cell: string, column: number, row: number) => string = (cell) => cell,
): string[] {
  const widths = widthsFor(rows, columns, width);
  return rows.map((row, rowIndex) =>
    widths
      .flatMap((one, index) =>
        one === 0 ? [] : [paint(pad(shorten(row[index] ?? '', one), one), index, rowIndex)],
      )
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}

/** The width of each column that is shown; 0 for one with nothing in it. */
function widthsFor(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  width: number,
): readonly number[] {
  const wanted = columns.map(({ max }, index) =>
    Math.min(max, Math.max(0, ...rows.map((row) => displayWidth(row[index] ?? '')))),
  );
  const least = wanted.map((one, index) => Math.min(one, columns[index]?.min ?? 0));
  const others = wanted.slice(0, -1);
  if (columns.at(-1)?.optional === true && total([...others, least.at(-1) ?? 0]) > width) least.pop();
  while (least.length > 1 && total(least) > width) least.pop();
  const widths = wanted.slice(0, least.length);
  for (let index = widths.length - 1; index >= 0; index -= 1) {
    const excess = Math.max(0, total(widths) - width);
    widths[index] = Math.max(least[index] ?? 0, (widths[index] ?? 0) - excess);
  }
  return widths;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + (one === 0 ? 0 : one + gap), -gap);
}
