import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Image } from '../../src/image/image.ts';
import { openImage } from '../../src/image/open.ts';
import { walk } from '../../src/image/walk.ts';
import { sha256 } from '../../src/model/digest.ts';
import { buildImage, dockerArchive } from '../fakes/images.ts';
import { file, tar } from '../fakes/tar.ts';
import { listing, textReader } from './walked.ts';

const shop = buildImage([tar(file('a', 'text'))]);
const archive = dockerArchive([{ image: shop, names: ['apps/shop:1'] }]);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

/** An engine that answers as told; returns its address and what it was asked. */
async function startEngine(
  answer: RequestListener,
  where: string | number = join(folder, 'engine.sock'),
): Promise<{ readonly address: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) =>
    typeof where === 'string' ? server.listen(where, resolve) : server.listen(where, '127.0.0.1', resolve),
  );
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const tcp = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address: typeof where === 'string' ? `unix://${where}` : tcp, asked };
}

function open(reference: string, address: string, signal?: AbortSignal): Promise<Image> {
  const environment = { DOCKER_HOST: address, TMPDIR: folder };
  const options = signal === undefined ? { environment } : { environment, signal };
  return openImage({ transport: 'docker-daemon', reference }, options);
}

const leftBehind = (): string[] => readdirSync(folder).filter((name) => name.startsWith('sekisho-'));

describe('an image of an engine', () => {
  const places = [
    ['a socket', undefined],
    ['a port', 0],
  ] as const;
  test.each(places)(
    'is asked for by name over %s, and kept in a temporary file until it is closed',
    async (_, where) => {
      const { address, asked } = await startEngine((_request, response) => response.end(archive), where);
      const image = await open('apps/shop:1', address);
      expect(asked).toEqual(['GET /images/apps/shop%3A1/get']);
      expect(image).toMatchObject({
        name: { transport: 'docker-daemon', reference: 'apps/shop:1' },
        reference: 'docker-daemon:apps/shop:1',
        repository: 'apps/shop',
        digest: sha256(shop.config),
      });
      expect(listing(await walk(image, [textReader]))).toEqual(['a = text']);
      expect(leftBehind()).toHaveLength(1);
      await image.close();
      expect(leftBehind()).toEqual([]);
    },
  );

  const names = [
    ['alpine', '/images/alpine%3Alatest/get', 'alpine'],
    [
      'registry.example:5000/apps/shop',
      '/images/registry.example%3A5000/apps/shop%3Alatest/get',
      'apps/shop',
    ],
    ['0123456789ab', '/images/0123456789ab/get', '0123456789ab'],
    [`sha256:${'a'.repeat(64)}`, `/images/sha256%3A${'a'.repeat(64)}/get`, `sha256:${'a'.repeat(64)}`],
    ['a b?c#d', '/images/a%20b%3Fc%23d%3Alatest/get', 'a b?c#d'],
  ] as const;
  test.each(names)('%s is asked for as %s', async (reference, path, repository) => {
    const { address, asked } = await startEngine((_request, response) => response.end(archive));
    const image = await open(reference, address);
    expect(asked).toEqual([`GET ${path}`]);
    expect(image.repository).toBe(repository);
    await image.close();
  });
});

describe('an engine that does not give it', () => {
  const answers: readonly (readonly [name: string, answer: RequestListener, wanted: object])[] = [
    [
      'says there is none',
      (_, response) => response.writeHead(404).end('{"message":"no such image: apps/shop:1"}'),
      { code: 'IMAGE_NOT_FOUND', remedy: expect.stringContaining('no such image: apps/shop:1') },
    ],
    [
      'fails',
      (_, response) => response.writeHead(500).end('{"message":"no space left"}'),
      { code: 'ENGINE_UNREACHABLE', message: expect.stringContaining('it answered 500: no space left') },
    ],
    [
      'fails at length',
      (_, response) => response.writeHead(500).end('x'.repeat(1_000_000)),
      { code: 'ENGINE_UNREACHABLE', message: expect.stringMatching(/500: x{300}…$/) },
    ],
    [
      'fails with words that are none',
      (_, response) => response.writeHead(500).end('{"message":{"toString":1}}'),
      { code: 'ENGINE_UNREACHABLE', message: expect.stringContaining('500: {"message":') },
    ],
    [
      'fails with quotation marks without end',
      (_, response) => response.writeHead(500).end('"message":"'.repeat(5900)),
      { code: 'ENGINE_UNREACHABLE' },
    ],
    [
      'fails, and breaks off',
      (_, response) => {
        response.writeHead(404, { 'content-length': 100 });
        response.write('{"message":"no', () => response.destroy());
      },
      { code: 'IMAGE_NOT_FOUND', remedy: expect.stringContaining('the engine says: {"message":"no') },
    ],
    [
      'sends it elsewhere',
      (_, response) => response.writeHead(301, { location: 'http://a' }).end(),
      { code: 'ENGINE_UNREACHABLE' },
    ],
    [
      'speaks of something else',
      (_, response) => response.writeHead(101).end(),
      { code: 'ENGINE_UNREACHABLE' },
    ],
    [
      'gives something else',
      (_, response) => response.end('hello'),
      {
        code: 'ARCHIVE_MALFORMED',
        message: expect.stringMatching(/^what the engine gave for apps\/shop:1 is not an archive/),
      },
    ],
    [
      'gives two images',
      (_, response) =>
        response.end(
          dockerArchive([
            { image: shop, names: ['a:1'] },
            { image: buildImage([tar(file('b'))]), names: ['b:1'] },
          ]),
        ),
      { code: 'IMAGE_AMBIGUOUS', remedy: 'name one of them, as in docker-daemon:a:1' },
    ],
    ['gives an archive without an image', (_, response) => response.end(tar()), { code: 'IMAGE_UNUSABLE' }],
  ];
  test.each(answers)('%s: an error, and nothing is left behind', async (_, answer, wanted) => {
    const { address } = await startEngine(answer);
    await expect(open('apps/shop:1', address)).rejects.toMatchObject(wanted);
    expect(leftBehind()).toEqual([]);
  });

  test('breaks off in the middle: an error, and nothing is left behind', async () => {
    const { address } = await startEngine((_, response) => {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, 1000), () => response.destroy());
    });
    await expect(open('apps/shop:1', address)).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    expect(leftBehind()).toEqual([]);
  });

  test('never ends what it says of a failure: it is not waited for', async () => {
    const { address } = await startEngine((_, response) => {
      response.writeHead(500);
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    });
    await expect(open('apps/shop:1', address)).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  }, 15_000);

  test('asks for certificates that are none', async () => {
    for (const name of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(folder, name), 'x');
    const environment = {
      DOCKER_HOST: 'tcp://127.0.0.1:1',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: folder,
    };
    await expect(
      openImage({ transport: 'docker-daemon', reference: 'apps/shop:1' }, { environment }),
    ).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });

  const nowhere = [
    'unix:///nowhere/engine.sock',
    'tcp://127.0.0.1:1',
    'ssh://host',
    'nonsense',
    'tcp://',
    'unix://\0',
    `unix:///${'a'.repeat(300)}`,
  ];
  test.each(nowhere)('is not there: %s', async (address) => {
    await expect(open('apps/shop:1', address)).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      facts: { address },
    });
  });

  test('does not answer: giving up ends the wait', async () => {
    const { address } = await startEngine(() => {});
    const control = new AbortController();
    const opening = open('apps/shop:1', address, control.signal);
    setTimeout(() => control.abort(new Error('enough')), 20);
    await expect(opening).rejects.toThrow('enough');
    expect(leftBehind()).toEqual([]);
  });
});
