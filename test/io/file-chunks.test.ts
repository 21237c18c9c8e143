import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { fileChunks, fileSize, readSmallFile } from '../../src/io/file-chunks.ts';
import { writeTemporary } from '../../src/io/temporary-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

async function collect(source: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('a file', () => {
  const stretches = [
    [0, 10, '0123456789'],
    [3, 4, '3456'],
    [3, 0, ''],
    [8, 100, '89'],
    [100, 1, ''],
  ] as const;
  test.each(stretches)('from %i on, %i bytes long, is read as %j', async (start, length, wanted) => {
    const path = join(folder, 'a');
    writeFileSync(path, '0123456789');
    expect(await collect(fileChunks(path, start, length))).toBe(wanted);
  });

  test('is read whole when it is small', async () => {
    writeFileSync(join(folder, 'a'), 'text');
    expect((await readSmallFile(join(folder, 'a'), 4)).toString()).toBe('text');
    expect(await fileSize(join(folder, 'a'))).toBe(4);
    await expect(readSmallFile(join(folder, 'a'), 3)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  test('that is not there has no size, and cannot be read', async () => {
    const path = join(folder, 'none');
    expect(await fileSize(path)).toBe(undefined);
    await expect(readSmallFile(path, 9)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', facts: { path } });
    await expect(collect(fileChunks(path, 0, 1))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      facts: { path },
    });
  });

  test('that is a folder or a pipe is none, and is not waited for', async () => {
    mkdirSync(join(folder, 'd'));
    execFileSync('mkfifo', [join(folder, 'p')]);
    for (const path of [join(folder, 'd'), join(folder, 'p')]) {
      await expect(fileSize(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
      await expect(readSmallFile(path, 9)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    }
  });

  test('is not read on when the caller gives up', async () => {
    writeFileSync(join(folder, 'a'), 'text');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(collect(fileChunks(join(folder, 'a'), 0, 4, signal))).rejects.toThrow('enough');
  });
});

describe('a temporary file', () => {
  async function* source(...parts: readonly string[]): AsyncGenerator<Buffer> {
    for (const part of parts) yield Buffer.from(part);
  }

  test('holds the stream, for this user alone, until it is removed', async () => {
    const file = await writeTemporary(source('one', 'two'), { environment: { TMPDIR: folder } });
    expect(readFileSync(file.path, 'utf8')).toBe('onetwo');
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file.path)).mode & 0o777).toBe(0o700);
    await file.remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is not left behind by a stream that fails, or a caller who gives up', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('one');
      throw new Error('broke');
    }
    const environment = { TMPDIR: folder };
    await expect(writeTemporary(failing(), { environment })).rejects.toThrow('broke');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(writeTemporary(source('one'), { environment, signal })).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that cannot be written is an error that names the folder', async () => {
    const environment = { TMPDIR: join(folder, 'none') };
    await expect(writeTemporary(source('one'), { environment })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      facts: { path: join(folder, 'none') },
    });
  });
});

describe('a large file', () => {
  const content = Buffer.concat(Array.from({ length: 5 }, (_, part) => Buffer.alloc(700_000, `${part}`)));
  const reads = [
    ['chunks of its own', false],
    ['chunks that are good until the next is asked for', true],
  ] as const;

  test.each(reads)('is read whole in %s', async (_, reuses) => {
    const path = join(folder, 'large');
    writeFileSync(path, content);
    const copies: Buffer[] = [];
    const chunks: Buffer[] = [];
    for await (const chunk of fileChunks(path, 1, content.length - 2, undefined, reuses)) {
      copies.push(Buffer.from(chunk));
      chunks.push(chunk);
      // Time enough to read ahead, into the other buffer.
      await new Promise((done) => setTimeout(done, 5));
      expect(chunk.equals(copies.at(-1)!)).toBe(true);
    }
    expect(Buffer.concat(copies).equals(content.subarray(1, -1))).toBe(true);
    const memory = new Set(chunks.map(({ buffer }) => buffer));
    expect(chunks.length).toBeGreaterThan(3);
    expect(memory.size).toBe(reuses ? 2 : chunks.length);
  });

  test('is closed when the caller has enough', async () => {
    const path = join(folder, 'large');
    writeFileSync(path, content);
    const open = (): number => readdirSync('/proc/self/fd').length;
    const before = open();
    for await (const chunk of fileChunks(path, 0, content.length)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(open()).toBe(before);
  });

  test('that is cut off while it is read ends there', async () => {
    const path = join(folder, 'large');
    writeFileSync(path, content);
    let bytes = 0;
    for await (const chunk of fileChunks(path, 0, content.length)) {
      if (bytes === 0) truncateSync(path, 1_500_000);
      bytes += chunk.length;
    }
    expect(bytes).toBeLessThan(content.length);
    expect(bytes).toBeGreaterThanOrEqual(1_500_000);
  });
});
