import { describe, expect, test } from 'vitest';
import type { AdvisoryDatabase, MatchResult } from '../../src/advisories/database.ts';
import { importAdvisories } from '../../src/advisories/import.ts';
import type { VulnerabilityBlock } from '../../src/model/policy.ts';
import { findingId, type OperatingSystem, type Package } from '../../src/model/scan-report.ts';
import { type Blocking, blockingOf } from '../../src/verdict/blocking.ts';
import { alpine319, apk, deb, debian12, npm } from './support/packages.ts';
import { affected, type Event, record } from './support/records.ts';
import { databaseOf, fixtures, now, opened, workspace } from './support/workspace.ts';
import { exportOf } from './support/zip-archive.ts';

async function real(): Promise<AdvisoryDatabase> {
  const { database } = workspace();
  await importAdvisories({ paths: [fixtures], into: database, now });
  return opened(database);
}

async function found(
  records: readonly unknown[],
  installed: Package,
  os: OperatingSystem | null = debian12,
): Promise<MatchResult['findings']> {
  return (await databaseOf(records)).match([installed], os).findings;
}

const expat = deb('libexpat1', '2.5.0-1', { name: 'expat', version: '2.5.0-1' });

describe('real advisories', () => {
  test('libexpat1 of Debian 12 has what the security tracker says', async () => {
    const { findings, unmatched } = (await real()).match([expat], debian12);
    expect(unmatched).toEqual([]);
    const rows = findings.map(({ rule, severity, severitySource, fixedIn, fixState, fixedAt, aliases }) => [
      rule,
      severity,
      severitySource,
      fixedIn,
      fixState,
      fixedAt,
      aliases?.join(),
    ]);
    const fix = ['2.5.0-1+deb12u1', 'fixed', '2024-09-17T00:00:00Z', 'DSA-5770-1'];
    expect(rows.sort()).toEqual([
      ['CVE-2023-52426', 'negligible', 'Debian', undefined, 'not-fixed', undefined, undefined],
      ['CVE-2024-45490', 'high', 'CVSS 3.1', ...fix],
      ['CVE-2024-45491', 'critical', 'CVSS 3.1', ...fix],
      ['CVE-2024-45492', 'critical', 'CVSS 3.1', ...fix],
    ]);
  });

  test('a finding says everything once, and nothing of the release', async () => {
    const { findings } = (await real()).match([expat], debian12);
    const id = findingId({
      kind: 'vulnerability',
      rule: 'CVE-2024-45491',
      packageType: 'deb',
      packageName: 'libexpat1',
    });
    expect(findings.find((finding) => finding.rule === 'CVE-2024-45491')).toEqual({
      id,
      kind: 'vulnerability',
      rule: 'CVE-2024-45491',
      aliases: ['DSA-5770-1'],
      severity: 'critical',
      severitySource: 'CVSS 3.1',
      title:
        'An issue was discovered in libexpat before 2.6.3. dtdCopy in xmlparse.c can have an integer overflow for nDefaultAtts on 32-bit platforms (where UINT_MAX…',
      package: 'pkg:deb/debian/libexpat1@2.5.0-1',
      packageName: 'libexpat1',
      installed: '2.5.0-1',
      fixedIn: '2.5.0-1+deb12u1',
      fixState: 'fixed',
      knownExploited: false,
      cvss: 9.8,
      publishedAt: '2024-08-30T03:15:03Z',
      fixedAt: '2024-09-17T00:00:00Z',
      url: 'https://security-tracker.debian.org/tracker/CVE-2024-45491',
      layer: null,
      status: 'open',
    });
  });

  test('the fixed version of expat is well', async () => {
    const version = '2.5.0-1+deb12u1';
    const { findings } = (await real()).match(
      [deb('libexpat1', version, { name: 'expat', version })],
      debian12,
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['CVE-2023-52426']);
  });

  test('zlib1g of Debian 12 is compared by the version of its source', async () => {
    const source = { name: 'zlib', version: '1:1.2.13.dfsg-1' };
    const { findings } = (await real()).match([deb('zlib1g', '1:1.2.13.dfsg-1+b9', source)], debian12);
    expect(findings.map(({ rule, fixState, installed }) => [rule, fixState, installed])).toEqual([
      ['CVE-2023-45853', 'not-fixed', '1:1.2.13.dfsg-1+b9'],
    ]);
  });

  test('openssl of Alpine 3.19 is found by its origin', async () => {
    const { findings } = (await real()).match([apk('libcrypto3', '3.1.4-r5', 'openssl')], alpine319);
    expect(findings.map(({ rule, aliases, fixedIn }) => [rule, aliases, fixedIn])).toEqual([
      ['CVE-2024-2511', ['ALPINE-CVE-2024-2511'], '3.1.4-r6'],
    ]);
  });

  test('what Debian and Alpine both say of Alpine is one finding', async () => {
    const { findings } = (await real()).match([apk('libexpat', '2.5.0-r2', 'expat')], alpine319);
    expect(findings.map(({ rule, aliases, fixedIn }) => [rule, aliases, fixedIn])).toEqual([
      ['CVE-2024-45491', ['ALPINE-CVE-2024-45491'], '2.6.3-r0'],
    ]);
  });

  test.each([
    ['minimist', '1.2.0', 'CVE-2021-44906', 'critical', '1.2.6', 'fixed', ['GHSA-xvch-5gv4-984h']],
    ['minimist', '0.2.0', 'CVE-2021-44906', 'critical', '0.2.4', 'fixed', ['GHSA-xvch-5gv4-984h']],
    ['lodash', '4.17.15', 'CVE-2021-23337', 'high', '4.17.21', 'fixed', ['GHSA-35jh-r3h4-6jhm']],
    ['lodash.template', '4.5.0', 'CVE-2021-23337', 'high', undefined, 'unknown', ['GHSA-35jh-r3h4-6jhm']],
    ['ini', '1.3.5', 'CVE-2020-7788', 'high', '1.3.6', 'fixed', ['GHSA-qqgx-2p2h-9c37']],
    [
      'deep.assign',
      '0.0.0-alpha.0',
      'CVE-2021-40663',
      'critical',
      undefined,
      'not-fixed',
      ['GHSA-3829-mgmw-jcg4'],
    ],
  ])('%s %s has %s', async (name, version, rule, severity, fixedIn, fixState, aliases) => {
    const { findings } = (await real()).match([npm(name, version)], null);
    expect(findings).toMatchObject([{ rule, severity, severitySource: 'GHSA', fixState, aliases }]);
    expect(findings[0]?.fixedIn).toBe(fixedIn);
  });

  test.each([
    ['minimist', '1.2.6'],
    ['minimist', '0.2.4'],
    ['minimist', '1.0.0-beta'],
    ['lodash', '4.17.21'],
    ['lodash.template', '4.5.1'],
    ['ini', '1.3.6'],
    ['deep.assign', '0.0.1'],
    ['express', '4.0.0'],
  ])('%s %s has nothing', async (name, version) => {
    expect((await real()).match([npm(name, version)], null)).toEqual({
      findings: [],
      problems: [],
      unmatched: [],
      unversioned: [],
    });
  });

  test('a withdrawn duplicate is not reported, and what is known to be exploited is marked', async () => {
    const { findings } = (await real()).match([npm('jquery', '3.4.1')], null);
    expect(findings).toMatchObject([
      { rule: 'CVE-2020-11023', aliases: ['GHSA-jpcq-cgw6-v4j6'], knownExploited: true, fixedIn: '3.5.0' },
    ]);
  });

  test('a package of an unsupported release stays unfixed', async () => {
    const kernel = deb('kfreebsd-image', '10.3~svn300087-3', {
      name: 'kfreebsd-10',
      version: '10.3~svn300087-3',
    });
    const { findings } = (await real()).match([kernel], { id: 'debian', versionId: '10' });
    expect(findings).toMatchObject([{ rule: 'CVE-2014-7250', fixState: 'end-of-life' }]);
  });

  test("Wolfi's record takes its rating from nowhere when there is none", async () => {
    const { findings } = (await real()).match([apk('busybox', '1.35.0-r2')], { id: 'wolfi' });
    expect(findings).toMatchObject([
      {
        rule: 'CVE-2022-28391',
        aliases: ['CGA-c95q-245j-h3hq', 'GHSA-h8c3-8522-vxc6'],
        severity: 'unknown',
        title: 'CVE-2022-28391 in busybox',
        fixedIn: '1.35.0-r3',
        url: 'https://osv.dev/vulnerability/CGA-c95q-245j-h3hq',
      },
    ]);
  });

  test('Wolfi may say that no fix is planned', async () => {
    const { findings } = (await real()).match([apk('go-1.19', '1.19.13-r0')], { id: 'wolfi' });
    expect(findings).toMatchObject([{ rule: 'CVE-2023-39318', fixState: 'wont-fix' }]);
  });
});

