import { crc32 } from 'node:zlib';
import { assigned, followedBy, hexadecimal, issued, named, type SecretRule, token, uuid } from '../rule.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumLength = 6;

/**
 * The last six characters of a classic GitHub token are the CRC-32 of those between the prefix and them, in base 62
 * (github.blog, "Behind GitHub's new authentication token formats").
 */
export function hasGitHubChecksum(text: string): boolean {
  const body = text.slice(text.indexOf('_') + 1);
  return body.slice(-checksumLength) === gitHubChecksum(body.slice(0, -checksumLength));
}

export function gitHubChecksum(body: string): string {
  let rest = crc32(body);
  let written = '';
  for (let index = 0; index < checksumLength; index++) {
    written = base62.charAt(rest % base62.length) + written;
    rest = Math.floor(rest / base62.length);
  }
  return written;
}

/** Hosts of source code, and what builds and examines it. */
export const sourceControlRules: readonly SecretRule[] = [
  issued({
    id: 'github-personal-token',
    title: 'GitHub personal access token',
    severity: 'critical',
    revoke: 'on GitHub, under developer settings',
    keywords: ['ghp_'],
    pattern: token('ghp_', '[A-Za-z0-9]{36}'),
    holds: hasGitHubChecksum,
  }),
  issued({
    id: 'github-fine-grained-token',
    title: 'GitHub fine-grained personal access token',
    severity: 'critical',
    revoke: 'on GitHub, under developer settings',
    keywords: ['github_pat_'],
    pattern: token('github_pat_', '[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  }),
  issued({
    id: 'github-oauth-token',
    title: 'GitHub OAuth token',
    severity: 'critical',
    revoke: 'on GitHub, under authorized applications',
    keywords: ['gho_'],
    pattern: token('gho_', '[A-Za-z0-9]{36}'),
    holds: hasGitHubChecksum,
  }),
  issued({
    id: 'github-app-token',
    title: 'GitHub app token',
    revoke: 'on GitHub, in the settings of the app',
    keywords: ['ghu_', 'ghs_'],
    pattern: token('gh[us]_', '[A-Za-z0-9]{36}'),
    holds: hasGitHubChecksum,
  }),
  issued({
    id: 'github-refresh-token',
    title: 'GitHub refresh token',
    revoke: 'on GitHub, in the settings of the app',
    keywords: ['ghr_'],
    pattern: token('ghr_', '[A-Za-z0-9]{36,76}'),
    holds: hasGitHubChecksum,
  }),
  issued({
    id: 'gitlab-personal-token',
    title: 'GitLab personal access token',
    severity: 'critical',
    revoke: 'on GitLab, under access tokens',
    keywords: ['glpat-'],
    pattern: token(
      'glpat-',
      String.raw`(?:[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{7,9}|[A-Za-z0-9_-]{20})`,
      '[A-Za-z0-9_-]',
    ),
    reach: 400,
  }),
  issued({
    id: 'gitlab-token',
    title: 'GitLab token of a runner, a deployment, a job or an agent',
    revoke: 'on GitLab, in the settings of the project or group',
    keywords: [
      'gldt-',
      'glrt-',
      'glrtr-',
      'glptt-',
      'glcbt-',
      'glft-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glsoat-',
      'GR1348941',
    ],
    pattern: token(
      '(?:gl(?:dt|rt|rtr|ptt|cbt|ft|imt|agent|oas|soat)-|GR1348941)',
      String.raw`[A-Za-z0-9_-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{7,9})?`,
      '[A-Za-z0-9_-]',
    ),
    reach: 400,
  }),
  issued({
    id: 'bitbucket-app-password',
    title: 'Bitbucket app password',
    revoke: 'on Bitbucket, under app passwords',
    keywords: ['ATBB'],
    pattern: token('ATBB', '[A-Za-z0-9]{32}'),
  }),
  issued({
    id: 'atlassian-api-token',
    title: 'Atlassian API or repository access token',
    revoke: 'in the Atlassian account, under API tokens',
    keywords: ['ATATT3', 'ATCTT3'],
    pattern: token('AT[AC]TT3', '[A-Za-z0-9_=-]{140,300}', '[A-Za-z0-9_=-]'),
    reach: 400,
  }),
  issued({
    id: 'sourcegraph-token',
    title: 'Sourcegraph access token',
    revoke: 'in the Sourcegraph user settings',
    keywords: ['sgp_'],
    pattern: token('sgp_', '(?:(?:local|[0-9a-f]{16})_)?[0-9a-f]{40}'),
  }),
  issued({
    id: 'circleci-token',
    title: 'CircleCI token',
    revoke: 'in the CircleCI user or project settings',
    keywords: ['CCIPAT_', 'CCIPRJ_'],
    pattern: token('CCIP(?:AT|RJ)_', '[A-Za-z0-9]{20,24}_[0-9a-f]{40}'),
  }),
  issued({
    id: 'buildkite-token',
    title: 'Buildkite access token',
    revoke: 'in the Buildkite personal settings',
    keywords: ['bkua_'],
    pattern: token('bkua_', '[0-9a-f]{40}'),
  }),
  issued({
    id: 'sonarqube-token',
    title: 'SonarQube token',
    revoke: 'in the SonarQube account, under security',
    keywords: ['squ_', 'sqp_', 'sqa_'].flatMap((start) => followedBy(start, hexadecimal)),
    pattern: token('sq[upa]_', '[0-9a-f]{40}'),
  }),
  named({
    id: 'snyk-token',
    title: 'Snyk token',
    revoke: 'in the Snyk account settings',
    keywords: ['snyk_token', 'snyk_api', 'snyk_oauth'],
    pattern: assigned('snyk_(?:token|api|oauth)', uuid),
  }),
  named({
    id: 'codecov-token',
    title: 'Codecov upload token',
    severity: 'medium',
    revoke: 'in the Codecov settings of the repository',
    keywords: ['codecov_token'],
    pattern: assigned('codecov_token', uuid),
  }),
];
