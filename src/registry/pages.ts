import { fault } from '../errors.ts';
import type { HttpResponse } from '../io/http.ts';
import type { Remote } from './remote.ts';

export interface PageOptions {
  /** For errors, as in "tags of apps/shop". */
  readonly what: string;
  readonly maxPages: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * The answers to `path` and to each next page its `Link` header names (distribution-spec v1.1, "Content Discovery").
 * Only the path and query of a Link are taken: registries behind a proxy name themselves wrongly, and a list never
 * continues on another host.
 * @throws LIST_TOO_LONG after `maxPages`
 */
export async function* pages(
  remote: Remote,
  path: string,
  options: PageOptions,
): AsyncGenerator<HttpResponse, void, undefined> {
  const { what, maxPages, ...rest } = options;
  let next: string | undefined = path;
  for (let page = 0; next !== undefined; page += 1) {
    if (page === maxPages) {
      throw fault('LIST_TOO_LONG', { host: remote.host, limit: `${maxPages} pages`, what: `of ${what}` });
    }
    const response = await remote.session.request(next, { scope: 'pull', what: `the ${what}`, ...rest });
    yield response;
    next = nextPage(response, remote.session.origin);
  }
}

/** Path and query, on the host of the list, of the `Link` with `rel="next"` (RFC 8288); undefined for none. */
function nextPage(response: HttpResponse, origin: string): string | undefined {
  const header = response.headers.get('link') ?? '';
  for (const [, target = '', parameters = ''] of header.matchAll(/<([^<>]*)>([^<>]*)/g)) {
    if (!/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)/i.test(parameters)) continue;
    if (!URL.canParse(target, response.url)) return undefined;
    const { pathname, search } = new URL(target, response.url);
    // Set, not joined: a path that begins with two slashes would name another host.
    return Object.assign(new URL(origin), { pathname, search }).href;
  }
  return undefined;
}
