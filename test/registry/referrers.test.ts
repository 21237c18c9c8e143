import { describe, expect, test } from 'vitest';
import { createHttp } from '../../src/io/http.ts';
import { parseDigest, sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import { openRepository } from '../../src/registry/client.ts';
import { fallbackTag } from '../../src/registry/referrers.ts';
import { bytesOf, describe as descriptorOf, referrerOf } from '../fakes/manifests.ts';
import { type Answer, type SeenRequest, startServer } from '../fakes/server.ts';

const subject = { mediaType: mediaTypes.manifest, digest: sha256('subject'), size: 7 };
const apiPath = `/v2/apps/shop/referrers/${subject.digest}`;
const tag = `sha256-${subject.digest.slice(7)}`;
const tagPath = `/v2/apps/shop/manifests/${tag}`;

const entry = (name: string): Descriptor => ({
  mediaType: mediaTypes.manifest,
  digest: sha256(name),
  size: 1,
});

function indexBytes(manifests: readonly unknown[], more: object = {}): Buffer {
  return bytesOf({ schemaVersion: 2, mediaType: mediaTypes.index, manifests, ...more });
}

function index(manifests: readonly unknown[], headers: Readonly<Record<string, string>> = {}): Answer {
  return { headers: { 'content-type': mediaTypes.index, ...headers }, body: indexBytes(manifests) };
}

const missing: Answer = { status: 404 };

async function registry(answer: (request: SeenRequest) => Answer) {
  const server = await startServer(answer);
  const http = createHttp({ attempts: 1 });
  return { server, repository: openRepository({ host: server.host, repository: 'apps/shop' }, { http }) };
}

describe('the list of referrers', () => {
  test('is what the API and the fallback tag have, each digest once', async () => {
    const { repository } = await registry(({ url }) =>
      url === apiPath ? index([entry('a'), entry('b')]) : index([entry('b'), entry('c')]),
    );
    expect(await repository.referrers(subject.digest)).toEqual([entry('a'), entry('b'), entry('c')]);
  });

  test('is the fallback tag’s when the API answers with an empty list', async () => {
    const { repository } = await registry(({ url }) => (url === apiPath ? index([]) : index([entry('a')])));
    expect(await repository.referrers(subject.digest)).toEqual([entry('a')]);
  });

  test.each([
    ['404', missing],
    ['405', { status: 405 }],
    ['400', { status: 400 }],
    ['501', { status: 501 }],
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
  ] as const)('is the fallback tag’s when there is no API: %s', async (_, answer) => {
    const { repository } = await registry(({ url }) => (url === apiPath ? answer : index([entry('a')])));
    expect(await repository.referrers(subject.digest)).toEqual([entry('a')]);
  });

  test('goes on over pages', async () => {
    const { repository } = await registry(({ url }) => {
      if (url === apiPath) return index([entry('a')], { link: `<${apiPath}?page=2>; rel="next"` });
      return url.endsWith('?page=2') ? index([entry('b')]) : missing;
    });
    expect(await repository.referrers(subject.digest)).toEqual([entry('a'), entry('b')]);
  });

  test('over pages without end is refused', async () => {
    const { server, repository } = await registry(({ url }) =>
      index([entry('a')], { link: `<${url}>; rel="next"` }),
    );
    await expect(repository.referrers(subject.digest)).rejects.toMatchObject({ code: 'LIST_TOO_LONG' });
    expect(server.seen.length).toBe(100);
  });

  test('of 1,000 is whole, and of one more is refused: nobody knows what it hides', async () => {
    const many = Array.from({ length: 1001 }, (_, i) => entry(String(i)));
    let count = 1000;
    const { repository } = await registry(({ url }) =>
      url === apiPath ? index(many.slice(0, count)) : missing,
    );
    expect((await repository.referrers(subject.digest)).length).toBe(1000);
    count = 1001;
    await expect(repository.referrers(subject.digest)).rejects.toMatchObject({
      code: 'LIST_TOO_LONG',
      facts: { limit: 1000 },
    });
  });

  const huge = { headers: { 'content-type': mediaTypes.index }, body: Buffer.alloc(5 * 1024 * 1024, 32) };
  test.each([
    ['500 from the API', { status: 500 }, missing, 'HTTP_STATUS'],
    ['a denial by the API', { status: 403 }, missing, 'REGISTRY_DENIED'],
    [
      'what is not JSON',
      { headers: { 'content-type': mediaTypes.index }, body: '{' },
      missing,
      'JSON_MALFORMED',
    ],
    ['a negative size', index([{ ...entry('a'), size: -1 }]), missing, 'JSON_MALFORMED'],
    ['a size beyond numbers', index([{ ...entry('a'), size: 1e300 }]), missing, 'JSON_MALFORMED'],
    ['a digest that is none', index([{ ...entry('a'), digest: 'sha256:../x' }]), missing, 'JSON_MALFORMED'],
    ['a page that is too large', huge, missing, 'TOO_LARGE'],
    ['a fallback tag that is too large', missing, huge, 'TOO_LARGE'],
    [
      'an image under the fallback tag',
      missing,
      {
        headers: { 'content-type': mediaTypes.manifest },
        body: bytesOf({ schemaVersion: 2, config: entry('c'), layers: [] }),
      },
      'JSON_MALFORMED',
    ],
  ] as const)('with %s is an error, never an empty list', async (_, api, fallback, code) => {
    const { repository } = await registry(({ url }) => (url === apiPath ? api : fallback));
    await expect(repository.referrers(subject.digest)).rejects.toMatchObject({ code });
  });

  test('under a sha512 digest has a tag of the first 64 characters', () => {
    const digest = parseDigest(`sha512:${'ab'.repeat(64)}`);
    expect(fallbackTag(digest)).toBe(`sha512-${'ab'.repeat(32)}`);
    expect(fallbackTag(subject.digest)).toBe(tag);
  });
});

describe('pushing a referrer', () => {
  const bytes = referrerOf(subject, 'application/x', { a: 'b' });
  const pushed = descriptorOf(bytes, mediaTypes.manifest);
  const listed = { ...pushed, artifactType: 'application/x', annotations: { a: 'b' } };

  /** A registry that keeps the fallback tag, and lets a test have its say before each answer. */
  async function fallbackRegistry(options: {
    readonly etags?: boolean;
    readonly acknowledges?: boolean;
    readonly lists?: boolean;
    readonly start?: Buffer;
    /** What another writer puts in place just before, or just after, our n-th write. */
    readonly beforeWrite?: (writes: number) => Buffer | undefined;
    readonly afterWrite?: (writes: number) => Buffer | undefined;
  }) {
    let current = options.start;
    let writes = 0;
    const etag = () => (options.etags === true && current ? { etag: `"${sha256(current)}"` } : {});
    const { server, repository } = await registry(({ method, url, headers, body }) => {
      if (url === apiPath)
        return options.lists === undefined ? missing : index(options.lists ? [listed] : []);
      if (url !== tagPath) {
        const acknowledged = options.acknowledges ? { 'oci-subject': subject.digest } : {};
        return { status: 201, headers: acknowledged };
      }
      if (method === 'GET') {
        if (current === undefined) return missing;
        return { headers: { 'content-type': mediaTypes.index, ...etag() }, body: current };
      }
      writes += 1;
      current = options.beforeWrite?.(writes) ?? current;
      const held =
        headers['if-match'] === undefined
          ? headers['if-none-match'] === undefined || current === undefined
          : headers['if-match'] === etag().etag;
      if (options.etags === true && !held) return { status: 412 };
      current = options.afterWrite?.(writes) ?? body;
      return { status: 201 };
    });
    return { server, repository, fallback: () => JSON.parse(String(current)), writes: () => writes };
  }

  test('that the registry acknowledges and lists writes no fallback tag', async () => {
    const { server, repository } = await fallbackRegistry({ acknowledges: true, lists: true });
    expect(await repository.pushReferrer(bytes, mediaTypes.manifest)).toEqual(pushed);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `PUT /v2/apps/shop/manifests/${pushed.digest}`,
      `GET ${apiPath}`,
    ]);
  });

  test.each([
    ['neither acknowledges nor lists', {}],
    ['acknowledges and does not list', { acknowledges: true, lists: false }],
    ['acknowledges and has no API', { acknowledges: true }],
    ['lists and does not acknowledge', { lists: true }],
  ])('that the registry %s writes the fallback tag', async (_, options) => {
    const { repository, fallback } = await fallbackRegistry(options);
    await repository.pushReferrer(bytes, mediaTypes.manifest);
    expect(fallback()).toEqual({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [listed] });
  });

  test('keeps all that stands in the fallback index, known or not', async () => {
    const start = indexBytes([{ ...entry('a'), data: 'e30=', urls: ['https://x.example'] }], {
      annotations: { kept: 'yes' },
      unknown: [1],
    });
    const { repository, fallback } = await fallbackRegistry({ start });
    await repository.pushReferrer(bytes, mediaTypes.manifest);
    const before = JSON.parse(start.toString());
    expect(fallback()).toEqual({ ...before, manifests: [...before.manifests, listed] });
  });

  test('that is in the fallback index writes nothing', async () => {
    const { repository, writes } = await fallbackRegistry({ start: indexBytes([listed]) });
    await repository.pushReferrer(bytes, mediaTypes.manifest);
    expect(writes()).toBe(0);
  });

  test('loses no entry that another writer put in meanwhile, where stale writes are refused (412)', async () => {
    const { repository, fallback, writes } = await fallbackRegistry({
      etags: true,
      start: indexBytes([]),
      beforeWrite: (n) => (n === 1 ? indexBytes([entry('theirs')]) : undefined),
    });
    await repository.pushReferrer(bytes, mediaTypes.manifest);
    expect(fallback().manifests).toEqual([entry('theirs'), listed]);
    expect(writes()).toBe(2);
  });

  test('is written again when another writer’s index went over it, where nothing is refused', async () => {
    const { repository, fallback, writes } = await fallbackRegistry({
      start: indexBytes([]),
      afterWrite: (n) => (n === 1 ? indexBytes([entry('theirs')]) : undefined),
    });
    await repository.pushReferrer(bytes, mediaTypes.manifest);
    expect(fallback().manifests).toEqual([entry('theirs'), listed]);
    expect(writes()).toBe(2);
  });

  test('names the version it changes, or that there is none', async () => {
    const start = indexBytes([entry('a')]);
    const first = await fallbackRegistry({ etags: true, start });
    await first.repository.pushReferrer(bytes, mediaTypes.manifest);
    const put = first.server.seen.find(({ method, url }) => method === 'PUT' && url === tagPath);
    expect(put?.headers['if-match']).toBe(`"${sha256(start)}"`);

    const second = await fallbackRegistry({ etags: true });
    await second.repository.pushReferrer(bytes, mediaTypes.manifest);
    const created = second.server.seen.find(({ method, url }) => method === 'PUT' && url === tagPath);
    expect(created?.headers['if-none-match']).toBe('*');
  });

  test('against writers without end is given up', async () => {
    const { repository, writes } = await fallbackRegistry({
      etags: true,
      start: indexBytes([]),
      beforeWrite: (n) => indexBytes([entry(String(n))]),
    });
    await expect(repository.pushReferrer(bytes, mediaTypes.manifest)).rejects.toMatchObject({
      code: 'REFERRERS_CONTENDED',
      facts: { tag },
    });
    expect(writes()).toBe(8);
  });

  test('never writes over a tag that is an image', async () => {
    const image = bytesOf({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: entry('c'),
      layers: [],
    });
    const { server, repository } = await registry(({ url, method }) => {
      if (url === apiPath) return missing;
      if (method === 'PUT') return { status: 201 };
      return { headers: { 'content-type': mediaTypes.manifest }, body: image };
    });
    await expect(repository.pushReferrer(bytes, mediaTypes.manifest)).rejects.toMatchObject({
      code: 'JSON_MALFORMED',
    });
    expect(server.seen.filter(({ method, url }) => method === 'PUT' && url === tagPath)).toEqual([]);
  });

  test('without a subject is refused before it is sent', async () => {
    const { server, repository } = await registry(() => ({ status: 201 }));
    const plain = bytesOf({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: entry('c'),
      layers: [],
    });
    await expect(repository.pushReferrer(plain, mediaTypes.manifest)).rejects.toMatchObject({
      code: 'JSON_MALFORMED',
    });
    expect(server.seen).toEqual([]);
  });
});
