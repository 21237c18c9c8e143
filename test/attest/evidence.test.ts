import { bundleFromJSON, bundleToJSON, type SerializedBundle } from '@sigstore/bundle';
import { DSSEBundleBuilder, MessageSignatureBundleBuilder } from '@sigstore/sign';
import { assert, integer, jsonValue, nat, property } from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { bundleMediaType, openBundle, signStatement } from '../../src/attest/bundle.ts';
import {
  findEvidence,
  findTagBindings,
  maxReferrers,
  noEvidence,
  ofKind,
} from '../../src/attest/evidence.ts';
import { createEvidenceCache } from '../../src/attest/evidence-cache.ts';
import type { KeySigner } from '../../src/attest/keys.ts';
import { inspectionStatement } from '../../src/attest/predicates/inspection.ts';
import { sbomStatement } from '../../src/attest/predicates/sbom.ts';
import { tagBindingStatement } from '../../src/attest/predicates/tag-binding.ts';
import { verdictStatement } from '../../src/attest/predicates/verdict.ts';
import { vulnerabilitiesStatement } from '../../src/attest/predicates/vulnerabilities.ts';
import { publishStatements } from '../../src/attest/publish.ts';
import { makeStatement, type Statement } from '../../src/attest/statement.ts';
import { emptyBlob, emptyDescriptor, tagAnchor } from '../../src/attest/tag-anchor.ts';
import { trustOf } from '../../src/attest/trust.ts';
import { fault, isFault } from '../../src/errors.ts';
import { sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import { formatTime } from '../../src/model/time.ts';
import { type MemoryRepository, memoryRepository } from '../fakes/memory-repository.ts';
import {
  day,
  hour,
  newSigner,
  now,
  type PushedImage,
  pushImage,
  reportOf,
  secret,
  statementsOf,
  subjectOf,
  trusting,
  verdictOf,
  vulnerability,
} from './examples.ts';

const signer = newSigner();
const stranger = newSigner();
const trust = trusting(signer);

let repository: MemoryRepository;
let image: PushedImage;

beforeEach(async () => {
  repository = memoryRepository();
  image = await pushImage(repository, 'the release', '1.0.0');
});

/** Attaches any bytes as a bundle, as anyone who may push can. */
async function attach(
  bytes: Uint8Array,
  subject: Descriptor = image.descriptor,
  manifest: Record<string, unknown> = {},
): Promise<Descriptor> {
  const layer = await repository.pushBlob(bytes, bundleMediaType);
  await repository.pushBlob(emptyBlob, mediaTypes.empty);
  const { mediaType, digest, size } = subject;
  const document = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType: bundleMediaType,
    config: emptyDescriptor,
    layers: [layer],
    subject: { mediaType, digest, size },
    ...manifest,
  };
  return repository.pushReferrer(Buffer.from(JSON.stringify(document)), mediaTypes.manifest);
}

function verdictAt(time: number, outcome: 'pass' | 'fail' = 'pass', subject = image.subject): Statement {
  return verdictStatement(subject, verdictOf(outcome, time), [], '0.1.0');
}

async function found(at = now): Promise<readonly string[]> {
  const { verified } = await findEvidence(repository, image.descriptor.digest, trust, { now: at });
  return verified.map(({ stated }) => stated.kind);
}

async function ignoredReasons(): Promise<readonly string[]> {
  const { verified, ignored } = await findEvidence(repository, image.descriptor.digest, trust, { now });
  expect(verified).toEqual([]);
  return ignored.map(({ reason }) => reason);
}

/** A signed bundle as JSON, changed by hand. */
async function edited(
  statement: Statement,
  change: (bundle: SerializedBundle) => unknown,
  by: KeySigner = signer,
): Promise<Buffer> {
  const bundle: SerializedBundle = JSON.parse((await signStatement(statement, by)).toString());
  return Buffer.from(JSON.stringify(change(bundle)));
}

function withEnvelope(bundle: SerializedBundle, change: Record<string, unknown>): unknown {
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, ...change } };
}

