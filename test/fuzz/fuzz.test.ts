import { describe, expect, test } from 'vitest';
import { catalogs } from '../../src/catalog/catalogs.ts';
import { scanReaders } from '../../src/scan/inventory.ts';
import { type Failure, runCampaign } from './campaign.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';
import type { Target } from './target.ts';
import { faultyTargets } from './targets/faulty.ts';
import { targets } from './targets/targets.ts';
import { failureOf, trialOf } from './trial.ts';

const runs = 40;
/** Far more than they need: some of them scan whole images. */
const timeout = 180_000;

describe('whatever a stranger writes', () => {
  test.each(targets)(
    '$name reads it, or refuses it with a fault, the same way each time',
    { timeout },
    async (target) => {
      for (let run = 0; run < runs; run += 1) {
        const trial = trialOf(target, 'unit', run);
        expect([run, await failureOf(target, trial)]).toEqual([run, undefined]);
      }
    },
  );
});

describe('the targets', () => {
  test('have seeds, all of them', () => {
    expect(targets.filter(({ seeds }) => seeds.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test('have a name each', () => {
    expect(new Set(targets.map(({ name }) => name)).size).toBe(targets.length);
  });

  test('cover every reader of a scan, with files that it wants', () => {
    const reached = targets.filter(({ name }) => name.startsWith('reader:'));
    expect(reached.map(({ name }) => name)).toEqual(scanReaders.map(({ name }) => `reader:${name}`));
    for (const { seeds } of reached) expect(seeds.every(({ path }) => path !== undefined)).toBe(true);
  });

  test('cover every catalog, its files and their places, among packages of its types', {
    timeout,
  }, async () => {
    const nothing = { name: 'nothing', path: 'nothing', bytes: Buffer.alloc(0) };
    for (const { name, readers, types } of catalogs) {
      const ofIt = targets.filter((target) => /^catalog(?:-place)?:(.*)/.exec(target.name)?.[1] === name);
      expect(ofIt).toHaveLength(readers.length > 0 ? 2 : 1);
      if (readers.length === 0) continue;
      const found = JSON.stringify(await ofIt[0]?.read(nothing.bytes, nothing, 0));
      for (const type of types.slice(0, 1))
        expect([name, found]).toEqual([name, expect.stringContaining(`"type":"${type}"`)]);
    }
  });

  test('read their seeds as they are', { timeout }, async () => {
    for (const target of targets)
      for (const seed of target.seeds.slice(0, 20))
        expect([target.name, seed.name, await failureOf(target, { input: seed.bytes, seed })]).toEqual([
          target.name,
          seed.name,
          undefined,
        ]);
  });
});

describe('inputs', () => {
  test('are the same for the same text and number, and others for others', () => {
    const [target] = targets as readonly [(typeof targets)[number]];
    const input = (text: string, run: number): string => trialOf(target, text, run).input.toString('hex');
    expect(input('a', 1)).toBe(input('a', 1));
    const others = [input('a', 2), input('b', 1), input('c', 9)];
    expect(new Set([input('a', 1), ...others]).size).toBe(4);
  });

  test('may be made from nothing', () => {
    const material = { other: Buffer.alloc(0), words: [] };
    for (let run = 0; run < 500; run += 1)
      expect(mutate(Buffer.alloc(0), createRandom(`${run}`), material).length).toBeLessThan(1_000_000);
  });
});

test('words of an input that a problem quotes are no mistake of the program', async () => {
  const reads: Target = {
    name: 'quotes',
    seeds: [],
    read: (input) => ({ problem: `it is no number: ${input}` }),
  };
  const seed = { name: 'a seed', bytes: Buffer.alloc(0) };
  expect(await failureOf(reads, { input: Buffer.from('out of range'), seed })).toBeUndefined();
});

describe('a failure is seen', () => {
  const order = { seed: '1', from: 0, to: 1, graceMs: 10_000 };
  const inSeconds = (seconds: number): number => Date.now() + seconds * 1000;
  const silenceMs = (target: string): number => (target === 'faulty:hangs' ? 2000 : 60_000);
  const seen: readonly (readonly [name: string, reason: RegExp])[] = [
    ['faulty:throws', /^TypeError: a mistake/],
    ['faulty:changes', /^the second time: other results/],
    ['faulty:hides', /^a problem tells of a mistake: a: Cannot read properties/],
    ['faulty:hangs', /^it made no end in 2000 ms/],
    ['faulty:works', /^it took \d+ ms of processor time/],
    ['faulty:hoards', /^memory grew by \d+ MiB|^the process ended with/],
    ['faulty:dies', /^the process ended with SIGSEGV/],
  ];
  test.each(seen)(
    'of the kind %s, and the next run is made all the same',
    { timeout },
    async (target, reason) => {
      const failures: Failure[] = [];
      const campaign = await runCampaign(
        { ...order, target, until: inSeconds(120), silenceMs: silenceMs(target) },
        10,
        (failure) => failures.push(failure),
      );
      expect(campaign.runs).toBe(1);
      expect(failures).toEqual([{ run: 0, reason: expect.stringMatching(reason) }]);
      expect(failures).toEqual(campaign.failures);
    },
  );

  test('also when the time is up before it is: a run without end does not go on', { timeout }, async () => {
    const hangs = { ...order, target: 'faulty:hangs', silenceMs: 60_000 };
    const late = { ...hangs, to: 100, until: inSeconds(3), graceMs: 2000 };
    const { runs: made, failures } = await runCampaign(late, 10, () => {});
    expect(Date.now() - late.until).toBeLessThan(30_000);
    expect(failures).toEqual([
      { run: 0, reason: expect.stringMatching(/^it made no end in 2000 ms when the time was up/) },
    ]);
    expect(made).toBe(1);
  });

  test('is told of each of them', () => {
    expect(seen.map(([name]) => name)).toEqual(faultyTargets.map(({ name }) => name));
  });
});
