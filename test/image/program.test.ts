import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/image/program-format.ts';
import { program } from '../fakes/program.ts';
import { factOf } from './program-facts.ts';

const constants = Buffer.from('constants that can only be read');
const writable = Buffer.from('what can be written');
const content = { constants: () => constants, writable: () => writable };

function everything({ constants: fixed, writable: changing, read, readAt, section }: Program): unknown {
  return {
    fixed: fixed.map(({ offset, bytes }) => read(offset, bytes).toString()),
    changing: changing.map(({ offset, bytes }) => read(offset, bytes).toString()),
    byAddress: [...fixed, ...changing].map(({ address, bytes }) => readAt(address + 1, bytes).toString()),
    section: section('.note', 100)?.toString(),
  };
}

const wanted = {
  fixed: [constants.toString()],
  changing: [writable.toString()],
  byAddress: [constants.toString().slice(1), writable.toString().slice(1)],
  section: 'a note',
};
const sections = { '.text': Buffer.from('x'), '.note': Buffer.from('a note') };

describe.each([64, 32] as const)('a program of %d bits', (bits) => {
  test.each(['little', 'big'] as const)(
    'in %s-endian order is read by places, addresses and names',
    (order) => {
      expect(factOf(program({ ...content, sections, bits, order }), everything)).toEqual(wanted);
    },
  );
});

test('a library is read as a program is', () => {
  expect(factOf(program({ ...content, sections, type: 3 }), everything)).toEqual(wanted);
});

test('a program whose headers are last is read all the same', () => {
  expect(factOf(program({ ...content, sections, code: 9000, tableLast: true }), everything)).toEqual(wanted);
});

test('what is read of a program does not depend on the size of chunks', () => {
  const options = fc.record({ code: fc.integer({ min: 0, max: 9000 }), tableLast: fc.boolean() });
  fc.assert(
    fc.property(options, fc.integer({ min: 1, max: 10_000 }), (option, size) => {
      expect(factOf(program({ ...content, sections, ...option }), everything, size)).toEqual(wanted);
    }),
  );
});

test('constants that are not needed are not kept, and nothing else is read in their place', () => {
  const read = factOf(program({ ...content, sections, code: 9000 }), everything, 1000, {
    needsConstants: () => false,
  });
  expect(read).toEqual({ ...wanted, fixed: [''], byAddress: ['', wanted.byAddress[1]] });
});

test('of a section no more is read than was asked for', () => {
  const bytes = program({ sections: { '.long': Buffer.alloc(10_000, 'x') } });
  expect(factOf(bytes, ({ section }) => section('.long', 10)?.toString())).toBe('x'.repeat(10));
});

test.each<readonly [string, Buffer]>([
  ['an object file', program({ ...content, type: 1 })],
  ['a core dump', program({ ...content, type: 4 })],
  ['a text', Buffer.alloc(10_000, 'text')],
  ['an empty file', Buffer.alloc(0)],
  ['the magic number alone', Buffer.from('\x7fELF')],
  ['a header that is cut off', program().subarray(0, 40)],
  ['a header of no known class', Buffer.from('\x7fELF\x07\x01'.padEnd(100, '\0'))],
])('%s is no program', (_, bytes) => {
  expect(factOf(bytes, () => 'read')).toBe(undefined);
  expect(factOf(bytes, () => 'read', 1)).toBe(undefined);
});

test('a program that would need more than the limit is a problem', () => {
  const bytes = program({ writable: () => Buffer.alloc(5000) });
  expect(factOf(bytes, () => 'read', 512, { maxBytes: 4000 })).toEqual({
    problem: expect.stringMatching(/^a\/b: its data is \d+ bytes, over the limit of 4000$/),
  });
});

test('what parse throws is a problem', () => {
  const parse = (): string => {
    throw new Error('it is odd');
  };
  expect(factOf(program(), parse)).toEqual({ problem: 'a/b: it is odd' });
});

test('any bytes after the magic number are read without an exception, and the same in any chunks', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 64 }), (tail, size) => {
      const bytes = Buffer.concat([Buffer.from('\x7fELF\x02\x01'), tail]);
      expect(factOf(bytes, everything, size)).toEqual(factOf(bytes, everything));
    }),
  );
});

test('any change in the headers of a program gives no exception, and never more bytes than the file has', () => {
  const bytes = program({ ...content, sections });
  const places = fc.constantFrom(
    ...Array.from({ length: 232 }, (_, at) => at),
    ...Array.from({ length: 256 }, (_, at) => bytes.length - 1 - at),
  );
  fc.assert(
    fc.property(places, fc.integer({ min: 0, max: 255 }), fc.nat(255), (at, byte, other) => {
      const changed = Buffer.from(bytes);
      changed[at] = byte;
      changed[(at + 1) % bytes.length] = other;
      const all = factOf(changed, everything, 100);
      expect(JSON.stringify(all ?? '').length).toBeLessThan(20 * bytes.length);
    }),
    { numRuns: 2000 },
  );
});

test('segments that overlap, run in circles or reach behind the end give what is there', () => {
  const bytes = program({ ...content, sections });
  // Constants from the beginning to far behind the end; what can be written over all of that.
  bytes.writeBigUInt64LE(0n, 64 + 56 + 8);
  bytes.writeBigUInt64LE(2n ** 63n, 64 + 56 + 32);
  bytes.writeBigUInt64LE(8n, 64 + 112 + 8);
  bytes.writeBigUInt64LE(2n ** 40n, 64 + 112 + 32);
  const lengths = (found: Program): number[] =>
    [...found.constants, ...found.writable].map((one) => found.read(one.offset, one.bytes).length);
  expect(factOf(bytes, lengths, 50)).toEqual([bytes.length, bytes.length - 8]);
});

test('a segment that claims to be longer than the file ends with it', () => {
  const bytes = program({ ...content, sections });
  bytes.writeBigUInt64LE(2n ** 64n - 1n, 64 + 112 + 32);
  const claimed = factOf(bytes, ({ writable: [segment] }) => segment && segment.offset + segment.bytes);
  expect(claimed).toBe(bytes.length);
});

test('segments that claim more than twice the bytes of the file are a problem: each would be searched', () => {
  const bytes = program({ ...content, sections });
  for (const index of [0, 1, 2]) {
    bytes.writeUInt32LE(6, 64 + 56 * index + 4);
    bytes.writeBigUInt64LE(0n, 64 + 56 * index + 8);
    bytes.writeBigUInt64LE(2n ** 63n, 64 + 56 * index + 32);
  }
  expect(factOf(bytes, everything)).toEqual({ problem: 'a/b: its segments claim more bytes than it has' });
});
