import { isFault } from '../errors.ts';
import type { Clock } from '../model/time.ts';
import { isFetchError } from './fetch-error.ts';

export interface Backoff {
  /** How often the request has been sent so far; from 1. */
  readonly attempt: number;
  /** From 0 to 1 (exclusive). */
  readonly random: () => number;
  readonly now: Clock;
}

const baseMs = 300;
const capMs = 10_000;
/** A host that asks for a longer rest than this is not asked again. */
const maxRetryAfterMs = 60_000;

/** True for a status that may be another one a moment later. 501 and 505 say what the server will never do. */
export function isPassing(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/**
 * True for an error that another attempt may not meet: a connection that failed, or a host that hung once (each wait
 * for it is long). Not for an unknown name, a certificate that does not hold, or a request that could not be made.
 */
export function isPassingError(error: unknown, attempt: number): boolean {
  if (isFault(error)) return error.code === 'HTTP_TIMEOUT' && attempt === 1;
  if (!isFetchError(error)) return false;
  const code = error.code ?? '';
  return code !== 'ENOTFOUND' && !/CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME|ERR_TLS|ERR_SSL/.test(code);
}

/**
 * How many milliseconds to wait before the next attempt: exponential backoff with full jitter, or what `Retry-After`
 * says (RFC 9110 section 10.2.3: seconds or a date). Undefined when that is longer than is worth waiting: a host that
 * was asked for patience is not asked sooner.
 */
export function retryDelayMs(backoff: Backoff, retryAfter: string | null): number | undefined {
  const asked = retryAfter === null ? undefined : parseRetryAfter(retryAfter.trim(), backoff.now);
  if (asked === undefined) return backoff.random() * Math.min(capMs, baseMs * 2 ** (backoff.attempt - 1));
  return asked > maxRetryAfterMs ? undefined : asked;
}

function parseRetryAfter(text: string, now: Clock): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse also reads what is no HTTP date, as in "-5" or "1.5".
  const date = /^[A-Z][a-z]{2,8}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now());
}
