import { expect, test } from 'vitest';
import { revised, writtenOf, writtenProperty } from '../../src/model/written.ts';

interface Report {
  list: { name: string }[];
  readonly other: number;
}

const json = '[{"name":"a"}]';

function report(written: string | Uint8Array = json): Report {
  return Object.defineProperties({ other: 1 }, { list: writtenProperty('list', written) }) as Report;
}

test('what is written reads as what it means, however it was kept', () => {
  expect({ ...report() }).toEqual({ other: 1, list: [{ name: 'a' }] });
  expect({ ...report(Buffer.from(json)) }).toEqual({ other: 1, list: [{ name: 'a' }] });
  expect(JSON.stringify(report())).toBe(`{"other":1,"list":${json}}`);
  expect(structuredClone(report())).toEqual({ other: 1, list: [{ name: 'a' }] });
});

test('it stands for the value until somebody has read it and may have changed it', () => {
  const one = report();
  expect(writtenOf(one, 'list')).toBe(json);
  expect(one.list).toBe(one.list);
  expect(writtenOf(one, 'list')).toBeUndefined();
});

test('an object that is revised keeps it unread, and the one it came from as it was', () => {
  const one = report();
  const two = revised(one, { other: 2 });
  expect([two.other, writtenOf(two, 'list'), one.other]).toEqual([2, json, 1]);
  expect(writtenOf(revised(one, { list: [] }), 'list')).toBeUndefined();
  expect(two.list).toEqual([{ name: 'a' }]);
});

test('it can be assigned to, in one object and not in others', () => {
  const one = report();
  const two = revised(one, {});
  one.list = [];
  expect([one.list, writtenOf(one, 'list'), two.list]).toEqual([[], undefined, [{ name: 'a' }]]);
});

test('what is no property, and what is a plain one, was not written', () => {
  expect([writtenOf(report(), 'none'), writtenOf(report(), 'other')]).toEqual([undefined, undefined]);
});
