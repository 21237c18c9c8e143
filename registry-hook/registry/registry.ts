import { mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { fault, reasonOf } from '../../src/errors.ts';
import { createQueue } from '../../src/registry/in-order.ts';
import { type Answer, json, refusal, send } from './answer.ts';
import { answerBlob, answerUpload, beginUpload } from './blobs.ts';
import { layoutOf, unfinishedFolder } from './layout.ts';
import { answerReferrers, answerTags } from './lists.ts';
import { answerManifest } from './manifests.ts';
import { parseRoute, type Route } from './routes.ts';
import type { RegistryRequest, RegistryStore } from './store.ts';
import { createUploads } from './uploads.ts';

export interface BuiltInRegistryOptions {
  /** Holds one OCI layout for each repository; made if it is not there. One process at a time. */
  readonly directory: string;
  /** Port 0: any free one. There is no login: listen on loopback, or put the gate in front. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Whether there is a referrers API; default true. */
  readonly referrers?: boolean;
}

export interface BuiltInRegistry {
  /** `http://HOST:PORT` */
  readonly url: string;
  /** Stops listening, cuts connections, and resolves when nothing is written any more. */
  close(): Promise<void>;
}

/** A client that is silent for this long inside a request is cut off. */
const idleTimeoutMs = 120_000;

const methods = {
  version: ['GET', 'HEAD'],
  manifest: ['GET', 'HEAD', 'PUT', 'DELETE'],
  blob: ['GET', 'HEAD', 'DELETE'],
  uploads: ['POST'],
  upload: ['GET', 'PATCH', 'PUT', 'DELETE'],
  tags: ['GET', 'HEAD'],
  referrers: ['GET', 'HEAD'],
} as const satisfies Readonly<Record<Route['kind'], readonly string[]>>;

/**
 * Serves a folder of OCI layouts over the OCI distribution-spec v1.1. Bytes flow in both directions; whatever is
 * written appears in one step, or not at all.
 * @throws LISTEN_FAILED, FILE_UNWRITABLE
 */
export async function startRegistry(options: BuiltInRegistryOptions): Promise<BuiltInRegistry> {
  const directory = resolve(options.directory);
  const unfinished = unfinishedFolder(directory);
  try {
    // What an earlier process did not finish, nobody will.
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
  } catch (cause) {
    throw fault('FILE_UNWRITABLE', { path: unfinished, reason: reasonOf(cause) }, { cause });
  }
  const store: RegistryStore = {
    directory,
    uploads: createUploads(unfinished, Date.now),
    inTurn: createQueue(),
    referrers: options.referrers ?? true,
    subjects: new Map(),
  };
  const underWay = new Set<Promise<void>>();
  const server = createServer((message, response) => {
    const handled = handle(store, message, response);
    underWay.add(handled);
    void handled.finally(() => underWay.delete(handled));
  });
  // Uploads of large layers may take long; only silence ends them.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  server.setTimeout(idleTimeoutMs);
  const url = await listen(server, options.listen);
  return {
    url,
    async close() {
      const closed = new Promise<void>((done) => {
        server.close(() => done());
      });
      server.closeAllConnections();
      await closed;
      await Promise.all(underWay);
      await rm(unfinished, { recursive: true, force: true });
    },
  };
}

async function handle(
  store: RegistryStore,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await send(response, await answer(store, message));
  } catch (error) {
    // The client went away, or the disk failed. What was sent cannot be taken back: cutting it off is what tells.
    if (response.headersSent || response.destroyed) response.destroy();
    else await send(response, refusal(500, 'UNSUPPORTED', `the registry failed (${codeOf(error)})`));
  }
}

/** Never the message: it would tell a client where files are. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'internal error';
}

async function answer(store: RegistryStore, message: IncomingMessage): Promise<Answer> {
  const { url = '', method = '' } = message;
  const [path = ''] = url.split('?', 1);
  const route = parseRoute(path);
  if (route === undefined) return refusal(404, 'UNSUPPORTED', 'no such path');
  if (route.kind === 'referrers' && !store.referrers) return refusal(404, 'UNSUPPORTED', 'no referrers API');
  const allowed: readonly string[] = methods[route.kind];
  if (!allowed.includes(method)) {
    return refusal(405, 'UNSUPPORTED', `${method} is not for this`, { allow: allowed.join(', ') });
  }
  if (route.kind === 'version') return json({});
  const { repository } = route;
  const layout = layoutOf(store.directory, repository);
  if (layout === undefined) return refusal(400, 'NAME_INVALID', 'not a name for a repository');
  const query = new URLSearchParams(url.slice(path.length + 1));
  return dispatch({ store, method, repository, layout, query, message }, route);
}

function dispatch(request: RegistryRequest, route: Exclude<Route, { kind: 'version' }>): Promise<Answer> {
  switch (route.kind) {
    case 'manifest':
      return answerManifest(request, route.target);
    case 'blob':
      return answerBlob(request, route.digest);
    case 'uploads':
      return beginUpload(request);
    case 'upload':
      return answerUpload(request, route.id);
    case 'tags':
      return answerTags(request);
    case 'referrers':
      return answerReferrers(request, route.digest);
  }
}

function listen(server: Server, where: BuiltInRegistryOptions['listen']): Promise<string> {
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
