import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/image/nearest.ts';
import { openImage } from '../../src/image/open.ts';
import { walk } from '../../src/image/walk.ts';
import { sha256 } from '../../src/model/digest.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { type BuiltImage, buildImage, buildIndex } from '../fakes/images.ts';
import { describe as descriptorOf } from '../fakes/manifests.ts';
import { type FakeServer, startServer } from '../fakes/server.ts';
import { file, tar } from '../fakes/tar.ts';
import { listing, textReader } from './walked.ts';

const shop = buildImage([tar(file('a', 'text')), tar(file('b', 'more'))], {
  store: gzipSync,
  layerType: mediaTypes.layerGzip,
});
const arm = buildImage([tar(file('a', 'arm'))], { architecture: 'arm64' });
const index = buildIndex([shop.descriptor, arm.descriptor]);

/** A registry with one repository, `apps/shop`; manifests by tag, blobs by digest. */
function startRegistry(
  tags: Readonly<Record<string, { readonly bytes: Buffer; readonly mediaType: string }>>,
  images: readonly BuiltImage[] = [shop, arm],
): Promise<FakeServer> {
  const blobs = new Map(
    images.flatMap((image) => [...image.blobs]).map(([digest, bytes]) => [String(digest), bytes]),
  );
  return startServer(({ url }) => {
    const [, kind, target = ''] = /^\/v2\/apps\/shop\/(manifests|blobs|tags)\/([^?]+)/.exec(url) ?? [];
    if (kind === 'tags') return { body: JSON.stringify({ name: 'apps/shop', tags: Object.keys(tags) }) };
    const tagged = kind === 'manifests' ? tags[target] : undefined;
    const body = tagged?.bytes ?? blobs.get(target);
    if (body === undefined) return { status: 404 };
    const mediaType = tagged?.mediaType ?? mediaTypes.manifest;
    return {
      headers: { 'content-type': kind === 'manifests' ? mediaType : 'application/octet-stream' },
      body,
    };
  });
}

const manifestTag = { bytes: shop.manifest, mediaType: mediaTypes.manifest };
const indexTag = { bytes: index, mediaType: mediaTypes.index };

describe('an image of a registry', () => {
  test('is opened by its tag, which is asked for once', async () => {
    const { host, seen } = await startRegistry({ '1.0': manifestTag });
    const image = await openImage(parseImageName(`${host}/apps/shop:1.0`));
    expect(image).toMatchObject({
      reference: `${host}/apps/shop:1.0`,
      repository: 'apps/shop',
      digest: shop.descriptor.digest,
      mediaType: mediaTypes.manifest,
      manifestSize: shop.manifest.length,
      platform: { os: 'linux', architecture: 'amd64' },
    });
    expect(listing(await walk(image, [textReader]))).toEqual(['a = text', 'b = more']);
    expect(seen.filter(({ url }) => url.includes('/manifests/'))).toHaveLength(1);
    await image.close();
  });

  test('is opened for the platform asked for', async () => {
    const { host } = await startRegistry({ '1.0': indexTag });
    const name = parseImageName(`${host}/apps/shop:1.0`);
    const image = await openImage(name, { platform: { os: 'linux', architecture: 'arm64' } });
    expect(image).toMatchObject({ digest: arm.descriptor.digest, indexDigest: sha256(index) });
    expect(listing(await walk(image, [textReader]))).toEqual(['a = arm']);
    await expect(openImage(name, { platform: { os: 'linux', architecture: 's390x' } })).rejects.toMatchObject(
      {
        code: 'PLATFORM_MISSING',
        facts: {
          image: `${host}/apps/shop:1.0`,
          wanted: 'linux/s390x',
          available: 'linux/amd64, linux/arm64',
        },
      },
    );
  });

  test('is opened by its digest', async () => {
    const { host } = await startRegistry({});
    const image = await openImage(parseImageName(`${host}/apps/shop@${shop.descriptor.digest}`));
    expect(image.digest).toBe(shop.descriptor.digest);
  });
});

describe('a registry that does not have it', () => {
  test('has a tag that was probably meant', async () => {
    const { host } = await startRegistry({ '2.4.1': manifestTag, latest: manifestTag });
    await expect(openImage(parseImageName(`${host}/apps/shop:2.4.l`))).rejects.toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      message: `there is no image ${host}/apps/shop:2.4.l`,
      remedy: 'did you mean 2.4.1?',
    });
  });

  test('cannot list its tags either: that says nothing more', async () => {
    const { host } = await startServer(() => ({ status: 404 }));
    const hint = 'check the name, and that it was pushed';
    await expect(openImage(parseImageName(`${host}/apps/shop:1`))).rejects.toMatchObject({ remedy: hint });
    await expect(openImage(parseImageName(`${host}/apps/shop@${sha256('x')}`))).rejects.toMatchObject({
      remedy: hint,
    });
  });

  test('lost a manifest of the index', async () => {
    const { host } = await startRegistry({ '1.0': indexTag }, [arm]);
    const platform = { os: 'linux', architecture: 'amd64' };
    await expect(openImage(parseImageName(`${host}/apps/shop:1.0`), { platform })).rejects.toMatchObject({
      code: 'IMAGE_INCOMPLETE',
      facts: { digest: shop.descriptor.digest },
    });
  });

  test('serves another manifest than the index says', async () => {
    const lying = buildIndex([{ ...shop.descriptor, size: shop.descriptor.size + 1 }]);
    const { host } = await startRegistry({ '1.0': { bytes: lying, mediaType: mediaTypes.index } });
    await expect(openImage(parseImageName(`${host}/apps/shop:1.0`))).rejects.toMatchObject({
      code: 'BLOB_SIZE_MISMATCH',
    });
  });

  test('has an artifact in its place', async () => {
    const chart = buildImage([tar()], { layerType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip' });
    const { host } = await startRegistry(
      { '1.0': { bytes: chart.manifest, mediaType: mediaTypes.manifest } },
      [chart],
    );
    await expect(openImage(parseImageName(`${host}/apps/shop:1.0`))).rejects.toMatchObject({
      code: 'IMAGE_UNUSABLE',
    });
  });

  test('has an index in which an index calls itself an image', async () => {
    const inner = buildIndex([], {});
    const list = buildIndex([
      { ...descriptorOf(inner, mediaTypes.manifest), platform: { os: 'linux', architecture: 'amd64' } },
    ]);
    const image = { ...shop, blobs: new Map([[sha256(inner), inner]]) };
    const { host } = await startRegistry({ '1.0': { bytes: list, mediaType: mediaTypes.index } }, [image]);
    await expect(openImage(parseImageName(`${host}/apps/shop:1.0`))).rejects.toMatchObject({
      code: 'JSON_MALFORMED',
    });
  });
});

describe('the nearest word', () => {
  const meant: readonly (readonly [
    word: string,
    candidates: readonly string[],
    wanted: string | undefined,
  ])[] = [
    ['2.4.l', ['2.4.0', '2.4.1', '2.5.1'], '2.4.0'],
    ['latst', ['1.0', 'latest'], 'latest'],
    ['lastest', ['latest'], 'latest'],
    ['1', ['2', '3'], undefined],
    ['prod', ['latest', 'stable'], undefined],
    ['v1.0', ['1.0', 'v1.0-slim'], '1.0'],
    ['x', [], undefined],
  ];
  test.each(meant)('to %j in %j is %j', (word, candidates, wanted) => {
    expect(nearest(word, candidates)).toBe(wanted);
  });
});
