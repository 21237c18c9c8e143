import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation as small as it is at the start. Let grow, it holds up to 128 MB of garbage while a large
 * image is looked at; measured on eighty thousand files, a quarter of the peak memory for no more time. For commands
 * that scan once and end: a server that answers for weeks is better off with the default.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
