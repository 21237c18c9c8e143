import { describe, expect, test } from 'vitest';
import { readAdvisory } from '../../src/advisories/osv.ts';
import { createVectorRater } from '../../src/advisories/vector-rater.ts';
import { affected, record } from './support/records.ts';

const read = (json: unknown) => readAdvisory(json, createVectorRater());

test('a record is read without its prose', () => {
  const advisory = read(
    record('GHSA-aaaa-bbbb-cccc', {
      aliases: ['CVE-2026-1', 'CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'],
      details: 'long',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      database_specific: { severity: 'MODERATE' },
    }),
  );
  expect(advisory).toEqual({
    id: 'GHSA-aaaa-bbbb-cccc',
    modifiedAt: Date.parse('2026-01-02T03:04:05Z'),
    publishedAt: Date.parse('2026-01-01T00:00:00Z'),
    withdrawn: false,
    aliases: ['CVE-2026-1'],
    upstream: [],
    title: 'summary of GHSA-aaaa-bbbb-cccc',
    url: undefined,
    rating: { severity: 'medium', source: 'GHSA' },
    cvss: 9.8,
    families: new Set(['npm']),
    affected: [
      {
        ecosystem: 'npm',
        name: 'left-pad',
        ranges: [
          [
            { kind: 'introduced', version: '0' },
            { kind: 'fixed', version: '1.3.0' },
          ],
        ],
        versions: [],
        rating: undefined,
        cvss: undefined,
        fixState: undefined,
      },
    ],
  });
});

test('null is read as absent', () => {
  const fields = { published: null, withdrawn: null, aliases: null, severity: null, references: null };
  expect(read(record('X-1', fields))).toMatchObject({
    publishedAt: undefined,
    withdrawn: false,
    aliases: [],
  });
});

describe('what is affected', () => {
  const kept = (entry: unknown) => read(record('X-1', { affected: [entry] })).affected;

  test('needs a package', () => {
    expect(
      kept({ ranges: [{ type: 'GIT', repo: 'https://host/r', events: [{ introduced: '0' }] }] }),
    ).toEqual([]);
  });

  test('is not told by git commits, but by the versions beside them', () => {
    const git = {
      package: { ecosystem: 'npm', name: 'p' },
      ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }],
    };
    expect(kept(git)).toEqual([]);
    expect(kept({ ...git, versions: ['1.0.0'] })).toMatchObject([{ ranges: [], versions: ['1.0.0'] }]);
  });

  test('is left out where nothing can be matched', () => {
    expect(kept(affected('Android', 'p', [{ introduced: '0' }]))).toEqual([]);
  });

  test('has its events sorted by the order of its ecosystem', () => {
    const events = [{ fixed: '1.10-1' }, { introduced: '1.9-1' }, { introduced: '0' }, { fixed: '1.2-1' }];
    expect(kept(affected('Debian:12', 'p', events))[0]?.ranges[0]?.map((event) => event.version)).toEqual([
      '0',
      '1.2-1',
      '1.9-1',
      '1.10-1',
    ]);
  });

  test.each([
    ['unimportant', { rating: { severity: 'negligible', source: 'Debian' }, fixState: undefined }],
    ['low', { rating: { severity: 'low', source: 'Debian' }, fixState: undefined }],
    ['end-of-life', { rating: undefined, fixState: 'end-of-life' }],
    ['not yet assigned', { rating: undefined, fixState: undefined }],
  ])("carries Debian's urgency %s", (urgency, said) => {
    const entry = affected('Debian:12', 'p', [{ introduced: '0' }], { ecosystem_specific: { urgency } });
    expect(kept(entry)).toMatchObject([said]);
  });

  test('carries a severity of its own', () => {
    const severity = [
      { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' },
      { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:H/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N' },
    ];
    expect(kept(affected('npm', 'p', [{ introduced: '0' }], { severity }))).toMatchObject([
      { rating: { severity: 'medium', source: 'CVSS 4.0' } },
    ]);
  });

  test('may never be fixed', () => {
    const entry = affected('Wolfi', 'p', [{ introduced: '0' }], {
      database_specific: { status: 'fix-not-planned' },
    });
    expect(kept(entry)).toMatchObject([{ fixState: 'wont-fix' }]);
  });
});

test("Ubuntu's own word comes before a vector", () => {
  const severity = [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
    { type: 'Ubuntu', score: 'low' },
  ];
  expect(read(record('UBUNTU-CVE-2026-1', { severity })).rating).toEqual({
    severity: 'low',
    source: 'Ubuntu',
  });
});

