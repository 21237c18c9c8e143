import { fault } from '../errors.ts';
import { formatImageName, type ImageName } from '../model/reference.ts';
import type { Image } from './image.ts';
import type { OpenOptions, Source, SourceOptions } from './source.ts';

/** Every place an image can come from, by the transport of its name; loaded when it is named. */
export const sources: Readonly<Record<ImageName['transport'], () => Promise<Source>>> = {
  registry: async () => (await import('./sources/registry.ts')).registry,
  oci: async () => (await import('./sources/oci-layout.ts')).ociLayout,
  'docker-archive': async () => (await import('./sources/docker-archive.ts')).dockerArchive,
  'docker-daemon': async () => (await import('./sources/docker-daemon.ts')).dockerDaemon,
  rootfs: async () => (await import('./sources/rootfs.ts')).rootfs,
};

/**
 * Opens an image: its manifest and configuration are read and checked, its layers not yet. Close it after use.
 * @throws IMAGE_NOT_FOUND, PLATFORM_MISSING, IMAGE_AMBIGUOUS, IMAGE_INCOMPLETE, IMAGE_UNUSABLE, JSON_MALFORMED,
 * FILE_UNREADABLE, ENGINE_UNREACHABLE, and what a registry's client throws
 */
export async function openImage(name: ImageName, options: OpenOptions = {}): Promise<Image> {
  const [image] = await openSource(name, options);
  return image;
}

/**
 * Opens the images of every platform that an index has, in its order; of what is no index, the one image. They share
 * what they hold: close the first, and all are closed.
 * @throws what `openImage` throws
 */
export function openEveryPlatform(
  name: ImageName,
  options: Omit<OpenOptions, 'platform'> = {},
): Promise<readonly [Image, ...Image[]]> {
  return openSource(name, { ...options, platform: 'all' });
}

async function openSource(name: ImageName, options: SourceOptions): Promise<readonly [Image, ...Image[]]> {
  const source = await sources[name.transport]();
  const images = source(name, options);
  if (images !== undefined) return images;
  throw fault('USAGE', { problem: `no source opens ${formatImageName(name)}` });
}
