import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestHex, sha256 } from '../../src/model/digest.ts';
import { mediaTypes } from '../../src/model/manifest.ts';

/** Writes an OCI image layout with one uncompressed layer of these files; returns the digest of the manifest. */
export function writeLayout(
  folder: string,
  files: Readonly<Record<string, string>>,
  config: Readonly<Record<string, unknown>> = {},
): string {
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const store = (content: Buffer, mediaType: string) => {
    const digest = sha256(content);
    writeFileSync(join(blobs, digestHex(digest)), content);
    return { mediaType, digest, size: content.length };
  };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const layer = store(tarOf(files), mediaTypes.layer);
  const image = {
    os: 'linux',
    architecture: 'amd64',
    config,
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  };
  const manifest = store(
    json({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: store(json(image), mediaTypes.config),
      layers: [layer],
    }),
    mediaTypes.manifest,
  );
  writeFileSync(join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(
    join(folder, 'index.json'),
    json({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [manifest] }),
  );
  return manifest.digest;
}

/** POSIX.1-1988 ustar: a header of 512 bytes for each file, its content padded to 512, two blocks of zeros. */
function tarOf(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).map(([name, text]) => {
    const content = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\0' + '00', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
