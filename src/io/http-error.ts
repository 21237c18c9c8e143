import type { Readable } from 'node:stream';
import { fault } from '../errors.ts';
import { bodyBytes } from './http-body.ts';

const maxErrorBytes = 64 * 1024;
const maxDetailLength = 300;
const maxReadLength = 4000;

/** What a refused request is told apart by, and what the host said about it. */
export interface Refusal {
  readonly host: string;
  /** Method and path, as in `GET /v2/`; never a query. */
  readonly asked: string;
  readonly status: number;
  /** The host's own words, safe to print and cut, led by `: `; empty when it said nothing. */
  readonly detail: string;
}

/**
 * Reads what a host says about a request it did not fulfil: the errors of the OCI distribution-spec v1.1 ("Error
 * Codes"), the error of an OAuth 2 token endpoint (RFC 6749 section 5.2), or nothing. Uses the body up; never throws.
 */
export async function readRefusal(
  response: {
    readonly status: number;
    readonly headers: Headers;
    readonly body: Readable;
    readonly url: string;
  },
  method: string,
): Promise<Refusal> {
  const url = new URL(response.url);
  const said = await readSaid(response);
  const retryAfter = response.headers.get('retry-after');
  const rest = retryAfter === null ? '' : ` (it asks to wait: ${redacted(retryAfter)})`;
  return {
    host: url.host,
    asked: `${method} ${url.pathname.slice(0, maxDetailLength)}`,
    status: response.status,
    detail: `${said === '' ? '' : `: ${said}`}${rest}`,
  };
}

/** Makes (does not throw) HTTP_STATUS of an answer whose status is not the one hoped for. */
export async function statusFault(
  response: Parameters<typeof readRefusal>[0],
  method: string,
): Promise<Error> {
  return fault('HTTP_STATUS', { ...(await readRefusal(response, method)) });
}

/** Without what could be a credential: tokens, user names and queries of URLs; and cut to one line's length. */
export function redacted(text: string): string {
  const clean = start(text)
    .replace(/\b(https?:\/\/)[^\s/?#@]*@/gi, '$1')
    .replace(/\b(https?:\/\/[^\s?#"']*)[?#][^\s"']*/gi, '$1?…')
    .replace(/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, '…')
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 …')
    .replace(/\b(password|secret|token|signature|credential)(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi, '$1$2…');
  return clean.length > maxDetailLength ? `${clean.slice(0, maxDetailLength)}…` : clean;
}

/** Looking for what to hide takes time for each character; a word that is cut could be half of what is looked for. */
function start(text: string): string {
  return text.length <= maxReadLength ? text : text.slice(0, maxReadLength).replace(/\s\S*$/, '');
}

async function readSaid(response: { readonly headers: Headers; readonly body: Readable }): Promise<string> {
  try {
    const bytes = await bodyBytes(response, 'the error', maxErrorBytes);
    return redacted(sentences(JSON.parse(bytes.toString('utf8'))));
  } catch {
    // Not JSON, too long, or cut off: the status alone is what there is to say.
    return '';
  }
}

function sentences(json: unknown): string {
  const errors = property(json, 'errors');
  if (Array.isArray(errors)) {
    return errors
      .slice(0, 3)
      .map((error) => words(property(error, 'message')) || words(property(error, 'code')))
      .filter((sentence) => sentence !== '')
      .join('; ');
  }
  const own = ['error_description', 'message', 'details', 'error'].map((name) => words(property(json, name)));
  return own.find((sentence) => sentence !== '') ?? '';
}

function property(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, name)
    ? (json as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function words(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
