import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importAdvisories } from '../../src/advisories/import.ts';
import { npm } from './support/packages.ts';
import { affected, record } from './support/records.ts';
import { fixtures, now, opened, workspace } from './support/workspace.ts';
import { exportOf, zipArchive } from './support/zip-archive.ts';

const rules = (path: string, version = '1.0.0'): string[] =>
  opened(path)
    .match([npm('left-pad', version)], null)
    .findings.map((finding) => finding.rule)
    .sort();

test('a folder of real records is imported, with what is in it said', async () => {
  const { database } = workspace();
  const summary = await importAdvisories({ paths: [fixtures], into: database, now });
  expect(summary).toMatchObject({ records: 19, unchanged: 0, rejected: 0, rejections: [] });
  expect(summary.info).toEqual({
    path: database,
    builtAt: '2026-11-23T08:00:00Z',
    newestRecordAt: '2025-01-31T20:50:03Z',
    digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    ecosystems: [
      { name: 'Alpine:v3.18', advisories: 1, packages: 1 },
      { name: 'Alpine:v3.19', advisories: 4, packages: 2 },
      { name: 'Debian:10', advisories: 1, packages: 1 },
      { name: 'Debian:11', advisories: 1, packages: 2 },
      { name: 'Debian:12', advisories: 7, packages: 4 },
      { name: 'Wolfi', advisories: 2, packages: 2 },
      { name: 'npm', advisories: 5, packages: 8 },
    ],
    knownExploited: 3,
    knownExploitedAt: '2025-08-25T17:04:19Z',
    epss: 29,
    epssAt: '2024-10-25T00:00:00Z',
  });
  expect(opened(database).info).toEqual(summary.info);
});

test('nothing but the database is left beside it', async () => {
  const { folder, database } = workspace();
  await importAdvisories({ paths: [fixtures], into: database, now });
  expect(readdirSync(folder)).toEqual(['advisories.db']);
});

describe('the digest', () => {
  const digestOf = async (...batches: string[][]): Promise<string> => {
    const { database } = workspace();
    for (const paths of batches) await importAdvisories({ paths, into: database, now: now + batches.length });
    return opened(database).info.digest;
  };
  const folders = ['Alpine', 'Debian', 'npm', 'Wolfi', 'kev.json'].map((name) => join(fixtures, name));

  test('is the same for the same records, in whatever order and however often they come', async () => {
    const once = await digestOf(folders);
    expect(await digestOf(folders.toReversed())).toBe(once);
    expect(await digestOf(...folders.map((folder) => [folder]))).toBe(once);
    expect(await digestOf(...folders.toReversed().map((folder) => [folder]))).toBe(once);
    expect(await digestOf(folders, folders)).toBe(once);
  });

  test('changes with any record, and with the known exploited', async () => {
    const digests = await Promise.all([
      digestOf(folders),
      digestOf(folders.slice(1)),
      digestOf(folders.slice(0, -1)),
    ]);
    expect(new Set(digests).size).toBe(3);
  });

  test('does not depend on which of two versions of a record comes first', async () => {
    const { file } = workspace();
    const old = file('old.json', JSON.stringify(record('X-1', { modified: '2026-01-01T00:00:00Z' })));
    const young = file('young.json', JSON.stringify(record('X-1', { modified: '2026-02-01T00:00:00Z' })));
    const twin = file(
      'twin.json',
      JSON.stringify(record('X-1', { modified: '2026-02-01T00:00:00Z', summary: 's' })),
    );
    const one = await digestOf([old, young, twin]);
    expect(await digestOf([twin], [young], [old])).toBe(one);
    expect(await digestOf([young], [old, twin])).toBe(one);
  });
});

describe('of two records with one id', () => {
  const old = record('X-1', { modified: '2026-01-01T00:00:00Z' });
  const withdrawn = record('X-1', { modified: '2026-02-01T00:00:00Z', withdrawn: '2026-02-01T00:00:00Z' });

  test('the later modified stays, whichever comes first', async () => {
    for (const batches of [
      [old, withdrawn],
      [withdrawn, old],
    ]) {
      const { file, database } = workspace();
      for (const [index, one] of batches.entries()) {
        await importAdvisories({ paths: [file(`${index}.json`, JSON.stringify(one))], into: database, now });
      }
      expect(rules(database)).toEqual([]);
    }
  });

  test('the older one is found until the later comes', async () => {
    const { file, database } = workspace();
    await importAdvisories({ paths: [file('old.json', JSON.stringify(old))], into: database, now });
    expect(rules(database)).toEqual(['X-1']);
  });
});

