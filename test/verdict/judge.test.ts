import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/scan-report.ts';
import { severities } from '../../src/model/severity.ts';
import { judge } from '../../src/verdict/judge.ts';
import { parsePolicy } from '../../src/verdict/policy-file.ts';
import { standardPolicy } from '../../src/verdict/standard-policy.ts';
import {
  day,
  digest,
  finding,
  findings,
  findingWithout,
  now,
  policy,
  policyFrom,
  policyParts,
  subject,
  waiverLines,
} from './samples.ts';

const noFix = (changes: Partial<Finding> = {}): Finding => findingWithout(['fixedIn'], changes);

function outcome(block: string, found: Finding, at = now): string {
  return judge(subject({ findings: [found] }), policy({ block }), { now: at }).verdict.outcome;
}

describe('vulnerabilities', () => {
  test('a finding at or above the severity blocks, one below does not', () => {
    const outcomes = severities.map((severity) => [
      severity,
      outcome('{ vulnerabilities: [{ severity: medium }] }', finding({ severity })),
    ]);
    expect(Object.fromEntries(outcomes)).toEqual({
      critical: 'fail',
      high: 'fail',
      medium: 'fail',
      low: 'pass',
      negligible: 'pass',
      // "Cannot know" is never "fine".
      unknown: 'fail',
    });
  });

  test('fixable: true blocks only what has a fixed version', () => {
    const block = '{ vulnerabilities: [{ severity: low, fixable: true }] }';
    expect(outcome(block, finding())).toBe('fail');
    expect(outcome(block, noFix())).toBe('pass');
    expect(outcome(block, noFix({ fixState: 'fixed' }))).toBe('fail');
    expect(outcome(block, noFix({ fixState: 'unknown' }))).toBe('pass');
  });

  test('knownExploited blocks whatever the severity', () => {
    const block = '{ vulnerabilities: [{ knownExploited: true }] }';
    expect(outcome(block, noFix({ severity: 'negligible', knownExploited: true }))).toBe('fail');
    expect(outcome(block, finding({ knownExploited: false }))).toBe('pass');
    expect(outcome(block, finding())).toBe('pass');
  });

  test('grace counts from the fix, else from the advisory, and ends on the millisecond', () => {
    const block = '{ vulnerabilities: [{ severity: high, grace: 14d }] }';
    const fixed = finding({ fixedAt: '2026-11-10T00:00:00Z', publishedAt: '2026-01-01' });
    const end = Date.parse('2026-11-24T00:00:00Z');
    expect(outcome(block, fixed, end - 1)).toBe('pass');
    expect(outcome(block, fixed, end)).toBe('fail');
    expect(outcome(block, finding({ publishedAt: '2026-11-10' }), end - 1)).toBe('pass');
    expect(outcome(block, finding({ publishedAt: '2026-11-10' }), end)).toBe('fail');
  });

  test('a finding without a date that can be read has no grace', () => {
    const block = '{ vulnerabilities: [{ severity: high, grace: 14d }] }';
    expect(outcome(block, finding())).toBe('fail');
    expect(outcome(block, finding({ fixedAt: 'soon', publishedAt: '' }))).toBe('fail');
  });

  test('all conditions of one entry must hold, and one entry is enough', () => {
    const block = '{ vulnerabilities: [{ severity: critical, fixable: true }, { knownExploited: true }] }';
    expect(outcome(block, noFix({ severity: 'critical' }))).toBe('pass');
    expect(outcome(block, finding({ severity: 'high' }))).toBe('pass');
    expect(outcome(block, finding({ severity: 'critical' }))).toBe('fail');
    expect(outcome(block, noFix({ severity: 'low', knownExploited: true }))).toBe('fail');
  });

  test('epss and cvss block at the number and above it', () => {
    const epss = '{ vulnerabilities: [{ epss: 0.5 }] }';
    const cvss = '{ vulnerabilities: [{ cvss: 7 }] }';
    expect([0.49, 0.5, 0.51].map((score) => outcome(epss, finding({ epss: score })))).toEqual([
      'pass',
      'fail',
      'fail',
    ]);
    expect([6.9, 7, 7.1].map((score) => outcome(cvss, finding({ cvss: score })))).toEqual([
      'pass',
      'fail',
      'fail',
    ]);
  });

  test('a finding without EPSS score is not blocked by it, and the verdict says so', () => {
    const rule = policy({ block: '{ vulnerabilities: [{ knownExploited: true }, { epss: 0.5 }] }' });
    const found = [finding(), finding({ rule: 'CVE-2' }), finding({ rule: 'CVE-3', epss: 0.1 })];
    const { verdict } = judge(subject({ findings: found }), rule, { now });
    expect(verdict.outcome).toBe('pass');
    expect(verdict.notActedOn).toEqual([
      'rules[0].block.vulnerabilities[1].epss: 2 findings have no EPSS score, so it was not applied to them',
    ]);
  });

  test('a finding without CVSS score goes by its severity, and the verdict says so', () => {
    const rule = policy({ block: '{ vulnerabilities: [{ cvss: 7.5 }] }' });
    const judged = (severity: Finding['severity']) =>
      judge(subject({ findings: [finding({ severity })] }), rule, { now });
    expect(judged('high').verdict.outcome).toBe('fail');
    expect(judged('unknown').verdict.outcome).toBe('fail');
    expect(judged('medium').verdict.outcome).toBe('pass');
    expect(judged('medium').verdict.notActedOn).toEqual([
      'rules[0].block.vulnerabilities[0].cvss: 1 finding has no CVSS score and went by severity',
    ]);
  });

  test('a missing score is not told where another condition blocks the finding anyway', () => {
    const rule = policy({ block: '{ vulnerabilities: [{ severity: high }, { epss: 0.5 }] }' });
    const { verdict } = judge(subject({ findings: [finding()] }), rule, { now });
    expect(verdict.notActedOn).toEqual([]);
  });
});

