import { fault } from '../errors.ts';
import {
  type Descriptor,
  type ImageManifest,
  maxManifestBytes,
  mediaTypes,
  parseImageConfig,
  parseManifest,
} from '../model/manifest.ts';
import { formatPlatform, hostPlatform, type Platform, platformMatches } from '../model/platform.ts';
import type { CallOptions, ServedManifest } from '../registry/repository.ts';
import { configPlatform, maxConfigBytes } from './config.ts';
import type { ContentStore } from './content-store.ts';

/** Indexes in indexes: the specification allows any depth, nobody uses more than two. */
const maxIndexDepth = 4;
/** Manifests that are fetched to find one platform. */
const maxLookups = 100;

/** The manifest of one image, and how it was found. */
export interface Chosen {
  readonly served: ServedManifest;
  readonly mediaType: string;
  readonly manifest: ImageManifest;
  /** The index that the search began with, where it began with one. */
  readonly index?: Descriptor;
  /** As the index says. */
  readonly platform?: Platform;
}

export interface ChooseOptions extends CallOptions {
  /** For messages. */
  readonly image: string;
  /** Default: this machine's; and where there is only one image, that one. `all`: every image there is. */
  readonly platform?: Platform | 'all';
}

/**
 * The image manifests behind a manifest or index: one, for the platform asked for, or all.
 * @throws PLATFORM_MISSING with the platforms there are; JSON_MALFORMED, IMAGE_INCOMPLETE, TOO_MANY
 */
export async function chooseManifests(
  store: ContentStore,
  start: ServedManifest,
  options: ChooseOptions,
): Promise<readonly Chosen[]> {
  const parsed = parseManifest(start.bytes, start.descriptor.mediaType);
  if (parsed.kind === 'image') return [{ served: start, ...parsed }];
  const chosen = await chooseFrom(store, parsed.index.manifests, options);
  return chosen.map((one) => ({ ...one, index: start.descriptor }));
}

/** As `chooseManifests`, from a list of descriptors. */
export async function chooseFrom(
  store: ContentStore,
  descriptors: readonly Descriptor[],
  options: ChooseOptions,
): Promise<readonly Chosen[]> {
  const offers: Offer[] = [];
  await collect({ store, options, offers, lookups: 0 }, descriptors, 1);
  if (options.platform !== 'all') return [await chooseOne(store, offers, options, options.platform)];
  if (offers.length === 0) throw platformMissing(offers, options.image, 'any');
  const once = new Map(offers.map((offer) => [offer.descriptor.digest, offer]));
  const chosen: Chosen[] = [];
  for (const offer of once.values()) chosen.push(await imageOffered(store, offer, options));
  return chosen;
}

async function chooseOne(
  store: ContentStore,
  offers: readonly Offer[],
  options: ChooseOptions,
  platform: Platform | undefined,
): Promise<Chosen> {
  const wanted = platform ?? hostPlatform();
  const only = platform === undefined && offers.length === 1 ? offers[0] : undefined;
  const offer =
    only ?? offers.find((one) => one.platform !== undefined && platformMatches(wanted, one.platform));
  if (offer === undefined) throw platformMissing(offers, options.image, formatPlatform(wanted));
  return imageOffered(store, offer, options);
}

async function imageOffered(
  store: ContentStore,
  { chosen, descriptor, platform }: Offer,
  options: ChooseOptions,
): Promise<Chosen> {
  const image = chosen ?? (await fetchImage(store, descriptor, options));
  return platform === undefined ? image : { ...image, platform };
}

function platformMissing(offers: readonly Offer[], image: string, wanted: string): Error {
  const available = [...new Set(offers.map(({ platform }) => describe(platform)))].sort().join(', ');
  return fault('PLATFORM_MISSING', {
    image,
    wanted,
    available: available === '' ? 'no image at all' : available,
  });
}