describe('an export', () => {
  test('replaces what the same export brought before', async () => {
    const { file, database } = workspace();
    const path = file('npm/all.zip', exportOf([record('X-1'), record('X-2')]));
    await importAdvisories({ paths: [path], into: database, now });
    expect(rules(database)).toEqual(['X-1', 'X-2']);
    writeFileSync(path, exportOf([record('X-2'), record('X-3')]));
    const summary = await importAdvisories({ paths: [path], into: database, now });
    expect(rules(database)).toEqual(['X-2', 'X-3']);
    expect(summary).toMatchObject({ records: 2, unchanged: 1 });
  });

  test('leaves alone what others brought, and loose records', async () => {
    const { file, database } = workspace();
    const npmExport = file('npm/all.zip', exportOf([record('X-1'), record('X-2')]));
    const other = file('Maven/all.zip', exportOf([record('X-2'), record('X-3')]));
    const loose = file('X-4.json', JSON.stringify(record('X-4')));
    await importAdvisories({ paths: [npmExport, other, loose], into: database, now });
    writeFileSync(npmExport, exportOf([record('X-5')]));
    await importAdvisories({ paths: [npmExport], into: database, now });
    expect(rules(database)).toEqual(['X-2', 'X-3', 'X-4', 'X-5']);
  });

  test('that was saved in some folder pushes nothing out', async () => {
    const { file, database } = workspace();
    for (const id of ['X-1', 'X-2']) {
      const path = file('Downloads/all.zip', exportOf([record(id)]));
      await importAdvisories({ paths: [path], into: database, now });
    }
    expect(rules(database)).toEqual(['X-1', 'X-2']);
  });

  test('in two parts is one', async () => {
    const { file, database } = workspace();
    const paths = ['a', 'b'].map((part) => file(`${part}/npm/all.zip`, exportOf([record(`X-${part}`)])));
    await importAdvisories({ paths, into: database, now });
    expect(rules(database)).toEqual(['X-a', 'X-b']);
  });

  test('speaks for its own ecosystem, and for others only in part', async () => {
    const { file, database } = workspace();
    const both = [
      affected('npm', 'left-pad', [{ introduced: '0' }]),
      affected('Alpine:v3.19', 'p', [{ introduced: '0' }]),
    ];
    const path = file('npm/all.zip', exportOf([record('X-1', { affected: both })]));
    const summary = await importAdvisories({ paths: [path], into: database, now });
    expect(summary.info.ecosystems.map(({ name }) => name)).toEqual(['npm']);
  });

  test.each<[string, string, (readonly string[])[], string[]]>([
    ['of an ecosystem that is not matched', 'Android/all.zip', [['Android', 'npm'], ['Android']], []],
    [
      'in some folder',
      'Downloads/all.zip',
      [
        ['npm', 'Maven'],
        ['npm', 'Alpine:v3.19'],
      ],
      ['npm'],
    ],
    ['with nothing in common', 'mine.zip', [['npm'], ['Debian:12']], ['Debian:12', 'npm']],
  ])('%s speaks for what all its records have in common', async (_, name, ecosystems, claimed) => {
    const { file, database } = workspace();
    const records = ecosystems.map((some, index) =>
      record(`X-${index}`, { affected: some.map((one) => affected(one, 'p', [{ introduced: '0' }])) }),
    );
    const summary = await importAdvisories({ paths: [file(name, exportOf(records))], into: database, now });
    expect(summary.info.ecosystems.map((ecosystem) => ecosystem.name)).toEqual(claimed);
  });

  test('without a record is refused, so that it pushes nothing out', async () => {
    const { file, database } = workspace();
    const path = file('npm/all.zip', exportOf([record('X-1')]));
    await importAdvisories({ paths: [path], into: database, now });
    for (const empty of [zipArchive([]), exportOf(['not json'])]) {
      writeFileSync(path, empty);
      await expect(importAdvisories({ paths: [path], into: database, now })).rejects.toMatchObject({
        code: 'ADVISORIES_SOURCE',
      });
    }
    expect(rules(database)).toEqual(['X-1']);
  });
});

