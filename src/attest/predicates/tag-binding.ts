import { z } from 'zod';
import { fault } from '../../errors.ts';
import type { Digest } from '../../model/digest.ts';
import { formatTime } from '../../model/time.ts';
import { checked, makeStatement, type Statement, type Subject } from '../statement.ts';
import { timestamp } from './fields.ts';
import { ociPurl, parseOciPurl } from './oci-purl.ts';
import type { Predicate } from './predicate.ts';
import { extensionField } from './tool.ts';

/** A signed statement that a tag of a repository means a digest. */
export interface TagBinding {
  readonly kind: 'tag-binding';
  /** When it was signed; of two bindings of one tag the later holds. */
  readonly statedAt: number;
  /** Without host: an image that is mirrored or stands behind a gate keeps its bindings. */
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest;
}

const kind = 'tag-binding';
const signedAtField = extensionField('signed-at/v1');

const purlSchema = z.object({ purl: z.string().max(4_096) });
const schema = z.object({ [signedAtField]: timestamp });

/** in-toto "Release" v0.1 of a container image: purl of type `oci` with `repository_url` and `tag`. */
export const tagBindingPredicate: Predicate<TagBinding> = {
  kind,
  type: 'https://in-toto.io/attestation/release/v0.1',
  supersedes: true,
  parse(predicate, subject) {
    const { purl } = checked(purlSchema, predicate, kind);
    if (!purl.startsWith('pkg:oci/')) return undefined;
    const { repository, tag, digest } = parseOciPurl(purl, kind);
    if (tag === undefined) throw malformed('its purl has no tag');
    if (!subject.includes(digest)) throw malformed('its purl and its subject name different images');
    const statedAt = checked(schema, predicate, kind)[signedAtField];
    if (statedAt === undefined) throw malformed('it does not say when it was signed');
    return { kind, statedAt, repository, tag, digest };
  },
};

/** @param signedAt milliseconds */
export function tagBindingStatement(subject: Subject, tag: string, signedAt: number): Statement {
  const predicate = { purl: ociPurl(subject, tag), [signedAtField]: formatTime(signedAt) };
  return { ...makeStatement(subject, tagBindingPredicate.type, predicate), tag };
}

function malformed(reason: string): Error {
  return fault('STATEMENT_MALFORMED', { kind, reason });
}