describe('what nothing is known of', () => {
  test('is counted by ecosystem or release', async () => {
    const database = await real();
    const packages = [deb('a', '1'), deb('b', '1'), npm('express', '1.0.0')];
    expect(database.match(packages, { id: 'debian', versionId: '99' })).toEqual({
      findings: [],
      problems: [],
      unmatched: [{ ecosystem: 'Debian:99', packages: 2, because: 'missing' }],
      unversioned: [],
    });
  });

  test('includes npm when no npm advisories were imported', async () => {
    const records = [record('X-1', { affected: [affected('Debian:12', 'p', [{ introduced: '0' }])] })];
    expect((await databaseOf(records)).match([npm('p', '1.0.0')], debian12).unmatched).toEqual([
      { ecosystem: 'npm', packages: 1, because: 'missing' },
    ]);
  });

  test('includes packages without a distribution', async () => {
    expect((await real()).match([deb('a', '1'), apk('b', '1')], null).unmatched).toEqual([
      { ecosystem: 'an unknown distribution (apk)', packages: 1, because: 'distribution' },
      { ecosystem: 'an unknown distribution (deb)', packages: 1, because: 'distribution' },
    ]);
  });

  test.each(['latest', '(devel)', ''])(
    'includes packages with advisories whose version is none: "%s"',
    async (version) => {
      const installed = npm('ini', version);
      expect((await real()).match([installed, npm('express', version)], null)).toEqual({
        findings: [],
        problems: [],
        unmatched: [],
        unversioned: [{ package: installed, advisories: 1 }],
      });
    },
  );

  test('includes an ecosystem that only the export of another mentions, whose findings are still reported', async () => {
    const { file, database } = workspace();
    const entries = ['Debian:12', 'Alpine:v3.19'].map((ecosystem) =>
      affected(ecosystem, 'p', [{ introduced: '0' }]),
    );
    const path = file('Debian/all.zip', exportOf([record('CVE-2026-1', { affected: entries })]));
    await importAdvisories({ paths: [path], into: database, now });
    const { findings, unmatched } = opened(database).match([apk('p', '1-r0')], alpine319);
    expect(findings.map(({ rule }) => rule)).toEqual(['CVE-2026-1']);
    expect(unmatched).toEqual([{ ecosystem: 'Alpine:v3.19', packages: 1, because: 'missing' }]);
  });
});

