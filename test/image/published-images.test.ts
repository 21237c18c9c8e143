import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openImage } from '../../src/image/open.ts';
import { walk } from '../../src/image/walk.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { listing, textReader, walked } from './walked.ts';

const folder = join(import.meta.dirname, '../fixtures/images');

// The expected trees are what umoci unpacks.
const images: readonly (readonly [name: string, wanted: readonly string[]])[] = [
  ['whiteout_image.tar', ['bar.txt = bar\n']],
  ['test_link.tar:bazel/v1/tarball:test_image_1', ['bar = bar\n', 'foo = foo\n']],
  ['test_link.tar:bazel/v1/tarball:test_image_3', ['bar = bar\n', 'foo = foo\n', 'test = hello\n']],
  [
    'symlinks.tar',
    [
      'dir1/',
      'dir1/absolute-symlink.txt -> /dir1/sample.txt',
      'dir1/attack-symlink-absolute.txt -> /../secret.txt',
      'dir1/attack-symlink.txt -> ../../secret.txt',
      'dir1/chain-symlink.txt -> absolute-symlink.txt',
      'dir1/relative-dot-symlink.txt -> ./sample.txt',
      'dir1/relative-symlink.txt -> sample.txt',
      'dir1/sample.txt = sample text\n',
      'dir2/',
      'dir2/dir3/',
      'dir2/dir3/absolute-chain-symlink.txt -> /dir1/chain-symlink.txt',
      'dir2/dir3/absolute-subfolder-symlink.txt -> /dir1/sample.txt',
      'dir2/dir3/absolute-symlink-inside-root.txt -> /dir2/../dir1/sample.txt',
      'dir2/dir3/relative-subfolder-symlink.txt -> ../../dir1/sample.txt',
    ],
  ],
  ['overwrite-file.tar', ['sample.txt = overwritten sample text file\n']],
  [
    'symlink-basic.tar',
    [
      'dir1/',
      'dir1/absolute-symlink.txt -> /dir1/sample.txt',
      'dir1/chain-symlink.txt -> absolute-symlink.txt',
      'dir1/relative-dot-symlink.txt -> ./sample.txt',
      'dir1/relative-symlink.txt -> sample.txt',
      'dir1/sample.txt = sample text\n',
    ],
  ],
  [
    'symlink-dangling.tar',
    [
      'dir1/',
      'dir1/absolute-symlink.txt -> /dir1/sample.txt',
      'dir1/chain-symlink.txt -> absolute-symlink.txt',
      'dir1/relative-dot-symlink.txt -> ./sample.txt',
      'dir1/relative-symlink.txt -> sample.txt',
      'dir2/',
      'dir2/dir3/',
      'dir2/dir3/absolute-chain-symlink.txt -> /dir1/chain-symlink.txt',
      'dir2/dir3/absolute-subfolder-symlink.txt -> /dir1/sample.txt',
      'dir2/dir3/relative-subfolder-symlink.txt -> ../../dir1/sample.txt',
    ],
  ],
];

describe('archives that other tools are tested with', () => {
  test.each(images)('%s shows the files that engines unpack', async (name, wanted) => {
    const image = await openImage(parseImageName(`docker-archive:${join(folder, name)}`));
    const view = await walk(image, [textReader]);
    await image.close();
    expect(view.problems).toEqual([]);
    expect(listing(view)).toEqual(wanted);
  });

  test('a layer of one old header, without an end, is an empty root', async () => {
    const view = await walked(readFileSync(join(folder, 'oddlayer.tar')));
    expect(view.get('')).toMatchObject({ type: 'directory', mode: 0o755 });
    expect(listing(view)).toEqual([]);
  });
});
