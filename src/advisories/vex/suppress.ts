import { PackageURL } from 'packageurl-js';
import type { Finding, ScanReport } from '../../model/scan-report.ts';
import type { VexDocument } from './documents.ts';
import type { VexProduct, VexStatement } from './statement.ts';

/** The image that statements may be about. */
export type VexSubject = Pick<ScanReport['image'], 'reference' | 'digest'> & {
  /** Of the index above it. */
  readonly indexDigest?: ScanReport['image']['digest'];
};

interface Said extends VexStatement {
  readonly document: VexDocument;
  /** Later outweighs earlier. */
  readonly rank: number;
}

/**
 * The findings, those vulnerabilities suppressed that a statement says the image is not affected by, or has fixed. Of
 * several statements about one vulnerability in one product the latest counts, and of equals the last (OpenVEX v0.2.0,
 * "Status Updates"): one that says "affected" opens the finding again. Nothing is taken out.
 */
export function suppressByVex(
  findings: readonly Finding[],
  image: VexSubject,
  documents: readonly VexDocument[],
): Finding[] {
  const byVulnerability = new Map<string, Said[]>();
  let rank = 0;
  for (const document of documents) {
    for (const statement of document.statements) {
      rank += 1;
      const said: Said = { ...statement, document, rank };
      for (const id of statement.vulnerabilities) {
        const key = id.toUpperCase();
        const known = byVulnerability.get(key);
        if (known === undefined) byVulnerability.set(key, [said]);
        else known.push(said);
      }
    }
  }
  return findings.map((finding) => {
    if (finding.kind !== 'vulnerability') return finding;
    const said = [finding.rule, ...(finding.aliases ?? [])]
      .flatMap((id) => byVulnerability.get(id.toUpperCase()) ?? [])
      .filter(({ products }) => products.some((product) => isAbout(product, finding, image)))
      .sort((a, b) => timeOf(a) - timeOf(b) || a.rank - b.rank)
      .at(-1);
    if (said === undefined || (said.status !== 'not_affected' && said.status !== 'fixed')) return finding;
    const { document, status, justification, statement, author, statedAt } = said;
    return {
      ...finding,
      status: 'suppressed',
      suppressedBy: {
        file: document.file,
        format: document.format,
        status,
        ...(justification === undefined ? {} : { justification }),
        ...(statement === undefined ? {} : { statement }),
        ...(author === undefined ? {} : { author }),
        ...(statedAt === undefined ? {} : { statedAt }),
      },
    };
  });
}

/** Milliseconds; a statement without a time that can be read is the oldest. */
function timeOf({ statedAt }: VexStatement): number {
  const time = Date.parse(statedAt ?? '');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

function isAbout({ id, components }: VexProduct, finding: Finding, image: VexSubject): boolean {
  const isPackage = (purl: string): boolean => purlCovers(purl, finding.package);
  if (isImage(id, image)) return components.length === 0 || components.some(isPackage);
  return components.length === 0 && isPackage(id);
}

/** A digest, the image's name, or a purl of type `oci` (purl-spec, "oci"): what it says has to be true of the image. */
function isImage(id: string, image: VexSubject): boolean {
  const digests = [image.digest, image.indexDigest].filter((one) => one !== undefined && one !== null);
  const [name = '', written] = image.reference.split('@', 2);
  if (digests.some((digest) => id === digest) || id === name || id === image.reference) return true;
  const purl = parsed(id);
  if (purl === undefined || purl.type !== 'oci') return false;
  const version = purl.version ?? undefined;
  if (version !== undefined && !digests.some((digest) => digest === version) && version !== written)
    return false;
  const tagAt = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = tagAt < 0 ? name : name.slice(0, tagAt);
  if (purl.name !== repository.split('/').at(-1)?.toLowerCase()) return false;
  const { repository_url: url, tag } = purl.qualifiers ?? {};
  if (url !== undefined && url.toLowerCase() !== repository.toLowerCase()) return false;
  return tag === undefined || tag === (tagAt < 0 ? undefined : name.slice(tagAt + 1));
}

/**
 * True when `wanted` is the package or says less of it: without a version it is every version, and only its own
 * qualifiers count (OpenVEX v0.2.0, "Product IDs": purls match as the purl specification has it).
 */
function purlCovers(wanted: string, installed: string | undefined): boolean {
  if (wanted === installed) return true;
  const general = parsed(wanted);
  const special = parsed(installed ?? '');
  if (general === undefined || special === undefined) return false;
  const qualifiers = Object.entries(general.qualifiers ?? {});
  return (
    general.type === special.type &&
    (general.namespace ?? '') === (special.namespace ?? '') &&
    general.name === special.name &&
    (general.version === undefined || general.version === null || general.version === special.version) &&
    qualifiers.every(([key, value]) => special.qualifiers?.[key] === value)
  );
}

function parsed(purl: string): PackageURL | undefined {
  if (!purl.startsWith('pkg:')) return undefined;
  try {
    return PackageURL.fromString(purl);
  } catch {
    return undefined;
  }
}