test.each<[string, string, Partial<Finding>]>([
  ['secrets', '{ secrets: any }', { kind: 'secret', rule: 'aws-access-key-id' }],
  ['malware', '{ malware: any }', { kind: 'malware', rule: 'Eicar-Test' }],
  ['misconfigurations', '{ misconfigurations: [cis-4.1] }', { kind: 'misconfiguration', rule: 'CIS-4.1' }],
  ['integrity', '{ integrity: [unowned-executable] }', { kind: 'integrity', rule: 'unowned-executable' }],
])('%s block when the rule says so, and only then', (_, block, changes) => {
  expect(outcome(block, finding(changes))).toBe('fail');
  expect(outcome('{}', finding(changes))).toBe('pass');
  expect(outcome(block, finding({ ...changes, kind: 'vulnerability' }))).toBe('pass');
});

test('a misconfiguration or integrity rule that is not named does not block', () => {
  expect(
    outcome('{ misconfigurations: [CIS-4.1] }', finding({ kind: 'misconfiguration', rule: 'CIS-4.10' })),
  ).toBe('pass');
  expect(outcome('{ integrity: [modified] }', finding({ kind: 'integrity', rule: 'missing' }))).toBe('pass');
});

describe('waivers', () => {
  const block = '{ vulnerabilities: [{ severity: low }], secrets: any }';
  const judged = (waivers: string, found: Finding, at = now) =>
    judge(subject({ findings: [found] }), policy({ block, waivers: `[${waivers}]` }), { now: at });
  const holds = (waivers: string, found: Finding): boolean =>
    judged(waivers, found).verdict.outcome === 'pass';
  const rest = 'until: 2027-01-31, reason: not reachable, owner: platform';

  test('a waived finding does not block; the verdict says who accepted it, why and until when', () => {
    const { verdict, findings: after } = judged(`{ rule: CVE-2024-45491, ${rest} }`, finding());
    expect(after.map(({ status }) => status)).toEqual(['waived']);
    expect(verdict).toMatchObject({
      outcome: 'pass',
      reasons: [],
      waived: [{ finding: finding().id, until: '2027-01-31', reason: 'not reachable', owner: 'platform' }],
    });
  });

  test('the rule may be an alias, in any case', () => {
    expect(holds(`{ rule: ghsa-AAAA, ${rest} }`, finding({ aliases: ['GHSA-aaaa'] }))).toBe(true);
    expect(holds(`{ rule: GHSA-bbbb, ${rest} }`, finding({ aliases: ['GHSA-aaaa'] }))).toBe(false);
    expect(holds(`{ rule: CVE-2024-4549, ${rest} }`, finding())).toBe(false);
  });

  test.each([
    ['pkg:deb/debian/libexpat1', true],
    ['pkg:deb/debian/libexpat1@2.5.0-1', true],
    ['pkg:deb/debian/libexpat1?distro=debian-12', true],
    ['pkg:deb/debian/libexpat1@2.5.0-2', false],
    ['pkg:deb/debian/libexpat1?distro=debian-13', false],
    ['pkg:deb/ubuntu/libexpat1', false],
    ['pkg:deb/debian/libexpat', false],
    ['pkg:npm/libexpat1', false],
  ])('the package %s covers pkg:deb/debian/libexpat1@2.5.0-1: %s', (purl, expected) => {
    expect(holds(`{ rule: CVE-2024-45491, package: "${purl}", ${rest} }`, finding())).toBe(expected);
  });

  test('a waiver of a package covers no finding without a package that can be read', () => {
    const waiver = `{ rule: CVE-2024-45491, package: "pkg:deb/debian/libexpat1", ${rest} }`;
    expect(holds(waiver, findingWithout(['package']))).toBe(false);
    expect(holds(waiver, finding({ package: 'libexpat1' }))).toBe(false);
  });

  test('path and kind narrow a waiver', () => {
    const secret = finding({ kind: 'secret', rule: 'private-key', path: '/app/test/keys/a.pem' });
    expect(holds(`{ rule: private-key, path: "app/test/**", ${rest} }`, secret)).toBe(true);
    expect(holds(`{ rule: private-key, path: "/app/test/**", ${rest} }`, secret)).toBe(true);
    expect(holds(`{ rule: private-key, path: "**/*.pem", ${rest} }`, secret)).toBe(true);
    expect(holds(`{ rule: private-key, path: "app/*", ${rest} }`, secret)).toBe(false);
    expect(
      holds(`{ rule: private-key, path: "app/test/**", ${rest} }`, findingWithout(['path'], secret)),
    ).toBe(false);
    expect(holds(`{ rule: private-key, kind: secret, ${rest} }`, secret)).toBe(true);
    expect(holds(`{ rule: private-key, kind: malware, ${rest} }`, secret)).toBe(false);
  });

  test('a waiver for other repositories does not apply', () => {
    expect(holds(`{ rule: CVE-2024-45491, repositories: ["apps/**"], ${rest} }`, finding())).toBe(true);
    expect(holds(`{ rule: CVE-2024-45491, repositories: ["base/**"], ${rest} }`, finding())).toBe(false);
  });

  test('until is the last day it holds', () => {
    const waiver = '{ rule: CVE-2024-45491, until: 2026-11-23, reason: r, owner: o }';
    const midnight = Date.parse('2026-11-24T00:00:00Z');
    expect(judged(waiver, finding(), midnight - 1).verdict.outcome).toBe('pass');
    expect(judged(waiver, finding(), midnight).verdict.outcome).toBe('fail');
  });

  test('an expired waiver is named beside the finding it covered', () => {
    const { verdict, findings: after } = judged(
      '{ rule: CVE-2024-45491, until: 2026-11-01, reason: not reachable, owner: platform }',
      finding(),
    );
    expect(after.map(({ status }) => status)).toEqual(['open']);
    expect(verdict.waived).toEqual([]);
    expect(verdict.reasons).toEqual([
      {
        code: 'FINDING_BLOCKS',
        message: 'CVE-2024-45491 critical in libexpat1 2.5.0-1, fixed in 2.5.0-1+deb12u1',
        finding: finding().id,
      },
      {
        code: 'WAIVER_EXPIRED',
        message: 'the waiver of CVE-2024-45491 held until 2026-11-01 (platform: not reachable)',
        finding: finding().id,
      },
    ]);
  });

  test('an expired waiver of a finding that does not block is no reason', () => {
    const waivers = '[{ rule: CVE-2024-45491, until: 2026-11-01, reason: r, owner: o }]';
    const { verdict } = judge(subject({ findings: [finding()] }), policy({ waivers }), { now });
    expect(verdict).toMatchObject({ outcome: 'pass', reasons: [] });
  });

  test('of several waivers the one that holds longest counts', () => {
    const waivers = ['2026-11-01', '2027-03-01', '2026-12-01'].map(
      (until) => `{ rule: CVE-2024-45491, until: ${until}, reason: r, owner: o }`,
    );
    expect(judged(waivers.join(', '), finding()).verdict.waived.map(({ until }) => until)).toEqual([
      '2027-03-01',
    ]);
  });
});

