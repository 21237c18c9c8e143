import { isAbsolute, join } from 'node:path';

/**
 * Where the layer cache and the vulnerability database are kept: SEKISHO_CACHE_DIR, or `sekisho` under the user's
 * cache folder (XDG Base Directory 0.8: XDG_CACHE_HOME when it is absolute, or ~/.cache; LOCALAPPDATA on Windows).
 * undefined when the environment names none of them.
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const own = environment.SEKISHO_CACHE_DIR ?? '';
  if (own !== '') return own;
  const { XDG_CACHE_HOME: xdg = '', HOME: home = '', LOCALAPPDATA: local = '' } = environment;
  const cache = isAbsolute(xdg) ? xdg : home !== '' ? join(home, '.cache') : local;
  return cache === '' ? undefined : join(cache, 'sekisho');
}
