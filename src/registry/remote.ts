import type { Session } from './session.ts';

/** One repository of a registry, and the session its requests go through. */
export interface Remote {
  readonly host: string;
  readonly name: string;
  readonly session: Session;
}
