import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'node-fetch';
import { fault, reasonOf } from '../errors.ts';
import { isLoopbackHost } from '../model/reference.ts';
import type { Clock } from '../model/time.ts';
import { isFetchError } from './fetch-error.ts';
import type { Agents, ProxyEnvironment } from './http-agents.ts';
import { drain, watched } from './http-body.ts';
import { redacted } from './http-error.ts';
import { type Backoff, isPassing, isPassingError, retryDelayMs } from './http-retry.ts';

export interface HttpInit {
  /** Default `GET`. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Held in memory, or opened anew for each attempt, so that it can be sent again. */
  readonly body?: Uint8Array | string | BodySource;
  readonly signal?: AbortSignal;
  /** Allows plain HTTP to hosts other than loopback; default false. */
  readonly plainHttp?: boolean;
}

/** A body that is too large to be held. */
export interface BodySource {
  /** In bytes. */
  readonly size: number;
  open(): Readable;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** To be read to its end, drained or destroyed. Errors with HTTP_CUT or HTTP_TIMEOUT instead of ending early. */
  readonly body: Readable;
  /** Where the answer came from, redirects followed. May be a signed URL: never print its query. */
  readonly url: string;
}

/** The network, as an argument. */
export interface Http {
  /**
   * One request, whatever the status of its answer. Passing failures (network errors, 429, 5xx) of idempotent methods
   * are tried again; at most five redirects are followed, and credentials stay with the origin they were given for.
   * @throws HTTP_UNREACHABLE, HTTP_TIMEOUT, HTTP_PLAIN_REFUSED, HTTP_REDIRECT_REFUSED, USAGE for what is not a URL;
   * the signal's own reason when the caller gives up
   */
  request(url: string, init?: HttpInit): Promise<HttpResponse>;
}

export interface HttpClient extends Http {
  /** Closes the kept connections; requests under way are cut. */
  close(): void;
}

export interface HttpOptions {
  /** Where the proxy comes from: HTTPS_PROXY, HTTP_PROXY, NO_PROXY; default none. Loopback never uses one. */
  readonly environment?: ProxyEnvironment;
  /** Default `sekisho`. */
  readonly userAgent?: string;
  /** How often an idempotent request is sent at most; default 4. */
  readonly attempts?: number;
  /** From the first byte sent to the last header received, in one attempt (a host that hangs gets two); default 30 s. */
  readonly headersTimeoutMs?: number;
  /** The longest silence inside a body; default 60 s. */
  readonly idleTimeoutMs?: number;
  /** A number from 0 to 1 (exclusive), for the jitter; default `Math.random`. */
  readonly random?: () => number;
  /** Default a timer; must reject when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** For a `Retry-After` that is a date; default `Date.now`. */
  readonly now?: Clock;
}

const defaults = {
  environment: {},
  userAgent: 'sekisho',
  attempts: 4,
  headersTimeoutMs: 30_000,
  idleTimeoutMs: 60_000,
  random: Math.random,
  sleep: async (ms: number, signal: AbortSignal | undefined) => {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  },
  now: Date.now,
} satisfies Required<HttpOptions>;

const maxRedirects = 5;
/** RFC 9110 section 9.2.2. */
const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

type Settings = Required<HttpOptions>;
/** What stays the same while one URL is tried again. */
interface Hop {
  readonly url: URL;
  readonly method: NonNullable<HttpInit['method']>;
  readonly headers: Headers;
  readonly init: HttpInit;
}

/** An HTTP client with kept connections, bounded time and bounded retries. */
export function createHttp(options: HttpOptions = {}): HttpClient {
  const settings: Settings = { ...defaults, ...options };
  // Loaded with the first request, like the library itself: a scan of a local image makes none.
  let loading: Promise<Agents> | undefined;
  const agentsOf = async (): Promise<Agents> => {
    loading ??= import('./http-agents.ts').then(({ createAgents }) => createAgents(settings.environment));
    return loading;
  };
  return {
    close: () => void loading?.then((agents) => agents.close()),
    async request(url, init = {}) {
      const headers = new Headers({ 'user-agent': settings.userAgent, ...init.headers });
      let hop: Hop = { url: parseUrl(url), method: init.method ?? 'GET', headers, init };
      for (let followed = 0; ; followed += 1) {
        refusePlain(hop);
        const response = await retrying(hop, settings, await agentsOf());
        const next = redirectTarget(hop, response);
        if (next === undefined) return response;
        if (followed === maxRedirects) throw refused(hop, `it is the ${followed + 1}th in a row`);
        await drain(response.body);
        hop = next;
      }
    },
  };
}

async function retrying(hop: Hop, settings: Settings, agents: Agents): Promise<HttpResponse> {
  const attempts = idempotent.has(hop.method) ? settings.attempts : 1;
  for (let attempt = 1; ; attempt += 1) {
    const backoff: Backoff = { attempt, random: settings.random, now: settings.now };
    let delayMs: number | undefined;
    try {
      const response = await send(hop, settings, agents);
      if (attempt === attempts || !isPassing(response.status)) return response;
      delayMs = retryDelayMs(backoff, response.headers.get('retry-after'));
      if (delayMs === undefined) return response;
      await drain(response.body);
    } catch (error) {
      hop.init.signal?.throwIfAborted();
      if (attempt === attempts || !isPassingError(error, attempt)) throw toFault(error, hop);
      delayMs = retryDelayMs(backoff, null) ?? 0;
    }
    await settings.sleep(delayMs, hop.init.signal);
  }
}

