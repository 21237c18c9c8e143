import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type FileReader, wholeFileReader } from '../../src/image/file-reader.ts';
import type { Layer } from '../../src/image/image.ts';
import { type WalkOptions, type WalkProgress, walk } from '../../src/image/walk.ts';
import { walkLimits } from '../../src/image/walk-limits.ts';
import { maxAgeMs } from '../../src/io/kept-files.ts';
import { verified } from '../../src/io/verify.ts';
import { sha256 } from '../../src/model/digest.ts';
import { chunks, fakeLayer } from '../fakes/layers.ts';
import { directory, file, hardlink, symlink, tar, tarMember } from '../fakes/tar.ts';
import { listing, textReader, walked } from './walked.ts';

const archive = tar(directory('etc'), file('etc/a', 'first'), file('etc/b', 'second'), symlink('l', 'etc/a'));
const listed = ['etc/', 'etc/a = first', 'etc/b = second', 'l -> etc/a'];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'walk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A layer of which other bytes are served than its descriptor says. */
function serving(layer: Layer, bytes: Buffer): Layer {
  const { digest, size } = layer;
  if (digest === undefined || size === undefined) throw new Error('the layer has no descriptor');
  return { ...layer, open: async () => verified(chunks(bytes, 100), { digest, size }) };
}

describe('the bytes of a layer', () => {
  const stored = [
    ['as they are', archive],
    ['as gzip', gzipSync(archive)],
    ['as zstd', zstdCompressSync(archive)],
  ] as const;
  test.each(stored)('stored %s are unpacked, whatever they are called', async (_, blob) => {
    const view = await walk({ layers: [fakeLayer(archive, blob)] }, [textReader]);
    expect(listing(view)).toEqual(listed);
    expect(view.walked).toEqual({ layers: 1, fromCache: 0, bytes: blob.length });
    expect(view.layers).toEqual([{ diffId: sha256(archive) }]);
  });

  test('are read once, for however many readers', async () => {
    const layer = fakeLayer(archive);
    await walk({ layers: [layer] }, [textReader, sizeReader('one'), sizeReader('two')]);
    expect(layer.opened).toBe(1);
  });

  test('that unpack to something else than the configuration says are refused', async () => {
    const layer = { ...fakeLayer(archive), diffId: sha256('another') };
    await expect(walk({ layers: [layer] }, [])).rejects.toMatchObject({
      code: 'DIFF_ID_MISMATCH',
      facts: { what: 'layer 1', got: sha256(archive), wanted: sha256('another') },
    });
  });

  test('count for the diff id after the end of the archive, too', async () => {
    const longer = Buffer.concat([archive, Buffer.from('and more')]);
    expect(listing(await walk({ layers: [fakeLayer(longer)] }, [textReader]))).toEqual(listed);
    const layer = { ...fakeLayer(longer), diffId: sha256(archive) };
    await expect(walk({ layers: [layer] }, [])).rejects.toMatchObject({ code: 'DIFF_ID_MISMATCH' });
  });

  const changed = Buffer.from(archive);
  changed[changed.length - 1] = 1;
  const lies = [
    ['changed in one byte', changed, 'BLOB_DIGEST_MISMATCH'],
    ['longer than their descriptor says', Buffer.concat([archive, Buffer.alloc(1)]), 'BLOB_SIZE_MISMATCH'],
    ['shorter than their descriptor says', archive.subarray(0, -1), 'BLOB_SIZE_MISMATCH'],
    ['none', Buffer.alloc(0), 'BLOB_SIZE_MISMATCH'],
  ] as const;
  test.each(lies)('that are %s are refused', async (_, bytes, code) => {
    await expect(walk({ layers: [serving(fakeLayer(archive), bytes)] }, [])).rejects.toMatchObject({ code });
  });

  const broken = [
    ['cut off', tarMember(file('a', 'text')).subarray(0, 514), 'ARCHIVE_MALFORMED'],
    ['no archive', Buffer.from('<html>not found</html>'.repeat(50)), 'ARCHIVE_MALFORMED'],
    ['an archive that leaves the root', tar(file('../../etc/passwd')), 'ARCHIVE_ESCAPES'],
  ] as const;
  test.each(broken)('that are %s are refused, by the number of the layer', async (_, bytes, code) => {
    const layers = [fakeLayer(archive), fakeLayer(bytes)];
    await expect(walk({ layers }, [])).rejects.toMatchObject({ code, facts: { what: 'layer 2' } });
  });

  const limits = [
    ['files', { ...walkLimits, nodes: 6 }],
    ['characters in the names of files', { ...walkLimits, characters: 20 }],
    ['bytes of lists of packages, files and findings', { ...walkLimits, factBytes: 80 }],
  ] as const;
  test.each(limits)('may bring only so many %s, over all layers together', async (things, limit) => {
    const cacheDir = temporaryFolder();
    const other = tar(file('x'), file('y', ''), symlink('z', 'to another place'));
    const once = walk({ layers: [fakeLayer(archive)] }, [textReader], { cacheDir, limits: limit });
    await expect(once).resolves.toBeDefined();
    const both = { layers: [fakeLayer(archive), fakeLayer(other)] };
    for (const options of [{ limits: limit }, { limits: limit, cacheDir }]) {
      await expect(walk(both, [textReader], options)).rejects.toMatchObject({
        code: 'TOO_MANY',
        facts: { what: 'layer 2', things },
      });
    }
  });

  test('bring no more to keep by a file that is too large to be read, or malformed', async () => {
    const readers = [
      wholeFileReader<string>({
        name: 'small',
        version: 1,
        maxBytes: 1000,
        wants: () => true,
        parse(bytes) {
          throw new Error(`it is no list: ${bytes.toString('latin1', 0, 20)}`);
        },
      }),
    ];
    const layers = [fakeLayer(tar(file('a', 'x'.repeat(5000)), file('b', 'y'.repeat(1000))))];
    const view = await walk({ layers }, readers, { limits: { ...walkLimits, factBytes: 1400 } });
    expect(view.facts<unknown>(readers[0] ?? textReader).map(({ fact }) => fact)).toEqual([
      { problem: 'a is 5000 bytes, over the limit of 1000' },
      { problem: `b: it is no list: ${'y'.repeat(20)}` },
    ]);
  });

  test('may be none: an empty layer adds nothing', async () => {
    expect(listing(await walk({ layers: [fakeLayer(archive), fakeLayer(tar())] }, [textReader]))).toEqual(
      listed,
    );
  });
});