test('a bad record is counted and named, and the rest imported', async () => {
  const { file, database } = workspace();
  const path = file(
    'npm/all.zip',
    zipArchive([
      { name: 'good.json', bytes: Buffer.from(JSON.stringify(record('X-1'))) },
      { name: 'bad\u001b[31m.json', bytes: Buffer.from('{"id": ') },
      { name: 'no-utf8.json', bytes: Buffer.from([0x7b, 0xff, 0x7d]) },
      { name: 'no-osv.json', bytes: Buffer.from('{"id": "X-2"}') },
    ]),
  );
  const summary = await importAdvisories({ paths: [path], into: database, now });
  expect(summary).toMatchObject({ records: 1, rejected: 3 });
  expect(summary.rejections).toEqual([
    { source: `${path}: bad\\u{1b}[31m.json`, reason: expect.stringContaining('not an OSV record') },
    { source: `${path}: no-utf8.json`, reason: 'not an OSV record: it is not UTF-8' },
    { source: `${path}: no-osv.json`, reason: 'not an OSV record: modified is not a text' },
  ]);
  expect(rules(database)).toEqual(['X-1']);
});

test('of many bad records the first hundred are named', async () => {
  const { file, database } = workspace();
  const path = file('npm/all.zip', exportOf([record('X-1'), ...Array(150).fill('[]')]));
  const summary = await importAdvisories({ paths: [path], into: database, now });
  expect(summary.rejected).toBe(150);
  expect(summary.rejections).toHaveLength(100);
});

test('a broken zip among good ones imports nothing', async () => {
  const { file, database } = workspace();
  const good = file('npm/all.zip', exportOf([record('X-1')]));
  await importAdvisories({ paths: [good], into: database, now });
  const before = readFileSync(database);
  const paths = [
    file('npm/all.zip', exportOf([record('X-2')])),
    file('Debian/all.zip', exportOf([record('X-3')]).subarray(0, -30)),
  ];
  await expect(importAdvisories({ paths, into: database, now })).rejects.toMatchObject({
    code: 'ADVISORIES_SOURCE',
  });
  expect(readFileSync(database)).toEqual(before);
});

test.each([
  ['a folder with nothing in it', (files: ReturnType<typeof workspace>) => files.folder],
  ['a file that is no record', ({ file }: ReturnType<typeof workspace>) => file('a.json', '[]')],
])('%s is nothing to import', async (_, make) => {
  const files = workspace();
  await expect(importAdvisories({ paths: [make(files)], into: files.database, now })).rejects.toMatchObject({
    code: 'ADVISORIES_SOURCE',
  });
});

