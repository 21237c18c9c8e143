/**
 * What opening an encrypted private key takes is written in the key: a file of a stranger could ask for hours. Twice a
 * second of a processor at most; `sekisho keygen` and OpenSSL ask for a fraction of it.
 */
const limits = {
  /** Of PBKDF2. OWASP asked for 600,000 in 2023. */
  rounds: 2_000_000,
  /** Of scrypt: N times r times p. `sekisho keygen` writes 655,360. */
  scryptWork: 2 ** 21,
  /** Of scrypt, in bytes: OpenSSL grants no more when it reads such a file. */
  scryptMemory: 32 * 1024 ** 2,
} as const;

/**
 * Why an encrypted private key is not opened; undefined when it is worth trying. Only the forms that OpenSSL writes are
 * read: whatever is not understood here is not handed on.
 * @param key EncryptedPrivateKeyInfo (RFC 5958 section 3), DER
 */
export function costProblem(key: Buffer): string | undefined {
  try {
    const [algorithm] = sequenceOf(onlyItem(key), 'any');
    const [name, parameters] = sequenceOf(algorithm, 2);
    const scheme = nameOf(name);
    if (scheme !== pbes2)
      return isPbes1(scheme) ? roundsProblem(numberOf(sequenceOf(parameters, 2)[1])) : unknown;
    const [derivation] = sequenceOf(parameters, 2);
    const [functionName, cost] = sequenceOf(derivation, 2);
    switch (nameOf(functionName)) {
      case pbkdf2:
        return roundsProblem(numberOf(sequenceOf(cost, 'any')[1]));
      case scrypt: {
        const [, n, r, p] = sequenceOf(cost, 'any').map((item, index) => (index === 0 ? 0 : numberOf(item)));
        return scryptProblem(n, r, p);
      }
      default:
        return unknown;
    }
  } catch {
    return 'it is damaged';
  }
}

const unknown = 'it is encrypted in a way that is not read here';

// RFC 8018 appendix A: 1.2.840.113549.1.5.13 and .12; RFC 7914 section 7: 1.3.6.1.4.1.11591.4.11; as their DER content.
const pbes2 = '2a864886f70d01050d';
const pbkdf2 = '2a864886f70d01050c';
const scrypt = '2b06010401da47040b';

/** RFC 8018 appendix A.3 and RFC 7292 appendix C, which have the same parameters. */
function isPbes1(scheme: string): boolean {
  return /^2a864886f70d01(?:05|0c01)[0-9a-f]{2}$/.test(scheme);
}

function roundsProblem(rounds: number): string | undefined {
  return rounds <= limits.rounds
    ? undefined
    : `opening it takes ${rounds} rounds, the limit is ${limits.rounds}`;
}

function scryptProblem(n = 0, r = 0, p = 0): string | undefined {
  const memory = 128 * r * (n + p);
  if (memory > limits.scryptMemory) {
    return `opening it takes ${memory} bytes of memory, the limit is ${limits.scryptMemory}`;
  }
  const work = n * r * p;
  return work <= limits.scryptWork
    ? undefined
    : `opening it takes ${work} steps of scrypt, the limit is ${limits.scryptWork}`;
}

/** An element of DER (X.690): its tag and its content. */
interface Item {
  readonly tag: number;
  readonly content: Buffer;
}

const sequenceTag = 0x30;
const nameTag = 0x06;
const integerTag = 0x02;
/** OpenSSL takes no larger one. */
const maxNumberBytes = 9;

function onlyItem(bytes: Buffer): Item {
  const [item, ...more] = itemsOf(bytes);
  if (item === undefined || more.length > 0) throw new TypeError('not one element');
  return item;
}

/** @param length how many elements it has to have */
function sequenceOf(item: Item | undefined, length: number | 'any'): readonly Item[] {
  const items = itemsOf(contentOf(item, sequenceTag));
  if (length !== 'any' && items.length !== length) throw new TypeError('a sequence of another length');
  return items;
}

function nameOf(item: Item | undefined): string {
  return contentOf(item, nameTag).toString('hex');
}

function numberOf(item: Item | undefined): number {
  const content = contentOf(item, integerTag);
  const isCount = content.length > 0 && content.length <= maxNumberBytes && content.readInt8() >= 0;
  if (!isCount) throw new TypeError('not a count');
  return Number(`0x${content.toString('hex')}`);
}

function contentOf(item: Item | undefined, tag: number): Buffer {
  if (item?.tag !== tag) throw new TypeError('an element of another kind');
  return item.content;
}

function itemsOf(bytes: Buffer): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { start, length } = lengthAt(bytes, at + 1);
    if (start + length > bytes.length) throw new TypeError('an element that is cut off');
    items.push({ tag: bytes.readUInt8(at), content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return items;
}

/** X.690 section 8.1.3, without the indefinite form, which DER has not. */
function lengthAt(bytes: Buffer, at: number): { readonly start: number; readonly length: number } {
  const first = bytes.readUInt8(at);
  if (first < 0x80) return { start: at + 1, length: first };
  const size = first - 0x80;
  if (size === 0 || size > 4) throw new TypeError('a length that is none');
  return { start: at + 1 + size, length: bytes.readUIntBE(at + 1, size) };
}