describe.each([
  ['a registry with the referrers API', true],
  ['a registry with the fallback tag alone', false],
])('in %s', (_, referrersApi) => {
  test('what was published is found, verified, newest first', async () => {
    repository = memoryRepository({ referrersApi });
    image = await pushImage(repository, 'the release', '1.0.0');
    const report = reportOf(image.descriptor.digest, {
      findings: [vulnerability, secret],
      verdict: verdictOf('pass', now),
    });
    const statements = statementsOf(image.subject, { report, tags: ['1.0.0'], signedAt: now - 60_000 });

    await publishStatements(repository, image.descriptor, statements, signer, { now });

    const evidence = await findEvidence(repository, image.descriptor.digest, trust, { now });
    expect(
      evidence.verified.map(({ stated, signer: name }) => `${stated.kind} by ${name}`).slice(0, 2),
    ).toEqual(['verdict by keys/release.pub', 'tag-binding by keys/release.pub']);
    expect(evidence.verified.map(({ stated }) => stated.kind).sort()).toEqual([
      'inspection',
      'sbom',
      'tag-binding',
      'verdict',
      'vulnerabilities',
    ]);
    expect(ofKind(evidence, 'vulnerabilities')[0]?.stated.findings).toEqual([vulnerability]);
    expect(ofKind(evidence, 'inspection')[0]?.stated.findings).toEqual([secret]);
    expect(evidence).toMatchObject({ ignored: [], others: 0 });
  });

  test('all bindings of a tag are found when the tag points to other bytes', async () => {
    repository = memoryRepository({ referrersApi });
    const first = await pushImage(repository, 'first', 'stable');
    await publishStatements(
      repository,
      first.descriptor,
      [tagBindingStatement(first.subject, 'stable', now - day)],
      signer,
      { now },
    );
    const second = await pushImage(repository, 'second', 'stable');
    await publishStatements(
      repository,
      second.descriptor,
      [tagBindingStatement(second.subject, 'stable', now)],
      signer,
      { now },
    );
    await pushImage(repository, 'unsigned', 'stable');

    const bindings = ofKind(await findTagBindings(repository, 'stable', trust, { now }), 'tag-binding');

    expect(bindings.map(({ stated }) => stated.digest)).toEqual([
      second.descriptor.digest,
      first.descriptor.digest,
    ]);
  });
});

