import { z } from 'zod';
import { fault } from '../errors.ts';
import { bodyBytes } from '../io/http-body.ts';
import { statusFault } from '../io/http-error.ts';
import { parseJson } from '../model/manifest.ts';
import { parseSafely } from '../model/parsed-by.ts';
import { isTag } from '../model/reference.ts';
import { pages } from './pages.ts';
import type { Remote } from './remote.ts';
import type { CallOptions } from './repository.ts';

const maxPages = 1000;
const maxTags = 100_000;
/** 100,000 tags of the greatest length (128 bytes): some registries give all of them at once. */
const maxPageBytes = 16 * 1024 * 1024;

// Distribution writes null for a repository whose tags are all gone.
const pageSchema = z.object({ tags: z.array(z.string()).nullish() });

/**
 * Every tag, in the registry's order; what does not have a tag's form is left out, since nothing can be asked by it.
 * @throws LIST_TOO_LONG, HTTP_STATUS (404: no such repository), JSON_MALFORMED
 */
export async function listTags(remote: Remote, options: CallOptions): Promise<readonly string[]> {
  const what = `tags of ${remote.name}`;
  const tags = new Set<string>();
  const first = `/v2/${remote.name}/tags/list?n=1000`;
  for await (const response of pages(remote, first, { what, maxPages, ...options })) {
    if (response.status !== 200) throw await statusFault(response, 'GET');
    const page = `the list of ${what}`;
    const json = parseJson(await bodyBytes(response, page, maxPageBytes), page);
    const result = parseSafely(pageSchema, json);
    if (!result.success)
      throw fault('JSON_MALFORMED', { what: page, reason: 'tags is not a list of strings' });
    for (const tag of result.data.tags ?? []) if (isTag(tag)) tags.add(tag);
    if (tags.size > maxTags) throw fault('LIST_TOO_LONG', { host: remote.host, limit: maxTags, what });
  }
  return [...tags];
}

/**
 * The tag someone who wrote `wanted` most likely meant; undefined when none is near. Characters that look alike
 * (`l` and `1`, `O` and `0`) and other case count half; among equals the last in natural order, the newest version.
 */
export function nearestTag(wanted: string, tags: readonly string[]): string | undefined {
  const maxDistance = Math.max(1, Math.floor(wanted.length / 3));
  const newestFirst = [...tags].sort((a, b) => naturalOrder.compare(b, a) || (a < b ? -1 : 1));
  let nearest: { readonly tag: string; readonly distance: number } | undefined;
  for (const tag of newestFirst) {
    if (Math.abs(tag.length - wanted.length) > maxDistance) continue;
    const distance = distanceOf(wanted, tag);
    if (distance <= maxDistance && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { tag, distance };
  }
  return nearest?.tag;
}

const naturalOrder = new Intl.Collator('en', { numeric: true });

/** Levenshtein's distance, with cheap look-alikes. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + costOf(a.charAt(i - 1), b.charAt(j - 1));
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function costOf(a: string, b: string): number {
  if (a === b) return 0;
  return looks(a) === looks(b) ? 0.5 : 1;
}

function looks(character: string): string {
  const lower = character.toLowerCase();
  return lookAlikes.get(lower) ?? lower;
}

const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['l', '1'],
  ['i', '1'],
  ['o', '0'],
  ['_', '-'],
]);
