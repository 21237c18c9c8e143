import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAdvisories } from '../../src/advisories/import.ts';
import { checkpointEveryPlatform, type IndexResult } from '../../src/checkpoint/every-platform.ts';
import type { CheckpointRequest } from '../../src/checkpoint/request.ts';
import { createHttp } from '../../src/io/http.ts';
import { type Digest, sha256 } from '../../src/model/digest.ts';
import { indexReportSchema } from '../../src/model/index-report.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import { scanReportSchema } from '../../src/model/scan-report-schema.ts';
import { buildImage, buildIndex, layoutFiles, tagged, writeFiles } from '../fakes/images.ts';
import { describe as descriptorOf } from '../fakes/manifests.ts';
import { file, tar } from '../fakes/tar.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const http = createHttp();
let folder: string;

const advisory = {
  schema_version: '1.6.0',
  id: 'GHSA-0000-0000-0001',
  modified: '2026-05-01T00:00:00Z',
  summary: 'A hole',
  database_specific: { severity: 'HIGH' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'old' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ],
};

const amd64 = buildImage([
  tar(file('app/node_modules/old/package.json', '{"name":"old","version":"1.0.0"}')),
]);
const arm64 = buildImage(
  [tar(file('app/node_modules/old/package.json', '{"name":"old","version":"2.0.0"}'))],
  {
    architecture: 'arm64',
  },
);
const index = buildIndex([amd64.descriptor, arm64.descriptor]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
  writeFileSync(join(folder, 'advisory.json'), JSON.stringify(advisory));
  await importAdvisories({ paths: [join(folder, 'advisory.json')], into: join(folder, 'db'), now });
  writeFileSync(
    join(folder, 'policy.yaml'),
    'version: 1\nrules:\n  - repositories: ["**"]\n    block: { vulnerabilities: [{ severity: high }] }\n',
  );
  const blobs: [Digest, Buffer][] = [...amd64.blobs, ...arm64.blobs, [sha256(index), index]];
  writeFiles(
    join(folder, 'layout'),
    layoutFiles([tagged(descriptorOf(index, mediaTypes.index), '1')], blobs),
  );
});

afterAll(() => {
  http.close();
  rmSync(folder, { recursive: true });
});

function run(request: Partial<CheckpointRequest>): Promise<IndexResult> {
  return checkpointEveryPlatform(
    { image: `oci:${join(folder, 'layout')}:1`, formats: [], advisories: join(folder, 'db'), ...request },
    { env: { SEKISHO_CACHE_DIR: join(folder, 'cache') }, clock: () => now, http },
  );
}

test('every platform has its own answer, and the index fails when one of them does', async () => {
  const { report, exitCode } = await run({ policyFile: join(folder, 'policy.yaml') });
  expect(exitCode).toBe(1);
  expect(report).toMatchObject({
    index: { digest: sha256(index) },
    outcome: 'fail',
    complete: true,
    platforms: [
      { platform: 'linux/amd64', digest: amd64.descriptor.digest, outcome: 'fail', open: { high: 1 } },
      { platform: 'linux/arm64', digest: arm64.descriptor.digest, outcome: 'pass', open: { high: 0 } },
    ],
  });
});

test('without a policy no platform is judged', async () => {
  const { report, exitCode } = await run({});
  expect([exitCode, report.outcome]).toEqual([0, null]);
});

test('a format with a file writes the index there and each platform beside it, all as their schemas say', async () => {
  await run({ formats: [{ name: 'json', file: join(folder, 'out', 'report.json') }] });
  expect(readdirSync(join(folder, 'out')).sort()).toEqual([
    'report.json',
    'report.linux-amd64.json',
    'report.linux-arm64.json',
  ]);
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, 'out', name), 'utf8'));
  const whole = indexReportSchema.parse(read('report.json'));
  const arm = scanReportSchema.parse(read('report.linux-arm64.json'));
  expect(whole.reports[1]).toEqual(arm);
});

test('the table shows each platform and then one line for each', async () => {
  const { rendered } = await run({ formats: [{ name: 'table' }] });
  expect(rendered[0]?.text.split('\n').slice(-4)).toEqual([
    expect.stringContaining('2 platforms: NOT JUDGED'),
    expect.stringMatching(/^ {2}linux\/amd64 {2}NOT JUDGED {2}1 high, /),
    expect.stringMatching(/^ {2}linux\/arm64 {2}NOT JUDGED {2}1 medium, /),
    '',
  ]);
});

test('GitLab has one report of all platforms, and what was found on some of them says on which', async () => {
  const { rendered } = await run({ formats: [{ name: 'gitlab' }] });
  const { vulnerabilities } = JSON.parse(rendered[0]?.text ?? '');
  const hole = expect.stringContaining('in old 1.0.0, on linux/amd64 only');
  expect(vulnerabilities).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'A hole', description: hole })]),
  );
});
