import { describe, expect, test } from 'vitest';
import type { OperatingSystem, Package } from '../../src/model/scan-report.ts';
import { deb, ofType, rpm } from './support/packages.ts';
import { affected, type Event, record } from './support/records.ts';
import { databaseOf } from './support/workspace.ts';

const fixedAt = (version: string): readonly Event[] => [{ introduced: '0' }, { fixed: version }];

async function rulesOf(
  records: readonly unknown[],
  installed: Package,
  os: OperatingSystem | null,
): Promise<readonly (readonly [rule: string, fixedIn: string | undefined])[]> {
  const { findings } = (await databaseOf(records)).match([installed], os);
  return findings.map(({ rule, fixedIn }) => [rule, fixedIn] as const).sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('Ubuntu', () => {
  const os = { id: 'ubuntu', versionId: '22.04' };
  const both = record('CVE-2026-1', {
    affected: [
      affected('Ubuntu:22.04:LTS', 'vips', [{ introduced: '0' }]),
      affected('Ubuntu:Pro:22.04:LTS', 'vips', fixedAt('8.12.1-1ubuntu0.1~esm1')),
    ],
  });
  const forSubscribers = record('CVE-2026-2', {
    affected: [affected('Ubuntu:Pro:22.04:LTS', 'vips', fixedAt('8.12.1-1ubuntu0.1~esm1'))],
  });

  test('tells the public what the public gets, and what only subscribers get where it has nothing', async () => {
    expect(await rulesOf([both, forSubscribers], deb('vips', '8.12.1-1'), os)).toEqual([
      ['CVE-2026-1', undefined],
      ['CVE-2026-2', '8.12.1-1ubuntu0.1~esm1'],
    ]);
  });

  test('does not report what a subscriber has fixed', async () => {
    expect(await rulesOf([both, forSubscribers], deb('vips', '8.12.1-1ubuntu0.1~esm1'), os)).toEqual([]);
  });
});

describe('a module', () => {
  const os = { id: 'almalinux', versionId: '8.9' };
  const advisory = (id: string, title: string, fixed: string) =>
    record(id, { summary: title, affected: [affected('AlmaLinux:8', 'php', fixedAt(fixed))] });
  const records = [
    advisory('ALSA-2026:74', 'Moderate: php:7.4 security update', '7.4.30-1.module_el8.7.0+3290+3a2f7a3d'),
    advisory('ALSA-2026:80', 'Moderate: php:8.0 security update', '8.0.20-2.module_el8.7.0+3291+4bb1fa2c'),
    advisory('ALSA-2026:00', 'Moderate: php security update', '8.2.0-1.el8'),
  ];
  const version = '7.4.19-2.module_el8.6.0+2750+78feabcb';
  const inModule = (stream: string) =>
    rpm('php', version, undefined, `pkg:rpm/almalinux/php@${version}?rpmmod=php%3A${stream}%3A806%3Ad6`);

  test('is matched by the advisories of its stream', async () => {
    expect(await rulesOf(records, inModule('7.4'), os)).toEqual([
      ['ALSA-2026:74', '7.4.30-1.module_el8.7.0+3290+3a2f7a3d'],
    ]);
  });

  test('says nothing of a package without one', async () => {
    expect(await rulesOf(records, rpm('php', '7.2.24-1.el8'), os)).toEqual([['ALSA-2026:00', '8.2.0-1.el8']]);
  });
});

test('Red Hat is matched in whichever repository an advisory names', async () => {
  const records = ['baseos', 'appstream'].map((repository, index) =>
    record(`RHSA-2026:${index}`, {
      affected: [affected(`Red Hat:enterprise_linux:9::${repository}`, 'curl', fixedAt('0:7.76.1-29.el9'))],
    }),
  );
  const found = await rulesOf(records, rpm('curl', '7.76.1-26.el9'), { id: 'rhel', versionId: '9.4' });
  expect(found.map(([rule]) => rule)).toEqual(['RHSA-2026:0', 'RHSA-2026:1']);
});

test('an advisory that speaks of another release only is none', async () => {
  const records = [
    record('RHSA-2026:1', {
      affected: [affected('Red Hat:enterprise_linux:8::baseos', 'curl', fixedAt('9-1'))],
    }),
  ];
  expect(await rulesOf(records, rpm('curl', '7-1'), { id: 'rhel', versionId: '9.4' })).toEqual([]);
});

test.each([
  ['pypi', 'PyPI', 'Zope_Interface', 'zope.interface'],
  ['nuget', 'NuGet', 'Newtonsoft.Json', 'newtonsoft.json'],
  ['composer', 'Packagist', 'symfony/HTTP-kernel', 'Symfony/Http-Kernel'],
])('a %s name is found in %s however it is written', async (type, ecosystem, written, installed) => {
  const records = [record('X-1', { affected: [affected(ecosystem, written, fixedAt('2.0.0'))] })];
  expect(await rulesOf(records, ofType(type, installed, '1.0.0'), null)).toEqual([['X-1', '2.0.0']]);
});

test('what OSV has no ecosystem for is counted under a name that people know', async () => {
  const database = await databaseOf([record('X-1')]);
  const os = { id: 'amzn', versionId: '2023' };
  const packages = [rpm('a', '1-1'), rpm('b', '1-1'), ofType('conda', 'c', '1'), ofType('conan', 'd', '1')];
  expect(database.match(packages, os).unmatched).toEqual([
    { ecosystem: 'Amazon Linux 2023 (rpm)', packages: 2, because: 'distribution' },
    { ecosystem: 'conda', packages: 1, because: 'unpublished' },
    { ecosystem: 'packages of type conan', packages: 1, because: 'unpublished' },
  ]);
});
