import { lines } from './lines.ts';

/** One paragraph of a control file: its fields by lower-case name, and the first thing that is wrong with it. */
export interface Paragraph {
  readonly fields: ReadonlyMap<string, string>;
  /** The continuation lines of the fields that were asked for, trimmed. */
  readonly folded: ReadonlyMap<string, readonly string[]>;
  readonly problem?: string;
}

/**
 * The paragraphs of a Debian control file (deb822(5)). Field names are lower-cased and values trimmed; continuation
 * lines are left out, but for the fields that are asked for. A line of white space alone ends a paragraph. What is
 * malformed (a line that is neither a field nor a continuation, a field given twice) is said and does not hide the
 * rest: the first value of a field is the one that counts.
 * @param foldedFields lower-case names of fields whose continuation lines are wanted
 */
export function* paragraphs(text: string, foldedFields: readonly string[] = []): Generator<Paragraph> {
  let open: OpenParagraph | undefined;
  for (const raw of lines(text)) {
    const line = raw.trimEnd();
    if (line === '') {
      if (open !== undefined) yield open;
      open = undefined;
      continue;
    }
    const continues = line.startsWith(' ') || line.startsWith('\t');
    if (continues && open !== undefined) {
      open.folded.get(open.last)?.push(line.trim());
      continue;
    }
    open ??= { fields: new Map(), folded: new Map(), last: '' };
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (continues) open.problem ??= 'it begins with a continuation line';
    else if (colon <= 0) open.problem ??= 'a line is not a field';
    else if (open.fields.has(name)) open.problem ??= 'a field is given twice';
    else open.fields.set(name, line.slice(colon + 1).trim());
    open.last = name;
    if (foldedFields.includes(name) && !open.folded.has(name)) open.folded.set(name, []);
  }
  if (open !== undefined) yield open;
}

interface OpenParagraph {
  readonly fields: Map<string, string>;
  readonly folded: Map<string, string[]>;
  last: string;
  problem?: string;
}