test('a status the subject brought along is not believed, but for suppressed', () => {
  const found = [
    finding({ status: 'waived' }),
    finding({ status: 'suppressed', rule: 'CVE-2' }),
    finding({ status: 'open', rule: 'CVE-3' }),
  ];
  const { verdict, findings: after } = judge(
    subject({ findings: found }),
    policy({ block: '{ vulnerabilities: [{ severity: low }] }' }),
    { now },
  );
  expect(after.map(({ status }) => status)).toEqual(['open', 'suppressed', 'open']);
  expect(verdict.reasons).toHaveLength(2);
});

test('an incomplete scan fails, with the first problem in the reason', () => {
  const incomplete = { complete: false, problems: ['layer 3 cannot be decompressed', 'x', 'y'] };
  const { verdict } = judge(subject(incomplete), policy(), { now });
  expect(verdict).toMatchObject({
    outcome: 'fail',
    reasons: [
      {
        code: 'SCAN_INCOMPLETE',
        message: 'the scan is incomplete: layer 3 cannot be decompressed (and 2 more)',
      },
    ],
  });
});

describe('image lists', () => {
  const block = '{ vulnerabilities: [{ severity: low }] }';
  const judged = (images: string, changes = {}) =>
    judge(subject({ findings: [finding()], ...changes }), policy({ block, rule: `images: ${images}` }), {
      now,
    }).verdict;

  test('a denied image fails without any finding', () => {
    expect(judged(`{ deny: ["${digest}"] }`, { findings: [] })).toMatchObject({
      outcome: 'fail',
      listed: `images.deny: ${digest}`,
      reasons: [
        { code: 'IMAGE_DENIED', message: `the policy denies this image by name: images.deny has ${digest}` },
      ],
    });
  });

  test('an allowed image passes although findings block, and the verdict says by which entry', () => {
    expect(judged('{ allow: ["apps/*:2.*"] }')).toMatchObject({
      outcome: 'pass',
      listed: 'images.allow: apps/*:2.*',
      reasons: [],
    });
  });

  test('deny outweighs allow', () => {
    expect(judged(`{ deny: ["apps/shop:*"], allow: ["${digest}"] }`)).toMatchObject({
      outcome: 'fail',
      reasons: [{ code: 'IMAGE_DENIED' }, { code: 'FINDING_BLOCKS' }],
    });
  });

  test('an allowed image whose scan is incomplete fails: nobody knows what was allowed', () => {
    expect(judged('{ allow: ["apps/*:2.*"] }', { complete: false })).toMatchObject({
      outcome: 'fail',
      reasons: [{ code: 'SCAN_INCOMPLETE' }],
    });
  });
});

