import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { declaredDefaults } from './action-file.ts';
import { writeLayout } from './layout.ts';

const main = join(import.meta.dirname, '../../action/main.ts');
const workspace = mkdtempSync(join(tmpdir(), 'sekisho-action-'));
const outputFile = join(workspace, 'output');
const summaryFile = join(workspace, 'summary');
afterAll(() => rmSync(workspace, { recursive: true }));
beforeEach(() => {
  writeFileSync(outputFile, '');
  writeFileSync(summaryFile, '');
});

interface Job {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Starts the action as the runner does: inputs in INPUT_*, files for outputs and summary, the workspace as folder. */
function runAction(inputs: Readonly<Record<string, string>>): Job {
  const all = Object.entries({ ...declaredDefaults(), ...inputs });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main],
    {
      cwd: workspace,
      env: {
        PATH: process.env.PATH,
        HOME: workspace,
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        SEKISHO_CACHE_DIR: join(workspace, 'cache'),
        ...Object.fromEntries(all.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      },
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  const set = readFileSync(outputFile, 'utf8').matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return {
    code: status,
    log: stdout,
    outputs: Object.fromEntries([...set].map(([, name, , value]) => [name ?? '', value ?? ''])),
    summary: readFileSync(summaryFile, 'utf8'),
  };
}

const advisory = {
  id: 'GHSA-xxxx-0000-0001',
  modified: '2026-01-01T00:00:00Z',
  published: '2026-01-01T00:00:00Z',
  summary: 'Prototype pollution',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left-pot' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ],
  database_specific: { severity: 'HIGH' },
};
const policy = [
  'version: 1',
  'rules:',
  '  - repositories: ["**"]',
  '    require: { scan: true }',
  '    block: { vulnerabilities: [{ severity: high }] }',
].join('\n');

writeFileSync(join(workspace, 'advisory.json'), JSON.stringify(advisory));
writeFileSync(join(workspace, 'strict.yaml'), policy);
const digest = writeLayout(join(workspace, 'image'), {
  'app/node_modules/left-pot/package.json': JSON.stringify({ name: 'left-pot', version: '1.0.0' }),
});
const scan = { image: 'oci:image', advisories: 'advisory.json' };

describe('the action', () => {
  test('scans, writes the report, and sets every output', () => {
    const { code, log, outputs, summary } = runAction(scan);
    expect({ code, outputs }).toEqual({
      code: 0,
      outputs: {
        digest,
        verdict: 'none',
        findings: expect.stringMatching(/^[1-9]\d*$/),
        blocking: '0',
        complete: 'true',
        report: 'sekisho-report.json',
      },
    });
    expect(JSON.parse(readFileSync(join(workspace, 'sekisho-report.json'), 'utf8'))).toMatchObject({
      image: { digest },
      complete: true,
    });
    expect(log).toContain('GHSA-xxxx-0000-0001');
    expect(summary).toMatch(/^## Sekisho: no policy, nothing judged\n/);
  });

  test('fails the job when the policy says no, with the reason as an annotation', () => {
    const { code, log, outputs, summary } = runAction({ ...scan, policy: 'strict.yaml' });
    expect({ code, verdict: outputs.verdict, blocking: outputs.blocking }).toEqual({
      code: 1,
      verdict: 'fail',
      blocking: '1',
    });
    expect(log).toMatch(/^::error title=Finding blocks::.*GHSA-xxxx-0000-0001/m);
    expect(log).toContain('::error::the policy says no: findings that block: 1');
    expect(summary).toMatch(/^## Sekisho: FAIL: 1 finding blocks/);
  });

  test('lets the job go on when it is told to', () => {
    const { code, log, outputs } = runAction({ ...scan, policy: 'strict.yaml', 'fail-on-policy': 'false' });
    expect({ code, verdict: outputs.verdict }).toEqual({ code: 0, verdict: 'fail' });
    expect(log).toMatch(/^::warning title=Finding blocks::/m);
    expect(log).not.toContain('::error');
  });

  test('takes sekisho.yaml from the workspace, and writes no summary when none is wanted', () => {
    writeFileSync(join(workspace, 'sekisho.yaml'), policy);
    const { outputs, summary } = runAction({ ...scan, summary: 'false' });
    rmSync(join(workspace, 'sekisho.yaml'));
    expect({ verdict: outputs.verdict, summary }).toEqual({ verdict: 'fail', summary: '' });
  });

  test('fails with one sentence and what to do, and no stack', () => {
    expect(runAction({ image: '' })).toEqual({
      code: 1,
      log: '::error::input image: is missing – see docs/action.md\n',
      outputs: {},
      summary: '',
    });
    const unreadable = runAction({ ...scan, image: 'oci:nowhere' });
    expect(unreadable.code).toBe(1);
    expect(unreadable.log.trimEnd().split('\n').at(-1)).toMatch(/^::error::.*nowhere.* – /);
    expect(unreadable.log).not.toMatch(/^\s+at /m);
  });

  test('takes nothing in an image for a command to the runner', () => {
    mkdirSync(join(workspace, 'hostile'), { recursive: true });
    writeLayout(
      join(workspace, 'hostile'),
      {
        'app/node_modules/left-pot/package.json': JSON.stringify({
          name: 'left-pot',
          version: '1.0.0\n::set-output name=verdict::pass',
        }),
        'app/node_modules/x/package.json': JSON.stringify({ name: 'x\n##[add-mask]e', version: '::error::' }),
        'etc/os-release': 'ID="::stop-commands::x"\nVERSION_ID="##[add-mask]e"\n',
      },
      { User: '\n::add-mask::e', Env: ['SECRET_KEY=\n::warning::x'] },
    );
    const { log, outputs } = runAction({ ...scan, image: 'oci:hostile', 'fail-on-policy': 'false' });
    const commands = log.split('\n').filter((line) => /^\s*::/.test(line) || line.includes('##['));
    expect(commands.filter((line) => !/^::(?:error|warning)(?: title=[A-Z][a-z ]+)?::/.test(line))).toEqual(
      [],
    );
    expect(outputs.verdict).toBe('none');
  });
});

describe('secrets', () => {
  const key = [
    '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----',
    'c2VjcmV0IGxpbmUgb25l',
    'c2VjcmV0IGxpbmUgdHdv',
    '-----END-----',
  ];
  const secrets = ['c2VjcmV0IGxpbmUgb25l', 'c2VjcmV0IGxpbmUgdHdv', 'a pass%word'];

  test('are masked line by line, and stand nowhere else', () => {
    const { code, log, summary } = runAction({
      ...scan,
      attest: 'true',
      key: key.join('\n'),
      password: 'a pass%word',
    });
    expect(code).toBe(1);
    const masks = log.split('\n').filter((line) => line.startsWith('::add-mask::'));
    expect(masks).toEqual([
      '::add-mask::c2VjcmV0IGxpbmUgb25l',
      '::add-mask::c2VjcmV0IGxpbmUgdHdv',
      '::add-mask::a pass%25word',
    ]);
    const rest = `${log
      .split('\n')
      .filter((line) => !masks.includes(line))
      .join('\n')}${summary}`;
    expect(secrets.filter((secret) => rest.includes(secret))).toEqual([]);
  });

  test('are masked before anything is checked', () => {
    const { log } = runAction({ ...scan, attest: 'maybe', password: 'a password' });
    expect(log.split('\n')).toEqual([
      '::add-mask::a password',
      '::error::input attest: is true or false, not "maybe" – see docs/action.md',
      '',
    ]);
  });

  test('leave the path of a key file readable', () => {
    const { log } = runAction({ ...scan, attest: 'true', key: 'release.key' });
    expect(log).not.toContain('::add-mask::');
    expect(log).toContain('release.key');
  });
});
