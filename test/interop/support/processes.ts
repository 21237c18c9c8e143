import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Names added to this process's environment; undefined takes a name away. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface RunOptions {
  readonly env?: Environment;
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  /** Default 120000. */
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** The exit code, or 128 + the signal's number as a shell reports it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What tells that a server is up: an HTTP answer below 500, or an accepted connection. */
export type Ready =
  | { readonly url: string }
  | { readonly port: number; readonly host?: string }
  | { readonly socketPath: string; readonly path: string };

export interface StartOptions {
  readonly command: string;
  readonly args?: readonly string[];
  readonly env?: Environment;
  readonly cwd?: string;
  readonly ready: Ready;
  /** Default 30000. */
  readonly readyTimeoutMs?: number;
  /** How long SIGTERM may take before SIGKILL; default 10000. */
  readonly stopTimeoutMs?: number;
}

export interface RunningProcess {
  readonly pid: number;
  /** The end of what it wrote to stdout and stderr, mixed as it came. */
  log(): string;
  stop(): Promise<void>;
}

const DEFAULT_RUN_TIMEOUT_MS = 120_000;
const DEFAULT_READY_TIMEOUT_MS = 30_000;
const DEFAULT_STOP_TIMEOUT_MS = 10_000;
const PROBE_PAUSE_MS = 25;
const PROBE_TIMEOUT_MS = 2_000;
const LOG_TAIL_CHARACTERS = 65_536;
const MESSAGE_TAIL_CHARACTERS = 4_000;

const running = new Set<ChildProcess>();
const servers = new Set<ChildProcess>();
const cleanups: (() => Promise<void>)[] = [];
const givenPorts = new Set<number>();

// The last net: a test run that ends without stopEverything() must not leave servers behind.
process.on('exit', () => {
  for (const child of running) killGroup(child);
  for (const child of servers) child.kill('SIGKILL');
});

/** Registers what {@link stopEverything} has to do; the last registered runs first. */
export function onStopEverything(cleanup: () => Promise<void>): void {
  cleanups.push(cleanup);
}

/** Stops every process and removes every temporary folder of this file's functions: `afterAll(stopEverything)`. */
export async function stopEverything(): Promise<void> {
  const errors: unknown[] = [];
  for (let cleanup = cleanups.pop(); cleanup !== undefined; cleanup = cleanups.pop()) {
    // One failing clean-up must not keep the others from running.
    await cleanup().catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0)
    throw new AggregateError(errors, `clean-up failed: ${errors.map(String).join('; ')}`);
}

/** A new folder directly under the system's temporary folder: short, because socket paths end at 107 bytes. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-'));
  onStopEverything(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A port of 127.0.0.1 that was free a moment ago and was not given to anyone in this process before. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  if (givenPorts.has(port)) return freePort();
  givenPorts.add(port);
  return port;
}

/** Runs a program to its end. An exit code is an answer, not an error; only a time-out or a failed start throws. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_RUN_TIMEOUT_MS;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own, so that what it started in turn ends with it when the time is over.
    detached: true,
  });
  running.add(child);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A program that does not read its input ends first and breaks the pipe: its exit code says enough.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    killGroup(child);
  }, timeoutMs);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (late) {
      const tail = (stdout() + stderr()).slice(-MESSAGE_TAIL_CHARACTERS);
      throw new Error(`"${[command, ...args].join(' ')}" did not end within ${timeoutMs} ms:\n${tail}`);
    }
    return { code: exitCode(code, signal), stdout: stdout(), stderr: stderr() };
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}

/** Like {@link run}, for a step that has to succeed: any other exit code than 0 throws, with what was written. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await run(command, args, options);
  if (result.code === 0) return result;
  const tail = (result.stdout + result.stderr).slice(-MESSAGE_TAIL_CHARACTERS);
  throw new Error(`"${[command, ...args].join(' ')}" ended with ${result.code}:\n${tail}`);
}

/** Starts a server and waits until it answers; throws with the end of its log when it ends or stays silent. */
export async function startProcess(options: StartOptions): Promise<RunningProcess> {
  const child = spawn(options.command, options.args ?? [], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let tail = '';
  const remember = (chunk: Buffer): void => {
    tail = (tail + chunk.toString()).slice(-LOG_TAIL_CHARACTERS);
  };
  child.stdout.on('data', remember);
  child.stderr.on('data', remember);
  // The event, not a try: spawn reports a missing program only after it returned.
  await once(child, 'spawn');
  servers.add(child);
  const stop = async (): Promise<void> => {
    await endProcess(child, exited, options.stopTimeoutMs ?? DEFAULT_STOP_TIMEOUT_MS);
    servers.delete(child);
    // A grandchild that outlived it would hold the pipes, and with them this process.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  onStopEverything(stop);
  try {
    await waitUntilReady(child, options);
  } catch (error) {
    await stop();
    throw new Error(
      `${error instanceof Error ? error.message : error}\n${tail.slice(-MESSAGE_TAIL_CHARACTERS)}`,
    );
  }
  return { pid: child.pid as number, log: () => tail, stop };
}

async function endProcess(child: ChildProcess, exited: Promise<void>, stopTimeoutMs: number): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
}

async function waitUntilReady(child: ChildProcess, options: StartOptions): Promise<void> {
  const timeoutMs = options.readyTimeoutMs ?? DEFAULT_READY_TIMEOUT_MS;
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (hasEnded(child)) {
      const how = child.signalCode ?? `code ${child.exitCode}`;
      throw new Error(`${options.command} ended with ${how} before it was ready:`);
    }
    if (await answers(options.ready)) return;
    await sleep(PROBE_PAUSE_MS);
  }
  throw new Error(
    `${options.command} was not ready after ${timeoutMs} ms (${JSON.stringify(options.ready)}):`,
  );
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function answers(ready: Ready): Promise<boolean> {
  if ('port' in ready) return acceptsConnections(ready.host ?? '127.0.0.1', ready.port);
  return new Promise((resolve) => {
    const options = { timeout: PROBE_TIMEOUT_MS, agent: false };
    const probe =
      'url' in ready
        ? request(ready.url, options)
        : request({ ...options, socketPath: ready.socketPath, path: ready.path });
    probe.on('response', (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 500);
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => resolve(false));
    probe.on('close', () => resolve(false));
    probe.end();
  });
}

function acceptsConnections(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_TIMEOUT_MS });
    const settle = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}

function killGroup(leader: ChildProcess): void {
  if (leader.pid === undefined) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch (error) {
    // The whole group may have ended just now.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Joined as bytes: a character may be cut between two chunks.
  return () => Buffer.concat(chunks).toString();
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
