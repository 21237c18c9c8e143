import { describe, expect, test } from 'vitest';
import type { ActionInputs, AdvisorySource } from '../../action/inputs.ts';
import { type ActionOutcome, run } from '../../action/run.ts';
import type { CheckpointRequest, CheckpointResult } from '../../src/checkpoint/request.ts';
import { fault } from '../../src/errors.ts';
import type { IndexReport } from '../../src/model/index-report.ts';
import { finding, report, sampleDigest } from './sample.ts';

const plain: ActionInputs = {
  image: 'registry.example/apps/shop:1.0.0',
  formats: [{ name: 'json', file: 'out/report.json' }],
  scan: { databaseWarnAgeMs: 500, databaseMaxAgeMs: 1000 },
  plainHttp: false,
  failOnPolicy: true,
  summary: true,
};
const environment = {
  env: { HOME: '/home/runner' },
  clock: () => 0,
  http: { request: () => Promise.reject(new Error('nothing is fetched here')) },
};

interface Asked {
  readonly request?: CheckpointRequest;
  readonly filled?: { readonly source: AdvisorySource; readonly file: string | undefined };
}

/** Runs the action with a checkpoint that gives this result, and says what it was asked. */
async function outcomeOf(
  result: Partial<CheckpointResult>,
  inputs: Partial<ActionInputs> = {},
): Promise<ActionOutcome & { readonly asked: Asked }> {
  let asked: Asked = {};
  const outcome = await run(
    { ...plain, ...inputs },
    {
      checkpoint: async (request) => {
        asked = { ...asked, request };
        return { report: report({}), rendered: [], exitCode: 0, ...result };
      },
      everyPlatform: () => Promise.reject(new Error('one platform is asked for')),
      fillDatabase: async (source, file) => {
        asked = { ...asked, filled: { source, file } };
        return 'imported 3 advisories';
      },
    },
    environment,
  );
  return { ...outcome, asked };
}

describe('the work', () => {
  test('asks for the table for the log and the reports that were named', async () => {
    const { asked } = await outcomeOf({});
    expect(asked).toEqual({
      request: {
        image: 'registry.example/apps/shop:1.0.0',
        formats: [{ name: 'table' }, { name: 'json', file: 'out/report.json' }],
        databaseWarnAgeMs: 500,
        databaseMaxAgeMs: 1000,
        plainHttp: false,
      },
    });
  });

  test('hands every input on', async () => {
    const { asked } = await outcomeOf(
      {},
      {
        policy: 'p.yaml',
        repository: 'apps/shop',
        platform: 'linux/arm64',
        db: 'db.sqlite',
        scan: { vex: ['a.json', 'b.json'], base: 'debian:12', baseline: 'last.json', only: ['packages'] },
        plainHttp: true,
        attest: { key: { file: 'k.key' }, password: 'secret', tags: ['1.0.0'] },
      },
    );
    expect(asked.request).toMatchObject({
      policyFile: 'p.yaml',
      as: 'apps/shop',
      platform: 'linux/arm64',
      advisories: 'db.sqlite',
      vex: ['a.json', 'b.json'],
      base: 'debian:12',
      baseline: 'last.json',
      only: ['packages'],
      plainHttp: true,
      attest: { keyFile: 'k.key', password: 'secret', tags: ['1.0.0'] },
    });
  });

  test('fills the named database before it scans', async () => {
    const { asked, log } = await outcomeOf({}, { db: 'db.sqlite', advisories: { paths: ['osv'] } });
    expect(asked.filled).toEqual({ source: { paths: ['osv'] }, file: 'db.sqlite' });
    expect(log[0]).toBe('imported 3 advisories');
  });
});

