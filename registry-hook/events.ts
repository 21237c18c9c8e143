import { isFault, reasonOf } from '../src/errors.ts';
import { formatReference } from '../src/model/reference.ts';
import { openRepository, type RegistryOptions } from '../src/registry/client.ts';
import type { CredentialSource } from '../src/registry/credential.ts';
import type { Store } from '../src/store/store.ts';
import { limits } from './configuration.ts';
import type { PullDecider } from './decider.ts';
import type { PushEvent } from './hooks/hook.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Push events that were accepted and wait to be verified. */
export interface EventQueue {
  /** False when too many wait already: nothing of this delivery was taken, the registry sends it again. */
  accept(registry: string, events: readonly PushEvent[]): Promise<boolean>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

export interface EventQueueOptions {
  readonly decider: PullDecider;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly clock: () => number;
  readonly registryHost: string;
  readonly registry: RegistryOptions;
  /** The gate's own: a push event has no client whose rights could be used. */
  readonly credentials: CredentialSource;
}

/** Verifies one pushed digest after the other, so that a burst of pushes does not become a burst on the registry. */
export function createEventQueue(options: EventQueueOptions): EventQueue {
  const { decider, store, metrics, log, clock, credentials } = options;
  const waiting: { readonly registry: string; readonly event: PushEvent }[] = [];
  let running: Promise<void> | undefined;

  const verify = async (registry: string, event: PushEvent): Promise<void> => {
    const { repository, tag, digest } = event;
    const image = formatReference({ host: options.registryHost, repository, digest });
    decider.forget(repository);
    let state: 'verified' | 'failed' = 'failed';
    let detail: string;
    try {
      const source = openRepository(
        { host: options.registryHost, repository },
        { ...options.registry, credentials },
      );
      const served = await source.manifest(digest);
      if (served === undefined) {
        detail = 'the registry does not have this digest';
      } else {
        const { mediaType } = served.descriptor;
        const question = {
          repository,
          digest,
          mediaType,
          manifest: served.bytes,
          client: `hook:${registry}`,
        };
        const decision = await decider.decide(
          { ...question, ...(tag === undefined ? {} : { tag }) },
          { credentials },
        );
        state = decision.outcome === 'allow' ? 'verified' : 'failed';
        detail = decision.message;
      }
    } catch (error) {
      detail = isFault(error) ? error.message : reasonOf(error);
    }
    await store.updateEvent(registry, event.id, state, detail);
    metrics.events.inc({ registry, state });
    log({ event: 'push', registry, image, tag: tag ?? null, state, detail });
  };

  const run = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await verify(next.registry, next.event);
    }
    running = undefined;
  };

  return {
    async accept(registry, events) {
      if (waiting.length + events.length > limits.waitingEvents) return false;
      for (const event of events) {
        const { id, repository, tag, digest } = event;
        const isNew = await store.recordEvent({
          registry,
          id,
          receivedAt: clock(),
          repository,
          ...(tag === undefined ? {} : { tag }),
          digest,
        });
        // The digest may have been pushed again with new attestations, but a repeated delivery says nothing new.
        if (isNew) waiting.push({ registry, event });
      }
      if (waiting.length > 0) running ??= run();
      return true;
    },
    async idle() {
      await running;
    },
  };
}
