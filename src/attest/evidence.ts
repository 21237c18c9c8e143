import { fault, isFault } from '../errors.ts';
import type { Digest } from '../model/digest.ts';
import type { CallOptions } from '../registry/repository.ts';
import type { EvidenceCache } from './evidence-cache.ts';
import { inParallel } from './in-parallel.ts';
import type { Stated, StatedAs, StatementKind } from './predicates/predicates.ts';
import type { TagBinding } from './predicates/tag-binding.ts';
import { type EvidenceSource, readReferrer } from './referrer.ts';
import { tagAnchor } from './tag-anchor.ts';
import type { Trust } from './trust.ts';
import type { IgnoredReason, ReadReferrer, Verified } from './verified.ts';

/**
 * Referrers of one subject at most. Anyone who may push can add some: past this number the ones that count may be
 * among those not read, so there is no answer. It is what one listing gives (registry/repository.ts).
 */
export const maxReferrers = 1_000;

/** Bytes of bundles that are read for one subject at most. */
export const maxEvidenceBytes = 256 * 1024 * 1024;

/** How far ahead of this clock a signer's clock may run, in milliseconds. */
export const maxClockSkewMs = 5 * 60_000;

// Bundles of 16 MiB are parsed in memory: more at once would be felt.
const parallelReads = 4;

export interface Ignored {
  readonly referrer: Digest;
  readonly reason: IgnoredReason;
}

/** What was found beside an image. An empty list is an answer: there is nothing. Not being able to look is an error. */
export interface Evidence {
  /** Newest first, by the time that was signed. */
  readonly verified: readonly Verified[];
  readonly ignored: readonly Ignored[];
  /** Kinds of what a trusted key signed about it and this version cannot read: whether it is good is not known. */
  readonly unreadable: readonly StatementKind[];
  /** Referrers that are not Sigstore bundles: other people's artifacts. */
  readonly others: number;
}

/** What is found where there is nothing, or nobody to trust. */
export const noEvidence: Evidence = { verified: [], ignored: [], unreadable: [], others: 0 };

export interface EvidenceOptions extends CallOptions {
  /** Milliseconds. */
  readonly now: number;
  readonly cache?: EvidenceCache;
}

/**
 * The statements that are attached to `digest`, about that digest, and signed by a trusted key.
 * @throws EVIDENCE_FLOODED, and what the registry throws
 */
export async function findEvidence(
  source: EvidenceSource,
  digest: Digest,
  trust: Trust,
  options: EvidenceOptions,
): Promise<Evidence> {
  return collect(source, digest, digest, trust, options, ({ subject }) =>
    subject.includes(digest) ? undefined : 'for another digest',
  );
}

/**
 * Every binding of `tag` in this repository that a trusted key ever signed, whatever the tag points to now.
 * @throws EVIDENCE_FLOODED, and what the registry throws
 */
export async function findTagBindings(
  source: EvidenceSource,
  tag: string,
  trust: Trust,
  options: EvidenceOptions,
): Promise<Evidence> {
  const anchor = tagAnchor(tag).descriptor.digest;
  return collect(source, anchor, `the tag ${tag}`, trust, options, ({ kind, stated }) => {
    const fits = stated === undefined ? kind === 'tag-binding' : isBindingIn(stated, source.name, tag);
    return fits ? undefined : 'for another tag or repository';
  });
}

function isBindingIn(stated: Stated, repository: string, tag: string): boolean {
  return stated.kind === 'tag-binding' && isBindingOf(stated, repository, tag);
}

/** True when the binding is of this tag of this repository; hosts are not compared. */
export function isBindingOf(binding: TagBinding, repository: string, tag: string): boolean {
  return binding.repository === repository && binding.tag === tag;
}

/** The statements of one kind, newest first. */
export function ofKind<Kind extends StatementKind>(
  evidence: Pick<Evidence, 'verified'>,
  kind: Kind,
): readonly Verified<StatedAs<Kind>>[] {
  return evidence.verified.filter((found): found is Verified<StatedAs<Kind>> => found.stated.kind === kind);
}

/** A signed statement; `stated` is missing where it cannot be read. */
interface Found {
  readonly kind: StatementKind;
  readonly subject: readonly Digest[];
  readonly stated?: Stated;
}

async function collect(
  source: EvidenceSource,
  listed: Digest,
  subject: string,
  trust: Trust,
  options: EvidenceOptions,
  refusal: (found: Found) => IgnoredReason | undefined,
): Promise<Evidence> {
  // Without a key there is nothing that could count, and nothing is fetched on a stranger's word.
  if (trust.keys.length === 0) return noEvidence;
  const flooded = (limit: string, cause?: unknown): Error =>
    fault('EVIDENCE_FLOODED', { repository: source.name, subject, limit }, { cause });
  const referrers = await source.referrers(listed, options).catch((cause: unknown) => {
    throw isFault(cause) && cause.code === 'LIST_TOO_LONG'
      ? flooded(`${maxReferrers} referrers`, cause)
      : cause;
  });
  if (referrers.length >= maxReferrers) throw flooded(`${maxReferrers} referrers`);

  let bytes = 0;
  const read = await inParallel(
    referrers,
    parallelReads,
    async (descriptor): Promise<[Digest, ReadReferrer]> => {
      const outcome = await readReferrer(source, descriptor, trust, options);
      bytes += outcome.bytes;
      if (bytes > maxEvidenceBytes) throw flooded(`${maxEvidenceBytes} bytes`);
      return [descriptor.digest, outcome];
    },
  );

  const verified: Verified[] = [];
  const ignored: Ignored[] = [];
  const unreadable: StatementKind[] = [];
  for (const [referrer, outcome] of read) {
    const reason = refusalOf(outcome, refusal, options.now + maxClockSkewMs);
    if (reason !== undefined) ignored.push({ referrer, reason });
    else if (outcome.state === 'verified') verified.push(outcome.verified);
    else if (outcome.state === 'unreadable') unreadable.push(outcome.kind);
  }
  const others = read.filter(([, outcome]) => outcome.state === 'other').length;
  return { verified: verified.sort(newestFirst), ignored, unreadable: unreadable.sort(), others };
}

function refusalOf(
  outcome: ReadReferrer,
  refusal: (found: Found) => IgnoredReason | undefined,
  latest: number,
): IgnoredReason | undefined {
  switch (outcome.state) {
    case 'other':
      return undefined;
    case 'ignored':
      return outcome.reason;
    case 'unreadable':
      return refusal(outcome);
    case 'verified': {
      const { stated, subject } = outcome.verified;
      const late = stated.statedAt > latest ? 'dated in the future' : undefined;
      return refusal({ kind: stated.kind, subject, stated }) ?? late;
    }
  }
}

/** By signed time; of the same second by digest, so that the order never depends on the registry's. */
function newestFirst(a: Verified, b: Verified): number {
  return b.stated.statedAt - a.stated.statedAt || (a.statement < b.statement ? -1 : 1);
}