const fixedAt = (version: string): readonly Event[] => [{ introduced: '0' }, { fixed: version }];
const inDebian = (events: readonly Event[], fields = {}) => [affected('Debian:12', 'p', events, fields)];
const inNpm = (events: readonly Event[], fields = {}) => [affected('npm', 'p', events, fields)];

describe('announcements', () => {
  const cves = [
    record('CVE-2026-0001', { affected: inDebian(fixedAt('1.0-2')) }),
    record('CVE-2026-0002', { affected: inDebian(fixedAt('1.0-2')) }),
  ];
  const dsa = record('DSA-1-1', {
    published: '2026-03-03T00:00:00Z',
    related: ['CVE-2026-0001', 'CVE-2026-0002', 'CVE-2026-0003'],
    affected: inDebian(fixedAt('1.0-2')),
  });

  test('do not merge the vulnerabilities they name, and add the one nobody else reports', async () => {
    const findings = await found([...cves, dsa], deb('p', '1.0-1'));
    expect(findings.map(({ rule, aliases }) => [rule, aliases]).sort()).toEqual([
      ['CVE-2026-0001', ['DSA-1-1']],
      ['CVE-2026-0002', ['DSA-1-1']],
      ['CVE-2026-0003', ['DSA-1-1']],
    ]);
  });

  test('do not bring back what its own advisory says is fixed', async () => {
    const regression = record('DSA-1-2', {
      related: ['CVE-2026-0001'],
      affected: inDebian(fixedAt('1.0-3')),
    });
    expect(await found([...cves, regression], deb('p', '1.0-2'))).toEqual([]);
  });

  test('date the fix only when it is the same', async () => {
    const later = record('DSA-1-3', {
      published: '2026-01-01T00:00:00Z',
      related: ['CVE-2026-0001'],
      affected: inDebian(fixedAt('1.0-9')),
    });
    const findings = await found([...cves, dsa, later], deb('p', '1.0-1'));
    expect(findings.find(({ rule }) => rule === 'CVE-2026-0001')?.fixedAt).toBe('2026-03-03T00:00:00Z');
  });

  test('leave rating, title and page to the advisory of the vulnerability, wherever that is', async () => {
    const elsewhere = record('CVE-2026-0003', {
      summary: 'told elsewhere',
      published: '2026-02-02T00:00:00Z',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      references: [{ type: 'ADVISORY', url: 'https://tracker.example/CVE-2026-0003' }],
    });
    const findings = await found([dsa, elsewhere], deb('p', '1.0-1'));
    expect(findings.find(({ rule }) => rule === 'CVE-2026-0003')).toMatchObject({
      severity: 'critical',
      title: 'told elsewhere',
      url: 'https://tracker.example/CVE-2026-0003',
      publishedAt: '2026-02-02T00:00:00Z',
      fixedIn: '1.0-2',
    });
  });
});

