import { z } from 'zod';
import { checked } from '../../src/model/checked.ts';
import { type Digest, isDigest } from '../../src/model/digest.ts';
import { mediaTypes, parseJson } from '../../src/model/manifest.ts';
import { isTag } from '../../src/model/reference.ts';

/** OCI image-layout v1.1: the annotation under which an entry of index.json has its tag. */
const refName = 'org.opencontainers.image.ref.name';

const entrySchema = z.looseObject({
  mediaType: z.string(),
  digest: z.custom<Digest>(isDigest, 'is not a digest'),
  size: z.int().nonnegative(),
  annotations: z.record(z.string(), z.string()).optional(),
});

const indexSchema = z.looseObject({ schemaVersion: z.literal(2), manifests: z.array(entrySchema) });

/**
 * `index.json` of a layout: one entry for each tag, and one without a tag for each manifest that has none. What other
 * tools wrote into it (more fields, names that are no tags) is kept as it is.
 */
export type LayoutIndex = z.infer<typeof indexSchema>;
export type LayoutEntry = LayoutIndex['manifests'][number];

export const emptyIndex: LayoutIndex = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] };

/** @throws JSON_MALFORMED */
export function parseIndex(bytes: Uint8Array, path: string): LayoutIndex {
  return checked(indexSchema, parseJson(bytes, path), path);
}

export function renderIndex(index: LayoutIndex): string {
  return `${JSON.stringify(index, undefined, 2)}\n`;
}

/** The entry of a tag or digest. */
export function findEntry(index: LayoutIndex, target: string): LayoutEntry | undefined {
  return isDigest(target)
    ? index.manifests.find(({ digest }) => digest === target)
    : index.manifests.find((entry) => tagOf(entry) === target);
}

/** Every tag once, in lexical order. */
export function tagsOf(index: LayoutIndex): readonly string[] {
  const tags = index.manifests.map(tagOf).filter((tag) => tag !== undefined);
  return [...new Set(tags)].sort();
}

/** The index with this manifest in it, and with the tag, if there is one, on it and on no other. */
export function withManifest(
  index: LayoutIndex,
  entry: Pick<LayoutEntry, 'mediaType' | 'digest' | 'size'>,
  tag: string | undefined,
): LayoutIndex {
  const { mediaType, digest, size } = entry;
  const present = index.manifests.some((other) => other.digest === digest);
  if (tag === undefined) {
    return present ? index : { ...index, manifests: [...index.manifests, { mediaType, digest, size }] };
  }
  const bare = withoutTag(index, tag).manifests.filter(
    (other) => other.digest !== digest || other.annotations !== undefined,
  );
  const tagged = { mediaType, digest, size, annotations: { [refName]: tag } };
  return { ...index, manifests: [...bare, tagged] };
}

/** The index without the tag; its manifest stays, to be asked for by digest. */
export function withoutTag(index: LayoutIndex, tag: string): LayoutIndex {
  const manifests: LayoutEntry[] = [];
  for (const entry of index.manifests) {
    if (tagOf(entry) !== tag) {
      manifests.push(entry);
      continue;
    }
    const elsewhere = index.manifests.some((other) => other.digest === entry.digest && tagOf(other) !== tag);
    const { annotations, ...rest } = entry;
    const kept = Object.fromEntries(Object.entries(annotations ?? {}).filter(([name]) => name !== refName));
    if (!elsewhere) manifests.push(Object.keys(kept).length === 0 ? rest : { ...rest, annotations: kept });
  }
  return { ...index, manifests };
}

/** The index without the manifest, and so without its tags. */
export function withoutManifest(index: LayoutIndex, digest: Digest): LayoutIndex {
  return { ...index, manifests: index.manifests.filter((entry) => entry.digest !== digest) };
}

function tagOf(entry: LayoutEntry): string | undefined {
  const name = entry.annotations?.[refName];
  return name !== undefined && isTag(name) ? name : undefined;
}
