import { join } from 'node:path';
import {
  freePort,
  type RunOptions,
  type RunResult,
  run,
  startProcess,
  temporaryFolder,
} from './processes.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The command line as a person runs it in a checkout. */
export const launcher = join(root, 'dist', 'cli.js');

/** Runs `sekisho ARGS` as its own process. */
export function sekisho(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return run(process.execPath, [launcher, ...args], options);
}

export interface TryOutProcess {
  /** `127.0.0.1:PORT` of the gate. */
  readonly gate: string;
  /** Of the built-in registry behind it. */
  readonly registry: string;
  /** The data folder: key.key, key.pub, key.password, sekisho.yaml, advisories.db. */
  readonly folder: string;
  log(): string;
  stop(): Promise<void>;
}

/** `sekisho try` on free ports with its own data folder, ready when the samples are made and were pulled once. */
export async function startTryOutProcess(): Promise<TryOutProcess> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const process_ = await startProcess({
    command: process.execPath,
    args: [launcher, 'try', '--listen', `127.0.0.1:${port}`, '--data', folder],
    ready: { url: `http://127.0.0.1:${port}/readyz` },
  });
  for (let waited = 0; !process_.log().includes('Stop with Ctrl-C'); waited += 100) {
    if (waited > 60_000) throw new Error(`the try-out did not get ready:\n${process_.log()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const registry = /registry behind it on (127\.0\.0\.1:\d+)/.exec(process_.log())?.[1];
  if (registry === undefined)
    throw new Error(`the try-out does not say where its registry is:\n${process_.log()}`);
  return { gate: `127.0.0.1:${port}`, registry, folder, log: process_.log, stop: process_.stop };
}
