import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../src/advisories/languages.ts';
import { type AnswerDifference, labelExplanations, labelScores } from '../compare/answers.ts';
import {
  type Advisories,
  allAdvisories,
  namesOf,
  type Subject,
  subjectOf,
  unexplained,
} from './support/advisories.ts';
import { dataFolder } from './support/data.ts';
import { stopEverything } from './support/processes.ts';

let advisories: Advisories;

beforeAll(async () => {
  advisories = await allAdvisories();
});

afterAll(async () => {
  advisories.database.close();
  await stopEverything();
});

interface Label {
  readonly package: string;
  readonly version: string;
  readonly vulnerability: string;
  readonly cve?: string;
  readonly label: string;
  readonly note?: string;
}

/** Distributions of which there are advisories, by the names of the images. */
const releases: readonly (readonly [RegExp, string])[] = [
  [/alpine[:-](3\.\d+)/, 'Alpine:v$1'],
  [/wolfi-base/, 'Wolfi'],
];

/** A label says what a package is called, not of which ecosystem it is: those whose advisories speak of one so named. */
function subjectsOf(image: string, label: Label): readonly Subject[] {
  const ids = idsOf(label);
  const speaksOf = new Set(ids.flatMap((id) => advisories.named(id).flatMap(({ packages }) => packages)));
  const [pattern, release] = releases.find(([one]) => one.test(image)) ?? [];
  if (pattern !== undefined && release !== undefined) {
    const where = release.replace('$1', pattern.exec(image)?.[1] ?? '');
    const subject = subjectOf(where, label.package, label.version);
    return ids.some((id) => advisories.speakOf(id, subject)) ? [subject] : [];
  }
  if (!label.vulnerability.startsWith('GHSA-')) return [];
  return [...speaksOf].flatMap((one) => {
    const [ecosystem = '', name = ''] = one.split(' ');
    if (!languages.some((language) => language.ecosystem === ecosystem)) return [];
    const short = ecosystem === 'Maven' ? name.slice(name.indexOf(':') + 1) : name;
    const isNamed = short.toLowerCase() === label.package.toLowerCase() || name === label.package;
    return isNamed ? [subjectOf(ecosystem, name, label.version)] : [];
  });
}

function idsOf({ vulnerability, cve }: Label): readonly string[] {
  return [...new Set([vulnerability, ...(cve === undefined ? [] : [cve])])];
}

describe('what people found out of real images', () => {
  const missed: AnswerDifference[] = [];
  const alarms: AnswerDifference[] = [];
  const scores = new Map<string, { affected: number; found: number; unaffected: number; reported: number }>();

  beforeAll(async () => {
    const file = join(dataFolder(), 'fixtures', 'match-labels', 'match-labels', 'labels.jsonl.gz');
    const lines = gunzipSync(await readFile(file))
      .toString('utf8')
      .trim()
      .split('\n');
    for (const line of lines) {
      const { image, labels }: { image: string; labels: readonly Label[] } = JSON.parse(line);
      for (const label of labels.filter((one) => one.label === 'TP' || one.label === 'FP')) {
        const ids = idsOf(label);
        const isAffected = label.label === 'TP';
        const byEcosystem = Map.groupBy(subjectsOf(image, label), ({ ecosystem }) => ecosystem);
        for (const [ecosystem, subjects] of byEcosystem) {
          // The same artifact may have been published by several groups; the label does not say which it is.
          const isReported = subjects.some(({ installed, os }) =>
            advisories.database
              .match([installed], os)
              .findings.some((finding) => namesOf(finding).some((one) => ids.includes(one))),
          );
          const score = scores.get(ecosystem) ?? { affected: 0, found: 0, unaffected: 0, reported: 0 };
          scores.set(ecosystem, {
            affected: score.affected + Number(isAffected),
            found: score.found + Number(isAffected && isReported),
            unaffected: score.unaffected + Number(!isAffected),
            reported: score.reported + Number(!isAffected && isReported),
          });
          if (isAffected === isReported) continue;
          const { package: name, version, note = '' } = label;
          (isAffected ? missed : alarms).push({ ecosystem, name, version, ids, image, note });
        }
      }
    }
  });

  test('to be affected is reported, but for what is explained', () => {
    expect(unexplained(missed, 'them', labelExplanations)).toEqual([]);
  });

  test('to be a false alarm is not reported, but for what is explained', () => {
    expect(unexplained(alarms, 'sekisho', labelExplanations)).toEqual([]);
  });

  test('is counted in docs/compare.md as it is', () => {
    const counted = [...scores].map(([ecosystem, score]) => ({ ecosystem, ...score }));
    expect(counted.sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1))).toEqual(labelScores);
  });
});