describe('publishing', () => {
  const publish = (statements: readonly Statement[], at = now) =>
    publishStatements(repository, image.descriptor, statements, signer, { now: at });

  test('writes referrers as cosign’s bundle specification has them', async () => {
    const [published] = await publish([verdictAt(now)]);

    const served = await repository.manifest(published?.referrers[0] ?? '');
    const { digest, size } = image.descriptor;
    expect(JSON.parse(served?.bytes.toString() ?? '')).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      config: {
        mediaType: 'application/vnd.oci.empty.v1+json',
        digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
        size: 2,
      },
      layers: [
        {
          mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
          digest: expect.any(String),
          size: expect.any(Number),
        },
      ],
      subject: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size },
      annotations: {
        'dev.sekisho.statement.digest': published?.statement,
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'dev.sigstore.bundle.predicateType': 'https://slsa.dev/verification_summary/v1',
        'org.opencontainers.image.created': '2026-11-23T12:00:00Z',
      },
    });
  });

  test('writes a Sigstore bundle v0.3 whose envelope carries no key id, as sigstore-go does', async () => {
    const bundle = JSON.parse((await signStatement(verdictAt(now), signer)).toString());

    expect(bundle).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: signer.publicKey.id } },
      dsseEnvelope: { payloadType: 'application/vnd.in-toto+json' },
    });
    expect(bundle.dsseEnvelope.signatures).toEqual([{ sig: expect.any(String) }]);
  });

  test('a second run publishes nothing and reports the same referrers', async () => {
    const statements = statementsOf(image.subject, { tags: ['1.0.0'] });
    const first = await publish(statements);
    repository.asked.length = 0;

    const second = await publish(statements, now + day);

    expect(second).toEqual(first.map((published) => ({ ...published, written: false })));
    expect(repository.asked.filter((line) => line.startsWith('push'))).toEqual([]);
  });

  test('a tag binding hangs on the image and on the tag’s anchor', async () => {
    const [binding] = await publish([tagBindingStatement(image.subject, '1.0.0', now)]);

    const anchor = tagAnchor('1.0.0').descriptor.digest;
    const beside = async (digest: typeof anchor) =>
      (await repository.referrers(digest)).map((found) => found.digest);
    expect(binding?.referrers).toEqual([
      ...(await beside(image.descriptor.digest)),
      ...(await beside(anchor)),
    ]);
    expect(await repository.manifest(anchor)).toBeDefined();
  });

  test('an anchor follows from its tag alone', () => {
    expect(tagAnchor('1.0.0').bytes.toString()).toBe(
      '{"annotations":{"org.opencontainers.image.ref.name":"1.0.0"},"artifactType":"application/vnd.sekisho.tag.v1",' +
        '"config":{"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","mediaType":"application/vnd.oci.empty.v1+json","size":2},' +
        '"layers":[{"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","mediaType":"application/vnd.oci.empty.v1+json","size":2}],' +
        '"mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2}',
    );
  });

  test('a run that stops half-way says how far it came, and the next run completes it', async () => {
    const statements = [verdictAt(now - hour), verdictAt(now)];
    const secondVerdict = await signStatement(statements[1] as Statement, signer);
    expect(secondVerdict.byteLength).toBeGreaterThan(0);
    let pushes = 0;
    const pushReferrer = repository.pushReferrer;
    const flaky: MemoryRepository = {
      ...repository,
      pushReferrer: async (...call) => {
        pushes += 1;
        if (pushes === 2)
          throw fault('HTTP_TIMEOUT', { host: 'registry.example', seconds: 30, asked: 'PUT' });
        return pushReferrer(...call);
      },
    };

    const failure = await publishStatements(flaky, image.descriptor, statements, signer, { now }).catch(
      (error: unknown) => error,
    );
    const completed = await publishStatements(flaky, image.descriptor, statements, signer, { now });

    expect(isFault(failure) && failure.message).toBe(
      `published 1 of 2 statements for apps/shop@${image.descriptor.digest}, then stopped at verdict: registry.example sent nothing for 30 s (PUT)`,
    );
    expect(isFault(failure) && isFault(failure.cause) && failure.cause.code).toBe('HTTP_TIMEOUT');
    expect(completed.map(({ written }) => written)).toEqual([false, true]);
  });

  test('a stranger’s copy of an annotation does not pass for the statement', async () => {
    const statement = verdictAt(now);
    const annotations = { 'dev.sekisho.statement.digest': statement.digest };
    await attach(await signStatement(statement, stranger), image.descriptor, { annotations });

    const [published] = await publish([statement]);

    expect(published?.written).toBe(true);
  });

  test('a subject that readers would refuse to read is refused before anything is published', async () => {
    const full: MemoryRepository = {
      ...repository,
      referrers: async () => Array.from({ length: maxReferrers - 1 }, () => image.descriptor),
    };
    repository.asked.length = 0;

    const failure = await publishStatements(full, image.descriptor, [verdictAt(now)], signer, { now }).catch(
      (error: unknown) => error,
    );

    expect(isFault(failure) && failure.code).toBe('EVIDENCE_FLOODED');
    expect(repository.asked).toEqual([]);
  });
});

