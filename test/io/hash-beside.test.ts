import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HashingBeside, hashBeside } from '../../src/io/hash-beside.ts';
import { orderCount, slabCount } from '../../src/io/hash-ring.ts';
import {
  type Digests,
  type HashAlgorithm,
  type Hashing,
  hashHere,
  maxPlacedBytes,
} from '../../src/io/hashing.ts';

const algorithms: readonly HashAlgorithm[] = ['md5', 'sha1', 'sha256', 'sha512'];
const digest = (algorithm: HashAlgorithm, bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

let beside: HashingBeside;
beforeAll(() => {
  beside = hashBeside();
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
  const fresh = hashBeside();
  try {
    const stream = fresh.begin(['sha256'], 1);
    stream.update(fresh.place(Buffer.from('a')));
    expect(stream.end().get('sha256')).toBe(digest('sha256', Buffer.from('a')));
  } finally {
    fresh.close();
  }
});
