import { sha256 } from '../../src/model/digest.ts';
import { type Finding, findingId, type Reason, type ScanReport } from '../../src/model/scan-report.ts';

export const sampleDigest = sha256('a sample image');

export function finding(more: Partial<Finding> = {}): Finding {
  const rule = more.rule ?? 'CVE-2026-0001';
  return {
    id: findingId({ kind: 'vulnerability', rule, packageName: more.packageName ?? 'lodash' }),
    kind: 'vulnerability',
    rule,
    severity: 'high',
    title: 'Prototype pollution',
    package: 'pkg:npm/lodash@4.17.15',
    packageName: 'lodash',
    installed: '4.17.15',
    fixedIn: '4.17.21',
    layer: null,
    status: 'open',
    ...more,
  };
}

/** A report of an image; the findings named in `blocking` are reasons of a failed verdict. */
export function report(more: {
  readonly findings?: readonly Finding[];
  readonly blocking?: readonly Finding[];
  readonly reasons?: readonly Reason[];
  readonly problems?: readonly string[];
  readonly policy?: false;
  readonly mode?: 'audit';
  readonly image?: Partial<ScanReport['image']>;
  readonly os?: ScanReport['os'];
  readonly waived?: NonNullable<ScanReport['verdict']>['waived'];
}): ScanReport {
  const blocking = more.blocking ?? [];
  const reasons: Reason[] = [
    ...blocking.map(
      ({ id, rule, packageName }): Reason => ({
        code: 'FINDING_BLOCKS',
        message: `${rule} in ${packageName}`,
        finding: id,
      }),
    ),
    ...(more.reasons ?? []),
  ];
  const problems = [...(more.problems ?? [])];
  return {
    schemaVersion: 1,
    tool: { name: 'sekisho', version: '0.1.0' },
    scannedAt: '2026-11-23T08:00:00Z',
    image: {
      reference: 'registry.example/apps/shop:1.0.0',
      digest: sampleDigest,
      platform: 'linux/amd64',
      layers: [],
      ...more.image,
    },
    os: more.os ?? null,
    packages: [],
    findings: [...blocking, ...(more.findings ?? [])],
    executables: [],
    advisories: { builtAt: '2026-11-22T00:00:00Z', digest: sha256('a database') },
    complete: problems.length === 0,
    problems,
    compliance: [],
    verdict:
      more.policy === false
        ? null
        : {
            outcome: reasons.length === 0 ? 'pass' : 'fail',
            policy: { digest: sha256('a policy'), rule: 'apps/**', mode: more.mode ?? 'enforce' },
            reasons,
            waived: more.waived ?? [],
            notActedOn: [],
            judgedAt: '2026-11-23T08:00:00Z',
          },
  };
}

/** What an image may carry to be taken for markup or for a command to the runner. */
export const hostileTexts: readonly string[] = [
  '| cell | more |',
  '<script>alert(1)</script>',
  '</details><h1>PASS',
  '[click](https://evil.example)',
  '![x](https://evil.example/x.png)',
  'https://evil.example www.evil.example',
  '@octocat #1 octo/repo#1',
  '**bold** _it_ ~~no~~ `code` ```',
  '\\| backslash',
  '&lt;b&gt; &#124;',
  '::set-output name=verdict::pass',
  '  ::add-mask::a',
  '\u00a0::stop-commands::x',
  'x ##[add-mask]a',
  '##[error]x',
  'line\n::error::x',
  'line\r\n# PASS',
  '\u001b[2Jx',
  '\u202Etxt.exe',
  '\ud800',
  '<!-- ',
  '- list',
  '# heading',
  '1. one',
  '    code',
];