/** One attempt, redirects not followed. Throws what node-fetch throws, or HTTP_TIMEOUT. */
async function send(hop: Hop, settings: Settings, agents: Agents): Promise<HttpResponse> {
  const { url, method, init } = hop;
  const { signal } = init;
  signal?.throwIfAborted();
  const attempt = new AbortController();
  const giveUp = (): void => attempt.abort();
  signal?.addEventListener('abort', giveUp, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    attempt.abort();
  }, settings.headersTimeoutMs);
  let response: Response;
  try {
    const { default: fetch } = await import('node-fetch');
    response = await fetch(url, {
      method,
      headers: [...hop.headers, ...lengthOf(init.body)],
      body: toBody(init.body),
      redirect: 'manual',
      // Digests are of the bytes as sent: nothing is asked for, or undone, between the registry and the hash.
      compress: false,
      agent: agents.for(url),
      signal: attempt.signal,
    });
  } catch (error) {
    signal?.removeEventListener('abort', giveUp);
    throw late ? timedOut(hop, settings.headersTimeoutMs) : error;
  } finally {
    clearTimeout(timer);
  }
  const body = watched(response.body, {
    idleMs: settings.idleTimeoutMs,
    signal,
    onIdle: () => timedOut(hop, settings.idleTimeoutMs),
    onCut: (error) => fault('HTTP_CUT', { ...facts(hop), reason: networkReason(error) }),
    onClose: () => signal?.removeEventListener('abort', giveUp),
  });
  return { status: response.status, headers: new Headers([...response.headers]), body, url: url.href };
}

/** The next hop of a redirect that is to be followed; undefined when the answer is the caller's to read. */
function redirectTarget(hop: Hop, response: HttpResponse): Hop | undefined {
  const location = response.headers.get('location');
  if (!redirects.has(response.status) || location === null) return undefined;
  const reads = hop.method === 'GET' || hop.method === 'HEAD';
  // 301, 302 and 303 would turn a write into a read (RFC 9110 section 15.4): the caller must know.
  if (!reads && response.status < 307) return undefined;
  const url = URL.canParse(location, hop.url.href) ? new URL(location, hop.url.href) : undefined;
  if (url === undefined) throw refused(hop, 'its target is not a URL');
  if (url.username !== '' || url.password !== '') throw refused(hop, 'its target carries credentials');
  if (isLoopbackHost(url.host) && !isLoopbackHost(hop.url.host)) {
    throw refused(hop, `it leads to ${url.host}, a service of this machine`);
  }
  if (url.origin === hop.url.origin) return { ...hop, url };
  // A body may hold a secret (a refresh token): it goes only where it was meant to go.
  if (!reads) return undefined;
  const headers = new Headers(hop.headers);
  headers.delete('authorization');
  headers.delete('cookie');
  return { ...hop, url, headers };
}

function refusePlain(hop: Hop): void {
  const { protocol, host } = hop.url;
  if (protocol === 'https:') return;
  if (protocol !== 'http:') throw fault('USAGE', { problem: `not an http or https URL: ${protocol}` });
  if (hop.init.plainHttp !== true && !isLoopbackHost(host)) throw fault('HTTP_PLAIN_REFUSED', facts(hop));
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw fault('USAGE', { problem: `not a URL: ${redacted(text)}` });
  if (url.username !== '' || url.password !== '') {
    throw fault('USAGE', { problem: `the URL of ${url.host} carries credentials` });
  }
  return url;
}

function toBody(body: HttpInit['body']): Buffer | Readable | string | null {
  if (body === undefined || typeof body === 'string') return body ?? null;
  if ('open' in body) return body.open();
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

/** Without it a stream would be sent in chunks of no announced length, which registries refuse. */
function lengthOf(body: HttpInit['body']): readonly (readonly [string, string])[] {
  return typeof body === 'object' && 'open' in body ? [['content-length', `${body.size}`]] : [];
}

function facts(hop: Hop): { readonly host: string; readonly asked: string } {
  return { host: hop.url.host, asked: `${hop.method} ${hop.url.pathname.slice(0, 300)}` };
}

function timedOut(hop: Hop, ms: number): Error {
  return fault('HTTP_TIMEOUT', { ...facts(hop), seconds: ms / 1000 });
}

function refused(hop: Hop, reason: string): Error {
  return fault('HTTP_REDIRECT_REFUSED', { ...facts(hop), reason });
}

function toFault(error: unknown, hop: Hop): unknown {
  if (!isFetchError(error)) return error;
  // No cause: node-fetch's message spells out the whole URL, and a signed one is a credential.
  return fault('HTTP_UNREACHABLE', { ...facts(hop), reason: networkReason(error) });
}

function networkReason(error: unknown): string {
  const text = reasonOf(error).replace(/^request to .* failed, reason: ?/s, '');
  return redacted(text === '' && isFetchError(error) ? (error.code ?? '') : text);
}
