import { expect, test } from 'vitest';
import { withBaseline } from '../../src/scan/baseline.ts';
import { digestOf, report, vulnerability } from '../report/samples.ts';

const kept = vulnerability({ rule: 'CVE-2026-1' });
const added = vulnerability({ rule: 'CVE-2026-2' });
const ended = vulnerability({ rule: 'CVE-2026-3' });
const baseline = { reference: 'apps/shop:1', digest: digestOf('5'), findings: [kept, ended] };

test('findings are new or unchanged by their ids, and what is not there any more is gone', () => {
  const compared = withBaseline(report({ findings: [kept, added] }), baseline);
  expect(compared.findings.map(({ rule, change }) => [rule, change])).toEqual([
    ['CVE-2026-1', 'unchanged'],
    ['CVE-2026-2', 'new'],
  ]);
  expect(compared.baseline).toEqual({
    reference: 'apps/shop:1',
    digest: digestOf('5'),
    new: 1,
    unchanged: 1,
    gone: [ended],
  });
});

test('another version, layer or digest of the same finding makes it no new one', () => {
  const moved = { ...kept, installed: '9', layer: digestOf('8'), package: 'pkg:deb/debian/libexpat1@9' };
  expect(withBaseline(report({ findings: [moved] }), baseline).findings[0]?.change).toBe('unchanged');
});

test('accepted findings are not counted, and one that is gone is no gain', () => {
  const waived = { ...added, status: 'waived' } as const;
  const before = { ...baseline, findings: [{ ...ended, status: 'waived' } as const] };
  expect(withBaseline(report({ findings: [waived] }), before).baseline).toMatchObject({
    new: 0,
    unchanged: 0,
    gone: [],
  });
});

test('one finding in many places of the baseline is gone once', () => {
  const twice = { ...baseline, findings: [ended, { ...ended, package: 'pkg:deb/debian/libexpat1@3' }] };
  expect(withBaseline(report({ findings: [] }), twice).baseline?.gone).toHaveLength(1);
});
