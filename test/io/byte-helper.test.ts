import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Helper, startHelper } from '../../src/io/byte-helper.ts';
import {
  type Digests,
  type HashAlgorithm,
  type Hashing,
  hashHere,
  maxPlacedBytes,
} from '../../src/io/hashing.ts';
import { orderCount, slabCount } from '../../src/io/helper-ring.ts';
import { chunks } from '../fakes/layers.ts';

const algorithms: readonly HashAlgorithm[] = ['md5', 'sha1', 'sha256', 'sha512'];
const digest = (algorithm: HashAlgorithm, bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

let beside: Helper;
beforeAll(() => {
  beside = startHelper({ inflates: true });
});
afterAll(() => beside.close());

const places: readonly (readonly [string, () => Hashing])[] = [
  ['here', () => hashHere],
  ['beside', () => beside],
];

describe.each(places)('what is hashed %s', (_, hashing) => {
  test('has the digest that its bytes have, whatever the algorithms and however it is cut', () => {
    const streams = fc.array(
      fc.record({
        wanted: fc.uniqueArray(fc.constantFrom(...algorithms), { minLength: 1 }),
        size: fc.oneof(fc.nat(200), fc.nat(3 * maxPlacedBytes)),
        cut: fc.integer({ min: 1, max: maxPlacedBytes }),
        knowsSize: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(streams, (list) => {
        const made = list.map(({ wanted, size, cut, knowsSize }) => {
          const bytes = randomBytes(size);
          const stream = hashing().begin(wanted, knowsSize ? size : undefined);
          for (let at = 0; at < size; at += cut)
            stream.update(hashing().place(Buffer.from(bytes.subarray(at, at + cut))));
          return { bytes, wanted, digests: stream.end() };
        });
        for (const { bytes, wanted, digests } of made)
          for (const algorithm of wanted) expect(digests.get(algorithm)).toBe(digest(algorithm, bytes));
      }),
      { numRuns: 30 },
    );
  });

  test('is many streams in one chunk, beside one over all chunks', () => {
    const whole = hashing().begin(['sha256']);
    const all = createHash('sha256');
    const made: { readonly digests: Digests; readonly wanted: string }[] = [];
    // More than there is room for in the ring, and more chunks than slabs.
    for (let chunk = 0; made.length < 3 * orderCount || chunk < 3 * slabCount; chunk += 1) {
      const bytes = randomBytes(60_000);
      all.update(bytes);
      const placed = hashing().place(bytes);
      whole.update(placed);
      for (let at = 0; at < bytes.length; at += 40) {
        const stream = hashing().begin(['md5', 'sha256'], 40);
        stream.update(placed.subarray(at, at + 40));
        made.push({ digests: stream.end(), wanted: digest('md5', bytes.subarray(at, at + 40)) });
      }
    }
    expect(whole.end().get('sha256')).toBe(all.digest('hex'));
    expect(made.filter(({ digests, wanted }) => digests.get('md5') !== wanted)).toEqual([]);
    expect(made.every(({ digests }) => digests.isReady())).toBe(true);
  });

  test('may be bytes that were never placed: they are copied', () => {
    const zeros = Buffer.alloc(64 * 1024);
    const stream = hashing().begin(['sha256', 'md5']);
    const wanted = createHash('sha256');
    for (let count = 0; count < 100; count += 1) {
      stream.update(zeros);
      wanted.update(zeros);
    }
    const large = randomBytes(3 * maxPlacedBytes + 1);
    stream.update(large);
    wanted.update(large);
    large.fill(0);
    expect(stream.end().get('sha256')).toBe(wanted.digest('hex'));
  });

  test('may be nothing at all', () => {
    expect(hashing().begin(['sha1'], 0).end().get('sha1')).toBe(digest('sha1', Buffer.alloc(0)));
    const stream = hashing().begin(['sha512']);
    stream.update(Buffer.alloc(0));
    expect(stream.end().get('sha512')).toBe(digest('sha512', Buffer.alloc(0)));
  });
});

test('an answer can be waited for before the thread has started', () => {
  const fresh = startHelper({ inflates: true });
  try {
    const stream = fresh.begin(['sha256'], 1);
    stream.update(fresh.place(Buffer.from('a')));
    expect(stream.end().get('sha256')).toBe(digest('sha256', Buffer.from('a')));
  } finally {
    fresh.close();
  }
});

describe('what is inflated', () => {
  const noise = Buffer.concat([
    randomBytes(2_000_000),
    Buffer.alloc(3_000_000, 'text '),
    randomBytes(500_000),
  ]);
  const stored = gzipSync(noise);

  /** Its own bytes, the hashes of its chunks, and of all of them. */
  async function inflateAll(source: AsyncIterable<Buffer>) {
    const whole = beside.begin(['sha256']);
    const parts: Buffer[] = [];
    const made: { readonly digests: Digests; readonly wanted: string }[] = [];
    for await (const chunk of beside.inflate?.(source) ?? []) {
      expect(chunk.length).toBeLessThanOrEqual(maxPlacedBytes);
      expect(beside.place(chunk)).toBe(chunk);
      whole.update(chunk);
      parts.push(Buffer.from(chunk));
      for (let at = 0; at < chunk.length; at += 50_000) {
        const piece = chunk.subarray(at, at + 50_000);
        const stream = beside.begin(['md5'], piece.length);
        stream.update(piece);
        made.push({ digests: stream.end(), wanted: digest('md5', piece) });
      }
    }
    expect(made.filter(({ digests, wanted }) => digests.get('md5') !== wanted)).toEqual([]);
    return { bytes: Buffer.concat(parts), sha256: whole.end().get('sha256') };
  }

  test('is hashed while more of it comes, and what is placed behind it too', async () => {
    for (const size of [100_000, 2_000_000]) {
      const { bytes, sha256 } = await inflateAll(chunks(stored, size));
      expect(bytes.equals(noise)).toBe(true);
      expect(sha256).toBe(digest('sha256', noise));
      const stream = beside.begin(['sha256']);
      for (let at = 0; at < noise.length; at += maxPlacedBytes)
        stream.update(beside.place(noise.subarray(at, at + maxPlacedBytes)));
      expect(stream.end().get('sha256')).toBe(digest('sha256', noise));
    }
  });

  test('may come slowly: what is there is read before the next is asked for', async () => {
    let given = 0;
    let read = 0;
    async function* slow(): AsyncGenerator<Buffer> {
      for (let at = 0; at < stored.length; at += 500_000) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        given += 1;
        yield stored.subarray(at, at + 500_000);
      }
    }
    const seen: [number, number][] = [];
    for await (const chunk of beside.inflate?.(slow()) ?? []) {
      read += chunk.length;
      seen.push([given, read]);
    }
    expect(read).toBe(noise.length);
    expect(seen[0]?.[0]).toBeLessThan(given);
  });

  test('is one stream at a time', async () => {
    const first = beside.inflate?.(chunks(stored))[Symbol.asyncIterator]();
    await first?.next();
    await expect(inflateAll(chunks(stored))).rejects.toThrow('another stream');
    await first?.return?.();
    expect((await inflateAll(chunks(stored))).bytes.equals(noise)).toBe(true);
  });

  test('an error of the source comes out as it is', async () => {
    const own = new Error('the connection broke');
    async function* broken(): AsyncGenerator<Buffer> {
      yield stored.subarray(0, 1_000_000);
      throw own;
    }
    await expect(inflateAll(broken())).rejects.toBe(own);
  });

  test('a thread that only hashes inflates nothing', () => {
    const hashes = startHelper({ inflates: false });
    hashes.close();
    expect(hashes.inflate).toBe(undefined);
  });
});
