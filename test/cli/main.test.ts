import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  ['a duration that is none', ['scan', 'rootfs:/', '--db-max-age', 'soon'], /not a duration/],
])('%s exits with 2 and one sentence', (_, args, message) => {
  const { code, stderr, stdout } = sekisho(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ {4}at /m);
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
  expect(readdirSync(folder).sort()).toEqual(['k.key', 'k.pub']);
});
