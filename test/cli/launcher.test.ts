import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const launcher = join(import.meta.dirname, '..', '..', 'src', 'cli', 'launcher.ts');
const asNode20 =
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.0.0"}})';

test.skipIf(process.platform === 'win32')(
  'an older Node that hands over to the locked one passes a stop on to it, and its exit code back',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
    try {
      const copy = join(folder, 'dist', 'cli.ts');
      const locked = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
      for (const path of [copy, locked]) mkdirSync(dirname(path), { recursive: true });
      copyFileSync(launcher, copy);
      writeFileSync(
        locked,
        '#!/bin/sh\ntrap "echo stopped; exit 7" TERM\necho started\nwhile :; do sleep 0.05; done\n',
      );
      chmodSync(locked, 0o755);
      const child = spawn(process.execPath, ['--import', asNode20, copy, 'gate'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const said: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
      await once(child.stdout, 'data');
      child.kill('SIGTERM');
      const [code] = await once(child, 'close');
      expect([code, Buffer.concat(said).toString()]).toEqual([7, 'started\nstopped\n']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
