import { type Digest, isDigest } from '../model/digest.ts';
import type { PolicyRule } from '../model/policy.ts';
import { compileGlob, globProblem } from './glob.ts';

/**
 * The rule for a repository: the first in file order with a pattern that covers it.
 * @param repository without host; one that is no plain name (`apps/../prod`, an empty part, an escape) is covered by
 * no rule, because a registry may read it as another repository than the pattern did
 */
export function ruleFor(
  policy: { readonly rules: readonly PolicyRule[] },
  repository: string,
): PolicyRule | undefined {
  return policy.rules.find((rule) => coversRepository(rule.repositories, repository));
}

/** True when one of the patterns covers the repository. */
export function coversRepository(patterns: readonly string[], repository: string): boolean {
  return isPlainName(repository) && patterns.some((pattern) => compileGlob(pattern)(repository));
}

/** An image as the lists of a rule name it. */
export interface ListedImage {
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest | null;
}

/**
 * The entry of `images.deny` or `images.allow` that names the image; deny outweighs allow. An entry is a digest, or
 * `REPOSITORY:TAG` with patterns in both. Without a tag (a pull by digest) only entries for every tag apply.
 */
export function imageListed(
  rule: Pick<PolicyRule, 'images'>,
  image: ListedImage,
): { readonly list: 'deny' | 'allow'; readonly entry: string } | undefined {
  for (const list of ['deny', 'allow'] as const) {
    const entry = rule.images[list].find((candidate) => names(candidate, image));
    if (entry !== undefined) return { list, entry };
  }
  return undefined;
}

/** What is wrong with a pattern of repositories; undefined when nothing is. */
export function repositoryPatternProblem(pattern: string): string | undefined {
  const odd = /[^a-z0-9._\-/*?]/u.exec(pattern)?.[0];
  if (odd === ':' || odd === '@') return 'names a host, tag or digest: write the repository alone';
  if (odd !== undefined && /[A-Z]/.test(odd)) return 'has an upper-case letter: repositories have none';
  if (odd !== undefined) return `has ${JSON.stringify(odd)}: patterns know *, ? and **`;
  return globProblem(pattern);
}

/** What is wrong with an entry of `images.deny` or `images.allow`; undefined when nothing is. */
export function imageEntryProblem(entry: string): string | undefined {
  if (isDigest(entry)) return undefined;
  if (/^sha(?:256|512):/.test(entry)) return 'is not a whole digest: write sha256: and 64 hexadecimal digits';
  const { repository, tag } = splitEntry(entry);
  if (tag === undefined) return 'has no tag: write REPOSITORY:TAG or REPOSITORY:*';
  if (!/^[A-Za-z0-9_.\-*?]{1,128}$/.test(tag) || tag.includes('**')) return 'has a tag that no tag can match';
  return repositoryPatternProblem(repository);
}

function names(entry: string, image: ListedImage): boolean {
  if (isDigest(entry)) return entry === image.digest;
  const { repository, tag } = splitEntry(entry);
  if (tag === undefined || !coversRepository([repository], image.repository)) return false;
  return tag === '*' || (image.tag !== undefined && compileGlob(tag)(image.tag));
}

function splitEntry(entry: string): { readonly repository: string; readonly tag?: string } {
  const colon = entry.lastIndexOf(':');
  if (colon < 0) return { repository: entry };
  return { repository: entry.slice(0, colon), tag: entry.slice(colon + 1) };
}

/** OCI distribution-spec v1.1 allows 255 bytes of a repository's name, and hosts are not part of it. */
const maxNameLength = 255;

/** Wider than the registry's own grammar: a local image is judged by the name of its folder or file. */
function isPlainName(repository: string): boolean {
  return (
    repository.length <= maxNameLength &&
    !/[\p{C}\p{Zl}\p{Zp}\\%:@*?]/u.test(repository) &&
    !repository.split('/').some((part) => ['', '.', '..'].includes(part))
  );
}