test('in audit mode the outcome is the same, and the verdict names the mode', () => {
  const block = '{ vulnerabilities: [{ severity: low }] }';
  const { verdict } = judge(subject({ findings: [finding()] }), policy({ block, rule: 'mode: audit' }), {
    now,
  });
  expect(verdict).toMatchObject({ outcome: 'fail', policy: { mode: 'audit', rule: '**' }, reasons: [{}] });
});

test('the verdict names the policy by digest, the rule by its first pattern, and its own time', () => {
  const { verdict } = judge(subject(), policy(), { now: now + 999 });
  expect(verdict).toEqual({
    outcome: 'pass',
    policy: { digest: policy().digest, rule: '**', mode: 'enforce' },
    reasons: [],
    waived: [],
    notActedOn: [],
    judgedAt: '2026-11-23T08:00:00Z',
  });
});

test('a repository no rule covers is an error, not a pass', () => {
  const rules = parsePolicy('version: 1\nrules: [{ repositories: ["base/**"] }]', 'sekisho.yaml');
  expect(() => judge(subject(), rules, { now })).toThrow(
    expect.objectContaining({
      code: 'POLICY_NO_RULE',
      message: 'no rule of sekisho.yaml covers the repository apps/shop',
    }),
  );
});

test('keys that are read but not acted on are named with their path', () => {
  const text = `version: 1
rules:
  - repositories: ["base/**"]
    tags: { immutable: semver }
  - repositories: ["**"]
    require: { sbom: true, runtimePolicy: true, tagBinding: true }
    signers:
      - key: release.pub
      - keyless: { issuer: https://token.example, subject: https://git.example/a }
    tags: { immutable: semver, floating: forward-only }
`;
  const { verdict } = judge(subject(), parsePolicy(text, 'sekisho.yaml'), { now });
  expect(verdict.notActedOn).toEqual([
    'rules[1].signers[1].keyless',
    'rules[1].tags.immutable',
    'rules[1].tags.floating',
  ]);
});

