import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Transform } from 'node:stream';
import { constants, createZstdCompress } from 'node:zlib';
import { fault, reasonOf } from '../errors.ts';
import { type TemporaryFile, writeTemporary } from '../io/temporary-file.ts';
import { parseDigest } from '../model/digest.ts';
import { type Descriptor, mediaTypes } from '../model/manifest.ts';
import type { CallOptions, Repository } from '../registry/repository.ts';
import { artifactType, emptyConfig, layerType, manifestOf } from './artifact.ts';
import type { DatabaseInfo } from './database.ts';
import { readDatabaseInfo } from './open.ts';

export interface Pushed {
  readonly descriptor: Descriptor;
  readonly info: DatabaseInfo;
}

/**
 * Pushes the vulnerability database at `path` as an artifact, under a tag. Nothing of it is held in memory: it is packed
 * into a file, and sent from there.
 * @throws what opening the database throws, FILE_UNREADABLE when an import replaces it meanwhile, FILE_UNWRITABLE, and
 * what the registry throws
 */
export async function pushAdvisories(
  path: string,
  repository: Pick<Repository, 'pushBlob' | 'pushManifest'>,
  tag: string,
  options: CallOptions = {},
): Promise<Pushed> {
  const before = await stateOf(path);
  const info = readDatabaseInfo(path);
  const packed = await pack(path, options);
  try {
    if ((await stateOf(path)) !== before) {
      throw fault('FILE_UNREADABLE', { path, reason: 'an import replaced it meanwhile: push it again' });
    }
    const { digest, size } = packed;
    const source = { digest, size, open: () => createReadStream(packed.file.path) };
    const layer = await repository.pushBlob(source, layerType, options);
    await repository.pushBlob(emptyConfig, mediaTypes.empty, options);
    const bytes = manifestOf(info, layer);
    const descriptor = await repository.pushManifest(bytes, mediaTypes.manifest, tag, options);
    return { descriptor: { ...descriptor, artifactType }, info };
  } finally {
    await packed.file.remove();
  }
}

interface Packed extends Pick<Descriptor, 'digest' | 'size'> {
  readonly file: TemporaryFile;
}

async function pack(path: string, { signal }: CallOptions): Promise<Packed> {
  const hash = createHash('sha256');
  let size = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of zstd(path)) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  const file = await writeTemporary(counted(), signal === undefined ? {} : { signal });
  return { file, size, digest: parseDigest(`sha256:${hash.digest('hex')}`) };
}

async function* zstd(path: string): AsyncGenerator<Buffer> {
  const { ZSTD_c_compressionLevel: level, ZSTD_c_checksumFlag: checksum } = constants;
  const source = createReadStream(path, { highWaterMark: 512 * 1024 });
  const packer: Transform = createZstdCompress({ params: { [level]: 6, [checksum]: 1 } });
  source.on('error', (cause) => packer.destroy(cause));
  try {
    for await (const chunk of source.pipe(packer)) yield chunk;
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  } finally {
    source.destroy();
    packer.destroy();
  }
}

/** An import puts another file in the place of the database: what is pushed must be one of them, not half of each. */
async function stateOf(path: string): Promise<string> {
  const about = await stat(path, { bigint: true }).catch(() => undefined);
  return `${about?.ino} ${about?.size} ${about?.mtimeNs}`;
}
