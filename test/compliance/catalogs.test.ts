import { describe, expect, test } from 'vitest';
import { type ComplianceInput, controlCatalogs, evaluateCompliance } from '../../src/compliance/catalogs.ts';
import { checks } from '../../src/inspect/checks/checks.ts';
import type { ComplianceResult, Finding } from '../../src/model/scan-report.ts';
import { scanReportSchema } from '../../src/model/scan-report-schema.ts';

const clean: ComplianceInput = {
  findings: [],
  decidedRules: ['CIS-4.1', 'CIS-4.6', 'CIS-4.7', 'CIS-4.8', 'CIS-4.9', 'CIS-4.10'],
  complete: true,
  advisoriesMatched: true,
};

function finding(rule: string, more: Partial<Finding> = {}): Finding {
  return {
    id: `id of ${rule}`,
    kind: 'misconfiguration',
    rule,
    severity: 'low',
    title: rule,
    layer: null,
    status: 'open',
    ...more,
  };
}

function control(number: string, input: Partial<ComplianceInput>): ComplianceResult | undefined {
  return evaluateCompliance({ ...clean, ...input }).find((result) => result.control === number);
}

test('a clean image keeps what a scan decides, and the rest says why it was not checked', () => {
  const results = evaluateCompliance(clean);
  expect(results.map(({ control, result }) => `${control} ${result}`)).toEqual([
    '4.1 pass',
    '4.2 not-checked',
    '4.3 not-checked',
    '4.4 pass',
    '4.5 not-checked',
    '4.6 pass',
    '4.7 pass',
    '4.8 pass',
    '4.9 pass',
    '4.10 pass',
    '4.11 not-checked',
    '4.12 not-checked',
  ]);
  expect(results.every(({ why, catalog }) => why !== '' && catalog === 'cis-docker-1.6.0')).toBe(true);
  expect(scanReportSchema.shape.compliance.parse(results)).toEqual(results);
});

test('an image of which nothing was decided passes nothing', () => {
  const results = evaluateCompliance({
    findings: [],
    decidedRules: [],
    complete: false,
    advisoriesMatched: false,
  });
  expect(new Set(results.map(({ result }) => result))).toEqual(new Set(['not-checked']));
});

test('every rule of a control is one that a check decides', () => {
  const known = checks.map(({ rule }) => rule);
  const asked = controlCatalogs.flatMap(({ controls }) =>
    controls.flatMap(({ decider }) => (decider.by === 'rules' ? decider.rules : [])),
  );
  expect(asked.filter((rule) => !known.includes(rule))).toEqual([]);
});

describe('a control that rules decide', () => {
  test('fails with the ids of its findings, sorted, each once', () => {
    const findings = [
      finding('CIS-4.8', { id: 'b' }),
      finding('CIS-4.8', { id: 'a' }),
      finding('CIS-4.8', { id: 'b' }),
    ];
    expect(control('4.8', { findings })).toEqual({
      catalog: 'cis-docker-1.6.0',
      control: '4.8',
      title: 'Setuid and setgid permissions are removed',
      result: 'fail',
      why: '3 findings',
      findings: ['a', 'b'],
    });
    expect(control('4.1', { findings })?.result).toBe('pass');
  });

  test('fails on a finding though the rule could not be decided whole', () => {
    expect(control('4.8', { findings: [finding('CIS-4.8')], decidedRules: [] })?.result).toBe('fail');
  });

  test('is not checked when its rule could not be decided', () => {
    expect(control('4.7', { decidedRules: ['CIS-4.1'] })).toMatchObject({
      result: 'not-checked',
      why: 'the image does not hold all that CIS-4.7 is decided from',
    });
  });

  test('still fails when its finding is waived: accepted is not gone', () => {
    const findings = [finding('CIS-4.1', { status: 'waived' }), finding('CIS-4.1')];
    expect(control('4.1', { findings })).toMatchObject({ result: 'fail', why: '2 findings, 1 waived' });
  });

  test('passes when its finding is suppressed', () => {
    expect(control('4.1', { findings: [finding('CIS-4.1', { status: 'suppressed' })] })?.result).toBe('pass');
  });

  test('4.10 fails on any secret', () => {
    const findings = [finding('aws-access-key-id', { kind: 'secret' })];
    expect(control('4.10', { findings })).toMatchObject({ result: 'fail', why: '1 finding' });
  });
});

describe('4.4', () => {
  const fixed = finding('CVE-2024-1', { kind: 'vulnerability', fixedIn: '2' });
  const unfixed = finding('CVE-2024-2', { kind: 'vulnerability' });

  test.each([
    ['fails on a vulnerability that has a fix', { findings: [fixed, unfixed] }, 'fail'],
    ['passes when no vulnerability has a fix', { findings: [unfixed] }, 'pass'],
    ['is not checked without advisories', { advisoriesMatched: false }, 'not-checked'],
    ['is not checked when the scan is not complete', { complete: false }, 'not-checked'],
    ['fails though the scan is not complete', { complete: false, findings: [fixed] }, 'fail'],
  ] as const)('%s', (_, input, expected) => {
    expect(control('4.4', input)?.result).toBe(expected);
  });
});
