import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { fault, isFault, reasonOf } from '../src/errors.ts';
import { limits } from './configuration.ts';

/** RFC 9110 section 7.6.1: these belong to one connection and are not forwarded. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** By these some servers read a request as another than its request line says, which is the one that was judged. */
const rewriting = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-rewrite-url',
]);

export interface UpstreamRequest {
  readonly method: string;
  /** Request target: path and query, as the client sent it. */
  readonly target: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: Readable;
}

/** The registry behind the gate, over kept connections. */
export interface Upstream {
  readonly url: URL;
  /** The response as it comes; its body is not read. @throws UPSTREAM_UNREACHABLE CLIENT_LEFT */
  send(request: UpstreamRequest): Promise<IncomingMessage>;
  close(): void;
}

export function createUpstream(url: URL): Upstream {
  const secure = url.protocol === 'https:';
  const options = { keepAlive: true, maxSockets: 256, timeout: limits.upstreamIdleMs };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const open = secure ? httpsRequest : httpRequest;
  return {
    url,
    send(request) {
      return new Promise((resolve, reject) => {
        const outgoing = open(
          {
            agent,
            protocol: url.protocol,
            hostname: url.hostname.replace(/^\[|\]$/g, ''),
            port: url.port,
            method: request.method,
            path: request.target,
            headers: { ...framed(request), host: url.host },
          },
          resolve,
        );
        const fail = (cause: unknown): void => {
          if (isFault(cause)) reject(cause);
          else reject(fault('UPSTREAM_UNREACHABLE', { host: url.host, reason: reasonOf(cause) }, { cause }));
        };
        outgoing.on('timeout', () =>
          outgoing.destroy(new Error(`no answer for ${limits.upstreamIdleMs} ms`)),
        );
        outgoing.on('error', fail);
        if (request.body === undefined) {
          outgoing.end();
          return;
        }
        // A client that goes away in the middle of an upload must not look like the end of it to the upstream.
        request.body.on('error', () => outgoing.destroy(fault('CLIENT_LEFT', {})));
        request.body.on('close', () => {
          if (request.body?.readableEnded === false) outgoing.destroy(fault('CLIENT_LEFT', {}));
        });
        request.body.pipe(outgoing);
      });
    },
    close: () => agent.destroy(),
  };
}

/**
 * The headers with what says where the body ends. Node sends the body of a GET or DELETE without it when nobody asks
 * (RFC 9112 section 6.3): the registry would read that body as the next request of this connection.
 */
function framed({ headers, body }: UpstreamRequest): OutgoingHttpHeaders {
  const { 'content-length': length, ...others } = headers;
  if (body === undefined) return others;
  return length === undefined
    ? { ...others, 'transfer-encoding': 'chunked' }
    : { ...others, 'content-length': length };
}

/** Headers to pass on: all but the connection's own, and those that would make it another request. */
export function endToEndHeaders(headers: IncomingMessage['headers']): OutgoingHttpHeaders {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  const passed: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (hopByHop.has(name) || rewriting.has(name) || named.has(name) || name === 'host') continue;
    passed[name] = value;
  }
  return passed;
}
