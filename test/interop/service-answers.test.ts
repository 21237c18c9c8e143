import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnswerDifference, serviceExplanations, serviceScores } from '../compare/answers.ts';
import {
  type Advisories,
  allAdvisories,
  bare,
  namesOf,
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

interface Question {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly ids: readonly string[];
}

describe('what api.osv.dev answered', () => {
  const missed: AnswerDifference[] = [];
  const more: AnswerDifference[] = [];
  const scores = new Map<string, { asked: number; wanted: number; found: number; more: number }>();
  const unmatched = new Set<string>();

  beforeAll(async () => {
    const file = join(dataFolder(), 'fixtures', 'osv-api', 'osv-scanner', 'queries.json');
    const questions: readonly Question[] = JSON.parse(await readFile(file, 'utf8'));
    for (const { ecosystem: where, name, version, ids } of questions) {
      if (where === 'GIT') continue;
      const subject = subjectOf(where, name, version);
      const { ecosystem, installed, os } = subject;
      const result = advisories.database.match([installed], os);
      if (result.unmatched.length > 0) {
        unmatched.add(ecosystem);
        continue;
      }
      const said = new Set(result.findings.flatMap(namesOf));
      const wanted = ids.filter((id) => advisories.speakOf(id, subject));
      const lost = wanted.filter((id) => !said.has(id));
      const theirs = new Set(
        ids.flatMap((id) => [id, bare(id), ...advisories.named(id).flatMap(({ names }) => names)]),
      );
      const ours = result.findings.filter((finding) => !namesOf(finding).some((one) => theirs.has(one)));
      const score = scores.get(ecosystem) ?? { asked: 0, wanted: 0, found: 0, more: 0 };
      scores.set(ecosystem, {
        asked: score.asked + 1,
        wanted: score.wanted + wanted.length,
        found: score.found + wanted.length - lost.length,
        more: score.more + ours.length,
      });
      missed.push(...lost.map((id) => ({ ecosystem, name, version, ids: [id] })));
      more.push(
        ...ours.map((finding) => ({
          ecosystem,
          name,
          version,
          ids: namesOf(finding),
          modifiedAt: Math.max(...advisories.named(finding.rule).map(({ modifiedAt }) => modifiedAt)),
        })),
      );
    }
  });

  test('is found, all that the advisories at hand can give, but for what is explained', () => {
    expect(unexplained(missed, 'them', serviceExplanations)).toEqual([]);
  });

  test('is all that is reported, but for what is explained', () => {
    expect(unexplained(more, 'sekisho', serviceExplanations)).toEqual([]);
  });

  test('of ecosystems that were not imported is told as not matched', () => {
    expect([...unmatched].sort()).toEqual(['Alpine', 'Hackage', 'NuGet', 'Packagist', 'Ubuntu', 'openSUSE']);
  });

  test('is counted in docs/compare.md as it is', () => {
    const counted = [...scores].map(([ecosystem, score]) => ({ ecosystem, ...score }));
    expect(counted.sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1))).toEqual(serviceScores);
  });
});
