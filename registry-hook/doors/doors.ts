import type { Door } from './door.ts';
import { hooksDoor } from './hooks.ts';
import { ociDoor } from './oci.ts';

/** Every way into the gate. A new one is a file beside this one and a line here. */
export const doors: readonly Door[] = [ociDoor, hooksDoor];
