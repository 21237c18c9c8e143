import { describe, expect, test } from 'vitest';
import { createHttp } from '../../src/io/http.ts';
import { sha256 } from '../../src/model/digest.ts';
import { openRepository, type RegistryOptions } from '../../src/registry/client.ts';
import type { Credential } from '../../src/registry/credential.ts';
import { type Answer, type SeenRequest, startServer } from '../fakes/server.ts';

const account: Credential = { kind: 'basic', username: 'user', password: 'hunter22' };
const accountHeader = `Basic ${Buffer.from('user:hunter22').toString('base64')}`;

function open(host: string, options: RegistryOptions = {}) {
  return openRepository({ host, repository: 'apps/shop' }, { http: createHttp({ attempts: 1 }), ...options });
}

const ok: Answer = { body: '{"tags":["1.0"]}' };

/** A registry that wants `authorization`, and else answers 401 with this challenge. */
function guarded(authorization: () => string, challenge: () => string) {
  return startServer(({ headers }) =>
    headers.authorization === authorization()
      ? ok
      : {
          status: 401,
          headers: { 'www-authenticate': challenge() },
          body: '{"errors":[{"message":"log in"}]}',
        },
  );
}

/** A registry and its token server, which gives the token that `tokens` names next. */
async function withTokens(
  answer: (request: SeenRequest, asked: number) => Answer = (_, asked) => ({
    body: JSON.stringify({ token: `token-${asked}`, expires_in: 300 }),
  }),
) {
  let asked = 0;
  const auth = await startServer((request) => answer(request, ++asked));
  const accepted = { value: 'Bearer token-1' };
  const registry = await guarded(
    () => accepted.value,
    () => `Bearer realm="${auth.url}/token",service="registry.example",scope="repository:apps/shop:pull"`,
  );
  return { auth, registry, accepted };
}

describe('logging in', () => {
  test('is not done where nobody asks for it', async () => {
    const registry = await startServer(() => ok);
    let looked = 0;
    const repository = open(registry.host, {
      credentials: async () => {
        looked += 1;
        return account;
      },
    });
    expect(await repository.tags()).toEqual(['1.0']);
    expect(registry.seen[0]?.headers.authorization).toBeUndefined();
    expect(looked).toBe(0);
  });

  test('with Basic sends the account once it is asked for, and from then on at once', async () => {
    const registry = await guarded(
      () => accountHeader,
      () => 'Basic realm="registry"',
    );
    const repository = open(registry.host, { credentials: async () => account });
    expect(await repository.tags()).toEqual(['1.0']);
    expect(await repository.tags()).toEqual(['1.0']);
    expect(registry.seen.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      accountHeader,
      accountHeader,
    ]);
  });

  test('with Bearer asks for a token anonymously, for this repository, and keeps it', async () => {
    const { auth, registry } = await withTokens();
    const repository = open(registry.host);
    await repository.tags();
    await repository.tags();
    expect(auth.seen.length).toBe(1);
    expect(auth.seen[0]).toMatchObject({
      method: 'GET',
      url: '/token?service=registry.example&scope=repository%3Aapps%2Fshop%3Apull',
    });
    expect(auth.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('with Bearer sends an account to the token server, and never to the registry', async () => {
    const { auth, registry } = await withTokens();
    const hosts: string[] = [];
    const repository = open(registry.host, {
      credentials: async (host) => {
        hosts.push(host);
        return account;
      },
    });
    await repository.tags();
    expect(hosts).toEqual([registry.host]);
    expect(auth.seen[0]?.headers.authorization).toBe(accountHeader);
    expect(registry.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer token-1']);
  });

  test('with an identity token posts it to the token server', async () => {
    const { auth, registry } = await withTokens(() => ({ body: '{"access_token":"token-1"}' }));
    await open(registry.host, { credentials: async () => ({ kind: 'identity', token: 'r&fresh' }) }).tags();
    expect(auth.seen[0]?.method).toBe('POST');
    expect(Object.fromEntries(new URLSearchParams(auth.seen[0]?.body.toString()))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'sekisho',
      service: 'registry.example',
      scope: 'repository:apps/shop:pull',
      refresh_token: 'r&fresh',
    });
  });

  test('with a registry token sends it as it is', async () => {
    const { auth, registry, accepted } = await withTokens();
    accepted.value = 'Bearer mine';
    await open(registry.host, { credentials: async () => ({ kind: 'bearer', token: 'mine' }) }).tags();
    expect(auth.seen).toEqual([]);
  });

  test('for a push asks for a token that may push', async () => {
    const { auth, registry } = await withTokens();
    const repository = open(registry.host);
    await repository.pushManifest(Buffer.from('{}'), 'application/x', '1.0');
    expect(new URLSearchParams(auth.seen[0]?.url.slice('/token?'.length)).getAll('scope')).toEqual([
      'repository:apps/shop:pull,push',
    ]);
    await repository.tags();
    expect(auth.seen.length).toBe(1);
  });

  test('asks also for the longer name by which the registry knows the repository', async () => {
    const auth = await startServer(() => ({ body: '{"token":"token-1"}' }));
    const registry = await guarded(
      () => 'Bearer token-1',
      () => `Bearer realm="${auth.url}/t",scope="repository:docker-local/apps/shop:pull registry:catalog:*"`,
    );
    await open(registry.host).tags();
    expect(new URLSearchParams(auth.seen[0]?.url.slice('/t?'.length)).getAll('scope')).toEqual([
      'repository:apps/shop:pull',
      'repository:docker-local/apps/shop:pull',
    ]);
  });

  test('is done again before a token runs out, by the clock', async () => {
    let now = 0;
    const { auth, registry, accepted } = await withTokens();
    const repository = open(registry.host, { now: () => now });
    await repository.tags();
    now = 289_000;
    await repository.tags();
    expect(auth.seen.length).toBe(1);
    now = 291_000;
    accepted.value = 'Bearer token-2';
    await repository.tags();
    expect([auth.seen.length, registry.seen.length]).toEqual([2, 4]);
  });

  test('is done again, once, when a token is refused before its time', async () => {
    const { auth, registry, accepted } = await withTokens();
    const repository = open(registry.host);
    await repository.tags();
    accepted.value = 'Bearer token-2';
    expect(await repository.tags()).toEqual(['1.0']);
    accepted.value = 'Bearer never';
    await expect(repository.tags()).rejects.toMatchObject({
      code: 'REGISTRY_DENIED',
      message: `${registry.host} refuses the tags of apps/shop (401 to GET /v2/apps/shop/tags/list: log in)`,
      remedy: `log in with docker login ${registry.host}, and check that the account may do that`,
    });
    expect(auth.seen.length).toBe(3);
  });

  test('is left out when an Authorization is given: it is sent as it is, and its refusal is final', async () => {
    const registry = await guarded(
      () => 'Bearer good',
      () => 'Basic realm="x"',
    );
    expect(await open(registry.host, { authorization: 'Bearer good' }).tags()).toEqual(['1.0']);
    await expect(
      open(registry.host, { authorization: 'Bearer hunter22', credentials: async () => account }).tags(),
    ).rejects.toMatchObject({ code: 'REGISTRY_DENIED' });
    expect(registry.seen.length).toBe(2);
  });

  test('that fails says who refused what, and not the password', async () => {
    const { auth, registry } = await withTokens(() => ({
      status: 401,
      body: '{"details":"wrong password: hunter22"}',
    }));
    const error = await open(registry.host, { credentials: async () => account })
      .tags()
      .catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'REGISTRY_DENIED',
      message: `${registry.host} refuses a token for this account (401 to GET /token on ${auth.host}: wrong password: …)`,
    });
  });

  test.each([
    ['no JSON', 'oops'],
    ['no token', '{}'],
    ['an empty token', '{"token":""}'],
    ['a token that no header holds', '{"token":"a\\nb"}'],
    ['another shape', '[]'],
  ])('at a token server that answers with %s is an error', async (_, body) => {
    const { registry } = await withTokens(() => ({ body }));
    await expect(open(registry.host).tags()).rejects.toMatchObject({ code: 'JSON_MALFORMED' });
  });
});

