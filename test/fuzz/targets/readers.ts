import type { FileReader } from '../../../src/image/file-reader.ts';
import { scanReaders } from '../../../src/scan/inventory.ts';
import { readFile } from '../read-file.ts';
import { balancedSeeds } from '../reader-seeds.ts';
import type { Target } from '../target.ts';

/** Every reader of the walk, by its name: what a scan shows files to. */
export const readerTargets: readonly Target[] = scanReaders.map(targetOf);

function targetOf(reader: FileReader<unknown>): Target {
  return {
    name: `reader:${reader.name}`,
    get seeds() {
      return balancedSeeds(reader).all;
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
