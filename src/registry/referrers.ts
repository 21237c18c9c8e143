import { z } from 'zod';
import { fault, isFault } from '../errors.ts';
import { bodyBytes, drain } from '../io/http-body.ts';
import { statusFault } from '../io/http-error.ts';
import { checked } from '../model/checked.ts';
import type { Digest } from '../model/digest.ts';
import {
  type Descriptor,
  maxManifestBytes,
  mediaTypes,
  parseJson,
  parseManifest,
} from '../model/manifest.ts';
import { createQueue } from './in-order.ts';
import { getManifest, putManifest, type TaggedManifest } from './manifests.ts';
import { pages } from './pages.ts';
import type { Remote } from './remote.ts';
import type { CallOptions } from './repository.ts';

/** Anyone who can push can add referrers: what is over this is not looked at, and so nothing is said about it. */
const maxReferrers = 1000;
const maxPages = 100;
const maxWrites = 8;

/** Statuses by which registries of before OCI 1.1 say that there is no referrers API. */
const withoutApi: ReadonlySet<number> = new Set([400, 404, 405, 406, 501]);

/**
 * What the referrers API and the fallback tag list for `subject`, each digest once, the API's first. What an entry
 * says of itself (its artifactType, its annotations) was written by whoever pushed it: it is not proof of anything.
 * @throws LIST_TOO_LONG above 1,000, JSON_MALFORMED
 */
export async function listReferrers(
  remote: Remote,
  subject: Digest,
  options: CallOptions,
): Promise<readonly Descriptor[]> {
  const found = new Map<Digest, Descriptor>();
  const add = (descriptor: Descriptor): void => {
    if (!found.has(descriptor.digest)) found.set(descriptor.digest, descriptor);
    if (found.size > maxReferrers) {
      throw fault('LIST_TOO_LONG', {
        host: remote.host,
        limit: maxReferrers,
        what: `referrers of ${subject}`,
      });
    }
  };
  for await (const descriptor of fromApi(remote, subject, options)) add(descriptor);
  const fallback = await getManifest(remote, fallbackTag(subject), options);
  if (fallback !== undefined) for (const descriptor of entriesOf(fallback, subject)) add(descriptor);
  return [...found.values()];
}

/**
 * Pushes a manifest with a `subject`. The registry has it listed when it says so (`OCI-Subject`) *and* its referrers
 * API shows it: some say the one and not do the other. Otherwise the fallback index is written by us.
 * @throws JSON_MALFORMED for a manifest without subject, REFERRERS_CONTENDED
 */
export async function putReferrer(
  remote: Remote,
  bytes: Uint8Array,
  mediaType: string,
  options: CallOptions,
): Promise<Descriptor> {
  const parsed = parseManifest(bytes, mediaType);
  const { subject, artifactType, annotations } = parsed.kind === 'image' ? parsed.manifest : parsed.index;
  if (subject === undefined) {
    throw fault('JSON_MALFORMED', { what: 'the referrer', reason: 'it names no subject' });
  }
  const put = await putManifest(remote, bytes, mediaType, undefined, options);
  const acknowledged = put.headers.get('oci-subject') === subject.digest;
  if (acknowledged && (await apiLists(remote, subject.digest, put.descriptor.digest, options))) {
    return put.descriptor;
  }
  // distribution-spec v1.1, "Referrers Tag Schema": of an image without artifactType its config's media type is taken.
  const type = artifactType ?? (parsed.kind === 'image' ? parsed.manifest.config.mediaType : undefined);
  await addToFallback(
    remote,
    subject.digest,
    {
      ...put.descriptor,
      ...(type === undefined ? {} : { artifactType: type }),
      ...(annotations === undefined ? {} : { annotations }),
    },
    options,
  );
  return put.descriptor;
}

/** distribution-spec v1.1, "Referrers Tag Schema": algorithm, dash, the first 64 characters of the hexadecimal part. */
export function fallbackTag(subject: Digest): string {
  return subject.replace(':', '-').slice(0, subject.indexOf(':') + 1 + 64);
}

async function* fromApi(
  remote: Remote,
  subject: Digest,
  options: CallOptions,
): AsyncGenerator<Descriptor, void, undefined> {
  const path = `/v2/${remote.name}/referrers/${subject}`;
  const what = `referrers of ${subject} in ${remote.name}`;
  const headers = { accept: mediaTypes.index };
  let first = true;
  for await (const response of pages(remote, path, { what, maxPages, headers, ...options })) {
    // A web page with status 200 is how some hosts say that they know no such path.
    const type = response.headers.get('content-type')?.split(';')[0]?.trim();
    if (
      first &&
      (withoutApi.has(response.status) || (response.status === 200 && type !== mediaTypes.index))
    ) {
      await drain(response.body);
      return;
    }
    if (response.status !== 200) throw await statusFault(response, 'GET');
    first = false;
    const page = parseManifest(await bodyBytes(response, `the ${what}`, maxManifestBytes), mediaTypes.index);
    if (page.kind === 'index') yield* page.index.manifests;
  }
}

async function apiLists(
  remote: Remote,
  subject: Digest,
  referrer: Digest,
  options: CallOptions,
): Promise<boolean> {
  for await (const descriptor of fromApi(remote, subject, options)) {
    if (descriptor.digest === referrer) return true;
  }
  return false;
}

function entriesOf(fallback: TaggedManifest, subject: Digest): readonly Descriptor[] {
  const parsed = parseManifest(fallback.bytes, fallback.descriptor.mediaType);
  if (parsed.kind === 'index') return parsed.index.manifests;
  const what = `the list of referrers under the tag ${fallbackTag(subject)}`;
  throw fault('JSON_MALFORMED', { what, reason: 'it is an image, not an index' });
}

/** Writers of this process take turns; with those of others the entity tag, and reading back, must do. */
const inTurn = createQueue();

function addToFallback(
  remote: Remote,
  subject: Digest,
  entry: Descriptor,
  options: CallOptions,
): Promise<void> {
  const tag = fallbackTag(subject);
  const place = { host: remote.host, repository: remote.name };
  return inTurn(`${place.host}/${place.repository}:${tag}`, async () => {
    for (let written = 0; ; written += 1) {
      // Read first, then write, then read again: a registry without conditional writes may have let another writer
      // put its index over ours.
      const current = await getManifest(remote, tag, options);
      if (current !== undefined && entriesOf(current, subject).some(({ digest }) => digest === entry.digest))
        return;
      if (written === maxWrites) throw fault('REFERRERS_CONTENDED', { ...place, tag, attempts: written });
      const headers = conditionOf(current);
      try {
        await putManifest(remote, withEntry(current, entry), mediaTypes.index, tag, { ...options, headers });
      } catch (error) {
        if (!isFault(error) || error.facts.status !== 412) throw error;
      }
    }
  });
}

function conditionOf(current: TaggedManifest | undefined): Readonly<Record<string, string>> {
  if (current === undefined) return { 'if-none-match': '*' };
  return current.etag === undefined ? {} : { 'if-match': current.etag };
}

const looseIndex = z.looseObject({ manifests: z.array(z.unknown()) });

/** The index with one entry more; whatever else stands in it, known here or not, stays as it is. */
function withEntry(current: TaggedManifest | undefined, entry: Descriptor): Buffer {
  const empty = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] };
  const what = 'the list of referrers';
  const index = current === undefined ? empty : checked(looseIndex, parseJson(current.bytes, what), what);
  return Buffer.from(JSON.stringify({ ...index, manifests: [...index.manifests, entry] }));
}
