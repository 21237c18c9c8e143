import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type BuiltInRegistryOptions, startRegistry } from '../../../registry-hook/registry/registry.ts';
import { type Digest, sha256 } from '../../../src/model/digest.ts';
import { mediaTypes } from '../../../src/model/manifest.ts';
import { openRepository } from '../../../src/registry/client.ts';
import {
  bytesOf,
  describe as descriptorOf,
  emptyBlob,
  pushImage,
  referrerOf,
} from '../../fakes/manifests.ts';

async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sekisho-built-in-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function start(options: Partial<BuiltInRegistryOptions> = {}) {
  const directory = options.directory ?? (await temporaryFolder());
  const registry = await startRegistry({ listen: { host: '127.0.0.1', port: 0 }, ...options, directory });
  onTestFinished(registry.close);
  const ask = (method: string, path: string, init: Omit<RequestInit, 'method'> = {}): Promise<Response> =>
    fetch(new URL(path, registry.url), { method, redirect: 'manual', ...init });
  const open = (repository: string) => openRepository({ host: new URL(registry.url).host, repository });
  return { ...registry, directory, ask, open };
}

async function codeOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors: { code: string }[] };
  return errors[0]?.code;
}

const digestQuery = (digest: Digest): string => `digest=${encodeURIComponent(digest)}`;

describe('what the built-in registry keeps', () => {
  test('is an OCI layout for each repository', async () => {
    const { directory, open } = await start();
    const image = await pushImage(open('apps/shop'), 'hello', '1.0');
    const folder = join(directory, 'apps', 'shop');
    expect(JSON.parse(await readFile(join(folder, 'oci-layout'), 'utf8'))).toEqual({
      imageLayoutVersion: '1.0.0',
    });
    expect(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))).toEqual({
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: [{ ...image, annotations: { 'org.opencontainers.image.ref.name': '1.0' } }],
    });
    for (const name of await readdir(join(folder, 'blobs', 'sha256'))) {
      expect(sha256(await readFile(join(folder, 'blobs', 'sha256', name)))).toBe(`sha256:${name}`);
    }
  });

  test('is there after a restart, and what was not finished is not', async () => {
    const directory = await temporaryFolder();
    const first = await startRegistry({ directory, listen: { host: '127.0.0.1', port: 0 } });
    const host = new URL(first.url).host;
    const image = await pushImage(openRepository({ host, repository: 'apps/shop' }), 'hello', '1.0');
    await first.close();
    await mkdir(join(directory, '_uploads'), { recursive: true });
    await writeFile(join(directory, '_uploads', 'left-over'), 'half a blob');

    const second = await start({ directory });
    expect((await second.open('apps/shop').manifest('1.0'))?.descriptor).toEqual(image);
    expect(await readdir(join(directory, '_uploads'))).toEqual([]);
  });

  test('may come from another tool that writes layouts', async () => {
    const { directory, open } = await start();
    const blobs = join(directory, 'made', 'elsewhere', 'blobs', 'sha256');
    await mkdir(blobs, { recursive: true });
    const image = bytesOf({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: descriptorOf(emptyBlob, mediaTypes.config),
      layers: [],
    });
    const child = descriptorOf(image, mediaTypes.manifest);
    const index = bytesOf({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [child] });
    const top = descriptorOf(index, mediaTypes.index);
    await writeFile(join(blobs, child.digest.slice(7)), image);
    await writeFile(join(blobs, top.digest.slice(7)), index);
    await writeFile(
      join(directory, 'made', 'elsewhere', 'index.json'),
      JSON.stringify({
        schemaVersion: 2,
        manifests: [{ ...top, annotations: { 'org.opencontainers.image.ref.name': 'multi' } }],
      }),
    );
    const repository = open('made/elsewhere');
    expect(await repository.tags()).toEqual(['multi']);
    expect((await repository.manifest('multi'))?.bytes).toEqual(index);
    // Only the outermost index stands in index.json; what it names can be asked for all the same.
    expect((await repository.manifest(child.digest))?.descriptor).toEqual(child);
    expect(await repository.manifest(sha256('{}'))).toBeUndefined();
  });

  test('loses nothing when many push at once', async () => {
    const { open } = await start();
    const tags = Array.from({ length: 20 }, (_, i) => `t${i}`);
    await Promise.all(tags.map((tag) => pushImage(open('apps/shop'), tag, tag)));
    expect([...(await open('apps/shop').tags())].sort()).toEqual([...tags].sort());
  });
});

