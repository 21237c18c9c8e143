import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AdvisoryDatabase } from '../../src/advisories/database.ts';
import { importAdvisories } from '../../src/advisories/import.ts';
import { openAdvisories } from '../../src/advisories/open.ts';
import { orderOf } from '../../src/advisories/versions/orders.ts';
import { catalogs } from '../../src/catalog/catalogs.ts';
import { dpkg } from '../../src/catalog/dpkg.ts';
import { npm } from '../../src/catalog/npm.ts';
import { exitCodeOf } from '../../src/checkpoint/assess.ts';
import { fault, stackOf } from '../../src/errors.ts';
import type { Image } from '../../src/image/image.ts';
import { checks } from '../../src/inspect/checks/checks.ts';
import { honestyRules } from '../../src/inspect/honesty/honesty.ts';
import { inspectorNames } from '../../src/inspect/inspector.ts';
import { inspectorsOf } from '../../src/inspect/inspectors.ts';
import { integrityRules } from '../../src/inspect/integrity/integrity.ts';
import { parseImageConfig } from '../../src/model/manifest.ts';
import { parseImageName } from '../../src/model/reference.ts';
import type { Finding } from '../../src/model/scan-report.ts';
import { scanReportSchema } from '../../src/model/scan-report-schema.ts';
import { inspectImage } from '../../src/scan/inspect-image.ts';
import { listExecutables } from '../../src/scan/inventory.ts';
import { type ScanOptions, type ScanResult, scanImage } from '../../src/scan/scan.ts';
import { affected, record } from '../advisories/support/records.ts';
import { fakeView } from '../fakes/file-view.ts';
import { fakeLayer } from '../fakes/layers.ts';
import { file, tar } from '../fakes/tar.ts';

const layer = tar(
  file('etc/os-release', 'ID=debian\nVERSION_ID=12\n'),
  file('var/lib/dpkg/status', 'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n'),
  file('lib/apk/db/installed', 'P:musl\nV:1-r0\nF:lib\nR:ld.so\n'),
  file('app/node_modules/b/package.json', '{"name":"b","version":"1.0.0"}'),
  file('usr/lib/python3/site-packages/c.dist-info/METADATA', 'Metadata-Version: 2.1\nName: c\nVersion: 1\n'),
  file('app/bom.cdx.json', '{"bomFormat":"CycloneDX","components":[{"purl":"pkg:gem/d@1","name":"d"}]}'),
  file('usr/bin/run', '#!/bin/sh\n', { mode: 0o4755 }),
  file('etc/passwd', 'root::0:0::/:\n', { mode: 0o666 }),
);

/** The package in it, by the catalog that finds it. */
const packageOf = new Map([
  ['dpkg', 'a'],
  ['apk', 'musl'],
  ['npm', 'b'],
  ['python', 'c'],
  ['sbom', 'd'],
]);

function image(): Image {
  const layers = [fakeLayer(layer)];
  const config = {
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    config: { Env: ['API_KEY=0123456789abcdef'] },
    history: [{ created_by: 'ADD a /' }],
  };
  return {
    name: parseImageName('example/a'),
    reference: 'example/a',
    repository: 'a',
    digest: null,
    platform: { os: 'linux', architecture: 'amd64' },
    config: parseImageConfig(Buffer.from(JSON.stringify(config))),
    layers,
    async close() {},
  };
}

let folder: string;
let advisories: AdvisoryDatabase;
let before: ScanResult;

/** Of each of two packages of the image, one advisory. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mistakes-'));
  const events = [{ introduced: '0' }, { fixed: '2.0.0' }];
  const records = [
    record('CVE-2026-0001', { affected: [affected('npm', 'b', events)] }),
    record('CVE-2026-0002', { affected: [affected('PyPI', 'c', events)] }),
  ];
  const paths = records.map((one, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, JSON.stringify(one));
    return path;
  });
  const into = join(folder, 'advisories.db');
  await importAdvisories({ paths, into, now: 0 });
  advisories = openAdvisories(into);
  before = await scan();
});

afterAll(() => {
  advisories.close();
  rmSync(folder, { recursive: true });
});

function scan(more: Partial<ScanOptions> = {}): Promise<ScanResult> {
  return scanImage(image(), {
    advisories,
    now: Date.UTC(2026, 0, 1),
    toolVersion: '0.0.0',
    ...more,
  });
}

/** As a file could have it in a message. */
const thrown = new TypeError('a\u001b[2J\n\u202e is not a function');
const fails = (): never => {
  throw thrown;
};

afterEach(() => {
  vi.restoreAllMocks();
});

const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id);

