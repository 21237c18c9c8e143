import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Inputs, job } from './component.ts';

const root = mkdtempSync(join(tmpdir(), 'sekisho-gitlab-'));
const tools = join(root, 'tools');
const project = join(root, 'project');
const calls = join(root, 'calls');
const key = join(root, 'sekisho.key');
mkdirSync(tools);
// A stand-in for npx that writes down its arguments, NUL after each, and ends as it is told.
writeFileSync(
  join(tools, 'npx'),
  '#!/bin/sh\n{ printf "%s\\0" "$@"; printf "\\1\\0"; } >> "$CALLS"\nif [ "$3" = "$STUB_FAILS" ]; then exit "$STUB_CODE"; fi\n',
  { mode: 0o755 },
);
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project);
  writeFileSync(calls, '');
  writeFileSync(key, 'a key');
});

/** As GitLab's runner sets them; no start-up file of this machine. */
const bashOptions = ['--norc', '-eo', 'pipefail'];

interface Run {
  readonly code: number | null;
  readonly stderr: string;
  /** argv of every call of npx. */
  readonly calls: readonly (readonly string[])[];
}

/** Runs a job's script as the runner's shell executor does: variables in the environment, one shell for all. */
function runJob(
  name: string,
  given: Inputs,
  more: { readonly env?: Readonly<Record<string, string>>; readonly shell?: string } = {},
): Run {
  const { variables, before_script = [], script = [] } = job(name, given);
  const text = [...before_script, ...script].join('\n');
  const shell = more.shell ?? 'bash';
  const options = shell === 'bash' ? bashOptions : ['-e'];
  const { status, stderr } = spawnSync(shell, [...options, '-c', text], {
    cwd: project,
    env: { PATH: `${tools}:${process.env.PATH}`, TMPDIR: root, CALLS: calls, ...variables, ...more.env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const recorded = readFileSync(calls, 'utf8').split('\u0001\0').slice(0, -1);
  return { code: status, stderr, calls: recorded.map((call) => call.split('\0').slice(0, -1)) };
}

const ages = ['--db-warn-age=3d', '--db-max-age=14d'];
const reports = [
  '--format=table',
  '--format=gitlab=gl-container-scanning-report.json',
  '--format=json=sekisho-report.json',
];

describe.each(['bash', 'sh'])('the scan script in %s', (shell) => {
  test('scans the image and writes the reports', () => {
    expect(runJob('sekisho', { image: 'registry.example/a:1' }, { shell })).toEqual({
      code: 0,
      stderr: '',
      calls: [['--yes', 'sekisho@0.1.0', 'scan', ...ages, ...reports, '--', 'registry.example/a:1']],
    });
  });

  test('hands every input on', () => {
    const given = {
      image: 'docker-archive:app.tar',
      policy: 'ci/my policy.yaml',
      repository: 'apps/shop',
      platform: 'linux/arm64',
      base: 'debian:12.7-slim',
      'known-bases': 'ci/bases',
      baseline: 'last report.json',
      vex: 'team.openvex.json,vendor csaf.json',
      'malware-hashes': 'hashes.txt',
      clamd: 'tcp:clamav:3310',
      only: 'packages,vulnerabilities',
      'db-warn-age': '7d',
      'plain-http': true,
      advisories: 'https://osv.example/all',
      version: '1.2.3',
    };
    expect(runJob('sekisho', given, { shell }).calls).toEqual([
      ['--yes', 'sekisho@1.2.3', 'db', 'update', '--from', 'https://osv.example/all'],
      [
        '--yes',
        'sekisho@1.2.3',
        'scan',
        '--db-warn-age=7d',
        '--db-max-age=14d',
        '--policy=ci/my policy.yaml',
        '--as=apps/shop',
        '--platform=linux/arm64',
        '--base=debian:12.7-slim',
        '--known-bases=ci/bases',
        '--malware-hashes=hashes.txt',
        '--clamd=tcp:clamav:3310',
        '--vex=team.openvex.json',
        '--vex=vendor csaf.json',
        '--plain-http',
        '--baseline=last report.json',
        '--only=packages,vulnerabilities',
        ...reports,
        '--',
        'docker-archive:app.tar',
      ],
    ]);
  });

  test('scans every platform, into the same reports', () => {
    const given = { image: 'registry.example/a:1', platform: 'all' };
    expect(runJob('sekisho', given, { shell }).calls).toEqual([
      ['--yes', 'sekisho@0.1.0', 'scan', ...ages, '--platform=all', ...reports, '--', 'registry.example/a:1'],
    ]);
  });

  // Whether or not GitLab's check of the input would let them pass.
  const hostile = [
    '$(touch owned)',
    '`touch owned`',
    '"; touch owned; "',
    "'; touch owned; '",
    '; touch owned',
    '&& touch owned',
    '| touch owned',
    '\ntouch owned\n',
    '$IFS;touch$IFS-owned',
    '> owned',
    '*',
    '~',
    '--db=owned',
    '-',
    '\\',
    'a b',
    '$HOME',
    'déjà',
  ];
  test.each(hostile)('takes %j for a value in every input', (value) => {
    const { code, calls: made } = runJob(
      'sekisho',
      {
        image: value,
        policy: value,
        repository: value,
        platform: value,
        advisories: value,
        version: value,
        tag: value,
        base: value,
        'known-bases': value,
        baseline: value,
        vex: value,
        'malware-hashes': value,
        clamd: value,
        only: value,
        'db-warn-age': value,
        'db-max-age': value,
      },
      { shell },
    );
    expect(code).toBe(0);
    expect(made).toEqual([
      ['--yes', `sekisho@${value}`, 'db', 'import', '--', value],
      [
        '--yes',
        `sekisho@${value}`,
        'scan',
        `--db-warn-age=${value}`,
        `--db-max-age=${value}`,
        `--policy=${value}`,
        `--as=${value}`,
        `--platform=${value}`,
        `--base=${value}`,
        `--known-bases=${value}`,
        `--malware-hashes=${value}`,
        `--clamd=${value}`,
        `--vex=${value}`,
        `--baseline=${value}`,
        `--only=${value}`,
        ...reports,
        '--',
        value,
      ],
    ]);
    expect(readdirSync(project)).toEqual([]);
  });

  test.each([
    [0, true, 0],
    [1, true, 1],
    [1, false, 0],
    [2, false, 2],
    [3, false, 3],
  ])('ends with exit code %i under fail-on-policy %s as %i', (exit, failOnPolicy, expected) => {
    const env = { STUB_FAILS: 'scan', STUB_CODE: String(exit) };
    expect(runJob('sekisho', { 'fail-on-policy': failOnPolicy }, { shell, env }).code).toBe(expected);
  });

  test('does not scan with a database that could not be filled', () => {
    const env = { STUB_FAILS: 'db', STUB_CODE: '3' };
    const { code, calls: made } = runJob('sekisho', { advisories: 'osv' }, { shell, env });
    expect({ code, commands: made.map((call) => call[2]) }).toEqual({ code: 3, commands: ['db'] });
  });
});

describe('the credentials of the job', () => {
  const env = {
    CI_REGISTRY: 'registry.example:5050',
    CI_REGISTRY_USER: 'gitlab-ci-token',
    CI_REGISTRY_PASSWORD: `p"a$s'w\\ord${'x'.repeat(200)}`,
  };

  test('of the registry of the project are there for the scan, for this user only', () => {
    const show = `cat "$DOCKER_CONFIG/config.json" >&2; stat -c %a "$DOCKER_CONFIG/config.json" >&2`;
    const { stderr } = runJobAndThen(show, env);
    const [json = '', mode] = stderr.trim().split('\n');
    const auth = Buffer.from(JSON.parse(json).auths['registry.example:5050'].auth, 'base64').toString();
    expect(auth).toBe(`gitlab-ci-token:${env.CI_REGISTRY_PASSWORD}`);
    expect(mode).toBe('600');
  });

  test('do not replace those the project brings', () => {
    expect(runJobAndThen('echo "$DOCKER_CONFIG" >&2', { ...env, DOCKER_CONFIG: '/mine' }).stderr).toBe(
      '/mine\n',
    );
  });

  function runJobAndThen(
    then: string,
    variables: Readonly<Record<string, string>>,
  ): { readonly stderr: string } {
    const { before_script = [], variables: own } = job('sekisho');
    return spawnSync('bash', [...bashOptions, '-c', [...before_script, then].join('\n')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: `${tools}:${process.env.PATH}`, TMPDIR: root, CALLS: calls, ...own, ...variables },
      encoding: 'utf8',
    });
  }
});

describe('the attest script', () => {
  test('signs with the key file and binds the tag', () => {
    const given = { image: 'registry.example/a:1', tag: '1.0.0', policy: 'p.yaml' };
    expect(runJob('sekisho-attest', given, { env: { SEKISHO_KEY: key } })).toEqual({
      code: 0,
      stderr: '',
      calls: [
        [
          '--yes',
          'sekisho@0.1.0',
          'attest',
          ...ages,
          '--policy=p.yaml',
          '--tag=1.0.0',
          `--key=${key}`,
          '--',
          'registry.example/a:1',
        ],
      ],
    });
  });

  test('signs for every platform', () => {
    const given = { image: 'registry.example/a:1', platform: 'all', tag: '1.0.0' };
    const [call] = runJob('sekisho-attest', given, { env: { SEKISHO_KEY: key } }).calls;
    const wanted = ['attest', ...ages, '--platform=all', '--tag=1.0.0', `--key=${key}`, '--', given.image];
    expect(call?.slice(2)).toEqual(wanted);
  });

  test.each([{}, { SEKISHO_KEY: '' }, { SEKISHO_KEY: '-----BEGIN ENCRYPTED KEY-----' }])(
    'says what to do about a key that is no file: %j',
    (env) => {
      const { code, stderr, calls: made } = runJob('sekisho-attest', {}, { env });
      expect({ code, made }).toEqual({ code: 2, made: [] });
      expect(stderr).toContain('make it a CI/CD variable of the type File');
      expect(stderr).not.toContain('BEGIN');
    },
  );

  test('ends with the exit code of attest', () => {
    const env = { SEKISHO_KEY: key, STUB_FAILS: 'attest', STUB_CODE: '1' };
    expect(runJob('sekisho-attest', {}, { env }).code).toBe(1);
  });
});
