import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isKnownExploitedCatalogue, readKnownExploited } from '../../src/advisories/kev.ts';
import { record } from './support/records.ts';
import { fixtures } from './support/workspace.ts';

const catalogue = JSON.parse(readFileSync(join(fixtures, 'kev.json'), 'utf8'));

test('the catalogue is known by its shape', () => {
  expect(isKnownExploitedCatalogue(catalogue)).toBe(true);
  expect([record('X-1'), [], null, 'KEV', { vulnerabilities: [] }].map(isKnownExploitedCatalogue)).toEqual(
    Array(5).fill(false),
  );
});

test('the catalogue is read as its ids, sorted, and its time', () => {
  expect(readKnownExploited(catalogue)).toEqual({
    releasedAt: Date.parse('2025-08-25T17:04:19.9796Z'),
    cves: ['CVE-2014-6271', 'CVE-2020-11023', 'CVE-2025-48384'],
  });
});

test.each([
  ['without a list', { ...catalogue, vulnerabilities: {} }],
  ['without a time', { ...catalogue, dateReleased: undefined }],
  ['with a time that is none', { ...catalogue, dateReleased: 'today' }],
  ['with an entry without an id', { ...catalogue, vulnerabilities: [{}] }],
  ['with an id that is no CVE', { ...catalogue, vulnerabilities: [{ cveID: 'CVE-2024-1; DROP' }] }],
])('a catalogue %s is refused', (_, json) => {
  expect(() => readKnownExploited(json)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^(?:ADVISORY|TIME)_MALFORMED$/) }),
  );
});
