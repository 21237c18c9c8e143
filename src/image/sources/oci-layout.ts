import { join } from 'node:path';
import { fileChunks, fileSize, readSmallFile } from '../../io/file-chunks.ts';
import { formatImageName, type ImageName } from '../../model/reference.ts';
import type { Image } from '../image.ts';
import { type LayoutFiles, openLayout } from '../layout.ts';
import { repositoryOfPath, type Source, type SourceOptions } from '../source.ts';

/** `oci:DIR[:TAG]`: an OCI image layout in a folder. */
export const ociLayout: Source = (name, options) =>
  name.transport === 'oci' ? open(name, options) : undefined;

function open(
  name: Extract<ImageName, { transport: 'oci' }>,
  options: SourceOptions,
): Promise<readonly [Image, ...Image[]]> {
  const { path, tag } = name;
  return openLayout(folderFiles(path), {
    name,
    reference: formatImageName(name),
    repository: repositoryOfPath(path),
    example: (other) => formatImageName({ transport: 'oci', path, tag: other }),
    close: async () => {},
    ...(tag === undefined ? {} : { tag }),
    ...(options.platform === undefined ? {} : { platform: options.platform }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

function folderFiles(folder: string): LayoutFiles {
  return {
    what: folder,
    async read(path, maxBytes) {
      const file = join(folder, path);
      return (await fileSize(file)) === undefined ? undefined : readSmallFile(file, maxBytes);
    },
    async open(path, signal) {
      const file = join(folder, path);
      const size = await fileSize(file);
      return size === undefined ? undefined : fileChunks(file, 0, size, signal, true);
    },
  };
}