describe('merged advisories', () => {
  test('have the rule that is a CVE, else the one of GitHub', async () => {
    const ghsa = record('GHSA-aaaa-bbbb-cccc', { aliases: ['SNYK-1'], affected: inNpm(fixedAt('2.0.0')) });
    expect(await found([ghsa], npm('p', '1.0.0'))).toMatchObject([
      { rule: 'GHSA-aaaa-bbbb-cccc', aliases: ['SNYK-1'] },
    ]);
    const withCve = { ...ghsa, aliases: ['CVE-2026-0100', 'CVE-2026-0099', 'SNYK-1'] };
    expect(await found([withCve], npm('p', '1.0.0'))).toMatchObject([
      { rule: 'CVE-2026-0099', aliases: ['CVE-2026-0100', 'GHSA-aaaa-bbbb-cccc', 'SNYK-1'] },
    ]);
  });

  test('are fixed by the lowest version that all of them call fixed', async () => {
    const records = [
      record('GHSA-aaaa-aaaa-aaaa', { aliases: ['CVE-2026-1'], affected: inNpm(fixedAt('1.2.0')) }),
      record('GHSA-bbbb-bbbb-bbbb', { aliases: ['CVE-2026-1'], affected: inNpm(fixedAt('1.4.0')) }),
    ];
    expect(await found(records, npm('p', '1.0.0'))).toMatchObject([{ fixedIn: '1.4.0' }]);
  });

  test('have no fix when one of them knows none', async () => {
    const records = [
      record('GHSA-aaaa-aaaa-aaaa', { aliases: ['CVE-2026-1'], affected: inNpm(fixedAt('1.2.0')) }),
      record('GHSA-bbbb-bbbb-bbbb', { aliases: ['CVE-2026-1'], affected: inNpm([{ introduced: '0' }]) }),
    ];
    const [finding] = await found(records, npm('p', '1.0.0'));
    expect(finding).toMatchObject({ fixState: 'not-fixed' });
    expect(finding).not.toHaveProperty('fixedIn');
  });

  test('have the rating of a database before any CVSS, and say whose', async () => {
    const vector = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }];
    const cve = record('CVE-2026-1', { severity: vector, affected: inDebian([{ introduced: '0' }]) });
    expect(await found([cve], deb('p', '1'))).toMatchObject([
      { severity: 'critical', severitySource: 'CVSS 3.1' },
    ]);
    const urgency = { ecosystem_specific: { urgency: 'low' } };
    const own = { ...cve, affected: inDebian([{ introduced: '0' }], urgency) };
    expect(await found([own], deb('p', '1'))).toMatchObject([{ severity: 'low', severitySource: 'Debian' }]);
  });

  test('of unknown severity say so', async () => {
    const [finding] = await found(
      [record('X-1', { affected: inNpm([{ introduced: '0' }]) })],
      npm('p', '1.0.0'),
    );
    expect(finding).toMatchObject({ severity: 'unknown' });
    expect(finding).not.toHaveProperty('severitySource');
  });
});

