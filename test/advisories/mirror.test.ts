import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { artifactType, layerType } from '../../src/advisories/artifact.ts';
import { importAdvisories } from '../../src/advisories/import.ts';
import { type PullOptions, pullAdvisories } from '../../src/advisories/pull.ts';
import { pushAdvisories } from '../../src/advisories/push.ts';
import { schemaVersion } from '../../src/advisories/schema.ts';
import { sha256 } from '../../src/model/digest.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import { type MemoryRepository, memoryRepository } from '../fakes/memory-repository.ts';
import { npm } from './support/packages.ts';
import { record } from './support/records.ts';
import { now, opened, type Workspace, workspace } from './support/workspace.ts';

interface Sites {
  /** Where the database is made. */
  readonly near: Workspace;
  /** Where it is pulled to. */
  readonly far: Workspace;
  readonly registry: MemoryRepository;
  pull(options?: Partial<PullOptions>): ReturnType<typeof pullAdvisories>;
  fill(...ids: string[]): Promise<void>;
}

function sites(): Sites {
  const near = workspace();
  const far = workspace();
  const registry = memoryRepository({ name: 'mirror/advisories' });
  return {
    near,
    far,
    registry,
    pull: (options = {}) =>
      pullAdvisories(registry, { target: 'latest', into: far.database, now, ...options }),
    fill: async (...ids) => {
      const paths = ids.map((id) => near.file(`${id}.json`, JSON.stringify(record(id))));
      await importAdvisories({ paths, into: near.database, now });
    },
  };
}

const rules = (path: string): string[] =>
  opened(path)
    .match([npm('left-pad', '1.0.0')], null)
    .findings.map(({ rule }) => rule)
    .sort();

test('what was pushed is pulled as it was', async () => {
  const { near, far, registry, pull, fill } = sites();
  await fill('X-1', 'X-2');
  const pushed = await pushAdvisories(near.database, registry, 'latest');
  const pulled = await pull();
  expect(pulled).toEqual({
    digest: pushed.descriptor.digest,
    unchanged: false,
    info: { ...pushed.info, path: far.database },
  });
  expect(rules(far.database)).toEqual(['X-1', 'X-2']);
  expect(readdirSync(far.folder)).toEqual(['advisories.db']);
});

test('it is an artifact of one layer, with when it was built and the digest of its content', async () => {
  const { near, registry, fill } = sites();
  await fill('X-1');
  const { descriptor, info } = await pushAdvisories(near.database, registry, 'latest');
  expect(descriptor).toMatchObject({ artifactType, mediaType: mediaTypes.manifest });
  const served = await registry.manifest('latest');
  expect(JSON.parse(String(served?.bytes))).toMatchObject({
    artifactType: 'application/vnd.sekisho.advisories.v1',
    config: { mediaType: mediaTypes.empty, size: 2 },
    layers: [
      { mediaType: layerType, annotations: { 'org.opencontainers.image.title': 'advisories.db.zst' } },
    ],
    annotations: {
      'org.opencontainers.image.created': '2026-11-23T08:00:00Z',
      'dev.sekisho.advisories.digest': info.digest,
      'dev.sekisho.advisories.format': `${schemaVersion}`,
    },
  });
});

test('the same database pushed twice is the same manifest', async () => {
  const { near, registry, fill } = sites();
  await fill('X-1');
  const first = await pushAdvisories(near.database, registry, 'a');
  const second = await pushAdvisories(near.database, registry, 'b');
  expect(second.descriptor.digest).toBe(first.descriptor.digest);
});

test('the same digest again fetches nothing, until something else was imported', async () => {
  const { near, far, registry, pull, fill } = sites();
  await fill('X-1');
  const { descriptor } = await pushAdvisories(near.database, registry, 'latest');
  await pull();
  registry.asked.length = 0;
  expect(await pull()).toMatchObject({ unchanged: true });
  expect(await pull({ target: descriptor.digest })).toMatchObject({ unchanged: true });
  expect(registry.asked.filter((line) => line.startsWith('blob'))).toEqual([]);
  const own = far.file('X-9.json', JSON.stringify(record('X-9')));
  await importAdvisories({ paths: [own], into: far.database, now });
  expect(await pull()).toMatchObject({ unchanged: false });
  expect(rules(far.database)).toEqual(['X-1']);
});

test('a newer one takes the place of an older', async () => {
  const { near, far, registry, pull, fill } = sites();
  await fill('X-1');
  await pushAdvisories(near.database, registry, 'latest');
  await pull();
  await fill('X-2');
  await pushAdvisories(near.database, registry, 'latest');
  expect(await pull()).toMatchObject({ unchanged: false });
  expect(rules(far.database)).toEqual(['X-1', 'X-2']);
});

test('a name that is not there says so', async () => {
  const { pull } = sites();
  await expect(pull({ target: 'v9' })).rejects.toMatchObject({
    code: 'ADVISORIES_MIRROR',
    message:
      'no vulnerability database can be pulled from registry.example/mirror/advisories:v9: there is nothing of that name',
  });
});

test('nothing is written over that is no vulnerability database', async () => {
  const { near, far, registry, pull, fill } = sites();
  await fill('X-1');
  await pushAdvisories(near.database, registry, 'latest');
  writeFileSync(far.database, 'my thesis');
  await expect(pull()).rejects.toMatchObject({ code: 'ADVISORIES_UNUSABLE' });
  expect(readFileSync(far.database, 'utf8')).toBe('my thesis');
});

