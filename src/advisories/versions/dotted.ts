import { compareDigits, compareLists } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { orderOfRead } from './read-order.ts';

/**
 * Numbers alone, parted by dots or hyphens; of two that begin alike the longer is newer: R's `package_version`, and
 * Haskell's PVP (pvp.haskell.org), whose deprecated tags after a hyphen are no numbers.
 */
export const dotted: VersionOrder = {
  name: 'numbers and dots',
  ecosystems: ['Bioconductor', 'CRAN', 'Hackage'],
  ...orderOfRead(
    (version) => (/^\d+(?:[.-]\d+)*$/.test(version) ? version.split(/[.-]/) : undefined),
    (a, b) => compareLists(a, b, compareDigits),
  ),
};
