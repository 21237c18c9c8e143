import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/image/program-format.ts';
import { appleProgram, universalProgram, windowsProgram } from '../fakes/foreign-program.ts';
import { factOf, factsOf } from './program-facts.ts';

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

  test.each([64, 32] as const)('of %d bits has the sections that are asked for, by their names', (bits) => {
    const sections = { '.other': Buffer.from('not this'), '.note': Buffer.from('a note') };
    const bytes = make({ ...content, sections, bits, code: 9000 });
    const read = ({ section }: Program): unknown => [
      section('.note', 100)?.toString(),
      section('.note', 3)?.toString(),
      section('.none', 100),
    ];
    const wantsNoConstants = { needsConstants: () => false };
    expect(factOf(bytes, read, 1000, wantsNoConstants)).toEqual(['a note', 'a n', undefined]);
  });

  test('with any change gives no exception, and never more bytes than the file has', () => {
    const bytes = make({ ...content, sections: { '.note': Buffer.from('a note') } });
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
  ['a class of Java', Buffer.concat([Buffer.from('cafebabe00000034', 'hex'), Buffer.alloc(100)])],
  ['a class of the first Java', Buffer.concat([Buffer.from('cafebabe0003002d', 'hex'), Buffer.alloc(5000)])],
  ['a universal file without programs', universalProgram([])],
  ['what only begins as a universal file', Buffer.from('cafebabe000000', 'hex')],
  ['a universal file of texts', universalProgram([Buffer.from('a text'), Buffer.alloc(0)])],
  ['a universal file in a universal file', universalProgram([universalProgram([appleProgram(content)])])],
])('%s is no program', (_, bytes) => {
  expect(factOf(bytes, () => 'read')).toBe(undefined);
  expect(factOf(bytes, () => 'read', 1)).toBe(undefined);
});

describe('a universal file', () => {
  const text = (one: Program): string =>
    one.writable.map(({ offset, bytes }) => one.read(offset, bytes).toString()).join('');
  const programs = ['first', 'second', 'third'].map((word, index) =>
    appleProgram({ writable: () => Buffer.from(word), code: index * 9000, bits: index === 1 ? 32 : 64 }),
  );
  const words = ['first', 'second', 'third'];

  test.each([32, 64] as const)('with a table of %d-bit numbers is read program by program', (bits) => {
    expect(factsOf(universalProgram(programs, { bits }), text)).toEqual(words);
  });

  test('is read the same in chunks of any size', () => {
    const bytes = universalProgram(programs);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length }), (size) => {
        expect(factsOf(bytes, text, size)).toEqual(words);
      }),
    );
  });

  test('with its programs in another order than its table is read in theirs', () => {
    const bytes = universalProgram(programs);
    const rows = [bytes.subarray(8, 28), bytes.subarray(28, 48)].map((row) => Buffer.from(row));
    rows.reverse().forEach((row, index) => {
      row.copy(bytes, 8 + 20 * index);
    });
    expect(factsOf(bytes, text)).toEqual(words);
  });

  test('with as many programs as there may be is read, with one more it is a class of Java', () => {
    const many = Array.from({ length: 40 }, () => appleProgram({ writable: () => Buffer.from('x') }));
    expect(factsOf(universalProgram(many.slice(1)), text)).toHaveLength(39);
    expect(factsOf(universalProgram(many), text)).toBeUndefined();
  });

  test('has the limit of bytes for each of its programs', () => {
    const large = appleProgram({ writable: () => Buffer.alloc(5000, 'x') });
    const bytes = universalProgram([large, large]);
    expect(factsOf(bytes, text, 1000, { maxBytes: 6000 })).toHaveLength(2);
    expect(factsOf(bytes, text, 1000, { maxBytes: 4000 })).toEqual({
      problem: 'a/b: its data is 5000 bytes, over the limit of 4000',
    });
  });

  test('one of whose programs cannot be read is a problem', () => {
    const parse = (one: Program): string => {
      if (text(one) === 'second') throw new Error('it is odd');
      return 'read';
    };
    expect(factsOf(universalProgram(programs), parse)).toEqual({ problem: 'a/b: it is odd' });
  });

  const last = 2 ** 32 - 1;
  test.each<readonly [string, Parameters<typeof universalProgram>[1], string]>([
    ['overlap', { tell: ({ length }) => ({ offset: 512, length }) }, 'the programs in it overlap'],
    ['are its own table', { tell: ({ length }) => ({ offset: 0, length }) }, 'the programs in it overlap'],
    [
      'are behind its end',
      { tell: ({ length }) => ({ offset: last, length }) },
      'a program in it reaches behind its end',
    ],
    [
      'reach behind its end',
      { tell: ({ offset }, index) => ({ offset, length: index === 2 ? last : 1 }) },
      'a program in it reaches behind its end',
    ],
    [
      'are longer than numbers are exact',
      { bits: 64, tell: ({ offset }) => ({ offset, length: 2 ** 63 }) },
      'a program in it reaches behind its end',
    ],
    [
      'are farther than numbers are exact',
      { bits: 64, tell: ({ length }) => ({ offset: 2 ** 63, length }) },
      'a program in it reaches behind its end',
    ],
  ])('whose programs %s is a problem', (_, options, sentence) => {
    const bytes = universalProgram(programs, options);
    expect(factsOf(bytes, text)).toEqual({ problem: `a/b: ${sentence}` });
    expect(factsOf(bytes, text, 1)).toEqual({ problem: `a/b: ${sentence}` });
  });

  test('that is cut off anywhere is none, or a problem', () => {
    const bytes = universalProgram(programs);
    for (let end = 0; end < 8; end += 1) expect(factsOf(bytes.subarray(0, end), text)).toBeUndefined();
    for (let end = 8; end < 68; end += 1) {
      expect(factsOf(bytes.subarray(0, end), text)).toEqual({
        problem: 'a/b: its table of programs is cut off',
      });
    }
    for (let end = 68; end < bytes.length - 512; end += 97) {
      expect(factsOf(bytes.subarray(0, end), text)).toEqual({
        problem: 'a/b: a program in it reaches behind its end',
      });
    }
  });

  test('with any change of its table gives no exception, and the same in any chunks', () => {
    const bytes = universalProgram(programs);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(67), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 2000 }),
        (changes, size) => {
          const changed = Buffer.from(bytes);
          for (const [at, byte] of changes) changed[at] = byte;
          expect(factsOf(changed, text, size)).toEqual(factsOf(changed, text));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