describe('one fix among several branches', () => {
  const branches = [{ introduced: '0' }, { fixed: '1.5.0' }, { introduced: '2.0.0' }, { fixed: '2.3.0' }];

  test.each([
    ['1.2.0', '1.5.0'],
    ['2.1.0', '2.3.0'],
  ])('is for %s the one of its own: %s', async (installed, fix) => {
    const records = [record('X-1', { affected: inNpm(branches) })];
    expect(await found(records, npm('p', installed))).toMatchObject([{ fixedIn: fix, fixState: 'fixed' }]);
  });
});

test('without the catalogue of known exploited vulnerabilities nothing is said of them', async () => {
  const [finding] = await found(
    [record('CVE-2026-1', { affected: inNpm([{ introduced: '0' }]) })],
    npm('p', '1.0.0'),
  );
  expect(finding).not.toHaveProperty('knownExploited');
});

test('a hostile package name does not reach the title unprinted', async () => {
  const name = 'p\u001b[2J';
  const records = [
    { ...record('X-1', { affected: [affected('npm', name, [{ introduced: '0' }])] }), summary: '' },
  ];
  expect((await found(records, npm(name, '1.0.0')))[0]?.title).toBe('X-1 in p\\u{1b}[2J');
});

describe('the findings', () => {
  const packages = [
    expat,
    npm('lodash', '4.17.15'),
    npm('lodash', '4.17.11'),
    npm('ini', '1.3.5'),
    npm('ini', '1.3.5'),
  ];

  test('are the same whatever the order of packages', async () => {
    const database = await real();
    const once = database.match(packages, debian12);
    expect(database.match(packages.toReversed(), debian12)).toEqual(once);
    expect(once.findings.map(({ id }) => id)).toEqual(once.findings.map(({ id }) => id).toSorted());
  });

  test('are one for each installed version, with the id of the package', async () => {
    const { findings } = (await real()).match(packages, debian12);
    const lodash = findings.filter(({ packageName }) => packageName === 'lodash');
    expect(lodash.map(({ installed }) => installed)).toEqual(['4.17.11', '4.17.15']);
    expect(new Set(lodash.map(({ id }) => id)).size).toBe(1);
  });

  test('are one for a version that is installed twice in a layer', async () => {
    const { findings } = (await real()).match(packages, debian12);
    expect(findings.filter(({ packageName }) => packageName === 'ini')).toHaveLength(1);
  });

  test('carry the layer of their package', async () => {
    const layer = `sha256:${'a'.repeat(64)}` as NonNullable<Package['layer']>;
    const { findings } = (await real()).match([{ ...npm('ini', '1.3.5'), layer }], null);
    expect(findings.map((finding) => finding.layer)).toEqual([layer]);
  });
});

