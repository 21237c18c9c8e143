import { expect, test } from 'vitest';
import type { VersionOrder } from '../../../src/advisories/versions/order.ts';
import type { Vector } from './vectors.ts';

const signs = { '<': -1, '=': 0, '>': 1 } as const;

/** One test for each comparison, both ways round. */
export function testVectors(order: VersionOrder, vectors: readonly Vector[]): void {
  test.each(vectors)(`${order.name}: %s %s %s`, (a, operator, b) => {
    expect(Math.sign(order.compare(a, b))).toBe(signs[operator]);
    expect(Math.sign(order.compare(b, a))).toBe(0 - signs[operator]);
  });
}

export function testValid(order: VersionOrder, good: readonly string[], bad: readonly string[]): void {
  test(`${order.name} accepts its own versions`, () => {
    expect(good.filter((version) => !order.valid(version))).toEqual([]);
  });

  test(`${order.name} rejects what is no version`, () => {
    expect(bad.filter((version) => order.valid(version))).toEqual([]);
  });
}
