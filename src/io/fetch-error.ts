import type { FetchError } from 'node-fetch';

/** True for a request that got no answer. By name: the class itself would load the HTTP library before it is used. */
export function isFetchError(error: unknown): error is FetchError {
  return error instanceof Error && error.name === 'FetchError';
}
