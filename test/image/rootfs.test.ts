import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { noHashes } from '../../src/image/content-hashes.ts';
import { executableReader, executablesOf } from '../../src/image/executables.ts';
import type { FileView } from '../../src/image/file-view.ts';
import { visitFolder } from '../../src/image/folder.ts';
import { openImage } from '../../src/image/open.ts';
import { walk } from '../../src/image/walk.ts';
import type { TarEntry } from '../../src/io/untar.ts';
import { listing, textReader } from './walked.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootfs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

async function view(path = folder): Promise<FileView> {
  const image = await openImage({ transport: 'rootfs', path });
  return walk(image, [textReader, executableReader]);
}

/** What a folder shows, in order. */
async function shown(problems: string[] = []): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  await visitFolder(folder, {
    entry: (entry) => void entries.push(entry),
    problem: (sentence) => void problems.push(sentence),
  });
  return entries;
}

describe('a folder', () => {
  test('is an image of one layer without any digest', async () => {
    const image = await openImage({ transport: 'rootfs', path: folder });
    expect(image).toMatchObject({
      reference: `rootfs:${folder}`,
      repository: basename(folder),
      digest: null,
      platform: { os: 'linux' },
      layers: [{ diffId: null }],
    });
    const files = await walk(image, [textReader]);
    expect(files.layers).toEqual([{ diffId: null }]);
  });

  test('shows its files, and follows no links', async () => {
    mkdirSync(join(folder, 'd/e'), { recursive: true });
    writeFileSync(join(folder, 'd/e/f'), 'text');
    writeFileSync(join(folder, 'empty'), '');
    symlinkSync('/etc/passwd', join(folder, 'out'));
    symlinkSync('d', join(folder, 'link'));
    expect(listing(await view())).toEqual([
      'd/',
      'd/e/',
      'd/e/f = text',
      'empty = ',
      'link -> d',
      'out -> /etc/passwd',
    ]);
  });

  test('shows entries in the order of their names', async () => {
    for (const name of ['b', 'a', 'a-c', 'ü']) writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'a.d'));
    writeFileSync(join(folder, 'a.d/x'), '');
    expect((await shown()).map(({ path }) => path)).toEqual(['', 'a', 'a-c', 'a.d', 'a.d/x', 'b', 'ü']);
  });

  test('shows a file with several names once, the others as hard links', async () => {
    writeFileSync(join(folder, 'a'), 'text', { mode: 0o755 });
    linkSync(join(folder, 'a'), join(folder, 'b'));
    expect((await shown()).map(({ type, link }) => [type, link])).toEqual([
      ['directory', undefined],
      ['file', undefined],
      ['hardlink', 'a'],
    ]);
    expect(executablesOf(await view(), new Map()).map(({ path, layer }) => [path, layer])).toEqual([
      ['/a', null],
      ['/b', null],
    ]);
  });

  test('keeps names that are not UTF-8 apart', async () => {
    for (const byte of [0xfe, 0xff])
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/x`), Buffer.from([byte])]), String(byte));
    expect(listing(await view())).toEqual(['x\udcfe = 254', 'x\udcff = 255']);
  });

  test('shows mode and size, and reads large files whole', async () => {
    const text = 'x'.repeat(700_001);
    writeFileSync(join(folder, 'a'), text);
    chmodSync(join(folder, 'a'), 0o4751);
    const files = await view();
    expect(files.get('a')).toMatchObject({ mode: 0o4751, size: 700_001 });
    expect(files.facts(textReader)[0]?.fact).toBe(text);
  });

  test('has no whiteouts: such names are files as any other', async () => {
    for (const name of ['a', '.wh.a', '.wh..wh..opq', '.wh.']) writeFileSync(join(folder, name), 'text');
    const files = await view();
    expect(listing(files)).toEqual(['.wh. = text', '.wh..wh..opq = text', '.wh.a = text', 'a = text']);
    expect(files.problems).toEqual([]);
  });

  test('leaves sockets out', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 's'), resolve));
    onTestFinished(() => void server.close());
    expect(await shown()).toHaveLength(1);
  });

  test('may be given as a link to it', async () => {
    writeFileSync(join(folder, 'a'), 'text');
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    onTestFinished(() => rmSync(link));
    expect(listing(await view(link))).toEqual(['a = text']);
  });

  test('can be walked again for what a hard link made wanted', async () => {
    writeFileSync(join(folder, 'a'), 'text');
    linkSync(join(folder, 'a'), join(folder, 'wanted'));
    const reader = {
      ...textReader,
      name: 'wanted',
      open: (entry: TarEntry) =>
        entry.path === 'wanted' ? textReader.open(entry as never, noHashes) : undefined,
    };
    const image = await openImage({ transport: 'rootfs', path: folder });
    expect((await walk(image, [reader])).facts(reader)).toEqual([{ path: 'wanted', layer: 0, fact: 'text' }]);
  });
});

describe('what cannot be read', () => {
  test('in a folder is a problem, and the rest is shown', async () => {
    writeFileSync(join(folder, 'a'), 'text');
    writeFileSync(join(folder, 'b'), 'text');
    const problems: string[] = [];
    const seen: string[] = [];
    await visitFolder(folder, {
      problem: (sentence) => void problems.push(sentence),
      entry(entry) {
        // The file goes away between being listed and being read.
        if (entry.path === 'a') rmSync(join(folder, 'a'));
        return entry.type === 'file' ? { write() {}, end: () => void seen.push(entry.path) } : undefined;
      },
    });
    expect(problems).toEqual([expect.stringMatching(/^\/a cannot be read: ENOENT/)]);
    expect(seen).toEqual(['b']);
  });

  test('whole, because it shrank meanwhile, is a problem', async () => {
    writeFileSync(join(folder, 'a'), 'a longer text');
    const problems: string[] = [];
    await visitFolder(folder, {
      problem: (sentence) => void problems.push(sentence),
      entry(entry) {
        if (entry.path === 'a') writeFileSync(join(folder, 'a'), 'short');
        return entry.type === 'file' ? { write() {}, end() {} } : undefined;
      },
    });
    expect(problems).toEqual(['/a cannot be read: it was cut off while it was read']);
  });

  test('because a link took its place is not followed', async () => {
    writeFileSync(join(folder, 'a'), 'text');
    const problems: string[] = [];
    await visitFolder(folder, {
      problem: (sentence) => void problems.push(sentence),
      entry(entry) {
        if (entry.path !== 'a') return undefined;
        rmSync(join(folder, 'a'));
        symlinkSync('/etc/passwd', join(folder, 'a'));
        return { write() {}, end() {} };
      },
    });
    expect(problems).toEqual([expect.stringMatching(/^\/a cannot be read: ELOOP/)]);
  });

  test('because it is no folder, or not there, is an error that names it', async () => {
    writeFileSync(join(folder, 'a'), '');
    for (const path of [join(folder, 'a'), join(folder, 'none')]) {
      await expect(openImage({ transport: 'rootfs', path })).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
      });
    }
  });

  test('giving up ends the walk', async () => {
    const image = await openImage({ transport: 'rootfs', path: folder });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(walk(image, [], { signal })).rejects.toThrow('enough');
  });
});
