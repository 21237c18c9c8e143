import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfiguration } from '../../registry-hook/configuration.ts';
import { type RunningGate, startGate } from '../../registry-hook/server.ts';
import { startTryOut, type TryOut } from '../../registry-hook/try/try.ts';
import { createHttp } from '../../src/io/http.ts';
import { sha256 } from '../../src/model/digest.ts';
import { manifestAccept, mediaTypes } from '../../src/model/manifest.ts';
import { startServer } from '../fakes/server.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const http = createHttp();
const environment = { env: {}, clock: Date.now, http, log: () => undefined };
let folder: string;
let tryOut: TryOut;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
  const options = { data: folder, listen: '127.0.0.1:0', workingDirectory: folder };
  tryOut = await startTryOut(options, { ...environment, env: { SEKISHO_CACHE_DIR: join(folder, 'cache') } });
});

afterAll(async () => {
  await tryOut.gate.close();
  http.close();
  rmSync(folder, { recursive: true });
});

/** The path exactly as written: no client in between that would clean it. */
function ask(
  base: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(base);
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request({
      hostname,
      port,
      path,
      method,
      headers: { accept: manifestAccept, ...headers },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.end(body);
  });
}

const gate = (path: string, options?: Parameters<typeof ask>[2]): Promise<Answer> =>
  ask(tryOut.gate.url, path, options);
const behind = (path: string, options?: Parameters<typeof ask>[2]): Promise<Answer> =>
  ask(tryOut.gate.upstream, path, options);

const allowed = '/v2/samples/greeter/manifests/1.0.0';
const flagged = '/v2/samples/oldcart/manifests/1.0.0';
const unscanned = '/v2/samples/stranger/manifests/latest';
const moved = '/v2/samples/greeter/manifests/1.0.1';

