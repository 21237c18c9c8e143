import { assigned, issued, named, type SecretRule, token, uuid } from '../rule.ts';

/** What watches programs that run. */
export const observabilityRules: readonly SecretRule[] = [
  named({
    id: 'datadog-key',
    title: 'Datadog API or application key',
    revoke: 'in the Datadog organization settings',
    keywords: ['datadog', 'dd_api_key', 'dd_app_key', 'dd-api-key', 'dd-application-key'],
    pattern: assigned(
      '(?:datadog|dd[_-]api[_-]key|dd[_-]app(?:lication)?[_-]key)',
      '(?:[0-9a-f]{40}|[0-9a-f]{32})',
    ),
  }),
  issued({
    id: 'newrelic-key',
    title: 'New Relic key',
    revoke: 'in New Relic, under API keys',
    keywords: ['NRAK-', 'NRII-', 'NRRA-'],
    pattern: token('(?:NRAK-[A-Z0-9]{27}|NRII-[A-Za-z0-9_-]{32}|NRRA-[0-9a-f]{42})', '', '[A-Za-z0-9_-]'),
  }),
  issued({
    id: 'newrelic-license-key',
    title: 'New Relic license key',
    revoke: 'in New Relic, under API keys',
    keywords: ['FFFFNRAL', 'NRAL'],
    pattern: /(?<=(?<![0-9A-Za-z])(?<secret>[0-9a-f]{32})(?:FFFF|[0-9a-f]{4}))NRAL(?![0-9A-Za-z])/y,
  }),
  issued({
    id: 'grafana-token',
    title: 'Grafana service account or cloud token',
    revoke: 'in Grafana, under service accounts',
    keywords: ['glsa_', 'glc_eyJ'],
    pattern: token(
      '(?:glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}|glc_eyJ[A-Za-z0-9+/]{40,400}={0,3})',
      '',
      '[A-Za-z0-9+/=_]',
    ),
    reach: 420,
  }),
  issued({
    id: 'grafana-api-key',
    title: 'Grafana API key',
    revoke: 'in Grafana, under API keys',
    // {"k":" in base64.
    keywords: ['eyJrIjoi'],
    pattern: token('eyJrIjoi', '[A-Za-z0-9+/]{70,400}={0,3}', '[A-Za-z0-9+/=_.-]'),
    reach: 420,
  }),
  issued({
    id: 'sentry-token',
    title: 'Sentry token',
    revoke: 'in the Sentry settings, under auth tokens',
    keywords: ['sntrys_eyJ', 'sntryu_'],
    pattern: token(
      '(?:sntrys_eyJ[A-Za-z0-9+/=]{60,600}_[A-Za-z0-9+/]{40,60}|sntryu_[0-9a-f]{64})',
      '',
      '[A-Za-z0-9+/_]',
    ),
    reach: 720,
  }),
  issued({
    id: 'dynatrace-token',
    title: 'Dynatrace token',
    revoke: 'in Dynatrace, under access tokens',
    keywords: ['dt0c01.', 'dt0s01.'],
    pattern: token(String.raw`dt0[cs]01\.`, String.raw`[A-Z2-7]{24}\.[A-Z2-7]{64}`),
  }),
  issued({
    id: 'posthog-key',
    title: 'PostHog personal API key',
    revoke: 'in the PostHog settings',
    keywords: ['phx_'],
    pattern: token('phx_', '[A-Za-z0-9]{43,52}'),
    minEntropy: 3.8,
  }),
  issued({
    id: 'launchdarkly-key',
    title: 'LaunchDarkly SDK or API key',
    certain: false,
    revoke: 'in LaunchDarkly, under account settings',
    keywords: ['sdk-', 'api-'],
    pattern: token(
      '(?:sdk|api)-',
      '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}',
      '[A-Za-z0-9_-]',
    ),
  }),
  named({
    id: 'opsgenie-api-key',
    title: 'Opsgenie API key',
    revoke: 'in the Opsgenie settings',
    keywords: ['opsgenie', 'geniekey'],
    pattern: assigned('(?:opsgenie|geniekey)', uuid),
  }),
];
