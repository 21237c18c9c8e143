import type { FileReader } from '../../image/file-reader.ts';
import { shownPath } from '../../io/untar.ts';
import type { Finding } from '../../model/scan-report.ts';
import type { InspectInput, Inspector } from '../inspector.ts';
import { type FileSighting, fileSightings, type SightingFact } from '../sightings.ts';
import { secretsOfConfiguration } from './configuration.ts';
import { environmentFileReader } from './environment-file.ts';
import { variableRule } from './rules/variable.ts';
import { secretRules } from './rules.ts';
import { type RuleAbout, secretFinding } from './secret-finding.ts';
import { secretReader } from './secret-reader.ts';

/** Every rule a finding can have, in the order of the documentation. */
export const allSecretRules: readonly RuleAbout[] = [...secretRules, variableRule];

/** More are counted in one finding. */
const maxFindings = 1000;

const readers: readonly FileReader<SightingFact>[] = [secretReader, environmentFileReader];
const rules = new Map(allSecretRules.map((rule) => [rule.id, rule]));

/** Secrets in files of every layer, in the configuration and in the history of an image. */
export const secretsInspector: Inspector = {
  name: 'secrets',
  readers,
  inspect(input) {
    const { sightings, problems } = fileSightings(input.view, readers);
    const found = sightings.filter(({ path }) => !isPublic(path, input));
    const findings = [
      ...found.map((sighting) => findingOf(sighting, input)),
      ...secretsOfConfiguration(input),
    ];
    return {
      findings: capped(findings),
      problems: problems.map(({ path }) => `${shownPath(path)}: it was not searched for secrets to its end`),
    };
  },
};

/**
 * What a distribution's package brings, everybody has: it is no secret, whatever it looks like. Only below /etc are
 * files of packages there to be written to.
 */
function isPublic(path: string, { owners, systemTypes }: InspectInput): boolean {
  const owner = owners.get(`/${path}`) ?? '';
  return systemTypes.some((type) => owner.startsWith(`pkg:${type}/`)) && !path.startsWith('etc/');
}

function findingOf(
  { rule: id, path, line, count, layer, visible }: FileSighting,
  { view }: InspectInput,
): Finding {
  const rule = rules.get(id) ?? variableRule;
  const more = count > 1 ? `, and ${count - 1} more in this file` : '';
  const hidden = visible ? '' : '; a later layer hides the file, whoever has the image still has it';
  return secretFinding(rule, {
    title: `${rule.title}${more}${hidden}`,
    path: `/${path}`,
    ...(line === undefined ? {} : { line }),
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
