import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const inputSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('string'),
    default: z.string(),
    regex: z.string().optional(),
    description: z.string(),
  }),
  z.strictObject({ type: z.literal('boolean'), default: z.boolean(), description: z.string() }),
]);

const headerSchema = z.strictObject({
  spec: z.strictObject({ inputs: z.record(z.string(), inputSchema) }),
});

const jobSchema = z.strictObject({
  image: z.string().optional(),
  extends: z.string().optional(),
  stage: z.string().optional(),
  interruptible: z.boolean().optional(),
  variables: z.record(z.string(), z.string()).optional(),
  before_script: z.array(z.string()).optional(),
  script: z.array(z.string()).optional(),
  rules: z.array(z.strictObject({ if: z.string() })).optional(),
  cache: z.strictObject({ key: z.string(), paths: z.array(z.string()) }).optional(),
  artifacts: z
    .strictObject({
      when: z.literal('always'),
      paths: z.array(z.string()),
      reports: z.strictObject({ container_scanning: z.string() }),
    })
    .optional(),
});

export type Inputs = Readonly<Record<string, string | boolean>>;
export type Job = z.infer<typeof jobSchema>;

export const templateText = readFileSync(
  join(import.meta.dirname, '../../gitlab/templates/scan.yml'),
  'utf8',
);

/** The documents of the template: the header, and the jobs with their interpolation blocks still in place. */
export function documents(): readonly unknown[] {
  return parseAllDocuments(templateText).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS() as unknown;
  });
}

export function declaredInputs(): z.infer<typeof headerSchema>['spec']['inputs'] {
  return headerSchema.parse(documents()[0]).spec.inputs;
}

/** What GitLab answers to an input that does not fit its declaration; undefined for one that does. */
export function inputProblem(name: string, value: string | boolean): string | undefined {
  const declared = declaredInputs()[name];
  if (declared === undefined) return 'unknown input';
  if (typeof value !== declared.type) return `provided value is not a ${declared.type}`;
  if (declared.type !== 'string' || declared.regex === undefined) return undefined;
  // RE2 and JavaScript agree on these patterns; without the flag m both take ^ and $ for the ends of the text.
  return new RegExp(declared.regex).test(String(value)) ? undefined : 'does not match';
}

/** The jobs as GitLab makes them: each node that is one block becomes the value itself, in longer text it is text. */
export function jobs(given: Inputs = {}): Readonly<Record<string, Job>> {
  const defaults = Object.entries(declaredInputs()).map(([name, input]) => [name, input.default] as const);
  const values: Inputs = { ...Object.fromEntries(defaults), ...given };
  const block = /\$\[\[\s*inputs\.([a-z-]+)\s*\]\]/;
  const interpolate = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(interpolate);
    if (typeof node === 'object' && node !== null) {
      return Object.fromEntries(
        Object.entries(node).map(([key, value]) => [String(interpolate(key)), interpolate(value)]),
      );
    }
    if (typeof node !== 'string') return node;
    const match = block.exec(node);
    if (match === null) return node;
    const value = values[match[1] ?? ''];
    return match[0].length === node.length ? value : node.replaceAll(match[0], () => String(value));
  };
  return z.record(z.string(), jobSchema).parse(interpolate(documents()[1]));
}

/** A job with what it extends. */
export function job(name: string, given: Inputs = {}): Job {
  const all = jobs(given);
  const own = all[name];
  if (own === undefined) throw new Error(`no job ${name}`);
  return { ...(own.extends === undefined ? {} : all[own.extends]), ...own };
}

/** The table of gitlab/README.md. */
export function inputTable(): string {
  return [
    '| input | what it is | default |',
    '|---|---|---|',
    ...Object.entries(declaredInputs()).map(
      ([name, input]) =>
        `| \`${name}\` | ${input.description} | ${input.default === '' ? '' : `\`${input.default}\``} |`,
    ),
  ].join('\n');
}