/** Finds the size of every file. */
function sizeReader(name: string, version = 1): FileReader<number> {
  return {
    name,
    version,
    open() {
      let bytes = 0;
      return {
        write(chunk) {
          bytes += chunk.length;
        },
        end: () => bytes,
      };
    },
  };
}

describe('readers', () => {
  test('find facts of visible files, sorted by path', async () => {
    const view = await walked(
      [file('b', '0'), file('a', '0'), file('c', '0')],
      [file('.wh.c'), file('a', '1')],
    );
    expect(view.facts(textReader)).toEqual([
      { path: 'a', layer: 1, fact: '1' },
      { path: 'b', layer: 0, fact: '0' },
    ]);
  });

  test('have a history of all layers, hidden or not, lowest first', async () => {
    const view = await walked([file('a', '0'), file('b', '0')], [file('.wh.b'), file('a', '1')]);
    expect(view.history(textReader)).toEqual([
      { path: 'a', layer: 0, fact: '0' },
      { path: 'b', layer: 0, fact: '0' },
      { path: 'a', layer: 1, fact: '1' },
    ]);
  });

  test('are not asked of directories, links, devices and whiteouts', async () => {
    const asked: string[] = [];
    const reader: FileReader<never> = {
      name: 'asked',
      version: 1,
      open(entry) {
        asked.push(entry.path);
        return undefined;
      },
    };
    const members = [
      directory('d'),
      symlink('l', 'a'),
      { path: 'c', flag: '3' },
      file('.wh.x'),
      file('a', '0'),
    ];
    await walk({ layers: [fakeLayer(tar(...members))] }, [reader]);
    expect(asked).toEqual(['a']);
  });

  test('get mode, owner, size and capabilities with the path', async () => {
    const capabilities = Buffer.from('cap');
    const seen: unknown[] = [];
    const reader: FileReader<never> = {
      name: 'seen',
      version: 1,
      open(entry) {
        seen.push(entry);
        return undefined;
      },
    };
    const member = file('./bin/ping', 'x', {
      mode: 0o4755,
      uid: 1,
      gid: 2,
      pax: { 'SCHILY.xattr.security.capability': capabilities },
    });
    await walk({ layers: [fakeLayer(tar(member))] }, [reader]);
    expect(seen).toEqual([
      { path: 'bin/ping', type: 'file', mode: 0o4755, uid: 1, gid: 2, size: 1, capabilities },
    ]);
  });

  test('that find nothing leave nothing', async () => {
    const nothing = { ...textReader, name: 'nothing', open: () => ({ write() {}, end: () => undefined }) };
    const view = await walk({ layers: [fakeLayer(archive)] }, [nothing]);
    expect(view.facts(nothing)).toEqual([]);
  });

  const failing: readonly (readonly [when: string, reader: FileReader<unknown>])[] = [
    ['when it is asked', { name: 'bad', version: 1, open: () => fail() }],
    ['while it reads', { name: 'bad', version: 1, open: () => ({ write: () => fail(), end: () => 1 }) }],
    ['at the end', { name: 'bad', version: 1, open: () => ({ write() {}, end: () => fail() }) }],
  ];
  function fail(): never {
    throw new Error('no \u001b[31msuch luck');
  }
  test.each(failing)('one that fails %s is a problem, and the others go on', async (_, reader) => {
    const view = await walk({ layers: [fakeLayer(tar(file('a', 'x')))] }, [reader, textReader]);
    expect(view.problems).toEqual(['layer 1: /a: the reader bad failed: no \\u{1b}[31msuch luck']);
    expect(view.facts(reader)).toEqual([]);
    expect(view.facts(textReader)).toEqual([{ path: 'a', layer: 0, fact: 'x' }]);
  });

  test('of the same name are refused, and so is asking for one that was not there', async () => {
    await expect(walk({ layers: [] }, [sizeReader('x'), sizeReader('x', 2)])).rejects.toMatchObject({
      code: 'USAGE',
    });
    const view = await walk({ layers: [fakeLayer(archive)] }, [textReader]);
    expect(() => view.facts(sizeReader('x'))).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(() => view.history(sizeReader('x'))).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  test('see the same content however the layer is cut into chunks', async () => {
    const big = tar(file('a', 'x'.repeat(3000)), file('b', ''), file('c', 'y'.repeat(512)));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2000 }), async (size) => {
        const layer = { ...fakeLayer(big), open: async () => chunks(big, size) };
        const view = await walk({ layers: [layer] }, [sizeReader('size')]);
        expect(view.facts(sizeReader('size')).map(({ fact }) => fact)).toEqual([3000, 0, 512]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('readers and hard links', () => {
  const wanting = (name: string, ...paths: readonly string[]): FileReader<unknown> =>
    wholeFileReader({
      name,
      version: 1,
      maxBytes: 1000,
      wants: (path) => paths.includes(path),
      parse: (bytes) => bytes.toString(),
    });
  const database = wanting('database', 'var/lib/dpkg/status');
  const both = wanting('both', 'x', 'var/lib/dpkg/status');
  const link = hardlink('var/lib/dpkg/status', 'x');

  test('a fact of a hard-linked file counts under each name that the reader wants', async () => {
    const layers = [fakeLayer(tar(file('x', 'text'), link, hardlink('y', 'x')))];
    const view = await walk({ layers }, [both]);
    expect(view.facts(both)).toEqual([
      { path: 'var/lib/dpkg/status', layer: 0, fact: 'text' },
      { path: 'x', layer: 0, fact: 'text' },
    ]);
  });

  test('a file that is only wanted under a later name is read in a second pass', async () => {
    const layer = fakeLayer(tar(file('z', 'other'), file('x', 'text'), link, file('w', 'more')));
    const view = await walk({ layers: [layer] }, [database, textReader]);
    expect(view.facts(database)).toEqual([{ path: 'var/lib/dpkg/status', layer: 0, fact: 'text' }]);
    expect(view.facts(textReader)).toHaveLength(4);
    expect(view.history(textReader)).toHaveLength(3);
    expect(layer.opened).toBe(2);
  });

  test('the content is that which the target had when it was linked', async () => {
    const layer = fakeLayer(tar(file('x', 'linked'), link, file('x', 'later')));
    const view = await walk({ layers: [layer] }, [database]);
    expect(view.facts(database)).toEqual([{ path: 'var/lib/dpkg/status', layer: 0, fact: 'linked' }]);
  });

  test('a file that only its hard link makes executable is read in a second pass', async () => {
    const executables: FileReader<string> = {
      name: 'executables',
      version: 1,
      open: ({ mode }) => ({ write() {}, end: () => ((mode & 0o111) === 0 ? undefined : 'runs') }),
    };
    const layer = fakeLayer(tar(file('a', 'x', { mode: 0o644 }), { ...hardlink('b', 'a'), mode: 0o755 }));
    const view = await walk({ layers: [layer] }, [executables]);
    expect(view.facts(executables).map(({ path }) => path)).toEqual(['a', 'b']);
  });

  test('a file of a lower layer that is only wanted under its new name is a problem', async () => {
    const layers = [fakeLayer(tar(file('x', 'text'))), fakeLayer(tar(link))];
    const view = await walk({ layers }, [database]);
    expect(view.problems).toEqual([
      'layer 2: /var/lib/dpkg/status is a hard link to a file of a lower layer, which was not read as database',
    ]);
  });

  test('a fact outlives the name under which it was found', async () => {
    const layers = [fakeLayer(tar(file('x', 'text'), link)), fakeLayer(tar(file('.wh.x')))];
    const view = await walk({ layers }, [both]);
    expect(view.facts(both)).toEqual([{ path: 'var/lib/dpkg/status', layer: 0, fact: 'text' }]);
  });
});

describe('the cache', () => {
  const day = 86_400_000;
  const now = Date.parse('2026-11-23T08:00:00Z');
  const blob = gzipSync(archive);
  const cached = (cacheDir: string, more: WalkOptions = {}): WalkOptions => ({
    cacheDir,
    clock: () => now,
    ...more,
  });
  const records = (folder: string): string[] => readdirSync(join(folder, 'layers')).sort();

  test('gives the second walk what the first found, without reading the layer', async () => {
    const folder = temporaryFolder();
    const members = [
      directory('d', { mode: 0o1777, uid: 5 }),
      file('d/a', 'text'),
      hardlink('d/h', 'd/a'),
      symlink('l', 'd'),
      file('d/.wh..wh..opq'),
      file('.wh.gone'),
      hardlink('lower', 'base'),
      hardlink('nowhere', 'nothing'),
      { path: Buffer.from([0x66, 0xff]), content: 'not UTF-8' },
      file('__proto__', 'odd'),
      { path: 'p', flag: '6' },
    ];
    const base = tar(file('base', 'base'), file('d/hidden', 'x'), file('gone', 'x'));
    const top = tar(...members);
    const first = await walk({ layers: [fakeLayer(base), fakeLayer(top)] }, [textReader], cached(folder));
    const again = [fakeLayer(base), fakeLayer(top)];
    const second = await walk({ layers: again }, [textReader], cached(folder));
    expect([...second.entries()]).toEqual([...first.entries()]);
    expect(second.facts(textReader)).toEqual(first.facts(textReader));
    expect(second.history(textReader)).toEqual(first.history(textReader));
    expect(second.problems).toEqual(first.problems);
    expect(again.map(({ opened }) => opened)).toEqual([0, 0]);
    expect([first.walked.fromCache, second.walked.fromCache]).toEqual([0, 2]);
    expect(second.walked.bytes).toBe(first.walked.bytes);
  });

  test('keeps a path as deep as paths can be', async () => {
    const folder = temporaryFolder();
    const path = `${'d/'.repeat(2047)}f`;
    const deep = tar(file('x', 'text', { pax: { path } }));
    for (const fromCache of [0, 1]) {
      const view = await walk({ layers: [fakeLayer(deep)] }, [textReader], cached(folder));
      expect(view.walked.fromCache).toBe(fromCache);
      expect(view.facts(textReader)).toEqual([{ path, layer: 0, fact: 'text' }]);
    }
  });

  test('keeps apart what other readers, or other versions of them, found', async () => {
    const folder = temporaryFolder();
    const readers = [[sizeReader('a')], [sizeReader('a', 2)], [sizeReader('a'), sizeReader('b')], []];
    for (const set of readers) {
      const view = await walk({ layers: [fakeLayer(archive)] }, set, cached(folder));
      expect(view.walked.fromCache).toBe(0);
    }
    expect(records(folder)).toHaveLength(4);
    const view = await walk(
      { layers: [fakeLayer(archive)] },
      [sizeReader('b'), sizeReader('a')],
      cached(folder),
    );
    expect(view.walked.fromCache).toBe(1);
  });

  test('is not believed for a blob that was never seen to unpack to that diff id', async () => {
    const folder = temporaryFolder();
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    // A manifest that pairs the diff id of a harmless layer with another blob.
    const evil = gzipSync(tar(file('etc/evil', 'x')));
    const layer = {
      ...fakeLayer(archive),
      digest: sha256(evil),
      size: evil.length,
      open: async () => chunks(evil),
    };
    await expect(walk({ layers: [layer] }, [textReader], cached(folder))).rejects.toMatchObject({
      code: 'DIFF_ID_MISMATCH',
    });
    await expect(walk({ layers: [layer] }, [textReader], cached(folder))).rejects.toMatchObject({
      code: 'DIFF_ID_MISMATCH',
    });
  });

  test('is used for the same layer in another compression once that was seen to unpack to it', async () => {
    const folder = temporaryFolder();
    const other = (): ReturnType<typeof fakeLayer> => fakeLayer(archive, zstdCompressSync(archive));
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    expect((await walk({ layers: [other()] }, [textReader], cached(folder))).walked.fromCache).toBe(0);
    expect((await walk({ layers: [other()] }, [textReader], cached(folder))).walked.fromCache).toBe(1);
  });

  test('without the digest of a blob, the bytes are hashed before it is believed', async () => {
    const folder = temporaryFolder();
    const { digest: _, ...bare } = fakeLayer(archive);
    await walk({ layers: [bare] }, [textReader], cached(folder));
    expect((await walk({ layers: [bare] }, [textReader], cached(folder))).walked.fromCache).toBe(1);
    const lying = { ...bare, open: async () => chunks(tar(file('evil', 'x'))) };
    await expect(walk({ layers: [lying] }, [textReader], cached(folder))).rejects.toMatchObject({
      code: 'DIFF_ID_MISMATCH',
    });
  });

  const damages: readonly (readonly [name: string, damage: (bytes: Buffer) => Buffer | string])[] = [
    ['empty', () => ''],
    ['cut off', (bytes) => bytes.subarray(0, -10)],
    ['one byte different', (bytes) => Buffer.from(bytes.toString('latin1').replace('etc', 'usr'), 'latin1')],
    ['something else', () => '{"names":""}\n{}'],
  ];
  test.each(damages)('a file that is %s is ignored and written again', async (_, damage) => {
    const folder = temporaryFolder();
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    const path = join(folder, 'layers', records(folder)[0] ?? '');
    const intact = readFileSync(path);
    writeFileSync(path, damage(intact));
    const view = await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    expect(view.walked.fromCache).toBe(0);
    expect(listing(view)).toEqual(listed);
    expect(readFileSync(path).equals(intact)).toBe(true);
  });

  test('holds nothing of a layer that was refused', async () => {
    const folder = temporaryFolder();
    const layer = { ...fakeLayer(archive), diffId: sha256('another') };
    await expect(walk({ layers: [layer] }, [], cached(folder))).rejects.toMatchObject({
      code: 'DIFF_ID_MISMATCH',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('keeps no half-written file, and its files are for this user alone', async () => {
    const folder = temporaryFolder();
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    expect(records(folder)).toEqual([expect.stringMatching(/^sha256-[0-9a-f]{64}\.[0-9a-f]{16}\.json$/)]);
    expect(statSync(join(folder, 'layers', records(folder)[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  test('forgets what was not used for the longest time allowed', async () => {
    const folder = temporaryFolder();
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    const later = { clock: () => now + maxAgeMs + day };
    const other = tar(file('other', 'x'));
    await walk({ layers: [fakeLayer(other)] }, [textReader], cached(folder, later));
    expect(records(folder)).toEqual([expect.stringContaining(sha256(other).replace(':', '-'))]);
  });

  test('keeps what is used', async () => {
    const folder = temporaryFolder();
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    const use = { clock: () => now + maxAgeMs - day };
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder, use));
    const later = { clock: () => now + maxAgeMs + day };
    await walk({ layers: [fakeLayer(tar(file('other', 'x')))] }, [textReader], cached(folder, later));
    const view = await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder, later));
    expect(view.walked.fromCache).toBe(1);
  });

  test('removes what a walk that was cut off left behind, once it is old', async () => {
    const folder = temporaryFolder();
    await walk({ layers: [fakeLayer(archive, blob)] }, [textReader], cached(folder));
    const left = join(folder, 'layers', 'half-written.tmp');
    writeFileSync(left, 'x');
    utimesSync(left, (now - maxAgeMs - day) / 1000, (now - maxAgeMs - day) / 1000);
    await walk({ layers: [fakeLayer(tar(file('other', 'x')))] }, [textReader], cached(folder));
    expect(records(folder)).not.toContain('half-written.tmp');
    expect(records(folder)).toHaveLength(2);
  });

  test('that cannot be written is an error that names it', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    await expect(walk({ layers: [fakeLayer(archive)] }, [], cached(path))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});

describe('progress', () => {
  test('counts stored bytes over all layers', async () => {
    const seen: WalkProgress[] = [];
    const other = tar(file('x', 'y'.repeat(5000)));
    const layers = [fakeLayer(archive), fakeLayer(other)];
    await walk({ layers }, [], { onProgress: (progress) => void seen.push(progress) });
    const totalBytes = archive.length + other.length;
    expect(seen[0]).toEqual({ layer: 1, layers: 2, bytes: 0, totalBytes });
    expect(seen.at(-1)).toEqual({ layer: 2, layers: 2, bytes: totalBytes, totalBytes });
    expect(seen.map(({ bytes }) => bytes)).toEqual(seen.map(({ bytes }) => bytes).sort((a, b) => a - b));
  });

  test('has no total when a size is not known', async () => {
    const seen: WalkProgress[] = [];
    const { size: _, ...layer } = fakeLayer(archive);
    await walk({ layers: [layer] }, [], { onProgress: (progress) => void seen.push(progress) });
    expect(seen.at(-1)).toEqual({ layer: 1, layers: 1, bytes: archive.length });
  });
});

describe('whoever wants to know that reading has begun', () => {
  async function toldBy(image: Parameters<typeof walk>[0], options: WalkOptions = {}): Promise<number> {
    let told = 0;
    await walk(image, [textReader], {
      ...options,
      onReading: () => {
        told += 1;
      },
    });
    return told;
  }

  test('is told once, however many layers there are', async () => {
    expect(
      await toldBy({
        layers: [fakeLayer(archive), fakeLayer(archive, gzipSync(archive)), fakeLayer(archive)],
      }),
    ).toBe(1);
  });

  test('is told of a folder too', async () => {
    expect(await toldBy({ layers: [{ ...fakeLayer(archive), diffId: null, visit: async () => {} }] })).toBe(
      1,
    );
  });

  test('is not told when all layers are known', async () => {
    const cacheDir = temporaryFolder();
    const image = { layers: [fakeLayer(archive, gzipSync(archive))] };
    expect([await toldBy(image, { cacheDir }), await toldBy(image, { cacheDir })]).toEqual([1, 0]);
  });
});

describe('giving up', () => {
  test('before the walk reads nothing', async () => {
    const layer = fakeLayer(archive);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(walk({ layers: [layer] }, [], { signal })).rejects.toThrow('enough');
    expect(layer.opened).toBe(0);
  });

  test('in the middle of a layer ends the walk and closes the source', async () => {
    const control = new AbortController();
    let closed = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) {
          yield Buffer.alloc(512 * 1024);
          control.abort(new Error('enough'));
        }
      } finally {
        closed = true;
      }
    }
    const layer = { ...fakeLayer(archive), open: async () => endless() };
    await expect(walk({ layers: [layer] }, [], { signal: control.signal })).rejects.toThrow('enough');
    expect(closed).toBe(true);
  });

  test('hands the signal to the source', async () => {
    const control = new AbortController();
    let given: AbortSignal | undefined;
    const layer: Layer = {
      ...fakeLayer(archive),
      open: async (signal) => {
        given = signal;
        return chunks(archive);
      },
    };
    await walk({ layers: [layer] }, [], { signal: control.signal });
    expect(given).toBe(control.signal);
  });
});
