import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFault, printable } from '../../src/errors.ts';
import { parseJson } from '../../src/model/manifest.ts';
import { limits } from '../configuration.ts';
import { hooks } from '../hooks/hooks.ts';
import type { Door } from './door.ts';

/**
 * Push events in. The sender proves itself with the shared secret as `Authorization: Bearer SECRET`; what it says is
 * only a hint: the digest is looked up and verified afterwards, and the answer does not wait for that.
 */
export const hooksDoor: Door = {
  name: 'hooks',
  owns: (path) => path.startsWith('/hooks/'),
  async handle(request, response, context) {
    const name = (request.url ?? '').split('?', 1)[0]?.slice('/hooks/'.length) ?? '';
    const hook = hooks.find((known) => known.name === name);
    const secret = context.configuration.hookSecrets.get(name);
    if (hook === undefined || secret === undefined) {
      // The same answer for both, so that nobody can ask which hooks are configured.
      answer(
        response,
        404,
        `no hook of this name is configured; known kinds: ${hooks.map((h) => h.name).join(', ')}`,
      );
      return;
    }
    if (request.method !== 'POST') {
      answer(response, 405, 'push events are sent with POST');
      return;
    }
    if (!holdsSecret(request.headers.authorization, secret)) {
      context.log({ event: 'hook-refused', hook: name, client: request.socket.remoteAddress ?? 'unknown' });
      answer(response, 401, 'the Authorization header does not hold the secret of this hook');
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      // What was not read would be taken for the next request on this connection.
      response.setHeader('connection', 'close');
      answer(response, 413, `the body is larger than ${limits.hookBytes} bytes`);
      return;
    }
    try {
      const events = hook.parse(parseJson(body, 'the push event'));
      const accepted = await context.events.accept(hook.name, events);
      if (accepted) answer(response, 202, `${events.length} events`);
      else answer(response, 503, 'too many push events wait to be verified; send it again later');
    } catch (error) {
      if (!isFault(error)) throw error;
      answer(response, 400, error.message);
    }
  },
};

function holdsSecret(authorization: string | undefined, secret: string): boolean {
  // Hashing makes both sides equally long, as timingSafeEqual wants.
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${secret}`));
}

/** The body, or undefined when it is too long: the rest is then not read. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let total = 0;
  // Leaving the loop must not destroy the request: its socket carries the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > limits.hookBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number, message: string): void {
  const body = `${printable(message)}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
