import { expect, test } from 'vitest';
import { inParallel } from '../../src/attest/in-parallel.ts';

const items = [1, 2, 3, 4, 5, 6, 7, 8];

test('results stand in the order of the items, whichever is done first', async () => {
  const results = await inParallel(items, 3, async (item) => {
    for (let turn = 8; turn > item; turn -= 1) await Promise.resolve();
    return item * 10;
  });

  expect(results).toEqual([10, 20, 30, 40, 50, 60, 70, 80]);
});

test('never more than the limit are under way', async () => {
  let running = 0;
  let most = 0;

  await inParallel(items, 3, async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  });

  expect(most).toBe(3);
});

test('the first error is thrown, and nothing more is begun after it', async () => {
  const begun: number[] = [];

  const outcome = inParallel(items, 2, async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 3) throw new Error('three');
    return item;
  });

  await expect(outcome).rejects.toThrow('three');
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('no items give no results', async () => {
  expect(await inParallel([], 4, async () => 1)).toEqual([]);
});
