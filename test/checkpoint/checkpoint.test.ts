import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRegistry } from '../../registry-hook/registry/registry.ts';
import { pushImage } from '../../registry-hook/try/pack.ts';
import { filesOf, sampleFolder, samples } from '../../registry-hook/try/samples.ts';
import { importAdvisories } from '../../src/advisories/import.ts';
import { findEvidence, findTagBindings, ofKind } from '../../src/attest/evidence.ts';
import { generateKeyPair, readPublicKey } from '../../src/attest/keys.ts';
import { trustIn } from '../../src/attest/trust.ts';
import { checkpoint } from '../../src/checkpoint/checkpoint.ts';
import type { CheckpointRequest, CheckpointResult } from '../../src/checkpoint/request.ts';
import { createHttp } from '../../src/io/http.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import { openRepository } from '../../src/registry/client.ts';
import type { Repository } from '../../src/registry/repository.ts';
import { fakeClamd } from '../fakes/clamd.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const day = 86_400_000;
const http = createHttp();
const pair = generateKeyPair('', { allowEmptyPassword: true });
const trust = trustIn([{ ...readPublicKey(pair.publicPem), name: 'key.pub' }]);
const config = { Entrypoint: ['/app/greet'], User: '1000:1000' };

let folder: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
let host: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
  registry = await startRegistry({
    directory: join(folder, 'registry'),
    listen: { host: '127.0.0.1', port: 0 },
  });
  host = new URL(registry.url).host;
  await importAdvisories({ paths: [join(sampleFolder(), 'advisories')], into: join(folder, 'db'), now });
  for (const sample of samples) {
    await pushImage(repositoryOf(sample.repository), sample.tag, filesOf(sample), config);
  }
  writeFileSync(join(folder, 'policy.yaml'), policy('block: { vulnerabilities: [{ severity: high }] }'));
});

afterAll(async () => {
  await registry.close();
  http.close();
  rmSync(folder, { recursive: true });
});

function policy(rest: string): string {
  return `version: 1\nrules:\n  - repositories: ["**"]\n    ${rest}\n`;
}

function repositoryOf(repository: string): Repository {
  return openRepository({ host, repository }, { http });
}

function run(request: Partial<CheckpointRequest>, at = now): Promise<CheckpointResult> {
  return checkpoint(
    {
      image: `${host}/samples/greeter:1.0.0`,
      platform: 'linux/amd64',
      formats: [],
      advisories: join(folder, 'db'),
      ...request,
    },
    { env: { SEKISHO_CACHE_DIR: join(folder, 'cache') }, clock: () => at, http },
  );
}

const flagged = { image: '', policyFile: '' };
beforeAll(() => {
  flagged.image = `${host}/samples/oldcart:1.0.0`;
  flagged.policyFile = join(folder, 'policy.yaml');
});

test('an acceptable image ends with 0, one the policy blocks with 1', async () => {
  const policyFile = join(folder, 'policy.yaml');
  expect(await run({ policyFile })).toMatchObject({ exitCode: 0, report: { verdict: { outcome: 'pass' } } });
  expect(await run(flagged)).toMatchObject({ exitCode: 1, report: { verdict: { outcome: 'fail' } } });
});

test('what is done is told as it goes: opening, reading, matching', async () => {
  const told: string[] = [];
  await checkpoint(
    { image: flagged.image, platform: 'linux/amd64', formats: [], advisories: join(folder, 'db') },
    {
      env: { SEKISHO_CACHE_DIR: join(folder, 'empty-cache') },
      clock: () => now,
      http,
      onProgress: (text) => told.push(text),
    },
  );
  expect(told[0]).toBe(`opening ${flagged.image}`);
  const layers = new Set(told.flatMap((text) => /^reading layer \d+ of \d+/.exec(text) ?? []));
  expect([...layers]).toEqual(['reading layer 1 of 1']);
  expect(told.at(-1)).toMatch(/^matching \d+ packages$/);
});

test('without a policy nothing is judged, and findings alone do not fail', async () => {
  const { exitCode, report } = await run({ image: flagged.image });
  expect([exitCode, report.verdict, report.findings.length > 0]).toEqual([0, null, true]);
});

test('under a rule in audit mode findings that block do not fail', async () => {
  const policyFile = join(folder, 'audit.yaml');
  writeFileSync(policyFile, policy('mode: audit\n    block: { vulnerabilities: [{ severity: high }] }'));
  const { exitCode, report } = await run({ ...flagged, policyFile });
  expect([exitCode, report.verdict?.outcome, report.verdict?.policy.mode]).toEqual([0, 'fail', 'audit']);
});

