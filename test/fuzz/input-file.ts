import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let folder: string | undefined;

/** A folder that goes when the process ends. */
export function ownFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'fuzz-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/** The input as a file, for readers that want a path; the next one of the same name replaces it. */
export function inputFile(input: Buffer, name = 'input'): string {
  const path = join(ownFolder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, input);
  return path;
}