test('reasons come worst first: by name, incomplete, then what to do first', () => {
  const found = [
    finding({ id: '1', rule: 'CVE-1', severity: 'low', knownExploited: true }),
    noFix({ id: '2', rule: 'CVE-2', severity: 'critical' }),
    finding({ id: '3', rule: 'CVE-3', severity: 'high' }),
    finding({ id: '4', rule: 'CVE-4', severity: 'critical' }),
    noFix({ id: '5', kind: 'secret', rule: 'private-key', severity: 'high', path: '/app/key.pem' }),
  ];
  const { verdict } = judge(
    subject({ findings: found, complete: false, problems: ['layer 2 is missing'] }),
    policy({
      block: '{ vulnerabilities: [{ severity: low }], secrets: any }',
      rule: 'images: { deny: ["apps/shop:2.4.1"] }',
    }),
    { now },
  );
  expect(verdict.reasons.map(({ message }) => message)).toEqual([
    'the policy denies this image by name: images.deny has apps/shop:2.4.1',
    'the scan is incomplete: layer 2 is missing',
    'CVE-1 low in libexpat1 2.5.0-1, known to be exploited, fixed in 2.5.0-1+deb12u1',
    'CVE-4 critical in libexpat1 2.5.0-1, fixed in 2.5.0-1+deb12u1',
    'CVE-2 critical in libexpat1 2.5.0-1, no fix known',
    'secret private-key in /app/key.pem',
    'CVE-3 high in libexpat1 2.5.0-1, fixed in 2.5.0-1+deb12u1',
  ]);
});

test.each<[Partial<Finding>, string]>([
  [{ fixState: 'wont-fix' }, 'CVE-2024-45491 critical in libexpat1 2.5.0-1, will not be fixed'],
  [{ fixState: 'end-of-life' }, 'CVE-2024-45491 critical in libexpat1 2.5.0-1, no longer maintained'],
  [{ fixState: 'fixed' }, 'CVE-2024-45491 critical in libexpat1 2.5.0-1, a fixed version exists'],
  [{ kind: 'malware', rule: 'Eicar-Test', path: '/x' }, 'malware Eicar-Test in /x'],
  [{ kind: 'misconfiguration', rule: 'CIS-4.1', title: 'runs as root' }, 'CIS-4.1 runs as root'],
  [{ kind: 'integrity', rule: 'modified', path: '/bin/ls' }, 'integrity modified: /bin/ls'],
])('a reason says what was found: %o', (changes, message) => {
  const block =
    '{ vulnerabilities: [{ severity: low }], malware: any, misconfigurations: [CIS-4.1], integrity: [modified] }';
  const { verdict } = judge(subject({ findings: [noFix(changes)] }), policy({ block }), { now });
  expect(verdict.reasons.map((reason) => reason.message)).toEqual([message]);
});

test('text of an image reaches a reason escaped and shortened', () => {
  const found = finding({ packageName: `x\u001b[31m\n\u202e${'y'.repeat(1000)}`, installed: '1\r' });
  const { verdict } = judge(
    subject({ findings: [found], complete: false, problems: ['\u001b]0;title\u0007'] }),
    policy({ block: '{ vulnerabilities: [{ severity: low }] }' }),
    { now },
  );
  const text = verdict.reasons.map(({ message }) => message).join('');
  expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(text.length).toBeLessThan(600);
  expect(text).toContain('\\u{1b}[31m');
});

