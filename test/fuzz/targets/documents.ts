import { hooks } from '../../../registry-hook/hooks/hooks.ts';
import { isKnownExploitedCatalogue, readKnownExploited } from '../../../src/advisories/kev.ts';
import { readAdvisory } from '../../../src/advisories/osv.ts';
import { createVectorRater } from '../../../src/advisories/vector-rater.ts';
import { openBundle } from '../../../src/attest/bundle.ts';
import { readPublicKey } from '../../../src/attest/keys.ts';
import { predicates } from '../../../src/attest/predicates/predicates.ts';
import { readStatement } from '../../../src/attest/statement.ts';
import { isLegacyEvidence } from '../../../src/gate/evidence-manifest.ts';
import { formatCapabilities } from '../../../src/image/capabilities.ts';
import { readConfig } from '../../../src/image/config.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { duplicateKey } from '../../../src/model/duplicate-key.ts';
import { mediaTypes, parseImageConfig, parseJson, parseManifest } from '../../../src/model/manifest.ts';
import { parsePolicy } from '../../../src/verdict/policy-file.ts';
import { now, reportOf, runtimePolicyOf, statementsOf, verdictOf } from '../../attest/examples.ts';
import { buildImage, buildIndex } from '../../fakes/images.ts';
import { bytesOf } from '../../fakes/manifests.ts';
import { file, tar } from '../../fakes/tar.ts';
import { fixtures, quotedIn } from '../fixtures.ts';
import type { Seed, Target } from '../target.ts';

const json = (path: string): boolean => path.endsWith('.json');

/** Texts in test files that look like the thing at hand. */
function written(form: RegExp, ...folders: readonly string[]): readonly Seed[] {
  return quotedIn(...folders).flatMap(({ file: name, texts }) =>
    texts
      .filter((text) => form.test(text))
      .map((text) => ({ name: `a text in ${name}`, bytes: Buffer.from(text) })),
  );
}

const image = buildImage([tar(file('a')), tar(file('b'))], {
  variant: 'v8',
  history: [{ created_by: 'RUN a' }, { created_by: 'ENV b', empty_layer: true }, { created_by: 'COPY c' }],
});
const manifests: readonly Seed[] = [
  { name: 'a manifest', bytes: image.manifest },
  { name: 'an index', bytes: buildIndex([image.descriptor, image.descriptor]) },
];
const configs: readonly Seed[] = [{ name: 'a configuration', bytes: image.config }];

const subject = { name: 'registry.example/a', digest: sha256('a') };

const publicKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEh0sxvjeIcWRjd1WW28qAuFwou2hZ
xWiGnctxH5XdZDtbOnbnXwJiAysf6srJKvQPFC00SuRvd9yintciuUTYYg==
-----END PUBLIC KEY-----
`;

const pushEvent = {
  id: 'e1',
  timestamp: '2026-01-01T00:00:00Z',
  action: 'push',
  target: {
    mediaType: mediaTypes.manifest,
    digest: subject.digest,
    repository: 'apps/shop',
    tag: '1.0',
    size: 5,
  },
};

const rate = createVectorRater();
const noKeys = [] as const;

function target(name: string, seeds: readonly Seed[], read: (input: Buffer, seed: Seed) => unknown): Target {
  return { name, seeds, read };
}

export const documentTargets: readonly Target[] = [
  target('manifest', manifests, (input) => parseManifest(input, undefined)),
  target('image-config', configs, (input) => [
    parseImageConfig(input),
    readConfig(input, { image: 'a', layers: 2 }),
  ]),
  target('osv', fixtures('test/fixtures/osv', json), (input) => {
    const { families, ...advisory } = readAdvisory(parseJson(input, 'the record'), rate);
    return { ...advisory, families: [...families] };
  }),
  target(
    'kev',
    fixtures('test/fixtures/osv', (path) => path.endsWith('kev.json')),
    (input) => {
      const parsed = parseJson(input, 'the catalogue');
      return isKnownExploitedCatalogue(parsed) ? readKnownExploited(parsed) : undefined;
    },
  ),
  target(
    'policy',
    [
      ...fixtures('test/fixtures/policies', (path) => path.endsWith('.yaml')),
      ...written(/^version: 1\n/, 'test'),
    ],
    (input) => parsePolicy(input.toString('utf8'), 'sekisho.yaml'),
  ),
  target(
    'statement',
    statementsOf(subject, {
      report: { ...reportOf(subject.digest), verdict: verdictOf('pass', now) },
      runtime: { policy: runtimePolicyOf(subject.digest), files: [] },
      tags: ['1.0'],
    }).map(({ predicateType, payload }) => ({ name: predicateType, bytes: payload })),
    (input) => {
      const statement = readStatement(input);
      return predicates.map((predicate) => predicate.parse(statement.predicate, statement.subject));
    },
  ),
  target(
    'bundle',
    [
      {
        name: 'a bundle',
        bytes: Buffer.from(
          JSON.stringify({
            mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
            verificationMaterial: { publicKey: { hint: 'x' }, tlogEntries: [] },
            dsseEnvelope: {
              payload: 'e30=',
              payloadType: 'application/vnd.in-toto+json',
              signatures: [{ sig: 'AA==' }],
            },
          }),
        ),
      },
    ],
    (input) => openBundle(input, noKeys),
  ),
  target(
    'public-key',
    [{ name: 'a key', bytes: Buffer.from(publicKey) }],
    (input) => readPublicKey(input.toString('utf8')).id,
  ),
  target(
    'legacy-evidence',
    [{ name: 'a signature', bytes: bytesOf({ critical: {}, optional: null }) }],
    (input) => {
      const layer = { mediaType: 'application/vnd.in-toto+json', digest: subject.digest, size: input.length };
      const manifest = {
        schemaVersion: 2 as const,
        config: { ...layer, mediaType: mediaTypes.config },
        layers: [layer],
      };
      const { host, name } = { host: 'registry.example', name: 'a' };
      const nothing = async (): Promise<never> => {
        throw new Error('only the layer is asked for');
      };
      const source = { host, name, manifest: nothing, referrers: nothing, blobBytes: async () => input };
      return isLegacyEvidence(manifest, source);
    },
  ),
  target(
    'capabilities',
    [1, 2, 3].map((revision) => {
      const bytes = Buffer.alloc([0, 12, 20, 24][revision] ?? 0, 1);
      bytes.writeUInt32LE(revision * 0x1000000 + 1, 0);
      return { name: `revision ${revision}`, bytes };
    }),
    (input) => formatCapabilities(input),
  ),
  target('duplicate-key', [...manifests, ...configs], (input) => {
    // It is only asked of what is JSON.
    parseJson(input, 'the document');
    return duplicateKey(input.toString('utf8'));
  }),
  ...hooks.map((hook) =>
    target(
      `hook:${hook.name}`,
      [
        { name: 'a push', bytes: bytesOf({ events: [pushEvent, pushEvent] }) },
        ...fixtures('test/fixtures', (path) => path.includes('hooks/') && json(path)),
      ],
      (input) => hook.parse(parseJson(input, 'the event')),
    ),
  ),
];
