import { fault } from '../errors.ts';
import type { Digest } from '../model/digest.ts';
import { type ImageConfig, parseImageConfig } from '../model/manifest.ts';
import { formatPlatform, type Platform, platformMatches } from '../model/platform.ts';

/** Configurations are some kilobytes; their history is as long as their Dockerfile. */
export const maxConfigBytes = 8 * 1024 * 1024;

/** undefined where the configuration does not say. */
export function configPlatform({ os, architecture, variant }: ImageConfig): Platform | undefined {
  if (os === undefined || os === '' || architecture === undefined || architecture === '') return undefined;
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

/** One layer as the configuration knows it. */
export interface ConfigLayer {
  readonly diffId: Digest;
  readonly createdBy?: string;
}

/**
 * Reads a configuration and holds it against what it is asked for and comes with.
 * @param layers how many layers the manifest has
 * @throws JSON_MALFORMED, IMAGE_UNUSABLE when it has another number of layers, PLATFORM_MISSING
 */
export function readConfig(
  bytes: Uint8Array,
  about: { readonly image: string; readonly layers: number; readonly platform?: Platform },
): { readonly config: ImageConfig; readonly platform: Platform; readonly layers: readonly ConfigLayer[] } {
  const { image, platform: wanted } = about;
  const config = parseImageConfig(bytes);
  const diffIds = config.rootfs.diff_ids;
  if (diffIds.length !== about.layers) {
    const reason = `it has ${about.layers} layers, and its configuration lists ${diffIds.length}`;
    throw fault('IMAGE_UNUSABLE', { image, reason });
  }
  const platform = configPlatform(config) ?? wanted;
  if (platform === undefined) {
    throw fault('IMAGE_UNUSABLE', {
      image,
      reason: 'its configuration names no operating system and architecture',
    });
  }
  if (wanted !== undefined && !platformMatches(wanted, platform)) {
    const facts = { image, wanted: formatPlatform(wanted), available: formatPlatform(platform) };
    throw fault('PLATFORM_MISSING', facts);
  }
  const instructions = (config.history ?? []).filter(({ empty_layer }) => empty_layer !== true);
  // Histories that do not match the layers (some builders write none for some) would blame the wrong instruction.
  const matches = instructions.length === diffIds.length;
  const layers = diffIds.map((diffId, index) => {
    const createdBy = matches ? instructions[index]?.created_by : undefined;
    return { diffId, ...(typeof createdBy === 'string' && createdBy !== '' ? { createdBy } : {}) };
  });
  return { config, platform, layers };
}
