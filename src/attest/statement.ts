import { z } from 'zod';
import { fault } from '../errors.ts';
import { type Digest, digestAlgorithm, digestHex, isDigest, sha256 } from '../model/digest.ts';
import { parseJson } from '../model/manifest.ts';
import { parsedBy } from '../model/parsed-by.ts';
import { canonicalJson } from './canonical-json.ts';

/** in-toto attestation framework v1, "Statement": payload type of the envelope and type of the payload. */
export const statementPayloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';
// cosign attest still writes it; the fields read here mean the same in both.
const olderStatementType = 'https://in-toto.io/Statement/v0.1';

/** What a statement is about: an image manifest, by its digest. */
export interface Subject {
  /** `HOST/REPOSITORY`, for people: trust hangs on the digest alone. */
  readonly name: string;
  readonly digest: Digest;
}

/** A statement ready to be signed. */
export interface Statement {
  readonly predicateType: string;
  /** The exact bytes that are signed. */
  readonly payload: Buffer;
  /** Of the payload: the name other statements know it by. */
  readonly digest: Digest;
  /** Of a tag binding: the tag it binds. */
  readonly tag?: string;
}

/** A statement that was read; nothing about it is proved yet. */
export interface ReadStatement {
  readonly predicateType: string;
  /** Every digest that a subject is given by. */
  readonly subject: readonly Digest[];
  /** How many subjects there are. */
  readonly subjects: number;
  readonly predicate: unknown;
  readonly digest: Digest;
}

export function makeStatement(subject: Subject, predicateType: string, predicate: unknown): Statement {
  const payload = Buffer.from(
    canonicalJson({
      _type: statementType,
      subject: [{ name: subject.name, digest: digestSet(subject.digest) }],
      predicateType,
      predicate,
    }),
  );
  return { predicateType, payload, digest: sha256(payload) };
}

/** in-toto's DigestSet: algorithm → hexadecimal digits. */
export function digestSet(digest: Digest): Readonly<Record<string, string>> {
  return { [digestAlgorithm(digest)]: digestHex(digest) };
}

/** The digests of a DigestSet that are of an algorithm known here. */
export function digestsOf(set: Readonly<Record<string, string>>): readonly Digest[] {
  return Object.entries(set)
    .map(([algorithm, hex]) => `${algorithm}:${hex}`)
    .filter(isDigest);
}

const maxSubjects = 1_000;

const statementSchema = z.object({
  _type: z.enum([statementType, olderStatementType]),
  subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })).max(maxSubjects),
  predicateType: z.string(),
  predicate: z.unknown(),
});

/** @throws JSON_MALFORMED STATEMENT_MALFORMED */
export function readStatement(payload: Buffer): ReadStatement {
  const json = parseJson(payload, 'the statement');
  const { subject, predicateType, predicate } = checked(statementSchema, json, 'in-toto');
  return {
    predicateType,
    subject: subject.flatMap((one) => digestsOf(one.digest)),
    subjects: subject.length,
    predicate,
    digest: sha256(payload),
  };
}

/** `json` as `schema` wants it, or STATEMENT_MALFORMED with the first thing that is wrong. */
export function checked<T>(schema: z.ZodType<T>, json: unknown, kind: string): T {
  const result = parsedBy(schema, json, ': ');
  if (typeof result === 'string') throw fault('STATEMENT_MALFORMED', { kind, reason: result });
  return result.data;
}
