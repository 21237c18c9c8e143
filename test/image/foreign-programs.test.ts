import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/image/program-format.ts';
import { appleProgram, windowsProgram } from '../fakes/foreign-program.ts';
import { factOf } from './program-facts.ts';

const constants = Buffer.from('constants that can only be read');
const writable = Buffer.from('what can be written');
const content = { constants: () => constants, writable: () => writable };

function everything({ constants: fixed, writable: changing, read, readAt }: Program): unknown {
  return {
    fixed: fixed.map(({ offset, bytes }) => read(offset, bytes).toString()),
    changing: changing.map(({ offset, bytes }) => read(offset, bytes).toString()),
    byAddress: [...fixed, ...changing].map(({ address, bytes }) => readAt(address + 1, bytes).toString()),
  };
}

const wanted = {
  fixed: [constants.toString()],
  changing: [writable.toString()],
  byAddress: [constants.toString().slice(1), writable.toString().slice(1)],
};

describe.each([
  ['Windows', windowsProgram],
  ['macOS', appleProgram],
] as const)('a program of %s', (_, make) => {
  test.each([64, 32] as const)('of %d bits is read by places and addresses', (bits) => {
    expect(factOf(make({ ...content, bits, code: 9000 }), everything)).toEqual(wanted);
  });

  test('is read the same in chunks of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 10_000 }), (code, size) => {
        expect(factOf(make({ ...content, code }), everything, size)).toEqual(wanted);
      }),
    );
  });

  test('keeps constants only where they are needed', () => {
    const read = factOf(make({ ...content, code: 9000 }), everything, 1000, { needsConstants: () => false });
    expect(read).toMatchObject({ fixed: [''], changing: wanted.changing });
  });

  test('has no sections that could be asked for', () => {
    expect(factOf(make(content), ({ section }) => section('.data', 10) === undefined)).toBe(true);
  });

  test('with any change gives no exception, and never more bytes than the file has', () => {
    const bytes = make(content);
    const change = fc.tuple(fc.nat(500), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        const all = factOf(changed, everything, 100);
        expect(JSON.stringify(all ?? '').length).toBeLessThan(200 * bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('that is cut off anywhere gives no exception', () => {
    const bytes = make(content);
    for (let end = 0; end < 1024; end += 1) {
      expect(factOf(bytes.subarray(0, end), () => undefined)).toBe(undefined);
    }
  });
});

test.each<readonly [string, Buffer]>([
  ['a program of DOS', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
  ['a text that begins as one', Buffer.alloc(5000, 'MZ is the name of a state')],
  [
    'a program whose headers are too far inside',
    Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000, 0x20)]),
  ],
  ['a class of Java', Buffer.concat([Buffer.from('cafebabe', 'hex'), Buffer.alloc(100)])],
])('%s is no program', (_, bytes) => {
  expect(factOf(bytes, () => 'read')).toBe(undefined);
});