describe('a name', () => {
  test.each([
    '..',
    '../x',
    'a/../../x',
    'a/./b',
    'A',
    'a//b',
    'a/_uploads',
    '_uploads',
    'a/blobs',
    'blobs/sha256',
    'a/index.json',
    'oci-layout',
    'a%2f..%2fb',
    'a\\b',
    `${'x'.repeat(256)}`,
  ])('that would leave its folder, or lie in another’s, is refused: %s', async (name) => {
    const { url, directory } = await start();
    // Not through fetch: it would clean the path before it is sent.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const path = `/v2/${name}/blobs/uploads/`;
      const sent = httpRequest(url, { method: 'POST', path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.once('error', reject).end();
    });
    expect(status).toBe(400);
    expect(await readdir(directory)).toEqual(['_uploads']);
  });

  test.each([
    ['GET', '/v2/a/manifests/-x', 'MANIFEST_INVALID'],
    ['GET', '/v2/a/manifests/sha256:x', 'DIGEST_INVALID'],
    ['GET', '/v2/a/blobs/sha256:..', 'DIGEST_INVALID'],
    ['GET', '/v2/a/referrers/x', 'DIGEST_INVALID'],
    ['POST', '/v2/a/blobs/uploads/?digest=x', 'DIGEST_INVALID'],
    ['GET', '/v2/a/tags/list?n=-1', 'NAME_UNKNOWN'],
  ])('that is no tag or digest is refused: %s %s', async (method, path, code) => {
    const { ask } = await start();
    expect(await codeOf(await ask(method, path))).toBe(code);
  });
});

