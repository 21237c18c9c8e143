import { beforeEach, describe, expect, test } from 'vitest';
import { publishStatements } from '../../src/attest/publish.ts';
import { emptyBlob, emptyDescriptor, tagAnchor } from '../../src/attest/tag-anchor.ts';
import { contentOf } from '../../src/gate/content.ts';
import { sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import { newSigner, now, type PushedImage, pushImage, statementsOf } from '../attest/examples.ts';
import { type MemoryRepository, memoryRepository } from '../fakes/memory-repository.ts';

let repository: MemoryRepository;
let image: PushedImage;

beforeEach(async () => {
  repository = memoryRepository({ referrersApi: false });
  image = await pushImage(repository, 'the release', '1.0.0');
  await repository.pushBlob(emptyBlob, mediaTypes.empty);
});

async function kindOf(
  document: unknown,
  options: { readonly mediaType?: string; readonly tag?: string } = {},
) {
  const manifest = Buffer.isBuffer(document) ? document : Buffer.from(JSON.stringify(document));
  const content = await contentOf(
    {
      repository: 'apps/shop',
      ...(options.tag === undefined ? {} : { tag: options.tag }),
      digest: sha256(manifest),
      mediaType: options.mediaType ?? mediaTypes.manifest,
      manifest,
      client: '203.0.113.9',
    },
    repository,
  );
  return content.kind;
}

function manifestOf(config: Descriptor, layers: readonly Descriptor[], more: Record<string, unknown> = {}) {
  return { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers, ...more };
}

async function blob(bytes: Uint8Array | string, mediaType: string): Promise<Descriptor> {
  return repository.pushBlob(Buffer.from(bytes), mediaType);
}

/** The archive of one file, of before POSIX, that is one JSON object too: no zero byte, no magic number. */
function jsonThatIsTar(): Buffer {
  const header = Buffer.alloc(512, 'x');
  header.write('{"../../../../../../../../../../../../bin/sh', 0, 'latin1');
  header.write('0000755 0000000 0000000 00000001000 00000000000 ', 100, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write('0', 156, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}  `, 148, 'latin1');
  const script = Buffer.alloc(512, ' ');
  script.write('":1}', 508, 'latin1');
  return Buffer.concat([header, script]);
}

const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';
const payload = '{"critical":{"type":"cosign container image signature"}}';
const imageConfig = '{"rootfs":{"type":"layers","diff_ids":[]}}';

describe('evidence is what no engine can run', () => {
  test('what this project publishes is evidence: bundles and tag anchors', async () => {
    const statements = statementsOf(image.subject, { tags: ['1.0.0'] });
    await publishStatements(repository, image.descriptor, statements, newSigner(), { now });
    const [referrer] = await repository.referrers(image.descriptor.digest);

    const bundle = await repository.manifest(referrer?.digest ?? '');

    expect(await kindOf(bundle?.bytes)).toBe('evidence');
    expect(await kindOf(tagAnchor('1.0.0').bytes)).toBe('evidence');
  });

  test.each([
    ['an in-toto envelope', 'application/vnd.dsse.envelope.v1+json'],
    ['a CycloneDX SBOM', 'application/vnd.cyclonedx+json'],
    ['an SPDX SBOM', 'application/spdx+json'],
  ])('%s with an empty configuration is evidence', async (_, type) => {
    expect(await kindOf(manifestOf(emptyDescriptor, [await blob(payload, type)]))).toBe('evidence');
  });

  test('a notation signature is evidence', async () => {
    const config = { ...emptyDescriptor, mediaType: 'application/vnd.cncf.notary.signature' };

    expect(await kindOf(manifestOf(config, [await blob('{}', 'application/jose+json')]))).toBe('evidence');
  });

  test.each([
    ['cosign’s signature image', mediaTypes.config, simpleSigning],
    ['cosign’s attestation image', mediaTypes.config, 'application/vnd.dsse.envelope.v1+json'],
    ['BuildKit’s attestation manifest', mediaTypes.config, 'application/vnd.in-toto+json'],
  ])('%s is evidence, because its layers are JSON', async (_, configType, type) => {
    const config = await blob(imageConfig, configType);

    expect(await kindOf(manifestOf(config, [await blob(payload, type), await blob('{"a":1}', type)]))).toBe(
      'evidence',
    );
  });

  test('a fallback list of referrers is evidence, also with an entry that is gone', async () => {
    const statements = statementsOf(image.subject);
    await publishStatements(repository, image.descriptor, statements, newSigner(), { now });
    const tag = image.descriptor.digest.replace(':', '-');
    const index = await repository.manifest(tag);
    const [gone] = await repository.referrers(image.descriptor.digest);
    repository.remove(gone?.digest ?? '');

    expect(await kindOf(index?.bytes, { mediaType: mediaTypes.index, tag })).toBe('evidence');
  });
});

describe('a runnable image never passes for evidence', () => {
  test('with an artifact type and annotations of a signature', async () => {
    const words = {
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      annotations: { 'dev.sigstore.bundle.content': 'dsse-envelope' },
      subject: image.descriptor,
    };
    const { config, layers } = JSON.parse(image.bytes.toString());

    expect(await kindOf(manifestOf(config, layers, words))).toBe('image');
  });

  test('under the tag cosign would use for a signature', async () => {
    const tag = `${image.descriptor.digest.replace(':', '-')}.sig`;

    expect(await kindOf(image.bytes, { tag })).toBe('image');
  });

  test('with one decoy layer beside a file system', async () => {
    const config = await blob(imageConfig, mediaTypes.config);
    const decoy = await blob(payload, simpleSigning);

    expect(await kindOf(manifestOf(config, [decoy, await blob('tar', mediaTypes.layer)]))).toBe('image');
    expect(await kindOf(manifestOf(emptyDescriptor, [decoy, await blob('tar', mediaTypes.layerGzip)]))).toBe(
      'image',
    );
  });

  test('with a file system called a signature, which Docker 20.10 unpacks all the same', async () => {
    const config = await blob(imageConfig, mediaTypes.config);
    const archive = Buffer.alloc(1_024);
    archive.write('bin/sh');

    expect(await kindOf(manifestOf(config, [await blob(archive, simpleSigning)]))).toBe('image');
    expect(await kindOf(manifestOf(config, [await blob(Buffer.from('1f8b08', 'hex'), simpleSigning)]))).toBe(
      'image',
    );
  });

  test('with a file system that is JSON too', async () => {
    const archive = jsonThatIsTar();
    const config = await blob(imageConfig, mediaTypes.config);

    expect(typeof JSON.parse(archive.toString())).toBe('object');
    expect(await kindOf(manifestOf(config, [await blob(archive, simpleSigning)]))).toBe('image');
  });

  test('with a configuration that is called empty and is not', async () => {
    const config = await blob(imageConfig, mediaTypes.empty);

    expect(await kindOf(manifestOf(config, [await blob(payload, simpleSigning)]))).toBe('image');
    expect(await kindOf(manifestOf({ ...emptyDescriptor, size: 3 }, []))).toBe('image');
  });

  test('with an empty configuration that is called an image’s, and a file system', async () => {
    const config = { ...emptyDescriptor, mediaType: mediaTypes.config };

    expect(await kindOf(manifestOf(config, [await blob('tar', mediaTypes.layer)]))).toBe('image');
  });

  test('with a layer that is called empty and is not', async () => {
    expect(await kindOf(manifestOf(emptyDescriptor, [await blob('tar', mediaTypes.empty)]))).toBe('image');
  });

  test('with layers of a type nobody listed', async () => {
    const layer = await blob(payload, 'application/vnd.example+json');

    expect(await kindOf(manifestOf(emptyDescriptor, [layer]))).toBe('image');
  });

  test('with no layers at all, or more than anyone would read', async () => {
    const config = await blob(imageConfig, mediaTypes.config);
    const layer = await blob(payload, simpleSigning);

    expect(await kindOf(manifestOf(config, []))).toBe('image');
    expect(await kindOf(manifestOf(config, Array(65).fill(layer)))).toBe('image');
  });

  test('with layers too large to be read, and none of them is fetched', async () => {
    const config = await blob(imageConfig, mediaTypes.config);
    const layer = { ...(await blob(payload, simpleSigning)), size: 16 * 1024 * 1024 + 1 };
    repository.asked.length = 0;

    expect(await kindOf(manifestOf(config, [layer]))).toBe('image');
    expect(repository.asked).toEqual([]);
  });

  test('inside what is tagged as a list of referrers', async () => {
    const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [image.descriptor] };
    const tag = sha256('any').replace(':', '-');

    expect(await kindOf(index, { mediaType: mediaTypes.index, tag })).toBe('index');
  });

  test('inside an index inside what is tagged as a list of referrers', async () => {
    const inner = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [image.descriptor] };
    const nested = await repository.pushManifest(Buffer.from(JSON.stringify(inner)), mediaTypes.index);
    const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [nested] };
    const tag = sha256('any').replace(':', '-');

    expect(await kindOf(index, { mediaType: mediaTypes.index, tag })).toBe('index');
  });

  test('because a blob could not be fetched', async () => {
    const config = await blob(imageConfig, mediaTypes.config);
    const missing = { mediaType: simpleSigning, digest: sha256('nowhere'), size: 7 };

    await expect(kindOf(manifestOf(config, [missing]))).rejects.toMatchObject({ code: 'BLOB_MISSING' });
  });
});

describe('a document that clients could read differently is refused', () => {
  const { config, layers } = { config: emptyDescriptor, layers: [emptyDescriptor] };
  const bad: readonly (readonly [string, unknown, string?])[] = [
    ['with layers and manifests', { ...manifestOf(config, layers), manifests: [] }],
    [
      'with layers and manifests, served as an index',
      { schemaVersion: 2, layers, manifests: [] },
      mediaTypes.index,
    ],
    ['that calls itself another type than it is served as', manifestOf(config, layers), mediaTypes.index],
    ['of schema 1', { schemaVersion: 1, fsLayers: [] }, mediaTypes.dockerSchema1],
    ['of a type that is no image', {}, 'application/json'],
    ['without a configuration', { schemaVersion: 2, mediaType: mediaTypes.manifest, layers }],
    ['with a digest that is none', manifestOf({ ...config, digest: 'sha256:00' as never }, layers)],
    [
      'with two lists of layers',
      Buffer.from(JSON.stringify(manifestOf(config, layers)).replace('"layers"', '"layers":[],"layers"')),
    ],
    [
      'with a key twice, once in another spelling',
      Buffer.from(
        JSON.stringify(manifestOf(config, layers)).replace('"config"', '"conf\\u0069g":{},"config"'),
      ),
    ],
    [
      'with a key twice deep inside',
      Buffer.from(JSON.stringify(manifestOf(config, layers)).replace('"size"', '"size" : 1, "size"')),
    ],
    ['that is a list', []],
    ['that is null', null],
    ['that is no JSON', Buffer.from('<html>')],
    ['that is empty', Buffer.alloc(0)],
    ['that is larger than a manifest may be', Buffer.alloc(4 * 1024 * 1024 + 1, ' ')],
  ];
  test.each(bad)('%s', async (_, document, mediaType = mediaTypes.manifest) => {
    expect(await kindOf(document, { mediaType: String(mediaType) })).toBe('refused');
  });
});

test('a manifest that says the same word in two places is no other than it was', async () => {
  const manifest = manifestOf(emptyDescriptor, [emptyDescriptor, emptyDescriptor], {
    annotations: { layers: '"layers":', config: 'a \\" {"layers":1,"layers":2}' },
  });

  expect(await kindOf(manifest)).toBe('evidence');
});
