import { FetchError } from 'node-fetch';
import { describe, expect, test } from 'vitest';
import { isPassing, isPassingError, retryDelayMs } from '../../src/io/http-retry.ts';

const now = () => Date.parse('2026-11-23T08:00:00Z');

function backoff(attempt: number, random = 0.5) {
  return { attempt, random: () => random, now };
}

describe('the wait before another attempt', () => {
  test('doubles up to its cap, and lies anywhere between nothing and that', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => retryDelayMs(backoff(attempt, 1), null));
    expect(longest).toEqual([300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000]);
    expect(retryDelayMs(backoff(3, 0), null)).toBe(0);
  });

  test.each([
    ['0', 0],
    ['60', 60_000],
    [' 5 ', 5000],
    ['Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
    ['Monday, 23-Nov-26 08:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2020 08:00:00 GMT', 0],
  ])('is what Retry-After says: %s', (text, ms) => {
    expect(retryDelayMs(backoff(1), text)).toBe(ms);
  });

  test.each(['61', '999999999', 'Tue, 24 Nov 2026 08:00:00 GMT'])('is not worth it for %s', (text) => {
    expect(retryDelayMs(backoff(1), text)).toBeUndefined();
  });

  test.each(['', '-5', '1.5', '1e3', 'soon', '2026-11-23', '99999999999999'])(
    'is our own when Retry-After makes no sense: %j',
    (text) => {
      expect(retryDelayMs(backoff(1), text)).toBe(150);
    },
  );
});

describe('what may pass', () => {
  test('is 429 and 5xx, but not what a server will never do', () => {
    expect([429, 500, 502, 503, 504].filter(isPassing)).toEqual([429, 500, 502, 503, 504]);
    expect([200, 304, 400, 401, 404, 408, 501, 505].filter(isPassing)).toEqual([]);
  });

  const failed = (code: string): FetchError => new FetchError('failed', 'system', { code, errno: code });

  test.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EAI_AGAIN', 'EPIPE'])('is %s', (code) => {
    expect(isPassingError(failed(code), 3)).toBe(true);
  });

  test.each([
    'ENOTFOUND',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('is not %s', (code) => {
    expect(isPassingError(failed(code), 1)).toBe(false);
  });

  test('is not a mistake of ours', () => {
    expect(isPassingError(new TypeError('Invalid header'), 1)).toBe(false);
  });
});