test('an incomplete scan never ends with 0', async () => {
  const files = [
    { path: 'etc/os-release', bytes: Buffer.from('ID=debian\nVERSION_ID=99\n'), mode: 0o644 },
    {
      path: 'var/lib/dpkg/status',
      bytes: Buffer.from(
        'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n',
      ),
      mode: 0o644,
    },
  ];
  await pushImage(repositoryOf('apps/unknown'), '1', files, config);
  const { exitCode, report } = await run({ image: `${host}/apps/unknown:1` });
  expect([exitCode, report.complete]).toEqual([3, false]);
  expect(report.problems.join()).toMatch(/nothing of Debian:99/);
});

test('packages that nobody publishes advisories of leave a scan complete, and a policy can refuse them', async () => {
  const conda = JSON.stringify({ name: 'numpy', version: '1.26.4', build: 'py312_0', channel: 'defaults' });
  const files = [
    { path: 'opt/conda/conda-meta/numpy-1.26.4-py312_0.json', bytes: Buffer.from(conda), mode: 0o644 },
  ];
  await pushImage(repositoryOf('apps/conda'), '1', files, config);
  const image = `${host}/apps/conda:1`;
  const { exitCode, report } = await run({ image });
  expect([exitCode, report.complete, report.problems]).toEqual([0, true, []]);
  expect(report.findings).toContainEqual(
    expect.objectContaining({ rule: 'packages-not-matched', severity: 'low', status: 'open' }),
  );
  const policyFile = join(folder, 'unmatched.yaml');
  writeFileSync(policyFile, policy('block: { misconfigurations: [packages-not-matched] }'));
  expect((await run({ image, policyFile })).exitCode).toBe(1);
});

test('a folder of base images that was named has to be there', async () => {
  await expect(run({ knownBases: join(folder, 'none') })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test.each([
  ['hello', 'is not the JSON it should be'],
  ['{"a":1}', 'it is no JSON report of sekisho scan'],
])('a baseline that is no report is refused: %s', async (text, reason) => {
  const baseline = join(folder, 'baseline.json');
  writeFileSync(baseline, text);
  await expect(run({ baseline })).rejects.toThrow(reason);
});

test('a database older than the limit is refused, and the limit can be raised', async () => {
  await expect(run({}, now + 15 * day)).rejects.toThrow(
    'the vulnerability database is 15 days old, the limit is 14 days',
  );
  expect((await run({ databaseMaxAgeMs: 20 * day }, now + 15 * day)).exitCode).toBe(0);
});

test('reports are written whole to their files, and the rest is returned', async () => {
  const file = join(folder, 'out', 'report.json');
  const { rendered } = await run({ formats: [{ name: 'json', file }, { name: 'table' }] });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ schemaVersion: 1 });
  expect(rendered.map(({ name, file: to }) => [name, to])).toEqual([
    ['json', file],
    ['table', undefined],
  ]);
});

test('the same image, database and time give the same bytes, from the layer cache or not', async () => {
  const text = async (): Promise<string | undefined> =>
    (await run({ formats: [{ name: 'json' }] })).rendered[0]?.text;
  const first = await text();
  rmSync(join(folder, 'cache'), { recursive: true });
  expect(await text()).toBe(first);
});

test('what is wrong with the request is said before anything is read', async () => {
  const nowhere = { image: '127.0.0.1:1/none' };
  await expect(run({ ...nowhere, formats: [{ name: 'pdf' }] })).rejects.toThrow(/pdf/);
  await expect(run({ ...nowhere, policyFile: join(folder, 'none.yaml') })).rejects.toThrow(/cannot read/);
  await expect(run({ ...nowhere, attest: { keyFile: 'none', password: '', tags: [] } })).rejects.toThrow(
    /cannot read/,
  );
  await expect(
    run({ ...nowhere, attest: { keyText: pair.privatePem, password: '', tags: ['a b'] } }),
  ).rejects.toThrow('a b is not a tag');
});

test('a verdict that failed is signed and published too', async () => {
  const { exitCode, attested } = await run({
    ...flagged,
    attest: { keyText: pair.privatePem, password: '', tags: [] },
  });
  expect([exitCode, attested?.statements.length]).toEqual([1, 6]);
  const digest = attested?.digest;
  if (digest === undefined) throw new Error('nothing was signed');
  const evidence = await findEvidence(repositoryOf('samples/oldcart'), digest, trust, { now });
  expect(ofKind(evidence, 'verdict').map(({ stated }) => stated.outcome)).toEqual(['fail']);
});

test('attest of an image of an index binds the tag to the index', async () => {
  const repository = repositoryOf('apps/many');
  const [sample] = samples;
  if (sample === undefined) throw new Error('there is no sample');
  await pushImage(repository, 'amd64', filesOf(sample), config);
  const child = await repository.manifest('amd64');
  if (child === undefined) throw new Error('it was not pushed');
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [{ ...child.descriptor, platform: { os: 'linux', architecture: 'amd64' } }],
  };
  const { digest } = await repository.pushManifest(
    Buffer.from(JSON.stringify(index)),
    mediaTypes.index,
    '1.0',
  );

  const { attested } = await run({
    image: `${host}/apps/many:1.0`,
    attest: { keyText: pair.privatePem, password: '', tags: [] },
  });

  expect(attested?.digest).toBe(child.descriptor.digest);
  const bindings = ofKind(await findTagBindings(repository, '1.0', trust, { now }), 'tag-binding');
  expect(bindings.map(({ stated }) => stated.digest)).toEqual([digest]);
});

