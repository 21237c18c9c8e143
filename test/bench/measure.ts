import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peer } from '../interop/support/peers.ts';

/** One run of a whole process. */
export interface Run {
  readonly seconds: number;
  /** Of all its threads, in user and in kernel. */
  readonly processorSeconds: number;
  /** Peak resident memory in bytes, of the process or the largest of those it waited for (wait4(2)). */
  readonly peakBytes: number;
  readonly code: number;
}

const node = process.execPath;

/** Runs a command to its end, its output thrown away; every program's memory is accounted for in the same way. */
export async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  try {
    const file = join(folder, 'peak');
    const time = peer('time');
    const startedAt = performance.now();
    const child = spawn(time, ['--quiet', '--format=%M %U %S', `--output=${file}`, command, ...args], {
      stdio: 'ignore',
      env,
    });
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve(status ?? -1));
    });
    const seconds = (performance.now() - startedAt) / 1000;
    // A command that failed is told of in a line before.
    const [kilobytes = 0, user = 0, kernel = 0] = (readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '')
      .split(' ')
      .map(Number);
    return { seconds, processorSeconds: user + kernel, peakBytes: kilobytes * 1024, code };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Run> {
  return run(node, args, env);
}

/** The run with the median time of `times` runs; the runs of several commands are taken in turn by the caller. */
export function median(runs: readonly Run[]): Run {
  const sorted = [...runs].sort((a, b) => a.seconds - b.seconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no runs to take the median of');
  return middle;
}

export interface Figure {
  readonly name: string;
  readonly value: string;
  /** The bound of docs/speed.md, where there is one. */
  readonly bound?: string;
  readonly holds?: boolean;
}

/** A figure that must not be larger than `atMost`. */
export function bounded(name: string, value: number, atMost: number, unit = '×'): Figure {
  return { name, value: `${value.toFixed(2)} ${unit}`, bound: `≤ ${atMost} ${unit}`, holds: value <= atMost };
}

/** A figure that must not be smaller than `atLeast`. */
export function boundedBelow(name: string, value: number, atLeast: number): Figure {
  return { name, value: value.toFixed(2), bound: `≥ ${atLeast}`, holds: value >= atLeast };
}

export function figure(name: string, value: string): Figure {
  return { name, value };
}

export function printFigures(figures: readonly Figure[]): void {
  for (const { name, value, bound, holds } of figures) {
    const verdict = bound === undefined ? '' : `   (${bound}: ${holds === true ? 'holds' : 'does not hold'})`;
    console.log(`  ${name.padEnd(62)} ${value}${verdict}`);
  }
}
