import { fault } from '../errors.ts';
import { verified, verify } from '../io/verify.ts';
import { type Digest, digestAlgorithm, digestHex, isDigest } from '../model/digest.ts';
import { type Descriptor, maxManifestBytes, parseManifest } from '../model/manifest.ts';
import type { Platform } from '../model/platform.ts';
import type { ServedManifest } from '../registry/repository.ts';
import { chooseFrom, chooseManifests } from './choose.ts';
import type { ContentStore } from './content-store.ts';
import { imagesFromStore } from './from-store.ts';
import type { Image } from './image.ts';

/** The files of an OCI image layout, in a folder or in an archive; names are relative, with `/` between parts. */
export interface LayoutFiles {
  /** For messages. */
  readonly what: string;
  /** The whole of a small file; undefined when there is none. @throws TOO_LARGE */
  read(path: string, maxBytes: number): Promise<Buffer | undefined>;
  /** The bytes of a file; undefined when there is none. */
  open(path: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** The tag: image-spec v1.1, annotations.md. */
const nameAnnotation = 'org.opencontainers.image.ref.name';
/** The whole name, as containerd and Docker add it. */
const fullNameAnnotation = 'io.containerd.image.name';

export interface LayoutRequest extends Pick<Image, 'name' | 'reference' | 'repository' | 'close'> {
  readonly tag?: string;
  /** What to write to mean the image of a tag. */
  readonly example: (tag: string) => string;
  readonly platform?: Platform | 'all';
  readonly signal?: AbortSignal;
}

/**
 * Opens an image of an OCI image layout (image-spec v1.1, image-layout.md): the one of a tag, or the only one; of all
 * its platforms, when all are asked for.
 * @throws IMAGE_NOT_FOUND, IMAGE_AMBIGUOUS, IMAGE_INCOMPLETE, and what `chooseManifests` and `imageFromStore` throw
 */
export async function openLayout(
  files: LayoutFiles,
  request: LayoutRequest,
): Promise<readonly [Image, ...Image[]]> {
  const { example, tag, ...about } = request;
  const store = layoutStore(files);
  const [first, ...rest] = await descriptorsOf(files, request);
  if (first === undefined) {
    const hint =
      tag === undefined
        ? 'the layout is empty'
        : 'check the tag: it is the annotation ref.name in index.json';
    throw fault('IMAGE_NOT_FOUND', { image: request.reference, hint });
  }
  const call = request.signal === undefined ? {} : { signal: request.signal };
  const wanted = request.platform === undefined ? {} : { platform: request.platform };
  const options = { image: request.reference, ...call, ...wanted };
  if (rest.length > 0)
    return imagesFromStore(store, await chooseFrom(store, [first, ...rest], options), about);
  const served = await store.manifest(first.digest);
  if (served === undefined)
    throw fault('IMAGE_INCOMPLETE', { image: request.reference, digest: first.digest });
  return imagesFromStore(store, await chooseManifests(store, served, options), about);
}

/** The entries of index.json that the request means: one image, or the platforms of one. */
async function descriptorsOf(
  files: LayoutFiles,
  { tag, example }: LayoutRequest,
): Promise<readonly Descriptor[]> {
  const bytes = await files.read('index.json', maxManifestBytes);
  if (bytes === undefined) {
    throw fault('IMAGE_UNUSABLE', {
      image: files.what,
      reason: 'it has no index.json, as an OCI layout has',
    });
  }
  const parsed = parseManifest(bytes, undefined);
  if (parsed.kind !== 'index') {
    throw fault('IMAGE_UNUSABLE', { image: files.what, reason: 'its index.json is no index' });
  }
  const { manifests } = parsed.index;
  if (tag !== undefined) {
    return manifests.filter(
      ({ annotations }) => annotations?.[nameAnnotation] === tag || annotations?.[fullNameAnnotation] === tag,
    );
  }
  const names = [...new Set(manifests.map(({ annotations }) => annotations?.[nameAnnotation] ?? ''))].sort();
  if (names.length < 2) return manifests;
  const named = names.filter((name) => name !== '');
  throw fault('IMAGE_AMBIGUOUS', {
    where: files.what,
    names: named.join(', '),
    example: example(named[0] ?? ''),
  });
}

/** Blobs by digest: a path is made from nothing else, so that no name leads out of the layout. */
function layoutStore(files: LayoutFiles): ContentStore {
  const missing = (digest: Digest): Error => fault('IMAGE_INCOMPLETE', { image: files.what, digest });
  return {
    async manifest(target): Promise<ServedManifest | undefined> {
      const bytes = isDigest(target) ? await files.read(blobPath(target), maxManifestBytes) : undefined;
      if (!isDigest(target) || bytes === undefined) return undefined;
      const descriptor = { digest: target, size: bytes.length };
      verify(bytes, descriptor);
      return { bytes, descriptor: { ...descriptor, mediaType: parseManifest(bytes, undefined).mediaType } };
    },
    async blobBytes(descriptor, maxBytes) {
      const bytes = await files.read(blobPath(descriptor.digest), maxBytes);
      if (bytes === undefined) throw missing(descriptor.digest);
      verify(bytes, descriptor);
      return bytes;
    },
    async blob(descriptor, { signal } = {}) {
      const source = await files.open(blobPath(descriptor.digest), signal);
      if (source === undefined) throw missing(descriptor.digest);
      return verified(source, descriptor);
    },
  };
}

function blobPath(digest: Digest): string {
  return `blobs/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}