describe('a package that was published to do harm', () => {
  const malicious = record('MAL-2026-1', {
    summary: 'Malicious code in left-pad (npm)',
    affected: [affected('npm', 'left-pad', [{ introduced: '0' }])],
  });

  test('is malware, and not a vulnerability', async () => {
    expect(await found([malicious], npm('left-pad', '1.0.0'))).toEqual([
      {
        id: findingId({ kind: 'malware', rule: 'MAL-2026-1', packageType: 'npm', packageName: 'left-pad' }),
        kind: 'malware',
        rule: 'MAL-2026-1',
        severity: 'critical',
        title: 'Malicious code in left-pad (npm)',
        publishedAt: '2026-01-01T00:00:00Z',
        url: 'https://osv.dev/vulnerability/MAL-2026-1',
        remedy: expect.stringContaining('Remove it'),
        package: 'pkg:npm/left-pad@1.0.0',
        packageName: 'left-pad',
        installed: '1.0.0',
        layer: null,
        status: 'open',
      },
    ]);
  });

  test('is one finding with what others call the same', async () => {
    const others = record('GHSA-aaaa-bbbb-cccc', { aliases: ['MAL-2026-1', 'CVE-2026-1'] });
    const findings = await found([malicious, others], npm('left-pad', '1.0.0'));
    expect(findings).toMatchObject([
      {
        kind: 'malware',
        rule: 'MAL-2026-1',
        aliases: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'],
      },
    ]);
  });

  test('in some versions alone is only those', async () => {
    const listed = record('MAL-2026-2', {
      affected: [{ package: { ecosystem: 'npm', name: 'left-pad' }, versions: ['1.0.1', '1.0.2'] }],
    });
    const database = await databaseOf([listed]);
    const rules = (version: string) => database.match([npm('left-pad', version)], null).findings.length;
    expect(['1.0.0', '1.0.1', '1.0.3'].map(rules)).toEqual([0, 1, 0]);
  });

  test('in all versions is found in one that cannot be read, too', async () => {
    const database = await databaseOf([malicious, record('X-1')]);
    const installed = npm('left-pad', 'latest');
    const { findings, unversioned } = database.match([installed], null);
    expect(findings.map(({ rule }) => rule)).toEqual(['MAL-2026-1']);
    expect(unversioned).toEqual([{ package: installed, advisories: 1 }]);
  });

  test('is no longer once its record was withdrawn', async () => {
    const withdrawn = { ...malicious, withdrawn: '2026-02-01T00:00:00Z' };
    expect(await found([withdrawn, record('X-1')], npm('left-pad', '2.0.0'))).toEqual([]);
  });
});

test('a language package that a distribution package brought is left to the advisories of the distribution', async () => {
  const owned = { ...npm('left-pad', '1.0.0'), ownedBy: 'pkg:deb/debian/node-left-pad@1.0.0-1' };
  expect(await found([record('X-1')], owned)).toEqual([]);
});

describe('announcements of a series for maintenance', () => {
  const inDebian = { affected: [affected('Debian:12', 'expat', [{ introduced: '0' }])] };

  test('are no vulnerabilities', async () => {
    const database = await databaseOf([record('ALBA-2026:1', inDebian), record('CVE-2026-1')]);
    expect(database.match([expat], debian12).findings).toEqual([]);
  });

  test('are what they name, when they name one', async () => {
    const fixes = record('ALBA-2026:2', { ...inDebian, related: ['CVE-2026-7'] });
    expect(await found([fixes], expat)).toMatchObject([{ rule: 'CVE-2026-7', aliases: ['ALBA-2026:2'] }]);
  });
});

test('an announcement is rated by the word before what it is about', async () => {
  const announced = record('ALSA-2026:1', {
    summary: 'Important: expat security update',
    upstream: ['CVE-2026-7', 'CVE-2026-8'],
    affected: [affected('Debian:12', 'expat', [{ introduced: '0' }])],
  });
  expect(await found([announced], expat)).toMatchObject([
    { severity: 'high', severitySource: 'ALSA' },
    { severity: 'high', severitySource: 'ALSA' },
  ]);
});

test('the policy judges by the base score and the probability that were found', async () => {
  const { file, database } = workspace();
  const vector = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' };
  const scores = '#model_version:v1,score_date:2026-01-01\ncve,epss,percentile\nCVE-2026-1000,0.4,0.9\n';
  const paths = [
    file(
      'a.json',
      JSON.stringify(record('CVE-2026-1000', { severity: [vector], database_specific: { severity: 'LOW' } })),
    ),
    file('epss.csv', scores),
  ];
  await importAdvisories({ paths, into: database, now });
  const { findings } = opened(database).match([npm('left-pad', '1.0.0')], null);
  const blocked = (condition: VulnerabilityBlock): Blocking[] =>
    findings.map((finding) =>
      blockingOf(
        finding,
        {
          vulnerabilities: [condition],
          misconfigurations: [],
          integrity: [],
        },
        now,
      ),
    );
  expect(findings).toMatchObject([{ severity: 'low', severitySource: 'CVE', cvss: 7.2, epss: 0.4 }]);
  expect([{ cvss: 7 }, { cvss: 7.3 }, { epss: 0.4 }, { epss: 0.5 }].map(blocked)).toEqual(
    [true, false, true, false].map((blocks) => [{ blocks, undecided: [] }]),
  );
});
