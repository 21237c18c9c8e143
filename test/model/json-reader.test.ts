import { expect, test } from 'vitest';
import {
  anything,
  count,
  exactly,
  flag,
  list,
  Misread,
  object,
  optional,
  optionalOrNull,
  type Reader,
  record,
  text,
} from '../../src/model/json-reader.ts';

const person = object({
  name: text,
  age: optional(count),
  tags: optionalOrNull(list(text, 2)),
  inner: optional(object({ on: flag, two: exactly(2) })),
  labels: optional(record(text)),
  rest: optional(record(anything)),
});

function mistakeOf(read: Reader<unknown>, value: unknown): string {
  try {
    read(value, '');
  } catch (error) {
    if (error instanceof Misread) return error.message;
    throw error;
  }
  return 'none';
}

test('what has the form is read, without the keys that nobody asked for', () => {
  const value = { name: 'a', age: 0, tags: null, inner: { on: true, two: 2, three: 3 }, other: [] };
  expect(person(value, '')).toStrictEqual({ name: 'a', age: 0, tags: null, inner: { on: true, two: 2 } });
});

test.each([
  ['a list', [], 'is not an object'],
  ['null', null, 'is not an object'],
  ['nothing where something must be', {}, 'name is not a text'],
  ['null where a key may only be missing', { name: 'a', age: null }, 'age is not a whole number'],
  ['a part of a number', { name: 'a', age: 1.5 }, 'age is not a whole number'],
  ['a number below zero', { name: 'a', age: -1 }, 'age is not a whole number'],
  ['a number that is not exact', { name: 'a', age: 2 ** 53 }, 'age is not a whole number'],
  ['an object that looks like a list', { name: 'a', tags: { length: 1, 0: 'a' } }, 'tags is not a list'],
  ['an item of another kind', { name: 'a', tags: ['a', 1] }, 'tags.1 is not a text'],
  ['more items than there may be', { name: 'a', tags: ['a', 'b', 'c'] }, 'tags is not a list of at most 2'],
  ['a flag that is a text', { name: 'a', inner: { on: 'true', two: 2 } }, 'inner.on is not true or false'],
  ['another value than the one', { name: 'a', inner: { on: true, two: '2' } }, 'inner.two is not 2'],
  ['a label that is no text', { name: 'a', labels: { a: 'b', c: 1 } }, 'labels.c is not a text'],
])('%s is refused, and where it stands is said', (_, value, mistake) => {
  expect(mistakeOf(person, value)).toBe(mistake);
});

test('keys that objects have by themselves are keys like others', () => {
  const value: unknown = JSON.parse('{"name":"a","labels":{"__proto__":"b","constructor":"c"}}');
  const read = person(value, '');
  expect(Object.entries(read.labels ?? {})).toEqual([
    ['__proto__', 'b'],
    ['constructor', 'c'],
  ]);
  expect(mistakeOf(object({ constructor: text }), {})).toBe('constructor is not a text');
});