describe('the outcome', () => {
  test('of an image the policy accepts is that nothing fails', async () => {
    const outcome = await outcomeOf({
      report: report({ findings: [finding(), finding({ rule: 'CVE-2026-0002', status: 'waived' })] }),
      rendered: [
        { name: 'table', text: 'PASS\n' },
        { name: 'json', file: 'out/report.json', text: '{}' },
      ],
    });
    expect(outcome).toMatchObject({
      outputs: {
        digest: sampleDigest,
        verdict: 'pass',
        findings: '1',
        blocking: '0',
        complete: 'true',
        report: 'out/report.json',
      },
      log: ['PASS\n'],
      annotations: [],
    });
    expect(outcome.failure).toBeUndefined();
  });

  test('of an image the policy refuses is a failed job with its reasons', async () => {
    const outcome = await outcomeOf({ report: report({ blocking: [finding()] }), exitCode: 1 });
    expect(outcome.outputs).toMatchObject({ verdict: 'fail', blocking: '1' });
    expect(outcome.failure).toBe('the policy says no: findings that block: 1');
    expect(outcome.annotations).toEqual([
      { level: 'error', title: 'Finding blocks', message: 'CVE-2026-0001 in lodash' },
    ]);
  });

  test('of a refused image is a warning when the job is not to fail on the policy', async () => {
    const outcome = await outcomeOf(
      { report: report({ blocking: [finding()] }), exitCode: 1 },
      { failOnPolicy: false },
    );
    expect(outcome.failure).toBeUndefined();
    expect(outcome.outputs.verdict).toBe('fail');
    expect(outcome.annotations.map(({ level }) => level)).toEqual(['warning']);
  });

  test.each([true, false])(
    'of an incomplete scan is a failed job, fail-on-policy %s',
    async (failOnPolicy) => {
      const incomplete = report({ problems: ['layer 2 cannot be read'], policy: false });
      const outcome = await outcomeOf({ report: incomplete, exitCode: 3 }, { failOnPolicy });
      expect(outcome.failure).toBe('the scan is not complete: something could not be looked at');
      expect(outcome.outputs).toMatchObject({ verdict: 'none', complete: 'false' });
      expect(outcome.annotations).toEqual([
        { level: 'error', title: 'Not looked at', message: 'layer 2 cannot be read' },
      ]);
    },
  );

  test('of an incomplete scan with findings that block names both', async () => {
    const both = report({ problems: ['x'], blocking: [finding()] });
    expect((await outcomeOf({ report: both, exitCode: 1 })).failure).toBe(
      'the policy says no: findings that block: 1; the scan is not complete: something could not be looked at',
    );
  });

  test('has no digest for a folder, and no summary where none is wanted', async () => {
    const outcome = await outcomeOf({ report: report({ image: { digest: null } }) }, { summary: false });
    expect(outcome.outputs.digest).toBe('');
    expect(outcome.summary).toBeUndefined();
  });

  test('of every platform of an index is their sum, and the worst of their answers', async () => {
    const amd = report({ blocking: [finding()] });
    const arm = report({ findings: [finding()], image: { platform: 'linux/arm64' } });
    const index: IndexReport = {
      schemaVersion: 1,
      tool: amd.tool,
      scannedAt: amd.scannedAt,
      index: { reference: amd.image.reference, digest: sampleDigest },
      platforms: [],
      complete: true,
      outcome: 'fail',
      reports: [amd, arm],
    };
    let request: unknown;
    const steps = {
      checkpoint: () => Promise.reject(new Error('every platform is asked for')),
      everyPlatform: async (asked: CheckpointRequest) => {
        request = asked;
        return { report: index, rendered: [], exitCode: 1 as const, attested: [] };
      },
      fillDatabase: async () => '',
    };
    const outcome = await run({ ...plain, platform: 'all' }, steps, environment);
    expect(request).not.toHaveProperty('platform');
    expect(outcome.outputs).toMatchObject({
      digest: sampleDigest,
      verdict: 'fail',
      findings: '2',
      blocking: '1',
    });
    expect(outcome.failure).toBe('the policy says no: findings that block: 1');
    expect(outcome.annotations.map(({ message }) => message)).toEqual([
      'linux/amd64: CVE-2026-0001 in lodash',
    ]);
    expect(outcome.summary?.match(/^## Sekisho: .*/gm)).toEqual([
      expect.stringContaining('FAIL'),
      expect.stringContaining('PASS'),
    ]);
  });

  test('of a step that fails is its fault', async () => {
    const steps = {
      checkpoint: async () => {
        throw fault('DIGEST_MALFORMED', { text: 'x' });
      },
      everyPlatform: () => Promise.reject(new Error('one platform is asked for')),
      fillDatabase: async () => '',
    };
    await expect(run(plain, steps, environment)).rejects.toMatchObject({ code: 'DIGEST_MALFORMED' });
  });
});