describe('credentials never go', () => {
  test.each([
    ['a realm over plain HTTP off loopback', 'Bearer realm="http://auth.example/token"', 'is not https'],
    ['a realm that is a file', 'Bearer realm="file:///etc/passwd"', 'is not https'],
    ['a realm that is not a URL', 'Bearer realm="auth"', 'names no realm'],
    [
      'a realm with credentials of its own',
      'Bearer realm="https://a:b@auth.example/"',
      'carries credentials',
    ],
    ['a scheme that is not known', 'Negotiate', 'negotiate'],
    ['no challenge at all', '', 'it names none'],
  ])('to %s', async (_, challenge, reason) => {
    const registry = await guarded(
      () => 'nobody has this',
      () => challenge,
    );
    const error = await open(registry.host, { credentials: async () => account })
      .tags()
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'REGISTRY_CHALLENGE', message: expect.stringContaining(reason) });
    expect(registry.seen.length).toBe(1);
  });

  test('to a service of this machine, for a registry elsewhere', async () => {
    const local = await startServer(() => ({ body: '{"token":"x"}' }));
    const proxy = await guarded(
      () => 'nobody has this',
      () => `Bearer realm="${local.url}/token"`,
    );
    const http = createHttp({ attempts: 1, environment: { HTTP_PROXY: proxy.url } });
    await expect(
      open('registry.example', { http, plainHttp: true, credentials: async () => account }).tags(),
    ).rejects.toMatchObject({ code: 'REGISTRY_CHALLENGE' });
    expect(local.seen).toEqual([]);
  });

  test('where a blob is redirected to, not even when that asks for a login', async () => {
    const bytes = Buffer.from('blob');
    const cdn = await startServer(() => ({
      status: 401,
      headers: { 'www-authenticate': `Basic realm="give me"` },
    }));
    const registry = await startServer(({ headers }) =>
      headers.authorization === accountHeader
        ? { status: 307, headers: { location: `${cdn.url}/blob?signature=abc` } }
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
    );
    const error = await open(registry.host, { credentials: async () => account })
      .blob({ digest: sha256(bytes), size: bytes.length })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'REGISTRY_DENIED' });
    expect(String(error)).not.toContain('signature');
    expect(cdn.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
