import { ends, headers, names } from './archives.ts';
import type { Law } from './law.ts';
import { hardLinks, linkedFolders } from './links.ts';
import { acrossLayers, inOneLayer } from './replacing.ts';
import { disputedWhiteouts, opaqueMarks, whiteouts } from './whiteouts.ts';

/** What layers mean, by theme. */
export const laws: readonly (readonly [theme: string, laws: readonly Law[]])[] = [
  ['whiteouts', whiteouts],
  ['opaque directories', opaqueMarks],
  ['whiteouts that engines disagree on', disputedWhiteouts],
  ['one path in two layers', acrossLayers],
  ['one path twice in one layer', inOneLayer],
  ['links inside of one layer', linkedFolders],
  ['hard links', hardLinks],
  ['names', names],
  ['headers', headers],
  ['the end of an archive', ends],
];
