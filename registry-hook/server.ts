import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { trustOf } from '../src/attest/trust.ts';
import { fault, isFault, reasonOf } from '../src/errors.ts';
import { createGate } from '../src/gate/gate.ts';
import type { Http } from '../src/io/http.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Clock } from '../src/model/time.ts';
import { dockerCredentials } from '../src/registry/credentials.ts';
import { openSqliteStore } from '../src/store/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { parsePolicy } from '../src/verdict/policy-file.ts';
import { type GateConfiguration, limits } from './configuration.ts';
import { createDecider } from './decider.ts';
import type { DoorContext } from './doors/door.ts';
import { doors } from './doors/doors.ts';
import { sendOciError } from './doors/oci-error.ts';
import { createEventQueue, type EventQueue } from './events.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { startRegistry } from './registry/registry.ts';
import { createUpstream, type Upstream } from './upstream.ts';

export interface GateEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly http: Http;
  readonly log: Log;
}

export interface RunningGate {
  /** Where clients pull from: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The registry behind it: the upstream, or the built-in one, which is not guarded. */
  readonly upstream: string;
  readonly policy: Policy;
  readonly store: Store;
  readonly events: EventQueue;
  /** Stops listening, lets running answers end, closes what it opened. */
  close(): Promise<void>;
}

/** Reads the policy and the keys it names, as the gate and `gate --check` do. @throws FILE_UNREADABLE POLICY_MALFORMED */
export function readGatePolicy(configuration: GateConfiguration): Policy {
  const policy = parsePolicy(readFile(configuration.policyFile), configuration.policyFile);
  for (const rule of policy.rules) trustOf(rule.signers, keyReader(policy.file));
  return policy;
}

/**
 * Starts the gate: the doors in front of the upstream, or in front of the built-in registry when there is none.
 * @throws LISTEN_FAILED FILE_UNREADABLE POLICY_MALFORMED and what opening the store throws
 */
export async function startGate(
  configuration: GateConfiguration,
  environment: GateEnvironment,
): Promise<RunningGate> {
  const { clock, http, log } = environment;
  const policy = readGatePolicy(configuration);
  makeFolder(configuration.dataDirectory);
  const store = openSqliteStore(join(configuration.dataDirectory, 'gate.db'));
  const builtIn =
    configuration.upstream === undefined
      ? await startRegistry({
          directory: join(configuration.dataDirectory, 'registry'),
          listen: { host: '127.0.0.1', port: builtInPort(configuration.listen.port) },
        })
      : undefined;
  const upstream = createUpstream(configuration.upstream ?? new URL(builtIn?.url ?? ''));
  const metrics = createMetrics();
  const registryHost = upstream.url.host;
  const registry = { http, plainHttp: configuration.plainHttp || upstream.url.protocol === 'http:' };
  const gate = createGate({
    policy,
    trust: (rule) => trustOf(rule.signers, keyReader(policy.file)),
    clock,
    memory: {
      newest: (repository, tag) => store.tagBinding(repository, tag),
      remember: async (repository, tag, seen) => {
        await store.rememberTagBinding({ repository, tag, ...seen });
      },
    },
  });
  const decider = createDecider({
    gate,
    store,
    metrics,
    log,
    clock,
    registryHost,
    registry,
  });
  const events = createEventQueue({
    decider,
    store,
    metrics,
    log,
    clock,
    registryHost,
    registry,
    credentials: dockerCredentials(environment.env),
  });
  const context: DoorContext = { configuration, upstream, decider, events, log, clock };
  const server = createServer((request, response) => {
    answer(request, response, context, { metrics, store }).catch((error: unknown) => {
      failed(request, response, error, log);
    });
  });
  // Uploads of large layers may take long; only silence ends them.
  server.requestTimeout = 0;
  server.timeout = limits.clientIdleMs;
  server.headersTimeout = 30_000;
  const close = async (): Promise<void> => {
    await new Promise<void>((done) => {
      server.close(() => done());
      server.closeIdleConnections();
    });
    await events.idle();
    upstream.close();
    await builtIn?.close();
    metrics.close();
    await store.close();
  };
  let url: string;
  try {
    url = await listen(server, configuration.listen);
  } catch (error) {
    // Otherwise the built-in registry, which listens already, would keep the process alive.
    await close();
    throw error;
  }
  return {
    url,
    upstream: upstream.url.origin,
    policy,
    store,
    events,
    close,
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: DoorContext,
  inner: { readonly metrics: Metrics; readonly store: Store },
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const door = doors.find((candidate) => candidate.owns(path));
  if (door !== undefined) {
    await door.handle(request, response, context);
  } else if (path === '/healthz') {
    sendText(response, 200, 'ok\n');
  } else if (path === '/readyz') {
    const problem = await unreadiness(context.upstream, inner.store);
    sendText(response, problem === undefined ? 200 : 503, `${problem ?? 'ready'}\n`);
  } else if (path === '/metrics') {
    sendText(response, 200, await inner.metrics.render(), inner.metrics.contentType);
  } else {
    sendText(response, 404, 'the gate answers under /v2/, /hooks/, /healthz, /readyz and /metrics\n');
  }
}

/** Ready means: a pull could be decided and recorded now. The upstream may ask for credentials; it must answer. */
async function unreadiness(upstream: Upstream, store: Store): Promise<string | undefined> {
  try {
    await store.check();
    const response = await upstream.send({ method: 'GET', target: '/v2/', headers: {} });
    response.resume();
    const status = response.statusCode ?? 0;
    return status === 200 || status === 401 ? undefined : `the registry answers /v2/ with status ${status}`;
  } catch (error) {
    return reasonOf(error);
  }
}

function failed(request: IncomingMessage, response: ServerResponse, error: unknown, log: Log): void {
  // Clients come and go: that is no failure, and whoever causes it could fill the log with it.
  if (isFault(error) && error.code === 'CLIENT_LEFT') {
    response.destroy();
    return;
  }
  const status = isFault(error) ? error.httpStatus : 500;
  log({
    event: 'failed',
    path: (request.url ?? '').split('?', 1)[0] ?? '',
    code: isFault(error) ? error.code : 'UNEXPECTED',
    message: reasonOf(error),
  });
  if (response.headersSent || response.destroyed) {
    // Half an answer cannot be taken back: cutting the connection tells the client that it is not whole.
    response.destroy();
    return;
  }
  const message = isFault(error) ? `${error.message}; ${error.remedy}` : 'the gate failed; its log says why';
  sendOciError(response, status, 'UNAVAILABLE', message);
}

function listen(server: Server, where: GateConfiguration['listen']): Promise<string> {
  return new Promise((done, reject) => {
    server.once('error', (cause) => {
      const address = `${where.host}:${where.port}`;
      reject(fault('LISTEN_FAILED', { address, reason: reasonOf(cause) }, { cause }));
    });
    server.listen(where.port, where.host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : where.port;
      done(`http://${where.host.includes(':') ? `[${where.host}]` : where.host}:${port}`);
    });
  });
}

/** Beside the gate's own port, so that what is printed stays the same from start to start; any port for any port. */
function builtInPort(gatePort: number): number {
  return gatePort === 0 || gatePort === 65_535 ? 0 : gatePort + 1;
}

/** Key files are named relative to the policy file that names them. */
function keyReader(policyFile: string): (name: string) => string {
  return (name) => readFile(resolve(dirname(policyFile), name));
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw fault('FILE_UNWRITABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}

function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
