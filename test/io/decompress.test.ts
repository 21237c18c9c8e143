import { randomBytes } from 'node:crypto';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Helper, startHelper } from '../../src/io/byte-helper.ts';
import { type DecompressOptions, decompress, maxRatio } from '../../src/io/decompress.ts';
import { chunks } from '../fakes/layers.ts';

const text = Buffer.from('what the layer holds\n'.repeat(20_000));
const zeros = Buffer.alloc(400_000);

/** RFC 8878 section 3.1.2. */
function skippable(bytes: number, kind = 0): Buffer {
  const frame = Buffer.alloc(8 + bytes, 0x28);
  frame.writeUInt32LE(0x184d2a50 + kind, 0);
  frame.writeUInt32LE(bytes, 4);
  return frame;
}

const gzip = (content: Buffer | string): Buffer => gzipSync(content);
const zstd = (content: Buffer | string): Buffer => zstdCompressSync(content);
const withChecksum = (content: Buffer): Buffer =>
  zstdCompressSync(content, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
const half = text.length / 2;

const good: readonly (readonly [name: string, stored: Buffer, wanted: Buffer])[] = [
  ['nothing at all', Buffer.alloc(0), Buffer.alloc(0)],
  ['one byte that is no magic number', Buffer.from('x'), Buffer.from('x')],
  ['a stream that is not compressed', text, text],
  ['gzip', gzip(text), text],
  ['gzip of nothing', gzip(''), Buffer.alloc(0)],
  ['gzip in two members', Buffer.concat([gzip(text.subarray(0, half)), gzip(text.subarray(half))]), text],
  ['gzip padded with zeros', Buffer.concat([gzip(text), zeros]), text],
  ['zstd', zstd(text), text],
  ['zstd with a checksum', withChecksum(text), text],
  [
    'zstd in two frames',
    Buffer.concat([withChecksum(text.subarray(0, half)), zstd(text.subarray(half))]),
    text,
  ],
  ['zstd after a skippable frame', Buffer.concat([skippable(9), zstd(text)]), text],
  [
    'zstd around skippable frames',
    Buffer.concat([
      zstd(text.subarray(0, half)),
      skippable(0),
      skippable(70_000, 15),
      zstd(text.subarray(half)),
    ]),
    text,
  ],
  ['zstd before a skippable frame', Buffer.concat([zstd(text), skippable(300)]), text],
  ['zstd with run-length blocks', zstd(Buffer.alloc(1_000_000, 'a')), Buffer.alloc(1_000_000, 'a')],
];

let helper: Helper;
beforeAll(() => {
  helper = startHelper({ inflates: true });
});
afterAll(() => helper.close());

const places: readonly (readonly [string, () => DecompressOptions['inflate']])[] = [
  ['in the thread pool', () => undefined],
  ['by the helper', () => helper.inflate],
];

describe.each(places)('gzip inflated %s', (_place, inflate) => {
  async function unpack(
    stored: Buffer,
    size?: number,
    options: Partial<DecompressOptions> = {},
  ): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of decompress(chunks(stored, size), {
      what: 'layer 1',
      inflate: inflate(),
      ...options,
    }))
      parts.push(Buffer.from(part));
    return Buffer.concat(parts);
  }

  describe('what engines unpack', () => {
    test.each(good)('%s is unpacked whole', async (_, stored, wanted) => {
      expect((await unpack(stored)).equals(wanted)).toBe(true);
    });

    test('a stream gives the same bytes however it is cut', async () => {
      const frames = [
        skippable(3),
        zstd('one'),
        zstd('two'),
        skippable(0),
        withChecksum(text),
        skippable(40, 7),
      ];
      const members = [gzip('one'), gzip('two'), gzip(text), Buffer.alloc(7)];
      const wanted = Buffer.concat([Buffer.from('onetwo'), text]);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(frames, members),
          fc.integer({ min: 1, max: 2000 }),
          async (parts, size) => {
            expect((await unpack(Buffer.concat(parts), size)).equals(wanted)).toBe(true);
          },
        ),
        { numRuns: 30 },
      );
    });
  });

  describe('what is not all there, or not only that', () => {
    const crc = gzip(text);
    crc.writeUInt32LE(0, crc.length - 8);
    const bad: readonly (readonly [name: string, stored: Buffer])[] = [
      ['gzip that is cut off', gzip(text).subarray(0, -9)],
      ['gzip that lacks its last byte', gzip(text).subarray(0, -1)],
      ['gzip whose second member is cut off', Buffer.concat([gzip(text), gzip('two').subarray(0, -3)])],
      ['gzip with a wrong checksum', crc],
      ['gzip followed by something else', Buffer.concat([gzip(text), Buffer.from('and more')])],
      [
        'gzip with a member hidden behind zeros',
        Buffer.concat([gzip(text), Buffer.alloc(20), gzip('hidden')]),
      ],
      [
        'gzip with a member hidden far behind zeros',
        Buffer.concat([gzip(text), zeros, zeros, gzip('hidden')]),
      ],
      ['gzip followed by half a magic number', Buffer.concat([gzip(text), Buffer.from([0x1f])])],
      ['zstd that is cut off', zstd(text).subarray(0, -1)],
      ['zstd whose second frame is cut off', Buffer.concat([zstd(text), zstd('two').subarray(0, -2)])],
      ['zstd whose skippable frame is cut off', Buffer.concat([zstd(text), skippable(10).subarray(0, -1)])],
      ['zstd with nothing but a skippable frame', skippable(5)],
      ['zstd followed by something else', Buffer.concat([zstd(text), Buffer.from('and more')])],
      ['zstd followed by zeros', Buffer.concat([zstd(text), zeros])],
      ['zstd followed by half a magic number', Buffer.concat([zstd(text), Buffer.from([0x28, 0xb5])])],
    ];
    test.each(bad)('%s is refused', async (_, stored) => {
      await expect(unpack(stored)).rejects.toMatchObject({
        code: 'COMPRESSION_BROKEN',
        facts: { what: 'layer 1' },
      });
    });

    const unknown = [
      ['bzip2', '425a6839314159265359'],
      ['xz', 'fd377a585a000004e6d6b446'],
      ['lz4', '04224d186440a7'],
    ] as const;
    test.each(unknown)('%s is named and refused', async (format, hex) => {
      await expect(unpack(Buffer.from(hex, 'hex'))).rejects.toMatchObject({
        code: 'COMPRESSION_UNKNOWN',
        facts: { format },
      });
    });

    test('any bytes after a magic number end in bytes or in a fault, and never hang', async () => {
      const heads = fc.constantFrom('1f8b08', '28b52ffd', '502a4d18', '1f8b', '');
      await fc.assert(
        fc.asyncProperty(heads, fc.uint8Array({ maxLength: 300 }), async (head, tail) => {
          const stored = Buffer.concat([Buffer.from(head, 'hex'), tail]);
          const outcome = await unpack(stored, 7).catch((error: unknown) => error);
          expect(Buffer.isBuffer(outcome) || (outcome as { code: string }).code).not.toBe(undefined);
          expect(['COMPRESSION_BROKEN', 'TOO_LARGE', undefined]).toContain(
            (outcome as { code?: string }).code,
          );
        }),
        { numRuns: 200 },
      );
    });
  });

  describe('limits', () => {
    test('a stream that unpacks to more than the limit is refused', async () => {
      await expect(unpack(gzip(text), undefined, { maxBytes: text.length - 1 })).rejects.toMatchObject({
        code: 'TOO_LARGE',
        facts: { maxBytes: text.length - 1 },
      });
    });

    test('the limit itself is not over it', async () => {
      expect((await unpack(gzip(text), undefined, { maxBytes: text.length })).length).toBe(text.length);
    });

    const bombs = [
      ['gzip', gzip(Buffer.alloc(8_000_000))],
      ['zstd', zstd(Buffer.alloc(8_000_000))],
    ] as const;
    test.each(bombs)('past the free bytes, %s that grows more than the ratio is a bomb', async (_, bomb) => {
      expect(8_000_000 / bomb.length).toBeGreaterThan(maxRatio);
      await expect(unpack(bomb, undefined, { ratioFreeBytes: 1_000_000 })).rejects.toMatchObject({
        code: 'TOO_LARGE',
      });
      expect((await unpack(bomb)).length).toBe(8_000_000);
    });
  });

  describe('the source', () => {
    async function* failing(...parts: readonly Buffer[]): AsyncGenerator<Buffer> {
      yield* parts;
      throw new Error('the last byte does not hold');
    }
    const endings = [
      ['plain', text],
      ['gzip', gzip(text)],
      ['gzip with padding', Buffer.concat([gzip(text), zeros])],
      ['zstd', zstd(text)],
    ] as const;
    test.each(endings)('is read to its end, so that its own check is heard: %s', async (_, stored) => {
      const all = async (): Promise<void> => {
        for await (const _chunk of decompress(failing(stored), { what: 'layer 1', inflate: inflate() }));
      };
      await expect(all()).rejects.toThrow('the last byte does not hold');
    });

    test.each(endings)('is closed when the consumer stops early: %s', async (_, stored) => {
      let closed = false;
      async function* endless(): AsyncGenerator<Buffer> {
        try {
          for (;;) yield stored;
        } finally {
          closed = true;
        }
      }
      for await (const _chunk of decompress(endless(), { what: 'layer 1', inflate: inflate() })) break;
      await expect.poll(() => closed).toBe(true);
    });
  });

  test.each([100, 300_000])(
    'a source may use its chunk of %i bytes again when the next is asked for',
    async (size) => {
      const noise = randomBytes(1_000_000);
      const stored = gzipSync(noise);
      async function* reusing(): AsyncGenerator<Uint8Array> {
        const buffer = Buffer.alloc(size);
        for (let at = 0; at < stored.length; at += size) {
          yield buffer.subarray(0, stored.copy(buffer, 0, at));
          buffer.fill(0);
        }
      }
      const parts: Buffer[] = [];
      for await (const chunk of decompress(reusing(), { what: 'layer 1', inflate: inflate() }))
        parts.push(Buffer.from(chunk));
      expect(Buffer.concat(parts).equals(noise)).toBe(true);
    },
  );

  test('there may be one stream after the other, whether they were read to their ends or not', async () => {
    const noise = randomBytes(5_000_000);
    for (const stop of [0, 1, 3, undefined, 2, undefined]) {
      const parts: Buffer[] = [];
      for await (const part of decompress(chunks(gzip(noise), 1_000_000), {
        what: 'layer 1',
        inflate: inflate(),
      })) {
        if (parts.length === stop) break;
        parts.push(Buffer.from(part));
      }
      expect(noise.subarray(0, Buffer.concat(parts).length).equals(Buffer.concat(parts))).toBe(true);
      if (stop === undefined) expect(Buffer.concat(parts).length).toBe(noise.length);
    }
  });
});