test('who rated it is told in a line that can be shown', () => {
  const severity = [{ type: `\u001b[2J${'x'.repeat(1000)}`, score: 'high' }];
  const { rating } = read(record('X-1', { severity }));
  expect(rating?.severity).toBe('high');
  expect(rating?.source).toMatch(/^\\u\{1b\}\[2Jx{1,50}$/);
});

describe('a score without a vector', () => {
  const vector = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:N' };
  const said = (database_specific: unknown, severity: unknown = []) => {
    const { rating, cvss } = read(record('RUBYSEC-p-CVE-2026-1', { database_specific, severity }));
    return [rating?.severity, rating?.source, cvss];
  };

  test.each([
    [{ cvss_v3: 7.5 }, 'high', 'CVSS 3 (RUBYSEC)', 7.5],
    [{ cvss_v3: '9.8' }, 'critical', 'CVSS 3 (RUBYSEC)', 9.8],
    [{ cvss_v2: '4.3', cvss_v3: '6.1' }, 'medium', 'CVSS 3 (RUBYSEC)', 6.1],
    [{ cvss_v3: '9.8', cvss_v4: '2.1' }, 'low', 'CVSS 4 (RUBYSEC)', 2.1],
    [{ cvss_v3: vector.score }, 'medium', 'CVSS 3.1', 6.5],
  ])('counts, and says whose it is: %j', (database_specific, severity, source, cvss) => {
    expect(said(database_specific)).toEqual([severity, source, cvss]);
  });

  test('gives way to a vector of its version', () => {
    expect(said({ cvss_v3: 9.8 }, [vector])).toEqual(['medium', 'CVSS 3.1', 6.5]);
  });

  test('may stand in the place of a vector', () => {
    expect(said({}, [{ type: 'CVSS_V3', score: '7.5' }])).toEqual(['high', 'CVSS 3 (RUBYSEC)', 7.5]);
  });

  test.each([11, -1, '7,5', '', 'high', null, [], {}, Number.MAX_VALUE, '1e1'])('is none: %j', (cvss_v3) => {
    expect(said({ cvss_v3 })).toEqual([undefined, undefined, undefined]);
  });
});

test('an announcement names its vulnerabilities in related, a vulnerability does not', () => {
  const related = ['CVE-2026-2', 'RHSA-2026:1', 'CVE-2026-1'];
  expect(read(record('DSA-1-1', { related })).upstream).toEqual(['CVE-2026-1', 'CVE-2026-2']);
  expect(read(record('DSA-1-1', { related, upstream: ['CVE-2026-9'] })).upstream).toEqual(['CVE-2026-9']);
  expect(read(record('GHSA-aaaa-bbbb-cccc', { related })).upstream).toEqual([]);
});

describe('the page', () => {
  const page = (...references: unknown[]) => read(record('CVE-2026-1', { references })).url;
  const advisory = (url: unknown) => ({ type: 'ADVISORY', url });

  test('is the last advisory that names the record', () => {
    expect(
      page(
        advisory('https://a.example/CVE-2026-1'),
        advisory('https://tracker.example/CVE-2026-1'),
        advisory('https://b.example/other'),
      ),
    ).toBe('https://tracker.example/CVE-2026-1');
  });

  test('is no other kind of reference and no other scheme', () => {
    expect(
      page(
        { type: 'WEB', url: 'https://a.example/CVE-2026-1' },
        advisory('javascript:alert(1)//CVE-2026-1'),
        advisory('https://a.example/\u202e/CVE-2026-1'),
        advisory('https://a.example/xCVE-2026-1'),
        advisory(7),
      ),
    ).toBeUndefined();
  });
});

test.each<[string, unknown]>([
  ['no object', 'text'],
  ['a list', []],
  ['null', null],
  ['no id', { ...record('X-1'), id: undefined }],
  ['an id with a space', record('X 1')],
  ['an id with a control character', record('X-1\u0000')],
  ['a very long id', record(`X-${'1'.repeat(300)}`)],
  ['no modified', { ...record('X-1'), modified: undefined }],
  ['a modified that is no time', record('X-1', { modified: 'yesterday' })],
  ['a published that is no time', record('X-1', { published: '2026-13-01T00:00:00Z' })],
  ['a time of the year ten thousand', record('X-1', { published: '9999-12-31T23:59:59-12:00' })],
  [
    'ranges without end',
    record('X-1', {
      affected: [
        {
          package: { ecosystem: 'npm', name: 'p' },
          ranges: Array.from({ length: 1001 }, (_, index) => ({
            type: 'SEMVER',
            events: [{ introduced: `${index}.0.0` }, { fixed: `${index}.1.0` }],
          })),
        },
      ],
    }),
  ],
  ['a schema of another major version', record('X-1', { schema_version: '2.0.0' })],
  ['aliases that are no list', record('X-1', { aliases: 'CVE-2026-1' })],
  ['an alias that is no id', record('X-1', { aliases: ['a b'] })],
  ['affected that is no list', record('X-1', { affected: {} })],
  ['an affected that is no object', record('X-1', { affected: ['npm'] })],
  ['a package without a name', record('X-1', { affected: [{ package: { ecosystem: 'npm' } }] })],
  ['a package without an ecosystem', record('X-1', { affected: [{ package: { name: 'p' } }] })],
  [
    'a range of an unknown type',
    record('X-1', {
      affected: [{ package: { ecosystem: 'npm', name: 'p' }, ranges: [{ type: 'X', events: [] }] }],
    }),
  ],
  [
    'a range whose type is no text, and cannot be made one',
    record('X-1', {
      affected: [
        { package: { ecosystem: 'npm', name: 'p' }, ranges: [{ type: { toString: 'x' }, events: [] }] },
      ],
    }),
  ],
  [
    'a range that nothing introduces',
    record('X-1', { affected: [affected('npm', 'p', [{ fixed: '1.0.0' }])] }),
  ],
  [
    'an event of two kinds',
    record('X-1', { affected: [affected('npm', 'p', [{ introduced: '0', fixed: '1.0.0' }])] }),
  ],
  ['an event of no kind', record('X-1', { affected: [affected('npm', 'p', [{ introduced: '0' }, {}])] })],
  [
    'an event of an unknown kind',
    record('X-1', { affected: [affected('npm', 'p', [{ introduced: '0' }, { gone: '1' }])] }),
  ],
  ['an empty version', record('X-1', { affected: [affected('npm', 'p', [{ introduced: '' }])] })],
  [
    'a version that is no text',
    record('X-1', { affected: [{ package: { ecosystem: 'npm', name: 'p' }, versions: [1] }] }),
  ],
  [
    'too many aliases',
    record('X-1', { aliases: Array.from({ length: 10_001 }, (_, index) => `X-${index}`) }),
  ],
])('%s is refused', (_, json) => {
  expect(() => read(json)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^(?:ADVISORY|TIME)_MALFORMED$/) }),
  );
});
