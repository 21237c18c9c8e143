import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { fault, isFault, printable } from '../../src/errors.ts';
import type { Question } from '../../src/gate/question.ts';
import { type Digest, digestAlgorithm, hashFor, isDigest, sha256 } from '../../src/model/digest.ts';
import { maxManifestBytes } from '../../src/model/manifest.ts';
import { limits } from '../configuration.ts';
import { parseRegistryPath, type RegistryRequest } from '../request-path.ts';
import { endToEndHeaders } from '../upstream.ts';
import type { Door, DoorContext } from './door.ts';
import { sendOciError } from './oci-error.ts';

/**
 * The proxy door: the distribution API of the registry behind the gate, where each manifest is decided by the bytes
 * that are really served. Pushes and blobs pass. What the upstream refuses, or does not have, is passed on as it is.
 */
export const ociDoor: Door = {
  name: 'oci',
  owns: (path) => path === '/v2' || path.startsWith('/v2/'),
  async handle(request, response, context) {
    const target = request.url ?? '/';
    const path = target.split('?', 1)[0] ?? '/';
    const asked = parseRegistryPath(path);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && !writing.has(request.method ?? '')) {
      sendOciError(response, 405, 'UNSUPPORTED', 'the distribution API has no such method');
    } else if (reads && hasBody(request)) {
      // No client sends one. What is not read of it would be taken for the next request on this connection.
      response.setHeader('connection', 'close');
      sendOciError(response, 400, 'UNSUPPORTED', `a ${request.method} has no body`);
    } else if (asked.kind === 'refused') {
      sendOciError(response, 400, 'NAME_INVALID', `the path is refused: ${asked.reason}`);
    } else if (asked.kind === 'manifest' && reads) {
      await serveManifest(request, response, context, asked);
    } else if (asked.kind === 'blob' && reads) {
      await serveBlob(request, response, context, asked);
    } else {
      await pass(request, response, context);
      // A push may have changed what a tag means or what is known of a digest.
      if (!reads && asked.repository !== undefined) context.decider.forget(asked.repository);
    }
  },
};

const writing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

type ManifestRequest = Extract<RegistryRequest, { kind: 'manifest' }>;
type BlobRequest = Extract<RegistryRequest, { kind: 'blob' }>;

async function serveManifest(
  request: IncomingMessage,
  response: ServerResponse,
  context: DoorContext,
  asked: ManifestRequest,
): Promise<void> {
  const upstream = await context.upstream.send({
    // A HEAD is decided like the GET that would follow: by the bytes.
    method: 'GET',
    target: pathOf(request),
    headers: wholeAnswerHeaders(request),
  });
  const unreadable = unreadableAnswer(upstream, context.upstream.url);
  if (unreadable !== undefined) {
    upstream.destroy();
    sendOciError(response, 502, 'UNAVAILABLE', unreadable);
    return;
  }
  if (upstream.statusCode !== 200) {
    await relay(upstream, response, context);
    return;
  }
  const { bytes, isWhole } = await readStart(upstream, maxManifestBytes, context);
  if (!isWhole) {
    upstream.destroy();
    const message = `the manifest is larger than ${maxManifestBytes} bytes, so it cannot be decided`;
    sendOciError(response, 403, 'DENIED', message);
    return;
  }
  const digest = sha256(bytes);
  const altered = disagreement(bytes, digest, [asked.digest, upstream.headers['docker-content-digest']]);
  if (altered !== undefined) {
    sendOciError(response, 502, 'MANIFEST_INVALID', altered);
    return;
  }
  await decideAndSend(
    request,
    response,
    context,
    {
      repository: asked.repository,
      ...(asked.tag === undefined ? {} : { tag: asked.tag }),
      digest,
      mediaType: upstream.headers['content-type'] ?? '',
      manifest: bytes,
      client: clientOf(request),
    },
    { ...endToEndHeaders(upstream.headers), 'content-length': bytes.length },
  );
}

/**
 * Blobs pass, but some registries serve a manifest at its digest under /blobs/ as well: a small JSON document that
 * reads as a manifest is decided like one.
 */
