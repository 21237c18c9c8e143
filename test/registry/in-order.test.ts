import { expect, test } from 'vitest';
import { createQueue } from '../../src/registry/in-order.ts';

test('work under one key runs one after the other, also after work that failed', async () => {
  const inTurn = createQueue();
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`begin ${name}`);
      await Promise.resolve();
      log.push(`end ${name}`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    inTurn('key', work('a')),
    inTurn('key', work('b', true)),
    inTurn('key', work('c')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b', 'begin c', 'end c']);
});

test('work under another key does not wait', async () => {
  const inTurn = createQueue();
  let release: () => void = () => {};
  const held = inTurn('a', () => new Promise<void>((resolve) => (release = resolve)));
  expect(await inTurn('b', async () => 'done')).toBe('done');
  release();
  await held;
});
