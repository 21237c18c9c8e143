import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Image } from '../../src/image/image.ts';
import { openImage } from '../../src/image/open.ts';
import { walk } from '../../src/image/walk.ts';
import { sha256 } from '../../src/model/digest.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { buildImage, dockerArchive, layoutFiles, membersOf, tagged } from '../fakes/images.ts';
import { file, hardlink, symlink, type TarMember, tar } from '../fakes/tar.ts';
import { listing, textReader } from './walked.ts';

const shop = buildImage([tar(file('a', 'lower')), tar(file('b', 'upper'))]);
const cart = buildImage([tar(file('c', 'cart'))]);
const archive = dockerArchive([{ image: shop, names: ['apps/shop:2.4.1', 'docker.io/library/shop:latest'] }]);
const several = dockerArchive([
  { image: shop, names: ['apps/shop:1'] },
  { image: cart, names: ['cart:latest'] },
]);

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function write(bytes: Buffer, name = 'image.tar'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

async function open(path: string, reference = ''): Promise<Image> {
  const image = await openImage(
    parseImageName(`docker-archive:${path}${reference === '' ? '' : `:${reference}`}`),
  );
  onTestFinished(() => image.close());
  return image;
}

describe('an archive', () => {
  test('is opened with all that is known of its image', async () => {
    const path = write(archive, 'shop.tar');
    const image = await open(path);
    expect(image).toMatchObject({
      reference: `docker-archive:${path}`,
      repository: 'shop',
      digest: sha256(shop.config),
      platform: { os: 'linux', architecture: 'amd64' },
      layers: shop.layers.map((layer) => ({ diffId: sha256(layer), size: layer.length })),
    });
    expect(image.layers.map(({ digest }) => digest)).toEqual([undefined, undefined]);
    expect(listing(await walk(image, [textReader]))).toEqual(['a = lower', 'b = upper']);
  });

  test('of several images needs the name of one', async () => {
    const path = write(several);
    await expect(open(path)).rejects.toMatchObject({
      code: 'IMAGE_AMBIGUOUS',
      facts: { names: 'apps/shop:1, cart:latest', example: `docker-archive:${path}:apps/shop:1` },
    });
    expect((await open(path, 'apps/shop:1')).digest).toBe(sha256(shop.config));
    await expect(open(path, 'apps/shop:2')).rejects.toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      remedy: 'the archive has apps/shop:1, cart:latest',
    });
  });

  const names = [
    'cart',
    'cart:latest',
    'library/cart',
    'docker.io/library/cart',
    'docker.io/library/cart:latest',
  ];
  test.each(names)('has the image that %s means to engines', async (name) => {
    expect((await open(write(several), name)).digest).toBe(sha256(cart.config));
  });

  const compressed = [
    ['gzip', gzipSync(archive)],
    ['zstd', zstdCompressSync(archive)],
  ] as const;
  test.each(compressed)(
    'in %s is unpacked to a temporary file, which goes when the image is closed',
    async (_, bytes) => {
      const temporary = temporaryFolder();
      const name = parseImageName(`docker-archive:${write(bytes, 'shop.tar.gz')}`);
      const image = await openImage(name, { environment: { TMPDIR: temporary } });
      expect(readdirSync(temporary)).toHaveLength(1);
      expect(listing(await walk(image, [textReader]))).toEqual(['a = lower', 'b = upper']);
      await image.close();
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  test('may hold its layers compressed', async () => {
    const manifest = JSON.stringify([{ Config: 'config.json', RepoTags: null, Layers: ['layer.tar.gz'] }]);
    const path = write(
      tar(
        file('manifest.json', manifest),
        file('config.json', cart.config),
        file('layer.tar.gz', gzipSync(cart.layers[0] ?? '')),
      ),
    );
    expect(listing(await walk(await open(path), [textReader]))).toEqual(['c = cart']);
  });

  const config = cart.config;
  const layer = cart.layers[0] ?? Buffer.alloc(0);
  const manifestOf = (path: string): TarMember =>
    file('manifest.json', JSON.stringify([{ Config: 'config.json', RepoTags: [], Layers: [path] }]));
  const layouts: readonly (readonly [name: string, members: readonly TarMember[]])[] = [
    ['a link beside it', [file('real.tar', layer), symlink('layer.tar', 'real.tar')]],
    [
      'a link in another folder',
      [
        file('x/layer.tar', layer),
        symlink('y/layer.tar', '../x/layer.tar'),
        symlink('layer.tar', './y/layer.tar'),
      ],
    ],
    ['a link before its target', [symlink('layer.tar', 'real.tar'), file('real.tar', layer)]],
    ['a hard link', [file('real.tar', layer), hardlink('layer.tar', 'real.tar')]],
    ['twice, the last time right', [file('layer.tar', 'old'), file('layer.tar', layer)]],
    ['written with a dot before it', [file('./layer.tar', layer)]],
  ];
  test.each(layouts)('may have a layer as %s', async (_, members) => {
    const path = write(tar(manifestOf('layer.tar'), file('config.json', config), ...members));
    expect(listing(await walk(await open(path), [textReader]))).toEqual(['c = cart']);
  });

  test('may be an OCI layout, with its digests', async () => {
    const entries = [tagged(shop.descriptor, '1'), tagged(cart.descriptor, '2')];
    const path = write(tar(...membersOf(layoutFiles(entries, [...shop.blobs, ...cart.blobs]))));
    const image = await open(path, '2');
    expect(image).toMatchObject({ digest: cart.descriptor.digest, layers: [{ digest: sha256(layer) }] });
    expect(listing(await walk(image, [textReader]))).toEqual(['c = cart']);
    await expect(open(path)).rejects.toMatchObject({ code: 'IMAGE_AMBIGUOUS', facts: { names: '1, 2' } });
  });
});

describe('an archive that is not whole', () => {
  const entry = (more: object): string =>
    JSON.stringify([{ Config: 'config.json', RepoTags: [], Layers: ['layer.tar'], ...more }]);
  const config = file('config.json', cart.config);
  const layer = file('layer.tar', cart.layers[0] ?? '');
  const digestName = `${'0'.repeat(64)}.json`;
  const broken: readonly (readonly [name: string, members: readonly TarMember[], code: string])[] = [
    ['no manifest at all', [config, layer], 'IMAGE_UNUSABLE'],
    ['no image', [file('manifest.json', '[]')], 'IMAGE_NOT_FOUND'],
    ['a manifest that is no JSON', [file('manifest.json', '[{')], 'JSON_MALFORMED'],
    ['a manifest that is something else', [file('manifest.json', '{"Config":1}')], 'JSON_MALFORMED'],
    ['a manifest without layers', [file('manifest.json', '[{"Config":"config.json"}]')], 'JSON_MALFORMED'],
    ['no configuration', [file('manifest.json', entry({})), layer], 'IMAGE_UNUSABLE'],
    ['no layer', [file('manifest.json', entry({})), config], 'IMAGE_UNUSABLE'],
    [
      'a configuration outside of it',
      [file('manifest.json', entry({ Config: '../../etc/passwd' })), layer],
      'IMAGE_UNUSABLE',
    ],
    [
      'a layer outside of it',
      [file('manifest.json', entry({ Layers: ['/etc/passwd'] })), config],
      'IMAGE_UNUSABLE',
    ],
    [
      'a link out of it',
      [file('manifest.json', entry({})), config, symlink('layer.tar', '/../../etc/passwd')],
      'IMAGE_UNUSABLE',
    ],
    [
      'a link in a circle',
      [file('manifest.json', entry({})), config, symlink('layer.tar', 'layer.tar')],
      'IMAGE_UNUSABLE',
    ],
    [
      'more layers than the configuration',
      [file('manifest.json', entry({ Layers: ['layer.tar', 'layer.tar'] })), config, layer],
      'IMAGE_UNUSABLE',
    ],
    [
      'a configuration that its name is not the digest of',
      [file('manifest.json', entry({ Config: digestName })), file(digestName, cart.config), layer],
      'BLOB_DIGEST_MISMATCH',
    ],
  ];
  test.each(broken)('%s is refused', async (_, members, code) => {
    await expect(open(write(tar(...members)))).rejects.toMatchObject({ code });
  });

  test('another layer than the configuration says is refused when it is read', async () => {
    const path = write(tar(file('manifest.json', entry({})), config, file('layer.tar', tar(file('evil')))));
    await expect(walk(await open(path), [])).rejects.toMatchObject({ code: 'DIFF_ID_MISMATCH' });
  });

  test('one that is cut off is refused, also where its content is only skipped over', async () => {
    for (const bytes of [100, 600, 1600]) {
      await expect(open(write(archive.subarray(0, bytes)))).rejects.toMatchObject({
        code: 'ARCHIVE_MALFORMED',
      });
    }
  });

  test('one that is cut off after it was opened is refused when it is read', async () => {
    const path = write(archive);
    const image = await open(path);
    truncateSync(path, 700);
    await expect(walk(image, [])).rejects.toMatchObject({ code: 'ARCHIVE_MALFORMED' });
  });

  test('one of files without end is given up', async () => {
    const long = tar(file('a', '', { pax: { path: `${'d/'.repeat(1900)}a` } })).subarray(0, -1024);
    await expect(open(write(Buffer.concat(Array(8000).fill(long))))).rejects.toMatchObject({
      code: 'TOO_MANY',
      message: expect.stringMatching(/image\.tar has more than 30000000 characters in the names of files$/),
    });
  });

  test('what is not there, or no file, is an error that names it', async () => {
    const folder = temporaryFolder();
    await expect(open(join(folder, 'none.tar'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(open(folder)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(open(write(Buffer.from('no archive at all'.repeat(100))))).rejects.toMatchObject({
      code: 'ARCHIVE_MALFORMED',
    });
  });
});
