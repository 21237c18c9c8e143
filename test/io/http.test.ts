import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttp, type HttpOptions } from '../../src/io/http.ts';
import { bodyBytes } from '../../src/io/http-body.ts';
import { inTurn, startServer } from '../fakes/server.ts';

/** A client that never really waits, and what it would have waited for. */
function client(options: HttpOptions = {}) {
  const slept: number[] = [];
  const http = createHttp({
    random: () => 0.5,
    now: () => Date.parse('2026-11-23T08:00:00Z'),
    sleep: async (ms) => void slept.push(ms),
    ...options,
  });
  onTestFinished(http.close);
  return { http, slept };
}

/** The port of a server that stops when the test ends. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const closedPort = 'http://127.0.0.1:1';

describe('a request', () => {
  test('sends method, headers and body, and gives the answer whatever its status', async () => {
    const server = await startServer(() => ({ status: 404, headers: { 'x-a': 'b' }, body: 'no' }));
    const { http } = client({ userAgent: 'sekisho/0.1.0' });

    const response = await http.request(`${server.url}/v2/a?b=c`, {
      method: 'PUT',
      headers: { 'content-type': 'text/x' },
      body: new TextEncoder().encode('hello'),
    });

    expect([response.status, response.headers.get('X-A'), await text(response.body)]).toEqual([
      404,
      'b',
      'no',
    ]);
    expect(server.seen[0]).toMatchObject({
      method: 'PUT',
      url: '/v2/a?b=c',
      headers: { 'user-agent': 'sekisho/0.1.0', 'content-type': 'text/x', 'content-length': '5' },
      body: Buffer.from('hello'),
    });
  });

  test('keeps its connection for the next one', async () => {
    const ports = new Set<number | undefined>();
    const server = await startServer(() => (response) => {
      ports.add(response.socket?.remotePort);
      response.end('x');
    });
    const { http } = client();
    for (let i = 0; i < 3; i += 1) await text((await http.request(server.url)).body);
    expect(ports.size).toBe(1);
  });

  test('asks for no content coding and undoes none', async () => {
    const server = await startServer(() => ({ headers: { 'content-encoding': 'gzip' }, body: 'not gzip' }));
    const { http } = client();
    const response = await http.request(server.url);
    expect(await text(response.body)).toBe('not gzip');
    expect(server.seen[0]?.headers['accept-encoding']).toBeUndefined();
  });

  test.each([
    ['http://registry.example/v2/', 'HTTP_PLAIN_REFUSED'],
    ['http://127.0.0.1.example/v2/', 'HTTP_PLAIN_REFUSED'],
    ['file:///etc/passwd', 'USAGE'],
    ['data:text/plain,x', 'USAGE'],
    ['not a url', 'USAGE'],
    ['https://user:secret@registry.example/', 'USAGE'],
  ])('to %s is refused before anything is sent', async (url, code) => {
    const { http } = client();
    const error = await http.request(url).catch((e: unknown) => e);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('secret');
  });

  test('gives up with the caller’s own reason, before and after the headers', async () => {
    const server = await startServer(
      inTurn('hang', (response) => {
        response.writeHead(200, { 'content-length': '10' });
        response.write('a');
      }),
    );
    const { http } = client();
    const early = new AbortController();
    const waiting = http.request(server.url, { signal: early.signal }).catch((e: unknown) => e);
    setTimeout(() => early.abort(new Error('enough')), 20);
    expect(await waiting).toMatchObject({ message: 'enough' });

    const late = new AbortController();
    const response = await http.request(server.url, { signal: late.signal });
    setTimeout(() => late.abort(new Error('enough too')), 20);
    expect(await text(response.body).catch((e: unknown) => e)).toMatchObject({ message: 'enough too' });
  });
});

describe('a failure that may pass', () => {
  test('is tried again with exponential backoff and full jitter', async () => {
    const server = await startServer(
      inTurn({ status: 503 }, { status: 500 }, { status: 429 }, { body: 'ok' }),
    );
    const { http, slept } = client();
    const response = await http.request(server.url);
    expect(await text(response.body)).toBe('ok');
    expect(slept).toEqual([150, 300, 600]);
  });

  test('ends with the last answer when the attempts are used up', async () => {
    const server = await startServer(() => ({ status: 502, body: 'still' }));
    const { http } = client({ attempts: 3 });
    const response = await http.request(server.url);
    expect([response.status, await text(response.body), server.seen.length]).toEqual([502, 'still', 3]);
  });

  test('waits as long as Retry-After says, in seconds or until a date', async () => {
    const server = await startServer(
      inTurn(
        { status: 429, headers: { 'retry-after': '7' } },
        { status: 503, headers: { 'retry-after': 'Mon, 23 Nov 2026 08:00:20 GMT' } },
        {},
      ),
    );
    const { http, slept } = client();
    await http.request(server.url);
    expect(slept).toEqual([7000, 20_000]);
  });

  test('is not asked again sooner than a Retry-After that is too long to wait for', async () => {
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const { http, slept } = client();
    expect((await http.request(server.url)).status).toBe(429);
    expect([slept, server.seen.length]).toEqual([[], 1]);
  });

  test.each(['POST', 'PATCH'] as const)('of a %s is not tried again', async (method) => {
    const server = await startServer(() => ({ status: 503 }));
    const { http } = client();
    expect((await http.request(server.url, { method })).status).toBe(503);
    expect(server.seen.length).toBe(1);
  });

  test.each([400, 401, 404, 501])('is not what %i means', async (status) => {
    const server = await startServer(() => ({ status }));
    const { http } = client();
    await http.request(server.url);
    expect(server.seen.length).toBe(1);
  });

  test('is also a connection that was refused or cut', async () => {
    const server = await startServer(inTurn((response) => response.destroy(), { body: 'ok' }));
    const { http } = client();
    expect(await text((await http.request(server.url)).body)).toBe('ok');

    const refused = client();
    await expect(refused.http.request(`${closedPort}/v2/?signature=abc`)).rejects.toMatchObject({
      code: 'HTTP_UNREACHABLE',
      message: expect.stringMatching(/^127\.0\.0\.1:1 cannot be reached \(GET \/v2\/\): .*ECONNREFUSED/),
    });
    expect(refused.slept.length).toBe(3);
  });
});

describe('a host that hangs', () => {
  test('before its headers is one clear error after the second attempt', async () => {
    const server = await startServer(() => 'hang');
    const { http } = client({ headersTimeoutMs: 30 });
    await expect(http.request(`${server.url}/v2/?token=abc`)).rejects.toMatchObject({
      code: 'HTTP_TIMEOUT',
      message: `${server.host} sent nothing for 0.03 s (GET /v2/)`,
    });
    expect(server.seen.length).toBe(2);
  });

  test('inside a body is an error, never a short body', async () => {
    const server = await startServer(() => (response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('abc');
    });
    const { http } = client({ idleTimeoutMs: 30 });
    const response = await http.request(server.url);
    await expect(text(response.body)).rejects.toMatchObject({ code: 'HTTP_TIMEOUT' });
  });

  test('is not a reader that takes its time', async () => {
    const server = await startServer(() => ({ body: Buffer.alloc(400_000) }));
    const { http } = client({ idleTimeoutMs: 500 });
    const response = await http.request(server.url);
    let got = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      if (got === 0) await new Promise((resolve) => setTimeout(resolve, 1200));
      got += chunk.length;
    }
    expect(got).toBe(400_000);
  });
});

describe('a body that is cut off', () => {
  test.each([
    ['short of its Content-Length', { 'content-length': '10' }],
    ['without its last chunk', { 'transfer-encoding': 'chunked' }],
  ])('%s is an error', async (_, headers) => {
    const server = await startServer(() => (response) => {
      response.writeHead(200, headers);
      response.write('abc', () => response.destroy());
    });
    const { http } = client();
    const response = await http.request(server.url);
    await expect(text(response.body)).rejects.toMatchObject({ code: 'HTTP_CUT' });
  });

  test('by nobody reading it brings nothing down', async () => {
    const server = await startServer(() => (response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('abc', () => response.destroy());
    });
    const { http } = client();
    const { body } = await http.request(server.url);
    body.resume();
    await new Promise((resolve) => body.once('close', resolve));
    expect(body.errored).toMatchObject({ code: 'HTTP_CUT' });
  });
});

describe('a redirect', () => {
  const credentials = { authorization: 'Bearer secret', cookie: 'session=secret', accept: 'x/y' };

  test('within the same origin keeps the credentials', async () => {
    const server = await startServer(({ url }) =>
      url === '/a' ? { status: 307, headers: { location: '/b?c=d' } } : { body: 'ok' },
    );
    const { http } = client();
    const response = await http.request(`${server.url}/a`, { headers: credentials });
    expect(response.url).toBe(`${server.url}/b?c=d`);
    expect(server.seen[1]?.headers).toMatchObject(credentials);
  });

  test.each([301, 302, 303, 307, 308])(
    '(%i) to another port drops Authorization and Cookie',
    async (status) => {
      const other = await startServer(() => ({ body: 'ok' }));
      const server = await startServer(() => ({ status, headers: { location: `${other.url}/blob` } }));
      const { http } = client();
      const response = await http.request(server.url, { headers: credentials });
      expect(await text(response.body)).toBe('ok');
      expect(other.seen[0]?.headers).toMatchObject({ accept: 'x/y' });
      expect(other.seen[0]?.headers.authorization).toBeUndefined();
      expect(other.seen[0]?.headers.cookie).toBeUndefined();
    },
  );

  test('that comes back to the first origin does not bring the credentials back', async () => {
    const other = await startServer(() => ({ status: 307, headers: { location: `${server.url}/b` } }));
    const server = await startServer(({ url }) =>
      url === '/a' ? { status: 307, headers: { location: other.url } } : { body: 'ok' },
    );
    const { http } = client();
    await http.request(`${server.url}/a`, { headers: credentials });
    expect(server.seen[1]?.headers.authorization).toBeUndefined();
  });

  test('is followed five times, not six', async () => {
    const server = await startServer(({ url }) => {
      const left = Number(url.slice(1));
      return left === 0 ? { body: 'ok' } : { status: 302, headers: { location: `/${left - 1}` } };
    });
    const { http } = client();
    expect(await text((await http.request(`${server.url}/5`)).body)).toBe('ok');
    await expect(http.request(`${server.url}/6`)).rejects.toMatchObject({ code: 'HTTP_REDIRECT_REFUSED' });
  });

  test.each([
    ['to plain HTTP off loopback', 'http://cdn.example/blob?signature=secret', 'HTTP_PLAIN_REFUSED'],
    ['to a file', 'file:///etc/passwd', 'USAGE'],
    ['with credentials', 'https://user:secret@cdn.example/', 'HTTP_REDIRECT_REFUSED'],
    ['to what is not a URL', 'http://[', 'HTTP_REDIRECT_REFUSED'],
  ])('%s is not followed', async (_, location, code) => {
    const server = await startServer(() => ({ status: 302, headers: { location } }));
    const { http } = client();
    const error = await http.request(server.url).catch((e: unknown) => e);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('secret');
  });

  test('from elsewhere to a service of this machine is not followed', async () => {
    const server = await startServer(() => ({ body: 'internal' }));
    const proxy = await startServer(() => ({ status: 302, headers: { location: server.url } }));
    const { http } = client({ environment: { HTTP_PROXY: proxy.url } });
    await expect(http.request('http://registry.example/v2/', { plainHttp: true })).rejects.toMatchObject({
      code: 'HTTP_REDIRECT_REFUSED',
    });
    expect(server.seen).toEqual([]);
  });

  test('sends a body again within the origin, and never to another', async () => {
    const other = await startServer(() => ({}));
    const server = await startServer(({ url }) =>
      url === '/b' ? {} : { status: 307, headers: { location: url === '/a' ? '/b' : other.url } },
    );
    const { http } = client();
    const init = { method: 'POST', body: 'refresh_token=secret' } as const;
    expect((await http.request(`${server.url}/a`, init)).status).toBe(200);
    expect(server.seen[1]?.body.toString()).toBe(init.body);
    expect((await http.request(`${server.url}/elsewhere`, init)).status).toBe(307);
    expect(other.seen).toEqual([]);
  });

  test('that would turn a write into a read is the caller’s to see', async () => {
    const server = await startServer(() => ({ status: 302, headers: { location: '/b' } }));
    const { http } = client();
    expect((await http.request(server.url, { method: 'PUT', body: 'x' })).status).toBe(302);
  });
});

describe('a proxy', () => {
  test('is asked for hosts elsewhere, and never for loopback or NO_PROXY', async () => {
    const proxy = await startServer(() => ({ body: 'by proxy' }));
    const local = await startServer(() => ({ body: 'directly' }));
    const { http } = client({
      attempts: 1,
      environment: { HTTP_PROXY: proxy.url, NO_PROXY: 'direct.invalid' },
    });
    const elsewhere = await http.request('http://registry.example/v2/', { plainHttp: true });
    expect(await text(elsewhere.body)).toBe('by proxy');
    expect(proxy.seen[0]?.url).toBe('http://registry.example/v2/');
    expect(await text((await http.request(local.url)).body)).toBe('directly');
    await expect(http.request('http://direct.invalid/', { plainHttp: true })).rejects.toMatchObject({
      code: 'HTTP_UNREACHABLE',
    });
    expect(proxy.seen.length).toBe(1);
  });

  test('is asked for a tunnel to an https host, and its refusal never shows its password', async () => {
    const tunnels: (string | undefined)[] = [];
    const proxy = createHttpServer();
    proxy.on('connect', (request, socket) => {
      tunnels.push(request.url);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    const port = await listening(proxy);
    const { http } = client({
      attempts: 1,
      environment: { HTTPS_PROXY: `http://user:hunter22@127.0.0.1:${port}` },
    });
    const error = await http.request('https://registry.example/v2/?sig=abcdef').catch((e: unknown) => e);
    expect(tunnels).toEqual(['registry.example:443']);
    expect(error).toMatchObject({ code: 'HTTP_UNREACHABLE', facts: { host: 'registry.example' } });
    expect(String(error)).not.toMatch(/hunter22|abcdef/);
  });
});

describe('a small body', () => {
  test('is read whole up to its limit', async () => {
    const server = await startServer(() => ({ body: 'abcd' }));
    const { http } = client();
    expect((await bodyBytes(await http.request(server.url), 'the list', 4)).toString()).toBe('abcd');
  });

  test.each([
    ['announced', (body: string) => ({ headers: { 'content-length': String(body.length) }, body })],
    ['sent in chunks', (body: string) => ({ headers: { 'transfer-encoding': 'chunked' }, body })],
  ])('over its limit is refused when %s', async (_, answer) => {
    const server = await startServer(() => answer('x'.repeat(200_000)));
    const { http } = client();
    const response = await http.request(server.url);
    await expect(bodyBytes(response, 'the list', 1000)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      facts: { what: 'the list', maxBytes: 1000 },
    });
    expect(response.body.destroyed).toBe(true);
  });
});

test('a destroyed body closes its connection', async () => {
  let closed: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await startServer(() => (response) => {
    response.once('close', closed);
    response.writeHead(200, { 'content-length': '1000000000' });
    response.write(Buffer.alloc(1000));
  });
  const { http } = client();
  const response = await http.request(server.url);
  response.body.destroy();
  await gone;
  expect(response.body.destroyed).toBe(true);
});

test('what is not HTTP is unreachable, not a crash', async () => {
  const port = await listening(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9\r\n')));
  const { http } = client({ attempts: 1 });
  await expect(http.request(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'HTTP_UNREACHABLE' });
});