describe('an upload', () => {
  const bytes = randomBytes(200_000);
  const digest = sha256(bytes);

  async function begun() {
    const registry = await start();
    const response = await registry.ask('POST', '/v2/a/blobs/uploads/');
    expect(response.status).toBe(202);
    return { ...registry, location: response.headers.get('location') ?? '' };
  }

  test('in chunks is put together, and says how far it is', async () => {
    const { ask, location, open, directory } = await begun();
    const first = await ask('PATCH', location, {
      body: bytes.subarray(0, 150_000),
      headers: { 'content-range': '0-149999' },
    });
    expect([first.status, first.headers.get('range')]).toEqual([202, '0-149999']);
    expect((await ask('GET', location)).headers.get('range')).toBe('0-149999');
    const last = await ask('PUT', `${location}?${digestQuery(digest)}`, {
      body: bytes.subarray(150_000),
      headers: { 'content-range': '150000-199999' },
    });
    expect([last.status, last.headers.get('docker-content-digest')]).toEqual([201, digest]);
    expect((await open('a').blobBytes({ digest, size: bytes.length }, bytes.length)).equals(bytes)).toBe(
      true,
    );
    expect(await readdir(join(directory, '_uploads'))).toEqual([]);
  });

  test.each(['1-5', '10-20', 'x', '5-1'])(
    'refuses a chunk that does not follow the last: %s',
    async (range) => {
      const { ask, location } = await begun();
      const response = await ask('PATCH', location, { body: 'abc', headers: { 'content-range': range } });
      expect([response.status, response.headers.get('range')]).toEqual([416, '0-0']);
    },
  );

  test('with other bytes than its digest says leaves nothing behind', async () => {
    const { ask, location, directory } = await begun();
    const response = await ask('PUT', `${location}?${digestQuery(digest)}`, { body: 'something else' });
    expect([response.status, await codeOf(response)]).toEqual([400, 'DIGEST_INVALID']);
    expect((await ask('HEAD', `/v2/a/blobs/${digest}`)).status).toBe(404);
    expect((await ask('GET', location)).status).toBe(404);
    expect(await readdir(join(directory, '_uploads'))).toEqual([]);
  });

  test('takes back a chunk that broke off, and goes on from there', async () => {
    const { ask, location, url } = await begun();
    await ask('PATCH', location, { body: bytes.subarray(0, 1000) });
    await new Promise<void>((resolve) => {
      const sent = httpRequest(new URL(location, url), {
        method: 'PATCH',
        headers: { 'content-length': '5000' },
      });
      sent.once('error', () => resolve());
      sent.write(Buffer.alloc(2000), () => sent.destroy(new Error('cut')));
    });
    const rest = await ask('PUT', `${location}?${digestQuery(digest)}`, { body: bytes.subarray(1000) });
    expect(rest.status).toBe(201);
  });

  test('whose only chunk broke off was never there', async () => {
    const { url, directory, ask } = await start();
    await new Promise<void>((resolve) => {
      const target = new URL(`/v2/a/blobs/uploads/?${digestQuery(digest)}`, url);
      const sent = httpRequest(target, { method: 'POST', headers: { 'content-length': '200000' } });
      sent.once('error', () => resolve());
      sent.write(bytes.subarray(0, 100_000), () => sent.destroy(new Error('cut')));
    });
    await expect.poll(() => readdir(join(directory, '_uploads'))).toEqual([]);
    expect((await ask('HEAD', `/v2/a/blobs/${digest}`)).status).toBe(404);
  });

  test('belongs to its repository', async () => {
    const { ask, location } = await begun();
    expect((await ask('GET', location.replace('/v2/a/', '/v2/b/'))).status).toBe(404);
  });

  test('may be given up', async () => {
    const { ask, location, directory } = await begun();
    expect((await ask('DELETE', location)).status).toBe(204);
    expect((await ask('PATCH', location, { body: 'x' })).status).toBe(404);
    expect(await readdir(join(directory, '_uploads'))).toEqual([]);
  });

  test('in one request is taken, by sha256 and by sha512', async () => {
    const { ask } = await start();
    const long = `sha512:${createHash('sha512').update(bytes).digest('hex')}` as Digest;
    for (const name of [digest, long]) {
      expect((await ask('POST', `/v2/a/blobs/uploads/?${digestQuery(name)}`, { body: bytes })).status).toBe(
        201,
      );
      expect((await ask('HEAD', `/v2/a/blobs/${name}`)).headers.get('content-length')).toBe('200000');
    }
  });

  test('is not needed for a blob that another repository has', async () => {
    const { ask, open } = await start();
    await open('a').pushBlob(bytes, 'application/x');
    const mounted = await ask('POST', `/v2/b/blobs/uploads/?mount=${encodeURIComponent(digest)}&from=a`);
    expect([mounted.status, mounted.headers.get('location')]).toEqual([201, `/v2/b/blobs/${digest}`]);
    expect((await ask('HEAD', `/v2/b/blobs/${digest}`)).status).toBe(200);
  });

  test.each(['from=nobody', 'from=..%2F..%2Fetc', 'x=y'])(
    'begins when there is nothing to mount: %s',
    async (query) => {
      const { ask } = await start();
      const mount = encodeURIComponent(digest);
      expect((await ask('POST', `/v2/b/blobs/uploads/?mount=${mount}&${query}`)).status).toBe(202);
    },
  );
});