test('an image that is not in a registry cannot be attested, and its reports are written first', async () => {
  const file = join(folder, 'local.json');
  const image = `oci:${folder}/registry/samples/greeter:1.0.0`;
  await expect(
    run({
      image,
      formats: [{ name: 'json', file }],
      attest: { keyText: pair.privatePem, password: '', tags: [] },
    }),
  ).rejects.toThrow(/is not in a registry/);
  expect(existsSync(file)).toBe(true);
});

test('an image that runs in a wrong place is judged as the repository it is said to be', async () => {
  const policyFile = join(folder, 'apps.yaml');
  writeFileSync(policyFile, policy('mode: enforce').replace('"**"', '"apps/**"'));
  const image = `oci:${folder}/registry/samples/greeter:1.0.0`;
  await expect(run({ image, policyFile })).rejects.toThrow(/no rule of .* covers the repository greeter/);
  expect((await run({ image, policyFile, as: 'apps/greeter' })).exitCode).toBe(0);
});

test('a baseline marks what is new, whether it is an image or a report of one', async () => {
  const file = join(folder, 'out', 'greeter.json');
  await run({ formats: [{ name: 'json', file }] });
  const byReport = await run({ image: flagged.image, baseline: file });
  const byImage = await run({ image: flagged.image, baseline: `${host}/samples/greeter:1.0.0` });
  expect(byReport.report.baseline?.new).toBeGreaterThan(0);
  expect(byImage.report.baseline).toMatchObject({
    new: byReport.report.baseline?.new,
    unchanged: byReport.report.baseline?.unchanged,
  });
  const same = await run({ baseline: file });
  expect(same.report.baseline).toMatchObject({ new: 0, gone: [] });
});

test('a baseline that is no report is a fault', async () => {
  const file = join(folder, 'no-report.json');
  writeFileSync(file, '{"schemaVersion":1}');
  await expect(run({ baseline: file })).rejects.toMatchObject({ code: 'JSON_MALFORMED' });
});

test('a scan that is narrowed looks for nothing else, needs no advisories for it, and says so', async () => {
  const { report } = await run({ only: ['executables'], advisories: join(folder, 'none.db') });
  expect(report.only).toEqual(['executables', 'packages']);
  expect(report.packages.length).toBeGreaterThan(0);
  expect(report.executables.length).toBeGreaterThan(0);
  expect([report.advisories, report.findings.filter(({ kind }) => kind !== 'misconfiguration')]).toEqual([
    null,
    [],
  ]);
});

test('a part that there is none of is refused, and so is a verdict on less than a whole scan', async () => {
  await expect(run({ only: ['packges'] })).rejects.toMatchObject({ code: 'USAGE' });
  const policyFile = join(folder, 'policy.yaml');
  await expect(run({ only: ['packages'], policyFile })).rejects.toMatchObject({ code: 'USAGE' });
});

test('a clamd that is named sees every file, also of layers that a cache knows, and a list of hashes is looked up', async () => {
  const clamd = await fakeClamd(folder, () => 'Any.Test FOUND');
  const hashes = join(folder, 'hashes');
  const [{ path: listed = '', sha256 = '' } = {}] = (await run({})).report.executables;
  writeFileSync(hashes, `${sha256}  Listed.Test\n`);
  for (const only of [undefined, ['malware']]) {
    const { report, exitCode } = await run({
      clamd: `unix:${clamd.path}`,
      malwareHashes: hashes,
      ...(only === undefined ? {} : { only }),
    });
    const malware = report.findings.filter(({ kind }) => kind === 'malware');
    expect(malware.map(({ title }) => title)).toContain('ClamAV finds Any.Test');
    expect(malware.filter(({ rule }) => rule === 'malware-hash')).toMatchObject([
      { path: listed, title: 'File on a list of malware: Listed.Test' },
    ]);
    expect([report.complete, exitCode]).toEqual([true, 0]);
  }
  await clamd.close();
  expect(await run({ clamd: `unix:${clamd.path}` })).toMatchObject({
    exitCode: 3,
    report: { complete: false },
  });
  await expect(run({ clamd: 'here' })).rejects.toMatchObject({ code: 'USAGE' });
  await expect(run({ malwareHashes: join(folder, 'none') })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
});
