import { printable } from '../../errors.ts';
import type { ImageConfig } from '../../model/manifest.ts';
import type { Finding } from '../../model/scan-report.ts';
import { assignments, instructions } from '../checks/history.ts';
import type { InspectInput } from '../inspector.ts';
import { isRealNamedSecret } from './named-values.ts';
import { variableRule } from './rules/variable.ts';
import { type RuleAbout, secretFinding } from './secret-finding.ts';
import { secretRulesIn } from './secret-text.ts';

const maxShownLength = 80;

/** A text of the configuration, and what to call it. */
interface Text {
  readonly where: string;
  readonly text: string;
  readonly layer: Finding['layer'];
  /** Of what has a name and a value. */
  readonly named?: { readonly name: string; readonly value: string };
}

/** Secrets in environment, labels, commands and history, each kind once in each place. */
export function secretsOfConfiguration(input: InspectInput): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { where, text, layer, named } of [...ofConfig(input.config), ...ofHistory(input)]) {
    const rules: RuleAbout[] = secretRulesIn(text);
    const isNamed = named !== undefined && isRealNamedSecret(named.name, named.value);
    if (rules.length === 0 && isNamed) rules.push(variableRule);
    for (const rule of rules) {
      const key = `${where} ${rule.id}`;
      const title = `${rule.title} in ${where}`;
      if (!findings.has(key)) findings.set(key, secretFinding(rule, { title, layer, key }));
    }
  }
  return [...findings.values()];
}

function ofConfig({ config }: ImageConfig): Text[] {
  const layer = null;
  const lists = { CMD: config?.Cmd, ENTRYPOINT: config?.Entrypoint, HEALTHCHECK: config?.Healthcheck?.Test };
  return [
    ...(config?.Env ?? []).map((entry) => variable('ENV', entry, layer)),
    ...Object.entries(config?.Labels ?? {}).map(([name, value]) => assigned('label', { name, value }, layer)),
    ...Object.entries(lists).map(([where, words]) => ({ where, text: (words ?? []).join(' '), layer })),
  ];
}

/** A variable is found under its name, and in the environment before the history. */
function ofHistory(input: InspectInput): Text[] {
  return instructions(input).flatMap(({ name, text, buildArguments, layer }): Text[] => {
    const given = buildArguments.map((entry) => assigned('build argument', entry, layer));
    if (name === 'ENV') return assignments(text).map((entry) => assigned('ENV', entry, layer));
    if (name === 'ARG') return assignments(text).map((entry) => assigned('build argument', entry, layer));
    return [...given, { where: name === '' ? 'the history' : `the history's ${name}`, text, layer }];
  });
}

function variable(where: string, entry: string, layer: Finding['layer']): Text {
  const [name = ''] = entry.split('=', 1);
  return assigned(where, { name, value: entry.slice(name.length + 1) }, layer);
}

function assigned(
  where: string,
  { name, value }: { readonly name: string; readonly value: string },
  layer: Finding['layer'],
): Text {
  const shown = printable(name.slice(0, maxShownLength));
  return { where: `${where} ${shown}`, text: `${name}=${value}`, layer, named: { name, value } };
}
