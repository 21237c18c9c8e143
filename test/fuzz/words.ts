import type { Seed } from './target.ts';

const maxWords = 4000;

/** Words of the seeds, each once, with the punctuation behind them: keys, tags and magic numbers among them. */
export function wordsOf(seeds: readonly Seed[]): readonly Buffer[] {
  const words = new Set<string>();
  for (const { bytes } of seeds) {
    const text = bytes.subarray(0, 64 * 1024).toString('latin1');
    for (const [word] of text.matchAll(/[A-Za-z_][\w.+~-]{1,40}["']?[ \t]*[:=]?/g)) {
      if (words.size >= maxWords) return toBuffers(words);
      words.add(word);
    }
    if (bytes.length > 0) words.add(text.slice(0, 4));
  }
  return toBuffers(words);
}

function toBuffers(words: ReadonlySet<string>): readonly Buffer[] {
  return [...words].map((word) => Buffer.from(word, 'latin1'));
}