test('a path that is not there is said to be unreadable', async () => {
  const { folder, database } = workspace();
  await expect(
    importAdvisories({ paths: [join(folder, 'gone')], into: database, now }),
  ).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('a zip is known by its content when its name says nothing', async () => {
  const { file, database } = workspace();
  const summary = await importAdvisories({
    paths: [file('download', exportOf([record('X-1')]))],
    into: database,
    now,
  });
  expect(summary.records).toBe(1);
});

test('in a folder, links to files are followed and links to folders are not', async () => {
  const { file, folder, database } = workspace();
  const target = file('outside/X-1.json', JSON.stringify(record('X-1')));
  file('in/nothing.txt', '');
  symlinkSync(target, join(folder, 'in', 'linked.json'));
  symlinkSync(join(folder, 'in'), join(folder, 'in', 'circle.json'));
  const summary = await importAdvisories({ paths: [join(folder, 'in')], into: database, now });
  expect(summary).toMatchObject({ records: 1, rejected: 0 });
});

describe('EPSS scores', () => {
  const scores = (day: string, score: string): string =>
    `#model_version:v2025.03.14,score_date:${day}T12:00:00Z\ncve,epss,percentile\nCVE-2026-0001,${score},0.9\n`;
  const exploited = JSON.stringify(record('X-1', { aliases: ['CVE-2026-0001'] }));

  test('are replaced by later ones only', async () => {
    const { file, database } = workspace();
    const young = file('epss_scores-2026-02-02.csv.gz', gzipSync(scores('2026-02-02', '0.25')));
    const old = file('epss_scores-2026-01-01.csv', scores('2026-01-01', '0.75'));
    const paths = [young, old, file('X-1.json', exploited)];
    const { info } = await importAdvisories({ paths, into: database, now });
    expect(info).toMatchObject({ epss: 1, epssAt: '2026-02-02T12:00:00Z' });
    const { findings } = opened(database).match([npm('left-pad', '1.0.0')], null);
    expect(findings).toMatchObject([{ rule: 'CVE-2026-0001', epss: 0.25 }]);
  });

  test('are known by their content, and part of the digest', async () => {
    const { file, database } = workspace();
    const first = await importAdvisories({ paths: [file('X-1.json', exploited)], into: database, now });
    const download = file('download', gzipSync(scores('2026-02-02', '0.25')));
    const second = await importAdvisories({ paths: [download], into: database, now });
    expect(second.info.epss).toBe(1);
    expect(second.info.digest).not.toBe(first.info.digest);
  });

  test('that are none are left out, and push out none', async () => {
    const { file, database } = workspace();
    await importAdvisories({ paths: [file('epss.csv', scores('2026-02-02', '0.25'))], into: database, now });
    const broken = file('epss.csv', `${scores('2026-02-03', '0.25')}CVE-2026-0002,7,1\n`);
    const summary = await importAdvisories({
      paths: [broken, file('X-1.json', exploited)],
      into: database,
      now,
    });
    expect(summary.rejections).toEqual([
      { source: broken, reason: `cannot import ${broken}: its line 4 is not CVE,epss,percentile` },
    ]);
    expect(summary.info.epssAt).toBe('2026-02-02T12:00:00Z');
  });
});

describe('the catalogue of known exploited vulnerabilities', () => {
  const catalogue = (cve: string, day: string): string =>
    JSON.stringify({
      catalogVersion: '1',
      dateReleased: `${day}T00:00:00Z`,
      vulnerabilities: [{ cveID: cve }],
    });

  test('is replaced by a later one only', async () => {
    const { file, database } = workspace();
    const young = file('young.json', catalogue('CVE-2026-0002', '2026-02-02'));
    const old = file('old.json', catalogue('CVE-2026-0001', '2026-01-01'));
    const exploited = [record('CVE-2026-0001'), record('CVE-2026-0002')].map((one, index) =>
      file(`${index}.json`, JSON.stringify(one)),
    );
    await importAdvisories({ paths: [young, old, ...exploited], into: database, now });
    const { findings } = opened(database).match([npm('left-pad', '1.0.0')], null);
    expect(findings.map(({ rule, knownExploited }) => [rule, knownExploited]).sort()).toEqual([
      ['CVE-2026-0001', false],
      ['CVE-2026-0002', true],
    ]);
  });
});

test('progress is told in lines', async () => {
  const { file, database } = workspace();
  const lines: string[] = [];
  const path = file(
    'npm/all.zip',
    exportOf(Array.from({ length: 1500 }, (_, index) => record(`X-${index}`))),
  );
  await importAdvisories({ paths: [path], into: database, now, onProgress: (line) => lines.push(line) });
  expect(lines).toEqual([
    'importing npm, 0 records so far',
    'importing npm, 1,000 records so far',
    'writing the vulnerability database',
  ]);
});

test('an import that is called off leaves nothing behind', async () => {
  const { folder, file, database } = workspace();
  const path = file(
    'npm/all.zip',
    exportOf(Array.from({ length: 2000 }, (_, index) => record(`X-${index}`))),
  );
  const controller = new AbortController();
  const running = importAdvisories({
    paths: [path],
    into: database,
    now,
    onProgress: () => controller.abort(),
    signal: controller.signal,
  });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(folder)).toEqual(['npm']);
});

test('what an export no longer carries leaves no rows behind', async () => {
  const { file, database } = workspace();
  const path = file('npm/all.zip', exportOf(Array.from({ length: 500 }, (_, index) => record(`X-${index}`))));
  await importAdvisories({ paths: [path], into: database, now });
  writeFileSync(
    path,
    exportOf([record('Y-1', { affected: [affected('npm', 'other', [{ introduced: '0' }])] })]),
  );
  await importAdvisories({ paths: [path], into: database, now });
  const db = new DatabaseSync(database, { readOnly: true });
  const rows = ['advisory', 'affected', 'package', 'carried'].map(
    (table) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n,
  );
  db.close();
  expect(rows).toEqual([1, 1, 1, 1]);
});