test('the standard policy blocks fixable high, exploited, secrets and malware, and nothing else', () => {
  const standard = parsePolicy(standardPolicy({ keyFile: 'key.pub' }), 'sekisho.yaml');
  const blocks = (found: Finding): boolean =>
    judge(subject({ findings: [found] }), standard, { now }).verdict.outcome === 'fail';
  const blocked = [
    finding({ severity: 'critical' }),
    finding({ severity: 'high', fixedAt: '2026-11-23T07:59:59Z' }),
    noFix({ severity: 'low', knownExploited: true }),
    finding({ kind: 'secret', rule: 'private-key', severity: 'low' }),
    finding({ kind: 'malware', rule: 'Eicar-Test', severity: 'low' }),
  ];
  const passed = [
    finding({ severity: 'medium' }),
    noFix({ severity: 'critical' }),
    finding({ kind: 'misconfiguration', rule: 'CIS-4.1', severity: 'high' }),
    finding({ kind: 'integrity', rule: 'modified', severity: 'high' }),
  ];
  expect(blocked.map(blocks)).toEqual(blocked.map(() => true));
  expect(passed.map(blocks)).toEqual(passed.map(() => false));
});

describe('laws', () => {
  const found = fc.array(findings, { maxLength: 6 });

  test('adding a finding never turns fail into pass', () => {
    fc.assert(
      fc.property(found, findings, policyParts, (before, added, parts) => {
        const outcomeOf = (list: Finding[]) =>
          judge(subject({ findings: list }), policyFrom(parts), { now }).verdict.outcome;
        expect([outcomeOf(before), outcomeOf([...before, added])]).not.toEqual(['fail', 'pass']);
      }),
    );
  });

  test('adding a waiver never turns pass into fail', () => {
    fc.assert(
      fc.property(found, policyParts, waiverLines, (list, parts, waiver) => {
        const outcomeOf = (waivers: readonly string[]) =>
          judge(subject({ findings: list }), policyFrom({ ...parts, waivers }), { now }).verdict.outcome;
        expect([outcomeOf(parts.waivers), outcomeOf([...parts.waivers, waiver])]).not.toEqual([
          'pass',
          'fail',
        ]);
      }),
    );
  });

  test('the order of findings does not matter', () => {
    fc.assert(
      fc.property(found, policyParts, (list, parts) => {
        const verdictOf = (inOrder: Finding[]) =>
          judge(subject({ findings: inOrder }), policyFrom(parts), { now }).verdict;
        expect(verdictOf(list.toReversed())).toEqual(verdictOf(list));
      }),
    );
  });

  test('the order of waivers changes no outcome', () => {
    fc.assert(
      fc.property(found, policyParts, (list, parts) => {
        const outcomeOf = (waivers: readonly string[]) => {
          const { verdict, findings: after } = judge(
            subject({ findings: list }),
            policyFrom({ ...parts, waivers }),
            { now },
          );
          return [verdict.outcome, after.map(({ status }) => status)];
        };
        expect(outcomeOf(parts.waivers.toReversed())).toEqual(outcomeOf(parts.waivers));
      }),
    );
  });

  test('time only ever turns pass into fail', () => {
    fc.assert(
      fc.property(found, policyParts, fc.nat(90), fc.nat(90), (list, parts, start, later) => {
        const outcomeAt = (days: number) =>
          judge(subject({ findings: list }), policyFrom(parts), { now: now - 45 * day + days * day }).verdict
            .outcome;
        expect([outcomeAt(start), outcomeAt(start + later)]).not.toEqual(['fail', 'pass']);
      }),
    );
  });

  test('it fails exactly when there is a reason, and every open finding that blocks is one', () => {
    fc.assert(
      fc.property(found, policyParts, (list, parts) => {
        const { verdict, findings: after } = judge(subject({ findings: list }), policyFrom(parts), { now });
        const open = new Set(after.filter(({ status }) => status === 'open').map(({ id }) => id));
        expect(verdict.outcome === 'fail').toBe(verdict.reasons.length > 0);
        expect(verdict.reasons.filter(({ finding: id }) => id !== undefined && !open.has(id))).toEqual([]);
        expect(verdict.waived).toHaveLength(after.filter(({ status }) => status === 'waived').length);
      }),
    );
  });
});
