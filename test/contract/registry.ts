import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/model/digest.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import { openRepository, type RegistryOptions } from '../../src/registry/client.ts';
import type { Repository } from '../../src/registry/repository.ts';
import { bytesOf, emptyBlob, pushImage, referrerOf } from '../fakes/manifests.ts';

/** A registry that runs, empty or not: the suite takes repositories of its own. */
export interface RegistryUnderTest {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly hasReferrersApi: boolean;
  readonly options?: RegistryOptions;
  /** Default: over the network, with `options`. */
  open?(repository: string): Repository;
  stop(): Promise<void>;
}

/** What holds between a `Repository` and every registry it can talk to. */
export function registryContract(name: string, start: () => Promise<RegistryUnderTest>): void {
  describe(`a repository on ${name}`, () => {
    let registry: RegistryUnderTest;
    let taken = 0;

    beforeAll(async () => {
      registry = await start();
    });
    afterAll(async () => {
      await registry?.stop();
    });

    /** A repository nobody has used. */
    function fresh(): Repository {
      taken += 1;
      return reopen(`contract/run-${taken}`);
    }

    function reopen(repository: string): Repository {
      if (registry.open !== undefined) return registry.open(repository);
      return openRepository({ host: registry.host, repository }, registry.options);
    }

    async function artifactsReadyIn(repository: Repository): Promise<void> {
      await repository.pushBlob(emptyBlob, mediaTypes.empty);
    }

    test('gives back the blob that was pushed, streamed or whole', async () => {
      const repository = fresh();
      const bytes = randomBytes(3_000_000);
      const descriptor = await repository.pushBlob(bytes, 'application/x');
      expect(descriptor).toEqual({ mediaType: 'application/x', digest: sha256(bytes), size: bytes.length });
      expect((await buffer(await repository.blob(descriptor))).equals(bytes)).toBe(true);
      expect((await repository.blobBytes(descriptor, bytes.length)).equals(bytes)).toBe(true);
    });

    test('takes a blob that is read from where it lies', async () => {
      const repository = fresh();
      const bytes = randomBytes(3_000_000);
      const source = { digest: sha256(bytes), size: bytes.length, open: () => Readable.from([bytes]) };
      const descriptor = await repository.pushBlob(source, 'application/x');
      expect(descriptor).toEqual({ mediaType: 'application/x', digest: sha256(bytes), size: bytes.length });
      expect((await buffer(await repository.blob(descriptor))).equals(bytes)).toBe(true);
    });

    test('takes the same blob twice, and an empty one', async () => {
      const repository = fresh();
      const first = await repository.pushBlob(bytesOf('twice'), 'application/x');
      expect(await repository.pushBlob(bytesOf('twice'), 'application/x')).toEqual(first);
      const empty = await repository.pushBlob(Buffer.alloc(0), 'application/x');
      expect((await repository.blobBytes(empty, 0)).length).toBe(0);
    });

    test('refuses a blob whose descriptor gives another size', async () => {
      const repository = fresh();
      const { digest } = await repository.pushBlob(bytesOf('five!'), 'application/x');
      for (const size of [4, 6]) {
        await expect(repository.blobBytes({ digest, size }, 10)).rejects.toMatchObject({
          code: 'BLOB_SIZE_MISMATCH',
        });
      }
    });

    test('says that a blob is missing', async () => {
      const repository = fresh();
      await pushImage(repository, 'something', '1.0');
      await expect(repository.blob({ digest: sha256('nothing'), size: 7 })).rejects.toMatchObject({
        code: 'BLOB_MISSING',
      });
    });

    test('has no manifest nobody pushed, by tag or digest', async () => {
      const repository = fresh();
      await pushImage(repository, 'something', '1.0');
      expect(await repository.manifest('2.0')).toBeUndefined();
      expect(await repository.manifest(sha256('nothing'))).toBeUndefined();
    });

    test('gives back the manifest that was pushed, by tag and by digest, byte for byte', async () => {
      const repository = fresh();
      const pushed = await pushImage(repository, 'image', '1.0');
      const byTag = await repository.manifest('1.0');
      const byDigest = await repository.manifest(pushed.digest);
      expect(byTag?.descriptor).toEqual(pushed);
      expect(byDigest?.descriptor).toEqual(pushed);
      expect(sha256(byTag?.bytes ?? '')).toBe(pushed.digest);
    });

    test('takes a manifest without a tag', async () => {
      const repository = fresh();
      const pushed = await pushImage(repository, 'untagged');
      expect((await repository.manifest(pushed.digest))?.descriptor).toEqual(pushed);
    });

    test('gives an index as an index', async () => {
      const repository = fresh();
      const image = await pushImage(repository, 'amd64');
      const index = {
        schemaVersion: 2,
        mediaType: mediaTypes.index,
        manifests: [{ ...image, platform: { os: 'linux', architecture: 'amd64' } }],
      };
      const pushed = await repository.pushManifest(bytesOf(index), mediaTypes.index, 'multi');
      const served = await repository.manifest('multi');
      expect(served?.descriptor).toEqual({ ...pushed, mediaType: mediaTypes.index });
      expect(JSON.parse(served?.bytes.toString() ?? '')).toEqual(index);
    });

    test('moves a tag to what was pushed last, and keeps what it meant before', async () => {
      const repository = fresh();
      const first = await pushImage(repository, 'first', 'latest');
      const second = await pushImage(repository, 'second', 'latest');
      expect((await repository.manifest('latest'))?.descriptor.digest).toBe(second.digest);
      expect((await repository.manifest(first.digest))?.descriptor.digest).toBe(first.digest);
    });

    test('lists every tag once', async () => {
      const repository = fresh();
      for (const tag of ['1.0', 'b', 'A', '1.10', 'b']) await pushImage(repository, tag, tag);
      expect([...(await repository.tags())].sort()).toEqual(['1.0', '1.10', 'A', 'b']);
    });

    test('lists no referrers for a manifest that has none', async () => {
      const repository = fresh();
      const image = await pushImage(repository, 'lonely', '1.0');
      expect(await repository.referrers(image.digest)).toEqual([]);
    });

    // Not its artifactType: go-containerregistry gives the configuration's media type instead, which is why nobody
    // may rely on it.
    test('lists a referrer, and gives it back byte for byte', async () => {
      const repository = fresh();
      const image = await pushImage(repository, 'image', '1.0');
      await artifactsReadyIn(repository);
      const bytes = referrerOf(image, 'application/vnd.example.sbom', { 'org.example': 'yes' });
      const pushed = await repository.pushReferrer(bytes, mediaTypes.manifest);
      expect(await repository.referrers(image.digest)).toEqual([expect.objectContaining(pushed)]);
      expect((await repository.manifest(pushed.digest))?.bytes.equals(bytes)).toBe(true);
    });

    test('lists a referrer that was pushed twice once', async () => {
      const repository = fresh();
      const image = await pushImage(repository, 'image', '1.0');
      await artifactsReadyIn(repository);
      const bytes = referrerOf(image, 'application/x');
      await repository.pushReferrer(bytes, mediaTypes.manifest);
      await repository.pushReferrer(bytes, mediaTypes.manifest);
      expect((await repository.referrers(image.digest)).length).toBe(1);
    });

    test('loses no referrer of several that are pushed at once', async () => {
      const repository = fresh();
      const image = await pushImage(repository, 'image', '1.0');
      await artifactsReadyIn(repository);
      const pushed = await Promise.all(
        ['a', 'b', 'c', 'd', 'e', 'f'].map((type) =>
          reopen(repository.name).pushReferrer(referrerOf(image, `application/${type}`), mediaTypes.manifest),
        ),
      );
      const listed = await repository.referrers(image.digest);
      expect(listed.map(({ digest }) => digest).sort()).toEqual(pushed.map(({ digest }) => digest).sort());
    });

    test('takes a referrer before its subject', async () => {
      const repository = fresh();
      await artifactsReadyIn(repository);
      const subject = { mediaType: mediaTypes.manifest, digest: sha256('to come'), size: 7 };
      const pushed = await repository.pushReferrer(referrerOf(subject, 'application/x'), mediaTypes.manifest);
      expect((await repository.referrers(subject.digest)).map(({ digest }) => digest)).toEqual([
        pushed.digest,
      ]);
    });

    test('has the fallback tag where there is no referrers API', async () => {
      const repository = fresh();
      const image = await pushImage(repository, 'image', '1.0');
      await artifactsReadyIn(repository);
      await repository.pushReferrer(referrerOf(image, 'application/x'), mediaTypes.manifest);
      const fallback = await repository.manifest(image.digest.replace(':', '-'));
      expect(fallback !== undefined || registry.hasReferrersApi).toBe(true);
    });

    test('stops when the caller gives up', async () => {
      const repository = fresh();
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(repository.manifest('1.0', { signal })).rejects.toThrow('enough');
    });
  });
}
