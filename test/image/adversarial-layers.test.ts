import { describe, expect, test } from 'vitest';
import { laws } from './laws/laws.ts';
import { listing, walked } from './walked.ts';

for (const [theme, list] of laws) {
  describe(theme, () => {
    for (const [law, layers, wanted, problems = []] of list) {
      test(law, async () => {
        const view = await walked(...layers);
        expect(view.problems).toEqual(problems);
        expect(listing(view)).toEqual([...wanted].sort());
      });
    }
  });
}

test('no law is there twice', () => {
  const sentences = laws.flatMap(([theme, list]) => list.map(([law]) => `${theme}: ${law}`));
  expect(new Set(sentences).size).toBe(sentences.length);
});
