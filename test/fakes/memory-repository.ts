import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fault } from '../../src/errors.ts';
import { type Digest, sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes, parseJson, parseManifest } from '../../src/model/manifest.ts';
import type { Repository, ServedManifest } from '../../src/registry/repository.ts';

export interface MemoryRepository extends Repository {
  /** What it was asked, in order: `manifest sha256:…`, `blob sha256:…`, `referrers sha256:…`. */
  readonly asked: string[];
  /** Thrown by the next calls whose `asked` line starts with `call`; undefined heals it. */
  breakAt(call: string, error: Error | undefined): void;
  /** As a registry administrator: the manifest or tag is gone, and with it its place in the list of referrers. */
  remove(target: string): void;
}

/**
 * A repository in memory, honest as a registry is: digests are computed, subjects are listed, a missing blob makes a
 * manifest refused. `referrersApi: false` keeps the list of referrers in the fallback tag instead.
 */
export function memoryRepository(
  options: { readonly name?: string; readonly host?: string; readonly referrersApi?: boolean } = {},
): MemoryRepository {
  const { name = 'apps/shop', host = 'registry.example', referrersApi = true } = options;
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, ServedManifest>();
  const tags = new Map<string, Digest>();
  const broken = new Map<string, Error>();
  const asked: string[] = [];

  const ask = (line: string): void => {
    asked.push(line);
    for (const [call, error] of broken) if (line.startsWith(call)) throw error;
  };

  const served = (target: string): ServedManifest | undefined => manifests.get(tags.get(target) ?? target);

  const readBlob = (descriptor: Pick<Descriptor, 'digest' | 'size'>): Buffer => {
    ask(`blob ${descriptor.digest}`);
    const bytes = blobs.get(descriptor.digest);
    if (bytes === undefined)
      throw fault('BLOB_MISSING', { host, digest: descriptor.digest, repository: name });
    if (bytes.byteLength !== descriptor.size) {
      const { digest, size } = descriptor;
      throw fault('BLOB_SIZE_MISMATCH', { digest, wanted: size, got: bytes.byteLength });
    }
    return bytes;
  };

  const store = (bytes: Uint8Array, mediaType: string, tag?: string): Descriptor => {
    const { artifactType, annotations } = describe(bytes, mediaType);
    const descriptor: Descriptor = {
      mediaType,
      digest: sha256(bytes),
      size: bytes.byteLength,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(annotations === undefined ? {} : { annotations }),
    };
    manifests.set(descriptor.digest, { descriptor, bytes: Buffer.from(bytes) });
    if (tag !== undefined) tags.set(tag, descriptor.digest);
    return descriptor;
  };

  const fallbackTag = (subject: string): string => subject.replace(':', '-');

  const fallbackList = (subject: string): readonly Descriptor[] => {
    const index = served(fallbackTag(subject));
    if (index === undefined) return [];
    const parsed = parseManifest(index.bytes, index.descriptor.mediaType);
    return parsed.kind === 'index' ? parsed.index.manifests : [];
  };

  const apiList = (subject: string): readonly Descriptor[] =>
    [...manifests.values()]
      .filter(({ bytes, descriptor }) => describe(bytes, descriptor.mediaType).subject === subject)
      .map(({ descriptor }) => descriptor);

  const push = (bytes: Uint8Array, mediaType: string, target?: string): Descriptor => {
    ask(`push manifest ${target ?? sha256(bytes)}`);
    for (const blob of describe(bytes, mediaType).blobs) {
      if (!blobs.has(blob)) throw fault('BLOB_MISSING', { host, digest: blob, repository: name });
    }
    return store(bytes, mediaType, target);
  };

  return {
    host,
    name,
    asked,
    breakAt: (call, error) => void (error === undefined ? broken.delete(call) : broken.set(call, error)),
    remove(target) {
      const digest = tags.get(target) ?? target;
      if (!tags.delete(target)) manifests.delete(digest);
    },
    async manifest(target, options) {
      options?.signal?.throwIfAborted();
      ask(`manifest ${target}`);
      return served(target);
    },
    async blob(descriptor) {
      return Readable.from([readBlob(descriptor)]);
    },
    async blobBytes(descriptor, maxBytes) {
      if (descriptor.size > maxBytes) throw fault('TOO_LARGE', { what: 'the blob', maxBytes, hint: '' });
      return readBlob(descriptor);
    },
    async tags() {
      return [...tags.keys()].sort();
    },
    async referrers(subject) {
      ask(`referrers ${subject}`);
      const both = [...(referrersApi ? apiList(subject) : []), ...fallbackList(subject)];
      return [...new Map(both.map((descriptor) => [descriptor.digest, descriptor])).values()].slice(0, 1_000);
    },
    async pushBlob(content, mediaType) {
      const bytes = 'open' in content ? await buffer(content.open()) : content;
      ask(`push blob ${sha256(bytes)}`);
      blobs.set(sha256(bytes), Buffer.from(bytes));
      return { mediaType, digest: sha256(bytes), size: bytes.byteLength };
    },
    async pushManifest(bytes, mediaType, target) {
      return push(bytes, mediaType, target);
    },
    async pushReferrer(bytes, mediaType) {
      const descriptor = push(bytes, mediaType);
      const { subject } = describe(bytes, mediaType);
      if (referrersApi || subject === undefined) return descriptor;
      const index = {
        schemaVersion: 2,
        mediaType: mediaTypes.index,
        manifests: [
          ...fallbackList(subject).filter(({ digest }) => digest !== descriptor.digest),
          descriptor,
        ],
      };
      store(Buffer.from(JSON.stringify(index)), mediaTypes.index, fallbackTag(subject));
      return descriptor;
    },
  };
}

interface Described {
  readonly subject?: string;
  readonly artifactType?: string;
  readonly annotations?: Record<string, string>;
  readonly blobs: readonly string[];
}

/** What a registry takes from a manifest; a document it cannot read is stored as it is. */
function describe(bytes: Uint8Array, mediaType: string): Described {
  const isImage = mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest;
  const json = isImage ? parseJson(bytes, 'the manifest') : {};
  const document = json as {
    subject?: { digest: string };
    artifactType?: string;
    annotations?: Record<string, string>;
    config?: { digest: string; mediaType: string };
    layers?: { digest: string }[];
  };
  const artifactType = document.artifactType ?? document.config?.mediaType;
  return {
    ...(document.subject === undefined ? {} : { subject: document.subject.digest }),
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(document.annotations === undefined ? {} : { annotations: document.annotations }),
    blobs: [...(document.config === undefined ? [] : [document.config]), ...(document.layers ?? [])].map(
      ({ digest }) => digest,
    ),
  };
}
