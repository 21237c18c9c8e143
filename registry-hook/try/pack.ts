import { gzipSync } from 'node:zlib';
import { sha256 } from '../../src/model/digest.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import type { Repository } from '../../src/registry/repository.ts';

/** A file of a sample image. */
export interface SampleFile {
  /** Without leading slash. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

const blockBytes = 512;

/** A ustar archive (POSIX.1-1988), sorted and without times: the same files always give the same bytes. */
function tar(files: readonly SampleFile[]): Buffer {
  const folders = new Set(
    files.flatMap(({ path }) => {
      const parts = path.split('/').slice(0, -1);
      return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    }),
  );
  const entries = [
    ...[...folders].map((path) => ({ path: `${path}/`, bytes: Buffer.alloc(0), mode: 0o755, type: '5' })),
    ...files.map((file) => ({ ...file, type: '0' })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const blocks = entries.flatMap(({ path, bytes, mode, type }) => [
    tarHeader(path, bytes.length, mode, type),
    bytes,
    Buffer.alloc((blockBytes - (bytes.length % blockBytes)) % blockBytes),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

function tarHeader(path: string, size: number, mode: number, type: string): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(path, 0, 100);
  header.write(octal(mode, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** What the engine runs; OCI image-spec v1.1 "config". */
export interface SampleConfig {
  readonly Entrypoint: readonly string[];
  readonly User: string;
}

/** Pushes an image of one layer and returns nothing: the registry checks every digest. */
export async function pushImage(
  repository: Repository,
  tag: string,
  files: readonly SampleFile[],
  config: SampleConfig,
): Promise<void> {
  const archive = tar(files);
  const layer = await repository.pushBlob(gzipSync(archive, { level: 9 }), mediaTypes.layerGzip);
  const configBytes = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { ...config, Env: ['PATH=/bin:/app'], WorkingDir: '/app' },
      rootfs: { type: 'layers', diff_ids: [sha256(archive)] },
      history: [{ created_by: 'COPY . /' }],
    }),
  );
  const configDescriptor = await repository.pushBlob(configBytes, mediaTypes.config);
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, digest: configDescriptor.digest, size: configDescriptor.size },
    layers: [{ mediaType: mediaTypes.layerGzip, digest: layer.digest, size: layer.size }],
  };
  await repository.pushManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.manifest, tag);
}
