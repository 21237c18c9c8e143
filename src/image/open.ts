import { fault } from '../errors.ts';
import { formatImageName, type ImageName } from '../model/reference.ts';
import type { Image } from './image.ts';
import type { OpenOptions, Source } from './source.ts';
import { dockerArchive } from './sources/docker-archive.ts';
import { dockerDaemon } from './sources/docker-daemon.ts';
import { ociLayout } from './sources/oci-layout.ts';
import { registry } from './sources/registry.ts';
import { rootfs } from './sources/rootfs.ts';

/** Every place an image can come from. */
export const sources: readonly Source[] = [registry, ociLayout, dockerArchive, dockerDaemon, rootfs];

/**
 * Opens an image: its manifest and configuration are read and checked, its layers not yet. Close it after use.
 * @throws IMAGE_NOT_FOUND, PLATFORM_MISSING, IMAGE_AMBIGUOUS, IMAGE_INCOMPLETE, IMAGE_UNUSABLE, JSON_MALFORMED,
 * FILE_UNREADABLE, ENGINE_UNREACHABLE, and what a registry's client throws
 */
export async function openImage(name: ImageName, options: OpenOptions = {}): Promise<Image> {
  for (const source of sources) {
    const image = source(name, options);
    if (image !== undefined) return image;
  }
  throw fault('USAGE', { problem: `no source opens ${formatImageName(name)}` });
}