async function serveBlob(
  request: IncomingMessage,
  response: ServerResponse,
  context: DoorContext,
  asked: BlobRequest,
): Promise<void> {
  if (request.method === 'HEAD') {
    await pass(request, response, context);
    return;
  }
  let upstream = await sendOn(request, context, endToEndHeaders(request.headers), pathOf(request));
  const status = upstream.statusCode ?? 0;
  const partOf = /\/(\d+)$/.exec(upstream.headers['content-range'] ?? '');
  const size = Number(partOf?.[1] ?? upstream.headers['content-length'] ?? 0);
  if (size > maxManifestBytes || status < 200 || status > 299) {
    await relay(upstream, response, context);
    return;
  }
  if (status !== 200 || upstream.headers['content-encoding'] !== undefined) {
    // Part of a small document cannot be judged: the whole is asked for and sent, which RFC 9110 section 14.2 allows.
    upstream.resume();
    upstream = await sendOn(request, context, wholeAnswerHeaders(request), pathOf(request));
    if (upstream.statusCode !== 200) {
      sendOciError(response, 502, 'UNAVAILABLE', 'the registry changed its answer while it was read');
      return;
    }
  }
  const { bytes, isWhole } = await readStart(upstream, maxManifestBytes, context);
  if (!isWhole) {
    // Larger than any manifest, which only shows when the registry does not say how long it is.
    upstream.unshift(bytes);
    await relay(upstream, response, context);
    return;
  }
  const headers = { ...endToEndHeaders(upstream.headers), 'content-length': bytes.length };
  const mediaType = mediaTypeOfManifest(bytes);
  if (mediaType === undefined) {
    response.writeHead(200, headers);
    response.end(bytes);
    return;
  }
  await decideAndSend(
    request,
    response,
    context,
    {
      repository: asked.repository,
      digest: sha256(bytes),
      mediaType,
      manifest: bytes,
      client: clientOf(request),
    },
    headers,
  );
}

async function decideAndSend(
  request: IncomingMessage,
  response: ServerResponse,
  context: DoorContext,
  question: Question,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const isHead = request.method === 'HEAD';
  try {
    const { authorization } = request.headers;
    const decision = await context.decider.decide(
      question,
      authorization === undefined ? {} : { authorization },
    );
    if (decision.outcome === 'deny' && !(isHead && context.configuration.head === 'allow')) {
      sendOciError(response, 403, 'DENIED', decision.message, {
        digest: decision.digest,
        reasons: decision.reasons.slice(0, limits.toldReasons).map((reason) => reason.message),
      });
      return;
    }
  } catch (error) {
    // No decision is not an allow: the client is told which of the two it met.
    if (!isFault(error)) throw error;
    context.log({
      event: 'undecided',
      repository: question.repository,
      digest: question.digest,
      code: error.code,
      message: error.message,
    });
    sendOciError(
      response,
      503,
      'UNAVAILABLE',
      `no decision could be made: ${error.message}; ${error.remedy}`,
    );
    return;
  }
  response.writeHead(200, headers);
  response.end(isHead ? undefined : question.manifest);
}

async function pass(request: IncomingMessage, response: ServerResponse, context: DoorContext): Promise<void> {
  const upstream = await sendOn(request, context, endToEndHeaders(request.headers), request.url ?? '/');
  await relay(upstream, response, context);
}

