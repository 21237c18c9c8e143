import { type FileReader, isFileProblem } from '../../../src/image/file-reader.ts';
import { scanReaders } from '../../../src/scan/inventory.ts';
import { readFile } from '../read-file.ts';
import { readerSeeds } from '../reader-seeds.ts';
import type { Seed, Target } from '../target.ts';

/** Every reader of the walk, by its name: what a scan shows files to. */
export const readerTargets: readonly Target[] = scanReaders.map(targetOf);

function targetOf(reader: FileReader<unknown>): Target {
  let seeds: readonly Seed[] | undefined;
  return {
    name: `reader:${reader.name}`,
    get seeds() {
      seeds ??= balanced(readerSeeds(reader), (seed) => isRead(reader, seed));
      return seeds;
    },
    read(input, seed, pass) {
      const fact = readFile(reader, seed.path ?? '', input, pass);
      // Facts are kept as JSON in the layer cache: one that changes there would be another the second time.
      const kept: unknown = fact === undefined ? undefined : JSON.parse(JSON.stringify(fact));
      if (JSON.stringify(kept) !== JSON.stringify(fact)) throw new Error('the fact is not plain JSON');
      return kept;
    },
  };
}

/** The good ones make half of the seeds, where there are some: many are files of another kind. */
function balanced(seeds: readonly Seed[], isGood: (seed: Seed) => boolean): readonly Seed[] {
  const good = seeds.filter(isGood);
  const missing = good.length === 0 ? 0 : Math.max(0, seeds.length - 2 * good.length);
  return [...seeds, ...Array.from({ length: missing }, (_, index) => good[index % good.length] as Seed)];
}

function isRead(reader: FileReader<unknown>, { path = '', bytes }: Seed): boolean {
  const fact = readFile(reader, path, bytes, 0);
  return fact !== undefined && !isFileProblem(fact) && !hasProblems(fact);
}

function hasProblems(fact: unknown): boolean {
  const problems = typeof fact === 'object' && fact !== null && 'problems' in fact ? fact.problems : [];
  return Array.isArray(problems) && problems.length > 0;
}
