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
  let next = order.from;
  while (next < order.to && Date.now() < order.until && failures.length < maxFailures) {
    const to = Math.min(order.to, next + batch);
    next = await runBatch({ ...order, from: next, to }, (failure) => {
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
    const watched = watch(child, order, () => runAt(progress));
    child.send(order);
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    const killedFor = watched();
    if (next !== undefined) return next;
    const run = runAt(progress);
    // It had not begun: nothing was read.
    if (run === undefined && killedFor !== undefined) return order.from;
    const how = killedFor ?? `the process ended with ${signal ?? code}`;
    failed({ run: run ?? order.from, reason: `${how}\n${tail()}` });
    return (run ?? order.from) + 1;
  } finally {
    closeSync(progress);
    rmSync(folder, { recursive: true, force: true });
  }
}

function runAt(progress: number): number | undefined {
  const number = Buffer.alloc(8);
  return readSync(progress, number, 0, 8, 0) === 8 ? Number(number.readBigUInt64LE()) : undefined;
}

/**
 * Kills a child that does not get to its next run, or is late. The answer tells why, undefined where that was not
 * necessary, and ends the watch.
 */
function watch(
  child: ChildProcess,
  { silenceMs, until, graceMs }: Order,
  runNow: () => number | undefined,
): () => string | undefined {
  let last: number | undefined;
  let since = Date.now();
  let reason: string | undefined;
  const timer = setInterval(() => {
    const run = runNow();
    // Until the first run, it makes its seeds.
    if (run !== last || run === undefined) {
      last = run;
      since = Date.now();
    }
    if (reason !== undefined) return;
    if (Date.now() - since > silenceMs) reason = `it made no end in ${silenceMs} ms`;
    else if (Date.now() > until + graceMs) reason = `it made no end in ${graceMs} ms when the time was up`;
    if (reason !== undefined) child.kill('SIGKILL');
  }, watchEveryMs);
  return () => {
    clearInterval(timer);
    return reason;
  };
}

function tailOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-2000);
  });
  return () => text;
}
