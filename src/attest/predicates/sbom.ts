// By its parts: the whole would bring its XML and JSON validators along.
import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';
import * as Spec from '@cyclonedx/cyclonedx-library/Spec';
import { z } from 'zod';
import { digestHex, sha256 } from '../../model/digest.ts';
import { parseJson } from '../../model/manifest.ts';
import type { OperatingSystem, Package, ScanReport } from '../../model/scan-report.ts';
import { parseTime } from '../../model/time.ts';
import { checked, makeStatement, type Statement, type Subject } from '../statement.ts';
import { timestamp } from './fields.ts';
import { ociPurl } from './oci-purl.ts';
import type { Predicate } from './predicate.ts';

/** A bill of materials, by whatever tool: that it is there and signed is what a policy asks for. */
export interface Sbom {
  readonly kind: 'sbom';
  /** When it was put together; 0 where it does not say. */
  readonly statedAt: number;
  readonly specVersion: string;
  readonly components: number;
}

const kind = 'sbom';
const maxComponents = 200_000;

const schema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string().regex(/^1\.\d{1,2}$/, 'is not a version of CycloneDX 1'),
  metadata: z.object({ timestamp: timestamp.optional() }).optional(),
  components: z
    .array(z.object({ name: z.string() }))
    .max(maxComponents)
    .optional(),
});

const serializedSchema = z.record(z.string(), z.unknown());

/** in-toto "CycloneDX", under the type without a version that cosign writes for `--type cyclonedx`. */
export const sbomPredicate: Predicate<Sbom> = {
  kind,
  type: 'https://cyclonedx.org/bom',
  supersedes: false,
  parse(predicate) {
    const { specVersion, metadata, components } = checked(schema, predicate, kind);
    return {
      kind,
      statedAt: metadata?.timestamp ?? 0,
      specVersion,
      components: components?.length ?? 0,
    };
  },
};

/** The packages of the report as CycloneDX 1.6: sorted, and the same bytes for the same report. */
export function sbomStatement(subject: Subject, report: ScanReport): Statement {
  const bom = new Models.Bom({
    serialNumber: serialNumber(subject),
    metadata: new Models.Metadata({
      timestamp: new Date(parseTime(report.scannedAt)),
      tools: new Models.Tools({
        components: new Models.ComponentRepository([
          new Models.Component(Enums.ComponentType.Application, report.tool.name, {
            version: report.tool.version,
          }),
        ]),
      }),
      component: new Models.Component(Enums.ComponentType.Container, subject.name, {
        bomRef: ociPurl(subject),
        purl: ociPurl(subject),
        version: subject.digest,
      }),
    }),
    components: new Models.ComponentRepository([
      ...(report.os === null ? [] : [operatingSystem(report.os)]),
      ...libraries(report.packages),
    ]),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  const text = serializer.serialize(bom, { sortLists: true, space: 0 });
  const predicate = checked(serializedSchema, parseJson(Buffer.from(text), 'the SBOM'), kind);
  // The library lists every component without dependencies, which CycloneDX reads as "depends on nothing"; what
  // packages depend on was not looked at.
  delete predicate.dependencies;
  return makeStatement(subject, sbomPredicate.type, predicate);
}

function operatingSystem(os: OperatingSystem): Models.Component {
  return new Models.Component(Enums.ComponentType.OperatingSystem, os.id, {
    bomRef: `os:${os.id}@${os.versionId ?? ''}`,
    ...(os.versionId === undefined ? {} : { version: os.versionId }),
    ...(os.name === undefined ? {} : { description: os.name }),
  });
}

/** One component for each purl: the same package at several places is one component with several layers. */
function libraries(packages: readonly Package[]): readonly Models.Component[] {
  const byPurl = Map.groupBy(packages, (found) => found.purl);
  return [...byPurl].map(([purl, same]) => {
    const [first] = same;
    const layers = new Set(same.map((found) => found.layer).filter((layer) => layer !== null));
    return new Models.Component(Enums.ComponentType.Library, first?.name ?? purl, {
      // The library would make up a random suffix for a reference that occurs twice; a purl occurs once here.
      bomRef: purl,
      purl,
      ...(first === undefined ? {} : { version: first.version }),
      properties: new Models.PropertyRepository(
        [...layers].map((layer) => new Models.Property('sekisho:layer', layer)),
      ),
    });
  });
}

/** A UUID of version 8 (RFC 9562 section 5.8) made from the image's digest: rescanning does not make another BOM. */
function serialNumber(subject: Subject): string {
  const hex = digestHex(sha256(`sbom of ${subject.digest}`));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