describe('the proxy door', () => {
  test('serves the signed image with the very bytes and headers of the registry', async () => {
    const [through, direct] = [await gate(allowed), await behind(allowed)];
    expect([through.status, through.text]).toEqual([200, direct.text]);
    expect(through.headers['docker-content-digest']).toBe(sha256(direct.text));
    expect(through.headers['content-type']).toBe(mediaTypes.manifest);
  });

  test.each([
    ['an image with findings that block', flagged, /flagged/],
    ['an image nobody has scanned', unscanned, /unscanned/],
    ['a tag that was moved', moved, /not the signed bytes/],
  ])('refuses %s with 403, DENIED and a sentence', async (_, path, sentence) => {
    const { status, text } = await gate(path);
    const { errors } = JSON.parse(text) as { errors: { code: string; message: string }[] };
    expect([status, errors[0]?.code]).toEqual([403, 'DENIED']);
    expect(errors[0]?.message).toMatch(sentence);
  });

  test('refuses HEAD like GET, without a body', async () => {
    expect(await gate(unscanned, { method: 'HEAD' })).toMatchObject({ status: 403, text: '' });
    expect(await gate(allowed, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  test('refuses a pull by digest of what it refuses by tag', async () => {
    const digest = (await behind(unscanned)).headers['docker-content-digest'];
    expect((await gate(`/v2/samples/stranger/manifests/${digest}`)).status).toBe(403);
  });

  test('a digest pull of bytes whose own tag was moved away is decided by their evidence, not by the tag', async () => {
    const digest = (await behind(allowed)).headers['docker-content-digest'];
    expect((await gate(`/v2/samples/greeter/manifests/${digest}`)).status).toBe(200);
  });

  test('refuses a blocked manifest that is asked for as a blob', async () => {
    // A registry that serves any content by digest under /blobs/ as well.
    const manifest = (await behind(unscanned)).text;
    const server = await startServer(({ url }) =>
      url.includes('/blobs/')
        ? { headers: { 'content-type': 'application/octet-stream' }, body: manifest }
        : { status: 404, body: '{}' },
    );
    const other = await startGate(
      readConfiguration({ data: folder, listen: '127.0.0.1:0', upstream: server.url }, folder),
      environment,
    );
    const path = `/v2/samples/stranger/blobs/${sha256(manifest)}`;
    const whole = await ask(other.url, path);
    const part = await ask(other.url, path, { headers: { range: 'bytes=1-' } });
    await other.close();
    expect([whole.status, part.status]).toEqual([403, 403]);
  });

  test.each([
    ['a condition on the client’s copy', { 'if-none-match': '"x"' }],
    ['a range', { range: 'bytes=0-10' }],
    ['an encoding', { 'accept-encoding': 'gzip' }],
  ])('decides a manifest by all its bytes, whatever %s asks for', async (_, headers) => {
    expect((await gate(unscanned, { headers })).status).toBe(403);
    expect((await gate(allowed, { headers })).text).toBe((await behind(allowed)).text);
  });

  test('passes the registry’s own answer for what is not there', async () => {
    const [through, direct] = [
      await gate('/v2/samples/none/manifests/1'),
      await behind('/v2/samples/none/manifests/1'),
    ];
    expect([through.status, through.text]).toEqual([direct.status, direct.text]);
  });

  test('passes tags, referrers and attestations of a blocked image', async () => {
    expect((await gate('/v2/samples/oldcart/tags/list')).text).toContain('1.0.0');
    const digest = (await behind(flagged)).headers['docker-content-digest'];
    const { manifests } = JSON.parse((await gate(`/v2/samples/oldcart/referrers/${digest}`)).text);
    expect(manifests.length).toBeGreaterThan(4);
    for (const { digest: referrer } of manifests) {
      expect((await gate(`/v2/samples/oldcart/manifests/${referrer}`)).status).toBe(200);
    }
  });

  test('a push goes through, and is decided when it is pulled', async () => {
    const body = (await behind(allowed)).text.replace('"schemaVersion":2', '"schemaVersion": 2');
    const headers = { 'content-type': mediaTypes.manifest };
    const pushed = await gate('/v2/samples/greeter/manifests/mine', { method: 'PUT', headers, body });
    expect(pushed.status).toBe(201);
    expect((await gate('/v2/samples/greeter/manifests/mine')).status).toBe(403);
  });

  test('a blob is pushed and comes back whole, through the gate alone', async () => {
    const body = Buffer.alloc(5_000_000, 'layer');
    const started = await gate('/v2/samples/greeter/blobs/uploads/', { method: 'POST' });
    expect(started.status).toBe(202);
    const session = String(started.headers.location);
    expect(session.startsWith('/v2/')).toBe(true);
    const put = `${session}${session.includes('?') ? '&' : '?'}digest=${sha256(body)}`;
    expect((await gate(put, { method: 'PUT', body })).status).toBe(201);
    expect((await gate(`/v2/samples/greeter/blobs/${sha256(body)}`)).text.length).toBe(body.length);
  });

  test.each(['/v2/samples%2Fstranger/manifests/latest', '/v2/samples//stranger/manifests/latest'])(
    'refuses the path %s, which the registry might read in another way',
    async (path) => {
      expect((await gate(path)).status).toBe(400);
    },
  );
});

describe('a registry that lies or fails', () => {
  async function gateBefore(
    answer: Parameters<typeof startServer>[0],
  ): Promise<{ url: string; stop(): Promise<void> }> {
    const server = await startServer(answer);
    const running: RunningGate = await startGate(
      readConfiguration({ data: folder, listen: '127.0.0.1:0', upstream: server.url }, folder),
      environment,
    );
    return {
      url: running.url,
      stop: () => running.close(),
    };
  }

  test('other bytes than the digest asked for are not served', async () => {
    const before = await gateBefore(() => ({
      headers: { 'content-type': mediaTypes.manifest },
      body: '{"schemaVersion":2}',
    }));
    const { status, text } = await ask(before.url, `/v2/a/manifests/${sha256('something else')}`);
    await before.stop();
    expect(status).toBe(502);
    expect(text).toMatch(/the registry served sha256:.* where sha256:.* was asked for/);
  });

  test('a manifest over 4 MiB is refused', async () => {
    const before = await gateBefore(() => ({
      headers: { 'content-type': mediaTypes.manifest },
      body: Buffer.alloc(5 * 1024 * 1024, ' '),
    }));
    const { status } = await ask(before.url, '/v2/a/manifests/1');
    await before.stop();
    expect(status).toBe(403);
  });

  test('when attestations cannot be read the pull is answered with 503, not with the image', async () => {
    const manifest = (await behind(allowed)).text;
    const before = await gateBefore(({ url }) =>
      url.endsWith('/manifests/1')
        ? { headers: { 'content-type': mediaTypes.manifest }, body: manifest }
        : { status: 403, headers: { 'content-type': 'application/json' }, body: '{}' },
    );
    const { status, text } = await ask(before.url, '/v2/a/manifests/1');
    await before.stop();
    expect(status).toBe(503);
    expect(text).toMatch(/no decision could be made/);
  });

  test('a registry that is not there is an error that names it', async () => {
    const running = await startGate(
      readConfiguration({ data: folder, listen: '127.0.0.1:0', upstream: 'http://127.0.0.1:1' }, folder),
      environment,
    );
    const [pulled, ready] = [await ask(running.url, '/v2/a/manifests/1'), await ask(running.url, '/readyz')];
    await running.close();
    expect([pulled.status, ready.status]).toEqual([502, 503]);
    expect(pulled.text).toContain('127.0.0.1:1');
  });
});

describe('push events', () => {
  const secret = 'a-secret-of-the-registry';
  let running: RunningGate;

  beforeAll(async () => {
    writeFileSync(join(folder, 'hook.secret'), secret);
    writeFileSync(
      join(folder, 'gate.yaml'),
      JSON.stringify({
        data: folder,
        listen: '127.0.0.1:0',
        upstream: tryOut.gate.upstream,
        hooks: { distribution: { secretFile: 'hook.secret' } },
      }),
    );
    running = await startGate(readConfiguration({ config: join(folder, 'gate.yaml') }, folder), environment);
  });

  afterAll(async () => {
    await running.close();
  });

  const post = (body: string, authorization?: string): Promise<Answer> =>
    ask(running.url, '/hooks/distribution', {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body,
    });

  test.each([[undefined], ['Bearer wrong'], [secret]])(
    'with the header %s are refused',
    async (authorization) => {
      expect((await post('{"events":[]}', authorization)).status).toBe(401);
    },
  );

  test('of a hook that is not configured are answered as if it did not exist', async () => {
    expect((await ask(running.url, '/hooks/harbor', { method: 'POST' })).status).toBe(404);
    expect((await gate('/hooks/distribution', { method: 'POST' })).status).toBe(404);
  });

  test('that cannot be read are refused in one sentence', async () => {
    expect(await post('{', `Bearer ${secret}`)).toMatchObject({ status: 400 });
    expect(await post('{"events":1}', `Bearer ${secret}`)).toMatchObject({ status: 400 });
    expect((await post(`{"events":[${' '.repeat(2_000_000)}]}`, `Bearer ${secret}`)).status).toBe(413);
  });

  test('lead to the verification of the digest, once', async () => {
    const digest = (await behind(allowed)).headers['docker-content-digest'];
    const target = { mediaType: mediaTypes.manifest, digest, repository: 'samples/greeter', tag: '1.0.0' };
    const gone = { ...target, digest: sha256('nothing') };
    const events = [
      { id: 'one', action: 'push', target },
      { id: 'two', action: 'push', target: gone },
    ];
    const body = JSON.stringify({ events });
    expect((await post(body, `Bearer ${secret}`)).status).toBe(202);
    expect((await post(body, `Bearer ${secret}`)).status).toBe(202);
    await running.events.idle();
    expect((await running.store.events()).map(({ id, state }) => [id, state])).toEqual([
      ['two', 'failed'],
      ['one', 'verified'],
    ]);
  });
});

test('health, readiness and metrics are told', async () => {
  expect(await gate('/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
  expect(await gate('/readyz')).toMatchObject({ status: 200, text: 'ready\n' });
  const metrics = (await gate('/metrics')).text;
  expect(metrics).toMatch(/sekisho_decisions_total\{outcome="allow",kind="image",audited="false"\} [1-9]/);
  expect(metrics).toMatch(/sekisho_decision_seconds_bucket/);
});

test('decisions are kept with who asked, and nothing of a credential', async () => {
  await gate(unscanned, { headers: { authorization: 'Bearer a-token-nobody-may-see' } });
  const [newest] = await tryOut.gate.store.decisions({ limit: 1 });
  expect(newest).toMatchObject({
    client: '127.0.0.1',
    repository: 'samples/stranger',
    tag: 'latest',
    outcome: 'deny',
  });
  expect(JSON.stringify(await tryOut.gate.store.decisions())).not.toContain('a-token');
});

test('a gate whose port is taken says so', async () => {
  const taken = new URL(tryOut.gate.url).host;
  await expect(
    startGate(
      readConfiguration({ data: folder, listen: taken, upstream: tryOut.gate.upstream }, folder),
      environment,
    ),
  ).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+/);
});
