import { mutateJson, signs } from './mutate-json.ts';
import type { Random } from './random.ts';

/** Inputs do not grow past this, unless their seed is larger: most bugs need little, and time is short. */
export const maxInputBytes = 48 * 1024;

export interface Material {
  /** Another input of the same kind, to splice with. */
  readonly other: Buffer;
  /** Words that mean something to readers. */
  readonly words: readonly Buffer[];
}

type Mutation = (input: Buffer, random: Random, material: Material) => Buffer;

const numbers = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffn,
  0x100n,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x10000n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  0x1fffffffffffffn,
  0x7fffffffffffffffn,
  0xffffffffffffffffn,
];
const digits = [
  '0',
  '-1',
  '1',
  '8',
  '255',
  '4096',
  '65536',
  '2147483648',
  '4294967295',
  '9007199254740993',
  '1e9',
];
const odd = [
  '\0',
  '\n',
  '\r\n',
  '\ufeff',
  '\u2028',
  '\u001b[2J',
  '\ud800',
  'e\u0301',
  '__proto__',
  'constructor',
  '../',
  '//',
  '"',
  '\\',
  '{',
  '[',
  '<',
  '%00',
  '${',
  ' '.repeat(64),
  'A'.repeat(300),
].map((text) => Buffer.from(text));

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  addToByte,
  writeNumber,
  changeDigits,
  truncate,
  remove,
  duplicate,
  repeat,
  splice,
  insertWord,
  overwriteWord,
  insertOdd,
  insertSign,
  swapLines,
  zero,
];

/** A changed copy: one to eight mutations on top of each other, few of them most of the time. */
export function mutate(input: Buffer, random: Random, material: Material): Buffer {
  const limit = Math.max(maxInputBytes, input.length);
  let mutated: Buffer = Buffer.from(input);
  // Half of the inputs stay JSON, where they are: what is behind the parser would hardly be reached otherwise.
  if (random.chance(50)) {
    const json = mutateJson(mutated, random);
    if (json !== mutated) return random.chance(50) ? json : mutateJson(json, random);
  }
  for (let left = 1 + Math.min(random.int(8), random.int(8)); left > 0; left -= 1) {
    mutated = random.pick(mutations)(mutated, random, material);
    if (mutated.length > limit) mutated = mutated.subarray(0, limit);
  }
  return mutated;
}

function flipBit(input: Buffer, random: Random): Buffer {
  const at = random.int(input.length);
  input[at] = (input[at] ?? 0) ^ (1 << random.int(8));
  return input;
}

function setByte(input: Buffer, random: Random): Buffer {
  input[random.int(input.length)] = random.pick([
    0,
    1,
    0x0a,
    0x20,
    0x2f,
    0x3a,
    0x7f,
    0x80,
    0xff,
    random.int(256),
  ]);
  return input;
}

/** Off by one and a little more: what counts and lengths fear most. */
function addToByte(input: Buffer, random: Random): Buffer {
  const at = random.int(input.length);
  input[at] = (input[at] ?? 0) + random.pick([1, -1, 2, -2, 16]);
  return input;
}

/** A number that is the last or first of its size, in either order of bytes. */
function writeNumber(input: Buffer, random: Random): Buffer {
  const size = random.pick([1, 2, 4, 8]);
  if (input.length < size) return input;
  const at = random.int(input.length - size + 1);
  const field = Buffer.alloc(8);
  if (random.chance(50)) {
    field.writeBigUInt64LE(random.pick(numbers));
    field.copy(input, at, 0, size);
  } else {
    field.writeBigUInt64BE(random.pick(numbers) & ((1n << BigInt(8 * size)) - 1n));
    field.copy(input, at, 8 - size);
  }
  return input;
}

/** Replaces digits that stand at, or after, some place. */
function changeDigits(input: Buffer, random: Random): Buffer {
  const isDigit = (at: number): boolean => (input[at] ?? 0) >= 0x30 && (input[at] ?? 0) <= 0x39;
  let start = random.int(input.length);
  while (start < input.length && !isDigit(start)) start += 1;
  let end = start;
  while (end < input.length && isDigit(end)) end += 1;
  if (start === end) return input;
  const text = Buffer.from(random.pick(digits));
  // Fields of a fixed width keep it, half of the time.
  if (random.chance(50)) {
    text.copy(input, start, 0, end - start);
    return input;
  }
  return Buffer.concat([input.subarray(0, start), text, input.subarray(end)]);
}

function truncate(input: Buffer, random: Random): Buffer {
  return input.subarray(0, random.int(input.length));
}

function rangeOf(input: Buffer, random: Random): readonly [start: number, end: number] {
  const start = random.int(input.length);
  const length = 1 + random.int(random.pick([4, 64, 512, input.length]));
  return [start, Math.min(input.length, start + length)];
}

function remove(input: Buffer, random: Random): Buffer {
  const [start, end] = rangeOf(input, random);
  return Buffer.concat([input.subarray(0, start), input.subarray(end)]);
}

function duplicate(input: Buffer, random: Random): Buffer {
  const [start, end] = rangeOf(input, random);
  const to = random.int(input.length + 1);
  return Buffer.concat([input.subarray(0, to), input.subarray(start, end), input.subarray(to)]);
}

/** Many times the same: nesting without end, lists without end. */
function repeat(input: Buffer, random: Random): Buffer {
  const start = random.int(input.length);
  const part = input.subarray(start, start + 1 + random.int(random.pick([1, 8, 64])));
  const times = Math.min(
    random.pick([10, 1000, 20_000]),
    Math.floor(maxInputBytes / Math.max(1, part.length)),
  );
  if (part.length === 0) return input;
  const many = Buffer.alloc(part.length * times, part);
  return Buffer.concat([input.subarray(0, start), many, input.subarray(start)]);
}

function splice(input: Buffer, random: Random, { other }: Material): Buffer {
  return Buffer.concat([
    input.subarray(0, random.int(input.length + 1)),
    other.subarray(random.int(other.length + 1)),
  ]);
}

function insert(input: Buffer, random: Random, word: Buffer): Buffer {
  const at = random.int(input.length + 1);
  return Buffer.concat([input.subarray(0, at), word, input.subarray(at)]);
}

function insertWord(input: Buffer, random: Random, { words }: Material): Buffer {
  return words.length === 0 ? input : insert(input, random, random.pick(words));
}

function overwriteWord(input: Buffer, random: Random, { words }: Material): Buffer {
  if (words.length > 0) random.pick(words).copy(input, random.int(input.length));
  return input;
}

function insertOdd(input: Buffer, random: Random): Buffer {
  return insert(input, random, random.pick(odd));
}

function insertSign(input: Buffer, random: Random): Buffer {
  return insert(input, random, Buffer.from(random.pick(signs)));
}

function swapLines(input: Buffer, random: Random): Buffer {
  const lines = input.toString('latin1').split('\n');
  if (lines.length < 2 || lines.length > 5000) return input;
  const [from, to] = [random.int(lines.length), random.int(lines.length)];
  const [line = ''] = lines.splice(from, 1);
  lines.splice(to, 0, line);
  return Buffer.from(lines.join('\n'), 'latin1');
}

function zero(input: Buffer, random: Random): Buffer {
  const [start, end] = rangeOf(input, random);
  input.fill(random.pick([0, 0xff]), start, end);
  return input;
}
