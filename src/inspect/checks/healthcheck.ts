import { type Check, hasConfiguration, misconfiguration } from './check.ts';

/** CIS Docker Benchmark 4.6: the image says how to tell whether it works. */
export const healthcheck: Check = {
  rule: 'CIS-4.6',
  title: 'No health check',
  severity: 'low',
  reason:
    'Without HEALTHCHECK an engine only sees that a process runs, not that it answers. Kubernetes goes by its own probes instead.',
  remedy: 'HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1',
  isDecidable: hasConfiguration,
  run(input) {
    if (!hasConfiguration(input)) return [];
    const test = input.config.config?.Healthcheck?.Test ?? [];
    // An empty list inherits, and there is nothing left to inherit from; NONE turns the base image's check off.
    if (test.length > 0 && test[0] !== '' && test[0] !== 'NONE') return [];
    const why = test[0] === 'NONE' ? 'HEALTHCHECK NONE' : 'no HEALTHCHECK';
    return [misconfiguration(healthcheck, { title: `The image has no health check (${why})` })];
  },
};
