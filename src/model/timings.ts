/** Told when a stage of a scan begins; the answer is called when it ends, with what there is to say of it. */
export interface Timings {
  start(stage: string): (note?: string) => void;
}

/** For whoever does not want to know. */
export const noTimings: Timings = { start: () => () => undefined };
