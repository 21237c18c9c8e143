import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { IndexReport } from '../../src/model/index-report.ts';
import type { ScanReport } from '../../src/model/scan-report.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { now, npmVulnerability, other, report, samples, vulnerability } from './samples.ts';

const goldens = join(import.meta.dirname, '../fixtures/reports');
const options = { colour: false, width: 80, now };

interface GitlabReport {
  readonly scan: { readonly status: string; readonly messages: { level: string; value: string }[] };
  readonly vulnerabilities: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly severity: string;
    readonly solution?: string;
    readonly identifiers: { type: string; name: string; value: string; url?: string }[];
    readonly links?: { url: string }[];
    readonly location: {
      dependency: { package: { name: string }; version: string };
      operating_system: string;
      image: string;
    };
  }[];
}

function render(sample: ScanReport): GitlabReport {
  return JSON.parse(gitlab.render(sample, options)) as GitlabReport;
}

/**
 * What container-scanning-report-format.json asks of the fields that are written, in 15.0.7 and 15.2.1 alike; every
 * field that is not listed is refused, so that none is written unchecked.
 */
const text = { type: 'string', minLength: 1 };
const url = { type: 'string', pattern: '^https?://.+' };
const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };
const object = (properties: Record<string, unknown>, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  properties,
});
const tool = object({ id: text, name: text, version: text, vendor: object({ name: text }) });
const schema = object({
  version: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' },
  scan: object({
    analyzer: tool,
    scanner: tool,
    type: { enum: ['container_scanning', 'container_scanning_for_registry'] },
    start_time: time,
    end_time: time,
    status: { enum: ['success', 'failure'] },
    messages: { type: 'array', items: object({ level: { enum: ['info', 'warn', 'fatal'] }, value: text }) },
  }),
  vulnerabilities: {
    type: 'array',
    items: object(
      {
        id: {
          type: 'string',
          pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
        },
        name: { type: 'string', maxLength: 255 },
        description: { type: 'string', maxLength: 1_048_576 },
        severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
        solution: { type: 'string', maxLength: 7000 },
        identifiers: {
          type: 'array',
          minItems: 1,
          items: object({ type: text, name: text, value: text, url }, ['url']),
        },
        links: { type: 'array', items: object({ url }) },
        location: object({
          dependency: object({ package: object({ name: { type: 'string' } }), version: { type: 'string' } }),
          operating_system: text,
          image: text,
        }),
      },
      ['solution', 'links'],
    ),
  },
});
const validate = new Ajv().compile(schema);

test.each(Object.entries(samples))('%s has the fields the schema asks for, and no others', (_, sample) => {
  validate(render(sample));
  expect(validate.errors).toBeNull();
});

test('the whole of a report is written as its golden says', async () => {
  await expect(gitlab.render(samples.fail!, options)).toMatchFileSnapshot(join(goldens, 'fail.gitlab.json'));
});

test('only open findings are listed; a message counts the others', () => {
  const { scan, vulnerabilities } = render(samples.fail!);
  const open = samples.fail!.findings.filter(({ status }) => status === 'open');
  expect(vulnerabilities).toHaveLength(open.length);
  expect(scan).toMatchObject({
    status: 'success',
    messages: [{ level: 'info', value: 'not listed: 2 waived or suppressed' }],
  });
});

test('an incomplete scan is a failed one, and its problems are messages', () => {
  expect(render(report({ complete: false, problems: ['layer 3 is missing'] })).scan).toMatchObject({
    status: 'failure',
    messages: [{ level: 'warn', value: 'layer 3 is missing' }],
  });
  expect(render(report({ complete: false })).scan).toMatchObject({
    status: 'failure',
    messages: [{ level: 'warn', value: 'something could not be looked at' }],
  });
});

test('times are UTC without a zone', () => {
  const { scan } = JSON.parse(gitlab.render(report({ scannedAt: '2026-11-23T09:30:00.5+01:00' }), options));
  expect(scan).toMatchObject({ start_time: '2026-11-23T08:30:00', end_time: '2026-11-23T08:30:00' });
});

