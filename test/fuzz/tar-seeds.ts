import { buildImage, dockerArchive, layoutFiles, membersOf, tagged } from '../fakes/images.ts';
import { file, tar } from '../fakes/tar.ts';
import { laws } from '../image/laws/laws.ts';
import { archiveOf } from '../image/walked.ts';
import { fixtures } from './fixtures.ts';
import type { Seed } from './target.ts';

const image = buildImage([tar(file('a', '0')), tar(file('.wh.a'), file('b', '1'))]);

/** Every layer of the laws, archives of other tools, and whole images. */
export const tarSeeds: readonly Seed[] = [
  ...laws.flatMap(([, list]) =>
    list.flatMap(([law, layers]) =>
      layers.map((layer, index) => ({ name: `${law}: layer ${index + 1}`, bytes: archiveOf(layer) })),
    ),
  ),
  ...fixtures('test/fixtures/images', (path) => path.endsWith('.tar')),
  { name: 'an image as docker save writes it', bytes: dockerArchive([{ image, names: ['a:1'] }]) },
  {
    name: 'an image layout',
    bytes: tar(...membersOf(layoutFiles([tagged(image.descriptor, 'x')], image.blobs))),
  },
].filter(({ bytes }) => bytes.length > 0);

const blockBytes = 512;

/** Makes the checksum of every header right that a reader would come to. */
export function repairTar(archive: Buffer): void {
  for (let at = 0; at + blockBytes <= archive.length; ) {
    const block = archive.subarray(at, at + blockBytes);
    if (block.every((byte) => byte === 0)) return;
    block.fill(0x20, 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    const size = Number.parseInt(block.toString('latin1', 124, 136), 8);
    at += blockBytes + (Number.isFinite(size) && size > 0 ? Math.ceil(size / blockBytes) * blockBytes : 0);
  }
}
