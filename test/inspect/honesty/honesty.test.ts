import { describe, expect, test } from 'vitest';
import { endOfLife } from '../../../src/inspect/honesty/end-of-life.ts';
import { type HonestyInput, honestyRules, inspectHonesty } from '../../../src/inspect/honesty/honesty.ts';
import type { Package } from '../../../src/model/scan-report.ts';

const now = Date.parse('2026-11-01T00:00:00Z');
const one: Package = { purl: 'pkg:deb/debian/a@1', name: 'a', version: '1', type: 'deb', layer: null };

const ofNothing: HonestyInput = {
  os: null,
  packages: [one],
  unread: [],
  unnamed: [],
  unmatched: [],
  unversioned: [],
  now,
};

function told(input: Partial<HonestyInput>): [string, string][] {
  const { findings } = inspectHonesty({ ...ofNothing, ...input });
  return findings.map(({ rule, title }) => [rule, title]);
}

test('software that could not be named is told, file by file', () => {
  const unnamed = ['/a.jar: a Java archive that says nothing', '/b.jar: a Java archive that says nothing'];
  expect(told({ unnamed })).toEqual(unnamed.map((sentence) => ['package-not-named', sentence]));
});

test('an image of which all is known is told nothing', () => {
  expect(told({ os: { id: 'debian', versionId: '12' } })).toEqual([]);
});

describe('a distribution', () => {
  test.each([
    ['debian', '10', 'debian 10 has had no security updates since 2024-06-30'],
    ['debian', '4', 'debian 4 has had no security updates for many years'],
    ['ubuntu', '18.04', 'ubuntu 18.04 has had no security updates since 2023-05-31'],
    ['alpine', '3.18.4', 'alpine 3.18 has had no security updates since 2025-05-09'],
    ['alpine', '2.7', 'alpine 2.7 has had no security updates for many years'],
    ['centos', '7', 'centos 7 has had no security updates since 2024-06-30'],
    ['rhel', '6.10', 'rhel 6 has had no security updates since 2020-11-30'],
    ['opensuse-leap', '15.4', 'opensuse-leap 15.4 has had no security updates since 2023-12-07'],
  ])('%s %s without security updates is told', (id, versionId, title) => {
    expect(told({ os: { id, versionId } })).toEqual([['os-end-of-life', title]]);
  });

  test.each([
    ['debian', '13'],
    ['alpine', '3.22.1'],
    ['rhel', '9.4'],
    ['wolfi', '20230201'],
    ['debian', 'sid'],
    ['ubuntu', '30.04'],
    ['something', '1'],
    ['constructor', '1'],
    ['__proto__', '1'],
  ])('%s %s is not said to have ended', (id, versionId) => {
    expect(told({ os: { id, versionId } })).toEqual([]);
  });

  test('has ended only when its last day is over', () => {
    const os = { id: 'debian', versionId: '12' };
    expect(told({ os, now: Date.parse('2028-06-30T23:59:59Z') })).toEqual([]);
    expect(told({ os, now: Date.parse('2028-07-01T00:00:00Z') })).toHaveLength(1);
  });

  test('without a version says nothing of its end', () => {
    expect(endOfLife({ id: 'debian' })).toBeUndefined();
  });
});

test('packages that could not be matched are told for each ecosystem', () => {
  const unmatched = [
    { ecosystem: 'Debian:99', packages: 1, because: 'missing' },
    { ecosystem: 'PyPI', packages: 12, because: 'missing' },
  ] as const;
  expect(told({ unmatched })).toEqual([
    ['packages-not-matched', '1 package of Debian:99 could not be matched'],
    ['packages-not-matched', '12 packages of PyPI could not be matched'],
  ]);
});

test('packages that nobody publishes advisories of are told as low, and not to import what nobody has', () => {
  const { findings } = inspectHonesty({
    ...ofNothing,
    unmatched: [
      { ecosystem: 'npm', packages: 1, because: 'missing' },
      { ecosystem: 'Amazon Linux 2023 (rpm)', packages: 1, because: 'distribution' },
      { ecosystem: 'conda', packages: 1, because: 'unpublished' },
    ],
  });
  expect(findings.map(({ rule, severity, remedy }) => [rule, severity, remedy?.slice(0, 10)])).toEqual([
    ['packages-not-matched', 'medium', 'sekisho db'],
    ['packages-not-matched', 'medium', 'FROM a dis'],
    ['packages-not-matched', 'low', 'watch the '],
  ]);
});

test('a package with advisories whose version nobody knows is told by name, so that a waiver can name it', () => {
  const devel: Package = {
    ...one,
    purl: 'pkg:golang/example.com/a',
    name: 'example.com/a',
    version: '(devel)',
  };
  const unnamed: Package = { ...one, purl: 'pkg:npm/b', name: 'b', version: '', type: 'npm' };
  const { findings } = inspectHonesty({
    ...ofNothing,
    unversioned: [
      { package: devel, advisories: 2 },
      { package: unnamed, advisories: 1 },
    ],
  });
  expect(findings).toMatchObject([
    {
      rule: 'version-not-known',
      severity: 'medium',
      title: 'example.com/a has 2 advisories, and its version is not known: it says (devel)',
      package: 'pkg:golang/example.com/a',
      packageName: 'example.com/a',
      installed: '(devel)',
    },
    { rule: 'version-not-known', title: 'b has 1 advisory, and its version is not known: it says none' },
  ]);
  expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
});

test('an image without packages is told', () => {
  expect(told({ packages: [] })).toEqual([
    ['no-packages-found', 'no package was found, so nothing could be matched'],
  ]);
});

test('files that could not be read are told, the same file under the same id whatever is wrong with it', () => {
  const [first, second] = [
    '/var/lib/dpkg/status: it lists more than 100000 packages',
    '/var/lib/dpkg/status: package a: no name',
  ].map((sentence) => inspectHonesty({ ...ofNothing, unread: [sentence] }).findings);
  expect(first?.[0]).toMatchObject({ rule: 'file-not-read', kind: 'misconfiguration', layer: null });
  expect(first?.[0]?.id).toBe(second?.[0]?.id);
});

test('more than a hundred of one rule are counted', () => {
  const unread = Array.from({ length: 250 }, (_, index) => `/a${index}: broken`);
  expect(told({ unread }).at(-1)).toEqual(['file-not-read', '150 more of file-not-read']);
});

test('every rule has an id, a reason and a remedy of its own', () => {
  expect(new Set(honestyRules.map(({ rule }) => rule)).size).toBe(honestyRules.length);
  expect(honestyRules.filter(({ reason, remedy }) => reason === '' || remedy === '')).toEqual([]);
});
