import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command as Program } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import { databaseCommand } from '../../src/cli/commands/db.ts';
import { createHttp } from '../../src/io/http.ts';

const builtAt = Date.parse('2026-11-23T08:00:00Z');
const fixtures = join(import.meta.dirname, '..', 'fixtures', 'osv');
/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:1';

interface Answered {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The command, in a folder of its own. */
function command(): { readonly folder: string; run(now: number, ...args: string[]): Promise<Answered> } {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-test-'));
  const http = createHttp({ attempts: 1 });
  onTestFinished(() => {
    http.close();
    rmSync(folder, { recursive: true });
  });
  return {
    folder,
    run: async (now, ...args) => {
      const said = { stdout: '', stderr: '', code: 0 };
      const stream = (name: 'stdout' | 'stderr') => ({
        write: (text: string) => {
          said[name] += text;
        },
      });
      const program = new Program('sekisho').exitOverride();
      databaseCommand(program, {
        env: { HOME: folder },
        workingDirectory: folder,
        clock: () => now,
        http,
        stdout: stream('stdout'),
        stderr: stream('stderr'),
        signal: new AbortController().signal,
        exit: (code) => {
          said.code = code;
        },
      });
      await program.parseAsync(['db', ...args, '--db', join(folder, 'a.db')], { from: 'user' });
      return said;
    },
  };
}

test.each([
  ['update', ['update', '--from', nowhere]],
  ['pull', ['pull', '127.0.0.1:1/mirror:latest']],
])(
  'a failed %s is no failure while there is a usable database, and says how old that is',
  async (_, args) => {
    const { run } = command();
    await run(builtAt, 'import', fixtures);
    const later = builtAt + 50 * 3_600_000;
    const failed = await run(later, ...args);
    expect(failed).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(
        /^the vulnerability database is not updated, the one of 2026-11-23T08:00:00Z \(2 days old\) stays: 127\.0\.0\.1:1 cannot be reached .*\n$/,
      ),
    });
    expect(await run(later, ...args, '--strict')).toEqual({ ...failed, code: 3 });
  },
);

test.each([
  ['there is none', ['update', '--from', nowhere], undefined],
  ['what is there is damaged', ['pull', '127.0.0.1:1/mirror:latest'], 'x'],
])('a failed update is an error when %s', async (_, args, content) => {
  const { run, folder } = command();
  if (content !== undefined) writeFileSync(join(folder, 'a.db'), content);
  await expect(run(builtAt, ...args)).rejects.toMatchObject({ exitCode: 3 });
});

test('wrong usage is an error, whatever there is', async () => {
  const { run } = command();
  await run(builtAt, 'import', fixtures);
  await expect(run(builtAt, 'update', '--from', nowhere, '--ecosystem', '../x')).rejects.toMatchObject({
    code: 'USAGE',
  });
  await expect(run(builtAt, 'push', `127.0.0.1:1/a@sha256:${'0'.repeat(64)}`)).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test('info says how old everything in it is', async () => {
  const { run } = command();
  await run(builtAt, 'import', fixtures);
  const { stdout } = await run(builtAt + 3 * 86_400_000, 'info');
  expect(stdout).toMatch(
    /^built {6}2026-11-23T08:00:00Z \(3 days ago\), newest record 2025-01-31T20:50:03Z$/m,
  );
  expect(stdout).toMatch(/^digest {5}sha256:[0-9a-f]{64}$/m);
  expect(stdout).toMatch(/^exploited {2}3 .* of 2025-08-25$/m);
  expect(stdout).toMatch(/^epss {7}29 .* of 2024-10-25$/m);
  expect(JSON.parse((await run(builtAt, 'info', '--json')).stdout)).toMatchObject({
    knownExploited: 3,
    epss: 29,
    epssAt: '2024-10-25T00:00:00Z',
  });
});
