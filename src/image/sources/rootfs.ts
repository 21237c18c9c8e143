import { stat } from 'node:fs/promises';
import { fault, reasonOf } from '../../errors.ts';
import { hostPlatform } from '../../model/platform.ts';
import { formatImageName } from '../../model/reference.ts';
import { visitFolder } from '../folder.ts';
import type { Image } from '../image.ts';
import { onePlatform, repositoryOfPath, type Source, type SourceOptions } from '../source.ts';

/** `rootfs:DIR`: the files of a folder, as one layer without a digest. */
export const rootfs: Source = (name, options) =>
  name.transport === 'rootfs' ? open(name.path, options) : undefined;

async function open(path: string, options: SourceOptions): Promise<readonly [Image]> {
  const about = await stat(path).catch((cause: unknown) => {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  });
  if (!about.isDirectory()) throw fault('FILE_UNREADABLE', { path, reason: 'it is not a folder' });
  const name = { transport: 'rootfs', path } as const;
  const image: Image = {
    name,
    reference: formatImageName(name),
    repository: repositoryOfPath(path),
    digest: null,
    platform: onePlatform(options).platform ?? hostPlatform(),
    config: { rootfs: { type: 'layers', diff_ids: [] } },
    layers: [
      {
        diffId: null,
        open: async () => {
          throw fault('USAGE', { problem: `${path} is a folder: it has no stored bytes` });
        },
        visit: (handler, signal) => visitFolder(path, handler, signal),
      },
    ],
    close: async () => {},
  };
  return [image];
}
