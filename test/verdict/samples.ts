import fc from 'fast-check';
import type { Digest } from '../../src/model/digest.ts';
import type { Policy } from '../../src/model/policy.ts';
import { findingKinds } from '../../src/model/finding-kind.ts';
import type { Finding } from '../../src/model/scan-report.ts';
import { severities } from '../../src/model/severity.ts';
import type { Subject } from '../../src/verdict/judge.ts';
import { parsePolicy } from '../../src/verdict/policy-file.ts';

export const day = 86_400_000;
export const now = Date.parse('2026-11-23T08:00:00Z');
export const digest = `sha256:${'ab'.repeat(32)}` as Digest;

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    id: 'f'.repeat(32),
    kind: 'vulnerability',
    rule: 'CVE-2024-45491',
    severity: 'critical',
    title: 'integer overflow',
    package: 'pkg:deb/debian/libexpat1@2.5.0-1?arch=amd64&distro=debian-12',
    packageName: 'libexpat1',
    installed: '2.5.0-1',
    fixedIn: '2.5.0-1+deb12u1',
    layer: null,
    status: 'open',
    ...changes,
  };
}

/** Leaves out the named fields. */
export function findingWithout(fields: readonly (keyof Finding)[], changes: Partial<Finding> = {}): Finding {
  const entries = Object.entries(finding(changes)).filter(([key]) => !fields.some((field) => field === key));
  return Object.fromEntries(entries) as Finding;
}

export function subject(changes: Partial<Subject> = {}): Subject {
  return {
    repository: 'apps/shop',
    tag: '2.4.1',
    digest,
    findings: [],
    complete: true,
    problems: [],
    ...changes,
  };
}

/** A policy whose one rule covers everything, with these lines below `block:` and after the rules. */
export function policy(parts: { block?: string; rule?: string; waivers?: string } = {}): Policy {
  return parsePolicy(
    [
      'version: 1',
      'rules:',
      '  - repositories: ["**"]',
      ...(parts.rule === undefined ? [] : [`    ${parts.rule}`]),
      `    block: ${parts.block ?? '{}'}`,
      `waivers: ${parts.waivers ?? '[]'}`,
    ].join('\n'),
    'sekisho.yaml',
  );
}

const dates = fc.constantFrom('2026-10-01', '2026-11-20T10:00:00Z', '2026-12-24', 'never');

/** Findings that often share rules and packages, so that waivers and conditions meet them. */
export const findings: fc.Arbitrary<Finding> = fc
  .record(
    {
      kind: fc.constantFrom(...findingKinds),
      rule: fc.constantFrom('CVE-1', 'CVE-2', 'CIS-4.1', 'modified'),
      aliases: fc.subarray(['GHSA-1', 'GHSA-2']),
      severity: fc.constantFrom(...severities),
      package: fc.constantFrom('pkg:npm/a@1.0.0', 'pkg:npm/a@2.0.0', 'pkg:deb/debian/b@1', 'no purl'),
      fixedIn: fc.constantFrom('1.0.1', '2.0.1'),
      knownExploited: fc.boolean(),
      epss: fc.constantFrom(0, 0.4, 0.9),
      cvss: fc.constantFrom(0, 5, 9.8),
      fixedAt: dates,
      publishedAt: dates,
      path: fc.constantFrom('/app/.env', '/app/deep/x.pem', '/etc/passwd'),
      status: fc.constantFrom('open', 'waived', 'suppressed'),
    },
    { requiredKeys: ['kind', 'rule', 'severity', 'status'] },
  )
  .map((parts) => ({ id: JSON.stringify(parts), title: 't', layer: null, ...parts }) as Finding);

const blockLines = fc.constantFrom(
  '{ vulnerabilities: [{ severity: high, fixable: true, grace: 14d }, { knownExploited: true }] }',
  '{ vulnerabilities: [{ epss: 0.5 }, { cvss: 7 }], secrets: any }',
  '{ vulnerabilities: [{ severity: low, grace: 4w }], malware: any, misconfigurations: [CIS-4.1] }',
  '{ integrity: [modified], secrets: any, malware: any }',
  '{}',
);

export const waiverLines = fc.constantFrom(
  '{ rule: CVE-1, until: 2026-12-31, reason: r, owner: o }',
  '{ rule: CVE-1, until: 2026-11-22, reason: r, owner: o }',
  '{ rule: ghsa-1, package: "pkg:npm/a", until: 2026-11-23, reason: r, owner: o }',
  '{ rule: CVE-2, package: "pkg:npm/a@2.0.0", until: 2027-01-01, reason: r, owner: o }',
  '{ rule: modified, path: "app/**", until: 2027-01-01, reason: r, owner: o }',
  '{ rule: CVE-2, kind: secret, until: 2027-01-01, reason: r, owner: o }',
  '{ rule: CVE-2, repositories: ["other/**"], until: 2027-01-01, reason: r, owner: o }',
);

export const policyParts = fc.record({
  block: blockLines,
  waivers: fc.array(waiverLines, { maxLength: 3 }),
  rule: fc.constantFrom('mode: enforce', 'mode: audit', 'images: { allow: ["apps/*:2.*"] }'),
});

export function policyFrom(parts: { block: string; waivers: readonly string[]; rule: string }): Policy {
  return policy({ ...parts, waivers: `[${parts.waivers.join(', ')}]` });
}
