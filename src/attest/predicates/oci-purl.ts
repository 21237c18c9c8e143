import { PackageURL } from 'packageurl-js';
import { fault, reasonOf } from '../../errors.ts';
import { type Digest, isDigest } from '../../model/digest.ts';
import { isRepository, isTag } from '../../model/reference.ts';
import type { Subject } from '../statement.ts';

/** What a package URL of type `oci` says about an image. */
export interface OciPurl {
  /** The repository without its host. */
  readonly repository: string;
  readonly digest: Digest;
  readonly tag?: string;
}

/** The package URL of an image (purl-spec, type `oci`): name, digest, `repository_url` and, where given, `tag`. */
export function ociPurl(subject: Subject, tag?: string): string {
  const name = subject.name.slice(subject.name.lastIndexOf('/') + 1).toLowerCase();
  const qualifiers = { repository_url: subject.name, ...(tag === undefined ? {} : { tag }) };
  return new PackageURL('oci', undefined, name, subject.digest, qualifiers, undefined).toString();
}

/** @throws STATEMENT_MALFORMED */
export function parseOciPurl(text: string, kind: string): OciPurl {
  let purl: PackageURL;
  try {
    purl = PackageURL.fromString(text);
  } catch (cause) {
    throw fault('STATEMENT_MALFORMED', { kind, reason: reasonOf(cause) }, { cause });
  }
  const url: unknown = purl.qualifiers?.repository_url;
  const tag: unknown = purl.qualifiers?.tag;
  const slash = typeof url === 'string' ? url.indexOf('/') : -1;
  const repository = typeof url === 'string' ? url.slice(slash + 1) : '';
  const digest: unknown = purl.version;
  if (purl.type !== 'oci' || !isDigest(digest) || slash < 1 || !isRepository(repository)) {
    throw fault('STATEMENT_MALFORMED', { kind, reason: `${text} names no image` });
  }
  if (tag === undefined || tag === null) return { repository, digest };
  if (typeof tag !== 'string' || !isTag(tag)) {
    throw fault('STATEMENT_MALFORMED', { kind, reason: `${String(tag)} is not a tag` });
  }
  return { repository, digest, tag };
}
