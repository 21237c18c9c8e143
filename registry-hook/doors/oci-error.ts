import type { ServerResponse } from 'node:http';

/** Error codes of the OCI distribution-spec v1.1 that the gate answers with. */
export type OciErrorCode = 'DENIED' | 'NAME_INVALID' | 'MANIFEST_INVALID' | 'UNAVAILABLE' | 'UNSUPPORTED';

/** Answers with the distribution-spec's error body; a HEAD gets the status alone. */
export function sendOciError(
  response: ServerResponse,
  status: number,
  code: OciErrorCode,
  message: string,
  detail?: unknown,
): void {
  const body = JSON.stringify({ errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'docker-distribution-api-version': 'registry/2.0',
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
