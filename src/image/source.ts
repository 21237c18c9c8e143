import { basename } from 'node:path';
import type { Platform } from '../model/platform.ts';
import type { ImageName } from '../model/reference.ts';
import type { RegistryOptions } from '../registry/client.ts';
import type { Image } from './image.ts';

export interface OpenOptions {
  /** Default: this machine's architecture on Linux; where there is only one image, that one. */
  readonly platform?: Platform;
  readonly registry?: RegistryOptions;
  /** For DOCKER_HOST, DOCKER_CERT_PATH, DOCKER_TLS_VERIFY, HOME and TMPDIR; default empty. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface SourceOptions extends Omit<OpenOptions, 'platform'> {
  /** As in `OpenOptions`; `all`: each image there is. */
  readonly platform?: Platform | 'all';
}

/**
 * Opens the images of one transport; undefined for the names of others. There is one image, unless all platforms are
 * asked for; they share what they hold, and closing one closes all.
 */
export type Source = (
  name: ImageName,
  options: SourceOptions,
) => Promise<readonly [Image, ...Image[]]> | undefined;

/** The one platform that is asked for, where one is. */
export function onePlatform({ platform }: SourceOptions): { readonly platform?: Platform } {
  return platform === undefined || platform === 'all' ? {} : { platform };
}

/** The repository that stands for a local image: the last part of its path, without an archive's ending. */
export function repositoryOfPath(path: string): string {
  return basename(path).replace(/\.(?:tar|tar\.gz|tgz|tar\.zst)$/, '');
}