describe('what does not count', () => {
  test('a statement about another digest', async () => {
    const other = subjectOf(repository, sha256('another image'));

    await attach(await signStatement(verdictAt(now, 'pass', other), signer));

    expect(await ignoredReasons()).toEqual(['for another digest']);
  });

  test('a statement about several images at once', async () => {
    const payload = JSON.parse(verdictAt(now).payload.toString());
    const both = {
      ...payload,
      subject: [...payload.subject, { name: 'x', digest: { sha256: 'ab'.repeat(32) } }],
    };

    await attach(
      await signStatement({ ...verdictAt(now), payload: Buffer.from(JSON.stringify(both)) }, signer),
    );

    expect(await ignoredReasons()).toEqual(['about several images at once']);
  });

  test('a statement signed by another key', async () => {
    await attach(await signStatement(verdictAt(now), stranger));

    expect(await ignoredReasons()).toEqual(['not signed by anyone the rule trusts']);
  });

  test('a statement signed by another key under the hint of a trusted one', async () => {
    await attach(
      await edited(
        verdictAt(now),
        (bundle) => ({ ...bundle, verificationMaterial: { publicKey: { hint: signer.publicKey.id } } }),
        stranger,
      ),
    );

    expect(await ignoredReasons()).toEqual(['not signed by anyone the rule trusts']);
  });

  test('a statement that was edited after it was signed', async () => {
    const payload = Buffer.from(verdictAt(now, 'fail').payload.toString().replaceAll('FAILED', 'PASSED'));

    await attach(
      await edited(verdictAt(now, 'fail'), (bundle) =>
        withEnvelope(bundle, { payload: payload.toString('base64') }),
      ),
    );

    expect(await ignoredReasons()).toEqual(['not signed by anyone the rule trusts']);
  });

  test('a payload type that was changed to ours after it was signed', async () => {
    const data = verdictAt(now).payload;
    const signature = async (bytes: Buffer) => ({
      signature: signer.sign(bytes),
      key: { $case: 'publicKey' as const, publicKey: '', hint: signer.publicKey.id },
    });
    const bundle = await new DSSEBundleBuilder({ signer: { sign: signature }, witnesses: [] }).create({
      data,
      type: 'text/plain',
    });
    const honest = bundleToJSON(bundle);

    await attach(Buffer.from(JSON.stringify(honest)));
    await attach(
      Buffer.from(JSON.stringify(withEnvelope(honest, { payloadType: 'application/vnd.in-toto+json' }))),
    );

    expect((await ignoredReasons()).toSorted()).toEqual([
      'not an in-toto statement',
      'not signed by anyone the rule trusts',
    ]);
  });

  test('a signature over bytes alone, without an envelope', async () => {
    const sign = async (bytes: Buffer) => ({
      signature: signer.sign(bytes),
      key: { $case: 'publicKey' as const, publicKey: '', hint: signer.publicKey.id },
    });
    const builder = new MessageSignatureBundleBuilder({ signer: { sign }, witnesses: [] });
    const bundle = await builder.create({ data: verdictAt(now).payload });

    await attach(Buffer.from(JSON.stringify(bundleToJSON(bundle))));

    expect(await ignoredReasons()).toEqual(['not an in-toto statement']);
  });

  test('a predicate under the type of another', async () => {
    const { predicate } = JSON.parse(verdictAt(now).payload.toString());
    const { predicateType } = sbomStatement(image.subject, reportOf(image.descriptor.digest));

    await attach(await signStatement(makeStatement(image.subject, predicateType, predicate), signer));

    expect(await ignoredReasons()).toEqual(['malformed']);
  });

  test('a predicate type that is not read here', async () => {
    await attach(
      await signStatement(makeStatement(image.subject, 'https://slsa.dev/provenance/v1', {}), signer),
    );

    expect(await ignoredReasons()).toEqual(['of a kind that is not read here']);
  });

  test('a scan by another tool', async () => {
    const predicate = { scanner: { uri: 'pkg:github/aquasecurity/trivy', db: {}, result: [] }, metadata: {} };

    await attach(
      await signStatement(
        makeStatement(image.subject, 'https://in-toto.io/attestation/vulns/v0.2', predicate),
        signer,
      ),
    );

    expect(await ignoredReasons()).toEqual(['by another tool']);
  });

  test('a time more than five minutes ahead', async () => {
    await attach(await signStatement(verdictAt(now + 5 * 60_000 + 1_000), signer));

    expect(await ignoredReasons()).toEqual(['dated in the future']);
    expect(await found(now + 1_000)).toEqual(['verdict']);
  });

  test('bytes that are no bundle', async () => {
    const hostile = ['', '{}', 'null', '[]', '{"mediaType":1}', '\xff', `{"mediaType":"${bundleMediaType}"}`];
    for (const bytes of hostile) await attach(Buffer.from(bytes, 'latin1'));
    const noSignature = await edited(verdictAt(now), (bundle) => withEnvelope(bundle, { signatures: [] }));
    await attach(noSignature);

    expect(await ignoredReasons()).toEqual(Array(hostile.length + 1).fill('malformed'));
  });

  test('a bundle behind a second layer, or a configuration of its own', async () => {
    const bundle = await signStatement(verdictAt(now), signer);
    const layer = await repository.pushBlob(bundle, bundleMediaType);
    const config = await repository.pushBlob(Buffer.from('{"rootfs":{}}'), mediaTypes.config);

    await attach(bundle, image.descriptor, { layers: [layer, layer] });
    await attach(bundle, image.descriptor, { config });
    await attach(bundle, image.descriptor, { layers: [] });

    expect(await ignoredReasons()).toEqual(['malformed', 'malformed', 'malformed']);
  });

  test('a bundle that says it is larger than 16 MiB, and nothing of it is fetched', async () => {
    const layer = { ...(await repository.pushBlob(emptyBlob, bundleMediaType)), size: 16 * 1024 * 1024 + 1 };
    await attach(emptyBlob, image.descriptor, { layers: [layer] });
    repository.asked.length = 0;

    expect(await ignoredReasons()).toEqual(['too large']);
    expect(repository.asked.filter((line) => line.startsWith('blob'))).toEqual([]);
  });

  test('an entry of the list whose manifest is gone', async () => {
    repository = memoryRepository({ referrersApi: false });
    image = await pushImage(repository, 'the release', '1.0.0');
    const referrer = await attach(await signStatement(verdictAt(now), signer));
    repository.remove(referrer.digest);

    expect(await ignoredReasons()).toEqual(['listed but missing']);
  });

  test('other people’s artifacts, which are counted and not fetched', async () => {
    await attach(emptyBlob, image.descriptor, { artifactType: 'application/vnd.cncf.notary.signature' });
    repository.asked.length = 0;

    const evidence = await findEvidence(repository, image.descriptor.digest, trust, { now });

    expect(evidence).toEqual({ ...noEvidence, others: 1 });
    expect(repository.asked).toEqual([`referrers ${image.descriptor.digest}`]);
  });

  test('a binding of another tag or another repository, copied beside this tag’s anchor', async () => {
    const anchor = tagAnchor('1.0.0').descriptor;
    const elsewhere = { ...image.subject, name: 'registry.example/apps/till' };
    await attach(await signStatement(tagBindingStatement(image.subject, '2.0.0', now), signer), anchor);
    await attach(await signStatement(tagBindingStatement(elsewhere, '1.0.0', now), signer), anchor);
    await attach(await signStatement(verdictAt(now), signer), anchor);

    const bindings = await findTagBindings(repository, '1.0.0', trust, { now });

    expect(bindings.verified).toEqual([]);
    expect(bindings.ignored.map(({ reason }) => reason)).toEqual(
      Array(3).fill('for another tag or repository'),
    );
  });
});

