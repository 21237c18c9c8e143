import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

const actionSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  author: z.string(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    z.string(),
    z.strictObject({
      description: z.string(),
      required: z.boolean().optional(),
      default: z.string().optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string() })),
  runs: z.strictObject({ using: z.string(), main: z.string() }),
});

/** action.yml, checked to be of the form GitHub takes. */
export function actionFile(): z.infer<typeof actionSchema> {
  return actionSchema.parse(parse(readFileSync(join(root, 'action.yml'), 'utf8')));
}

/** What the runner sets an input to when a workflow does not. */
export function declaredDefaults(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(actionFile().inputs).map(([name, input]) => [name, input.default ?? '']),
  );
}

/** The tables of docs/action.md, as action.yml has them. */
export function interfaceTables(): string {
  const { inputs, outputs } = actionFile();
  return [
    '| input | what it is | default |',
    '|---|---|---|',
    ...Object.entries(inputs).map(
      ([name, { description, required, default: value }]) =>
        `| \`${name}\` | ${description} | ${required === true ? 'required' : value === undefined ? '' : `\`${value}\``} |`,
    ),
    '',
    '| output | what it is |',
    '|---|---|',
    ...Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |`),
  ].join('\n');
}