describe('a blob', () => {
  const bytes = bytesOf('0123456789');
  const { digest } = descriptorOf(bytes, 'application/x');

  async function withBlob() {
    const registry = await start();
    await registry.open('a').pushBlob(bytes, 'application/x');
    return registry;
  }

  test.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
    ['bytes=5-2', 200, '0123456789', null],
  ])('is given in the part asked for: %s', async (range, status, text, contentRange) => {
    const { ask } = await withBlob();
    const response = await ask('GET', `/v2/a/blobs/${digest}`, { headers: { range } });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  test.each(['bytes=10-', 'bytes=100-200', 'bytes=-0'])('has no part beyond its end: %s', async (range) => {
    const { ask } = await withBlob();
    const response = await ask('GET', `/v2/a/blobs/${digest}`, { headers: { range } });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  test('is gone once it is deleted, and a manifest is not deleted as a blob', async () => {
    const { ask, open } = await withBlob();
    expect((await ask('DELETE', `/v2/a/blobs/${digest}`)).status).toBe(202);
    expect((await ask('GET', `/v2/a/blobs/${digest}`)).status).toBe(404);
    const image = await pushImage(open('a'), 'image', '1.0');
    expect((await ask('DELETE', `/v2/a/blobs/${image.digest}`)).status).toBe(405);
  });
});

describe('a manifest', () => {
  const path = '/v2/a/manifests/1.0';
  const manifest = bytesOf({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: descriptorOf(emptyBlob, mediaTypes.empty),
    layers: [],
  });
  const digest = sha256(manifest);
  const type = { 'content-type': mediaTypes.manifest };

  async function withBlobs() {
    const registry = await start();
    await registry.open('a').pushBlob(emptyBlob, mediaTypes.empty);
    return registry;
  }

  test('is answered to HEAD as to GET, without its bytes', async () => {
    const { ask } = await withBlobs();
    await ask('PUT', path, { body: manifest, headers: type });
    const [get, head] = [await ask('GET', path), await ask('HEAD', path)];
    const names = ['content-type', 'content-length', 'docker-content-digest', 'etag'];
    expect(names.map((name) => head.headers.get(name))).toEqual(names.map((name) => get.headers.get(name)));
    expect(names.map((name) => head.headers.get(name))).toEqual([
      mediaTypes.manifest,
      String(manifest.length),
      digest,
      `"${digest}"`,
    ]);
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });

  test.each([
    [
      'without its blobs',
      manifest.toString().replace(sha256('{}'), sha256('x')),
      type,
      'MANIFEST_BLOB_UNKNOWN',
    ],
    ['that is not JSON', '{', type, 'MANIFEST_INVALID'],
    [
      'that calls itself otherwise',
      manifest.toString(),
      { 'content-type': mediaTypes.index },
      'MANIFEST_INVALID',
    ],
    [
      'that is image and index at once',
      '{"schemaVersion":2,"layers":[],"manifests":[]}',
      type,
      'MANIFEST_INVALID',
    ],
    ['of an unknown kind', manifest.toString(), { 'content-type': 'text/plain' }, 'MANIFEST_INVALID'],
  ])('%s is refused', async (_, body, headers, code) => {
    const { ask } = await withBlobs();
    const response = await ask('PUT', path, { body, headers });
    expect([response.status, await codeOf(response)]).toEqual([400, code]);
    expect((await ask('GET', path)).status).toBe(404);
  });

  test('under another digest than its own is refused', async () => {
    const { ask } = await withBlobs();
    const response = await ask('PUT', `/v2/a/manifests/${sha256('x')}`, { body: manifest, headers: type });
    expect([response.status, await codeOf(response)]).toEqual([400, 'DIGEST_INVALID']);
  });

  test('over 4 MiB is refused', async () => {
    const { ask } = await withBlobs();
    const body = Buffer.alloc(4 * 1024 * 1024 + 1, 32);
    expect((await ask('PUT', path, { body, headers: type })).status).toBe(413);
  });

  test('is written only when its conditions hold', async () => {
    const { ask } = await withBlobs();
    const put = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await ask('PUT', path, { body: manifest, headers: { ...type, ...headers } })).status;
    expect(await put({ 'if-match': `"${digest}"` })).toBe(412);
    expect(await put({ 'if-match': '*' })).toBe(412);
    expect(await put({ 'if-none-match': '*' })).toBe(201);
    expect(await put({ 'if-none-match': '*' })).toBe(412);
    expect(await put({ 'if-match': `"${sha256('x')}"` })).toBe(412);
    expect(await put({ 'if-match': `"x", "${digest}"` })).toBe(201);
    expect((await ask('GET', path, { headers: { 'if-none-match': `"${digest}"` } })).status).toBe(304);
  });

  test('keeps being there by its digest when its tag is deleted, and is gone when it is', async () => {
    const { ask } = await withBlobs();
    await ask('PUT', path, { body: manifest, headers: type });
    expect((await ask('DELETE', path)).status).toBe(202);
    expect((await ask('GET', path)).status).toBe(404);
    expect((await ask('GET', `/v2/a/manifests/${digest}`)).status).toBe(200);
    expect((await ask('DELETE', `/v2/a/manifests/${digest}`)).status).toBe(202);
    expect((await ask('GET', `/v2/a/manifests/${digest}`)).status).toBe(404);
    expect((await ask('DELETE', `/v2/a/manifests/${digest}`)).status).toBe(404);
  });
});

describe('a list', () => {
  test('of tags is in lexical order, in pages', async () => {
    const { ask, open } = await start();
    for (const tag of ['c', 'a', 'B']) await pushImage(open('a'), 'same', tag);
    const first = await ask('GET', '/v2/a/tags/list?n=2');
    expect(await first.json()).toEqual({ name: 'a', tags: ['B', 'a'] });
    expect(first.headers.get('link')).toBe('</v2/a/tags/list?n=2&last=a>; rel="next"');
    const last = await ask('GET', '/v2/a/tags/list?n=2&last=a');
    expect([await last.json(), last.headers.get('link')]).toEqual([{ name: 'a', tags: ['c'] }, null]);
    expect(await (await ask('GET', '/v2/a/tags/list?n=0')).json()).toEqual({ name: 'a', tags: [] });
    expect(await codeOf(await ask('GET', '/v2/a/tags/list?n=x'))).toBe('UNSUPPORTED');
  });

  test('of referrers may be of one type, and says so', async () => {
    const { ask, open } = await start();
    const repository = open('a');
    const image = await pushImage(repository, 'image', '1.0');
    await repository.pushBlob(emptyBlob, mediaTypes.empty);
    const [first] = await Promise.all(
      ['application/a', 'application/b'].map((type) =>
        repository.pushManifest(referrerOf(image, type), mediaTypes.manifest),
      ),
    );
    const path = `/v2/a/referrers/${image.digest}`;
    const all = await ask('GET', path);
    expect(all.headers.get('content-type')).toBe(mediaTypes.index);
    expect(all.headers.get('oci-filters-applied')).toBeNull();
    expect(((await all.json()) as { manifests: unknown[] }).manifests.length).toBe(2);
    const some = await ask('GET', `${path}?artifactType=application/a`);
    expect(some.headers.get('oci-filters-applied')).toBe('artifactType');
    expect(((await some.json()) as { manifests: unknown[] }).manifests).toEqual([
      { ...first, artifactType: 'application/a' },
    ]);
    expect(await repository.manifest(image.digest.replace(':', '-'))).toBeUndefined();
  });

  test('of referrers is not there when the registry is to be an older one', async () => {
    const { ask, open } = await start({ referrers: false });
    const image = await pushImage(open('a'), 'image', '1.0');
    await open('a').pushBlob(emptyBlob, mediaTypes.empty);
    expect((await ask('GET', `/v2/a/referrers/${image.digest}`)).status).toBe(404);
    const put = await ask('PUT', '/v2/a/manifests/r', {
      body: referrerOf(image, 'application/x'),
      headers: { 'content-type': mediaTypes.manifest },
    });
    expect([put.status, put.headers.get('oci-subject')]).toEqual([201, null]);
  });
});

describe('the server', () => {
  test('answers what it does not do in the registry’s own way', async () => {
    const { ask } = await start();
    expect((await ask('GET', '/v2/')).status).toBe(200);
    expect([(await ask('GET', '/')).status, (await ask('GET', '/v2/_catalog')).status]).toEqual([404, 404]);
    const wrong = await ask('POST', '/v2/a/manifests/1.0');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, DELETE']);
  });

  test('does not tell a client where its files are', async () => {
    const { ask, directory } = await start();
    await mkdir(join(directory, 'a', 'index.json'), { recursive: true });
    const response = await ask('GET', '/v2/a/tags/list');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain(directory);
  });

  test('says that its port is taken', async () => {
    const { url, directory } = await start();
    const port = Number(new URL(url).port);
    const other = join(directory, '..', `${directory}-other`);
    onTestFinished(() => rm(other, { recursive: true, force: true }));
    await expect(
      startRegistry({ directory: other, listen: { host: '127.0.0.1', port } }),
    ).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
    });
  });
});
