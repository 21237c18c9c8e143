import { describe, expect, test } from 'vitest';
import { renderSummaries, renderSummary } from '../../action/summary.ts';
import type { Severity } from '../../src/model/severity.ts';
import { finding, hostileTexts, report, sampleDigest } from './sample.ts';

const megabyte = 1024 * 1024;

describe('the job summary', () => {
  test('of a refused image has the answer, why, and what to do, in that order', () => {
    const summary = renderSummary(
      report({
        os: { id: 'debian', versionId: '12', name: 'Debian' },
        blocking: [
          finding({
            severity: 'critical',
            url: 'https://osv.example/CVE-2026-0001',
          }),
        ],
        findings: [
          finding({ rule: 'CVE-2026-0002', severity: 'low' }),
          finding({ rule: 'CVE-2026-0003', status: 'waived' }),
        ],
        waived: [{ finding: 'x', until: '2027-01-31', reason: 'not reachable', owner: 'platform' }],
      }),
      { digest: sampleDigest, statements: ['sbom', 'verdict'] },
    );
    expect(`\n${summary}`).toMatchInlineSnapshot(`
      "
      ## Sekisho: FAIL: 1 finding blocks (rule apps&#47;&#42;&#42;)

      <code>registry&#46;example&#47;apps&#47;shop&#58;1&#46;0&#46;0</code><br><code>sha256&#58;be4236847164317ea48a8dfbfd78bfe189133df82a9e32f42ddb7fcb4027a121</code><br>linux&#47;amd64 · Debian 12 · 0 packages · 0 layers · advisories of 2026&#45;11&#45;22T00&#58;00&#58;00Z

      | severity | finding | in | installed | fixed in |
      |---|---|---|---|---|
      | critical | [CVE&#45;2026&#45;0001](<https://osv.example/CVE-2026-0001>)<br>Prototype pollution | lodash | 4&#46;17&#46;15 | 4&#46;17&#46;21 |

      **Do this**

      - npm install lodash&#64;4&#46;17&#46;21 &#40;ends 1 of these and 1 other&#41;

      Also: 1 low, 1 waived.

      <details><summary>Findings that do not block</summary>

      | severity | finding | in | installed | fixed in |
      |---|---|---|---|---|
      | low | CVE&#45;2026&#45;0002<br>Prototype pollution | lodash | 4&#46;17&#46;15 | 4&#46;17&#46;21 |

      </details>

      **Waived**

      - until 2027&#45;01&#45;31&#58; not reachable &#40;platform&#41;

      Signed and published beside the image: sbom&#44; verdict.
      "
    `);
  });

  test.each([
    [report({}), '## Sekisho: PASS (rule apps&#47;&#42;&#42;)'],
    [report({ blocking: [finding()] }), '## Sekisho: FAIL: 1 finding blocks (rule apps&#47;&#42;&#42;)'],
    [
      report({ blocking: [finding()], mode: 'audit' }),
      '## Sekisho: FAIL: 1 finding blocks (rule apps&#47;&#42;&#42;, audit only)',
    ],
    [report({ policy: false }), '## Sekisho: no policy, nothing judged'],
    [
      report({ problems: ['x'] }),
      '## Sekisho: PASS (rule apps&#47;&#42;&#42;), and the scan is not complete',
    ],
    [
      report({ reasons: [{ code: 'IMAGE_DENIED', message: 'apps/legacy is denied' }] }),
      '## Sekisho: FAIL (rule apps&#47;&#42;&#42;)',
    ],
  ])('%# starts with the answer', (judged, answer) => {
    expect(renderSummary(judged).split('\n')[0]).toBe(answer);
  });

  test('names findings that nobody has a fix for yet', () => {
    const { fixedIn: _, ...endless } = finding();
    expect(renderSummary(report({ blocking: [endless] }))).toContain(
      '**No fix is known yet**\n\n- CVE&#45;2026&#45;0001 in lodash',
    );
  });

  test('says what one remedy ends beside what blocks', () => {
    const other = finding({ rule: 'CVE-2026-0002', severity: 'low' });
    expect(renderSummary(report({ blocking: [finding()], findings: [other] }))).toContain(
      '- npm install lodash&#64;4&#46;17&#46;21 &#40;ends 1 of these and 1 other&#41;',
    );
  });

  test('names reasons that are no finding, and what could not be looked at', () => {
    const summary = renderSummary(
      report({
        reasons: [{ code: 'IMAGE_DENIED', message: 'denied by list' }],
        problems: ['layer 2 is cut off'],
      }),
    );
    expect(summary).toContain('- denied by list');
    expect(summary).toContain('**Could not be looked at**\n\n- layer 2 is cut off');
  });

  test.each(hostileTexts)('stays one table whatever the image holds: %j', (text) => {
    const hostile = finding({
      rule: text,
      packageName: text,
      installed: text,
      fixedIn: text,
      remedy: text,
      url: text,
    });
    const summary = renderSummary(
      report({ blocking: [hostile], image: { reference: text }, problems: [text], os: { id: text } }),
    );
    const tables = summary.split('\n').filter((line) => line.startsWith('|'));
    expect(tables.length).toBe(3);
    expect(tables.every((line) => line.split('|').length === 7)).toBe(true);
    const ours = summary.replaceAll(/<\/?(?:code|details|summary)>|<br>/g, '');
    expect(ours).not.toMatch(/[<>@`]|\]\(|::|##\[/);
    expect(summary.split('\n').filter((line) => line.startsWith('#')).length).toBe(1);
  });

  test('links to web pages only, and nothing in an address ends the link', () => {
    const linked = (url: string): string => renderSummary(report({ blocking: [finding({ url })] }));
    expect(linked('https://osv.example/a')).toContain('[CVE&#45;2026&#45;0001](<https://osv.example/a>)');
    expect(linked('https://osv.example/a>) | <b>|`x')).toContain(
      '(<https://osv.example/a%3E)%20%7C%20%3Cb%3E%7C%60x>)',
    );
    for (const url of [
      'javascript:alert(1)',
      'http://osv.example',
      'file:///etc/passwd',
      'x',
      `https://${'a'.repeat(600)}`,
    ]) {
      expect(linked(url)).not.toContain('](');
    }
  });

  test('stays under the limit of GitHub with any number of findings, each as long as can be', () => {
    const long = '|'.repeat(500);
    const severities: readonly Severity[] = ['critical', 'low'];
    const many = (from: number) =>
      Array.from({ length: 120 }, (_, index) =>
        finding({
          rule: `${from + index}${long}`,
          packageName: long,
          installed: long,
          fixedIn: long,
          remedy: `${index}${long}`,
          severity: severities[index % 2] ?? 'low',
        }),
      );
    const summary = renderSummary(
      report({ blocking: many(0), findings: many(10_000), problems: Array(5000).fill(long) }),
    );
    expect(Buffer.byteLength(summary)).toBeLessThan(megabyte);
    expect(summary).toMatch(/\n\d+ more are in the report\./);
    expect(summary).toContain('- and 4970 more');
  });

  test('is the same for the same report', () => {
    const judged = report({ blocking: [finding()] });
    expect(renderSummary(judged)).toBe(renderSummary(judged));
  });
});

test('a comparison says how many are new, and marks them', () => {
  const summary = renderSummary({
    ...report({ findings: [finding({ change: 'new' })] }),
    baseline: { reference: 'last.json', digest: null, new: 1, unchanged: 2, gone: [finding()] },
  });
  expect(summary).toContain('Against <code>last&#46;json</code>: 1 new, 2 unchanged, 1 gone.');
  expect(summary).toContain('**new** CVE&#45;2026&#45;0001');
});

test('a database that is too old for comfort is noted', () => {
  const one = report({});
  const advisories = { builtAt: '2026-11-01T00:00:00Z', digest: sampleDigest, warning: 'it is 5 days old' };
  expect(renderSummary({ ...one, advisories })).toContain('**Note**: it is 5 days old.');
});

test('the summary of every platform stays within what GitHub takes', () => {
  const findings = Array.from({ length: 5000 }, (_, index) =>
    finding({ rule: `CVE-2026-${index}`, title: 'x'.repeat(300) }),
  );
  const reports = Array.from({ length: 8 }, (_, index) =>
    report({ findings, image: { platform: `linux/${index}` } }),
  );
  const summary = renderSummaries(reports, []);
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(summary).toMatch(/\d more platforms: in the report files\.\n$/);
});
