import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The gate's figures, in Prometheus' text format at /metrics; docs/gate.md lists them. */
export interface Metrics {
  readonly decisions: Counter<'outcome' | 'kind' | 'audited'>;
  readonly decisionSeconds: Histogram<'outcome'>;
  readonly failures: Counter<'code'>;
  readonly events: Counter<'registry' | 'state'>;
  readonly contentType: string;
  render(): Promise<string>;
  /** Stops the collection of process figures. */
  close(): void;
}

export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  return {
    decisions: new Counter({
      name: 'sekisho_decisions_total',
      help: 'Decisions by outcome, kind of manifest, and whether the rule only audits',
      labelNames: ['outcome', 'kind', 'audited'],
      registers,
    }),
    decisionSeconds: new Histogram({
      name: 'sekisho_decision_seconds',
      help: 'Time from the manifest being read to the decision, by outcome; reused decisions included',
      labelNames: ['outcome'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    failures: new Counter({
      name: 'sekisho_undecided_total',
      help: 'Pulls answered with an error because no decision could be made, by error code',
      labelNames: ['code'],
      registers,
    }),
    events: new Counter({
      name: 'sekisho_push_events_total',
      help: 'Push events by registry kind and what became of them',
      labelNames: ['registry', 'state'],
      registers,
    }),
    contentType: register.contentType,
    render: () => register.metrics(),
    close: () => register.clear(),
  };
}
