import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Image } from '../../src/image/image.ts';
import { parseImageConfig } from '../../src/model/manifest.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { textOf, writtenOf } from '../../src/model/written.ts';
import { inspectImage } from '../../src/scan/inspect-image.ts';
import type { InventoryOptions } from '../../src/scan/inventory.ts';
import { fakeLayer } from '../fakes/layers.ts';
import { file, tar } from '../fakes/tar.ts';

const base = tar(
  file('etc/os-release', 'ID=debian\nVERSION_ID=12\n'),
  file('var/lib/dpkg/status', 'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n'),
);
const top = tar(file('usr/bin/run', '#!/bin/sh\n', { mode: 0o4755 }));

function options(more: Partial<InventoryOptions> = {}): InventoryOptions {
  const cacheDir = mkdtempSync(join(tmpdir(), 'inventory-'));
  onTestFinished(() => rmSync(cacheDir, { recursive: true }));
  return { cacheDir, program: 'this', ...more };
}

function imageOf(
  layers: Image['layers'],
  config = '{}',
): Image & { readonly layers: readonly { opened: number }[] } {
  return {
    name: parseImageName('example/a'),
    reference: 'example/a',
    repository: 'a',
    digest: null,
    platform: { os: 'linux', architecture: 'amd64' },
    config: parseImageConfig(
      Buffer.from(
        JSON.stringify({
          architecture: 'amd64',
          os: 'linux',
          rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
          config: JSON.parse(config),
        }),
      ),
    ),
    layers: layers as readonly (Image['layers'][number] & { opened: number })[],
    async close() {},
  };
}

const openedOf = ({ layers }: { readonly layers: readonly { readonly opened: number }[] }): number =>
  layers.reduce((sum, { opened }) => sum + opened, 0);

test('an image that was inspected before is not walked, and what is said of it is the same', async () => {
  const kept = options();
  const first = await inspectImage(imageOf([fakeLayer(base), fakeLayer(top)]), kept);
  rmSync(join(kept.cacheDir ?? '', 'layers'), { recursive: true });
  const again = imageOf([fakeLayer(base), fakeLayer(top)]);
  const second = await inspectImage(again, kept);
  expect(second.inspected).toEqual(first.inspected);
  expect(second.inspected.packages.map(({ name }) => name)).toEqual(['a']);
  expect(openedOf(again)).toBe(0);
});

test('the lists of files are not taken apart until somebody reads them', async () => {
  const kept = options();
  const image = imageOf([fakeLayer(base), fakeLayer(top)]);
  const first = await inspectImage(image, kept);
  const second = await inspectImage(image, kept);
  for (const { inspected } of [first, second]) {
    expect(textOf(writtenOf(inspected, 'executables') ?? '')).toContain('/usr/bin/run');
    expect(inspected.executables.map(({ path }) => path)).toEqual(['/usr/bin/run']);
    expect(inspected.packages.map(({ purl }) => purl)).toEqual(
      inspected.barePackages.map(({ purl }) => purl),
    );
  }
});

test('a path in any alphabet comes back as it was', async () => {
  const kept = options();
  const image = imageOf([fakeLayer(tar(file('opt/日本 é\u{1f600}', '#!/bin/sh\n', { mode: 0o755 })))]);
  await inspectImage(image, kept);
  const { inspected } = await inspectImage(image, kept);
  expect(inspected.executables.map(({ path }) => path)).toEqual(['/opt/日本 é\u{1f600}']);
});

test('the files are walked when somebody wants to see them', async () => {
  const kept = options();
  await inspectImage(imageOf([fakeLayer(top)]), kept);
  const { view } = await inspectImage(imageOf([fakeLayer(top)]), kept);
  expect((await view()).get('usr/bin/run')?.mode).toBe(0o4755);
});

const others: readonly (readonly [what: string, image: () => Image, more: Partial<InventoryOptions>])[] = [
  ['of other layers', () => imageOf([fakeLayer(base)]), {}],
  ['of the same layers in another order', () => imageOf([fakeLayer(top), fakeLayer(base)]), {}],
  ['of another configuration', () => imageOf([fakeLayer(base), fakeLayer(top)], '{"User":"1"}'), {}],
  [
    'whose blobs are others',
    () => imageOf([fakeLayer(base, gzipSync(base)), fakeLayer(top, gzipSync(top))]),
    {},
  ],
  ['by another program', () => imageOf([fakeLayer(base), fakeLayer(top)]), { program: 'other' }],
];
test.each(others)('an image %s is inspected anew', async (_, image, more) => {
  const kept = options();
  await inspectImage(imageOf([fakeLayer(base), fakeLayer(top)]), kept);
  const folder = join(kept.cacheDir ?? '', 'inventories');
  const [before = ''] = readdirSync(folder);
  await inspectImage(image(), { ...kept, ...more });
  expect(readdirSync(folder).filter((name) => name !== before)).toHaveLength(1);
});

test('a damaged file is not believed, and written again', async () => {
  const kept = options();
  const { inspected } = await inspectImage(imageOf([fakeLayer(base)]), kept);
  const folder = join(kept.cacheDir ?? '', 'inventories');
  const path = join(folder, readdirSync(folder)[0] ?? '');
  const intact = readFileSync(path, 'utf8');
  writeFileSync(path, intact.replace('debian', 'devian'));
  const again = await inspectImage(imageOf([fakeLayer(base)]), kept);
  expect(again.inspected).toEqual(inspected);
  expect(readFileSync(path, 'utf8')).toBe(intact);
});

test('a layer without the digest of its blob proves itself with its bytes each time', async () => {
  const kept = options();
  const bare = (): Image['layers'][number] & { opened: number } => {
    const { digest, ...layer } = fakeLayer(base);
    return Object.assign(layer, { opened: digest === undefined ? 1 : 0 });
  };
  await inspectImage(imageOf([bare()]), kept);
  expect(() => readdirSync(join(kept.cacheDir ?? '', 'inventories'))).toThrow(/ENOENT/);
});

test('a program that runs from its sources remembers no image', async () => {
  const { cacheDir = '' } = options();
  await inspectImage(imageOf([fakeLayer(base)]), { cacheDir });
  expect(readdirSync(cacheDir).sort()).toEqual(['blobs', 'layers']);
});
