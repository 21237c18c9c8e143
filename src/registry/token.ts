import { z } from 'zod';
import { fault } from '../errors.ts';
import type { Http, HttpInit } from '../io/http.ts';
import { bodyBytes } from '../io/http-body.ts';
import { readRefusal, statusFault } from '../io/http-error.ts';
import { parseJson } from '../model/manifest.ts';
import { parseSafely } from '../model/parsed-by.ts';
import { isLoopbackHost } from '../model/reference.ts';
import type { Clock } from '../model/time.ts';
import type { Challenge } from './challenge.ts';
import type { Credential } from './credential.ts';

/** What a request needs to be allowed to do. */
export type Scope = 'pull' | 'pull,push';

export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface TokenRequest {
  /** The registry that sent the challenge. */
  readonly host: string;
  readonly challenge: Challenge;
  readonly repository: string;
  readonly scope: Scope;
  readonly credential: Credential | undefined;
  readonly now: Clock;
  readonly signal?: AbortSignal | undefined;
}

const maxTokenBytes = 256 * 1024;
/** distribution/spec/auth/token: a token without `expires_in` lives 60 s, and none lives shorter. */
const minLifetimeS = 60;
/** Renewed this long before its end, so that it does not run out on the way. */
const marginMs = 10_000;

/** What may stand in a header: anything else would be an error that repeats the token. */
const tokenForm = z.string().regex(/^[\x21-\x7e]{1,32768}$/);
const responseSchema = z
  .object({
    token: tokenForm.or(z.literal('')).optional(),
    access_token: tokenForm.or(z.literal('')).optional(),
    expires_in: z.number().nullish(),
  })
  .transform((response) => ({
    value: response.token || response.access_token || '',
    lifetimeS: Math.max(minLifetimeS, response.expires_in ?? minLifetimeS),
  }))
  .refine((response) => response.value !== '');

/**
 * Asks the token server a Bearer challenge names for a token: anonymously, with an account (GET and Basic), or with an
 * identity token (POST, OAuth 2). The server must be asked over HTTPS, except on loopback for a registry on loopback.
 * @throws REGISTRY_CHALLENGE for a realm that is not to be asked, REGISTRY_DENIED, HTTP_STATUS, JSON_MALFORMED
 */
export async function fetchToken(http: Http, request: TokenRequest): Promise<Token> {
  const { host, credential, now, signal } = request;
  const { url, init } = tokenRequest(request);
  const response = await http.request(url, { ...init, ...(signal === undefined ? {} : { signal }) });
  const method = init.method ?? 'GET';
  if (response.status === 400 || response.status === 401 || response.status === 403) {
    const refusal = await readRefusal(response, method);
    const what = credential === undefined ? 'an anonymous token' : 'a token for this account';
    const asked = `${refusal.asked} on ${refusal.host}`;
    throw fault('REGISTRY_DENIED', { ...refusal, host, what, asked });
  }
  if (response.status !== 200) throw await statusFault(response, method);
  const what = `the token of ${new URL(response.url).host}`;
  const json = parseJson(await bodyBytes(response, what, maxTokenBytes), what);
  const result = parseSafely(responseSchema, json);
  if (!result.success) throw fault('JSON_MALFORMED', { what, reason: 'it holds no token' });
  const { value, lifetimeS } = result.data;
  return { value, expiresAt: now() + lifetimeS * 1000 - marginMs };
}

function tokenRequest(request: TokenRequest): { readonly url: string; readonly init: HttpInit } {
  const { challenge, credential } = request;
  const url = realmOf(request);
  const service = challenge.parameters.get('service');
  const scopes = scopesOf(request);
  if (credential?.kind === 'identity') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'sekisho',
      ...(service === undefined ? {} : { service }),
      scope: scopes.join(' '),
      refresh_token: credential.token,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { url: url.href, init: { method: 'POST', headers, body: form.toString() } };
  }
  if (service !== undefined) url.searchParams.append('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const headers = credential?.kind === 'basic' ? { authorization: basicAuthorization(credential) } : {};
  return { url: url.href, init: { headers } };
}

/** The value of an `Authorization` header for an account (RFC 7617). */
export function basicAuthorization(credential: {
  readonly username: string;
  readonly password: string;
}): string {
  return `Basic ${Buffer.from(`${credential.username}:${credential.password}`, 'utf8').toString('base64')}`;
}

/** Ours, and those the challenge names for another repository: behind some host names a registry knows it by a longer one. */
function scopesOf({ challenge, repository, scope }: TokenRequest): readonly string[] {
  const ours = `repository:${repository}:`;
  const offered = challenge.parameters.get('scope')?.split(' ') ?? [];
  const others = offered.filter((text) => text.startsWith('repository:') && !text.startsWith(ours));
  return [`${ours}${scope}`, ...new Set(others)];
}

function realmOf({ host, challenge }: TokenRequest): URL {
  const realm = challenge.parameters.get('realm') ?? '';
  const refuse = (reason: string): Error => fault('REGISTRY_CHALLENGE', { host, reason });
  if (!URL.canParse(realm)) throw refuse('its Bearer challenge names no realm');
  const url = new URL(realm);
  const shown = `${url.protocol}//${url.host}`;
  if (url.username !== '' || url.password !== '') throw refuse('its realm carries credentials');
  if (isLoopbackHost(url.host)) {
    if (!isLoopbackHost(host)) throw refuse(`its realm ${shown} is a service of this machine`);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  }
  if (url.protocol !== 'https:') throw refuse(`its realm ${shown} is not https`);
  return url;
}
