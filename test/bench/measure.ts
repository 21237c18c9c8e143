import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One run of a whole process. */
export interface Run {
  readonly seconds: number;
  /** Peak resident memory of a Node process, in bytes; 0 for other programs. */
  readonly peakBytes: number;
  readonly code: number;
}

const node = process.execPath;
const memoryHook = join(import.meta.dirname, 'peak-memory.mjs');

/** Runs a command to its end, its output thrown away. */
export async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: 'ignore', env });
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? -1));
  });
  return { seconds: (performance.now() - startedAt) / 1000, peakBytes: 0, code };
}

/** Runs a Node program and reads its peak memory from its own account at exit. */
export async function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  try {
    const file = join(folder, 'peak');
    const measured = await run(node, ['--import', memoryHook, ...args], { ...env, SEKISHO_BENCH_PEAK: file });
    return { ...measured, peakBytes: Number(readFileSync(file, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
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

export function figure(name: string, value: string): Figure {
  return { name, value };
}
