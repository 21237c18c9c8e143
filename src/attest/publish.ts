import { fault, reasonOf } from '../errors.ts';
import type { Digest } from '../model/digest.ts';
import { type Descriptor, mediaTypes } from '../model/manifest.ts';
import { formatTime } from '../model/time.ts';
import type { CallOptions, Repository } from '../registry/repository.ts';
import { bundleMediaType, signStatement } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';
import { maxReferrers } from './evidence.ts';
import type { KeySigner } from './keys.ts';
import { kindOfPredicateType } from './predicates/predicates.ts';
import { readReferrer } from './referrer.ts';
import type { Statement } from './statement.ts';
import { emptyBlob, emptyDescriptor, tagAnchor } from './tag-anchor.ts';
import { trustIn } from './trust.ts';

/** Names the statement a bundle holds. A hint for finding it again: whoever relies on it verifies the bundle. */
const statementAnnotation = 'dev.sekisho.statement.digest';

export interface PublishedStatement {
  readonly kind: string;
  readonly predicateType: string;
  /** Of the signed bytes. */
  readonly statement: Digest;
  /** Manifests that carry it: beside the image and, of a tag binding, beside the tag's anchor. */
  readonly referrers: readonly Digest[];
  /** False when all of them were there before. */
  readonly written: boolean;
}

export interface PublishOptions extends CallOptions {
  /** Milliseconds: what `org.opencontainers.image.created` says. */
  readonly now: number;
}

/**
 * Signs the statements and publishes each as an OCI 1.1 referrer of the image, as cosign's bundle specification has
 * it; tag bindings also beside their tag's anchor. A statement that is there already, signed by the same key, is not
 * published twice: running it again completes what stopped half-way.
 * @param subject descriptor of the image's manifest in this repository
 * @throws PUBLISH_INCOMPLETE with what is there and what is not, its cause being what stopped it
 * @throws EVIDENCE_FLOODED before anything is published, when readers would refuse to read so many
 */
export async function publishStatements(
  repository: Repository,
  subject: Pick<Descriptor, 'mediaType' | 'digest' | 'size'>,
  statements: readonly Statement[],
  signer: KeySigner,
  options: PublishOptions,
): Promise<readonly PublishedStatement[]> {
  const published: PublishedStatement[] = [];
  const shelves = createShelves(repository, signer, options);
  await shelves.refuseFull(subject, statements);
  for (const statement of statements) {
    const kind = kindOfPredicateType(statement.predicateType);
    try {
      const targets = [
        subject,
        ...(statement.tag === undefined ? [] : [await shelves.anchor(statement.tag)]),
      ];
      const referrers: Digest[] = [];
      let written = false;
      for (const target of targets) {
        const there = await shelves.find(target.digest, statement);
        written ||= there === undefined;
        referrers.push(there ?? (await shelves.put(target, statement)));
      }
      const { predicateType, digest } = statement;
      published.push({ kind, predicateType, statement: digest, referrers, written });
    } catch (cause) {
      throw fault(
        'PUBLISH_INCOMPLETE',
        {
          published: published.length,
          total: statements.length,
          image: `${repository.name}@${subject.digest}`,
          kind,
          reason: reasonOf(cause),
        },
        { cause },
      );
    }
  }
  return published;
}

/** What stands beside the subjects of one repository, listed once each. */
function createShelves(repository: Repository, signer: KeySigner, options: PublishOptions) {
  const own = trustIn([{ ...signer.publicKey, name: 'signer' }]);
  const lists = new Map<Digest, readonly Descriptor[]>();

  const list = async (subject: Digest): Promise<readonly Descriptor[]> => {
    const listed = lists.get(subject) ?? (await repository.referrers(subject, options));
    lists.set(subject, listed);
    return listed;
  };

  return {
    /** Better a release that stops here than pulls that stop later. */
    async refuseFull(subject: Pick<Descriptor, 'digest'>, statements: readonly Statement[]): Promise<void> {
      const tags = statements.flatMap(({ tag }) => (tag === undefined ? [] : [tag]));
      const wanted: readonly (readonly [Digest, string, number])[] = [
        [subject.digest, subject.digest, statements.length],
        ...tags.map((tag) => [tagAnchor(tag).descriptor.digest, `the tag ${tag}`, 1] as const),
      ];
      for (const [digest, name, more] of wanted) {
        if ((await list(digest)).length + more < maxReferrers) continue;
        const limit = `${maxReferrers} referrers`;
        throw fault('EVIDENCE_FLOODED', { repository: repository.name, subject: name, limit });
      }
    },

    /** Puts the tag's anchor there, so that registries that want subjects to exist accept referrers of it. */
    async anchor(tag: string): Promise<Descriptor> {
      const { bytes, descriptor } = tagAnchor(tag);
      if ((await repository.manifest(descriptor.digest, options)) === undefined) {
        await repository.pushBlob(emptyBlob, mediaTypes.empty, options);
        await repository.pushManifest(bytes, mediaTypes.manifest, undefined, options);
      }
      return descriptor;
    },

    /** The referrer of `subject` that carries exactly this statement, verified to be signed by this signer. */
    async find(subject: Digest, statement: Statement): Promise<Digest | undefined> {
      for (const descriptor of await list(subject)) {
        const named = descriptor.annotations?.[statementAnnotation];
        // Some registries list no annotations.
        if (descriptor.annotations !== undefined && named !== statement.digest) continue;
        const read = await readReferrer(repository, descriptor, own, options);
        if (read.state === 'verified' && read.verified.statement === statement.digest)
          return descriptor.digest;
      }
      return undefined;
    },

    async put(
      subject: Pick<Descriptor, 'mediaType' | 'digest' | 'size'>,
      statement: Statement,
    ): Promise<Digest> {
      const bundle = await signStatement(statement, signer);
      const layer = await repository.pushBlob(bundle, bundleMediaType, options);
      await repository.pushBlob(emptyBlob, mediaTypes.empty, options);
      const manifest = canonicalJson({
        schemaVersion: 2,
        mediaType: mediaTypes.manifest,
        artifactType: bundleMediaType,
        config: emptyDescriptor,
        layers: [{ mediaType: bundleMediaType, digest: layer.digest, size: layer.size }],
        subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
        annotations: {
          'dev.sigstore.bundle.content': 'dsse-envelope',
          'dev.sigstore.bundle.predicateType': statement.predicateType,
          'org.opencontainers.image.created': formatTime(options.now),
          [statementAnnotation]: statement.digest,
        },
      });
      const pushed = await repository.pushReferrer(Buffer.from(manifest), mediaTypes.manifest, options);
      return pushed.digest;
    },
  };
}