/** An image that an index lists. */
interface Offer {
  readonly descriptor: Descriptor;
  /** undefined where neither the index nor the configuration says. */
  readonly platform: Platform | undefined;
  /** Where it had to be fetched to know its platform. */
  readonly chosen?: Chosen;
}

interface Search {
  readonly store: ContentStore;
  readonly options: ChooseOptions;
  readonly offers: Offer[];
  lookups: number;
}

async function collect(search: Search, descriptors: readonly Descriptor[], depth: number): Promise<void> {
  const { store, options, offers } = search;
  if (depth > maxIndexDepth) {
    throw fault('TOO_MANY', {
      what: options.image,
      max: maxIndexDepth,
      things: 'indexes inside of each other',
    });
  }
  for (const descriptor of descriptors) {
    if (!isImage(descriptor)) continue;
    const nested = isIndexType(descriptor.mediaType);
    if (!nested && descriptor.platform !== undefined) {
      const { os, architecture, variant } = descriptor.platform;
      offers.push({
        descriptor,
        platform: { os, architecture, ...(variant === undefined ? {} : { variant }) },
      });
      continue;
    }
    search.lookups += 1;
    if (search.lookups > maxLookups) {
      throw fault('TOO_MANY', {
        what: options.image,
        max: maxLookups,
        things: 'manifests without a platform',
      });
    }
    const served = await fetchManifest(store, descriptor, options);
    const parsed = parseManifest(served.bytes, descriptor.mediaType);
    if (parsed.kind === 'index') {
      await collect(search, parsed.index.manifests, depth + 1);
    } else {
      const chosen: Chosen = { served, ...parsed };
      offers.push({ descriptor, platform: await platformOf(store, chosen, options), chosen });
    }
  }
}

/** Attestations and other artifacts stand in the same lists as images. */
function isImage({ artifactType, annotations, platform, mediaType }: Descriptor): boolean {
  if (annotations?.['vnd.docker.reference.type'] !== undefined || artifactType !== undefined) return false;
  if (platform?.os === 'unknown' && platform.architecture === 'unknown') return false;
  return (
    isIndexType(mediaType) || mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest
  );
}

function isIndexType(mediaType: string): boolean {
  return mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;
}

async function fetchImage(
  store: ContentStore,
  descriptor: Descriptor,
  options: ChooseOptions,
): Promise<Chosen> {
  const served = await fetchManifest(store, descriptor, options);
  const parsed = parseManifest(served.bytes, descriptor.mediaType);
  if (parsed.kind === 'image') return { served, ...parsed };
  throw fault('JSON_MALFORMED', {
    what: 'the manifest',
    reason: 'it is an index, and its descriptor says an image',
  });
}

async function fetchManifest(
  store: ContentStore,
  descriptor: Descriptor,
  { image, signal }: ChooseOptions,
): Promise<ServedManifest> {
  if (descriptor.size > maxManifestBytes) {
    const hint = 'registries refuse larger manifests: check what made it';
    throw fault('TOO_LARGE', { what: `a manifest of ${image}`, maxBytes: maxManifestBytes, hint });
  }
  const served = await store.manifest(descriptor.digest, signal === undefined ? {} : { signal });
  if (served === undefined) throw fault('IMAGE_INCOMPLETE', { image, digest: descriptor.digest });
  if (served.bytes.length !== descriptor.size) {
    const { digest, size } = descriptor;
    throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got: served.bytes.length });
  }
  return served;
}

async function platformOf(
  store: ContentStore,
  { manifest }: Chosen,
  { signal }: ChooseOptions,
): Promise<Platform | undefined> {
  const bytes = await store.blobBytes(
    manifest.config,
    maxConfigBytes,
    signal === undefined ? {} : { signal },
  );
  return configPlatform(parseImageConfig(bytes));
}

function describe(platform: Platform | undefined): string {
  return platform === undefined ? 'one without a platform' : formatPlatform(platform);
}
