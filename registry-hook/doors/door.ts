import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../src/model/time.ts';
import type { GateConfiguration } from '../configuration.ts';
import type { PullDecider } from '../decider.ts';
import type { EventQueue } from '../events.ts';
import type { Log } from '../log.ts';
import type { Upstream } from '../upstream.ts';

/** What every door may use. */
export interface DoorContext {
  readonly configuration: GateConfiguration;
  readonly upstream: Upstream;
  readonly decider: PullDecider;
  readonly events: EventQueue;
  readonly log: Log;
  readonly clock: Clock;
}

/** One way to ask the gate: it parses a request into the question and renders the answer. */
export interface Door {
  readonly name: string;
  /** True when requests of this path are this door's. */
  owns(path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse, context: DoorContext): Promise<void>;
}
