/** How the versions of some ecosystems are ordered. A new order is a file beside this one and a line in `orders.ts`. */
export interface VersionOrder {
  readonly name: string;
  /** The OSV ecosystems it orders, without their release: `Debian`, not `Debian:12`. */
  readonly ecosystems: readonly string[];
  /** True for text that is a version of these ecosystems; what is not can be compared, but means nothing. */
  valid(version: string): boolean;
  /** Negative, zero or positive as `a` is older than, as old as, or newer than `b`; a total order of all texts. */
  compare(a: string, b: string): number;
}
