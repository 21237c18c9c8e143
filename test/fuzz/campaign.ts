import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { News, Order } from './child.ts';

export interface Failure {
  readonly run: number;
  readonly reason: string;
}

export interface Campaign {
  /** Inputs that were read. */
  readonly runs: number;
  readonly failures: readonly Failure[];
}

const watchEveryMs = 500;
const heapMiB = 384;
/** More of them say nothing new. */
const maxFailures = 20;

/**
 * Lets child processes read inputs of one target, one batch after the other: a child that crashes, hangs or runs out
 * of memory is ended by its process id, its run is a failure, and the next one goes on behind it.
 */
export async function runCampaign(
  order: Order,
  batch: number,
  onFailure: (failure: Failure) => void,
): Promise<Campaign> {
  const failures: Failure[] = [];
  const end = Date.now() + order.seconds * 1000;
  let next = order.from;
  while (next < order.to && Date.now() < end && failures.length < maxFailures) {
    const to = Math.min(order.to, next + batch);
    const part = { ...order, from: next, to, seconds: (end - Date.now()) / 1000 };
    next = await runBatch(part, (failure) => {
      failures.push(failure);
      onFailure(failure);
    });
  }
  return { runs: next - order.from, failures };
}

/** @returns the first run that was not made */
async function runBatch(order: Order, failed: (failure: Failure) => void): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const progress = openSync(join(folder, 'progress'), 'w+');
  let next: number | undefined;
  try {
    const child = fork(join(import.meta.dirname, 'child.ts'), {
      execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${heapMiB}`],
      stdio: ['ignore', 'ignore', 'pipe', progress, 'ipc'],
    });
    const tail = tailOf(child);
    child.on('message', (news: News) => {
      if (news.kind === 'done') next = news.next;
      else failed({ run: news.run, reason: news.reason });
    });
    const hung = watch(child, order.silenceMs, () => runAt(progress));
    child.send(order);
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    const silent = hung();
    if (next !== undefined) return next;
    const run = runAt(progress) ?? order.from;
    const how = silent
      ? `it made no end in ${order.silenceMs} ms`
      : `the process ended with ${signal ?? code}`;
    failed({ run, reason: `${how}\n${tail()}` });
    return run + 1;
  } finally {
    closeSync(progress);
    rmSync(folder, { recursive: true, force: true });
  }
}

function runAt(progress: number): number | undefined {
  const number = Buffer.alloc(8);
  return readSync(progress, number, 0, 8, 0) === 8 ? Number(number.readBigUInt64LE()) : undefined;
}

/** Kills a child that does not get to its next run. The answer tells whether that was necessary, and ends the watch. */
function watch(child: ChildProcess, silenceMs: number, runNow: () => number | undefined): () => boolean {
  let last: number | undefined;
  let since = Date.now();
  let killed = false;
  const timer = setInterval(() => {
    const run = runNow();
    // Until the first run, it makes its seeds.
    if (run !== last || run === undefined) {
      last = run;
      since = Date.now();
    } else if (Date.now() - since > silenceMs && !killed) {
      killed = true;
      child.kill('SIGKILL');
    }
  }, watchEveryMs);
  return () => {
    clearInterval(timer);
    return killed;
  };
}

function tailOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-2000);
  });
  return () => text;
}
