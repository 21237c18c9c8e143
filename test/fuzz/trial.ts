import { isFault, reasonOf } from '../../src/errors.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';
import type { Seed, Target } from './target.ts';
import { wordsOf } from './words.ts';

/** One input, and what it was made from. */
export interface Trial {
  readonly input: Buffer;
  readonly seed: Seed;
}

const words = new Map<Target, readonly Buffer[]>();

/** Input number `run` of a target: the same for the same text, on any machine. */
export function trialOf(target: Target, text: string, run: number): Trial {
  if (target.seeds.length === 0) throw new Error(`no seed was found for ${target.name}`);
  const random = createRandom(`${text}/${target.name}/${run}`);
  const known = words.get(target) ?? wordsOf(target.seeds);
  words.set(target, known);
  const seed = random.pick(target.seeds);
  const input = mutate(seed.bytes, random, { other: random.pick(target.seeds).bytes, words: known });
  // Half of the inputs keep their broken checksums.
  if (random.chance(50)) target.repair?.(input);
  return { input, seed };
}

/**
 * What the runtime says when a program made a mistake. Readers turn what they throw into a problem of the scan, so a
 * mistake would look like a file that is malformed.
 */
const mistakes =
  /Cannot (?:read|set|convert|access|destructure|mix)|is not (?:a function|iterable|a constructor|an instance)|Maximum call stack|Invalid (?:array|string|typed array|count|time) (?:length|value)|Invalid (?:count|time) value|ERR_[A-Z]|out of range|out of memory|\[object /;

/**
 * Reads one input twice.
 * @returns what is wrong, as a sentence; undefined when it was read, or refused with a fault, both times the same
 */
export async function failureOf(target: Target, { input, seed }: Trial): Promise<string | undefined> {
  const first = await outcomeOf(target, Buffer.from(input), seed, 0);
  if (first.failure !== undefined) return first.failure;
  const second = await outcomeOf(target, Buffer.from(input), seed, 1);
  if (second.failure !== undefined) return `the second time: ${second.failure}`;
  return first.result === second.result
    ? undefined
    : `the second time: ${difference(first.result, second.result)}`;
}

interface Outcome {
  readonly result: string;
  readonly failure?: string;
}

async function outcomeOf(target: Target, input: Buffer, seed: Seed, pass: 0 | 1): Promise<Outcome> {
  try {
    const result = JSON.stringify(await target.read(input, seed, pass)) ?? '';
    const mistake = problemsIn(result).find((sentence) => tellsOfMistake(sentence, input));
    return mistake === undefined
      ? { result }
      : { result, failure: `a problem tells of a mistake: ${mistake}` };
  } catch (error) {
    const reason = reasonOf(error);
    if (isFault(error) && !tellsOfMistake(reason, input)) return { result: `${error.code}: ${reason}` };
    return { result: '', failure: error instanceof Error ? (error.stack ?? reason) : reason };
  }
}

/** Sentences quote what they are about: words of the input are no mistake of the program. */
function tellsOfMistake(sentence: string, input: Buffer): boolean {
  const told = mistakes.exec(sentence);
  return told !== null && !input.includes(told[0]);
}

/** Sentences that readers write, not texts of the input. */
function problemsIn(result: string): readonly string[] {
  return [...result.matchAll(/"problem":"((?:[^"\\]|\\.)*)"|"([^"]*: the reader [^"]* failed: [^"]*)"/g)].map(
    ([, problem, failed]) => problem ?? failed ?? '',
  );
}

function difference(first: string, second: string): string {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 40), at + 80);
  return `other results: …${around(first)}… and …${around(second)}…`;
}
