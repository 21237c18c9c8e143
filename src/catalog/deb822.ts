import { lines } from './lines.ts';

/** One paragraph of a control file: its fields by lower-case name, and the first thing that is wrong with it. */
export interface Paragraph {
  readonly fields: ReadonlyMap<string, string>;
  readonly problem?: string;
}

/**
 * The paragraphs of a Debian control file (deb822(5)). Field names are lower-cased and values trimmed; continuation
 * lines are left out, for no field that is read here has any. A line of white space alone ends a paragraph. What is
 * malformed (a line that is neither a field nor a continuation, a field given twice) is said and does not hide the
 * rest: the first value of a field is the one that counts.
 */
export function* paragraphs(text: string): Generator<Paragraph> {
  let open: { fields: Map<string, string>; problem?: string } | undefined;
  for (const raw of lines(text)) {
    const line = raw.trimEnd();
    if (line === '') {
      if (open !== undefined) yield open;
      open = undefined;
      continue;
    }
    const continues = line.startsWith(' ') || line.startsWith('\t');
    if (continues && open !== undefined) continue;
    open ??= { fields: new Map() };
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (continues) open.problem ??= 'it begins with a continuation line';
    else if (colon <= 0) open.problem ??= 'a line is not a field';
    else if (open.fields.has(name)) open.problem ??= 'a field is given twice';
    else open.fields.set(name, line.slice(colon + 1).trim());
  }
  if (open !== undefined) yield open;
}