describe('what a hostile registry serves', () => {
  /** Serves a layer under the manifest of a real database, changed by `change`. */
  async function serve(
    site: Sites,
    layer: Buffer,
    change: (manifest: Manifest) => void = () => {},
  ): Promise<void> {
    await site.fill('X-1');
    await pushAdvisories(site.near.database, site.registry, 'real');
    const manifest = JSON.parse(String((await site.registry.manifest('real'))?.bytes)) as Manifest;
    const { digest, size } = await site.registry.pushBlob(layer, layerType);
    manifest.layers = [{ mediaType: layerType, digest, size }];
    change(manifest);
    await site.registry.pushManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.manifest, 'latest');
  }

  interface Manifest {
    artifactType?: string;
    layers: { mediaType: string; digest: string; size: number }[];
    annotations: Record<string, string>;
  }

  /** A real database after some statements of somebody else. */
  async function tampered(site: Sites, statement: string): Promise<Buffer> {
    const path = `${site.near.folder}/tampered.db`;
    await importAdvisories({
      paths: [site.near.file('X-1.json', JSON.stringify(record('X-1')))],
      into: path,
      now,
    });
    const db = new DatabaseSync(path);
    db.exec(statement);
    db.close();
    return zstdCompressSync(readFileSync(path));
  }

  test.each<[string, string, RegExp]>([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM advisory; END', /other tables/],
    ['a view', 'CREATE VIEW v AS SELECT 1', /other tables/],
    ['another format', 'PRAGMA user_version = 999', /format 999/],
    ['the mark of another application', 'PRAGMA application_id = 1', /something else/],
    [
      'a digest that was not promised',
      `UPDATE meta SET value = '${sha256('')}' WHERE key = 'digest'`,
      /claims/,
    ],
    ['no digest', "DELETE FROM meta WHERE key = 'digest'", /not finished/],
  ])('a database with %s is refused', async (_, statement, reason) => {
    const site = sites();
    await serve(site, await tampered(site, statement));
    await expect(site.pull()).rejects.toMatchObject({
      code: 'ADVISORIES_MIRROR',
      message: expect.stringMatching(reason),
    });
    expect(readdirSync(site.far.folder)).toEqual([]);
  });

  test.each<[string, Buffer]>([
    ['nothing', zstdCompressSync(Buffer.alloc(0))],
    ['text', zstdCompressSync(Buffer.from('x'.repeat(10_000)))],
    ['something that is not packed', Buffer.from('x'.repeat(10_000))],
    ['half of a frame', zstdCompressSync(Buffer.alloc(100_000, 7)).subarray(0, -4)],
    ['another packing', Buffer.from('425a68393141592653590000', 'hex')],
  ])('a layer of %s is refused, and the old copy stays', async (_, layer) => {
    const site = sites();
    await serve(site, layer);
    await site.pull({ target: 'real' });
    await expect(site.pull()).rejects.toMatchObject({ code: 'ADVISORIES_MIRROR' });
    expect(rules(site.far.database)).toEqual(['X-1']);
    expect(readdirSync(site.far.folder)).toEqual(['advisories.db']);
  });

  test('a bomb is given up while it unpacks', async () => {
    const site = sites();
    await serve(site, zstdCompressSync(Buffer.alloc(16 * 1024 * 1024)));
    const limits = { maxBytes: 8 * 1024 * 1024, ratioFreeBytes: 8 * 1024 * 1024 };
    await expect(site.pull({ limits })).rejects.toMatchObject({
      code: 'ADVISORIES_MIRROR',
      message: expect.stringContaining('larger than the limit'),
    });
    const ratio = { maxBytes: 1024 ** 3, ratioFreeBytes: 1024 * 1024 };
    await expect(site.pull({ limits: ratio })).rejects.toMatchObject({ code: 'ADVISORIES_MIRROR' });
  });

  const setLayer =
    (change: Partial<Manifest['layers'][number]>) =>
    (manifest: Manifest): void => {
      manifest.layers = manifest.layers.map((layer) => ({ ...layer, ...change }));
    };
  const setFormat =
    (format: string) =>
    ({ annotations }: Manifest): void => {
      annotations['dev.sekisho.advisories.format'] = format;
    };

  test.each<[string, (manifest: Manifest) => void, RegExp]>([
    [
      'another type',
      (manifest) => Object.assign(manifest, { artifactType: 'application/vnd.other' }),
      /something else/,
    ],
    ['another format', setFormat('999'), /format 999/],
    ['no format', (manifest) => Object.assign(manifest, { annotations: {} }), /format unknown/],
    ['no layer', (manifest) => Object.assign(manifest, { layers: [] }), /exactly one layer/],
    ['two layers', ({ layers }) => layers.push(...layers), /exactly one layer/],
    ['a layer of another type', setLayer({ mediaType: 'x/y' }), /exactly one/],
    ['a layer without end', setLayer({ size: 2 ** 40 }), /bytes/],
  ])('a manifest with %s is refused before anything is fetched', async (_, change, reason) => {
    const site = sites();
    await serve(site, Buffer.from('x'), change);
    site.registry.asked.length = 0;
    await expect(site.pull()).rejects.toMatchObject({
      code: 'ADVISORIES_MIRROR',
      message: expect.stringMatching(reason),
    });
    expect(site.registry.asked).toEqual(['manifest latest']);
  });
});
