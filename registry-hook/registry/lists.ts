import { isDigest } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import { type Answer, json, refusal } from './answer.ts';
import { type LayoutEntry, tagsOf } from './index-file.ts';
import { type Layout, parseStored, readIndex, readManifest } from './layout.ts';
import type { Referrer, RegistryRequest, RegistryStore } from './store.ts';

/** distribution-spec v1.1, "Listing Tags": in lexical order, at most `n`, those after `last`. */
export async function answerTags({ layout, repository, query }: RegistryRequest): Promise<Answer> {
  const index = await readIndex(layout);
  if (index === undefined) return refusal(404, 'NAME_UNKNOWN', `no repository ${repository}`);
  const n = query.get('n');
  if (n !== null && !/^\d{1,9}$/.test(n)) return refusal(400, 'UNSUPPORTED', `n is not a number: ${n}`);
  const last = query.get('last') ?? '';
  const after = tagsOf(index).filter((tag) => last === '' || tag > last);
  const tags = n === null ? after : after.slice(0, Number(n));
  const more = tags.length > 0 && tags.length < after.length;
  const next = `</v2/${repository}/tags/list?n=${n}&last=${tags.at(-1)}>; rel="next"`;
  return json({ name: repository, tags }, more ? { link: next } : {});
}

/** distribution-spec v1.1, "Listing Referrers": the manifests here whose subject has this digest, maybe of one type. */
export async function answerReferrers(
  { store, layout, query }: RegistryRequest,
  subject: string,
): Promise<Answer> {
  if (!isDigest(subject)) return refusal(400, 'DIGEST_INVALID', `not a digest: ${subject}`);
  const wanted = query.get('artifactType');
  const entries = (await readIndex(layout))?.manifests ?? [];
  const once = new Map(entries.map((entry) => [entry.digest, entry]));
  const manifests: Descriptor[] = [];
  for (const entry of once.values()) {
    const referrer = await referrerOf(store, layout, entry);
    if (referrer?.subject !== subject) continue;
    if (wanted === null || referrer.descriptor.artifactType === wanted) manifests.push(referrer.descriptor);
  }
  const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests };
  return json(index, {
    'content-type': mediaTypes.index,
    ...(wanted === null ? {} : { 'oci-filters-applied': 'artifactType' }),
  });
}

/** More than any registry for a first try holds; above it the notes are begun anew. */
const maxSubjects = 20_000;

async function referrerOf(
  store: RegistryStore,
  layout: Layout,
  entry: LayoutEntry,
): Promise<Referrer | null> {
  const known = store.subjects.get(entry.digest);
  if (known !== undefined) return known;
  const bytes = await readManifest(layout, entry);
  // A file that is missing may come back.
  if (bytes === undefined) return null;
  const referrer = readReferrer(bytes, entry);
  if (store.subjects.size >= maxSubjects) store.subjects.clear();
  store.subjects.set(entry.digest, referrer);
  return referrer;
}

function readReferrer(bytes: Buffer, { mediaType, digest, size }: LayoutEntry): Referrer | null {
  const parsed = parseStored(bytes, mediaType);
  const document = parsed?.kind === 'image' ? parsed.manifest : parsed?.index;
  if (document?.subject === undefined) return null;
  const { artifactType, annotations, subject } = document;
  const type = artifactType ?? ('config' in document ? document.config.mediaType : undefined);
  return {
    subject: subject.digest,
    descriptor: {
      mediaType,
      digest,
      size,
      ...(type === undefined ? {} : { artifactType: type }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}
