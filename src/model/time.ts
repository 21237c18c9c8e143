import { fault } from '../errors.ts';

/** The clock, as an argument: milliseconds since the epoch. */
export type Clock = () => number;

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Reads `90m`, `36h`, `14d` or `2w`; returns milliseconds. @throws DURATION_MALFORMED */
export function parseDuration(text: string): number {
  const match = /^(\d{1,6})([smhdw])$/.exec(text);
  if (match === null) throw fault('DURATION_MALFORMED', { text });
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}

/** Milliseconds in the largest unit that keeps two digits readable: `2 s`, `14 h`, `9 days`. */
export function formatDuration(ms: number): string {
  const whole = (unit: number): number => Math.max(0, Math.floor(ms / unit));
  if (ms < 2 * unitMs.m) return `${whole(unitMs.s)} s`;
  if (ms < 2 * unitMs.h) return `${whole(unitMs.m)} min`;
  if (ms < 2 * unitMs.d) return `${whole(unitMs.h)} h`;
  return `${whole(unitMs.d)} days`;
}

/** `2026-11-23T08:00:00Z`: seconds are enough, and the same instant always gives the same text. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Whether `formatTime` can write it: in a year of four digits. */
export function isFormattable(ms: number): boolean {
  return ms >= earliest && ms <= latest;
}

const earliest = Date.parse('0000-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** Reads a date (its first instant, UTC) or an RFC 3339 time; returns milliseconds. @throws TIME_MALFORMED */
export function parseTime(text: string): number {
  const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
  const ms = form.test(text) ? Date.parse(text) : Number.NaN;
  // An offset may lead out of the years that can be written.
  if (!isFormattable(ms)) throw fault('TIME_MALFORMED', { text });
  return ms;
}

/** Reads a day, `2027-01-31`; returns the first millisecond after it, in UTC. @throws TIME_MALFORMED */
export function endOfDay(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse rolls 2027-02-30 over into March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text))
    throw fault('TIME_MALFORMED', { text });
  return ms + unitMs.d;
}

/** The real clock, or the fixed one of SOURCE_DATE_EPOCH (reproducible-builds.org), in whole seconds. */
export function systemClock(environment: Readonly<Record<string, string | undefined>>): Clock {
  const fixed = environment.SOURCE_DATE_EPOCH;
  if (fixed === undefined || fixed === '') return Date.now;
  if (!/^\d{1,12}$/.test(fixed)) throw fault('TIME_MALFORMED', { text: `SOURCE_DATE_EPOCH=${fixed}` });
  return () => Number(fixed) * 1000;
}
