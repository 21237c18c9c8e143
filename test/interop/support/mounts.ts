import { readFile } from 'node:fs/promises';
import { mustRun } from './processes.ts';

/** Unmounts what is mounted inside a folder: removing a tree with a live mount fails, or deletes through it. */
export async function unmountUnder(folder: string): Promise<void> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${folder}/`));
  // Later mounts may lie inside earlier ones.
  for (const point of points.reverse()) await mustRun('umount', [point]);
}
