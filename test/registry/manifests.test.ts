import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createHttp } from '../../src/io/http.ts';
import { parseDigest, sha256 } from '../../src/model/digest.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import { openRepository } from '../../src/registry/client.ts';
import { type Answer, startServer } from '../fakes/server.ts';

const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest }));
const other = sha256('something else');

async function registry(answer: Answer) {
  const server = await startServer(() => answer);
  const http = createHttp({ attempts: 1, headersTimeoutMs: 500 });
  return { server, repository: openRepository({ host: server.host, repository: 'apps/shop' }, { http }) };
}

describe('a manifest', () => {
  test('is asked for with the media types of images', async () => {
    const { server, repository } = await registry({ status: 404 });
    expect(await repository.manifest('1.0')).toBeUndefined();
    expect(server.seen[0]).toMatchObject({
      url: '/v2/apps/shop/manifests/1.0',
      headers: { accept: expect.stringContaining(mediaTypes.index) },
    });
  });

  test('has the digest and size of its bytes, whatever the registry says of itself', async () => {
    const { repository } = await registry({ headers: { 'content-type': mediaTypes.manifest }, body: bytes });
    expect(await repository.manifest('1.0')).toMatchObject({
      descriptor: { mediaType: mediaTypes.manifest, digest: sha256(bytes), size: bytes.length },
      bytes,
    });
  });

  test('asked for by a sha512 digest is checked by sha512', async () => {
    const digest = parseDigest(`sha512:${createHash('sha512').update(bytes).digest('hex')}`);
    const { repository } = await registry({ headers: { 'content-type': mediaTypes.manifest }, body: bytes });
    expect((await repository.manifest(digest))?.descriptor.digest).toBe(digest);
  });

  test.each([
    ['application/json', mediaTypes.manifest],
    ['binary/octet-stream', mediaTypes.manifest],
    [`${mediaTypes.index}; charset=utf-8`, mediaTypes.index],
  ])('served as %s is taken for %s', async (served, mediaType) => {
    const { repository } = await registry({ headers: { 'content-type': served }, body: bytes });
    expect((await repository.manifest('1.0'))?.descriptor.mediaType).toBe(mediaType);
  });

  test.each([
    ['another digest than asked for', other, {}],
    ['another digest than the header says', '1.0', { 'docker-content-digest': other }],
    [
      'another digest than the header says, asked for by its own',
      sha256(bytes),
      { 'docker-content-digest': other },
    ],
  ])('with %s is refused', async (_, target, headers) => {
    const { repository } = await registry({ headers, body: bytes });
    await expect(repository.manifest(target)).rejects.toMatchObject({
      code: 'BLOB_DIGEST_MISMATCH',
      facts: { wanted: other, got: sha256(bytes) },
    });
  });

  test('over 4 MiB is refused', async () => {
    const { repository } = await registry({ body: Buffer.alloc(4 * 1024 * 1024 + 1, 32) });
    await expect(repository.manifest('1.0')).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  test.each([
    [500, 'HTTP_STATUS'],
    [429, 'HTTP_STATUS'],
    [418, 'HTTP_STATUS'],
    [403, 'REGISTRY_DENIED'],
  ])('is not missing when the registry answers %i', async (status, code) => {
    const body = '{"errors":[{"code":"X","message":"its own words"}]}';
    const { repository } = await registry({ status, body });
    await expect(repository.manifest('1.0')).rejects.toMatchObject({
      code,
      message: expect.stringContaining('its own words'),
    });
  });

  test('of a registry that hangs is one clear error', async () => {
    const { server, repository } = await registry('hang');
    await expect(repository.manifest('1.0')).rejects.toMatchObject({
      code: 'HTTP_TIMEOUT',
      message: `${server.host} sent nothing for 0.5 s (GET /v2/apps/shop/manifests/1.0)`,
    });
  });

  test.each(['', '../blobs/x', 'a/b', 'a?b', 'a b', '-a', 'sha256:abc', `x${'y'.repeat(128)}`])(
    'is never asked for by what is neither tag nor digest: %j',
    async (target) => {
      const { server, repository } = await registry({ body: bytes });
      await expect(repository.manifest(target)).rejects.toMatchObject({ code: 'REFERENCE_MALFORMED' });
      expect(server.seen).toEqual([]);
    },
  );

  test('that was pushed is sent with its media type, under its tag or digest', async () => {
    const { server, repository } = await registry({ status: 201 });
    const descriptor = { mediaType: mediaTypes.manifest, digest: sha256(bytes), size: bytes.length };
    expect(await repository.pushManifest(bytes, mediaTypes.manifest, '1.0')).toEqual(descriptor);
    expect(await repository.pushManifest(bytes, mediaTypes.manifest)).toEqual(descriptor);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /v2/apps/shop/manifests/1.0',
      `PUT /v2/apps/shop/manifests/${descriptor.digest}`,
    ]);
    expect(server.seen[0]).toMatchObject({ headers: { 'content-type': mediaTypes.manifest }, body: bytes });
  });

  test('that the registry stored as something else is an error', async () => {
    const { repository } = await registry({ status: 201, headers: { 'docker-content-digest': other } });
    await expect(repository.pushManifest(bytes, mediaTypes.manifest)).rejects.toMatchObject({
      code: 'BLOB_DIGEST_MISMATCH',
    });
  });

  test('over 4 MiB is not pushed', async () => {
    const { server, repository } = await registry({ status: 201 });
    const large = Buffer.alloc(4 * 1024 * 1024 + 1);
    await expect(repository.pushManifest(large, mediaTypes.manifest)).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
    expect(server.seen).toEqual([]);
  });
});

describe('a repository', () => {
  test.each([
    ['registry.example', 'Apps/Shop'],
    ['registry.example', '../etc'],
    ['registry.example', ''],
    ['registry.example/evil', 'apps'],
    ['user@registry.example', 'apps'],
    ['registry.example?', 'apps'],
    ['', 'apps'],
  ])('is not opened for %j and %j', (host, repository) => {
    expect(() => openRepository({ host, repository })).toThrow(
      expect.objectContaining({ code: 'REFERENCE_MALFORMED' }),
    );
  });

  test('is spoken to over HTTPS, except on loopback or when plain HTTP is allowed', async () => {
    const asked: string[] = [];
    const http = {
      request: async (url: string) => {
        asked.push(new URL(url).origin);
        throw new Error('enough');
      },
    };
    for (const host of ['registry.example', 'localhost:5000', '127.0.0.1:5000', '[::1]:5000', '10.0.0.1']) {
      await expect(openRepository({ host, repository: 'a' }, { http }).tags()).rejects.toThrow('enough');
    }
    const plain = openRepository({ host: 'registry.example', repository: 'a' }, { http, plainHttp: true });
    await expect(plain.tags()).rejects.toThrow('enough');
    expect(asked).toEqual([
      'https://registry.example',
      'http://localhost:5000',
      'http://127.0.0.1:5000',
      'http://[::1]:5000',
      'https://10.0.0.1',
      'http://registry.example',
    ]);
  });
});
