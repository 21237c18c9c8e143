import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const launcher = join(import.meta.dirname, '..', '..', 'src', 'cli', 'launcher.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function sekisho(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    SEKISHO_CACHE_DIR: join(folder, 'cache'),
    SEKISHO_PASSWORD: 'a password',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

test('--help lists every command and exits with 0', () => {
  const { code, stdout } = sekisho('--help');
  expect(code).toBe(0);
  for (const command of ['scan', 'attest', 'verify', 'runtime', 'db', 'keygen', 'gate', 'try']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  }
});

test.each([
  ['an unknown command', ['scann', 'x'], /unknown command/],
  ['an unknown option', ['scan', 'x', '--polcy', 'p'], /unknown option '--polcy'/],
  ['an image name that is none', ['scan', 'registry.example/Apps'], /not an image name/],
  ['a policy that is missing', ['scan', 'rootfs:/', '--policy', 'none.yaml'], /cannot read none\.yaml/],
  ['an unknown format', ['scan', 'rootfs:/', '--format', 'pdf'], /pdf/],
  ['attest without a key', ['attest', '127.0.0.1:1/a'], /--key FILE/],
  [
    'a baseline that is missing',
    ['scan', 'rootfs:/', '--baseline', 'last.json'],
    /cannot read last\.json: ENOENT/,
  ],
  ['a path without its kind', ['scan', './build'], /a file or folder needs what it is before it/],
  ['a repository that is none', ['scan', 'rootfs:/', '--as', 'Apps Shop'], /Apps Shop is not a repository/],
  ['an image without a name', ['scan', ''], /^image is empty: write a value, or leave it out/],
  ['an option without a value', ['scan', 'rootfs:/', '--policy', ''], /^--policy is empty/],
  ['a list with an empty part', ['scan', 'rootfs:/', '--only', 'packages,'], /^--only is empty/],
  ['a format without a name', ['scan', 'rootfs:/', '--format', '=x'], /the name of the format is missing/],
  ['a duration that is none', ['scan', 'rootfs:/', '--db-max-age', 'soon'], /not a duration/],
])('%s exits with 2 and one sentence', (_, args, message) => {
  const { code, stderr, stdout } = sekisho(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ {4}at /m);
});

test.each([
  ['an unknown command', ['scann', 'x'], 'see sekisho --help'],
  ['a missing argument', ['scan'], 'see sekisho scan --help'],
  ['an unknown subcommand', ['db', 'imp'], 'see sekisho db --help'],
  ['an unknown option', ['scan', 'x', '--fomat'], 'see sekisho scan --help'],
])('%s is answered with where to look', (_, args, remedy) => {
  expect(
    sekisho(...args)
      .stderr.trimEnd()
      .split('\n')
      .at(-1),
  ).toBe(`  ${remedy}`);
});

test('a folder that was meant is told when no registry has an image of that name', () => {
  mkdirSync(join(folder, '127.0.0.1:1', 'build'), { recursive: true });
  const { code, stderr } = sekisho('scan', '127.0.0.1:1/build', '--only', 'packages');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^127\.0\.0\.1:1\/build is not opened as an image of a registry \(.*\); for the folder of that name write oci:127\.0\.0\.1:1\/build or rootfs:/,
  );
});

test('a missing vulnerability database exits with 3 and says how to get one', () => {
  const { code, stderr } = sekisho('scan', 'rootfs:/');
  expect(code).toBe(3);
  expect(stderr).toMatch(/sekisho db/);
});

test('a policy with a typo names the line, the key and the known keys', () => {
  writeFileSync(
    join(folder, 'sekisho.yml'),
    'version: 1\nrules:\n  - repositories: ["**"]\n    mod: audit\n',
  );
  const { code, stderr } = sekisho('scan', 'rootfs:/', '--policy', 'sekisho.yml');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^sekisho\.yml:4: unknown key "mod"/);
});

