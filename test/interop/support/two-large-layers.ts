import { randomBytes } from 'node:crypto';
import { buildImage, layoutFiles, tagged, writeFiles } from '../../fakes/images.ts';
import { file, tar } from '../../fakes/tar.ts';

const status = 'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n';

/** Writes an OCI image layout to the folder: an image of two layers that are large enough to be read side by side. */
export function writeTwoLargeLayers(folder: string): void {
  const filling = (): Buffer => randomBytes(10_000_000);
  const { descriptor, blobs } = buildImage([
    tar(file('etc/os-release', 'ID=debian\nVERSION_ID=12\n'), file('opt/a', filling())),
    tar(file('var/lib/dpkg/status', status), file('opt/b', filling())),
  ]);
  writeFiles(folder, layoutFiles([tagged(descriptor, 'large')], blobs));
}