describe('what a trusted key signed and cannot be read here is not passed over', () => {
  /** As a later version may write it. */
  function ofLaterVersion(statement: Statement, subject = image.subject): Statement {
    const { predicate, predicateType } = JSON.parse(statement.payload.toString());
    return makeStatement(subject, predicateType, {
      ...predicate,
      timeVerified: 'later',
      metadata: { scanFinishedOn: 'later' },
    });
  }
  const unreadable = async () =>
    (await findEvidence(repository, image.descriptor.digest, trust, { now })).unreadable;

  test('when it is a verdict or a scan of this image', async () => {
    const scan = vulnerabilitiesStatement(image.subject, reportOf(image.descriptor.digest), now);
    await attach(await signStatement(ofLaterVersion(scan), signer));
    await attach(await signStatement(ofLaterVersion(verdictAt(now)), signer));

    expect(await unreadable()).toEqual(['verdict', 'vulnerabilities']);
  });

  test('when it is a binding beside the tag’s anchor', async () => {
    const { predicate, predicateType } = JSON.parse(
      tagBindingStatement(image.subject, '1.0.0', now).payload.toString(),
    );
    const undated = makeStatement(image.subject, predicateType, { purl: predicate.purl });
    await attach(await signStatement(undated, signer), tagAnchor('1.0.0').descriptor);
    await attach(await signStatement(ofLaterVersion(verdictAt(now)), signer), tagAnchor('1.0.0').descriptor);

    const found = await findTagBindings(repository, '1.0.0', trust, { now });

    expect(found.unreadable).toEqual(['tag-binding']);
    expect(found.ignored.map(({ reason }) => reason)).toEqual(['for another tag or repository']);
  });

  test('but is when it is about another image, or signed by a stranger', async () => {
    const other = subjectOf(repository, sha256('another image'));
    await attach(await signStatement(ofLaterVersion(verdictAt(now), other), signer));
    await attach(await signStatement(ofLaterVersion(verdictAt(now)), stranger));

    expect(await unreadable()).toEqual([]);
    expect((await ignoredReasons()).toSorted()).toEqual([
      'for another digest',
      'not signed by anyone the rule trusts',
    ]);
  });
});

