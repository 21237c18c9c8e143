import { z } from 'zod';
import { checked } from '../../model/checked.ts';
import {
  createNameBudget,
  type VexFormat,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from './statement.ts';

const text = z.string().max(100_000);
const maxDepth = 50;

const fullProduct = z.object({
  product_id: text,
  product_identification_helper: z
    .object({ purl: text.optional(), purls: z.array(text).optional() })
    .optional(),
});

interface Branch {
  readonly product?: z.infer<typeof fullProduct> | undefined;
  readonly branches?: readonly Branch[] | undefined;
}

const branch: z.ZodType<Branch> = z.lazy(() =>
  z.object({ product: fullProduct.optional(), branches: z.array(branch).max(100_000).optional() }),
);

const ids = z.array(text).max(100_000);

// CSAF 2.0, section 3.2; 4.5 is the profile VEX, and security advisories (4.4) say the same of what they list.
const schema = z.object({
  document: z.object({
    publisher: z.object({ name: text.optional() }).optional(),
    tracking: z.object({ current_release_date: text.optional() }).optional(),
  }),
  product_tree: z
    .object({
      branches: z.array(branch).max(100_000).optional(),
      full_product_names: z.array(fullProduct).max(100_000).optional(),
      relationships: z
        .array(
          z.object({
            full_product_name: fullProduct,
            product_reference: text,
            relates_to_product_reference: text,
          }),
        )
        .max(500_000)
        .optional(),
    })
    .optional(),
  vulnerabilities: z
    .array(
      z.object({
        cve: text.optional(),
        ids: z.array(z.object({ text })).optional(),
        product_status: z.record(z.string(), ids).optional(),
        flags: z.array(z.object({ label: text, product_ids: ids.optional() })).optional(),
        threats: z
          .array(z.object({ category: text, details: text.optional(), product_ids: ids.optional() }))
          .optional(),
      }),
    )
    .max(100_000)
    .optional(),
});

type Document = z.infer<typeof schema>;
type Vulnerability = NonNullable<Document['vulnerabilities']>[number];

/** CSAF 2.0, 3.2.3.9: the groups of product ids that say what a vulnerability means for them. */
const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ['known_not_affected', 'not_affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
]);

/** CSAF 2.0 (docs.oasis-open.org/csaf): the VEX profile, and what advisories say of products. */
export const csaf: VexFormat = {
  name: 'csaf',
  recognises: ({ document }) =>
    typeof document === 'object' && document !== null && 'csaf_version' in document,
  read(json, what) {
    const document = checked(schema, json, what);
    const products = productsById(document, createNameBudget(what));
    const author = document.document.publisher?.name;
    const statedAt = document.document.tracking?.current_release_date;
    return (document.vulnerabilities ?? []).flatMap((vulnerability) => {
      const why = whyOf(vulnerability);
      return Object.entries(vulnerability.product_status ?? {}).flatMap(([group, listed]): VexStatement[] => {
        const status = statuses.get(group);
        if (status === undefined) return [];
        return listed.map((id) => ({
          vulnerabilities: [vulnerability.cve, ...(vulnerability.ids ?? []).map((one) => one.text)].filter(
            (one) => one !== undefined,
          ),
          products: products.get(id) ?? [],
          status,
          ...why(id),
          ...(author === undefined ? {} : { author }),
          ...(statedAt === undefined ? {} : { statedAt }),
        }));
      });
    });
  },
};

/** Why a product is not affected, by its id. */
function whyOf({
  flags = [],
  threats = [],
}: Vulnerability): (product: string) => Pick<VexStatement, 'justification' | 'statement'> {
  const flagOf = firstAbout(flags);
  const impactOn = firstAbout(threats.filter(({ category }) => category === 'impact'));
  return (product) => {
    const justification = flagOf(product)?.label;
    const statement = impactOn(product)?.details;
    return {
      ...(justification === undefined ? {} : { justification }),
      ...(statement === undefined ? {} : { statement }),
    };
  };
}

/** The first that is about a product: without product ids, it is about all of the vulnerability. */
function firstAbout<Said extends { readonly product_ids?: readonly string[] | undefined }>(
  said: readonly Said[],
): (product: string) => Said | undefined {
  const byProduct = new Map<string, Said>();
  let ofAll: Said | undefined;
  for (const one of said) {
    if (one.product_ids === undefined) {
      ofAll = one;
      break;
    }
    for (const id of one.product_ids) if (!byProduct.has(id)) byProduct.set(id, one);
  }
  return (product) => byProduct.get(product) ?? ofAll;
}

function productsById(
  { product_tree: tree }: Document,
  spend: (names: number) => void,
): ReadonlyMap<string, readonly VexProduct[]> {
  const products = new Map<string, VexProduct[]>();
  const add = ({
    product_id: id,
    product_identification_helper: helper,
  }: z.infer<typeof fullProduct>): void => {
    const purls = [helper?.purl, ...(helper?.purls ?? [])].filter((one) => one !== undefined);
    products.set(
      id,
      purls.map((purl) => ({ id: purl, components: [] })),
    );
  };
  let level: readonly Branch[] = tree?.branches ?? [];
  for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) {
    for (const { product } of level) if (product !== undefined) add(product);
    level = level.flatMap((one) => one.branches ?? []);
  }
  for (const product of tree?.full_product_names ?? []) add(product);
  for (const relationship of tree?.relationships ?? []) {
    add(relationship.full_product_name);
    const { product_id: id } = relationship.full_product_name;
    if ((products.get(id) ?? []).length > 0) continue;
    // A package as part of something: of an image when that has a purl, else of a distribution, which the purl of the
    // package names by itself.
    const parts = products.get(relationship.product_reference) ?? [];
    const wholes = products.get(relationship.relates_to_product_reference) ?? [];
    spend(wholes.length + parts.length);
    const components = parts.map((part) => part.id);
    products.set(id, wholes.length === 0 ? parts : wholes.map((whole) => ({ id: whole.id, components })));
  }
  return products;
}
