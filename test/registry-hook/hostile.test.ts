import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfiguration } from '../../registry-hook/configuration.ts';
import { jsonLog } from '../../registry-hook/log.ts';
import { type RunningGate, startGate } from '../../registry-hook/server.ts';
import { startTryOut, type TryOut } from '../../registry-hook/try/try.ts';
import { createHttp } from '../../src/io/http.ts';
import { sha256 } from '../../src/model/digest.ts';
import { manifestAccept, mediaTypes } from '../../src/model/manifest.ts';
import { type FakeServer, startServer } from '../fakes/server.ts';

const http = createHttp();
const environment = { env: {}, clock: Date.now, http, log: () => undefined };
const running: RunningGate[] = [];
let folder: string;
let tryOut: TryOut;
let blocked: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
  const options = { data: folder, listen: '127.0.0.1:0', workingDirectory: folder };
  tryOut = await startTryOut(options, { ...environment, env: { SEKISHO_CACHE_DIR: join(folder, 'cache') } });
  const path = `${tryOut.gate.upstream}/v2/samples/stranger/manifests/latest`;
  blocked = await (await fetch(path, { headers: { accept: manifestAccept } })).text();
});

afterAll(async () => {
  for (const gate of running) await gate.close();
  await tryOut.gate.close();
  http.close();
  rmSync(folder, { recursive: true });
});

async function gateBefore(
  answer: Parameters<typeof startServer>[0],
): Promise<{ url: string; registry: FakeServer }> {
  const registry = await startServer(answer);
  const options = { data: folder, listen: '127.0.0.1:0', upstream: registry.url };
  const gate = await startGate(readConfiguration(options, folder), environment);
  running.push(gate);
  return { url: gate.url, registry };
}

/** What comes back for these very bytes until the gate closes the connection: the last request must ask for that. */
function spoken(url: string, ...requests: readonly (readonly string[])[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(requests.map((lines) => lines.join('\r\n')).join(''));
  });
}

const statuses = (answer: string): readonly number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

const stranger = '/v2/samples/stranger/manifests/latest';
const smuggled = `GET ${stranger} HTTP/1.1\r\nHost: registry\r\n\r\n`;
const last = ['GET /healthz HTTP/1.1', 'Host: gate', 'Connection: close', '', ''];
const chunked = ['Transfer-Encoding: chunked', '', smuggled.length.toString(16), smuggled, '0', '', ''];
const counted = [
  `Content-Length: ${smuggled.length}`,
  'Connection: content-length, keep-alive',
  '',
  smuggled,
];

describe('a request inside the body of another', () => {
  test.each([
    ['GET', 'in chunks', chunked],
    ['GET', 'whose length is called the connection’s own', counted],
    ['HEAD', 'in chunks', chunked],
  ])('is not sent with a %s and a body %s', async (method, _, body) => {
    const before = await gateBefore(() => ({ body: '{}' }));
    const answer = await spoken(before.url, [`${method} /v2/a/tags/list HTTP/1.1`, 'Host: gate', ...body]);
    expect(statuses(answer)).toEqual([400]);
    expect(before.registry.seen).toEqual([]);
  });

  test.each([
    ['DELETE', 'in chunks', chunked],
    ['DELETE', 'whose length is called the connection’s own', counted],
    ['POST', 'in chunks', chunked],
  ])('stays a body with a %s and a body %s', async (method, _, body) => {
    const before = await gateBefore(() => ({ body: '{}' }));
    const path = '/v2/a/blobs/uploads/1';
    await spoken(before.url, [`${method} ${path} HTTP/1.1`, 'Host: gate', ...body], last);
    expect(before.registry.seen.map(({ url, body: bytes }) => [url, bytes.toString()])).toEqual([
      [path, smuggled],
    ]);
  });

  test('is refused where two headers say how long the body is', async () => {
    const lines = [`POST ${stranger} HTTP/1.1`, 'Host: gate', 'Content-Length: 5', ...chunked];
    expect(statuses(await spoken(tryOut.gate.url, lines))).toEqual([400]);
  });

  test('is decided when it is one of its own, after the other', async () => {
    const allowed = [
      'GET /v2/samples/greeter/manifests/1.0.0 HTTP/1.1',
      'Host: gate',
      `Accept: ${manifestAccept}`,
      '',
      '',
    ];
    const refused = [`GET ${stranger} HTTP/1.1`, 'Host: gate', `Accept: ${manifestAccept}`, '', ''];
    expect(statuses(await spoken(tryOut.gate.url, allowed, refused, allowed, last))).toEqual([
      200, 403, 200, 200,
    ]);
  });
});

