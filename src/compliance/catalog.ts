import type { FindingKind } from '../model/finding-kind.ts';

/** What decides a control. */
export type Decider =
  /** Findings of these rules, and of this kind, break it; it is kept when all of the rules were decided. */
  | { readonly by: 'rules'; readonly rules: readonly string[]; readonly kind?: FindingKind }
  /** Vulnerabilities with a fixed version break it; it is kept when packages were matched completely. */
  | { readonly by: 'fixed-vulnerabilities' }
  /** Nothing in a scan decides it; `why` says what does, or that nothing does. */
  | { readonly by: 'nothing'; readonly why: string };

export interface Control {
  /** As the catalog numbers it: `4.10`. */
  readonly control: string;
  /** In our own words where the catalog's title is long. */
  readonly title: string;
  readonly decider: Decider;
}

/** A list of controls of a benchmark or standard. A new one is a file beside this one and a line in `catalogs.ts`. */
export interface ControlCatalog {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly controls: readonly Control[];
}
