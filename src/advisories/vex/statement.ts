import { fault } from '../../errors.ts';

/** OpenVEX v0.2.0, "Status Labels"; the other formats' words are put into these. */
export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation';

/** What a statement is about: an image, a package, or packages in an image. */
export interface VexProduct {
  /** purl, or another name that is compared as it is: a digest, an image's name. */
  readonly id: string;
  /** purls of the packages of the product that it speaks of; empty: the product itself. */
  readonly components: readonly string[];
}

/** One statement: what these vulnerabilities mean for these products. */
export interface VexStatement {
  /** Ids of one vulnerability: a CVE, and other names of it. */
  readonly vulnerabilities: readonly string[];
  readonly products: readonly VexProduct[];
  readonly status: VexStatus;
  readonly justification?: string;
  /** Why, in the words of its author. */
  readonly statement?: string;
  readonly author?: string;
  /** As written; a later one outweighs an earlier one. */
  readonly statedAt?: string;
}

/** Of one document: each product may be said to have each package, which a small file can say of a great many. */
const maxNames = 1_000_000;

/**
 * Counts the names that a document's products and their packages are written with, where lists are multiplied.
 * @returns to be called with each number of them; @throws JSON_MALFORMED for too many, with `what` in the message
 */
export function createNameBudget(what: string): (names: number) => void {
  let left = maxNames;
  return (names) => {
    left -= names;
    if (left >= 0) return;
    const reason = `its products and their packages have more than ${maxNames} names`;
    throw fault('JSON_MALFORMED', { what, reason });
  };
}

export const vexFormatNames = ['openvex', 'cyclonedx', 'csaf'] as const;
export type VexFormatName = (typeof vexFormatNames)[number];

/** One form of VEX documents. A new one is a file beside this one and a line in `documents.ts`. */
export interface VexFormat {
  readonly name: VexFormatName;
  /** True when a document is of this format, whatever else may be wrong with it. */
  recognises(json: Readonly<Record<string, unknown>>): boolean;
  /** @throws JSON_MALFORMED with `what` in the message */
  read(json: unknown, what: string): readonly VexStatement[];
}