describe('the registry is asked for what was judged', () => {
  test('a query of a read is not passed on', async () => {
    const before = await gateBefore(() => ({ status: 404, body: '{}' }));
    await fetch(`${before.url}/v2/a/manifests/1?ns=elsewhere.example`);
    await fetch(`${before.url}/v2/a/blobs/${sha256('x')}?ns=elsewhere.example`);
    expect(before.registry.seen.map(({ url }) => url)).toEqual([
      '/v2/a/manifests/1',
      `/v2/a/blobs/${sha256('x')}`,
    ]);
  });

  test('headers that would make it another request are not passed on', async () => {
    const before = await gateBefore(() => ({ status: 202 }));
    const headers = { 'x-http-method-override': 'GET', 'x-original-url': stranger, 'x-kept': 'yes' };
    await fetch(`${before.url}/v2/a/blobs/uploads/`, { method: 'POST', headers });
    const [seen] = before.registry.seen;
    expect(Object.keys(seen?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual(['x-kept']);
  });

  test.each(['OPTIONS', 'PROPFIND', 'QUERY', 'PURGE'])('%s is no method of the API', async (method) => {
    const before = await gateBefore(() => ({ body: blocked }));
    expect((await fetch(`${before.url}${stranger}`, { method })).status).toBe(405);
    expect(before.registry.seen).toEqual([]);
  });

  test('an absolute request target is no path of the gate', async () => {
    const lines = [`GET http://registry${stranger} HTTP/1.1`, 'Host: gate', 'Connection: close', '', ''];
    expect(statuses(await spoken(tryOut.gate.url, lines))).toEqual([404]);
  });
});

describe('an answer that a client would follow, or take, without a decision is not passed on', () => {
  const manifest = { 'content-type': mediaTypes.manifest };

  test('a redirect of a manifest, and the sentence names where it leads', async () => {
    const before = await gateBefore(() => ({
      status: 307,
      headers: { location: 'https://mirror.example/v2/a' },
    }));
    const answer = await fetch(`${before.url}/v2/a/manifests/1`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([502, null]);
    expect(await answer.text()).toContain('mirror.example');
  });

  test.each([203, 206, 226])('a manifest with status %i', async (status) => {
    const before = await gateBefore(() => ({ status, headers: manifest, body: blocked }));
    const answer = await fetch(`${before.url}${stranger}`);
    expect([answer.status, (await answer.text()).includes('"layers"')]).toEqual([502, false]);
  });

  test('a manifest that is encoded', async () => {
    const before = await gateBefore(() => ({
      headers: { ...manifest, 'content-encoding': 'deflate' },
      body: blocked,
    }));
    expect((await fetch(`${before.url}${stranger}`)).status).toBe(502);
  });

  test.each([
    ['behind more white space than anyone would look past', () => `${' \r\n\t'.repeat(5_000)}${blocked}`],
    ['with text after its end', () => `${blocked}x`],
  ])('a blocked manifest asked for as a blob, %s', async (_, document) => {
    const before = await gateBefore(({ url }) =>
      url.includes('/blobs/') ? { body: document() } : { status: 404, body: '{}' },
    );
    expect((await fetch(`${before.url}/v2/samples/stranger/blobs/${sha256(document())}`)).status).toBe(403);
  });

  test('a blocked manifest asked for as a blob, with another status', async () => {
    const before = await gateBefore(() => ({ status: 203, body: blocked }));
    const answer = await fetch(`${before.url}/v2/samples/stranger/blobs/${sha256(blocked)}`);
    expect([answer.status, (await answer.text()).includes('"layers"')]).toEqual([502, false]);
  });

  test('JSON lines asked for as a blob are none', async () => {
    const lines = '{"a":1}\n{"b":2}\n';
    const before = await gateBefore(() => ({ body: lines }));
    expect(await (await fetch(`${before.url}/v2/a/blobs/${sha256(lines)}`)).text()).toBe(lines);
  });
});

describe('a registry that breaks off', () => {
  test('in the middle of a manifest is an error that says so', async () => {
    const before = await gateBefore(() => (response) => {
      response.writeHead(200, { 'content-type': mediaTypes.manifest, 'content-length': blocked.length });
      response.write(blocked.slice(0, 20), () => response.destroy());
    });
    const answer = await fetch(`${before.url}${stranger}`);
    expect([answer.status, await answer.text()]).toEqual([
      502,
      expect.stringContaining('broke off after 20 bytes'),
    ]);
  });

  test('in the middle of a blob cuts the client’s connection, and the gate goes on', async () => {
    const before = await gateBefore(() => (response) => {
      response.writeHead(200, { 'content-length': 10_000_000 });
      response.write(Buffer.alloc(1_000_000), () => response.destroy());
    });
    const path = `${before.url}/v2/a/blobs/${sha256('x')}`;
    await expect(fetch(path).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    expect((await fetch(`${before.url}/healthz`)).status).toBe(200);
  });
});

test('those who pull a blocked image at once for the first time are all refused', async () => {
  const pulls = Array.from({ length: 50 }, () =>
    fetch(`${tryOut.gate.url}${stranger}`, { headers: { accept: manifestAccept } }),
  );
  expect(new Set((await Promise.all(pulls)).map(({ status }) => status))).toEqual(new Set([403]));
});

test('what a client sends cannot forge a line of the log', async () => {
  const lines: string[] = [];
  const options = { data: folder, listen: '127.0.0.1:0', upstream: tryOut.gate.upstream };
  const log = jsonLog((line) => lines.push(line), Date.now);
  const gate = await startGate(readConfiguration(options, folder), { ...environment, log });
  running.push(gate);
  const authorization = 'Bearer x", "event": "decision", "outcome": "allow';
  await fetch(`${gate.url}${stranger}?%0a{"event":"decision"}`, {
    headers: { accept: manifestAccept, authorization },
  });
  expect(lines.map((line) => line.split('\n').length)).toEqual([2]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'decision', outcome: 'deny' });
});

describe('a client that goes away', () => {
  const failures: unknown[] = [];
  const log = (event: { readonly event: string }): void => {
    if (event.event === 'failed') failures.push(event);
  };

  async function loggingGateBefore(answer: Parameters<typeof startServer>[0]) {
    const registry = await startServer(answer);
    const options = { data: folder, listen: '127.0.0.1:0', upstream: registry.url };
    const gate = await startGate(readConfiguration(options, folder), { ...environment, log });
    return { gate, registry };
  }

  test('in the middle of a download ends the download from the registry, and is no failure', async () => {
    const closed = Promise.withResolvers<void>();
    const { gate } = await loggingGateBefore(() => (response) => {
      response.on('close', () => closed.resolve());
      response.writeHead(200, { 'content-length': 100_000_000 });
      response.write(Buffer.alloc(1_000_000));
    });
    const cut = new AbortController();
    const answer = await fetch(`${gate.url}/v2/a/blobs/${sha256('x')}`, { signal: cut.signal });
    await answer.body?.getReader().read();
    cut.abort();
    await closed.promise;
    await gate.close();
    expect(failures).toEqual([]);
  });

  test('in the middle of an upload has not uploaded anything, and is no failure', async () => {
    const { gate, registry } = await loggingGateBefore(() => ({ status: 201 }));
    const { hostname, port } = new URL(gate.url);
    const lines = ['PUT /v2/a/blobs/uploads/1 HTTP/1.1', 'Host: gate', 'Content-Length: 100', '', 'half'];
    const socket = connect(Number(port), hostname);
    socket.write(lines.join('\r\n'), () => socket.destroy());
    await new Promise((done) => socket.once('close', done));
    expect((await fetch(`${gate.url}/healthz`)).status).toBe(200);
    await gate.close();
    expect([failures, registry.seen]).toEqual([[], []]);
  });
});
