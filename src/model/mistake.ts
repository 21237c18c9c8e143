import { printable, reasonOf } from '../errors.ts';

/**
 * Told what a part of this program threw where nothing may be thrown. Whatever it throws itself is thrown on, where a
 * mistake is to be survived by nobody.
 */
export type OnMistake = (error: unknown) => void;

/** A part of a scan that says something of its own: a catalog, a check. */
export interface Part {
  /** As a sentence begins with it: `the catalog npm`. */
  readonly name: string;
  /** What nobody knows without it: `its packages are unknown`. */
  readonly lost: string;
}

const maxReasonLength = 200;

/**
 * Asks one part of a scan. What it throws is a mistake of this program, which a file may have brought about: that costs
 * what the part would have said, as a problem, and nothing of what the others say.
 * @param otherwise what is said in its place, with a printable sentence that has to become a problem of the scan
 */
export function survive<Answer>(
  part: Part,
  ask: () => Answer,
  otherwise: (problem: string) => Answer,
  onMistake?: OnMistake,
): Answer {
  try {
    return ask();
  } catch (error) {
    onMistake?.(error);
    return otherwise(mistakeProblem(part, error));
  }
}

/** The sentence about what a part threw, printable whatever is in it. */
export function mistakeProblem({ name, lost }: Part, error: unknown): string {
  const reason = reasonOf(error);
  const shown = reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason;
  return printable(
    `${name} failed, which is a mistake of sekisho, so ${lost} (${shown}): run again with --debug and report what it prints`,
  );
}
