import { expect, test } from 'vitest';
import { describeImport, describeInfo } from '../../src/advisories/describe.ts';
import type { ImportSummary } from '../../src/advisories/import.ts';

const summary: ImportSummary = {
  records: 12,
  unchanged: 3,
  rejected: 0,
  rejections: [],
  info: {
    path: '/cache/advisories.db',
    builtAt: '2026-11-23T08:00:00Z',
    newestRecordAt: '2026-11-22T00:00:00Z',
    digest: `sha256:${'0'.repeat(64)}` as ImportSummary['info']['digest'],
    ecosystems: [{ name: 'npm', advisories: 9, packages: 8 }],
    knownExploited: 0,
    epss: 0,
  },
};

test('an import is told in one line', () => {
  expect(describeImport(summary)).toBe('12 records read, 3 of them unchanged; the database now has npm 9');
});

test('an import tells what is known of exploitation, once something is', () => {
  const info = {
    ...summary.info,
    knownExploited: 3,
    knownExploitedAt: '2026-11-22T00:00:00Z',
    epss: 9,
    epssAt: '2026-11-22',
  };
  const line = describeImport({ ...summary, records: 0, unchanged: 0, info });
  expect(line).toBe(
    '0 records read, 0 of them unchanged; the database now has npm 9, 3 known to be exploited (KEV), 9 EPSS scores',
  );
});

test('what was left out is named, and printable', () => {
  const rejections = [{ source: 'all.zip: a\u001b[2J.json', reason: 'not an OSV record' }];
  expect(
    describeImport({ ...summary, rejected: 1, rejections })
      .split('\n')
      .slice(1),
  ).toEqual(['  left out all.zip: a\\u{1b}[2J.json: not an OSV record']);
});

test('a database is told in a line for each ecosystem, however many it has', () => {
  const ecosystems = Array.from({ length: 200_000 }, (_, index) => ({
    name: `Debian:${index}`,
    advisories: 1,
    packages: 1,
  }));
  const lines = describeInfo({ ...summary.info, ecosystems }, Date.parse('2026-11-23T10:00:00Z'));
  expect(lines).toHaveLength(200_005);
  expect(lines.at(-1)).toBe('Debian:199999  1 advisories  1 packages');
});
