/** One event of the gate: plain data, no credentials, written as one JSON line. */
export type LogEvent = Readonly<Record<string, string | number | boolean | null | readonly string[]>> & {
  readonly event: string;
};

export type Log = (event: LogEvent) => void;

/** A log that writes JSON lines; `time` comes first and is the clock's. */
export function jsonLog(write: (line: string) => void, clock: () => number): Log {
  return (event) => write(`${JSON.stringify({ time: new Date(clock()).toISOString(), ...event })}\n`);
}