describe('the report of an index', () => {
  const image = report().image;
  const arm = { ...image, platform: 'linux/arm64' };
  const index = (...reports: ScanReport[]): IndexReport => ({
    schemaVersion: 1,
    tool: report().tool,
    scannedAt: report().scannedAt,
    index: { reference: 'registry.example/apps/shop:2.4.1', digest: null },
    platforms: [],
    complete: reports.every(({ complete }) => complete),
    outcome: null,
    reports,
  });
  const renderIndex = (...reports: ScanReport[]): GitlabReport =>
    JSON.parse(gitlab.renderIndex(index(...reports), options));
  const expat = (architecture: string, more: object = {}) =>
    vulnerability({
      rule: 'CVE-2024-45491',
      package: `pkg:deb/debian/libexpat1@2.5.0-1?arch=${architecture}&distro=debian-12`,
      ...more,
    });

  test('has the fields the schema asks for, and no others', () => {
    const whole = renderIndex(...Object.values(samples), report({ image: arm, complete: false }));
    validate(whole);
    expect(validate.errors).toBeNull();
    const ids = whole.vulnerabilities.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('lists what is on all platforms once', () => {
    const { vulnerabilities } = renderIndex(
      report({ findings: [expat('amd64')] }),
      report({ findings: [expat('arm64')], image: arm }),
    );
    expect(vulnerabilities).toHaveLength(1);
    expect(vulnerabilities[0]).toMatchObject({
      description: 'CVE-2024-45491 in libexpat1 (vulnerability in libexpat1 2.5.0-1)',
      location: { image: 'registry.example/apps/shop:2.4.1', operating_system: 'debian:12.7' },
    });
  });

  test('says where what is on some platforms was found', () => {
    const { vulnerabilities } = renderIndex(
      report({ findings: [expat('amd64', { installed: '2.5.0-2' })] }),
      report({ findings: [expat('arm64')], image: arm }),
      report({ findings: [expat('arm')], image: { ...image, platform: 'linux/arm/v7' } }),
    );
    expect(vulnerabilities.map(({ description }) => description.replaceAll('\\', ''))).toEqual([
      'CVE-2024-45491 in libexpat1 (vulnerability in libexpat1 2.5.0-1, on linux/arm/v7, linux/arm64 only)',
      'CVE-2024-45491 in libexpat1 (vulnerability in libexpat1 2.5.0-2, on linux/amd64 only)',
    ]);
  });

  test('has the worst that is said of the same on any platform', () => {
    const low = expat('amd64', { severity: 'low' });
    const { vulnerabilities } = renderIndex(
      report({ findings: [low] }),
      report({ findings: [expat('arm64')], image: arm }),
    );
    expect(vulnerabilities.map(({ severity }) => severity)).toEqual(['Critical']);
  });

  test('has the same ids whatever the order of its platforms', () => {
    const [first, second] = [
      report({ findings: [expat('amd64')] }),
      report({ findings: [expat('arm64')], image: arm }),
    ];
    const ids = (whole: GitlabReport): unknown => whole.vulnerabilities.map(({ id }) => id);
    expect(ids(renderIndex(first, second))).toEqual(ids(renderIndex(second, first)));
  });

  test('lists what is accepted on one platform and open on another', () => {
    const { scan, vulnerabilities } = renderIndex(
      report({ findings: [expat('amd64', { status: 'waived' })] }),
      report({ findings: [expat('arm64')], image: arm }),
    );
    expect(vulnerabilities).toHaveLength(1);
    expect(scan.messages).toEqual([
      { level: 'info', value: 'linux/amd64: not listed: 1 waived or suppressed' },
    ]);
  });

  test('is of a failed scan when a platform was not looked at wholly, and says which', () => {
    const broken = report({ complete: false, problems: ['layer 3 is missing'], image: arm });
    expect(renderIndex(report(), broken).scan).toMatchObject({
      status: 'failure',
      messages: [{ level: 'warn', value: 'linux/arm64: layer 3 is missing' }],
    });
  });

  test('takes the name of a platform for text of the image', () => {
    const odd = report({ image: { ...image, platform: 'linux/\u001b[1m@all' }, findings: [expat('amd64')] });
    const { vulnerabilities } = renderIndex(odd, report({ image: arm }));
    expect(vulnerabilities[0]?.description).toMatch(/ on [\w\\/[{}@]+ only\)$/);
    expect(vulnerabilities[0]?.description).not.toContain('/\u001b');
    expect(vulnerabilities[0]?.description).toContain('\\@all');
  });
});

describe('identifiers', () => {
  const identifiersOf = (finding: ScanReport['findings'][number]) =>
    render(report({ findings: [finding] })).vulnerabilities[0]?.identifiers;

  test('have the type of their database, the rule first, with the page that is known', () => {
    const finding = vulnerability({
      rule: 'CVE-2021-23337',
      aliases: ['DLA-3200-1', 'GHSA-35jh-r3h4-6jhm', 'USN-5000-1', 'CVE-2021-23337', 'odd'],
      url: 'https://osv.dev/CVE-2021-23337',
    });
    expect(identifiersOf(finding)).toEqual([
      {
        type: 'cve',
        name: 'CVE-2021-23337',
        value: 'CVE-2021-23337',
        url: 'https://www.cve.org/CVERecord?id=CVE-2021-23337',
      },
      { type: 'dla', name: 'DLA-3200-1', value: 'DLA-3200-1' },
      {
        type: 'ghsa',
        name: 'GHSA-35jh-r3h4-6jhm',
        value: 'GHSA-35jh-r3h4-6jhm',
        url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
      },
      { type: 'usn', name: 'USN-5000-1', value: 'USN-5000-1' },
      { type: 'advisory', name: 'odd', value: 'odd' },
    ]);
  });

  test('of what is no vulnerability are our own', () => {
    expect(identifiersOf(other({ kind: 'secret', rule: 'private-key', path: '/app/key.pem' }))).toEqual([
      { type: 'sekisho_secret', name: 'private-key', value: 'private-key' },
    ]);
  });
});

describe('ids', () => {
  const idsOf = (...findings: ScanReport['findings']) =>
    render(report({ findings })).vulnerabilities.map(({ id }) => id);

  test('are the same for the same finding, whatever the image, tag and layer', () => {
    const first = npmVulnerability({ rule: 'CVE-1' });
    const image = { ...report().image, reference: 'registry.example/apps/shop:3' };
    const again = render(report({ image, findings: [{ ...first, layer: null, severity: 'low' }] }));
    expect(again.vulnerabilities.map(({ id }) => id)).toEqual(idsOf(first));
  });

  test('differ for two versions of a package, and what is listed twice is written once', () => {
    const old = npmVulnerability({ rule: 'CVE-1', installed: '3.0.0' });
    const newer = npmVulnerability({ rule: 'CVE-1', installed: '4.0.0' });
    expect(new Set(idsOf(old, newer)).size).toBe(2);
    expect(idsOf(old, old)).toHaveLength(1);
  });
});

test('long texts are cut at the limits of the schema, by character', () => {
  const finding = vulnerability({ rule: 'CVE-1', title: '🙂'.repeat(400), remedy: 'x'.repeat(8000) });
  const [written] = render(report({ findings: [finding] })).vulnerabilities;
  expect(Array.from(written?.name ?? '')).toHaveLength(255);
  expect(written?.name.endsWith('🙂…')).toBe(true);
  expect(written?.solution).toHaveLength(7000);
});

test('text of an image is no Markdown, no control character and no script', () => {
  const hostile = render(samples.hostile!).vulnerabilities.find(
    ({ identifiers }) => identifiers[0]?.type === 'sekisho_secret',
  );
  expect(hostile?.description).toContain('\\[click\\](https://evil.example) \\@all \\<img src=x\\>');
  expect(hostile?.links).toBeUndefined();
  expect(gitlab.render(samples.hostile!, options)).not.toMatch(/\\u00[01]|[\u007f-\u009f\p{Bidi_Control}]/u);
});

test('severities are capitalised, and negligible is Info', () => {
  const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;
  const findings = severities.map((severity) => vulnerability({ rule: `CVE-${severity}`, severity }));
  expect(render(report({ findings })).vulnerabilities.map(({ severity }) => severity)).toEqual([
    'Critical',
    'High',
    'Medium',
    'Low',
    'Info',
    'Unknown',
  ]);
});

test('the image is named without digest, and an unknown system is said to be unknown', () => {
  const findings = [vulnerability({ rule: 'CVE-1' })];
  const image = { ...report().image, reference: `registry.example/apps/shop:2@sha256:${'9'.repeat(64)}` };
  const [location] = render(report({ findings, image, os: null })).vulnerabilities.map(
    (written) => written.location,
  );
  expect(location).toEqual({
    dependency: { package: { name: 'libexpat1' }, version: '2.5.0-1' },
    operating_system: 'unknown',
    image: 'registry.example/apps/shop:2',
  });
});