describe('what still counts', () => {
  test('a binding that was signed for the same repository on another host', async () => {
    const mirrored = { ...image.subject, name: 'mirror.example:5000/apps/shop' };

    await attach(
      await signStatement(tagBindingStatement(mirrored, '1.0.0', now), signer),
      tagAnchor('1.0.0').descriptor,
    );

    expect((await findTagBindings(repository, '1.0.0', trust, { now })).verified).toHaveLength(1);
  });

  test('a bundle with a hint nobody knows, when a trusted key did sign it', async () => {
    const bundle = await edited(verdictAt(now), (json) => ({
      ...json,
      verificationMaterial: { publicKey: { hint: '' } },
    }));

    await attach(bundle);

    expect(await found()).toEqual(['verdict']);
  });

  test('a bundle with log entries, which a key needs no word of', async () => {
    const bundle = await edited(verdictAt(now), (json) => ({
      ...json,
      verificationMaterial: {
        ...json.verificationMaterial,
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] },
      },
    }));

    expect(() => bundleFromJSON(JSON.parse(bundle.toString()))).not.toThrow();
    await attach(bundle);

    expect(await found()).toEqual(['verdict']);
  });

  test('one of several trusted keys, by its own name', async () => {
    await attach(await signStatement(verdictAt(now), stranger));

    const evidence = await findEvidence(repository, image.descriptor.digest, trusting(signer, stranger), {
      now,
    });

    expect(evidence.verified[0]?.signer).toBe('keys/1.pub');
  });
});

describe('not being able to look is an error, never an empty answer', () => {
  const trouble = fault('HTTP_TIMEOUT', { host: 'registry.example', seconds: 30, asked: 'GET' });

  test.each(['referrers', 'manifest', 'blob'])('when the registry fails at a %s', async (call) => {
    await attach(await signStatement(verdictAt(now), signer));
    repository.breakAt(call, trouble);

    await expect(findEvidence(repository, image.descriptor.digest, trust, { now })).rejects.toBe(trouble);
  });

  test('when there are more referrers than are read', async () => {
    const flooded = {
      ...repository,
      referrers: async () => Array.from({ length: maxReferrers }, () => image.descriptor),
    };

    const failure = await findEvidence(flooded, image.descriptor.digest, trust, { now }).catch(
      (error: unknown) => error,
    );

    expect(isFault(failure) && failure.message).toBe(
      `apps/shop has more attestations for ${image.descriptor.digest} than are read (1000 referrers)`,
    );
  });

  test('when the registry client refuses to list them all', async () => {
    const tooLong = fault('LIST_TOO_LONG', { host: 'registry.example', limit: 1000, what: 'referrers' });
    repository.breakAt('referrers', tooLong);

    const failure = await findEvidence(repository, image.descriptor.digest, trust, { now }).catch(
      (error: unknown) => error,
    );

    expect(isFault(failure) && [failure.code, failure.cause]).toEqual(['EVIDENCE_FLOODED', tooLong]);
  });

  test('when their bundles are larger together than is read', async () => {
    const bytes = Buffer.alloc(16 * 1024 * 1024, '{');
    const layer = await repository.pushBlob(bytes, bundleMediaType);
    for (let n = 0; n < 20; n += 1)
      await attach(emptyBlob, image.descriptor, { layers: [layer], annotations: { n: `${n}` } });

    const failure = await findEvidence(repository, image.descriptor.digest, trust, { now }).catch(
      (error: unknown) => error,
    );

    expect(isFault(failure) && failure.code).toBe('EVIDENCE_FLOODED');
  });
});

