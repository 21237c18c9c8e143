import type { FileReader, FileSink } from '../../image/file-reader.ts';
import type { SightingFact } from '../sightings.ts';
import { createMatcher } from './matcher.ts';
import { placeOf } from './places.ts';
import { secretRules } from './rules.ts';
import { createTextDecider } from './text-or-binary.ts';
import { createTextScanner } from './text-scanner.ts';

const all = createMatcher(secretRules);
const certain = createMatcher(secretRules.filter((rule) => rule.certain));

/**
 * A fact names kinds of secrets and lines, never a secret or a part of one. Looks into every text file of an image; see `placeOf` for what is left out.
 */
export const secretReader: FileReader<SightingFact> = {
  name: 'secrets',
  version: 3,
  open({ path, size }) {
    if (size < shortestSecret) return undefined;
    const place = placeOf(path);
    return place === 'noise' ? undefined : createSink(path, size, place === 'own');
  },
};

/** `user:pw` in a .netrc and the like needs no more. */
const shortestSecret = 8;

function createSink(path: string, size: number, isOwn: boolean): FileSink<SightingFact> {
  const scanner = createTextScanner(isOwn ? all : certain, path, size);
  const text = createTextDecider(size, scanner.write);
  return {
    write: text.write,
    end() {
      text.end();
      const found = scanner.end();
      if (found === undefined)
        return { problem: `${path} has more in it that looks like secrets than is looked at` };
      return found.length === 0 ? undefined : found;
    },
  };
}
