import { maxFactBytes } from './fact-budget.ts';
import { type TreeLimits, treeLimits } from './tree.ts';

/** What may be kept of all layers of one image together. */
export interface WalkLimits extends TreeLimits {
  /** Of what readers found, about. */
  readonly factBytes: number;
}

export const walkLimits: WalkLimits = { ...treeLimits, factBytes: maxFactBytes };
