import { writeSync } from 'node:fs';
import type { Target } from './target.ts';
import { failureOf, trialOf } from './trial.ts';

/** What a child is asked to do. */
export interface Order {
  readonly target: string;
  readonly seed: string;
  readonly from: number;
  /** The first run that is not to be made. */
  readonly to: number;
  /** Milliseconds since 1970. Ends earlier, between two runs, when it is that late. */
  readonly until: number;
  /** A run that is not over when it is that late is ended after this long. */
  readonly graceMs: number;
  /** A run that makes no end is over after this long, whatever else the machine does. */
  readonly silenceMs: number;
}

/** What it tells: the runs it made, and those that failed. */
export type News =
  | { readonly kind: 'failed'; readonly run: number; readonly reason: string }
  | { readonly kind: 'done'; readonly next: number };

/** Of processor time, which does not grow when others work too. */
export const maxRunMs = 1000;
/** By how much one run may raise the peak of the memory of the process. */
export const maxGrowthBytes = 384 * 1024 * 1024;

/** The descriptor to which the number of each run goes before it is made: after a crash it tells which one it was. */
const progress = 3;

async function obey({ target: name, seed, from, to, until }: Order): Promise<void> {
  const target = await targetNamed(name);
  const tell = (news: News): Promise<void> =>
    new Promise((resolve) => process.send?.(news, undefined, undefined, () => resolve()));
  const number = Buffer.alloc(8);
  let largest = peakBytes();
  let run = from;
  for (; run < to && Date.now() < until; run += 1) {
    number.writeBigUInt64LE(BigInt(run));
    writeSync(progress, number, 0, 8, 0);
    const trial = trialOf(target, seed, run);
    const before = process.cpuUsage();
    const failure = (await failureOf(target, trial)) ?? costOf(before, largest);
    if (failure !== undefined) await tell({ kind: 'failed', run, reason: failure });
    largest = peakBytes();
  }
  await tell({ kind: 'done', next: run });
  process.disconnect?.();
}

/** All targets together take seconds to be made. */
async function targetNamed(name: string): Promise<Target> {
  const { faultyTargets } = await import('./targets/faulty.ts');
  const faulty = faultyTargets.find((known) => known.name === name);
  if (faulty !== undefined) return faulty;
  const { targets } = await import('./targets/targets.ts');
  const target = targets.find((known) => known.name === name);
  if (target === undefined) throw new Error(`there is no target ${name}`);
  return target;
}

/** Two passes, so twice the time of one. */
function costOf(before: NodeJS.CpuUsage, largest: number): string | undefined {
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  if (ms > 2 * maxRunMs) return `it took ${Math.round(ms / 2)} ms of processor time`;
  const grown = peakBytes() - largest;
  return grown < maxGrowthBytes ? undefined : `memory grew by ${Math.round(grown / 1024 ** 2)} MiB`;
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(70);
  });
});
