import { printable } from '../../errors.ts';
import type { Finding } from '../../model/scan-report.ts';
import { isNamedSecret } from '../secrets/named-values.ts';
import { secretRulesIn } from '../secrets/secret-text.ts';
import { type Check, type CheckInput, hasConfiguration, misconfiguration } from './check.ts';
import { type Assignment, assignments, historyCoversLayers, instructions } from './history.ts';

const maxShownLength = 80;

/** CIS Docker Benchmark 4.10: no secret in the environment or the build arguments that the image keeps. */
export const secretVariables: Check = {
  rule: 'CIS-4.10',
  title: 'Secret in the image configuration',
  severity: 'high',
  reason:
    'Whoever may pull the image reads its configuration and history: a value set in one layer stays there after it is unset.',
  remedy: 'docker run --env NAME IMAGE',
  isDecidable: (input) => hasConfiguration(input) && historyCoversLayers(input),
  run(input) {
    const seen = new Set<string>();
    return variables(input).flatMap((variable) => {
      const { name, where, layer } = variable;
      const key = `${where} ${name}`;
      if (seen.has(key) || !isSecret(variable)) return [];
      seen.add(key);
      const shownName = printable(name.slice(0, maxShownLength));
      return misconfiguration(secretVariables, {
        // Never the value.
        title: `${where} ${shownName} holds a secret; revoke it: whoever pulled the image has it`,
        key,
        layer,
        remedy:
          where === 'ENV'
            ? `docker run --env ${shownName} IMAGE`
            : `RUN --mount=type=secret,id=${shownName} COMMAND`,
      });
    });
  },
};

interface Variable extends Assignment {
  readonly where: 'ENV' | 'build argument';
  readonly layer: Finding['layer'];
}

/** What a container would see first, then what only the history still shows. */
function variables(input: CheckInput): Variable[] {
  const environment = (input.config.config?.Env ?? []).map((entry): Variable => {
    const [name = ''] = entry.split('=', 1);
    return { name, value: entry.slice(name.length + 1), where: 'ENV', layer: null };
  });
  const past = instructions(input).flatMap(({ name, text, buildArguments, layer }): Variable[] => {
    if (name === 'ENV') return assignments(text).map((set) => ({ ...set, where: 'ENV', layer }));
    const set = name === 'ARG' ? assignments(text) : buildArguments;
    return set.map((argument) => ({ ...argument, where: 'build argument', layer }));
  });
  return [...environment, ...past];
}

function isSecret({ name, value }: Assignment): boolean {
  return isNamedSecret(name, value) || secretRulesIn(`${name}=${value}`).length > 0;
}
