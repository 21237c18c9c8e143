import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AdvisoryDatabase } from '../../../src/advisories/database.ts';
import { importAdvisories } from '../../../src/advisories/import.ts';
import { canonicalName, languages } from '../../../src/advisories/languages.ts';
import { openAdvisories } from '../../../src/advisories/open.ts';
import type { Finding, OperatingSystem, Package } from '../../../src/model/scan-report.ts';
import type { AnswerDifference, AnswerExplanation } from '../../compare/answers.ts';
import { dataFolder } from './data.ts';
import { temporaryFolder } from './processes.ts';

/** All advisories at hand, to match with and to look into. */
export interface Advisories {
  readonly database: AdvisoryDatabase;
  /** Those that have this id, or name it as an alias. */
  named(id: string): readonly KnownAdvisory[];
  /** Whether one of that name speaks of the package, in the release where there is one. */
  speakOf(id: string, subject: Subject): boolean;
}

/** To be closed by the caller. */
export async function allAdvisories(): Promise<Advisories> {
  const path = join(await temporaryFolder(), 'advisories.db');
  await importAdvisories({ paths: [join(dataFolder(), 'osv')], into: path, now: 0 });
  const database = openAdvisories(path);
  const byName = namesIn(path);
  const named = (id: string): readonly KnownAdvisory[] => byName.get(id) ?? [];
  return {
    database,
    named,
    speakOf(id, { ecosystem, installed, os }) {
      const name = `${ecosystem} ${canonicalName(ecosystem, installed.name)}`;
      if (!named(id).some(({ packages }) => packages.includes(name))) return false;
      if (os === null) return true;
      // What a distribution tells begins with the first version.
      const { findings } = database.match([{ ...installed, version: '0' }], os);
      return findings.some((finding) => namesOf(finding).includes(id) || namesOf(finding).includes(bare(id)));
    },
  };
}

/** What an advisory says of itself. */
export interface KnownAdvisory {
  readonly names: readonly string[];
  readonly modifiedAt: number;
  /** `npm lodash`. */
  readonly packages: readonly string[];
}

function namesIn(path: string): ReadonlyMap<string, readonly KnownAdvisory[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  const packages = new Map<number, string[]>();
  const rows = 'SELECT a.advisory id, p.family, p.name FROM affected a JOIN package p ON p.id = a.package';
  for (const { id, family, name } of db.prepare(rows).all()) {
    const all = packages.get(Number(id)) ?? [];
    packages.set(Number(id), all);
    all.push(`${family} ${name}`);
  }
  const byName = new Map<string, KnownAdvisory[]>();
  const columns = 'SELECT id, name, aliases, upstream, modified FROM advisory WHERE withdrawn = 0';
  for (const { id, name, aliases, upstream, modified } of db.prepare(columns).all()) {
    const names = [name, ...`${aliases} ${upstream}`.split(' ')].map(String).filter((one) => one !== '');
    const advisory = { names, modifiedAt: Number(modified), packages: packages.get(Number(id)) ?? [] };
    for (const one of names) byName.set(one, [...(byName.get(one) ?? []), advisory]);
  }
  db.close();
  return byName;
}

/** A package, and where it is looked up. */
export interface Subject {
  readonly ecosystem: string;
  readonly installed: Package;
  readonly os: OperatingSystem | null;
}

const systems: Readonly<Record<string, readonly [type: string, id: string]>> = {
  Alpine: ['apk', 'alpine'],
  Debian: ['deb', 'debian'],
  Ubuntu: ['deb', 'ubuntu'],
  Wolfi: ['apk', 'wolfi'],
  openSUSE: ['rpm', 'opensuse-leap'],
};

/** A package as it would be installed. @param where as OSV has it: `npm`, `Debian:12` */
export function subjectOf(where: string, name: string, version: string): Subject {
  const colon = where.indexOf(':');
  const ecosystem = colon < 0 ? where : where.slice(0, colon);
  const release = colon < 0 ? '' : where.slice(colon + 1).replace(/^v|^Leap |:LTS$/g, '');
  const [type, id] = systems[ecosystem] ?? [];
  const language = languages.find((one) => one.ecosystem === ecosystem)?.type;
  const installed = { purl: `pkg:x/${name}`, name, version, type: type ?? language ?? 'x', layer: null };
  return { ecosystem, installed, os: id === undefined ? null : { id, versionId: release } };
}

/** All names of a finding, of distributions' records also those that they are about. */
export function namesOf({ rule, aliases = [] }: Finding): readonly string[] {
  return [rule, ...aliases].flatMap((name) => [name, bare(name)]);
}

/** What no explanation covers. */
export function unexplained(
  differences: readonly AnswerDifference[],
  only: AnswerExplanation['only'],
  explanations: readonly AnswerExplanation[],
): readonly AnswerDifference[] {
  const asked = explanations.filter((one) => one.only === only);
  return differences.filter((difference) => !asked.some(({ covers }) => covers(difference)));
}

/** `CVE-2026-1` of `ALPINE-CVE-2026-1`. */
export function bare(id: string): string {
  return id.replace(/^(?:ALPINE|DEBIAN)-(?=CVE-)/, '');
}
