import type { CommandContext } from './command.ts';

/** Nothing is shown in the first second: most answers are there before. */
const quietMs = 1_000;
const everyMs = 100;

export interface ProgressLine {
  readonly show: (text: string) => void;
  /** Wipes the line. */
  readonly end: () => void;
}

export const noProgress: ProgressLine = { show: () => undefined, end: () => undefined };

/** One line on a terminal that is written over; on anything else, and in CI, nothing. */
export function progressLine(
  context: CommandContext,
  // Asked for late: the first look at `performance` loads what it is made of.
  now: () => number = () => performance.now(),
): ProgressLine {
  const { stderr } = context;
  if (stderr.isTTY !== true || context.env.CI || context.env.TERM === 'dumb') {
    return noProgress;
  }
  const startedAt = now();
  let shownAt = 0;
  let shownStage: string | undefined;
  return {
    show(text) {
      const at = now();
      // The first line of a stage may be its only one.
      const [stage] = text.split(' ', 1);
      const isNew = stage !== shownStage;
      if (at - startedAt < quietMs || (!isNew && at - shownAt < everyMs)) return;
      shownAt = at;
      shownStage = stage;
      stderr.write(`\r\u001b[2K${text.slice(0, (stderr.columns || 80) - 1)}`);
    },
    end() {
      if (shownAt > 0) stderr.write('\r\u001b[2K');
    },
  };
}
