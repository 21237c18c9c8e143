import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readTextFile } from '../../src/io/files.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sekisho-files-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const unreadable = (reason: RegExp) =>
  expect.objectContaining({ code: 'FILE_UNREADABLE', message: expect.stringMatching(reason) });

test('a text is read whole, also one that is longer than a chunk', () => {
  const path = join(folder(), 'a');
  for (const text of ['', 'ünïcode\n', `ü${'x'.repeat(200_000)}ü`]) {
    writeFileSync(path, text);
    expect(readTextFile(path)).toBe(text);
  }
});

test.skipIf(process.platform === 'win32')('a pipe is read to its end', () => {
  const module = join(import.meta.dirname, '../../src/io/files.ts');
  const program = `import { readTextFile } from '${module}'; console.log(readTextFile('/dev/stdin').length)`;
  const command = 'head -c 300000 /dev/zero | "$0" --input-type=module-typescript --eval "$1"';
  expect(execFileSync('sh', ['-c', command, process.execPath, program]).toString()).toBe('300000\n');
});

test.skipIf(process.platform !== 'linux')('a device without end is given up', () => {
  expect(() => readTextFile('/dev/zero')).toThrow(unreadable(/it has more than 16777216 bytes/));
});

test('what is not there, and what is a folder, is said to be so', () => {
  expect(() => readTextFile(join(folder(), 'b'))).toThrow(unreadable(/ENOENT/));
  expect(() => readTextFile(folder())).toThrow(unreadable(/EISDIR/));
});
