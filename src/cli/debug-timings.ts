import type { Timings } from '../model/timings.ts';

/** `--debug`: one line for each stage, when it ends. Stages may overlap. */
export function debugTimings(
  write: (line: string) => unknown,
  // Asked for late: the first look at `performance` loads what it is made of.
  now: () => number = () => performance.now(),
): Timings {
  return {
    start(stage) {
      const startedAt = now();
      return (note) => {
        const took = (now() - startedAt).toFixed(1).padStart(9);
        write(`${took} ms  ${stage}${note === undefined ? '' : `: ${note}`}\n`);
      };
    },
  };
}
