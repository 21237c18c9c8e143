import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteSource, readZipEntry, storedZipEntry, zipEntries } from '../../src/io/zip.ts';
import { type ArchiveEntry, zipArchive } from '../advisories/support/zip-archive.ts';

const maxBytes = 1024 * 1024;

function sourceOf(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Buffer.from(bytes.subarray(offset, Math.max(offset, offset + length))),
  };
}

function contents(archive: Buffer): Record<string, string> {
  const source = sourceOf(archive);
  return Object.fromEntries(
    zipEntries(source, () => true).map((entry) => [
      entry.name,
      readZipEntry(source, entry, maxBytes).toString('latin1'),
    ]),
  );
}

function onlyEntry(entry: Partial<ArchiveEntry>): () => Buffer {
  const archive = zipArchive([{ name: 'a', bytes: Buffer.from('some text, some text'), ...entry }]);
  const source = sourceOf(archive);
  return () => readZipEntry(source, zipEntries(source, () => true)[0]!, maxBytes);
}

/** Makes a zip64 archive of one whose numbers would fit into four bytes (APPNOTE.TXT 4.3.14, 4.3.15, 4.5.3). */
function asZip64(archive: Buffer): Buffer {
  const end = archive.length - 22;
  const start = archive.readUInt32LE(end + 16);
  const entry = Buffer.from(archive.subarray(start, end));
  const nameEnd = 46 + entry.readUInt16LE(28);
  const extra = Buffer.alloc(4 + 24);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(24)), 4);
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(20)), 12);
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(42)), 20);
  for (const field of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, field);
  entry.writeUInt16LE(extra.length, 30);
  const directory = Buffer.concat([entry.subarray(0, nameEnd), extra]);
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(BigInt(directory.length), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  const last = Buffer.from(archive.subarray(end));
  for (const field of [12, 16]) last.writeUInt32LE(0xffffffff, field);
  return Buffer.concat([archive.subarray(0, start), directory, end64, locator, last]);
}

describe('entries', () => {
  test('are the wanted ones of the directory, in its order', () => {
    const archive = zipArchive(
      ['x.class', 'META-INF/MANIFEST.MF', 'lib/b.jar', 'lib/a.jar'].map((name) => ({
        name,
        bytes: Buffer.from(name),
      })),
    );
    const names = zipEntries(sourceOf(archive), (name) => name.endsWith('.jar')).map(({ name }) => name);
    expect(names).toEqual(['lib/b.jar', 'lib/a.jar']);
  });

  test('have their whole content, deflated or stored, of any bytes', () => {
    const entry = fc.record({
      name: fc.string({ minLength: 1, unit: 'grapheme' }),
      bytes: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      stored: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { maxLength: 5, selector: ({ name }) => name }), (entries) => {
        expect(contents(zipArchive(entries))).toEqual(
          Object.fromEntries(
            entries.map(({ name, bytes }) => [Buffer.from(name).toString(), bytes.toString('latin1')]),
          ),
        );
      }),
    );
  });

  test('are found behind a start script, which moves every place the archive names', () => {
    const archive = zipArchive([{ name: 'a', bytes: Buffer.from('text') }]);
    expect(contents(Buffer.concat([Buffer.from('#!/bin/sh\nexec java -jar "$0"\n'), archive]))).toEqual({
      a: 'text',
    });
  });

  test('are found before a comment, even one that holds an end record', () => {
    const archive = zipArchive([{ name: 'a', bytes: Buffer.from('text') }]);
    const comment = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(30, 1)]);
    archive.writeUInt16LE(comment.length, archive.length - 2);
    expect(contents(Buffer.concat([archive, comment]))).toEqual({ a: 'text' });
  });

  test('are found through zip64 records', () => {
    const archive = asZip64(zipArchive([{ name: 'a', bytes: Buffer.from('text') }]));
    expect(contents(archive)).toEqual({ a: 'text' });
    expect(contents(Buffer.concat([Buffer.from('script\n'), archive]))).toEqual({ a: 'text' });
  });

  test('that are stored can be read in their place', () => {
    const inner = zipArchive([{ name: 'inside', bytes: Buffer.from('deep') }]);
    const outer = sourceOf(zipArchive([{ name: 'a.jar', bytes: inner, stored: true }]));
    const window = storedZipEntry(outer, zipEntries(outer, () => true)[0]!)!;
    expect(zipEntries(window, () => true).map(({ name }) => name)).toEqual(['inside']);
    expect(window.read(inner.length - 2, 100)).toHaveLength(2);
    expect(window.read(inner.length + 10, 100)).toHaveLength(0);
  });
});

