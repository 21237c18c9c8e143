import { findEvidence, findTagBindings, noEvidence } from '../attest/evidence.ts';
import { createEvidenceCache } from '../attest/evidence-cache.ts';
import type { EvidenceSource } from '../attest/referrer.ts';
import type { Trust } from '../attest/trust.ts';
import { fault, isFault, printable } from '../errors.ts';
import { digestAlgorithm, hashFor, isDigest } from '../model/digest.ts';
import type { Policy, PolicyRule } from '../model/policy.ts';
import type { Reason, ReasonCode } from '../model/scan-report.ts';
import { type Clock, formatTime } from '../model/time.ts';
import { ruleFor } from '../verdict/rule.ts';
import { imageChecks, indexChecks } from './checks/checks.ts';
import type { Facts } from './checks/examine.ts';
import { imageList, listedAs } from './checks/image-list.ts';
import { newestBinding } from './checks/tag-binding.ts';
import { type Content, contentOf } from './content.ts';
import { inOrder, messageOf } from './message.ts';
import type { Check, Decision, Question } from './question.ts';
import type { TagMemory } from './tag-memory.ts';

/** The only place that says allow or deny. */
export interface Gate {
  /**
   * Decides one question. Missing evidence, a bad manifest and a repository no rule covers are decisions; trouble is
   * not: what the registry throws is thrown on, and a door that gets no decision must not serve. Only under a rule in
   * audit mode is trouble with evidence a decision too, of the reason EVIDENCE_UNREADABLE.
   * @param source the repository that holds the image and its evidence
   * @throws BLOB_DIGEST_MISMATCH when the bytes are not those of the digest, EVIDENCE_FLOODED, and the registry's own
   */
  decide(question: Question, source: EvidenceSource): Promise<Decision>;
}

export interface GateOptions {
  readonly policy: Policy;
  /** Whom a rule trusts; asked once for each rule, when the gate is made. */
  readonly trust: (rule: PolicyRule) => Trust;
  readonly clock: Clock;
  /** Default none: then a newer binding that is deleted in the registry is not missed. */
  readonly memory?: TagMemory;
  /** Bytes of verified bundles that are remembered; default 64 MiB. */
  readonly cacheBytes?: number;
}

/** Makes a gate for one policy. @throws what `trust` throws: KEY_UNUSABLE FILE_UNREADABLE */
export function createGate(options: GateOptions): Gate {
  const { policy, clock, memory } = options;
  const trusts = new Map(policy.rules.map((rule) => [rule, options.trust(rule)]));
  const cache = createEvidenceCache(options.cacheBytes);
  const running = new Map<string, Promise<Decision>>();

  const gather = async (
    question: Question,
    rule: PolicyRule,
    trust: Trust,
    source: EvidenceSource,
    now: number,
  ): Promise<Facts> => {
    const { tag, digest } = question;
    const reading = { now, cache };
    const [evidence, tagEvidence, seen] = await Promise.all([
      findEvidence(source, digest, trust, reading),
      tag === undefined ? noEvidence : findTagBindings(source, tag, trust, reading),
      tag === undefined ? undefined : memory?.newest(source.name, tag),
    ]);
    const trusted = seen !== undefined && trust.keys.some(({ id }) => id === seen.keyId) ? seen : undefined;
    const facts = {
      question,
      repository: source.name,
      policy,
      rule,
      trust,
      evidence,
      tagEvidence,
      seen: trusted,
      now,
    };
    await remember(facts);
    return facts;
  };

  const remember = async (facts: Facts): Promise<void> => {
    const newest = newestBinding(facts);
    const { tag } = facts.question;
    if (newest === undefined || tag === undefined || !newest.certain) return;
    if (facts.seen !== undefined && facts.seen.signedAt >= newest.signedAt) return;
    const { digest, signedAt, keyId } = newest;
    await memory?.remember(facts.repository, tag, { digest, signedAt, keyId });
  };

  const evaluate = async (question: Question, source: EvidenceSource): Promise<Decision> => {
    const now = clock();
    refuseOtherBytes(question);
    const content = await contentOf(question, source);
    if (content.kind === 'evidence') return allowEvidence(question, now);
    const rule = ruleFor(policy, question.repository);
    if (rule === undefined) {
      const message = `no rule of ${policy.file} covers ${question.repository}, so nothing is served from it`;
      return settle(question, content, null, becauseOf('NO_RULE', message), now);
    }
    if (content.kind === 'refused') {
      const message = `what is served is no image that clients agree on: ${content.reason}`;
      return settle(question, content, rule, becauseOf('MANIFEST_REFUSED', message), now);
    }
    const named = byName(question, rule);
    if (named !== undefined) return settle(question, content, rule, named, now);
    try {
      const facts = await gather(question, rule, trusts.get(rule) ?? options.trust(rule), source, now);
      return settle(question, content, rule, examine(facts, content), now);
    } catch (error) {
      if (rule.mode !== 'audit' || !isFault(error)) throw error;
      // Audit mode blocks nothing, so trouble must not either; it is recorded as what it is.
      const message = `its evidence could not be read: ${error.message}`;
      return settle(question, content, rule, becauseOf('EVIDENCE_UNREADABLE', message), now);
    }
  };

  return {
    decide(question, source) {
      // Whoever asks the same meanwhile waits for this answer, never for a default. So no caller's signal ends it.
      const { repository, tag, digest, mediaType } = question;
      const key = JSON.stringify([source.host, source.name, repository, tag, digest, mediaType]);
      const asked = running.get(key);
      if (asked !== undefined) return asked;
      const decision = evaluate(question, source).finally(() => running.delete(key));
      running.set(key, decision);
      return decision;
    },
  };
}

