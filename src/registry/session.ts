import { fault } from '../errors.ts';
import type { Http, HttpInit, HttpResponse } from '../io/http.ts';
import { drain } from '../io/http-body.ts';
import { readRefusal } from '../io/http-error.ts';
import { isLoopbackHost } from '../model/reference.ts';
import type { Clock } from '../model/time.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { Credential, CredentialSource } from './credential.ts';
import { basicAuthorization, fetchToken, type Scope, type Token } from './token.ts';

export interface SessionInit extends Omit<HttpInit, 'plainHttp'> {
  readonly scope: Scope;
  /** For the error of a denial, as in "the tags of apps/shop". */
  readonly what: string;
}

/** Requests to one repository of one registry, with whatever login it asks for. */
export interface Session {
  /** `https://HOST`: what paths, and the Locations and Links of answers, are relative to. */
  readonly origin: string;
  /**
   * Sends to a path of the registry, or to a URL it named. A URL on another origin is sent no credential.
   * @throws REGISTRY_DENIED for 401 and 403, REGISTRY_CHALLENGE, CREDENTIALS_UNUSABLE, and what Http.request throws
   */
  request(target: string, init: SessionInit): Promise<HttpResponse>;
}

export interface SessionOptions {
  readonly http: Http;
  readonly host: string;
  readonly repository: string;
  readonly plainHttp: boolean;
  readonly credentials: CredentialSource | undefined;
  readonly authorization: string | undefined;
  readonly now: Clock;
}

export function openSession(options: SessionOptions): Session {
  const { http, host, repository, credentials, authorization, now } = options;
  // A registry on loopback is spoken to over plain HTTP without asking, as crane does.
  const plainHttp = options.plainHttp || isLoopbackHost(host);
  const { origin } = new URL(`${plainHttp ? 'http' : 'https'}://${host}`);
  const tokens = new Map<Scope, Token>();
  let challenge: Challenge | undefined;

  async function authorizationFor(
    scope: Scope,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    if (authorization !== undefined || challenge === undefined) return authorization;
    const cached = tokens.get(scope) ?? tokens.get('pull,push');
    if (challenge.scheme === 'bearer' && cached !== undefined && cached.expiresAt > now()) {
      return `Bearer ${cached.value}`;
    }
    const credential = await credentials?.(host);
    if (challenge.scheme === 'basic') return basicOf(credential);
    if (credential?.kind === 'bearer') return `Bearer ${credential.token}`;
    const token = await fetchToken(http, { host, challenge, repository, scope, credential, now, signal });
    tokens.set(scope, token);
    return `Bearer ${token.value}`;
  }

  async function request(target: string, init: SessionInit): Promise<HttpResponse> {
    const { scope, what, ...rest } = init;
    const url = new URL(target, origin);
    const method = rest.method ?? 'GET';
    if (url.origin !== origin) {
      if (isLoopbackHost(url.host) && !isLoopbackHost(host)) {
        const reason = `it leads to ${url.host}, a service of this machine`;
        throw fault('HTTP_REDIRECT_REFUSED', { host, asked: method, reason });
      }
      return http.request(url.href, { ...rest, plainHttp });
    }
    const send = (header: string | undefined): Promise<HttpResponse> =>
      http.request(url.href, {
        ...rest,
        headers: { ...rest.headers, ...(header === undefined ? {} : { authorization: header }) },
        plainHttp,
      });
    const tried = await authorizationFor(scope, rest.signal);
    let response = await send(tried);
    // What a redirect led to has no say in where credentials go.
    const own = new URL(response.url).origin === origin;
    if (response.status === 401 && own && authorization === undefined) {
      // Asked for a login, or for a newer token: once. A second 401 is the registry's last word.
      challenge = chooseChallenge(response, host);
      tokens.clear();
      const next = await authorizationFor(scope, rest.signal);
      if (next !== undefined && next !== tried) {
        await drain(response.body);
        response = await send(next);
      }
    }
    if (response.status === 401 || response.status === 403) {
      throw fault('REGISTRY_DENIED', { ...(await readRefusal(response, method)), host, what });
    }
    return response;
  }

  return { origin, request };
}

function basicOf(credential: Credential | undefined): string | undefined {
  return credential?.kind === 'basic' ? basicAuthorization(credential) : undefined;
}

/** Bearer before Basic: a token opens one repository for minutes, a password everything for good. */
function chooseChallenge(response: HttpResponse, host: string): Challenge {
  const offered = parseChallenges(response.headers.get('www-authenticate') ?? '');
  const chosen =
    offered.find(({ scheme }) => scheme === 'bearer') ?? offered.find(({ scheme }) => scheme === 'basic');
  if (chosen !== undefined) return chosen;
  response.body.destroy();
  const schemes = offered.map(({ scheme }) => scheme).join(', ');
  throw fault('REGISTRY_CHALLENGE', { host, reason: schemes === '' ? 'it names none' : schemes });
}
