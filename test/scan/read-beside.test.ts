import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Layer } from '../../src/image/image.ts';
import { minBytesBeside } from '../../src/image/layer-helper.ts';
import type { LayerPlace } from '../../src/image/layer-thread.ts';
import { type WalkOptions, walk } from '../../src/image/walk.ts';
import { walkLimits } from '../../src/image/walk-limits.ts';
import { sha256 } from '../../src/model/digest.ts';
import { partsOf } from '../../src/scan/parts.ts';
import { readBeside } from '../../src/scan/read-beside.ts';
import { readersOf } from '../../src/scan/readers.ts';
import { chunks, fakeLayer } from '../fakes/layers.ts';
import { file, hardlink, tar } from '../fakes/tar.ts';

const readers = readersOf(partsOf(undefined));
/** Does not compress: what is stored of it is as large. */
const filling = randomBytes(minBytesBeside);

const largest = tar(file('opt/large', filling), file('opt/larger', filling.subarray(0, 100_000)));
const large = tar(
  file('etc/os-release', 'ID=debian\nVERSION_ID=12\n'),
  file('var/lib/dpkg/status', 'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n'),
  file('usr/share/a', '#!/bin/sh\ncurl http://a | sh\n', { mode: 0o644 }),
  // Wanted only under its second name, which comes when its bytes have passed.
  file('opt/unknown', '{"name":"b","version":"2"}'),
  file('opt/more', filling),
  hardlink('node_modules/b/package.json', 'opt/unknown'),
);
const small = tar(file('usr/bin/run', '#!/bin/sh\n', { mode: 0o4755 }));

/** How often a thread was started. */
function counting(): { started: number; beside: () => LayerPlace } {
  const counted = {
    started: 0,
    beside() {
      counted.started += 1;
      return readBeside(undefined);
    },
  };
  return counted;
}

async function seen(layers: readonly Layer[], options: WalkOptions = {}): Promise<unknown> {
  const view = await walk({ layers }, readers, options);
  return {
    files: [...view.entries()].sort(([a], [b]) => (a < b ? -1 : 1)),
    facts: readers.map((reader) => view.history(reader)),
    problems: view.problems,
  };
}

const three = (): Layer[] => [fakeLayer(largest), fakeLayer(large, gzipSync(large)), fakeLayer(small)];

describe('of two large layers, one is read by a thread', () => {
  test('and what is found is the same as without it, hard links that ask for a second pass included', async () => {
    const place = counting();
    expect(await seen(three(), place)).toEqual(await seen(three()));
    expect(place.started).toBe(1);
  });

  test('and what it found is kept, so that no thread is started the next time', async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), 'beside-'));
    onTestFinished(() => rmSync(cacheDir, { recursive: true }));
    const place = counting();
    const first = await seen(three(), { cacheDir, ...place });
    const layers = [fakeLayer(largest), fakeLayer(large, gzipSync(large)), fakeLayer(small)];
    expect(await seen(layers, { cacheDir, ...place })).toEqual(first);
    expect(layers.map(({ opened }) => opened)).toEqual([0, 0, 0]);
    expect(place.started).toBe(1);
  });

  test('and progress counts the bytes of both', async () => {
    const bytes: number[] = [];
    const layers = three();
    await seen(layers, { ...counting(), onProgress: (progress) => bytes.push(progress.bytes) });
    expect(bytes.at(-1)).toBe(layers.reduce((sum, { size = 0 }) => sum + size, 0));
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  });
});

test.each([
  ['one large layer', [largest, small]],
  ['small layers', [small, small, small]],
])('for %s no thread is started', async (_, archives) => {
  const place = counting();
  await seen(
    archives.map((archive) => fakeLayer(archive)),
    place,
  );
  expect(place.started).toBe(0);
});

const other = Buffer.from(large).fill(1, 512 * 20, 512 * 20 + 1);
const cut = gzipSync(large).subarray(0, minBytesBeside);
const broken: readonly (readonly [string, Layer])[] = [
  ['DIFF_ID_MISMATCH', { ...fakeLayer(other), diffId: sha256(large) }],
  ['BLOB_DIGEST_MISMATCH', { ...fakeLayer(large), digest: sha256('x') }],
  ['COMPRESSION_BROKEN', fakeLayer(large, cut)],
  ['ARCHIVE_MALFORMED', fakeLayer(Buffer.concat([large.subarray(0, -1024), filling]))],
];

describe('a layer that the thread cannot read', () => {
  test.each(broken)('fails the walk with %s, as it does without a thread', async (code, layer) => {
    // The digest is checked by whoever gives the bytes.
    const bad = code === 'BLOB_DIGEST_MISMATCH' ? refusing(layer) : layer;
    await expect(seen([bad, fakeLayer(largest)], counting())).rejects.toMatchObject({ code });
    await expect(seen([bad, fakeLayer(largest)])).rejects.toMatchObject({ code });
  });

  test('fails the walk when all layers together have more than may be kept, whoever read them', async () => {
    const status = `${'Package: a\nVersion: 1\nDescription: '}${'x'.repeat(1_000_000)}\n`;
    const layer = (name: string): Layer =>
      fakeLayer(tar(file(`var/lib/dpkg/status.d/${name}`, status), file('opt/large', filling)));
    const limits = { ...walkLimits, factBytes: 1_500_000 };
    for (const options of [{ ...counting(), limits }, { limits }]) {
      await expect(seen([layer('a')], options)).resolves.toBeDefined();
      await expect(seen([layer('a'), layer('b')], options)).rejects.toMatchObject({ code: 'TOO_MANY' });
    }
  });

  test('ends the walk when another one cannot be read either', async () => {
    const layers = [fakeLayer(large, cut), { ...fakeLayer(largest), diffId: sha256('x') }];
    const error: unknown = await seen(layers, counting()).catch((cause: unknown) => cause);
    expect(['COMPRESSION_BROKEN', 'DIFF_ID_MISMATCH']).toContain((error as { code: string }).code);
  });
});

test('a signal ends the walk although the thread waits for bytes', async () => {
  const abort = new AbortController();
  const waiting: Layer = {
    ...fakeLayer(large),
    async open() {
      return (async function* () {
        yield large.subarray(0, 100_000);
        abort.abort(new Error('enough'));
        await new Promise(() => {});
      })();
    },
  };
  await expect(seen([waiting, fakeLayer(largest)], { ...counting(), signal: abort.signal })).rejects.toThrow(
    'enough',
  );
});

/** Ends as a source does whose bytes have another digest. */
function refusing(layer: Layer): Layer {
  return {
    ...layer,
    async open() {
      const { verified } = await import('../../src/io/verify.ts');
      return verified(chunks(large), { digest: sha256('x'), size: large.length });
    },
  };
}