describe('an entry is refused', () => {
  test.each<[string, Partial<ArchiveEntry>, string]>([
    ['over the limit', { lies: { size: maxBytes + 1 } }, 'it is 1048577 bytes, over the limit of 1048576'],
    [
      'that unpacks to more than it says',
      { lies: { size: 3 } },
      'it has not the size that the directory says',
    ],
    ['that unpacks to less than it says', { lies: { size: 300 } }, 'it has not the size'],
    ['with another checksum', { lies: { crc: 1 } }, 'it has not the checksum'],
    ['of deflate64', { lies: { method: 9 } }, 'it is packed by method 9, which is not read'],
    [
      'that is no deflated data',
      { bytes: Buffer.from('text'), stored: true, lies: { method: 8 } },
      'unexpected end of file',
    ],
  ])('%s', (_, entry, reason) => {
    expect(onlyEntry(entry)).toThrow(reason);
  });

  test('that is encrypted', () => {
    const archive = zipArchive([{ name: 'a', bytes: Buffer.from('text') }]);
    archive.writeUInt16LE(1, archive.readUInt32LE(archive.length - 6) + 8);
    const source = sourceOf(archive);
    expect(() => readZipEntry(source, zipEntries(source, () => true)[0]!, maxBytes)).toThrow(
      'it is encrypted',
    );
  });

  test('whose local header is elsewhere', () => {
    const archive = zipArchive([{ name: 'a', bytes: Buffer.from('text') }]);
    archive.writeUInt32LE(2, archive.readUInt32LE(archive.length - 6) + 42);
    const source = sourceOf(archive);
    expect(() => readZipEntry(source, zipEntries(source, () => true)[0]!, maxBytes)).toThrow(
      'it is not where the directory says',
    );
  });
});

describe('an archive is refused', () => {
  const good = zipArchive([
    { name: 'a', bytes: Buffer.from('text') },
    { name: 'b', bytes: Buffer.from('text') },
  ]);
  const end = good.length - 22;

  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(good);
    change(bytes);
    return bytes;
  };

  test.each<[string, Buffer, string]>([
    ['that is empty', Buffer.alloc(0), 'it is no zip archive, or is cut off'],
    ['that is something else', Buffer.from('not a zip'.repeat(100)), 'it is no zip archive, or is cut off'],
    ['that is cut off', good.subarray(0, -1), 'it is no zip archive, or is cut off'],
    ['of several parts', changed((bytes) => bytes.writeUInt16LE(1, end + 4)), 'it is one part of several'],
    [
      'whose directory would begin before it',
      changed((bytes) => bytes.writeUInt32LE(end + 1, end + 12)),
      'its directory is not where its end says',
    ],
    [
      'whose directory would be elsewhere',
      changed((bytes) => bytes.writeUInt32LE(end, end + 16)),
      'its directory is not where its end says',
    ],
    [
      'with something else in its directory',
      changed((bytes) => bytes.writeUInt8(0, bytes.readUInt32LE(end + 16))),
      'its directory is broken',
    ],
    [
      'with a name that is longer than the directory',
      changed((bytes) => bytes.writeUInt16LE(0xffff, bytes.readUInt32LE(end + 16) + 28)),
      'its directory is broken',
    ],
  ])('%s', (_, bytes, reason) => {
    expect(() => contents(bytes)).toThrow(reason);
  });

  test('or read as what it says it is, whatever byte of it is changed or wherever it is cut', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const bytes = cut ? good.subarray(0, at) : changed((copy) => copy.writeUInt8(value, at));
        try {
          for (const text of Object.values(contents(bytes))) expect(text).toBe('text');
        } catch (error) {
          expect((error as Error).message).toMatch(/^[\x20-\x7e]+$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
