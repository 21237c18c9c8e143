import { distributionHook } from './distribution.ts';
import type { Hook } from './hook.ts';

/** Every registry whose push events are understood. */
export const hooks: readonly Hook[] = [distributionHook];
