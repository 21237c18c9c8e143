import { z } from 'zod';
import { checked } from '../../model/checked.ts';
import { createNameBudget, type VexFormat, type VexProduct } from './statement.ts';

const text = z.string().max(100_000);
const identified = z.union([text, z.object({ '@id': text.optional(), name: text.optional() })]);
const component = z.union([
  text,
  z.object({ '@id': text.optional(), identifiers: z.record(z.string(), text).optional() }),
]);
const product = z.union([
  text,
  z.object({
    '@id': text.optional(),
    identifiers: z.record(z.string(), text).optional(),
    hashes: z.record(z.string(), text).optional(),
    subcomponents: z.array(component).max(100_000).optional(),
  }),
]);

// OpenVEX v0.2.0, "The Document"; before it, vulnerabilities, products and subcomponents were plain texts (v0.0.1).
const schema = z.object({
  author: text.optional(),
  timestamp: text.optional(),
  statements: z
    .array(
      z.object({
        vulnerability: z.union([
          text,
          z.object({ '@id': text.optional(), name: text.optional(), aliases: z.array(text).optional() }),
        ]),
        products: z.array(product).max(100_000).optional(),
        subcomponents: z.array(component).max(100_000).optional(),
        status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
        justification: text.optional(),
        impact_statement: text.optional(),
        status_notes: text.optional(),
        timestamp: text.optional(),
        supplier: text.optional(),
      }),
    )
    .max(100_000),
});

type Statement = z.infer<typeof schema>['statements'][number];

/** OpenVEX, v0.0.1 to v0.2.0 (openvex.dev/ns). */
export const openvex: VexFormat = {
  name: 'openvex',
  recognises: (json) => typeof json['@context'] === 'string' && json['@context'].includes('openvex.dev/ns'),
  read(json, what) {
    const document = checked(schema, json, what);
    const spend = createNameBudget(what);
    return document.statements.map((statement) => {
      const shared = (statement.subcomponents ?? []).flatMap(namesOf);
      const why = statement.impact_statement ?? statement.status_notes;
      const author = statement.supplier ?? document.author;
      const statedAt = statement.timestamp ?? document.timestamp;
      return {
        vulnerabilities: vulnerabilitiesOf(statement.vulnerability),
        products: (statement.products ?? []).flatMap((one) => productsOf(one, shared, spend)),
        status: statement.status,
        ...(statement.justification === undefined ? {} : { justification: statement.justification }),
        ...(why === undefined ? {} : { statement: why }),
        ...(author === undefined ? {} : { author }),
        ...(statedAt === undefined ? {} : { statedAt }),
      };
    });
  },
};

function vulnerabilitiesOf(written: Statement['vulnerability']): string[] {
  if (typeof written === 'string') return [written];
  const { '@id': id, name, aliases = [] } = written;
  // The id may be an address whose last part is the name people use.
  return [...new Set([name, id, id?.split('/').at(-1), ...aliases].filter((one) => one !== undefined))];
}

/**
 * A product goes by each of its names: its id, its identifiers, its hashes.
 * @param shared names of packages in every product of the statement
 */
function productsOf(
  written: z.infer<typeof product>,
  shared: readonly string[],
  spend: (names: number) => void,
): VexProduct[] {
  const own = typeof written === 'string' ? [] : (written.subcomponents ?? []).flatMap(namesOf);
  if (own.length > 0) spend(own.length + shared.length);
  const components = own.length === 0 ? shared : [...own, ...shared];
  const hashes = typeof written === 'string' ? {} : (written.hashes ?? {});
  const digests = Object.entries(hashes).map(
    ([algorithm, hash]) => `${algorithm.replace('sha-', 'sha')}:${hash}`,
  );
  return [...namesOf(written), ...digests].map((id) => ({ id, components }));
}

function namesOf(written: z.infer<typeof component> | z.infer<typeof identified>): string[] {
  if (typeof written === 'string') return [written];
  const identifiers = 'identifiers' in written ? Object.values(written.identifiers ?? {}) : [];
  return [...new Set([written['@id'], ...identifiers].filter((one) => one !== undefined))];
}
