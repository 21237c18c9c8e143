import type { AdvisoryDatabase } from '../advisories/database.ts';
import type { Digest } from '../model/digest.ts';
import type { ImageConfig } from '../model/manifest.ts';
import type { Finding, ScanReport } from '../model/scan-report.ts';
import { revised } from '../model/written.ts';
import type { KnownBase } from './known-bases.ts';

export type BaseOfReport = NonNullable<ScanReport['base']>;

/** What is asked about an image's base, besides its layers. */
export interface BaseClues {
  /** The base the caller named, opened. */
  readonly given?: NamedBase;
  /** What the image says of itself; see `annotatedBase`. */
  readonly annotated?: AnnotatedBase;
  readonly known: readonly KnownBase[];
}

export interface NamedBase {
  readonly reference: string;
  readonly digest: Digest | null;
  /** diff ids, lowest first. */
  readonly layers: readonly Digest[];
}

export interface AnnotatedBase {
  readonly name?: string;
  readonly digest?: string;
}

// image-spec v1.1, annotations.md, "Pre-Defined Annotation Keys".
const nameKey = 'org.opencontainers.image.base.name';
const digestKey = 'org.opencontainers.image.base.digest';

/** The base that the image's annotations name, or else its labels, where builders that cannot annotate put it. */
export function annotatedBase(
  annotations: Readonly<Record<string, string>> | undefined,
  config: ImageConfig,
): AnnotatedBase | undefined {
  for (const said of [annotations, config.config?.Labels ?? undefined]) {
    const name = said?.[nameKey];
    const digest = said?.[digestKey];
    if (name === undefined && digest === undefined) continue;
    return { ...(name === undefined ? {} : { name }), ...(digest === undefined ? {} : { digest }) };
  }
  return undefined;
}

/**
 * The base image of an image, told by its layers alone: no name or date proves what a layer is. A base that was given
 * counts for as many layers as the two have in common from the lowest, because its tag may have moved since; one that
 * is only known has to be in the image whole, and the one with the most layers is it. An annotation is a claim: it
 * names the base, and its layers count when they are known and here.
 * @param image digest and layers, lowest first
 */
export function recogniseBase(
  image: { readonly digest: Digest | null; readonly layers: readonly (Digest | null)[] },
  { given, annotated, known }: BaseClues,
): BaseOfReport | undefined {
  if (given !== undefined) return described(given, commonLayers(given.layers, image.layers), 'given');
  const contained = known
    .filter(({ digest, layers }) => digest !== image.digest && isWithin(layers, image.layers))
    .sort((a, b) => b.layers.length - a.layers.length || byText(a.reference, b.reference));
  const named = annotated === undefined ? undefined : contained.find((one) => isNamed(one, annotated));
  if (named !== undefined) return described(named, named.layers.length, 'annotation');
  const [longest] = contained;
  if (longest !== undefined) return described(longest, longest.layers.length, 'known');
  const reference = annotated?.name ?? annotated?.digest;
  return reference === undefined ? undefined : { reference, layers: 0, how: 'annotation' };
}

function isNamed({ reference, digest, indexDigest }: KnownBase, annotated: AnnotatedBase): boolean {
  if (annotated.digest !== undefined) return [digest, indexDigest].some((one) => one === annotated.digest);
  return reference === annotated.name;
}

function described(
  { reference, digest }: Pick<NamedBase, 'reference' | 'digest'>,
  layers: number,
  how: BaseOfReport['how'],
): BaseOfReport {
  return { reference, ...(digest === null ? {} : { digest }), layers, how };
}

/** An image with the same layers and no more is another name of the base, not built on it. */
function isWithin(base: readonly Digest[], image: readonly (Digest | null)[]): boolean {
  return base.length > 0 && base.length < image.length && commonLayers(base, image) === base.length;
}

function commonLayers(base: readonly Digest[], image: readonly (Digest | null)[]): number {
  const differs = base.findIndex((layer, index) => layer !== image[index]);
  return differs < 0 ? base.length : differs;
}

/**
 * Says of each finding with a layer whether the base image brought it, and of each of the base's vulnerabilities
 * whether a newer version of the base ends it.
 */
export function withOrigins(
  report: ScanReport,
  base: BaseOfReport,
  known: readonly KnownBase[],
  advisories: Pick<AdvisoryDatabase, 'match'>,
): ScanReport {
  if (base.layers === 0) return revised(report, { base });
  const ofBase = new Set(report.image.layers.slice(0, base.layers).map(({ diffId }) => diffId));
  const findings = report.findings.map((finding): Finding => {
    if (finding.layer === null) return finding;
    return { ...finding, origin: ofBase.has(finding.layer) ? 'base' : 'yours' };
  });
  const newer = newerVersion(findings, base, report.image.platform, known, advisories);
  if (newer === undefined) return revised(report, { base, findings });
  const { reference } = newer;
  return revised(report, {
    base: { ...base, newer: reference },
    findings: findings.map((finding) =>
      newer.ends(finding) ? { ...finding, fixedByBase: reference } : finding,
    ),
  });
}

interface NewerBase {
  readonly reference: string;
  readonly ends: (finding: Finding) => boolean;
}

/**
 * The newest known version of the base with which the most of its vulnerabilities are gone; undefined when none are. A
 * version is of the same repository and platform, with a tag of the same form (`12.7-slim`, `12.8-slim`).
 */
function newerVersion(
  findings: readonly Finding[],
  base: BaseOfReport,
  platform: string,
  known: readonly KnownBase[],
  advisories: Pick<AdvisoryDatabase, 'match'>,
): NewerBase | undefined {
  const current = known.find(({ digest, platform: its }) => digest === base.digest && its === platform);
  const createdAt = current?.createdAt;
  const ofBase = findings.filter(({ kind, origin }) => kind === 'vulnerability' && origin === 'base');
  if (createdAt === undefined || ofBase.length === 0) return undefined;
  const versions = known
    .filter(
      (one) =>
        one.platform === platform &&
        one.createdAt !== undefined &&
        one.createdAt > createdAt &&
        formOf(one.reference) === formOf(base.reference),
    )
    .flatMap((one) => {
      const matched = advisories.match(one.packages, one.os);
      // What could not be matched in it would seem to be ended by it.
      if (matched.problems.length > 0) return [];
      const left = new Set(matched.findings.map(({ id }) => id));
      const ends = (finding: Finding): boolean =>
        finding.kind === 'vulnerability' && finding.origin === 'base' && !left.has(finding.id);
      return {
        reference: one.reference,
        createdAt: one.createdAt ?? '',
        ends,
        count: ofBase.filter(ends).length,
      };
    })
    .sort(
      (a, b) => b.count - a.count || byText(b.createdAt, a.createdAt) || byText(a.reference, b.reference),
    );
  const [best] = versions;
  return best === undefined || best.count === 0 ? undefined : best;
}

/** The reference without its digest, its numbers taken as equal. */
function formOf(reference: string): string {
  const [named = ''] = reference.split('@', 1);
  const tagAt = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = tagAt < 0 ? '' : named.slice(tagAt);
  return named.slice(0, named.length - tag.length) + tag.replace(/\d+(?:\.\d+)*/g, '#');
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