test('keygen writes an encrypted private key that only its owner may read, and never writes over one', () => {
  expect(sekisho('keygen', '--out', 'k').code).toBe(0);
  expect(readFileSync(join(folder, 'k.key'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  expect(readFileSync(join(folder, 'k.pub'), 'utf8')).toContain('BEGIN PUBLIC KEY');
  const again = sekisho('keygen', '--out', 'k');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('k.key exists')]);
  expect(
    readdirSync(folder)
      .filter((name) => name.startsWith('k'))
      .sort(),
  ).toEqual(['k.key', 'k.pub']);
});

test.each([
  ['verify', ['verify', 'oci:build']],
  ['attest', ['attest', 'oci:build', '--key', 'k.key']],
  ['runtime fetch', ['runtime', 'fetch', 'docker-daemon:app:1', '--out', 'out']],
])('%s of an image that is in no registry says so before anything else', (_, args) => {
  const { code, stderr } = sekisho(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^(oci:build|docker-daemon:app:1) is not in a registry/);
});

test.each([
  ['scan', ['scan']],
  ['attest', ['attest']],
  ['verify', ['verify']],
  ['runtime generate', ['runtime', 'generate']],
  ['runtime explain', ['runtime', 'explain']],
  ['runtime fetch', ['runtime', 'fetch']],
])('the help of %s says what IMAGE can be', (_, args) => {
  expect(sekisho(...args, '--help').stdout).toMatch(/^Arguments:\n {2}image\s+HOST\/REPOSITORY/m);
});

test('a duration that is none is answered with how one is written', () => {
  expect(sekisho('scan', 'rootfs:/', '--db-max-age', '3').stderr).toMatch(/as in 90m, 36h, 14d or 2w/);
});

test('a file that is missing is named once', () => {
  const { stderr } = sekisho('scan', 'rootfs:/', '--policy', 'none.yaml');
  expect(stderr.split('\n')[0]).toBe('cannot read none.yaml: ENOENT: no such file or directory');
});

test.skipIf(process.platform !== 'linux')(
  'output that cannot be written exits with 3: 1 would be the answer of the policy',
  () => {
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, [launcher, '--help'], {
        cwd: folder,
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([
        3,
        expect.stringMatching(/^cannot write standard output: ENOSPC: .*\n/),
      ]);
      expect(stderr).not.toMatch(/^ {4}at /m);
    } finally {
      closeSync(full);
    }
  },
);

test.each([
  ['verify', (host: string) => ['verify', `${host}/a:1`]],
  ['db update', (host: string) => ['db', 'update', '--from', `http://${host}`, '--db', 'a.db']],
])('%s that is interrupted exits with 3, says so, and leaves nothing behind', async (_, args) => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  writeFileSync(join(folder, 'sekisho.yaml'), 'version: 1\nrules:\n  - repositories: ["**"]\n');
  const child = spawn(process.execPath, [launcher, ...args(`127.0.0.1:${port}`)], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, SEKISHO_CACHE_DIR: join(folder, 'cache') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  await once(silent, 'request');
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  silent.closeAllConnections();
  silent.close();
  expect([code, Buffer.concat(said).toString()]).toEqual([
    3,
    'interrupted before it was done\n  run it again\n',
  ]);
  expect(readdirSync(folder).filter((name) => name !== 'cache')).toEqual(['sekisho.yaml']);
});

test('db info lines its columns up', () => {
  const record = (id: string, ecosystem: string): string =>
    JSON.stringify({
      id,
      modified: '2024-01-01T00:00:00Z',
      affected: [{ package: { ecosystem, name: id }, versions: ['1.0.0'] }],
    });
  for (let index = 0; index < 10; index += 1) {
    writeFileSync(join(folder, `${index}.json`), record(`A-${index}`, 'npm'));
  }
  writeFileSync(join(folder, 'debian.json'), record('B-1', 'Debian:12'));
  expect(sekisho('db', 'import', '.', '--db', 'a.db').code).toBe(0);
  expect(sekisho('db', 'info', '--db', 'a.db').stdout.split('\n').slice(-3)).toEqual([
    'Debian:12   1 advisories   1 packages',
    'npm        10 advisories  10 packages',
    '',
  ]);
});

test('a gate whose data folder cannot be made says which and exits with 3', () => {
  writeFileSync(join(folder, 'p.yaml'), 'version: 1\nrules:\n  - repositories: ["**"]\n');
  const { code, stderr } = sekisho('gate', '--policy', 'p.yaml', '--data', 'p.yaml/data');
  expect(code).toBe(3);
  expect(stderr).toMatch(/^cannot write .*p\.yaml\/data: ENOTDIR: not a directory\n/);
});

test('a gate that cannot listen exits, also with its built-in registry started', async () => {
  const taken = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, stderr } = sekisho('try', '--listen', `127.0.0.1:${port}`, '--data', 'data');
  taken.close();
  expect(code).toBe(2);
  expect(stderr).toMatch(
    new RegExp(`^cannot listen on 127\\.0\\.0\\.1:${port}: EADDRINUSE: address already in use\n`),
  );
});
