import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paragraphs } from '../../src/catalog/deb822.ts';

function read(text: string): unknown[] {
  return [...paragraphs(text)].map(({ fields, problem }) => ({ ...Object.fromEntries(fields), problem }));
}

test.each([
  ['', []],
  ['\n\n \n', []],
  ['A: 1', [{ a: '1' }]],
  ['A: 1\nB: 2\n', [{ a: '1', b: '2' }]],
  ['A: 1\n\n\n\nA: 2\n\n', [{ a: '1' }, { a: '2' }]],
  ['A: 1\n \t\nA: 2', [{ a: '1' }, { a: '2' }]],
  ['A: 1\r\n\r\nA: 2\r\n', [{ a: '1' }, { a: '2' }]],
  ['A: 1\n more: 2\n\tand: 3\nB: 2', [{ a: '1', b: '2' }]],
  ['A:1:2', [{ a: '1:2' }]],
  ['A:', [{ a: '' }]],
  ['PACKAGE: x', [{ package: 'x' }]],
])('%j is read', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ['A: 1\nA: 2', [{ a: '1', problem: 'a field is given twice' }]],
  ['A: 1\na: 2', [{ a: '1', problem: 'a field is given twice' }]],
  [' A: 1\nB: 2', [{ b: '2', problem: 'it begins with a continuation line' }]],
  ['A: 1\nnothing\nB: 2', [{ a: '1', b: '2', problem: 'a line is not a field' }]],
  [': 1', [{ problem: 'a line is not a field' }]],
])('%j is read as far as it goes, with a problem', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('any text ends, and every first value of a field is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('A: 1', 'B: 2', ' c', '', 'x', '\t', ':', '\0')), (lines) => {
      const found = [...paragraphs(lines.join('\n'))];
      expect(found.length).toBeLessThanOrEqual(lines.length);
      for (const { fields } of found)
        for (const value of fields.values()) expect(['1', '2']).toContain(value);
    }),
  );
});
