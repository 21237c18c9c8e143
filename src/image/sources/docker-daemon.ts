import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import { fault, reasonOf } from '../../errors.ts';
import { redacted } from '../../io/http-error.ts';
import { writeTemporary } from '../../io/temporary-file.ts';
import { formatImageName, parseReference } from '../../model/reference.ts';
import type { Image } from '../image.ts';
import { repositoryOfPath, type Source, type SourceOptions } from '../source.ts';
import { openDockerArchive } from './docker-archive.ts';

/** `docker-daemon:REF`: an image of a Docker engine (or Podman's service), by name or id. */
export const dockerDaemon: Source = (name, options) =>
  name.transport === 'docker-daemon' ? open(name.reference, options) : undefined;

type Environment = NonNullable<SourceOptions['environment']>;

/** The engine begins to answer when it has gathered the image, which takes a while for a large one. */
const answerTimeoutMs = 300_000;
const maxErrorBytes = 64 * 1024;
const errorTimeoutMs = 5000;

async function open(reference: string, options: SourceOptions): Promise<readonly [Image, ...Image[]]> {
  const answer = await ask(`/images/${encodeName(withTag(reference))}/get`, reference, options);
  const archive = await writeTemporary(answer, options);
  const name = { transport: 'docker-daemon', reference } as const;
  return openDockerArchive(archive.path, undefined, options, {
    what: `what the engine gave for ${reference}`,
    example: (other) => `docker-daemon:${other}`,
    name,
    reference: formatImageName(name),
    repository: repositoryOf(reference),
    close: archive.remove,
  }).catch(async (error: unknown) => {
    await archive.remove();
    throw error;
  });
}

/** Engines export every tag of a name that has none. */
function withTag(reference: string): string {
  const named = reference.includes('@') || reference.slice(reference.lastIndexOf('/') + 1).includes(':');
  return isId(reference) || named ? reference : `${reference}:latest`;
}

function isId(reference: string): boolean {
  return /^(?:sha256:)?[0-9a-f]{12,64}$/.test(reference);
}

function repositoryOf(reference: string): string {
  try {
    return isId(reference) ? reference : parseReference(reference).repository.replace(/^library\//, '');
  } catch {
    // The engine has the last word on what is a name to it.
    return repositoryOfPath(reference);
  }
}

function encodeName(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

/** The body of the engine's answer (Docker Engine API v1.24, ImageGet). @throws ENGINE_UNREACHABLE, IMAGE_NOT_FOUND */
async function ask(path: string, reference: string, options: SourceOptions): Promise<AsyncIterable<Buffer>> {
  const environment = options.environment ?? {};
  const address = environment.DOCKER_HOST || 'unix:///var/run/docker.sock';
  const unreachable = (reason: string, cause?: unknown): Error =>
    fault('ENGINE_UNREACHABLE', { address, reason }, cause === undefined ? {} : { cause });
  const { secure, endpoint } = endpointOf(address, environment, unreachable);
  // Loaded here: Node's HTTP takes a while to load, and images of other sources need none.
  const { request } = secure ? await import('node:https') : await import('node:http');
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const call = request({
      ...endpoint,
      path,
      headers: { host: 'docker' },
      // One question is asked: no connection is kept for another.
      agent: false,
      timeout: answerTimeoutMs,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    call.once('response', resolve);
    call.once('timeout', () => call.destroy(new Error(`no answer for ${answerTimeoutMs / 1000} s`)));
    call.on('error', reject);
    call.end();
  }).catch((cause: unknown) => {
    throw options.signal?.aborted ? options.signal.reason : unreachable(reasonOf(cause), cause);
  });
  if (answer.statusCode === 200) return bodyOf(answer, options.signal, unreachable);
  const message = await errorMessage(answer);
  if (answer.statusCode !== 404) throw unreachable(`it answered ${answer.statusCode}: ${message}`);
  const image = formatImageName({ transport: 'docker-daemon', reference });
  throw fault('IMAGE_NOT_FOUND', { image, hint: `see docker images; the engine says: ${message}` });
}

async function* bodyOf(
  answer: IncomingMessage,
  signal: AbortSignal | undefined,
  unreachable: (reason: string, cause: unknown) => Error,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of answer) yield chunk;
  } catch (cause) {
    throw signal?.aborted ? signal.reason : unreachable(reasonOf(cause), cause);
  }
}

function endpointOf(
  address: string,
  environment: Environment,
  unreachable: (reason: string) => Error,
): { readonly secure: boolean; readonly endpoint: RequestOptions } {
  const scheme = address.slice(0, Math.max(address.indexOf('://'), 0));
  const rest = address.slice(scheme.length + '://'.length);
  if (scheme === 'unix' || scheme === 'npipe') return { secure: false, endpoint: { socketPath: rest } };
  if (scheme !== 'tcp' || !URL.canParse(`http://${rest}`)) {
    throw unreachable('only unix://, npipe:// and tcp:// are spoken');
  }
  const { hostname, port } = new URL(`http://${rest}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  // As the docker command: any value turns TLS on; the certificates are then looked for in one folder.
  if ((environment.DOCKER_TLS_VERIFY ?? '') === '') {
    return { secure: false, endpoint: { host, port: port || 2375 } };
  }
  const folder = environment.DOCKER_CERT_PATH || join(environment.HOME ?? '', '.docker');
  const read = (file: string): Buffer => readCertificate(join(folder, file));
  const [ca, cert, key] = [read('ca.pem'), read('cert.pem'), read('key.pem')];
  return { secure: true, endpoint: { host, port: port || 2376, ca, cert, key } };
}

function readCertificate(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}

/** The engine's own words, or the first of whatever came; as far as it came, and not for long. */
async function errorMessage(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => answer.destroy(), errorTimeoutMs);
  try {
    for await (const chunk of answer) {
      parts.push(chunk);
      bytes += chunk.length;
      if (bytes > maxErrorBytes) break;
    }
  } catch {
    // The status is what counts.
  } finally {
    clearTimeout(timer);
    answer.destroy();
  }
  return redacted(messageIn(Buffer.concat(parts).toString('utf8')));
}

function messageIn(text: string): string {
  try {
    const json: unknown = JSON.parse(text);
    const isSaid = typeof json === 'object' && json !== null && 'message' in json;
    return isSaid && typeof json.message === 'string' ? json.message : text;
  } catch {
    return text;
  }
}
