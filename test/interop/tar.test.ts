import {
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { walk } from '../../src/image/walk.ts';
import { fakeImage } from '../fakes/layers.ts';
import { textReader } from '../image/walked.ts';
import { peer } from './support/peers.ts';
import { mustRun, stopEverything, temporaryFolder } from './support/processes.ts';
import { filesOf, sorted, unpackedFiles } from './support/unpacked.ts';

let folder: string;
let tree: string;

function write(path: string, bytes: string | Buffer): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), bytes);
}

/** Data at some places of a file of a megabyte, and holes between. */
function writeSparse(path: string, places: readonly number[]): void {
  const file = openSync(join(tree, path), 'w');
  ftruncateSync(file, 1_000_000);
  for (const place of places) writeSync(file, Buffer.from('data'), 0, 4, place);
  closeSync(file);
}

beforeAll(async () => {
  folder = await temporaryFolder();
  tree = join(folder, 'tree');
  for (let index = 0; index < 60; index += 1)
    write(`d${index % 7}/f${index}`, Buffer.alloc(index * 97, index));
  write('empty', '');
  write('block', Buffer.alloc(512, 'x'));
  write('näme mit ümlaut', 'ü');
  symlinkSync('d0/f0', join(tree, 'link'));
  symlinkSync('../../nowhere', join(tree, 'd1/dangling'));
  linkSync(join(tree, 'block'), join(tree, 'hard'));
});

afterAll(stopEverything);

async function holds(options: readonly string[]): Promise<void> {
  const archive = join(folder, 'archive.tar');
  await mustRun(peer('tar'), ['--create', '--file', archive, '--directory', tree, ...options, '.']);
  const view = await walk(fakeImage(readFileSync(archive)), [textReader]);
  expect(view.problems).toEqual([]);
  const theirs = await unpackedFiles(tree);
  expect(sorted(filesOf(view))).toEqual(sorted(theirs));
}

test.each(['v7', 'oldgnu', 'gnu', 'ustar', 'posix'])(
  'what GNU tar packs as %s is read as it was',
  async (format) => {
    await holds(['--format', format]);
  },
);

test.each(['gnu', 'posix'])(
  'long names and long links that GNU tar packs as %s are read whole',
  async (format) => {
    const long = `${'long name '.repeat(12)}/`.repeat(3);
    write(`${long}file`, 'far away');
    symlinkSync(`${'t'.repeat(200)}/${'u'.repeat(200)}`, join(tree, long, format));
    await holds(['--format', format]);
  },
);

test.each([
  ['gnu', ''],
  ['posix', '0.0'],
  ['posix', '0.1'],
  ['posix', '1.0'],
])('sparse files that GNU tar packs as %s %s have their holes', async (format, version) => {
  writeSparse('sparse', [0, 70_000, 400_000, 999_996]);
  writeSparse(
    'scattered',
    Array.from({ length: 60 }, (_, index) => index * 16_384),
  );
  writeSparse('hole', []);
  await holds(['--format', format, '--sparse', ...(version === '' ? [] : [`--sparse-version=${version}`])]);
});
