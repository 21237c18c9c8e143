import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { isFault } from '../../src/errors.ts';
import { checked } from '../../src/model/checked.ts';
import { parsedBy, parseSafely } from '../../src/model/parsed-by.ts';

const schema = z.object({ names: z.array(z.string().min(2).max(5)).min(1).max(3), text: z.string().min(1) });
const good = { names: ['ab'], text: 'x' };

/** What zod cannot compare with a number. */
const trap = { length: { toString: 'x', valueOf: 1 } };

test('what the schema says is given back', () => {
  expect(parseSafely(schema, good)).toEqual({ success: true, data: good });
  expect(parsedBy(schema, good)).toEqual({ data: good });
  expect(checked(schema, good, 'a file')).toEqual(good);
});

test('what it does not say is told with its place', () => {
  expect(parsedBy(schema, { ...good, names: ['ab', 3] }, ': ')).toMatch(/^names\.1: Invalid input/);
  expect(() => checked(schema, { ...good, text: '' }, 'a file')).toThrow(/a file.*text/);
});

test.each([
  [trap],
  [{ ...good, names: trap }],
  [{ ...good, names: [trap] }],
  [{ ...good, text: trap }],
  [{ ...good, text: { length: trap } }],
])('an object in the place of a length is refused, not a crash: %j', (json) => {
  expect(parsedBy(schema, json)).toEqual(expect.any(String));
  expect(() => checked(schema, json, 'a file')).toThrow(expect.toSatisfy(isFault));
});

test('a document that nests without end is refused, not a crash', () => {
  interface Nested {
    readonly inner?: Nested | undefined;
  }
  const nested: z.ZodType<Nested> = z.lazy(() => z.object({ inner: nested.optional() }));
  const depth = 100_000;
  const json: unknown = JSON.parse(`${'{"inner":'.repeat(depth)}{}${'}'.repeat(depth)}`);
  expect(parsedBy(nested, json)).toBe('it is nested too deep');
});

test('whatever JSON it gets, it gives an answer', () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), tie('object')),
    object: fc.dictionary(
      fc.constantFrom('names', 'text', 'length', 'toString', 'valueOf', '__proto__'),
      tie('value'),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      const { success } = parseSafely(schema, value);
      expect(typeof parsedBy(schema, value)).toBe(success ? 'object' : 'string');
    }),
    { numRuns: 500 },
  );
});

test('no other file asks the schema library to parse', () => {
  const root = join(import.meta.dirname, '..', '..');
  const sources = ['src', 'registry-hook', 'action'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path}`),
  );
  const asking = sources.filter((path) =>
    /\bsafeParse\(|\b\w*(?:[sS]chema|Index|Form)\.parse\(/.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(asking).toEqual(['src/model/parsed-by.ts']);
});