/** The door hashed what it will serve; a gate that looked at other bytes would decide about another image. */
function refuseOtherBytes({ digest, manifest }: Question): void {
  const got = `${digestAlgorithm(digest)}:${hashFor(digest).update(manifest).digest('hex')}`;
  if (got !== digest) throw fault('BLOB_DIGEST_MISMATCH', { wanted: digest, got });
}

interface Outcome {
  readonly reasons: readonly Reason[];
  readonly checks: readonly Check[];
}

function becauseOf(code: ReasonCode, message: string): Outcome {
  return { reasons: [{ code, message }], checks: [] };
}

/** The outcome where the rule names the bytes themselves: then nothing that is signed about them matters. */
function byName(question: Question, rule: PolicyRule): Outcome | undefined {
  const listed = listedAs(rule, question);
  if (listed === undefined) return undefined;
  // An entry that is a digest says: these bytes. One with a tag says only what they are called, which must hold.
  if (listed.list === 'allow' && !isDigest(listed.entry)) return undefined;
  const { check, reasons } = imageList({ question, rule });
  return { checks: [check], reasons };
}

function examine(facts: Facts, content: Exclude<Content, { kind: 'evidence' | 'refused' }>): Outcome {
  const examined = (content.kind === 'index' ? indexChecks : imageChecks).map((check) => check(facts));
  const checks = examined.map(({ check }) => check);
  const reasons = decisive(
    facts,
    examined.flatMap((one) => one.reasons),
  );
  if (content.kind === 'image') return { reasons, checks };
  const images = content.children === 1 ? 'its one image' : `each of its ${content.children} images`;
  const detail = `an index runs nothing: ${images} is decided when it is pulled by digest`;
  return { reasons, checks: [...checks, { name: 'scan', result: 'note', detail }] };
}

/** The reasons that count, of all that were found. */
function decisive({ rule, question }: Facts, reasons: readonly Reason[]): readonly Reason[] {
  if (listedAs(rule, question)?.list === 'allow') return reasons.filter(({ code }) => code === 'TAG_MOVED');
  // Where nobody is trusted, everything is missing for that one reason.
  const nobody = reasons.filter(({ code }) => code === 'SIGNERS_MISSING');
  return nobody.length > 0 ? nobody : reasons;
}

function settle(
  question: Question,
  content: Content,
  rule: PolicyRule | null,
  outcome: Outcome,
  now: number,
): Decision {
  const { repository, tag, digest } = question;
  const audited = rule?.mode === 'audit';
  const reasons = inOrder(outcome.reasons).map((reason) => ({
    ...reason,
    message: printable(reason.message),
  }));
  const checks = outcome.checks.map((check) => ({ ...check, detail: printable(check.detail) }));
  const passes = reasons.length === 0;
  const verb = passes ? 'is allowed' : audited ? 'would be blocked (audit mode)' : 'is blocked';
  const why = passes ? [praise(checks)] : reasons.map(label);
  return {
    outcome: passes || audited ? 'allow' : 'deny',
    audited,
    kind: content.kind === 'index' ? 'index' : 'image',
    repository,
    ...(tag === undefined ? {} : { tag }),
    digest,
    rule: rule?.repositories[0] ?? null,
    reasons,
    checks,
    message: messageOf(question, verb, why),
    decidedAt: formatTime(now),
  };
}

/** Why, in the words that tell the three kinds of refusal apart: unscanned, flagged, not the signed bytes. */
function label({ code, message }: Reason): string {
  return code === 'FINDING_BLOCKS' ? `flagged: ${message}` : message;
}

/** What a person would ask about an image that is served. */
function praise(checks: readonly Check[]): string {
  const asked: readonly Check['name'][] = ['scan', 'findings', 'tag binding'];
  const answers = checks
    .filter(({ name, result }) => result === 'ok' && asked.includes(name))
    .map(({ name, detail }) => (name === 'scan' ? `scan ${detail}` : detail));
  return answers.length === 0 ? 'nothing stands against it' : answers.join('; ');
}

/** Evidence stays pullable when its image is not: whoever wants to know why must be able to read it. */
function allowEvidence(question: Question, now: number): Decision {
  const { repository, tag, digest } = question;
  return {
    outcome: 'allow',
    audited: false,
    kind: 'evidence',
    repository,
    ...(tag === undefined ? {} : { tag }),
    digest,
    rule: null,
    reasons: [],
    checks: [],
    message: messageOf(question, 'is allowed', [
      'it holds signatures or attestations, and nothing an engine can run',
    ]),
    decidedAt: formatTime(now),
  };
}
