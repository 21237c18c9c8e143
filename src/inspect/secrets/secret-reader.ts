import type { FileProblem, FileReader, FileSink } from '../../image/file-reader.ts';
import { createMatcher } from './matcher.ts';
import { placeOf } from './places.ts';
import { secretRules } from './rules.ts';
import { createTextDecider } from './text-or-binary.ts';
import { createTextScanner, type SecretSighting } from './text-scanner.ts';

const all = createMatcher(secretRules);
const certain = createMatcher(secretRules.filter((rule) => rule.certain));

/** What a file holds: kinds of secrets and lines, never a secret or a part of one. */
export type SecretFact = readonly SecretSighting[] | FileProblem;

/** Looks into every text file of an image; see `placeOf` for what is left out. */
export const secretReader: FileReader<SecretFact> = {
  name: 'secrets',
  version: 1,
  open({ path, size }) {
    if (size < shortestSecret) return undefined;
    const place = placeOf(path);
    return place === 'noise' ? undefined : createSink(path, size, place === 'own');
  },
};

/** `user:pw` in a .netrc and the like needs no more. */
const shortestSecret = 8;

function createSink(path: string, size: number, isOwn: boolean): FileSink<SecretFact> {
  const scanner = createTextScanner(isOwn ? all : certain, path, size);
  const text = createTextDecider(scanner.write);
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