/** What one part that throws may change: the rest is as it was without. */
async function withMistake(name: string, make: () => unknown): Promise<ScanResult> {
  make();
  const seen: unknown[] = [];
  const after = await scan({ onMistake: (error) => seen.push(error) });
  const { report } = after;
  const more = report.problems.filter((problem) => !before.report.problems.includes(problem));
  expect(more).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${name} failed, which is a mistake of sekisho, so .* \\(a\\\\u\\{1b\\}\\[2J\\\\u\\{a\\}\\\\u\\{202e\\} is not a function\\): run again with --debug and report what it prints$`,
      ),
    ),
  ]);
  expect(report.complete).toBe(false);
  expect(exitCodeOf(report)).toBe(3);
  expect(new Set(seen)).toEqual(new Set([thrown]));
  scanReportSchema.parse(report);
  return after;
}

describe('one that throws is a problem of its own, and leaves the rest:', () => {
  test.each(catalogs)('the catalog $name', async (catalog) => {
    const after = await withMistake(`the catalog ${catalog.name}`, () =>
      vi.spyOn(catalog, 'packages').mockImplementation(fails),
    );
    expect(after.report.packages).toEqual(
      before.report.packages.filter(({ name }) => name !== packageOf.get(catalog.name)),
    );
  });

  const asked = ['run', 'isDecidable'] as const;
  test.each(checks.flatMap((check) => asked.map((method) => ({ check, rule: check.rule, method }))))(
    'the check $rule, when it throws in $method',
    async ({ check, rule, method }) => {
      const after = await withMistake(`the check ${rule}`, () =>
        vi.spyOn(check, method).mockImplementation(fails),
      );
      expect(after.decidedRules).toEqual(before.decidedRules.filter((decided) => decided !== rule));
      const others = before.report.findings.filter((finding) => finding.rule !== rule);
      expect(idsOf(after.report.findings)).toEqual(expect.arrayContaining(idsOf(others)));
    },
  );

  test.each(integrityRules)('the rule $rule', async (rule) => {
    const after = await withMistake(`the rule ${rule.rule}`, () =>
      vi.spyOn(rule, 'inspect').mockImplementation(fails),
    );
    expect(after.decidedRules).toEqual(before.decidedRules.filter((decided) => decided !== rule.rule));
  });

  test.each(inspectorsOf(inspectorNames))('the part $name of the scan', async (inspector) => {
    const after = await withMistake(`the part ${inspector.name} of the scan`, () =>
      vi.spyOn(inspector, 'inspect').mockImplementation(fails),
    );
    expect(after.report.packages).toEqual(before.report.packages);
  });

  test('the search for listed malware', async () => {
    const hashes = new Map<string, string>();
    vi.spyOn(hashes, 'get').mockImplementation(fails);
    const { report } = await scan({ malware: { hashes } });
    expect(report.problems).toContainEqual(expect.stringMatching(/^looking for malware .* failed, /));
    expect(report.packages).toEqual(before.report.packages);
  });

  test.each(honestyRules)('the rule $rule', async (rule) => {
    const after = await withMistake(`the rule ${rule.rule}`, () =>
      vi.spyOn(rule, 'facts').mockImplementation(fails),
    );
    const others = before.report.findings.filter((finding) => finding.rule !== rule.rule);
    expect(idsOf(after.report.findings)).toEqual(expect.arrayContaining(idsOf(others)));
  });

  test.each([
    ['npm', 'npm', 'CVE-2026-0002'],
    ['PyPI', 'pypi', 'CVE-2026-0001'],
  ])('the order of versions of %s', async (ecosystem, type, other) => {
    const order = orderOf(ecosystem);
    if (order === undefined) throw new Error('there is no such order');
    const after = await withMistake(`matching 1 package of type ${type}`, () =>
      vi.spyOn(order, 'compare').mockImplementation(fails),
    );
    const found = after.report.findings.filter(({ kind }) => kind === 'vulnerability');
    expect(found.map(({ rule }) => rule)).toEqual([other]);
  });
});

test('a fault of what a catalog calls is its problem too', async () => {
  vi.spyOn(dpkg, 'packages').mockImplementation(() => {
    throw fault('DIGEST_MALFORMED', { text: 'x\u001b' });
  });
  const { report } = await scan();
  expect(report.problems).toContainEqual(
    expect.stringMatching(/^the catalog dpkg failed, .* \(not a digest: x\\u\{1b\}\)/),
  );
});

describe('what has to stop a scan stops it:', () => {
  test('whoever gives up', async () => {
    const reason = new Error('given up');
    await expect(scan({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('a cache that cannot be used', async () => {
    const cacheDir = join(folder, '0.json', 'cache');
    await expect(scan({ cacheDir })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('a damaged database', async () => {
    const path = join(folder, 'damaged.db');
    copyFileSync(join(folder, 'advisories.db'), path);
    const db = new DatabaseSync(path);
    db.exec('DELETE FROM advisory');
    db.close();
    const damaged = openAdvisories(path);
    await expect(scan({ advisories: damaged })).rejects.toMatchObject({ code: 'ADVISORIES_UNUSABLE' });
    damaged.close();
  });
});

test('an image that a part failed on is not remembered: the next scan shows the mistake again', async () => {
  const cacheDir = join(folder, 'cache');
  const seen: unknown[] = [];
  const options = { cacheDir, program: 'this', onMistake: (error: unknown) => seen.push(error) };
  vi.spyOn(npm, 'packages').mockImplementation(fails);
  await inspectImage(image(), options);
  await inspectImage(image(), options);
  expect(seen).toEqual([thrown, thrown]);
  vi.restoreAllMocks();
  const { inspected } = await inspectImage(image(), options);
  expect(inspected.packages.map(({ name }) => name)).toContain('b');
});

test('without a list of executables, nothing is decided from all files', () => {
  const view = { ...fakeView([{}]), facts: fails };
  const listed = listExecutables(view, new Map());
  expect(listed.executables).toEqual([]);
  expect(listed.view.problems).toEqual([expect.stringMatching(/^the list of executables failed, /)]);
});

test('a reason of any length is cut', async () => {
  vi.spyOn(dpkg, 'packages').mockImplementation(() => {
    throw new Error('x'.repeat(100_000));
  });
  const { report } = await scan();
  expect(Math.max(...report.problems.map(({ length }) => length))).toBeLessThan(500);
});

test('the stack of a mistake is printable, line by line', () => {
  expect(stackOf(thrown)).toMatch(/^TypeError: a\\u\{1b\}\[2J\n\\u\{202e\} is not a function\n {4}at /);
  expect(stackOf('x\u0007')).toBe('x\\u{7}');
});
