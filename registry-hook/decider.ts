import { fault, isFault } from '../src/errors.ts';
import type { Gate } from '../src/gate/gate.ts';
import type { Decision, Question } from '../src/gate/question.ts';
import type { Clock } from '../src/model/time.ts';
import { openRepository, type RegistryOptions } from '../src/registry/client.ts';
import type { Store } from '../src/store/store.ts';
import { limits } from './configuration.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Whose rights are used at the registry. */
export type Access = Pick<RegistryOptions, 'authorization' | 'credentials'>;

/** Answers the question of a pull, records it, and reuses fresh answers. */
export interface PullDecider {
  /**
   * @param access evidence is read with the rights of who asks: a client's own header, or the gate's credentials
   * @throws DECISION_TIMEOUT and what reading evidence from the registry throws: there is no decision then.
   */
  decide(question: Question, access: Access): Promise<Decision>;
  /** Something was pushed to this repository: what was decided about it is asked anew. */
  forget(repository: string): void;
}

export interface DeciderOptions {
  readonly gate: Gate;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly clock: Clock;
  /** Where evidence is read: the registry behind the gate. */
  readonly registryHost: string;
  readonly registry: RegistryOptions;
}

interface Reusable {
  readonly decision: Decision;
  readonly repository: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export function createDecider(options: DeciderOptions): PullDecider {
  const { gate, store, metrics, log, clock } = options;
  // A decision is a property of the image under the policy, not of who asks: the upstream already gave this client
  // these bytes. So a fresh answer serves everybody; the gate itself lets those who ask at once wait for one answer.
  const reusable = new Map<string, Reusable>();
  // An answer that was asked for before something was pushed must not be kept after it.
  let pushes = 0;

  const ask = (question: Question, access: Access): Promise<Decision> => {
    const repository = openRepository(
      { host: options.registryHost, repository: question.repository },
      { ...options.registry, ...access },
    );
    return withTimeout(gate.decide(question, repository), question);
  };

  const record = async (decision: Decision, question: Question, ms: number): Promise<void> => {
    const { outcome, kind, audited, rule, message, reasons } = decision;
    const { repository, tag, digest, client } = question;
    metrics.decisions.inc({ outcome, kind, audited: String(audited) });
    metrics.decisionSeconds.observe({ outcome }, ms / 1000);
    log({
      event: 'decision',
      outcome,
      audited,
      kind,
      repository,
      tag: tag ?? null,
      digest,
      rule,
      client,
      reasons: reasons.map(({ code }) => code),
      message,
      ms,
    });
    const image = { repository, ...(tag === undefined ? {} : { tag }), digest };
    try {
      await store.recordDecision({
        at: clock(),
        client,
        ...image,
        outcome,
        audited,
        kind,
        rule,
        message,
        reasons,
      });
    } catch (error) {
      // The decision stands and is in the log; that it could not be kept is told there and by /readyz.
      if (!isFault(error)) throw error;
      log({ event: 'failed', code: error.code, message: error.message });
    }
  };

  return {
    async decide(question, access) {
      const startedAt = clock();
      const { repository, tag, digest, mediaType } = question;
      const key = JSON.stringify([repository, tag ?? null, digest, mediaType]);
      const held = reusable.get(key);
      if (held !== undefined && held.until > startedAt) {
        await record(held.decision, question, 0);
        return held.decision;
      }
      try {
        const before = pushes;
        const decision = await ask(question, access);
        const decidedAt = clock();
        const reuseMs = decision.outcome === 'allow' ? limits.allowReuseMs : limits.denyReuseMs;
        const until = decidedAt + reuseMs;
        if (before === pushes) remember(reusable, key, { decision, repository, until }, decidedAt);
        await record(decision, question, decidedAt - startedAt);
        return decision;
      } catch (error) {
        metrics.failures.inc({ code: isFault(error) ? error.code : 'UNEXPECTED' });
        throw error;
      }
    },
    forget(repository) {
      pushes += 1;
      for (const [key, held] of reusable) {
        if (held.repository === repository) reusable.delete(key);
      }
    },
  };
}

function remember(reusable: Map<string, Reusable>, key: string, held: Reusable, now: number): void {
  reusable.delete(key);
  reusable.set(key, held);
  // Maps keep the order of insertion: the first are the oldest. What can be reused no more is not kept for its number.
  for (const [oldest, { until }] of reusable) {
    if (until > now && reusable.size <= limits.reusedDecisions) break;
    reusable.delete(oldest);
  }
}

async function withTimeout(decision: Promise<Decision>, question: Question): Promise<Decision> {
  const image = `${question.repository}${question.tag === undefined ? '' : `:${question.tag}`}`;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(fault('DECISION_TIMEOUT', { image, seconds: limits.decisionMs / 1000 })),
      limits.decisionMs,
    );
  });
  try {
    return await Promise.race([decision, late]);
  } finally {
    clearTimeout(timer);
  }
}
