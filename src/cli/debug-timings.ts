import type { Timings } from '../model/timings.ts';

/** `--debug`: one line for each stage, when it ends. Stages may overlap. */
export function debugTimings(
  write: (line: string) => unknown,
  now: () => number = performance.now.bind(performance),
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
