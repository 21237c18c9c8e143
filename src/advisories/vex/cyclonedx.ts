import { z } from 'zod';
import { checked } from '../../model/checked.ts';
import type { VexFormat, VexStatus } from './statement.ts';

const text = z.string().max(100_000);
const maxDepth = 20;

interface Component {
  readonly 'bom-ref'?: string | undefined;
  readonly purl?: string | undefined;
  readonly components?: readonly Component[] | undefined;
}

const component: z.ZodType<Component> = z.lazy(() =>
  z.object({
    'bom-ref': text.optional(),
    purl: text.optional(),
    components: z.array(component).max(100_000).optional(),
  }),
);

const schema = z.object({
  metadata: z
    .object({
      timestamp: text.optional(),
      component: component.optional(),
      authors: z.array(z.object({ name: text.optional() })).optional(),
      supplier: z.object({ name: text.optional() }).optional(),
    })
    .optional(),
  components: z.array(component).max(200_000).optional(),
  vulnerabilities: z
    .array(
      z.object({
        id: text.optional(),
        references: z.array(z.object({ id: text.optional() })).optional(),
        updated: text.optional(),
        published: text.optional(),
        analysis: z
          .object({
            state: text.optional(),
            justification: text.optional(),
            detail: text.optional(),
            lastUpdated: text.optional(),
          })
          .optional(),
        affects: z
          .array(z.object({ ref: text }))
          .max(100_000)
          .optional(),
      }),
    )
    .max(100_000)
    .optional(),
});

/** CycloneDX 1.6, "Impact Analysis State". */
const states: ReadonlyMap<string, VexStatus> = new Map([
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['exploitable', 'affected'],
  ['in_triage', 'under_investigation'],
  ['false_positive', 'not_affected'],
  ['not_affected', 'not_affected'],
]);

/** CycloneDX 1.4 and later in JSON: the analysis of its vulnerabilities is a VEX. */
export const cyclonedx: VexFormat = {
  name: 'cyclonedx',
  recognises: (json) => json.bomFormat === 'CycloneDX',
  read(json, what) {
    const { metadata, components = [], vulnerabilities = [] } = checked(schema, json, what);
    const subject = metadata?.component;
    const purls = purlsByRef([...(subject === undefined ? [] : [subject]), ...components]);
    const author = metadata?.supplier?.name ?? metadata?.authors?.[0]?.name;
    return vulnerabilities.flatMap((vulnerability) => {
      const { analysis, id, references = [], affects = [] } = vulnerability;
      const status = states.get(analysis?.state ?? '');
      if (status === undefined) return [];
      const statedAt =
        analysis?.lastUpdated ?? vulnerability.updated ?? vulnerability.published ?? metadata?.timestamp;
      const refs = affects.length > 0 ? affects.map(({ ref }) => ref) : [subject?.['bom-ref'] ?? ''];
      return [
        {
          vulnerabilities: [id, ...references.map((one) => one.id)].filter((one) => one !== undefined),
          products: refs.map((ref) => ({ id: purls.get(ref) ?? fromLink(ref), components: [] })),
          status,
          ...(analysis?.justification === undefined ? {} : { justification: analysis.justification }),
          ...(analysis?.detail === undefined ? {} : { statement: analysis.detail }),
          ...(author === undefined ? {} : { author }),
          ...(statedAt === undefined ? {} : { statedAt }),
        },
      ];
    });
  },
};

/** A BOM-Link names an element of another document (cyclonedx.org, "BOM-Link"): most refer to packages by their purl. */
function fromLink(ref: string): string {
  const hash = ref.startsWith('urn:cdx:') ? ref.indexOf('#') : -1;
  if (hash < 0) return ref;
  try {
    return decodeURIComponent(ref.slice(hash + 1));
  } catch {
    return ref.slice(hash + 1);
  }
}

function purlsByRef(components: readonly Component[]): ReadonlyMap<string, string> {
  const purls = new Map<string, string>();
  let level = components;
  for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) {
    for (const { 'bom-ref': ref, purl } of level) {
      if (ref !== undefined && purl !== undefined) purls.set(ref, purl);
    }
    level = level.flatMap((one) => one.components ?? []);
  }
  return purls;
}