describe('the cache', () => {
  test('spares fetching and verifying, and never the list', async () => {
    await publishStatements(repository, image.descriptor, statementsOf(image.subject), signer, { now });
    const cache = createEvidenceCache();
    const first = await findEvidence(repository, image.descriptor.digest, trust, { now, cache });
    repository.asked.length = 0;

    const second = await findEvidence(repository, image.descriptor.digest, trust, { now, cache });

    expect(second).toEqual(first);
    expect(repository.asked).toEqual([`referrers ${image.descriptor.digest}`]);
  });

  test('keeps no time: what lies in the future is looked at again', async () => {
    await attach(await signStatement(verdictAt(now + day), signer));
    const cache = createEvidenceCache();
    const at = (time: number) =>
      findEvidence(repository, image.descriptor.digest, trust, { now: time, cache });

    expect((await at(now)).verified).toEqual([]);
    expect((await at(now + day)).verified).toHaveLength(1);
  });

  test('keeps answers apart by the keys they were verified with', async () => {
    await attach(await signStatement(verdictAt(now), stranger));
    const cache = createEvidenceCache();
    const under = (keys: typeof trust) =>
      findEvidence(repository, image.descriptor.digest, keys, { now, cache });

    expect((await under(trust)).verified).toEqual([]);
    expect((await under(trusting(stranger))).verified).toHaveLength(1);
  });

  test('holds no more than it may, and forgets what was used longest ago', () => {
    const cache = createEvidenceCache(10_000);
    const read = { state: 'ignored', reason: 'malformed', bytes: 1_000 } as const;
    const names = ['a', 'b', 'c', 'd'];
    for (const name of names.slice(0, 3)) cache.set(sha256(name), 'keys', read);
    cache.get(sha256('a'), 'keys');

    cache.set(sha256('d'), 'keys', read);

    expect(names.filter((name) => cache.get(sha256(name), 'keys') !== undefined)).toEqual(['a', 'c', 'd']);
  });

  test('does not hold what alone is too large', () => {
    const cache = createEvidenceCache(10_000);

    cache.set(sha256('a'), 'keys', { state: 'ignored', reason: 'malformed', bytes: 20_000 });

    expect(cache.get(sha256('a'), 'keys')).toBeUndefined();
  });
});

describe('trust', () => {
  test('a keyless signer matches nothing, and that is said', async () => {
    const keyless = {
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'https://github.com/acme/*',
    };

    const nobody = trustOf([{ keyless }], () => '');

    expect(nobody.keys).toEqual([]);
    expect(nobody.unverifiable).toEqual([
      'https://github.com/acme/* (https://token.actions.githubusercontent.com): keyless signatures are not verified by this version',
    ]);
    await attach(await signStatement(verdictAt(now), signer));
    expect((await findEvidence(repository, image.descriptor.digest, nobody, { now })).verified).toEqual([]);
  });

  test('a key is read from the file the rule names', () => {
    const pem = signer.publicKey.key.export({ type: 'spki', format: 'pem' }).toString();
    const names: string[] = [];

    const trusted = trustOf([{ key: 'keys/release.pub' }], (name) => {
      names.push(name);
      return pem;
    });

    expect(names).toEqual(['keys/release.pub']);
    expect(trusted.keys.map(({ id, name }) => ({ id, name }))).toEqual([
      { id: signer.publicKey.id, name: 'keys/release.pub' },
    ]);
  });
});

describe('opening a bundle', () => {
  test('gives what was signed or nothing, whichever byte of it is changed', async () => {
    const honest = await signStatement(verdictAt(now), signer);
    const { payload } = verdictAt(now);
    assert(
      property(nat(honest.byteLength - 1), integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(honest);
        bytes[at] = (bytes[at] ?? 0) ^ change;

        const opened = openBundle(bytes, trust.keys);

        expect(opened.state === 'verified' ? opened.payload : payload).toEqual(payload);
      }),
      { numRuns: 500 },
    );
  });

  test('never throws, whatever it holds', () => {
    assert(
      property(jsonValue(), (value) => {
        const material = { mediaType: bundleMediaType, verificationMaterial: value, dsseEnvelope: value };
        for (const json of [value, material]) {
          expect(openBundle(Buffer.from(JSON.stringify(json)), trust.keys).state).not.toBe('verified');
        }
      }),
    );
  });

  test('signed by a certificate finds no key in it to trust', async () => {
    const bytes = await edited(verdictAt(now), (bundle) => ({
      ...bundle,
      verificationMaterial: { certificate: { rawBytes: 'MAA=' }, tlogEntries: [] },
    }));

    expect(openBundle(bytes, trust.keys).state).toBe('unsigned');
  });
});

test('no bundle is opened by no key', async () => {
  expect(openBundle(await signStatement(verdictAt(now), signer), []).state).toBe('unsigned');
});

test('an inspection names the digest of the vulnerabilities it belongs to', () => {
  const report = reportOf(image.descriptor.digest, { scannedAtMs: now });
  const vulnerabilities = vulnerabilitiesStatement(image.subject, report, now);

  const inspection = inspectionStatement(image.subject, report, vulnerabilities);

  expect(JSON.parse(inspection.payload.toString()).predicate.attributes[0]).toMatchObject({
    attribute: 'SCAN_COMPLETE',
    conditions: { scanFinishedOn: formatTime(now), problems: [] },
    evidence: { digest: { sha256: sha256(vulnerabilities.payload).slice(7) } },
  });
});
