import { z } from 'zod';
import { fault } from '../../errors.ts';
import { checked } from '../../model/checked.ts';
import { isDigest, sha256 } from '../../model/digest.ts';
import { maxManifestBytes, parseJson } from '../../model/manifest.ts';
import { formatImageName, formatReference, parseReference } from '../../model/reference.ts';
import { type ArchiveFiles, openArchive } from '../archive-files.ts';
import { maxConfigBytes, readConfig } from '../config.ts';
import type { Image, Layer } from '../image.ts';
import { openLayout } from '../layout.ts';
import { onePlatform, repositoryOfPath, type Source, type SourceOptions } from '../source.ts';

/** `docker-archive:FILE[:REF]`: what `docker save` writes, plain or compressed; also an OCI layout in an archive. */
export const dockerArchive: Source = (name, options) =>
  name.transport === 'docker-archive'
    ? openDockerArchive(name.path, name.reference, options, {
        what: name.path,
        example: (other) => `docker-archive:${name.path}:${other}`,
        name,
        reference: formatImageName(name),
        repository: repositoryOfPath(name.path),
        close: async () => {},
      })
    : undefined;

type About = Pick<Image, 'name' | 'reference' | 'repository' | 'close'>;

/** The rest of the image. */
export interface AboutArchive extends About {
  /** The archive, in errors. */
  readonly what: string;
  /** How another image of it is named. */
  example(name: string): string;
}

/**
 * Opens one image of an archive; of an OCI layout in one, all platforms when all are asked for.
 * @param wanted its name in the archive; not needed where there is one image
 * @param about its `close` is called after the archive's own
 */
export async function openDockerArchive(
  path: string,
  wanted: string | undefined,
  options: SourceOptions,
  { what, example, ...about }: AboutArchive,
): Promise<readonly [Image, ...Image[]]> {
  const archive = await openArchive(path, what, options);
  const close = async (): Promise<void> => {
    await archive.close();
    await about.close();
  };
  try {
    const manifest = await archive.read('manifest.json', maxManifestBytes);
    if (manifest === undefined)
      return await openOciArchive(archive, wanted, options, { ...about, what, example, close });
    const entry = chooseEntry(readEntries(manifest, what), wanted, { ...about, what, example });
    return [await imageOf(archive, entry, options, { ...about, close })];
  } catch (error) {
    await archive.close();
    throw error;
  }
}

// docker-archive(5) of moby: image/spec, "Combined Image JSON + Filesystem Changeset Format".
const entrySchema = z.object({
  Config: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  Layers: z.array(z.string()).max(10_000),
});
const entriesSchema = z.array(entrySchema).max(1000);

type Entry = z.infer<typeof entrySchema>;

function readEntries(bytes: Buffer, what: string): readonly Entry[] {
  const file = `manifest.json in ${what}`;
  return checked(entriesSchema, parseJson(bytes, file), file);
}

function chooseEntry(
  entries: readonly Entry[],
  wanted: string | undefined,
  { what, example, reference: image }: AboutArchive,
): Entry {
  const names = entries.flatMap(({ RepoTags }) => RepoTags ?? []).sort();
  const matching =
    wanted === undefined
      ? entries
      : entries.filter(({ RepoTags }) => (RepoTags ?? []).some((tag) => isSameName(tag, wanted)));
  const [entry, second] = matching;
  if (entry === undefined) {
    const hint = names.length === 0 ? 'the archive names no image' : `the archive has ${names.join(', ')}`;
    throw fault('IMAGE_NOT_FOUND', { image, hint });
  }
  if (second === undefined) return entry;
  throw fault('IMAGE_AMBIGUOUS', {
    where: what,
    names: names.length === 0 ? 'images without names' : names.join(', '),
    example: example(names[0] ?? 'REF'),
  });
}

/** `alpine` and `docker.io/library/alpine:latest` are the same. */
function isSameName(a: string, b: string): boolean {
  return a === b || fullName(a) === fullName(b);
}

function fullName(text: string): string {
  try {
    const reference = parseReference(text);
    return formatReference(reference.tag === undefined ? { ...reference, tag: 'latest' } : reference);
  } catch {
    // A name that is no reference is only the same as itself.
    return text;
  }
}

async function imageOf(
  archive: ArchiveFiles,
  entry: Entry,
  options: SourceOptions,
  about: About,
): Promise<Image> {
  const image = about.reference;
  const bytes = await archive.read(entry.Config, maxConfigBytes);
  if (bytes === undefined) {
    throw fault('IMAGE_UNUSABLE', { image, reason: `the archive has no configuration ${entry.Config}` });
  }
  const digest = sha256(bytes);
  const named = digestInName(entry.Config);
  if (named !== undefined && named !== digest)
    throw fault('BLOB_DIGEST_MISMATCH', { wanted: named, got: digest });
  const { config, platform, layers } = readConfig(bytes, {
    image,
    layers: entry.Layers.length,
    ...onePlatform(options),
  });
  return {
    ...about,
    digest,
    platform,
    config,
    layers: layers.map((layer, index) => layerOf(archive, entry.Layers[index] ?? '', layer, image)),
  };
}

/** Archives name a configuration by its digest: `HEX.json`, or `blobs/sha256/HEX`. */
function digestInName(path: string): string | undefined {
  const hex = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1];
  const digest = `sha256:${hex}`;
  return isDigest(digest) ? digest : undefined;
}

function layerOf(
  archive: ArchiveFiles,
  path: string,
  layer: Pick<Layer, 'diffId' | 'createdBy'>,
  image: string,
): Layer {
  const size = archive.size(path);
  if (size === undefined)
    throw fault('IMAGE_UNUSABLE', { image, reason: `the archive has no layer ${path}` });
  return {
    ...layer,
    size,
    async open(signal) {
      const source = await archive.open(path, signal);
      if (source === undefined)
        throw fault('IMAGE_UNUSABLE', { image, reason: `the archive has no layer ${path}` });
      return source;
    },
  };
}

async function openOciArchive(
  archive: ArchiveFiles,
  tag: string | undefined,
  options: SourceOptions,
  { what, example, ...about }: AboutArchive,
): Promise<readonly [Image, ...Image[]]> {
  if (archive.size('index.json') === undefined) {
    const reason = 'the archive has neither manifest.json nor index.json';
    throw fault('IMAGE_UNUSABLE', { image: about.reference, reason });
  }
  return openLayout(archive, {
    ...about,
    example,
    ...(tag === undefined ? {} : { tag }),
    ...(options.platform === undefined ? {} : { platform: options.platform }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}
