import { printable } from '../errors.ts';

const maxSentences = 10;
const maxShownLength = 80;

/** The sentences about one hostile file: the first few as they are, the rest as a number. */
export interface Problems {
  add(sentence: string): void;
  sentences(): string[];
}

/** @param path of the file, without leading slash: each sentence begins with it. */
export function problemsOf(path: string): Problems {
  const kept: string[] = [];
  let more = 0;
  return {
    add(sentence) {
      if (kept.length < maxSentences) kept.push(`/${shown(path)}: ${sentence}`);
      else more += 1;
    },
    sentences: () => (more === 0 ? [...kept] : [...kept, `/${shown(path)}: and ${more} more problems`]),
  };
}

/** Text from an image, cut and made safe for a sentence. */
export function shown(text: string): string {
  return printable(text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text);
}

/** A value of a document from an image, for a sentence; of what is no text, only what it is. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? shown(value) : `(${value === undefined ? 'nothing' : typeof value})`;
}