function sendOn(
  request: IncomingMessage,
  context: DoorContext,
  headers: OutgoingHttpHeaders,
  target: string,
): Promise<IncomingMessage> {
  const method = request.method ?? 'GET';
  return context.upstream.send({ method, target, headers, ...(hasBody(request) ? { body: request } : {}) });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * The request target of a read without its query: the specification knows none there, and some registries read another
 * registry's name from it (`?ns=`), for which the rule of this repository was not made.
 */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** Why an answer holds no manifest to decide on, where a client would find one. */
function unreadableAnswer({ statusCode = 0, headers }: IncomingMessage, registry: URL): string | undefined {
  if (statusCode >= 300 && statusCode <= 399) {
    // The client would follow, and be served what nobody decided.
    const elsewhere = URL.parse(headers.location ?? '', registry.href)?.host ?? 'another address';
    return `the registry sends whoever asks for a manifest to ${printable(elsewhere)}: start the gate with that as its upstream`;
  }
  if (statusCode < 400 && statusCode !== 200)
    return `the registry answers with status ${statusCode}, which is no manifest`;
  const encoding = headers['content-encoding'] ?? 'identity';
  return statusCode === 200 && encoding !== 'identity'
    ? `the registry serves the manifest encoded (${printable(encoding)}), which was not asked for`
    : undefined;
}

async function relay(
  upstream: IncomingMessage,
  response: ServerResponse,
  context: DoorContext,
): Promise<void> {
  const headers = endToEndHeaders(upstream.headers);
  const location = upstream.headers.location;
  if (location !== undefined) headers.location = throughTheGate(location, context.upstream.url);
  response.writeHead(upstream.statusCode ?? 502, headers);
  let left = false;
  // Whoever closes first ends the other: afterwards it cannot be told who it was.
  response.once('close', () => {
    left = !upstream.destroyed && !response.writableFinished;
  });
  try {
    await pipeline(upstream, response);
  } catch (cause) {
    throw left ? fault('CLIENT_LEFT', {}, { cause }) : cause;
  }
}

/** An absolute address of the upstream itself (upload sessions) becomes a path here; any other stays as it is. */
function throughTheGate(location: string, upstream: URL): string {
  const url = URL.parse(location);
  return url !== null && url.host === upstream.host ? `${url.pathname}${url.search}` : location;
}

/** What makes an answer partial, conditional or encoded is left out: the decision needs the bytes, all and plain. */
function wholeAnswerHeaders(request: IncomingMessage): OutgoingHttpHeaders {
  const headers = endToEndHeaders(request.headers);
  const left = ['range', 'if-range', 'if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'];
  for (const name of left) delete headers[name];
  return { ...headers, 'accept-encoding': 'identity' };
}

/**
 * The body up to a little over `maxBytes`, and whether that is all of it; the rest can still be read.
 * @throws UPSTREAM_UNREACHABLE when it breaks off
 */
async function readStart(
  message: IncomingMessage,
  maxBytes: number,
  context: DoorContext,
): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      total += chunk.length;
      chunks.push(chunk);
      if (total > maxBytes) return { bytes: Buffer.concat(chunks, total), isWhole: false };
    }
  } catch (cause) {
    const reason = `it broke off after ${total} bytes`;
    throw fault('UPSTREAM_UNREACHABLE', { host: context.upstream.url.host, reason }, { cause });
  }
  return { bytes: Buffer.concat(chunks, total), isWhole: true };
}

function disagreement(
  bytes: Buffer,
  known: Digest,
  claimed: readonly (string | string[] | undefined)[],
): string | undefined {
  for (const wanted of claimed) {
    if (wanted === known || !isDigest(wanted)) continue;
    const got = `${digestAlgorithm(wanted)}:${hashFor(wanted).update(bytes).digest('hex')}`;
    if (got !== wanted) return `the registry served ${got} where ${wanted} was asked for`;
  }
  return undefined;
}

function mediaTypeOfManifest(bytes: Buffer): string | undefined {
  if (bytes[bytes.findIndex((byte) => !jsonSpace.has(byte))] !== openingBrace) return undefined;
  const text = bytes.toString('utf8');
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null) return undefined;
    // Go clients read keys whatever their case, so `Layers` makes a manifest too.
    const keys = new Set(Object.keys(json).map((key) => key.toUpperCase()));
    if (!['LAYERS', 'MANIFESTS', 'FSLAYERS'].some((key) => keys.has(key))) return undefined;
    return 'mediaType' in json && typeof json.mediaType === 'string' ? json.mediaType : '';
  } catch {
    // Some clients read the first document and stop: what follows it makes it no other manifest.
    return /"(?:layers|manifests|fslayers)"\s*:/i.test(text) ? '' : undefined;
  }
}

const openingBrace = 0x7b;
/** RFC 8259 section 2. */
const jsonSpace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

function clientOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? 'unknown';
}
