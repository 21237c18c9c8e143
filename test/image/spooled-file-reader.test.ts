import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { SpooledFile } from '../../src/image/spool.ts';
import { type SpooledReaderOptions, spooledFileReader } from '../../src/image/spooled-file-reader.ts';
import { entryOf, readFile } from '../fakes/read-file.ts';

const mebibyte = 1024 * 1024;

function factOf<Fact>(
  bytes: Buffer,
  options: Partial<SpooledReaderOptions<Fact>> & Pick<SpooledReaderOptions<Fact>, 'parse'>,
  chunkBytes = 64 * 1024,
): unknown {
  const reader = spooledFileReader({
    name: 'test',
    version: 1,
    maxBytes: 64 * mebibyte,
    wants: () => true,
    ...options,
  });
  return readFile(reader, entryOf('a/b', bytes), bytes, [chunkBytes]);
}

function pattern(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 0xff));
}

describe.each([
  ['small, in memory', 100_000, 0],
  ['large, in a temporary file', 9 * mebibyte, 1],
])('a file that is %s', (_, size, files) => {
  const bytes = pattern(size);

  test('reads the same at any place as it was written', () => {
    const parse = (file: SpooledFile) => [
      file.size,
      file.read(size - 10, 100).toString('hex'),
      file.read(1, 3).toString('hex'),
      file.read(size + 5, 10).length,
    ];
    expect(factOf(bytes, { parse })).toEqual([
      size,
      bytes.subarray(size - 10).toString('hex'),
      bytes.subarray(1, 4).toString('hex'),
      0,
    ]);
  });

  test('leaves nothing behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'spool-'));
    vi.stubEnv('TMPDIR', folder);
    try {
      const parse = () => readdirSync(folder).length;
      expect(factOf(bytes, { parse })).toBe(files);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    }
  });
});

test('only files that begin right are kept, whatever the size of chunks', () => {
  const begins = { bytes: 4, test: (head: Buffer) => head.toString('latin1') === 'PK\x03\x04' };
  const parse = (file: SpooledFile) => file.size;
  expect(factOf(Buffer.from('PK\x03\x04 and more'), { begins, parse }, 1)).toBe(13);
  expect(factOf(Buffer.from('#!/bin/sh'), { begins, parse }, 1)).toBeUndefined();
  expect(factOf(Buffer.from('PK'), { begins, parse }, 1)).toBeUndefined();
});

test('a file over the limit is a problem only when it begins right', () => {
  const begins = { bytes: 1, test: (head: Buffer) => head[0] === 0x41 };
  const parse = () => true;
  expect(factOf(Buffer.from('AAAA'), { begins, parse, maxBytes: 3 }, 2)).toEqual({
    problem: 'a/b: it is 4 bytes, over the limit of 3',
  });
  expect(factOf(Buffer.from('BAAA'), { begins, parse, maxBytes: 3 }, 2)).toBeUndefined();
});

test('what the parser throws is a problem', () => {
  const parse = (): boolean => {
    throw new Error('it is no archive');
  };
  expect(factOf(Buffer.from('x'), { parse })).toEqual({ problem: 'a/b: it is no archive' });
});
