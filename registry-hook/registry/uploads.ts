import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Digest, digestAlgorithm, hashFor } from '../../src/model/digest.ts';

/** A blob on its way in: a file of its own, and the hash of what it holds. */
export interface Upload {
  readonly id: string;
  readonly repository: string;
  readonly path: string;
  /** Bytes taken so far. */
  size: number;
  /** sha256 of those bytes. */
  hash: Hash;
  touchedAt: number;
}

export interface Uploads {
  begin(repository: string): Promise<Upload>;
  /** undefined for an id that is not known, or is another repository's. */
  find(id: string, repository: string): Upload | undefined;
  /** Adds the bytes; when they break off, what was taken of them is given back. Returns how many there were. */
  append(upload: Upload, bytes: Readable): Promise<number>;
  /** The digest of what was taken, by the algorithm of `wanted`; the file is flushed. */
  finish(upload: Upload, wanted: Digest): Promise<string>;
  /** Forgets the upload and removes its file, if it still has one. */
  end(upload: Upload): Promise<void>;
}

/** An upload nobody has written to for an hour is given up. */
const maxIdleMs = 60 * 60 * 1000;

export function createUploads(folder: string, now: () => number): Uploads {
  const uploads = new Map<string, Upload>();

  async function end(upload: Upload): Promise<void> {
    uploads.delete(upload.id);
    await rm(upload.path, { force: true });
  }

  return {
    end,
    async begin(repository) {
      for (const upload of [...uploads.values()]) if (now() - upload.touchedAt > maxIdleMs) await end(upload);
      const id = randomUUID();
      const path = join(folder, id);
      await writeFile(path, '', { flag: 'wx' });
      const upload = { id, repository, path, size: 0, hash: createHash('sha256'), touchedAt: now() };
      uploads.set(id, upload);
      return upload;
    },
    find(id, repository) {
      const upload = uploads.get(id);
      return upload?.repository === repository ? upload : undefined;
    },
    async append(upload, bytes) {
      const hash = upload.hash.copy();
      let got = 0;
      upload.touchedAt = now();
      try {
        await pipeline(
          bytes,
          async function* hashed(chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              hash.update(chunk);
              got += chunk.length;
              yield chunk;
            }
          },
          createWriteStream(upload.path, { flags: 'r+', start: upload.size }),
        );
      } catch (error) {
        await truncate(upload.path, upload.size);
        throw error;
      }
      upload.hash = hash;
      upload.size += got;
      upload.touchedAt = now();
      return got;
    },
    async finish(upload, wanted) {
      const file = await open(upload.path, 'r+');
      try {
        await file.datasync();
      } finally {
        await file.close();
      }
      if (digestAlgorithm(wanted) === 'sha256') return `sha256:${upload.hash.copy().digest('hex')}`;
      const hash = hashFor(wanted);
      await pipeline(createReadStream(upload.path), hash);
      return `${digestAlgorithm(wanted)}:${hash.digest('hex')}`;
    },
  };
}
