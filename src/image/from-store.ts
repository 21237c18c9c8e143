import { fault } from '../errors.ts';
import { isLayerType } from '../model/manifest.ts';
import type { Platform } from '../model/platform.ts';
import type { Chosen } from './choose.ts';
import { maxConfigBytes, readConfig } from './config.ts';
import type { ContentStore } from './content-store.ts';
import type { Image } from './image.ts';

/** The images of manifests, in their order; see `imageFromStore`. */
export async function imagesFromStore(
  store: ContentStore,
  chosen: readonly Chosen[],
  about: Parameters<typeof imageFromStore>[2],
): Promise<readonly [Image, ...Image[]]> {
  const images: Image[] = [];
  for (const one of chosen) images.push(await imageFromStore(store, one, about));
  const [first, ...rest] = images;
  if (first === undefined)
    throw fault('IMAGE_UNUSABLE', { image: about.reference, reason: 'it has no image' });
  return [first, ...rest];
}

/**
 * The image of a manifest, its blobs coming from `store`.
 * @param about the rest of the image
 * @throws IMAGE_UNUSABLE for what engines would not unpack; JSON_MALFORMED, PLATFORM_MISSING, TOO_LARGE
 */
export async function imageFromStore(
  store: ContentStore,
  { served, mediaType, manifest, index, platform: offered }: Chosen,
  about: Pick<Image, 'name' | 'reference' | 'repository' | 'close'> & {
    /** Where one was asked for. */
    readonly platform?: Platform | 'all';
    readonly signal?: AbortSignal;
  },
): Promise<Image> {
  const { platform: asked, signal, ...rest } = about;
  const wanted = asked === 'all' ? offered : asked;
  const image = about.reference;
  const odd = manifest.layers.find((layer) => !isLayerType(layer.mediaType));
  if (odd !== undefined) {
    throw fault('IMAGE_UNUSABLE', { image, reason: `its manifest has a layer of the type ${odd.mediaType}` });
  }
  const bytes = await store.blobBytes(
    manifest.config,
    maxConfigBytes,
    signal === undefined ? {} : { signal },
  );
  const { config, platform, layers } = readConfig(bytes, {
    image,
    layers: manifest.layers.length,
    ...(wanted === undefined ? {} : { platform: wanted }),
  });
  return {
    ...rest,
    digest: served.descriptor.digest,
    ...(index === undefined ? {} : { indexDigest: index.digest }),
    ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
    mediaType,
    manifestSize: served.bytes.length,
    platform,
    config,
    layers: manifest.layers.map((descriptor, position) => ({
      diffId: layers[position]?.diffId ?? null,
      digest: descriptor.digest,
      size: descriptor.size,
      ...(layers[position]?.createdBy === undefined ? {} : { createdBy: layers[position].createdBy }),
      open: (layerSignal) => store.blob(descriptor, layerSignal === undefined ? {} : { signal: layerSignal }),
    })),
  };
}
