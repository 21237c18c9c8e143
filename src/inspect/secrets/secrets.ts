import type { FileProblem, FileReader } from '../../image/file-reader.ts';
import { isFileProblem } from '../../image/file-reader.ts';
import type { LocatedFact } from '../../image/file-view.ts';
import { shownPath } from '../../io/untar.ts';
import type { Finding } from '../../model/scan-report.ts';
import type { InspectInput, Inspector } from '../inspector.ts';
import { secretsOfConfiguration } from './configuration.ts';
import { environmentFileReader } from './environment-file.ts';
import { variableRule } from './rules/variable.ts';
import { secretRules } from './rules.ts';
import { type RuleAbout, secretFinding } from './secret-finding.ts';
import { type SecretFact, secretReader } from './secret-reader.ts';
import type { SecretSighting } from './text-scanner.ts';

/** Every rule a finding can have, in the order of the documentation. */
export const allSecretRules: readonly RuleAbout[] = [...secretRules, variableRule];

/** More are counted in one finding. */
const maxFindings = 1000;

const readers: readonly FileReader<SecretFact | FileProblem>[] = [secretReader, environmentFileReader];
const rules = new Map(allSecretRules.map((rule) => [rule.id, rule]));

/** Secrets in files of every layer, in the configuration and in the history of an image. */
export const secretsInspector: Inspector = {
  name: 'secrets',
  readers,
  inspect(input) {
    const { sightings, problems } = sightingsIn(input);
    const findings = [
      ...sightings.map((sighting) => findingOf(sighting, input)),
      ...secretsOfConfiguration(input),
    ];
    return { findings: capped(findings), problems };
  },
};

interface FileSecret {
  readonly path: string;
  readonly layer: number;
  readonly sighting: SecretSighting;
  readonly visible: boolean;
}

function sightingsIn(input: InspectInput): {
  readonly sightings: readonly FileSecret[];
  readonly problems: readonly string[];
} {
  const found = new Map<string, FileSecret>();
  const problems: string[] = [];
  const take = ({ path, layer, fact }: LocatedFact<SecretFact>, visible: boolean): void => {
    if (isFileProblem(fact)) {
      if (visible) problems.push(`${shownPath(path)}: it was not searched for secrets to its end`);
      return;
    }
    if (isPublic(path, input)) return;
    for (const sighting of fact) {
      const key = JSON.stringify([path, sighting.rule]);
      // What a container sees comes first; of what it does not, the newest layer.
      if (!(found.get(key)?.visible ?? false)) found.set(key, { path, layer, sighting, visible });
    }
  };
  for (const reader of readers) {
    for (const fact of input.view.facts(reader)) take(fact, true);
    for (const fact of input.view.history(reader)) take(fact, false);
  }
  return { sightings: [...found.values()], problems };
}

/**
 * What a distribution's package brings, everybody has: it is no secret, whatever it looks like. Only below /etc are
 * files of packages there to be written to.
 */
function isPublic(path: string, { owners, systemTypes }: InspectInput): boolean {
  const owner = owners.get(path) ?? '';
  return systemTypes.some((type) => owner.startsWith(`pkg:${type}/`)) && !path.startsWith('etc/');
}

function findingOf({ path, layer, sighting, visible }: FileSecret, { view }: InspectInput): Finding {
  const rule = rules.get(sighting.rule) ?? variableRule;
  const more = sighting.count > 1 ? `, and ${sighting.count - 1} more in this file` : '';
  const hidden = visible ? '' : '; a later layer hides the file, whoever has the image still has it';
  return secretFinding(rule, {
    title: `${rule.title}${more}${hidden}`,
    path: `/${path}`,
    line: sighting.line,
    layer: view.layers[layer]?.diffId ?? null,
  });
}

function capped(findings: readonly Finding[]): Finding[] {
  if (findings.length <= maxFindings) return [...findings];
  const title = `${findings.length - maxFindings} more secrets`;
  return [
    ...findings.slice(0, maxFindings),
    secretFinding({ ...variableRule, id: 'more-secrets' }, { title, layer: null, key: 'more' }),
  ];
}
