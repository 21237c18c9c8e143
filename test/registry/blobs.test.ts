import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createHttp } from '../../src/io/http.ts';
import { sha256 } from '../../src/model/digest.ts';
import { openRepository } from '../../src/registry/client.ts';
import type { Credential } from '../../src/registry/credential.ts';
import { type Answer, inTurn, type SeenRequest, startServer } from '../fakes/server.ts';

const bytes = Buffer.from('0123456789');
const descriptor = { digest: sha256(bytes), size: bytes.length };
const account: Credential = { kind: 'basic', username: 'user', password: 'secret' };

async function registry(answer: (request: SeenRequest) => Answer, credentials = async () => account) {
  const server = await startServer(answer);
  const http = createHttp({ attempts: 1, idleTimeoutMs: 300 });
  const repository = openRepository({ host: server.host, repository: 'apps/shop' }, { http, credentials });
  return { server, repository };
}

/** Sends these bytes of a body said to be longer, then cuts the connection. */
function cutAfter(part: string, headers: Readonly<Record<string, string>>, status = 200): Answer {
  return (response) => {
    response.writeHead(status, headers);
    response.write(part, () => response.destroy());
  };
}

describe('a blob', () => {
  test.each([
    [
      'another size than its descriptor says',
      { headers: { 'content-length': '11' }, body: '0123456789a' },
      'BLOB_SIZE_MISMATCH',
    ],
    [
      'more bytes than its descriptor says',
      { headers: { 'transfer-encoding': 'chunked' }, body: '0123456789a' },
      'BLOB_SIZE_MISMATCH',
    ],
    [
      'fewer bytes than its descriptor says',
      { headers: { 'transfer-encoding': 'chunked' }, body: '012345678' },
      'BLOB_SIZE_MISMATCH',
    ],
    ['other bytes than its digest says', { body: '012345678X' }, 'BLOB_DIGEST_MISMATCH'],
    ['status 404', { status: 404 }, 'BLOB_MISSING'],
    ['status 500', { status: 500 }, 'HTTP_STATUS'],
    ['status 206, unasked', { status: 206, body: bytes }, 'HTTP_STATUS'],
  ] as const)('with %s is an error, never an end', async (_, answer, code) => {
    const { repository } = await registry(() => answer);
    await expect(repository.blob(descriptor).then(buffer)).rejects.toMatchObject({ code });
    await expect(repository.blobBytes(descriptor, 10)).rejects.toMatchObject({ code });
  });

  test('that is larger than the limit is not asked for', async () => {
    const { server, repository } = await registry(() => ({ body: bytes }));
    await expect(repository.blobBytes(descriptor, 9)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(server.seen).toEqual([]);
  });

  test('behind a redirect to another host arrives, and the credential does not go there', async () => {
    const cdn = await startServer(() => ({ body: bytes }));
    const { server, repository } = await registry(({ headers }) =>
      headers.authorization === undefined
        ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }
        : { status: 307, headers: { location: `${cdn.url}/b?signature=x` } },
    );
    expect(await repository.blobBytes(descriptor, 10)).toEqual(bytes);
    expect(server.seen[1]?.headers.authorization).toMatch(/^Basic /);
    expect(cdn.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('that breaks off is taken up again where it broke', async () => {
    const { server, repository } = await registry(
      inTurn(
        cutAfter('0123', { 'content-length': '10' }),
        cutAfter('45', { 'content-length': '6', 'content-range': 'bytes 4-9/10' }, 206),
        { status: 206, headers: { 'content-range': 'bytes 6-9/10' }, body: '6789' },
      ),
    );
    expect(await repository.blobBytes(descriptor, 10)).toEqual(bytes);
    expect(server.seen.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=4-', 'bytes=6-']);
  });

  test.each([
    ['starts over', { body: bytes }],
    ['answers another part', { status: 206, headers: { 'content-range': 'bytes 5-9/10' }, body: '56789' }],
    ['has lost it', { status: 404 }],
  ])('that breaks off is an error when the registry %s', async (_, second) => {
    const { repository } = await registry(inTurn(cutAfter('0123', { 'content-length': '10' }), second));
    await expect(repository.blobBytes(descriptor, 10)).rejects.toMatchObject({ code: 'HTTP_CUT' });
  });

  test('that goes on with other bytes after a break is refused', async () => {
    const { repository } = await registry(
      inTurn(cutAfter('0123', { 'content-length': '10' }), {
        status: 206,
        headers: { 'content-range': 'bytes 4-9/10' },
        body: '45678X',
      }),
    );
    await expect(repository.blobBytes(descriptor, 10)).rejects.toMatchObject({
      code: 'BLOB_DIGEST_MISMATCH',
    });
  });

  test('that breaks off again and again is given up', async () => {
    const { server, repository } = await registry(({ headers }) => {
      const from = Number(/\d+/.exec(headers.range ?? '0')?.[0]);
      const range = { 'content-range': `bytes ${from}-9/10` };
      return cutAfter(
        String(from),
        { 'content-length': String(10 - from), ...range },
        from === 0 ? 200 : 206,
      );
    });
    await expect(repository.blobBytes(descriptor, 10)).rejects.toMatchObject({ code: 'HTTP_CUT' });
    expect(server.seen.length).toBe(4);
  });

  test('that stops coming is an error', async () => {
    const { repository } = await registry(() => (response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('0');
    });
    await expect(repository.blobBytes({ ...descriptor }, 10)).rejects.toMatchObject({ code: 'HTTP_TIMEOUT' });
  });

  test('that nobody wants any more closes its connection at once', async () => {
    let closed: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { repository } = await registry(() => (response) => {
      response.once('close', closed);
      response.writeHead(200, { 'content-length': '10' });
      response.write('0');
    });
    const stream = await repository.blob(descriptor);
    stream.resume();
    stream.destroy();
    await gone;
    expect(stream.destroyed).toBe(true);
  });
});

describe('pushing a blob', () => {
  const begun = (location: string): Answer => ({ status: 202, headers: { location } });
  const asked = (seen: readonly SeenRequest[]) => seen.map(({ method, url }) => `${method} ${url}`);
  const path = `/v2/apps/shop/blobs/${descriptor.digest}`;
  const digestQuery = `digest=${encodeURIComponent(descriptor.digest)}`;

  test('that is there already sends nothing', async () => {
    const { server, repository } = await registry(() => ({}));
    await repository.pushBlob(bytes, 'application/x');
    expect(asked(server.seen)).toEqual([`HEAD ${path}`]);
  });

  test.each([
    ['relative', () => '/upload/1'],
    ['absolute', (url: string) => `${url}/upload/1`],
    ['relative to what was asked', () => '../../../../../upload/1'],
  ])('goes in one piece to a Location that is %s', async (_, location) => {
    const { server, repository } = await registry(({ method }) => {
      if (method === 'HEAD') return { status: 404 };
      return method === 'POST' ? begun(location(server.url)) : { status: 201 };
    });
    expect(await repository.pushBlob(bytes, 'application/x')).toEqual({
      mediaType: 'application/x',
      ...descriptor,
    });
    expect(asked(server.seen)).toEqual([
      `HEAD ${path}`,
      'POST /v2/apps/shop/blobs/uploads/',
      `PUT /upload/1?${digestQuery}`,
    ]);
    expect(server.seen[2]?.body).toEqual(bytes);
  });

  test('leaves the query of the Location as it was signed', async () => {
    const state = '_state=a%2Bb+c%20d==&x=%7E';
    const { server, repository } = await registry(({ method }) => {
      if (method === 'HEAD') return { status: 404 };
      return method === 'POST' ? begun(`/upload?${state}`) : { status: 201 };
    });
    await repository.pushBlob(bytes, 'application/x');
    expect(server.seen[2]?.url).toBe(`/upload?${state}&${digestQuery}`);
  });

  test('to a Location on another host goes there without the credential', async () => {
    const storage = await startServer(() => ({ status: 201 }));
    const { server, repository } = await registry(({ method, headers }) => {
      if (headers.authorization === undefined) {
        return { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
      }
      return method === 'HEAD' ? { status: 404 } : begun(`${storage.url}/put?signature=x`);
    });
    await repository.pushBlob(bytes, 'application/x');
    expect(server.seen.at(-1)?.headers.authorization).toMatch(/^Basic /);
    expect(storage.seen[0]?.headers.authorization).toBeUndefined();
    expect(storage.seen[0]?.body).toEqual(bytes);
  });

  test('whose answer was lost has succeeded when the blob is there', async () => {
    const { repository } = await registry(
      inTurn({ status: 404 }, begun('/upload/1'), { status: 404, body: '{"errors":[]}' }, {}),
    );
    expect((await repository.pushBlob(bytes, 'application/x')).digest).toBe(descriptor.digest);
  });

  test.each([
    ['beginning', [{ status: 404 }, { status: 500 }], 'POST'],
    ['beginning without a Location', [{ status: 404 }, { status: 202 }], 'POST'],
    ['beginning with what is not a URL', [{ status: 404 }, begun('http://[')], 'POST'],
    ['sending', [{ status: 404 }, begun('/upload/1'), { status: 400 }, { status: 404 }], 'PUT'],
  ] as const)('that fails in %s says so', async (_, answers, method) => {
    const [first, ...others] = answers;
    const { repository } = await registry(inTurn(first, ...others));
    await expect(repository.pushBlob(bytes, 'application/x')).rejects.toMatchObject({
      code: 'HTTP_STATUS',
      facts: { asked: expect.stringContaining(method) },
    });
  });
});
