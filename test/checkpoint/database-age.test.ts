import { expect, test } from 'vitest';
import { refuseStale, withAgeWarning } from '../../src/checkpoint/database-age.ts';
import { parseTime } from '../../src/model/time.ts';
import { digestOf, report } from '../report/samples.ts';

const builtAt = '2026-11-20T08:00:00Z';
const advisories = { builtAt, digest: digestOf('a') };
const scanned = (scannedAt: string) => report({ scannedAt, advisories });

test('a database of three days is as it should be, an older one is warned of', () => {
  expect(withAgeWarning(scanned('2026-11-23T08:00:00Z'), {}).advisories).toEqual(advisories);
  expect(withAgeWarning(scanned('2026-11-24T08:00:01Z'), {}).advisories).toEqual({
    ...advisories,
    warning: expect.stringMatching(/^the vulnerability database was 4 days old: /),
  });
});

test('how old it may be is the caller to say', () => {
  const day = 86_400_000;
  expect(withAgeWarning(scanned('2026-11-24T08:00:00Z'), { databaseWarnAgeMs: 5 * day }).advisories).toEqual(
    advisories,
  );
  expect(withAgeWarning(scanned('2026-11-20T09:00:00Z'), { databaseWarnAgeMs: 0 }).advisories).toHaveProperty(
    'warning',
  );
});

test('a scan that matched nothing has no database to warn of', () => {
  const unmatched = report({ advisories: null });
  expect(withAgeWarning(unmatched, { databaseWarnAgeMs: 0 })).toBe(unmatched);
});

test('a database of more than two weeks is refused', () => {
  const at = parseTime('2026-12-04T08:00:00Z');
  expect(() => refuseStale(builtAt, {}, at)).not.toThrow();
  expect(() => refuseStale(builtAt, {}, at + 1)).toThrow(
    expect.objectContaining({ code: 'ADVISORIES_TOO_OLD' }),
  );
});
